import { nullspace, primitive, type RationalMatrix } from "./exact";
import { Q, type Rational } from "./rational";

/** How many eigenvalues of a symmetric matrix are positive, zero and negative. */
export interface Inertia {
  readonly positive: number;
  readonly zero: number;
  readonly negative: number;
}

/** What exact symmetric elimination finds. */
export interface Definiteness {
  readonly inertia: Inertia;
  /** The pivots of LDLᵀ without exchanges, as far as none is zero; all n of them exactly when no leading minor vanishes. */
  readonly pivots: readonly Rational[];
  /** v with v'Av < 0, in coprime integers, where there is one. */
  readonly down?: readonly Rational[];
  /** v with v'Av > 0, where there is one. */
  readonly up?: readonly Rational[];
  /** A basis of {v : A v = 0}. */
  readonly kernel: RationalMatrix;
}

/**
 * Inertia of a symmetric rational matrix without any tolerance, by congruence: A = C'DC with C unimodular on the fly
 * (diagonal pivots where there are any, else the 2×2 step x ↦ xᵢ ± xⱼ), so that zero pivots and singular matrices are decided too.
 * @throws RangeError when A is not symmetric
 * @cost O(n³) rational operations
 * @source Sylvester's law of inertia; Golub & Van Loan 2013, §4.4
 */
export function definiteness(A: RationalMatrix): Definiteness {
  const n = A.length;
  for (let i = 0; i < n; i++) {
    if (A[i]!.length !== n) throw new RangeError(`A must be ${n}×${n}, row ${i + 1} has ${A[i]!.length} entries`);
    for (let j = 0; j < i; j++) {
      if (!Q.same(A[i]![j]!, A[j]![i]!))
        throw new RangeError(`A must be symmetric, entries (${i + 1}, ${j + 1}) differ`);
    }
  }
  const S = A.map((row) => [...row]);
  // Row k of B is the vector that the k-th coordinate of the transformed form stands for: S = B A B'.
  const B: Rational[][] = A.map((_, i) => A.map((__, j): Rational => (i === j ? 1 : 0)));
  const count = { positive: 0, zero: 0, negative: 0 };
  let up: Rational[] | undefined;
  let down: Rational[] | undefined;
  for (let k = 0; k < n; k++) {
    choosePivot(S, B, k);
    const d = S[k]![k]!;
    const s = Q.sign(d);
    if (s > 0) {
      count.positive++;
      up ??= primitive(B[k]!);
    } else if (s < 0) {
      count.negative++;
      down ??= primitive(B[k]!);
    } else {
      count.zero++;
      continue;
    }
    for (let i = k + 1; i < n; i++) addRow(S, B, i, k, Q.neg(Q.div(S[i]![k]!, d)));
  }
  return {
    inertia: count,
    pivots: leadingPivots(A),
    ...(down === undefined ? {} : { down }),
    ...(up === undefined ? {} : { up }),
    kernel: count.zero === 0 ? [] : nullspace(A),
  };
}

/** Makes S[k][k] non-zero by an exchange or by xᵢ + xⱼ, if the rest of S is not zero. */
function choosePivot(S: Rational[][], B: Rational[][], k: number): void {
  const n = S.length;
  if (Q.sign(S[k]![k]!) !== 0) return;
  for (let i = k + 1; i < n; i++) {
    if (Q.sign(S[i]![i]!) === 0) continue;
    exchange(S, B, k, i);
    return;
  }
  for (let i = k; i < n; i++) {
    for (let j = i + 1; j < n; j++) {
      if (Q.sign(S[i]![j]!) === 0) continue;
      addRow(S, B, i, j, 1);
      if (i !== k) exchange(S, B, k, i);
      return;
    }
  }
}

/** Row and column i += f · row and column j, in S; row i += f · row j in B. */
function addRow(S: Rational[][], B: Rational[][], i: number, j: number, f: Rational): void {
  if (Q.sign(f) === 0) return;
  const n = S.length;
  for (let c = 0; c < n; c++) S[i]![c] = Q.add(S[i]![c]!, Q.mul(f, S[j]![c]!));
  for (let r = 0; r < n; r++) S[r]![i] = Q.add(S[r]![i]!, Q.mul(f, S[r]![j]!));
  for (let c = 0; c < n; c++) B[i]![c] = Q.add(B[i]![c]!, Q.mul(f, B[j]![c]!));
}

function exchange(S: Rational[][], B: Rational[][], i: number, j: number): void {
  [S[i], S[j]] = [S[j]!, S[i]!];
  for (const row of S) [row[i], row[j]] = [row[j]!, row[i]!];
  [B[i], B[j]] = [B[j]!, B[i]!];
}

function leadingPivots(A: RationalMatrix): Rational[] {
  const S = A.map((row) => [...row]);
  const n = S.length;
  const pivots: Rational[] = [];
  for (let k = 0; k < n; k++) {
    const d = S[k]![k]!;
    pivots.push(d);
    if (Q.sign(d) === 0) return pivots;
    for (let i = k + 1; i < n; i++) {
      const f = Q.div(S[i]![k]!, d);
      if (Q.sign(f) === 0) continue;
      for (let j = k; j < n; j++) S[i]![j] = Q.sub(S[i]![j]!, Q.mul(f, S[k]![j]!));
    }
  }
  return pivots;
}

/** The words of `definite` for an inertia. */
export function definitenessName(
  i: Inertia,
):
  | "positive definite"
  | "positive semidefinite"
  | "negative definite"
  | "negative semidefinite"
  | "indefinite"
  | "zero" {
  if (i.positive > 0 && i.negative > 0) return "indefinite";
  if (i.positive > 0) return i.zero === 0 ? "positive definite" : "positive semidefinite";
  if (i.negative > 0) return i.zero === 0 ? "negative definite" : "negative semidefinite";
  return "zero";
}
