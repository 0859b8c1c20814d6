import type { Numbers, Vector } from "./dense";
import { symmetricPart } from "./dense";

export interface SymmetricEigen {
  /** Ascending. */
  readonly values: Vector;
  /** [n, n] row-major; row j is the unit eigenvector of `values[j]`, its largest entry positive. */
  readonly vectors: Vector;
}

const MAX_SWEEPS = 60;

/** Turns rows and columns p, q of the symmetric S so that S[p, q] = 0, and rows p, q of V with them. */
function rotate(S: Vector, V: Vector, n: number, p: number, q: number): void {
  const apq = S[p * n + q]!;
  const app = S[p * n + p]!;
  const aqq = S[q * n + q]!;
  // t = tan φ is the smaller root of t² + 2θt − 1 = 0; hypot keeps θ² from overflowing.
  const theta = (aqq - app) / (2 * apq);
  const t = Number.isFinite(theta) ? (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1)) : 0;
  const c = 1 / Math.hypot(t, 1);
  const s = t * c;
  S[p * n + p] = app - t * apq;
  S[q * n + q] = aqq + t * apq;
  S[p * n + q] = 0;
  S[q * n + p] = 0;
  for (let k = 0; k < n; k++) {
    if (k !== p && k !== q) {
      const kp = S[k * n + p]!;
      const kq = S[k * n + q]!;
      const newP = c * kp - s * kq;
      const newQ = s * kp + c * kq;
      S[k * n + p] = newP;
      S[p * n + k] = newP;
      S[k * n + q] = newQ;
      S[q * n + k] = newQ;
    }
    const vp = V[p * n + k]!;
    const vq = V[q * n + k]!;
    V[p * n + k] = c * vp - s * vq;
    V[q * n + k] = s * vp + c * vq;
  }
}

/**
 * Eigenvalues and eigenvectors of the symmetric part of A [n, n] by cyclic Jacobi rotations.
 * @throws RangeError when an entry is not finite
 * @cost O(n³) a sweep, six to ten sweeps; memory n²
 * @source Golub & Van Loan 2013, §8.5
 */
export function symmetricEigen(A: Numbers, n: number): SymmetricEigen {
  const S = symmetricPart(A, n);
  let largest = 0;
  for (const entry of S) {
    if (!Number.isFinite(entry)) throw new RangeError(`A must hold finite numbers, got ${entry}`);
    largest = Math.max(largest, Math.abs(entry));
  }
  // A common power of two keeps squares in range and changes no digit.
  const scale = largest > 0 ? 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest)))) : 1;
  for (let i = 0; i < S.length; i++) S[i]! /= scale;
  const V = new Float64Array(n * n);
  for (let i = 0; i < n; i++) V[i * n + i] = 1;
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < n - 1; p++) {
      for (let q = p + 1; q < n; q++) {
        const off = Math.abs(S[p * n + q]!);
        const diagonal = Math.sqrt(Math.abs(S[p * n + p]!)) * Math.sqrt(Math.abs(S[q * n + q]!));
        if (off === 0 || off <= 1e-17 * diagonal || off < 1e-300) continue;
        rotated = true;
        rotate(S, V, n, p, q);
      }
    }
    if (!rotated) break;
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((i, j) => S[i * n + i]! - S[j * n + j]! || i - j);
  const values = new Float64Array(n);
  const vectors = new Float64Array(n * n);
  order.forEach((from, to) => {
    values[to] = S[from * n + from]! * scale;
    let peak = 0;
    for (let k = 0; k < n; k++) {
      // The margin keeps the sign from flipping on a rounding error between two entries of equal size.
      if (Math.abs(V[from * n + k]!) > Math.abs(peak) * (1 + 1e-12)) peak = V[from * n + k]!;
    }
    const sign = peak < 0 ? -1 : 1;
    for (let k = 0; k < n; k++) vectors[to * n + k] = sign * V[from * n + k]!;
  });
  return { values, vectors };
}
