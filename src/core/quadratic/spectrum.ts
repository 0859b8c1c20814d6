import type { Numbers, Vector } from "../num/dense";
import { createRng } from "../num/rng";

/**
 * A = Q diag(λ) Qᵀ with a random orthogonal Q, uniform over all of them: a product of n − 1 Householder reflections of normal vectors.
 * @param eigenvalues  [n]
 * @returns A [n, n], exactly symmetric
 * @cost O(n³)
 * @source Stewart 1980, "The efficient generation of random orthogonal matrices"
 */
export function matrixWithSpectrum(eigenvalues: Numbers, seed: number): Vector {
  const n = eigenvalues.length;
  const rng = createRng(seed);
  const A = new Float64Array(n * n);
  for (let i = 0; i < n; i++) A[i * n + i] = eigenvalues[i]!;
  const v = new Float64Array(n);
  const w = new Float64Array(n);
  for (let from = n - 2; from >= 0; from--) {
    let square = 0;
    for (let i = from; i < n; i++) {
      v[i] = rng.nextNormal();
      square += v[i]! ** 2;
    }
    v[from]! += Math.sign(v[from]!) * Math.sqrt(square);
    let length = 0;
    for (let i = from; i < n; i++) length += v[i]! ** 2;
    if (length > 0) reflect(A, v, w, n, from, 2 / length);
  }
  return A;
}

/** A ← H A H with H = I − τ v vᵀ acting on rows and columns from `from` on: A − v wᵀ − w vᵀ. */
function reflect(A: Vector, v: Vector, w: Vector, n: number, from: number, tau: number): void {
  let overlap = 0;
  for (let i = 0; i < n; i++) {
    let sum = 0;
    for (let j = from; j < n; j++) sum += A[i * n + j]! * v[j]!;
    w[i] = tau * sum;
    if (i >= from) overlap += w[i]! * v[i]!;
  }
  for (let i = from; i < n; i++) w[i]! -= (tau / 2) * overlap * v[i]!;
  for (let i = 0; i < n; i++) {
    const vi = i >= from ? v[i]! : 0;
    for (let j = 0; j <= i; j++) {
      const vj = j >= from ? v[j]! : 0;
      const entry = A[i * n + j]! - vi * w[j]! - w[i]! * vj;
      A[i * n + j] = entry;
      A[j * n + i] = entry;
    }
  }
}
