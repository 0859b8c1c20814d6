import type { Counts } from "./options";
import { leftOf, pivotOf, RIGHT, type Tree } from "./tree";

/** What a walk over cells asks; the corners are those of a box that holds all points of the subtree [d]. */
export interface Region {
  miss(low: Float64Array, high: Float64Array): boolean;
  swallow(low: Float64Array, high: Float64Array): boolean;
  test(at: number): boolean;
  take(at: number): void;
}

/** Walks the subtrees that meet a region; what lies wholly inside is taken without a test. */
export function walk(tree: Tree, counts: Counts, region: Region): void {
  if (tree.n === 0) return;
  const { nodes, gaps, d } = tree;
  const boxes = new Float64Array((tree.depth + 1) * 2 * d);
  const waiting = new Int32Array(tree.depth + 1);
  boxes.set(tree.low, 0);
  boxes.set(tree.high, d);
  const low = new Float64Array(d);
  const high = new Float64Array(d);
  const put = (child: number, top: number) => {
    waiting[top] = child;
    boxes.set(low, top * 2 * d);
    boxes.set(high, top * 2 * d + d);
  };
  for (let top = 1; top > 0; ) {
    top--;
    const node = waiting[top];
    for (let axis = 0, at = top * 2 * d; axis < d; axis++, at++) {
      low[axis] = boxes[at];
      high[axis] = boxes[at + d];
    }
    if (region.miss(low, high)) continue;
    counts.nodes++;
    const axis = nodes[4 * node];
    const isInside = region.swallow(low, high);
    if (isInside || axis < 0) {
      if (!isInside) counts.leaves++;
      for (let at = nodes[4 * node + 2], end = nodes[4 * node + 3]; at < end; at++) {
        if (isInside || region.test(at)) region.take(at);
      }
      continue;
    }
    const pivot = pivotOf(tree, node);
    if (pivot >= 0 && region.test(pivot)) region.take(pivot);
    const right = nodes[4 * node + RIGHT];
    if (right > 0) {
      put(right, top);
      boxes[top * 2 * d + axis] = gaps[2 * node + 1];
      top++;
    }
    const left = leftOf(tree, node);
    if (left > 0) {
      put(left, top);
      boxes[top * 2 * d + d + axis] = gaps[2 * node];
      top++;
    }
  }
}
