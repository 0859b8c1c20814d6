import { lgamma } from "../num/special";
import type { Metric } from "./metric";

/** Volume of the unit ball of ℝᵈ: π^(d/2) / Γ(d/2 + 1) for L2, 2ᵈ/d! for L1, 2ᵈ for L∞. */
export function ballVolume(d: number, metric: Metric = "L2"): number {
  if (metric === "Linf") return 2 ** d;
  if (metric === "L1") return Math.exp(d * Math.LN2 - lgamma(d + 1));
  return Math.exp((d / 2) * Math.log(Math.PI) - lgamma(d / 2 + 1));
}

/**
 * The bound on the records that a search for m neighbours examines in uniform data, far from the border, whatever n:
 * R ≤ [(m G)^(1/d) + b^(1/d)]^d, where G = 2ᵈ / V_d is the box around the ball over the ball.
 * @param m  neighbours sought
 * @param b  points in a bucket
 * @source Friedman, Bentley & Finkel 1977, "An algorithm for finding best matches in logarithmic expected time"
 */
export function examinedBound(d: number, m = 1, b = 1, metric: Metric = "L2"): number {
  const G = 2 ** d / ballVolume(d, metric);
  return ((m * G) ** (1 / d) + b ** (1 / d)) ** d;
}
