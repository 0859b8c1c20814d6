import { expect, test } from "vitest";
import { fitTree } from "../../../src/core/ensemble/cart";
import { shuffle, shuffledFolds, stratifiedFolds } from "../../../src/core/ensemble/folds";
import { flipLabels, makeShape } from "../../../src/core/ensemble/generate";
import {
  forestLearner,
  type Learner,
  naiveLearner,
  nearestLearner,
  treeLearner,
} from "../../../src/core/ensemble/learner";
import { fitLogistic, logisticLearner, logisticShares } from "../../../src/core/ensemble/logistic";
import { type Classes, classesOf, columnsOf, type Samples, samplesOf, take } from "../../../src/core/ensemble/samples";
import { fitStack, outOfFold } from "../../../src/core/ensemble/stacking";
import { addResponses, argmax } from "../../../src/core/ensemble/tree";
import { createRng } from "../../../src/core/num/rng";
import { iris, randomClasses, randomSamples } from "./support";

const learners: readonly Learner[] = [treeLearner(), nearestLearner(5), naiveLearner, logisticLearner()];

const accuracy = (shares: Float64Array, { of, count }: Classes) =>
  of.filter((k, i) => argmax(shares, count, i * count) === k).length / of.length;

test("each row is tested once, each fold has the shares of the classes", () => {
  const targets = randomClasses(103, 3, 4);
  for (const folds of [
    stratifiedFolds(targets, 5),
    stratifiedFolds(targets, 5, createRng(1)),
    shuffledFolds(103, 5, createRng(2)),
  ]) {
    const tested = folds.flatMap(({ test: rows }) => [...rows]).sort((a, b) => a - b);
    expect(tested).toEqual([...Array(103).keys()]);
    for (const { train, test: rows } of folds) expect([...train, ...rows].sort((a, b) => a - b)).toEqual(tested);
  }
  for (let k = 0; k < 3; k++) {
    const counts = stratifiedFolds(targets, 5).map(({ test: rows }) => rows.filter((i) => targets.of[i] === k).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  }
  expect(shuffle([1, 2, 3, 4, 5], createRng(1)).sort()).toEqual([1, 2, 3, 4, 5]);
});

test("an out-of-fold share comes from a model that never saw the row", () => {
  const samples = randomSamples(60, 2, 1);
  const targets = randomClasses(60, 2, 1);
  const folds = stratifiedFolds(targets, 4);
  const shares = outOfFold(samples, targets, treeLearner(), folds, 0);
  for (const { train, test: rows } of folds) {
    const tree = fitTree(take(samples, train), take(targets, train));
    const own = addResponses(new Float64Array(rows.length * 2), tree, take(samples, rows));
    rows.forEach((row, at) => {
      expect(shares[row * 2 + 1]).toBe(own[at * 2 + 1]);
    });
  }
  // On labels of pure chance a full tree is right on all rows it has seen, and a guess on those it has not.
  expect(accuracy(shares, targets)).toBeLessThan(0.75);
  expect(() => outOfFold(samples, targets, treeLearner(), folds.slice(1), 0)).toThrow("in a test fold");
});

test("the leak: level 1 trusts the tree that knows the rows by heart, and is worse on fresh ones", () => {
  const fresh = makeShape("moons", 600, 0.35, createRng(50));
  let [clean, leaking] = [0, 0];
  for (let seed = 0; seed < 8; seed++) {
    const { samples, targets } = makeShape("moons", 120, 0.35, createRng(seed));
    const noisy = flipLabels(targets, 0.2, createRng(seed, 1));
    const options = { folds: stratifiedFolds(noisy, 5, createRng(seed, 2)), seed };
    const honest = fitStack(samples, noisy, learners, options);
    const leaky = fitStack(samples, noisy, learners, { ...options, leak: true });
    clean += accuracy(honest.predict(fresh.samples), fresh.targets) / 8;
    leaking += accuracy(leaky.predict(fresh.samples), fresh.targets) / 8;
    // The tree's column in the leaking table is the label itself.
    expect([...leaky.table.columns[0]]).toEqual([...noisy.of]);
    expect(leaky.level1.weights[0]).toBeGreaterThan(2 * Math.abs(honest.level1.weights[0]));
  }
  expect(clean).toBeGreaterThan(leaking + 0.05);
});

test("a stack of three classes has a column per class, and stands in the band of .947 on iris", () => {
  const folds = stratifiedFolds(iris.targets, 5, createRng(3));
  const members = [forestLearner({ trees: 10, maxFeatures: 2 }), logisticLearner()];
  const scores = folds.map(({ train, test: rows }) => {
    const targets = take(iris.targets, train);
    const inner = stratifiedFolds(targets, 5, createRng(4));
    const stack = fitStack(take(iris.samples, train), targets, members, { folds: inner, seed: 1 });
    expect([stack.table.d, stack.width]).toEqual([6, 3]);
    return accuracy(stack.predict(take(iris.samples, rows)), take(iris.targets, rows));
  });
  const mean = scores.reduce((sum, x) => sum + x, 0) / 5;
  expect(mean).toBeGreaterThan(0.92);
  expect(mean).toBeLessThan(0.985);
});

test("shares sum to 1 for every learner", () => {
  for (const learner of learners) {
    const shares = learner.fit(iris.samples, iris.targets, 0)(iris.samples);
    for (let i = 0; i < 150; i++) expect(shares[3 * i] + shares[3 * i + 1] + shares[3 * i + 2]).toBeCloseTo(1, 12);
  }
});

test("nearest neighbours by definition, the lower row where two are level", () => {
  const line = samplesOf([0, 2, 4, 6], 1);
  const shares = nearestLearner(1).fit(line, classesOf([0, 1, 0, 1]), 0)(samplesOf([1, 2.9, 100], 1));
  expect([...shares]).toEqual([1, 0, 0, 1, 0, 1]);
});

test("logistic regression on separable rows stays finite, and its gradient vanishes", () => {
  const samples = samplesOf([-2, -1, 1, 2], 1);
  const model = fitLogistic(samples, classesOf([0, 0, 1, 1]));
  const p = logisticShares(model, samples);
  const slope = [0, 1, 2, 3].reduce((sum, i) => sum + (p[2 * i + 1] - [0, 0, 1, 1][i]) * samples.columns[0][i], 0);
  expect(slope + model.weights[0]).toBeCloseTo(0, 8);
  expect(model.weights[1]).toBeCloseTo(0, 8);
});

test("naive Bayes survives a constant column and a class without rows", () => {
  const samples: Samples = columnsOf([new Float64Array(6).fill(2), Float64Array.from([0, 0.1, 0.2, 5, 5.1, 5.2])]);
  const shares = naiveLearner.fit(samples, classesOf([0, 0, 0, 1, 1, 1], 3), 0)(samples);
  expect(shares.every(Number.isFinite)).toBe(true);
  expect([shares[2], shares[0] > 0.99, shares[16] > 0.99]).toEqual([0, true, true]);
});
