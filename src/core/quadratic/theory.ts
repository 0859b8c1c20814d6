import type { Vector } from "../num/dense";

/** What is proved about the methods on a quadratic with eigenvalues in [μ, L], κ = L/μ. */

/** The fixed step from which on gradient descent diverges, 2/L. */
export function stableStep(largest: number): number {
  return 2 / largest;
}

/** The fixed step with the best worst case, 2/(μ + L); its rate is (κ − 1)/(κ + 1). */
export function bestStep(smallest: number, largest: number): number {
  return 2 / (smallest + largest);
}

/** Factors of the error per step for one eigenvalue: 1 − tλ, or the spectral radius of the two-step recurrence. */
const eigenRate = {
  gd: (step: number, _beta: number, lambda: number): number => Math.abs(1 - step * lambda),
  /** Roots of z² − (1 + β − tλ) z + β. */
  momentum: (step: number, beta: number, lambda: number): number => largestRoot(1 + beta - step * lambda, beta),
  /** Roots of z² − (1 + β)(1 − tλ) z + β(1 − tλ). */
  nesterov: (step: number, beta: number, lambda: number): number =>
    largestRoot((1 + beta) * (1 - step * lambda), beta * (1 - step * lambda)),
} as const;

export type RatedMethod = keyof typeof eigenRate;

/** The worst factor over the spectrum: below 1 the method converges from every start. */
export function rateOf(
  method: RatedMethod,
  step: number,
  beta: number,
  eigenvalues: Vector | readonly number[],
): number {
  let worst = 0;
  for (const lambda of eigenvalues) worst = Math.max(worst, eigenRate[method](step, beta, lambda));
  return worst;
}

/** The largest modulus of the roots of z² − s z + p. */
function largestRoot(s: number, p: number): number {
  const discriminant = s * s - 4 * p;
  if (discriminant < 0) return Math.sqrt(p);
  return (Math.abs(s) + Math.sqrt(discriminant)) / 2;
}

/** Heavy ball: t = 4/(√L + √μ)², β = ((√κ − 1)/(√κ + 1))², rate √β. @source Polyak 1964 */
export function bestMomentum(smallest: number, largest: number): { readonly step: number; readonly beta: number } {
  const low = Math.sqrt(smallest);
  const high = Math.sqrt(largest);
  return { step: 4 / (high + low) ** 2, beta: ((high - low) / (high + low)) ** 2 };
}

/** Nesterov: t = 1/L, β = (√κ − 1)/(√κ + 1), rate 1 − 1/√κ. @source Nesterov 2004, (2.2.11) */
export function bestNesterov(smallest: number, largest: number): { readonly step: number; readonly beta: number } {
  const low = Math.sqrt(smallest);
  const high = Math.sqrt(largest);
  return { step: 1 / largest, beta: (high - low) / (high + low) };
}
