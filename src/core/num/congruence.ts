import type { Steps } from "./exact";
import { Q, type Rational } from "./rational";

/** T A Tᵀ = diag(d) for a symmetric A: by Sylvester's law the signs of d are those of the eigenvalues. */
export interface Congruence {
  readonly d: readonly Rational[];
  /** Rows vᵢ with vᵢᵀ A vᵢ = dᵢ. */
  readonly T: readonly (readonly Rational[])[];
  /** Whether rows stayed where they were: then d are the pivots of A = L D Lᵀ. */
  readonly isPlain: boolean;
}

/**
 * Diagonalises a symmetric rational matrix by congruence, exactly. A zero pivot is exchanged for another diagonal entry, or made
 * from an off-diagonal one.
 *
 * @param A  [n, n], symmetric
 * @cost O(n³) rational operations
 */
export function* diagonaliseSteps(A: readonly (readonly Rational[])[]): Steps<Congruence> {
  const n = A.length;
  const M = A.map((row) => [...row]);
  const T = A.map((_, i) => A.map((__, j): Rational => (i === j ? 1 : 0)));
  let isPlain = true;
  for (let k = 0; k < n; k++) {
    if (M[k][k] === 0) {
      const other = range(k + 1, n).find((i) => M[i][i] !== 0);
      if (other !== undefined) {
        isPlain = false;
        swap(M, T, k, other);
      } else {
        const partner = range(k + 1, n).find((i) => M[k][i] !== 0);
        if (partner === undefined) continue;
        isPlain = false;
        addRow(M, T, k, partner, 1);
      }
    }
    for (let i = k + 1; i < n; i++) {
      if (M[i][k] === 0) continue;
      addRow(M, T, i, k, Q.neg(Q.div(M[i][k], M[k][k])));
      yield;
    }
  }
  return { d: M.map((row, i) => row[i]), T, isPlain };
}

const range = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);

function swap(M: Rational[][], T: Rational[][], i: number, j: number): void {
  [M[i], M[j]] = [M[j], M[i]];
  [T[i], T[j]] = [T[j], T[i]];
  for (const row of M) [row[i], row[j]] = [row[j], row[i]];
}

/** Row and column `i` of M get `c` times those of `j`; T follows. */
function addRow(M: Rational[][], T: Rational[][], i: number, j: number, c: Rational): void {
  const n = M.length;
  for (let k = 0; k < n; k++) if (M[j][k] !== 0) M[i][k] = Q.add(M[i][k], Q.mul(c, M[j][k]));
  for (let k = 0; k < n; k++) if (M[k][j] !== 0) M[k][i] = Q.add(M[k][i], Q.mul(c, M[k][j]));
  for (let k = 0; k < n; k++) if (T[j][k] !== 0) T[i][k] = Q.add(T[i][k], Q.mul(c, T[j][k]));
}
