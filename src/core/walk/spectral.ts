import { inverseFft } from "../num/fft";
import { checkLaw } from "./law";

/**
 * The generating function on the unit circle: φ(ω)ⁿ = (p e^{iω} + q e^{−iω})ⁿ, for p = ½ the real cosⁿ ω.
 * @param omega  radians
 */
export function characteristic(n: number, p: number, omega: number): { readonly re: number; readonly im: number } {
  checkLaw(n, p);
  const re = Math.cos(omega);
  if (p === 0.5) return { re: re ** n, im: 0 };
  const im = (2 * p - 1) * Math.sin(omega);
  const size = Math.hypot(re, im) ** n;
  const angle = n * Math.atan2(im, re);
  return { re: size * Math.cos(angle), im: size * Math.sin(angle) };
}

/**
 * The coefficients of the generating function from its values at the N-th roots of unity,
 * a_k = 1/N Σ_j φ(θ_j)ⁿ e^{−ikθ_j} with θ_j = 2πj/N, for k modulo N. This is P(S_n = k) iff N ≥ 2n + 1; with fewer points
 * entry k is the sum over all sites k, k ± N, k ± 2N …: they share their values on the N roots.
 * @returns [N], entry k mod N for site k
 * @cost O(N log N)
 */
export function extractByDft(n: number, p: number, N: number): Float64Array {
  checkLaw(n, p);
  if (!Number.isSafeInteger(N) || N < 1) throw new RangeError(`N must be a whole number ≥ 1, got ${N}`);
  const re = new Float64Array(N);
  const im = new Float64Array(N);
  for (let j = 0; j < N; j++) {
    // At −θ, for the inverse transform turns with e^{+ikθ}.
    const value = characteristic(n, p, (-2 * Math.PI * j) / N);
    re[j] = value.re;
    im[j] = value.im;
  }
  inverseFft(re, im);
  return re;
}

/** Entry k modulo N of what `extractByDft` gives. */
export function entryAt(coefficients: Float64Array, k: number): number {
  const N = coefficients.length;
  return coefficients[((k % N) + N) % N]!;
}
