import { normalQuantile } from "../num/error-inverse";
import { betaInverse, betaTails } from "../num/incomplete-beta";
import { logBinomialMass } from "../num/mass";
import { gaussLegendre } from "../num/quadrature";
import type { Rng } from "../num/rng";
import { erfc } from "../num/special";
import { requirePositive } from "./continuous";
import { betaBinomialLaw } from "./discrete";
import { density } from "./distribution";

/**
 * Simulation-based calibration: draw θ* from the prior and data from θ*, answer with L draws from the posterior, and count those
 * below θ*. If the answer is right, each rank 0 … L is equally probable, whatever the prior and the data.
 * @source Cook, Gelman & Rubin 2006; Talts, Betancourt, Simpson, Vehtari & Gelman 2018, "Validating Bayesian inference algorithms"
 */

/** Ways to answer: the right one, mistakes that are easily made, an approximation, and a chain whose draws depend on each other. */
export const answers = ["right", "flat", "twice", "half", "shifted", "laplace", "chain"] as const;
export type Answer = (typeof answers)[number];

/** A coin whose chance has the prior beta(a, b), tossed n times, and L independent draws (or every `thin`-th of a chain). */
export interface Calibration {
  readonly answer: Answer;
  readonly a: number;
  readonly b: number;
  readonly n: number;
  readonly draws: number;
  readonly thin: number;
}

/** One repetition: what was true, how many heads there were, and how many of the draws lie below the truth. */
export interface Ranked {
  readonly theta: number;
  readonly k: number;
  readonly rank: number;
}

/** A law by its distribution function and quantiles. */
export interface Answered {
  /** P(θ' ≤ θ), with 1 − θ given apart so that neither end loses its digits. */
  below(theta: number, rest: number): number;
  at(u: number): number;
}

const ofBeta = (a: number, b: number): Answered => ({
  below: (theta, rest) => betaTails(a, b, theta, rest)[0],
  at: (u) => betaInverse(a, b, u)[0],
});

/** A normal law of the log-odds around the top of theirs, ln a/b, as wide as the curvature 1/a + 1/b there says. */
function ofLaplace(a: number, b: number): Answered {
  const [mean, sd] = [Math.log(a / b), Math.sqrt(1 / a + 1 / b)];
  return {
    below: (theta, rest) => erfc(-(Math.log(theta) - Math.log(rest) - mean) / (sd * Math.SQRT2)) / 2,
    at: (u) => 1 / (1 + Math.exp(-(mean + sd * normalQuantile(u)))),
  };
}

/** What an answer draws from after k heads; `undefined` for a chain, whose draws have no common law of their own. */
export function answeredLaw({ answer, a, b, n }: Omit<Calibration, "draws" | "thin">, k: number): Answered | undefined {
  requirePositive({ a, b });
  switch (answer) {
    case "right":
      return ofBeta(a + k, b + n - k);
    case "flat":
      return ofBeta(1 + k, 1 + n - k);
    case "twice":
      return ofBeta(a + 2 * k, b + 2 * (n - k));
    case "half":
      return ofBeta(a + k / 2, b + (n - k) / 2);
    case "shifted":
      return ofBeta(a + k + 1, b + n - k);
    case "laplace":
      return ofLaplace(a + k, b + n - k);
    case "chain":
      return undefined;
  }
}

/**
 * The exact probabilities of the ranks 0 … L [L + 1]: Σₖ P(k) ∫ C(L, r) Qʳ(1 − Q)ᴸ⁻ʳ dF, where F is the posterior and Q what is
 * drawn from instead. `undefined` for a chain. @cost O(n · L) and 64 (n + 1) quantiles
 */
export function rankLaw(setting: Calibration): Float64Array | undefined {
  const { a, b, n, draws } = setting;
  if (setting.answer === "chain") return undefined;
  const heads = betaBinomialLaw(n, a, b);
  const { nodes, weights } = gaussLegendre(64);
  const law = new Float64Array(draws + 1);
  for (let k = 0; k <= n; k++) {
    const share = density(heads, k);
    const drawn = answeredLaw(setting, k)!;
    nodes.forEach((node, i) => {
      // u = t²(3 − 2t): the ends, where powers meet, are sampled densely.
      const t = (node + 1) / 2;
      const q = Math.min(1, Math.max(0, drawn.below(...betaInverse(a + k, b + n - k, t * t * (3 - 2 * t)))));
      const weight = share * (weights[i]! / 2) * 6 * t * (1 - t);
      for (let r = 0; r <= draws; r++) law[r] = law[r]! + weight * Math.exp(logBinomialMass(r, draws - r, q, 1 - q));
    });
  }
  return law;
}

/** One experiment, and its draws in the order in which they were made. @throws RangeError unless n, L and thin are whole numbers ≥ 1 */
export function calibrateOnce(setting: Calibration, rng: Rng): Ranked & { readonly drawn: () => Float64Array } {
  const { a, b, n, draws, thin } = setting;
  for (const [name, count] of Object.entries({ n, draws, thin }))
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`${name} must be a whole number of at least 1, got ${count}`);
  const [theta, opposite] = betaInverse(a, b, uniform(rng));
  let k = 0;
  for (let i = 0; i < n; i++) if (rng.nextFloat() < theta) k++;
  const law = answeredLaw(setting, k);
  if (law === undefined) {
    const drawn = chainOf(a + k, b + n - k, draws, thin, rng);
    return { theta, k, rank: drawn.reduce((rank, x) => rank + (x < theta ? 1 : 0), 0), drawn: () => drawn };
  }
  // A draw Q⁻¹(u) lies below θ* where u lies below Q(θ*): one value of Q gives the rank.
  const uniforms = Float64Array.from({ length: draws }, () => uniform(rng));
  const share = law.below(theta, opposite);
  return {
    theta,
    k,
    rank: uniforms.reduce((rank, u) => rank + (u < share ? 1 : 0), 0),
    drawn: () => uniforms.map((u) => law.at(u)),
  };
}

/** Never 0 nor 1. */
const uniform = (rng: Rng): number => rng.nextFloat() + 2 ** -54;

const STEP = 0.5;

/** Every `thin`-th state of a Metropolis chain on the log-odds, begun in the posterior: right in the long run, slow to move. */
function chainOf(a: number, b: number, draws: number, thin: number, rng: Rng): Float64Array {
  // ln of the density of the log-odds φ: a ln σ(φ) + b ln σ(−φ).
  const log = (phi: number): number => -a * Math.log1p(Math.exp(-phi)) - b * Math.log1p(Math.exp(phi));
  const [x, y] = betaInverse(a, b, uniform(rng));
  let phi = Math.log(x) - Math.log(y);
  let value = log(phi);
  return Float64Array.from({ length: draws }, () => {
    for (let i = 0; i < thin; i++) {
      const next = phi + STEP * Math.sqrt(1 / a + 1 / b) * rng.nextNormal();
      const height = log(next);
      if (Math.log(uniform(rng)) >= height - value) continue;
      phi = next;
      value = height;
    }
    return 1 / (1 + Math.exp(-phi));
  });
}

/**
 * What a list of ranks says in two numbers that are standard normal if it is calibrated: whether they lie high or low, and whether
 * at the ends or in the middle.
 */
export function rankTrend(
  ranks: readonly number[],
  draws: number,
): { readonly slope: number; readonly spread: number } {
  const count = ranks.length;
  if (count === 0) return { slope: 0, spread: 0 };
  // Mean and variance of u = r − L/2 and u² for a rank that is uniform on 0 … L.
  const all = Array.from({ length: draws + 1 }, (_, r) => r - draws / 2);
  const mean = (f: (u: number) => number): number => all.reduce((sum, u) => sum + f(u), 0) / all.length;
  const v = mean((u) => u * u);
  const w = mean((u) => (u * u - v) ** 2);
  const sum = (f: (u: number) => number): number => ranks.reduce((total, r) => total + f(r - draws / 2), 0);
  return {
    slope: sum((u) => u) / Math.sqrt(count * v),
    spread: w > 0 ? sum((u) => u * u - v) / Math.sqrt(count * w) : 0,
  };
}
