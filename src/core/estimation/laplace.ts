import type { Numbers } from "../num/dense";
import { symmetricEigen } from "../num/eigen";
import { solveCholesky, tryCholesky } from "../num/factor";
import type { Target } from "./target";

/** A normal law in place of a density: its top as mean, the curvature there as precision. */
export interface LaplaceFit {
  readonly mode: readonly number[];
  /** [d, d] */
  readonly covariance: readonly number[];
  /** ln ∫ e^value ≈ value(mode) + d/2 ln 2π − ½ ln det(−∇²). */
  readonly logTotal: number;
  /** Curvatures −λ of the eigenvectors, ascending: 0 along a ridge. */
  readonly curvatures: readonly number[];
  /** The unit direction along which the density hardly falls, when its curvature is below 1e-6 of the largest. */
  readonly ridge?: readonly number[];
}

/**
 * Newton's method to the nearest top, halving what leads down; then the normal law of the same curvature.
 * @returns undefined where no top is reached, or only a wall, or the density is flat in some direction and no normal law can stand for it; `ridge` of the second result says which
 */
export function fitLaplace(
  target: Target,
  start: Numbers,
  maxSteps = 200,
): LaplaceFit | { readonly ridge: readonly number[] } | undefined {
  const d = target.dimension;
  let x = Array.from(start);
  if (!Number.isFinite(target.value(x))) return undefined;
  for (let k = 0; k < maxSteps; k++) {
    const gradient = target.gradient(x);
    const value = target.value(x);
    const move = ascentMove(target, x, gradient);
    let share = 1;
    const next = (): number[] => x.map((entry, i) => entry + share * move[i]!);
    while (share > 1e-12 && !(target.value(next()) >= value)) share /= 2;
    if (share <= 1e-12) break;
    const moved = next();
    const isStill = moved.every((entry, i) => Math.abs(entry - x[i]!) <= 1e-13 * Math.max(1, Math.abs(entry)));
    x = moved;
    if (isStill) break;
  }
  if (!x.every((entry) => Math.abs(entry) < 1e12)) return undefined;
  const precision = target.hessian(x).map((entry) => -entry);
  if (!precision.every(Number.isFinite)) return undefined;
  const { values, vectors } = symmetricEigen(precision, d);
  const curvatures = Array.from(values);
  const direction = Array.from(vectors.slice(0, d));
  const largest = curvatures.at(-1)!;
  if (!(largest > 0)) return undefined;
  if (!(curvatures[0]! > 1e-9 * largest)) return { ridge: direction };
  const L = tryCholesky(precision, d);
  if (!L) return { ridge: direction };
  const covariance = new Array<number>(d * d);
  let logDet = 0;
  for (let j = 0; j < d; j++) {
    const unit = new Float64Array(d);
    unit[j] = 1;
    solveCholesky(L, unit).forEach((entry, i) => {
      covariance[i * d + j] = entry;
    });
    logDet += 2 * Math.log(L[j * d + j]!);
  }
  // A density cut off by a wall is highest at the wall: it still rises there, and no normal law has its top at that place.
  const slope = target.gradient(x);
  const rest = solveCholesky(L, slope).reduce((sum, entry, i) => sum + entry * slope[i]!, 0);
  if (!(rest < 1e-8)) return undefined;
  return {
    mode: x,
    covariance,
    logTotal: target.value(x) + (d / 2) * Math.log(2 * Math.PI) - logDet / 2,
    curvatures,
    ...(curvatures[0]! < 1e-6 * largest ? { ridge: direction } : {}),
  };
}

/** Newton's step where the curvature allows one, else a step along the gradient. */
function ascentMove(target: Target, x: Numbers, gradient: Numbers): readonly number[] {
  const L = tryCholesky(
    target.hessian(x).map((entry) => -entry),
    target.dimension,
  );
  if (L) return Array.from(solveCholesky(L, gradient));
  const size = Math.hypot(...Array.from(gradient));
  return Array.from(gradient, (entry) => (size > 0 ? entry / size : 0));
}
