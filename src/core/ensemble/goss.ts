import type { Rng } from "../num/rng";

/** Rows chosen by GOSS, and what their gradients and Hessians are multiplied by. */
export interface Goss {
  readonly rows: Int32Array;
  /** 1 for rows of a large gradient, (1 − a)/b for those drawn from the rest; aligned with `rows`. */
  readonly scale: Float64Array;
}

/** (1 − a)/b, by which the rows that were drawn stand for all the small ones. */
export function gossScale(a: number, b: number): number {
  if (!(a >= 0 && b > 0 && a + b <= 1)) {
    throw new RangeError(`a and b must be ≥ 0 and > 0 with a + b ≤ 1, got ${a} and ${b}`);
  }
  return (1 - a) / b;
}

/**
 * Gradient-based one-side sampling: the ⌊a n⌋ rows of the largest |g| (the lower row where they are level), and ⌊b n⌋ of the rest.
 * @cost O(n log n)
 * @source Ke et al. 2017, algorithm 2
 */
export function sampleGoss(g: Float64Array, a: number, b: number, rng: Rng): Goss {
  const n = g.length;
  const scale = gossScale(a, b);
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => Math.abs(g[j]) - Math.abs(g[i]) || i - j);
  const top = Math.floor(a * n);
  const drawn = Math.max(top === 0 ? 1 : 0, Math.floor(b * n));
  for (let k = 0; k < drawn; k++) {
    const at = top + k + rng.nextBelow(n - top - k);
    [order[top + k], order[at]] = [order[at], order[top + k]];
  }
  const chosen = Array.from(order.subarray(0, top + drawn), (row, k) => [row, k < top ? 1 : scale] as const);
  chosen.sort((p, q) => p[0] - q[0]);
  return { rows: Int32Array.from(chosen, ([row]) => row), scale: Float64Array.from(chosen, ([, s]) => s) };
}
