import { createRng } from "../num/rng";
import { binnedGrower } from "./binned";
import { binSamples } from "./bins";
import { bootstrap } from "./bootstrap";
import { type CartOptions, fitTree } from "./cart";
import { sortColumns } from "./grow";
import type { Samples, Targets } from "./samples";
import { tallyOf } from "./tally";
import { argmax, leavesOf, type Tree } from "./tree";

export interface ForestOptions extends Omit<CartOptions, "rng" | "weights"> {
  /** B. */
  readonly trees: number;
  readonly seed: number;
  /** Each tree sees n rows drawn with replacement, else all rows. Default true. */
  readonly bootstrap?: boolean;
  /** Columns drawn at each split: all for bagging; `rootOf(d)` is the usual choice of a random forest. */
  readonly maxFeatures?: number;
  /** Bins per column of the fast path, at most 256, with Gini or squared error; exact search where not given. */
  readonly bins?: number;
}

/** B trees, each of its own stream of chance, so that what tree b saw is drawn again from the seed. */
export interface Forest {
  readonly kind: Targets["kind"];
  /** K shares or 1 number. */
  readonly outputs: number;
  /** Rows it was fitted to. */
  readonly n: number;
  readonly seed: number;
  readonly bootstrap: boolean;
  readonly trees: readonly Tree[];
}

/** ⌊√d⌋, the columns that a random forest of classes tries at a split. @source Breiman 2001 */
export const rootOf = (d: number): number => Math.max(1, Math.floor(Math.sqrt(d)));

/**
 * Bagging, or a random forest where `maxFeatures` < d: the columns are drawn at each split, not once for a tree.
 * @throws RangeError when an option is out of range
 * @source Breiman 1996; Breiman 2001
 */
export function* growForest(samples: Samples, targets: Targets, options: ForestOptions): Generator<number, Forest> {
  const { trees: count, seed, bootstrap: drawn = true, bins, ...grow } = options;
  if (!Number.isInteger(count) || count < 1) throw new RangeError(`trees must be a whole number ≥ 1, got ${count}`);
  if (bins !== undefined && (options.criterion ?? "gini") !== "gini") {
    throw new RangeError(`bins are for the criterion gini, got "${options.criterion}"`);
  }
  const { n } = samples;
  if (targets.of.length !== n) throw new RangeError(`targets must hold ${n} entries, got ${targets.of.length}`);
  const fast =
    bins === undefined ? undefined : binnedGrower(binSamples(samples, bins), targets, tallyOf(targets), grow);
  const sorted = fast ? undefined : (grow.sorted ?? sortColumns(samples));
  const trees: Tree[] = [];
  for (let b = 0; b < count; b++) {
    if (fast) {
      const rng = createRng(seed, b);
      trees.push(fast(drawn ? bootstrap(n, rng) : new Uint16Array(n).fill(1), rng));
    } else trees.push(treeOfForest(samples, targets, { ...options, sorted: sorted! }, b).tree);
    yield b + 1;
  }
  const outputs = targets.kind === "classes" ? targets.count : 1;
  return { kind: targets.kind, outputs, n, seed, bootstrap: drawn, trees };
}

/** Tree b of the exact forest that `growForest` grows with these options, on its own, and how often it saw each row [n]. */
export function treeOfForest(
  samples: Samples,
  targets: Targets,
  { trees: _, seed, bootstrap: drawn = true, bins: __, ...grow }: ForestOptions,
  b: number,
): { readonly tree: Tree; readonly times: Uint16Array } {
  const rng = createRng(seed, b);
  const times = drawn ? bootstrap(samples.n, rng) : new Uint16Array(samples.n).fill(1);
  return { tree: fitTree(samples, targets, { ...grow, weights: times, rng }), times };
}

/** How often tree b saw each row [n]: 0 for those out of its bag. */
export function timesOf(forest: Forest, b: number): Uint16Array {
  return forest.bootstrap ? bootstrap(forest.n, createRng(forest.seed, b)) : new Uint16Array(forest.n).fill(1);
}

/** The mean of the first `count` trees' answers [n, outputs]: shares of classes (soft vote), or numbers. */
export function forestMeans(forest: Forest, samples: Samples, count = forest.trees.length): Float64Array {
  const { outputs } = forest;
  const out = new Float64Array(samples.n * outputs);
  for (let b = 0; b < count; b++) addLeaves(out, forest.trees[b], samples);
  return out.map((x) => x / count);
}

/**
 * Error after each tree: the share of rows the vote gets wrong, or the mean squared error [B].
 * @param vote  "soft": mean of the leaves' shares; "hard": each tree gives one vote
 */
export function stagedErrors(
  forest: Forest,
  samples: Samples,
  targets: Targets,
  vote: "soft" | "hard" = "soft",
): Float64Array {
  return accumulate(forest, samples, targets, vote, false);
}

/**
 * Out-of-bag error after each tree [B]: each row is judged by those trees alone that did not see it; rows that all trees
 * saw are left out, and NaN stands where there is no other.
 */
export function outOfBagErrors(
  forest: Forest,
  samples: Samples,
  targets: Targets,
  vote: "soft" | "hard" = "soft",
): Float64Array {
  return accumulate(forest, samples, targets, vote, true);
}

function accumulate(
  forest: Forest,
  samples: Samples,
  targets: Targets,
  vote: "soft" | "hard",
  outside: boolean,
): Float64Array {
  const { outputs: K, trees } = forest;
  const { n } = samples;
  const sum = new Float64Array(n * K);
  const voters = new Uint32Array(n);
  return Float64Array.from(trees, (tree, b) => {
    const times = outside ? timesOf(forest, b) : undefined;
    const leaves = leavesOf(tree, samples);
    for (let i = 0; i < n; i++) {
      if (times && times[i] > 0) continue;
      voters[i]++;
      if (vote === "hard" && targets.kind === "classes") sum[i * K + argmax(tree.value, K, leaves[i] * K)] += 1;
      else for (let k = 0; k < K; k++) sum[i * K + k] += tree.value[leaves[i] * K + k];
    }
    return errorOf(sum, voters, targets, K);
  });
}

function errorOf(sum: Float64Array, voters: Uint32Array, targets: Targets, K: number): number {
  let error = 0;
  let judged = 0;
  for (let i = 0; i < voters.length; i++) {
    if (voters[i] === 0) continue;
    judged++;
    if (targets.kind === "classes") error += argmax(sum, K, i * K) === targets.of[i] ? 0 : 1;
    else error += (sum[i] / voters[i] - targets.of[i]) ** 2;
  }
  return error / judged;
}

function addLeaves(out: Float64Array, tree: Tree, samples: Samples): void {
  const { feature, threshold, left, right, value, outputs: K } = tree;
  const { columns, n } = samples;
  for (let i = 0; i < n; i++) {
    let node = 0;
    for (let f = feature[0]; f >= 0; f = feature[node])
      node = columns[f][i] <= threshold[node] ? left[node] : right[node];
    for (let k = 0; k < K; k++) out[i * K + k] += value[node * K + k];
  }
}
