import { Q } from "../../core/num/rational";
import { complain } from "../check/context";
import { letterNode, withValues } from "../check/maker";
import type { Fn } from "../check/term";
import { derivative } from "../symbolic/differential";
import type { Expr, Statement } from "../syntax/tree";
import { blockOptimum } from "./block-optimum";
import { constrainedQuadratic } from "./constrained";
import { convexAnswer } from "./convex";
import { lineText, pointLatex, pointText, pointValue, saddleText } from "./describe";
import { domainWhy, isDefinedAt } from "./domain";
import { analyseForm, type QuadraticForm } from "./form";
import { kinkAt } from "./kink";
import { knobsAt } from "./knobs";
import { lineOptimum } from "./line-optimum";
import { numbersOf } from "./numbers";
import { hessianIn } from "./of-hessian";
import { polynomialOptimum } from "./one-variable";
import { objectiveIn } from "./optimise";
import { quadraticIn, type Scalarised, scalarised } from "./quadratic";
import { isRational, type Real, realLatex, realText, realToNumber } from "./real";
import { reply, wordsLatex } from "./reply";
import { scalarOptimum } from "./scalar-answer";
import { search, stationaryPoints } from "./search";
import { orthogonalOptimum, quotientOptimum } from "./spectral-optimum";
import { stepwiseOptimum } from "./stepwise-optimum";
import { symbolicClass } from "./structure";
import { functionSubject } from "./subject-of";
import { symbolicOptimum } from "./symbolic-optimum";
import { bringParameters, clauseOf, nodeOf, read } from "./task";
import { thresholdOptimum } from "./threshold";
import { functionOf } from "./unnamed";
import { brokenCondition, conditionsOn, equationsOn, isRestricted } from "./variable-range";
import { answerWhole } from "./whole";
import type { Outcome, Task, World } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };
type Word = "minimise" | "maximise" | "stationary";

/** `classify`, `convex`, `definite`, `minimise`, `maximise`, `stationary`. */
export function* analyse(task: Task, tree: Of<"analyse">): Generator<void, Outcome, void> {
  const { context, world } = task;
  const { word, of } = tree;
  const idle = tree.clauses.find((clause) => !(word === "classify" && clause.word === "at"));
  if (idle) {
    complain(context, "no-meaning", { what: context.text.slice(idle.from, idle.to).trim() }, idle);
    return { defines: [] };
  }
  bringParameters(task, [of]);
  if (word === "definite") return answerWhole(task, "definite", hessianIn(context, of));
  const fn = functionOf(task, of, word);
  if (!fn) return { defines: [] };
  if (fn.body.rows !== 1 || fn.body.cols !== 1) {
    complain(context, "not-scalar-function", { word, name: fn.name }, of);
    return { defines: [] };
  }
  const f = scalarised(world, fn);
  if (!f || !objectiveIn(world, f)) {
    if (word === "convex") return { defines: [], ...convexAnswer(task, fn, undefined) };
    const found =
      word === "classify"
        ? symbolicClass(task, fn)
        : (orthogonalOptimum(task, word, fn) ??
          symbolicOptimum(task, word, fn, tree.given) ??
          quotientOptimum(task, word, fn) ??
          (word === "minimise" ? thresholdOptimum(task, fn) : undefined) ??
          (word === "stationary" ? undefined : lineOptimum(task, word, fn)) ??
          scalarOptimum(task, word, fn, undefined) ??
          blockOptimum(task, word, fn) ??
          (task.context.failed ? undefined : stepwiseOptimum(task, word, fn)));
    if (!found && !context.failed && !isBound(task, word, fn))
      complain(
        context,
        "unknown",
        { what: `${word} ${context.text.slice(of.from, of.to).trim()}`, why: noClosedForm },
        of,
      );
    return found ?? { defines: [] };
  }
  yield;
  const q = quadraticIn(world, f);
  if (word === "convex") return { defines: [], subject: functionSubject(f, { q }), ...convexAnswer(task, fn, f) };
  const at = clauseOf(tree.clauses, "at");
  if (word === "classify") return at ? classifyAt(task, f, at.values, of) : classify(task, f, q, of);
  const restricted = isRestricted(task, f.coords) ? scalarOptimum(task, word, fn, f) : undefined;
  const exactly = restricted ?? (q ? withinConditions(task, word, fn, f, q) : undefined);
  const found = exactly ?? (word === "stationary" ? undefined : lineOptimum(task, word, fn));
  if (found) return found;
  if (q && !isOptimumDefined(world, word, f, q)) {
    complain(context, "unknown", { what: `${word} ${fn.name}`, why: domainWhy(world, f) }, of);
    return { defines: [], subject: functionSubject(f) };
  }
  const exact = q ? undefined : oneVariable(task, word, fn, f);
  if (exact) return exact;
  if (word === "stationary" && !q)
    return f.coords.some((x) => equationsOn(task, x).length > 0)
      ? allowed(task, f, of, word, { defines: [], subject: functionSubject(f) })
      : yield* stationaryPoints(task, f);
  if (q) return allowed(task, f, of, word, optimum(word, f, q));
  return allowed(task, f, of, word, yield* search(task, fn, f, word === "maximise" ? -1 : 1));
}

/** A quadratic under linear conditions on its variables, exactly. */
function withinConditions(task: Task, word: Word, fn: Fn, f: Scalarised, q: QuadraticForm): Outcome | undefined {
  if (word === "stationary" || !isRestricted(task, f.coords)) return undefined;
  const found = constrainedQuadratic(task, fn, f, q, word === "minimise" ? 1 : -1);
  if (!found) return undefined;
  if ("along" in found) {
    const text = `unbounded ${word === "minimise" ? "below" : "above"} along ${pointText(found.along)}`;
    return {
      defines: [],
      subject: functionSubject(f, { q }),
      answer: reply({ text, latex: wordsLatex(text), tone: "bad" }),
    };
  }
  const { stationary } = found.q;
  if (!found.isOpen || stationary.kind === "none") return optimum(word, f, found.q);
  const [kind, goes] = word === "minimise" ? ["minimum", "falls"] : ["maximum", "rises"];
  const names = f.names.length === 1 ? f.names[0] : `(${f.names.join(", ")})`;
  const text = `no ${kind}: ${fn.name} ${goes} as ${names} → ${pointText(stationary.x)}`;
  return { defines: [], subject: functionSubject(f), answer: reply({ text, latex: wordsLatex(text), tone: "bad" }) };
}

/** The outcome, unless conditions on the variables exclude the point that was found without them. */
function allowed(task: Task, f: Scalarised, of: Expr, word: Word, outcome: Outcome): Outcome {
  if (!isRestricted(task, f.coords)) return outcome;
  // Where the function falls for ever without the conditions, they may stop it.
  const isUnbounded = outcome.answer?.tone === "bad";
  const at = outcome.subject?.kind === "function" && !isUnbounded ? outcome.subject.at : undefined;
  const broken = at ? brokenCondition(task, f.coords, at) : conditionsOn(task, f.coords)[0];
  if (!broken) return outcome;
  const point = at ? pointText(at.map((x): Real => (Number.isInteger(x) ? x : { approx: x }))) : undefined;
  const why = point
    ? {
        en: `without ${broken} it would be ${point}, which breaks it`,
        zh: `若没有 ${broken}，结果是 ${point}，与之不符`,
      }
    : { en: `${broken} restricts the variables`, zh: `${broken} 限制了变量` };
  complain(task.context, "unknown", { what: `${word} ${f.fn.name}`, why }, of);
  return { defines: [], ...(outcome.subject ? { subject: outcome.subject } : {}) };
}

/** In closed form where f′ = 0 has one: polynomials on the whole line, other functions in the range of their variable. */
function oneVariable(task: Task, word: Word, fn: Fn, f: Scalarised): Outcome | undefined {
  const isFree = f.needs.length === 0 && !isRestricted(task, f.coords);
  return (isFree ? polynomialOptimum(task.world, word, f) : undefined) ?? scalarOptimum(task, word, fn, f);
}

/** Whether the optimum of the formula is one of the function, where that is not defined everywhere. */
function isOptimumDefined(world: World, word: string, f: Scalarised, { form, stationary }: QuadraticForm): boolean {
  if (f.needs.length === 0) return true;
  const isUnbounded = word !== "stationary" && (word === "maximise" ? form.up : form.down) !== undefined;
  return !isUnbounded && stationary.kind !== "none" && isDefinedAt(world, f, stationary.x);
}

/** Whether conditions on the variables stand in the way; says which. */
function isBound(task: Task, word: string, { params }: Fn): boolean {
  const { context } = task;
  const nodes = params.map((letter) => letterNode(task.maker, letter));
  const [what] = conditionsOn(task, nodes);
  const name = params.find((_, i) => isRestricted(task, [nodes[i]]))?.name;
  const fact = context.scope.facts().find(({ text, place }) => text === what && place === context.place);
  // The sign of a declaration is no condition that one would take back.
  if (!fact || !what || !name || word === "classify") return false;
  complain(context, "fact-variable", { what, name, word }, fact.span);
  return true;
}

const noClosedForm = {
  en: "I know no closed form of it with letters; give the letters values",
  zh: "不知道它含字母时的闭式解；请给字母赋值",
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
  const why = kinkAt(
    world,
    f.body,
    f.coords,
    entries.map((x) => nodeFrom(task, x)),
  );
  if (why) {
    complain(context, "undefined", { what: `∇${f.fn.name}`, why }, of);
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
function optimum(word: Word, f: Scalarised, q: QuadraticForm): Outcome {
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
    return done(`${lineText(stationary.x, stationary.nullspace, f.fn)},  ${value}   not unique`, latex, point);
  const tail = word === "stationary" ? `   ${pointClass(form.definiteness)}` : "";
  return done(`${pointText(stationary.x)},  ${value}${tail}`, latex, point);
}
