import { Q, type Rational } from "./rational";

/** A dense matrix of exact rationals, row by row. */
export type RationalMatrix = readonly (readonly Rational[])[];

/** Work in small pieces: it yields after each row, so that who drives it may stop. */
export type Steps<T> = Generator<void, T, void>;

/** Runs work to its end. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** det A by elimination; 1 for the empty matrix. @cost O(n³) rational operations */
export function* determinantSteps(A: RationalMatrix): Steps<Rational> {
  const n = A.length;
  if (A.some((row) => row.length !== n)) throw new RangeError(`a determinant needs a square matrix, got ${n} rows`);
  const M = A.map((row) => [...row]);
  let det: Rational = 1;
  for (let k = 0; k < n; k++) {
    const p = pivotRow(M, k, k);
    if (p < 0) return 0;
    if (p !== k) {
      [M[p], M[k]] = [M[k]!, M[p]!];
      det = Q.neg(det);
    }
    det = Q.mul(det, M[k]![k]!);
    for (let i = k + 1; i < n; i++) {
      eliminate(M, i, k, k);
      yield;
    }
  }
  return det;
}

/** A⁻¹, or undefined when A is singular. */
export function* inverseSteps(A: RationalMatrix): Steps<Rational[][] | undefined> {
  const n = A.length;
  const identity = A.map((_, i) => A.map((__, j): Rational => (i === j ? 1 : 0)));
  const { reduced, pivots } = yield* reduce(
    A.map((row, i) => [...row, ...identity[i]!]),
    n,
  );
  return pivots.length < n ? undefined : reduced.map((row) => row.slice(n));
}

/** The solution set of A x = b. */
export type Solution =
  | { readonly kind: "one"; readonly x: readonly Rational[] }
  | { readonly kind: "many"; readonly x: readonly Rational[]; readonly nullspace: RationalMatrix }
  | { readonly kind: "none" };

/** All x with A x = b: one, none, or one of many together with a basis of the null space. A is m×n, b has m entries. */
export function* solveSteps(A: RationalMatrix, b: readonly Rational[]): Steps<Solution> {
  const n = A[0]?.length ?? 0;
  if (A.length !== b.length) throw new RangeError(`A has ${A.length} rows, b has ${b.length} entries`);
  const { reduced, pivots } = yield* reduce(
    A.map((row, i) => [...row, b[i]!]),
    n,
  );
  for (let i = pivots.length; i < reduced.length; i++) if (Q.sign(reduced[i]![n]!) !== 0) return { kind: "none" };
  const x: Rational[] = new Array<Rational>(n).fill(0);
  pivots.forEach((col, i) => {
    x[col] = reduced[i]![n]!;
  });
  if (pivots.length === n) return { kind: "one", x };
  return { kind: "many", x, nullspace: kernelOf(reduced, pivots, n) };
}

/** A basis of {x : A x = 0}, each vector scaled to coprime integers with a positive first entry; [] when there is only 0. */
export const nullspace = (A: RationalMatrix): RationalMatrix => finish(nullspaceSteps(A));

function* nullspaceSteps(A: RationalMatrix): Steps<RationalMatrix> {
  const n = A[0]?.length ?? 0;
  const { reduced, pivots } = yield* reduce(
    A.map((row) => [...row]),
    n,
  );
  return kernelOf(reduced, pivots, n);
}

/** The number of independent rows. */
export function* rankSteps(A: RationalMatrix): Steps<number> {
  const { pivots } = yield* reduce(
    A.map((row) => [...row]),
    A[0]?.length ?? 0,
  );
  return pivots.length;
}

/** v scaled by a positive rational to coprime integers, the first non-zero entry positive. */
export function primitive(v: readonly Rational[]): Rational[] {
  let common = 0n;
  let under = 1n;
  for (const x of v) {
    const [n, d] = [Q.numerator(x), Q.denominator(x)];
    common = gcd(common, n);
    under = (under / gcd(under, d)) * d;
  }
  if (common === 0n) return [...v];
  const first = v.find((x) => Q.sign(x) !== 0)!;
  const factor = Q.ratio(Q.sign(first) < 0 ? -under : under, common);
  return v.map((x) => Q.mul(x, factor));
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

/** The first row at or below `from` with a non-zero entry in column `col`, integers of few digits preferred. */
function pivotRow(M: Rational[][], col: number, from: number): number {
  let best = -1;
  for (let i = from; i < M.length; i++) {
    const x = M[i]![col]!;
    if (Q.sign(x) === 0) continue;
    if (x === 1 || x === -1) return i;
    if (best < 0) best = i;
  }
  return best;
}

/** Row i −= M[i][col]/M[k][col] · row k. */
function eliminate(M: Rational[][], i: number, k: number, col: number): void {
  const row = M[i]!;
  if (Q.sign(row[col]!) === 0) return;
  const source = M[k]!;
  const f = Q.div(row[col]!, source[col]!);
  for (let j = col; j < row.length; j++) row[j] = Q.sub(row[j]!, Q.mul(f, source[j]!));
}

/** Reduced row echelon form of the first n columns, in place. */
function* reduce(M: Rational[][], n: number): Steps<{ reduced: Rational[][]; pivots: number[] }> {
  const pivots: number[] = [];
  for (let col = 0; col < n && pivots.length < M.length; col++) {
    const k = pivots.length;
    const p = pivotRow(M, col, k);
    if (p < 0) continue;
    [M[p], M[k]] = [M[k]!, M[p]!];
    const lead = Q.inverse(M[k]![col]!);
    if (lead !== 1) M[k] = M[k]!.map((x) => Q.mul(x, lead));
    for (let i = 0; i < M.length; i++) {
      if (i !== k) eliminate(M, i, k, col);
      yield;
    }
    pivots.push(col);
  }
  return { reduced: M, pivots };
}

function kernelOf(reduced: RationalMatrix, pivots: readonly number[], n: number): RationalMatrix {
  const free = Array.from({ length: n }, (_, j) => j).filter((j) => !pivots.includes(j));
  return free.map((f) => {
    const v: Rational[] = new Array<Rational>(n).fill(0);
    v[f] = 1;
    pivots.forEach((col, i) => {
      v[col] = Q.neg(reduced[i]![f]!);
    });
    return primitive(v);
  });
}
