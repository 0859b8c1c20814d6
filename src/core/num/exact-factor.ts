import type { RationalMatrix } from "./exact";
import { Q, type Rational } from "./rational";
import { multiplySurds, type Surd, surdOf, surdRoot } from "./surd";

/**
 * P A = L U over the rationals, the largest entry of a column as its pivot.
 *
 * @param A  [n, n]
 * @returns L with a unit diagonal, U, and p with row i of P A = row p[i] of A; a column without a pivot leaves a zero on the diagonal of U
 * @cost O(n³) exact operations
 * @source Golub & Van Loan 2013, algorithm 3.4.1
 */
export function exactLu(A: RationalMatrix): { L: Rational[][]; U: Rational[][]; p: number[] } {
  const n = A.length;
  const U = A.map((row) => [...row]);
  const L = A.map(() => new Array<Rational>(n).fill(0));
  const p = A.map((_, i) => i);
  for (let j = 0; j < n; j++) {
    let top = j;
    for (let i = j + 1; i < n; i++) if (Q.compare(Q.abs(U[i]![j]!), Q.abs(U[top]![j]!)) > 0) top = i;
    for (const rows of [U, L, p] as unknown[][]) [rows[j], rows[top]] = [rows[top], rows[j]];
    L[j]![j] = 1;
    const pivot = U[j]![j]!;
    if (Q.sign(pivot) === 0) continue;
    for (let i = j + 1; i < n; i++) {
      const factor = Q.div(U[i]![j]!, pivot);
      L[i]![j] = factor;
      U[i] = U[i]!.map((x, k) => (k < j ? x : Q.sub(x, Q.mul(factor, U[j]![k]!))));
    }
  }
  return { L, U, p };
}

/**
 * The lower triangular L with L L' = A: column j is column j of L D L' times √dⱼ.
 *
 * @param A  [n, n], symmetric
 * @returns undefined where A is not positive definite
 * @cost O(n³) exact operations
 */
export function exactCholesky(A: RationalMatrix): Surd[][] | undefined {
  const n = A.length;
  const rest = A.map((row) => [...row]);
  const L = A.map(() => new Array<Surd>(n).fill(surdOf(0)));
  for (let j = 0; j < n; j++) {
    const d = rest[j]![j]!;
    if (Q.sign(d) <= 0) return undefined;
    const root = surdRoot(d);
    for (let i = j; i < n; i++) L[i]![j] = multiplySurds(surdOf(Q.div(rest[i]![j]!, d)), root)!;
    for (let i = j + 1; i < n; i++) {
      const factor = Q.div(rest[i]![j]!, d);
      for (let k = j + 1; k < n; k++) rest[i]![k] = Q.sub(rest[i]![k]!, Q.mul(factor, rest[j]![k]!));
    }
  }
  return L;
}

/**
 * A = Q R by Gram and Schmidt with a positive diagonal of R, which makes it unique.
 *
 * @param A  [m, n] with independent columns
 * @returns Q [m, n] with orthonormal columns and R [n, n]; undefined where the columns depend on each other
 */
export function exactQr(A: RationalMatrix): { Q: Surd[][]; R: Surd[][] } | undefined {
  const n = A[0]?.length ?? 0;
  const columns = Array.from({ length: n }, (_, j) => A.map((row) => row[j]!));
  const dot = (a: readonly Rational[], b: readonly Rational[]): Rational =>
    a.reduce<Rational>((sum, x, i) => Q.add(sum, Q.mul(x, b[i]!)), 0);
  const orthogonal: { readonly v: readonly Rational[]; readonly size: Rational }[] = [];
  const R = columns.map(() => new Array<Surd>(n).fill(surdOf(0)));
  for (const [j, column] of columns.entries()) {
    let v: readonly Rational[] = column;
    for (const [i, { v: u, size }] of orthogonal.entries()) {
      const along = dot(u, column);
      R[i]![j] = multiplySurds(surdOf(Q.div(along, size)), surdRoot(size))!;
      v = v.map((x, k) => Q.sub(x, Q.mul(Q.div(along, size), u[k]!)));
    }
    const size = dot(v, v);
    if (Q.sign(size) === 0) return undefined;
    R[j]![j] = surdRoot(size);
    orthogonal.push({ v, size });
  }
  const rows = A.map((_, k) =>
    orthogonal.map(({ v, size }) => multiplySurds(surdOf(Q.div(v[k]!, size)), surdRoot(size))!),
  );
  return { Q: rows, R };
}
