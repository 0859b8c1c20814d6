import type { Numbers } from "../../core/num/dense";
import { symmetricEigen } from "../../core/num/eigen";
import { Q, type Rational } from "../../core/num/rational";
import { optimise as runMethod } from "../../core/quadratic/methods";
import type { Objective } from "../../core/quadratic/objective";
import { complain } from "../check/context";
import type { Fn } from "../check/term";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import { isNonnegative } from "../symbolic/sign";
import { convexAnswer } from "./convex";
import { pointLatex, pointText, pointValue } from "./describe";
import { domainWhy, isDefinedAt } from "./domain";
import { nodeOfReal } from "./entries";
import { analyseForm } from "./form";
import { numbersOf } from "./numbers";
import { objectiveIn } from "./optimise";
import type { Scalarised } from "./quadratic";
import { isRational, type Real, realLatex, realText, realToNumber } from "./real";
import { reply, wordsLatex } from "./reply";
import { isExactlyStationary, settledPoint } from "./settle";
import { functionSubject } from "./subject-of";
import { brokenCondition } from "./variable-range";
import type { Outcome, Task } from "./world";

/** A local optimum of a smooth function by descent and Newton steps from several starts; says that it is local, unless convexity or a bound shows more. */
export function* search(task: Task, fn: Fn, f: Scalarised, sign: 1 | -1): Generator<void, Outcome, void> {
  const kind = sign > 0 ? "minimum" : "maximum";
  const found: Candidate[] = [];
  const tails: Candidate[] = [];
  const goal = objectiveIn(task.world, f);
  if (!goal) return { defines: [] };
  const objective = {
    n: goal.n,
    value: (x: ArrayLike<number>) => sign * goal.value(x),
    gradientInto: (out: Float64Array, x: ArrayLike<number>) => {
      goal.gradientInto(out, x);
      for (let i = 0; i < out.length; i++) out[i] *= sign;
    },
  };
  let isUnbounded = false;
  const all = [near(goal.n), ...starts(goal.n), ...(goal.n <= 2 ? lattice(goal.n) : farther(goal.n))];
  // Newton's method stays in the valley where it begins; descent may leap to another.
  const runs = [
    ...all.map((start) => ({ start, method: "polak-ribiere", of: objective }) as const),
    ...all.slice(0, 8).map((start) => ({ start, method: "newton", of: goal }) as const),
  ];
  for (const { start, method, of } of runs) {
    const last = yield* runFrom(of, method, start);
    const value = sign * goal.value(last.x);
    const isInside = isDefinedAt(
      task.world,
      f,
      Array.from(last.x, (approx) => ({ approx })),
    );
    if (isInside && last.isSettled && !isSaddle(goal, last.x, sign)) {
      const isEndless = drifts(objective, last.x) || isTail(task, f, goal, objective, last.x);
      (isEndless ? tails : found).push({ x: last.x, value });
    } else if (value < -1e8) isUnbounded = true;
  }
  if (!isUnbounded)
    isUnbounded = starts(goal.n).some((x) =>
      [1, -1].some((s) =>
        fallsForever(
          objective.value,
          x.map((y) => s * y),
        ),
      ),
    );
  if (isUnbounded)
    return {
      defines: [],
      subject: functionSubject(f),
      answer: reply({
        text: `unbounded ${sign > 0 ? "below" : "above"}, as far as the search went`,
        latex: wordsLatex(`unbounded ${sign > 0 ? "below" : "above"}`),
        tone: "unsure",
      }),
    };
  const least = Math.min(...found.map((one) => one.value));
  if (tails.some(({ value }) => value + 1e-9 * (1 + Math.abs(value)) < least)) return neverEnds(fn, f, sign);
  const best = nearestOfBest(found);
  if (!best) {
    complain(
      task.context,
      "unknown",
      { what: `${fn.name}`, why: { en: `no ${kind} was found from any start`, zh: "从各起点出发均未找到极值点" } },
      task.tree,
    );
    return { defines: [], subject: functionSubject(f) };
  }
  // A coordinate next to nothing beside the others, or beside one, is rounding.
  const size = 1e-12 * Math.max(1, ...best.x.map(Math.abs));
  const at = best.x.map((x) => (Math.abs(x) < size ? 0 : x));
  const point = settledPoint(task, f, goal, at) ?? [...at].map((approx): Real => ({ approx }));
  if (!isDefinedAt(task.world, f, point)) {
    complain(task.context, "unknown", { what: fn.name, why: domainWhy(task.world, f) }, task.tree);
    return { defines: [], subject: functionSubject(f) };
  }
  const { b } = task.world;
  const by = new Map(f.coords.map((node, i) => [node, nodeOfReal(b, point[i])]));
  const value = numbersOf(b, b.substitute(f.body, by))?.entries[0] ?? { approx: sign * best.value };
  const isFloat = !isRational(value);
  const curvature = convexAnswer(task, fn, f).answer.verdict ?? "";
  const shape = sign > 0 ? "convex" : "concave";
  const isGlobal = curvature === "affine" || curvature.split(" ").includes(shape);
  const bound = boundOf(f.body, sign);
  const reaches = bound !== undefined && isRational(value) && N.same(value, bound);
  const word = isGlobal
    ? `global ${kind}: ${fn.name} is ${shape}`
    : reaches
      ? `global ${kind}: ${fn.name} ${sign > 0 ? "≥" : "≤"} ${realText(bound)}`
      : `local ${kind}, best of ${found.length} runs`;
  const text = `${pointText(point)},  ${fn.name}* ${isFloat ? "≈" : "="} ${realText(value)}   ${word}`;
  return {
    defines: [],
    subject: functionSubject(f, { at: [...best.x] }),
    answer: reply({
      text,
      latex: `${pointLatex(point)},\\; ${fn.name}^{*} = ${realLatex(value)}`,
      value: pointValue(point),
    }),
  };
}

interface Candidate {
  readonly x: Float64Array;
  readonly value: number;
}

/** Of points with the least value, up to rounding, the one nearest to the origin: of many equal valleys it is the one to name. */
function nearestOfBest(found: readonly Candidate[]): Candidate | undefined {
  const least = Math.min(...found.map(({ value }) => value));
  const equal = found.filter(({ value }) => value <= least + 1e-12 * (1 + Math.abs(least)));
  return equal.reduce((a, b) => (Math.hypot(...b.x) < Math.hypot(...a.x) - 1e-6 ? b : a), equal[0]!);
}

/**
 * Whether a point far out lies in a valley without an end, like that of (xy − 1)² + x²: with one coordinate four times
 * as large, and so on to 64 times, and the others at their best, the value is less and less.
 */
function drifts({ n, value, gradientInto }: Omit<Objective, "hessianInto">, x: Float64Array): boolean {
  if (n < 2) return false;
  return x.some((far, k) => {
    if (Math.abs(far) < 20) return false;
    let others: Numbers = x.filter((_, i) => i !== k);
    let last = value(x);
    return [4, 16, 64].every((times) => {
      const whole = (y: ArrayLike<number>) =>
        Float64Array.from(x, (_, i) => (i === k ? times * far : y[i < k ? i : i - 1]!));
      const slope = new Float64Array(n);
      const rest: Objective = {
        n: n - 1,
        value: (y) => value(whole(y)),
        gradientInto: (out, y) => {
          gradientInto(slope, whole(y));
          out.set(slope.filter((_, i) => i !== k));
        },
      };
      const running = runMethod(
        "polak-ribiere",
        rest,
        others,
        { step: 1, beta: 0 },
        { tolerance: 1e-12, maxSteps: 60 },
      );
      let next = running.next();
      while (!next.done) next = running.next();
      others = next.value.last;
      const now = rest.value(others);
      const falls = now < last;
      last = now;
      return falls;
    });
  });
}

/** The number that a function's value cannot pass, seen from its terms: a constant, waves of |c|, and what is never negative (or never positive). */
function boundOf(body: Node, sign: 1 | -1): Rational | undefined {
  const terms = body.op === "sum" ? body.args : [body];
  const coefs = body.op === "sum" ? body.coefs : [1 as const];
  let bound: Rational = 0;
  for (const [i, t] of terms.entries()) {
    const c = coefs[i]!;
    if (!N.isExact(c)) return undefined;
    if (t.op === "num") bound = Q.add(bound, c);
    else if (t.op === "call" && (t.name === "sin" || t.name === "cos")) bound = Q.sub(bound, Q.mul(sign, Q.abs(c)));
    else if (N.sign(c) !== sign || !isNonnegative(t)) return undefined;
  }
  return bound;
}

/** Every run ends in a tail, like that of exp x: lower and lower, and never lowest. */
function neverEnds(fn: Fn, f: Scalarised, sign: 1 | -1): Outcome {
  const text = `no ${sign > 0 ? "minimum" : "maximum"} found: ${fn.name} goes on ${sign > 0 ? "falling" : "rising"}`;
  return {
    defines: [],
    subject: functionSubject(f),
    answer: reply({ text, latex: wordsLatex(text), tone: "unsure" }),
  };
}

/**
 * Whether a point where the gradient is next to nothing is no minimum: the function falls far along its slope, or is so flat there
 * that its numbers vanish, and no exact point near by is stationary.
 */
function isTail(
  task: Task,
  f: Scalarised,
  { n, hessianInto }: Objective,
  { value, gradientInto }: Pick<Objective, "value" | "gradientInto">,
  x: Float64Array,
): boolean {
  const slope = new Float64Array(n);
  gradientInto(slope, x);
  const size = Math.hypot(...slope);
  const reach = 1 + Math.hypot(...x);
  const falls = (along: (i: number) => number): boolean => {
    const values = [0, 1, 10, 100].map((t) => value(x.map((y, i) => y - t * reach * along(i))));
    return values[1] < values[0] && values.every((v, i) => i === 0 || v <= values[i - 1]);
  };
  if (size > 0 && falls((i) => slope[i] / size)) return true;
  if (slope.some((s, k) => s !== 0 && falls((i) => (i === k ? Math.sign(s) : 0)))) return true;
  const H = new Float64Array(n * n);
  hessianInto?.(H, x);
  if (slope.some((s, i) => isFaint(H, n, i) && Math.abs(s) > 0.05 * H[i * n + i])) return true;
  if (H.some((h) => Math.abs(h) > 1e-9)) return false;
  return size < 1e-12 && !isExactlyStationary(task, f, x);
}

/** Whether one coordinate has next to no curvature, and what it has is its own. */
function isFaint(H: Float64Array, n: number, i: number): boolean {
  const own = H[i * n + i];
  if (!(own > 0 && own < 1e-9)) return false;
  for (let j = 0; j < n; j++) if (j !== i && H[i * n + j] ** 2 > 1e-6 * own * Math.abs(H[j * n + j])) return false;
  return true;
}

interface Run {
  readonly x: Float64Array;
  readonly isSettled: boolean;
}

function* runFrom(
  of: Objective,
  method: "polak-ribiere" | "newton",
  start: readonly number[],
): Generator<void, Run, void> {
  const limits = { tolerance: 1e-10, maxSteps: method === "newton" ? 60 : 400, yieldEvery: 50 };
  const running = runMethod(method, of, start, { step: 1, beta: 0 }, limits);
  let next = running.next();
  while (!next.done) {
    yield;
    next = running.next();
  }
  const { outcome, last, steps, gradientNorms } = next.value;
  return { x: last, isSettled: outcome === "converged" || gradientNorms[steps] < 1e-7 };
}

/** Starting points: the origin's neighbourhood on a few circles, the same every time. */
function starts(n: number): number[][] {
  return [0, 1, 2, 3, 4, 5, 6].map((k) =>
    Array.from({ length: n }, (_, i) => (k === 0 ? 0.1 * (i + 1) : 1.5 * Math.cos(2.4 * k + 1.7 * i) * (1 + k / 3))),
  );
}

/** A start hardly off the origin, where the best of many valleys often lies. */
const near = (n: number): number[] => Array.from({ length: n }, (_, i) => 0.01 * (i + 1));

/** More starts for functions of many coordinates: the same circles, three times as wide and turned round. */
const farther = (n: number): number[][] =>
  [...starts(n), ...starts(n)].map((x, k) => x.map((y) => (k < 7 ? 3 : -2) * y));

/** Whether a function goes down and down along a ray from the origin. */
function fallsForever(value: (x: ArrayLike<number>) => number, along: readonly number[]): boolean {
  const at = [1e2, 1e4, 1e6].map((t) => value(along.map((x) => t * x)));
  return at.every(Number.isFinite) && at[1] < at[0] && at[2] < at[1] && at[2] < -1e3;
}

/** Whether the curvature at a point says that a smaller value is near. */
function isSaddle({ n, hessianInto }: Objective, at: ArrayLike<number>, sign: 1 | -1): boolean {
  if (!hessianInto) return false;
  const H = new Float64Array(n * n);
  hessianInto(H, at);
  if (!H.every(Number.isFinite)) return false;
  const { values } = symmetricEigen(H, n);
  const size = Math.max(1, ...values.map(Math.abs));
  return sign > 0 ? values[0] < -1e-6 * size : values[n - 1] > 1e-6 * size;
}

/** What a stationary point is, by the inertia of the Hessian there; degenerate where that does not tell. */
function kindOf({ n, hessianInto }: Objective, point: readonly Real[]): string {
  const H = new Float64Array(n * n);
  hessianInto?.(H, point.map(realToNumber));
  const { positive, zero, negative } = analyseForm(
    Array.from({ length: n }, (_, i) => Array.from(H.subarray(i * n, (i + 1) * n), (approx) => ({ approx }))),
  ).inertia;
  if (positive > 0 && negative > 0) return "saddle";
  return zero > 0 ? "degenerate" : positive > 0 ? "minimum" : "maximum";
}

/** A lattice about the origin, a little off it, so that no start lies on an axis of symmetry. */
function lattice(n: number): number[][] {
  const ticks = [-3.6, -2.1, -0.7, 0.6, 1.9, 3.3];
  let points: number[][] = [[]];
  for (let i = 0; i < n; i++) points = points.flatMap((point) => ticks.map((tick) => [...point, tick]));
  return points;
}

/** All stationary points that Newton's method finds from a grid of starts, exact where they are small fractions. */
export function* stationaryPoints(task: Task, f: Scalarised): Generator<void, Outcome, void> {
  const goal = objectiveIn(task.world, f);
  if (!goal) return { defines: [] };
  const found: (readonly Real[])[] = [];
  for (const start of [
    ...starts(goal.n),
    ...starts(goal.n).map((x) => x.map((y) => 3 * y)),
    ...starts(goal.n).map((x) => x.map((y) => -y / 2)),
    ...(goal.n <= 3 ? lattice(goal.n) : []),
  ]) {
    const running = runMethod(
      "newton",
      goal,
      start,
      { step: 1, beta: 0 },
      { tolerance: 1e-13, maxSteps: 60, yieldEvery: 20 },
    );
    let next = running.next();
    while (!next.done) {
      yield;
      next = running.next();
    }
    const { last, gradientNorms, steps } = next.value;
    if (!(gradientNorms[steps] < 1e-8)) continue;
    const point = settledPoint(task, f, goal, last);
    if (!point || !isDefinedAt(task.world, f, point)) continue;
    if (brokenCondition(task, f.coords, point.map(realToNumber))) continue;
    const isNew = found.every((other) =>
      other.some((x, i) => Math.abs(realToNumber(x) - realToNumber(point[i])) > 1e-6),
    );
    if (isNew) found.push(point);
  }
  const subject = functionSubject(f, found[0] ? { at: found[0].map(realToNumber) } : {});
  if (found.length === 0)
    return {
      defines: [],
      subject,
      answer: reply({ text: "none found by search", latex: wordsLatex("none found by search"), tone: "unsure" }),
    };
  found.sort((a, b) => a.map(realToNumber).reduce((order, x, i) => order || x - realToNumber(b[i]), 0));
  const list = found
    .slice(0, 8)
    .map((point) => `${pointText(point)} ${kindOf(goal, point)}`)
    .join(",  ");
  const more = found.length > 8 ? ` and ${found.length - 8} more` : "";
  const text = `${list}${more}   found by search, may be incomplete`;
  return {
    defines: [],
    subject,
    answer: reply({ text, latex: found.slice(0, 8).map(pointLatex).join(",\\; "), value: pointValue(found[0]) }),
  };
}
