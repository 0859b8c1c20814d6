import { lgamma } from "../num/special";
import { total } from "../num/sum";
import { requirePositive } from "./continuous";
import type { LawOf } from "./law";
import { momentsOf, type Tally } from "./tally";

/**
 * Mean μ and variance v of a normal law, both unknown: v is inverse-gamma(shape, scale), and μ given v is normal with mean `mean`
 * and variance v/weight, as if `weight` observations had been seen before. The prior with weight 0, shape −½, scale 0 is flat in μ and ln σ.
 */
export interface NormalInverseGamma {
  readonly mean: number;
  readonly weight: number;
  readonly shape: number;
  readonly scale: number;
}

/** p(μ, σ²) ∝ 1/σ². */
export const flatNormalPrior: NormalInverseGamma = { mean: 0, weight: 0, shape: -0.5, scale: 0 };

/** The posterior after a sample. @source Murphy 2007, "Conjugate Bayesian analysis of the Gaussian distribution", eqs. 85–89 */
export function updateNormalBoth(prior: NormalInverseGamma, data: Tally): NormalInverseGamma {
  if (data.n === 0) return prior;
  const { mean, spread } = momentsOf(data);
  const weight = prior.weight + data.n;
  const shrink = (prior.weight * data.n) / weight;
  return {
    mean: (prior.weight * prior.mean + total(data.sum)) / weight,
    weight,
    shape: prior.shape + data.n / 2,
    scale: prior.scale + spread / 2 + (shrink * (mean - prior.mean) ** 2) / 2,
  };
}

/** Whether the law can be normalised: two different data are enough for the flat prior. */
export function isProper({ weight, shape, scale }: NormalInverseGamma): boolean {
  return weight > 0 && shape > 0 && scale > 0;
}

function requireProper(law: NormalInverseGamma): void {
  requirePositive({ weight: law.weight, shape: law.shape, scale: law.scale });
}

/** The law of μ alone: Student's t with 2 shape degrees of freedom. @throws RangeError unless the law is proper */
export function marginalMean(law: NormalInverseGamma): LawOf<"student"> {
  requireProper(law);
  const { mean, weight, shape, scale } = law;
  return { kind: "student", df: 2 * shape, location: mean, scale: Math.sqrt(scale / (shape * weight)) };
}

/** The law of the variance alone. @throws RangeError unless the law is proper */
export function marginalVariance(law: NormalInverseGamma): LawOf<"inverse-gamma"> {
  requireProper(law);
  return { kind: "inverse-gamma", shape: law.shape, scale: law.scale };
}

/** The law of the next observation. @throws RangeError unless the law is proper */
export function predictNormalBoth(law: NormalInverseGamma): LawOf<"student"> {
  const { shape, scale, weight } = law;
  return { ...marginalMean(law), scale: Math.sqrt((scale / shape) * (1 + 1 / weight)) };
}

/** The top of the joint density of μ and v = σ²: v = scale/(shape + 3/2), less than at the top of v alone. */
export function jointMode(law: NormalInverseGamma): { readonly mean: number; readonly variance: number } {
  requireProper(law);
  return { mean: law.mean, variance: law.scale / (law.shape + 1.5) };
}

/** ln of the joint density of μ and v = σ². */
export function logNormalBothDensity(
  { mean, weight, shape, scale }: NormalInverseGamma,
  mu: number,
  v: number,
): number {
  if (!(v > 0)) return Number.NEGATIVE_INFINITY;
  return (
    shape * Math.log(scale) -
    lgamma(shape) -
    (shape + 1.5) * Math.log(v) -
    (scale + (weight * (mu - mean) ** 2) / 2) / v +
    0.5 * Math.log(weight / (2 * Math.PI))
  );
}
