import { coinMap, coinSlope } from "../../core/estimation/coin";
import { density } from "../../core/estimation/distribution";
import { probabilityOf } from "../../core/estimation/interval";
import { summarisePoints } from "../../core/estimation/points";
import { simpson } from "../../core/num/quadrature";
import type { Text } from "../../words/text";
import type { Check } from "../demo";
import type { CoinModel } from "./coin";
import { coinPredictive } from "./coin-scenes";
import { type CoinState, coinRegion, coinStateAt, mapSlope } from "./coin-state";
import { riskCurves, riskSize, rulesOf } from "./risk";
import { numberOf } from "./subject";

export const meanOf = ({ points, posterior }: CoinState): number =>
  points ? summarisePoints(points.posterior ?? points.prior).mean : posterior.mean;

const bySimpson: Text = { en: "Simpson's rule on a grid", zh: "网格上的辛普森法则" };

export function coinChecks(model: CoinModel, step: number): Check[] {
  const state = coinStateAt(model, step);
  return [
    ...(state.points ? pointChecks(state) : densityChecks(model, state)),
    ...predictiveChecks(model, state),
    ...riskChecks(model),
    ...sequenceChecks(model, state),
  ];
}

/** Prior times likelihood on a grid of the log-odds, where even a U-shaped density is smooth: knows nothing of the update. */
function densityChecks(model: CoinModel, state: CoinState): Check[] {
  const { prior, posterior, k, n, truncated } = state;
  const { a, b } = state.shapes;
  const reach = truncated ? 40 : Math.min(700, 40 / Math.min(1, a, b));
  const theta = (phi: number): number => 1 / (1 + Math.exp(-phi));
  const weight = (phi: number): number => {
    const t = theta(phi);
    const rest = 1 / (1 + Math.exp(phi));
    const log = truncated
      ? -0.5 * ((t - truncated.mean) / truncated.sd) ** 2 + Math.log(t) + Math.log(rest)
      : a * Math.log(t) + b * Math.log(rest);
    return log + k * Math.log(t) + (n - k) * Math.log(rest);
  };
  // The window only: all that is beyond it is below the rounding of the sums.
  const logit = (t: number): number => Math.log(t) - Math.log1p(-t);
  const [left, right] = [posterior.mean - 14 * posterior.sd, posterior.mean + 14 * posterior.sd];
  const low = left > 0 ? logit(left) : Math.max(-reach, -40 / Math.min(1, truncated ? 1 : a + k));
  const high = right < 1 ? logit(right) : Math.min(reach, 40 / Math.min(1, truncated ? 1 : b + n - k));
  const grid = Array.from({ length: 401 }, (_, i) => low + ((high - low) * i) / 400);
  const top = Math.max(...grid.map(weight));
  const count = 8000;
  const sum = (f: (t: number) => number): number =>
    simpson((phi) => f(theta(phi)) * Math.exp(weight(phi) - top), low, high, count);
  const mass = sum(() => 1);
  const region = coinRegion({ ...model, values: { ...model.values, scale: "theta" } }, posterior);
  const checks: Check[] = [
    {
      name: { en: "posterior mean", zh: "后验均值" },
      expected: sum((t) => t) / mass,
      actual: posterior.mean,
      tolerance: 1e-6,
      source: bySimpson,
    },
    {
      name: { en: "probability of the interval", zh: "区间的概率" },
      expected: numberOf(model.values, "level"),
      actual: probabilityOf(posterior, region),
      tolerance: 1e-9,
      source: { en: "the level asked for", zh: "所要求的水平" },
    },
  ];
  const at = posterior.quantile(0.4);
  if (at > 1e-6 && at < 1 - 1e-6 && n < 3000) {
    const phi = Math.log(at / (1 - at));
    const slope = at * (1 - at);
    const scale = posterior.sd;
    checks.push({
      name: {
        en: "posterior density at its 40 % point, in units of its width",
        zh: "40% 分位点处的后验密度（以宽度为单位）",
      },
      expected: (scale * Math.exp(weight(phi) - top)) / mass / slope,
      actual: scale * density(posterior, at),
      tolerance: 1e-6,
      source: { en: "prior × likelihood over Simpson's sum", zh: "先验 × 似然 ÷ 辛普森和" },
    });
  }
  if (truncated) {
    const map = coinMap(truncated);
    if (map > 0 && map < 1)
      checks.push({
        name: { en: "slope of the log posterior at the MAP", zh: "MAP 处对数后验的斜率" },
        expected: 0,
        actual: coinSlope(truncated, map) / (n + 1 / truncated.sd ** 2),
        tolerance: 1e-9,
        source: { en: "zero at a top", zh: "峰处为零" },
      });
  } else {
    const slope = mapSlope(state);
    if (slope !== undefined && n < 3000)
      checks.push({
        name: { en: "slope of the log posterior at the MAP", zh: "MAP 处对数后验的斜率" },
        expected: 0,
        actual: slope,
        tolerance: 1e-4,
        source: { en: "zero at a top, by differences", zh: "峰处为零（差分）" },
      });
  }
  const whole = prior.tails(0.5);
  checks.push({
    name: { en: "prior probability of both halves", zh: "先验两半概率之和" },
    expected: 1,
    actual: whole[0] + whole[1],
    tolerance: 1e-10,
    source: { en: "probabilities sum to one", zh: "概率之和为一" },
  });
  return checks;
}

function pointChecks({ points, k, n }: CoinState): Check[] {
  const { prior, posterior } = points!;
  if (!posterior)
    return [
      {
        name: { en: "weights of the prior", zh: "先验权重" },
        expected: 1,
        actual: prior.weights.reduce((s, w) => s + w, 0),
        tolerance: 1e-12,
        source: { en: "they sum to one", zh: "其和为一" },
      },
    ];
  // Ratios of neighbours by plain powers, without logarithms.
  const best = posterior.weights.reduce((top, w, j) => (w > posterior.weights[top]! ? j : top), 0);
  const other = best === 0 ? posterior.at.length - 1 : best - 1;
  const ratio =
    (prior.weights[other]! / prior.weights[best]!) *
    (posterior.at[other]! / posterior.at[best]!) ** k *
    ((1 - posterior.at[other]!) / (1 - posterior.at[best]!)) ** (n - k);
  return [
    {
      name: { en: "weights of the posterior", zh: "后验权重" },
      expected: 1,
      actual: posterior.weights.reduce((s, w) => s + w, 0),
      tolerance: 1e-10,
      source: { en: "they sum to one", zh: "其和为一" },
    },
    {
      name: { en: "ratio of two coins", zh: "两枚硬币之比" },
      expected: ratio,
      actual: posterior.weights[other]! / posterior.weights[best]!,
      tolerance: 1e-9,
      source: { en: "prior odds × likelihood ratio by powers", zh: "先验比 × 幂算的似然比" },
    },
  ];
}

function predictiveChecks(model: CoinModel, state: CoinState): Check[] {
  const m = Math.min(40, numberOf(model.values, "next"));
  const mass = coinPredictive(state, m);
  let [sum, mean] = [0, 0];
  for (let k = 0; k <= m; k++) {
    sum += mass(k);
    mean += (k * mass(k)) / m;
  }
  return [
    {
      name: { en: "predictive probabilities", zh: "预测概率" },
      expected: 1,
      actual: sum,
      tolerance: 1e-10,
      source: { en: "they sum to one", zh: "其和为一" },
    },
    {
      name: { en: "mean of the prediction", zh: "预测的均值" },
      expected: meanOf(state),
      actual: mean,
      tolerance: 1e-9,
      source: { en: "m times the posterior mean", zh: "m 乘后验均值" },
    },
  ];
}

/** The variance of k/n in closed form, and the minimax error. */
function riskChecks(model: CoinModel): Check[] {
  const n = riskSize(model);
  const curves = riskCurves(model);
  const rules = rulesOf(model);
  const at = Math.round(100 * numberOf(model.values, "at"));
  const theta = at / 100;
  return [
    {
      name: { en: "risk of the MLE", zh: "MLE 的风险" },
      expected: (theta * (1 - theta)) / n,
      actual: curves[0]![at]!,
      tolerance: 1e-10,
      source: { en: "θ(1 − θ)/n", zh: "θ(1 − θ)/n" },
    },
    {
      name: { en: "risk of the minimax rule", zh: "极小化极大估计的风险" },
      expected: 1 / (4 * (1 + Math.sqrt(n)) ** 2),
      actual: curves[rules.length - 1]![at]!,
      tolerance: 1e-10,
      source: { en: "1/(4(1 + √n)²), the same everywhere", zh: "1/(4(1 + √n)²)，处处相同" },
    },
  ];
}

/** The posterior by one toss after the other, each taken as the prior of the next. */
function sequenceChecks(model: CoinModel, { n, kind, shapes, posterior }: CoinState): Check[] {
  if (kind !== "beta") return [];
  let [up, down] = [shapes.a, shapes.b];
  for (const toss of model.tosses.slice(0, n)) {
    up += toss;
    down += 1 - toss;
  }
  return [
    {
      name: { en: "one toss at a time", zh: "逐次更新" },
      expected: up / (up + down),
      actual: posterior.mean,
      tolerance: 1e-12,
      source: { en: "each posterior the next prior", zh: "每个后验作为下一个先验" },
    },
  ];
}
