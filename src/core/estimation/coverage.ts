import { normalQuantile } from "../num/error-inverse";
import { betaPInverse } from "../num/incomplete-beta";
import { logBinomialMass } from "../num/mass";
import type { Rng } from "../num/rng";
import { requireCounts } from "./coin";
import { betaLaw } from "./continuous";
import { probabilityBetween } from "./distribution";
import { equalTailed, highestDensity } from "./interval";

export const coinIntervals = ["wald", "wilson", "clopper-pearson", "equal-tailed", "highest-density"] as const;
export type CoinInterval = (typeof coinIntervals)[number];

/** Intervals for the chance of a coin; the last two are Bayesian, under beta(a, b). */
export interface IntervalChoice {
  readonly method: CoinInterval;
  readonly level: number;
  readonly a: number;
  readonly b: number;
}

/**
 * An interval from k heads of n. Of a U-shaped posterior's highest-density region, which is two pieces, the hull is given.
 * @throws RangeError unless 0 ≤ k ≤ n are whole numbers, n ≥ 1 and 0 < level < 1
 */
export function coinInterval({ method, level, a, b }: IntervalChoice, k: number, n: number): readonly [number, number] {
  requireCounts(k, n);
  if (n < 1) throw new RangeError(`n must be at least 1, got ${n}`);
  if (!(level > 0 && level < 1)) throw new RangeError(`level must lie in (0, 1), got ${level}`);
  const rest = (1 - level) / 2;
  const z = -normalQuantile(rest);
  const share = k / n;
  switch (method) {
    case "wald": {
      const half = z * Math.sqrt((share * (1 - share)) / n);
      return [share - half, share + half];
    }
    case "wilson": {
      const centre = (k + (z * z) / 2) / (n + z * z);
      const half = (z / (n + z * z)) * Math.sqrt(n * share * (1 - share) + (z * z) / 4);
      return [Math.max(0, centre - half), Math.min(1, centre + half)];
    }
    case "clopper-pearson":
      return [k === 0 ? 0 : betaPInverse(k, n - k + 1, rest), k === n ? 1 : betaPInverse(k + 1, n - k, 1 - rest)];
    case "equal-tailed":
      return equalTailed(betaLaw(a + k, b + n - k), level);
    case "highest-density": {
      const { pieces } = highestDensity(betaLaw(a + k, b + n - k), level);
      return [pieces[0]![0], pieces.at(-1)![1]];
    }
  }
}

/** The intervals of every k = 0 … n: all that coverage depends on. */
export function intervalTable(choice: IntervalChoice, n: number): readonly (readonly [number, number])[] {
  return Array.from({ length: n + 1 }, (_, k) => coinInterval(choice, k, n));
}

/** How often the interval holds θ when θ is the truth: Σ over the k whose interval does, exactly. */
export function coverageAt(table: readonly (readonly [number, number])[], theta: number): number {
  const n = table.length - 1;
  return table.reduce(
    (sum, [low, high], k) =>
      low <= theta && theta <= high ? sum + Math.exp(logBinomialMass(k, n - k, theta, 1 - theta)) : sum,
    0,
  );
}

/**
 * How often the intervals hold θ when θ is drawn from beta(a, b) first: for equal-tailed and highest-density intervals of the same
 * prior this is their level, whatever n.
 */
export function averageCoverage(table: readonly (readonly [number, number])[], a: number, b: number): number {
  const n = table.length - 1;
  let sum = 0;
  for (let k = 0; k <= n; k++) {
    const [low, high] = table[k]!;
    // P(k) by the ratio of beta functions, as a predictive probability of the tosses.
    sum += predictive(k, n, a, b) * probabilityBetween(betaLaw(a + k, b + n - k), Math.max(0, low), Math.min(1, high));
  }
  return sum;
}

function predictive(k: number, n: number, a: number, b: number): number {
  // Pólya's urn: each toss adds one ball of its own colour.
  let log = 0;
  for (let i = 0; i < k; i++) log += Math.log((a + i) / (a + b + i));
  for (let i = 0; i < n - k; i++) log += Math.log((b + i) / (a + b + k + i));
  for (let i = 1; i <= Math.min(k, n - k); i++) log += Math.log((n - i + 1) / i);
  return Math.exp(log);
}

/** One repetition of an experiment. */
export interface Trial {
  readonly k: number;
  readonly low: number;
  readonly high: number;
  readonly holds: boolean;
}

/** n tosses with chance θ and the interval they give, again and again. @cost O(n) numbers of the generator for each */
export function repeatExperiment(
  table: readonly (readonly [number, number])[],
  theta: number,
  repeats: number,
  rng: Rng,
): Trial[] {
  const n = table.length - 1;
  return Array.from({ length: repeats }, () => {
    let k = 0;
    for (let i = 0; i < n; i++) if (rng.nextFloat() < theta) k++;
    const [low, high] = table[k]!;
    return { k, low, high, holds: low <= theta && theta <= high };
  });
}
