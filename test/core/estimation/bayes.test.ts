import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { coinMap, coinPosterior, coinSlope, logCoinWeight } from "../../../src/core/estimation/coin";
import {
  bernoulli,
  type Conjugate,
  exponential,
  normalMean,
  poisson,
  uniformMaximum,
  uniformPredictiveDensity,
} from "../../../src/core/estimation/conjugate";
import {
  dirichlet,
  dirichletMean,
  dirichletMode,
  logDirichletDensity,
  marginalShare,
  updateDirichlet,
} from "../../../src/core/estimation/dirichlet";
import { density } from "../../../src/core/estimation/distribution";
import { gridMoments, gridOf } from "../../../src/core/estimation/grid";
import { highestDensity } from "../../../src/core/estimation/interval";
import { distributionOf, type Law } from "../../../src/core/estimation/law";
import { betaLogOdds, gammaLogarithm } from "../../../src/core/estimation/log-odds";
import { classify, fitNaiveBayes, wordProbabilities } from "../../../src/core/estimation/naive-bayes";
import {
  flatNormalPrior,
  isProper,
  jointMode,
  logNormalBothDensity,
  marginalMean,
  marginalVariance,
  type NormalInverseGamma,
  predictNormalBoth,
  updateNormalBoth,
} from "../../../src/core/estimation/normal-both";
import { marginalDeviation } from "../../../src/core/estimation/normal-deviation";
import { pointPrior, summarisePoints, updatePoints } from "../../../src/core/estimation/points";
import { emptyTally, mergeTallies, observe, tallyOf } from "../../../src/core/estimation/tally";
import { estimateTanks, tankMass, tankTail } from "../../../src/core/estimation/tank";
import { logOdds } from "../../../src/core/estimation/transform";
import { integrate, simpson } from "../../../src/core/num/quadrature";
import { createRng } from "../../../src/core/num/rng";

const off = (actual: number, expected: number): number => (actual === expected ? 0 : Math.abs(actual / expected - 1));
const beta = (a: number, b: number) => distributionOf({ kind: "beta", a, b });

const families: readonly {
  name: string;
  family: Conjugate<never, never>;
  prior: Law;
  data: readonly number[];
  range: readonly [number, number];
}[] = [
  {
    name: "bernoulli",
    family: bernoulli as never,
    prior: { kind: "beta", a: 0.7, b: 2.3 },
    data: [1, 0, 0, 1, 1, 0, 1],
    range: [0, 1],
  },
  {
    name: "poisson",
    family: poisson as never,
    prior: { kind: "gamma", shape: 3.1, rate: 5 },
    data: [3, 0, 2, 7],
    range: [0, 12],
  },
  {
    name: "exponential",
    family: exponential as never,
    prior: { kind: "gamma", shape: 2.2, rate: 0.3 },
    data: [0.3, 1.7, 0.1],
    range: [0, 20],
  },
  {
    name: "normal mean",
    family: normalMean(1.3) as never,
    prior: { kind: "normal", mean: 0.4, sd: 2 },
    data: [1.1, -0.2, 0.7],
    range: [-12, 12],
  },
];

describe.each(families)("$name", ({ family, prior, data, range }) => {
  const update = family.posterior as unknown as (law: Law, data: unknown) => Law;
  const evidence = family.logEvidence as unknown as (law: Law, data: unknown) => number;

  test("data one by one, in bulk, backwards and in two heaps give the same posterior to the last bit", () => {
    const bulk = update(prior, tallyOf(data));
    const single = data.reduce((tally, x) => observe(tally, x), emptyTally);
    const heaps = mergeTallies(tallyOf(data.slice(2)), tallyOf(data.slice(0, 2)));
    for (const tally of [single, tallyOf([...data].reverse()), heaps]) expect(update(prior, tally)).toEqual(bulk);
    expect(update(prior, emptyTally)).toEqual(prior);
  });

  test("the posterior is prior times likelihood over the evidence, as Simpson's rule has it", () => {
    const tally = tallyOf(data);
    const weight = (theta: number): number =>
      Math.exp(family.logLikelihood(theta, tally) + distributionOf(prior).logDensity(theta));
    // Away from the ends, where a shape below 1 has a pole.
    const posterior = distributionOf(update(prior, tally));
    const total = Math.exp(evidence(prior, tally));
    for (const p of [0.05, 0.3, 0.6, 0.95]) {
      const theta = posterior.quantile(p);
      expect(off(weight(theta) / total, density(posterior, theta))).toBeLessThan(1e-12);
    }
    const whole = simpson(
      (theta) => weight(Math.min(range[1] - 1e-12, Math.max(range[0] + 1e-12, theta))),
      ...range,
      40_000,
    );
    expect(off(whole, total)).toBeLessThan(1e-6);
  });

  test("the maximum-likelihood estimate is the top of the likelihood", () => {
    const tally = tallyOf(data);
    const top = family.mle(tally);
    for (const step of [-1e-4, 1e-4]) {
      expect(family.logLikelihood(top + step, tally)).toBeLessThan(family.logLikelihood(top, tally));
    }
  });

  test("the predictive law is the likelihood averaged over the parameter", () => {
    const law = distributionOf(prior);
    const next = distributionOf((family.predictive as unknown as (law: Law) => Law)(prior));
    for (const x of [0, 1]) {
      const one = observe(emptyTally, x === 0 && !family.accepts(0) ? 0.5 : x);
      const at = x === 0 && !family.accepts(0) ? 0.5 : x;
      let mean = 0;
      for (let i = 0; i < 400; i++) {
        mean += integrate((p) => Math.exp(family.logLikelihood(law.quantile(p), one)), i / 400, (i + 1) / 400, 12);
      }
      // What the likelihood leaves out: 1/x! is 1 for 0 and 1, and the normal's 1/(σ√2π).
      const factor = next.support[0] === Number.NEGATIVE_INFINITY ? 1 / (1.3 * Math.sqrt(2 * Math.PI)) : 1;
      expect(off(mean * factor, density(next, at))).toBeLessThan(1e-6);
    }
  });
});

describe("sums of real data", () => {
  test("no order and no grouping moves a posterior by a bit", () => {
    const numbers = fc.array(fc.double({ min: -1e12, max: 1e12, noNaN: true }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(numbers, fc.nat(), (data, seed) => {
        const shuffled = [...data];
        const rng = createRng(seed);
        for (let i = shuffled.length - 1; i > 0; i--) {
          const j = rng.nextBelow(i + 1);
          [shuffled[i], shuffled[j]] = [shuffled[j]!, shuffled[i]!];
        }
        const cut = rng.nextBelow(data.length + 1);
        const merged = mergeTallies(tallyOf(shuffled.slice(0, cut)), tallyOf(shuffled.slice(cut)));
        const prior = { mean: 0.1, weight: 0.3, shape: 1.7, scale: 2.9 };
        expect(updateNormalBoth(prior, merged)).toEqual(updateNormalBoth(prior, tallyOf(data)));
        const normal = { kind: "normal", mean: 0.1, sd: 3 } as const;
        expect(normalMean(2).posterior(normal, merged)).toEqual(normalMean(2).posterior(normal, tallyOf(data)));
      }),
      { numRuns: 60 },
    );
  });

  test("a spread of 1 on top of a mean of a hundred million survives", () => {
    const data = [1e8 - 1, 1e8, 1e8 + 1];
    expect(marginalVariance(updateNormalBoth({ mean: 1e8, weight: 1, shape: 1, scale: 1 }, tallyOf(data))).scale).toBe(
      2,
    );
  });

  test("observations that are no numbers and exposures that are none are refused", () => {
    expect(() => tallyOf([1, Number.NaN])).toThrow("x must be finite, got NaN");
    expect(() => observe(emptyTally, 1, 0)).toThrow("exposure must be positive and finite, got 0");
    expect(() => tallyOf([1, 2], [1])).toThrow("exposures must hold 2 numbers, got 1");
    expect([bernoulli.accepts(0.5), poisson.accepts(-1), poisson.accepts(1.5), exponential.accepts(0)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test("without data there is no estimate", () => {
    expect([bernoulli.mle(emptyTally), uniformMaximum.mle(emptyTally), normalMean(1).mle(emptyTally)]).toEqual([
      Number.NaN,
      Number.NaN,
      Number.NaN,
    ]);
    expect(poisson.mle(emptyTally)).toBeNaN();
  });
});

describe("other priors on the coin", () => {
  test("a truncated normal prior: slope zero at the MAP, or the end towards which it still rises", () => {
    for (const [k, n, mean, sd] of [
      [7, 10, 0.5, 0.1],
      [0, 5, 0.5, 0.1],
      [3, 3, 0.2, 0.05],
      [0, 0, 0.3, 0.2],
      [50, 1000, 0.9, 0.02],
    ] as const) {
      const coin = { k, n, mean, sd };
      const top = coinMap(coin);
      const scale = Math.sqrt(n + 1 / sd ** 2);
      expect(Math.abs(coinSlope(coin, top)) / scale).toBeLessThan(1e-11);
    }
    expect(coinMap({ k: 0, n: 20, mean: 0.5, sd: 1 })).toBe(0);
    expect(coinMap({ k: 20, n: 20, mean: 0.5, sd: 1 })).toBe(1);
    expect(() => coinMap({ k: 3, n: 2, mean: 0.5, sd: 1 })).toThrow("0 ≤ k ≤ n, got 3 and 2");
  });

  test("its quadrature agrees with Simpson's rule on the evidence, and its quantiles invert it", () => {
    for (const coin of [
      { k: 7, n: 10, mean: 0.5, sd: 0.1 },
      { k: 0, n: 20, mean: 0.5, sd: 1 },
      { k: 700, n: 1000, mean: 0.5, sd: 0.1 },
    ]) {
      const posterior = coinPosterior(coin);
      const total = simpson((t) => Math.exp(logCoinWeight(coin, t) - posterior.logTotal), 0, 1, 20_000);
      expect(Math.abs(total - 1)).toBeLessThan(1e-10);
      for (const p of [0.001, 0.5, 0.975])
        expect(Math.abs(posterior.tails(posterior.quantile(p))[0] - p)).toBeLessThan(1e-12);
    }
  });

  test("points: ties, an impossible sample, weights that are none", () => {
    const prior = pointPrior([0, 0.5, 1], [1, 2, 1]);
    const like = (k: number, n: number) => (theta: number) =>
      bernoulli.logLikelihood(theta, tallyOf(Array.from({ length: n }, (_, i) => (i < k ? 1 : 0))));
    expect(updatePoints(prior, like(1, 2))?.weights).toEqual([0, 1, 0]);
    expect(updatePoints(pointPrior([0, 1], [1, 1]), like(1, 2))).toBeUndefined();
    expect(summarisePoints(pointPrior([0.2, 0.8], [1, 1])).modes).toEqual([0.2, 0.8]);
    expect(summarisePoints(prior)).toMatchObject({ mean: 0.5, median: 0.5, modes: [0.5] });
    expect(() => pointPrior([0.1], [-1])).toThrow("weights must be ≥ 0");
  });
});

describe("the parameter written another way", () => {
  test("on the log-odds the MAP is the mean of θ: another point; quantiles are carried over", () => {
    const [theta, phi] = [beta(8, 4), betaLogOdds(8, 4)];
    expect(logOdds.back(phi.mode.at[0]!)).toBeCloseTo(8 / 12, 14);
    expect(theta.mode.at[0]).toBeCloseTo(0.7, 14);
    for (const p of [0.025, 0.5, 0.975]) expect(logOdds.back(phi.quantile(p))).toBeCloseTo(theta.quantile(p), 13);
    // The highest-density regions are different sets.
    const carried = highestDensity(phi, 0.95).pieces[0]!.map(logOdds.back);
    expect(Math.abs(carried[0]! - highestDensity(theta, 0.95).pieces[0]![0])).toBeGreaterThan(0.01);
  });

  test("the density in φ has mass one, the mean ψ(a) − ψ(b), and its top where the slope is zero", () => {
    for (const [a, b] of [
      [8, 4],
      [0.5, 0.5],
      [1, 3],
    ] as const) {
      const phi = betaLogOdds(a, b);
      let [mass, mean] = [0, 0];
      for (let i = -240; i < 240; i++) {
        mass += integrate((t) => density(phi, t), i / 2, (i + 1) / 2, 20);
        mean += integrate((t) => t * density(phi, t), i / 2, (i + 1) / 2, 20);
      }
      expect(Math.abs(mass - 1)).toBeLessThan(1e-12);
      expect(Math.abs(mean - phi.mean)).toBeLessThan(1e-11);
      const top = phi.mode.at[0]!;
      expect(Math.abs(phi.logDensity(top + 1e-4) - phi.logDensity(top - 1e-4))).toBeLessThan(1e-10);
    }
    expect(Math.exp(gammaLogarithm(6, 7).mode.at[0]!)).toBeCloseTo(6 / 7, 14);
  });
});

describe("normal data, both unknown", () => {
  const prior: NormalInverseGamma = { mean: 1, weight: 2, shape: 3, scale: 2.5 };
  const posterior = updateNormalBoth(prior, tallyOf([1.4, 0.3, 2.2, 1.9]));

  test("marginals and the joint top agree with a grid", () => {
    const grid = gridOf((mu, v) => logNormalBothDensity(posterior, mu, v), [-6, 1e-4, 9, 25], 900, 3000)!;
    const { mean } = gridMoments(grid);
    expect(Math.abs(grid.logTotal)).toBeLessThan(2e-4);
    expect(mean[0]).toBeCloseTo(distributionOf(marginalMean(posterior)).mean, 4);
    expect(mean[1]).toBeCloseTo(distributionOf(marginalVariance(posterior)).mean, 2);
    const top = jointMode(posterior);
    const value = logNormalBothDensity(posterior, top.mean, top.variance);
    for (const [du, dv] of [
      [1e-3, 0],
      [-1e-3, 0],
      [0, 1e-3],
      [0, -1e-3],
    ] as const) {
      expect(logNormalBothDensity(posterior, top.mean + du, top.variance + dv)).toBeLessThan(value);
    }
    expect(top.variance).toBeLessThan(distributionOf(marginalVariance(posterior)).mode.at[0]!);
  });

  test("the next observation is wider than the mean, and a flat prior needs two different data", () => {
    expect(predictNormalBoth(posterior).scale).toBeGreaterThan(marginalMean(posterior).scale);
    expect(isProper(updateNormalBoth(flatNormalPrior, tallyOf([3])))).toBe(false);
    expect(isProper(updateNormalBoth(flatNormalPrior, tallyOf([3, 3, 3])))).toBe(false);
    expect(isProper(updateNormalBoth(flatNormalPrior, tallyOf([3, 4])))).toBe(true);
    expect(() => marginalMean(updateNormalBoth(flatNormalPrior, tallyOf([3])))).toThrow("must be positive and finite");
  });

  test("σ alone is the root of an inverse gamma: quantiles, moments and density of SciPy 1.10, invgamma(4.5, scale=3.2)", () => {
    const sigma = marginalDeviation({ shape: 4.5, scale: 3.2 });
    [0.580033575514576, 0.8758570293739528, 1.5394896790286843].forEach((value, k) => {
      expect(sigma.quantile([0.025, 0.5, 0.975][k]!)).toBeCloseTo(value, 12);
    });
    expect([sigma.mean, sigma.sd]).toEqual([expect.closeTo(0.9227456080530672, 9), expect.closeTo(0.25065166487, 9)]);
    expect(Math.exp(sigma.logDensity(0.8))).toBeCloseTo(2.023896810123887, 12);
    const [top] = sigma.mode.at;
    for (const step of [-1e-3, 1e-3]) expect(sigma.logDensity(top! + step)).toBeLessThan(sigma.logDensity(top!));
    expect(sigma.tails(-1)).toEqual([0, 1]);
  });
});

test("Dirichlet: counts add, the mean is the next observation's chance, marginals are beta", () => {
  const posterior = updateDirichlet(dirichlet([1, 1, 1]), [3, 0, 2]);
  expect(posterior.alpha).toEqual([4, 1, 3]);
  expect(dirichletMean(posterior)).toEqual([4 / 8, 1 / 8, 3 / 8]);
  expect(marginalShare(posterior, 0)).toEqual({ kind: "beta", a: 4, b: 4 });
  // With two categories it is the beta law.
  expect(Math.exp(logDirichletDensity(dirichlet([8, 4]), [0.3, 0.7]))).toBeCloseTo(density(beta(8, 4), 0.3), 12);
  expect(() => updateDirichlet(posterior, [1, 2])).toThrow("counts must hold 3 numbers, got 2");
  expect(() => updateDirichlet(posterior, [1, 2, 0.5])).toThrow("counts must be whole numbers ≥ 0, got 0.5");
});

test("Laplace's smoothing is the mean under Dirichlet priors of ones, or the MAP under twos; unseen words get their share", () => {
  const table = { features: [["a"], ["a"], ["b"]], classes: ["x", "x", "y"] };
  const smooth = fitNaiveBayes(table, 1);
  expect(wordProbabilities(smooth, 0, "a")).toEqual([
    dirichletMean(updateDirichlet(dirichlet([1, 1]), [2, 0]))[0],
    dirichletMean(updateDirichlet(dirichlet([1, 1]), [0, 1]))[0],
  ]);
  expect(wordProbabilities(smooth, 0, "a")[0]).toBe(dirichletMode(updateDirichlet(dirichlet([2, 2]), [2, 0])).at[0]);
  expect(wordProbabilities(smooth, 0, "new")).toEqual([1 / 4, 1 / 3]);
  // Without smoothing a word unseen in every class leaves no verdict.
  expect(classify(fitNaiveBayes(table, 0), ["new"])).toEqual({
    joint: [0, 0],
    posterior: [Number.NaN, Number.NaN],
    best: ["x", "y"],
  });
  expect(() => fitNaiveBayes({ features: [], classes: [] }, 1)).toThrow("classes must hold 0 ≥ 1 labels, got 0");
  expect(() => fitNaiveBayes({ features: [["a"], []], classes: ["x", "y"] }, 1)).toThrow(
    "row 1 must hold 1 features, got 0",
  );
});

describe("uniform data with an unknown end", () => {
  const prior = { kind: "pareto", scale: 1, shape: 0.5 } as const;
  const data = tallyOf([2, 5, 3]);

  test("the largest is all that counts, and the posterior sits above it", () => {
    const posterior = uniformMaximum.posterior(prior, data);
    expect(posterior).toEqual({ kind: "pareto", scale: 5, shape: 3.5 });
    expect(uniformMaximum.mle(data)).toBe(5);
    expect(uniformMaximum.logLikelihood(4.9, data)).toBe(Number.NEGATIVE_INFINITY);
  });

  test("evidence and predictive density agree with quadrature", () => {
    const law = distributionOf(prior);
    let [evidence, next] = [0, 0];
    for (let i = 0; i < 2000; i++) {
      const [a, b] = [i / 2000, (i + 1) / 2000];
      evidence += integrate((p) => Math.exp(uniformMaximum.logLikelihood(law.quantile(p), data)), a, b, 10);
      next += integrate((p) => (law.quantile(p) >= 4 ? 1 / law.quantile(p) : 0), a, b, 10);
    }
    expect(off(evidence, Math.exp(uniformMaximum.logEvidence(prior, data)))).toBeLessThan(1e-2);
    expect(off(next, uniformPredictiveDensity(uniformMaximum.predictive(prior), 4))).toBeLessThan(1e-2);
  });
});

describe("German tanks", () => {
  test("masses add up to one, tails are their sums, mean and median follow", () => {
    let [sum, mean, square] = [0, 0, 0];
    for (let n = 60; n < 200_000; n++) {
      const mass = tankMass(60, 4, n);
      sum += mass;
      mean += n * mass;
      square += n * n * mass;
    }
    expect(sum).toBeCloseTo(1, 9);
    const { mean: exact, sd, median } = estimateTanks(60, 4);
    expect(off(mean, exact)).toBeLessThan(1e-6);
    expect(off(Math.sqrt(square - mean * mean), sd)).toBeLessThan(2e-3);
    expect(tankTail(60, 4, median)).toBeLessThanOrEqual(0.5);
    expect(tankTail(60, 4, median - 1)).toBeGreaterThan(0.5);
  });

  test("too few tanks have no mean, and one has no posterior", () => {
    expect(estimateTanks(60, 2)).toMatchObject({ mean: Infinity, sd: Infinity });
    expect(estimateTanks(60, 1)).toMatchObject({ unbiased: 119, median: Infinity });
    expect(() => tankMass(60, 1, 70)).toThrow("k must be at least 2, got 1");
    expect(() => estimateTanks(3, 4)).toThrow("1 ≤ k ≤ m, got 4 and 3");
  });
});
