import { solveCholesky, tryCholesky } from "../num/factor";
import { type Learner, softmaxAt } from "./learner";
import type { Classes, Samples } from "./samples";

/** Weights of a fitted logistic regression. */
export interface Logistic {
  /** K rows (1 for two classes: those of class 1) of d weights and an intercept [·, d + 1]. */
  readonly weights: Float64Array;
  readonly classes: number;
  readonly d: number;
}

/**
 * Logistic regression with the penalty ‖W‖²/(2C) (not on intercepts), by Newton's method with halving.
 * @throws RangeError when C ≤ 0 or there is one class only
 * @cost O(n (K d)² + (K d)³) per step
 */
export function fitLogistic(samples: Samples, targets: Classes, C = 1): Logistic {
  const { d } = samples;
  const K = targets.count;
  if (!(C > 0)) throw new RangeError(`C must be > 0, got ${C}`);
  if (K < 2) throw new RangeError(`logistic regression needs at least two classes, got ${K}`);
  const rows = K === 2 ? 1 : K;
  const size = rows * (d + 1);
  let weights: Float64Array = new Float64Array(size);
  let now = slopes(samples, targets, weights, rows, C);
  for (let step = 0; step < 100; step++) {
    // K intercepts may move together without any change: a trace of the identity keeps the matrix invertible.
    const A = now.hessian.slice();
    for (let k = 0; k < size; k++) A[k * size + k] += 1e-10 * (1 + A[k * size + k]);
    const factor = tryCholesky(A, size);
    if (!factor) break;
    const direction = solveCholesky(factor, now.gradient);
    const fall = direction.reduce((sum, p, k) => sum + p * now.gradient[k], 0);
    let moved = false;
    for (let length = 1; length > 1e-8; length /= 2) {
      const tried = weights.map((w, k) => w - length * direction[k]);
      const next = slopes(samples, targets, tried, rows, C);
      if (next.value > now.value - 1e-4 * length * fall) continue;
      weights = tried;
      now = next;
      moved = true;
      break;
    }
    if (!moved || fall < 1e-14 * (1 + Math.abs(now.value))) break;
  }
  return { weights, classes: K, d };
}

/** Shares of the classes [n, K]. */
export function logisticShares({ weights, classes: K, d }: Logistic, samples: Samples): Float64Array {
  const out = new Float64Array(samples.n * K);
  const rows = K === 2 ? 1 : K;
  for (let i = 0; i < samples.n; i++) {
    for (let r = 0; r < rows; r++) out[i * K + (K === 2 ? 1 : r)] = scoreOf(weights, samples, r, i, d);
    softmaxAt(out, i * K, K);
  }
  return out;
}

/** Logistic regression as a learner. @param C  the inverse of the ridge penalty, > 0 */
export function logisticLearner(C = 1): Learner {
  return {
    name: "logistic",
    fit(samples, targets) {
      const model = fitLogistic(samples, targets, C);
      return (asked) => logisticShares(model, asked);
    },
  };
}

function scoreOf(weights: Float64Array, { columns }: Samples, row: number, i: number, d: number): number {
  const at = row * (d + 1);
  let score = weights[at + d];
  for (let j = 0; j < d; j++) score += weights[at + j] * columns[j][i];
  return score;
}

/** Σ −ln p(y_i) + ‖W‖²/(2C), its gradient and its Hessian. */
function slopes(samples: Samples, targets: Classes, weights: Float64Array, rows: number, C: number) {
  const { n, d, columns } = samples;
  const K = targets.count;
  const size = weights.length;
  const gradient = new Float64Array(size);
  const hessian = new Float64Array(size * size);
  const p = new Float64Array(K);
  const x = new Float64Array(d + 1).fill(1);
  let value = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) x[j] = columns[j][i];
    p.fill(0);
    for (let r = 0; r < rows; r++) p[K === 2 ? 1 : r] = scoreOf(weights, samples, r, i, d);
    softmaxAt(p, 0, K);
    value -= Math.log(Math.max(p[targets.of[i]], 1e-300));
    for (let r = 0; r < rows; r++) {
      const pr = p[K === 2 ? 1 : r];
      const slope = pr - (targets.of[i] === (K === 2 ? 1 : r) ? 1 : 0);
      for (let a = 0; a <= d; a++) gradient[r * (d + 1) + a] += slope * x[a];
      for (let q = 0; q <= r; q++) {
        const bend = pr * ((q === r ? 1 : 0) - p[K === 2 ? 1 : q]);
        for (let a = 0; a <= d; a++) {
          for (let b = 0; b <= d; b++) hessian[(r * (d + 1) + a) * size + q * (d + 1) + b] += bend * x[a] * x[b];
        }
      }
    }
  }
  for (let k = 0; k < size; k++) {
    for (let l = 0; l < k; l++) hessian[l * size + k] = hessian[k * size + l];
    if (k % (d + 1) === d) continue;
    value += weights[k] ** 2 / (2 * C);
    gradient[k] += weights[k] / C;
    hessian[k * size + k] += 1 / C;
  }
  return { value, gradient, hessian };
}
