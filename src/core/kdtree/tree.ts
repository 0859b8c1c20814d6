/**
 * How a node chooses its axis: greatest variance, depth mod d, greatest extent of the points, longest side of the cell
 * (cut in its middle, and slid to the nearest point where one side would be empty), or by chance among the five axes of
 * greatest variance.
 * @source Bentley 1975 (cyclic); Friedman, Bentley & Finkel 1977 (spread); Maneewongvatana & Mount 1999 (sliding);
 * Silpa-Anan & Hartley 2008 (random)
 */
export type Rule = "variance" | "cyclic" | "spread" | "sliding" | "random";

/** Where the axis is cut; the sliding midpoint has a place of its own. */
export type Threshold = "median" | "mean";

/** Whether the points stand in the leaves only, or one at each inner node (Bentley's own form). */
export type Store = "leaves" | "nodes";

/** A k-d tree as flat arrays: it survives structured clone, and its buffers can be handed to another thread. */
export interface Tree {
  readonly n: number;
  readonly d: number;
  readonly rule: Rule;
  readonly threshold: Threshold;
  readonly store: Store;
  readonly leafSize: number;
  /** Levels of nodes; 1 for a lone leaf. */
  readonly depth: number;
  /** Coordinates in the order of the tree [n, d]: the points of a subtree lie side by side. */
  readonly points: Float64Array;
  /** The row of the data that each of them was [n]. */
  readonly ids: Uint32Array;
  /** For each node, in preorder, `AXIS` (−1 for a leaf), `RIGHT` (0 where none), `FROM`, `TO` [nodes, 4]. */
  readonly nodes: Int32Array;
  /** The threshold τ of each inner node [nodes]: left x ≤ τ ≤ right, and right = τ only for copies of one value. */
  readonly cuts: Float64Array;
  /** Greatest coordinate left and least coordinate right of the cut, on its axis [nodes, 2]. */
  readonly gaps: Float64Array;
  /** Corners of the box around all points [d]. */
  readonly low: Float64Array;
  readonly high: Float64Array;
}

/** Places within a node's four whole numbers. */
export const AXIS = 0;
export const RIGHT = 1;
export const FROM = 2;
export const TO = 3;

/** The child on the left, 0 where there is none: preorder puts it right behind its parent. */
export function leftOf(tree: Tree, node: number): number {
  const isInner = tree.nodes[4 * node + AXIS] >= 0;
  return isInner && tree.nodes[4 * node + RIGHT] !== node + 1 ? node + 1 : 0;
}

/** Where the point of an inner node stands in the tree's order, −1 where the node holds none. */
export function pivotOf(tree: Tree, node: number): number {
  if (tree.store === "leaves" || tree.nodes[4 * node + AXIS] < 0) return -1;
  const right = tree.nodes[4 * node + RIGHT];
  return (right === 0 ? tree.nodes[4 * node + TO] : tree.nodes[4 * right + FROM]) - 1;
}

/** The buffers of a tree, for the transfer list of a message. */
export function buffersOf(tree: Tree): ArrayBuffer[] {
  const { points, ids, nodes, cuts, gaps, low, high } = tree;
  return [points, ids, nodes, cuts, gaps, low, high].map(({ buffer }) => buffer as ArrayBuffer);
}
