import { expect, test } from "vitest";
import { fitNewtonTree, fitTree, pruneTree } from "../../../src/core/ensemble/cart";
import { newtonTask } from "../../../src/core/ensemble/criterion";
import { between } from "../../../src/core/ensemble/grow";
import { candidatesOf } from "../../../src/core/ensemble/inspect";
import { classesOf, columnsOf, quantitiesOf, type Samples, samplesOf } from "../../../src/core/ensemble/samples";
import { addResponses, depthOf, leafAt, leavesOf, type Tree } from "../../../src/core/ensemble/tree";
import { createRng } from "../../../src/core/num/rng";
import { disagreement, randomClasses, randomSamples, rowOf } from "./support";

/** Impurity times weight by its definition. */
const cost = {
  gini: (w: number[]) => {
    const total = w.reduce((a, b) => a + b, 0);
    return total * (1 - w.reduce((sum, c) => sum + (c / total) ** 2, 0));
  },
  entropy: (w: number[]) => {
    const total = w.reduce((a, b) => a + b, 0);
    return -w.reduce((sum, c) => sum + (c > 0 ? c * Math.log(c / total) : 0), 0);
  },
  error: (w: number[]) => w.reduce((a, b) => a + b, 0) - Math.max(...w),
};

/** The best gain of all splits of all columns, each tried from scratch. */
function bruteGain(
  samples: Samples,
  of: ArrayLike<number>,
  K: number,
  weights: ArrayLike<number>,
  measure: (w: number[]) => number,
): number {
  const sums = (keep: (i: number) => boolean) => {
    const out = new Array<number>(K).fill(0);
    for (let i = 0; i < samples.n; i++) if (keep(i)) out[of[i]] += weights[i];
    return out;
  };
  let best = Number.NEGATIVE_INFINITY;
  for (const column of samples.columns) {
    for (const t of column) {
      const left = sums((i) => column[i] <= t);
      const right = sums((i) => column[i] > t);
      if (left.every((c) => c === 0) || right.every((c) => c === 0)) continue;
      best = Math.max(best, measure(sums(() => true)) - measure(left) - measure(right));
    }
  }
  return best;
}

test("the first split gains what the best of all splits gains: Gini, entropy, error; weights; equal values", () => {
  for (const criterion of ["gini", "entropy", "error"] as const) {
    for (let seed = 0; seed < 12; seed++) {
      const samples = randomSamples(40, 3, seed, seed % 2 === 0 ? 2 : 0);
      const targets = randomClasses(40, 3, seed);
      const rng = createRng(seed, 7);
      const weights = Array.from({ length: 40 }, () => rng.nextBelow(4));
      const tree = fitTree(samples, targets, { criterion, weights, maxDepth: 1 });
      expect(tree.gain[0]).toBeCloseTo(bruteGain(samples, targets.of, 3, weights, cost[criterion]), 10);
    }
  }
});

test("each node's gain is its cost less its children's, and no gain is below zero", () => {
  const samples = randomSamples(200, 4, 1);
  for (const targets of [randomClasses(200, 3, 2), quantitiesOf(samples.columns[3].map((x) => x ** 3))]) {
    const tree = fitTree(samples, targets);
    tree.feature.forEach((feature, node) => {
      if (feature < 0) return;
      const rest = tree.cost[node] - tree.cost[tree.left[node]] - tree.cost[tree.right[node]];
      expect(tree.gain[node]).toBeCloseTo(rest, 10);
      expect(tree.gain[node]).toBeGreaterThan(-1e-9);
      expect(tree.rows[node]).toBe(tree.rows[tree.left[node]] + tree.rows[tree.right[node]]);
    });
  }
});

test("a full tree on distinct rows makes no error; XOR too, whose first split gains nothing", () => {
  const samples = randomSamples(150, 2, 3);
  const targets = randomClasses(150, 4, 3);
  const tree = fitTree(samples, targets);
  const shares = addResponses(new Float64Array(600), tree, samples);
  targets.of.forEach((k, i) => {
    expect(shares[i * 4 + k]).toBe(1);
  });
  const xor = samplesOf([0, 0, 0, 1, 1, 0, 1, 1], 2);
  const answers = fitTree(xor, classesOf([0, 1, 1, 0]));
  expect(answers.gain[0]).toBe(0);
  expect(leavesOf(answers, xor).map((leaf) => answers.value[leaf * 2 + 1])).toEqual(Int32Array.from([0, 1, 1, 0]));
});

test("of equal gains the lowest column and then the lowest threshold wins", () => {
  const x = [0, 1, 2, 3];
  const twice = columnsOf([Float64Array.from(x), Float64Array.from(x)]);
  expect(fitTree(twice, classesOf([0, 0, 1, 1])).feature[0]).toBe(0);
  const level = fitTree(samplesOf(x, 1), classesOf([0, 1, 1, 0]), { criterion: "error", maxDepth: 1 });
  expect(level.threshold[0]).toBe(0.5);
});

test("a row of weight 2 is two rows", () => {
  const samples = randomSamples(60, 2, 5);
  const targets = randomClasses(60, 2, 5);
  const weights = Array.from({ length: 60 }, (_, i) => i % 3);
  const rows = weights.flatMap((w, i) => new Array<number>(w).fill(i));
  const repeated = columnsOf(samples.columns.map((column) => Float64Array.from(rows, (i) => column[i])));
  const one = fitTree(samples, targets, { weights });
  const two = fitTree(
    repeated,
    classesOf(
      rows.map((i) => targets.of[i]),
      2,
    ),
  );
  expect(one.feature).toEqual(two.feature);
  expect(one.threshold).toEqual(two.threshold);
  expect(one.value).toEqual(two.value);
});

test("a growing function of a column changes no leaf", () => {
  const samples = randomSamples(80, 3, 6);
  const targets = randomClasses(80, 2, 6);
  const bent = columnsOf(samples.columns.map((column) => column.map(Math.exp)));
  expect(leavesOf(fitTree(bent, targets), bent)).toEqual(leavesOf(fitTree(samples, targets), samples));
});

test("depth and leaf size are kept", () => {
  const samples = randomSamples(300, 3, 8);
  const targets = randomClasses(300, 2, 8);
  const tree = fitTree(samples, targets, { maxDepth: 4, minLeaf: 7 });
  expect(depthOf(tree)).toBe(4);
  const leaves = tree.rows.filter((_, node) => tree.feature[node] < 0);
  expect(Math.min(...leaves)).toBeGreaterThanOrEqual(7);
  expect(leaves.reduce((sum, rows) => sum + rows, 0)).toBe(300);
});

test("one row, equal rows and one class give a single leaf", () => {
  const single = (tree: Tree) => expect([tree.feature.length, tree.feature[0]]).toEqual([1, -1]);
  single(fitTree(samplesOf([3, 4], 2), classesOf([0])));
  single(fitTree(samplesOf([1, 1, 1, 1], 1), classesOf([0, 1, 0, 1])));
  single(fitTree(randomSamples(20, 2, 1), classesOf(new Array<number>(20).fill(0))));
  single(fitTree(randomSamples(20, 2, 1), quantitiesOf(new Array<number>(20).fill(1e9 + 0.1))));
});

test("neighbouring doubles, and numbers near the largest, are told apart", () => {
  const next = 1 + 2 ** -52;
  expect(between(1, next)).toBe(1);
  expect(between(-1e308, 1.7e308)).toBeCloseTo(0.35e308, -300);
  expect(fitTree(samplesOf([1, next], 1), classesOf([0, 1])).threshold[0]).toBe(1);
});

test("targets far from zero keep their splits", () => {
  const samples = randomSamples(100, 2, 9);
  const y = samples.columns[0].map((x, i) => x + samples.columns[1][i] ** 2);
  const near = fitTree(samples, quantitiesOf(y), { maxDepth: 4 });
  const far = fitTree(samples, quantitiesOf(y.map((v) => v + 2 ** 30)), { maxDepth: 4 });
  expect(far.feature).toEqual(near.feature);
  expect(far.threshold).toEqual(near.threshold);
});

test("a Newton tree's gain is the fall of the loss, and leaves are −G/(H + λ)", () => {
  const samples = randomSamples(50, 2, 10);
  const rng = createRng(10, 3);
  const g = Float64Array.from({ length: 50 }, () => rng.nextNormal());
  const h = Float64Array.from({ length: 50 }, () => rng.nextFloat());
  const tree = fitNewtonTree(samples, g, h, { lambda: 0.7, gamma: 0, maxDepth: 3 });
  const leaves = leavesOf(tree, samples);
  // Σ g w + ½ h w² over the rows and ½ λ w² over the leaves, at the tree's answers and at one leaf's.
  const objective = (answer: (i: number) => number, values: readonly number[]) =>
    g.reduce((sum, gi, i) => sum + gi * answer(i) + 0.5 * h[i] * answer(i) ** 2, 0) +
    values.reduce((sum, w) => sum + 0.35 * w * w, 0);
  const used = [...new Set(leaves)];
  const whole = objective(
    (i) => tree.value[leaves[i]],
    used.map((leaf) => tree.value[leaf]),
  );
  const root = objective(() => tree.value[0], [tree.value[0]]);
  expect(root - whole).toBeCloseTo(
    tree.gain.reduce((sum, x) => sum + x, 0),
    10,
  );
  const best = candidatesOf(samples, tree.feature[0], [...g.keys()], newtonTask(g, h, 0.7)).reduce((a, b) =>
    b.gain > a.gain ? b : a,
  );
  expect([best.threshold, best.gain]).toEqual([tree.threshold[0], expect.closeTo(tree.gain[0], 10)]);
  const [priced] = candidatesOf(samples, tree.feature[0], [...g.keys()], newtonTask(g, h, 0.7), 0.1);
  expect(priced.gain).toBeCloseTo(
    candidatesOf(samples, tree.feature[0], [...g.keys()], newtonTask(g, h, 0.7))[0].gain - 0.1,
    12,
  );
  // The loss of one leaf is −½ G²/(H + λ).
  const [G, H] = [g, h].map((list) => list.reduce((a, b) => a + b));
  expect((-0.5 * G ** 2) / (H + 0.7)).toBeCloseTo(root, 10);
});

test("γ prunes from below: no lowest split gains less, and the answers stay those of the nodes", () => {
  const samples = randomSamples(80, 2, 11);
  const g = randomSamples(80, 1, 12).columns[0];
  const h = new Float64Array(80).fill(1);
  const full = fitNewtonTree(samples, g, h, { lambda: 1, maxDepth: 6 });
  const pruned = fitNewtonTree(samples, g, h, { lambda: 1, maxDepth: 6, gamma: 1 });
  expect(pruned.feature.length).toBeLessThan(full.feature.length);
  pruned.feature.forEach((feature, node) => {
    const [l, r] = [pruned.left[node], pruned.right[node]];
    if (feature >= 0 && pruned.feature[l] < 0 && pruned.feature[r] < 0) expect(pruned.gain[node]).toBeGreaterThan(1);
    if (feature < 0) expect([l, r, pruned.gain[node], pruned.threshold[node]]).toEqual([-1, -1, 0, 0]);
  });
  expect(pruneTree(full, 1e9).feature.length).toBe(1);
  for (let i = 0; i < 80; i++) expect(full.value).toContain(pruned.value[leafAt(pruned, rowOf(samples, i))]);
});

test("columns are drawn anew at each split: trees differ, and one column suffices to make no error", () => {
  const samples = randomSamples(120, 5, 13);
  const targets = randomClasses(120, 2, 13);
  const grow = (seed: number) => fitTree(samples, targets, { maxFeatures: 1, rng: createRng(seed) });
  const [a, b] = [grow(1), grow(2)];
  expect(disagreement(a.feature.slice(0, 15), b.feature.slice(0, 15))).toBeGreaterThan(0);
  // Drawn once for the tree, one column alone could be asked.
  expect(new Set(a.feature.filter((feature) => feature >= 0)).size).toBe(5);
  expect(a.cost.filter((_, node) => a.feature[node] < 0).every((c) => c === 0)).toBe(true);
});
