import type { Distribution, Mode } from "./distribution";

/** A change of the parameter: φ = to(θ), increasing, θ = back(φ), with ln dθ/dφ at φ. */
export interface Change {
  readonly to: (theta: number) => number;
  readonly back: (phi: number) => number;
  readonly logSlope: (phi: number) => number;
}

/** ln(1 + eˣ) without overflow. */
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));

/** φ = ln θ/(1 − θ), the log-odds of θ in (0, 1). */
export const logOdds: Change = {
  to: (theta) => Math.log(theta) - Math.log1p(-theta),
  back: (phi) => (phi < 0 ? Math.exp(phi) / (1 + Math.exp(phi)) : 1 / (1 + Math.exp(-phi))),
  logSlope: (phi) => -softplus(phi) - softplus(-phi),
};

/** φ = ln θ for θ > 0. */
export const logarithm: Change = { to: Math.log, back: Math.exp, logSlope: (phi) => phi };

/**
 * The law of φ when θ has the law d: its quantiles are those of θ carried over; its density carries the factor dθ/dφ, and so its
 * mode is another point, and its mean too.
 * @param mode  the top in φ, from which the highest-density region is built
 * @param moments  mean and sd in φ
 */
export function changed(
  d: Distribution,
  change: Change,
  mode: Mode,
  moments: { readonly mean: number; readonly sd: number },
): Distribution {
  const [low, high] = d.support;
  return {
    support: [change.to(low), change.to(high)],
    isDiscrete: false,
    logDensity(phi) {
      const log = d.logDensity(change.back(phi)) + change.logSlope(phi);
      return Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log;
    },
    tails: (phi) => d.tails(change.back(phi)),
    quantile: (p) => change.to(d.quantile(p)),
    mode,
    ...moments,
  };
}
