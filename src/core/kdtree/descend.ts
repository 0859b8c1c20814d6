import type { Best } from "./best";
import { type Metric, rankBetween, SLACK, widen } from "./metric";
import type { Bound, Counts, SearchOptions } from "./options";
import { pivotOf, type Tree } from "./tree";

/** What a search needs beside the tree, made once for many queries. */
export interface Work {
  readonly metric: Metric;
  readonly bound: Bound;
  /** (1 + ε) as a factor of ranks. */
  readonly shrink: number;
  readonly best: Best;
  readonly counts: Counts;
  /** The query [d], and how far it lies outside the present cell on each axis [d]. */
  readonly query: Float64Array;
  readonly offsets: Float64Array;
  /** What waits at each level: the node it hangs from and its far child [depth, 2], rank and offset [depth, 2]. */
  readonly waiting: Int32Array;
  readonly reach: Float64Array;
}

/** What one search carries down the tree: its metric, its bound, and (1 + ε) in the units in which ranks are compared. */
export function workFor(tree: Tree, best: Best, counts: Counts, options: SearchOptions = {}): Work {
  const { metric = "L2", bound = "gap", epsilon = 0 } = options;
  return {
    metric,
    bound,
    shrink: metric === "L2" ? (1 + epsilon) ** 2 : 1 + epsilon,
    best,
    counts,
    query: new Float64Array(tree.d),
    offsets: new Float64Array(tree.d),
    waiting: new Int32Array(2 * tree.depth),
    reach: new Float64Array(4 * tree.depth),
  };
}

/** Sets the query and its offsets to the box of all points. @returns the rank of its distance to that box */
export function enter(tree: Tree, work: Work, queries: ArrayLike<number>, row: number): number {
  const { query, offsets, metric } = work;
  const { low, high, d } = tree;
  let rank = 0;
  for (let axis = 0; axis < d; axis++) {
    const x = queries[row * d + axis];
    const offset = x < low[axis] ? low[axis] - x : x > high[axis] ? x - high[axis] : 0;
    query[axis] = x;
    offsets[axis] = offset;
    if (offset > 0) rank = widen(metric, rank, 0, offset);
  }
  return rank;
}

/** Marks a level whose far side is being searched: when it is done, the old offset comes back. */
const RESTORE = -1;

/**
 * The nearest neighbours by depth-first search, the near side first: any dimension, metric, bound and store.
 *
 * A far side is entered iff (1 + ε) times its least distance is at most the distance of the worst of the k best.
 * @cost O(log n) for uniform points and small d, O(d n) at worst
 * @source Friedman, Bentley & Finkel 1977; Arya & Mount 1993
 */
export function descend(tree: Tree, work: Work, start: number): void {
  const { nodes, cuts, gaps, points, ids, d, leafSize } = tree;
  const { metric, bound, shrink, best, counts, query, offsets, waiting, reach } = work;
  const usesGaps = bound === "gap";
  const hasPivots = tree.store === "nodes";
  let limit = Number.POSITIVE_INFINITY;
  let rank = start;
  let node = 0;
  let top = 0;

  for (;;) {
    counts.nodes++;
    const axis = nodes[4 * node];
    if (axis >= 0) {
      const right = nodes[4 * node + 1];
      const left = right === node + 1 ? 0 : node + 1;
      const fromLeft = query[axis] - (usesGaps ? gaps[2 * node] : cuts[node]);
      const fromRight = (usesGaps ? gaps[2 * node + 1] : cuts[node]) - query[axis];
      const isLeft = usesGaps ? fromLeft < fromRight : fromLeft <= 0;
      const offset = isLeft ? fromRight : fromLeft;
      const far = isLeft ? right : left;
      const farRank = widen(metric, bound === "plane" ? 0 : rank, bound === "plane" ? 0 : offsets[axis], offset);
      if (hasPivots || (far !== 0 && !(farRank * shrink > limit))) {
        waiting[2 * top] = node;
        waiting[2 * top + 1] = far;
        reach[2 * top] = farRank;
        reach[2 * top + 1] = offset;
        top++;
      }
      node = isLeft ? left : right;
      if (node !== 0) continue;
    } else {
      counts.leaves++;
      scan(nodes[4 * node + 2], nodes[4 * node + 3]);
    }
    node = 0;
    while (top > 0 && node === 0) {
      top--;
      const owner = waiting[2 * top];
      const far = waiting[2 * top + 1];
      const ownAxis = nodes[4 * owner];
      if (far === RESTORE) {
        offsets[ownAxis] = reach[2 * top + 1];
        continue;
      }
      if (hasPivots) {
        const pivot = pivotOf(tree, owner);
        scan(pivot, pivot + 1);
      }
      if (far === 0 || reach[2 * top] * shrink > limit) continue;
      rank = reach[2 * top];
      waiting[2 * top + 1] = RESTORE;
      const old = offsets[ownAxis];
      offsets[ownAxis] = reach[2 * top + 1];
      reach[2 * top + 1] = old;
      top++;
      node = far;
    }
    if (node === 0) return;
  }

  function scan(from: number, end: number): void {
    // Copies of one point stand in the order of their numbers: the first k are the best.
    const to = end - from > leafSize ? Math.min(end, from + best.k) : end;
    counts.distances += to - from;
    if (metric === "L2") scanSquares(points, ids, d, from, to, query, best);
    else {
      for (let at = from; at < to; at++) {
        const r = rankBetween(metric, points, at, query, 0, d);
        if (r <= best.worst) best.offer(r, ids[at]);
      }
    }
    limit = best.worst * SLACK;
  }
}

/** Offers the rows [from, to) by their squared distance, each given up as soon as it is too far. */
function scanSquares(
  points: Float64Array,
  ids: Uint32Array,
  d: number,
  from: number,
  to: number,
  query: Float64Array,
  best: Best,
): void {
  const whole = d & ~3;
  let worst = best.worst;
  next: for (let row = from, start = from * d; row < to; row++, start += d) {
    let sum = 0;
    let axis = 0;
    for (; axis < whole; axis += 4) {
      const at = start + axis;
      const x = points[at] - query[axis];
      const y = points[at + 1] - query[axis + 1];
      const z = points[at + 2] - query[axis + 2];
      const w = points[at + 3] - query[axis + 3];
      sum = sum + x * x + y * y + z * z + w * w;
      if (sum > worst) continue next;
    }
    for (; axis < d; axis++) {
      const x = points[start + axis] - query[axis];
      sum += x * x;
    }
    if (sum <= worst && best.offer(sum, ids[row])) worst = best.worst;
  }
}
