import { SLACK } from "./metric";
import type { Counts } from "./options";
import type { Sink } from "./sink";
import type { Tree } from "./tree";

/**
 * `walk` for Euclidean balls in any dimension, points in the leaves: squared distances up to `limit`. How near and how
 * far a cell reaches is kept up to date axis by axis; where rounding could decide, it is summed anew.
 */
export function ballWalker(
  tree: Tree,
  limit: number,
): (queries: ArrayLike<number>, row: number, out: Sink, counts: Counts, asIds: boolean) => void {
  const { nodes, gaps, points, ids, d } = tree;
  const query = new Float64Array(d);
  const low = new Float64Array(d);
  const high = new Float64Array(d);
  const boxes = new Float64Array((tree.depth + 1) * 2 * d);
  const waiting = new Int32Array(tree.depth + 1);
  const ranks = new Float64Array((tree.depth + 1) * 2);
  const missed = limit * SLACK;

  return (queries, from, out, counts, asIds) => {
    let near = 0;
    let far = 0;
    for (let axis = 0; axis < d; axis++) {
      const x = queries[from * d + axis];
      query[axis] = x;
      low[axis] = tree.low[axis];
      high[axis] = tree.high[axis];
      const off = outside(x, low[axis], high[axis]);
      const reach = Math.max(x - low[axis], high[axis] - x);
      near += off * off;
      far += reach * reach;
    }
    let node = near > missed ? -1 : 0;
    let top = 0;
    for (;;) {
      while (node >= 0) {
        counts.nodes++;
        const axis = nodes[4 * node];
        if (far <= limit * (1 + 1e-6) && isInside()) {
          take(nodes[4 * node + 2], nodes[4 * node + 3], out, asIds);
          break;
        }
        if (axis < 0) {
          counts.leaves++;
          counts.distances += nodes[4 * node + 3] - nodes[4 * node + 2];
          scan(nodes[4 * node + 2], nodes[4 * node + 3], out, asIds);
          break;
        }
        const x = query[axis];
        const [lo, hi] = [low[axis], high[axis]];
        const leftEnd = gaps[2 * node];
        const rightStart = gaps[2 * node + 1];
        const old = outside(x, lo, hi);
        const inLeft = outside(x, lo, leftEnd);
        const inRight = outside(x, rightStart, hi);
        const nearLeft = near - old * old + inLeft * inLeft;
        const nearRight = near - old * old + inRight * inRight;
        const whole = Math.max(x - lo, hi - x);
        const ofLeft = Math.max(x - lo, leftEnd - x);
        const ofRight = Math.max(x - rightStart, hi - x);
        const rest = far - whole * whole;
        const farLeft = rest + ofLeft * ofLeft;
        const farRight = rest + ofRight * ofRight;
        const right = nodes[4 * node + 1];
        if (!(nearLeft > missed)) {
          if (!(nearRight > missed)) {
            for (let a = 0, at = top * 2 * d; a < d; a++, at++) {
              boxes[at] = low[a];
              boxes[at + d] = high[a];
            }
            boxes[top * 2 * d + axis] = rightStart;
            ranks[2 * top] = nearRight;
            ranks[2 * top + 1] = farRight;
            waiting[top++] = right;
          }
          high[axis] = leftEnd;
          near = nearLeft;
          far = farLeft;
          node = node + 1;
        } else if (!(nearRight > missed)) {
          low[axis] = rightStart;
          near = nearRight;
          far = farRight;
          node = right;
        } else break;
      }
      if (top === 0) return;
      node = waiting[--top];
      near = ranks[2 * top];
      far = ranks[2 * top + 1];
      for (let axis = 0, at = top * 2 * d; axis < d; axis++, at++) {
        low[axis] = boxes[at];
        high[axis] = boxes[at + d];
      }
    }
  };

  /** Whether the farthest corner of the present cell is in the ball, without what rounding left on the way. */
  function isInside(): boolean {
    let sum = 0;
    for (let axis = 0; axis < d; axis++) {
      const far = Math.max(query[axis] - low[axis], high[axis] - query[axis]);
      sum += far * far;
    }
    return sum <= limit;
  }

  function take(from: number, to: number, out: Sink, asIds: boolean): void {
    const rows = out.room(to - from);
    for (let at = from; at < to; at++) rows[out.count++] = asIds ? ids[at] : at;
  }

  function scan(from: number, to: number, out: Sink, asIds: boolean): void {
    const rows = out.room(to - from);
    let { count } = out;
    for (let row = from; row < to; row++) {
      let sum = 0;
      for (let axis = 0, at = row * d; axis < d && sum <= limit; axis++, at++) {
        const x = points[at] - query[axis];
        sum += x * x;
      }
      if (sum <= limit) rows[count++] = asIds ? ids[row] : row;
    }
    out.count = count;
  }
}

function outside(x: number, low: number, high: number): number {
  return x < low ? low - x : x > high ? x - high : 0;
}
