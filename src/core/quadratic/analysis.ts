import type { Vector } from "../num/dense";
import { dot, norm } from "../num/dense";
import type { SymmetricEigen } from "../num/eigen";
import { symmetricEigen } from "../num/eigen";
import { tryCholesky } from "../num/factor";
import type { Quadratic } from "./form";
import { gradientInto, valueAt } from "./form";

export type Definiteness =
  | "positive definite"
  | "positive semidefinite"
  | "negative definite"
  | "negative semidefinite"
  | "indefinite"
  | "zero";

export interface Inertia {
  readonly positive: number;
  readonly zero: number;
  readonly negative: number;
}

/** What a quadratic is: its class, its axes, and its lowest point or the way down that never ends. */
export interface Analysis {
  readonly definiteness: Definiteness;
  readonly inertia: Inertia;
  readonly eigen: SymmetricEigen;
  /** max |λ| / min |λ|; ∞ for a singular A, NaN for A = 0. */
  readonly condition: number;
  /** The point nearest to the origin where the gradient vanishes; absent when b is not in the range of A. */
  readonly stationary?: Vector;
  /** Present when there is a minimum: its value. Unique iff A is positive definite. */
  readonly minimum?: number;
  /** Present when there is none: a unit direction along which q falls for ever, and its curvature (≤ 0). */
  readonly descent?: { readonly direction: Vector; readonly curvature: number };
}

/** Eigenvalues within this of zero, relative to the largest, count as zero. */
function zeroBand(values: Vector): number {
  const n = values.length;
  const largest = n === 0 ? 0 : Math.max(Math.abs(values[0]!), Math.abs(values[n - 1]!));
  return 8 * Math.max(n, 1) * 2 ** -52 * largest;
}

/** The class of a symmetric matrix from its signs. */
export function definitenessOf({ positive, zero, negative }: Inertia): Definiteness {
  if (positive > 0 && negative > 0) return "indefinite";
  if (positive === 0 && negative === 0) return "zero";
  if (negative === 0) return zero === 0 ? "positive definite" : "positive semidefinite";
  return zero === 0 ? "negative definite" : "negative semidefinite";
}

/** How many eigenvalues are positive, zero to rounding, and negative. */
export function inertiaOf(values: Vector): Inertia {
  const band = zeroBand(values);
  let positive = 0;
  let negative = 0;
  for (const value of values) {
    if (value > band) positive++;
    else if (value < -band) negative++;
  }
  return { positive, negative, zero: values.length - positive - negative };
}

/** Classifies q, finds its axes, and its minimiser or a direction in which there is none. @cost O(n³) */
export function analyse(q: Quadratic): Analysis {
  const { n, b } = q;
  const eigen = symmetricEigen(q.A, n);
  const band = zeroBand(eigen.values);
  const inertia = inertiaOf(eigen.values);
  const definiteness = definitenessOf(inertia);
  const sizes = Array.from(eigen.values, Math.abs);
  const largest = Math.max(0, ...sizes);
  const condition = inertia.zero > 0 ? (largest === 0 ? Number.NaN : Infinity) : largest / Math.min(...sizes);

  const axis = (j: number): Vector => eigen.vectors.subarray(j * n, (j + 1) * n);
  const stationary = new Float64Array(n);
  const leftover = new Float64Array(n);
  for (let j = 0; j < n; j++) {
    const v = axis(j);
    const along = dot(v, b);
    const isFlat = Math.abs(eigen.values[j]!) <= band;
    for (let i = 0; i < n; i++) {
      if (isFlat) leftover[i]! += along * v[i]!;
      else stationary[i]! += (along / eigen.values[j]!) * v[i]!;
    }
  }
  const slope = norm(leftover);
  const hasStationary = inertia.zero === 0 || slope <= 1e-12 * norm(b);
  const base = { definiteness, inertia, eigen, condition, ...(hasStationary ? { stationary } : {}) };
  if (inertia.negative > 0) {
    const v = axis(0);
    // Of ±v the one that also goes down at first, where they differ.
    const direction = dot(v, b) < 0 ? v.map((entry) => -entry) : v.slice();
    return { ...base, descent: { direction, curvature: eigen.values[0]! } };
  }
  if (!hasStationary) return { ...base, descent: { direction: leftover.map((entry) => entry / slope), curvature: 0 } };
  if (inertia.zero === 0 && tryCholesky(q.A, n) !== undefined) polish(q, eigen, stationary);
  return { ...base, stationary, minimum: valueAt(q, stationary) };
}

/** One step of iterative refinement with the factors at hand. */
function polish(q: Quadratic, eigen: SymmetricEigen, x: Vector): void {
  const g = gradientInto(new Float64Array(q.n), q, x);
  for (let j = 0; j < q.n; j++) {
    const v = eigen.vectors.subarray(j * q.n, (j + 1) * q.n);
    const along = dot(v, g) / eigen.values[j]!;
    for (let i = 0; i < q.n; i++) x[i]! -= along * v[i]!;
  }
}

/** One term of the completed squares: ½ λ y² where λ ≠ 0, else −slope·y, with y = v·(x − centre). */
export interface SquareTerm {
  readonly lambda: number;
  readonly direction: Vector;
  readonly slope: number;
}

/**
 * q written in its own axes: q(x) = constant + Σ (½ λⱼ yⱼ² − slopeⱼ yⱼ), yⱼ = vⱼ·(x − centre).
 * With a stationary point all slopes are 0 and the constant is its value.
 */
export function completeSquares(
  q: Quadratic,
  { eigen }: Pick<Analysis, "eigen"> = { eigen: symmetricEigen(q.A, q.n) },
): { readonly centre: Vector; readonly constant: number; readonly terms: readonly SquareTerm[] } {
  const { n } = q;
  const band = zeroBand(eigen.values);
  const centre = new Float64Array(n);
  const terms = Array.from({ length: n }, (_, j): SquareTerm => {
    const direction = eigen.vectors.slice(j * n, (j + 1) * n);
    const along = dot(direction, q.b);
    const isFlat = Math.abs(eigen.values[j]!) <= band;
    if (!isFlat) for (let i = 0; i < n; i++) centre[i]! += (along / eigen.values[j]!) * direction[i]!;
    const isSloped = isFlat && Math.abs(along) > 1e-12 * norm(q.b);
    return { lambda: isFlat ? 0 : eigen.values[j]!, direction, slope: isSloped ? along : 0 };
  });
  return { centre, constant: valueAt(q, centre), terms };
}
