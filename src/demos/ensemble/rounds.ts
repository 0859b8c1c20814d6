import type { BoostOptions } from "../../core/ensemble/boosting";
import { createRng } from "../../core/num/rng";
import type { Values } from "../demo";
import { numberOf } from "./lesson";

/** How the classes of the plane are boosted by gradients with these values. */
export function gradientOptions(values: Values, seed: number, newton: boolean): BoostOptions {
  return {
    loss: "logistic",
    rounds: numberOf(values, "trees"),
    rate: numberOf(values, "rate"),
    maxDepth: numberOf(values, "weak"),
    minLeaf: numberOf(values, "leaf"),
    rng: createRng(seed, 21),
    ...rowsOfRound(values),
    ...(newton ? { newton: { lambda: numberOf(values, "lambda"), gamma: numberOf(values, "gamma") } } : {}),
  };
}

/** Which rows a round sees. */
export function rowsOfRound(values: Values): Pick<BoostOptions, "subsample" | "goss"> {
  if (values["draw"] !== "goss") return { subsample: numberOf(values, "subsample") };
  // The two shares together are at most all.
  const a = numberOf(values, "top");
  return { goss: { a, b: Math.min(numberOf(values, "small"), 1 - a) } };
}
