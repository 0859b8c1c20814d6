import type { Numbers, Vector } from "../num/dense";
import { norm } from "../num/dense";
import type { Objective } from "./objective";

export type Outcome =
  /** ‖∇f(x_k)‖ ≤ tol · ‖∇f(x₀)‖. */
  | "converged"
  /** The allowed number of updates is used up. */
  | "limit"
  /** The iterates run away. */
  | "diverged"
  /** A direction d with dᵀAd ≤ 0 (or no lower point along d) was met; it is in `Trace.witness`. */
  | "not-convex"
  /** A linear system without a solution: Newton's Hessian or Jacobi's diagonal. */
  | "singular"
  /** The function or its gradient is not a finite number at an iterate. */
  | "undefined";

/** One update x ← x + size · direction, or the reason why there is none. */
export type Advance =
  | { readonly size: number; readonly direction: Vector; readonly beta?: number }
  | { readonly stop: Outcome; readonly direction?: Vector };

/** A method in the middle of a run; it keeps its own memory (velocity, moments, last direction). */
export interface Stepper {
  /** @param x  the iterate, not to be changed; @param g  the gradient there */
  advance(x: Vector, g: Vector): Advance;
}

export interface RunOptions {
  /** Stop at the first k with ‖∇f(x_k)‖ ≤ tolerance · ‖∇f(x₀)‖. Default 1e-6. */
  readonly tolerance?: number;
  /** Default 10,000. */
  readonly maxSteps?: number;
  /** Yield after this many updates. Default 64. */
  readonly yieldEvery?: number;
  /** Keep no more than this many numbers of points and directions; values and norms are always kept. Default 4,000,000. */
  readonly memory?: number;
}

/** A whole run. Row k of `points` is x_k, k = 0 … steps. */
export interface Trace {
  readonly n: number;
  /** Updates made. */
  readonly steps: number;
  readonly outcome: Outcome;
  /** [kept, n]: all steps + 1 iterates unless memory ran out first; then the first `kept`. */
  readonly points: Vector;
  readonly kept: number;
  /** The last iterate [n]. */
  readonly last: Vector;
  /** f(x_k) [steps + 1]. */
  readonly values: Vector;
  /** ‖∇f(x_k)‖ [steps + 1]. */
  readonly gradientNorms: Vector;
  /** Search directions d_k [kept, n], x_{k+1} = x_k + sizes[k] · d_k; the row of the last point is zero. */
  readonly directions: Vector;
  /** Step lengths along d_k [steps]. */
  readonly sizes: Vector;
  /** Conjugation factors β of CG, else NaN [steps]. */
  readonly betas: Vector;
  /** The direction that ended the run, where one did. */
  readonly witness?: Vector;
}

/** A gradient this many times the first one counts as running away. */
const RUNAWAY = 1e30;

/**
 * Runs a method from `start` until it stops, yielding every `yieldEvery` updates so that the caller can cancel.
 * @throws RangeError when start has not n entries
 */
export function* runTrace(
  objective: Objective,
  start: Numbers,
  stepper: Stepper,
  options: RunOptions = {},
): Generator<number, Trace, void> {
  const { n } = objective;
  if (start.length !== n) throw new RangeError(`start must hold ${n} numbers, got ${start.length}`);
  const { tolerance = 1e-6, maxSteps = 10_000, yieldEvery = 64, memory = 4_000_000 } = options;
  const room = Math.max(1, Math.min(maxSteps + 1, Math.floor(memory / (2 * Math.max(n, 1)))));
  const points: Vector[] = [];
  const directions: Vector[] = [];
  const values: number[] = [];
  const gradientNorms: number[] = [];
  const sizes: number[] = [];
  const betas: number[] = [];
  const x = Float64Array.from({ length: n }, (_, i) => start[i]!);
  const g = new Float64Array(n);
  let outcome: Outcome = "limit";
  let witness: Vector | undefined;

  for (let k = 0; ; k++) {
    objective.gradientInto(g, x);
    const value = objective.value(x);
    const size = norm(g);
    if (points.length < room) points.push(x.slice());
    values.push(value);
    gradientNorms.push(size);
    if (!Number.isFinite(size) || !Number.isFinite(value)) {
      outcome = k === 0 || size < RUNAWAY ** 2 ? "undefined" : "diverged";
      // Overflow after growth is divergence; a NaN out of the blue is a hole in the function.
      if (k > 0 && gradientNorms[k - 1]! > 1e6 * Math.max(gradientNorms[0]!, 1e-300)) outcome = "diverged";
      break;
    }
    if (size <= tolerance * gradientNorms[0]!) {
      outcome = "converged";
      break;
    }
    if (size > RUNAWAY * Math.max(1, gradientNorms[0]!)) {
      outcome = "diverged";
      break;
    }
    if (k === maxSteps) break;
    const advance = stepper.advance(x, g);
    if ("stop" in advance) {
      outcome = advance.stop;
      witness = advance.direction;
      break;
    }
    if (directions.length < room) directions.push(advance.direction.slice());
    sizes.push(advance.size);
    betas.push(advance.beta ?? Number.NaN);
    for (let i = 0; i < n; i++) x[i]! += advance.size * advance.direction[i]!;
    if ((k + 1) % yieldEvery === 0) yield k + 1;
  }

  const steps = values.length - 1;
  const kept = points.length;
  return {
    n,
    steps,
    outcome,
    points: stack(points, kept, n),
    kept,
    last: x,
    values: Float64Array.from(values),
    gradientNorms: Float64Array.from(gradientNorms),
    directions: stack(directions, kept, n),
    sizes: Float64Array.from(sizes),
    betas: Float64Array.from(betas),
    ...(witness ? { witness: witness.slice() } : {}),
  };
}

/** Row k of points or directions. */
export function rowOf(rows: Vector, n: number, k: number): Vector {
  return rows.subarray(k * n, (k + 1) * n);
}

function stack(rows: readonly Vector[], count: number, n: number): Vector {
  const out = new Float64Array(count * n);
  rows.forEach((row, k) => {
    out.set(row, k * n);
  });
  return out;
}
