import { distanceOf, SLACK, widen } from "./metric";
import { refuseEpsilon, refuseK, refuseQueries, type SearchOptions } from "./options";
import type { Trace } from "./recorder";
import { Recorder } from "./recorder";
import { AXIS, FROM, leftOf, pivotOf, RIGHT, TO, type Tree } from "./tree";

/** A side that waits, with the offsets of its cell [d]. */
interface Side {
  readonly owner: number;
  readonly node: number;
  readonly rank: number;
  readonly offsets: Float64Array;
}

/**
 * The search of `nearest` told step by step: the same answer, the same counts, and the reason for each turn.
 * @param limit  at most so many events are kept; the search goes on without them
 */
export function traceNearest(
  tree: Tree,
  query: ArrayLike<number>,
  k: number,
  options: SearchOptions = {},
  limit = 20_000,
): Trace {
  const { metric = "L2", bound = "gap", epsilon = 0 } = options;
  refuseQueries(tree, query, 1);
  refuseK(k);
  refuseEpsilon(epsilon);
  const shrink = metric === "L2" ? (1 + epsilon) ** 2 : 1 + epsilon;
  const recorder = new Recorder(query, Math.min(k, tree.n), metric, limit);
  const isPruned = (rank: number) => rank * shrink > recorder.worstRank * SLACK;
  const stack: Side[] = [];
  let side: Side | undefined = tree.n > 0 ? { owner: -1, node: 0, ...boxOffsets(tree, query, metric) } : undefined;
  for (; side; side = next()) goDown(side);
  recorder.stop("empty", 0, []);
  return recorder.trace();

  /** To the leaf on the query's side; the far sides wait. */
  function goDown({ node, rank, offsets }: Side): void {
    do {
      recorder.counts.nodes++;
      if (tree.nodes[4 * node + AXIS] < 0) {
        recorder.counts.leaves++;
        recorder.scan(tree, 0, node, tree.nodes[4 * node + FROM], tree.nodes[4 * node + TO]);
        return;
      }
      const turn = turnAt(tree, node, query, bound);
      const isPlane = bound === "plane";
      const farRank = widen(metric, isPlane ? 0 : rank, isPlane ? 0 : offsets[turn.axis], turn.offset);
      const least = distanceOf(metric, farRank);
      recorder.descend(0, node, turn, least);
      if (tree.store === "leaves" && isPruned(farRank)) recorder.verdict("prune", 0, turn.far, least);
      else {
        const farOffsets = offsets.slice();
        farOffsets[turn.axis] = turn.offset;
        stack.push({ owner: node, node: turn.far, rank: farRank, offsets: farOffsets });
      }
      node = turn.near;
    } while (node > 0);
  }

  /** Unwinds to the next side that can still hold something better. */
  function next(): Side | undefined {
    for (let top = stack.pop(); top; top = stack.pop()) {
      const pivot = pivotOf(tree, top.owner);
      if (pivot >= 0) recorder.scan(tree, 0, top.owner, pivot, pivot + 1);
      if (top.node === 0) continue;
      const least = distanceOf(metric, top.rank);
      const cut = isPruned(top.rank);
      recorder.verdict(cut ? "prune" : "open", 0, top.node, least);
      if (!cut) return top;
    }
    return undefined;
  }
}

/** Which child is near, and how far the other is at least along the axis. */
export interface Turn {
  readonly axis: number;
  readonly cut: number;
  readonly near: number;
  readonly far: number;
  readonly offset: number;
}

/** Which child of an inner node a query goes to first, and how far the query is from the other one's region. */
export function turnAt(
  tree: Tree,
  node: number,
  query: ArrayLike<number>,
  bound: NonNullable<SearchOptions["bound"]>,
): Turn {
  const axis = tree.nodes[4 * node + AXIS];
  const [left, right] = [leftOf(tree, node), tree.nodes[4 * node + RIGHT]];
  const cut = tree.cuts[node];
  const [last, first] = bound === "gap" ? [tree.gaps[2 * node], tree.gaps[2 * node + 1]] : [cut, cut];
  const fromLeft = query[axis] - last;
  const fromRight = first - query[axis];
  const isLeft = bound === "gap" ? fromLeft < fromRight : fromLeft <= 0;
  return isLeft
    ? { axis, cut, near: left, far: right, offset: fromRight }
    : { axis, cut, near: right, far: left, offset: fromLeft };
}

/** How far the query lies outside the box of all points, per axis, and the rank of that. */
export function boxOffsets(
  tree: Tree,
  query: ArrayLike<number>,
  metric: NonNullable<SearchOptions["metric"]>,
): { rank: number; offsets: Float64Array } {
  const offsets = tree.low.map((low, axis) => Math.max(low - query[axis], 0, query[axis] - tree.high[axis]));
  return { rank: offsets.reduce((rank, offset) => widen(metric, rank, 0, offset), 0), offsets };
}
