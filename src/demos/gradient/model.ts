import type { ConstrainedExtremum } from "../../core/gradient/constrained";
import { extremaOnCircle } from "../../core/gradient/constrained";
import type { Verdict } from "../../core/gradient/detector";
import { detect } from "../../core/gradient/detector";
import type { Field } from "../../core/gradient/difference";
import type { Limit } from "../../core/gradient/limit";
import { oneSidedDerivative, twoSidedDerivative } from "../../core/gradient/limit";
import { ascentPath } from "../../core/gradient/path";
import type { Context, Values } from "../demo";
import type { Box } from "../frame";
import type { FormulaProblem, TypedFunction } from "../function";
import { typedFunction } from "../function";
import { memo } from "../memo";
import { variableNames, variablesOf } from "../variables";

type Play = "turn" | "shrink" | "climb" | "descend";

/** What the whole run shares; plain data. */
export interface Model {
  readonly values: Values;
  readonly formula: string;
  /** The variables of the formula; the plane shows two of them, the others are held where `place` has them. */
  readonly names: readonly string[];
  readonly axes: readonly [string, string];
  /** P in all the variables, in the order of `names`. */
  readonly place: readonly number[];
  readonly problems: readonly FormulaProblem[];
  readonly play: Play;
  readonly point: readonly [number, number];
  /** The direction as given, and its angle. */
  readonly w: readonly [number, number];
  readonly angleRad: number;
  /** Points of the walk, x, y, …; one point when nobody walks. */
  readonly walk: Float64Array;
  readonly steps: number;
  readonly box: Box;
  readonly verdict: Verdict;
  readonly circle?: { readonly centre: readonly [number, number]; readonly radius: number };
  readonly extrema: readonly ConstrainedExtremum[];
}

/** Everything at one step: where P stands, where the compass points, how small h is. */
export interface State {
  readonly f: TypedFunction;
  readonly field: Field;
  readonly point: readonly [number, number];
  readonly angleRad: number;
  /** The unit vector of the compass. */
  readonly u: readonly [number, number];
  /** What f is differentiated along: u, or w itself when it is not normalised. */
  readonly along: readonly [number, number];
  readonly h: number;
  readonly value: number;
  /** By the symbolic derivative; entries are NaN where that is 0/0. */
  readonly gradient: readonly [number, number];
  readonly hessian: Float64Array;
  /** The limit that defines the derivative along `along`. */
  readonly limit: Limit;
  readonly oneSided: boolean;
}

const NOWHERE = "0";

/** Where a variable stands among the six numbers of the control `place`. */
export const placeOf = (name: string): number => variableNames.indexOf(name);

/** What of a model says which function of two numbers it draws. */
type Shown = Pick<Model, "values" | "formula" | "names" | "axes" | "place">;

function readFunction({ values, formula, names, axes, place }: Shown): ReturnType<typeof typedFunction> {
  const fill = values["fill"] === true ? { hole: 0 } : {};
  if (names.length === 2) return typedFunction(formula, fill);
  const held = names.flatMap((name, i) => (axes.includes(name) ? [] : [[name, place[i]!] as const]));
  return typedFunction(formula, { ...fill, slice: { free: axes, held: Object.fromEntries(held) } });
}

/** The function of a model; 0 where the text could not be read. */
function functionOf(shown: Shown): TypedFunction {
  return readFunction(shown).value ?? typedFunction(NOWHERE).value!;
}

/** The two variables that the plane shows: those asked for, as far as the formula has them and they differ. */
function axesOf(names: readonly string[], values: Values): readonly [string, string] {
  const [asked, wanted] = [String(values["across"]), String(values["up"])];
  const across = names.includes(asked) ? asked : names.find((name) => name !== wanted)!;
  const isFree = names.includes(wanted) && wanted !== across;
  return [across, isFree ? wanted : names.find((name) => name !== across)!];
}

const pair = (value: unknown): readonly [number, number] => {
  const numbers = value as readonly number[];
  return [numbers[0]!, numbers[1]!];
};

const TURNS = 72;
const HALVINGS = 40;
/** As far as a walk goes that does not end by itself. */
export const WALK_STEPS = 60;

/** Descent with a fixed step from p, until it hardly moves or leaves. */
function descend(f: TypedFunction, p: readonly [number, number], size: number, steps: number): Float64Array {
  const out = [...p];
  let [x, y] = p;
  for (let k = 0; k < steps; k++) {
    const g = f.gradient(x, y);
    if (!(Math.hypot(g[0]!, g[1]!) > 1e-6)) break;
    x -= size * g[0]!;
    y -= size * g[1]!;
    if (!(Math.hypot(x, y) < 1e4)) break;
    out.push(x, y);
  }
  return Float64Array.from(out);
}

function walkOf(f: TypedFunction, play: Play, point: readonly [number, number], values: Values): Float64Array {
  if (play === "descend") return descend(f, point, Number(values["walkStep"]), WALK_STEPS);
  if (play === "climb") return ascentPath(f.gradient, point, 0.08, WALK_STEPS, 1e-6);
  return Float64Array.from(point);
}

/** Moves a point to the nearest one on the circle. */
export function ontoCircle(
  point: readonly [number, number],
  circle: { readonly centre: readonly [number, number]; readonly radius: number },
): readonly [number, number] {
  const [dx, dy] = [point[0] - circle.centre[0], point[1] - circle.centre[1]];
  const length = Math.hypot(dx, dy);
  const [ux, uy] = length > 1e-12 ? [dx / length, dy / length] : [1, 0];
  return [circle.centre[0] + circle.radius * ux, circle.centre[1] + circle.radius * uy];
}

export function compute(values: Values, _seed: number, context: Context): Model {
  const formula = String(values["formula"]);
  const names = variablesOf(formula);
  const axes = axesOf(names, values);
  const everywhere = values["place"] as readonly number[];
  const asked = names.length === 2 ? pair(values["point"]) : names.map((name) => everywhere[placeOf(name)]!);
  const shown = { values, formula, names, axes, place: asked };
  const { problems } = readFunction(shown);
  const f = functionOf(shown);
  const play = String(values["play"]) as Play;
  const circle =
    values["constrained"] === true ? { centre: pair(values["centre"]), radius: Number(values["circle"]) } : undefined;
  const given = pair(axes.map((name) => asked[names.indexOf(name)]!));
  const point = circle ? ontoCircle(given, circle) : given;
  const degrees = Number(values["angle"]);
  const asVector = values["how"] === "vector";
  const w = asVector
    ? pair(values["w"])
    : ([Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)] as const);
  const angleRad = Math.atan2(w[1], w[0]);
  const walk = walkOf(f, play, point, values);
  context.checkpoint();
  const field: Field = (p) => f.value(p[0]!, p[1]!);
  const steps = play === "turn" ? TURNS : play === "shrink" ? HALVINGS : walk.length / 2 - 1;
  return {
    ...shown,
    problems,
    play,
    point,
    w,
    angleRad,
    walk,
    steps,
    box: frameBox(point, walk, circle),
    verdict: detect(field, point),
    ...(circle ? { circle } : {}),
    extrema: circle ? extremaOnCircle(f.gradient, circle) : [],
  };
}

/** A square about P that shows the origin when it is near, the walk and the circle. */
function frameBox(point: readonly [number, number], walk: Float64Array, circle: Model["circle"]): Box {
  let half = Math.max(2, 1.9 * Math.max(Math.abs(point[0]), Math.abs(point[1])));
  for (let k = 0; k < walk.length; k++)
    if (Math.abs(walk[k]!) < 4 * half) half = Math.max(half, 1.15 * Math.abs(walk[k]!));
  if (circle) half = Math.max(half, 1.3 * (Math.max(...circle.centre.map(Math.abs)) + circle.radius));
  // Far from the origin a picture about the origin would show P at its rim.
  const isFar = !circle && Math.max(Math.abs(point[0]), Math.abs(point[1])) > 8;
  return isFar ? [point[0] - 4, point[1] - 4, point[0] + 4, point[1] + 4] : [-half, -half, half, half];
}

export function stateAt(model: Model, step: number): State {
  const f = functionOf(model);
  const field: Field = (p) => f.value(p[0]!, p[1]!);
  const k = Math.min(step, model.steps);
  const walks = model.play === "climb" || model.play === "descend";
  const point = walks ? ([model.walk[2 * k]!, model.walk[2 * k + 1]!] as const) : model.point;
  const angleRad = model.angleRad + (model.play === "turn" ? (2 * Math.PI * k) / TURNS : 0);
  // The given direction itself, not the cosine of its angle: 3/5 and 4/5 stay exact.
  const length = Math.hypot(model.w[0], model.w[1]);
  const isGiven = angleRad === model.angleRad && length > 0;
  const u: readonly [number, number] = isGiven
    ? [model.w[0] / length, model.w[1] / length]
    : [Math.cos(angleRad), Math.sin(angleRad)];
  const isRaw = model.values["normalise"] === false && model.values["how"] === "vector" && length > 0;
  const along: readonly [number, number] = isRaw ? [u[0] * length, u[1] * length] : u;
  const h = Math.max(1e-14, Number(model.values["h"]) * (model.play === "shrink" ? 2 ** -k : 1));
  const [x, y] = point;
  const g = f.gradient(x, y);
  const oneSided = model.values["sides"] === "one";
  return {
    f,
    field,
    point,
    angleRad,
    u,
    along,
    h,
    value: f.value(x, y),
    gradient: [g[0]!, g[1]!],
    hessian: f.hessian(x, y),
    limit: (oneSided ? oneSidedDerivative : twoSidedDerivative)(field, point, along),
    oneSided,
  };
}

/** P of this step in all the variables. */
export function placeAt({ names, axes, place }: Model, { point }: State): number[] {
  return names.map((name, i) => (axes.includes(name) ? point[axes.indexOf(name)]! : place[i]!));
}

/** The derivative along the compass: ∇f·u where f has a gradient, else the limit; NaN where there is none. */
export function slopeOf(state: State, isSmooth: boolean): number {
  const { gradient, along, limit } = state;
  const dotted = gradient[0] * along[0] + gradient[1] * along[1];
  if (isSmooth && Number.isFinite(dotted)) return dotted;
  return limit.kind === "value" ? limit.value : Number.NaN;
}

/** Whether P of this step is a point where f is differentiable, as far as numbers tell. */
export function verdictAt(model: Model, state: State): Verdict {
  const isStart = state.point[0] === model.point[0] && state.point[1] === model.point[1];
  return isStart ? model.verdict : memo(model, `verdict ${state.point}`, () => detect(state.field, state.point));
}
