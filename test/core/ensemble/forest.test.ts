import { expect, test } from "vitest";
import { binnedGrower } from "../../../src/core/ensemble/binned";
import { binOf, binSamples } from "../../../src/core/ensemble/bins";
import { bootstrap, expectedDistinct, leftOut } from "../../../src/core/ensemble/bootstrap";
import { fitTree } from "../../../src/core/ensemble/cart";
import {
  forestMeans,
  growForest,
  outOfBagErrors,
  rootOf,
  stagedErrors,
  timesOf,
} from "../../../src/core/ensemble/forest";
import { classesOf, columnsOf, quantitiesOf, samplesOf, type Targets } from "../../../src/core/ensemble/samples";
import { tallyOf } from "../../../src/core/ensemble/tally";
import { argmax, leavesOf } from "../../../src/core/ensemble/tree";
import { createRng } from "../../../src/core/num/rng";
import { finish } from "../../../src/core/num/steps";
import { breastCancer, disagreement, iris, randomClasses, randomSamples } from "./support";

test("a code is the number of edges below, and code ≤ b says the same as x ≤ edge b", () => {
  const samples = randomSamples(2000, 2, 1, 0);
  const { edges, codes } = binSamples(samples, 64);
  for (let j = 0; j < 2; j++) {
    expect(edges[j].length).toBe(63);
    for (let i = 0; i < 2000; i++) {
      const x = samples.columns[j][i];
      expect(codes[j][i]).toBe(edges[j].filter((edge) => edge < x).length);
      expect(binOf(edges[j], x)).toBe(codes[j][i]);
    }
    const counts = new Int32Array(64);
    for (const code of codes[j]) counts[code]++;
    expect(Math.min(...counts)).toBeGreaterThan(25);
  }
});

test("few distinct values have an edge between each two; a constant column has none", () => {
  const { edges } = binSamples(columnsOf([Float64Array.from([3, 1, 1, 2]), new Float64Array(4).fill(7)]));
  expect(edges.map((list) => [...list])).toEqual([[1.5, 2.5], []]);
});

test("on bins that tell all values apart the fast path finds what the exact search finds", () => {
  for (const [seed, targets] of [
    [1, randomClasses(150, 2, 1)],
    [2, randomClasses(150, 3, 2)],
    [3, quantitiesOf(randomSamples(150, 1, 3).columns[0])],
    [4, classesOf(new Array<number>(150).fill(0), 2)],
  ] as [number, Targets][]) {
    const samples = randomSamples(150, 1, seed + 20);
    const times = bootstrap(150, createRng(seed));
    const fast = binnedGrower(binSamples(samples, 256), targets, tallyOf(targets))(times, createRng(0));
    const exact = fitTree(samples, targets, { weights: times });
    // Thresholds may differ between the same two rows, so what the leaves say is compared.
    const [a, b] = [leavesOf(fast, samples), leavesOf(exact, samples)];
    for (let i = 0; i < 150; i++) {
      if (times[i] === 0) continue;
      for (let k = 0; k < fast.outputs; k++) {
        expect(fast.value[a[i] * fast.outputs + k]).toBeCloseTo(exact.value[b[i] * exact.outputs + k], 10);
      }
    }
    expect(fast.cost[0]).toBeCloseTo(exact.cost[0], 9);
    expect(fast.gain[0]).toBeCloseTo(exact.gain[0], 9);
  }
});

test("the packed counts of two classes, and the sums of K channels, grow the same tree", () => {
  const samples = randomSamples(400, 4, 5);
  const two = randomClasses(400, 2, 5);
  const spare = classesOf(two.of, 3);
  const times = bootstrap(400, createRng(9));
  const bins = binSamples(samples, 100);
  const grow = (targets: Targets) =>
    binnedGrower(bins, targets, tallyOf(targets), { maxFeatures: 2, minLeaf: 2 })(times, createRng(4));
  const [packed, general] = [grow(two), grow(spare)];
  expect(packed.feature).toEqual(general.feature);
  expect(packed.threshold).toEqual(general.threshold);
  expect(Math.min(...packed.weight.filter((_, node) => packed.feature[node] < 0))).toBeGreaterThanOrEqual(2);
});

test("a bootstrap sample leaves out about 1/e of the rows, and what it drew is drawn again from the seed", () => {
  const n = 2000;
  const forest = finish(
    growForest(randomSamples(n, 1, 1), randomClasses(n, 2, 1), { trees: 20, seed: 3, bins: 16, maxDepth: 1 }),
  );
  let out = 0;
  for (let b = 0; b < 20; b++) {
    const times = timesOf(forest, b);
    expect(times.reduce((sum, t) => sum + t, 0)).toBe(n);
    expect(forest.trees[b].weight[0]).toBe(n);
    expect(forest.trees[b].rows[0]).toBe(times.filter((t) => t > 0).length);
    out += times.filter((t) => t === 0).length / (20 * n);
  }
  // Ten deviations: the share left out by one tree varies by √((1/e)(1 − 2/e)/n).
  expect(Math.abs(out - leftOut(n))).toBeLessThan(10 * Math.sqrt(((1 / Math.E) * (1 - 2 / Math.E)) / (20 * n)));
  expect(expectedDistinct(n)).toBeCloseTo(n * (1 - leftOut(n)), 10);
  expect([leftOut(1), expectedDistinct(1)]).toEqual([0, 1]);
});

test("out-of-bag errors are those of the trees that did not see the row, by definition", () => {
  const samples = randomSamples(60, 2, 4);
  const targets = classesOf(samples.columns[0].map((x, i) => (x + samples.columns[1][i] > 0 ? 1 : 0)));
  const forest = finish(growForest(samples, targets, { trees: 12, seed: 1 }));
  for (const vote of ["soft", "hard"] as const) {
    const errors = outOfBagErrors(forest, samples, targets, vote);
    for (const count of [1, 5, 12]) {
      let [wrong, judged] = [0, 0];
      for (let i = 0; i < 60; i++) {
        const votes = [0, 0];
        let voters = 0;
        for (let b = 0; b < count; b++) {
          if (timesOf(forest, b)[i] > 0) continue;
          voters++;
          const leaf = leavesOf(forest.trees[b], samples)[i];
          const share = forest.trees[b].value[leaf * 2 + 1];
          votes[1] += vote === "soft" ? share : share > 0.5 ? 1 : 0;
          votes[0] += vote === "soft" ? 1 - share : share > 0.5 ? 0 : 1;
        }
        if (voters === 0) continue;
        judged++;
        if (argmax(votes) !== targets.of[i]) wrong++;
      }
      expect(errors[count - 1]).toBeCloseTo(wrong / judged, 12);
    }
  }
});

test("tree b is the same however many trees follow, and another seed gives another forest", () => {
  const few = finish(growForest(iris.samples, iris.targets, { trees: 3, seed: 5, bins: 64, maxFeatures: 2 }));
  const many = finish(growForest(iris.samples, iris.targets, { trees: 6, seed: 5, bins: 64, maxFeatures: 2 }));
  const other = finish(growForest(iris.samples, iris.targets, { trees: 3, seed: 6, bins: 64, maxFeatures: 2 }));
  expect(many.trees.slice(0, 3)).toEqual(few.trees);
  expect(disagreement(few.trees[0].threshold, other.trees[0].threshold)).toBeGreaterThan(0);
  expect(forestMeans(many, iris.samples, 3)).toEqual(forestMeans(few, iris.samples));
});

test("without bootstrap and with all columns every tree is the same tree", () => {
  const forest = finish(growForest(iris.samples, iris.targets, { trees: 3, seed: 1, bootstrap: false }));
  expect(forest.trees[1]).toEqual(forest.trees[0]);
  expect(stagedErrors(forest, iris.samples, iris.targets)[2]).toBe(0);
  expect(outOfBagErrors(forest, iris.samples, iris.targets)[2]).toBeNaN();
});

test("regression forests average, and their error by rows not drawn is near that on fresh rows", () => {
  const make = (seed: number) => {
    const samples = randomSamples(400, 3, seed);
    const noise = randomSamples(400, 1, seed + 1).columns[0];
    return {
      samples,
      targets: quantitiesOf(
        samples.columns[0].map((x, i) => 3 * Math.sin(2 * x) + samples.columns[1][i] + 0.3 * noise[i]),
      ),
    };
  };
  const [train, fresh] = [make(30), make(40)];
  for (const bins of [undefined, 128]) {
    const forest = finish(growForest(train.samples, train.targets, { trees: 60, seed: 2, ...(bins ? { bins } : {}) }));
    const inside = outOfBagErrors(forest, train.samples, train.targets)[59];
    const outside = stagedErrors(forest, fresh.samples, fresh.targets)[59];
    expect(inside / outside).toBeGreaterThan(0.75);
    expect(inside / outside).toBeLessThan(1.3);
    const means = forestMeans(forest, fresh.samples);
    const mse = means.reduce((sum, m, i) => sum + (m - fresh.targets.of[i]) ** 2 / 400, 0);
    expect(mse).toBeCloseTo(outside, 12);
  }
});

test("breast cancer, 500 trees: out-of-bag accuracy is in the band about scikit-learn's .96485", () => {
  const { samples, targets } = breastCancer;
  const forest = finish(growForest(samples, targets, { trees: 500, seed: 1, bins: 255, maxFeatures: rootOf(30) }));
  const accuracy = 1 - outOfBagErrors(forest, samples, targets)[499];
  expect(accuracy).toBeGreaterThan(0.95);
  expect(accuracy).toBeLessThan(0.975);
});

test("one row and equal rows make forests of single leaves", () => {
  for (const samples of [samplesOf([1], 1), samplesOf([2, 2, 2], 1)]) {
    const targets = classesOf(new Array<number>(samples.n).fill(1), 2);
    for (const bins of [undefined, 8]) {
      const forest = finish(growForest(samples, targets, { trees: 2, seed: 0, ...(bins ? { bins } : {}) }));
      expect(forest.trees.map((tree) => [...tree.value])).toEqual([
        [0, 1],
        [0, 1],
      ]);
    }
  }
});
