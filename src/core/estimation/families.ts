import type { Numbers } from "../num/dense";
import { total } from "../num/sum";
import type { Likelihood } from "./likelihood";
import { normalLikelihood } from "./likelihood-normal";
import { studentLikelihood } from "./likelihood-student";
import { tallyOf } from "./tally";

/** The families whose likelihood can be climbed. */
export const likelihoodFamilies = ["normal", "bernoulli", "poisson", "exponential", "student"] as const;
export type LikelihoodFamily = (typeof likelihoodFamilies)[number];

/** What an observation of a family must be. */
export function acceptsDatum(family: LikelihoodFamily, x: number): boolean {
  if (family === "bernoulli") return x === 0 || x === 1;
  if (family === "poisson") return Number.isInteger(x) && x >= 0;
  return family === "exponential" ? x > 0 && Number.isFinite(x) : Number.isFinite(x);
}

/**
 * @param data  observations of the family
 * @param df    degrees of freedom of Student's t, where that is the family
 * @throws RangeError for an observation that the family does not have
 */
export function likelihoodOf(family: LikelihoodFamily, data: Numbers, df = 4): Likelihood {
  const wrong = Array.from(data).find((x) => !acceptsDatum(family, x));
  if (wrong !== undefined) throw new RangeError(`no observation of ${family} is ${wrong}`);
  switch (family) {
    case "normal":
      return normalLikelihood(data);
    case "student":
      return studentLikelihood(data, df);
    case "bernoulli": {
      const k = total(tallyOf(data).sum);
      return bernoulliLikelihood(k, data.length);
    }
    case "poisson": {
      const sum = total(tallyOf(data).sum);
      return oneParameter(data.length, Number.POSITIVE_INFINITY, sum / data.length, {
        value: (t) => (sum === 0 ? 0 : sum * Math.log(t)) - data.length * t,
        slope: (t) => sum / t - data.length,
        bend: (t) => -sum / (t * t),
        information: (t) => data.length / t,
      });
    }
    case "exponential": {
      const sum = total(tallyOf(data).sum);
      return oneParameter(data.length, Number.POSITIVE_INFINITY, data.length / sum, {
        value: (t) => data.length * Math.log(t) - sum * t,
        slope: (t) => data.length / t - sum,
        bend: (t) => -data.length / (t * t),
        information: (t) => data.length / (t * t),
      });
    }
  }
}

/** k heads of n, without the tosses one by one. */
export function bernoulliLikelihood(k: number, n: number): Likelihood {
  return oneParameter(n, 1, k / n, {
    value: (t) => (k === 0 ? 0 : k * Math.log(t)) + (k === n ? 0 : (n - k) * Math.log1p(-t)),
    slope: (t) => (k === 0 ? 0 : k / t) - (k === n ? 0 : (n - k) / (1 - t)),
    bend: (t) => -(k === 0 ? 0 : k / (t * t)) - (k === n ? 0 : (n - k) / (1 - t) ** 2),
    information: (t) => n / (t * (1 - t)),
  });
}

interface Curve {
  readonly value: (t: number) => number;
  readonly slope: (t: number) => number;
  readonly bend: (t: number) => number;
  readonly information: (t: number) => number;
}

/** A likelihood of one parameter θ in (0, end) with its maximum in closed form. */
function oneParameter(n: number, end: number, mle: number, curve: Curve): Likelihood {
  const contains = (theta: Numbers): boolean => theta[0]! > 0 && theta[0]! < end;
  const isInside = mle > 0 && mle < end;
  return {
    letters: ["θ"],
    n,
    contains,
    value(theta) {
      // The ends belong to the range as limits: ten heads of ten have their maximum at 1.
      const t = theta[0]!;
      if (!(t >= 0 && t <= end)) return Number.NEGATIVE_INFINITY;
      const value = curve.value(t);
      return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
    },
    score: (theta) => Float64Array.of(curve.slope(theta[0]!)),
    hessian: (theta) => Float64Array.of(curve.bend(theta[0]!)),
    information: (theta) => Float64Array.of(curve.information(theta[0]!)),
    maximum: n === 0 ? { kind: "none", at: [] } : { kind: isInside ? "interior" : "border", at: [mle] },
    restricted: (_fixed, at) => (contains([at]) ? [at] : undefined),
  };
}
