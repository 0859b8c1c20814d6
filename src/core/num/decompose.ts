import {
  EigenvalueDecomposition,
  LuDecomposition,
  Matrix,
  pseudoInverse as pinv,
  QrDecomposition,
  SingularValueDecomposition,
} from "ml-matrix";
import { multiply, type Numbers, type Vector } from "./dense";
import { trySolve } from "./factor";

const matrixOf = (A: Numbers, m: number, n: number): Matrix =>
  new Matrix(Array.from({ length: m }, (_, i) => Array.from({ length: n }, (__, j) => A[i * n + j])));

const flat = (M: { to2DArray(): number[][] }): Vector => Float64Array.from(M.to2DArray().flat());

/** The eigenvalues of a square A [n, n], ascending by real part. */
export function generalEigenvalues(A: Numbers, n: number): { readonly re: number; readonly im: number }[] {
  const { realEigenvalues, imaginaryEigenvalues } = new EigenvalueDecomposition(matrixOf(A, n, n));
  return realEigenvalues
    .map((re, i) => ({ re, im: imaginaryEigenvalues[i] }))
    .sort((a, b) => a.re - b.re || a.im - b.im);
}

/** The singular values of A [m, n], descending. */
export function singularValues(A: Numbers, m: number, n: number): number[] {
  const wide = m < n ? matrixOf(A, m, n).transpose() : matrixOf(A, m, n);
  return new SingularValueDecomposition(wide, { computeLeftSingularVectors: false, computeRightSingularVectors: false })
    .diagonal;
}

/** The Moore–Penrose inverse of A [m, n], shape [n, m]. */
export function pseudoInverse(A: Numbers, m: number, n: number): Vector {
  return flat(pinv(matrixOf(A, m, n)));
}

/** Q [m, m or n] and R of A = Q R. */
export function qr(A: Numbers, m: number, n: number): { readonly Q: number[][]; readonly R: number[][] } {
  const { orthogonalMatrix, upperTriangularMatrix } = new QrDecomposition(matrixOf(A, m, n));
  return { Q: orthogonalMatrix.to2DArray(), R: upperTriangularMatrix.to2DArray() };
}

/** L, U and the row order p with A[p] = L U, for a square A. */
export function lu(
  A: Numbers,
  n: number,
): { readonly L: number[][]; readonly U: number[][]; readonly p: readonly number[] } {
  const parts = new LuDecomposition(matrixOf(A, n, n));
  return {
    L: parts.lowerTriangularMatrix.to2DArray(),
    U: parts.upperTriangularMatrix.to2DArray(),
    p: parts.pivotPermutationVector,
  };
}

/** U, s (descending) and V of A = U diag(s) Vᵀ, for A [m, n]. */
export function svd(
  A: Numbers,
  m: number,
  n: number,
): { readonly U: number[][]; readonly s: number[]; readonly V: number[][] } {
  const isWide = m < n;
  const parts = new SingularValueDecomposition(isWide ? matrixOf(A, m, n).transpose() : matrixOf(A, m, n));
  const [left, right] = [parts.leftSingularVectors.to2DArray(), parts.rightSingularVectors.to2DArray()];
  return isWide ? { U: right, s: parts.diagonal, V: left } : { U: left, s: parts.diagonal, V: right };
}

/**
 * e^A, sin A or cos A for a square A [n, n]: scaled until ‖A‖ ≤ 1/2, then a Padé approximant of degree 6 squared back; sine and cosine
 * from the blocks of e^[0 −A; A 0].
 *
 * @source Golub & Van Loan 2013, algorithm 9.3.1
 */
export function exponential(name: "expm" | "sinm" | "cosm", A: Numbers, n: number): Vector {
  if (name === "expm") return expm(A, n);
  const N = 2 * n;
  const block = new Float64Array(N * N);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      block[i * N + n + j] = -A[i * n + j];
      block[(n + i) * N + j] = A[i * n + j];
    }
  }
  const E = expm(block, N);
  const row = name === "cosm" ? 0 : n;
  return Float64Array.from({ length: n * n }, (_, at) => E[(row + Math.floor(at / n)) * N + (at % n)]);
}

function expm(A: Numbers, n: number): Vector {
  let norm = 0;
  for (let i = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++) row += Math.abs(A[i * n + j]);
    norm = Math.max(norm, row);
  }
  const halvings = norm > 0.5 && Number.isFinite(norm) ? Math.ceil(Math.log2(norm)) + 1 : 0;
  const X = Float64Array.from({ length: n * n }, (_, i) => A[i] / 2 ** halvings);
  const degree = 6;
  let c = 1;
  let power: Vector = identity(n);
  const P = identity(n);
  const D = identity(n);
  for (let k = 1; k <= degree; k++) {
    c *= (degree - k + 1) / (k * (2 * degree - k + 1));
    power = multiply(X, power, n, n, n);
    for (let i = 0; i < n * n; i++) {
      P[i] += c * power[i];
      D[i] += (k % 2 === 0 ? c : -c) * power[i];
    }
  }
  let E: Vector = new Float64Array(n * n);
  for (let j = 0; j < n; j++) {
    const column = trySolve(
      D,
      Float64Array.from({ length: n }, (_, i) => P[i * n + j]),
    );
    for (let i = 0; i < n; i++) E[i * n + j] = column ? column[i] : Number.NaN;
  }
  for (let k = 0; k < halvings; k++) E = multiply(E, E, n, n, n);
  return E;
}

function identity(n: number): Vector {
  return Float64Array.from({ length: n * n }, (_, at) => (at % (n + 1) === 0 ? 1 : 0));
}
