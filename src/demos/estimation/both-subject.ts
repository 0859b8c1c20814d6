import { density } from "../../core/estimation/distribution";
import { distributionOf } from "../../core/estimation/law";
import { logNormalBothDensity, predictNormalBoth } from "../../core/estimation/normal-both";
import { simpson } from "../../core/num/quadrature";
import { erfc } from "../../core/num/special";
import type { Locale, Text } from "../../words/text";
import type { Check, Note, ParamNotice, Values } from "../demo";
import { inRange, show, showTex } from "../number";
import { type BothModel, bothAfter, bothAt, computeBoth, jointTop, logJoint, marginalOf } from "./both";
import { emitBoth } from "./both-emit";
import { jointScene, marginalScene, nextScene } from "./both-scenes";
import { ownNotices } from "./coin-words";
import type { Subject } from "./subject";

function checks(model: BothModel, step: number): Check[] {
  const { law, isWhole, n } = bothAt(model, step);
  const out: Check[] = [backwards(model, n)];
  if (!isWhole) return out;
  const [mu, sigma] = [marginalOf(law, "μ"), marginalOf(law, "σ")];
  const variances = (f: (v: number) => number): number => overVariance(law.shape, law.scale, f);
  const at = mu.quantile(0.8);
  const next = distributionOf(predictNormalBoth(law));
  const nextAt = next.quantile(0.9);
  out.push(
    {
      name: { en: "P(μ below its 80 % point)", zh: "P(μ 低于其 80% 分位点)" },
      expected: variances((v) => normalBelow((at - law.mean) / Math.sqrt(v / law.weight))),
      actual: mu.tails(at)[0],
      tolerance: 1e-6,
      source: { en: "the normal law of μ given σ, averaged over σ", zh: "给定 σ 时 μ 的正态分布，对 σ 平均" },
    },
    {
      name: { en: "P(next below its 90 % point)", zh: "P(下一个低于其 90% 分位点)" },
      expected: variances((v) => normalBelow((nextAt - law.mean) / Math.sqrt(v * (1 + 1 / law.weight)))),
      actual: next.tails(nextAt)[0],
      tolerance: 1e-6,
      source: { en: "the normal law given σ, averaged over σ", zh: "给定 σ 时的正态分布，对 σ 平均" },
    },
    {
      name: { en: "slope of the joint log posterior at its top, along σ", zh: "联合对数后验在峰处沿 σ 的斜率" },
      expected: 0,
      actual: slopeAt(law, sigma.quantile(0.6) - sigma.quantile(0.4)),
      tolerance: 1e-4,
      source: { en: "zero at a top, by differences", zh: "峰处为零（差分）" },
    },
  );
  return out;
}

const normalBelow = (z: number): number => erfc(-z / Math.SQRT2) / 2;

/** ∫ f(v) p(v) dv for an inverse-gamma v, evenly in ln v. */
function overVariance(shape: number, scale: number, f: (v: number) => number): number {
  const log = (t: number): number => -shape * t - scale * Math.exp(-t);
  const top = Math.log(scale / shape);
  const width = 12 / Math.sqrt(shape) + 40 / shape;
  const total = (g: (v: number) => number): number =>
    simpson((t) => Math.exp(log(t) - log(top)) * g(Math.exp(t)), top - 12 / Math.sqrt(shape) - 5, top + width, 20_000);
  return total(f) / total(() => 1);
}

function slopeAt(law: Parameters<typeof logJoint>[0], width: number): number {
  const [mu, sigma] = jointTop(law);
  const h = 1e-5 * width;
  return ((logJoint(law, mu, sigma + h) - logJoint(law, mu, sigma - h)) / (2 * h)) * width;
}

/** Mean and scale again, one datum at a time, from the last to the first. */
function backwards(model: BothModel, n: number): Check {
  const { prior, law } = bothAfter(model, n);
  let { mean, weight, scale } = prior;
  for (const x of model.data.slice(0, n).reverse()) {
    const gap = x - mean;
    scale += (weight * gap * gap) / (2 * (weight + 1));
    weight += 1;
    mean += gap / weight;
  }
  const size = Math.max(1, Math.abs(mean) + Math.abs(scale));
  return {
    name: { en: "one datum at a time, backwards: mean + scale", zh: "倒序逐个更新：均值 + 尺度" },
    expected: (mean + scale) / size,
    actual: (law.mean + law.scale) / size,
    tolerance: 1e-9,
    source: { en: "each posterior the next prior", zh: "每个后验作为下一个先验" },
  };
}

function notes(model: BothModel, step: number): Note[] {
  const { n, law, isWhole, mle, spread } = bothAt(model, step);
  const out: Note[] = [
    {
      id: "update",
      tex: "\\mu\\mid\\sigma\\sim N\\!\\Big(\\slot{mean},\\ \\tfrac{\\sigma^2}{\\slot{weight}}\\Big),\\qquad \\sigma^2\\sim\\mathrm{InvGamma}(\\slot{shape},\\ \\slot{scale})",
      slots: {
        mean: showTex(law.mean, 6),
        weight: showTex(law.weight),
        shape: showTex(law.shape),
        scale: showTex(law.scale, 6),
      },
      sentence: {
        en: "Normal and inverse gamma: conjugate to a normal law of which nothing is known. The prior counts as data seen before.",
        zh: "正态-逆伽马：均值与方差都未知的正态分布的共轭先验，其分量相当于先前见过的数据。",
      },
    },
  ];
  if (n > 1)
    out.push({
      id: "deviation",
      tex: "\\hat\\sigma^2=\\tfrac1n\\textstyle\\sum(x-\\bar x)^2=\\slot{biased},\\qquad s^2=\\tfrac1{n-1}\\textstyle\\sum(x-\\bar x)^2=\\slot{unbiased}",
      slots: { biased: showTex(mle[1] ** 2, 6), unbiased: showTex(spread / (n - 1), 6) },
      sentence: {
        en: "The maximum likelihood variance is too small by (n − 1)/n on the average: it measures from the data's own mean.",
        zh: "最大似然方差平均偏小 (n − 1)/n 倍：它从数据自己的均值量起。",
      },
    });
  if (isWhole) {
    const [mu] = [marginalOf(law, "μ")];
    out.push({
      id: "student",
      tex: "\\frac{\\mu-\\slot{mean}}{\\slot{se}}\\sim t_{\\slot{df}},\\qquad 95\\,\\%:\\ [\\slot{low},\\ \\slot{high}]",
      slots: {
        mean: showTex(law.mean, 6),
        se: showTex(Math.sqrt(law.scale / (law.shape * law.weight))),
        df: showTex(2 * law.shape),
        low: showTex(mu.quantile(0.025), 6),
        high: showTex(mu.quantile(0.975), 6),
      },
      sentence: {
        en: "With σ averaged out, a normal law becomes Student's t: heavier tails are the price of not knowing σ. Under the flat prior this is the interval of the t test.",
        zh: "对 σ 求平均后，正态变成学生 t：更重的尾巴是不知道 σ 的代价。先验平坦时它就是 t 检验的区间。",
      },
    });
  }
  return out;
}

function narrate(model: BothModel, step: number, locale: Locale): string {
  const { n, law, isWhole, mle } = bothAt(model, step);
  if (!isWhole)
    return {
      en: `${n === 0 ? "No data" : n === 1 ? "One datum" : "Equal data"} and a flat prior: μ and σ can still be anything.`,
      zh: `${n === 0 ? "没有数据" : n === 1 ? "一个数据" : "数据都相等"}，先验平坦：μ 与 σ 仍可以是任何值。`,
    }[locale];
  if (n === 0)
    return {
      en: `No data yet: the belief is the prior around μ = ${show(law.mean)}.`,
      zh: `还没有数据：信念就是先验，以 μ = ${show(law.mean)} 为中心。`,
    }[locale];
  const lead: Text =
    model.values["pace"] === "one"
      ? { en: `Measurement ${n} is ${show(model.data[n - 1]!)}`, zh: `第 ${n} 个测量值为 ${show(model.data[n - 1]!)}` }
      : { en: `After ${n} ${n === 1 ? "datum" : "data"}`, zh: `看过 ${n} 个数据后` };
  const sigma = marginalOf(law, "σ").quantile(0.5);
  return {
    en: `${lead.en}: μ about ${show(law.mean)}, σ about ${show(sigma)} (medians); MLE ${show(mle[0])} and ${show(mle[1])}.`,
    zh: `${lead.zh}：μ 约 ${show(law.mean)}，σ 约 ${show(sigma)}（中位数）；MLE 为 ${show(mle[0])} 与 ${show(mle[1])}。`,
  }[locale];
}

function notices(model: BothModel): ParamNotice[] {
  const out: ParamNotice[] = ownNotices(model);
  const { isWhole, n } = bothAfter(model, model.data.length);
  if (!isWhole)
    out.push({
      param: "bothPrior",
      remark: {
        en: `With ${n < 2 ? `${n} data` : "equal data"} a flat prior gives no posterior: two different values are needed.`,
        zh: `${n < 2 ? `只有 ${n} 个数据` : "数据都相等"}时平坦先验没有后验：需要两个不同的值。`,
      },
    });
  return out;
}

export const both: Subject<BothModel> = {
  compute: computeBoth,
  steps: (model) => model.seen.length - 1,
  scenes: {
    joint: (model, step, _view, locale) => jointScene(model, step, locale),
    "next-both": (model, step, _view, locale) => nextScene(model, step, locale),
    mu: (model, step, _view, locale) => marginalScene(model, "μ", step, locale),
    sigma: (model, step, _view, locale) => marginalScene(model, "σ", step, locale),
  },
  checks,
  notes,
  narrate,
  notices,
  probe(model, step, scene, x, y, locale) {
    const { law, isWhole } = bothAt(model, step);
    if (!isWhole) return undefined;
    if (scene === "joint") {
      const log = logNormalBothDensity(law, x, y * y) - logNormalBothDensity(law, law.mean, jointTop(law)[1] ** 2);
      return {
        en: `μ = ${show(x)}, σ = ${show(y)}: ${show(Math.exp(log), 3)} of the top`,
        zh: `μ = ${show(x)}，σ = ${show(y)}：为峰值的 ${show(Math.exp(log), 3)} 倍`,
      }[locale];
    }
    if (scene !== "mu" && scene !== "sigma") return undefined;
    const marginal = marginalOf(law, scene === "mu" ? "μ" : "σ");
    return {
      en: `${show(x)}: posterior ${show(density(marginal, x))}, P(below | data) = ${show(marginal.tails(x)[0])}`,
      zh: `${show(x)}：后验 ${show(density(marginal, x))}，P(小于此 | 数据) = ${show(marginal.tails(x)[0])}`,
    }[locale];
  },
  drag: (_model, values: Values, handle, x, y) =>
    handle === "prior" && Number.isFinite(x) && Number.isFinite(y)
      ? { ...values, m0: inRange(x, -1000, 1000, 0.01), s0: inRange(Math.abs(y), 0.01, 1000, 0.01) }
      : values,
  emit: emitBoth,
};
