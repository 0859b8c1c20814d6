import type { Numbers, Vector } from "../num/dense";

/** ∇f as a function of a point in the plane. */
export type GradientField = (x: number, y: number) => Numbers;

/**
 * The path of steepest ascent from p, by arc length: classical Runge-Kutta on u = ∇f/|∇f|.
 * @param stepLength  arc length of a step; negative descends
 * @returns points x, y, …, `p` first; it ends early where |∇f| < `flat` or the gradient is not finite
 */
export function ascentPath(
  gradient: GradientField,
  p: Numbers,
  stepLength: number,
  steps: number,
  flat = 1e-9,
): Vector {
  const out: number[] = [p[0]!, p[1]!];
  const heading = (x: number, y: number): readonly [number, number] | undefined => {
    const g = gradient(x, y);
    const size = Math.hypot(g[0]!, g[1]!);
    return Number.isFinite(size) && size >= flat ? [g[0]! / size, g[1]! / size] : undefined;
  };
  let x = p[0]!;
  let y = p[1]!;
  for (let k = 0; k < steps; k++) {
    const h = stepLength;
    const a = heading(x, y);
    const b = a && heading(x + (h / 2) * a[0], y + (h / 2) * a[1]);
    const c = b && heading(x + (h / 2) * b[0], y + (h / 2) * b[1]);
    const d = c && heading(x + h * c[0], y + h * c[1]);
    if (!a || !b || !c || !d) break;
    // Past the summit the direction flips within one step: the path ends there instead of shaking about it.
    if (a[0] * d[0] + a[1] * d[1] < 0) break;
    x += (h / 6) * (a[0] + 2 * b[0] + 2 * c[0] + d[0]);
    y += (h / 6) * (a[1] + 2 * b[1] + 2 * c[1] + d[1]);
    if (!Number.isFinite(x) || !Number.isFinite(y)) break;
    out.push(x, y);
  }
  return Float64Array.from(out);
}
