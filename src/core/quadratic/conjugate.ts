import type { Vector } from "../num/dense";
import { dot } from "../num/dense";
import { exactStep } from "./descent";
import type { Objective } from "./objective";
import type { Stepper } from "./trace";

export type ConjugateRule = "fletcher-reeves" | "polak-ribiere";

/** 1/diag(H(x)) entry by entry, for Jacobi's preconditioner. */
type InverseDiagonal = (x: Vector) => Vector;

/**
 * Conjugate gradients on a quadratic, or their nonlinear relatives on any smooth function:
 * d₀ = −z₀, d_{k+1} = −z_{k+1} + β d_k with z = M⁻¹g and an exact step along d_k.
 * Stops with "not-convex" and the direction when dᵀAd ≤ 0.
 * @param inverseDiagonal  1/M for Jacobi's preconditioner; none leaves z = g
 * @source Hestenes & Stiefel 1952; Fletcher & Reeves 1964; Polak & Ribière 1969 with β ← max(β, 0) (Powell 1984)
 */
export function conjugateGradients(
  objective: Objective,
  rule: ConjugateRule = "fletcher-reeves",
  inverseDiagonal?: InverseDiagonal,
): Stepper {
  let lastDirection: Vector | undefined;
  let lastGradient: Vector | undefined;
  let lastProduct = 0;
  return {
    advance(x, g) {
      const scale = inverseDiagonal?.(x);
      const z = scale ? g.map((entry, i) => entry * scale[i]!) : g;
      const product = dot(g, z);
      let beta = 0;
      if (lastDirection && lastGradient && lastProduct > 0) {
        const change = rule === "polak-ribiere" ? product - dot(lastGradient, z) : product;
        beta = Math.max(0, change / lastProduct);
      }
      let direction = z.map((entry, i) => -entry + beta * (lastDirection?.[i] ?? 0));
      // On a function that is not quadratic the combination may point uphill; then start afresh.
      if (!(dot(direction, g) < 0)) {
        beta = 0;
        direction = z.map((entry) => -entry);
      }
      const size = exactStep(objective, x, g, direction);
      if (size === undefined) return { stop: "not-convex", direction };
      lastDirection = direction;
      lastGradient = g.slice();
      lastProduct = product;
      return { size, direction, beta };
    },
  };
}

/**
 * CG with M = diag(A); stops at once with "not-convex" and the axis when a diagonal entry is not positive. On any other
 * function Polak-Ribière's method with M = diag(∇²f(x)), in which an entry that is not positive counts as 1.
 * @throws RangeError when the objective has no Hessian
 */
export function preconditionedCg(objective: Objective): Stepper {
  const q = objective.quadratic;
  const diagonalAt = diagonalOf(objective, "preconditioned CG");
  if (!q) {
    const inverseAt: InverseDiagonal = (x) => diagonalAt(x).map((entry) => (entry > 0 ? 1 / entry : 1));
    return conjugateGradients(objective, "polak-ribiere", inverseAt);
  }
  const inverse = new Float64Array(q.n);
  for (let i = 0; i < q.n; i++) {
    const entry = q.A[i * q.n + i]!;
    if (!(entry > 0)) {
      const direction = new Float64Array(q.n);
      direction[i] = 1;
      return { advance: () => ({ stop: "not-convex", direction }) };
    }
    inverse[i] = 1 / entry;
  }
  return conjugateGradients(objective, "fletcher-reeves", () => inverse);
}

/**
 * Jacobi's iteration for Ax = b: x ← x + D⁻¹(b − Ax) with D = diag(A). On any other function Newton's method with nothing but
 * the diagonal of the Hessian: x ← x − diag(∇²f(x))⁻¹ ∇f(x).
 * @throws RangeError when the objective has no Hessian
 */
export function jacobiIteration(objective: Objective): Stepper {
  const diagonalAt = diagonalOf(objective, "Jacobi's iteration");
  return {
    advance(x, g) {
      const diagonal = diagonalAt(x);
      if (!diagonal.every((entry) => Number.isFinite(1 / entry))) return { stop: "singular" };
      return { size: 1, direction: g.map((entry, i) => -entry * (1 / diagonal[i]!)) };
    },
  };
}

function diagonalOf({ n, hessianInto }: Objective, method: string): (x: Vector) => Vector {
  if (!hessianInto) throw new RangeError(`${method} needs an objective with hessianInto, got one without`);
  const H = new Float64Array(n * n);
  return (x) => {
    hessianInto(H, x);
    return Float64Array.from({ length: n }, (_, i) => H[i * n + i]!);
  };
}
