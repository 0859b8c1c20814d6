import { closedEigenvalues } from "../../core/num/closed-eigen";
import { diagonaliseSteps } from "../../core/num/congruence";
import { symmetricEigen } from "../../core/num/eigen";
import { nullspace, primitive, type RationalMatrix, solveSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import { invertSurd, multiplySurds, type Surd, surdSign } from "../../core/num/surd";
import { type Definiteness, definitenessOf, inertiaOf } from "../../core/quadratic/analysis";
import { slowly } from "../slow";
import { simplest } from "./numbers";
import { type Real, realToNumber } from "./real";

/** What a symmetric matrix is: exact where its entries are. */
export interface Form {
  readonly n: number;
  readonly A: readonly (readonly Real[])[];
  readonly exact: RationalMatrix | undefined;
  readonly definiteness: Definiteness;
  readonly inertia: { readonly positive: number; readonly zero: number; readonly negative: number };
  /** Pivots of LDLᵀ, where no rows had to be exchanged. */
  readonly pivots?: readonly Rational[];
  /** Ascending. */
  readonly eigenvalues: readonly Real[];
  readonly condition: Real;
  /** v with vᵀAv < 0 and with vᵀAv > 0, and the values. */
  readonly down?: Witness;
  readonly up?: Witness;
}

export interface Witness {
  readonly vector: readonly Real[];
  readonly value: Real;
}

/** The symmetric part (A + Aᵀ)/2 where all entries are exact. */
export function symmetricHalf(A: RationalMatrix): Rational[][] {
  return A.map((row, i) => row.map((x, j) => Q.div(Q.add(x, A[j][i]), 2)));
}

/** Decides class and inertia of a symmetric matrix: by LDLᵀ over the rationals, else from floating-point eigenvalues. */
export function analyseForm(A: readonly (readonly Real[])[]): Form {
  const n = A.length;
  const flat = Float64Array.from(A.flat(), realToNumber);
  const isExact = A.every((row) => row.every((x) => typeof x === "number" || "d" in x));
  const eigen = symmetricEigen(flat, n);
  const guesses = [...eigen.values];
  if (!isExact) {
    const inertia = inertiaOf(eigen.values);
    const witness = (j: number): Witness => ({
      vector: [...eigen.vectors.subarray(j * n, (j + 1) * n)].map((approx) => ({ approx })),
      value: { approx: guesses[j] },
    });
    return {
      n,
      A,
      exact: undefined,
      inertia,
      definiteness: definitenessOf(inertia),
      eigenvalues: guesses.map((approx) => ({ approx })),
      condition: conditionOf(
        guesses.map((approx) => ({ approx })),
        inertia.zero > 0,
      ),
      ...(inertia.negative > 0 ? { down: witness(0) } : {}),
      ...(inertia.positive > 0 ? { up: witness(n - 1) } : {}),
    };
  }
  const exact = A as RationalMatrix;
  const { d, T, isPlain } = slowly("congruence", exact, () => diagonaliseSteps(exact));
  const count = (sign: number) => d.filter((x) => Q.sign(x) === sign).length;
  const inertia = { positive: count(1), zero: count(0), negative: count(-1) };
  const witness = (sign: number): Witness | undefined => {
    const rows = T.filter((_, i) => Q.sign(d[i]) === sign);
    const best = rows
      .slice(0, n > largestChoice ? 1 : n)
      .map(primitive)
      .sort((a, b) => weight(a) - weight(b))[0];
    return best && { vector: best, value: formValue(exact, best) };
  };
  const closed = closedEigenvalues(exact, guesses);
  const eigenvalues = closed ? closed.map(simplest) : guesses.map((approx) => ({ approx }));
  const [down, up] = [witness(-1), witness(1)];
  return {
    n,
    A,
    exact,
    inertia,
    definiteness: definitenessOf(inertia),
    eigenvalues,
    condition: conditionOf(eigenvalues, inertia.zero > 0),
    ...(isPlain ? { pivots: d } : {}),
    ...(down ? { down } : {}),
    ...(up ? { up } : {}),
  };
}

/** Up to this size the witness with the smallest entries is looked for among all. */
const largestChoice = 12;

const weight = (v: readonly Rational[]): number => v.reduce<number>((sum, x) => sum + Math.abs(Q.toNumber(x)), 0);

/** vᵀAv. */
function formValue(A: RationalMatrix, v: readonly Rational[]): Rational {
  return v.reduce<Rational>(
    (sum, x, i) =>
      Q.add(
        sum,
        Q.mul(
          x,
          v.reduce<Rational>((row, y, j) => Q.add(row, Q.mul(A[i][j], y)), 0),
        ),
      ),
    0,
  );
}

/** max |λ| / min |λ|, ∞ for a singular matrix. */
function conditionOf(eigenvalues: readonly Real[], isSingular: boolean): Real {
  if (isSingular || eigenvalues.length === 0) return { approx: Number.POSITIVE_INFINITY };
  const sized = eigenvalues.map((x) => ({ x, size: Math.abs(realToNumber(x)) })).sort((a, b) => a.size - b.size);
  return ratioOf(sized[sized.length - 1].x, sized[0].x);
}

/** |a/b|, exact where both lie in one quadratic field. */
function ratioOf(a: Real, b: Real): Real {
  const [x, y] = [asSurd(a), asSurd(b)];
  const quotient = x && y && multiplySurds(x, invertSurd(y));
  if (!quotient) return { approx: Math.abs(realToNumber(a) / realToNumber(b)) };
  return simplest(surdSign(quotient) < 0 ? { ...quotient, p: -quotient.p, q: -quotient.q } : quotient);
}

/** A real number as a surd, unless it is floating point. */
export function asSurd(x: Real): Surd | undefined {
  if (typeof x === "number") return { p: BigInt(x), q: 0n, r: 1n, s: 1n };
  if ("r" in x) return x;
  return "d" in x ? { p: Q.numerator(x), q: 0n, r: 1n, s: Q.denominator(x) } : undefined;
}

/** ½xᵀAx − bᵀx + c with its class and where its gradient vanishes. */
export interface QuadraticForm {
  readonly form: Form;
  readonly b: readonly Real[];
  readonly c: Real;
  /** A x = b: the one solution, one of many with the null space, or none. */
  readonly stationary:
    | { readonly kind: "one"; readonly x: readonly Real[]; readonly value: Real }
    | {
        readonly kind: "many";
        readonly x: readonly Real[];
        readonly value: Real;
        readonly nullspace: readonly (readonly Real[])[];
      }
    | { readonly kind: "none"; readonly along: readonly Real[] };
}

/** Solves A x = b exactly, and where that has no solution gives the null direction v with bᵀv > 0 along which q falls for ever. */
export function analyseQuadratic(A: RationalMatrix, b: readonly Rational[], c: Rational): QuadraticForm {
  const form = analyseForm(A);
  const solution = slowly(`solve ${b.map(Q.format).join()}`, A, () => solveSteps(A, b));
  if (solution.kind === "none") {
    const along = nullspace(A)
      .map((v) => ({ v, slope: dotOf(v, b) }))
      .find(({ slope }) => slope !== 0);
    const flipped = along && Q.sign(along.slope) < 0 ? along.v.map(Q.neg) : along?.v;
    return { form, b, c, stationary: { kind: "none", along: flipped ?? b } };
  }
  const { x } = solution;
  const value = Q.sub(c, Q.div(dotOf(b, x), 2));
  const stationary =
    solution.kind === "one"
      ? { kind: "one" as const, x, value }
      : { kind: "many" as const, x, value, nullspace: solution.nullspace };
  return { form, b, c, stationary };
}

/** Σ aᵢ bᵢ, exactly. The lists have one length. */
export function dotOf(a: readonly Rational[], b: readonly Rational[]): Rational {
  return a.reduce<Rational>((sum, x, i) => Q.add(sum, Q.mul(x, b[i])), 0);
}
