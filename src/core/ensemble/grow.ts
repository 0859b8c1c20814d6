import type { Rng } from "../num/rng";
import type { Task } from "./criterion";
import type { Samples } from "./samples";
import { buildTree, type NodeFacts, type Tree, type TreeBuilder } from "./tree";

export interface GrowOptions {
  /** Edges from the root to a leaf, at most; no limit unless told. */
  readonly maxDepth?: number;
  /** Rows of positive weight in a leaf, at least. Default 1. */
  readonly minLeaf?: number;
  /** Weight (or Hessian) in a leaf, at least. Default 0. */
  readonly minWeight?: number;
  /** Columns drawn anew at each split that are not constant there; all unless told. Needs `rng`. */
  readonly maxFeatures?: number;
  readonly rng?: Rng;
  /** Each column's rows in ascending order, from `sortColumns`: for many trees on the same samples. */
  readonly sorted?: readonly Int32Array[];
  /** Told of each column whose thresholds were tried at a node. */
  readonly watch?: (node: number, feature: number) => void;
}

/** A split found by the search; rows with x ≤ threshold go left. */
interface Split {
  readonly feature: number;
  readonly threshold: number;
  readonly gain: number;
}

/** Gains closer than this share of the root's cost count as equal. */
const TIE = 1e-12;

/**
 * CART by exact greedy search: each column is sorted once, each node scans its rows with running sums.
 *
 * Of splits that gain the same, the one of the lowest column and then of the lowest threshold wins (with `maxFeatures`:
 * of the first column drawn). Rows of weight 0 take no part. A threshold is the midpoint of two neighbouring values.
 * @throws RangeError when an option is out of range
 * @cost O(d n log n) for the sorting, unless it is given, and O(d n) per level
 * @source Breiman, Friedman, Olshen & Stone 1984, ch. 2 and 8
 */
export function growTree(samples: Samples, task: Task, options: GrowOptions = {}): Tree {
  checkOptions(samples, options);
  const active = activeRows(samples.n, task);
  const sorted = options.sorted ?? sortColumns(samples);
  const orders =
    active.length === samples.n ? sorted.map((order) => order.slice()) : onlyActive(sorted, active, samples.n);
  const sums = new Float64Array(task.channels);
  const build = buildTree(task.channels);
  const root = factsOf(task, active, 0, active.length, sums);
  const state: State = { samples, task, options, orders, goesLeft: new Uint8Array(samples.n), build, scale: 0 };
  state.scale = Math.abs(root.cost);
  const stack: Open[] = [{ node: build.add(root), facts: root, from: 0, to: active.length, depth: 0 }];
  for (let open = stack.pop(); open; open = stack.pop()) splitNode(state, open, stack);
  return build.finish();
}

interface State {
  readonly samples: Samples;
  readonly task: Task;
  readonly options: GrowOptions;
  /** Per column, the rows ordered by it; each node owns the same range [from, to) of all of them. */
  readonly orders: readonly Int32Array[];
  readonly goesLeft: Uint8Array;
  readonly build: TreeBuilder;
  /** |cost of the root|: what "equal" is measured by. */
  scale: number;
}

interface Open {
  readonly node: number;
  readonly facts: NodeFacts;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
}

function splitNode(state: State, open: Open, stack: Open[]): void {
  const { task, options, build, orders, goesLeft } = state;
  const { from, to, depth, facts } = open;
  const { maxDepth = Number.POSITIVE_INFINITY, minLeaf = 1 } = options;
  const pure = !task.strict && facts.cost <= TIE * state.scale;
  if (depth >= maxDepth || to - from < 2 * minLeaf || pure) return;
  const split = bestSplit(state, open);
  if (!split) return;
  const column = state.samples.columns[split.feature];
  let middle = from;
  const order = orders[split.feature];
  while (middle < to && column[order[middle]] <= split.threshold) goesLeft[order[middle++]] = 1;
  for (const each of orders) if (each !== order) partition(each, from, to, goesLeft);
  for (let at = from; at < middle; at++) goesLeft[order[at]] = 0;
  const sums = new Float64Array(task.channels);
  const leftFacts = factsOf(task, order, from, middle, sums);
  const rightFacts = factsOf(task, order, middle, to, sums);
  const left = build.add(leftFacts);
  const right = build.add(rightFacts);
  build.split(open.node, split.feature, split.threshold, facts.cost - leftFacts.cost - rightFacts.cost, left, right);
  stack.push({ node: right, facts: rightFacts, from: middle, to, depth: depth + 1 });
  stack.push({ node: left, facts: leftFacts, from, to: middle, depth: depth + 1 });
}

function bestSplit(state: State, open: Open): Split | undefined {
  const { samples, task, options, scale } = state;
  const { maxFeatures = samples.d, rng } = options;
  const draw = rng && maxFeatures < samples.d ? Array.from({ length: samples.d }, (_, j) => j) : undefined;
  let best: Split | undefined;
  let seen = 0;
  for (let k = 0; k < samples.d && seen < maxFeatures; k++) {
    let feature = k;
    if (draw && rng) {
      const at = k + rng.nextBelow(samples.d - k);
      feature = draw[at];
      draw[at] = draw[k];
    }
    const found = bestOfFeature(state, open, feature);
    if (found === "constant") continue;
    options.watch?.(open.node, feature);
    seen += 1;
    const floor = best ? best.gain + TIE * scale : task.strict ? TIE * scale : -TIE * scale;
    if (found && found.gain > floor) best = found;
  }
  return best;
}

/** The best threshold of one column in a node; "constant" where there is only one value. */
function bestOfFeature(state: State, { from, to }: Open, feature: number): Split | "constant" | undefined {
  const { task, options, orders, scale } = state;
  const { minLeaf = 1, minWeight = 0 } = options;
  const column = state.samples.columns[feature];
  const order = orders[feature];
  if (column[order[from]] === column[order[to - 1]]) return "constant";
  const { weight, channel, amount, score } = task;
  const left = new Float64Array(task.channels);
  const right = new Float64Array(task.channels);
  const total = sumInto(right, task, order, from, to);
  const whole = score(right, total);
  let leftWeight = 0;
  let best: Split | undefined;
  for (let at = from; at < to - minLeaf; at++) {
    const row = order[at];
    const k = channel ? channel[row] : 0;
    const add = channel ? weight[row] : amount![row];
    left[k] += add;
    right[k] -= add;
    leftWeight += weight[row];
    const here = column[row];
    const next = column[order[at + 1]];
    if (here === next || at + 1 - from < minLeaf) continue;
    const rightWeight = total - leftWeight;
    if (leftWeight < minWeight || rightWeight < minWeight) continue;
    const gain = score(left, leftWeight) + score(right, rightWeight) - whole;
    if (!best || gain > best.gain + TIE * scale) best = { feature, threshold: between(here, next), gain };
  }
  return best;
}

/** The midpoint of a < b, and a itself where no double lies between. */
export function between(a: number, b: number): number {
  const middle = a / 2 + b / 2;
  return middle < b && middle >= a ? middle : a;
}

function sumInto(sums: Float64Array, task: Task, rows: Int32Array, from: number, to: number): number {
  const { weight, channel, amount } = task;
  sums.fill(0);
  let total = 0;
  for (let at = from; at < to; at++) {
    const row = rows[at];
    total += weight[row];
    if (channel) sums[channel[row]] += weight[row];
    else sums[0] += amount![row];
  }
  return total;
}

function factsOf(task: Task, rows: Int32Array, from: number, to: number, sums: Float64Array): NodeFacts {
  const weight = sumInto(sums, task, rows, from, to);
  let ceiling = 0;
  if (task.ceiling) for (let at = from; at < to; at++) ceiling += task.ceiling[rows[at]];
  const value = new Float64Array(task.channels);
  task.leafInto(value, sums, weight);
  const cost = ceiling - task.score(sums, weight);
  return { value, weight, rows: to - from, cost: task.ceiling ? Math.max(0, cost) : cost };
}

function activeRows(n: number, task: Task): Int32Array {
  const rows = new Int32Array(n);
  let count = 0;
  // A row without Hessian may still have a gradient; one with neither was not drawn.
  for (let i = 0; i < n; i++) if (task.weight[i] > 0 || (task.strict && task.amount![i] !== 0)) rows[count++] = i;
  if (count > 0) return rows.subarray(0, count);
  if (!task.strict) throw new RangeError("some weight must be positive, got none");
  // Nothing is left to learn: one leaf for all.
  return rows.map((_, i) => i);
}

/** Each column's rows in ascending order of its values, the lower row first among equals. @cost O(d n log n) */
export function sortColumns({ n, columns }: Samples): Int32Array[] {
  return columns.map((column) =>
    Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => column[a] - column[b] || a - b),
  );
}

function onlyActive(sorted: readonly Int32Array[], active: Int32Array, n: number): Int32Array[] {
  const keep = new Uint8Array(n);
  for (const row of active) keep[row] = 1;
  return sorted.map((order) => order.filter((row) => keep[row] === 1));
}

/** Rows marked in `goesLeft` first, each side in its old order. */
function partition(order: Int32Array, from: number, to: number, goesLeft: Uint8Array): void {
  const behind = new Int32Array(to - from);
  let kept = from;
  let moved = 0;
  for (let at = from; at < to; at++) {
    const row = order[at];
    if (goesLeft[row]) order[kept++] = row;
    else behind[moved++] = row;
  }
  order.set(behind.subarray(0, moved), kept);
}

function checkOptions({ d }: Samples, { maxDepth, minLeaf, minWeight, maxFeatures, rng }: GrowOptions): void {
  const whole = (name: string, value: number | undefined, least: number) => {
    if (value !== undefined && (!Number.isInteger(value) || value < least) && value !== Number.POSITIVE_INFINITY) {
      throw new RangeError(`${name} must be a whole number ≥ ${least}, got ${value}`);
    }
  };
  whole("maxDepth", maxDepth, 0);
  whole("minLeaf", minLeaf, 1);
  whole("maxFeatures", maxFeatures, 1);
  if (minWeight !== undefined && !(minWeight >= 0)) throw new RangeError(`minWeight must be ≥ 0, got ${minWeight}`);
  if (maxFeatures !== undefined && maxFeatures < d && !rng) throw new RangeError("maxFeatures needs an rng, got none");
}
