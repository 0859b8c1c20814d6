/** Dense vectors and matrices as flat, row-major arrays. */

export type Vector = Float64Array;
/** Something that can be read as a vector or a row-major matrix. */
export type Numbers = ArrayLike<number>;

/** Σ aᵢbᵢ over the first `n` entries. */
export function dot(a: Numbers, b: Numbers, n = a.length): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** The Euclidean norm, scaled so that it neither overflows nor underflows before its value does. */
export function norm(a: Numbers): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * a[i]!;
  if (sum > 1e-200 && sum < 1e200) return Math.sqrt(sum);
  let largest = 0;
  for (let i = 0; i < a.length; i++) largest = Math.max(largest, Math.abs(a[i]!));
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! / largest) ** 2;
  return largest * Math.sqrt(sum);
}

/** out = A x for A [m, n] and x [n]; `out` must not be `x`. */
export function applyInto(out: Vector, A: Numbers, x: Numbers, m = out.length, n = x.length): Vector {
  if (A.length !== m * n) throw new RangeError(`A must hold ${m}×${n} = ${m * n} numbers, got ${A.length}`);
  for (let i = 0, at = 0; i < m; i++) {
    let sum = 0;
    for (let j = 0; j < n; j++, at++) sum += A[at]! * x[j]!;
    out[i] = sum;
  }
  return out;
}

/** A B for A [m, k] and B [k, n]. */
export function multiply(A: Numbers, B: Numbers, m: number, k: number, n: number): Vector {
  if (A.length !== m * k) throw new RangeError(`A must hold ${m}×${k} = ${m * k} numbers, got ${A.length}`);
  if (B.length !== k * n) throw new RangeError(`B must hold ${k}×${n} = ${k * n} numbers, got ${B.length}`);
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const a = A[i * k + l]!;
      if (a === 0) continue;
      for (let j = 0; j < n; j++) out[i * n + j]! += a * B[l * n + j]!;
    }
  }
  return out;
}

/** Aᵀ for A [m, n]. */
export function transpose(A: Numbers, m: number, n: number): Vector {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) for (let j = 0; j < n; j++) out[j * m + i] = A[i * n + j]!;
  return out;
}

/** (M + Mᵀ)/2 for M [n, n]. */
export function symmetricPart(M: Numbers, n: number): Vector {
  if (M.length !== n * n) throw new RangeError(`M must hold ${n}×${n} = ${n * n} numbers, got ${M.length}`);
  const out = new Float64Array(n * n);
  // Halving first keeps entries near the largest double finite.
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) out[i * n + j] = M[i * n + j]! / 2 + M[j * n + i]! / 2;
  return out;
}
