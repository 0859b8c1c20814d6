import type { Vector } from "../../core/num/dense";
import { norm } from "../../core/num/dense";
import { trySolve } from "../../core/num/factor";
import { createRng } from "../../core/num/rng";
import type { Analysis } from "../../core/quadratic/analysis";
import { analyse } from "../../core/quadratic/analysis";
import type { Quadratic } from "../../core/quadratic/form";
import { energyDistance, fromPolynomial, quadraticOf } from "../../core/quadratic/form";
import { methodBeyondQuadratics, optimise } from "../../core/quadratic/methods";
import type { Objective } from "../../core/quadratic/objective";
import { objectiveOf } from "../../core/quadratic/objective";
import { bestMomentum, bestNesterov, bestStep, rateOf } from "../../core/quadratic/theory";
import type { Trace } from "../../core/quadratic/trace";
import { rowOf } from "../../core/quadratic/trace";
import type { Context, Values } from "../demo";
import type { Box } from "../frame";
import { boxAround } from "../frame";
import type { FormulaProblem, Typed, TypedFunction } from "../function";
import { typedFunction } from "../function";
import type { Spread } from "./many";
import { computeSpread } from "./many";
import type { Racer } from "./params";
import { chosenRacers } from "./params";

export interface Run {
  readonly racer: Racer;
  readonly step: number;
  readonly beta: number;
  readonly trace: Trace;
  /** ‖e_k‖_A, f(x_k) − f*, as far as there is a minimum. */
  readonly energy?: Vector;
  readonly excess?: Vector;
  /** The proved factor per step, for methods with a fixed step. */
  readonly rate?: number;
}

/** All that the pictures show; plain data. */
export interface Model {
  readonly values: Values;
  readonly seed: number;
  readonly problems: readonly FormulaProblem[];
  /** The coefficients of xᵢxⱼ/2 as they were given, before they are made symmetric. */
  readonly M: Vector;
  /** The quadratic; of a formula that is none, its second-order picture at the lowest point found. */
  readonly quadratic: Quadratic;
  readonly analysis: Analysis;
  /** Present when f is no quadratic: the formula to draw and descend. */
  readonly formula?: string;
  /** The lowest point, where there is one. */
  readonly lowest?: { readonly point: Vector; readonly value: number };
  readonly start: readonly [number, number];
  readonly runs: readonly Run[];
  readonly inspected: Run;
  readonly box: Box;
  readonly steps: number;
  readonly spread: Spread;
}

/** The function a model draws, when it is no quadratic. */
export function typedOf(model: Model): TypedFunction | undefined {
  return model.formula === undefined ? undefined : readTyped(model.values).value;
}

/** The typed formula, in which A and b are the controls' own. */
function readTyped(values: Values): Typed {
  const M = values["M"] as readonly number[];
  const b = values["b"] as readonly number[];
  return typedFunction(String(values["formula"]), { A: quadraticOf(M, b).A, b });
}

interface Given {
  readonly M: Vector;
  readonly quadratic: Quadratic;
  readonly typed?: TypedFunction;
  readonly problems: readonly FormulaProblem[];
}

/** Whether the third derivatives vanish: the Hessian is the same everywhere. */
function readPolynomial(typed: TypedFunction): Quadratic | undefined {
  const H = typed.hessian(0, 0);
  const rng = createRng(20);
  const probes = Array.from({ length: 6 }, () => [3 * rng.nextNormal(), 3 * rng.nextNormal()] as const);
  const size = 1e-9 * Math.max(1e-6, norm(H));
  for (const [x, y] of probes) {
    const there = typed.hessian(x, y);
    if (!there.every((entry, i) => Math.abs(entry - H[i]!) <= size)) return undefined;
  }
  const g = typed.gradient(0, 0);
  const M = H.map((entry) => entry / 2);
  const c = typed.value(0, 0);
  if (![...M, ...g, c].every(Number.isFinite)) return undefined;
  return fromPolynomial(M, g, c);
}

function readGiven(values: Values): Given {
  const numbers = (id: string): number[] => Array.from(values[id] as readonly number[]);
  if (values["source"] !== "formula") {
    const M = Float64Array.from(numbers("M"));
    return { M, quadratic: quadraticOf(M, numbers("b"), Number(values["c"])), problems: [] };
  }
  const { value: typed, problems } = readTyped(values);
  const polynomial = typed && readPolynomial(typed);
  if (polynomial) {
    // x₁x₂ is written once in a polynomial: all of its coefficient stands above the diagonal.
    const [a, h, , d] = polynomial.A;
    return { M: Float64Array.of(a!, 2 * h!, 0, d!), quadratic: polynomial, problems };
  }
  const zero = quadraticOf(new Float64Array(4), [0, 0]);
  return typed ? { M: zero.A, quadratic: zero, typed, problems } : { M: zero.A, quadratic: zero, problems };
}

function objectiveFor(given: Given): Objective {
  const { typed } = given;
  if (!typed) return objectiveOf(given.quadratic);
  return {
    n: 2,
    value: (x) => typed.value(x[0]!, x[1]!),
    gradientInto: (out, x) => out.set(typed.gradient(x[0]!, x[1]!)),
    hessianInto: (out, x) => out.set(typed.hessian(x[0]!, x[1]!)),
  };
}

/** The step and momentum a racer runs with. */
function settingsFor(
  racer: Racer,
  values: Values,
  analysis: Analysis,
): { readonly step: number; readonly beta: number } {
  const own = { step: Number(values["step"]), beta: Number(values["beta"]) };
  if (racer === "adam") return { step: Number(values["adamStep"]), beta: 0 };
  if (values["rule"] !== "best" || analysis.inertia.positive === 0) return racer === "gd" ? { ...own, beta: 0 } : own;
  const [low, high] = [analysis.eigen.values[0]!, analysis.eigen.values[1]!];
  if (!(low > 0)) return { step: 1 / high, beta: racer === "gd" ? 0 : own.beta };
  if (racer === "momentum") return bestMomentum(low, high);
  if (racer === "nesterov") return bestNesterov(low, high);
  return { step: bestStep(low, high), beta: 0 };
}

/** The lowest point of a function that is no quadratic: the best of the runs, polished by Newton's method. */
function polishLowest(typed: TypedFunction, traces: readonly Trace[]): Model["lowest"] {
  let best: { point: Vector; value: number } | undefined;
  for (const trace of traces) {
    for (let k = 0; k < trace.kept; k++) {
      if (Number.isFinite(trace.values[k]!) && !(trace.values[k]! >= (best?.value ?? Number.POSITIVE_INFINITY))) {
        best = { point: rowOf(trace.points, 2, k).slice(), value: trace.values[k]! };
      }
    }
  }
  for (let k = 0; best && k < 30; k++) {
    const [x, y] = [best.point[0]!, best.point[1]!];
    const move = trySolve(typed.hessian(x, y), typed.gradient(x, y));
    if (!move) break;
    const point = Float64Array.of(x - move[0]!, y - move[1]!);
    const value = typed.value(point[0]!, point[1]!);
    if (!(value <= best.value)) break;
    if (value === best.value && norm(move) < 1e-15) break;
    best = { point, value };
  }
  return best && norm(typed.gradient(best.point[0]!, best.point[1]!)) < 1e-6 ? best : undefined;
}

/** The whole race. */
export function compute(values: Values, seed: number, context: Context): Model {
  const given = readGiven(values);
  const objective = objectiveFor(given);
  const startValues = values["start"] as readonly number[];
  const start = [startValues[0]!, startValues[1]!] as const;
  let analysis = analyse(given.quadratic);
  const inspect = String(values["inspect"]) as Racer;
  const racing = chosenRacers(values);
  const wanted = racing.includes(inspect) ? racing : [...racing, inspect];
  const maxSteps = Number(values["steps"]);
  const traces = wanted.map((racer) => {
    const settings = settingsFor(racer, values, analysis);
    const method = given.typed ? methodBeyondQuadratics(racer) : racer;
    const run = optimise(method, objective, start, settings, { maxSteps, tolerance: Number(values["tolerance"]) });
    for (;;) {
      const next = run.next();
      if (next.done) return { racer, ...settings, trace: next.value };
      context.checkpoint();
    }
  });
  let quadratic = given.quadratic;
  let lowest: Model["lowest"];
  if (given.typed) {
    lowest = polishLowest(
      given.typed,
      traces.map(({ trace }) => trace),
    );
    const [x, y] = lowest ? [lowest.point[0]!, lowest.point[1]!] : start;
    const H = given.typed.hessian(x, y);
    if (H.every(Number.isFinite)) {
      const g = given.typed.gradient(x, y);
      quadratic = quadraticOf(H, [H[0]! * x + H[1]! * y - g[0]!, H[2]! * x + H[3]! * y - g[1]!]);
      analysis = analyse(quadratic);
    }
  } else if (analysis.minimum !== undefined) {
    lowest = { point: analysis.stationary!, value: analysis.minimum };
  }
  const runs = traces.map((run): Run => measure(run, given, quadratic, analysis, lowest));
  const inspected = runs.find(({ racer }) => racer === inspect)!;
  const raced = runs.filter(({ racer }) => racing.includes(racer));
  context.progress(0.5);
  const spread = computeSpread(values, seed, context);
  return {
    values,
    seed,
    problems: given.problems,
    M: given.M,
    quadratic,
    analysis,
    ...(given.typed ? { formula: given.typed.text } : {}),
    ...(lowest ? { lowest } : {}),
    start,
    runs: raced,
    inspected,
    box: frameBox(start, analysis, lowest, raced),
    steps: Math.max(inspected.trace.steps, spread.steps, ...raced.map(({ trace }) => trace.steps)),
    spread,
  };
}

function measure(
  run: Omit<Run, "energy" | "excess" | "rate">,
  given: Given,
  quadratic: Quadratic,
  analysis: Analysis,
  lowest: Model["lowest"],
): Run {
  const { racer, trace } = run;
  if (!lowest) return run;
  const energy = Float64Array.from({ length: trace.kept }, (_, k) =>
    energyDistance(quadratic, rowOf(trace.points, 2, k), lowest.point),
  );
  // Near the minimum f − f* is all cancellation; half the square of the A-norm is the same number without it.
  const excess = given.typed
    ? trace.values.map((value) => value - lowest.value)
    : energy.map((value) => 0.5 * value * value);
  const isRated = racer === "gd" || racer === "momentum" || racer === "nesterov";
  if (given.typed || !isRated || analysis.inertia.negative > 0) return { ...run, energy, excess };
  const lambdas = analysis.eigen.values.filter((value) => value > 1e-12 * analysis.eigen.values[1]!);
  return { ...run, energy, excess, rate: rateOf(racer, run.step, run.beta, lambdas) };
}

/** A square that holds the start, the stationary point and the part of the paths that stays near them. */
function frameBox(
  start: readonly [number, number],
  { stationary }: Analysis,
  lowest: Model["lowest"],
  runs: readonly Run[],
): Box {
  const centre = lowest?.point ?? stationary;
  const anchors = centre ? [start, centre] : [start];
  const reach = centre ? Math.max(0.5, Math.hypot(start[0] - centre[0]!, start[1] - centre[1]!)) : 2;
  const near: (readonly [number, number])[] = [];
  for (const { trace } of runs) {
    for (let k = 0; k < trace.kept; k++) {
      const [x, y] = [trace.points[2 * k]!, trace.points[2 * k + 1]!];
      const middle = centre ?? start;
      if (Math.hypot(x - middle[0]!, y - middle[1]!) <= 1.6 * reach) near.push([x, y]);
    }
  }
  // Around the centre, so that the level lines of a bowl are seen whole.
  const mirrored = centre ? [[2 * centre[0]! - start[0], 2 * centre[1]! - start[1]] as const] : [];
  return boxAround([...anchors, ...near, ...mirrored], 0.15, 2);
}
