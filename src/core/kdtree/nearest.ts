import { Best } from "./best";
import { descend, enter, type Work, workFor } from "./descend";
import { descendEuclid } from "./descend-euclid";
import { descendPlane } from "./descend-plane";
import { descendSpace } from "./descend-space";
import {
  type Counts,
  type Neighbours,
  newCounts,
  refuseEpsilon,
  refuseK,
  refuseQueries,
  type SearchOptions,
} from "./options";
import { orderByCell } from "./order";
import type { Tree } from "./tree";

/**
 * The k rows nearest to `query`, in the order of (distance, row); all of them where k > n.
 * @param query  [d]
 * @throws RangeError if the query has not d finite numbers or k is no whole number ≥ 1
 * @cost O(log n) for uniform points and small d, O(d n) at worst
 */
export function nearest(tree: Tree, query: ArrayLike<number>, k: number, options: SearchOptions = {}): Neighbours {
  refuseQueries(tree, query, 1);
  const { ids, distances, counts } = nearestMany(tree, query, k, options);
  return { ids, distances, counts };
}

/** The neighbours of many queries: row i holds those of query i, [m, found]. */
export interface ManyNeighbours {
  /** min(k, n). */
  readonly found: number;
  readonly ids: Uint32Array;
  readonly distances: Float64Array;
  /** Summed over the queries. */
  readonly counts: Counts;
}

/**
 * `nearest` for each row of `queries` [m, d].
 * @cost m searches, without an allocation for each
 */
export function nearestMany(
  tree: Tree,
  queries: ArrayLike<number>,
  k: number,
  options: SearchOptions = {},
): ManyNeighbours {
  refuseK(k);
  refuseEpsilon(options.epsilon ?? 0);
  const m = Math.ceil(queries.length / tree.d);
  refuseQueries(tree, queries, m);
  const found = Math.min(k, tree.n);
  const ids = new Uint32Array(m * found);
  const distances = new Float64Array(m * found);
  const counts = newCounts();
  if (found === 0) return { found, ids, distances, counts };
  const best = new Best(found);
  const work = workFor(tree, best, counts, options);
  const run = kernelFor(tree, work);
  const isSquared = work.metric === "L2";
  const order = orderByCell(tree, queries, m);
  for (let i = 0; i < m; i++) {
    const row = order ? order[i] : i;
    best.clear();
    run(tree, work, enter(tree, work, queries, row));
    best.sort();
    for (let rank = 0, at = row * found; rank < found; rank++, at++) {
      ids[at] = best.ids[rank];
      distances[at] = isSquared ? Math.sqrt(best.ranks[rank]) : best.ranks[rank];
    }
  }
  return { found, ids, distances, counts };
}

function kernelFor(tree: Tree, { metric, bound }: Work): (tree: Tree, work: Work, start: number) => void {
  const isPlain = metric === "L2" && bound === "gap" && tree.store === "leaves";
  if (isPlain && tree.d === 2) return descendPlane;
  if (isPlain && tree.d === 3) return descendSpace;
  return isPlain && tree.d > 3 ? descendEuclid : descend;
}
