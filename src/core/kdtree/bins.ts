import { Best } from "./best";
import { Cells } from "./cells";
import { distanceOf, rankBetween, SLACK, widen } from "./metric";
import { type Neighbours, newCounts, refuseEpsilon, refuseK, refuseQueries, type SearchOptions } from "./options";
import { AXIS, FROM, leftOf, pivotOf, RIGHT, TO, type Tree } from "./tree";

/** Where a best-bin-first search stops, finished or not: after so many leaves, or so many candidates. */
export interface Budget {
  /** E_max of Beis & Lowe: leaves opened, or, with the points at the nodes, descents ended. */
  readonly leaves?: number;
  /** Points compared with the query (200 in Lowe 2004); the leaf that reaches it is finished. */
  readonly candidates?: number;
}

export interface BinsOptions extends SearchOptions, Budget {}

/** What best-bin-first found, and whether it is sure: it stopped because nothing nearer could be left. */
export interface BinsFound extends Neighbours {
  readonly isExact: boolean;
}

/**
 * Best bin first: cells wait in one queue by their distance to the query, and the nearest is opened next, in whichever
 * tree it is. Without a budget the answer is exact.
 * @param trees  one tree, or a forest over the same rows
 * @throws RangeError if a budget is no whole number ≥ 1, or as `nearest` does
 * @cost O(budget (d + log n)) time; the queue holds one cell for each node passed
 * @source Beis & Lowe 1997, "Shape indexing using approximate nearest-neighbour search"; one queue for a forest:
 * Silpa-Anan & Hartley 2008
 */
export function nearestByBins(
  trees: Tree | readonly Tree[],
  query: ArrayLike<number>,
  k: number,
  options: BinsOptions = {},
): BinsFound {
  return createBins(trees, options)(query, k);
}

/** `nearestByBins` prepared for many queries. */
export function createBins(
  trees: Tree | readonly Tree[],
  options: BinsOptions = {},
): (query: ArrayLike<number>, k: number) => BinsFound {
  const forest: readonly Tree[] = Array.isArray(trees) ? trees : [trees as Tree];
  const { metric = "L2", bound = "cell", epsilon = 0 } = options;
  const { leaves = Number.POSITIVE_INFINITY, candidates = Number.POSITIVE_INFINITY } = options;
  refuseForest(forest);
  refuseEpsilon(epsilon);
  refuseBudget("leaves", leaves);
  refuseBudget("candidates", candidates);
  const { n, d } = forest[0];
  const shrink = metric === "L2" ? (1 + epsilon) ** 2 : 1 + epsilon;
  const cells = new Cells(d);
  // A forest meets a row once a tree; the number of the last query that saw it says whether it is news.
  const seen = forest.length > 1 ? new Uint32Array(n) : undefined;
  let turn = 0;

  return (query, k) => {
    refuseQueries(forest[0], query, 1);
    refuseK(k);
    const found = Math.min(k, n);
    const counts = newCounts();
    if (found === 0) return { ids: new Uint32Array(0), distances: new Float64Array(0), counts, isExact: true };
    const best = new Best(found);
    const offsets = new Float64Array(d);
    turn++;
    cells.clear();
    forest.forEach((tree, index) => {
      let rank = 0;
      for (let axis = 0; axis < d; axis++) {
        offsets[axis] = Math.max(tree.low[axis] - query[axis], 0, query[axis] - tree.high[axis]);
        rank = widen(metric, rank, 0, offsets[axis]);
      }
      cells.push(rank, index, 0, offsets);
    });
    let isExact = true;
    while (cells.size > 0) {
      if (cells.leastRank * shrink > best.worst * SLACK) break;
      if (counts.leaves >= leaves || counts.distances >= candidates) {
        isExact = false;
        break;
      }
      const { rank, tree, node } = cells.pop(offsets);
      dive(forest[tree], tree, node, rank);
    }
    best.sort();
    const ids = best.ids.slice(0, best.count);
    return { ids, distances: Float64Array.from(ids, (_, at) => distanceOf(metric, best.ranks[at])), counts, isExact };

    /** Goes down to the leaf on the query's side, and queues what it passes. */
    function dive(tree: Tree, index: number, start: number, rank: number): void {
      let node = start;
      for (;;) {
        counts.nodes++;
        const axis = tree.nodes[4 * node + AXIS];
        if (axis < 0) {
          scan(tree, tree.nodes[4 * node + FROM], tree.nodes[4 * node + TO]);
          break;
        }
        const pivot = pivotOf(tree, node);
        if (pivot >= 0) scan(tree, pivot, pivot + 1);
        const right = tree.nodes[4 * node + RIGHT];
        const left = leftOf(tree, node);
        const usesGaps = bound === "gap";
        const fromLeft = query[axis] - (usesGaps ? tree.gaps[2 * node] : tree.cuts[node]);
        const fromRight = (usesGaps ? tree.gaps[2 * node + 1] : tree.cuts[node]) - query[axis];
        const isLeft = usesGaps ? fromLeft < fromRight : fromLeft <= 0;
        const far = isLeft ? right : left;
        if (far > 0) {
          const offset = isLeft ? fromRight : fromLeft;
          const old = offsets[axis];
          const farRank = widen(metric, bound === "plane" ? 0 : rank, bound === "plane" ? 0 : old, offset);
          if (!(farRank * shrink > best.worst * SLACK)) {
            offsets[axis] = offset;
            cells.push(farRank, index, far, offsets);
            offsets[axis] = old;
          }
        }
        node = isLeft ? left : right;
        if (node === 0) break;
      }
      counts.leaves++;
    }

    function scan(tree: Tree, from: number, end: number): void {
      const to = end - from > tree.leafSize ? Math.min(end, from + best.k) : end;
      for (let at = from; at < to; at++) {
        const id = tree.ids[at];
        if (seen) {
          if (seen[id] === turn) continue;
          seen[id] = turn;
        }
        counts.distances++;
        best.offer(rankBetween(metric, tree.points, at, query, 0, d), id);
      }
    }
  };
}

function refuseForest(forest: readonly Tree[]): void {
  if (forest.length === 0) throw new RangeError("trees must hold at least one tree, got none");
  const { n, d } = forest[0];
  const odd = forest.findIndex((tree) => tree.n !== n || tree.d !== d);
  if (odd >= 0) {
    throw new RangeError(
      `tree ${odd} must hold ${n} points of dimension ${d}, got ${forest[odd].n} of ${forest[odd].d}`,
    );
  }
}

function refuseBudget(name: string, budget: number): void {
  if (budget >= 1 && (Number.isInteger(budget) || budget === Number.POSITIVE_INFINITY)) return;
  throw new RangeError(`${name} must be a whole number ≥ 1, got ${budget}`);
}
