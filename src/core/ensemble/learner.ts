import { finish } from "../num/steps";
import { type CartOptions, fitTree } from "./cart";
import { type ForestOptions, forestMeans, growForest } from "./forest";
import type { Classes, Samples } from "./samples";
import { addResponses } from "./tree";

/** Shares of the classes for each row [n, K]. */
export type Predictor = (samples: Samples) => Float64Array;

/** Something that learns classes: a member of a vote or of a stack. */
export interface Learner {
  readonly name: string;
  fit(samples: Samples, targets: Classes, seed: number): Predictor;
}

/** One CART tree as a learner for stacking and voting; it has no chance of its own, so a seed changes nothing. */
export function treeLearner(options: CartOptions = {}): Learner {
  return {
    name: "tree",
    fit(samples, targets) {
      const tree = fitTree(samples, targets, options);
      return (asked) => addResponses(new Float64Array(asked.n * targets.count), tree, asked);
    },
  };
}

/** A random forest as a learner: the mean response of its trees, drawn from the seed it is given. */
export function forestLearner(options: Omit<ForestOptions, "seed">): Learner {
  return {
    name: "forest",
    fit(samples, targets, seed) {
      const forest = finish(growForest(samples, targets, { ...options, seed }));
      return (asked) => forestMeans(forest, asked);
    },
  };
}

/** The classes' shares among the k nearest rows by Euclidean distance; of rows equally far the lower one counts. */
export function nearestLearner(k: number): Learner {
  if (!Number.isInteger(k) || k < 1) throw new RangeError(`k must be a whole number ≥ 1, got ${k}`);
  return {
    name: "nearest",
    fit(samples, targets) {
      const most = Math.min(k, samples.n);
      return (asked) => {
        const out = new Float64Array(asked.n * targets.count);
        const distance = new Float64Array(samples.n);
        for (let i = 0; i < asked.n; i++) {
          distance.fill(0);
          samples.columns.forEach((column, j) => {
            const x = asked.columns[j][i];
            for (let r = 0; r < samples.n; r++) distance[r] += (column[r] - x) ** 2;
          });
          for (const row of nearest(distance, most)) out[i * targets.count + targets.of[row]] += 1 / most;
        }
        return out;
      };
    },
  };
}

function nearest(distance: Float64Array, k: number): Int32Array {
  const order = Int32Array.from(distance, (_, i) => i);
  return order.sort((a, b) => distance[a] - distance[b] || a - b).subarray(0, k);
}

/** Gaussian naive Bayes; 1e-9 of the largest variance is added to all, so that a constant column divides by no zero. */
export const naiveLearner: Learner = {
  name: "naive",
  fit({ n, d, columns }, { of, count: K }) {
    const members = Float64Array.from({ length: K }, (_, k) => of.reduce((sum, y) => sum + (y === k ? 1 : 0), 0));
    const mean = new Float64Array(K * d);
    const variance = new Float64Array(K * d);
    let widest = 0;
    columns.forEach((column, j) => {
      const middle = column.reduce((sum, x) => sum + x / n, 0);
      widest = Math.max(
        widest,
        column.reduce((sum, x) => sum + (x - middle) ** 2 / n, 0),
      );
      for (let i = 0; i < n; i++) mean[of[i] * d + j] += column[i] / members[of[i]];
      for (let i = 0; i < n; i++) variance[of[i] * d + j] += (column[i] - mean[of[i] * d + j]) ** 2 / members[of[i]];
    });
    const floor = 1e-9 * widest || 1e-300;
    return (asked) => {
      const out = new Float64Array(asked.n * K).fill(Number.NEGATIVE_INFINITY);
      for (let i = 0; i < asked.n; i++) {
        for (let k = 0; k < K; k++) {
          if (members[k] === 0) continue;
          let log = Math.log(members[k] / n);
          for (let j = 0; j < d; j++) {
            const v = variance[k * d + j] + floor;
            log -= 0.5 * (Math.log(2 * Math.PI * v) + (asked.columns[j][i] - mean[k * d + j]) ** 2 / v);
          }
          out[i * K + k] = log;
        }
        softmaxAt(out, i * K, K);
      }
      return out;
    };
  },
};

/** out[at … at + K) ← e^out / Σ e^out, with the largest taken out. */
export function softmaxAt(out: Float64Array, at: number, K: number): void {
  let most = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < K; k++) most = Math.max(most, out[at + k]);
  let sum = 0;
  for (let k = 0; k < K; k++) {
    out[at + k] = Math.exp(out[at + k] - most);
    sum += out[at + k];
  }
  for (let k = 0; k < K; k++) out[at + k] /= sum;
}
