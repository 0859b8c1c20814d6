import { symmetricEigen } from "../../core/num/eigen";
import { Q, type Rational } from "../../core/num/rational";
import type { Objective } from "../../core/quadratic/objective";
import { derivative } from "../symbolic/differential";
import type { Scalarised } from "./quadratic";
import type { Real } from "./real";
import type { Task } from "./world";

/** Tries a floating-point point as a point with small fractions, and keeps those where the gradient is exactly zero. */
function exactly(task: Task, f: Scalarised, x: ArrayLike<number>, within = fine): readonly Rational[] | undefined {
  const { b } = task.world;
  const point = Array.from(x, (value) => smallFraction(value, within));
  if (point.some((value) => value === undefined)) return undefined;
  const by = new Map(f.coords.map((node, i) => [node, b.num(point[i] as Rational)]));
  const isZero = f.coords.every((node) => b.rational(b.substitute(derivative(b.graph, f.body, node), by)) === 0);
  return isZero ? (point as Rational[]) : undefined;
}

/** Whether the gradient is exactly zero at a fraction near by: on a flat piece it is, in the tail of exp(−x²) it only looks so. */
export function isExactlyStationary(task: Task, f: Scalarised, x: ArrayLike<number>): boolean {
  return [fine, ...coarse].some((within) => exactly(task, f, x, within) !== undefined);
}

/** How far a search may have stopped from a fraction that is tried in its place, and the largest denominator. */
interface Within {
  readonly distance: number;
  readonly denominator: number;
}

const fine: Within = { distance: 1e-7, denominator: 60 };
const coarse: readonly Within[] = [
  { distance: 1e-3, denominator: 12 },
  { distance: 0.05, denominator: 2 },
];

/**
 * Where the Hessian vanishes with the gradient, a search stops early and somewhere near: a fraction near by is taken if the gradient
 * is exactly zero there, and nothing otherwise.
 */
export function settledPoint(
  task: Task,
  f: Scalarised,
  goal: Objective,
  x: ArrayLike<number>,
): readonly Real[] | undefined {
  const exact = exactly(task, f, x);
  if (exact) return exact;
  if (isSettled(goal, x)) return Array.from(x, (approx): Real => ({ approx }));
  return coarse.map((within) => exactly(task, f, x, within)).find((point) => point !== undefined);
}

/** Whether another Newton step would stay within 1e-7: ‖∇f‖ against the smallest curvature. */
function isSettled({ n, gradientInto, hessianInto }: Objective, x: ArrayLike<number>): boolean {
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  gradientInto(gradient, Float64Array.from(x));
  hessianInto?.(hessian, Float64Array.from(x));
  if (!hessian.every(Number.isFinite)) return false;
  const least = Math.min(...symmetricEigen(hessian, n).values.map(Math.abs));
  return Math.hypot(...gradient) <= 1e-7 * least;
}

function smallFraction(x: number, { distance, denominator }: Within): Rational | undefined {
  for (let d = 1; d <= denominator; d++) {
    const n = Math.round(x * d);
    if (Math.abs(x - n / d) < distance && Math.abs(n) < 1e9) return Q.ratio(n, d);
  }
  return undefined;
}
