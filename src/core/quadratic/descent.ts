import type { Vector } from "../num/dense";
import { applyInto, dot, norm } from "../num/dense";
import { trySolve } from "../num/factor";
import { searchLine } from "./line";
import type { Objective } from "./objective";
import type { Stepper } from "./trace";

/** x ← x − t ∇f(x). */
export function gradientDescent(stepSize: number): Stepper {
  return { advance: (_x, g) => ({ size: stepSize, direction: g.map((entry) => -entry) }) };
}

/** x ← x − t ∇f(x) with the t that makes f lowest on that ray: gᵀg / gᵀAg for a quadratic, else a line search. */
export function steepestDescent(objective: Objective): Stepper {
  return {
    advance(x, g) {
      const direction = g.map((entry) => -entry);
      const size = exactStep(objective, x, g, direction);
      return size === undefined ? { stop: "not-convex", direction } : { size, direction };
    },
  };
}

/**
 * Polyak's heavy ball: x_{k+1} = x_k − t ∇f(x_k) + β (x_k − x_{k−1}).
 * @source Polyak 1964, "Some methods of speeding up the convergence of iteration methods"
 */
export function heavyBall(stepSize: number, beta: number): Stepper {
  let velocity: Vector | undefined;
  return {
    advance(_x, g) {
      const last = velocity;
      velocity = g.map((entry, i) => beta * (last?.[i] ?? 0) - stepSize * entry);
      return { size: 1, direction: velocity, beta };
    },
  };
}

/**
 * Nesterov's method: the gradient is taken ahead, at y = x_k + β (x_k − x_{k−1}), and x_{k+1} = y − t ∇f(y).
 * @source Nesterov 1983; constant β as in Nesterov 2004, scheme (2.2.11)
 */
export function nesterov(objective: Objective, stepSize: number, beta: number): Stepper {
  let velocity = new Float64Array(objective.n);
  const ahead = new Float64Array(objective.n);
  const slope = new Float64Array(objective.n);
  return {
    advance(x) {
      for (let i = 0; i < objective.n; i++) ahead[i] = x[i]! + beta * velocity[i]!;
      objective.gradientInto(slope, ahead);
      velocity = velocity.map((entry, i) => beta * entry - stepSize * slope[i]!);
      return { size: 1, direction: velocity, beta };
    },
  };
}

export interface AdamOptions {
  readonly stepSize: number;
  /** Memory of the gradient's mean. Default 0.9. */
  readonly beta1?: number;
  /** Memory of its square. Default 0.999. */
  readonly beta2?: number;
  /** Default 1e-8. */
  readonly epsilon?: number;
}

/** Adam with bias correction. @source Kingma & Ba 2015, algorithm 1 */
export function adam(options: AdamOptions): Stepper {
  const { stepSize, beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 } = options;
  let mean: Vector | undefined;
  let square: Vector | undefined;
  let power1 = 1;
  let power2 = 1;
  return {
    advance(_x, g) {
      const m = mean;
      const s = square;
      mean = g.map((entry, i) => beta1 * (m?.[i] ?? 0) + (1 - beta1) * entry);
      square = g.map((entry, i) => beta2 * (s?.[i] ?? 0) + (1 - beta2) * entry * entry);
      power1 *= beta1;
      power2 *= beta2;
      const direction = mean.map(
        (entry, i) => (-stepSize * (entry / (1 - power1))) / (Math.sqrt(square![i]! / (1 - power2)) + epsilon),
      );
      return { size: 1, direction };
    },
  };
}

/**
 * Newton's method: x ← x − H(x)⁻¹ ∇f(x), undamped; it finds the stationary point of a quadratic in one step, minimum or not.
 * @throws RangeError when the objective has no Hessian
 */
export function newton(objective: Objective): Stepper {
  const { n, hessianInto } = objective;
  if (!hessianInto) throw new RangeError("Newton's method needs an objective with hessianInto, got one without");
  const H = new Float64Array(n * n);
  return {
    advance(x, g) {
      hessianInto(H, x);
      if (!H.every(Number.isFinite)) return { stop: "undefined" };
      const direction = trySolve(H, g)?.map((entry) => -entry);
      return direction ? { size: 1, direction } : { stop: "singular" };
    },
  };
}

/** The t ≥ 0 that makes f lowest on x + t d, with g·d < 0; `undefined` when f falls for ever along d. */
export function exactStep(objective: Objective, x: Vector, g: Vector, d: Vector): number | undefined {
  const q = objective.quadratic;
  if (!q) return searchLine(objective, x, d);
  const bend = dot(applyInto(new Float64Array(q.n), q.A, d, q.n, q.n), d);
  // Rounding alone can make dᵀAd of a flat direction as large as this.
  const noise = 4 * q.n * 2 ** -52 * norm(q.A) * dot(d, d);
  return bend > noise ? -dot(g, d) / bend : undefined;
}
