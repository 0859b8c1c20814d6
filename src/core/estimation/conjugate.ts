import { logPoissonMass } from "../num/mass";
import { lbeta, lgamma } from "../num/special";
import { total } from "../num/sum";
import { requirePositive } from "./continuous";
import type { LawOf } from "./law";
import type { Tally } from "./tally";

/**
 * A family in which prior and posterior have the same form, one parameter each: what the data add to the prior's own numbers.
 * P is the law of the parameter, D that of the next observation.
 */
export interface Conjugate<P, D> {
  /** What an observation must be, for a sentence: "0 or 1". */
  accepts(x: number): boolean;
  /** The parameter under which the data are most probable; NaN without data, ∞ where it runs away. */
  mle(data: Tally): number;
  posterior(prior: P, data: Tally): P;
  /** ∫ p(x|θ) p(θ) dθ. */
  predictive(law: P): D;
  /** ln p(data|θ), without the terms that hold no θ. */
  logLikelihood(theta: number, data: Tally): number;
  /** ln ∫ p(data|θ) p(θ) dθ, without the same terms. */
  logEvidence(prior: P, data: Tally): number;
  /** Fisher's information of one observation (of unit exposure). */
  information(theta: number): number;
}

/** x ln y, with 0 ln 0 = 0. */
const xlogy = (x: number, y: number): number => (x === 0 ? 0 : x * Math.log(y));

/** Tosses of a coin, 0 or 1. */
export const bernoulli: Conjugate<LawOf<"beta">, LawOf<"beta-binomial">> = {
  accepts: (x) => x === 0 || x === 1,
  mle: ({ n, sum }) => total(sum) / n,
  posterior({ a, b }, { n, sum }) {
    const k = total(sum);
    return { kind: "beta", a: a + k, b: b + (n - k) };
  },
  predictive: ({ a, b }) => ({ kind: "beta-binomial", n: 1, a, b }),
  logLikelihood(theta, { n, sum }) {
    const k = total(sum);
    return xlogy(k, theta) + (n === k ? 0 : (n - k) * Math.log1p(-theta));
  },
  logEvidence({ a, b }, { n, sum }) {
    const k = total(sum);
    return lbeta(a + k, b + n - k) - lbeta(a, b);
  },
  information: (theta) => 1 / (theta * (1 - theta)),
};

/** Counts y of events during exposures x, each Poisson with mean θx. */
export const poisson: Conjugate<LawOf<"gamma">, LawOf<"negative-binomial">> = {
  accepts: (x) => Number.isInteger(x) && x >= 0,
  mle: ({ sum, exposure }) => total(sum) / total(exposure),
  posterior: ({ shape, rate }, { sum, exposure }) => ({
    kind: "gamma",
    shape: shape + total(sum),
    rate: rate + total(exposure),
  }),
  predictive: ({ shape, rate }) => ({ kind: "negative-binomial", r: shape, p: rate / (rate + 1) }),
  logLikelihood: (theta, { sum, exposure }) => xlogy(total(sum), theta) - theta * total(exposure),
  logEvidence: (prior, { sum, exposure }) => gammaEvidence(prior, total(sum), total(exposure)),
  information: (theta) => 1 / theta,
};

/** Waiting times with rate θ. */
export const exponential: Conjugate<LawOf<"gamma">, LawOf<"lomax">> = {
  accepts: (x) => x > 0,
  mle: ({ n, sum }) => n / total(sum),
  posterior: ({ shape, rate }, { n, sum }) => ({ kind: "gamma", shape: shape + n, rate: rate + total(sum) }),
  predictive: ({ shape, rate }) => ({ kind: "lomax", scale: rate, shape }),
  logLikelihood: (theta, { n, sum }) => xlogy(n, theta) - theta * total(sum),
  logEvidence: (prior, { n, sum }) => gammaEvidence(prior, n, total(sum)),
  information: (theta) => 1 / (theta * theta),
};

/** ln ∫ θᵏ e^(−tθ) under gamma(shape, rate). */
function gammaEvidence({ shape, rate }: LawOf<"gamma">, k: number, t: number): number {
  return lgamma(shape + k) - lgamma(shape) + (k === 0 ? 0 : -k * Math.log(rate + t)) - shape * Math.log1p(t / rate);
}

/** A mean θ of normal observations whose standard deviation is known. @throws RangeError unless sigma is positive and finite */
export function normalMean(sigma: number): Conjugate<LawOf<"normal">, LawOf<"normal">> {
  requirePositive({ sigma });
  return {
    accepts: (x) => Number.isFinite(x),
    mle: ({ n, sum }) => total(sum) / n,
    posterior({ mean, sd }, { n, sum }) {
      // Multiplied by sd², so that a prior without bounds on its width stays a number: precision 1/sd² + n/σ².
      const weight = (sd / sigma) ** 2;
      if (!Number.isFinite(weight)) return { kind: "normal", mean: total(sum) / n, sd: sigma / Math.sqrt(n) };
      const scale = 1 + n * weight;
      return { kind: "normal", mean: (mean + weight * total(sum)) / scale, sd: sd / Math.sqrt(scale) };
    },
    predictive: ({ mean, sd }) => ({ kind: "normal", mean, sd: Math.hypot(sd, sigma) }),
    logLikelihood: (theta, { n, sum, squares }) =>
      -(total(squares) - 2 * theta * total(sum) + n * theta * theta) / (2 * sigma * sigma),
    logEvidence({ mean, sd }, { n, sum, squares }) {
      const weight = (sd / sigma) ** 2;
      const offset = total(sum) - n * mean;
      const about = total(squares) - 2 * mean * total(sum) + n * mean * mean;
      return (
        -0.5 * Math.log1p(n * weight) - (about - (weight * offset * offset) / (1 + n * weight)) / (2 * sigma * sigma)
      );
    },
    information: () => 1 / (sigma * sigma),
  };
}

/** The next observation of uniform(0, θ) under a Pareto posterior: flat up to the scale, a power beyond. */
export interface UniformPredictive {
  readonly kind: "uniform-pareto";
  readonly scale: number;
  readonly shape: number;
}

/** The upper end θ of observations that are uniform on (0, θ). */
export const uniformMaximum: Conjugate<LawOf<"pareto">, UniformPredictive> = {
  accepts: (x) => x > 0,
  mle: ({ n, largest }) => (n === 0 ? Number.NaN : largest),
  posterior: ({ scale, shape }, { n, largest }) => ({
    kind: "pareto",
    scale: Math.max(scale, largest),
    shape: shape + n,
  }),
  predictive: ({ scale, shape }) => ({ kind: "uniform-pareto", scale, shape }),
  logLikelihood: (theta, { n, largest }) => (theta >= largest ? -n * Math.log(theta) : Number.NEGATIVE_INFINITY),
  logEvidence({ scale, shape }, { n, largest }) {
    const end = Math.max(scale, largest);
    return Math.log(shape / (shape + n)) + shape * Math.log(scale) - (shape + n) * Math.log(end);
  },
  // Its end moves with θ: the likelihood has no smooth top, and Fisher's information no value.
  information: () => Number.NaN,
};

/** Density of `UniformPredictive`: s/((s + 1) m) up to the scale m, then s mˢ/((s + 1) xˢ⁺¹). */
export function uniformPredictiveDensity({ scale, shape }: UniformPredictive, x: number): number {
  if (!(x >= 0)) return 0;
  return (shape / ((shape + 1) * scale)) * (x <= scale ? 1 : (scale / x) ** (shape + 1));
}

/** ln p(y|θ) of one count with exposure x: what `logLikelihood` leaves out is in it. */
export function logPoissonDensity(y: number, theta: number, exposure = 1): number {
  return logPoissonMass(y, theta * exposure);
}
