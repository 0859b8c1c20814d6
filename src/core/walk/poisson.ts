import { poissonMass } from "../num/mass";
import { walkLaw } from "./law";

/** Rare steps: n trials that each succeed with probability λ/n; (1 + λ(z − 1)/n)ⁿ → e^{λ(z − 1)}. */

/** The total variation distance ½ Σ |P(Bin = k) − P(Poi = k)| of Bin(n, λ/n) and Poi(λ). @cost O(n) */
export function poissonDistance(n: number, lambda: number): number {
  if (!(lambda >= 0 && lambda <= n)) throw new RangeError(`lambda must be in [0, n] = [0, ${n}], got ${lambda}`);
  const binomial = walkLaw(n, lambda / n);
  // Σ (Bin − Poi)⁺ is half of Σ |Bin − Poi|, and needs no tail beyond n.
  return binomial.reduce((sum, b, k) => sum + Math.max(0, b - poissonMass(k, lambda)), 0);
}

/** Le Cam's bound Σ pᵢ² on that distance: λ²/n. @source Le Cam 1960 */
export const leCamBound = (n: number, lambda: number): number => lambda ** 2 / n;

/** Barbour and Hall's bound (1 − e^(−λ))/λ · Σ pᵢ². @source Barbour & Hall 1984 */
export const barbourHallBound = (n: number, lambda: number): number => (-Math.expm1(-lambda) * lambda) / n;
