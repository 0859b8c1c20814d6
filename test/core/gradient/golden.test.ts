import { expect, test } from "vitest";
import { extremaOnCircle } from "../../../src/core/gradient/constrained";
import type { CurveName } from "../../../src/core/gradient/detector";
import { detect, fitCircle, polarSamples } from "../../../src/core/gradient/detector";
import {
  along,
  bestSteps,
  centralQuotient,
  forwardQuotient,
  logSteps,
  predictedErrors,
} from "../../../src/core/gradient/difference";
import type { Expression } from "../../../src/core/gradient/expression";
import {
  complexStep,
  dualGradient,
  dualHessian,
  evaluateAt,
  sliceDerivatives,
} from "../../../src/core/gradient/expression";
import { oneSidedDerivative, twoSidedDerivative } from "../../../src/core/gradient/limit";
import { ascentPath } from "../../../src/core/gradient/path";
import { remainderOn, taylorAt } from "../../../src/core/gradient/taylor";
import type { Algebra } from "../../../src/core/num/algebra";
import { createRng } from "../../../src/core/num/rng";

const bowl: Expression = { n: 2, evaluate: (k, x) => k.add(k.power(x[0]!, 2), k.power(x[1]!, 2)) };
const wave: Expression = {
  n: 2,
  evaluate: <T>(k: Algebra<T>, x: readonly T[]) => k.mul(k.apply("sin", x[0]!), k.apply("exp", x[1]!)),
};
const field = (f: Expression) => (p: ArrayLike<number>) => evaluateAt(f, p);
const unit = [0.6, 0.8];

test("the golden table of x² + y² at (1, 2) comes out by every route", () => {
  const g = dualGradient(bowl, [1, 2]);
  expect(Array.from(g)).toEqual([2, 4]);
  expect(Math.hypot(g[0]!, g[1]!)).toBeCloseTo(4.472135955, 9);
  expect((Math.atan2(g[1]!, g[0]!) * 180) / Math.PI).toBeCloseTo(63.43495, 5);
  const root = Math.sqrt(5);
  const rows: readonly (readonly [number, number, number])[] = [
    [0.6, 0.8, 22 / 5],
    [1, 0, 2],
    [0, 1, 4],
    [1 / root, 2 / root, 2 * root],
    [-1 / root, -2 / root, -2 * root],
    [-2 / root, 1 / root, 0],
    [0.5, Math.sqrt(3) / 2, 1 + 2 * Math.sqrt(3)],
  ];
  for (const [ux, uy, expected] of rows) {
    expect(g[0]! * ux + g[1]! * uy).toBeCloseTo(expected, 12);
    expect(complexStep(bowl, [1, 2], [ux, uy])).toBeCloseTo(expected, 12);
    const limit = twoSidedDerivative(field(bowl), [1, 2], [ux, uy]);
    expect(limit.kind === "value" && limit.value).toBeCloseTo(expected, 8);
  }
});

test("on x² + y² the forward quotient is D + h, the central one exact, and the slice 5 + 4.4t + t²", () => {
  for (const h of [0.1, 0.01, 1e-4]) {
    expect(forwardQuotient(field(bowl), [1, 2], unit, h) - 4.4).toBeCloseTo(h, 10);
    expect(Math.abs(centralQuotient(field(bowl), [1, 2], unit, h) - 4.4)).toBeLessThan(1e-10);
  }
  for (const t of [-2, -0.5, 0, 1, 3]) expect(along(field(bowl), [1, 2], unit, t)).toBeCloseTo(5 + 4.4 * t + t * t, 12);
  const slice = sliceDerivatives(bowl, [1, 2], unit);
  [5, 4.4, 2, 0].forEach((expected, k) => {
    expect(slice[k]!).toBeCloseTo(expected, 14);
  });
});

test("sin(x) e^y at (0.5, 0.3) has the printed gradient and errors", () => {
  const p = [0.5, 0.3];
  const g = dualGradient(wave, p);
  expect(g[0]!).toBeCloseTo(1.18461255, 8);
  expect(g[1]!).toBeCloseTo(0.64715679, 8);
  const exact = 0.6 * g[0]! + 0.8 * g[1]!;
  expect(exact).toBeCloseTo(1.22849296, 8);
  const forward = [0.1, 0.01, 0.001].map((h) => Math.abs(forwardQuotient(field(wave), p, unit, h) - exact));
  const central = [0.1, 0.01, 0.001].map((h) => Math.abs(centralQuotient(field(wave), p, unit, h) - exact));
  [0.0674, 0.00661, 6.59e-4].forEach((value, k) => {
    expect(forward[k]! / value).toBeCloseTo(1, 2);
  });
  [1.468e-3, 1.468e-5, 1.468e-7].forEach((value, k) => {
    expect(central[k]! / value).toBeCloseTo(1, 2);
  });
  expect(complexStep(wave, p, unit)).toBeCloseTo(exact, 14);
});

test("predicted errors follow the measured V, and the best steps stand near its foot", () => {
  const p = [0.5, 0.3];
  const slice = sliceDerivatives(wave, p, unit);
  for (const h of [1e-1, 1e-2, 1e-3]) {
    const theory = predictedErrors(slice, h);
    expect(Math.abs(forwardQuotient(field(wave), p, unit, h) - slice[1]) / theory.forward).toBeGreaterThan(0.8);
    expect(Math.abs(forwardQuotient(field(wave), p, unit, h) - slice[1]) / theory.forward).toBeLessThan(1.2);
  }
  const steps = logSteps(-14, 0, 57);
  const measured = steps.map((h) => Math.abs(centralQuotient(field(wave), p, unit, h) - slice[1]));
  const foot = steps[measured.indexOf(Math.min(...measured))]!;
  expect(Math.abs(Math.log10(foot / bestSteps(slice).central))).toBeLessThan(1.5);
  for (const [k, h] of steps.entries()) {
    expect(measured[k]!).toBeLessThan(8 * predictedErrors(slice, h).central + 1e-15);
  }
});

test("dual Hessians agree with differences of dual gradients", () => {
  const rng = createRng(2);
  for (let k = 0; k < 20; k++) {
    const p = [rng.nextNormal(), rng.nextNormal()];
    const H = dualHessian(wave, p);
    for (let j = 0; j < 2; j++) {
      const step = [0, 0].map((_, i) => (i === j ? 1e-5 : 0));
      const ahead = dualGradient(wave, [p[0]! + step[0]!, p[1]! + step[1]!]);
      const behind = dualGradient(wave, [p[0]! - step[0]!, p[1]! - step[1]!]);
      for (let i = 0; i < 2; i++) expect((ahead[i]! - behind[i]!) / 2e-5).toBeCloseTo(H[i * 2 + j]!, 6);
    }
  }
});

const guard = (f: (x: number, y: number) => number) => (p: ArrayLike<number>) => {
  const value = f(p[0]!, p[1]!);
  return Number.isNaN(value) ? 0 : value;
};
const corner = guard((x, y) => (x * y) / (x * x + y * y));
const lobes = guard((x, y) => (x * x * y) / (x * x + y * y));
const hidden = guard((x, y) => (x * x * y) / (x ** 4 + y * y));
const diamond = guard((x, y) => Math.abs(x) + Math.abs(y));
const cone = guard((x, y) => Math.hypot(x, y));

test("the counterexamples are told from each other and from smooth functions", () => {
  expect(detect(corner, [0, 0]).smoothness).toBe("some-missing");
  expect(detect(lobes, [0, 0]).smoothness).toBe("directional-only");
  expect(detect(hidden, [0, 0]).smoothness).toBe("directional-only");
  expect(detect(hidden, [0, 0]).jump?.curve).toBe<CurveName>("parabola-x");
  expect(detect(corner, [0, 0]).jump?.curve).toBe<CurveName>("line");
  expect(detect(lobes, [0, 0]).jump).toBeUndefined();
  expect(detect(diamond, [0, 0]).smoothness).toBe("directional-only");
  expect(detect(cone, [0, 0]).smoothness).toBe("directional-only");
  // y⁴… along y = x²: every D_u f(0) is 0, a linear function, and yet f jumps on the parabola.
  const sneaky = guard((x, y) => (x * x * y) ** 2 / (x ** 4 + y * y) ** 2);
  expect(detect(sneaky, [0, 0]).smoothness).not.toBe("differentiable");
  for (const f of [corner, lobes, hidden, cone]) expect(detect(f, [1, 0.5]).smoothness).toBe("differentiable");
  expect(detect(field(wave), [0.5, 0.3]).smoothness).toBe("differentiable");
  expect(detect(field(bowl), [0, 0]).smoothness).toBe("differentiable");
  expect(
    detect(
      guard((x, y) => x ** 3 - 3 * x * y * y),
      [0, 0],
    ).smoothness,
  ).toBe("differentiable");
  expect(
    detect(
      guard((x, y) => Math.abs(x * y) ** 0.75),
      [0, 0],
    ).smoothness,
  ).toBe("differentiable");
  expect(
    detect(
      guard((x, y) => Math.sqrt(Math.abs(x * y))),
      [0, 0],
    ).smoothness,
  ).not.toBe("differentiable");
  expect(detect(() => Number.NaN, [0, 0]).smoothness).toBe("undefined");
});

test("x²y/(x² + y²) has D_u = cos²θ sin θ at the origin, whose best circle does not fit", () => {
  const polar = polarSamples(lobes, [0, 0], 72, true);
  polar.forEach((value, k) => {
    const angleRad = (2 * Math.PI * k) / 72;
    expect(value).toBeCloseTo(Math.cos(angleRad) ** 2 * Math.sin(angleRad), 8);
  });
  expect(fitCircle(polar).misfit).toBeGreaterThan(0.1);
});

test("one-sided limits find 1 in every direction of the cone, two-sided ones none", () => {
  for (const angleRad of [0, 0.4, 2, 4]) {
    const u = [Math.cos(angleRad), Math.sin(angleRad)];
    const limit = oneSidedDerivative(cone, [0, 0], u);
    expect(limit.kind === "value" && limit.value).toBeCloseTo(1, 10);
    expect(twoSidedDerivative(cone, [0, 0], u).kind).toBe("none");
  }
});

test("limits of other orders, blow-ups and oscillations are recognised", () => {
  const root = guard((x) => Math.sign(x) * Math.abs(x) ** 1.5);
  const limit = oneSidedDerivative(root, [0, 0], [1, 0]);
  expect(limit.kind === "value" && limit.value).toBeCloseTo(0, 4);
  expect(
    oneSidedDerivative(
      guard((x) => Math.sqrt(Math.abs(x))),
      [0, 0],
      [1, 0],
    ),
  ).toEqual({ kind: "infinite", sign: 1 });
  expect(
    twoSidedDerivative(
      guard((x) => Math.cbrt(x)),
      [0, 0],
      [1, 0],
    ),
  ).toEqual({ kind: "infinite", sign: 1 });
  expect(
    oneSidedDerivative(
      guard((x) => x * Math.sin(1 / x)),
      [0, 0],
      [1, 0],
    ).kind,
  ).toBe("none");
  expect(oneSidedDerivative(corner, [0, 0], [Math.SQRT1_2, Math.SQRT1_2])).toEqual({ kind: "infinite", sign: 1 });
});

test("gradient circles have diameter |∇f|, and D along −u is −D along u", () => {
  const polar = polarSamples(field(wave), [0.5, 0.3], 40, true);
  const g = dualGradient(wave, [0.5, 0.3]);
  expect(Math.max(...polar)).toBeLessThanOrEqual(Math.hypot(g[0]!, g[1]!) + 1e-9);
  for (let k = 0; k < 20; k++) expect(polar[k + 20]!).toBeCloseTo(-polar[k]!, 8);
});

test("the remainder of the tangent plane falls with the square of the radius, of the quadratic with the cube", () => {
  const p = [0.5, 0.3];
  const taylor = { value: evaluateAt(wave, p), gradient: dualGradient(wave, p), hessian: dualHessian(wave, p) };
  const ratio = (order: 1 | 2): number =>
    remainderOn(field(wave), p, taylor, 0.1, order) / remainderOn(field(wave), p, taylor, 0.05, order);
  expect(ratio(1)).toBeGreaterThan(3.7);
  expect(ratio(1)).toBeLessThan(4.3);
  expect(ratio(2)).toBeGreaterThan(7.3);
  expect(ratio(2)).toBeLessThan(8.8);
  expect(taylorAt(taylor, 0, 0, 2)).toBe(taylor.value);
});

test("steepest ascent on x² + y² leaves the origin on a ray, and f rises along every ascent path", () => {
  const path = ascentPath((x, y) => [2 * x, 2 * y], [1, 2], 0.05, 40);
  for (let k = 0; k < path.length; k += 2) expect(path[k + 1]! / path[k]!).toBeCloseTo(2, 9);
  const climb = ascentPath((x, y) => dualGradient(wave, [x, y]), [0.5, 0.3], 0.05, 60);
  for (let k = 2; k < climb.length; k += 2) {
    expect(evaluateAt(wave, climb.subarray(k, k + 2))).toBeGreaterThan(evaluateAt(wave, climb.subarray(k - 2, k)));
  }
  expect(ascentPath(() => [0, 0], [1, 1], 0.1, 5)).toHaveLength(2);
});

test("extrema on a circle satisfy ∇f = λ∇g and are the largest and smallest values on it", () => {
  const circle = { centre: [0.3, -0.2], radius: 1.5 } as const;
  const gradient = (x: number, y: number) => dualGradient(wave, [x, y]);
  const found = extremaOnCircle(gradient, circle);
  const values = found.map(({ point }) => evaluateAt(wave, point));
  for (const { point, multiplier } of found) {
    const g = gradient(...point);
    expect(g[0]!).toBeCloseTo(multiplier * 2 * (point[0] - 0.3), 7);
    expect(g[1]!).toBeCloseTo(multiplier * 2 * (point[1] + 0.2), 7);
  }
  let highest = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < 1000; k++) {
    const angleRad = (2 * Math.PI * k) / 1000;
    highest = Math.max(highest, evaluateAt(wave, [0.3 + 1.5 * Math.cos(angleRad), -0.2 + 1.5 * Math.sin(angleRad)]));
  }
  expect(Math.max(...values)).toBeGreaterThanOrEqual(highest - 1e-9);
  const flat = extremaOnCircle((x, y) => [2 * x, 4 * y], { centre: [0, 0], radius: 1 });
  expect(flat.map(({ kind, multiplier }) => [kind, Math.round(multiplier * 1e9) / 1e9]).sort()).toEqual([
    ["maximum", 2],
    ["maximum", 2],
    ["minimum", 1],
    ["minimum", 1],
  ]);
});
