import type { Counts } from "./options";
import type { Sink } from "./sink";
import type { Tree } from "./tree";

/** `walk` for discs in the plane, points in the leaves, the axes written out: squared distances up to `limit`. */
export function discWalker(
  tree: Tree,
  limit: number,
): (qx: number, qy: number, out: Sink, counts: Counts, asIds: boolean) => void {
  const { nodes, gaps, points, ids } = tree;
  const boxes = new Float64Array((tree.depth + 1) * 4);
  const waiting = new Int32Array(tree.depth + 1);

  return (qx, qy, out, counts, asIds) => {
    let lowX = tree.low[0];
    let lowY = tree.low[1];
    let highX = tree.high[0];
    let highY = tree.high[1];
    let node = 0;
    let top = 0;
    for (;;) {
      const outX = lowX > qx ? lowX - qx : qx > highX ? qx - highX : 0;
      const outY = lowY > qy ? lowY - qy : qy > highY ? qy - highY : 0;
      if (outX * outX + outY * outY <= limit) {
        counts.nodes++;
        const axis = nodes[4 * node];
        const farX = Math.max(qx - lowX, highX - qx);
        const farY = Math.max(qy - lowY, highY - qy);
        const from = nodes[4 * node + 2];
        const to = nodes[4 * node + 3];
        if (farX * farX + farY * farY <= limit) {
          const rows = out.room(to - from);
          let { count } = out;
          for (let at = from; at < to; at++) rows[count++] = asIds ? ids[at] : at;
          out.count = count;
        } else if (axis < 0) {
          counts.leaves++;
          counts.distances += to - from;
          const rows = out.room(to - from);
          let { count } = out;
          for (let at = from; at < to; at++) {
            const x = points[2 * at] - qx;
            const y = points[2 * at + 1] - qy;
            if (x * x + y * y <= limit) rows[count++] = asIds ? ids[at] : at;
          }
          out.count = count;
        } else {
          const at = 4 * top;
          const edge = gaps[2 * node + 1];
          boxes[at] = axis === 0 ? edge : lowX;
          boxes[at + 1] = axis === 0 ? lowY : edge;
          boxes[at + 2] = highX;
          boxes[at + 3] = highY;
          waiting[top++] = nodes[4 * node + 1];
          if (axis === 0) highX = gaps[2 * node];
          else highY = gaps[2 * node];
          node++;
          continue;
        }
      }
      if (top === 0) return;
      node = waiting[--top];
      const at = 4 * top;
      lowX = boxes[at];
      lowY = boxes[at + 1];
      highX = boxes[at + 2];
      highY = boxes[at + 3];
    }
  };
}
