import { leftOf, RIGHT } from "../../core/kdtree/tree";
import type { Box } from "../frame";
import type { SearchModel } from "./model";

/** Where the nodes are in the plane. */

/** The cells of the nodes that `isWanted` asks for and their children, cut off at the frame. */
export function cellsOf(
  { tree }: SearchModel,
  frame: Box,
  isWanted: (node: number) => boolean,
  most = 4_000,
): ReadonlyMap<number, Box> {
  const cells = new Map<number, Box>();
  const waiting: { node: number; cell: Box }[] = [{ node: 0, cell: frame }];
  for (let next = waiting.shift(); next && cells.size < most; next = waiting.shift()) {
    const { node, cell } = next;
    cells.set(node, cell);
    const axis = tree.nodes[4 * node];
    if (axis < 0 || !isWanted(node)) continue;
    const cut = Math.min(Math.max(tree.cuts[node], cell[axis]), cell[axis + 2]);
    const [left, right] = [leftOf(tree, node), tree.nodes[4 * node + RIGHT]];
    if (left > 0)
      waiting.push({
        node: left,
        cell: axis === 0 ? [cell[0], cell[1], cut, cell[3]] : [cell[0], cell[1], cell[2], cut],
      });
    if (right > 0)
      waiting.push({
        node: right,
        cell: axis === 0 ? [cut, cell[1], cell[2], cell[3]] : [cell[0], cut, cell[2], cell[3]],
      });
  }
  return cells;
}

/** The cut of an inner node across its cell: x0, y0, x1, y1. */
export function cutLine({ tree }: SearchModel, node: number, cell: Box): readonly number[] {
  const cut = tree.cuts[node];
  return tree.nodes[4 * node] === 0 ? [cut, cell[1], cut, cell[3]] : [cell[0], cut, cell[2], cut];
}

/** Strokes at 45° that fill a box, `gap` apart, as lines of two points: what colour says is said by them too. */
export function hatch([x0, y0, x1, y1]: Box, [gapX, gapY]: readonly [number, number]): number[][] {
  const lines: number[][] = [];
  // In units of the gaps a stroke is u + v = c.
  const [u0, v0, u1, v1] = [x0 / gapX, y0 / gapY, x1 / gapX, y1 / gapY];
  for (let c = Math.ceil(u0 + v0); c <= u1 + v1 && lines.length < 400; c++) {
    const from = Math.max(u0, c - v1);
    const to = Math.min(u1, c - v0);
    if (to > from) lines.push([from * gapX, (c - from) * gapY, to * gapX, (c - to) * gapY]);
  }
  return lines;
}

/** The ball of a metric around a point: a circle, a diamond or a square. */
export function ballOutline(metric: "L2" | "L1" | "Linf", [x, y]: readonly [number, number], r: number): number[] {
  if (metric === "L1") return [x + r, y, x, y + r, x - r, y, x, y - r, x + r, y];
  if (metric === "Linf") return [x - r, y - r, x + r, y - r, x + r, y + r, x - r, y + r, x - r, y - r];
  return Array.from({ length: 97 }, (_, at) => {
    const angle = (Math.PI * at) / 48;
    return [x + r * Math.cos(angle), y + r * Math.sin(angle)];
  }).flat();
}
