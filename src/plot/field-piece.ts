import type { Item } from "./picture";
import type { Piece } from "./piece";
import type { DotsMark } from "./scene";

/** Lines and points in space lie a little nearer than the surface they rest on. */
export const lift = 0.045;

/** Very many dots are one piece, as near as they are on the average: among themselves their order does not show. */
export function fieldPiece(
  mark: DotsMark,
  base: { readonly mark: number; readonly opacity?: number },
  project: (x: number, y: number, z?: number) => readonly [number, number, number],
): Piece {
  const { points } = mark;
  const out = new Float64Array((points.length / 3) * 2);
  let count = 0;
  let sum = 0;
  for (let k = 0; k + 2 < points.length; k += 3) {
    const [px, py, near] = project(points[k], points[k + 1], points[k + 2]);
    if (!Number.isFinite(px + py)) continue;
    out[count++] = px;
    out[count++] = py;
    sum += near;
  }
  const item: Item = {
    kind: "dots",
    ...base,
    points: out.subarray(0, count),
    radiusPx: mark.radiusPx ?? 4,
    shape: mark.shape ?? "circle",
    ink: mark.ink,
    isField: true,
  };
  return { near: (2 * sum) / Math.max(1, count) + lift * 1.2, mark: base.mark, item };
}
