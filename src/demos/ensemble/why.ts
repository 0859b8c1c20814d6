import { type Parts, votedParts } from "../../core/ensemble/decompose";
import { forestMeans, growForest } from "../../core/ensemble/forest";
import { makeShape, type Shape } from "../../core/ensemble/generate";
import { forestImportance, permutationImportance } from "../../core/ensemble/importance";
import { columnsOf, type Samples, take } from "../../core/ensemble/samples";
import { treeShap } from "../../core/ensemble/shap";
import { argmax, leavesOf, type Tree } from "../../core/ensemble/tree";
import { createRng } from "../../core/num/rng";
import { finish } from "../../core/num/steps";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { queryOf } from "./hands";
import { numberOf } from "./lesson";
import { type Plane, readPlane } from "./plane";

type Split = Parts & { readonly net: number };

export interface WhyModel {
  readonly values: Values;
  readonly problem?: Text;
  readonly plane?: Plane;
  /** How many trees vote, at the sizes that are measured. */
  readonly sizes: readonly number[];
  /** Answers of all trees on the test, by refit. */
  readonly predictions: readonly Int32Array[];
  readonly truth: Int32Array;
  /** Bias and variance from the first r + 1 refits, by refit and size. */
  readonly parts: readonly (readonly Split[])[];
  /** Four columns: the two features, a copy of the first with noise, and pure noise. */
  readonly impurity: Float64Array;
  readonly permuted: Float64Array;
  readonly deviation: Float64Array;
  readonly shap: Float64Array;
  /** SHAP of the last class at the point asked, what it adds up from, and what it should add up to. */
  readonly phi: Float64Array;
  readonly mean: number;
  readonly answer: number;
  readonly trees: readonly Tree[];
  readonly point: Float64Array;
}

const most = (trees: number): number[] =>
  [1, 2, 4, 8, 16, 32, 64, 128]
    .filter((b) => b < trees)
    .concat(trees)
    .slice(-8);

export function computeWhy(values: Values, seed: number, context: Context): WhyModel {
  const none = new Float64Array(0);
  const read = readPlane(values, seed, context);
  const empty = {
    values,
    sizes: [],
    predictions: [],
    truth: new Int32Array(0),
    parts: [],
    impurity: none,
    permuted: none,
    deviation: none,
    shap: none,
    phi: none,
    mean: 0,
    answer: 0,
    trees: [],
    point: none,
  };
  if ("problem" in read) return { ...empty, problem: read.problem };
  const { plane } = read;
  const refits = numberOf(values, "refits");
  const sizes = most(numberOf(values, "trees"));
  const predictions: Int32Array[][] = sizes.map(() => []);
  for (let r = 0; r < refits; r++) {
    context.checkpoint();
    context.progress((0.8 * r) / refits);
    refit(plane, values, seed, r, sizes).forEach((answers, s) => void predictions[s].push(answers));
  }
  const truth = plane.freshTargets.of;
  const K = plane.classes.length;
  const parts = Array.from({ length: refits }, (_, r) =>
    predictions.map((list) => votedParts(list.slice(0, r + 1), truth, K)),
  );
  return {
    ...empty,
    plane,
    sizes,
    predictions: predictions[sizes.length - 1],
    truth,
    parts,
    ...importances(plane, values, seed),
  };
}

/** A fresh training set: drawn anew from the shape, or half of the rows where there are no more than those. */
function refit(plane: Plane, values: Values, seed: number, r: number, sizes: readonly number[]): Int32Array[] {
  const rng = createRng(seed, 1000 + r);
  const shape = String(values["shape"]);
  const isDrawn = ["moons", "circles", "xor", "diagonal", "spirals"].includes(shape);
  let { samples, targets } = plane;
  if (isDrawn) {
    const again = makeShape(shape as Shape, samples.n, numberOf(values, "scatter"), rng);
    const flips = Float64Array.from({ length: samples.n }, () => rng.nextFloat());
    samples = again.samples;
    targets = {
      ...again.targets,
      of: again.targets.of.map((k, i) => (flips[i] < numberOf(values, "flip") ? 1 - k : k)),
    };
  } else {
    const rows = Array.from({ length: Math.max(2, samples.n >> 1) }, () => rng.nextBelow(samples.n));
    [samples, targets] = [take(samples, rows), take(targets, rows)];
  }
  const method = String(values["bag"]);
  const K = plane.classes.length;
  const forest = finish(
    growForest(samples, targets, {
      trees: sizes[sizes.length - 1],
      seed: seed + 7919 * (r + 1),
      bootstrap: method !== "tree",
      bins: 255,
      maxDepth: numberOf(values, "depth"),
      minLeaf: numberOf(values, "leaf"),
      ...(method === "forest" ? { maxFeatures: 1 } : {}),
    }),
  );
  const sums = new Float64Array(plane.fresh.n * K);
  const out: Int32Array[] = [];
  forest.trees.forEach((tree, b) => {
    leavesOf(tree, plane.fresh).forEach((leaf, i) => {
      for (let k = 0; k < K; k++) sums[i * K + k] += tree.value[leaf * K + k];
    });
    if (sizes.includes(b + 1)) out.push(Int32Array.from({ length: plane.fresh.n }, (_, i) => argmax(sums, K, i * K)));
  });
  return out;
}

/** The two features with two more: the first with noise on it, and noise alone. */
function widened({ n, columns }: Samples, seed: number, stream: number): Samples {
  const rng = createRng(seed, stream);
  const mean = columns[0].reduce((sum, x) => sum + x / n, 0);
  const spread = Math.sqrt(columns[0].reduce((sum, x) => sum + (x - mean) ** 2 / n, 0)) || 1;
  return columnsOf([
    ...columns,
    columns[0].map((x) => x + 0.5 * spread * rng.nextNormal()),
    columns[0].map(() => rng.nextNormal()),
  ]);
}

function importances(plane: Plane, values: Values, seed: number) {
  const train = widened(plane.samples, seed, 51);
  const fresh = widened(plane.fresh, seed, 52);
  const K = plane.classes.length;
  const method = String(values["bag"]);
  const forest = finish(
    growForest(train, plane.targets, {
      trees: 40,
      seed,
      bootstrap: method !== "tree",
      bins: 255,
      maxDepth: numberOf(values, "depth"),
      minLeaf: numberOf(values, "leaf"),
      ...(method === "forest" ? { maxFeatures: 2 } : {}),
    }),
  );
  const score = (asked: Samples): number => {
    const shares = forestMeans(forest, asked);
    return plane.freshTargets.of.filter((k, i) => argmax(shares, K, i * K) === k).length / asked.n;
  };
  const { mean: permuted, deviation } = permutationImportance(fresh, score, 5, createRng(seed, 53));
  const shap = new Float64Array(4);
  const every = Math.max(1, Math.floor(fresh.n / 60));
  let counted = 0;
  for (let i = 0; i < fresh.n; i += every) {
    counted++;
    phiOf(
      forest.trees,
      fresh.columns.map((column) => column[i]),
      K,
    ).forEach((v, j) => {
      shap[j] += Math.abs(v);
    });
  }
  const query = queryOf(values);
  const point = Float64Array.of(query[0], query[1], query[0], 0);
  const shares = forestMeans(forest, { n: 1, d: 4, columns: Array.from(point, (x) => Float64Array.of(x)) });
  const mean = forest.trees.reduce((sum, tree) => sum + tree.value[K - 1] / forest.trees.length, 0);
  return {
    impurity: forestImportance(forest.trees, 4),
    permuted,
    deviation,
    shap: shap.map((v) => v / counted),
    phi: phiOf(forest.trees, point, K),
    mean,
    answer: shares[K - 1],
    trees: forest.trees,
    point,
  };
}

/** The mean of the trees' Shapley values for the last class. */
function phiOf(trees: readonly Tree[], point: ArrayLike<number>, K: number): Float64Array {
  const phi = new Float64Array(4);
  for (const tree of trees) {
    const own = treeShap(tree, point, K - 1);
    for (let j = 0; j < 4; j++) phi[j] += own[j] / trees.length;
  }
  return phi;
}
