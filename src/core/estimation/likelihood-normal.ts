import type { Numbers } from "../num/dense";
import { total } from "../num/sum";
import type { Likelihood } from "./likelihood";
import { momentsOf, tallyOf } from "./tally";

const HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

/** ℓ(μ, σ) of normal data: −n ln σ − Σ(x − μ)²/2σ² − n/2 ln 2π. */
export function normalLikelihood(data: Numbers): Likelihood {
  const tally = tallyOf(data);
  const { n } = tally;
  const { mean, spread } = momentsOf(tally);
  /** Σ(x − μ)² = Σ(x − x̄)² + n(x̄ − μ)². */
  const about = (mu: number): number => spread + n * (mean - mu) ** 2;
  const residue = (mu: number): number => n * (mean - mu);
  const sigma = Math.sqrt(spread / n);
  const contains = (theta: Numbers): boolean =>
    Number.isFinite(theta[0]!) && theta[1]! > 0 && theta[1]! < Number.POSITIVE_INFINITY;
  return {
    letters: ["μ", "σ"],
    n,
    contains,
    value(theta) {
      const [mu, s] = [theta[0]!, theta[1]!];
      if (!contains(theta)) return Number.NEGATIVE_INFINITY;
      return -n * (Math.log(s) + HALF_LOG_TWO_PI) - about(mu) / (2 * s * s);
    },
    score(theta) {
      const [mu, s] = [theta[0]!, theta[1]!];
      return Float64Array.of(residue(mu) / s ** 2, -n / s + about(mu) / s ** 3);
    },
    hessian(theta) {
      const [mu, s] = [theta[0]!, theta[1]!];
      const cross = (-2 * residue(mu)) / s ** 3;
      return Float64Array.of(-n / s ** 2, cross, cross, n / s ** 2 - (3 * about(mu)) / s ** 4);
    },
    information: (theta) => Float64Array.of(n / theta[1]! ** 2, 0, 0, (2 * n) / theta[1]! ** 2),
    maximum:
      n === 0
        ? { kind: "none", at: [] }
        : { kind: spread > 0 ? "interior" : "unbounded", at: [n === 1 ? total(tally.sum) : mean, sigma] },
    restricted(fixed, at) {
      if (n === 0) return undefined;
      const theta = fixed === 0 ? [at, Math.sqrt(about(at) / n)] : [mean, at];
      return contains(theta) ? theta : undefined;
    },
  };
}
