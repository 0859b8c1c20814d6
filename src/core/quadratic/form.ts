import type { Numbers, Vector } from "../num/dense";
import { applyInto, dot, symmetricPart } from "../num/dense";

/** q(x) = ½ xᵀAx − bᵀx + c with A [n, n] symmetric, row-major: gradient Ax − b, Hessian A. */
export interface Quadratic {
  readonly n: number;
  readonly A: Vector;
  readonly b: Vector;
  readonly c: number;
}

/**
 * The quadratic ½ xᵀAx − bᵀx + c; of an unsymmetric A only the symmetric part counts.
 * @throws RangeError when A is not n×n for the n entries of b
 */
export function quadraticOf(A: Numbers, b: Numbers, c = 0): Quadratic {
  const n = b.length;
  return { n, A: symmetricPart(A, n), b: Float64Array.from({ length: n }, (_, i) => b[i]!), c };
}

/**
 * The quadratic Σ mᵢⱼ xᵢxⱼ + Σ lₖxₖ + c of a polynomial's coefficients: A = M + Mᵀ, which is twice the symmetric part, and b = −l.
 * @param M  coefficients of the products [n, n], row-major, symmetric or not
 * @param l  coefficients of the linear terms [n]
 */
export function fromPolynomial(M: Numbers, l: Numbers, c: number): Quadratic {
  const n = l.length;
  const A = symmetricPart(M, n).map((entry) => 2 * entry);
  return { n, A, b: Float64Array.from({ length: n }, (_, i) => -l[i]!), c };
}

/** q(x). */
export function valueAt(q: Quadratic, x: Numbers): number {
  const { n, A, b } = q;
  let sum = q.c;
  for (let i = 0, at = 0; i < n; i++) {
    let row = 0;
    for (let j = 0; j < n; j++, at++) row += A[at]! * x[j]!;
    sum += x[i]! * (0.5 * row - b[i]!);
  }
  return sum;
}

/** out = Ax − b. */
export function gradientInto(out: Vector, q: Quadratic, x: Numbers): Vector {
  applyInto(out, q.A, x, q.n, q.n);
  for (let i = 0; i < q.n; i++) out[i]! -= q.b[i]!;
  return out;
}

/** dᵀAd, the second derivative of t ↦ q(x + td). */
export function curvature(q: Quadratic, d: Numbers): number {
  return dot(applyInto(new Float64Array(q.n), q.A, d, q.n, q.n), d);
}

/** ‖x − y‖_A = √((x − y)ᵀA(x − y)); NaN where A has negative curvature along x − y. */
export function energyDistance(q: Quadratic, x: Numbers, y: Numbers): number {
  const e = Float64Array.from({ length: q.n }, (_, i) => x[i]! - y[i]!);
  return Math.sqrt(curvature(q, e));
}
