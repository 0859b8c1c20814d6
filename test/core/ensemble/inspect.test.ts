import { expect, test } from "vitest";
import { boostGradient } from "../../../src/core/ensemble/boosting";
import { type Criterion, classTask, meanTask } from "../../../src/core/ensemble/criterion";
import { growForest, timesOf, treeOfForest } from "../../../src/core/ensemble/forest";
import { growTree } from "../../../src/core/ensemble/grow";
import { candidatesOf } from "../../../src/core/ensemble/inspect";
import { quantitiesOf } from "../../../src/core/ensemble/samples";
import { createRng } from "../../../src/core/num/rng";
import { finish } from "../../../src/core/num/steps";
import { randomClasses, randomSamples } from "./support";

/** Weighted impurity by the words of its definition. */
const impurity: { readonly [C in Exclude<Criterion, "squared">]: (weights: readonly number[]) => number } = {
  gini: (w) => {
    const total = w.reduce((a, b) => a + b, 0);
    return w.reduce((sum, a, i) => sum + w.reduce((s, b, j) => s + (i === j ? 0 : (a * b) / total), 0), 0);
  },
  entropy: (w) => {
    const total = w.reduce((a, b) => a + b, 0);
    return -w.reduce((sum, a) => sum + (a > 0 ? a * Math.log(a / total) : 0), 0);
  },
  error: (w) => w.reduce((a, b) => a + b, 0) - Math.max(...w),
};

test.each(["gini", "entropy", "error"] as const)("every threshold's gain in %s is the fall of the impurity", (kind) => {
  const samples = randomSamples(40, 1, 3, 4);
  const targets = randomClasses(40, 3, 4);
  const rng = createRng(5);
  const weight = Float64Array.from({ length: 40 }, () => rng.nextBelow(3));
  const rows = [...weight.keys()].filter((i) => weight[i] > 0);
  const cost = (some: readonly number[]): number =>
    impurity[kind]([0, 1, 2].map((k) => some.reduce((sum, i) => sum + (targets.of[i] === k ? weight[i] : 0), 0)));
  const found = candidatesOf(samples, 0, rows, classTask(targets, weight, kind));
  expect(found.length).toBe(new Set(rows.map((i) => samples.columns[0][i])).size - 1);
  for (const { threshold, gain, left, right } of found) {
    const [l, r] = [true, false].map((side) => rows.filter((i) => samples.columns[0][i] <= threshold === side));
    expect(gain).toBeCloseTo(cost(rows) - cost(l) - cost(r), 10);
    expect([left.rows, right.rows]).toEqual([l.length, r.length]);
  }
});

test("the best of all thresholds is the split that the tree makes", () => {
  const samples = randomSamples(60, 2, 7);
  const task = meanTask(quantitiesOf(randomSamples(60, 1, 8).columns[0]), new Float64Array(60).fill(1));
  const tree = growTree(samples, task, { maxDepth: 1 });
  const rows = [...samples.columns[0].keys()];
  const all = [0, 1].flatMap((j) => candidatesOf(samples, j, rows, task).map((c) => ({ ...c, j })));
  const best = all.reduce((a, b) => (b.gain > a.gain ? b : a));
  expect([best.j, best.threshold]).toEqual([tree.feature[0], tree.threshold[0]]);
  expect(best.gain).toBeCloseTo(tree.gain[0], 10);
});

test("a tree of the forest grown by itself is the one in the forest, and only drawn columns are searched", () => {
  const samples = randomSamples(70, 4, 9);
  const targets = randomClasses(70, 2, 10);
  const options = { trees: 5, seed: 3, maxFeatures: 2, maxDepth: 4 };
  const forest = finish(growForest(samples, targets, options));
  const searched = new Map<number, number[]>();
  const watch = (node: number, feature: number): void =>
    void searched.set(node, [...(searched.get(node) ?? []), feature]);
  const { tree, times } = treeOfForest(samples, targets, { ...options, watch }, 3);
  expect(tree).toEqual(forest.trees[3]);
  expect(times).toEqual(timesOf(forest, 3));
  expect(searched.size).toBeGreaterThan(3);
  for (const [node, features] of searched) {
    expect(new Set(features).size).toBe(2);
    if (tree.feature[node] >= 0) expect(features).toContain(tree.feature[node]);
  }
});

test("rounds of GOSS see the rows of the largest gradients, and the others in their place", () => {
  const samples = randomSamples(100, 2, 11);
  const y = Float64Array.from(samples.columns[0], (x, i) => (x + samples.columns[1][i] > 0 ? 1 : 0));
  const options = { loss: "logistic", rounds: 12, maxDepth: 2, rng: createRng(12), goss: { a: 0.2, b: 0.1 } } as const;
  const { seen, losses, trees } = finish(boostGradient(samples, y, options));
  expect(seen!.length).toBe(12);
  const F = new Float64Array(100).fill(Math.log(y.reduce((a, b) => a + b, 0) / (100 - y.reduce((a, b) => a + b, 0))));
  const gradients = Array.from(y, (v, i) => Math.abs(v - 1 / (1 + Math.exp(-F[i]))));
  const least = [...gradients].sort((a, b) => b - a)[19];
  seen![0].forEach((w, i) => {
    if (w === 1) expect(gradients[i]).toBeGreaterThanOrEqual(least);
    else expect([0, 8]).toContain(Number(w.toPrecision(12)));
  });
  for (const round of seen!) expect(round.filter((w) => w > 0).length).toBe(30);
  expect(trees.every((tree) => tree.rows[0] === 30)).toBe(true);
  expect(losses.at(-1)!).toBeLessThan(0.6 * losses[0]);
  const newton = finish(boostGradient(samples, y, { ...options, rng: createRng(12), newton: { lambda: 1 } }));
  expect(newton.trees[0].rows[0]).toBe(30);
});
