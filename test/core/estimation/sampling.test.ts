import { describe, expect, test } from "vitest";
import {
  averageCoverage,
  coinInterval,
  coinIntervals,
  coverageAt,
  intervalTable,
  repeatExperiment,
} from "../../../src/core/estimation/coverage";
import { diagnose, effectiveSize, plainRHat, split } from "../../../src/core/estimation/diagnose";
import { gridLevel, gridMoments, gridOf } from "../../../src/core/estimation/grid";
import { fitLaplace } from "../../../src/core/estimation/laplace";
import { findTop, numericDistribution } from "../../../src/core/estimation/numeric";
import { sample, samplers, tune } from "../../../src/core/estimation/sampler";
import { type Target, targetOf } from "../../../src/core/estimation/target";
import { createRng } from "../../../src/core/num/rng";

/** A normal law with correlation ρ in two dimensions, sd 1 and 2, centre (1, −1). */
const rho = 0.6;
const normal2 = (): Target => {
  const z = (x: ArrayLike<number>): readonly [number, number] => [x[0]! - 1, (x[1]! + 1) / 2];
  const det = 1 - rho * rho;
  return {
    dimension: 2,
    value: (x) => {
      const [u, v] = z(x);
      return -(u * u - 2 * rho * u * v + v * v) / (2 * det);
    },
    gradient: (x) => {
      const [u, v] = z(x);
      return Float64Array.of(-(u - rho * v) / det, -(v - rho * u) / det / 2);
    },
    hessian: () => Float64Array.of(-1 / det, rho / det / 2, rho / det / 2, -1 / det / 4),
  };
};

describe.each(samplers)("%s", (sampler) => {
  const target = normal2();
  const chainsOf = (draws: number) =>
    [0, 1, 2, 3].map((c) => {
      const rng = createRng(17, c + 1);
      const { scale, at } = tune(sampler, target, [3 * c - 4, 2], rng, { scale: 0.5 });
      return sample(sampler, target, at, rng, { draws, scale });
    });
  const chains = chainsOf(4000);
  const coordinate = (i: number) =>
    chains.map(({ draws }) => Float64Array.from({ length: 4000 }, (_, t) => draws[2 * t + i]!));

  test("mean and spread are those of the target, within five standard errors", () => {
    for (const [i, mean, sd] of [
      [0, 1, 1],
      [1, -1, 2],
    ] as const) {
      const found = diagnose(coordinate(i));
      expect(Math.abs(found.mean - mean)).toBeLessThan(5 * found.error);
      expect(Math.abs(found.sd / sd - 1)).toBeLessThan(5 / Math.sqrt(found.effective));
      expect(found.rHat).toBeLessThan(1.02);
      expect(found.effective).toBeGreaterThan(200);
    }
  });

  test("the same seed gives the same chain, whatever ran before", () => {
    expect(chainsOf(50)[2]!.draws).toEqual(chains[2]!.draws.slice(0, 100));
  });

  test("a rejected proposal repeats the state, an accepted one becomes it", () => {
    const { draws, proposals, accepted } = chains[0]!;
    for (let t = 1; t < 200; t++) {
      const from = accepted[t] === 1 ? proposals.slice(2 * t, 2 * t + 2) : draws.slice(2 * t - 2, 2 * t);
      expect(draws.slice(2 * t, 2 * t + 2)).toEqual(from);
    }
  });

  test("about the wanted share is accepted after tuning", () => {
    const share = chains.reduce((sum, { accepted }) => sum + accepted.reduce((a, b) => a + b, 0) / 4000, 0) / 4;
    expect(Math.abs(share - (sampler === "hmc" ? 0.8 : 0.234))).toBeLessThan(0.12);
  });

  test("a start without density is refused, and a wall is never crossed", () => {
    const half = targetOf(1, (x) => (x[0]! > 0 ? -x[0]! : Number.NEGATIVE_INFINITY));
    expect(() => sample(sampler, half, [-1], createRng(1), { draws: 1, scale: 1 })).toThrow(
      "the start must have a density, got -1",
    );
    const chain = sample(sampler, half, [1], createRng(1), { draws: 3000, scale: 0.5, leaps: 5 });
    expect(Math.min(...chain.draws)).toBeGreaterThan(0);
    const found = diagnose([chain.draws]);
    expect(Math.abs(found.mean - 1)).toBeLessThan(6 * found.error);
  });
});

test("the leapfrog keeps the energy to second order and runs back where it came from", () => {
  const target = normal2();
  const chances = (scale: number): number => {
    const chain = sample("hmc", target, [1, 1], createRng(3), { draws: 400, scale, leaps: Math.round(1 / scale) });
    return chain.chances.reduce((sum, chance) => sum + (1 - chance), 0) / 400;
  };
  expect(chances(0.05) / chances(0.1)).toBeLessThan(0.4);
  const { paths, divergences } = sample("hmc", target, [1, 1], createRng(3), {
    draws: 5,
    scale: 0.1,
    leaps: 7,
    keepPaths: true,
  });
  expect([paths!.length, divergences]).toEqual([5, 0]);
  // Two coordinates for each of 1 to 7 leaps and the start.
  for (const { length } of paths!) expect([length % 2, length >= 4, length <= 16]).toEqual([0, true, true]);
  expect(sample("hmc", target, [1, 1], createRng(3), { draws: 50, scale: 5, leaps: 20 }).divergences).toBeGreaterThan(
    0,
  );
});

describe("diagnosis", () => {
  const independent = (seed: number, n: number, shift = 0) => {
    const rng = createRng(seed, 9);
    return Float64Array.from({ length: n }, () => shift + rng.nextNormal());
  };

  test("independent draws are worth their number, and a chain with autocorrelation φ is worth (1 − φ)/(1 + φ) of it", () => {
    const chains = [1, 2, 3, 4].map((seed) => independent(seed, 5000));
    expect(Math.abs(effectiveSize(chains) / 20_000 - 1)).toBeLessThan(0.1);
    const phi = 0.8;
    const slow = chains.map((noise) => {
      let x = 0;
      return noise.map((e) => {
        x = phi * x + Math.sqrt(1 - phi * phi) * e;
        return x;
      });
    });
    expect(Math.abs(effectiveSize(slow) / ((20_000 * (1 - phi)) / (1 + phi)) - 1)).toBeLessThan(0.15);
  });

  test("R̂ is 1 for chains alike, above for chains apart, for one that drifts and for unequal spreads", () => {
    const alike = [1, 2, 3, 4].map((seed) => independent(seed, 1000));
    expect(diagnose(alike).rHat).toBeLessThan(1.01);
    expect(diagnose([...alike.slice(1), independent(8, 1000, 2)]).rHat).toBeGreaterThan(1.1);
    const drift = independent(6, 1000).map((x, t) => x + t / 300);
    expect(plainRHat(split([drift]))).toBeGreaterThan(1.3);
    expect(diagnose([...alike.slice(1), independent(8, 1000).map((x) => 4 * x)]).rHat).toBeGreaterThan(1.1);
  });

  test("the plain R̂ by hand: two chains 1, 2, 3 and 2, 3, 4", () => {
    // Within 1, variance of the means ½, n = 3.
    expect(
      plainRHat([
        [1, 2, 3],
        [2, 3, 4],
      ]),
    ).toBeCloseTo(Math.sqrt(2 / 3 + 0.5), 14);
  });

  test("too few or equal draws have no diagnosis", () => {
    expect(diagnose([[1, 2, 3]]).effective).toBeNaN();
    expect(diagnose([new Array(100).fill(2), new Array(100).fill(2)]).rHat).toBeNaN();
  });
});

describe("approximations", () => {
  test("Laplace is exact for a normal density, in its centre, covariance and total", () => {
    const fit = fitLaplace(normal2(), [9, 9])!;
    if (!("mode" in fit)) throw new Error("no fit");
    [1, -1].forEach((x, i) => {
      expect(fit.mode[i]).toBeCloseTo(x, 12);
    });
    [1, 2 * rho, 2 * rho, 4].forEach((c, i) => {
      expect(fit.covariance[i]).toBeCloseTo(c, 10);
    });
    // √det of the covariance is 2 √(1 − ρ²).
    expect(fit.logTotal).toBeCloseTo(Math.log(2 * Math.PI * 2 * Math.sqrt(1 - rho * rho)), 10);
    expect(fit.ridge).toBeUndefined();
  });

  test("derivatives by differences give nearly the same", () => {
    const fit = fitLaplace(targetOf(2, normal2().value), [3, 0])!;
    if (!("mode" in fit)) throw new Error("no fit");
    expect(fit.covariance[0]).toBeCloseTo(1, 5);
  });

  test("a ridge is found with its direction: only x + y is known", () => {
    const fit = fitLaplace(
      targetOf(2, (x) => -((x[0]! + x[1]! - 1) ** 2)),
      [0, 0],
    )!;
    expect(Math.abs(fit.ridge![0]!)).toBeCloseTo(Math.SQRT1_2, 5);
    expect(fit.ridge![0]! * fit.ridge![1]!).toBeCloseTo(-0.5, 5);
    expect(
      fitLaplace(
        targetOf(1, (x) => x[0]!),
        [0],
      ),
    ).toBeUndefined();
  });

  test("a grid gives the moments and the total", () => {
    const grid = gridOf((x, y) => normal2().value([x, y]), [-7, -17, 9, 15], 200, 200)!;
    const { mean, sd, correlation } = gridMoments(grid);
    expect([mean[0], mean[1], sd[0], sd[1], correlation].map((x) => Number(x.toFixed(6)))).toEqual([1, -1, 1, 2, rho]);
    expect(grid.logTotal).toBeCloseTo(Math.log(4 * Math.PI * Math.sqrt(1 - rho * rho)), 9);
    // Half of a normal law in the plane lies where the density is above half its top.
    expect(gridLevel(grid, 0.5) / Math.max(...grid.weights)).toBeCloseTo(0.5, 1);
    expect(gridOf(() => Number.NaN, [0, 0, 1, 1], 4, 4)).toBeUndefined();
  });

  test("a density by quadrature: totals, quantiles, tops at an end, none at all", () => {
    const d = numericDistribution((x) => -x, 0, 50)!;
    expect(d.mean).toBeCloseTo(1, 10);
    expect(d.quantile(0.5)).toBeCloseTo(Math.LN2, 11);
    expect(d.logTotal).toBeCloseTo(0, 12);
    expect(d.mode).toEqual({ kind: "end", at: [0], isUnbounded: false });
    expect(numericDistribution(() => Number.NaN, 0, 1)).toBeUndefined();
    expect(findTop((x) => -((x - 0.123456) ** 2), -5, 5)).toBeCloseTo(0.123456, 7);
    // A needle that no coarse sample meets, its place known.
    const needle = numericDistribution((x) => -0.5 * ((x - 0.3) / 1e-6) ** 2, 0, 1, 0.3)!;
    expect(needle.sd / 1e-6).toBeCloseTo(1, 9);
  });
});

describe("coverage", () => {
  const choice = { level: 0.95, a: 1, b: 1 } as const;

  test("exact coverage agrees with simulation, within five standard errors, for each interval", () => {
    for (const method of coinIntervals) {
      const table = intervalTable({ ...choice, method }, 20);
      for (const theta of [0.1, 0.5]) {
        const trials = repeatExperiment(table, theta, 4000, createRng(23));
        const share = trials.filter(({ holds }) => holds).length / 4000;
        const exact = coverageAt(table, theta);
        expect(Math.abs(share - exact), method).toBeLessThan(5 * Math.sqrt((exact * (1 - exact)) / 4000) + 1e-3);
      }
    }
  });

  test("Clopper and Pearson's interval never holds less often than promised; Wald's often does", () => {
    const thetas = Array.from({ length: 199 }, (_, i) => (i + 1) / 200);
    const least = (method: (typeof coinIntervals)[number]) => {
      const table = intervalTable({ ...choice, method }, 20);
      return Math.min(...thetas.map((theta) => coverageAt(table, theta)));
    };
    expect(least("clopper-pearson")).toBeGreaterThanOrEqual(0.95);
    expect(least("wald")).toBeLessThan(0.2);
    expect(least("wilson")).toBeGreaterThan(0.8);
  });

  test("a credible interval holds exactly its level when θ is drawn from the prior", () => {
    for (const method of ["equal-tailed", "highest-density"] as const) {
      for (const [a, b] of [
        [1, 1],
        [2, 5],
      ] as const) {
        const table = intervalTable({ method, level: 0.9, a, b }, 15);
        expect(averageCoverage(table, a, b), method).toBeCloseTo(0.9, 10);
      }
    }
  });

  test("placenta study's interval, Wilson's by hand, and what is refused", () => {
    expect(coinInterval({ ...choice, method: "equal-tailed" }, 437, 980)[0]).toBeCloseTo(0.4150655, 7);
    // scipy: binomtest(7, 10).proportion_ci(method=...).
    expect(coinInterval({ ...choice, method: "clopper-pearson" }, 7, 10)).toEqual([
      expect.closeTo(0.3475471499, 9),
      expect.closeTo(0.9332604888, 9),
    ]);
    expect(coinInterval({ ...choice, method: "wilson" }, 7, 10)).toEqual([
      expect.closeTo(0.3967781475, 9),
      expect.closeTo(0.8922087326, 9),
    ]);
    expect(() => coinInterval({ ...choice, method: "wald" }, 3, 0)).toThrow("0 ≤ k ≤ n, got 3 and 0");
    expect(() => coinInterval({ ...choice, level: 1, method: "wald" }, 1, 2)).toThrow(
      "level must lie in (0, 1), got 1",
    );
  });
});
