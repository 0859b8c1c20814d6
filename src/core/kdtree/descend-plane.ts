import type { Work } from "./descend";
import { SLACK } from "./metric";
import type { Tree } from "./tree";

/** `descend` for the Euclidean plane, gap bounds, points in the leaves: the same visits, the axes written out. */
export function descendPlane(tree: Tree, work: Work, start: number): void {
  const { nodes, gaps, points, ids, leafSize } = tree;
  const { shrink, best, counts, waiting, reach, query, offsets } = work;
  const qx = query[0];
  const qy = query[1];
  let limit = Number.POSITIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let [rank, ox, oy] = [start, offsets[0], offsets[1]];
  let node = 0;
  let top = 0;
  let [entered, leaves, distances] = [0, 0, 0];

  for (;;) {
    entered++;
    let axis = nodes[4 * node];
    while (axis >= 0) {
      const isX = axis === 0;
      const q = isX ? qx : qy;
      const fromLeft = q - gaps[2 * node];
      const fromRight = gaps[2 * node + 1] - q;
      const isLeft = fromLeft < fromRight;
      const offset = isLeft ? fromRight : fromLeft;
      const old = isX ? ox : oy;
      const farRank = rank - old * old + offset * offset;
      const right = nodes[4 * node + 1];
      if (!(farRank * shrink > limit)) {
        waiting[top] = isLeft ? right : node + 1;
        reach[3 * top] = farRank;
        reach[3 * top + 1] = isX ? offset : ox;
        reach[3 * top + 2] = isX ? oy : offset;
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
      const x = points[2 * row] - qx;
      const y = points[2 * row + 1] - qy;
      const sum = x * x + y * y;
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
      rank = reach[3 * top];
    } while (rank * shrink > limit);
    node = waiting[top];
    ox = reach[3 * top + 1];
    oy = reach[3 * top + 2];
  }
}
