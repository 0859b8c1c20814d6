import type { Numbers } from "../num/dense";
import { solveIncreasing } from "../num/root";
import type { Likelihood } from "./likelihood";
import { normalLaw } from "./location";
import { type Answers, fitLogistic, separationOf } from "./logistic";
import { mixtureLogLikelihood } from "./mixture";
import { logOdds } from "./transform";

/** Two likelihoods that are known for having no maximum: what climbs them runs away, and here one can watch it do so. */

/**
 * ℓ(μ, σ) of half N(0, 1) and half N(μ, σ): as σ → 0 with μ on a datum it grows without bound.
 * @throws RangeError when a datum is not finite
 */
export function spikeLikelihood(data: Numbers): Likelihood {
  const n = data.length;
  for (let i = 0; i < n; i++)
    if (!Number.isFinite(data[i]!)) throw new RangeError(`data must be finite, got ${data[i]}`);
  const contains = (theta: Numbers): boolean =>
    Number.isFinite(theta[0]!) && theta[1]! > 0 && theta[1]! < Number.POSITIVE_INFINITY;
  const broad = normalLaw(0, 1);
  /** z and the share of the second law in each datum. */
  const parts = (theta: Numbers): { readonly z: number; readonly r: number }[] => {
    const narrow = normalLaw(theta[0]!, theta[1]!);
    return Array.from(data, (x) => ({
      z: (x - theta[0]!) / theta[1]!,
      r: 1 / (1 + Math.exp(broad.logDensity(x) - narrow.logDensity(x))),
    }));
  };
  const sum = (theta: Numbers, term: (z: number, r: number) => number): number =>
    parts(theta).reduce((total, { z, r }) => (r === 0 ? total : total + term(z, r)), 0);
  return {
    letters: ["μ", "σ"],
    n,
    contains,
    value: (theta) =>
      contains(theta)
        ? mixtureLogLikelihood({ means: [0, theta[0]!], sds: [1, theta[1]!], weight: 0.5 }, data)
        : Number.NEGATIVE_INFINITY,
    score: (theta) =>
      Float64Array.of(sum(theta, (z, r) => r * z) / theta[1]!, sum(theta, (z, r) => r * (z * z - 1)) / theta[1]!),
    hessian(theta) {
      // ∂² ln f = r(∂² ln g + ∂ ln g ∂ ln gᵀ) − r² ∂ ln g ∂ ln gᵀ for the part g with share r.
      const s2 = theta[1]! ** 2;
      const rest = (r: number): number => r * (1 - r);
      const cross = sum(theta, (z, r) => -2 * r * z + rest(r) * z * (z * z - 1)) / s2;
      return Float64Array.of(
        sum(theta, (z, r) => -r + rest(r) * z * z) / s2,
        cross,
        cross,
        sum(theta, (z, r) => r * (1 - 3 * z * z) + rest(r) * (z * z - 1) ** 2) / s2,
      );
    },
    /** Louis' bound from complete data: what the information would be if one knew which datum belongs to which law. */
    information: (theta) => {
      const mass = sum(theta, (_z, r) => r);
      return Float64Array.of(mass / theta[1]! ** 2, 0, 0, (2 * mass) / theta[1]! ** 2);
    },
    maximum: n === 0 ? { kind: "none", at: [] } : { kind: "unbounded", at: [data[n - 1]!, 0] },
    restricted: () => undefined,
  };
}

/** ℓ(a, b) of answers with P(y = 1|x) = 1/(1 + e^(−a − bx)): without maximum where one x parts the answers. @throws RangeError as `fitLogistic` */
export function logisticLikelihood(answers: Answers): Likelihood {
  const { x, y } = answers;
  const n = x.length;
  const path = fitLogistic(answers, Number.POSITIVE_INFINITY, 60);
  const end = path.at(-1)!;
  const isOpen = n > 0 && separationOf(answers) !== "none";
  const contains = (theta: Numbers): boolean => Number.isFinite(theta[0]!) && Number.isFinite(theta[1]!);
  const sum = (theta: Numbers, term: (x: number, y: number, p: number, q: number) => number): number => {
    let total = 0;
    for (let i = 0; i < n; i++) {
      const eta = theta[0]! + theta[1]! * x[i]!;
      total += term(x[i]!, y[i]!, logOdds.back(eta), logOdds.back(-eta));
    }
    return total;
  };
  const hessian = (theta: Numbers): Float64Array => {
    const cross = -sum(theta, (u, _y, p, q) => p * q * u);
    return Float64Array.of(
      -sum(theta, (_u, _y, p, q) => p * q),
      cross,
      cross,
      -sum(theta, (u, _y, p, q) => p * q * u * u),
    );
  };
  const score = (theta: Numbers): Float64Array =>
    Float64Array.of(
      sum(theta, (_u, answer, p, q) => (answer === 1 ? q : -p)),
      sum(theta, (u, answer, p, q) => (answer === 1 ? q : -p) * u),
    );
  return {
    letters: ["a", "b"],
    n,
    contains,
    value: (theta) =>
      contains(theta) ? sum(theta, (_u, answer, p, q) => Math.log(answer === 1 ? p : q)) : Number.NEGATIVE_INFINITY,
    score,
    hessian,
    information: (theta) => hessian(theta).map((entry) => -entry),
    maximum:
      n === 0 ? { kind: "none", at: [] } : { kind: isOpen ? "unbounded" : "interior", at: [end.intercept, end.slope] },
    restricted(fixed, at) {
      if (n === 0 || isOpen || !Number.isFinite(at)) return undefined;
      const other = 1 - fixed;
      const point = (t: number): number[] => (fixed === 0 ? [at, t] : [t, at]);
      const best = solveIncreasing(
        (t) => [-score(point(t))[other]!, -hessian(point(t))[3 * other]!],
        -1e3,
        1e3,
        fixed === 0 ? end.slope : end.intercept,
      );
      return point(best);
    },
  };
}
