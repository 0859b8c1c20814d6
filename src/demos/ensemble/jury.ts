import { correlatedError, majorityBound, majorityError, simulateVotes } from "../../core/ensemble/vote";
import { createRng } from "../../core/num/rng";
import type { Values } from "../demo";
import { numberOf } from "./lesson";

export interface VoteModel {
  readonly values: Values;
  readonly voters: number;
  readonly epsilon: number;
  readonly rho: number;
  readonly polls: number;
  /** For each jury size T [voters]: the exact error, that of correlated voters, and Hoeffding's bound. */
  readonly exact: Float64Array;
  readonly correlated: Float64Array;
  readonly bound: Float64Array;
  /** The simulated error for each T, and how many polls had k wrong votes [voters][T + 1]. */
  readonly simulated: Float64Array;
  readonly counts: readonly Uint32Array[];
}

export function compute(values: Values, seed: number): VoteModel {
  const [voters, epsilon, rho, polls] = ["voters", "epsilon", "rho", "polls"].map((id) => numberOf(values, id));
  const sizes = Float64Array.from({ length: voters }, (_, k) => k + 1);
  const counts = Array.from(sizes, (T) => {
    const count = new Uint32Array(T + 1);
    for (const wrong of simulateVotes(T, epsilon, rho, polls, createRng(seed, T))) count[wrong]++;
    return count;
  });
  return {
    values,
    voters,
    epsilon,
    rho,
    polls,
    exact: sizes.map((T) => majorityError(T, epsilon)),
    correlated: sizes.map((T) => correlatedError(T, epsilon, rho)),
    bound: sizes.map((T) => majorityBound(T, epsilon)),
    counts,
    simulated: Float64Array.from(counts, (count, k) => lost(count, k + 1) / polls),
  };
}

/** Polls lost: more than half wrong, a draw counted half. */
export const lost = (count: ArrayLike<number>, T: number): number => {
  let sum = 0;
  for (let k = 0; k <= T; k++) sum += (2 * k > T ? 1 : 2 * k === T ? 0.5 : 0) * count[k];
  return sum;
};

export const juryAt = (model: VoteModel, step: number): number => Math.min(model.voters, Math.max(1, step));

/** The chance of k wrong votes of T: the product built up factor by factor. */
export function chanceOf(T: number, k: number, epsilon: number, rho: number): number {
  let value = 1;
  for (let j = 1; j <= k; j++) value *= ((T - k + j) / j) * epsilon;
  for (let j = 0; j < T - k; j++) value *= 1 - epsilon;
  const together = k === T ? epsilon : k === 0 ? 1 - epsilon : 0;
  return rho * together + (1 - rho) * value;
}
