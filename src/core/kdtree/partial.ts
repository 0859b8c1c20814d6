import { type Counts, newCounts } from "./options";
import type { Found } from "./range";
import { Sink } from "./sink";
import { AXIS, FROM, leftOf, pivotOf, RIGHT, TO, type Tree } from "./tree";

/**
 * The rows whose coordinates equal the given keys; the other keys are free. In increasing order.
 *
 * At a node that cuts a given axis one side is entered (both where the key equals the threshold), else both.
 * @param keys  [d], undefined where free
 * @throws RangeError if there are not d keys, or one is NaN
 * @cost O(n^((d − t)/d) + found) for t given keys
 * @source Bentley 1975, "Multidimensional binary search trees used for associative searching"
 */
export function matching(tree: Tree, keys: readonly (number | undefined)[]): Found {
  if (keys.length !== tree.d) throw new RangeError(`keys must hold ${tree.d} entries, got ${keys.length}`);
  const lost = keys.findIndex((key) => Number.isNaN(key));
  if (lost >= 0) throw new RangeError(`keys must hold numbers, got NaN in column ${lost}`);
  const ids = new Sink();
  const counts = newCounts();
  const test = (at: number) => {
    counts.distances++;
    if (keys.every((key, axis) => key === undefined || tree.points[at * tree.d + axis] === key)) ids.push(tree.ids[at]);
  };
  walkKeys(tree, keys, counts, test);
  return { ids: ids.taken().sort(), counts };
}

function walkKeys(tree: Tree, keys: readonly (number | undefined)[], counts: Counts, test: (at: number) => void): void {
  const { nodes, cuts } = tree;
  const waiting = [0];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    counts.nodes++;
    const axis = nodes[4 * node + AXIS];
    if (axis < 0) {
      counts.leaves++;
      for (let at = nodes[4 * node + FROM]; at < nodes[4 * node + TO]; at++) test(at);
      continue;
    }
    const pivot = pivotOf(tree, node);
    if (pivot >= 0) test(pivot);
    const key = keys[axis];
    const right = nodes[4 * node + RIGHT];
    const left = leftOf(tree, node);
    if (right > 0 && (key === undefined || key >= cuts[node])) waiting.push(right);
    if (left > 0 && (key === undefined || key <= cuts[node])) waiting.push(left);
  }
}

/**
 * The nodes that a partial match with one of two keys enters in a full tree of n = 2^(2m) − 1 points at its nodes:
 * 2√(n + 1) − 2 if the root cuts the given key, else 3√(n + 1) − 3.
 * @source Bentley 1975, solved for the full tree
 */
export function matchingVisits(n: number, rootCutsKey: boolean): number {
  const root = Math.sqrt(n + 1);
  return rootCutsKey ? 2 * root - 2 : 3 * root - 3;
}
