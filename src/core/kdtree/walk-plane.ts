import type { Counts } from "./options";
import type { Tree } from "./tree";

/** `walk` for a disc in the plane, points in the leaves, the axes written out: squared distances up to `limit`. */
export function collectDisc(
  tree: Tree,
  qx: number,
  qy: number,
  limit: number,
  out: number[],
  counts: Counts,
  asIds: boolean,
): void {
  const { nodes, gaps, points, ids } = tree;
  const boxes = new Float64Array((tree.depth + 1) * 4);
  const waiting = new Int32Array(tree.depth + 1);
  let [lowX, lowY, highX, highY] = [tree.low[0], tree.low[1], tree.high[0], tree.high[1]];
  let node = 0;
  let top = 0;
  for (;;) {
    const outX = Math.max(lowX - qx, 0, qx - highX);
    const outY = Math.max(lowY - qy, 0, qy - highY);
    if (outX * outX + outY * outY <= limit) {
      counts.nodes++;
      const farX = Math.max(qx - lowX, highX - qx);
      const farY = Math.max(qy - lowY, highY - qy);
      const axis = nodes[4 * node];
      if (farX * farX + farY * farY <= limit) {
        for (let at = nodes[4 * node + 2], end = nodes[4 * node + 3]; at < end; at++) out.push(asIds ? ids[at] : at);
      } else if (axis < 0) {
        counts.leaves++;
        const end = nodes[4 * node + 3];
        counts.distances += end - nodes[4 * node + 2];
        for (let at = nodes[4 * node + 2]; at < end; at++) {
          const x = points[2 * at] - qx;
          const y = points[2 * at + 1] - qy;
          if (x * x + y * y <= limit) out.push(asIds ? ids[at] : at);
        }
      } else {
        const at = 4 * top;
        boxes[at] = axis === 0 ? gaps[2 * node + 1] : lowX;
        boxes[at + 1] = axis === 1 ? gaps[2 * node + 1] : lowY;
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
    lowX = boxes[4 * top];
    lowY = boxes[4 * top + 1];
    highX = boxes[4 * top + 2];
    highY = boxes[4 * top + 3];
  }
}
