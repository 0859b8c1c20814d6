import { expect, test } from "vitest";
import { analyse } from "../../../src/core/quadratic/analysis";
import { cgBound, steepestFactor, stepsEnough } from "../../../src/core/quadratic/bounds";
import { energyDistance, fromPolynomial, quadraticOf, valueAt } from "../../../src/core/quadratic/form";
import { optimiseNow } from "../../../src/core/quadratic/methods";
import { objectiveOf } from "../../../src/core/quadratic/objective";
import { rowOf } from "../../../src/core/quadratic/trace";

const none = { step: 0.1, beta: 0 };
const shewchuk = quadraticOf([3, 2, 2, 6], [2, -8]);
const close = (actual: ArrayLike<number>, expected: readonly number[], digits = 6): void => {
  expect(actual).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(actual[i]!).toBeCloseTo(value, digits);
  });
};

test("Shewchuk's example has the printed class, axes and minimum", () => {
  const { definiteness, eigen, condition, stationary, minimum } = analyse(shewchuk);
  expect(definiteness).toBe("positive definite");
  close(eigen.values, [2, 7], 12);
  close(eigen.vectors, [2 / Math.sqrt(5), -1 / Math.sqrt(5), 1 / Math.sqrt(5), 2 / Math.sqrt(5)], 12);
  expect(condition).toBeCloseTo(3.5, 12);
  close(stationary!, [2, -2], 12);
  expect(minimum).toBeCloseTo(-10, 12);
});

test("steepest descent from (-2, -2) walks through the printed iterates at the constant ratio ω(−2)", () => {
  const run = optimiseNow("steepest", objectiveOf(shewchuk), [-2, -2], none, { maxSteps: 4 });
  close(run.sizes, [13 / 75, 13 / 42, 13 / 75, 13 / 42], 10);
  close(rowOf(run.points, 2, 1), [0.08, -0.613333]);
  close(rowOf(run.points, 2, 2), [1.004444, -2]);
  close(rowOf(run.points, 2, 3), [1.522133, -1.654874]);
  close(rowOf(run.points, 2, 4), [1.752217, -2]);
  close(run.values.slice(1), [-4.026667, -8.513304, -9.629978, -9.907906]);
  for (let k = 0; k < 4; k++) {
    const ratio =
      energyDistance(shewchuk, rowOf(run.points, 2, k + 1), [2, -2]) /
      energyDistance(shewchuk, rowOf(run.points, 2, k), [2, -2]);
    expect(ratio).toBeCloseTo(0.4988877, 7);
    expect(ratio).toBeCloseTo(steepestFactor(3.5, -2), 12);
  }
});

test("conjugate gradients from (-2, -2) and from the origin take the printed steps", () => {
  const run = optimiseNow("cg", objectiveOf(shewchuk), [-2, -2], none);
  expect(run.steps).toBe(2);
  close(run.sizes, [0.173333, 0.412087912]);
  expect(run.betas[1]!).toBeCloseTo(0.139377778, 9);
  close(rowOf(run.directions, 2, 1), [4.6592, -3.36497778]);
  close(run.last, [2, -2], 12);
  const origin = optimiseNow("cg", objectiveOf(shewchuk), [0, 0], none);
  close(origin.sizes, [0.204819277, 0.348739496], 8);
  expect(origin.betas[1]!).toBeCloseTo(0.256060386, 8);
  const first = optimiseNow("steepest", objectiveOf(shewchuk), [0, 0], none, { maxSteps: 1 });
  close(first.last, [0.409639, -1.638554]);
});

test("Wikipedia's example takes the printed steps", () => {
  const q = quadraticOf([4, 1, 1, 3], [1, 2]);
  const run = optimiseNow("cg", objectiveOf(q), [2, 1], none);
  close(run.sizes, [0.220543807, 0.412204234], 8);
  close(rowOf(run.points, 2, 1), [0.235649547, 0.33836858], 8);
  expect(run.betas[1]!).toBeCloseTo(0.008771369, 8);
  close(run.last, [1 / 11, 7 / 11], 12);
  const gd = optimiseNow("gd", objectiveOf(q), [2, 1], { step: 2 / 7, beta: 0 }, { tolerance: 1e-6 });
  expect(gd.steps).toBe(13);
});

test("the worst start (κ, 1) on diag(1, κ) shrinks by exactly (κ − 1)/(κ + 1)", () => {
  for (const kappa of [2, 10, 100]) {
    const q = quadraticOf([1, 0, 0, kappa], [0, 0]);
    const run = optimiseNow("steepest", objectiveOf(q), [kappa, 1], none, { maxSteps: 5 });
    for (let k = 0; k < 5; k++) {
      const ratio = Math.sqrt(run.values[k + 1]! / run.values[k]!);
      expect(ratio).toBeCloseTo((kappa - 1) / (kappa + 1), 9);
    }
  }
});

test("the numbers of steps that suffice for 1e-6 are the printed ones", () => {
  expect([10, 100, 1000].map((kappa) => stepsEnough(kappa, 1e-6))).toEqual([
    { steepest: 70, cg: 23 },
    { steepest: 691, cg: 73 },
    { steepest: 6908, cg: 230 },
  ]);
  expect((Math.sqrt(3.5) - 1) / (Math.sqrt(3.5) + 1)).toBeCloseTo(0.303337, 6);
  expect(cgBound(3.5, 1)).toBeCloseTo((3.5 - 1) / (3.5 + 1), 12);
});

test("a polynomial is read into M, its symmetric part and its minimum", () => {
  // x² + 2xy + 3y² − 4x + 5y + 1
  const q = fromPolynomial([1, 2, 0, 3], [-4, 5], 1);
  close(q.A, [2, 2, 2, 6], 15);
  const { stationary, minimum } = analyse(q);
  close(stationary!, [4.25, -2.25], 12);
  expect(minimum).toBeCloseTo(-13.125, 12);
  expect(valueAt(q, [2, 3])).toBe(4 + 12 + 27 - 8 + 15 + 1);
  const singular = analyse(fromPolynomial([1, 3, 1, 4], [0, 0], 0));
  expect(singular.definiteness).toBe("positive semidefinite");
  expect(singular.condition).toBe(Number.POSITIVE_INFINITY);
});

test("gradient descent needs the counts of the exact-answer table", () => {
  const count = (A: number[], b: number[], step: number): number =>
    optimiseNow("gd", objectiveOf(quadraticOf(A, b)), [1, 1], { step, beta: 0 }).steps;
  expect(count([2, 1, 1, 2], [1, 1], 0.5)).toBe(20);
  expect(count([2, 1, 1, 2], [1, 1], 1 / 3)).toBe(1);
  expect(count([1, 0, 0, 1], [3, -4], 1)).toBe(1);
  expect(count([2, 1, 1, 3], [1, 2], 0.4)).toBe(18);
});
