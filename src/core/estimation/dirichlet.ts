import type { Numbers } from "../num/dense";
import { lgamma } from "../num/special";
import { requirePositive } from "./continuous";
import type { Mode } from "./distribution";
import type { LawOf } from "./law";

/** Shares of K categories with density ∝ Π θⱼ^(αⱼ − 1); `alpha` [K] weighs like counts seen before. */
export interface Dirichlet {
  readonly alpha: readonly number[];
}

/** @throws RangeError unless there are at least two positive entries */
export function dirichlet(alpha: Numbers): Dirichlet {
  if (alpha.length < 2) throw new RangeError(`alpha must hold at least 2 numbers, got ${alpha.length}`);
  for (let j = 0; j < alpha.length; j++) requirePositive({ [`alpha[${j}]`]: alpha[j]! });
  return { alpha: Array.from(alpha) };
}

/** αⱼ + nⱼ. @param counts whole numbers ≥ 0 [K] @throws RangeError for other counts */
export function updateDirichlet({ alpha }: Dirichlet, counts: Numbers): Dirichlet {
  if (counts.length !== alpha.length)
    throw new RangeError(`counts must hold ${alpha.length} numbers, got ${counts.length}`);
  return {
    alpha: alpha.map((a, j) => {
      const n = counts[j]!;
      if (!(Number.isInteger(n) && n >= 0)) throw new RangeError(`counts must be whole numbers ≥ 0, got ${n}`);
      return a + n;
    }),
  };
}

const sumOf = (values: Numbers): number => Array.from(values).reduce((sum, value) => sum + value, 0);

/** nⱼ/n [K]; NaN without data. */
export function shares(counts: Numbers): number[] {
  const n = sumOf(counts);
  return Array.from(counts, (count) => count / n);
}

/** αⱼ/Σα: also the chance that the next observation is j. */
export function dirichletMean({ alpha }: Dirichlet): number[] {
  return shares(alpha);
}

/** (αⱼ − 1)/(Σα − K) when every α is above 1; otherwise the density is highest on the border, and unbounded there below 1. */
export function dirichletMode({ alpha }: Dirichlet): Mode {
  if (alpha.every((a) => a === 1)) return { kind: "flat", at: [], isUnbounded: false };
  if (alpha.some((a) => a < 1)) return { kind: "ends", at: [], isUnbounded: true };
  const room = sumOf(alpha) - alpha.length;
  const isInside = alpha.every((a) => a > 1);
  return { kind: isInside ? "interior" : "end", at: alpha.map((a) => (a - 1) / room), isUnbounded: false };
}

/** The law of one share alone. */
export function marginalShare({ alpha }: Dirichlet, j: number): LawOf<"beta"> {
  const a = alpha[j];
  if (a === undefined) throw new RangeError(`j must be below ${alpha.length}, got ${j}`);
  return { kind: "beta", a, b: sumOf(alpha) - a };
}

/** ln of the density at shares that sum to one. */
export function logDirichletDensity({ alpha }: Dirichlet, theta: Numbers): number {
  let log = lgamma(sumOf(alpha));
  alpha.forEach((a, j) => {
    log += (a === 1 ? 0 : (a - 1) * Math.log(theta[j]!)) - lgamma(a);
  });
  return log;
}
