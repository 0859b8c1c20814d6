import { describe, expect, test } from "vitest";
import { normalLimit, totalVariation } from "../../../src/core/estimation/asymptotic";
import { dirichlet, dirichletMode } from "../../../src/core/estimation/dirichlet";
import { density } from "../../../src/core/estimation/distribution";
import { equalTailed, highestDensity, probabilityOf } from "../../../src/core/estimation/interval";
import { distributionOf } from "../../../src/core/estimation/law";
import {
  bayesRisk,
  errorCurves,
  mapEstimator,
  meanEstimator,
  medianEstimator,
  minimaxEstimator,
  mleEstimator,
  riskAt,
} from "../../../src/core/estimation/risk";
import { simpson } from "../../../src/core/num/quadrature";

const beta = (a: number, b: number) => distributionOf({ kind: "beta", a, b });

describe("where the posterior has no mode inside", () => {
  test.each([
    [1, 1, "flat", [], false],
    [0.5, 0.5, "ends", [0, 1], true],
    [1, 3, "end", [0], false],
    [0.4, 3, "end", [0], true],
    [3, 1, "end", [1], false],
    [3, 0.9, "end", [1], true],
    [0.5, 1, "end", [0], true],
    [8, 4, "interior", [0.7], false],
  ] as const)("beta(%d, %d): %s", (a, b, kind, at, isUnbounded) => {
    expect(beta(a, b).mode).toEqual({ kind, at, isUnbounded });
  });

  test("a Jeffreys prior after ten tails of ten puts the MAP at 0, where (a + k − 1)/(a + b + n − 2) would be negative", () => {
    expect(beta(0.5, 10.5).mode).toEqual({ kind: "end", at: [0], isUnbounded: true });
    expect(mapEstimator(0.5, 0.5)(0, 10)).toBe(0);
    expect(mapEstimator(0.5, 0.5)(10, 10)).toBe(1);
    expect(mapEstimator(0.5, 0.5)(0, 0)).toBeNaN();
    expect(mapEstimator(2, 2)(7, 10)).toBeCloseTo(2 / 3, 14);
  });

  test("Dirichlet likewise: inside, on the border, unbounded", () => {
    expect(dirichletMode(dirichlet([2, 3, 4]))).toEqual({
      kind: "interior",
      at: [1 / 6, 2 / 6, 3 / 6],
      isUnbounded: false,
    });
    expect(dirichletMode(dirichlet([1, 3, 1]))).toEqual({ kind: "end", at: [0, 1, 0], isUnbounded: false });
    expect(dirichletMode(dirichlet([0.5, 3, 2]))).toEqual({ kind: "ends", at: [], isUnbounded: true });
    expect(dirichletMode(dirichlet([1, 1])).kind).toBe("flat");
  });
});

describe("intervals", () => {
  test("the highest-density region holds its level, and its ends are equally high or ends of the support", () => {
    for (const [a, b] of [
      [8, 4],
      [1.5, 30],
      [2, 2],
      [900, 1200],
      [1.01, 1.01],
    ] as const) {
      for (const level of [0.5, 0.95, 0.999]) {
        const d = beta(a, b);
        const region = highestDensity(d, level);
        expect(Math.abs(probabilityOf(d, region) - level)).toBeLessThan(1e-12);
        const [low, high] = region.pieces[0]!;
        expect(Math.abs(d.logDensity(low) - d.logDensity(high))).toBeLessThan(1e-6);
        const [from, to] = equalTailed(d, level);
        expect(high - low).toBeLessThanOrEqual(to - from + 1e-12);
      }
    }
  });

  test("of a U-shaped beta it is two pieces, one at each end, not the trough between them", () => {
    for (const [a, b] of [
      [0.5, 0.5],
      [0.2, 0.7],
      [0.9, 0.95],
    ] as const) {
      const d = beta(a, b);
      const region = highestDensity(d, 0.8);
      expect(region.pieces).toHaveLength(2);
      expect([region.pieces[0]![0], region.pieces[1]![1]]).toEqual([0, 1]);
      expect(Math.abs(probabilityOf(d, region) - 0.8)).toBeLessThan(1e-12);
      expect(Math.abs(d.logDensity(region.pieces[0]![1]) - d.logDensity(region.pieces[1]![0]))).toBeLessThan(1e-6);
    }
    // By symmetry the arcsine law leaves out the middle fifth of the probability: sin²(π(½ ∓ 0.1)/2).
    const [[, inner]] = highestDensity(beta(0.5, 0.5), 0.8).pieces as [[number, number]];
    expect(inner).toBeCloseTo(Math.sin((Math.PI * 0.4) / 2) ** 2, 10);
  });

  test("with all mass at the ends, or at one of them, it says so", () => {
    const tiny = highestDensity(beta(1e-4, 1e-4), 0.95);
    expect(tiny.pieces).toHaveLength(2);
    expect(tiny.pieces[0]![0]).toBe(0);
    expect(highestDensity(beta(0.3, 1e5), 0.95).pieces[0]![0]).toBe(0);
    expect(highestDensity(beta(1, 5), 0.95).pieces).toEqual([[0, expect.closeTo(1 - 0.05 ** 0.2, 12)]]);
    expect(highestDensity(beta(5, 1), 0.95).pieces).toEqual([[expect.closeTo(0.05 ** 0.2, 12), 1]]);
  });

  test("of a flat law there are many, and one is given with that remark", () => {
    expect(highestDensity(beta(1, 1), 0.9)).toEqual({
      pieces: [[expect.closeTo(0.05, 14), expect.closeTo(0.95, 14)]],
      isUnique: false,
    });
  });

  test("of counts it is runs of whole numbers", () => {
    const d = distributionOf({ kind: "beta-binomial", n: 10, a: 0.3, b: 0.3 });
    const { pieces } = highestDensity(d, 0.6);
    expect(pieces).toHaveLength(2);
    expect(probabilityOf(d, { pieces, isUnique: true })).toBeGreaterThanOrEqual(0.6);
    expect(() => highestDensity(d, 1)).toThrow("level must lie in (0, 1), got 1");
  });
});

describe("risk", () => {
  test("under its own prior the posterior mean beats every other rule, on the average", () => {
    const rules = {
      mle: mleEstimator,
      map: mapEstimator(2, 3),
      median: medianEstimator(2, 3),
      minimax: minimaxEstimator,
    };
    const best = bayesRisk(meanEstimator(2, 3), 12, 2, 3);
    for (const [name, rule] of Object.entries(rules)) expect(bayesRisk(rule, 12, 2, 3), name).toBeGreaterThan(best);
    // E Var(θ|k) of beta(2, 3): ab/((a + b)(a + b + 1)(a + b + n)).
    expect(best).toBeCloseTo(6 / (5 * 6 * 17), 12);
  });

  test("the minimax rule has the same error everywhere, 1/(4(1 + √n)²), and no rule here stays below that", () => {
    for (const n of [1, 4, 25]) {
      for (const theta of [0, 0.2, 0.5, 0.99]) {
        expect(riskAt(minimaxEstimator, n, theta).mse).toBeCloseTo(1 / (4 * (1 + Math.sqrt(n)) ** 2), 14);
      }
      const most = (rule: typeof mleEstimator) =>
        Math.max(...Array.from({ length: 101 }, (_, i) => riskAt(rule, n, i / 100).mse));
      for (const rule of [mleEstimator, meanEstimator(1, 1), medianEstimator(0.5, 0.5)]) {
        expect(most(rule)).toBeGreaterThan(1 / (4 * (1 + Math.sqrt(n)) ** 2));
      }
    }
  });

  test("several rules at several θ at once have the same errors as one by one", () => {
    const rules = [mleEstimator, meanEstimator(2, 1), medianEstimator(1, 1)];
    const thetas = [0, 0.2, 0.9];
    const curves = errorCurves(rules, 7, thetas);
    rules.forEach((rule, r) => {
      thetas.forEach((theta, t) => {
        expect(curves[r]![t]).toBeCloseTo(riskAt(rule, 7, theta).mse, 15);
      });
    });
  });

  test("error is variance and squared bias", () => {
    const { mse, bias, variance } = riskAt(meanEstimator(5, 1), 7, 0.3);
    expect(mse).toBeCloseTo(variance + bias * bias, 15);
    expect(bias).toBeCloseTo((5 + 7 * 0.3) / 13 - 0.3, 14);
    expect(() => riskAt(mleEstimator, 0, 0.5)).toThrow("n must be a whole number ≥ 1, got 0");
  });
});

test("the distance from the normal limit falls as n grows, and is that of a brute-force integral", () => {
  const distance = (n: number): number => totalVariation(beta(1 + 0.7 * n, 1 + 0.3 * n), normalLimit(0.7, 1 / 0.21, n));
  const [ten, hundred, thousand] = [distance(10), distance(100), distance(1000)];
  expect([ten > hundred, hundred > thousand, thousand < 0.02]).toEqual([true, true, true]);
  const normal = distributionOf(normalLimit(0.7, 1 / 0.21, 10));
  const area = simpson((x) => Math.abs(density(beta(8, 4), x) - density(normal, x)), 0, 1, 200_000);
  expect(ten).toBeCloseTo((area + normal.tails(0)[0] + normal.tails(1)[1]) / 2, 8);
});
