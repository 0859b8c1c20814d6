import { erfc } from "../num/special";
import { checkLaw, moments, walkLaw } from "./law";

/** Φ(x), the standard normal distribution function. */
export const normalCdf = (x: number): number => erfc(-x / Math.SQRT2) / 2;

/** φ(x), the standard normal density. */
export const normalDensity = (x: number): number => Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);

/**
 * The local limit P(S_n = k) ≈ 2/√(2π·4npq) · e^(−(k − n(p − q))²/8npq) at a site that is reached.
 * The factor 2 is the distance of two such sites: a density over all of them would be half of it.
 */
export function localLimit(n: number, k: number, p = 0.5): number {
  const { mean, variance } = moments(n, p);
  const sigma = Math.sqrt(variance);
  return (2 / sigma) * normalDensity((k - mean) / sigma);
}

/** C with |P(S ≤ x) − Φ| ≤ C ρ/(σ³√n) for identical summands. @source Shevtsova 2011, arXiv:1111.6554 */
export const BERRY_ESSEEN = 0.4748;

/** The bound on the distance of distribution functions, C E|X − μ|³/(σ³√n); for a fair step C/√n. */
export function berryEsseenBound(n: number, p = 0.5): number {
  checkLaw(n, p);
  const q = 1 - p;
  // X − μ is 2q with probability p and −2p with probability q.
  const third = 8 * p * q * (p * p + q * q);
  return (BERRY_ESSEEN * third) / ((4 * p * q) ** 1.5 * Math.sqrt(n));
}

/**
 * The largest distance of the distribution functions of S_n and its normal limit: at a site from both sides of the jump; with the continuity
 * correction the normal is read half a gap, 1, beyond the site.
 */
export function cdfDistance(n: number, p = 0.5): { readonly plain: number; readonly corrected: number } {
  const law = walkLaw(n, p);
  const { mean, variance } = moments(n, p);
  const sigma = Math.sqrt(variance);
  let below = 0;
  let plain = 0;
  let corrected = 0;
  for (let j = 0; j <= n; j++) {
    const k = 2 * j - n;
    const limit = normalCdf((k - mean) / sigma);
    plain = Math.max(plain, Math.abs(below - limit));
    below += law[j]!;
    plain = Math.max(plain, Math.abs(below - limit));
    corrected = Math.max(corrected, Math.abs(below - normalCdf((k + 1 - mean) / sigma)));
  }
  return { plain, corrected };
}
