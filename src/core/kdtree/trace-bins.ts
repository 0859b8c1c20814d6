import type { BinsOptions } from "./bins";
import { distanceOf, SLACK, widen } from "./metric";
import { refuseEpsilon, refuseK, refuseQueries } from "./options";
import { Recorder, type Trace } from "./recorder";
import { boxOffsets, turnAt } from "./trace";
import { AXIS, FROM, pivotOf, TO, type Tree } from "./tree";

/** A cell in the queue. */
interface Bin {
  readonly tree: number;
  readonly node: number;
  readonly rank: number;
  readonly offsets: Float64Array;
}

/** The search of `nearestByBins` told step by step, with a plainly sorted queue: the same answer and counts. */
export function traceBins(
  trees: Tree | readonly Tree[],
  query: ArrayLike<number>,
  k: number,
  options: BinsOptions = {},
  limit = 20_000,
): Trace & { readonly isExact: boolean } {
  const { metric = "L2", bound = "cell", epsilon = 0, leaves = Infinity, candidates = Infinity } = options;
  const forest: readonly Tree[] = Array.isArray(trees) ? trees : [trees as Tree];
  const { n } = forest[0];
  refuseQueries(forest[0], query, 1);
  refuseK(k);
  refuseEpsilon(epsilon);
  const shrink = metric === "L2" ? (1 + epsilon) ** 2 : 1 + epsilon;
  const recorder = new Recorder(query, Math.min(k, n), metric, limit);
  const { counts } = recorder;
  const seen = new Set<number>();
  const isNews = (id: number) => forest.length === 1 || (!seen.has(id) && seen.add(id) !== undefined);
  const isHopeless = (rank: number) => rank * shrink > recorder.worstRank * SLACK;
  const queue: Bin[] = [];
  const starts =
    n > 0 ? forest.map((tree, index) => ({ tree: index, node: 0, ...boxOffsets(tree, query, metric) })) : [];
  for (const start of starts) put(start);

  let reason: "empty" | "bound" | "budget" = "empty";
  while (queue.length > 0) {
    if (isHopeless(queue[0].rank)) reason = "bound";
    else if (counts.leaves >= leaves || counts.distances >= candidates) reason = "budget";
    if (reason !== "empty") break;
    const bin = queue.shift()!;
    if (bin.node > 0) recorder.verdict("open", bin.tree, bin.node, distanceOf(metric, bin.rank));
    dive(bin);
  }
  const left = queue.map(({ tree, node, rank }) => ({ tree, node, least: distanceOf(metric, rank) }));
  recorder.stop(reason, left[0]?.least ?? 0, left);
  return { ...recorder.trace(), isExact: reason !== "budget" };

  function put(bin: Bin): void {
    const at = queue.findIndex(({ rank }) => bin.rank < rank);
    queue.splice(at < 0 ? queue.length : at, 0, bin);
  }

  function dive(bin: Bin): void {
    const tree = forest[bin.tree];
    let node = bin.node;
    do {
      counts.nodes++;
      if (tree.nodes[4 * node + AXIS] < 0) {
        recorder.scan(tree, bin.tree, node, tree.nodes[4 * node + FROM], tree.nodes[4 * node + TO], isNews);
        break;
      }
      const pivot = pivotOf(tree, node);
      if (pivot >= 0) recorder.scan(tree, bin.tree, node, pivot, pivot + 1, isNews);
      const turn = turnAt(tree, node, query, bound);
      const isPlane = bound === "plane";
      const rank = widen(metric, isPlane ? 0 : bin.rank, isPlane ? 0 : bin.offsets[turn.axis], turn.offset);
      recorder.descend(bin.tree, node, turn, distanceOf(metric, rank));
      if (turn.far > 0 && isHopeless(rank)) recorder.verdict("prune", bin.tree, turn.far, distanceOf(metric, rank));
      else if (turn.far > 0) {
        const offsets = bin.offsets.slice();
        offsets[turn.axis] = turn.offset;
        put({ tree: bin.tree, node: turn.far, rank, offsets });
      }
      node = turn.near;
    } while (node > 0);
    counts.leaves++;
  }
}
