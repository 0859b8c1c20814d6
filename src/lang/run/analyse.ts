import { symmetricEigen } from "../../core/num/eigen";
import { Q, type Rational } from "../../core/num/rational";
import { optimise as runMethod } from "../../core/quadratic/methods";
import type { Objective } from "../../core/quadratic/objective";
import { complain } from "../check/context";
import { withValues } from "../check/maker";
import { functionIn } from "../check/resolve-name";
import type { Fn } from "../check/term";
import { derivative } from "../symbolic/differential";
import type { Expr, Statement } from "../syntax/tree";
import { convexAnswer } from "./convex";
import { lineText, pointLatex, pointText, pointValue, saddleText } from "./describe";
import { domainWhy, isDefinedAt } from "./domain";
import { analyseForm, type QuadraticForm } from "./form";
import { knobsAt } from "./knobs";
import { numbersOf } from "./numbers";
import { polynomialOptimum } from "./one-variable";
import { objectiveIn } from "./optimise";
import { quadraticIn, type Scalarised, scalarised } from "./quadratic";
import { isRational, type Real, realLatex, realText, realToNumber } from "./real";
import { reply, wordsLatex } from "./reply";
import { symbolicClass } from "./structure";
import { functionSubject } from "./subject-of";
import { symbolicOptimum } from "./symbolic-optimum";
import { bringParameters, clauseOf, nodeOf, read } from "./task";
import { answerWhole } from "./whole";
import type { Outcome, Task, World } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };

/** `classify`, `convex`, `definite`, `minimise`, `maximise`, `stationary`. */
export function* analyse(task: Task, tree: Of<"analyse">): Generator<void, Outcome, void> {
  const { context, world } = task;
  const { word, of } = tree;
  bringParameters(task, [of]);
  if (word === "definite") return answerWhole(task, "definite", of);
  const fn = functionIn(context, of);
  const label = context.text.slice(of.from, of.to).trim();
  if (!fn) {
    complain(context, "needs-function", { word, what: label }, of);
    return { defines: [] };
  }
  if (fn.body.rows !== 1 || fn.body.cols !== 1) {
    complain(context, "not-scalar-function", { word, name: fn.name }, of);
    return { defines: [] };
  }
  const f = scalarised(world, fn);
  if (!f || !objectiveIn(world, f)) {
    if (word === "convex") return { defines: [], ...convexAnswer(task, fn, undefined) };
    const found = word === "classify" ? symbolicClass(task, fn) : symbolicOptimum(task, word, fn, tree.given);
    if (!found) complain(context, "unknown", { what: `${word} ${fn.name}`, why: noClosedForm }, of);
    return found ?? { defines: [] };
  }
  yield;
  const q = quadraticIn(world, f);
  if (word === "convex") return { defines: [], subject: functionSubject(f, { q }), ...convexAnswer(task, fn, f) };
  const at = clauseOf(tree.clauses, "at");
  if (word === "classify") return at ? classifyAt(task, f, at.values, of) : classify(task, f, q, of);
  if (q && !isOptimumDefined(world, word, f, q)) {
    complain(context, "unknown", { what: `${word} ${fn.name}`, why: domainWhy(world, f) }, of);
    return { defines: [], subject: functionSubject(f) };
  }
  const exact = q || f.needs.length > 0 ? undefined : polynomialOptimum(world, word, f);
  if (exact) return exact;
  if (word === "stationary" && !q) return yield* stationaryPoints(task, f);
  if (q) return optimum(word, f, q);
  return yield* search(task, fn, f, word === "maximise" ? -1 : 1);
}

/** Whether the optimum of the formula is one of the function, where that is not defined everywhere. */
function isOptimumDefined(world: World, word: string, f: Scalarised, { form, stationary }: QuadraticForm): boolean {
  if (f.needs.length === 0) return true;
  const isUnbounded = word !== "stationary" && (word === "maximise" ? form.up : form.down) !== undefined;
  return !isUnbounded && stationary.kind !== "none" && isDefinedAt(world, f, stationary.x);
}

const noClosedForm = {
  en: "with letters I answer for quadratics only; give the letters values",
  zh: "含字母时只能解答二次函数；请给字母赋值",
} as const;

/** The class of a quadratic, in the words of `definite`. */
function classify(task: Task, f: Scalarised, q: QuadraticForm | undefined, of: Expr): Outcome {
  if (!q) {
    complain(
      task.context,
      "missing-part",
      { word: "classify", part: "at", example: `classify ${f.fn.name} at (${f.names.map(() => "1").join(", ")})` },
      of,
    );
    return { defines: [] };
  }
  const { form } = q;
  const tail =
    form.down && form.definiteness === "indefinite"
      ? `   ${saddleText(form.down)}`
      : `   eigenvalues ${form.eigenvalues.map((x) => realText(x)).join(", ")}`;
  return {
    defines: [],
    subject: functionSubject(f, { q }),
    answer: reply({
      text: `${form.definiteness}${tail}`,
      latex: wordsLatex(form.definiteness),
      verdict: form.definiteness,
    }),
  };
}

function classifyAt(task: Task, f: Scalarised, values: readonly Expr[], of: Expr): Outcome {
  const { world, context } = task;
  const { b } = world;
  const terms = read(task, values);
  if (!terms) return { defines: [] };
  const entries = terms.flatMap((term) => numbersOf(b, withValues(task.maker, nodeOf(task, term)))?.entries ?? []);
  if (entries.length !== f.coords.length) {
    complain(context, "point-size", { name: f.fn.name, needs: f.coords.length, got: entries.length }, values[0] ?? of);
    return { defines: [] };
  }
  const by = new Map(f.coords.map((x, i) => [x, nodeFrom(task, entries[i])]));
  if (!isDefinedAt(world, f, entries)) {
    complain(context, "undefined", { what: f.fn.name, why: domainWhy(world, f) }, of);
    return { defines: [] };
  }
  const slopes = f.coords.map((x) => derivative(b.graph, f.body, x));
  const gradient = slopes.map((slope) => numbersOf(b, b.substitute(slope, by))?.entries[0]);
  const rows = slopes.map((slope) =>
    f.coords.map((y) => numbersOf(b, b.substitute(derivative(b.graph, slope, y), by))?.entries[0]),
  );
  const places = values.flatMap((value) => (value.kind === "tuple" ? value.items : [value]));
  const subject = functionSubject(f, {
    at: entries.map(realToNumber),
    knobs: knobsAt(context.text, places, "point"),
  });
  if (gradient.some((x) => x === undefined) || rows.flat().some((x) => x === undefined)) {
    complain(
      context,
      "undefined",
      { what: f.fn.name, why: { en: "it is outside the domain there", zh: "该点超出定义域" } },
      of,
    );
    return { defines: [] };
  }
  const moves = (gradient as Real[]).some((x) => (isRational(x) ? x !== 0 : Math.abs(realToNumber(x)) > 1e-9));
  if (moves) {
    const text = `not stationary   ∇${f.fn.name} = ${pointText(gradient as Real[])}`;
    return {
      defines: [],
      subject,
      answer: reply({ text, latex: wordsLatex("not stationary"), verdict: "not stationary", tone: "bad" }),
    };
  }
  const form = analyseForm(rows as Real[][]);
  const verdict = pointClass(form.definiteness);
  const text = `${verdict}   eigenvalues ${form.eigenvalues.map((x) => realText(x)).join(", ")}`;
  return { defines: [], subject, answer: reply({ text, latex: wordsLatex(verdict), verdict }) };
}

function nodeFrom(task: Task, x: Real) {
  const { b } = task.world;
  return isRational(x) ? b.num(x) : b.approx(realToNumber(x));
}

function pointClass(definiteness: string): string {
  if (definiteness === "positive definite") return "strict local minimum";
  if (definiteness === "negative definite") return "strict local maximum";
  return definiteness === "indefinite" ? "saddle" : "degenerate";
}

/** The exact optimum of a quadratic, or the direction in which there is none. */
function optimum(word: "minimise" | "maximise" | "stationary", f: Scalarised, q: QuadraticForm): Outcome {
  const { form, stationary } = q;
  const { name } = f.fn;
  const subject = functionSubject(f, {
    q,
    ...(stationary.kind === "none" ? {} : { at: stationary.x.map(realToNumber) }),
  });
  const isMax = word === "maximise";
  const against = isMax ? form.up : form.down;
  const done = (text: string, latex = wordsLatex(text), value?: ReturnType<typeof pointValue>): Outcome => ({
    defines: [],
    subject,
    answer: reply({ text, latex, value, tone: value === undefined ? "bad" : "value" }),
  });
  if (word !== "stationary" && against) {
    if (form.definiteness === "indefinite" && !isMax) return done(saddleText(against));
    return done(`unbounded ${isMax ? "above" : "below"} along ${pointText(against.vector)}`);
  }
  if (stationary.kind === "none") {
    if (word === "stationary")
      return done(`no stationary point: the slope along ${pointText(stationary.along)} is constant`);
    const along = isMax ? stationary.along : stationary.along;
    const sign = isMax ? along.map((x) => (isRational(x) ? Q.neg(x) : { approx: -realToNumber(x) })) : along;
    return done(`unbounded ${isMax ? "above" : "below"} along ${pointText(sign)}`);
  }
  const value = `${name}* = ${realText(stationary.value)}`;
  const latex = `${pointLatex(stationary.x)},\\; ${name}^{*} = ${realLatex(stationary.value)}`;
  const point = pointValue(stationary.x);
  if (stationary.kind === "many")
    return done(`${lineText(stationary.x, stationary.nullspace)},  ${value}   not unique`, latex, point);
  const tail = word === "stationary" ? `   ${pointClass(form.definiteness)}` : "";
  return done(`${pointText(stationary.x)},  ${value}${tail}`, latex, point);
}

/** Tries a floating-point point as a point with small fractions, and keeps those where the gradient is exactly zero. */
function exactly(task: Task, f: Scalarised, x: ArrayLike<number>, within = fine): readonly Rational[] | undefined {
  const { b } = task.world;
  const point = Array.from(x, (value) => smallFraction(value, within));
  if (point.some((value) => value === undefined)) return undefined;
  const by = new Map(f.coords.map((node, i) => [node, b.num(point[i] as Rational)]));
  const isZero = f.coords.every((node) => b.rational(b.substitute(derivative(b.graph, f.body, node), by)) === 0);
  return isZero ? (point as Rational[]) : undefined;
}

/** How far a search may have stopped from a fraction that is tried in its place, and the largest denominator. */
interface Within {
  readonly distance: number;
  readonly denominator: number;
}

const fine: Within = { distance: 1e-7, denominator: 60 };
const coarse: readonly Within[] = [
  { distance: 1e-3, denominator: 12 },
  { distance: 0.05, denominator: 2 },
];

/**
 * Where the Hessian vanishes with the gradient, a search stops early and somewhere near: a fraction near by is taken if the gradient
 * is exactly zero there, and nothing otherwise.
 */
function settledPoint(task: Task, f: Scalarised, goal: Objective, x: ArrayLike<number>): readonly Real[] | undefined {
  const exact = exactly(task, f, x);
  if (exact) return exact;
  if (isSettled(goal, x)) return Array.from(x, (approx): Real => ({ approx }));
  return coarse.map((within) => exactly(task, f, x, within)).find((point) => point !== undefined);
}

/** Whether another Newton step would stay within 1e-7: ‖∇f‖ against the smallest curvature. */
function isSettled({ n, gradientInto, hessianInto }: Objective, x: ArrayLike<number>): boolean {
  const gradient = new Float64Array(n);
  const hessian = new Float64Array(n * n);
  gradientInto(gradient, Float64Array.from(x));
  hessianInto?.(hessian, Float64Array.from(x));
  if (!hessian.every(Number.isFinite)) return false;
  const least = Math.min(...symmetricEigen(hessian, n).values.map(Math.abs));
  return Math.hypot(...gradient) <= 1e-7 * least;
}

function smallFraction(x: number, { distance, denominator }: Within): Rational | undefined {
  for (let d = 1; d <= denominator; d++) {
    const n = Math.round(x * d);
    if (Math.abs(x - n / d) < distance && Math.abs(n) < 1e9) return Q.ratio(n, d);
  }
  return undefined;
}

/** A local optimum of a smooth function by descent and Newton steps from several starts; says that it is local. */
function* search(task: Task, fn: Fn, f: Scalarised, sign: 1 | -1): Generator<void, Outcome, void> {
  const found: { x: Float64Array; value: number }[] = [];
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
  for (const start of starts(goal.n)) {
    const running = runMethod(
      "polak-ribiere",
      objective,
      start,
      { step: 1, beta: 0 },
      { tolerance: 1e-10, maxSteps: 400, yieldEvery: 50 },
    );
    let next = running.next();
    while (!next.done) {
      yield;
      next = running.next();
    }
    const { outcome, last, values, steps, gradientNorms } = next.value;
    const isInside = isDefinedAt(
      task.world,
      f,
      Array.from(last, (approx) => ({ approx })),
    );
    if (isInside && (outcome === "converged" || gradientNorms[steps] < 1e-7))
      found.push({ x: last, value: values[steps] });
    else if (values[steps] < -1e8) isUnbounded = true;
  }
  const word = sign > 0 ? "below" : "above";
  if (isUnbounded)
    return {
      defines: [],
      subject: functionSubject(f),
      answer: reply({
        text: `unbounded ${word}, as far as the search went`,
        latex: wordsLatex(`unbounded ${word}`),
        tone: "unsure",
      }),
    };
  found.sort((a, b) => a.value - b.value);
  const [best] = found;
  if (!best) {
    complain(
      task.context,
      "unknown",
      { what: `${fn.name}`, why: { en: "no minimum was found from any start", zh: "从各起点出发均未找到极值点" } },
      task.tree,
    );
    return { defines: [], subject: functionSubject(f) };
  }
  const point = settledPoint(task, f, goal, best.x) ?? [...best.x].map((approx): Real => ({ approx }));
  if (!isDefinedAt(task.world, f, point)) {
    complain(task.context, "unknown", { what: fn.name, why: domainWhy(task.world, f) }, task.tree);
    return { defines: [], subject: functionSubject(f) };
  }
  const { b } = task.world;
  const by = new Map(f.coords.map((node, i) => [node, nodeFrom(task, point[i])]));
  const value = numbersOf(b, b.substitute(f.body, by))?.entries[0] ?? { approx: sign * best.value };
  const isFloat = !isRational(value);
  const kind = sign > 0 ? "local minimum" : "local maximum";
  const text = `${pointText(point)},  ${fn.name}* ${isFloat ? "≈" : "="} ${realText(value)}   ${kind}, best of ${found.length} runs`;
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

/** Starting points: the origin's neighbourhood on a few circles, the same every time. */
function starts(n: number): number[][] {
  return [0, 1, 2, 3, 4, 5, 6].map((k) =>
    Array.from({ length: n }, (_, i) => (k === 0 ? 0.1 * (i + 1) : 1.5 * Math.cos(2.4 * k + 1.7 * i) * (1 + k / 3))),
  );
}

/** A lattice about the origin, a little off it, so that no start lies on an axis of symmetry. */
function lattice(n: number): number[][] {
  const ticks = [-3.6, -2.1, -0.7, 0.6, 1.9, 3.3];
  let points: number[][] = [[]];
  for (let i = 0; i < n; i++) points = points.flatMap((point) => ticks.map((tick) => [...point, tick]));
  return points;
}

/** All stationary points that Newton's method finds from a grid of starts, exact where they are small fractions. */
function* stationaryPoints(task: Task, f: Scalarised): Generator<void, Outcome, void> {
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
    .map((point) => pointText(point))
    .join(",  ");
  const more = found.length > 8 ? ` and ${found.length - 8} more` : "";
  const text = `${list}${more}   found by search, may be incomplete`;
  return {
    defines: [],
    subject,
    answer: reply({ text, latex: found.slice(0, 8).map(pointLatex).join(",\\; "), value: pointValue(found[0]) }),
  };
}
