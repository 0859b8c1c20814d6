import { createRng, type Rng } from "../num/rng";
import { Best } from "./best";
import { rankBetween } from "./metric";
import { type Counts, type Neighbours, newCounts, refuseK, refuseQueries } from "./options";

/**
 * Other trees for the same question, in Euclidean distance: balls around means (Omohundro 1989), shells around vantage
 * points (Yianilos 1993), cuts across directions drawn by chance (Dasgupta & Freund 2008).
 */
export type Rival = "ball" | "vantage" | "projection";

/** A tree of rows; what each node keeps depends on its kind: a centre, a vantage point, a direction [nodes, d]. */
export interface RivalTree {
  readonly kind: Rival;
  readonly n: number;
  readonly d: number;
  readonly data: Float64Array;
  readonly order: Uint32Array;
  /** For each node left, right (0 for a leaf), from, to [nodes, 4]. */
  readonly nodes: Int32Array;
  readonly vectors: Float64Array;
  /** Radius of the ball, of the shell, or the cut along the direction [nodes]. */
  readonly sizes: Float64Array;
}

/** @cost O(d n log n) time. Copies of one point share a leaf, whatever its size. */
export function buildRival(
  kind: Rival,
  data: Float64Array,
  d: number,
  { leafSize = 12, seed = 1 }: { readonly leafSize?: number; readonly seed?: number } = {},
): RivalTree {
  if (data.length % d !== 0) throw new RangeError(`data must hold n×${d} numbers, got ${data.length}`);
  const n = data.length / d;
  const rng = createRng(seed);
  const order = Uint32Array.from({ length: n }, (_, row) => row);
  const nodes: number[] = [];
  const vectors: number[] = [];
  const sizes: number[] = [];
  const add = (from: number, to: number): number => {
    const node = nodes.length / 4;
    nodes.push(0, 0, from, to);
    const vector = kind === "vantage" ? rowOf(data, d, order[from] ?? 0) : meanOf(data, d, order, from, to);
    vectors.push(...vector);
    sizes.push(kind === "ball" ? reach(data, d, order, from, to, vector) : 0);
    return node;
  };
  const waiting = [add(0, n)];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const [from, to] = [nodes[4 * node + 2], nodes[4 * node + 3]];
    if (to - from <= leafSize) continue;
    const keys = keysFor(kind, data, d, order, from, to, rng);
    const sorted = Array.from({ length: to - from }, (_, at) => at).sort((a, b) => keys.values[a] - keys.values[b]);
    if (!(keys.values[sorted[0]] < keys.values[sorted[sorted.length - 1]])) continue;
    const half = (to - from) >> 1;
    order.set(
      sorted.map((at) => order[from + at]),
      from,
    );
    if (keys.vector) for (let axis = 0; axis < d; axis++) vectors[node * d + axis] = keys.vector[axis];
    if (kind !== "ball") sizes[node] = keys.values[sorted[half]];
    nodes[4 * node] = add(from, from + half);
    nodes[4 * node + 1] = add(from + half, to);
    waiting.push(nodes[4 * node], nodes[4 * node + 1]);
  }
  return {
    kind,
    n,
    d,
    data,
    order,
    nodes: Int32Array.from(nodes),
    vectors: Float64Array.from(vectors),
    sizes: Float64Array.from(sizes),
  };
}

const rowOf = (data: Float64Array, d: number, row: number): Float64Array => data.slice(row * d, row * d + d);

function meanOf(data: Float64Array, d: number, order: Uint32Array, from: number, to: number): Float64Array {
  const mean = new Float64Array(d);
  for (let at = from; at < to; at++) for (let axis = 0; axis < d; axis++) mean[axis] += data[order[at] * d + axis];
  return mean.map((sum) => sum / Math.max(1, to - from));
}

function reach(
  data: Float64Array,
  d: number,
  order: Uint32Array,
  from: number,
  to: number,
  centre: Float64Array,
): number {
  let most = 0;
  for (let at = from; at < to; at++) most = Math.max(most, rankBetween("L2", data, order[at], centre, 0, d));
  return Math.sqrt(most);
}

/** What the rows are sorted by before they are halved, and the vector that defines it. */
function keysFor(
  kind: Rival,
  data: Float64Array,
  d: number,
  order: Uint32Array,
  from: number,
  to: number,
  rng: Rng,
): { values: Float64Array; vector?: Float64Array } {
  const rows = order.subarray(from, to);
  if (kind === "vantage") {
    const vantage = rowOf(data, d, rows[rng.nextBelow(rows.length)]);
    return {
      values: Float64Array.from(rows, (row) => Math.sqrt(rankBetween("L2", data, row, vantage, 0, d))),
      vector: vantage,
    };
  }
  const direction = kind === "projection" ? chance(d, rng) : between(data, d, rows);
  const values = Float64Array.from(rows, (row) => along(data, row * d, direction));
  return kind === "projection" ? { values, vector: direction } : { values };
}

function chance(d: number, rng: Rng): Float64Array {
  const direction = Float64Array.from({ length: d }, () => rng.nextNormal());
  const length = Math.sqrt(direction.reduce((sum, x) => sum + x * x, 0)) || 1;
  return direction.map((x) => x / length);
}

/** From a far row to the row farthest from it: about the longest way through them. */
function between(data: Float64Array, d: number, rows: Uint32Array): Float64Array {
  const farthest = (from: number) =>
    rows.reduce((a, b) =>
      rankBetween("L2", data, b, data, from, d) > rankBetween("L2", data, a, data, from, d) ? b : a,
    );
  const a = farthest(rows[0]);
  const b = farthest(a);
  return Float64Array.from({ length: d }, (_, axis) => data[b * d + axis] - data[a * d + axis]);
}

function along(x: Float64Array, at: number, direction: Float64Array): number {
  let sum = 0;
  for (let axis = 0; axis < direction.length; axis++) sum += x[at + axis] * direction[axis];
  return sum;
}

/**
 * The k nearest rows, exactly: nearer sides first, a side left out once its bound is beyond the k-th distance. Distances
 * to centres and vantage points, and products with directions, are counted too: they cost as much.
 */
export function nearestByRival(tree: RivalTree, query: ArrayLike<number>, k: number): Neighbours {
  refuseK(k);
  refuseQueries(tree, query, 1);
  const counts: Counts = newCounts();
  const best = new Best(Math.max(1, Math.min(k, tree.n)));
  const stack = tree.n > 0 ? [{ node: 0, least: 0 }] : [];
  const q = Float64Array.from(query);
  for (let top = stack.pop(); top; top = stack.pop()) {
    // Rounding of a bound is no reason to lose a point.
    if (top.least * (1 - 1e-12) > Math.sqrt(best.worst)) continue;
    const { node } = top;
    counts.nodes++;
    const [left, right, from, to] = tree.nodes.subarray(4 * node, 4 * node + 4);
    if (right === 0) {
      counts.leaves++;
      for (let at = from; at < to; at++) {
        counts.distances++;
        best.offer(rankBetween("L2", tree.data, tree.order[at], query, 0, tree.d), tree.order[at]);
      }
      continue;
    }
    const sides = sidesOf(tree, node, left, right, q, top.least, counts);
    stack.push(...sides.sort((a, b) => b.least - a.least));
  }
  best.sort();
  const ids = best.ids.slice(0, Math.min(best.count, tree.n));
  return { ids, distances: Float64Array.from(ids, (_, at) => Math.sqrt(best.ranks[at])), counts };
}

function sidesOf(
  tree: RivalTree,
  node: number,
  left: number,
  right: number,
  query: Float64Array,
  least: number,
  counts: Counts,
): { node: number; least: number }[] {
  const { kind, vectors, sizes, d } = tree;
  if (kind === "ball") {
    return [left, right].map((child) => {
      counts.distances++;
      return {
        node: child,
        least: Math.max(least, Math.sqrt(rankBetween("L2", vectors, child, query, 0, d)) - sizes[child]),
      };
    });
  }
  counts.distances++;
  const vector = vectors.subarray(node * d, node * d + d);
  const at = kind === "vantage" ? Math.sqrt(rankBetween("L2", vectors, node, query, 0, d)) : along(query, 0, vector);
  const inside = Math.max(least, at - sizes[node]);
  const outside = Math.max(least, sizes[node] - at);
  return [
    { node: left, least: inside },
    { node: right, least: outside },
  ];
}
