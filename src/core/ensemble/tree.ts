import type { Samples } from "./samples";

/** A binary tree in flat arrays; node 0 is the root, and a child stands behind its parent. */
export interface Tree {
  /** K shares of the classes, or 1 number. */
  readonly outputs: number;
  /** The column asked at a node [nodes]; −1 at a leaf. */
  readonly feature: Int32Array;
  /** A row goes left if x ≤ threshold [nodes]. */
  readonly threshold: Float64Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  /** What a node answers [nodes, outputs]. */
  readonly value: Float64Array;
  /** Sum of the weights (or Hessians) that reached a node [nodes]. */
  readonly weight: Float64Array;
  /** Rows of positive weight that reached a node [nodes]. */
  readonly rows: Int32Array;
  /** Weight × impurity, or the loss −½G²/(H + λ) [nodes]. */
  readonly cost: Float64Array;
  /** cost − cost of the children [nodes]; 0 at a leaf. */
  readonly gain: Float64Array;
}

/** What is known of a node when it is made. */
export interface NodeFacts {
  readonly value: ArrayLike<number>;
  readonly weight: number;
  readonly rows: number;
  readonly cost: number;
}

/** A tree under construction: nodes are added as leaves and split later. */
export interface TreeBuilder {
  add(facts: NodeFacts): number;
  split(node: number, feature: number, threshold: number, gain: number, left: number, right: number): void;
  finish(): Tree;
}

/**
 * An empty tree to which nodes are added in any order; `finish` packs it into flat arrays. @param outputs  numbers a leaf holds
 */
export function buildTree(outputs: number): TreeBuilder {
  const [feature, threshold, left, right, value] = [[], [], [], [], []] as number[][];
  const [weight, rows, cost, gain] = [[], [], [], []] as number[][];
  return {
    add(facts) {
      const node = feature.length;
      feature.push(-1);
      threshold.push(0);
      left.push(-1);
      right.push(-1);
      for (let k = 0; k < outputs; k++) value.push(facts.value[k]);
      weight.push(facts.weight);
      rows.push(facts.rows);
      cost.push(facts.cost);
      gain.push(0);
      return node;
    },
    split(node, column, at, win, l, r) {
      feature[node] = column;
      threshold[node] = at;
      gain[node] = win;
      left[node] = l;
      right[node] = r;
    },
    finish: () => ({
      outputs,
      feature: Int32Array.from(feature),
      threshold: Float64Array.from(threshold),
      left: Int32Array.from(left),
      right: Int32Array.from(right),
      value: Float64Array.from(value),
      weight: Float64Array.from(weight),
      rows: Int32Array.from(rows),
      cost: Float64Array.from(cost),
      gain: Float64Array.from(gain),
    }),
  };
}

/** The leaf that a point [d] falls into. @cost O(depth) */
export function leafAt(tree: Tree, point: ArrayLike<number>): number {
  const { feature, threshold, left, right } = tree;
  let node = 0;
  while (feature[node] >= 0) node = point[feature[node]] <= threshold[node] ? left[node] : right[node];
  return node;
}

/** The leaf of each row [n]. @cost O(n · depth) */
export function leavesOf(tree: Tree, samples: Samples): Int32Array {
  const { feature, threshold, left, right } = tree;
  const { columns } = samples;
  const leaves = new Int32Array(samples.n);
  for (let i = 0; i < samples.n; i++) {
    let node = 0;
    while (feature[node] >= 0) node = columns[feature[node]][i] <= threshold[node] ? left[node] : right[node];
    leaves[i] = node;
  }
  return leaves;
}

/** out += scale · value of the leaf of each row; out [n, outputs]. */
export function addResponses(out: Float64Array, tree: Tree, samples: Samples, scale = 1): Float64Array {
  const { outputs, value } = tree;
  if (out.length !== samples.n * outputs) {
    throw new RangeError(`out must hold ${samples.n}×${outputs} = ${samples.n * outputs} numbers, got ${out.length}`);
  }
  const leaves = leavesOf(tree, samples);
  for (let i = 0; i < samples.n; i++) {
    for (let k = 0; k < outputs; k++) out[i * outputs + k] += scale * value[leaves[i] * outputs + k];
  }
  return out;
}

/** Edges from the root to the deepest leaf. */
export function depthOf(tree: Tree): number {
  const depth = new Int32Array(tree.feature.length);
  let most = 0;
  for (let node = 0; node < depth.length; node++) {
    if (tree.feature[node] < 0) continue;
    depth[tree.left[node]] = depth[tree.right[node]] = depth[node] + 1;
    most = Math.max(most, depth[node] + 1);
  }
  return most;
}

/** The tree with other answers at its leaves: Friedman's line search per leaf, or Newton's step. */
export function withValues(tree: Tree, value: Float64Array): Tree {
  if (value.length !== tree.value.length) {
    throw new RangeError(`value must hold ${tree.value.length} numbers, got ${value.length}`);
  }
  return { ...tree, value };
}

/** The first class of the largest share among `count` numbers from `at` on. */
export function argmax(shares: ArrayLike<number>, count = shares.length, at = 0): number {
  let best = 0;
  for (let k = 1; k < count; k++) if (shares[at + k] > shares[at + best]) best = k;
  return best;
}
