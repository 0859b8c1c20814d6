import type { Text } from "../../words/text";
import { complain } from "../check/context";
import { differentiate } from "../check/derive";
import { isStatementWord } from "../check/half-typed";
import { knownName, wholeAnswers } from "../check/known";
import { withValues } from "../check/maker";
import { take } from "../check/needs";
import { resolve } from "../check/resolve";
import { alongTerm, appliedAt, atPoint, derivedTerm } from "../check/resolve-clauses";
import { functionIn } from "../check/resolve-name";
import { letterShape } from "../check/shapes-point";
import { isScalarShape } from "../check/size";
import type { DeriveTerm, Fn, Term } from "../check/term";
import { attempt } from "../symbolic/build";
import { derivative } from "../symbolic/differential";
import type { Node } from "../symbolic/graph";
import type { PrintOptions } from "../symbolic/print";
import { isName } from "../syntax/names";
import { canonicalName } from "../syntax/notation";
import type { Clause, Expr, Statement } from "../syntax/tree";
import { hiddenNeeds, needsOfTask, needsText } from "./domain";
import { isSymmetricNumbers, nodeOfReal, rowsOf } from "./entries";
import { analyseForm } from "./form";
import { kinkAt, kinksIn } from "./kink";
import { knobsAt } from "./knobs";
import { linearMap } from "./linear-map";
import { isScalarNumbers, numbersOf } from "./numbers";
import { ofHessian } from "./of-hessian";
import { scalarised } from "./quadratic";
import { isRational, isSurd, type Real, realText, realToNumber } from "./real";
import { verdictOn } from "./recheck-derivative";
import { formula, reply, replyNode, replyNumbers, retold } from "./reply";
import { spectrumOf } from "./spectrum";
import { stepsOf } from "./steps";
import type { Subject } from "./subject";
import { subjectBehind } from "./subject-behind";
import { functionSubject, matrixSubject } from "./subject-of";
import { bringParameters, clauseOf, nodeOf, settle } from "./task";
import { truthOfComparison } from "./truth";
import { answerWhole } from "./whole";
import type { Outcome, Task } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };

/** `f(x, y)` of no function: a definition whose = is not typed yet, not the product that it could be read as. */
function isBegunDefinition({ context }: Task, of: Expr): boolean {
  const text = context.text.slice(of.from, of.to).trim();
  const opens = text.indexOf("(");
  const name = text.slice(0, Math.max(0, opens));
  if (!text.endsWith(")") || !isName(name) || isStatementWord(name)) return false;
  const inside = text.slice(opens + 1, -1).split(",");
  if (!inside.every((part) => isName(part.trim()))) return false;
  if (knownName(canonicalName(name)) || context.scope.find(canonicalName(name))) return false;
  complain(context, "half-typed", { word: text, example: `${text} = …` }, of);
  return true;
}

/** Any expression, perhaps with `at`, `along` and `wrt` behind it. */
export function ask(task: Task, tree: Of<"ask">): Outcome {
  const { context } = task;
  const { of: written, clauses } =
    tree.of.kind === "with" ? tree.of : { of: tree.of, clauses: [] as readonly Clause[] };
  const of = ofHessian(context, written);
  const exprs = [of, ...clauses.flatMap(({ values }) => values)];
  const fns = bringParameters(task, exprs);
  const along = clauseOf(clauses, "along");
  if (along) return derivativeAlong(task, of, clauses, "directional");
  if (isBegunDefinition(task, of)) return { defines: [] };
  const fn = functionIn(context, of);
  if (fn) return clauseOf(clauses, "at") ? evaluateFunction(task, fn, clauses) : showFunction(task, fn);
  const whole = wholeFunction(of);
  if (whole) return answerWhole(task, whole.name, whole.argument);
  if (of.kind === "compare") return truthOfComparison(task, of);
  const term = resolve(context, of);
  const at = clauseOf(clauses, "at");
  const parts = partsOf(term);
  if (parts) return severalGradients(task, parts, at);
  return answerTerm(task, at ? atPoint(context, term, at) : term, fns);
}

/** `definite A`, `svd(A)`: functions whose answer is more than one value. */
function wholeFunction(of: Expr): { readonly name: string; readonly argument: Expr } | undefined {
  const bare = of.kind === "group" ? of.of : of;
  if (bare.kind === "product" && bare.operands.length === 2 && bare.ops[0].op === "juxtapose") {
    const [head, argument] = bare.operands;
    if (head.kind === "name" && wholeAnswers.has(head.name)) return { name: head.name, argument };
  }
  if (
    bare.kind === "chain" &&
    bare.atom.kind === "name" &&
    wholeAnswers.has(bare.atom.name) &&
    bare.suffixes.length === 1
  ) {
    const [suffix] = bare.suffixes;
    if (suffix.kind === "call" && suffix.args.length === 1) return { name: bare.atom.name, argument: suffix.args[0] };
  }
  return undefined;
}

/** ∇ of a function with several parameters that are not all scalar. */
function partsOf(term: Term): DeriveTerm[] | undefined {
  if (term.op !== "derive" || term.kind !== "gradient" || term.wrt.length > 0 || term.args) return undefined;
  const params = term.of.fn?.params ?? [];
  if (params.length < 2 || params.every((letter) => isScalarShape(letterShape(letter)))) return undefined;
  return params.map((letter) => ({ ...term, wrt: [letter] }));
}

function severalGradients(task: Task, parts: readonly DeriveTerm[], at?: Clause): Outcome {
  const terms = parts.map((part) => (at ? atPoint(task.context, part, at) : part));
  if (!settle(task, terms)) return { defines: [] };
  const { world } = task;
  const lines = parts.map((part, i) => {
    const node = at ? withValues(task.maker, nodeOf(task, terms[i])) : differentiate(task.maker, part);
    const answer = replyNode(world, node, { options: optionsOf(part) });
    return { name: part.wrt[0].name, answer };
  });
  return {
    defines: [],
    answer: reply({
      text: lines.map(({ name, answer }) => `∇_${name} = ${answer.text}`).join(",   "),
      latex: lines.map(({ name, answer }) => `\\nabla_{${name}} = ${answer.latex}`).join(",\\quad "),
    }),
  };
}

/** The answer to an expression: its number, or the formula it reduces to. */
function answerTerm(task: Task, term: Term, fns: readonly Fn[]): Outcome {
  const { world } = task;
  const map = linearMap(task, term, optionsOf(term));
  if (map) return map;
  if (!settle(task, [term])) return { defines: [] };
  if (isSpectrum(term)) return spectrumOf(task, term);
  const raw = nodeOf(task, term);
  needsOfTask(task);
  if (isDoubtful(task, term)) return { defines: [] };
  if (isAtKink(task, term)) return { defines: [] };
  const options = { ...optionsOf(term), ...(fns[0] ? { names: fns.flatMap(({ names }) => [...names]) } : {}) };
  const valued = withValues(task.maker, raw);
  const numbers = numbersOf(world.b, valued);
  const subject = subjectOf(
    task,
    term,
    fns,
    subjectBehind(task, term) ?? (numbers && numbers.cols > 1 ? matrixSubject(numbers) : undefined),
  );
  if (numbers) {
    const bad = numbers.entries.find((x) => !isRational(x) && !isSurd(x) && Number.isNaN(x.approx));
    if (bad) {
      const what = task.context.text.slice(term.from, term.to);
      complain(task.context, "undefined", { what, why: { en: "outside the domain", zh: "超出定义域" } }, term);
      return { defines: [] };
    }
    const tail =
      isHessianTerm(term) && isSymmetricNumbers(numbers) && !isScalarNumbers(numbers)
        ? hessianTail(rowsOf(numbers))
        : "";
    const answer = replyNumbers(numbers, {
      notes: recheckNotes(task, term),
      steps: () => stepsOf(world, term, raw, options),
    });
    return { defines: [], answer: tail ? retold(answer, `${answer.text}${tail}`) : answer, subject };
  }
  return {
    defines: [],
    answer: replyNode(world, shownNode(task, term, raw), {
      options,
      notes: [...domainNotes(task, raw), ...kinkNotes(task, term), ...recheckNotes(task, term)],
      steps: () => stepsOf(world, term, raw, options),
    }),
    subject,
  };
}

/** A Hessian over numbers is written in entries, everything else with the names of the file. */
function shownNode(task: Task, term: Term, raw: Node): Node {
  return term.op === "derive" && term.kind === "hessian" ? withValues(task.maker, raw) : raw;
}

const isHessianTerm = (term: Term): boolean => term.op === "derive" && term.kind === "hessian";
const isSpectrum = (term: Term): term is Term & { op: "call" } =>
  term.op === "call" && (term.name === "eig" || term.name === "eigvals");

/** Re-checks a derivative by dual numbers; one that fails is withheld. */
function isDoubtful(task: Task, term: Term): boolean {
  if (term.op !== "derive" || verdictOn(task.maker, term) !== "failed") return false;
  const why = { en: "the re-check by dual numbers failed", zh: "对偶数复核未通过" };
  complain(task.context, "unknown", { what: task.context.text.slice(term.from, term.to), why }, term);
  return true;
}

/** Says that a derivative could not be re-checked. */
function recheckNotes(task: Task, term: Term): readonly Text[] {
  if (term.op !== "derive" || verdictOn(task.maker, term) !== "unchecked") return [];
  return [
    {
      en: "Not re-checked by dual numbers: no point inside the domain was found, or the layout has no counterpart.",
      zh: "未经对偶数复核：未找到定义域内的点，或该布局没有对应形式。",
    },
  ];
}

/** Says where an answer holds, if what it came to does not show it: x/x is 1 for x ≠ 0. */
function domainNotes(task: Task, node: Node): readonly Text[] {
  const hidden = hiddenNeeds(task, [node]);
  if (hidden.length === 0) return [];
  const { en, zh } = needsText(task.world, hidden);
  return [{ en: `Holds where ${en}.`, zh: `仅在 ${zh} 时成立。` }];
}

/** Says where a derivative is asked for at a kink. */
function isAtKink(task: Task, term: Term): boolean {
  if (term.op !== "derive" || !term.args || !term.of.fn) return false;
  const { world, maker } = task;
  const f = scalarised(world, term.of.fn);
  if (!f || f.coords.length > 60 || kinksIn(f.body).length === 0) return false;
  const { b } = world;
  const nodes = term.args.map((arg) => withValues(maker, nodeOf(task, arg)));
  const point = nodes.flatMap((node) => numbersOf(b, node)?.entries ?? []).map((x) => nodeOfReal(b, x));
  if (point.length !== f.coords.length) return false;
  const order = term.kind === "hessian" ? 1 : term.kind === "gradient" ? 0 : Math.max(0, term.wrt.length - 1);
  const bodies = order === 0 ? [f.body] : [f.body, ...f.coords.map((x) => derivative(b.graph, f.body, x))];
  const why = bodies.map((body) => kinkAt(world, body, f.coords, point)).find((text) => text !== undefined);
  if (!why) return false;
  complain(task.context, "undefined", { what: task.context.text.slice(term.from, term.to), why }, term);
  return true;
}

/** Where a derivative that is not evaluated has none. */
function kinkNotes({ world }: Task, term: Term): readonly Text[] {
  const body = term.op === "derive" && !term.args ? term.of.fn?.body : undefined;
  if (!body) return [];
  return kinksIn(body)
    .slice(0, 4)
    .flatMap((kink): Text[] => {
      if (kink.op === "prod") return [];
      const shown = attempt(() => formula(world, kink)).value;
      return shown ? [{ en: `Not where ${shown} has a kink.`, zh: `${shown} 的尖点处除外。` }] : [];
    });
}

/** `   eigenvalues 2, 2   positive definite`. */
function hessianTail(rows: readonly (readonly Real[])[]): string {
  const form = analyseForm(rows);
  return `   eigenvalues ${form.eigenvalues.map((x) => realText(x)).join(", ")}   ${form.definiteness}`;
}

/** How the answer to a term is printed: with the names of the function it is about, folded as the file folds them. */
export function optionsOf(term: Term): PrintOptions {
  return term.op === "derive" && term.of.fn ? { names: term.of.fn.names, fold: term.of.fn.fold } : {};
}

function subjectOf(task: Task, term: Term, fns: readonly Fn[], fallback: Subject | undefined): Subject | undefined {
  const fn = term.op === "derive" ? term.of.fn : term.op === "apply" ? term.fn : fns[0];
  const f = fn && scalarised(task.world, fn);
  if (!f) return fallback;
  const args = (term.op === "derive" || term.op === "apply") && term.args ? term.args : [];
  const numbers = (terms: readonly Term[]): number[] =>
    terms.flatMap(
      (each) => numbersOf(task.world.b, withValues(task.maker, nodeOf(task, each)))?.entries.map(realToNumber) ?? [],
    );
  const toward = term.op === "derive" && term.direction ? [term.direction] : [];
  const [at, along] = [numbers(args), numbers(toward)];
  const places = (terms: readonly Term[]): readonly Term[] =>
    terms.flatMap((each) => (each.op === "list" ? each.rows.flat() : [each]));
  return functionSubject(f, {
    ...(at.length === f.coords.length ? { at } : {}),
    ...(along.length === f.coords.length ? { along } : {}),
    knobs: [
      ...knobsAt(task.context.text, places(args), "point"),
      ...knobsAt(task.context.text, places(toward), "direction"),
    ],
  });
}

/** A function asked for by its name: its formula. */
function showFunction(task: Task, fn: Fn): Outcome {
  const f = scalarised(task.world, fn);
  take(task.maker, fn.needs);
  return {
    defines: [],
    answer: replyNode(task.world, fn.body, { options: { names: fn.names }, notes: domainNotes(task, fn.body) }),
    ...(f ? { subject: functionSubject(f) } : {}),
  };
}

function evaluateFunction(task: Task, fn: Fn, clauses: readonly Clause[]): Outcome {
  const at = clauseOf(clauses, "at") as Clause;
  return answerTerm(task, appliedAt(task.context, fn, at), [fn]);
}

/** `derive f at p along v`, `partial f wrt x`, `hvp f along v`, `jacobian F`. */
export function derive(task: Task, tree: Of<"derive">): Outcome {
  const { context } = task;
  const { of, clauses, word } = tree;
  const fns = bringParameters(task, [
    { kind: "grad", order: 1, of, word: "∇", from: of.from, to: of.to },
    ...clauses.flatMap(({ values }) => values),
  ]);
  if (clauseOf(clauses, "along")) return derivativeAlong(task, of, clauses, word === "hvp" ? "hvp" : "directional");
  const term = derivedTerm(context, word, of, clauses);
  if (!term) return { defines: [] };
  const at = clauseOf(clauses, "at");
  const parts = partsOf(term);
  if (parts) return severalGradients(task, parts, at);
  return answerTerm(task, at ? atPoint(context, term, at) : term, fns);
}

/** The derivative along a direction; the direction of a directional derivative is normalised, and the answer says so. */
function derivativeAlong(task: Task, of: Expr, clauses: readonly Clause[], kind: "directional" | "hvp"): Outcome {
  const { context } = task;
  const term = alongTerm(context, of, clauseOf(clauses, "along") as Clause, kind);
  const { fn } = term.of;
  const at = clauseOf(clauses, "at");
  const outcome = answerTerm(task, at ? atPoint(context, term, at) : term, fn ? [fn] : []);
  if (kind === "hvp" || !outcome.answer) return outcome;
  const length = lengthOf(task, term.direction as Term);
  if (!length || (isRational(length) && length === 1)) return outcome;
  const note = {
    en: `The direction is normalised: it has length ${realText(length)}.`,
    zh: `方向已归一化：其长度为 ${realText(length)}。`,
  };
  const text = `${outcome.answer.text}   unit direction`;
  return { ...outcome, answer: retold(outcome.answer, text, note) };
}

function lengthOf(task: Task, direction: Term): Real | undefined {
  const { b } = task.world;
  return numbersOf(b, b.call("norm", withValues(task.maker, nodeOf(task, direction))))?.entries[0];
}
