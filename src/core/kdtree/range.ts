import { distanceOf, type Metric, rankBetween, rankOf } from "./metric";
import { type Counts, type Neighbours, newCounts, refuseQueries } from "./options";
import { orderByCell } from "./order";
import { Sink } from "./sink";
import type { Tree } from "./tree";
import { walk } from "./walk";
import { ballWalker } from "./walk-ball";
import { type Collect, isSmallBall, nearWalker } from "./walk-near";
import { discWalker } from "./walk-plane";

export interface RadiusOptions {
  readonly metric?: Metric;
  /** Whether d = radius counts as inside: d ≤ r instead of d < r. Default true. */
  readonly closed?: boolean;
}

/** Rows found, in no order unless it is told, and what finding them cost. */
export interface Found {
  readonly ids: Uint32Array;
  readonly counts: Counts;
}

/**
 * The rows at a distance ≤ radius (< radius unless `closed`), in the order of (distance, row).
 * @throws RangeError if the query has not d finite numbers or the radius is negative or NaN
 */
export function within(tree: Tree, query: ArrayLike<number>, radius: number, options: RadiusOptions = {}): Neighbours {
  const { metric = "L2" } = options;
  const places = new Sink();
  const counts = newCounts();
  refuseQueries(tree, query, 1);
  collector(tree, radius, options)(query, 0, places, counts, false);
  const ranks = new Map(
    Array.from(places.taken(), (at) => [tree.ids[at], rankBetween(metric, tree.points, at, query, 0, tree.d)]),
  );
  const ids = Uint32Array.from(ranks.keys()).sort((a, b) => ranks.get(a)! - ranks.get(b)! || a - b);
  return { ids, distances: Float64Array.from(ids, (id) => distanceOf(metric, ranks.get(id)!)), counts };
}

/** The rows of `within` without their distances, in no order. @cost O(log n + found) for small radii */
export function idsWithin(tree: Tree, query: ArrayLike<number>, radius: number, options: RadiusOptions = {}): Found {
  refuseQueries(tree, query, 1);
  const { ids, counts } = idsWithinMany(tree, query, radius, options);
  return { ids, counts };
}

/** Lists of rows end to end: those of query i stand from starts[i] to starts[i + 1]. */
export interface ManyFound extends Found {
  /** [m + 1] */
  readonly starts: Uint32Array;
}

/** `idsWithin` for each row of `queries` [m, d]. @cost m searches, without an allocation for each in the plane */
export function idsWithinMany(
  tree: Tree,
  queries: ArrayLike<number>,
  radius: number,
  options: RadiusOptions = {},
): ManyFound {
  const m = Math.ceil(queries.length / tree.d);
  refuseQueries(tree, queries, m);
  const collect = collector(tree, radius, options);
  const sink = new Sink();
  const counts = newCounts();
  const starts = new Uint32Array(m + 1);
  const order = orderByCell(tree, queries, m);
  for (let i = 0; i < m; i++) {
    const row = order ? order[i] : i;
    const before = sink.count;
    collect(queries, row, sink, counts, true);
    starts[row + 1] = sink.count - before;
  }
  for (let row = 0; row < m; row++) starts[row + 1] += starts[row];
  return { ids: order ? inRowOrder(sink, starts, order) : sink.taken(), starts, counts };
}

/** What was found query by query in `order`, put in the places that the queries' own order gives it. */
function inRowOrder({ rows, count }: Sink, starts: Uint32Array, order: Uint32Array): Uint32Array {
  const ids = new Uint32Array(count);
  let from = 0;
  for (const row of order) {
    for (let at = starts[row]; at < starts[row + 1]; at++) ids[at] = rows[from++];
  }
  return ids;
}

function collector(tree: Tree, radius: number, { metric = "L2", closed = true }: RadiusOptions): Collect {
  if (!(radius >= 0)) throw new RangeError(`radius must be at least 0, got ${radius}`);
  const limit = greatestRank(metric, radius, closed);
  const { d } = tree;
  if (metric === "L2" && tree.store === "leaves" && tree.n > 0) {
    if (isSmallBall(tree, limit)) return nearWalker(tree, limit);
    if (d !== 2) return ballWalker(tree, limit);
    const collectDisc = discWalker(tree, limit);
    return (queries, row, out, counts, asIds) => {
      collectDisc(queries[2 * row], queries[2 * row + 1], out, counts, asIds);
    };
  }
  const query = new Float64Array(d);
  return (queries, row, out, counts, asIds) => {
    for (let axis = 0; axis < d; axis++) query[axis] = queries[row * d + axis];
    walk(tree, counts, {
      miss: (low, high) => nearestRank(metric, query, low, high) > limit,
      swallow: (low, high) => farthestRank(metric, query, low, high) <= limit,
      take: (at) => out.push(asIds ? tree.ids[at] : at),
      test: (at) => {
        counts.distances++;
        return rankBetween(metric, tree.points, at, query, 0, d) <= limit;
      },
    });
  };
}

/** The greatest rank whose distance, as it is given back, is ≤ radius (< radius unless closed); −1 if there is none. */
function greatestRank(metric: Metric, radius: number, closed: boolean): number {
  const isInside = (rank: number) => {
    const distance = distanceOf(metric, rank);
    return closed ? distance <= radius : distance < radius;
  };
  let rank = rankOf(metric, radius);
  while (rank >= 0 && !isInside(rank)) rank = neighbour(rank, -1);
  while (rank < Number.POSITIVE_INFINITY && isInside(neighbour(rank, 1))) rank = neighbour(rank, 1);
  return rank;
}

/** The next double above or below x ≥ 0; −1 below 0, and 0 above it. */
function neighbour(x: number, step: 1 | -1): number {
  if (x === 0 && step < 0) return -1;
  if (x < 0) return 0;
  const bits = new BigInt64Array(new Float64Array([x]).buffer);
  bits[0] += BigInt(step);
  return new Float64Array(bits.buffer)[0];
}

function nearestRank(metric: Metric, q: ArrayLike<number>, low: Float64Array, high: Float64Array): number {
  return cornerRank(metric, low.length, (axis) => Math.max(low[axis] - q[axis], 0, q[axis] - high[axis]));
}

function farthestRank(metric: Metric, q: ArrayLike<number>, low: Float64Array, high: Float64Array): number {
  return cornerRank(metric, low.length, (axis) =>
    Math.max(Math.abs(q[axis] - low[axis]), Math.abs(high[axis] - q[axis])),
  );
}

function cornerRank(metric: Metric, d: number, offset: (axis: number) => number): number {
  let rank = 0;
  for (let axis = 0; axis < d; axis++) {
    const x = offset(axis);
    rank = metric === "L2" ? rank + x * x : metric === "L1" ? rank + x : Math.max(rank, x);
  }
  return rank;
}

/**
 * The rows in the closed box low ≤ x ≤ high, in increasing order.
 * @param low   [d]; −∞ leaves a side open
 * @param high  [d]; +∞ leaves a side open
 * @throws RangeError if a corner has not d numbers
 * @cost O(d n^(1 − 1/d) + found) for a balanced tree
 * @source Lee & Wong 1977, "Worst-case analysis for region and partial region searches"
 */
export function inBox(tree: Tree, low: ArrayLike<number>, high: ArrayLike<number>): Found {
  for (const [name, corner] of [
    ["low", low],
    ["high", high],
  ] as const) {
    if (corner.length !== tree.d) throw new RangeError(`${name} must hold ${tree.d} numbers, got ${corner.length}`);
    for (let axis = 0; axis < tree.d; axis++) {
      if (Number.isNaN(corner[axis])) throw new RangeError(`${name} must hold numbers, got NaN in column ${axis}`);
    }
  }
  const ids = new Sink();
  const counts = newCounts();
  const holds = (x: number, axis: number) => low[axis] <= x && x <= high[axis];
  const allHold = (x: Float64Array, at: number) => {
    for (let axis = 0; axis < tree.d; axis++) if (!holds(x[at + axis], axis)) return false;
    return true;
  };
  walk(tree, counts, {
    miss: (cellLow, cellHigh) => cellLow.some((x, axis) => x > high[axis] || cellHigh[axis] < low[axis]),
    swallow: (cellLow, cellHigh) => allHold(cellLow, 0) && allHold(cellHigh, 0),
    test: (at) => {
      counts.distances++;
      return allHold(tree.points, at * tree.d);
    },
    take: (at) => ids.push(tree.ids[at]),
  });
  return { ids: ids.taken().sort(), counts };
}
