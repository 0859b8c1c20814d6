import type { Tree } from "../../core/ensemble/tree";

/**
 * The other way to a tree's answer, for checks: instead of walking down, all leaves are written out as boxes, and the one
 * that holds the point answers.
 */
export interface LeafBox {
  readonly node: number;
  /** low_j < x_j ≤ high_j [d each]. */
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The boxes of a tree's leaves; they tile the space. */
export function leafBoxes(tree: Tree, d: number): LeafBox[] {
  const open = (sign: number): number[] => new Array<number>(d).fill(sign * Number.POSITIVE_INFINITY);
  const list: LeafBox[] = [{ node: 0, low: open(-1), high: open(1) }];
  const leaves: LeafBox[] = [];
  for (const box of list) {
    const j = tree.feature[box.node];
    if (j < 0) {
      leaves.push(box);
      continue;
    }
    const cut = tree.threshold[box.node];
    const high = box.high.with(j, Math.min(box.high[j], cut));
    const low = box.low.with(j, Math.max(box.low[j], cut));
    list.push({ node: tree.left[box.node], low: box.low, high }, { node: tree.right[box.node], low, high: box.high });
  }
  return leaves;
}

/** The leaf whose box holds the point. */
export function boxLeaf(boxes: readonly LeafBox[], point: ArrayLike<number>): number {
  return boxes.find(({ low, high }) => low.every((l, j) => l < point[j] && point[j] <= high[j]))!.node;
}
