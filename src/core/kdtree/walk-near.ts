import { SLACK } from "./metric";
import type { Counts } from "./options";
import type { Sink } from "./sink";
import type { Tree } from "./tree";

/** Finds the places within a ball around row `row` of the queries. */
export type Collect = (queries: ArrayLike<number>, row: number, out: Sink, counts: Counts, asIds: boolean) => void;

/** With more points than this in a ball, whole cells lie inside it often enough to be worth the looking. */
const MOST = 100;

/** Whether a ball of the squared radius `limit` is too small to swallow whole cells, were the points spread evenly; d ≥ 2. */
export function isSmallBall({ n, d, low, high }: Tree, limit: number): boolean {
  if (d < 2) return false;
  let expected = n;
  let diagonal = 0;
  for (let axis = 0; axis < d; axis++) {
    const side = high[axis] - low[axis];
    expected *= side > 0 ? Math.min(1, (2 * Math.sqrt(limit)) / side) : 1;
    diagonal += side * side;
  }
  return d < 4 ? expected <= MOST : 16 * limit <= diagonal;
}

/**
 * `walk` for small Euclidean balls, points in the leaves: squared distances up to `limit`. It never asks whether a cell
 * lies inside; in two and three dimensions a cell is left out by the plane that bounds it alone, a comparison where the
 * distance to the cell costs ten operations. The axes are written out, and so is the leaf: calls cost a third.
 */
export function nearWalker(tree: Tree, limit: number): Collect {
  return tree.d === 2 ? inPlane(tree, limit) : tree.d === 3 ? inSpace(tree, limit) : inAny(tree, limit);
}

function inPlane(tree: Tree, limit: number): Collect {
  const { nodes, gaps, points, ids } = tree;
  const waiting = new Int32Array(tree.depth + 1);
  const reach = Math.sqrt(limit) * SLACK;
  return (queries, row, out, counts, asIds) => {
    const qx = queries[2 * row];
    const qy = queries[2 * row + 1];
    let { count } = out;
    let node = 0;
    let top = 0;
    for (;;) {
      counts.nodes++;
      const axis = nodes[4 * node];
      if (axis < 0) {
        const from = nodes[4 * node + 2];
        const to = nodes[4 * node + 3];
        counts.leaves++;
        counts.distances += to - from;
        out.count = count;
        const rows = out.room(to - from);
        for (let at = from; at < to; at++) {
          const x = points[2 * at] - qx;
          const y = points[2 * at + 1] - qy;
          if (x * x + y * y <= limit) rows[count++] = asIds ? ids[at] : at;
        }
      } else {
        const q = axis === 0 ? qx : qy;
        const meetsRight = gaps[2 * node + 1] - q <= reach;
        if (q - gaps[2 * node] <= reach) {
          if (meetsRight) waiting[top++] = nodes[4 * node + 1];
          node++;
          continue;
        }
        if (meetsRight) {
          node = nodes[4 * node + 1];
          continue;
        }
      }
      if (top === 0) break;
      node = waiting[--top];
    }
    out.count = count;
  };
}

function inSpace(tree: Tree, limit: number): Collect {
  const { nodes, gaps, points, ids } = tree;
  const waiting = new Int32Array(tree.depth + 1);
  const reach = Math.sqrt(limit) * SLACK;
  return (queries, row, out, counts, asIds) => {
    const qx = queries[3 * row];
    const qy = queries[3 * row + 1];
    const qz = queries[3 * row + 2];
    let { count } = out;
    let node = 0;
    let top = 0;
    for (;;) {
      counts.nodes++;
      const axis = nodes[4 * node];
      if (axis < 0) {
        const from = nodes[4 * node + 2];
        const to = nodes[4 * node + 3];
        counts.leaves++;
        counts.distances += to - from;
        out.count = count;
        const rows = out.room(to - from);
        for (let at = from; at < to; at++) {
          const x = points[3 * at] - qx;
          const y = points[3 * at + 1] - qy;
          const z = points[3 * at + 2] - qz;
          if (x * x + y * y + z * z <= limit) rows[count++] = asIds ? ids[at] : at;
        }
      } else {
        const q = axis === 0 ? qx : axis === 1 ? qy : qz;
        const meetsRight = gaps[2 * node + 1] - q <= reach;
        if (q - gaps[2 * node] <= reach) {
          if (meetsRight) waiting[top++] = nodes[4 * node + 1];
          node++;
          continue;
        }
        if (meetsRight) {
          node = nodes[4 * node + 1];
          continue;
        }
      }
      if (top === 0) break;
      node = waiting[--top];
    }
    out.count = count;
  };
}

/** Marks a level whose far side is being searched: when it is done, the old offset comes back, as in `descendEuclid`. */
const RESTORE = -1;

/** In d ≥ 4 the squared distance to the cell is kept up to date by the one axis that a split changes (Arya & Mount 1993). */
function inAny(tree: Tree, limit: number): Collect {
  const { nodes, gaps, points, ids, d } = tree;
  const query = new Float64Array(d);
  const offsets = new Float64Array(d);
  const waiting = new Int32Array(2 * (tree.depth + 1));
  const ranks = new Float64Array(2 * (tree.depth + 1));
  const most = limit * SLACK;
  return (queries, row, out, counts, asIds) => {
    for (let axis = 0; axis < d; axis++) query[axis] = queries[row * d + axis];
    offsets.fill(0);
    const [q0, q1, q2, q3] = query;
    let { count } = out;
    let node = 0;
    let rank = 0;
    let top = 0;
    for (;;) {
      counts.nodes++;
      let axis = nodes[4 * node];
      while (axis >= 0) {
        const q = query[axis];
        const fromLeft = q - gaps[2 * node];
        const fromRight = gaps[2 * node + 1] - q;
        const right = nodes[4 * node + 1];
        const isLeft = fromLeft < fromRight;
        const offset = isLeft ? fromRight : fromLeft;
        const old = offsets[axis];
        const far = rank - old * old + offset * offset;
        if (far <= most) {
          waiting[2 * top] = axis;
          waiting[2 * top + 1] = isLeft ? right : node + 1;
          ranks[2 * top] = far;
          ranks[2 * top + 1] = offset;
          top++;
        }
        node = isLeft ? node + 1 : right;
        counts.nodes++;
        axis = nodes[4 * node];
      }
      const from = nodes[4 * node + 2];
      const to = nodes[4 * node + 3];
      counts.leaves++;
      counts.distances += to - from;
      out.count = count;
      const rows = out.room(to - from);
      for (let place = from, at = from * d; place < to; place++, at += d) {
        const x = points[at] - q0;
        const y = points[at + 1] - q1;
        const z = points[at + 2] - q2;
        const w = points[at + 3] - q3;
        let sum = x * x + y * y + z * z + w * w;
        if (sum > limit) continue;
        for (let a = 4; a < d; a++) {
          const u = points[at + a] - query[a];
          sum += u * u;
        }
        if (sum <= limit) rows[count++] = asIds ? ids[place] : place;
      }
      for (;;) {
        if (top === 0) {
          out.count = count;
          return;
        }
        top--;
        const own = waiting[2 * top];
        const next = waiting[2 * top + 1];
        if (next === RESTORE) {
          offsets[own] = ranks[2 * top + 1];
          continue;
        }
        node = next;
        rank = ranks[2 * top];
        const old = offsets[own];
        offsets[own] = ranks[2 * top + 1];
        waiting[2 * top + 1] = RESTORE;
        ranks[2 * top + 1] = old;
        top++;
        break;
      }
    }
  };
}
