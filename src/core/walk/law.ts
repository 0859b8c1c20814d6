import { logBinomialMass } from "../num/mass";

/**
 * The law of S_n, a sum of n independent steps: +1 with probability p, −1 with q = 1 − p.
 * A law is an array [n + 1] whose entry j is P(S_n = 2j − n): only the sites with the parity of n are reached.
 */

/** @throws RangeError where n is no whole number ≥ 0 or p no probability */
export function checkLaw(n: number, p = 0.5): void {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n must be a whole number ≥ 0, got ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must be a probability in [0, 1], got ${p}`);
}

/** The row after this one: the coefficients of the product with (z + 1/z), exactly. */
export function nextRow(row: readonly bigint[]): bigint[] {
  return Array.from({ length: row.length + 1 }, (_, j) => (row[j - 1] ?? 0n) + (row[j] ?? 0n));
}

/** The coefficients of (z + 1/z)ⁿ, lowest power first: C(n, 0) … C(n, n), exactly; they sum to 2ⁿ. @cost O(n) products */
export function binomialRow(n: number): bigint[] {
  checkLaw(n);
  const row = [1n];
  for (let j = 1; j <= n; j++) row.push((row[j - 1]! * BigInt(n - j + 1)) / BigInt(j));
  return row;
}

/** a/b of two whole numbers of any size as the nearest doubles allow: within 2⁻⁵¹ of the truth, 0 where it underflows. */
export function quotient(a: bigint, b: bigint): number {
  if (a === 0n) return 0;
  const shift = bitLength(b) - bitLength(a) + 64;
  const scaled = shift >= 0 ? (a << BigInt(shift)) / b : a / (b << BigInt(-shift));
  // 2^−shift in two halves: whole, it underflows before the quotient does.
  const half = Math.trunc(shift / 2);
  return Number(scaled) * 2 ** -half * 2 ** -(shift - half);
}

const bitLength = (a: bigint) => a.toString(16).length * 4;

/**
 * The law of S_n by the ratio of neighbours, P(j + 1)/P(j) = (n − j)p/((j + 1)q), out from the likeliest site.
 * Nothing is large or small before its value is, so that n may be a million; the whole is scaled to the sum 1.
 * @returns [n + 1]
 * @cost O(n)
 */
export function walkLaw(n: number, p = 0.5): Float64Array {
  checkLaw(n, p);
  const law = new Float64Array(n + 1);
  const q = 1 - p;
  const mode = Math.min(n, Math.floor((n + 1) * p));
  law[mode] = 1;
  for (let j = mode; j < n; j++) law[j + 1] = law[j]! * (((n - j) * p) / ((j + 1) * q));
  for (let j = mode; j > 0; j--) law[j - 1] = law[j]! * ((j * q) / ((n - j + 1) * p));
  let low = 0;
  let high = 0;
  // From the ends inwards, so that small terms are not lost.
  for (let j = 0; j < mode; j++) low += law[j]!;
  for (let j = n; j > mode; j--) high += law[j]!;
  const total = low + high + 1;
  for (let j = 0; j <= n; j++) law[j]! /= total;
  return law;
}

/** ln P(S_n = k) for any n up to 10¹⁵; −∞ for a site that is not reached. Nothing large cancels in it. */
export function logProbability(n: number, k: number, p = 0.5): number {
  checkLaw(n, p);
  const ups = (n + k) / 2;
  if (!Number.isInteger(ups) || ups < 0 || ups > n) return Number.NEGATIVE_INFINITY;
  // No −0 for a sure end.
  return 0 + logBinomialMass(ups, n - ups, p, 1 - p);
}

/** E S_n = n(p − q), Var S_n = 4npq, and E S_n⁴, which is 3n² − 2n for p = ½. */
export function moments(
  n: number,
  p = 0.5,
): { readonly mean: number; readonly variance: number; readonly fourth: number } {
  checkLaw(n, p);
  const pq = p * (1 - p);
  const mean = n * (2 * p - 1);
  const variance = 4 * n * pq;
  // Cumulants of S: κ₃ = 8npq(1 − 2p), κ₄ = 16npq(1 − 6pq); E S⁴ of them and the mean.
  const third = 8 * n * pq * (1 - 2 * p);
  const excess = 16 * n * pq * (1 - 6 * pq);
  const fourth = excess + 3 * variance ** 2 + 4 * third * mean + 6 * variance * mean ** 2 + mean ** 4;
  return { mean, variance, fourth };
}

/**
 * E|S_n| of the fair walk, 2m·C(2m, m)·4⁻ᵐ for n = 2m, and n·C(n − 1, (n − 1)/2)·2^(1−n) for odd n: like √(2n/π) for large n.
 * A step from n odd to n + 1 leaves it as it is: |S| can fall and rise alike, except from 0.
 */
export function meanDistance(n: number): number {
  checkLaw(n);
  if (n === 0) return 0;
  const even = n % 2 === 0 ? n : n + 1;
  return even * Math.exp(logProbability(even, 0));
}
