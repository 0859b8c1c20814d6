import { totalVariation } from "../../core/estimation/asymptotic";
import { estimateTanks } from "../../core/estimation/tank";
import { total } from "../../core/num/sum";
import type { Locale, Text } from "../../words/text";
import type { Note, ParamNotice } from "../demo";
import { memo } from "../memo";
import { show, showTex } from "../number";
import { ownNotices } from "./coin-words";
import {
  type FamilyId,
  type FamilyModel,
  type FamilyState,
  familyAfter,
  familyAxis,
  familyStateAt,
  kinds,
} from "./family";

export function notes(model: FamilyModel, step: number): Note[] {
  const state = familyStateAt(model, step);
  const { tally, posterior, n } = state;
  const sum = total(tally.sum);
  const own: Record<FamilyId, () => Note[]> = {
    normal: () => [
      {
        id: "update",
        tex: "\\frac1{\\tau_n^2}=\\frac1{\\tau_0^2}+\\frac{n}{\\sigma^2}=\\slot{precision},\\qquad \\mu_n=\\tau_n^2\\left(\\frac{m_0}{\\tau_0^2}+\\frac{\\sum x}{\\sigma^2}\\right)=\\slot{mean}",
        slots: { precision: showTex(1 / posterior.sd ** 2), mean: showTex(posterior.mean, 6) },
        sentence: {
          en: "Precisions add, and means are weighed by them: the prior is worth σ²/τ₀² data.",
          zh: "精度相加，均值按精度加权：先验相当于 σ²/τ₀² 个数据。",
        },
      },
    ],
    counts: () => [
      {
        id: "update",
        tex: "\\mathrm{Gamma}(a+\\textstyle\\sum y,\\ b+\\sum x)=\\mathrm{Gamma}(\\slot{shape},\\,\\slot{rate}),\\qquad \\mathbb E=\\slot{mean}",
        slots: gammaSlots(state),
        sentence: {
          en: `The prior weighs like events seen during an exposure before; so far ${show(sum)} events in ${show(total(tally.exposure))}.`,
          zh: `先验相当于先前一段暴露中见过的事件；至今 ${show(total(tally.exposure))} 的暴露中有 ${show(sum)} 个事件。`,
        },
      },
    ],
    waits: () => [
      {
        id: "update",
        tex: "\\mathrm{Gamma}(a+n,\\ b+\\textstyle\\sum t)=\\mathrm{Gamma}(\\slot{shape},\\,\\slot{rate}),\\qquad \\mathbb E=\\slot{mean}",
        slots: gammaSlots(state),
        sentence: {
          en: "The next wait has a power tail, longer than any exponential: the rate might be small.",
          zh: "下一个等待时间有幂律尾巴，比任何指数分布都长：速率也许很小。",
        },
      },
    ],
    maximum: () => [
      {
        id: "update",
        tex: "\\mathrm{Pareto}(\\max(m_0,\\max x),\\ s+n)=\\mathrm{Pareto}(\\slot{scale},\\,\\slot{shape}),\\qquad \\mathbb E=\\slot{mean}",
        slots:
          state.posteriorLaw.kind === "pareto"
            ? {
                scale: showTex(state.posteriorLaw.scale),
                shape: showTex(state.posteriorLaw.shape),
                mean: showTex(posterior.mean, 6),
              }
            : {},
        sentence: {
          en: "Only the largest counts. The MLE sits at the edge and is always too small; the posterior lies above it, and no normal limit holds.",
          zh: "只有最大值起作用。MLE 位于边缘，总是偏小；后验在它之上，也没有正态极限。",
        },
      },
      ...tankNotes(model, n),
    ],
  };
  return [...own[model.id](), ...limitNotes(model, state)];
}

const gammaSlots = ({ posteriorLaw, posterior }: FamilyState): Record<string, string> =>
  posteriorLaw.kind === "gamma"
    ? { shape: showTex(posteriorLaw.shape), rate: showTex(posteriorLaw.rate), mean: showTex(posterior.mean, 6) }
    : {};

function tankNotes(model: FamilyModel, n: number): Note[] {
  const seen = model.data.slice(0, n);
  const m = Math.max(...seen);
  if (n === 0 || !seen.every((x) => Number.isInteger(x) && x >= 1) || new Set(seen).size < n || m > 1e6) return [];
  const { unbiased, mean, sd, median } = estimateTanks(m, n);
  return [
    {
      id: "tanks",
      tex: "\\hat N=m\\left(1+\\tfrac1k\\right)-1=\\slot{unbiased},\\qquad \\mathbb E[N]=\\frac{(m-1)(k-1)}{k-2}=\\slot{mean},\\quad \\mathrm{sd}=\\slot{sd}",
      slots: { unbiased: showTex(unbiased), mean: showTex(mean), sd: showTex(sd) },
      sentence: {
        en: `Read as serial numbers 1 … N (the German tanks): ${n} seen, the largest ${m}; under a flat prior on N the median is ${show(median)}.`,
        zh: `看作编号 1 … N（德国坦克问题）：见过 ${n} 个，最大为 ${m}；对 N 取平坦先验时中位数为 ${show(median)}。`,
      },
    },
  ];
}

function limitNotes(model: FamilyModel, state: FamilyState): Note[] {
  if (model.values["limit"] !== true) return [];
  const { posterior, limit } = familyAxis(model, state);
  if (!limit) return [];
  const gap = memo(model, `gap ${state.n}`, () =>
    totalVariation(posterior, { kind: "normal", mean: limit.mean, sd: limit.sd }),
  );
  return [
    {
      id: "limit",
      tex: "p(\\theta\\mid D)\\approx N\\!\\left(\\hat\\theta,\\ \\tfrac{1}{n I(\\hat\\theta)}\\right),\\qquad \\tfrac12\\!\\int|p-N|=\\slot{gap}",
      slots: { gap: showTex(gap) },
      sentence: {
        en: "Bernstein and von Mises: the posterior nears a normal law around the MLE.",
        zh: "伯恩斯坦–冯·米塞斯：后验趋近以 MLE 为中心的正态分布。",
      },
    },
  ];
}

export function narrate(model: FamilyModel, step: number, locale: Locale): string {
  const { n, posterior, mle } = familyStateAt(model, step);
  const kind = kinds[model.id];
  const mean = Number.isFinite(posterior.mean) ? show(posterior.mean) : { en: "without a value", zh: "不存在" }[locale];
  if (n === 0)
    return {
      en: `No ${kind.datum.en} yet: the belief about ${kind.letter} is the prior, with mean ${mean}.`,
      zh: `还没有${kind.datum.zh}：对 ${kind.letter} 的信念就是先验，均值 ${mean}。`,
    }[locale];
  const last = show(model.data[n - 1]!);
  const lead: Text =
    model.values["pace"] === "one"
      ? { en: `${kind.datum.en} ${n} is ${last}`, zh: `第 ${n} 个${kind.datum.zh}为 ${last}` }
      : { en: `after ${n} ${n === 1 ? "datum" : "data"}`, zh: `看过 ${n} 个数据后` };
  const text: Text = {
    en: `${lead.en}: posterior mean ${mean}, median ${show(posterior.quantile(0.5))}, MLE ${show(mle)}.`,
    zh: `${lead.zh}：后验均值 ${mean}，中位数 ${show(posterior.quantile(0.5))}，MLE ${show(mle)}。`,
  };
  return text[locale].charAt(0).toUpperCase() + text[locale].slice(1);
}

export function notices(model: FamilyModel): ParamNotice[] {
  const out: ParamNotice[] = ownNotices(model);
  const { posterior } = familyAfter(model, model.data.length);
  if (posterior.mode.isUnbounded)
    out.push({
      param: "shape",
      remark: {
        en: "A shape below 1 puts a pole at 0: the MAP is at the end.",
        zh: "形状参数小于 1，在 0 处有极点：MAP 在端点。",
      },
    });
  if (!Number.isFinite(posterior.mean))
    out.push({
      param: "shape0",
      remark: {
        en: "A shape of at most 1 has no mean; median and interval exist.",
        zh: "形状参数不大于 1 时没有均值；中位数与区间存在。",
      },
    });
  return out;
}
