import type { Rng } from "../num/rng";

/** Where a density is highest. */
export interface Mode {
  /**
   * `interior`: one point inside. `end`: one end of the support. `ends`: both ends, so that no single point is the most probable.
   * `flat`: everywhere alike, so that every point is.
   */
  readonly kind: "interior" | "end" | "ends" | "flat";
  readonly at: readonly number[];
  /** The density has no bound there: it is a place, not a height. */
  readonly isUnbounded: boolean;
}

/** A probability distribution on the line; for a discrete one densities are masses at whole numbers. */
export interface Distribution {
  readonly support: readonly [number, number];
  readonly isDiscrete: boolean;
  /** ln of the density or mass; −∞ outside the support, +∞ where the density has no bound. */
  logDensity(x: number): number;
  /** P(X ≤ x) and P(X > x), each exact in its own small tail. */
  tails(x: number): readonly [lower: number, upper: number];
  /** The least x with P(X ≤ x) ≥ p, for p in [0, 1]. */
  quantile(p: number): number;
  /** ∞ or NaN where the integral has no value. */
  readonly mean: number;
  readonly sd: number;
  readonly mode: Mode;
}

/** exp of the log density. */
export function density(d: Distribution, x: number): number {
  return Math.exp(d.logDensity(x));
}

/** P(X ≤ x). */
export function cdf(d: Distribution, x: number): number {
  return d.tails(x)[0];
}

/** A draw by the inverse of the distribution function, from one number of the generator. */
export function draw(d: Distribution, rng: Rng): number {
  // The middle of the cell of 2⁻⁵³, so that neither 0 nor 1 is drawn.
  return d.quantile(rng.nextFloat() + 2 ** -54);
}

/** P(low < X ≤ high), by the tail in which nothing cancels. */
export function probabilityBetween(d: Distribution, low: number, high: number): number {
  const [a, b] = [d.tails(low), d.tails(high)];
  return a[0] < 0.5 ? b[0] - a[0] : a[1] - b[1];
}
