import { density } from "../../core/estimation/distribution";
import { probabilityOf } from "../../core/estimation/interval";
import { simpson } from "../../core/num/quadrature";
import type { Text } from "../../words/text";
import type { Check } from "../demo";
import { type FamilyModel, type FamilyState, familyStateAt, kinds } from "./family";
import { regionOf } from "./level";
import { numberOf } from "./subject";

export function checks(model: FamilyModel, step: number): Check[] {
  const state = familyStateAt(model, step);
  const { posterior, prior, tally } = state;
  const conjugate = kinds[model.id].conjugate(model.values);
  const level = numberOf(model.values, "level");
  const grid: Text = { en: "Simpson's rule on prior × likelihood", zh: "对先验 × 似然用辛普森法则" };
  const [low, high] = [posterior.quantile(1e-13), posterior.quantile(1 - (model.id === "maximum" ? 1e-7 : 1e-13))];
  const log = (x: number): number => {
    const value = prior.logDensity(x) + (state.n > 0 ? conjugate.logLikelihood(x, tally) : 0);
    return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
  };
  const anchor = log(posterior.quantile(0.5));
  // Evenly in the logarithm where the parameter is positive: poles at 0 and long tails are smooth there.
  const isPositive = model.id !== "normal";
  const [from, to] = isPositive ? [Math.log(Math.max(low, 1e-300)), Math.log(high)] : [low, high];
  const sum = (f: (x: number) => number): number =>
    simpson(
      (t) =>
        isPositive
          ? Math.exp(t) * f(Math.exp(t)) * Math.exp(log(Math.exp(t)) - anchor)
          : f(t) * Math.exp(log(t) - anchor),
      from,
      to,
      6000,
    );
  const mass = sum(() => 1);
  const at = posterior.quantile(0.4);
  const width = posterior.quantile(0.75) - posterior.quantile(0.25);
  const out: Check[] = [
    {
      name: {
        en: "posterior density at its 40 % point, in units of its width",
        zh: "40% 分位点处的后验密度（以宽度为单位）",
      },
      expected: (width * Math.exp(log(at) - anchor)) / mass,
      actual: width * density(posterior, at),
      tolerance: 1e-5,
      source: grid,
    },
    {
      name: { en: "probability of the interval", zh: "区间的概率" },
      expected: level,
      actual: probabilityOf(posterior, regionOf(posterior, model.values["interval"], level)),
      tolerance: 1e-9,
      source: { en: "the level asked for", zh: "所要求的水平" },
    },
  ];
  const { mode } = posterior;
  if (mode.kind === "interior") {
    const h = 1e-5 * width;
    out.push({
      name: { en: "slope of the log posterior at the MAP", zh: "MAP 处对数后验的斜率" },
      expected: 0,
      actual: ((log(mode.at[0]! + h) - log(mode.at[0]! - h)) / (2 * h)) * width,
      tolerance: 1e-4,
      source: { en: "zero at a top, by differences", zh: "峰处为零（差分）" },
    });
  }
  out.push(...batchChecks(model, state));
  return out;
}

/** The same posterior from the data read backwards, one at a time, each posterior the prior of the next. */
function batchChecks(model: FamilyModel, { n, posterior }: FamilyState): Check[] {
  const seen = model.data
    .slice(0, n)
    .map((x, i) => ({ x, exposure: model.exposures?.[i] ?? 1 }))
    .reverse();
  const first = kinds[model.id].prior(model.values);
  let expected: number;
  if (first.kind === "normal") {
    let [precision, mean] = [1 / first.sd ** 2, first.mean];
    const unit = 1 / numberOf(model.values, "sigma") ** 2;
    for (const { x } of seen) {
      mean = (precision * mean + unit * x) / (precision + unit);
      precision += unit;
    }
    expected = mean;
  } else if (first.kind === "gamma") {
    let { shape, rate } = first;
    for (const { x, exposure } of seen) {
      shape += model.id === "counts" ? x : 1;
      rate += model.id === "counts" ? exposure : x;
    }
    expected = shape / rate;
  } else if (first.kind === "pareto") {
    const shape = first.shape + seen.length;
    const scale = seen.reduce((most, { x }) => Math.max(most, x), first.scale);
    expected = shape > 1 ? (shape * scale) / (shape - 1) : Number.POSITIVE_INFINITY;
  } else return [];
  return [
    {
      name: { en: "one datum at a time, backwards", zh: "倒序逐个更新" },
      expected,
      actual: posterior.mean,
      tolerance: 1e-9,
      source: { en: "each posterior the next prior", zh: "每个后验作为下一个先验" },
    },
  ];
}
