import { type Climb, type Climber, climb } from "../../core/estimation/ascend";
import { logisticLikelihood, spikeLikelihood } from "../../core/estimation/failing";
import { acceptsDatum, type LikelihoodFamily, likelihoodOf } from "../../core/estimation/families";
import type { Likelihood } from "../../core/estimation/likelihood";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { ownNumbers, ownSample } from "./own";
import { numberOf } from "./subject";

export type ClimbFamily = LikelihoodFamily | "mixture" | "logistic";

/** Data, starts and whole climbs of a likelihood; plain data. */
export interface ClimbModel {
  readonly values: Values;
  readonly family: ClimbFamily;
  /** x of each datum, as the family has it. */
  readonly x: readonly number[];
  /** Answers 0 or 1 of the logistic family. */
  readonly y: readonly number[];
  readonly isOwn: boolean;
  /** What was rounded or moved so that the family can have it. */
  readonly changed: number;
  readonly start: readonly number[];
  readonly climbs: readonly { readonly climber: Climber; readonly climb: Climb }[];
  readonly own?: Text;
  readonly ownFault?: Text;
}

/** Points of the control as data of a family. */
function fitted(family: ClimbFamily, x: number): number {
  if (family === "bernoulli") return x >= 0.5 ? 1 : 0;
  if (family === "poisson") return Math.max(0, Math.round(x));
  return family === "exponential" ? Math.max(0.01, x) : x;
}

/** The likelihood of a model: rebuilt where it is needed, for it holds functions. */
export function likelihoodIn(model: Pick<ClimbModel, "family" | "x" | "y" | "values">): Likelihood {
  return memo(model, "likelihood", () => {
    const { family, x, y } = model;
    if (family === "mixture") return spikeLikelihood(x);
    if (family === "logistic") return logisticLikelihood({ x, y });
    return likelihoodOf(family, x, numberOf(model.values, "df"));
  });
}

/** Whether a family has two parameters. */
export const isPlane = (family: ClimbFamily): boolean =>
  family === "normal" || family === "student" || family === "mixture" || family === "logistic";

export function computeClimb(values: Values, _seed: number, context: Context): ClimbModel {
  const family = values["lfamily"] as ClimbFamily;
  const points = values["sample"] as readonly number[];
  const table = context.data("own");
  const accepts = (v: number): boolean =>
    family === "mixture" || family === "logistic" ? Number.isFinite(v) : acceptsDatum(family, v);
  const needs: Text =
    family === "bernoulli"
      ? { en: "0 or 1", zh: "0 或 1" }
      : family === "poisson"
        ? { en: "a whole number ≥ 0", zh: "不小于 0 的整数" }
        : family === "exponential"
          ? { en: "above 0", zh: "正数" }
          : { en: "a number", zh: "数" };
  const own = table && family !== "logistic" ? ownSample(ownNumbers(table, "x"), 400, accepts, needs) : undefined;
  const typed = points.filter((_, i) => i % 2 === 0);
  const x = own?.data ?? typed.map((v) => fitted(family, v));
  const y = own?.data ? [] : points.filter((_, i) => i % 2 === 1).map((v) => (v >= 0.5 ? 1 : 0));
  const changed = own?.data ? 0 : typed.filter((v, i) => v !== x[i]).length;
  const base = { values, family, x, y, isOwn: own?.data !== undefined, changed };
  const ell = likelihoodIn(base);
  const start = startOf(values, family);
  const names = String(values["climbers"]).split(",").filter(Boolean) as Climber[];
  const options = { rate: numberOf(values, "climbRate"), maxSteps: 60, careful: values["careful"] === true };
  const climbs =
    x.length === 0 || !ell.contains(start)
      ? []
      : names.map((climber) => ({ climber, climb: climb(ell, climber, start, options) }));
  return {
    ...base,
    start,
    climbs,
    ...(own?.said ? { own: own.said } : {}),
    ...(own?.fault ? { ownFault: own.fault } : {}),
  };
}

/** The start of the control, moved into the family's range. */
function startOf(values: Values, family: ClimbFamily): readonly number[] {
  const [a, b] = values["start"] as readonly number[];
  if (family === "logistic") return [a!, b!];
  if (isPlane(family)) return [a!, Math.max(0.01, b!)];
  return [family === "bernoulli" ? Math.min(0.99, Math.max(0.01, a!)) : Math.max(0.01, a!)];
}

export const iterateAt = (found: Climb, step: number) => found.iterates[Math.min(step, found.iterates.length - 1)]!;
