import { expect, test } from "vitest";
import { heightFor, layoutScene } from "../../src/plot/layout";
import type { FacesItem } from "../../src/plot/picture";
import type { Scene, SurfaceMark } from "../../src/plot/scene";
import { coarse } from "../../src/plot/surface";

const side = 45;
const surface: SurfaceMark = {
  kind: "surface",
  id: "surface",
  columns: side,
  rows: side,
  x: [-1, 1],
  y: [-1, 1],
  z: Float64Array.from({ length: side * side }, (_, k) => ((k % side) / 22 - 1) ** 2 + Math.floor(k / side) / 44),
  ramp: "sequential",
  mesh: 4,
};
const scene: Scene = {
  id: "s",
  title: "s",
  description: "",
  x: { label: "x", domain: [-1, 1] },
  y: { label: "y", domain: [-1, 1] },
  z: { label: "z", domain: [0, 2] },
  camera: { azimuthRad: -0.9, elevationRad: 0.5, zoom: 1 },
  marks: [surface],
  table: { columns: [], rows: [] },
};

const facesOf = (of: Scene): FacesItem[] =>
  layoutScene(of, { widthPx: 400, heightPx: 300 }).items.filter((item) => item.kind === "faces");

test("a surface within its box has one face for every cell", () => {
  const faces = facesOf(scene);
  expect(faces.reduce((sum, item) => sum + item.edges.length, 0)).toBe((side - 1) ** 2);
  for (const item of faces) {
    expect(item.points).toHaveLength(8 * item.edges.length);
    expect(item.points.every(Number.isFinite)).toBe(true);
  }
});

test("a coarse surface has a quarter of the faces, on the same corners, with its mesh lines where they were", () => {
  const thin = coarse(scene).marks[0] as SurfaceMark;
  expect([thin.columns, thin.rows, thin.mesh]).toEqual([23, 23, 2]);
  expect(thin.z[0]).toBe(surface.z[0]);
  expect(thin.z[1]).toBe(surface.z[2]);
  expect(thin.z[23]).toBe(surface.z[2 * side]);
  expect(thin.z.at(-1)).toBe(surface.z.at(-1));
  expect(facesOf(coarse(scene)).reduce((sum, item) => sum + item.edges.length, 0)).toBe(22 ** 2);
});

test("a pixel of a surface is told its place, and of two folds the one in front", () => {
  const plot = layoutScene(scene, { widthPx: 400, heightPx: 300 });
  const height = (x: number, y: number) => x ** 2 + (y + 1) / 2;
  let told = 0;
  for (const [x, y] of [
    [0.3, -0.9],
    [-0.8, -0.7],
    [0.9, -0.2],
    [0, -0.95],
  ] as const) {
    const [px, py] = plot.project(x, y, height(x, y));
    const at = plot.touch!(px, py)!;
    // Where a fold lies before it, the place told lies on the same line of sight, and nearer.
    const [qx, qy] = plot.project(at[0], at[1], height(at[0], at[1]));
    expect(Math.hypot(qx - px, qy - py)).toBeLessThan(1.5);
    if (Math.hypot(at[0] - x, at[1] - y) < 0.02) told++;
  }
  expect(told).toBeGreaterThanOrEqual(2);
  expect(plot.touch!(2, 2)).toBeUndefined();
});

test("no face of a surface that is cut reaches beyond the cut", () => {
  const low: Scene = { ...scene, z: { label: "z", domain: [0, 0.8] } };
  const top = layoutScene(low, { widthPx: 400, heightPx: 300 });
  const highest = Math.min(...[-1, 1].flatMap((x) => [-1, 1].map((y) => top.project(x, y, 0.8)[1])));
  for (const item of facesOf(low))
    for (let k = 1; k < item.points.length; k += 2) expect(item.points[k]).toBeGreaterThan(highest - 1e-6);
});

test("a longer legend makes a picture taller and leaves its frame as it was", () => {
  const { camera: _, z: __, ...plane } = scene;
  const flat = (names: readonly string[]): Scene => ({
    ...plane,
    equal: true,
    marks: names.map((name, k) => ({ kind: "line", id: `l${k}`, points: [0, 0, 1, k / 9], ink: "series0", name })),
  });
  const frameOf = (of: Scene) => layoutScene(of, { widthPx: 320, heightPx: heightFor(of, 320) }).frame;
  const few = flat(["a"]);
  const many = flat(["the first of many", "the second of many", "the third of many", "the fourth of many"]);
  expect(heightFor(many, 320)).toBeGreaterThan(heightFor(few, 320) + 15);
  expect(frameOf(many).width).toBeCloseTo(frameOf(few).width, 0);
  expect(frameOf(many).height).toBeCloseTo(frameOf(few).height, 0);
});
