import { digamma, trigamma } from "../num/digamma";
import { betaInverse, betaTails } from "../num/incomplete-beta";
import { logBinomialMass } from "../num/mass";
import { betaLaw, gammaLaw } from "./continuous";
import type { Distribution } from "./distribution";
import { changed, logarithm, logOdds } from "./transform";

/**
 * The law of the log-odds φ of θ ~ beta(a, b). Its density ∝ θᵃ(1 − θ)ᵇ: the exponents are a and b, no longer a − 1 and b − 1, so
 * that there is always one top, at φ = ln a/b, which carried back is θ = a/(a + b), the mean of θ.
 */
export function betaLogOdds(a: number, b: number): Distribution {
  const law = changed(
    betaLaw(a, b),
    logOdds,
    { kind: "interior", at: [Math.log(a / b)], isUnbounded: false },
    { mean: digamma(a) - digamma(b), sd: Math.sqrt(trigamma(a) + trigamma(b)) },
  );
  const lead = Math.log(a) + Math.log(b / (a + b));
  return {
    ...law,
    // With 1 − θ = back(−φ) given apart, the upper end keeps its digits as the lower one does.
    logDensity: (phi) => lead + logBinomialMass(a, b, logOdds.back(phi), logOdds.back(-phi)),
    tails: (phi) => betaTails(a, b, logOdds.back(phi), logOdds.back(-phi)),
    quantile(p) {
      const [x, y] = betaInverse(a, b, p);
      return Math.log(x) - Math.log(y);
    },
  };
}

/** The law of ln θ for θ ~ gamma(shape, rate): its top ln(shape/rate) is the mean of θ carried over. */
export function gammaLogarithm(shape: number, rate: number): Distribution {
  return changed(
    gammaLaw(shape, rate),
    logarithm,
    { kind: "interior", at: [Math.log(shape / rate)], isUnbounded: false },
    { mean: digamma(shape) - Math.log(rate), sd: Math.sqrt(trigamma(shape)) },
  );
}
