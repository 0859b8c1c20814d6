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
export const eigenRate = {
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

/** Steepest descent: ‖e_k‖_A ≤ ((κ − 1)/(κ + 1))ᵏ ‖e₀‖_A. @source Kantorovich 1948; Shewchuk 1994, eq. 28 */
export function steepestBound(condition: number, k: number): number {
  return ((condition - 1) / (condition + 1)) ** k;
}

/**
 * One step of steepest descent in the plane shrinks ‖e‖_A by ω, where the error in eigen-coordinates has slope `mu`.
 * @source Shewchuk 1994, eq. 26
 */
export function steepestFactor(condition: number, mu: number): number {
  const m2 = mu * mu;
  const top = (condition ** 2 + m2) ** 2;
  return Math.sqrt(Math.max(0, 1 - top / ((condition + m2) * (condition ** 3 + m2))));
}

/** CG: ‖e_k‖_A ≤ 2/(sᵏ + s⁻ᵏ) ‖e₀‖_A, s = (√κ + 1)/(√κ − 1), the reciprocal of a Chebyshev polynomial. */
export function cgBound(condition: number, k: number): number {
  if (condition <= 1) return k === 0 ? 1 : 0;
  const root = Math.sqrt(condition);
  const s = (root + 1) / (root - 1);
  return 2 / (s ** k + s ** -k);
}

/** Steps that suffice for ‖e_k‖_A ≤ ε ‖e₀‖_A: ⌈κ/2 · ln 1/ε⌉ for steepest descent, ⌈√κ/2 · ln 2/ε⌉ for CG. */
export function stepsEnough(condition: number, epsilon: number): { readonly steepest: number; readonly cg: number } {
  return {
    steepest: Math.ceil((condition / 2) * Math.log(1 / epsilon)),
    cg: Math.ceil((Math.sqrt(condition) / 2) * Math.log(2 / epsilon)),
  };
}
