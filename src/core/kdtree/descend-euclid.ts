import { isSortedList } from "./best";
import type { Work } from "./descend";
import { SLACK } from "./metric";
import type { Tree } from "./tree";

/** Marks a level whose far side is being searched: when it is done, the old offset comes back. */
const RESTORE = -1;

/** `descend` for Euclidean distances in d ≥ 4, gap bounds, points in the leaves: the same visits without its choices. */
export function descendEuclid(tree: Tree, work: Work, start: number): void {
  const { nodes, gaps, points, ids, leafSize, d } = tree;
  const { shrink, best, counts, waiting, reach, query, offsets } = work;
  const { k, ranks, ids: found } = best;
  const keepsList = isSortedList(k);
  const last = k - 1;
  const q0 = query[0];
  const q1 = query[1];
  const q2 = query[2];
  const q3 = query[3];
  let limit = Number.POSITIVE_INFINITY;
  let worst = Number.POSITIVE_INFINITY;
  let count = 0;
  let rank = start;
  let node = 0;
  let top = 0;
  let entered = 0;
  let leaves = 0;
  let distances = 0;

  for (;;) {
    entered++;
    let axis = nodes[4 * node];
    while (axis >= 0) {
      const q = query[axis];
      const fromLeft = q - gaps[2 * node];
      const fromRight = gaps[2 * node + 1] - q;
      const right = nodes[4 * node + 1];
      const isLeft = fromLeft < fromRight;
      const offset = isLeft ? fromRight : fromLeft;
      const old = offsets[axis];
      const farRank = rank - old * old + offset * offset;
      if (!(farRank * shrink > limit)) {
        waiting[2 * top] = axis;
        waiting[2 * top + 1] = isLeft ? right : node + 1;
        reach[2 * top] = farRank;
        reach[2 * top + 1] = offset;
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
    for (let row = from, at = from * d; row < to; row++, at += d) {
      const x = points[at] - q0;
      const y = points[at + 1] - q1;
      const z = points[at + 2] - q2;
      const w = points[at + 3] - q3;
      let sum = x * x + y * y + z * z + w * w;
      if (sum > worst) continue;
      for (let a = 4; a < d; a++) {
        const u = points[at + a] - query[a];
        sum += u * u;
      }
      if (!(sum <= worst)) continue;
      const id = ids[row];
      if (!keepsList) {
        best.offer(sum, id);
        worst = best.worst;
      } else {
        // As in `descendPlane`.
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
    for (;;) {
      if (top === 0) {
        if (keepsList) best.count = count;
        counts.nodes += entered;
        counts.leaves += leaves;
        counts.distances += distances;
        return;
      }
      top--;
      const far = waiting[2 * top + 1];
      const ownAxis = waiting[2 * top];
      if (far === RESTORE) {
        offsets[ownAxis] = reach[2 * top + 1];
        continue;
      }
      rank = reach[2 * top];
      if (rank * shrink > limit) continue;
      node = far;
      const old = offsets[ownAxis];
      offsets[ownAxis] = reach[2 * top + 1];
      waiting[2 * top + 1] = RESTORE;
      reach[2 * top + 1] = old;
      top++;
      break;
    }
  }
}
