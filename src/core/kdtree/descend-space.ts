import type { Work } from "./descend";
import { SLACK } from "./metric";
import type { Tree } from "./tree";

/** `descend` for the Euclidean space, gap bounds, points in the leaves: the same visits, the axes written out. */
export function descendSpace(tree: Tree, work: Work, start: number): void {
  const { nodes, gaps, points, ids, leafSize } = tree;
  const { shrink, best, counts, waiting, reach, query, offsets } = work;
  const qx = query[0];
  const qy = query[1];
  const qz = query[2];
  let limit = Number.POSITIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let [rank, ox, oy, oz] = [start, offsets[0], offsets[1], offsets[2]];
  let node = 0;
  let top = 0;
  let [entered, leaves, distances] = [0, 0, 0];

  for (;;) {
    entered++;
    let axis = nodes[4 * node];
    while (axis >= 0) {
      const q = axis === 0 ? qx : axis === 1 ? qy : qz;
      const fromLeft = q - gaps[2 * node];
      const fromRight = gaps[2 * node + 1] - q;
      const isLeft = fromLeft < fromRight;
      const offset = isLeft ? fromRight : fromLeft;
      const old = axis === 0 ? ox : axis === 1 ? oy : oz;
      const farRank = rank - old * old + offset * offset;
      const right = nodes[4 * node + 1];
      if (!(farRank * shrink > limit)) {
        waiting[top] = isLeft ? right : node + 1;
        reach[4 * top] = farRank;
        reach[4 * top + 1] = axis === 0 ? offset : ox;
        reach[4 * top + 2] = axis === 1 ? offset : oy;
        reach[4 * top + 3] = axis === 2 ? offset : oz;
        top++;
      }
      node = isLeft ? node + 1 : right;
      entered++;
      axis = nodes[4 * node];
    }
    leaves++;
    const from = nodes[4 * node + 2];
    let to = nodes[4 * node + 3];
    if (to - from > leafSize) to = Math.min(to, from + best.k);
    distances += to - from;
    for (let row = from; row < to; row++) {
      const x = points[3 * row] - qx;
      const y = points[3 * row + 1] - qy;
      const z = points[3 * row + 2] - qz;
      const sum = x * x + y * y + z * z;
      if (sum <= worst && best.offer(sum, ids[row])) {
        worst = best.worst;
        limit = worst * SLACK;
      }
    }
    do {
      if (top === 0) {
        counts.nodes += entered;
        counts.leaves += leaves;
        counts.distances += distances;
        return;
      }
      top--;
      rank = reach[4 * top];
    } while (rank * shrink > limit);
    node = waiting[top];
    ox = reach[4 * top + 1];
    oy = reach[4 * top + 2];
    oz = reach[4 * top + 3];
  }
}
