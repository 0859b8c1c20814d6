import { expect, test } from "vitest";
import { boostAda } from "../../../src/core/ensemble/adaboost";
import { binSamples } from "../../../src/core/ensemble/bins";
import { boostGradient } from "../../../src/core/ensemble/boosting";
import { leftOut } from "../../../src/core/ensemble/bootstrap";
import { fitNewtonTree, fitTree } from "../../../src/core/ensemble/cart";
import { ambiguity, squaredParts } from "../../../src/core/ensemble/decompose";
import { findBundles } from "../../../src/core/ensemble/efb";
import { stratifiedFolds } from "../../../src/core/ensemble/folds";
import { growForest } from "../../../src/core/ensemble/forest";
import { flipLabels, makeShape } from "../../../src/core/ensemble/generate";
import { gossScale } from "../../../src/core/ensemble/goss";
import { boostHistogram } from "../../../src/core/ensemble/histogram-boosting";
import { nearestLearner } from "../../../src/core/ensemble/learner";
import { fitLogistic } from "../../../src/core/ensemble/logistic";
import { lossOf } from "../../../src/core/ensemble/loss";
import { boostOrdered, orderedStatistics } from "../../../src/core/ensemble/ordered";
import { classesOf, columnsOf, quantitiesOf, samplesOf } from "../../../src/core/ensemble/samples";
import { fitStack } from "../../../src/core/ensemble/stacking";
import { correlatedError, majorityBound, majorityError } from "../../../src/core/ensemble/vote";
import { createRng } from "../../../src/core/num/rng";
import { finish } from "../../../src/core/num/steps";

const x = samplesOf([1, 2, 3, 4], 1);
const two = classesOf([0, 1, 0, 1]);
const y = Float64Array.from([0, 1, 0, 1]);
const rng = createRng(1);

/** What is wrong, and the words of the error that say what was expected and what was got. */
const wrong: readonly [string, () => unknown, string][] = [
  ["no rows", () => samplesOf([], 2), "at least one row, got 0"],
  ["ragged rows", () => samplesOf([1, 2, 3], 2), "n×2 numbers, got 3"],
  ["no columns", () => columnsOf([]), "at least one column, got 0"],
  [
    "ragged columns",
    () => columnsOf([new Float64Array(2), new Float64Array(3)]),
    "column 1 must hold 2 numbers, got 3",
  ],
  ["a missing entry", () => samplesOf([1, Number.NaN], 1), "column 0 must be finite, got NaN in row 1"],
  ["an infinite entry", () => samplesOf([1, Number.POSITIVE_INFINITY], 1), "got Infinity in row 1"],
  ["a class that is no whole number", () => classesOf([0, 0.5]), "whole number in [0, "],
  ["a class too high", () => classesOf([0, 3], 2), "in [0, 2), got 3 in row 1"],
  ["a target that is missing", () => quantitiesOf([1, Number.NaN]), "finite, got NaN in row 1"],
  ["targets of another length", () => fitTree(x, classesOf([0, 1])), "4 entries, got 2"],
  ["weights of another length", () => fitTree(x, two, { weights: [1] }), "4 numbers, got 1"],
  ["a negative weight", () => fitTree(x, two, { weights: [1, -1, 1, 1] }), "≥ 0, got -1 in row 1"],
  ["no weight", () => fitTree(x, two, { weights: [0, 0, 0, 0] }), "some weight must be positive"],
  [
    "depth that is no whole number",
    () => fitTree(x, two, { maxDepth: 1.5 }),
    "maxDepth must be a whole number ≥ 0, got 1.5",
  ],
  ["leaves of no rows", () => fitTree(x, two, { minLeaf: 0 }), "minLeaf must be a whole number ≥ 1, got 0"],
  [
    "columns drawn without chance",
    () => fitTree(columnsOf([x.columns[0], x.columns[0]]), two, { maxFeatures: 1 }),
    "needs an rng",
  ],
  ["gradients of another length", () => fitNewtonTree(x, new Float64Array(3), y), "g must hold 4 numbers, got 3"],
  ["a negative λ", () => fitNewtonTree(x, y, y, { lambda: -1 }), "λ must be ≥ 0, got -1"],
  ["a negative γ", () => fitNewtonTree(x, y, y, { gamma: -1 }), "γ must be ≥ 0, got -1"],
  ["no trees", () => finish(growForest(x, two, { trees: 0, seed: 1 })), "trees must be a whole number ≥ 1, got 0"],
  [
    "bins with entropy",
    () => finish(growForest(x, two, { trees: 1, seed: 1, bins: 8, criterion: "entropy" })),
    'got "entropy"',
  ],
  ["too many bins", () => binSamples(x, 257), "[2, 256], got 257"],
  ["one class for AdaBoost", () => finish(boostAda(x, classesOf([0, 0, 0, 0]), { rounds: 2 })), "two classes, got 1"],
  [
    "three classes for discrete AdaBoost",
    () => finish(boostAda(x, classesOf([0, 1, 2, 0]), { rounds: 2, kind: "discrete" })),
    "got 3",
  ],
  ["no rounds", () => finish(boostAda(x, two, { rounds: 0 })), "rounds must be a whole number ≥ 1, got 0"],
  [
    "no shrinkage",
    () => finish(boostGradient(x, y, { loss: "squared", rounds: 2, rate: 0 })),
    "rate must be > 0, got 0",
  ],
  [
    "a subsample of all and more",
    () => finish(boostGradient(x, y, { loss: "squared", rounds: 2, subsample: 2 })),
    "(0, 1], got 2",
  ],
  [
    "labels 1 and 2",
    () =>
      finish(
        boostGradient(
          x,
          y.map((v) => v + 1),
          { loss: "logistic", rounds: 2 },
        ),
      ),
    "0 and 1, got 2 in row 1",
  ],
  [
    "one class for the logistic loss",
    () =>
      finish(
        boostGradient(
          x,
          y.map(() => 1),
          { loss: "logistic", rounds: 2 },
        ),
      ),
    "both classes, got a share of 1",
  ],
  ["a quantile of 1", () => lossOf("huber", 1), "(0, 1), got 1"],
  [
    "GOSS without chance",
    () => finish(boostHistogram(x, y, { loss: "squared", rounds: 1, goss: { a: 0.2, b: 0.1 } })),
    "needs an rng",
  ],
  ["a + b above 1", () => gossScale(0.8, 0.4), "a + b ≤ 1, got 0.8 and 0.4"],
  [
    "a tree of one leaf",
    () => finish(boostHistogram(x, y, { loss: "squared", rounds: 1, maxLeaves: 1 })),
    "≥ 2, got 1",
  ],
  ["a negative number of conflicts", () => findBundles(x, -1), "≥ 0, got -1"],
  ["a prior of no weight", () => orderedStatistics([0], [1], [0], 0.5, 0), "a must be > 0, got 0"],
  ["an order of another length", () => boostOrdered(x, y, [0, 1], { loss: "squared", rounds: 1 }), "4 rows, got 2"],
  ["more folds than rows", () => stratifiedFolds(two, 5), "[2, 4], got 5"],
  ["no neighbours", () => nearestLearner(0), "k must be a whole number ≥ 1, got 0"],
  ["logistic regression of one class", () => fitLogistic(x, classesOf([0, 0, 0, 0])), "two classes, got 1"],
  ["an empty stack", () => fitStack(x, two, [], { folds: [], seed: 0 }), "at least one learner, got 0"],
  ["half a voter", () => majorityError(1.5, 0.3), "T must be a whole number ≥ 1, got 1.5"],
  ["an error above 1", () => majorityBound(3, 1.2), "ε must lie in [0, 1], got 1.2"],
  ["a negative correlation", () => correlatedError(3, 0.3, -0.1), "ρ must lie in [0, 1], got -0.1"],
  ["a bootstrap of nothing", () => leftOut(0), "n must be a whole number ≥ 1, got 0"],
  ["no models", () => squaredParts([], [1]), "at least one model, got 0"],
  ["models of other lengths", () => ambiguity([new Float64Array(2)], [1]), "1 points, got 2"],
  ["a shape of no points", () => makeShape("moons", 0, 0.1, rng), "n must be a whole number ≥ 1, got 0"],
  ["a share above 1", () => flipLabels(two, 2, rng), "[0, 1], got 2"],
];

for (const [what, act, words] of wrong) {
  test(`${what}: a RangeError that says what was expected and what was got`, () => {
    expect(act).toThrow(RangeError);
    expect(act).toThrow(words);
  });
}
