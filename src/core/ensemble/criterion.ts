import type { Classes, Quantities } from "./samples";

export type Criterion = "gini" | "entropy" | "error" | "squared";

/**
 * What a tree is grown for, as sums over the rows of a node: W = Σ w and, per channel k, S_k.
 * A node is worth score(S, W); a split gains score(left) + score(right) − score(node).
 */
export interface Task {
  /** Channels: K classes, or 1. */
  readonly channels: number;
  /** w or the Hessian h of each row [n]. */
  readonly weight: Float64Array;
  /** The channel to which a row adds its weight [n], for classes. */
  readonly channel?: Int32Array;
  /** What a row adds to the only channel [n], for numbers. */
  readonly amount?: Float64Array;
  /** What a row adds to the ceiling of the score [n]: its weight, w y², or nothing. */
  readonly ceiling?: Float64Array;
  score(sums: Float64Array, weight: number): number;
  /** What a leaf answers [outputs]. */
  leafInto(out: Float64Array, sums: Float64Array, weight: number): void;
  /** Only a split that gains more than nothing is made; else one that gains nothing is made too: XOR needs it. */
  readonly strict: boolean;
}

/** Σ S_k² / W: W minus it is the weighted Gini impurity, W (1 − Σ p_k²). */
function giniScore(sums: Float64Array, weight: number): number {
  let squares = 0;
  for (let k = 0; k < sums.length; k++) squares += sums[k] * sums[k];
  return squares / weight;
}

/** Σ S_k ln(S_k / W) = −W · entropy in nats. */
function entropyScore(sums: Float64Array, weight: number): number {
  let sum = 0;
  for (let k = 0; k < sums.length; k++) if (sums[k] > 0) sum += sums[k] * Math.log(sums[k] / weight);
  return sum;
}

/** max S_k: W minus it is the weight that the majority's answer gets wrong. */
function errorScore(sums: Float64Array): number {
  let most = sums[0];
  for (let k = 1; k < sums.length; k++) if (sums[k] > most) most = sums[k];
  return most;
}

/** Classes under Gini, entropy or the weight of errors; leaves answer shares. */
export function classTask(targets: Classes, weight: Float64Array, criterion: Criterion): Task {
  const scores = { gini: giniScore, entropy: entropyScore, error: errorScore } as const;
  if (criterion === "squared")
    throw new RangeError('the criterion of classes must be gini, entropy or error, got "squared"');
  return {
    channels: targets.count,
    weight,
    channel: targets.of,
    ...(criterion === "entropy" ? {} : { ceiling: weight }),
    score: scores[criterion],
    leafInto(out, sums, total) {
      for (let k = 0; k < sums.length; k++) out[k] = sums[k] / total;
    },
    strict: false,
  };
}

/** Numbers under the squared error Σ w (y − ȳ)²; leaves answer the mean. Sums are taken about the mean of all rows. */
export function meanTask(targets: Quantities, weight: Float64Array): Task {
  let total = 0;
  let mean = 0;
  for (let i = 0; i < weight.length; i++) {
    if (weight[i] === 0) continue;
    total += weight[i];
    mean += (weight[i] / total) * (targets.of[i] - mean);
  }
  const centred = targets.of.map((y) => y - mean);
  return {
    channels: 1,
    weight,
    amount: centred.map((y, i) => weight[i] * y),
    ceiling: centred.map((y, i) => weight[i] * y * y),
    score: (sums, w) => (sums[0] * sums[0]) / w,
    leafInto(out, sums, w) {
      out[0] = mean + sums[0] / w;
    },
    strict: false,
  };
}

/**
 * The second-order loss: a leaf answers −G/(H + λ) and a node is worth ½G²/(H + λ).
 * @source Chen & Guestrin 2016, eq. 5–7
 */
export function newtonTask(gradients: Float64Array, hessians: Float64Array, lambda: number): Task {
  if (!(lambda >= 0)) throw new RangeError(`λ must be ≥ 0, got ${lambda}`);
  return {
    channels: 1,
    weight: hessians,
    amount: gradients.map((g) => -g),
    score: (sums, h) => (h + lambda > 0 ? (0.5 * sums[0] * sums[0]) / (h + lambda) : 0),
    leafInto(out, sums, h) {
      out[0] = h + lambda > 0 ? sums[0] / (h + lambda) : 0;
    },
    strict: true,
  };
}
