import type { Rng } from "../num/rng";

/** How often each of n rows was drawn in n draws with replacement [n]. */
export function bootstrap(n: number, rng: Rng): Uint16Array {
  const times = new Uint16Array(n);
  for (let k = 0; k < n; k++) times[rng.nextBelow(n)]++;
  return times;
}

/** (1 − 1/n)ⁿ, the chance that a bootstrap sample leaves a row out; tends to 1/e. */
export function leftOut(n: number): number {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  return n === 1 ? 0 : Math.exp(n * Math.log1p(-1 / n));
}

/** n (1 − (1 − 1/n)ⁿ), the distinct rows that a bootstrap sample is expected to hold. */
export function expectedDistinct(n: number): number {
  return n * (1 - leftOut(n));
}
