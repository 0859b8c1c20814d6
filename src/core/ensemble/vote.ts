import type { Rng } from "../num/rng";
import { lgamma } from "../num/special";

/**
 * The chance that the majority of T independent voters, each wrong with ε, is wrong: Σ_{k > T/2} C(T,k) εᵏ (1−ε)^(T−k).
 * A draw counts as half wrong.
 */
export function majorityError(T: number, epsilon: number): number {
  checkVote(T, epsilon);
  let sum = 0;
  for (let k = T; 2 * k > T; k--) sum += binomial(T, k, epsilon);
  return T % 2 === 0 ? sum + binomial(T, T / 2, epsilon) / 2 : sum;
}

/** e^(−T(1−2ε)²/2), an upper bound of the majority's error for ε ≤ ½. @source Hoeffding 1963, theorem 2 */
export function majorityBound(T: number, epsilon: number): number {
  checkVote(T, epsilon);
  return epsilon <= 0.5 ? Math.exp((-T * (1 - 2 * epsilon) ** 2) / 2) : 1;
}

/**
 * The same for voters of pairwise correlation ρ: with chance ρ all say what one says, else each speaks for itself.
 * Two of them are wrong together with chance ε² + ρ ε(1 − ε), so that ρ is their correlation.
 */
export function correlatedError(T: number, epsilon: number, rho: number): number {
  checkShare("ρ", rho);
  return rho * epsilon + (1 - rho) * majorityError(T, epsilon);
}

/** Votes of `polls` juries of T such voters: how many of the T were wrong in each [polls]. */
export function simulateVotes(T: number, epsilon: number, rho: number, polls: number, rng: Rng): Uint16Array {
  checkVote(T, epsilon);
  checkShare("ρ", rho);
  return Uint16Array.from({ length: polls }, () => {
    if (rng.nextFloat() < rho) return rng.nextFloat() < epsilon ? T : 0;
    let wrong = 0;
    for (let t = 0; t < T; t++) if (rng.nextFloat() < epsilon) wrong++;
    return wrong;
  });
}

/** ρσ² + (1 − ρ)σ²/B, the variance of the mean of B numbers of variance σ² and pairwise correlation ρ. */
export function meanVariance(B: number, sigma2: number, rho: number): number {
  return rho * sigma2 + ((1 - rho) / B) * sigma2;
}

/** The class with the most (weighted) votes; the lowest where some are level. */
export function hardVote(answers: ArrayLike<number>, classes: number, weights?: ArrayLike<number>): number {
  const votes = new Float64Array(classes);
  for (let t = 0; t < answers.length; t++) votes[answers[t]] += weights ? weights[t] : 1;
  return votes.indexOf(votes.reduce((most, v) => Math.max(most, v)));
}

/** The mean of the voters' probabilities [classes]; `shares` is [voters, classes]. */
export function softVote(shares: ArrayLike<number>, classes: number, weights?: ArrayLike<number>): Float64Array {
  const voters = shares.length / classes;
  const mean = new Float64Array(classes);
  let total = 0;
  for (let t = 0; t < voters; t++) {
    const w = weights ? weights[t] : 1;
    total += w;
    for (let k = 0; k < classes; k++) mean[k] += w * shares[t * classes + k];
  }
  return mean.map((p) => p / total);
}

/** C(T,k) pᵏ (1−p)^(T−k), through logarithms. */
function binomial(T: number, k: number, p: number): number {
  if (p === 0) return k === 0 ? 1 : 0;
  if (p === 1) return k === T ? 1 : 0;
  // Small cases as products: nothing is rounded that need not be.
  if (T <= 60) {
    let value = 1;
    for (let j = 1; j <= k; j++) value *= (T - k + j) / j;
    return value * p ** k * (1 - p) ** (T - k);
  }
  return Math.exp(lgamma(T + 1) - lgamma(k + 1) - lgamma(T - k + 1) + k * Math.log(p) + (T - k) * Math.log1p(-p));
}

function checkVote(T: number, epsilon: number): void {
  if (!Number.isInteger(T) || T < 1) throw new RangeError(`T must be a whole number ≥ 1, got ${T}`);
  checkShare("ε", epsilon);
}

function checkShare(name: string, value: number): void {
  if (!(value >= 0 && value <= 1)) throw new RangeError(`${name} must lie in [0, 1], got ${value}`);
}
