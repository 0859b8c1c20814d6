import type { Numbers } from "../num/dense";
import type { GradientField } from "./path";

/** A circle g(x, y) = (x − cx)² + (y − cy)² − r² = 0. */
export interface Circle {
  readonly centre: readonly [number, number];
  readonly radius: number;
}

export interface ConstrainedExtremum {
  readonly point: readonly [number, number];
  readonly kind: "maximum" | "minimum";
  /** λ in ∇f = λ ∇g. */
  readonly multiplier: number;
}

/**
 * The points of a circle where ∇f is parallel to ∇g: the slope of f along the circle, ∇f·(−sin θ, cos θ), changes sign there.
 * @param samples  evenly spread starting angles; two extrema between neighbours are not seen
 */
export function extremaOnCircle(gradient: GradientField, circle: Circle, samples = 240): ConstrainedExtremum[] {
  const { centre, radius } = circle;
  const at = (angleRad: number): readonly [number, number] => [
    centre[0] + radius * Math.cos(angleRad),
    centre[1] + radius * Math.sin(angleRad),
  ];
  const slope = (angleRad: number): number => {
    const g: Numbers = gradient(...at(angleRad));
    return -g[0]! * Math.sin(angleRad) + g[1]! * Math.cos(angleRad);
  };
  const found: ConstrainedExtremum[] = [];
  // Off the grid's symmetry axes, where extrema of simple functions sit exactly.
  const offset = 0.123 / samples;
  for (let k = 0; k < samples; k++) {
    let low = 2 * Math.PI * (k / samples + offset);
    let high = 2 * Math.PI * ((k + 1) / samples + offset);
    const first = slope(low);
    const last = slope(high);
    if (!(first * last < 0)) continue;
    for (let i = 0; i < 60; i++) {
      const middle = (low + high) / 2;
      if (slope(middle) * first > 0) low = middle;
      else high = middle;
    }
    const angleRad = (low + high) / 2;
    const point = at(angleRad);
    const g = gradient(...point);
    // The sign also changes across a pole or a kink; there the slope is not near zero.
    if (Math.abs(slope(angleRad)) > 1e-6 * Math.max(1, Math.abs(first), Math.abs(last))) continue;
    const outward = g[0]! * Math.cos(angleRad) + g[1]! * Math.sin(angleRad);
    found.push({ point, kind: first > 0 ? "maximum" : "minimum", multiplier: outward / (2 * radius) });
  }
  return found;
}
