import { totalVariation } from "../../core/estimation/asymptotic";
import { bernoulli } from "../../core/estimation/conjugate";
import { type Distribution, density } from "../../core/estimation/distribution";
import { equalTailed } from "../../core/estimation/interval";
import { distributionOf } from "../../core/estimation/law";
import { summarisePoints } from "../../core/estimation/points";
import { logOdds } from "../../core/estimation/transform";
import { integrate } from "../../core/num/quadrature";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { memo } from "../memo";
import { show } from "../number";
import { askedOf, type Belief, beliefScene } from "./belief";
import type { CoinModel } from "./coin";
import { believed, type CoinState, coinRegion, coinStateAt, logLikelihood, onAxis } from "./coin-state";
import { regionOf } from "./level";
import { predictScene } from "./predict";
import { type Moment, progressScene, thinned } from "./progress";
import { headsIn, numberOf } from "./subject";

const isShown = (model: CoinModel): boolean => model.truth !== undefined && model.values["reveal"] === true;

export function coinBelief(model: CoinModel, step: number, locale: Locale): Scene {
  const state = coinStateAt(model, step);
  if (state.kind === "points") return pointsScene(model, state, locale);
  const { isOdds, prior, posterior, mle, limit, toAxis } = onAxis(model, state);
  const region = coinRegion(model, posterior);
  const domain: readonly [number, number] = isOdds ? oddsDomain(prior, posterior) : [0, 1];
  const { k, n } = state;
  const at = numberOf(model.values, "at");
  const belief: Belief = {
    id: "belief",
    title: { en: `Prior, likelihood, posterior: ${headsIn(k, n)}`, zh: `先验、似然、后验：${n} 次中 ${k} 次正面` },
    description: describe(model, state, posterior, region.pieces),
    axis: isOdds
      ? { en: "log-odds φ = ln θ/(1 − θ)", zh: "对数几率 φ = ln θ/(1 − θ)" }[locale]
      : { en: "θ, chance of heads", zh: "θ，正面的概率" }[locale],
    domain,
    prior,
    posterior,
    ...(n > 0 ? { logLikelihood: (x: number) => logLikelihood(isOdds ? logOdds.back(x) : x, k, n) } : {}),
    mle,
    toAxis,
    median: posterior.quantile(0.5),
    region,
    level: numberOf(model.values, "level"),
    ...(isShown(model) ? { truth: toAxis(model.truth!) } : {}),
    ...askedOf(model.values["ask"] === true, posterior, toAxis(at), "θ", at),
    ...(model.values["limit"] === true && limit ? { limit } : {}),
  };
  return beliefScene(belief, locale);
}

function describe(
  model: CoinModel,
  { k, n }: CoinState,
  posterior: Distribution,
  pieces: readonly (readonly [number, number])[],
): Text {
  const where = pieces.map(([low, high]) => `[${show(low)}, ${show(high)}]`).join(" ∪ ");
  const level = show(100 * numberOf(model.values, "level"), 3);
  const top = posterior.mode.kind === "interior" || posterior.mode.kind === "end" ? show(posterior.mode.at[0]!) : "–";
  return {
    en: `${headsIn(k, n)} tosses: MLE ${n === 0 ? "–" : show(k / n)}, MAP ${top}, posterior mean ${show(posterior.mean)}, median ${show(posterior.quantile(0.5))}; ${level} % lie in ${where}.`,
    zh: `${n} 次抛掷 ${k} 次正面：MLE ${n === 0 ? "–" : show(k / n)}，MAP ${top}，后验均值 ${show(posterior.mean)}，中位数 ${show(posterior.quantile(0.5))}；${level}% 落在 ${where}。`,
  };
}

function oddsDomain(prior: Distribution, posterior: Distribution): readonly [number, number] {
  const ends = [prior.quantile(0.03), prior.quantile(0.97), posterior.quantile(0.002), posterior.quantile(0.998)];
  const clamp = (x: number): number => Math.max(-12, Math.min(12, x));
  const [low, high] = [clamp(Math.min(...ends)), clamp(Math.max(...ends))];
  return high - low > 1e-6 ? [low - 0.1, high + 0.1] : [low - 1, high + 1];
}

/** A prior that allows a few coins only: bars before and after. */
function pointsScene(model: CoinModel, { points, k, n }: CoinState, locale: Locale): Scene {
  const { prior, posterior } = points!;
  const m = prior.at.length;
  const half = 0.3 / (m + 1);
  const after = posterior?.weights;
  const top = Math.max(...prior.weights, ...(after ?? [])) * 1.15;
  const summary = posterior && summarisePoints(posterior);
  const likelihood = prior.at.map((theta) => Math.exp(logLikelihood(theta, k, n)));
  const sum = likelihood.reduce((total, w) => total + w, 0) || 1;
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "prior",
      rects: prior.at.flatMap((x, j) => [x - half, 0, x - half * 0.1, prior.weights[j]!]),
      fill: "series2",
      opacity: 0.7,
      name: { en: "prior", zh: "先验" }[locale],
      link: "prior",
    },
    {
      kind: "dots",
      id: "likelihood",
      points: prior.at.flatMap((x, j) => [x, likelihood[j]! / sum]),
      ink: "series1",
      shape: "triangle",
      radiusPx: 4.5,
      name: { en: "likelihood (scaled)", zh: "似然（已归一）" }[locale],
      link: "likelihood",
    },
  ];
  if (after) {
    marks.push({
      kind: "bars",
      id: "posterior",
      rects: prior.at.flatMap((x, j) => [x + half * 0.1, 0, x + half, after[j]!]),
      fill: "series0",
      name: { en: "posterior", zh: "后验" }[locale],
      link: "posterior",
    });
    marks.push({
      kind: "rule",
      id: "mean",
      axis: "x",
      at: summary!.mean,
      ink: "series0",
      dash: "dashed",
      label: `${{ en: "mean", zh: "均值" }[locale]} ${show(summary!.mean)}`,
    });
  }
  if (isShown(model))
    marks.push({
      kind: "rule",
      id: "truth",
      axis: "x",
      at: model.truth!,
      ink: "good",
      label: `${{ en: "truth", zh: "真值" }[locale]} ${show(model.truth!)}`,
    });
  return {
    id: "belief",
    title: {
      en: `Which of ${m} coins is it? ${headsIn(k, n)}`,
      zh: `是 ${m} 枚硬币中的哪一枚？${n} 次中 ${k} 次正面`,
    }[locale],
    description: after
      ? {
          en: `Posterior weights: ${prior.at.map((x, j) => `${show(x)}: ${show(after[j]!)}`).join(", ")}; mean ${show(summary!.mean)}.`,
          zh: `后验权重：${prior.at.map((x, j) => `${show(x)}：${show(after[j]!)}`).join("，")}；均值 ${show(summary!.mean)}。`,
        }[locale]
      : { en: "None of these coins can have made the tosses.", zh: "这些硬币都不可能产生这些结果。" }[locale],
    x: { label: { en: "θ, chance of heads", zh: "θ，正面的概率" }[locale], domain: [0, 1] },
    y: { label: { en: "weight", zh: "权重" }[locale], domain: [0, top] },
    marks,
    table: {
      columns: [
        "θ",
        { en: "prior", zh: "先验" }[locale],
        { en: "likelihood", zh: "似然" }[locale],
        { en: "posterior", zh: "后验" }[locale],
      ],
      rows: prior.at.map((x, j) => [x, prior.weights[j]!, likelihood[j]!, after ? after[j]! : "–"]),
    },
    span: 1,
  };
}

export function coinProgress(model: CoinModel, step: number, locale: Locale): Scene {
  const { n } = coinStateAt(model, step);
  const level = numberOf(model.values, "level");
  const moments = memo(model, `progress ${n} ${level}`, () =>
    thinned(n, model.values["prior"] === "normal" ? 40 : 120).map((count) => momentOf(model, count, level)),
  );
  const shown = model.tosses.slice(0, n);
  return progressScene(
    {
      id: "progress",
      axis: "θ",
      total: model.tosses.length,
      moments,
      level,
      least: [0, 1],
      data: shown.length <= 400 ? shown.flatMap((toss, i) => [i + 1, toss]) : [],
      ...(isShown(model) ? { truth: model.truth! } : {}),
    },
    locale,
  );
}

function momentOf(model: CoinModel, n: number, level: number): Moment {
  const state = believed(model, n);
  const mle = n === 0 ? Number.NaN : state.k / n;
  if (state.points) {
    const { posterior } = state.points;
    if (!posterior) return { n, mean: Number.NaN, low: Number.NaN, high: Number.NaN, mle };
    const { mean, sd } = summarisePoints(posterior);
    return { n, mean, low: Math.max(0, mean - sd), high: Math.min(1, mean + sd), mle };
  }
  const { pieces } = regionOf(state.posterior, state.kind === "beta" ? model.values["interval"] : "et", level);
  return { n, mean: state.posterior.mean, low: pieces[0]![0], high: pieces.at(-1)![1], mle };
}

/** Heads among the next m tosses under the posterior. */
export function coinPredictive(state: CoinState, m: number): (k: number) => number {
  const { posterior, points, shapes, k, n } = state;
  if (points) {
    const { at, weights } = points.posterior ?? points.prior;
    return (x) =>
      at.reduce(
        (sum, theta, j) => sum + weights[j]! * density(distributionOf({ kind: "binomial", n: m, p: theta }), x),
        0,
      );
  }
  if (state.kind === "beta") {
    const law = distributionOf({ kind: "beta-binomial", n: m, a: shapes.a + k, b: shapes.b + n - k });
    return (x) => density(law, x);
  }
  const [low, high] = equalTailed(posterior, 1 - 1e-12);
  return (x) => {
    let sum = 0;
    for (let i = 0; i < 24; i++) {
      const [a, b] = [low + ((high - low) * i) / 24, low + ((high - low) * (i + 1)) / 24];
      sum += integrate(
        (theta) =>
          density(posterior, theta) *
          density(distributionOf({ kind: "binomial", n: m, p: Math.min(1, Math.max(0, theta)) }), x),
        a,
        b,
        8,
      );
    }
    return sum;
  };
}

export function coinNext(model: CoinModel, step: number, locale: Locale): Scene {
  const state = coinStateAt(model, step);
  const m = numberOf(model.values, "next");
  const at = memo(model, `next ${state.n} ${m}`, () => {
    const mass = coinPredictive(state, m);
    return Array.from({ length: m + 1 }, (_, k) => mass(k));
  });
  const mle = state.n === 0 ? Number.NaN : state.k / state.n;
  return predictScene(
    {
      id: "next",
      axis: { en: `heads in the next ${m}`, zh: `接下来 ${m} 次中的正面数` },
      law: { isDiscrete: true, density: (k) => at[k] ?? 0 },
      ...(Number.isNaN(mle) ? {} : { plugged: distributionOf({ kind: "binomial", n: m, p: mle }) }),
      domain: [0, m],
      description: {
        en: `All of the next ${m} are heads with probability ${show(at[m]!)} under the posterior${Number.isNaN(mle) ? "" : `, ${show(mle ** m)} with the MLE taken at its word`}.`,
        zh: `接下来 ${m} 次全为正面的概率：对后验平均为 ${show(at[m]!)}${Number.isNaN(mle) ? "" : `，直接代入 MLE 则为 ${show(mle ** m)}`}。`,
      },
    },
    locale,
  );
}

/** Half the area between the posterior and its normal limit; undefined where there is none. */
export function limitGap(model: CoinModel, state: CoinState): number | undefined {
  const { posterior, limit } = onAxis(model, state);
  if (!limit || state.kind !== "beta") return undefined;
  return memo(model, `gap ${state.n} ${model.values["scale"]}`, () =>
    totalVariation(posterior, { kind: "normal", mean: limit.mean, sd: limit.sd }),
  );
}

/** Fisher's information of one toss at the MLE. */
export const tossInformation = (state: CoinState): number => bernoulli.information(state.k / state.n);
