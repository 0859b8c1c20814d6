import type { Piece, Projector } from "./piece";
import type { Scale } from "./scale";
import type { Scene, SurfaceMark } from "./scene";

type Corner = readonly [x: number, y: number, z: number];

/** The box a surface stands in: its scales map to box units. */
interface Cube {
  readonly x: Scale;
  readonly y: Scale;
  readonly z: Scale;
}

/**
 * The faces of a surface, each lit from the upper left. The surface is cut along the ends of the height axis; a face
 * with a NaN corner is left out.
 */
export function surfaceFaces(mark: SurfaceMark, index: number, scene: Scene, cube: Cube, view: Projector): Piece[] {
  const { columns, rows, z } = mark;
  const [low, high] = scene.z?.domain ?? [0, 1];
  const xs = Array.from({ length: columns }, (_, i) => along(mark.x, i, columns));
  const ys = Array.from({ length: rows }, (_, j) => along(mark.y, j, rows));
  const mesh = mark.mesh ?? 0;
  const pieces: Piece[] = [];
  const corner = (i: number, j: number): Corner => [xs[i], ys[j], z[j * columns + i]];
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const whole = [corner(i, j), corner(i + 1, j), corner(i + 1, j + 1), corner(i, j + 1)];
      if (whole.some((c) => Number.isNaN(c[2]))) continue;
      const isInside = whole.every((c) => c[2] >= low && c[2] <= high);
      const cut = isInside ? whole : cutAt(cutAt(whole, high, -1), low, 1);
      if (cut.length < 3) continue;
      const lines = mesh > 0 && isInside ? (j % mesh === 0 ? 1 : 0) + (i % mesh === 0 ? 2 : 0) : 0;
      // A cut face has three to six corners: as one or two pieces of four, some with a corner twice.
      for (let k = 1; k + 1 < cut.length; k += 2) {
        const quad = [cut[0], cut[k], cut[k + 1], cut[Math.min(k + 2, cut.length - 1)]];
        const { near, ...shape } = face(quad, low, high, cube, view);
        pieces.push({ near, mark: index, item: { kind: "face", ...shape, edges: lines } });
      }
    }
  }
  return pieces;
}

const along = ([from, to]: readonly [number, number], k: number, count: number): number =>
  from + ((to - from) * k) / Math.max(1, count - 1);

/** The part of a polygon with side · (z − level) ≥ 0. @source Sutherland and Hodgman 1974 */
function cutAt(polygon: readonly Corner[], level: number, side: 1 | -1): readonly Corner[] {
  const kept: Corner[] = [];
  polygon.forEach((b, k) => {
    const a = polygon[(k + polygon.length - 1) % polygon.length];
    const [da, db] = [side * (a[2] - level), side * (b[2] - level)];
    if (da >= 0 !== db >= 0) {
      const t = da / (da - db);
      kept.push([a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, level]);
    }
    if (db >= 0) kept.push(b);
  });
  return kept;
}

interface Face {
  readonly points: readonly number[];
  readonly t: number;
  readonly light: number;
  readonly near: number;
}

function face(quad: readonly Corner[], low: number, high: number, cube: Cube, view: Projector): Face {
  const flat = quad.map(([x, y, z]): Corner => [cube.x.map(x), cube.y.map(y), cube.z.map(z)]);
  const seen = flat.map(([x, y, z]) => view(x, y, z));
  const mean = quad.reduce((sum, c) => sum + c[2], 0) / quad.length;
  return {
    points: seen.flatMap(([px, py]) => [px, py]),
    t: Math.min(1, Math.max(0, (mean - low) / (high - low || 1))),
    light: lightOf(flat),
    near: seen.reduce((sum, at) => sum + at[2], 0) / seen.length,
  };
}

const toLight = [-0.42, -0.36, 0.83] as const;

/** Brightness of a face, 0…1: the cosine between its normal and the light. */
function lightOf([a, b, c, d]: readonly Corner[]): number {
  const u = [c[0] - a[0], c[1] - a[1], c[2] - a[2]];
  const v = [d[0] - b[0], d[1] - b[1], d[2] - b[2]];
  const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.hypot(n[0], n[1], n[2]) || 1;
  return 0.5 + (0.5 * (n[0] * toLight[0] + n[1] * toLight[1] + n[2] * toLight[2])) / length;
}
