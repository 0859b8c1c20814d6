import type { Numbers, Vector } from "../num/dense";
import type { Quadratic } from "./form";
import { gradientInto, valueAt } from "./form";

/** A smooth function to be minimised, as callbacks on flat arrays. */
export interface Objective {
  readonly n: number;
  value(x: Numbers): number;
  gradientInto(out: Vector, x: Numbers): void;
  /** Row-major [n, n]; Newton's method needs it. */
  hessianInto?(out: Vector, x: Numbers): void;
  /** Present when the function is a quadratic: CG and Jacobi's iteration need A and b themselves. */
  readonly quadratic?: Quadratic;
}

/** A quadratic as an objective. */
export function objectiveOf(q: Quadratic): Objective {
  return {
    n: q.n,
    quadratic: q,
    value: (x) => valueAt(q, x),
    gradientInto: (out, x) => void gradientInto(out, q, x),
    hessianInto: (out) => out.set(q.A),
  };
}
