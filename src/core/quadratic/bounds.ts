/** Proved bounds on the error of steepest descent and conjugate gradients, for a condition number κ. */

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
