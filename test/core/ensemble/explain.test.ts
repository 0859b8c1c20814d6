import { expect, test } from "vitest";
import { fitNewtonTree, fitTree } from "../../../src/core/ensemble/cart";
import { ambiguity, squaredParts, votedParts } from "../../../src/core/ensemble/decompose";
import { forestMeans, growForest } from "../../../src/core/ensemble/forest";
import { makeFriedman } from "../../../src/core/ensemble/generate";
import { forestImportance, impurityImportance, permutationImportance } from "../../../src/core/ensemble/importance";
import { classesOf, columnsOf, quantitiesOf, take } from "../../../src/core/ensemble/samples";
import { expectedValue, treeShap } from "../../../src/core/ensemble/shap";
import { addResponses, leafAt, type Tree } from "../../../src/core/ensemble/tree";
import {
  correlatedError,
  hardVote,
  majorityBound,
  majorityError,
  meanVariance,
  simulateVotes,
  softVote,
} from "../../../src/core/ensemble/vote";
import { createRng } from "../../../src/core/num/rng";
import { finish } from "../../../src/core/num/steps";
import { randomClasses, randomSamples, rowOf } from "./support";

/** Shapley values by their definition: all subsets of known features, unknown ones averaged by the weights. */
function shapley(tree: Tree, point: ArrayLike<number>, output: number): number[] {
  const d = point.length;
  const worth = (known: number, node = 0): number => {
    const j = tree.feature[node];
    if (j < 0) return tree.value[node * tree.outputs + output];
    const [l, r] = [tree.left[node], tree.right[node]];
    if (known & (1 << j)) return worth(known, point[j] <= tree.threshold[node] ? l : r);
    return (tree.weight[l] * worth(known, l) + tree.weight[r] * worth(known, r)) / tree.weight[node];
  };
  const factorial = (k: number): number => (k < 2 ? 1 : k * factorial(k - 1));
  return Array.from({ length: d }, (_, j) => {
    let sum = 0;
    for (let known = 0; known < 1 << d; known++) {
      if (known & (1 << j)) continue;
      const size = [...Array(d).keys()].filter((k) => known & (1 << k)).length;
      const share = (factorial(size) * factorial(d - size - 1)) / factorial(d);
      sum += share * (worth(known | (1 << j)) - worth(known));
    }
    return sum;
  });
}

test("tree SHAP is Shapley's value by its definition, and sums to the answer less its mean", () => {
  for (let seed = 0; seed < 6; seed++) {
    const samples = randomSamples(90, 5, seed);
    const rng = createRng(seed, 2);
    const g = Float64Array.from({ length: 90 }, () => rng.nextNormal());
    const h = Float64Array.from({ length: 90 }, () => 0.2 + rng.nextFloat());
    const trees: [Tree, number][] = [
      [fitTree(samples, randomClasses(90, 3, seed), { maxDepth: 6 }), 2],
      [fitTree(samples, quantitiesOf(g), { maxDepth: 7, weights: h }), 0],
      [fitNewtonTree(samples, g, h, { maxDepth: 4 }), 0],
    ];
    for (const [tree, output] of trees) {
      for (const i of [0, 17, 60]) {
        const point = rowOf(samples, i);
        const phi = treeShap(tree, point, output);
        const expected = shapley(tree, point, output);
        phi.forEach((value, j) => {
          expect(value).toBeCloseTo(expected[j], 10);
        });
        const answer = tree.value[leafAt(tree, point) * tree.outputs + output];
        expect(phi.reduce((sum, v) => sum + v, 0)).toBeCloseTo(answer - expectedValue(tree, output), 10);
      }
    }
  }
});

test("a column that no split asks has no importance of any kind", () => {
  const samples = columnsOf([...randomSamples(150, 2, 5).columns, new Float64Array(150).fill(1)]);
  const targets = classesOf(samples.columns[0].map((x) => (x > 0.2 ? 1 : 0)));
  const tree = fitTree(samples, targets);
  expect([...impurityImportance(tree, 3)]).toEqual([1, 0, 0]);
  const score = (asked: typeof samples) => {
    const shares = addResponses(new Float64Array(300), tree, asked);
    return targets.of.filter((k, i) => shares[i * 2 + k] > 0.5).length / 150;
  };
  const { mean, deviation } = permutationImportance(samples, score, 10, createRng(1));
  expect([mean[1], mean[2], deviation[2]]).toEqual([0, 0, 0]);
  expect(mean[0]).toBeGreaterThan(0.3);
  expect(treeShap(tree, rowOf(samples, 3), 1)[1]).toBe(0);
});

test("impurity praises a column of noise with many values; permutation on fresh rows does not", () => {
  const n = 300;
  const rng = createRng(12);
  const signal = Float64Array.from({ length: 2 * n }, () => rng.nextBelow(2));
  const noise = Float64Array.from({ length: 2 * n }, () => rng.nextFloat());
  const targets = classesOf(
    signal.map((s) => (rng.nextFloat() < 0.7 ? s : 1 - s)),
    2,
  );
  const all = columnsOf([signal, noise]);
  const [first, second] = [0, 1].map((half) => Int32Array.from({ length: n }, (_, i) => half * n + i));
  const forest = finish(growForest(take(all, first), take(targets, first), { trees: 60, seed: 1, maxFeatures: 1 }));
  const impurity = forestImportance(forest.trees, 2);
  const fresh = take(targets, second);
  const score = (asked: typeof all) => {
    const shares = forestMeans(forest, asked);
    return fresh.of.filter((k, i) => shares[i * 2 + k] > 0.5).length / n;
  };
  const { mean } = permutationImportance(take(all, second), score, 20, createRng(3));
  expect(impurity[1]).toBeGreaterThan(impurity[0]);
  expect(mean[0]).toBeGreaterThan(3 * Math.abs(mean[1]));
  expect(impurity[0] + impurity[1]).toBeCloseTo(1, 12);
});

test("bias² + variance is the error against the truth, exactly", () => {
  const truth = [0, 1, 2, 3];
  const rng = createRng(7);
  const models = Array.from({ length: 9 }, () => Float64Array.from(truth, (f) => f * f * 0.3 + rng.nextNormal()));
  const { bias, variance, error } = squaredParts(models, truth);
  expect(bias + variance).toBeCloseTo(error, 12);
});

test("for two classes the 0/1 error is bias plus the variance that costs less that which pays", () => {
  const rng = createRng(8);
  const truth = Array.from({ length: 40 }, () => rng.nextBelow(2));
  const models = Array.from({ length: 11 }, () => Int32Array.from(truth, (k) => (rng.nextFloat() < 0.6 ? k : 1 - k)));
  const { bias, variance, error, net } = votedParts(models, truth, 2);
  expect(bias + net).toBeCloseTo(error, 12);
  expect(net).toBeLessThan(variance);
});

test("bagging lowers the variance of trees on Friedman 1 and leaves the bias about where it was", () => {
  const test = makeFriedman(1, 200, 0, createRng(99));
  const [single, bagged] = [1, 25].map((trees) => {
    const models = Array.from({ length: 12 }, (_, seed) => {
      const { samples, targets } = makeFriedman(1, 150, 1, createRng(seed));
      return forestMeans(finish(growForest(samples, targets, { trees, seed, bootstrap: trees > 1 })), test.samples);
    });
    return squaredParts(models, test.truth);
  });
  expect(bagged.variance).toBeLessThan(0.55 * single.variance);
  expect(bagged.bias).toBeLessThan(1.6 * single.bias);
});

test("the error of a mean is the mean error less the mean spread", () => {
  const rng = createRng(5);
  const y = Array.from({ length: 30 }, () => rng.nextNormal());
  const models = Array.from({ length: 6 }, () => Float64Array.from(y, (v) => v + rng.nextNormal()));
  for (const weights of [undefined, [1, 0, 3, 2, 2, 1]]) {
    const { ensemble, meanError, spread } = ambiguity(models, y, weights);
    expect(ensemble).toBeCloseTo(meanError - spread, 12);
  }
});

test("majority error is the sum over all outcomes, a draw counted half, and lies below Hoeffding's bound", () => {
  for (const T of [1, 2, 3, 4, 7, 10]) {
    for (const epsilon of [0, 0.1, 0.3, 0.5, 0.8, 1]) {
      let sum = 0;
      for (let word = 0; word < 1 << T; word++) {
        const wrong = word.toString(2).split("1").length - 1;
        const chance = epsilon ** wrong * (1 - epsilon) ** (T - wrong);
        sum += 2 * wrong > T ? chance : 2 * wrong === T ? chance / 2 : 0;
      }
      expect(majorityError(T, epsilon)).toBeCloseTo(sum, 12);
      if (epsilon <= 0.5) expect(majorityError(T, epsilon)).toBeLessThanOrEqual(majorityBound(T, epsilon) + 1e-12);
    }
  }
  // An even voter more changes nothing; two more take off (1 − 2ε) C(T, (T+1)/2) (ε(1−ε))^((T+1)/2), products or logarithms.
  let choose = 1;
  for (let k = 1; k <= 30; k++) choose *= (29 + k) / k;
  for (const T of [59, 61]) expect(majorityError(T + 1, 0.4)).toBeCloseTo(majorityError(T, 0.4), 12);
  expect(majorityError(61, 0.4)).toBeCloseTo(majorityError(59, 0.4) - 0.2 * choose * 0.24 ** 30, 12);
  expect(majorityError(100001, 0.49)).toBeLessThan(1e-9);
});

test("correlated voters: simulation agrees with the formula, and so does their correlation", () => {
  const [T, epsilon, rho, polls] = [15, 0.35, 0.3, 40_000];
  const wrong = simulateVotes(T, epsilon, rho, polls, createRng(3));
  const expected = correlatedError(T, epsilon, rho);
  const share = wrong.filter((w) => 2 * w > T).length / polls;
  expect(Math.abs(share - expected)).toBeLessThan(5 * Math.sqrt((expected * (1 - expected)) / polls));
  const mean = wrong.reduce((sum, w) => sum + w, 0) / polls;
  const variance = wrong.reduce((sum, w) => sum + (w - mean) ** 2, 0) / polls;
  expect(variance / T ** 2).toBeCloseTo(meanVariance(T, epsilon * (1 - epsilon), rho), 2);
  expect(correlatedError(T, epsilon, 0)).toBe(majorityError(T, epsilon));
  expect(correlatedError(T, epsilon, 1)).toBe(epsilon);
});

test("hard and soft votes can differ: one sure voter against two that lean", () => {
  const shares = [0.05, 0.95, 0.55, 0.45, 0.55, 0.45];
  const soft = softVote(shares, 2);
  expect(hardVote([1, 0, 0], 2)).toBe(0);
  expect(soft[1]).toBeCloseTo((0.95 + 0.45 + 0.45) / 3, 14);
  expect(soft[1]).toBeGreaterThan(soft[0]);
  expect(hardVote([0, 1], 2)).toBe(0);
  expect(hardVote([0, 1, 1], 2, [3, 1, 1])).toBe(0);
});
