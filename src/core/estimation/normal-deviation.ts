import { lgamma } from "../num/special";
import { inverseGammaLaw } from "./continuous";
import type { Distribution } from "./distribution";
import type { NormalInverseGamma } from "./normal-both";
import { changed } from "./transform";

/**
 * The law of σ = √v alone. Its top is √(scale/(shape + ½)), not the root of the top of v: a density moves with its parameter.
 * @throws RangeError unless shape and scale are positive and finite
 */
export function marginalDeviation(law: Pick<NormalInverseGamma, "shape" | "scale">): Distribution {
  const { shape, scale } = law;
  const square = shape > 1 ? scale / (shape - 1) : Number.POSITIVE_INFINITY;
  const mean =
    shape > 0.5 ? Math.sqrt(scale) * Math.exp(lgamma(shape - 0.5) - lgamma(shape)) : Number.POSITIVE_INFINITY;
  const variance = inverseGammaLaw(shape, scale);
  const root = changed(
    variance,
    { to: Math.sqrt, back: (sigma) => sigma * sigma, logSlope: (sigma) => Math.log(2 * sigma) },
    { kind: "interior", at: [Math.sqrt(scale / (shape + 0.5))], isUnbounded: false },
    { mean, sd: Number.isFinite(square) ? Math.sqrt(Math.max(0, square - mean * mean)) : square },
  );
  return { ...root, tails: (sigma) => variance.tails(sigma > 0 ? sigma * sigma : 0) };
}
