/** L2: √Σ(x − y)²; L1: Σ|x − y|; Linf: max |x − y|. */
export type Metric = "L2" | "L1" | "Linf";

/**
 * What the searches compare instead of distances, because it keeps their order and is cheaper: the square of the
 * distance for L2, the distance itself for L1 and L∞.
 */
export function rankOf(metric: Metric, distance: number): number {
  return metric === "L2" ? distance * distance : distance;
}

/** The distance of a rank: its root for L2, where ranks are squares, else the rank itself. */
export function distanceOf(metric: Metric, rank: number): number {
  return metric === "L2" ? Math.sqrt(rank) : rank;
}

/** The rank of the distance between row `at` of `points` [n, d] and row `qAt` of `queries`. */
export function rankBetween(
  metric: Metric,
  points: ArrayLike<number>,
  at: number,
  queries: ArrayLike<number>,
  qAt: number,
  d: number,
): number {
  let p = at * d;
  let q = qAt * d;
  let sum = 0;
  for (const end = p + d; p < end; p++, q++) {
    const x = points[p] - queries[q];
    if (metric === "L2") sum += x * x;
    else if (metric === "L1") sum += Math.abs(x);
    else sum = Math.max(sum, Math.abs(x));
  }
  return sum;
}

/**
 * The rank of a cell's distance when its offset on one axis grows from `old` to `next`: D² − o² + o′² for L2,
 * D − |o| + |o′| for L1, max(D, |o′|) for L∞.
 * @source Arya & Mount 1993, "Algorithms for fast vector quantization" (incremental distance)
 */
export function widen(metric: Metric, rank: number, old: number, next: number): number {
  if (metric === "L2") return rank - old * old + next * next;
  if (metric === "L1") return rank - Math.abs(old) + Math.abs(next);
  return Math.max(rank, Math.abs(next));
}

/**
 * Widening rounds at each level, by at most one part in 2⁵² of a rank that only grows; a cell is left out only if it is
 * farther than the limit by more than all of that, so that a point at the very same distance is never lost.
 */
export const SLACK = 1 + 2 ** -40;
