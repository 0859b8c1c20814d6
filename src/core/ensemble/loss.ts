import type { Samples } from "./samples";
import { leavesOf, type Tree, withValues } from "./tree";

/** A loss L(y, F) that boosting descends; y is a number, or 0 / 1 for "logistic" with F the log-odds. */
export type LossName = "squared" | "logistic" | "absolute" | "huber";

export interface Loss {
  /** arg min_c Σ w L(y, c). */
  initial(y: Float64Array, w: Float64Array): number;
  /** Σ w L / Σ w. */
  value(y: Float64Array, F: Float64Array, w: Float64Array): number;
  /** out = −∂L/∂F, the residual that the next tree is fitted to. */
  residualsInto(out: Float64Array, y: Float64Array, F: Float64Array, w: Float64Array): void;
  /** out = ∂²L/∂F². */
  hessiansInto(out: Float64Array, y: Float64Array, F: Float64Array, w: Float64Array): void;
  /** The best step for the rows of one leaf: exact, or one of Newton's for "logistic". */
  leaf(rows: readonly number[], y: Float64Array, F: Float64Array, w: Float64Array): number;
}

/** 1 / (1 + e^(−F)) without overflow. */
export function sigmoid(F: number): number {
  if (F >= 0) return 1 / (1 + Math.exp(-F));
  const e = Math.exp(F);
  return e / (1 + e);
}

/**
 * @param quantile  for "huber": the share of |y − F| that is squared; the rest counts linearly. Default 0.9
 * @source Friedman 2001, algorithms 2–5
 */
export function lossOf(name: LossName, quantile = 0.9): Loss {
  if (!(quantile > 0 && quantile < 1)) throw new RangeError(`the quantile must lie in (0, 1), got ${quantile}`);
  return name === "huber" ? huberLoss(quantile) : { squared, logistic, absolute }[name];
}

const weighted = (w: Float64Array, term: (i: number) => number): number => {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < w.length; i++) {
    sum += w[i] * term(i);
    total += w[i];
  }
  return sum / total;
};

const squared: Loss = {
  initial: (y, w) => weighted(w, (i) => y[i]),
  value: (y, F, w) => weighted(w, (i) => 0.5 * (y[i] - F[i]) ** 2),
  residualsInto(out, y, F) {
    for (let i = 0; i < out.length; i++) out[i] = y[i] - F[i];
  },
  hessiansInto: (out) => void out.fill(1),
  leaf(rows, y, F, w) {
    let sum = 0;
    let total = 0;
    for (const i of rows) {
      sum += w[i] * (y[i] - F[i]);
      total += w[i];
    }
    return sum / total;
  },
};

const logistic: Loss = {
  initial(y, w) {
    const p = weighted(w, (i) => y[i]);
    if (!(p > 0 && p < 1)) throw new RangeError(`the logistic loss needs both classes, got a share of ${p}`);
    return Math.log(p / (1 - p));
  },
  // ln(1 + e^F) − yF, with the larger exponent taken out.
  value: (y, F, w) => weighted(w, (i) => Math.max(F[i], 0) + Math.log1p(Math.exp(-Math.abs(F[i]))) - y[i] * F[i]),
  residualsInto(out, y, F) {
    for (let i = 0; i < out.length; i++) out[i] = y[i] - sigmoid(F[i]);
  },
  hessiansInto(out, _y, F) {
    for (let i = 0; i < out.length; i++) {
      const p = sigmoid(F[i]);
      out[i] = p * (1 - p);
    }
  },
  leaf(rows, y, F, w) {
    let g = 0;
    let h = 0;
    for (const i of rows) {
      const p = sigmoid(F[i]);
      g += w[i] * (y[i] - p);
      h += w[i] * p * (1 - p);
    }
    return h < 1e-150 ? 0 : g / h;
  },
};

const absolute: Loss = {
  // Halfway between the lower and the upper median, all of which are as good.
  initial(y, w) {
    const rows = [...y.keys()];
    return (weightedQuantile(rows, (i) => y[i], w, 0.5) - weightedQuantile(rows, (i) => -y[i], w, 0.5)) / 2;
  },
  value: (y, F, w) => weighted(w, (i) => Math.abs(y[i] - F[i])),
  residualsInto(out, y, F) {
    // At the kink any slope in [−1, 1] is one; −1 is what scikit-learn takes.
    for (let i = 0; i < out.length; i++) out[i] = y[i] > F[i] ? 1 : -1;
  },
  hessiansInto: (out) => void out.fill(1),
  leaf: (rows, y, F, w) => weightedQuantile(rows, (i) => y[i] - F[i], w, 0.5),
};

/** δ, where Huber's loss turns from squared to linear, is the quantile of |y − F| at each round. */
function huberLoss(quantile: number): Loss {
  const delta = (y: Float64Array, F: Float64Array, w: Float64Array) =>
    weightedQuantile([...y.keys()], (i) => Math.abs(y[i] - F[i]), w, quantile);
  let bend = Number.NaN;
  return {
    initial: absolute.initial,
    value(y, F, w) {
      const d = delta(y, F, w);
      return weighted(w, (i) => {
        const r = Math.abs(y[i] - F[i]);
        return r <= d ? 0.5 * r * r : d * (r - d / 2);
      });
    },
    residualsInto(out, y, F, w) {
      bend = delta(y, F, w);
      for (let i = 0; i < out.length; i++) out[i] = Math.max(-bend, Math.min(bend, y[i] - F[i]));
    },
    hessiansInto(out, y, F, w) {
      const d = delta(y, F, w);
      for (let i = 0; i < out.length; i++) out[i] = Math.abs(y[i] - F[i]) <= d ? 1 : 0;
    },
    // Friedman's one step: the median, then the mean of the residuals about it, clipped at δ.
    leaf(rows, y, F, w) {
      const middle = weightedQuantile(rows, (i) => y[i] - F[i], w, 0.5);
      let sum = 0;
      let total = 0;
      for (const i of rows) {
        const r = y[i] - F[i] - middle;
        sum += w[i] * Math.sign(r) * Math.min(bend, Math.abs(r));
        total += w[i];
      }
      return middle + sum / total;
    },
  };
}

/** The smallest value at which the weights of the values up to it reach the share q of all. */
export function weightedQuantile(
  rows: readonly number[],
  of: (row: number) => number,
  w: Float64Array,
  q: number,
): number {
  const sorted = rows.filter((i) => w[i] > 0).sort((a, b) => of(a) - of(b));
  const target = q * sorted.reduce((sum, i) => sum + w[i], 0) * (1 - 1e-14);
  let sum = 0;
  for (const i of sorted) {
    sum += w[i];
    if (sum >= target) return of(i);
  }
  return of(sorted[sorted.length - 1]);
}

/** The tree with each leaf's best step for its rows of positive weight; leaves without any keep their answer. */
export function lineSearch(
  tree: Tree,
  samples: Samples,
  loss: Loss,
  y: Float64Array,
  F: Float64Array,
  w: Float64Array,
): Tree {
  const rows: number[][] = Array.from(tree.feature, () => []);
  leavesOf(tree, samples).forEach((leaf, i) => {
    if (w[i] > 0) rows[leaf].push(i);
  });
  const value = tree.value.map((v, leaf) => (rows[leaf].length > 0 ? loss.leaf(rows[leaf], y, F, w) : v));
  return withValues(tree, value);
}
