import { type CartOptions, fitTree } from "./cart";
import { sortColumns } from "./grow";
import type { Classes, Samples } from "./samples";
import { argmax, leavesOf, type Tree } from "./tree";

/** One round: the weak learner, and what was measured with the weights it was fitted to. */
export interface Round {
  readonly tree: Tree;
  /** ε = Σ w_i over the rows it gets wrong. */
  readonly error: number;
  /** Its say in the vote. */
  readonly alpha: number;
  /** What the new weights sum to before they are divided by it. */
  readonly z: number;
  /** Weights the tree was fitted to [n], summing to 1. */
  readonly weights: Float64Array;
  /** Class it gives each row [n]. */
  readonly answers: Int32Array;
}

export type Ending =
  /** All rounds were run. */
  | "rounds"
  /** The last tree made no error: it decides alone, and nothing is left to reweight. */
  | "perfect"
  /** ε ≥ ½, or ≥ 1 − 1/K for SAMME: no better than a guess, so the round is dropped. */
  | "guess";

export interface AdaBoost {
  readonly classes: number;
  readonly rounds: readonly Round[];
  /** Weights after the last round [n], summing to 1. */
  readonly weights: Float64Array;
  readonly ended: Ending;
}

export interface AdaBoostOptions {
  readonly rounds: number;
  /** The weak learner: stumps of least weighted error unless told. */
  readonly tree?: Omit<CartOptions, "weights">;
  /** Scales α. Default 1. */
  readonly rate?: number;
  /** "discrete": α = ½ ln((1−ε)/ε), for two classes. "samme": α = ln((1−ε)/ε) + ln(K−1). Default by the number of classes. */
  readonly kind?: "discrete" | "samme";
}

/** Stands for ε = 0, which has no finite α. */
const PERFECT = 1e-16;

/**
 * AdaBoost, one round at a time: w_i ← w_i e^(−α y_i h(x_i)) / Z, or w_i e^(α [h(x_i) ≠ y_i]) / Z for SAMME.
 *
 * A round with ε = 0 is the last; its α is that of ε = 1e-16, or as much more as it takes to outvote all others. One with
 * ε ≥ ½ (≥ 1 − 1/K for SAMME) ends the run and is not kept.
 * @throws RangeError when "discrete" meets other than two classes, or there is only one class
 * @source Freund & Schapire 1997, fig. 2; Zhu, Zou, Rosset & Hastie 2009, algorithm 2
 */
export function* boostAda(samples: Samples, targets: Classes, options: AdaBoostOptions): Generator<number, AdaBoost> {
  const { n } = samples;
  const K = targets.count;
  const { rounds: most, rate = 1, kind = K === 2 ? "discrete" : "samme" } = options;
  if (K < 2) throw new RangeError(`AdaBoost needs at least two classes, got ${K}`);
  if (kind === "discrete" && K !== 2) throw new RangeError(`discrete AdaBoost needs two classes, got ${K}`);
  if (!Number.isInteger(most) || most < 1) throw new RangeError(`rounds must be a whole number ≥ 1, got ${most}`);
  if (!(rate > 0)) throw new RangeError(`rate must be > 0, got ${rate}`);
  const tree = { sorted: sortColumns(samples), ...(options.tree ?? { criterion: "error", maxDepth: 1 }) };
  let weights = new Float64Array(n).fill(1 / n);
  const rounds: Round[] = [];
  let ended: Ending = "rounds";
  while (rounds.length < most) {
    const fitted = fitTree(samples, targets, { ...tree, weights });
    const answers = answersOf(fitted, samples);
    let error = 0;
    for (let i = 0; i < n; i++) if (answers[i] !== targets.of[i]) error += weights[i];
    const perfect = error <= PERFECT;
    if (error >= (kind === "discrete" ? 0.5 : 1 - 1 / K) - PERFECT) {
      ended = "guess";
      break;
    }
    const said = rounds.reduce((sum, round) => sum + round.alpha, 0);
    const fair = rate * alphaOf(Math.max(error, PERFECT), kind, K);
    const alpha = perfect ? Math.max(fair, said + 1) : fair;
    const next = weights.slice();
    if (!perfect) {
      for (let i = 0; i < n; i++) {
        const wrong = answers[i] !== targets.of[i];
        next[i] *= kind === "discrete" ? Math.exp(wrong ? alpha : -alpha) : wrong ? Math.exp(alpha) : 1;
      }
    }
    const z = perfect ? 0 : next.reduce((sum, w) => sum + w, 0);
    rounds.push({ tree: fitted, error, alpha, z, weights, answers });
    if (perfect) {
      ended = "perfect";
      break;
    }
    weights = next.map((w) => w / z);
    yield rounds.length;
  }
  return { classes: K, rounds, weights, ended };
}

function alphaOf(error: number, kind: "discrete" | "samme", K: number): number {
  const odds = Math.log((1 - error) / error);
  return kind === "discrete" ? odds / 2 : odds + Math.log(K - 1);
}

/** The class of the largest share in the leaf of each row [n]; the lower class where two are level. */
export function answersOf(tree: Tree, samples: Samples): Int32Array {
  const { outputs, value } = tree;
  return leavesOf(tree, samples).map((leaf) => argmax(value, outputs, leaf * outputs));
}

/**
 * Votes after each round: F[m] [n, K] is the sum of α over the rounds ≤ m that answered k.
 * @returns the class with the most votes [rounds, n]
 */
export function stagedAnswers(model: AdaBoost, samples: Samples): Int32Array[] {
  const { n } = samples;
  const K = model.classes;
  const votes = new Float64Array(n * K);
  return model.rounds.map(({ tree, alpha }) => {
    const answers = answersOf(tree, samples);
    for (let i = 0; i < n; i++) votes[i * K + answers[i]] += alpha;
    return Int32Array.from({ length: n }, (_, i) => argmax(votes, K, i * K));
  });
}

/** F(x_i) = Σ α_m h_m(x_i) of the first `rounds` rounds with h = +1 for class 1 and −1 for class 0 [n]. */
export function signedSum(model: AdaBoost, samples: Samples, rounds = model.rounds.length): Float64Array {
  const F = new Float64Array(samples.n);
  for (const { tree, alpha } of model.rounds.slice(0, rounds)) {
    const answers = answersOf(tree, samples);
    for (let i = 0; i < samples.n; i++) F[i] += answers[i] === 1 ? alpha : -alpha;
  }
  return F;
}

/** y_i F(x_i) / Σ α [n], in [−1, 1]: how sure the vote is, and on which side. @source Schapire et al. 1998, eq. 1 */
export function marginsOf(
  model: AdaBoost,
  F: Float64Array,
  targets: Classes,
  rounds = model.rounds.length,
): Float64Array {
  const total = model.rounds.slice(0, rounds).reduce((sum, { alpha }) => sum + alpha, 0);
  return F.map((f, i) => (targets.of[i] === 1 ? f : -f) / total);
}

/** Π Z_m after each round [rounds]: the training error lies below, and e^(−2 Σ (½ − ε_m)²) above. */
export function zProducts(model: AdaBoost): { readonly product: Float64Array; readonly hoeffding: Float64Array } {
  const product = new Float64Array(model.rounds.length);
  const hoeffding = new Float64Array(model.rounds.length);
  let z = 1;
  let edges = 0;
  model.rounds.forEach((round, m) => {
    z *= round.z;
    edges += (0.5 - round.error) ** 2;
    product[m] = z;
    hoeffding[m] = Math.exp(-2 * edges);
  });
  return { product, hoeffding };
}
