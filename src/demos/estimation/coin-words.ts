import { coinMap } from "../../core/estimation/coin";
import { density } from "../../core/estimation/distribution";
import type { Locale, Text } from "../../words/text";
import type { Note, ParamNotice } from "../demo";
import { show, showTex } from "../number";
import { type CoinModel, priorSd } from "./coin";
import { meanOf } from "./coin-checks";
import { limitGap } from "./coin-scenes";
import { believed, type CoinState, coinStateAt, logLikelihood, onAxis } from "./coin-state";
import { headsIn, numberOf } from "./subject";

/** One sentence on the toss of this step. */
export function narrateCoin(model: CoinModel, step: number, locale: Locale): string {
  const state = coinStateAt(model, step);
  const { n, k } = state;
  const last = n > 0 ? model.tosses[n - 1] : undefined;
  const posterior = meanOf(state);
  const before = n > 0 && model.seen.length > 1 ? meanOf(coinStateAt(model, Math.max(0, step - 1))) : undefined;
  if (n === 0) {
    return {
      en: `No toss yet: the belief is the prior, with mean ${show(posterior)}.`,
      zh: `还没有抛掷：信念就是先验，均值 ${show(posterior)}。`,
    }[locale];
  }
  if (state.points && !state.points.posterior) {
    return {
      en: `${headsIn(k, n)}: none of these coins can do that.`,
      zh: `${n} 次中 ${k} 次正面：这些硬币都做不到。`,
    }[locale];
  }
  const isSingle = model.values["pace"] === "one";
  const now: Text = {
    en: isSingle ? `Toss ${n} shows ${last === 1 ? "heads" : "tails"}` : `${headsIn(k, n)} tosses`,
    zh: isSingle ? `第 ${n} 次是${last === 1 ? "正面" : "反面"}` : `${n} 次抛掷中 ${k} 次正面`,
  };
  const moved: Text =
    before === undefined || step === 0
      ? {
          en: `posterior mean ${show(posterior)}, MLE ${show(k / n)}`,
          zh: `后验均值 ${show(posterior)}，MLE ${show(k / n)}`,
        }
      : {
          en: `the posterior mean moves from ${show(before)} to ${show(posterior)}, the MLE is ${show(k / n)}`,
          zh: `后验均值由 ${show(before)} 变为 ${show(posterior)}，MLE 为 ${show(k / n)}`,
        };
  const end: Text =
    model.truth !== undefined && step >= model.seen.length - 1
      ? model.values["reveal"] === true
        ? { en: ` The truth was ${show(model.truth)}.`, zh: `真值是 ${show(model.truth)}。` }
        : { en: " What do you bet the truth is? Reveal it among the controls.", zh: "你猜真值是多少？在控件中揭晓。" }
      : { en: "", zh: "" };
  return `${now[locale]}${{ en: ": ", zh: "：" }[locale]}${moved[locale]}${{ en: ".", zh: "。" }[locale]}${end[locale]}`;
}

export function coinNotes(model: CoinModel, step: number): Note[] {
  const state = coinStateAt(model, step);
  const { n, k, kind, shapes, posterior } = state;
  const { a, b } = shapes;
  const slots = { k: showTex(k), n: showTex(n), m: showTex(n - k), a: showTex(a), b: showTex(b) };
  if (kind === "points") return pointNotes(state, slots);
  if (kind === "normal") return normalNotes(model, state, slots);
  const [up, down] = [a + k, b + n - k];
  const out: Note[] = [
    {
      id: "update",
      tex: "\\underbrace{\\theta^{\\slot{a}-1}(1-\\theta)^{\\slot{b}-1}}_{\\text{prior}}\\cdot\\underbrace{\\theta^{\\slot{k}}(1-\\theta)^{\\slot{m}}}_{\\text{likelihood}}\\ \\propto\\ \\mathrm{Beta}(\\slot{up},\\,\\slot{down})",
      slots: { ...slots, up: showTex(up), down: showTex(down) },
      sentence: {
        en: `The prior weighs like ${show(a + b)} ${a + b === 1 ? "toss" : "tosses"} seen before, ${show(a)} of them heads; the data add theirs.`,
        zh: `先验相当于先前见过 ${show(a + b)} 次抛掷，其中 ${show(a)} 次正面；数据再加上自己的。`,
      },
    },
    {
      id: "mean",
      tex: "\\mathbb{E}[\\theta\\mid D]=\\frac{a+k}{a+b+n}=\\frac{\\slot{up}}{\\slot{all}}=\\slot{mean},\\qquad \\mathrm{sd}=\\slot{sd}",
      slots: {
        up: showTex(up),
        all: showTex(up + down),
        mean: showTex(posterior.mean, 6),
        sd: showTex(posterior.sd, 6),
      },
      sentence: {
        en: "The mean is the best guess under squared error, the median under absolute error, the MAP under all-or-nothing.",
        zh: "平方损失下均值最优，绝对损失下中位数最优，0–1 损失下 MAP 最优。",
      },
    },
    mapNote(state, up, down),
  ];
  const gap = model.values["limit"] === true ? limitGap(model, state) : undefined;
  if (gap !== undefined) {
    out.push({
      id: "limit",
      tex: "p(\\theta\\mid D)\\approx N\\!\\left(\\hat\\theta,\\ \\tfrac{1}{n I(\\hat\\theta)}\\right),\\qquad \\tfrac12\\!\\int|p-N|=\\slot{gap}",
      slots: { gap: showTex(gap) },
      sentence: {
        en: "Bernstein and von Mises: with more data the posterior turns into a normal law around the MLE. The number is the most by which the two can disagree on any event.",
        zh: "伯恩斯坦–冯·米塞斯定理：数据越多，后验越接近以 MLE 为中心的正态分布。此数是两者对任一事件概率的最大分歧。",
      },
    });
  }
  if (model.values["scale"] === "odds") {
    out.push({
      id: "odds",
      tex: "\\hat\\varphi_{\\text{MAP}}=\\ln\\frac{\\slot{up}}{\\slot{down}}\\ \\Rightarrow\\ \\theta=\\slot{carried}\\ \\neq\\ \\hat\\theta_{\\text{MAP}}",
      slots: { up: showTex(up), down: showTex(down), carried: showTex(up / (up + down), 6) },
      sentence: {
        en: "A density carries the factor dθ/dφ, so its top moves: on the log-odds the MAP is the mean of θ. MLE and quantiles stay where they are.",
        zh: "密度带有因子 dθ/dφ，所以峰会移动：在对数几率上 MAP 恰是 θ 的均值。MLE 与分位数不变。",
      },
    });
  }
  return out;
}

function mapNote({ posterior }: CoinState, up: number, down: number): Note {
  const { mode } = posterior;
  if (mode.kind === "interior") {
    return {
      id: "map",
      tex: "\\hat\\theta_{\\text{MAP}}=\\frac{a+k-1}{a+b+n-2}=\\frac{\\slot{top}}{\\slot{all}}=\\slot{map}",
      slots: { top: showTex(up - 1), all: showTex(up + down - 2), map: showTex(mode.at[0]!, 6) },
      sentence: {
        en: "It needs both shapes above 1; with a flat prior it is the MLE.",
        zh: "要求两个形状参数都大于 1；平坦先验下它就是 MLE。",
      },
    };
  }
  const why: Record<"flat" | "ends" | "end", Text> = {
    flat: {
      en: "A flat posterior has no single top: every θ is as probable.",
      zh: "平坦的后验没有唯一的峰：每个 θ 一样可能。",
    },
    ends: {
      en: "Both shapes are below 1: the density is U-shaped, with a pole at either end and no single MAP. The formula would give the bottom of the U.",
      zh: "两个形状参数都小于 1：密度呈 U 形，两端都趋于无穷，没有唯一的 MAP。公式给出的反而是 U 的底。",
    },
    end: {
      en: `A shape of at most 1 puts the top at θ = ${mode.at[0] ?? 0}; the formula with a + k − 1 does not apply.`,
      zh: `形状参数不大于 1，峰在 θ = ${mode.at[0] ?? 0}；含 a + k − 1 的公式不适用。`,
    },
  };
  return {
    id: "map",
    tex: "a+k=\\slot{up},\\qquad b+n-k=\\slot{down}",
    slots: { up: showTex(up), down: showTex(down) },
    sentence: why[mode.kind],
  };
}

function pointNotes({ points }: CoinState, slots: Record<string, string>): Note[] {
  const weights = points!.posterior?.weights ?? points!.prior.weights;
  const best = weights.reduce((top, w, j) => (w > weights[top]! ? j : top), 0);
  return [
    {
      id: "points",
      tex: "P(\\theta_j\\mid D)=\\frac{w_j\\,\\theta_j^{\\slot{k}}(1-\\theta_j)^{\\slot{m}}}{\\sum_i w_i\\,\\theta_i^{\\slot{k}}(1-\\theta_i)^{\\slot{m}}},\\qquad P(\\slot{at}\\mid D)=\\slot{w}",
      slots: { ...slots, at: showTex(points!.prior.at[best]!), w: showTex(weights[best]!, 6) },
      sentence: {
        en: "Only these coins are possible: no data can make any other one probable.",
        zh: "只有这些硬币是可能的：任何数据都不会使别的值变得可能。",
      },
    },
  ];
}

function normalNotes(model: CoinModel, { truncated, posterior }: CoinState, slots: Record<string, string>): Note[] {
  const map = coinMap(truncated!);
  const isVariance = model.values["spreadIs"] === "variance";
  return [
    {
      id: "slope",
      tex: "\\frac{\\slot{k}}{\\theta}-\\frac{\\slot{m}}{1-\\theta}-\\frac{\\theta-\\slot{mean}}{\\slot{sd}^2}=0\\ \\Rightarrow\\ \\hat\\theta_{\\text{MAP}}=\\slot{map}",
      slots: { ...slots, mean: showTex(truncated!.mean), sd: showTex(truncated!.sd, 6), map: showTex(map, 6) },
      sentence: isVariance
        ? {
            en: `Read as a variance, ${show(numberOf(model.values, "priorSpread"))} is a standard deviation of ${show(priorSd(model.values))}: another prior, and another answer.`,
            zh: `若把 ${show(numberOf(model.values, "priorSpread"))} 当作方差，标准差就是 ${show(priorSd(model.values))}：先验不同，答案也不同。`,
          }
        : {
            en: "Many texts call this 0.1 a variance and print the answer of a standard deviation. Switch between the two.",
            zh: "许多文章把这个 0.1 称为方差，却印出标准差的答案。切换看看。",
          },
    },
    {
      id: "moments",
      tex: "\\mathbb{E}[\\theta\\mid D]=\\slot{mean},\\qquad \\mathrm{sd}=\\slot{sd}",
      slots: { mean: showTex(posterior.mean, 6), sd: showTex(posterior.sd, 6) },
      sentence: {
        en: "No closed form: Gauss's quadrature, checked by Simpson's rule.",
        zh: "没有封闭形式：高斯求积，并用辛普森法则核对。",
      },
    },
  ];
}

export function coinNotices(model: CoinModel): ParamNotice[] {
  const { values } = model;
  const out: ParamNotice[] = ownNotices(model, "ownTosses");
  const [n, k] = [numberOf(values, "n"), numberOf(values, "k")];
  if (values["source"] === "counts" && k > n) {
    out.push({
      param: "k",
      problem: {
        en: `${headsIn(k, n)} tosses can't be; ${n} are taken.`,
        zh: `${n} 次抛掷不可能有 ${k} 次正面；按 ${n} 次计。`,
      },
      fixes: [
        { title: { en: `${n} heads`, zh: `${n} 次正面` }, value: n },
        { title: { en: `${k} tosses`, zh: `抛 ${k} 次` }, value: Math.max(1, k) },
      ].filter(({ value }) => value === n),
    });
  }
  const { posterior } = believed(model, model.tosses.length);
  if (values["prior"] === "beta" && posterior.mode.kind !== "interior") {
    out.push({
      param: "a",
      remark: {
        en: "No inner MAP: after the data a shape is at most 1.",
        zh: "没有内部的 MAP：看过数据后仍有形状参数不大于 1。",
      },
    });
  }
  if (values["prior"] === "points" && (values["weights"] as readonly number[]).every((w) => w === 0)) {
    out.push({
      param: "weights",
      problem: { en: "All weights are zero; equal ones are taken.", zh: "权重全为零；改用相等的权重。" },
    });
  }
  out.push({ param: "strength", marks: [{ at: 1, label: "1×", ink: "faint" }] });
  return out;
}

/** What was taken of the person's table, or why nothing was. */
export function ownNotices(
  { own, ownFault }: { readonly own?: Text; readonly ownFault?: Text },
  param = "own",
): ParamNotice[] {
  return [...(own ? [{ param, remark: own }] : []), ...(ownFault ? [{ param, problem: ownFault }] : [])];
}

/** θ under the pointer: heights of prior and posterior. */
export function coinProbe(model: CoinModel, step: number, x: number, locale: Locale): string | undefined {
  const state = coinStateAt(model, step);
  if (state.points) return undefined;
  const { prior, posterior, isOdds } = onAxis(model, state);
  const [lower] = posterior.tails(x);
  const letter = isOdds ? "φ" : "θ";
  return {
    en: `${letter} = ${show(x)}: prior ${show(density(prior, x))}, posterior ${show(density(posterior, x))}, P(below | data) = ${show(lower)}${isOdds ? "" : `, log-likelihood ${show(logLikelihood(x, state.k, state.n))}`}`,
    zh: `${letter} = ${show(x)}：先验 ${show(density(prior, x))}，后验 ${show(density(posterior, x))}，P(小于此 | 数据) = ${show(lower)}${isOdds ? "" : `，对数似然 ${show(logLikelihood(x, state.k, state.n))}`}`,
  }[locale];
}
