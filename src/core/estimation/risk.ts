import { betaPInverse } from "../num/incomplete-beta";
import { logBinomialMass } from "../num/mass";
import { betaLaw, requirePositive } from "./continuous";
import { betaBinomialLaw } from "./discrete";

/** A rule that turns k heads of n tosses into a number. */
export type Estimator = (k: number, n: number) => number;

/** k/n, the share that was seen: the maximum of the likelihood. */
export const mleEstimator: Estimator = (k, n) => k / n;

/** (a + k)/(a + b + n), the posterior mean. */
export function meanEstimator(a: number, b: number): Estimator {
  requirePositive({ a, b });
  return (k, n) => (a + k) / (a + b + n);
}

/**
 * The posterior's mode; the end of [0, 1] at which it lies where there is none inside. With both ends equally high, as for a + k and
 * b + n − k below 1, there is no single answer: NaN.
 */
export function mapEstimator(a: number, b: number): Estimator {
  requirePositive({ a, b });
  return (k, n) => {
    const [up, down] = [a + k, b + (n - k)];
    if (up > 1 && down > 1) return (up - 1) / (up + down - 2);
    if (up <= 1 && down <= 1) return Number.NaN;
    return up <= 1 ? 0 : 1;
  };
}

/**
 * The median of the posterior beta(a + k, b + n − k), which minimises the expected absolute error. @throws RangeError if a or b
 * is not positive
 */
export function medianEstimator(a: number, b: number): Estimator {
  requirePositive({ a, b });
  return (k, n) => betaPInverse(a + k, b + (n - k), 0.5);
}

/** The estimator whose largest squared error over θ is as small as can be: prior beta(√n/2, √n/2), error 1/(4(1 + √n)²) at every θ. */
export const minimaxEstimator: Estimator = (k, n) => (k + Math.sqrt(n) / 2) / (n + Math.sqrt(n));

export interface Risk {
  /** E(T − θ)². */
  readonly mse: number;
  readonly bias: number;
  readonly variance: number;
}

/** Exactly, by the sum over k = 0 … n; nothing is simulated. @throws RangeError unless n ≥ 1 is whole and θ lies in [0, 1] @cost O(n) */
export function riskAt(estimator: Estimator, n: number, theta: number): Risk {
  if (!(Number.isInteger(n) && n >= 1)) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  if (!(theta >= 0 && theta <= 1)) throw new RangeError(`theta must lie in [0, 1], got ${theta}`);
  let mse = 0;
  let mean = 0;
  for (let k = 0; k <= n; k++) {
    const mass = Math.exp(logBinomialMass(k, n - k, theta, 1 - theta));
    if (mass === 0) continue;
    const miss = estimator(k, n) - theta;
    mean += mass * miss;
    mse += mass * miss * miss;
  }
  return { mse, bias: mean, variance: mse - mean * mean };
}

/** Squared errors of several rules at several θ at once, [rules][thetas]: every probability is worked out a single time. @cost O(thetas · n) */
export function errorCurves(estimators: readonly Estimator[], n: number, thetas: readonly number[]): number[][] {
  const tables = estimators.map((estimator) => Float64Array.from({ length: n + 1 }, (_, k) => estimator(k, n)));
  const curves = estimators.map(() => thetas.map(() => 0));
  thetas.forEach((theta, t) => {
    for (let k = 0; k <= n; k++) {
      const mass = Math.exp(logBinomialMass(k, n - k, theta, 1 - theta));
      if (mass === 0) continue;
      for (let r = 0; r < tables.length; r++) curves[r]![t]! += mass * (tables[r]![k]! - theta) ** 2;
    }
  });
  return curves;
}

/**
 * The squared error averaged over θ ~ beta(a, b), exactly: Σ P(k) [posterior variance + (T(k) − posterior mean)²]. Smallest for the
 * posterior mean under that prior.
 * @cost O(n)
 */
export function bayesRisk(estimator: Estimator, n: number, a: number, b: number): number {
  const predictive = betaBinomialLaw(n, a, b);
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    const { mean, sd } = betaLaw(a + k, b + n - k);
    sum += Math.exp(predictive.logDensity(k)) * (sd * sd + (estimator(k, n) - mean) ** 2);
  }
  return sum;
}
