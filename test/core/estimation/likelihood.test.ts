import { describe, expect, test } from "vitest";
import { climb } from "../../../src/core/estimation/ascend";
import { bernoulliLikelihood, likelihoodFamilies, likelihoodOf } from "../../../src/core/estimation/families";
import {
  profile,
  ratioInterval,
  scoreInterval,
  standardError,
  threeTests,
  waldInterval,
} from "../../../src/core/estimation/hypothesis";
import type { Likelihood } from "../../../src/core/estimation/likelihood";
import {
  designOf,
  determination,
  fitLasso,
  fitRidge,
  predictAt,
  ridgeCovariance,
} from "../../../src/core/estimation/line";
import { fitLogistic, separationOf } from "../../../src/core/estimation/logistic";
import { improveMixture, type Mixture, mixtureLogLikelihood } from "../../../src/core/estimation/mixture";
import { trySolve } from "../../../src/core/num/factor";
import { createRng } from "../../../src/core/num/rng";
import samples from "../../../src/demos/estimation/samples.json";

const data = {
  normal: [1.2, 0.8, 1.5, 0.9, -0.3],
  bernoulli: [1, 1, 0, 1, 0, 1, 1, 0, 1, 1],
  poisson: [2, 3, 1, 4, 0, 2],
  exponential: [0.4, 1.9, 0.2, 0.9],
  student: [1.2, 0.8, 1.5, 0.9, -0.3, 9],
} as const;
const inside = {
  normal: [0.4, 0.7],
  bernoulli: [0.6],
  poisson: [1.3],
  exponential: [0.8],
  student: [0.6, 0.9],
} as const;
const likelihoods = likelihoodFamilies.map(
  (family) => [family, likelihoodOf(family, data[family]), inside[family]] as const,
);

/** Central differences of a function of several numbers. */
function slopes(f: (theta: readonly number[]) => number, theta: readonly number[], h = 1e-5): number[] {
  return theta.map((_, i) => {
    const moved = (d: number) => f(theta.map((entry, j) => (i === j ? entry + d : entry)));
    return (moved(h) - moved(-h)) / (2 * h);
  });
}

describe.each(likelihoods)("%s", (_, ell, theta) => {
  test("score and curvature are the derivatives of the likelihood", () => {
    const expected = slopes((at) => ell.value(at), theta);
    Array.from(ell.score(theta)).forEach((entry, i) => {
      expect(entry).toBeCloseTo(expected[i]!, 6);
    });
    const p = theta.length;
    for (let i = 0; i < p; i++) {
      const row = slopes((at) => ell.score(at)[i]!, theta);
      for (let j = 0; j < p; j++) expect(ell.hessian(theta)[i * p + j]).toBeCloseTo(row[j]!, 5);
    }
  });

  test("at the maximum the score is zero, and every neighbour is lower", () => {
    const { at, kind } = ell.maximum;
    expect(kind).toBe("interior");
    for (const slope of ell.score(at)) expect(Math.abs(slope)).toBeLessThan(1e-9);
    at.forEach((_entry, i) => {
      for (const h of [-1e-3, 1e-3]) {
        expect(ell.value(at.map((x, j) => (i === j ? x + h : x)))).toBeLessThan(ell.value(at));
      }
    });
  });

  test("every climber reaches it from nearby, and keeps each iterate", () => {
    for (const climber of ["newton", "scoring", "gradient"] as const) {
      const options = { maxSteps: 20_000, rate: 0.01, careful: climber !== "gradient" };
      const { iterates, ending } = climb(ell, climber, theta, options);
      expect(ending, climber).toBe("converged");
      expect(iterates[0]!.at).toEqual([...theta]);
      iterates.at(-1)!.at.forEach((entry, i) => {
        expect(entry, climber).toBeCloseTo(ell.maximum.at[i]!, 8);
      });
      // Each iterate plus its move is the next.
      for (let k = 0; k + 1 < Math.min(20, iterates.length); k++) {
        expect(iterates[k + 1]!.at).toEqual(iterates[k]!.at.map((x, i) => x + iterates[k]!.move[i]!));
      }
    }
  });

  test("the restricted maximum is the highest point with that parameter held", () => {
    const held = theta[0]!;
    const at = ell.restricted(0, held)!;
    expect(at[0]).toBe(held);
    expect(ell.value(at)).toBeGreaterThanOrEqual(ell.value(theta) - 1e-12);
    if (at.length === 2) expect(Math.abs(ell.score(at)[1]!)).toBeLessThan(1e-8);
    expect(profile(ell, 0, held)).toBe(ell.value(at));
  });

  test("the three tests agree to first order, and their intervals hold the maximum", () => {
    const best = ell.maximum.at[0]!;
    const near = threeTests(ell, 0, best + 1e-4 * standardError(ell, 0))!;
    expect(near.ratio.statistic / near.wald.statistic).toBeCloseTo(1, 2);
    const same = threeTests(ell, 0, best)!;
    expect(same.ratio.p).toBeCloseTo(1, 5);
    for (const [low, high] of [
      ratioInterval(ell, 0, 0.95)!,
      scoreInterval(ell, 0, 0.95)!,
      waldInterval(ell, 0, 0.95),
    ]) {
      expect([low < best, best < high]).toEqual([true, true]);
    }
    const [low, high] = ratioInterval(ell, 0, 0.95)!;
    expect(threeTests(ell, 0, low)!.ratio.p).toBeCloseTo(0.05, 8);
    expect(threeTests(ell, 0, high)!.ratio.p).toBeCloseTo(0.05, 8);
  });
});

test("expected information is the variance of the score over samples", () => {
  const rng = createRng(5);
  const n = 40;
  const theta = [0.3, 1.7];
  let [a, b] = [0, 0];
  const rounds = 4000;
  for (let r = 0; r < rounds; r++) {
    const ell = likelihoodOf(
      "normal",
      Array.from({ length: n }, () => theta[0]! + theta[1]! * rng.nextNormal()),
    );
    const score = ell.score(theta);
    a += score[0]! ** 2 / rounds;
    b += score[1]! ** 2 / rounds;
  }
  const expected = likelihoodOf("normal", new Array(n).fill(0)).information(theta);
  // Five standard errors of a variance from 4,000 samples.
  expect(Math.abs(a / expected[0]! - 1)).toBeLessThan(5 * Math.sqrt(2 / rounds));
  expect(Math.abs(b / expected[3]! - 1)).toBeLessThan(6 * Math.sqrt(2 / rounds));
});

describe("tests in closed form", () => {
  test("a coin: 7 of 10 against a half", () => {
    const { ratio, wald, score } = threeTests(bernoulliLikelihood(7, 10), 0, 0.5)!;
    // By hand: 2[7 ln 1.4 + 3 ln 0.6], (0.2)²·10/0.21, (0.2)²·10/0.25.
    expect(ratio.statistic).toBeCloseTo(2 * (7 * Math.log(1.4) + 3 * Math.log(0.6)), 12);
    expect(wald.statistic).toBeCloseTo(0.4 / 0.21, 12);
    expect(score.statistic).toBeCloseTo(1.6, 12);
    // scipy: chi2.sf(1.6, 1).
    expect(score.p).toBeCloseTo(0.20590321073206466, 12);
  });

  test("the score interval of a coin is Wilson's", () => {
    const [low, high] = scoreInterval(bernoulliLikelihood(7, 10), 0, 0.95)!;
    // (k + z²/2 ∓ z √(np̂q̂ + z²/4))/(n + z²).
    const z = 1.959963984540054;
    const half = z * Math.sqrt(10 * 0.21 + (z * z) / 4);
    expect(low).toBeCloseTo((7 + (z * z) / 2 - half) / (10 + z * z), 10);
    expect(high).toBeCloseTo((7 + (z * z) / 2 + half) / (10 + z * z), 10);
  });

  test("for normal data the ratio is n ln(1 + t²/(n − 1)), with Student's t", () => {
    const x = data.normal;
    const n = x.length;
    const mean = x.reduce((sum, v) => sum + v, 0) / n;
    const s = Math.sqrt(x.reduce((sum, v) => sum + (v - mean) ** 2, 0) / (n - 1));
    const t = (mean - 0.2) / (s / Math.sqrt(n));
    expect(threeTests(likelihoodOf("normal", x), 0, 0.2)!.ratio.statistic).toBeCloseTo(
      n * Math.log1p((t * t) / (n - 1)),
      11,
    );
  });
});

describe("where the maximum is no inner point", () => {
  test("ten heads of ten: at the border, where Wald's test has no value and the others have", () => {
    const ell = bernoulliLikelihood(10, 10);
    expect(ell.maximum).toEqual({ kind: "border", at: [1] });
    const { wald, ratio, score } = threeTests(ell, 0, 0.5)!;
    expect(wald.statistic).toBeNaN();
    expect(ratio.statistic).toBeCloseTo(20 * Math.log(2), 12);
    expect(score.statistic).toBeCloseTo(10, 12);
    const [low, high] = ratioInterval(ell, 0, 0.95)!;
    // θ¹⁰ = e^(−χ²/2).
    expect(low).toBeCloseTo(Math.exp(-3.841458820694124 / 20), 9);
    expect(high).toBeCloseTo(1, 9);
  });

  test("equal normal data: without bound as σ shrinks; no data: none", () => {
    expect(likelihoodOf("normal", [2, 2, 2]).maximum).toEqual({ kind: "unbounded", at: [2, 0] });
    expect(likelihoodOf("normal", [2]).maximum).toEqual({ kind: "unbounded", at: [2, 0] });
    expect(threeTests(likelihoodOf("normal", [2, 2]), 0, 1)).toBeUndefined();
    for (const family of likelihoodFamilies) expect(likelihoodOf(family, []).maximum.kind, family).toBe("none");
    expect(likelihoodOf("poisson", [0, 0]).maximum).toEqual({ kind: "border", at: [0] });
  });

  test("Student's t with most data at one point is unbounded there too", () => {
    expect(likelihoodOf("student", [1, 1, 1, 1, 1, 1, 1, 1, 1, 5], 4).maximum).toEqual({
      kind: "unbounded",
      at: [1, 0],
    });
  });

  test("data that the family does not have are refused", () => {
    expect(() => likelihoodOf("bernoulli", [0, 2])).toThrow("no observation of bernoulli is 2");
    expect(() => likelihoodOf("poisson", [1.5])).toThrow("no observation of poisson is 1.5");
    expect(() => climb(likelihoodOf("normal", [1, 2]), "newton", [0, -1])).toThrow("the start must lie in the range");
  });

  test("Newton's method as it is written runs away where the curvature is wrong; halving keeps it climbing", () => {
    const ell = likelihoodOf("normal", [1.2, 0.8, 1.5, 0.9, -0.3]);
    const wild = climb(ell, "newton", [4, 6]);
    expect(wild.ending).not.toBe("converged");
    // Where no part of the step leads up, halving ends: the method says that it is stuck.
    const t = likelihoodOf(
      "student",
      [2.8, 2.6, 3.3, 2.4, 3.4, -4.4, 2.7, 1.6, 4, -0.2, 2.9, 2.2, 2.4, 2.1, 2.5, 3],
      4,
    );
    expect(climb(t, "newton", [1.5, 1.5], { careful: true }).ending).toBe("stuck");
    const scoring = climb(ell, "scoring", [4, 6], { careful: true });
    expect(scoring.ending).toBe("converged");
    for (let k = 1; k < scoring.iterates.length; k++) {
      expect(scoring.iterates[k]!.value).toBeGreaterThanOrEqual(scoring.iterates[k - 1]!.value);
    }
  });
});

describe("lines and curves", () => {
  const points = samples.anscombe.sets.II;

  test("ridge solves the normal equations, and its penalised sum has slope zero", () => {
    const design = designOf(points, 3);
    const fit = fitRidge(design, 2.5)!;
    const cost = (slopes: readonly number[]): number => {
      const b =
        points.y.reduce((sum, y, i) => sum + y - slopes.reduce((s, w, p) => s + w * points.x[i]! ** (p + 1), 0), 0) /
        points.x.length;
      return (
        points.y.reduce(
          (sum, y, i) => sum + (y - predictAt({ intercept: b, slopes, residual: 0 }, points.x[i]!)) ** 2,
          0,
        ) +
        2.5 * slopes.reduce((sum, w) => sum + w * w, 0)
      );
    };
    for (const slope of slopes(cost, fit.slopes, 1e-6)) expect(Math.abs(slope)).toBeLessThan(1e-2);
    expect(determination(design, fitRidge(design, 0)!)).toBeGreaterThan(0.99999);
  });

  test("lasso in one dimension is the shrunken slope, and sets it to zero from λ = |xᵀy| on", () => {
    const design = designOf(points);
    const [size, cross] = [design.gram[0]!, design.cross[0]!];
    for (const lambda of [0, 3, 20])
      expect(fitLasso(design, lambda).slopes[0]).toBeCloseTo((cross - lambda) / size, 12);
    expect(fitLasso(design, cross).slopes[0]).toBe(0);
    expect(fitLasso(design, 1e6).slopes[0]).toBe(0);
  });

  test("lasso meets the conditions of its minimum: |xᵀr| = λ where a slope stands, at most λ where it is zero", () => {
    const design = designOf({ x: [-2, -1, 0, 1, 2, 3], y: [1, 0.2, -0.3, 0.4, 2.2, 6.1] }, 4);
    for (const lambda of [0.5, 5, 40]) {
      const { slopes: w } = fitLasso(design, lambda);
      w.forEach((slope, p) => {
        const residual = design.cross[p]! - w.reduce((sum, entry, q) => sum + design.gram[p * 4 + q]! * entry, 0);
        if (slope === 0) expect(Math.abs(residual)).toBeLessThanOrEqual(lambda + 1e-8);
        else expect(residual).toBeCloseTo(Math.sign(slope) * lambda, 6);
      });
    }
  });

  test("the posterior's covariance is the inverse curvature", () => {
    const design = designOf(points);
    expect(ridgeCovariance(design, 3, 1.25)![0]).toBeCloseTo(1.25 / (design.gram[0]! + 3), 14);
  });

  test("points that don't determine the slope have no least squares, but a MAP", () => {
    const design = designOf({ x: [2, 2, 2], y: [1, 2, 3] });
    expect(fitRidge(design, 0)).toBeUndefined();
    expect(fitRidge(design, 1)!.slopes[0]).toBe(0);
    expect(fitLasso(design, 1).slopes[0]).toBe(0);
    expect(
      determination(designOf({ x: [1, 2], y: [3, 3] }), fitRidge(designOf({ x: [1, 2], y: [3, 3] }), 0)!),
    ).toBeNaN();
    expect(() => designOf({ x: [], y: [] })).toThrow("y must hold 0 ≥ 1 numbers, got 0");
    expect(() => fitRidge(design, -1)).toThrow("lambda must be ≥ 0, got -1");
  });
});

describe("likelihoods that fail", () => {
  const data = [-1.2, -0.4, 0.1, 0.7, 1.9];

  test("a mixture's likelihood has a spike at every datum", () => {
    const at = (sd: number): number => mixtureLogLikelihood({ means: [0, 0.7], sds: [1, sd], weight: 0.5 }, data);
    expect([at(1e-3) < at(1e-6), at(1e-6) < at(1e-12), at(1e-200) > 400]).toEqual([true, true, true]);
  });

  test("expectation and maximisation never goes down, follows the spike to its end, and with a prior does not", () => {
    let mixture: Mixture = { means: [0, 0.7], sds: [1, 0.02], weight: 0.3 };
    let kept = mixture;
    let last = mixtureLogLikelihood(mixture, data);
    for (let k = 0; k < 60; k++) {
      mixture = improveMixture(mixture, data);
      const value = mixtureLogLikelihood(mixture, data);
      expect(value).toBeGreaterThanOrEqual(last - 1e-9);
      last = value;
      kept = improveMixture(kept, data, { shape: 1, scale: 0.1 });
    }
    expect(mixture.sds[1]).toBeLessThan(1e-100);
    expect(kept.sds[1]).toBeGreaterThan(0.05);
  });

  test("answers that one x parts have no logistic maximum: the slope runs on, with a prior it stops", () => {
    const parted = { x: [-2, -1, 1, 2], y: [0, 0, 1, 1] };
    expect(separationOf(parted)).toBe("complete");
    const free = fitLogistic(parted);
    expect(free.at(-1)!.slope).toBeGreaterThan(15);
    for (let k = 1; k < free.length; k++) expect(free[k]!.slope).toBeGreaterThanOrEqual(free[k - 1]!.slope);
    const held = fitLogistic(parted, 1).at(-1)!;
    expect(held.slope).toBeLessThan(3);
    // Slope zero of likelihood and prior together: Σ(y − p)x = b/τ².
    const residual = parted.x.reduce(
      (sum, x, i) => sum + (parted.y[i]! - 1 / (1 + Math.exp(-held.intercept - held.slope * x))) * x,
      0,
    );
    expect(residual).toBeCloseTo(held.slope, 9);
  });

  test("what parts the answers is named", () => {
    expect(separationOf({ x: [1, 2, 2, 3], y: [0, 0, 1, 1] })).toBe("quasi");
    expect(separationOf({ x: [1, 3, 2], y: [0, 0, 1] })).toBe("none");
    expect(separationOf({ x: [1, 3, 2], y: [1, 1, 1] })).toBe("single");
    expect(separationOf({ x: [2, 1], y: [0, 1] })).toBe("complete");
    expect(() => fitLogistic({ x: [1], y: [2] })).toThrow("y must be 0 or 1, got 2");
  });

  test("a logistic fit with overlap agrees with the normal equations of its own weights", () => {
    const answers = { x: [0, 1, 2, 3, 4, 5], y: [0, 1, 0, 1, 0, 1] };
    const { intercept, slope } = fitLogistic(answers).at(-1)!;
    const p = answers.x.map((x) => 1 / (1 + Math.exp(-intercept - slope * x)));
    expect(p.reduce((sum, share, i) => sum + answers.y[i]! - share, 0)).toBeCloseTo(0, 11);
    expect(p.reduce((sum, share, i) => sum + (answers.y[i]! - share) * answers.x[i]!, 0)).toBeCloseTo(0, 11);
  });
});

test("Newton on a quadratic log-likelihood needs one step", () => {
  const ell: Likelihood = likelihoodOf("normal", [1, 2, 4]);
  const sigma = ell.maximum.at[1]!;
  const { iterates } = climb(ell, "newton", [ell.maximum.at[0]! + 0.5, sigma], { maxSteps: 1 });
  const move = trySolve([-ell.hessian(iterates[0]!.at)[0]!], [ell.score(iterates[0]!.at)[0]!])!;
  expect(iterates[0]!.at[0]! + move[0]!).toBeCloseTo(ell.maximum.at[0]!, 12);
});
