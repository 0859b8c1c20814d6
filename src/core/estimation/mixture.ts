import type { Numbers } from "../num/dense";
import { normalLaw } from "./location";

/** Two normal laws, the second with weight `weight`. */
export interface Mixture {
  readonly means: readonly [number, number];
  readonly sds: readonly [number, number];
  readonly weight: number;
}

/** Σ ln[(1 − w) N(x; μ₁, σ₁) + w N(x; μ₂, σ₂)]: without bound as one σ shrinks onto a datum. */
export function mixtureLogLikelihood({ means, sds, weight }: Mixture, data: Numbers): number {
  const laws = [normalLaw(means[0], sds[0]), normalLaw(means[1], sds[1])] as const;
  let sum = 0;
  for (let i = 0; i < data.length; i++) {
    sum += logSum(Math.log1p(-weight) + laws[0].logDensity(data[i]!), Math.log(weight) + laws[1].logDensity(data[i]!));
  }
  return sum;
}

const logSum = (a: number, b: number): number => {
  const top = Math.max(a, b);
  return top === Number.NEGATIVE_INFINITY ? top : top + Math.log(Math.exp(a - top) + Math.exp(b - top));
};

/**
 * One round of expectation and maximisation; never lowers the likelihood, which is the trouble: from a start on a datum it follows
 * the spike down to σ = 0. With a prior inverse-gamma(shape, scale) on each variance it has a top to stop at.
 * @source Dempster, Laird & Rubin 1977
 */
export function improveMixture(
  mixture: Mixture,
  data: Numbers,
  prior?: { readonly shape: number; readonly scale: number },
): Mixture {
  const { means, sds, weight } = mixture;
  const laws = [normalLaw(means[0], sds[0]), normalLaw(means[1], sds[1])] as const;
  const second = Array.from(data, (x) => {
    const a = Math.log1p(-weight) + laws[0].logDensity(x);
    const b = Math.log(weight) + laws[1].logDensity(x);
    return Math.exp(b - logSum(a, b));
  });
  const part = (share: (i: number) => number): readonly [mass: number, mean: number, variance: number] => {
    let [mass, sum] = [0, 0];
    for (let i = 0; i < data.length; i++) {
      mass += share(i);
      sum += share(i) * data[i]!;
    }
    const mean = sum / mass;
    let square = 0;
    for (let i = 0; i < data.length; i++) square += share(i) * (data[i]! - mean) ** 2;
    const variance = prior ? (square + 2 * prior.scale) / (mass + 2 * prior.shape + 2) : square / mass;
    return [mass, mean, variance];
  };
  const one = part((i) => 1 - second[i]!);
  const two = part((i) => second[i]!);
  // A spike at the smallest positive double is as near to a point as numbers go.
  const sd = (variance: number): number => Math.sqrt(Math.max(variance, 1e-300));
  return { means: [one[1], two[1]], sds: [sd(one[2]), sd(two[2])], weight: two[0] / (one[0] + two[0]) };
}
