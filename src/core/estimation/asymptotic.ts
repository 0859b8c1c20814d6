import { integrate } from "../num/quadrature";
import type { Distribution } from "./distribution";
import { density } from "./distribution";
import type { LawOf } from "./law";
import { normalLaw } from "./location";

/** Bernstein and von Mises: the posterior is nearly N(θ̂, 1/(n I(θ̂))). @throws RangeError unless n·information is positive and finite */
export function normalLimit(mle: number, information: number, n: number): LawOf<"normal"> {
  const precision = n * information;
  if (!(precision > 0 && precision < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`n·information must be positive and finite, got ${precision}`);
  }
  return { kind: "normal", mean: mle, sd: 1 / Math.sqrt(precision) };
}

/**
 * Half the area between a density and its normal stand-in: the most by which the two can disagree on the probability of any set.
 * @cost some 5,000 densities
 */
export function totalVariation(d: Distribution, limit: LawOf<"normal">): number {
  const normal = normalLaw(limit.mean, limit.sd);
  const [low, high] = d.support;
  const from = Math.max(low, Math.min(d.quantile(1e-14), limit.mean - 9 * limit.sd));
  const to = Math.min(high, Math.max(d.quantile(1 - 1e-14), limit.mean + 9 * limit.sd));
  const outside = normal.tails(from)[0] + normal.tails(to)[1];
  const PIECES = 256;
  let area = outside;
  for (let i = 0; i < PIECES; i++) {
    const [a, b] = [from + ((to - from) * i) / PIECES, from + ((to - from) * (i + 1)) / PIECES];
    area += integrate((x) => Math.abs(density(d, x) - density(normal, x)), a, b, 20);
  }
  return area / 2;
}
