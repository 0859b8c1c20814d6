import { type PointPrior, pointPrior } from "../../core/estimation/points";
import { createRng } from "../../core/num/rng";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { ownNumbers, ownTosses } from "./own";
import { numberOf, paceOf } from "./subject";

/** Tosses in their order, and how they are looked at; plain data. */
export interface CoinModel {
  readonly values: Values;
  /** 1 for heads [n]. */
  readonly tosses: readonly number[];
  /** Heads among the first n tosses [n + 1]. */
  readonly heads: readonly number[];
  /** How many tosses have been seen at each step. */
  readonly seen: readonly number[];
  /** The chance that made the tosses, where one did. */
  readonly truth?: number;
  /** What was taken of the person's own table, or why nothing was. */
  readonly own?: Text;
  readonly ownFault?: Text;
}

export const coinDefaults = { mostTosses: 2000 } as const;

/** k heads among n tosses in an order that the seed chooses. */
function arranged(k: number, n: number, seed: number): number[] {
  const tosses: number[] = Array.from({ length: n }, (_, i) => (i < k ? 1 : 0));
  const rng = createRng(seed, 3);
  for (let i = n - 1; i > 0; i--) {
    const j = rng.nextBelow(i + 1);
    [tosses[i], tosses[j]] = [tosses[j]!, tosses[i]!];
  }
  return tosses;
}

/** The chance of the hidden coin: chosen by the seed, or set by hand. */
export function coinTruth(values: Values, seed: number): number {
  if (values["truthBy"] === "own") return numberOf(values, "truth");
  return 0.04 + 0.92 * createRng(seed, 1).nextFloat();
}

export function computeCoin(values: Values, seed: number, context: Context): CoinModel {
  const table = context.data("ownTosses");
  const own = table ? ownTosses(ownNumbers(table, "x"), coinDefaults.mostTosses) : undefined;
  const n = numberOf(values, "n");
  const isHidden = values["source"] === "hidden";
  const truth = isHidden && !own?.data ? coinTruth(values, seed) : undefined;
  const rng = createRng(seed, 2);
  const tosses: readonly number[] =
    own?.data ??
    (truth === undefined
      ? arranged(Math.min(n, numberOf(values, "k")), n, seed)
      : Array.from({ length: n }, () => (rng.nextFloat() < truth ? 1 : 0)));
  const heads = [0];
  for (const toss of tosses) heads.push(heads.at(-1)! + toss);
  return {
    values,
    tosses,
    heads,
    seen: paceOf(tosses.length, values["pace"]),
    ...(truth === undefined ? {} : { truth }),
    ...(own?.said ? { own: own.said } : {}),
    ...(own?.fault ? { ownFault: own.fault } : {}),
  };
}

/** Shapes of the beta prior, its weight multiplied by `strength`. */
export function priorShapes(values: Values): { readonly a: number; readonly b: number } {
  const s = numberOf(values, "strength");
  return { a: numberOf(values, "a") * s, b: numberOf(values, "b") * s };
}

/** Standard deviation of the normal prior; what is typed may be meant as a variance. */
export function priorSd(values: Values): number {
  const typed = numberOf(values, "priorSpread");
  const sd = values["spreadIs"] === "variance" ? Math.sqrt(typed) : typed;
  return sd / Math.sqrt(numberOf(values, "strength"));
}

/** Places of the point prior: j/(m + 1) for m bars. */
export function pointsOf(values: Values): PointPrior {
  const weights = values["weights"] as readonly number[];
  const at = weights.map((_, j) => (j + 1) / (weights.length + 1));
  // Bars pulled down to nothing leave no prior; then all count alike.
  return pointPrior(at, weights.some((w) => w > 0) ? weights : weights.map(() => 1));
}
