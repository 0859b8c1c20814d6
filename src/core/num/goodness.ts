import { gammaQ } from "./incomplete-gamma";
import { erfc } from "./special";

/** How far a sample is from a law, as numbers that have a law themselves. */

/** (hits − Mp)/√(Mp(1 − p)): by how many deviations a count of M trials is off. */
export function zScore(hits: number, trials: number, p: number): number {
  const spread = Math.sqrt(trials * p * (1 - p));
  const off = hits - trials * p;
  return off === 0 ? 0 : off / spread;
}

/** P(|Z| ≥ |z|) of a standard normal Z. */
export const twoSided = (z: number): number => erfc(Math.abs(z) / Math.SQRT2);

/** 1 − (1 − p)^k: how likely the smallest of k independent p-values is as small as p. @source Šidák 1967 */
export const smallestOf = (k: number, p: number): number => -Math.expm1(k * Math.log1p(-p));

/** P(χ² ≥ x) = Q(dof/2, x/2). */
export function chiSquareTail(x: number, dof: number): number {
  if (!(dof > 0)) throw new RangeError(`dof must be > 0, got ${dof}`);
  return x <= 0 ? 1 : gammaQ(dof / 2, x / 2);
}

export interface ChiSquare {
  /** Σ (observed − expected)²/expected over the groups. */
  readonly statistic: number;
  /** Groups − 1. */
  readonly dof: number;
  readonly p: number;
  /** First cell of each group, ascending. */
  readonly groups: readonly number[];
}

/**
 * Pearson's test of counts against a law. Neighbouring cells are joined until each group expects at least `least`.
 * @param observed  counts [m]
 * @param law       probabilities [m]; what is missing to 1 is not a cell
 * @returns undefined where fewer than two groups remain
 */
export function chiSquareTest(observed: ArrayLike<number>, law: ArrayLike<number>, least = 5): ChiSquare | undefined {
  if (observed.length !== law.length) {
    throw new RangeError(`observed must hold ${law.length} counts like the law, got ${observed.length}`);
  }
  let total = 0;
  for (let i = 0; i < observed.length; i++) total += observed[i]!;
  const groups: { from: number; seen: number; expected: number }[] = [];
  let open = { from: 0, seen: 0, expected: 0 };
  for (let i = 0; i < law.length; i++) {
    open.seen += observed[i]!;
    open.expected += total * law[i]!;
    if (open.expected >= least) {
      groups.push(open);
      open = { from: i + 1, seen: 0, expected: 0 };
    }
  }
  const last = groups.at(-1);
  if (last) {
    last.seen += open.seen;
    last.expected += open.expected;
  }
  if (groups.length < 2) return undefined;
  const statistic = groups.reduce((sum, { seen, expected }) => sum + (seen - expected) ** 2 / expected, 0);
  const dof = groups.length - 1;
  return { statistic, dof, p: chiSquareTail(statistic, dof), groups: groups.map(({ from }) => from) };
}

/**
 * The largest distance of a sample's distribution function from a continuous one.
 * @param sorted  ascending
 */
export function kolmogorovDistance(sorted: ArrayLike<number>, cdf: (x: number) => number): number {
  const n = sorted.length;
  let most = 0;
  for (let i = 0; i < n; i++) {
    const F = cdf(sorted[i]!);
    most = Math.max(most, F - i / n, (i + 1) / n - F);
  }
  return most;
}

/**
 * P(D_n ≥ d) of Kolmogorov's distance for n points of a continuous law: exact up to n = 100, then by an expansion that is
 * within 5e-6. For a law on a lattice it is an upper bound.
 * @source Marsaglia, Tsang & Wang 2003, J. Stat. Softw. 8(18); Pelz & Good 1976, JRSS B 38(2)
 */
export function kolmogorovTail(n: number, d: number): number {
  if (!Number.isInteger(n) || n < 1) throw new RangeError(`n must be a whole number ≥ 1, got ${n}`);
  if (Number.isNaN(d)) return d;
  if (d >= 1) return 0;
  if (d <= 0.5 / n) return 1;
  // Far out twice the one-sided tail, where nothing cancels.
  if (n * d * d > 18) return Math.min(1, 2 * Math.exp(-2 * n * d * d * (1 + (2 * d * d) / 3) - (2 * d) / 3));
  const below = n <= 100 ? exactKolmogorov(n, d) : pelzGood(n, Math.sqrt(n) * d);
  return Math.min(1, Math.max(0, 1 - below));
}

/** P(D_n < d) as n!/nⁿ times an entry of the n-th power of a matrix of size 2⌈nd⌉ − 1. */
function exactKolmogorov(n: number, d: number): number {
  const k = Math.floor(n * d) + 1;
  const m = 2 * k - 1;
  const h = k - n * d;
  let H = new Float64Array(m * m);
  for (let i = 0; i < m; i++) for (let j = 0; j < m; j++) H[i * m + j] = i - j + 1 < 0 ? 0 : 1;
  for (let i = 0; i < m; i++) {
    H[i * m]! -= h ** (i + 1);
    H[(m - 1) * m + i]! -= h ** (m - i);
  }
  H[(m - 1) * m]! += 2 * h - 1 > 0 ? (2 * h - 1) ** m : 0;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < m; j++) for (let g = 1; g <= i - j + 1; g++) H[i * m + j]! /= g;
  }
  let power = new Float64Array(m * m);
  for (let i = 0; i < m; i++) power[i * m + i] = 1;
  for (let e = n; e > 0; e = Math.floor(e / 2)) {
    if (e % 2 === 1) power = square(power, H, m);
    if (e > 1) H = square(H, H, m);
  }
  // Up to n = 100 neither power nor factorial leaves the range of doubles.
  let value = power[(k - 1) * m + k - 1]!;
  for (let i = 1; i <= n; i++) value *= i / n;
  return value;
}

function square(A: Float64Array, B: Float64Array, m: number): Float64Array<ArrayBuffer> {
  const out = new Float64Array(m * m);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < m; l++) {
      const a = A[i * m + l]!;
      for (let j = 0; j < m; j++) out[i * m + j]! += a * B[l * m + j]!;
    }
  }
  return out;
}

/** P(√n D_n < z) = K₀ + K₁/√n + K₂/n + K₃/n^(3/2). */
function pelzGood(n: number, z: number): number {
  const z2 = z * z;
  const [z4, z6] = [z2 * z2, z2 * z2 * z2];
  let [K0, K1, K2, K3, whole2, whole3] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < 40; k++) {
    const w = (Math.PI * (k + 0.5)) ** 2;
    const e = 2 * Math.exp(-w / (2 * z2));
    K0 += e;
    K1 += (w - z2) * e;
    K2 += (6 * z6 + 2 * z4 + (2 * z4 - 5 * z2) * w + (1 - 2 * z2) * w * w) * e;
    K3 +=
      (-30 * z6 - 90 * z4 * z4 + (135 * z4 - 96 * z6) * w + (212 * z4 - 60 * z2) * w * w + (5 - 30 * z2) * w ** 3) * e;
    const v = (Math.PI * k) ** 2;
    const f = 2 * Math.exp(-v / (2 * z2));
    whole2 += v * f;
    whole3 += (3 * z2 - v) * v * f;
  }
  const root = Math.sqrt(Math.PI / 2);
  const first = K1 / (6 * z4);
  const second = K2 / (72 * z6 * z) - whole2 / (36 * z2 * z);
  const third = K3 / (6480 * z6 * z4) + whole3 / (216 * z6);
  return root * (K0 / z + first / Math.sqrt(n) + second / n + third / n ** 1.5);
}
