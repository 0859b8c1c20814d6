import { expect, test } from "vitest";
import { answersOf, boostAda, stagedAnswers } from "../../../src/core/ensemble/adaboost";
import { binSamples } from "../../../src/core/ensemble/bins";
import { boostGradient, rawPredictions } from "../../../src/core/ensemble/boosting";
import { type CartOptions, fitTree } from "../../../src/core/ensemble/cart";
import { stratifiedFolds } from "../../../src/core/ensemble/folds";
import { boostHistogram } from "../../../src/core/ensemble/histogram-boosting";
import { impurityImportance } from "../../../src/core/ensemble/importance";
import { type Learner, naiveLearner, nearestLearner } from "../../../src/core/ensemble/learner";
import { logisticLearner } from "../../../src/core/ensemble/logistic";
import { classesOf, columnsOf, quantitiesOf, type Targets, take } from "../../../src/core/ensemble/samples";
import { argmax, type Tree } from "../../../src/core/ensemble/tree";
import { finish } from "../../../src/core/num/steps";
import { golden, iris } from "./support";

const samples = columnsOf(golden.columns.map((column) => Float64Array.from(column)));
const asked = columnsOf(golden.test.map((column) => Float64Array.from(column)));
const three = classesOf(golden.three);
const two = classesOf(golden.two);
const numbers = quantitiesOf(golden.numbers);

function near(actual: ArrayLike<number>, expected: readonly number[], digits = 10): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, k) => {
    expect(actual[k]).toBeCloseTo(value, digits);
  });
}

/** The nodes from the root down, left before right: scikit-learn's order. */
function preorder(tree: Tree): number[] {
  const order: number[] = [];
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    order.push(node);
    if (tree.feature[node] >= 0) stack.push(tree.right[node], tree.left[node]);
  }
  return order;
}

const fits: readonly [keyof typeof golden.trees, Targets, CartOptions][] = [
  ["gini", three, {}],
  ["entropy", three, { criterion: "entropy" }],
  ["weighted", three, { weights: golden.weights }],
  ["regression", numbers, {}],
  ["regressionWeighted", numbers, { weights: golden.weights }],
];
for (const [name, targets, options] of fits) {
  test(`a tree agrees with scikit-learn's node by node: ${name}`, () => {
    const expected = golden.trees[name];
    const tree = fitTree(samples, targets, { ...options, maxDepth: expected.depth, minLeaf: expected.minLeaf });
    const order = preorder(tree);
    expect(order.map((node) => tree.feature[node])).toEqual(expected.feature);
    expect(order.map((node) => tree.threshold[node])).toEqual(expected.threshold);
    expect(order.map((node) => tree.rows[node])).toEqual(expected.rows);
    near(
      order.map((node) => tree.weight[node]),
      expected.weight,
    );
    // scikit-learn takes the entropy in bits.
    const unit = name === "entropy" ? Math.LN2 : 1;
    near(
      order.map((node) => tree.cost[node] / tree.weight[node] / unit),
      expected.impurity,
    );
    order.forEach((node, k) => {
      near(tree.value.subarray(node * tree.outputs, (node + 1) * tree.outputs), expected.value[k]);
    });
  });
}

test("impurity importances agree with scikit-learn's", () => {
  const { depth, minLeaf } = golden.trees.regression;
  near(impurityImportance(fitTree(samples, numbers, { maxDepth: depth, minLeaf }), 4), golden.importances.regression);
});

for (const loss of ["squared", "absolute", "huber", "logistic"] as const) {
  test(`gradient boosting agrees with scikit-learn's at each stage: ${loss}`, () => {
    const { rounds, depth, minLeaf, after } = golden.boosting[loss];
    const y = loss === "logistic" ? Float64Array.from(golden.two) : numbers.of;
    const model = finish(boostGradient(samples, y, { loss, rounds, maxDepth: depth, minLeaf, quantile: 0.8 }));
    for (const [stage, expected] of Object.entries(after))
      near(rawPredictions(model, asked, Number(stage)), expected, 9);
  });
}

test("bins have the edges of HistGradientBoosting's", () => {
  const { edges } = binSamples(samples, 16);
  edges.forEach((list, j) => {
    near(list, golden.histogram.edges[j], 12);
  });
});

for (const [name, loss, lambda, bins] of [
  ["logistic", "logistic", 0, 255],
  ["squared", "squared", 1.5, 255],
  ["coarse", "squared", 0, 16],
] as const) {
  test(`histogram boosting agrees with HistGradientBoosting, which keeps gradients in 32 bits: ${name}`, () => {
    const y = loss === "logistic" ? Float64Array.from(golden.two) : numbers.of;
    const options = { loss, rounds: 30, minLeaf: 10, maxLeaves: 8, lambda, bins };
    near(rawPredictions(finish(boostHistogram(samples, y, options)), asked), golden.histogram[name], 4);
  });
}

test("AdaBoost's SAMME agrees with scikit-learn's for two and for three classes", () => {
  for (const [targets, expected, maxDepth] of [
    [two, golden.ada2, 1],
    [three, golden.ada3, 2],
  ] as const) {
    const model = finish(boostAda(samples, targets, { rounds: 25, kind: "samme", tree: { maxDepth } }));
    near(
      model.rounds.map(({ alpha }) => alpha),
      expected.alphas,
      9,
    );
    near(
      model.rounds.map(({ error }) => error),
      expected.errors,
      9,
    );
    expect(Array.from(stagedAnswers(model, asked)[24])).toEqual(expected.answers);
    expect(answersOf(model.rounds[0].tree, samples)).toEqual(model.rounds[0].answers);
  }
});

test("SAMME's α for two classes is twice the discrete one, over the same weights", () => {
  const tree = { maxDepth: 1 };
  const samme = finish(boostAda(samples, two, { rounds: 20, kind: "samme", tree }));
  const discrete = finish(boostAda(samples, two, { rounds: 20, kind: "discrete", tree }));
  near(
    samme.rounds.map(({ alpha }) => alpha / 2),
    discrete.rounds.map(({ alpha }) => alpha),
  );
  near(samme.weights, [...discrete.weights], 12);
});

test("logistic regression and naive Bayes agree with scikit-learn's", () => {
  const second = logisticLearner()
    .fit(
      samples,
      two,
      0,
    )(asked)
    .filter((_, k) => k % 2 === 1);
  near(second, golden.logistic.two, 6);
  near(logisticLearner().fit(samples, three, 0)(asked), golden.logistic.three.flat(), 6);
  near(naiveLearner.fit(samples, three, 0)(asked), golden.naive.flat(), 9);
});

test("five folds of iris, columns 2 and 3: logistic regression .953, naive Bayes .913, five neighbours .953", () => {
  const pair = columnsOf(iris.samples.columns.slice(1, 3));
  const folds = stratifiedFolds(iris.targets, 5);
  const accuracy = (learner: Learner) =>
    folds.reduce((sum, { train, test: rows }) => {
      const shares = learner.fit(take(pair, train), take(iris.targets, train), 0)(take(pair, rows));
      return (
        sum + rows.filter((row, at) => argmax(shares, 3, at * 3) === iris.targets.of[row]).length / rows.length / 5
      );
    }, 0);
  expect(accuracy(logisticLearner())).toBeCloseTo(143 / 150, 12);
  expect(accuracy(naiveLearner)).toBeCloseTo(137 / 150, 12);
  expect(accuracy(nearestLearner(5))).toBeCloseTo(143 / 150, 12);
});
