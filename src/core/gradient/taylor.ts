import type { Numbers } from "../num/dense";
import type { Field } from "./difference";

export interface Taylor {
  readonly value: number;
  readonly gradient: Numbers;
  /** Row-major 2×2. */
  readonly hessian: Numbers;
}

/** The tangent plane (order 1) or the quadratic (order 2) at an offset from the point of expansion. */
export function taylorAt(taylor: Taylor, dx: number, dy: number, order: 1 | 2): number {
  const { value, gradient: g, hessian: H } = taylor;
  const plane = value + g[0]! * dx + g[1]! * dy;
  if (order === 1) return plane;
  return plane + 0.5 * (H[0]! * dx * dx + (H[1]! + H[2]!) * dx * dy + H[3]! * dy * dy);
}

/** max |f(p + d) − T(d)| over |d| = radius, in 64 directions. */
export function remainderOn(f: Field, p: Numbers, taylor: Taylor, radius: number, order: 1 | 2): number {
  let worst = 0;
  for (let k = 0; k < 64; k++) {
    const dx = radius * Math.cos((2 * Math.PI * k) / 64);
    const dy = radius * Math.sin((2 * Math.PI * k) / 64);
    const rest = Math.abs(f([p[0]! + dx, p[1]! + dy]) - taylorAt(taylor, dx, dy, order));
    if (rest > worst || Number.isNaN(rest)) worst = rest;
  }
  return worst;
}
