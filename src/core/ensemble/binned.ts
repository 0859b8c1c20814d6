import type { Rng } from "../num/rng";
import type { Bins } from "./bins";
import type { GrowOptions } from "./grow";
import type { Targets } from "./samples";
import type { Tree } from "./tree";

/** Grows trees on bins, one after the other, in memory that is taken once. */
export type BinnedGrower = (times: ArrayLike<number>, rng: Rng) => Tree;

export type BinnedOptions = Pick<GrowOptions, "maxDepth" | "minLeaf" | "maxFeatures">;

/** Where a node's sums come from: what a row adds to a bin, and what a cut is worth. */
export interface Tally {
  /** Sums over rows [from, to) of the node. */
  open(from: number, to: number): void;
  /** Nothing in the node is left to be told apart. */
  pure(): boolean;
  /**
   * The best cut of a column: `cut[0]` the last bin on the left, `cut[1]` the first on the right.
   * @returns its worth ≥ 0, comparable within the node; −1 where all rows lie in one bin, NaN where no cut is allowed
   */
  best(codes: Uint8Array, from: number, to: number, minLeaf: number, cut: Int32Array): number;
  /** Draws, cost and the answer of the node that is open. */
  weight(): number;
  cost(): number;
  valueInto(out: Float64Array, at: number): void;
  /** A new tree: row i counts times[i] times; `rows` holds the `count` rows that were drawn, and is reordered as it grows. */
  begin(times: ArrayLike<number>, rows: Int32Array, count: number): void;
}

/**
 * The fast path of forests: Gini or squared error on at most 256 bins a column, columns drawn anew at each split.
 *
 * A row drawn t times counts t times, also towards `minLeaf`. Of cuts worth the same the one of the first column drawn
 * and then of the lowest bin wins; the threshold is the middle edge between the two bins. A column that is constant in a
 * node does not count as drawn.
 * @cost O(drawn columns · n · depth), without sorting
 */
export function binnedGrower(bins: Bins, targets: Targets, tally: Tally, options: BinnedOptions = {}): BinnedGrower {
  const { n, codes, edges } = bins;
  const d = codes.length;
  const { maxDepth = Number.POSITIVE_INFINITY, minLeaf = 1, maxFeatures = d } = options;
  const outputs = targets.kind === "classes" ? targets.count : 1;
  const rows = new Int32Array(n);
  const behind = new Int32Array(n);
  const draw = Int32Array.from({ length: d }, (_, j) => j);
  const cut = new Int32Array(2);
  const store = createStore(2 * n, outputs);
  const stack = new Int32Array(4 * (n + 2));

  return (times, rng) => {
    let count = 0;
    for (let i = 0; i < n; i++) if (times[i] > 0) rows[count++] = i;
    if (count === 0) throw new RangeError("some row must be drawn, got none");
    tally.begin(times, rows, count);
    let nodes = 1;
    let top = 0;
    stack[top++] = 0;
    stack[top++] = 0;
    stack[top++] = count;
    stack[top++] = 0;
    while (top > 0) {
      const depth = stack[--top];
      const to = stack[--top];
      const from = stack[--top];
      const node = stack[--top];
      tally.open(from, to);
      store.weight[node] = tally.weight();
      store.rows[node] = to - from;
      store.cost[node] = tally.cost();
      tally.valueInto(store.value, node * outputs);
      store.feature[node] = -1;
      if (depth >= maxDepth || to - from < 2 || tally.pure()) continue;
      let most = -1;
      let feature = -1;
      let last = 0;
      let first = 0;
      let seen = 0;
      for (let k = 0; k < d && seen < maxFeatures; k++) {
        const at = k + Math.floor((rng.nextU32() * (d - k)) / 4294967296);
        const column = draw[at];
        draw[at] = draw[k];
        draw[k] = column;
        const worth = tally.best(codes[column], from, to, minLeaf, cut);
        if (worth < 0) continue;
        seen++;
        if (worth > most) {
          most = worth;
          feature = column;
          last = cut[0];
          first = cut[1];
        }
      }
      if (feature < 0) continue;
      const code = codes[feature];
      let kept = from;
      let moved = 0;
      for (let at = from; at < to; at++) {
        const row = rows[at];
        const goes = code[row] <= last ? 1 : 0;
        rows[kept] = row;
        behind[moved] = row;
        kept += goes;
        moved += 1 - goes;
      }
      for (let at = 0; at < moved; at++) rows[kept + at] = behind[at];
      store.feature[node] = feature;
      store.threshold[node] = edges[feature][(last + first - 1) >> 1];
      const left = nodes++;
      const right = nodes++;
      store.left[node] = left;
      store.right[node] = right;
      stack[top++] = right;
      stack[top++] = kept;
      stack[top++] = to;
      stack[top++] = depth + 1;
      stack[top++] = left;
      stack[top++] = from;
      stack[top++] = kept;
      stack[top++] = depth + 1;
    }
    return store.finish(nodes);
  };
}

function createStore(room: number, outputs: number) {
  const feature = new Int32Array(room);
  const threshold = new Float64Array(room);
  const left = new Int32Array(room);
  const right = new Int32Array(room);
  const value = new Float64Array(room * outputs);
  const weight = new Float64Array(room);
  const rows = new Int32Array(room);
  const cost = new Float64Array(room);
  return {
    feature,
    threshold,
    left,
    right,
    value,
    weight,
    rows,
    cost,
    finish(nodes: number): Tree {
      const gain = new Float64Array(nodes);
      for (let node = 0; node < nodes; node++) {
        if (feature[node] >= 0) {
          gain[node] = cost[node] - cost[left[node]] - cost[right[node]];
          continue;
        }
        threshold[node] = 0;
        left[node] = right[node] = -1;
      }
      return {
        outputs,
        feature: feature.slice(0, nodes),
        threshold: threshold.slice(0, nodes),
        left: left.slice(0, nodes),
        right: right.slice(0, nodes),
        value: value.slice(0, nodes * outputs),
        weight: weight.slice(0, nodes),
        rows: rows.slice(0, nodes),
        cost: cost.slice(0, nodes),
        gain,
      };
    },
  };
}
