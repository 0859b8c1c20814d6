import { normalLimit } from "../../core/estimation/asymptotic";
import { coinMap, coinPosterior, type TruncatedCoin } from "../../core/estimation/coin";
import { bernoulli } from "../../core/estimation/conjugate";
import type { Distribution } from "../../core/estimation/distribution";
import type { Region } from "../../core/estimation/interval";
import { distributionOf } from "../../core/estimation/law";
import { betaLogOdds } from "../../core/estimation/log-odds";
import { numericDistribution } from "../../core/estimation/numeric";
import { type PointPrior, updatePoints } from "../../core/estimation/points";
import { logOdds } from "../../core/estimation/transform";
import { memo } from "../memo";
import { type CoinModel, pointsOf, priorSd, priorShapes } from "./coin";
import { regionOf } from "./level";
import { numberOf } from "./subject";

/** What is believed at one step. */
export interface CoinState {
  readonly n: number;
  readonly k: number;
  readonly kind: "beta" | "normal" | "points";
  /** In θ. */
  readonly prior: Distribution;
  readonly posterior: Distribution;
  readonly points?: { readonly prior: PointPrior; readonly posterior?: PointPrior };
  /** The normal prior with its data. */
  readonly truncated?: TruncatedCoin;
  readonly shapes: { readonly a: number; readonly b: number };
}

export function coinStateAt(model: CoinModel, step: number): CoinState {
  return memo(model, `coin ${Math.min(step, model.seen.length - 1)}`, () =>
    believed(model, model.seen[Math.min(step, model.seen.length - 1)]!),
  );
}

/** What is believed after the first n tosses. */
export function believed({ values, heads }: Pick<CoinModel, "values" | "heads">, n: number): CoinState {
  const k = heads[n]!;
  const { a, b } = priorShapes(values);
  const shapes = { a, b };
  if (values["prior"] === "normal") {
    const coin = { mean: numberOf(values, "priorMean"), sd: priorSd(values) };
    const truncated = { k, n, ...coin };
    return {
      n,
      k,
      kind: "normal",
      prior: distributionOf({ kind: "truncated-normal", ...coin, low: 0, high: 1 }),
      posterior: coinPosterior(truncated),
      truncated,
      shapes,
    };
  }
  const beta = { kind: "beta", a, b } as const;
  const posterior = distributionOf({ kind: "beta", a: a + k, b: b + (n - k) });
  const base = { n, k, prior: distributionOf(beta), posterior, shapes };
  if (values["prior"] !== "points") return { ...base, kind: "beta" };
  const prior = pointsOf(values);
  const updated = updatePoints(prior, (theta) => logLikelihood(theta, k, n));
  return { ...base, kind: "points", points: { prior, ...(updated ? { posterior: updated } : {}) } };
}

/** k ln θ + (n − k) ln(1 − θ), with 0 ln 0 = 0. */
export function logLikelihood(theta: number, k: number, n: number): number {
  return (k === 0 ? 0 : k * Math.log(theta)) + (k === n ? 0 : (n - k) * Math.log1p(-theta));
}

/** The same belief on the axis that is drawn: θ, or its log-odds, in which densities carry a factor and tops move. */
export function onAxis(model: CoinModel, state: CoinState) {
  const isOdds = model.values["scale"] === "odds";
  const { k, n, shapes } = state;
  const mle = n === 0 ? Number.NaN : k / n;
  if (!isOdds) {
    const limit = n > 0 && k > 0 && k < n ? distributionOf(normalLimit(mle, bernoulli.information(mle), n)) : undefined;
    return { isOdds, prior: state.prior, posterior: state.posterior, mle, limit, toAxis: (x: number) => x };
  }
  const toAxis = (x: number): number => Math.max(-12, Math.min(12, logOdds.to(x)));
  const limit = n > 0 && k > 0 && k < n ? distributionOf(normalLimit(logOdds.to(mle), mle * (1 - mle), n)) : undefined;
  if (state.kind === "normal") {
    const carried = (d: Distribution): Distribution => oddsOf(d) ?? d;
    return { isOdds, prior: carried(state.prior), posterior: carried(state.posterior), mle, limit, toAxis };
  }
  return {
    isOdds,
    prior: betaLogOdds(shapes.a, shapes.b),
    posterior: betaLogOdds(shapes.a + k, shapes.b + n - k),
    mle,
    limit,
    toAxis,
  };
}

/** A law on (0, 1) with bounded density, carried over to the log-odds by quadrature. */
function oddsOf(d: Distribution): Distribution | undefined {
  const log = (phi: number): number => d.logDensity(logOdds.back(phi)) + logOdds.logSlope(phi);
  return numericDistribution(log, -30, 30);
}

/** The interval on the drawn axis: equal tails are carried over, highest density is another set there. */
export function coinRegion(model: CoinModel, posterior: Distribution): Region {
  return regionOf(posterior, model.values["interval"], numberOf(model.values, "level"));
}

/** MAP by the slope of the log-density: 0 where it is an inner point. */
export function mapSlope(state: CoinState): number | undefined {
  const { mode } = state.posterior;
  if (mode.kind !== "interior") return undefined;
  const at = state.truncated ? coinMap(state.truncated) : mode.at[0]!;
  const h = 1e-6 * Math.min(at, 1 - at);
  if (!(h > 0)) return undefined;
  const width = state.posterior.sd;
  return ((state.posterior.logDensity(at + h) - state.posterior.logDensity(at - h)) / (2 * h)) * width;
}
