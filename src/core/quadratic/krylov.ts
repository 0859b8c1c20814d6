import type { Numbers, Vector } from "../num/dense";
import { applyInto, dot } from "../num/dense";
import type { Quadratic } from "./form";
import { gradientInto } from "./form";
import type { Trace } from "./trace";
import { rowOf } from "./trace";

/** The residuals b − Ax_k of a run, k = 0 … kept − 1, row by row. */
export function residualsOf(q: Quadratic, trace: Trace): Vector {
  const out = new Float64Array(trace.kept * q.n);
  for (let k = 0; k < trace.kept; k++) {
    const row = rowOf(out, q.n, k);
    gradientInto(row, q, rowOf(trace.points, q.n, k));
    for (let i = 0; i < q.n; i++) row[i]! *= -1;
  }
  return out;
}

/** Cosines between `count` rows of length n: 1 on the diagonal, 0 for a zero row. */
export function cosines(rows: Vector, count: number, n: number): Vector {
  return gram(rows, count, n, (d) => d);
}

/** dᵢᵀAdⱼ / √(dᵢᵀAdᵢ · dⱼᵀAdⱼ) between `count` rows: 0 off the diagonal for A-conjugate directions. */
export function conjugacies(q: Quadratic, rows: Vector, count: number): Vector {
  return gram(rows, count, q.n, (d) => applyInto(new Float64Array(q.n), q.A, d, q.n, q.n));
}

function gram(rows: Vector, count: number, n: number, map: (d: Vector) => Vector): Vector {
  const out = new Float64Array(count * count);
  const mapped = Array.from({ length: count }, (_, i) => map(rowOf(rows, n, i)));
  const self = mapped.map((image, i) => dot(image, rowOf(rows, n, i)));
  for (let i = 0; i < count; i++) {
    for (let j = 0; j < count; j++) {
      const size = Math.sqrt(Math.abs(self[i]!)) * Math.sqrt(Math.abs(self[j]!));
      out[i * count + j] = size > 0 ? dot(mapped[i]!, rowOf(rows, n, j)) / size : 0;
    }
  }
  return out;
}

/**
 * The polynomial p_k of CG with r_k = p_k(A) r₀, at one number: p_k(0) = 1, and p_k nearly vanishes on the spectrum.
 * The recurrences of r and d, applied to polynomials: p ← p − α λ s, s ← p + β s.
 * @param sizes  α_0 … α_{k−1}
 * @param betas  β_k as the trace keeps them: betas[j] made d_j, so betas[0] = 0
 */
export function residualPolynomial(sizes: Numbers, betas: Numbers, k: number, lambda: number): number {
  let p = 1;
  let s = 1;
  for (let j = 0; j < k; j++) {
    if (j > 0) s = p + betas[j]! * s;
    p -= sizes[j]! * lambda * s;
  }
  return p;
}
