import type { Numbers } from "../num/dense";
import { finish } from "../num/steps";
import { conjugateGradients, jacobiIteration, preconditionedCg } from "./conjugate";
import { adam, gradientDescent, heavyBall, nesterov, newton, steepestDescent } from "./descent";
import type { Objective } from "./objective";
import type { RunOptions, Stepper, Trace } from "./trace";
import { runTrace } from "./trace";

/** Every method there is, in the order in which lists show them. */
export const methods = [
  "gd",
  "steepest",
  "momentum",
  "nesterov",
  "adam",
  "newton",
  "cg",
  "pcg",
  "fletcher-reeves",
  "polak-ribiere",
  "jacobi",
] as const;
export type Method = (typeof methods)[number];

export interface MethodSettings {
  /** Step size t of gd, momentum, nesterov and adam. */
  readonly step: number;
  /** β of momentum and nesterov. */
  readonly beta: number;
}

/** The method that runs under this name on a function that is no quadratic: "cg" is Polak and Ribière's there. */
export function methodBeyondQuadratics(method: Method): Method {
  return method === "cg" ? "polak-ribiere" : method;
}

const builders: { readonly [M in Method]: (objective: Objective, settings: MethodSettings) => Stepper } = {
  gd: (_objective, { step }) => gradientDescent(step),
  steepest: (objective) => steepestDescent(objective),
  momentum: (_objective, { step, beta }) => heavyBall(step, beta),
  nesterov: (objective, { step, beta }) => nesterov(objective, step, beta),
  adam: (_objective, { step }) => adam({ stepSize: step }),
  newton: (objective) => newton(objective),
  cg: (objective) => conjugateGradients(objective),
  pcg: (objective) => preconditionedCg(objective),
  "fletcher-reeves": (objective) => conjugateGradients(objective, "fletcher-reeves"),
  "polak-ribiere": (objective) => conjugateGradients(objective, "polak-ribiere"),
  jacobi: (objective) => jacobiIteration(objective),
};

/**
 * A whole run of a method as a generator that yields the number of updates so far.
 * @throws RangeError when the method needs a quadratic and the objective is none
 */
export function optimise(
  method: Method,
  objective: Objective,
  start: Numbers,
  settings: MethodSettings,
  options: RunOptions = {},
): Generator<number, Trace, void> {
  if (method === "cg" && !objective.quadratic) throw new RangeError(`${method} needs a quadratic objective`);
  return runTrace(objective, start, builders[method](objective, settings), options);
}

/** `optimise` to its end in one go. */
export function optimiseNow(
  method: Method,
  objective: Objective,
  start: Numbers,
  settings: MethodSettings,
  options: RunOptions = {},
): Trace {
  return finish(optimise(method, objective, start, settings, options));
}
