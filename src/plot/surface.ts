import type { Scale } from "./scale";
import type { Scene, SurfaceMark } from "./scene";
import type { Piece, Projector } from "./space";

/**
 * The faces of a surface, each lit from the upper left; heights beyond the axis are cut at it, and a face with a NaN
 * corner or wholly beyond is left out.
 */
export function surfaceFaces(
  mark: SurfaceMark,
  index: number,
  scene: Scene,
  cube: { readonly x: Scale; readonly y: Scale; readonly z: Scale },
  view: Projector,
): Piece[] {
  const { columns, rows, z } = mark;
  const [low, high] = scene.z?.domain ?? [0, 1];
  const span = high - low || 1;
  const px = new Float64Array(columns * rows * 3);
  const flat = new Float64Array(columns * rows * 3);
  for (let j = 0; j < rows; j++) {
    const y = cube.y.map(mark.y[0] + ((mark.y[1] - mark.y[0]) * j) / Math.max(1, rows - 1));
    for (let i = 0; i < columns; i++) {
      const x = cube.x.map(mark.x[0] + ((mark.x[1] - mark.x[0]) * i) / Math.max(1, columns - 1));
      const k = (j * columns + i) * 3;
      const height = cube.z.map(Math.min(high, Math.max(low, z[k / 3])));
      flat[k] = x;
      flat[k + 1] = y;
      flat[k + 2] = height;
      const at = view(x, y, height);
      px[k] = at[0];
      px[k + 1] = at[1];
      px[k + 2] = at[2];
    }
  }
  const pieces: Piece[] = [];
  const mesh = mark.mesh ?? 0;
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const corners = [j * columns + i, j * columns + i + 1, (j + 1) * columns + i + 1, (j + 1) * columns + i];
      const heights = corners.map((k) => z[k]);
      const mean = (heights[0] + heights[1] + heights[2] + heights[3]) / 4;
      if (Number.isNaN(mean) || heights.every((h) => h > high) || heights.every((h) => h < low)) continue;
      const points = corners.flatMap((k) => [px[3 * k], px[3 * k + 1]]);
      const near = corners.reduce((sum, k) => sum + px[3 * k + 2], 0) / 4;
      const edges = mesh > 0 ? (j % mesh === 0 ? 1 : 0) + (i % mesh === 0 ? 2 : 0) : 0;
      const t = Math.min(1, Math.max(0, (mean - low) / span));
      pieces.push({ near, mark: index, item: { kind: "face", points, t, light: lightOf(flat, corners), edges } });
    }
  }
  return pieces;
}

const toLight = [-0.42, -0.36, 0.83] as const;

/** Brightness of a face, 0…1: the cosine between its normal and the light, whichever side is seen. */
function lightOf(flat: Float64Array, [a, b, c, d]: readonly number[]): number {
  const u = [0, 1, 2].map((k) => flat[3 * c + k] - flat[3 * a + k]);
  const v = [0, 1, 2].map((k) => flat[3 * d + k] - flat[3 * b + k]);
  const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.hypot(n[0], n[1], n[2]) || 1;
  return 0.5 + (0.5 * (n[0] * toLight[0] + n[1] * toLight[1] + n[2] * toLight[2])) / length;
}
