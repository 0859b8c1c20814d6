import { expect, test } from "vitest";
import { boostAda, marginsOf, signedSum, stagedAnswers, zProducts } from "../../../src/core/ensemble/adaboost";
import { binSamples } from "../../../src/core/ensemble/bins";
import { boostGradient, rawPredictions } from "../../../src/core/ensemble/boosting";
import { fitNewtonTree, fitTree } from "../../../src/core/ensemble/cart";
import { bundleSamples, findBundles } from "../../../src/core/ensemble/efb";
import { flipLabels, makeShape } from "../../../src/core/ensemble/generate";
import { sampleGoss } from "../../../src/core/ensemble/goss";
import { boostHistogram } from "../../../src/core/ensemble/histogram-boosting";
import { leafwise } from "../../../src/core/ensemble/leafwise";
import { type LossName, lossOf, weightedQuantile } from "../../../src/core/ensemble/loss";
import { boostOrdered, orderedStatistics } from "../../../src/core/ensemble/ordered";
import { classesOf, columnsOf, samplesOf } from "../../../src/core/ensemble/samples";
import { leavesOf } from "../../../src/core/ensemble/tree";
import { createRng } from "../../../src/core/num/rng";
import { finish } from "../../../src/core/num/steps";
import { disagreement, randomSamples } from "./support";

const moons = makeShape("moons", 160, 0.25, createRng(3));

test("AdaBoost: weights sum to 1, Z = 2√(ε(1−ε)), and the training error stays below Π Z ≤ e^(−2Σγ²)", () => {
  const targets = flipLabels(moons.targets, 0.1, createRng(4));
  const model = finish(boostAda(moons.samples, targets, { rounds: 60 }));
  const { product, hoeffding } = zProducts(model);
  const staged = stagedAnswers(model, moons.samples);
  model.rounds.forEach((round, m) => {
    expect(round.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 12);
    expect(round.z).toBeCloseTo(2 * Math.sqrt(round.error * (1 - round.error)), 12);
    expect(round.alpha).toBeCloseTo(0.5 * Math.log((1 - round.error) / round.error), 12);
    const F = signedSum(model, moons.samples, m + 1);
    const mean = F.reduce((sum, f, i) => sum + Math.exp(targets.of[i] === 1 ? -f : f) / F.length, 0);
    expect(product[m]).toBeCloseTo(mean, 10);
    expect(disagreement(staged[m], targets.of)).toBeLessThanOrEqual(product[m] + 1e-12);
    expect(product[m]).toBeLessThanOrEqual(hoeffding[m] + 1e-12);
    // The next weights make the round's own tree no better than a coin.
    const next = model.rounds[m + 1]?.weights ?? model.weights;
    const wrong = next.reduce((sum, w, i) => sum + (round.answers[i] === targets.of[i] ? 0 : w), 0);
    expect(wrong).toBeCloseTo(0.5, 10);
  });
  const margins = marginsOf(model, signedSum(model, moons.samples), targets);
  margins.forEach((margin, i) => {
    expect(margin > 0).toBe(staged[59][i] === targets.of[i]);
    expect(Math.abs(margin)).toBeLessThanOrEqual(1 + 1e-12);
  });
});

test("a perfect tree ends AdaBoost and outvotes all before it; a guess ends it without a round", () => {
  const line = samplesOf([0, 1, 2, 3], 1);
  const perfect = finish(boostAda(line, classesOf([0, 0, 1, 1]), { rounds: 10 }));
  expect([perfect.ended, perfect.rounds.length, perfect.rounds[0].z]).toEqual(["perfect", 1, 0]);
  expect(Number.isFinite(perfect.rounds[0].alpha)).toBe(true);
  const xor = finish(boostAda(samplesOf([0, 0, 0, 1, 1, 0, 1, 1], 2), classesOf([0, 1, 1, 0]), { rounds: 10 }));
  expect([xor.ended, xor.rounds.length]).toEqual(["guess", 0]);
  const equal = finish(boostAda(samplesOf([5, 5, 5, 5], 1), classesOf([0, 1, 1, 1]), { rounds: 10 }));
  expect([equal.ended, equal.rounds.length]).toEqual(["guess", 1]);
});

test("SAMME keeps a round that beats a guess among K although ε ≥ ½", () => {
  const rng = createRng(2);
  const columns = [0, 1].map(() => Float64Array.from({ length: 300 }, () => rng.nextFloat()));
  const of = columns[0].map((x, i) => Math.floor(5 * ((x + columns[1][i]) / 2)));
  const model = finish(boostAda(columnsOf(columns), classesOf(of, 5), { rounds: 40, tree: { maxDepth: 1 } }));
  expect(model.rounds[0].error).toBeGreaterThan(0.5);
  expect(model.rounds[0].alpha).toBeCloseTo(
    Math.log((1 - model.rounds[0].error) / model.rounds[0].error) + Math.log(4),
    12,
  );
  expect(disagreement(stagedAnswers(model, columnsOf(columns))[39], of)).toBeLessThan(model.rounds[0].error);
});

test("residuals and Hessians are the loss's derivatives, by central differences", () => {
  const rng = createRng(6);
  const n = 41;
  const y = Float64Array.from({ length: n }, () => rng.nextNormal());
  const F = Float64Array.from({ length: n }, () => rng.nextNormal());
  const w = new Float64Array(n).fill(1);
  for (const name of ["squared", "logistic", "absolute"] as LossName[]) {
    const loss = lossOf(name);
    const target = name === "logistic" ? y.map((v) => (v > 0 ? 1 : 0)) : y;
    const r = new Float64Array(n);
    const h = new Float64Array(n);
    loss.residualsInto(r, target, F, w);
    loss.hessiansInto(h, target, F, w);
    for (let i = 0; i < n; i++) {
      const at = (e: number) =>
        loss.value(
          target,
          F.map((f, k) => (k === i ? f + e : f)),
          w,
        ) * n;
      expect(-(at(1e-5) - at(-1e-5)) / 2e-5).toBeCloseTo(r[i], 4);
      if (name !== "absolute") expect((at(1e-4) + at(-1e-4) - 2 * at(0)) / 1e-8).toBeCloseTo(h[i], 4);
    }
  }
});

test("the initial value minimises each loss", () => {
  const rng = createRng(8);
  const y = Float64Array.from({ length: 30 }, () => rng.nextNormal());
  const w = Float64Array.from({ length: 30 }, () => rng.nextFloat());
  for (const name of ["squared", "absolute", "logistic"] as LossName[]) {
    const target = name === "logistic" ? y.map((v) => (v > 0 ? 1 : 0)) : y;
    const loss = lossOf(name);
    const c = loss.initial(target, w);
    const value = (F: number) => loss.value(target, new Float64Array(30).fill(F), w);
    for (const e of [-0.3, -1e-3, 1e-3, 0.3]) expect(value(c)).toBeLessThanOrEqual(value(c + e) + 1e-12);
  }
  const rows = [0, 1, 2, 3];
  expect(weightedQuantile(rows, (i) => i, Float64Array.from([1, 1, 1, 1]), 0.5)).toBe(1);
  expect(weightedQuantile(rows, (i) => i, Float64Array.from([1, 1, 1, 3]), 0.5)).toBe(2);
});

test("each round lowers the training loss; a smaller ν more slowly", () => {
  const y = Float64Array.from(moons.targets.of);
  const fast = finish(boostGradient(moons.samples, y, { loss: "logistic", rounds: 30, maxDepth: 2, rate: 0.3 }));
  const slow = finish(boostGradient(moons.samples, y, { loss: "logistic", rounds: 30, maxDepth: 2, rate: 0.03 }));
  for (let m = 1; m <= 30; m++) expect(fast.losses[m]).toBeLessThan(fast.losses[m - 1]);
  expect(slow.losses[30]).toBeGreaterThan(fast.losses[30]);
});

test("Newton's trees with λ = 0 on squared loss are the trees on residuals", () => {
  const y = moons.samples.columns[0].map((x, i) => Math.sin(3 * x) + moons.samples.columns[1][i]);
  const options = { loss: "squared", rounds: 5, maxDepth: 3 } as const;
  const plain = finish(boostGradient(moons.samples, y, options));
  const newton = finish(boostGradient(moons.samples, y, { ...options, newton: { lambda: 0 } }));
  const [a, b] = [rawPredictions(plain, moons.samples), rawPredictions(newton, moons.samples)];
  a.forEach((value, i) => {
    expect(b[i]).toBeCloseTo(value, 9);
  });
});

test("early stopping keeps the round of the least held-out loss", () => {
  const noisy = flipLabels(moons.targets, 0.25, createRng(1));
  const fresh = makeShape("moons", 200, 0.25, createRng(9));
  const held = { samples: fresh.samples, y: Float64Array.from(fresh.targets.of), patience: 10 };
  const options = { loss: "logistic", rounds: 300, maxDepth: 4, rate: 0.3, held } as const;
  const model = finish(boostGradient(moons.samples, Float64Array.from(noisy.of), options));
  expect(model.trees.length).toBe(model.best + 10);
  expect(model.heldLosses![model.best]).toBe(Math.min(...model.heldLosses!));
  expect(model.trees.length).toBeLessThan(300);
});

test("subsampling draws without replacement and from the seed alone", () => {
  const y = Float64Array.from(moons.targets.of);
  const run = (seed: number) =>
    finish(
      boostGradient(moons.samples, y, {
        loss: "logistic",
        rounds: 4,
        maxDepth: 2,
        subsample: 0.5,
        rng: createRng(seed),
      }),
    );
  expect(run(1)).toEqual(run(1));
  expect(run(1).losses[4]).not.toBe(run(2).losses[4]);
  expect(run(1).trees[0].rows[0]).toBe(80);
});

test("leaf-wise trees on fine bins have the leaves of the exact Newton tree where neither is cut short", () => {
  const samples = randomSamples(120, 2, 14);
  const rng = createRng(14, 1);
  const g = Float64Array.from({ length: 120 }, () => rng.nextNormal());
  const h = Float64Array.from({ length: 120 }, () => 0.1 + rng.nextFloat());
  const exact = fitNewtonTree(samples, g, h, { lambda: 0.5, minLeaf: 10 });
  const grower = leafwise(binSamples(samples, 256), { lambda: 0.5, minLeaf: 10, maxLeaves: 64, minHessian: 0 });
  const fast = grower.grow(g, h);
  const [a, b] = [leavesOf(exact, samples), leavesOf(fast, samples)];
  const added = new Float64Array(120);
  grower.addTo(added, 2);
  for (let i = 0; i < 120; i++) {
    expect(fast.value[b[i]]).toBeCloseTo(exact.value[a[i]], 9);
    expect(added[i]).toBeCloseTo(2 * exact.value[a[i]], 9);
  }
  expect(fast.gain.reduce((sum, x) => sum + x, 0)).toBeCloseTo(
    exact.gain.reduce((sum, x) => sum + x, 0),
    8,
  );
});

test("a leaf-wise tree of L leaves splits those that gain most", () => {
  const samples = randomSamples(200, 3, 15);
  const g = randomSamples(200, 1, 16).columns[0];
  const grower = leafwise(binSamples(samples), { maxLeaves: 6, minLeaf: 5 });
  const tree = grower.grow(g, new Float64Array(200).fill(1));
  expect(tree.feature.filter((feature) => feature < 0).length).toBe(6);
  const total = (maxLeaves: number) =>
    leafwise(binSamples(samples), { maxLeaves, minLeaf: 5 })
      .grow(g, new Float64Array(200).fill(1))
      .gain.reduce((s, x) => s + x, 0);
  expect(total(6)).toBeGreaterThan(total(5));
});

test("GOSS keeps the rows of large gradients, and its sums are right on average", () => {
  const rng = createRng(17);
  const g = Float64Array.from({ length: 500 }, () => rng.nextNormal() ** 3);
  const total = g.reduce((sum, x) => sum + x, 0);
  const cut = [...g].map(Math.abs).sort((a, b) => b - a)[99];
  let mean = 0;
  for (let run = 0; run < 400; run++) {
    const { rows, scale } = sampleGoss(g, 0.2, 0.1, rng);
    expect(rows.length).toBe(150);
    rows.forEach((row, k) => {
      expect(scale[k]).toBe(Math.abs(g[row]) >= cut ? 1 : 8);
      mean += (scale[k] * g[row]) / 400;
    });
  }
  // The rest is scaled by (1 − a)/b, so its sum over many draws is the whole one.
  expect(Math.abs(mean - total)).toBeLessThan(0.05 * Math.sqrt(500) * 5);
});

test("boosting on GOSS's rows learns about as well as on all", () => {
  const y = Float64Array.from(moons.targets.of);
  const options = { loss: "logistic", rounds: 60, minLeaf: 5, maxLeaves: 8 } as const;
  const all = finish(boostHistogram(moons.samples, y, options));
  const some = finish(boostHistogram(moons.samples, y, { ...options, goss: { a: 0.2, b: 0.3 }, rng: createRng(1) }));
  expect(some.losses[60]).toBeLessThan(0.5 * some.losses[0]);
  expect(all.losses[60]).toBeLessThan(some.losses[60]);
  expect(some.trees[0].rows[0]).toBe(80);
});

test("exclusive columns are bundled into one, and a tree on the bundle makes the same leaves", () => {
  const rng = createRng(18);
  const n = 200;
  const columns = Array.from({ length: 6 }, () => new Float64Array(n));
  for (let i = 0; i < n; i++) columns[rng.nextBelow(6)][i] = 1 + rng.nextBelow(4);
  const sparse = columnsOf([...columns, randomSamples(n, 1, 2).columns[0]]);
  const found = findBundles(sparse);
  expect(found.conflicts).toBe(0);
  expect(found.bundles.map((members) => members.length).sort()).toEqual([1, 6]);
  const bundled = bundleSamples(found, sparse);
  const values = bundled.columns[found.bundles.findIndex((members) => members.length === 6)];
  const original = Array.from({ length: n }, (_, i) => columns.map((column) => column[i]).join());
  // One value of the bundle stands for one row of the columns, and the other way round.
  expect(new Set(values).size).toBe(new Set(original).size);
  expect(new Set([...values].map((v, i) => `${v} ${original[i]}`)).size).toBe(new Set(original).size);
  const y = classesOf(
    original.map((row) => (row.length % 2) ^ (row.indexOf("3") % 4 === 0 ? 1 : 0)),
    2,
  );
  expect(fitTree(bundled, y).cost.length).toBeGreaterThan(0);
});

test("columns in conflict go to different bundles unless it is allowed", () => {
  const both = columnsOf([
    Float64Array.from([1, 2, 0, 0]),
    Float64Array.from([0, 1, 1, 0]),
    Float64Array.from([-1, 0, 0, 0]),
  ]);
  expect(findBundles(both).bundles).toHaveLength(3);
  const loose = findBundles(both, 1);
  expect([loose.bundles.length, loose.conflicts]).toEqual([2, 1]);
});

test("ordered statistics never see the row's own target; the order decides", () => {
  const y = [1, 0, 1, 1, 0, 1];
  const category = [0, 1, 0, 1, 0, 1];
  const order = [5, 3, 1, 4, 2, 0];
  const before = orderedStatistics(category, y, order, 0.5, 2);
  for (let i = 0; i < 6; i++) {
    const other = orderedStatistics(
      category,
      y.map((v, k) => (k === i ? 1 - v : v)),
      order,
      0.5,
      2,
    );
    expect(other[i]).toBe(before[i]);
  }
  expect(before[5]).toBe(0.5);
  expect(before[1]).toBeCloseTo((2 + 2 * 0.5) / 4, 14);
});

test("ordered boosting: what a row is judged by does not depend on its own target, nor on rows behind it", () => {
  const samples = randomSamples(24, 2, 19);
  const y = samples.columns[0].map((x, i) => x - samples.columns[1][i]);
  const order = Int32Array.from({ length: 24 }, (_, p) => (p * 7) % 24);
  const run = (targets: Float64Array) =>
    boostOrdered(samples, targets, order, { loss: "squared", rounds: 8, maxDepth: 2, rate: 0.3 });
  const { unseen } = run(y);
  for (const p of [0, 1, 5, 12, 23]) {
    const changed = run(y.map((v, i) => (i === order[p] ? v + 100 : v)));
    for (let q = 0; q <= p; q++) expect(changed.unseen[order[q]]).toBe(unseen[order[q]]);
  }
  const plain = run(y);
  expect(rawPredictions(plain, samples).reduce((sum, f, i) => sum + (f - y[i]) ** 2, 0)).toBeLessThan(
    y.reduce((sum, v) => sum + v * v, 0),
  );
});
