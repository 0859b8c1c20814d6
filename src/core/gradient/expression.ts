import type { Algebra, Complex } from "../num/algebra";
import { complexes, reals } from "../num/algebra";
import type { Numbers, Vector } from "../num/dense";
import { duals, dualsOver, hyperDuals } from "../num/dual";

/** A scalar function of n variables written once for every kind of number. */
export interface Expression {
  readonly n: number;
  evaluate<T>(k: Algebra<T>, x: readonly T[]): T;
}

const thirdDuals = dualsOver(hyperDuals);

/** f(p). */
export function evaluateAt(f: Expression, p: Numbers): number {
  return f.evaluate(reals, Array.from(p));
}

/** ∇f(p) by forward-mode dual numbers, one pass a variable: exact but for rounding. */
export function dualGradient(f: Expression, p: Numbers): Vector {
  return Float64Array.from({ length: f.n }, (_, i) => {
    const x = Array.from(p, (v, j) => ({ v, d: i === j ? 1 : 0 }));
    return f.evaluate(duals, x).d;
  });
}

/** ∇²f(p) [n, n] by dual numbers over dual numbers, one pass an entry of the upper half. */
export function dualHessian(f: Expression, p: Numbers): Vector {
  const { n } = f;
  const H = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = i; j < n; j++) {
      const x = Array.from(p, (v, k) => ({ v: { v, d: k === i ? 1 : 0 }, d: { v: k === j ? 1 : 0, d: 0 } }));
      const mixed = f.evaluate(hyperDuals, x).d.d;
      H[i * n + j] = mixed;
      H[j * n + i] = mixed;
    }
  }
  return H;
}

/** g(0), g′(0), g″(0), g‴(0) of the slice g(t) = f(p + t u), by duals of duals of duals. */
export function sliceDerivatives(f: Expression, p: Numbers, u: Numbers): readonly [number, number, number, number] {
  const x = Array.from(p, (v, i) => {
    const d = u[i]!;
    return { v: { v: { v, d }, d: { v: d, d: 0 } }, d: { v: { v: d, d: 0 }, d: { v: 0, d: 0 } } };
  });
  const y = f.evaluate(thirdDuals, x);
  return [y.v.v.v, y.v.v.d, y.v.d.d, y.d.d.d];
}

/** Im f(p + i h u)/h: no subtraction, so h may be as small as 1e-20. @source Squire & Trapp 1998 */
export function complexStep(f: Expression, p: Numbers, u: Numbers, h = 1e-20): number {
  const x = Array.from(p, (re, i): Complex => ({ re, im: h * u[i]! }));
  return f.evaluate(complexes, x).im / h;
}
