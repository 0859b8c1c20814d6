import { expect, test } from "vitest";
import type { OwnData, Values } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";
import { demo } from "../../src/demos/quadratic/index";
import { plainContext } from "../support/context";

const table = (rows: readonly (readonly number[])[]): OwnData => ({
  name: "A.csv",
  rows: rows.length,
  columns: {
    columns: (rows[0] ?? []).map((_, j) => ({ name: `c${j}`, numbers: Float64Array.from(rows, (row) => row[j]!) })),
  },
});
const raced = (rows: readonly (readonly number[])[], values: Values = {}) =>
  demo.compute(fitValues(demo.params, { shape: "file", ...values }), 1, {
    ...plainContext(),
    data: (id) => (id === "matrix" ? table(rows) : undefined),
  });
const notice = (rows: readonly (readonly number[])[]) =>
  demo.notices(raced(rows)).find(({ param }) => param === "matrix");

test("a matrix of one's own is raced on its own spectrum: 2×2 in two steps of CG, the identity in one", () => {
  const model = raced([
    [3, 2],
    [2, 6],
  ]);
  expect(model.spread.eigenvalues).toEqual([expect.closeTo(2, 12), expect.closeTo(7, 12)]);
  expect(model.spread.steps).toBe(2);
  expect(demo.notices(model).find(({ param }) => param === "matrix")).toBeUndefined();
  const unit = raced([
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
  expect(unit.spread.steps).toBe(1);
  for (const one of [model, unit])
    for (const { name, actual, expected, tolerance } of demo.checks(one, 1))
      expect(Math.abs(actual - expected), name.en).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)));
});

test("of a matrix that is not symmetric its symmetric part is raced, and the control says so", () => {
  const lopsided = [
    [3, 4],
    [0, 6],
  ];
  expect(raced(lopsided).spread.eigenvalues).toEqual([expect.closeTo(2, 12), expect.closeTo(7, 12)]);
  expect(notice(lopsided)?.remark?.en).toContain("not symmetric");
});

test.each([
  [
    "has no square shape",
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    /2 rows and 3 columns/,
  ],
  ["is too small", [[1]], /1×1/],
  [
    "has a gap",
    [
      [1, Number.NaN],
      [0, 1],
    ],
    /Row 1, column 2/,
  ],
  [
    "is indefinite",
    [
      [1, 2],
      [2, 1],
    ],
    /smallest eigenvalue is -1/,
  ],
  [
    "is singular",
    [
      [1, 1],
      [1, 1],
    ],
    /not positive definite/,
  ],
] as const)("a table that %s is not raced, and the control says why", (_, rows, words) => {
  expect(notice(rows)?.problem?.en).toMatch(words);
  expect(notice(rows)?.problem?.zh).not.toBe("");
  expect(raced(rows).spread.eigenvalues).toHaveLength(8);
});

test("the chain of springs has the published condition numbers, cot²(π/2(n + 1))", () => {
  const conditionOf = (size: number): number =>
    demo.compute(fitValues(demo.params, { shape: "springs", size }), 1, plainContext()).spread.condition;
  expect(conditionOf(10)).toBeCloseTo(48.37415, 5);
  expect(conditionOf(50)).toBeCloseTo(1053.478991, 5);
  expect(conditionOf(100)).toBeCloseTo(4133.642927, 5);
});
