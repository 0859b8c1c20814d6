import { checkLaw, logProbability } from "./law";

/** Returns to 0 of the fair walk. */

/** u_{2m} = P(S_{2m} = 0) = C(2m, m) 4⁻ᵐ for m = 0…M, by u_{2m} = u_{2m−2}(2m − 1)/(2m). @returns [M + 1] */
export function returnLaw(M: number): Float64Array {
  checkLaw(M);
  const u = new Float64Array(M + 1);
  u[0] = 1;
  for (let m = 1; m <= M; m++) u[m] = (u[m - 1]! * (2 * m - 1)) / (2 * m);
  return u;
}

/** f_{2m} = u_{2m}/(2m − 1), the law of the first return, for m = 0…M; f₀ = 0. @returns [M + 1] */
export function firstReturnLaw(M: number): Float64Array {
  return returnLaw(M).map((u, m) => (m === 0 ? 0 : u / (2 * m - 1)));
}

/** P(a return by step 2m) = 1 − u_{2m}; for odd n what it was a step before. */
export function returnedBy(n: number): number {
  checkLaw(n);
  // 1 − e^x without cancellation for few steps.
  return 0 - Math.expm1(logProbability(n - (n % 2), 0));
}

/** The expected number of zeros among S₁…S_n, (2m + 1)u_{2m} − 1 with 2m ≤ n: like √(2n/π), without end. */
export function expectedZeros(n: number): number {
  checkLaw(n);
  const even = n - (n % 2);
  return (even + 1) * Math.exp(logProbability(even, 0)) - 1;
}

/**
 * f from u by the renewal equation u_n = Σ_{k=1}^n f_k u_{n−k}, the coefficients of F = 1 − 1/U. For any renewal process: walks in d dimensions, chains.
 * @param u  [M + 1], u₀ = 1
 * @returns [M + 1], f₀ = 0
 * @cost O(M²)
 */
export function firstFromReturns(u: ArrayLike<number>): Float64Array {
  if (u[0] !== 1) throw new RangeError(`u must begin with 1, got ${u[0]}`);
  const f = new Float64Array(u.length);
  for (let n = 1; n < u.length; n++) {
    let sum = u[n]!;
    for (let k = 1; k < n; k++) sum -= f[k]! * u[n - k]!;
    f[n] = sum;
  }
  return f;
}

/**
 * P(the last zero among S₀…S_{2m} is at 2k) = u_{2k} u_{2m−2k}, k = 0…m: the arcsine law, largest at both ends.
 * The time spent above 0 and the time of the first maximum follow it too.
 * @source Feller 1968, vol. 1, III.4
 */
export function lastZeroLaw(m: number): Float64Array {
  const u = returnLaw(m);
  return Float64Array.from({ length: m + 1 }, (_, k) => u[k]! * u[m - k]!);
}

/** The limit of the share's distribution function, (2/π) arcsin √x. */
export const arcsineCdf = (x: number): number => (2 / Math.PI) * Math.asin(Math.sqrt(Math.min(1, Math.max(0, x))));

/** Its density 1/(π√(x(1 − x))) on (0, 1). */
export const arcsineDensity = (x: number): number => (x > 0 && x < 1 ? 1 / (Math.PI * Math.sqrt(x * (1 - x))) : 0);
