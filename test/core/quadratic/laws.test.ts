import { expect, test } from "vitest";
import { applyInto, dot, norm } from "../../../src/core/num/dense";
import { symmetricEigen } from "../../../src/core/num/eigen";
import { trySolve } from "../../../src/core/num/factor";
import { createRng } from "../../../src/core/num/rng";
import { analyse, completeSquares } from "../../../src/core/quadratic/analysis";
import { cgBound, steepestBound } from "../../../src/core/quadratic/bounds";
import { energyDistance, quadraticOf, valueAt } from "../../../src/core/quadratic/form";
import { conjugacies, cosines, residualPolynomial, residualsOf } from "../../../src/core/quadratic/krylov";
import type { Method } from "../../../src/core/quadratic/methods";
import { methods, optimiseNow } from "../../../src/core/quadratic/methods";
import type { Objective } from "../../../src/core/quadratic/objective";
import { objectiveOf } from "../../../src/core/quadratic/objective";
import { matrixWithSpectrum } from "../../../src/core/quadratic/spectrum";
import { bestMomentum, bestNesterov, bestStep, rateOf, stableStep } from "../../../src/core/quadratic/theory";
import { rowOf } from "../../../src/core/quadratic/trace";

const none = { step: 0.1, beta: 0 };

function laplacian(n: number): Float64Array {
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    A[i * n + i] = 2;
    if (i > 0) A[i * n + i - 1] = A[(i - 1) * n + i] = -1;
  }
  return A;
}

function normals(n: number, seed: number): Float64Array {
  const rng = createRng(seed);
  return Float64Array.from({ length: n }, () => rng.nextNormal());
}

test("a matrix with a chosen spectrum has that spectrum", () => {
  const chosen = [1, 2, 2, 5, 10, 100];
  const A = matrixWithSpectrum(chosen, 7);
  symmetricEigen(A, 6).values.forEach((value, j) => {
    expect(value).toBeCloseTo(chosen[j]!, 10);
  });
});

test("the 1-D Laplacian has κ = cot²(π/2(n+1)) and CG ends within n steps, below its bound", () => {
  for (const [n, kappa] of [
    [10, 48.37415],
    [50, 1053.478991],
  ] as const) {
    const q = quadraticOf(laplacian(n), normals(n, n));
    const analysis = analyse(q);
    expect(analysis.condition).toBeCloseTo(kappa, 5);
    const run = optimiseNow("cg", objectiveOf(q), new Float64Array(n), none, { tolerance: 1e-10 });
    expect(run.outcome).toBe("converged");
    expect(run.steps).toBeLessThanOrEqual(n);
    const solution = trySolve(q.A, q.b)!;
    const first = energyDistance(q, rowOf(run.points, n, 0), solution);
    for (let k = 0; k <= run.steps; k++) {
      const error = energyDistance(q, rowOf(run.points, n, k), solution) / first;
      expect(error).toBeLessThanOrEqual(cgBound(kappa, k) + 1e-9);
    }
  }
});

test("three distinct eigenvalues need three CG steps whatever n", () => {
  const spectrum = Array.from({ length: 50 }, (_, j) => [1, 10, 100][j % 3]!);
  const q = quadraticOf(matrixWithSpectrum(spectrum, 3), normals(50, 4));
  const run = optimiseNow("cg", objectiveOf(q), new Float64Array(50), none, { maxSteps: 3 });
  expect(run.gradientNorms[3]! / run.gradientNorms[0]!).toBeLessThan(1e-11);
});

test("CG's residuals are orthogonal, its directions conjugate, and its residual is p_k(A) r₀", () => {
  const n = 8;
  const spectrum = Array.from({ length: n }, (_, j) => 1 + 3 * j);
  const q = quadraticOf(matrixWithSpectrum(spectrum, 11), normals(n, 12));
  const run = optimiseNow("cg", objectiveOf(q), normals(n, 13), none, { maxSteps: 6, tolerance: 0 });
  const residuals = residualsOf(q, run);
  const R = cosines(residuals, 6, n);
  const D = conjugacies(q, run.directions, 6);
  for (let i = 0; i < 6; i++) {
    for (let j = 0; j < 6; j++) {
      expect(Math.abs(R[i * 6 + j]! - (i === j ? 1 : 0))).toBeLessThan(1e-10);
      expect(Math.abs(D[i * 6 + j]! - (i === j ? 1 : 0))).toBeLessThan(1e-10);
    }
  }
  const { values, vectors } = symmetricEigen(q.A, n);
  for (let k = 0; k <= 6; k++) {
    for (let j = 0; j < n; j++) {
      const now = dot(rowOf(vectors, n, j), rowOf(residuals, n, k));
      const then = dot(rowOf(vectors, n, j), rowOf(residuals, n, 0));
      expect(now).toBeCloseTo(residualPolynomial(run.sizes, run.betas, k, values[j]!) * then, 8);
    }
  }
});

test("steepest descent never breaks Kantorovich's bound, and successive gradients are orthogonal", () => {
  for (let seed = 1; seed < 20; seed++) {
    const spectrum = [1, 3, 20];
    const q = quadraticOf(matrixWithSpectrum(spectrum, seed), normals(3, seed));
    const run = optimiseNow("steepest", objectiveOf(q), normals(3, seed + 50), none, { maxSteps: 30, tolerance: 1e-9 });
    const solution = trySolve(q.A, q.b)!;
    const first = energyDistance(q, rowOf(run.points, 3, 0), solution);
    for (let k = 0; k < run.steps; k++) {
      expect(energyDistance(q, rowOf(run.points, 3, k), solution)).toBeLessThanOrEqual(
        first * steepestBound(20, k) * (1 + 1e-9) + 1e-12,
      );
      const d = rowOf(run.directions, 3, k);
      const next = rowOf(run.directions, 3, k + 1);
      if (k + 1 < run.steps) expect(Math.abs(dot(d, next)) / (norm(d) * norm(next))).toBeLessThan(1e-5);
    }
  }
});

test("below 2/λmax gradient descent converges, above it diverges, and its rate is max |1 − tλ|", () => {
  const q = quadraticOf([3, 2, 2, 6], [2, -8]);
  const objective = objectiveOf(q);
  const stable = stableStep(7);
  expect(optimiseNow("gd", objective, [-2, -2], { step: stable * 0.99, beta: 0 }).outcome).toBe("converged");
  expect(optimiseNow("gd", objective, [-2, -2], { step: stable * 1.01, beta: 0 }).outcome).toBe("diverged");
  const t = bestStep(2, 7);
  expect(rateOf("gd", t, 0, [2, 7])).toBeCloseTo(2.5 / 4.5, 12);
  const run = optimiseNow("gd", objective, [-2, -2], { step: t, beta: 0 }, { tolerance: 0, maxSteps: 15 });
  expect(run.gradientNorms[15]! / run.gradientNorms[14]!).toBeCloseTo(2.5 / 4.5, 9);
});

test("momentum and Nesterov converge at the spectral radius of their recurrence", () => {
  const q = quadraticOf([1, 0, 0, 25], [0, 0]);
  const best = bestMomentum(1, 25);
  expect(rateOf("momentum", best.step, best.beta, [1, 25])).toBeCloseTo(4 / 6, 7);
  const safe = bestNesterov(1, 25);
  expect(rateOf("nesterov", safe.step, safe.beta, [1, 25])).toBeCloseTo(1 - 1 / 5, 7);
  for (const [method, step, beta] of [
    ["momentum", 0.03, 0.5],
    ["nesterov", 0.02, 0.4],
  ] as const) {
    const rate = rateOf(method, step, beta, [1, 25]);
    const run = optimiseNow(method, objectiveOf(q), [1, 0.7], { step, beta }, { tolerance: 0, maxSteps: 400 });
    const measured = (run.gradientNorms[400]! / run.gradientNorms[200]!) ** (1 / 200);
    expect(measured).toBeCloseTo(rate, 2);
  }
});

test("Newton needs one step on a quadratic, minimum or saddle", () => {
  for (const A of [
    [3, 2, 2, 6],
    [1, 0, 0, -2],
  ]) {
    const run = optimiseNow("newton", objectiveOf(quadraticOf(A, [2, -8])), [5, 5], none);
    expect(run.steps).toBe(1);
    expect(run.outcome).toBe("converged");
  }
});

test("CG on an indefinite or unbounded quadratic stops with the direction that shows it", () => {
  const saddle = optimiseNow("cg", objectiveOf(quadraticOf([1, 0, 0, -1], [0, 0])), [0, 1], none);
  expect(saddle.outcome).toBe("not-convex");
  const d = saddle.witness!;
  expect(d[0]! * d[0]! - d[1]! * d[1]!).toBeLessThanOrEqual(0);
  const slide = optimiseNow("cg", objectiveOf(quadraticOf([0, 0, 0, 0], [1, 0])), [0, 0], none);
  expect(slide.outcome).toBe("not-convex");
});

test("an analysis names a minimum or a way down, never both, and the way down goes down", () => {
  const rng = createRng(9);
  for (let k = 0; k < 300; k++) {
    const draw = (): number => rng.nextBelow(5) - 2;
    const q = quadraticOf([draw(), draw(), draw(), draw()], [draw(), draw()]);
    const { minimum, descent, stationary } = analyse(q);
    expect((minimum === undefined) === (descent !== undefined)).toBe(true);
    if (descent) {
      const far = [1e4, 1e5].map((t) => valueAt(q, [t * descent.direction[0]!, t * descent.direction[1]!]));
      expect(far[1]!).toBeLessThan(far[0]!);
      expect(far[0]!).toBeLessThan(valueAt(q, [0, 0]));
    }
    if (stationary) {
      const g = applyInto(new Float64Array(2), q.A, stationary).map((entry, i) => entry - q.b[i]!);
      expect(norm(g)).toBeLessThan(1e-11);
    }
    const squares = completeSquares(q);
    const x = [rng.nextNormal(), rng.nextNormal()];
    let sum = squares.constant;
    for (const { lambda, direction, slope } of squares.terms) {
      const y = dot(
        direction,
        x.map((entry, i) => entry - squares.centre[i]!),
      );
      sum += 0.5 * lambda * y * y - slope * y;
    }
    expect(sum).toBeCloseTo(valueAt(q, x), 10);
  }
});

test("every method that fits runs a smooth function down to its minimum", () => {
  const rosenbrock: Objective = {
    n: 2,
    value: (x) => (1 - x[0]!) ** 2 + 5 * (x[1]! - x[0]! ** 2) ** 2,
    gradientInto(out, x) {
      out[0] = -2 * (1 - x[0]!) - 20 * x[0]! * (x[1]! - x[0]! ** 2);
      out[1] = 10 * (x[1]! - x[0]! ** 2);
    },
    hessianInto(out, x) {
      out.set([2 - 20 * x[1]! + 60 * x[0]! ** 2, -20 * x[0]!, -20 * x[0]!, 10]);
    },
  };
  const settings: Partial<Record<Method, { step: number; beta: number }>> = {
    gd: { step: 0.02, beta: 0 },
    steepest: none,
    momentum: { step: 0.01, beta: 0.8 },
    nesterov: { step: 0.01, beta: 0.8 },
    adam: { step: 0.05, beta: 0 },
    newton: none,
    "fletcher-reeves": none,
    pcg: none,
    "polak-ribiere": none,
  };
  for (const method of methods) {
    if (method === "jacobi") continue;
    const chosen = settings[method];
    if (!chosen) {
      expect(() => optimiseNow(method, rosenbrock, [-1, 1], none)).toThrow(RangeError);
      continue;
    }
    const run = optimiseNow(method, rosenbrock, [-1, 1], chosen);
    expect([method, run.outcome]).toEqual([method, "converged"]);
    expect(run.last[0]!).toBeCloseTo(1, 3);
    expect(run.last[1]!).toBeCloseTo(1, 3);
  }
});

test("with a diagonal Hessian Jacobi's iteration is Newton's method, also on a function that is no quadratic", () => {
  const quartic: Objective = {
    n: 2,
    value: (x) => x[0]! ** 4 / 4 + x[0]! ** 2 + Math.cosh(x[1]!),
    gradientInto: (out, x) => out.set([x[0]! ** 3 + 2 * x[0]!, Math.sinh(x[1]!)]),
    hessianInto: (out, x) => out.set([3 * x[0]! ** 2 + 2, 0, 0, Math.cosh(x[1]!)]),
  };
  const [jacobi, newton] = (["jacobi", "newton"] as const).map((method) => optimiseNow(method, quartic, [2, -1], none));
  expect(jacobi!.outcome).toBe("converged");
  expect(jacobi!.steps).toBe(newton!.steps);
  jacobi!.points.forEach((entry, at) => {
    expect(entry).toBeCloseTo(newton!.points[at]!, 12);
  });
});

test("zero matrices, NaN starts and a start at the minimum end at once, without a throw", () => {
  for (const method of methods) {
    const zero = optimiseNow(method, objectiveOf(quadraticOf([0, 0, 0, 0], [0, 0])), [1, 2], none);
    expect([method, zero.outcome, zero.steps]).toEqual([method, "converged", 0]);
    const nan = optimiseNow(method, objectiveOf(quadraticOf([1, 0, 0, 1], [0, 0])), [Number.NaN, 0], none);
    expect([method, nan.outcome, nan.steps]).toEqual([method, "undefined", 0]);
  }
});

test("Jacobi's iteration converges at the spectral radius √2/3 of Shewchuk's example", () => {
  const q = quadraticOf([3, 2, 2, 6], [2, -8]);
  const run = optimiseNow("jacobi", objectiveOf(q), [-2, -2], none, { tolerance: 0, maxSteps: 20 });
  expect(Math.sqrt(run.gradientNorms[20]! / run.gradientNorms[18]!)).toBeCloseTo(Math.SQRT2 / 3, 6);
});

test("Hilbert matrices need about as many CG steps as others report", () => {
  // Rounding decides the count, so only a band around 6/18/36/74 (numpy) and 6/19/37/66 (Nocedal & Wright) is asserted.
  for (const [n, low, high] of [
    [5, 5, 8],
    [8, 14, 24],
    [12, 25, 50],
  ] as const) {
    const A = Float64Array.from({ length: n * n }, (_, at) => 1 / (Math.floor(at / n) + (at % n) + 1));
    const run = optimiseNow("cg", objectiveOf(quadraticOf(A, new Float64Array(n).fill(1))), new Float64Array(n), none, {
      tolerance: 1e-6 / Math.sqrt(n),
    });
    expect(run.outcome).toBe("converged");
    expect(run.steps).toBeGreaterThanOrEqual(low);
    expect(run.steps).toBeLessThanOrEqual(high);
  }
});
