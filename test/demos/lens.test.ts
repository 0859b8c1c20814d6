import { expect, test } from "vitest";
import { gradientInto, quadraticOf, valueAt } from "../../src/core/quadratic/form";
import { lensScenes } from "../../src/demos/lens/index";
import type { LensFunction, Sampler } from "../../src/demos/lens/subject";
import { firstChoice, lift } from "../../src/demos/lens/subject";

const view = { domains: {}, cameras: {} };
const A = [
  [3, 2],
  [2, 6],
];
const q = quadraticOf(A.flat(), [2, -8]);
const sampler: Sampler = {
  value: (point) => valueAt(q, point),
  gradient: (point) => Array.from(gradientInto(new Float64Array(2), q, point)),
  hessian: () => A.flat(),
};
const lens: LensFunction = {
  kind: "function",
  sampler,
  subject: {
    kind: "function",
    name: "q",
    variables: ["x", "y"],
    quadratic: { A, b: [2, -8], c: 0 },
    at: [1, 1],
    along: [3, 4],
    knobs: [],
  },
  traces: [
    {
      method: "gd",
      points: [
        [-2, -2],
        [0, -1],
        [2, -2],
      ],
      stepOf: [0, 1, 2],
      values: [20, -4, -10],
      gradientNorms: [14, 2, 1e-8],
      steps: 2,
      converged: true,
      rate: 0.5,
    },
    {
      method: "newton",
      points: [[Number.NaN, 0]],
      stepOf: [0],
      values: [Number.NaN],
      gradientNorms: [Number.NaN],
      steps: 0,
      converged: false,
    },
  ],
  stationary: { point: [2, -2], kind: "minimum" },
};

test("a function of two variables has its level lines, slice, convergence, surface and spectrum", () => {
  const scenes = lensScenes(lens, view, "en");
  expect(scenes.map(({ id }) => id)).toEqual(["contour", "slice", "convergence", "surface", "spectrum"]);
  for (const scene of [...scenes, ...lensScenes(lens, view, "zh")]) {
    expect(scene.title).not.toBe("");
    expect(scene.description).not.toMatch(/undefined|NaN/);
    expect(scene.x.domain.every(Number.isFinite) && scene.y.domain.every(Number.isFinite)).toBe(true);
    expect(scene.table.rows.length).toBeGreaterThan(0);
    for (const row of scene.table.rows) expect(row.length).toBe(scene.table.columns.length);
  }
  expect(lensScenes(lens, view, "zh")[0]!.description).toMatch(/[\u4e00-\u9fff]/);
  expect(scenes[4]!.table.rows.map(([, value]) => value)).toEqual([expect.closeTo(2, 10), expect.closeTo(7, 10)]);
});

test("each start that is a number, and the point of the line, can be dragged", () => {
  const handles = lensScenes(lens, view, "en")[0]!
    .marks.filter(({ kind }) => kind === "handle")
    .map(({ id }) => id);
  expect(handles).toEqual(["start0", "at"]);
});

test("a function of more variables is cut along the chosen plane", () => {
  const asked: number[][] = [];
  const four: LensFunction = {
    kind: "function",
    sampler: {
      value: (point) => {
        asked.push([...point]);
        return point.reduce((sum, entry) => sum + entry * entry, 0);
      },
      gradient: (point) => point.map((entry) => 2 * entry),
      hessian: () => Array.from({ length: 16 }, (_, at) => (at % 5 === 0 ? 2 : 0)),
    },
    subject: { kind: "function", name: "f", variables: ["a", "b", "c", "d"], knobs: [] },
    traces: [],
  };
  const choice = { ...firstChoice(four), plane: [1, 3] as const, through: [7, 0, 9, 0] };
  const [contour] = lensScenes(four, view, "en", choice);
  expect([contour!.x.label, contour!.y.label]).toEqual(["b", "d"]);
  expect(asked.every(([a, , c]) => a === 7 && c === 9)).toBe(true);
  expect(lift(choice, 1, 2)).toEqual([7, 1, 9, 2]);
});

test("a function of one variable is a curve with its derivative, also with a pole in it", () => {
  const pole: LensFunction = {
    kind: "function",
    sampler: { value: ([x]) => 1 / x!, gradient: ([x]) => [-1 / x! ** 2], hessian: ([x]) => [2 / x! ** 3] },
    subject: { kind: "function", name: "f", variables: ["x"], at: [1], knobs: [] },
    traces: [],
  };
  const [curve] = lensScenes(pole, view, "en");
  expect(curve!.id).toBe("curve");
  expect(curve!.y.domain.every(Number.isFinite)).toBe(true);
  expect(curve!.y.domain[1] - curve!.y.domain[0]).toBeLessThan(1000);
  expect(curve!.description).toContain("slope −1");
});

test("a matrix is a heat map, and its spectrum is shown where it has one, and its circle where it has two rows and columns", () => {
  const ids = (rows: number[][]): string[] =>
    lensScenes({ kind: "matrix", name: "A", rows }, view, "en").map(({ id }) => id);
  expect(ids(A)).toEqual(["matrix", "circle", "spectrum"]);
  expect(
    ids([
      [1, 2],
      [3, 4],
    ]),
  ).toEqual(["matrix", "circle", "spectrum"]);
  expect(ids([[1, 2, 3]])).toEqual(["matrix", "spectrum"]);
  expect(ids([])).toEqual(["matrix"]);
  expect(ids([[Number.NaN]])).toEqual(["matrix"]);
});
