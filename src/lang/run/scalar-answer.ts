import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { attempt, type Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { printLatex } from "../symbolic/print";
import { convexAnswer } from "./convex";
import { pointText } from "./describe";
import { numbersOf } from "./numbers";
import { order } from "./pieces";
import type { Scalarised } from "./quadratic";
import { floatText, isRational, type Real, realText, realToNumber, realToScalar } from "./real";
import { formula, reply, wordsLatex } from "./reply";
import { type Lowest, lowestOf, type OneScalar, type Profile, profilesOf } from "./scalar-optimum";
import { functionSubject } from "./subject-of";
import { whereText } from "./where";
import type { Outcome, Task } from "./world";

type Word = "minimise" | "maximise" | "stationary";

/** One question about one function of one scalar. */
interface Asked {
  readonly task: Task;
  readonly word: Word;
  readonly fn: Fn;
  readonly f: Scalarised | undefined;
  readonly of: OneScalar;
  /** What stands before the answer: `x* = ` where conditions were given. */
  readonly label: string;
  /** Scalars that were taken to be > 0. */
  readonly assumed: readonly Node[];
}

/**
 * The optimum or the stationary points of a function of one scalar in closed form: all roots of f′ in the range of the variable.
 * In one dimension the only stationary point, if it is a local minimum, is the global one.
 *
 * @returns undefined where the function has more variables, or f′ = 0 has no closed form
 */
export function scalarOptimum(task: Task, word: Word, fn: Fn, f: Scalarised | undefined): Outcome | undefined {
  const of = oneScalar(task, fn, f);
  const found = of && profilesOf(task, word, of);
  if (!of || !found) return undefined;
  const { profiles, assumed } = found;
  const label = task.tree.given.length > 0 && !f ? `${of.x.name}* = ` : "";
  const asked: Asked = { task, word, fn, f, of, label, assumed };
  if (word === "stationary") return allPoints(asked, profiles);
  const sign = word === "minimise" ? 1 : -1;
  return extremum(asked, profiles, lowestOf(profiles, sign), sign);
}

function oneScalar({ maker }: Task, fn: Fn, f: Scalarised | undefined): OneScalar | undefined {
  if (f) return f.coords.length === 1 ? { x: f.coords[0], body: f.body, needs: f.needs } : undefined;
  const [x, ...others] = fn.params.map((letter) => letterNode(maker, letter));
  return others.length === 0 && x?.rows === 1 && x.cols === 1 ? { x, body: fn.body, needs: fn.needs } : undefined;
}

function allPoints(asked: Asked, profiles: readonly Profile[]): Outcome {
  const points = profiles.flatMap((profile) => profile.points);
  if (points.length === 0) return done(asked, "no stationary point", undefined);
  const text = points.map(({ at, kind }) => `${placeText(asked, at)} ${kind}`).join(",  ");
  return done(asked, text, points[0].at);
}

function extremum(
  asked: Asked,
  profiles: readonly Profile[],
  { candidates, falling }: Lowest,
  sign: 1 | -1,
): Outcome | undefined {
  const { world } = asked.task;
  const kind = sign > 0 ? "minimum" : "maximum";
  if (candidates.length === 0) return done(asked, noneText(asked, falling, sign), undefined);
  const valued = candidates.map((at) => ({ at, value: valueAt(asked, at) }));
  if (valued.some(({ value }) => !value)) return undefined;
  let best = [valued[0]];
  for (const next of valued.slice(1)) {
    const gap = order(world, next.value as Node, best[0].value as Node);
    if (gap === undefined) return undefined;
    if (gap === 0) best.push(next);
    else if (gap === -sign) best = [next];
  }
  if (falling.length > 0 && isBeaten(asked, best[0].value as Node, falling, sign))
    return done(asked, noneText(asked, falling, sign), undefined);
  const where = best.map(({ at }) => placeText(asked, at)).join(" and ");
  const value = `${asked.fn.name}* ${valueText(asked, best[0].value as Node)}`;
  const tail = falling.length > 0 ? `   local ${kind}` : asked.f ? globalText(asked, profiles, kind, best[0].at) : "";
  return done(asked, `${asked.label}${where},  ${value}${tail}`, best[0].at, best[0].value);
}

function globalText(
  { task, fn, f }: Asked,
  profiles: readonly Profile[],
  kind: "minimum" | "maximum",
  at: Node,
): string {
  const shape = kind === "minimum" ? "convex" : "concave";
  const verdict = f ? (convexAnswer(task, fn, f).answer.verdict ?? "") : "";
  if (verdict.split(" ").includes(shape)) return `   global ${kind}: ${fn.name} is ${shape}`;
  const isOnly = profiles.length === 1 && profiles[0].points.length === 1 && profiles[0].points[0].at === at;
  return isOnly ? `   global ${kind}: no other stationary point` : `   global ${kind}`;
}

/** `no minimum: f falls as x → ∞`. */
function noneText({ task, fn, of }: Asked, falling: Lowest["falling"], sign: 1 | -1): string {
  const ends = falling.map(({ end, isLow }) => (end ? formula(task.world, end) : isLow ? "−∞" : "∞"));
  const where = ends.map((end) => `${of.x.name} → ${end}`).join(" and ");
  return `no ${sign > 0 ? "minimum" : "maximum"}: ${fn.name} ${sign > 0 ? "falls" : "rises"} as ${where}`;
}

/** Whether the function is seen to go below a value on its way to an open end. */
function isBeaten({ task, of }: Asked, best: Node, falling: Lowest["falling"], sign: 1 | -1): boolean {
  const { b } = task.world;
  const least = attempt(() => numbersOf(b, best)).value?.entries[0];
  if (least === undefined) return false;
  return falling.some(({ end, isLow }) => {
    const from = end && attempt(() => numbersOf(b, end)).value?.entries[0];
    return [1, 2, 4, 8, 16].some((k) => {
      const step = from === undefined ? 2 ** k : 10 ** -k;
      const at = (from === undefined ? 0 : realToNumber(from)) + (isLow === (from === undefined) ? -step : step);
      const value = attempt(() => numbersOf(b, b.substitute(of.body, new Map([[of.x, b.approx(at)]])))).value
        ?.entries[0];
      return value !== undefined && sign * (realToNumber(value) - realToNumber(least)) < 0;
    });
  });
}

const valueAt = ({ task, of }: Asked, at: Node): Node | undefined =>
  attempt(() => withoutLogs(task.world.b, task.world.b.substitute(of.body, new Map([[of.x, at]])))).value;

/** With softplus(log v) = log(1 + v) and σ(log v) = v/(1 + v). */
function withoutLogs(b: Builder, node: Node): Node {
  const by = new Map<Node, Node>();
  const visit = (n: Node): void => {
    const [u] = n.args;
    if (n.op === "call" && u?.op === "call" && u.name === "log") {
      const [v] = u.args;
      const whole = b.add(b.num(1), v);
      if (n.name === "softplus") by.set(n, b.call("log", whole));
      if (n.name === "sigmoid") by.set(n, b.div(v, whole));
    }
    n.args.forEach(visit);
  };
  visit(node);
  return by.size === 0 ? node : b.substitute(node, by);
}

/** `2`, `log(2) ≈ 0.693147`, `−b/(2a)`, `≈ 0.567143`. */
function placeText({ task, fn }: Asked, at: Node): string {
  const number = realIn(task, at);
  if (number === undefined) return formula(task.world, at, { names: [...fn.names], fold: fn.fold });
  if (!isFloat(number)) return pointText([number]);
  const shown = formula(task.world, at);
  return at.op === "num" ? `≈ ${realText(number)}` : `${shown} ≈ ${floatText(realToNumber(number), 6)}`;
}

function valueText({ task, fn }: Asked, value: Node): string {
  const number = realIn(task, value);
  if (number === undefined) return `= ${formula(task.world, value, { names: [...fn.names], fold: fn.fold })}`;
  if (!isFloat(number)) return `= ${realText(number)}`;
  const shown = value.op === "num" || hasChoice(value) ? "" : `= ${formula(task.world, value)} `;
  return `${shown}≈ ${floatText(realToNumber(number), 6)}`;
}

/** Whether a value still holds a max or a choice, of which only the number is worth saying. */
const hasChoice = (n: Node): boolean =>
  (n.op === "call" && ["max", "min", "where", "abs"].includes(n.name)) || n.args.some(hasChoice);

const isFloat = (x: Real): boolean => !isRational(x) && "approx" in x;

const realIn = ({ world }: Task, n: Node): Real | undefined => attempt(() => numbersOf(world.b, n)).value?.entries[0];

function done(asked: Asked, said: string, at: Node | undefined, value?: Node): Outcome {
  const { task, fn, f, of, assumed } = asked;
  const { graph } = task.world.b;
  const number = at && realIn(task, at);
  const options = { names: [...fn.names], fold: fn.fold };
  const text = `${said}${whereText(task.world, assumed, options)}`;
  const latex = () =>
    at === undefined
      ? wordsLatex(text)
      : `${of.x.name}^{*} = ${printLatex(graph, at, options)}${value ? `,\\quad ${fn.name}^{*} = ${printLatex(graph, value, options)}` : ""}`;
  return {
    defines: [],
    ...(f ? { subject: functionSubject(f, number === undefined ? {} : { at: [realToNumber(number)] }) } : {}),
    answer: reply({
      text,
      latex,
      ...(number === undefined ? {} : { value: realToScalar(number) }),
      tone: at === undefined ? "bad" : "value",
    }),
  };
}
