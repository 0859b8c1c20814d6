import type { Numbers, Vector } from "./dense";

/**
 * The lower Cholesky factor of a symmetric A [n, n], A = L Lᵀ.
 * @returns L [n, n], or `undefined` when A is not positive definite to working precision
 */
export function tryCholesky(A: Numbers, n: number): Vector | undefined {
  const L = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = A[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= L[i * n + k]! * L[j * n + k]!;
      if (i === j) {
        if (!(sum > 0)) return undefined;
        L[j * n + j] = Math.sqrt(sum);
      } else {
        L[i * n + j] = sum / L[j * n + j]!;
      }
    }
  }
  return L;
}

/** x with L Lᵀ x = b, for the factor of `tryCholesky`. */
export function solveCholesky(L: Numbers, b: Numbers): Vector {
  const n = b.length;
  const x = Float64Array.from({ length: n }, (_, i) => b[i]!);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < i; k++) x[i]! -= L[i * n + k]! * x[k]!;
    x[i]! /= L[i * n + i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= L[k * n + i]! * x[k]!;
    x[i]! /= L[i * n + i]!;
  }
  return x;
}

/**
 * Unit lower L and diagonal d with A = L diag(d) Lᵀ, without pivoting.
 * @returns `undefined` where a pivot before the last is zero
 */
export function tryLdl(A: Numbers, n: number): { readonly L: Vector; readonly d: Vector } | undefined {
  const L = new Float64Array(n * n);
  const d = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    let pivot = A[j * n + j]!;
    for (let k = 0; k < j; k++) pivot -= L[j * n + k]! ** 2 * d[k]!;
    if (!Number.isFinite(pivot) || (pivot === 0 && j < n - 1)) return undefined;
    d[j] = pivot;
    L[j * n + j] = 1;
    for (let i = j + 1; i < n; i++) {
      let sum = A[i * n + j]!;
      for (let k = 0; k < j; k++) sum -= L[i * n + k]! * L[j * n + k]! * d[k]!;
      L[i * n + j] = sum / pivot;
    }
  }
  return { L, d };
}

/**
 * x with A x = b for a square A [n, n], by Gaussian elimination with row pivoting.
 * @returns `undefined` when a pivot vanishes to working precision
 */
export function trySolve(A: Numbers, b: Numbers): Vector | undefined {
  const n = b.length;
  if (A.length !== n * n) throw new RangeError(`A must hold ${n}×${n} = ${n * n} numbers, got ${A.length}`);
  const U = Float64Array.from({ length: n * n }, (_, i) => A[i]!);
  const x = Float64Array.from({ length: n }, (_, i) => b[i]!);
  let largest = 0;
  for (const entry of U) largest = Math.max(largest, Math.abs(entry));
  for (let j = 0; j < n; j++) {
    let pivot = j;
    for (let i = j + 1; i < n; i++) if (Math.abs(U[i * n + j]!) > Math.abs(U[pivot * n + j]!)) pivot = i;
    if (!(Math.abs(U[pivot * n + j]!) > n * 2 ** -52 * largest)) return undefined;
    if (pivot !== j) {
      for (let k = 0; k < n; k++) {
        const kept = U[j * n + k]!;
        U[j * n + k] = U[pivot * n + k]!;
        U[pivot * n + k] = kept;
      }
      const kept = x[j]!;
      x[j] = x[pivot]!;
      x[pivot] = kept;
    }
    for (let i = j + 1; i < n; i++) {
      const factor = U[i * n + j]! / U[j * n + j]!;
      if (factor === 0) continue;
      for (let k = j; k < n; k++) U[i * n + k]! -= factor * U[j * n + k]!;
      x[i]! -= factor * x[j]!;
    }
  }
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) x[i]! -= U[i * n + k]! * x[k]!;
    x[i]! /= U[i * n + i]!;
  }
  return x;
}
