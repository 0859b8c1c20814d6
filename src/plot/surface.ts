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
 * with a NaN corner is left out. A picture that is turned by hand is laid out anew in every frame, so corners are
 * projected once for all the faces they belong to, and numbers lie flat.
 */
export function surfaceFaces(mark: SurfaceMark, index: number, scene: Scene, cube: Cube, view: Projector): Piece[] {
  const { columns, rows, z } = mark;
  const [low, high] = scene.z?.domain ?? [0, 1];
  const xs = Array.from({ length: columns }, (_, i) => along(mark.x, i, columns));
  const ys = Array.from({ length: rows }, (_, j) => along(mark.y, j, rows));
  const flat = new Float64Array(3 * columns * rows);
  const seen = new Float64Array(3 * columns * rows);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) {
      const at = 3 * (j * columns + i);
      flat[at] = cube.x.map(xs[i]);
      flat[at + 1] = cube.y.map(ys[j]);
      flat[at + 2] = cube.z.map(z[j * columns + i]);
      seen.set(view(flat[at], flat[at + 1], flat[at + 2]), at);
    }
  const mesh = mark.mesh ?? 0;
  const pieces: Piece[] = [];
  const corner = (k: number): Corner => [xs[k % columns], ys[Math.floor(k / columns)], z[k]];
  for (let j = 0; j + 1 < rows; j++) {
    for (let i = 0; i + 1 < columns; i++) {
      const a = j * columns + i;
      const [b, c, d] = [a + 1, a + columns + 1, a + columns];
      const least = Math.min(z[a], z[b], z[c], z[d]);
      const most = Math.max(z[a], z[b], z[c], z[d]);
      if (Number.isNaN(least) || most < low || least > high) continue;
      if (least >= low && most <= high) {
        const lines = mesh > 0 ? (j % mesh === 0 ? 1 : 0) + (i % mesh === 0 ? 2 : 0) : 0;
        pieces.push(wholeFace([a, b, c, d], { z, flat, seen, low, high, index, lines }));
        continue;
      }
      const cut = cutAt(cutAt([a, b, c, d].map(corner), high, -1), low, 1);
      // A cut face has three to six corners: as one or two pieces of four, some with a corner twice.
      for (let k = 1; k + 1 < cut.length; k += 2) {
        const quad = [cut[0], cut[k], cut[k + 1], cut[Math.min(k + 2, cut.length - 1)]];
        const { near, ...shape } = face(quad, low, high, cube, view);
        pieces.push({ near, mark: index, item: { kind: "face", ...shape, edges: 0 } });
      }
    }
  }
  return pieces;
}

/** The scene with a quarter of its surfaces' faces: for frames that follow each other quickly, until one stays. */
export function coarse(scene: Scene): Scene {
  return { ...scene, marks: scene.marks.map((mark) => (mark.kind === "surface" ? thinned(mark) : mark)) };
}

function thinned(mark: SurfaceMark): SurfaceMark {
  if (mark.columns % 2 === 0 || mark.rows % 2 === 0 || mark.columns < 21) return mark;
  const [columns, rows] = [(mark.columns + 1) / 2, (mark.rows + 1) / 2];
  const z = new Float64Array(columns * rows);
  for (let j = 0; j < rows; j++)
    for (let i = 0; i < columns; i++) z[j * columns + i] = mark.z[2 * j * mark.columns + 2 * i];
  return { ...mark, columns, rows, z, ...(mark.mesh === undefined ? {} : { mesh: Math.ceil(mark.mesh / 2) }) };
}

interface Grid {
  readonly z: ArrayLike<number>;
  /** Corners in the box and on the screen, three numbers each. */
  readonly flat: Float64Array;
  readonly seen: Float64Array;
  readonly low: number;
  readonly high: number;
  readonly index: number;
  readonly lines: number;
}

function wholeFace([a, b, c, d]: readonly [number, number, number, number], grid: Grid): Piece {
  const { z, flat, seen, low, high, index, lines } = grid;
  const [p, q, r, s] = [3 * a, 3 * b, 3 * c, 3 * d];
  return {
    near: (seen[p + 2] + seen[q + 2] + seen[r + 2] + seen[s + 2]) / 4,
    mark: index,
    item: {
      kind: "face",
      points: [seen[p], seen[p + 1], seen[q], seen[q + 1], seen[r], seen[r + 1], seen[s], seen[s + 1]],
      t: Math.min(1, Math.max(0, ((z[a] + z[b] + z[c] + z[d]) / 4 - low) / (high - low || 1))),
      light: brightness(
        [flat[r] - flat[p], flat[r + 1] - flat[p + 1], flat[r + 2] - flat[p + 2]],
        [flat[s] - flat[q], flat[s + 1] - flat[q + 1], flat[s + 2] - flat[q + 2]],
      ),
      edges: lines,
    },
  };
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
    points: seen.flatMap((at) => at.slice(0, 2)),
    t: Math.min(1, Math.max(0, (mean - low) / (high - low || 1))),
    light: lightOf(flat),
    near: seen.reduce((sum, at) => sum + at[2], 0) / seen.length,
  };
}

const toLight = [-0.42, -0.36, 0.83] as const;

/** Brightness of a face, 0…1: the cosine between its normal and the light. */
function lightOf([a, b, c, d]: readonly Corner[]): number {
  return brightness([c[0] - a[0], c[1] - a[1], c[2] - a[2]], [d[0] - b[0], d[1] - b[1], d[2] - b[2]]);
}

/** Of a face with the diagonals u and v. */
function brightness(u: Corner, v: Corner): number {
  const [x, y, z] = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
  const length = Math.sqrt(x * x + y * y + z * z) || 1;
  return 0.5 + (0.5 * (x * toLight[0] + y * toLight[1] + z * toLight[2])) / length;
}
