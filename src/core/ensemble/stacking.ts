import type { Fold } from "./folds";
import type { Learner, Predictor } from "./learner";
import { fitLogistic, type Logistic, logisticShares } from "./logistic";
import { type Classes, columnsOf, type Samples, take } from "./samples";

/** A stack: level-0 learners refitted to all rows, and a logistic regression on their shares. */
export interface Stack {
  readonly names: readonly string[];
  readonly classes: number;
  /** What level 1 was fitted to [n, learners · width]: the out-of-fold shares, or the leaking ones. */
  readonly table: Samples;
  /** Columns per learner: K, or 1 for two classes (the share of class 1). */
  readonly width: number;
  readonly level1: Logistic;
  readonly predict: Predictor;
}

export interface StackOptions {
  readonly folds: readonly Fold[];
  readonly seed: number;
  /** C of level 1. Default 1. */
  readonly C?: number;
  /** Fits level 1 to what level 0 says of the rows it has learned by heart. The mistake to look at; default false. */
  readonly leak?: boolean;
}

/**
 * Stacking: each row's level-1 features come from level-0 learners fitted without its fold; then level 0 is refitted to all.
 * @throws RangeError when there are no learners or a row is in no test fold
 * @source Wolpert 1992; Breiman 1996, "Stacked regressions"; Ting & Witten 1999 (shares in place of classes)
 */
export function fitStack(
  samples: Samples,
  targets: Classes,
  learners: readonly Learner[],
  options: StackOptions,
): Stack {
  const { folds, seed, C = 1, leak = false } = options;
  if (learners.length === 0) throw new RangeError("a stack needs at least one learner, got 0");
  const K = targets.count;
  const fitted = learners.map((learner) => learner.fit(samples, targets, seed));
  const shares = leak
    ? fitted.map((predict) => predict(samples))
    : learners.map((learner) => outOfFold(samples, targets, learner, folds, seed));
  const width = K === 2 ? 1 : K;
  const tableOf = (all: readonly Float64Array[], n: number) =>
    columnsOf(all.flatMap((p) => columnsFrom(p, n, K, width)));
  const table = tableOf(shares, samples.n);
  const level1 = fitLogistic(table, targets, C);
  return {
    names: learners.map(({ name }) => name),
    classes: K,
    table,
    width,
    level1,
    predict: (asked) =>
      logisticShares(
        level1,
        tableOf(
          fitted.map((predict) => predict(asked)),
          asked.n,
        ),
      ),
  };
}

/** Shares [n, K] of each row from a model fitted without its fold. */
export function outOfFold(
  samples: Samples,
  targets: Classes,
  learner: Learner,
  folds: readonly Fold[],
  seed: number,
): Float64Array {
  const K = targets.count;
  const out = new Float64Array(samples.n * K).fill(Number.NaN);
  for (const { train, test } of folds) {
    const shares = learner.fit(take(samples, train), take(targets, train), seed)(take(samples, test));
    for (let at = 0; at < test.length; at++) out.set(shares.subarray(at * K, at * K + K), test[at] * K);
  }
  const missed = out.findIndex((x) => Number.isNaN(x));
  if (missed >= 0) throw new RangeError(`each row must be in a test fold, row ${Math.floor(missed / K)} is in none`);
  return out;
}

function columnsFrom(shares: Float64Array, n: number, K: number, width: number): Float64Array[] {
  return Array.from({ length: width }, (_, w) => {
    const k = K === 2 ? 1 : w;
    return Float64Array.from({ length: n }, (_, i) => shares[i * K + k]);
  });
}
