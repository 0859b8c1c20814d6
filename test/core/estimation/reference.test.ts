import { describe, expect, test } from "vitest";
import { normalLimit } from "../../../src/core/estimation/asymptotic";
import { coinMap, coinPosterior, coinSlope } from "../../../src/core/estimation/coin";
import { bernoulli, normalMean, poisson } from "../../../src/core/estimation/conjugate";
import { type Distribution, probabilityBetween } from "../../../src/core/estimation/distribution";
import { bernoulliLikelihood, likelihoodOf } from "../../../src/core/estimation/families";
import { equalTailed, highestDensity } from "../../../src/core/estimation/interval";
import { distributionOf, type Law } from "../../../src/core/estimation/law";
import { designOf, determination, fitRidge } from "../../../src/core/estimation/line";
import { classify, fitNaiveBayes } from "../../../src/core/estimation/naive-bayes";
import { flatNormalPrior, marginalMean, updateNormalBoth } from "../../../src/core/estimation/normal-both";
import { pointPrior, updatePoints } from "../../../src/core/estimation/points";
import { meanEstimator, minimaxEstimator, mleEstimator, riskAt } from "../../../src/core/estimation/risk";
import { momentsOf, tallyOf } from "../../../src/core/estimation/tally";
import { estimateTanks } from "../../../src/core/estimation/tank";
import samples from "../../../src/demos/estimation/samples.json";

/** Numbers printed in the literature or computed with scipy 1.10, to the digits that are given. */
const near = (actual: number, printed: number, digits = 6): void => expect(actual).toBeCloseTo(printed, digits);
const law = (value: Law): Distribution => distributionOf(value);
const coinOf = (k: number, n: number, sd: number) => ({ k, n, mean: 0.5, sd });
const tosses = (k: number, n: number) => tallyOf(Array.from({ length: n }, (_, i) => (i < k ? 1 : 0)));

describe("seven heads in ten tosses", () => {
  test("maximum likelihood says 0.7", () => {
    expect(bernoulliLikelihood(7, 10).maximum).toEqual({ kind: "interior", at: [0.7] });
  });

  test("a normal prior of standard deviation 0.1 gives 0.557691, of variance 0.1 gives 0.663496: the two are often mixed up", () => {
    near(coinMap(coinOf(7, 10, 0.1)), 0.557691);
    near(coinMap(coinOf(7, 10, Math.sqrt(0.1))), 0.663496);
    near(coinMap(coinOf(70, 100, 0.1)), 0.663496);
    near(coinMap(coinOf(700, 1000, 0.1)), 0.695855);
    near(coinMap(coinOf(700, 1000, Math.sqrt(0.1))), 0.699581);
    // n over the prior's precision is the same for the two: so is the answer, to the last digits.
    expect(Math.abs(coinMap(coinOf(70, 100, 0.1)) - coinMap(coinOf(7, 10, Math.sqrt(0.1))))).toBeLessThan(1e-15);
    expect(Math.abs(coinSlope(coinOf(7, 10, 0.1), coinMap(coinOf(7, 10, 0.1))))).toBeLessThan(1e-12);
  });

  test("its posterior has mean 0.557899 and sd 0.084052", () => {
    const posterior = coinPosterior(coinOf(7, 10, 0.1));
    near(posterior.mean, 0.557899);
    near(posterior.sd, 0.084052);
    // scipy's adaptive quadrature.
    expect(Math.abs(posterior.mean - 0.5578987517630242)).toBeLessThan(1e-12);
    expect(Math.abs(posterior.sd - 0.08405181447634688)).toBeLessThan(1e-12);
    expect(Math.abs(coinPosterior(coinOf(7, 10, Math.sqrt(0.1))).mean - 0.644363132427237)).toBeLessThan(1e-12);
  });

  test.each([
    [1, 1, { mean: 0.666667, map: 0.7, median: 0.676196, low: 0.390257, high: 0.890737, sd: 0.130744 }],
    [2, 2, { mean: 0.642857, map: 0.666667, median: 0.649837, low: 0.385738, high: 0.861421 }],
    [5, 5, { mean: 0.6, map: 0.611111, median: 0.603397, low: 0.383578, high: 0.797479, sd: 0.106904 }],
    [0.5, 0.5, { mean: 0.681818, map: 0.722222, low: 0.394182, high: 0.907305 }],
  ] as const)("prior beta(%d, %d)", (a, b, expected) => {
    const posterior = bernoulli.posterior({ kind: "beta", a, b }, tosses(7, 10));
    expect(posterior).toEqual({ kind: "beta", a: a + 7, b: b + 3 });
    const d = law(posterior);
    near(d.mean, expected.mean);
    near(d.mode.at[0]!, expected.map);
    const [low, high] = equalTailed(d, 0.95);
    near(low, expected.low);
    near(high, expected.high);
    if ("median" in expected) near(d.quantile(0.5), expected.median);
    if ("sd" in expected) near(d.sd, expected.sd);
  });

  test("the smallest intervals that hold 95 per cent", () => {
    const ends = (a: number, b: number) => highestDensity(law({ kind: "beta", a, b }), 0.95).pieces[0]!;
    near(ends(8, 4)[0], 0.412047);
    near(ends(8, 4)[1], 0.906628);
    near(ends(12, 8)[0], 0.390833);
    near(ends(12, 8)[1], 0.803848);
  });
});

test("one of three coins, 4 heads of 5: 3, 32 and 81 of 116", () => {
  const posterior = updatePoints(pointPrior([0.25, 0.5, 0.75], [1, 1, 1]), (theta) =>
    bernoulli.logLikelihood(theta, tosses(4, 5)),
  )!;
  for (const j of [0, 1, 2]) near(posterior.weights[j]!, [3, 32, 81][j]! / 116, 15);
});

test("placenta previa: 437 girls of 980 births", () => {
  const d = law(bernoulli.posterior({ kind: "beta", a: 1, b: 1 }, tosses(437, 980)));
  near(d.mean, 0.4460285, 7);
  near(d.sd, 0.0158543, 7);
  const [low, high] = equalTailed(d, 0.95);
  near(low, 0.4150655, 7);
  near(high, 0.4771998, 7);
  near(d.tails(0.485)[0], 0.992826, 7);
  expect([d.mean.toFixed(8), low.toFixed(8), high.toFixed(8)]).toEqual(["0.44602851", "0.41506549", "0.47719977"]);
});

test("asthma deaths: a gamma prior and one or ten years of counts", () => {
  const prior = { kind: "gamma", shape: 3, rate: 5 } as const;
  const short = poisson.posterior(prior, tallyOf([3], [2]));
  const long = poisson.posterior(prior, tallyOf([30], [20]));
  expect([short, long]).toEqual([
    { kind: "gamma", shape: 6, rate: 7 },
    { kind: "gamma", shape: 33, rate: 25 },
  ]);
  near(law(short).mean, 0.857143);
  near(law(short).tails(1)[1], 0.300708);
  near(law(long).mean, 1.32);
  near(law(long).tails(1)[1], 0.928544);
  near(law(prior).quantile(0.975), 1.44494, 5);
});

test("Newcomb's 66 light times: moments and the flat-prior interval for the mean", () => {
  const data = tallyOf(samples.newcomb.values);
  const { mean, variance, unbiased } = momentsOf(data);
  near(mean, 26.212121);
  near(Math.sqrt(unbiased), 10.745325);
  near(Math.sqrt(variance), 10.66361);
  const marginal = law(marginalMean(updateNormalBoth(flatNormalPrior, data)));
  const [low, high] = equalTailed(marginal, 0.95);
  near(low, 23.570591);
  near(high, 28.853652);
});

test("a normal mean with known spread: N(0.88, 0.2), the next observation has variance 1.2", () => {
  const family = normalMean(1);
  const data = tallyOf([1.2, 0.8, 1.5, 0.9]);
  near(family.mle(data), 1.1, 12);
  const posterior = family.posterior({ kind: "normal", mean: 0, sd: 1 }, data);
  near(posterior.mean, 0.88, 12);
  near(posterior.sd ** 2, 0.2, 12);
  near(family.predictive(posterior).sd ** 2, 1.2, 12);
});

test("the rule of succession: after 10 of 10 the next succeeds with 11/12", () => {
  const next = law(bernoulli.predictive(bernoulli.posterior({ kind: "beta", a: 1, b: 1 }, tosses(10, 10))));
  near(Math.exp(next.logDensity(1)), 11 / 12, 14);
});

test("four tanks, the largest number 60", () => {
  const { mle, unbiased, mean, sd } = estimateTanks(60, 4);
  expect([mle, unbiased, mean]).toEqual([60, 74, 88.5]);
  near(sd, 50.222007);
});

test("naive Bayes on x = (2, S): 1/45 against 1/15, with Laplace's smoothing 5/153 against 28/459", () => {
  const rows = samples.smoothing.rows;
  const table = { features: rows.map(([x1, x2]) => [x1!, x2!]), classes: rows.map((row) => row[2]!) };
  const of = (lambda: number) => {
    const model = fitNaiveBayes(table, lambda);
    const { joint, best } = classify(model, ["2", "S"]);
    return { joint: Object.fromEntries(model.classes.map((c, k) => [c, joint[k]!])), best };
  };
  const plain = of(0);
  near(plain.joint["1"]!, 1 / 45, 15);
  near(plain.joint["-1"]!, 1 / 15, 15);
  expect(plain.best).toEqual(["-1"]);
  const smooth = of(1);
  near(smooth.joint["1"]!, 5 / 153, 15);
  near(smooth.joint["-1"]!, 28 / 459, 15);
  near(smooth.joint["1"]!, 0.0326797, 7);
  near(smooth.joint["-1"]!, 0.0610022, 7);
});

test.each([
  ["I", 0.500091, 3.000091, 0.666542, 1.251154],
  ["II", 0.5, 3.000909, 0.666242, 1.25239],
  ["III", 0.499727, 3.002455, 0.666324, 1.250563],
  ["IV", 0.499909, 3.001727, 0.666707, 1.249317],
] as const)(
  "Anscombe %s: slope, intercept, R² and variance by maximum likelihood",
  (name, slope, intercept, r2, variance) => {
    const design = designOf(samples.anscombe.sets[name]);
    const fit = fitRidge(design, 0)!;
    near(fit.slopes[0]!, slope);
    near(fit.intercept, intercept);
    near(determination(design, fit), r2);
    near(fit.residual / design.n, variance);
  },
);

test("ridge as MAP on Anscombe I: λ of 0, 1 and 10", () => {
  const design = designOf(samples.anscombe.sets.I);
  for (const [lambda, slope] of [
    [0, 0.500091],
    [1, 0.495586],
    [10, 0.458417],
  ]) {
    near(fitRidge(design, lambda!)!.slopes[0]!, slope!);
  }
});

test("Bernstein and von Mises: with k = 0.7n the posterior's sd nears √(0.21/n)", () => {
  for (const [n, sd, limit, digits] of [
    [10, 0.130744, 0.144914, 6],
    [100, 0.04532, 0.045826, 6],
    [1000, 0.0144752, 0.0144914, 7],
  ] as const) {
    near(law({ kind: "beta", a: 1 + 0.7 * n, b: 1 + 0.3 * n }).sd, sd, digits);
    near(normalLimit(0.7, bernoulli.information(0.7), n).sd, limit, digits);
  }
});

test("mean squared errors at n = 10: the Bayes estimate wins near its prior's mean and loses near the ends", () => {
  for (const [theta, mle, mean] of [
    [0.1, 0.009, 0.010694],
    [0.3, 0.021, 0.015694],
    [0.5, 0.025, 0.017361],
  ] as const) {
    near(riskAt(mleEstimator, 10, theta).mse, mle, 14);
    near(riskAt(meanEstimator(1, 1), 10, theta).mse, mean);
    near(riskAt(minimaxEstimator, 10, theta).mse, 0.0144304, 7);
  }
});

test("iris: mean and variances of the sepal length", () => {
  const { mean, variance, unbiased } = momentsOf(tallyOf(samples.sepalLength.values));
  near(mean, 5.843333);
  near(variance, 0.681122);
  near(unbiased, 0.685694);
});

test("P(θ < 0.485) of the placenta study is also the mass between the ends", () => {
  near(probabilityBetween(law({ kind: "beta", a: 438, b: 544 }), 0, 0.485), 0.992826, 7);
});

test("Student's t fits Newcomb's times without the two outliers pulling", () => {
  const ell = likelihoodOf("student", samples.newcomb.values, 4);
  // scipy, Nelder and Mead on the same likelihood.
  near(ell.maximum.at[0]!, 27.48678, 5);
  near(ell.maximum.at[1]!, 4.50966, 5);
  near(ell.value(ell.maximum.at), -217.191299, 6);
  near(ell.value(ell.restricted(0, 26)!), -219.7336738659, 8);
});
