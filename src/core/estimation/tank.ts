import { lgamma } from "../num/special";

/** The largest serial number m among k seen of tanks numbered 1 … N: what is known of N. */
export interface TankEstimates {
  readonly mle: number;
  /** m(1 + 1/k) − 1, whose mean is N. */
  readonly unbiased: number;
  /** Mean and sd of N under a flat prior on N: ∞ from too few tanks (k ≤ 2 and k ≤ 3), for they do not exist. */
  readonly mean: number;
  readonly sd: number;
  /** The least N with P(N ≤ it) ≥ ½. */
  readonly median: number;
}

/** @throws RangeError unless 1 ≤ k ≤ m are whole numbers; k = 1 has no posterior at all under the flat prior */
export function estimateTanks(m: number, k: number): TankEstimates {
  requireTanks(m, k);
  const variance = ((k - 1) * (m - 1) * (m - k + 1)) / ((k - 3) * (k - 2) ** 2);
  let median = m;
  if (k > 1) while (tankTail(m, k, median) > 0.5) median++;
  return {
    mle: m,
    unbiased: m * (1 + 1 / k) - 1,
    mean: k > 2 ? ((m - 1) * (k - 1)) / (k - 2) : Number.POSITIVE_INFINITY,
    sd: k > 3 ? Math.sqrt(variance) : Number.POSITIVE_INFINITY,
    median: k > 1 ? median : Number.POSITIVE_INFINITY,
  };
}

function requireTanks(m: number, k: number): void {
  if (!(Number.isInteger(k) && Number.isInteger(m) && k >= 1 && m >= k)) {
    throw new RangeError(`k and m must be whole numbers with 1 ≤ k ≤ m, got ${k} and ${m}`);
  }
}

const logChoose = (n: number, k: number): number => lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);

/** P(N = n | m, k) = (k − 1)/k · C(m − 1, k − 1)/C(n, k) for n ≥ m, under the flat prior. @throws RangeError unless k ≥ 2 */
export function tankMass(m: number, k: number, n: number): number {
  requireTanks(m, k);
  if (k < 2) throw new RangeError(`k must be at least 2, got ${k}`);
  return n < m ? 0 : Math.exp(Math.log((k - 1) / k) + logChoose(m - 1, k - 1) - logChoose(n, k));
}

/** P(N > n | m, k) = C(m − 1, k − 1)/C(n, k − 1) for n ≥ m. */
export function tankTail(m: number, k: number, n: number): number {
  requireTanks(m, k);
  return n < m ? 1 : Math.exp(logChoose(m - 1, k - 1) - logChoose(n, k - 1));
}
