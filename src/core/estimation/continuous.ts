import { betaInverse, betaTails } from "../num/incomplete-beta";
import { gammaP, gammaPInverse, gammaQ, gammaQInverse } from "../num/incomplete-gamma";
import { logBinomialMass, logPoissonMass } from "../num/mass";
import type { Distribution, Mode } from "./distribution";

const INFINITY = Number.POSITIVE_INFINITY;

/** @throws RangeError unless every value is positive and finite */
export function requirePositive(values: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(values)) {
    if (!(value > 0 && value < INFINITY)) throw new RangeError(`${name} must be positive and finite, got ${value}`);
  }
}

/** Where xᵃ⁻¹(1 − x)ᵇ⁻¹ is highest: (a − 1)/(a + b − 2) only if both shapes are above 1. */
function betaMode(a: number, b: number): Mode {
  if (a === 1 && b === 1) return { kind: "flat", at: [], isUnbounded: false };
  if (a < 1 && b < 1) return { kind: "ends", at: [0, 1], isUnbounded: true };
  if (a > 1 && b > 1) return { kind: "interior", at: [(a - 1) / (a + b - 2)], isUnbounded: false };
  const isLeft = a < b;
  return { kind: "end", at: [isLeft ? 0 : 1], isUnbounded: Math.min(a, b) < 1 };
}

/** xᵃ⁻¹(1 − x)ᵇ⁻¹/B(a, b) on [0, 1]. @throws RangeError unless a and b are positive and finite */
export function betaLaw(a: number, b: number): Distribution {
  requirePositive({ a, b });
  const n = a + b;
  const lead = Math.log(a) + Math.log(b / n);
  const atEnd = (own: number, other: number): number =>
    own < 1 ? INFINITY : own > 1 ? Number.NEGATIVE_INFINITY : Math.log(other);
  return {
    support: [0, 1],
    isDiscrete: false,
    logDensity(x) {
      if (!(x >= 0 && x <= 1)) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
      if (x === 0) return atEnd(a, b);
      if (x === 1) return atEnd(b, a);
      return lead + logBinomialMass(a, b, x, 1 - x) - Math.log(x) - Math.log1p(-x);
    },
    tails: (x) => betaTails(a, b, x, 1 - x),
    quantile: (p) => betaInverse(a, b, p)[0],
    mean: a / n,
    sd: Math.sqrt(((a / n) * (b / n)) / (n + 1)),
    mode: betaMode(a, b),
  };
}

/** rateˢ xˢ⁻¹ e^(−rate x)/Γ(s) for the shape s. @throws RangeError unless shape and rate are positive and finite */
export function gammaLaw(shape: number, rate: number): Distribution {
  requirePositive({ shape, rate });
  return {
    support: [0, INFINITY],
    isDiscrete: false,
    logDensity(x) {
      if (!(x >= 0)) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
      if (x === 0) return shape < 1 ? INFINITY : shape > 1 ? Number.NEGATIVE_INFINITY : Math.log(rate);
      return Math.log(shape) - Math.log(x) + logPoissonMass(shape, rate * x);
    },
    tails: (x) => [gammaP(shape, rate * x), gammaQ(shape, rate * x)],
    quantile: (p) => gammaPInverse(shape, p) / rate,
    mean: shape / rate,
    sd: Math.sqrt(shape) / rate,
    mode:
      shape > 1
        ? { kind: "interior", at: [(shape - 1) / rate], isUnbounded: false }
        : { kind: "end", at: [0], isUnbounded: shape < 1 },
  };
}

/** The law of 1/X for X of gamma(shape, rate = scale). @throws RangeError unless shape and scale are positive and finite */
export function inverseGammaLaw(shape: number, scale: number): Distribution {
  requirePositive({ shape, scale });
  return {
    support: [0, INFINITY],
    isDiscrete: false,
    logDensity(x) {
      if (!(x > 0)) return Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY;
      return Math.log(shape) - Math.log(x) + logPoissonMass(shape, scale / x);
    },
    tails: (x) => (x > 0 ? [gammaQ(shape, scale / x), gammaP(shape, scale / x)] : [0, 1]),
    quantile: (p) => scale / gammaQInverse(shape, p),
    mean: shape > 1 ? scale / (shape - 1) : INFINITY,
    sd: shape > 2 ? scale / ((shape - 1) * Math.sqrt(shape - 2)) : shape > 1 ? INFINITY : Number.NaN,
    mode: { kind: "interior", at: [scale / (shape + 1)], isUnbounded: false },
  };
}

/** shape · scaleˢ/x^(s + 1) from `scale` on. @throws RangeError unless scale and shape are positive and finite */
export function paretoLaw(scale: number, shape: number): Distribution {
  requirePositive({ scale, shape });
  return {
    support: [scale, INFINITY],
    isDiscrete: false,
    logDensity: (x) =>
      x >= scale ? Math.log(shape / x) - shape * Math.log(x / scale) : Number.isNaN(x) ? x : Number.NEGATIVE_INFINITY,
    tails(x) {
      if (!(x > scale)) return [0, 1];
      const log = -shape * Math.log(x / scale);
      return [-Math.expm1(log), Math.exp(log)];
    },
    quantile: (p) => scale * Math.exp(-Math.log1p(-p) / shape),
    mean: shape > 1 ? (shape * scale) / (shape - 1) : INFINITY,
    sd: shape > 2 ? (scale / (shape - 1)) * Math.sqrt(shape / (shape - 2)) : shape > 1 ? INFINITY : Number.NaN,
    mode: { kind: "end", at: [scale], isUnbounded: false },
  };
}

/** A Pareto law moved to begin at 0: the waiting time when the rate itself is uncertain. @throws RangeError as `paretoLaw` */
export function lomaxLaw(scale: number, shape: number): Distribution {
  const pareto = paretoLaw(scale, shape);
  return {
    ...pareto,
    support: [0, INFINITY],
    logDensity: (x) =>
      x >= 0
        ? Math.log(shape / scale) - (shape + 1) * Math.log1p(x / scale)
        : Number.isNaN(x)
          ? x
          : Number.NEGATIVE_INFINITY,
    tails(x) {
      if (!(x > 0)) return [0, 1];
      const log = -shape * Math.log1p(x / scale);
      return [-Math.expm1(log), Math.exp(log)];
    },
    quantile: (p) => scale * Math.expm1(-Math.log1p(-p) / shape),
    mean: shape > 1 ? scale / (shape - 1) : INFINITY,
    mode: { kind: "end", at: [0], isUnbounded: false },
  };
}
