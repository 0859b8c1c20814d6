import { isSortedList } from "./best";
import type { Work } from "./descend";
import { SLACK } from "./metric";
import type { Tree } from "./tree";

/** `descend` for the Euclidean space, gap bounds, points in the leaves: the same visits, the axes written out. */
export function descendSpace(tree: Tree, work: Work, start: number): void {
  const { nodes, gaps, points, ids, leafSize } = tree;
  const { shrink, best, counts, waiting, reach, query, offsets } = work;
  const { k, ranks, ids: found } = best;
  const keepsList = isSortedList(k);
  const last = k - 1;
  const qx = query[0];
  const qy = query[1];
  const qz = query[2];
  let limit = Number.POSITIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let count = 0;
  let rank = start;
  let ox = offsets[0];
  let oy = offsets[1];
  let oz = offsets[2];
  let node = 0;
  let top = 0;
  let entered = 0;
  let leaves = 0;
  let distances = 0;

  for (;;) {
    entered++;
    let axis = nodes[4 * node];
    while (axis >= 0) {
      const q = axis === 0 ? qx : axis === 1 ? qy : qz;
      const fromLeft = q - gaps[2 * node];
      const fromRight = gaps[2 * node + 1] - q;
      const right = nodes[4 * node + 1];
      const isLeft = fromLeft < fromRight;
      const offset = isLeft ? fromRight : fromLeft;
      const old = axis === 0 ? ox : axis === 1 ? oy : oz;
      const farRank = rank - old * old + offset * offset;
      if (!(farRank * shrink > limit)) {
        waiting[top] = isLeft ? right : node + 1;
        const at = 4 * top;
        reach[at] = farRank;
        reach[at + 1] = axis === 0 ? offset : ox;
        reach[at + 2] = axis === 1 ? offset : oy;
        reach[at + 3] = axis === 2 ? offset : oz;
        top++;
      }
      node = isLeft ? node + 1 : right;
      entered++;
      axis = nodes[4 * node];
    }
    leaves++;
    const from = nodes[4 * node + 2];
    let to = nodes[4 * node + 3];
    if (to - from > leafSize) to = Math.min(to, from + k);
    distances += to - from;
    for (let row = from, at = 3 * from; row < to; row++, at += 3) {
      const x = points[at] - qx;
      const y = points[at + 1] - qy;
      const z = points[at + 2] - qz;
      const sum = x * x + y * y + z * z;
      if (!(sum <= worst)) continue;
      const id = ids[row];
      if (!keepsList) {
        best.offer(sum, id);
        worst = best.worst;
      } else {
        // `best.insert` by hand: a call for each newcomer would cost more than the rest of the leaf.
        let place = last;
        if (count < k) place = count++;
        else if (sum === worst && id > found[last]) continue;
        for (; place > 0; place--) {
          const other = ranks[place - 1];
          if (other < sum || (other === sum && found[place - 1] < id)) break;
          ranks[place] = other;
          found[place] = found[place - 1];
        }
        ranks[place] = sum;
        found[place] = id;
        if (count === k) worst = ranks[last];
      }
      limit = worst * SLACK;
    }
    do {
      if (top === 0) {
        if (keepsList) best.count = count;
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
