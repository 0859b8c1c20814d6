import type { Scene, SurfaceMark } from "./scene";

type Project = (x: number, y: number, z: number) => readonly [number, number, number];

/** Twice the signed area of a triangle of pixels. */
const area = (ax: number, ay: number, bx: number, by: number, cx: number, cy: number): number =>
  (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);

/**
 * The place (x, y) of the surface that is seen at a pixel: of all triangles that cover it, the one nearest to the eye.
 * @cost O(cells)
 */
export function touchSurface(
  scene: Scene,
  project: Project,
  px: number,
  py: number,
): readonly [number, number] | undefined {
  let best: { readonly x: number; readonly y: number; readonly near: number } | undefined;
  for (const mark of scene.marks) {
    if (mark.kind !== "surface") continue;
    const corners = cornersOf(mark, project);
    const at = (i: number, j: number): number => i * mark.columns + j;
    for (let i = 0; i + 1 < mark.rows; i++) {
      for (let j = 0; j + 1 < mark.columns; j++) {
        const [a, b, c, d] = [at(i, j), at(i, j + 1), at(i + 1, j + 1), at(i + 1, j)];
        for (const [p, q, r] of [
          [a, b, c],
          [a, c, d],
        ] as const) {
          const found = inTriangle(corners, p, q, r, px, py);
          if (found && (best === undefined || found.near > best.near)) best = found;
        }
      }
    }
  }
  return best && [best.x, best.y];
}

/** For every vertex x, y, px, py, nearness. */
function cornersOf({ columns, rows, x, y, z }: SurfaceMark, project: Project): Float64Array {
  const out = new Float64Array(5 * columns * rows);
  for (let i = 0, k = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++, k++) {
      const vx = x[0] + ((x[1] - x[0]) * j) / (columns - 1);
      const vy = y[0] + ((y[1] - y[0]) * i) / (rows - 1);
      const [sx, sy, near] = project(vx, vy, z[k]);
      out.set([vx, vy, sx, sy, near], 5 * k);
    }
  }
  return out;
}

function inTriangle(
  corners: Float64Array,
  p: number,
  q: number,
  r: number,
  px: number,
  py: number,
): { readonly x: number; readonly y: number; readonly near: number } | undefined {
  const at = (vertex: number, k: number): number => corners[5 * vertex + k];
  const whole = area(at(p, 2), at(p, 3), at(q, 2), at(q, 3), at(r, 2), at(r, 3));
  if (!(Math.abs(whole) > 1e-9)) return undefined;
  const u = area(px, py, at(q, 2), at(q, 3), at(r, 2), at(r, 3)) / whole;
  const v = area(at(p, 2), at(p, 3), px, py, at(r, 2), at(r, 3)) / whole;
  const w = 1 - u - v;
  if (!(u >= 0 && v >= 0 && w >= 0)) return undefined;
  const mixed = (k: number): number => u * at(p, k) + v * at(q, k) + w * at(r, k);
  return { x: mixed(0), y: mixed(1), near: mixed(4) };
}
