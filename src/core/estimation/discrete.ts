import { betaTails } from "../num/incomplete-beta";
import { gammaP, gammaQ } from "../num/incomplete-gamma";
import { logBinomialMass, logPoissonMass } from "../num/mass";
import { lbeta, lgamma } from "../num/special";
import { requirePositive } from "./continuous";
import type { Distribution, Mode } from "./distribution";

const isCount = (k: number): boolean => Number.isInteger(k) && k >= 0;

/** The least whole number whose lower tail holds p; from a guess outwards by doubling, then halving. */
function countQuantile(lower: (k: number) => number, p: number, guess: number, most: number): number {
  if (p >= 1) return most;
  let high = Math.max(0, Math.min(most, Math.ceil(guess)));
  let low = high;
  for (let step = 1; lower(high) < p && high < most; step *= 2) high = Math.min(most, high + step);
  for (let step = 1; low > 0 && lower(low - 1) >= p; step *= 2) low = Math.max(0, low - step);
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (lower(middle) >= p) high = middle;
    else low = middle + 1;
  }
  return low;
}

interface Counted {
  readonly most: number;
  readonly logMass: (k: number) => number;
  readonly tails: (k: number) => readonly [number, number];
  readonly mean: number;
  readonly variance: number;
  readonly mode: Mode;
}

function counted({ most, logMass, tails, mean, variance, mode }: Counted): Distribution {
  const sd = Math.sqrt(variance);
  const at = (x: number): readonly [number, number] => (x < 0 ? [0, 1] : x >= most ? [1, 0] : tails(Math.floor(x)));
  return {
    support: [0, most],
    isDiscrete: true,
    logDensity: (k) => (isCount(k) && k <= most ? logMass(k) : Number.isNaN(k) ? k : Number.NEGATIVE_INFINITY),
    tails: at,
    quantile: (p) => countQuantile((k) => at(k)[0], p, Number.isFinite(mean) ? mean : 1, most),
    mean,
    sd,
    mode,
  };
}

/** The count with the largest mass, or two neighbours that share it. */
function countMode(x: number, most: number): Mode {
  const top = Math.min(most, Math.max(0, Math.floor(x)));
  return { kind: "interior", at: x === top && x > 0 && x < most ? [x - 1, x] : [top], isUnbounded: false };
}

/** meanᵏ e^(−mean)/k!. @throws RangeError unless the mean is positive and finite */
export function poissonLaw(mean: number): Distribution {
  requirePositive({ mean });
  return counted({
    most: Number.POSITIVE_INFINITY,
    logMass: (k) => logPoissonMass(k, mean),
    tails: (k) => [gammaQ(k + 1, mean), gammaP(k + 1, mean)],
    mean,
    variance: mean,
    mode: countMode(mean, Number.POSITIVE_INFINITY),
  });
}

/** C(n, k) pᵏ (1 − p)ⁿ⁻ᵏ. @throws RangeError unless n is a whole number ≥ 1 and p lies in [0, 1] */
export function binomialLaw(n: number, p: number): Distribution {
  if (!(isCount(n) && n >= 1)) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie in [0, 1], got ${p}`);
  return counted({
    most: n,
    logMass: (k) => logBinomialMass(k, n - k, p, 1 - p),
    tails: (k) => betaTails(n - k, k + 1, 1 - p, p),
    mean: n * p,
    variance: n * p * (1 - p),
    mode: countMode((n + 1) * p, n),
  });
}

/** Failures before success number r of trials that succeed with p. @throws RangeError unless r > 0 and p lies in (0, 1) */
export function negativeBinomialLaw(r: number, p: number): Distribution {
  requirePositive({ r });
  if (!(p > 0 && p < 1)) throw new RangeError(`p must lie in (0, 1), got ${p}`);
  const mean = (r * (1 - p)) / p;
  return counted({
    most: Number.POSITIVE_INFINITY,
    logMass: (k) => Math.log(r / (r + k)) + logBinomialMass(r, k, p, 1 - p),
    tails: (k) => betaTails(r, k + 1, p, 1 - p),
    mean,
    variance: mean / p,
    mode: r > 1 ? countMode(((r - 1) * (1 - p)) / p, Number.POSITIVE_INFINITY) : countMode(0, 1),
  });
}

/** Successes among n trials whose chance is itself drawn from beta(a, b). @throws RangeError unless n ≥ 1 is whole and a, b > 0 @cost O(n) for a tail */
export function betaBinomialLaw(n: number, a: number, b: number): Distribution {
  if (!(isCount(n) && n >= 1)) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  requirePositive({ a, b });
  const base = lbeta(a, b);
  const logChoose = (k: number): number => lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1);
  const logMass = (k: number): number => logChoose(k) + lbeta(a + k, b + n - k) - base;
  const sum = (from: number, to: number): number => {
    let mass = 0;
    for (let k = from; k <= to; k++) mass += Math.exp(logMass(k));
    return Math.min(1, mass);
  };
  const share = a / (a + b);
  // As for the beta law: with both shapes below 1 the mass gathers at both ends.
  const ends: Mode = { kind: "ends", at: [0, n], isUnbounded: false };
  const flat: Mode = { kind: "flat", at: [], isUnbounded: false };
  const between = countMode(((n + 1) * (a - 1)) / (a + b - 2), n);
  const mode =
    a === 1 && b === 1 ? flat : a < 1 && b < 1 ? ends : a > 1 && b > 1 ? between : countMode(a < b ? 0 : n, n);
  return counted({
    most: n,
    logMass,
    tails: (k) => [sum(0, k), sum(k + 1, n)],
    mean: n * share,
    variance: (n * share * (1 - share) * (a + b + n)) / (a + b + 1),
    mode: mode,
  });
}
