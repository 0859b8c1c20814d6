import { createRng } from "../../core/num/rng";
import { walkLaw } from "../../core/walk/law";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { num } from "./part";

/** Trials that rarely succeed: n of them, each with chance λ/n, for finer and finer n. */
export interface RareModel {
  readonly lambda: number;
  readonly walkers: number;
  /** The numbers of trials of the steps, ascending. */
  readonly trials: readonly number[];
  /** Standard exponential waits of each walker between its successes, one after the other, up to the end of the hour. */
  readonly waits: readonly Float64Array[];
  /** Whether the counts of Bortkiewicz are shown. */
  readonly hasHorses: boolean;
}

const NUMBERS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];

/** Soldiers killed by horse kicks in 200 corps-years: how many years had 0, 1, 2 … deaths. @source Bortkiewicz 1898 */
export const horseKicks: readonly number[] = [109, 65, 22, 3, 1];

export function compute(values: Values, seed: number, context: Context): RareModel {
  const [lambda, walkers] = [num(values, "lambda"), num(values, "walkers")];
  const rng = createRng(seed, 31);
  const waits = Array.from({ length: walkers }, (_, w) => {
    if (w % 1000 === 0) context.checkpoint();
    const own: number[] = [];
    // At most so long: the coarsest trials of this walker need no more.
    for (let sum = 0; sum < lambda * 3 + 12; ) {
      const wait = -Math.log1p(-rng.nextFloat());
      own.push(wait);
      sum += wait;
    }
    return Float64Array.from(own);
  });
  const trials = NUMBERS.filter((n) => n >= 2 * lambda);
  return { lambda, walkers, trials, waits, hasHorses: values["horses"] === true };
}

/**
 * The trials of one walker that succeed. An exponential wait E cut into trials of chance p is ⌊E/−ln(1 − p)⌋ failures and a
 * success, a geometric law; the same E for every n, so that the walks of one walker come together.
 */
export function successes(waits: Float64Array, n: number, lambda: number): number[] {
  const rate = -Math.log1p(-lambda / n);
  const out: number[] = [];
  let at = 0;
  for (const wait of waits) {
    at += Math.floor(wait / rate) + 1;
    if (at > n) break;
    out.push(at);
  }
  return out;
}

export const trialsAt = ({ trials }: RareModel, step: number): number => trials[Math.min(step, trials.length - 1)];

/** How many walkers have so many successes. */
export function crowdCounts(model: RareModel, n: number): number[] {
  return memo(model, `counts ${n}`, () => {
    const counts: number[] = [];
    for (const waits of model.waits) {
      const k = successes(waits, n, model.lambda).length;
      while (counts.length <= k) counts.push(0);
      counts[k]++;
    }
    return counts;
  });
}

/** The law of the number of successes [n + 1]. */
export const binomialAt = (lambda: number, n: number): Float64Array => walkLaw(n, lambda / n);
