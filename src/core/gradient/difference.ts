import type { Numbers } from "../num/dense";
import { EPSILON } from "../num/tolerance";

/** A scalar function of a point. It may be NaN where it is not defined. */
export type Field = (p: Numbers) => number;

/** f(p + t u). */
export function along(f: Field, p: Numbers, u: Numbers, t: number): number {
  return f(Array.from(p, (entry, i) => entry + t * u[i]!));
}

/** (f(p + hu) − f(p)) / h; off by h/2 · uᵀHu. */
export function forwardQuotient(f: Field, p: Numbers, u: Numbers, h: number): number {
  return (along(f, p, u, h) - f(p)) / h;
}

/** (f(p + hu) − f(p − hu)) / 2h; off by h²/6 · D³f. */
export function centralQuotient(f: Field, p: Numbers, u: Numbers, h: number): number {
  return (along(f, p, u, h) - along(f, p, u, -h)) / (2 * h);
}

export interface ErrorTheory {
  readonly forward: number;
  readonly central: number;
}

/** The errors to expect at step h: cutting the Taylor series short, plus rounding of about ε(|f| + |p·∇f|)/h. */
export function predictedErrors(slice: readonly [number, number, number, number], h: number, size = 1): ErrorTheory {
  const [value, slope, second, third] = slice;
  // The argument p + hu is rounded too, which moves f by its slope times ε|p|.
  const rounding = (EPSILON / 2) * (Math.abs(value) + Math.abs(slope) * size);
  return {
    forward: (h / 2) * Math.abs(second) + (2 * rounding) / h,
    central: ((h * h) / 6) * Math.abs(third) + rounding / h,
  };
}

/** The steps with the smallest predicted error: 2√(ε|f|/|g″|) and ∛(3ε|f|/|g‴|); ∞ where there is nothing to cut. */
export function bestSteps(slice: readonly [number, number, number, number], size = 1): ErrorTheory {
  const [value, slope, second, third] = slice;
  const rounding = (EPSILON / 2) * (Math.abs(value) + Math.abs(slope) * size);
  return {
    forward: second === 0 ? Number.POSITIVE_INFINITY : 2 * Math.sqrt(rounding / Math.abs(second)),
    central: third === 0 ? Number.POSITIVE_INFINITY : Math.cbrt((3 * rounding) / Math.abs(third)),
  };
}

/** 10^from, …, 10^to, evenly in the logarithm. */
export function logSteps(from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, (_, k) => 10 ** (from + ((to - from) * k) / (count - 1)));
}
