import { Q, type Rational } from "../../core/num/rational";
import { createRng } from "../../core/num/rng";
import { complain } from "../check/context";
import { coordinates } from "../check/derive";
import { withValues } from "../check/maker";
import { conditionOf, resolve } from "../check/resolve";
import { functionIn } from "../check/resolve-name";
import type { Fact } from "../check/scope";
import type { Condition } from "../check/term";
import { arrangeTerms, nameOrder } from "../symbolic/arrange";
import { attempt } from "../symbolic/build";
import { evaluate, type Numeric } from "../symbolic/evaluate";
import { type Node, Trait } from "../symbolic/graph";
import type { CompareNode, Statement } from "../syntax/tree";
import { isSymmetricNumbers, rowsOf } from "./compute";
import { restrictions, said } from "./facts";
import { analyseForm } from "./form";
import { hasSymbols, type Numbers, numbersOf, plainText, symbolsOf } from "./numbers";
import { isRational, type Real, realText, realToNumber } from "./real";
import { formula, reply, wordsLatex } from "./reply";
import { bringParameters, nodeOf, settle } from "./task";
import type { Outcome, Task } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };
type Verdict =
  | { readonly kind: "proved"; readonly why: string }
  | Refuted
  | { readonly kind: "undecided"; readonly why: string };
interface Refuted {
  readonly kind: "refuted";
  /** The point, both values, and the first term that differs. */
  readonly at: string;
  readonly left: string;
  readonly right: string;
  readonly term?: string;
}

/** `check ∇q = A x - b`: proved, refuted at a point, or undecided; never a guess. */
export function* check(task: Task, tree: Of<"check">): Generator<void, Outcome, void> {
  const { context } = task;
  const expr = tree.condition.kind === "group" ? tree.condition.of : tree.condition;
  if (expr.kind !== "compare") {
    complain(context, "no-meaning", { what: `check ${context.text.slice(expr.from, expr.to)}` }, expr);
    return { defines: [] };
  }
  bringParameters(task, expr.operands);
  const named = expr.operands.map((operand) => functionIn(context, operand));
  if (named.every((fn) => fn === undefined)) {
    const condition = conditionOf(context, expr, 0);
    const order = condition.words.every((word) => "≻≽≺≼".includes(word));
    if (!settle(task, order ? condition.operands : [], order ? [] : [condition])) return { defines: [] };
    return yield* decide(task, expr, condition);
  }
  return yield* functionsEqual(task, expr, named);
}

/** `check f = (x + y)²`: a function stands for its formula in its own parameters. */
function* functionsEqual(
  task: Task,
  expr: CompareNode,
  named: readonly ({ body: Node } | undefined)[],
): Generator<void, Outcome, void> {
  const { context } = task;
  for (const [name, letter] of context.about) if (!context.locals.has(name)) context.locals.set(name, letter);
  const nodes: Node[] = [];
  for (const [i, operand] of expr.operands.entries()) {
    const fn = named[i];
    const term = fn ? undefined : resolve(context, operand);
    if (term && !settle(task, [term])) return { defines: [] };
    const node = fn ? fn.body : term && nodeOf(task, term);
    if (node) nodes.push(withValues(task.maker, node));
  }
  const [left, right] = nodes;
  if (nodes.length !== 2 || expr.ops[0].op !== "=" || left.rows !== right.rows || left.cols !== right.cols) {
    complain(context, "no-meaning", { what: context.text.slice(expr.from, expr.to) }, expr);
    return { defines: [] };
  }
  return finish(task, expr, yield* equal(task, left, right), nodes);
}

function* decide(task: Task, expr: CompareNode, condition: Condition): Generator<void, Outcome, void> {
  const nodes = condition.operands.map((operand) => withValues(task.maker, nodeOf(task, operand)));
  let last: Verdict = { kind: "proved", why: "" };
  for (let i = 0; i < condition.words.length; i++) {
    const verdict = yield* compare(task, nodes[i], condition.words[i], nodes[i + 1]);
    if (verdict.kind === "refuted") return finish(task, expr, verdict, nodes);
    if (verdict.kind === "undecided") last = verdict;
  }
  return finish(task, expr, last, nodes);
}

function* compare(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  if ("≻≽≺≼".includes(word)) return definiteness(task, a, word, b);
  if (word === "=" || word === "≈") return yield* equal(task, a, b);
  const [x, y] = [numbersOf(task.world.b, a), numbersOf(task.world.b, b)];
  if (word === "≠") {
    const verdict = yield* equal(task, a, b);
    if (verdict.kind === "proved") return { kind: "refuted", at: "", left: textOf(task, a), right: textOf(task, b) };
    return verdict.kind === "refuted" && !hasSymbols(a) && !hasSymbols(b)
      ? { kind: "proved", why: "" }
      : { kind: "undecided", why: "" };
  }
  if (!x || !y) return yield* inequality(task, a, word, b);
  return entrywise(x, y).every(([p, q]) => said(word, compareReals(p, q)))
    ? { kind: "proved", why: "" }
    : { kind: "refuted", at: "", left: plainText(x), right: plainText(y) };
}

function entrywise(x: Numbers, y: Numbers): (readonly [Real, Real])[] {
  const n = Math.max(x.entries.length, y.entries.length);
  return Array.from({ length: n }, (_, i) => [
    x.entries[x.entries.length === 1 ? 0 : i],
    y.entries[y.entries.length === 1 ? 0 : i],
  ]);
}

function compareReals(a: Real, b: Real): number {
  return isRational(a) && isRational(b) ? Q.compare(a, b) : realToNumber(a) - realToNumber(b);
}

/** An inequality with letters is only ever refuted, by a point. */
function* inequality(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  for (const point of points(task, [a, b])) {
    yield;
    const [x, y] = [valueAt(task, a, point), valueAt(task, b, point)];
    if (!x || !y) continue;
    if (!entrywise(x, y).every(([p, q]) => said(word, compareReals(p, q)))) {
      return { kind: "refuted", at: pointText(point), left: plainText(x), right: plainText(y) };
    }
  }
  return { kind: "undecided", why: "it held at every point tried" };
}

function definiteness(task: Task, a: Node, word: string, b: Node): Verdict {
  const difference = b.rows === 1 && b.cols === 1 ? a : task.world.b.sub(a, b);
  const numbers = numbersOf(task.world.b, difference);
  if (!numbers) {
    const has = difference.op === "sym" ? difference.traits : 0;
    const isProved = (word === "≻" && (has & Trait.pd) !== 0) || (word === "≽" && (has & Trait.psd) !== 0);
    return isProved ? { kind: "proved", why: "as declared" } : { kind: "undecided", why: "" };
  }
  if (numbers.rows !== numbers.cols || !isSymmetricNumbers(numbers))
    return { kind: "refuted", at: "", left: "not symmetric", right: "0" };
  const form = analyseForm(rowsOf(numbers));
  const { positive, zero, negative } = form.inertia;
  const isUp = word === "≻" || word === "≽";
  const wrong = isUp ? negative : positive;
  const isStrict = word === "≻" || word === "≺";
  if (wrong === 0 && !(isStrict && zero > 0)) return { kind: "proved", why: form.definiteness };
  const witness = isUp ? form.down : form.up;
  const at = witness ? `v = (${witness.vector.map((x) => realText(x)).join(", ")})` : "";
  return { kind: "refuted", at, left: witness ? `v'Av = ${realText(witness.value)}` : form.definiteness, right: "0" };
}

/** Equal normal forms and equal values at random points; different values at a point with small integers; else undecided. */
function* equal(task: Task, a: Node, b: Node): Generator<void, Verdict, void> {
  if (a === b) return { kind: "proved", why: "" };
  const { world } = task;
  const difference = attempt(() => world.b.sub(a, b)).value;
  const expanded = difference && attempt(() => world.b.expand(difference)).value;
  const written = expanded && attempt(() => world.b.expand(world.b.scalarise(expanded))).value;
  const isSame = [difference, expanded, written].some((node) => node !== undefined && isZeroNode(node));
  let agreed = 0;
  let tried = 0;
  for (const point of points(task, [a, b])) {
    yield;
    const [x, y] = [valueAt(task, a, point), valueAt(task, b, point)];
    if (!x || !y) continue;
    tried++;
    const differs = entrywise(x, y).findIndex(([p, q]) => !nearly(p, q));
    if (differs < 0) {
      agreed++;
      continue;
    }
    if (isSame) return { kind: "undecided", why: "the normal forms agree, the numbers do not" };
    const term = written && firstTerm(task, written);
    return {
      kind: "refuted",
      at: pointText(point),
      left: plainText(x),
      right: plainText(y),
      ...(term ? { term } : {}),
    };
  }
  if (isSame) return { kind: "proved", why: "" };
  if (tried === 0) {
    const numeric = numericAgreement(a, b);
    return { kind: "undecided", why: numeric };
  }
  return { kind: "undecided", why: `both sides agree at ${agreed} points, to 12 digits` };
}

const isZeroNode = (node: Node): boolean =>
  node.op === "zero" ||
  (node.op === "num" && node.coefs[0] === 0) ||
  (node.op === "literal" && node.args.every(isZeroNode));

function nearly(a: Real, b: Real): boolean {
  if (isRational(a) && isRational(b)) return Q.same(a, b);
  const [x, y] = [realToNumber(a), realToNumber(b)];
  return (
    x === y || Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y)) || (Number.isNaN(x) && Number.isNaN(y))
  );
}

interface Point {
  readonly names: readonly string[];
  readonly nodes: readonly Node[];
  readonly into: ReadonlyMap<Node, Node>;
  readonly values: readonly Rational[];
}

/** Points with small integers first, then rational ones; each letter's entries in turn. None where a size is symbolic. */
function* points(task: Task, nodes: readonly Node[]): Generator<Point, void, void> {
  const letters = new Set<Node>();
  for (const node of nodes) symbolsOf(node, letters);
  const plane = coordinates(task.maker, sorted(letters));
  if (!plane) return;
  const { coords, into } = plane;
  const names = coords.map(({ name }) => name);
  const rng = createRng(7);
  const kept = restrictions(task);
  const positive = coords.map(({ traits }) => (traits & (Trait.positive | Trait.nonnegative)) !== 0);
  const most = coords.length === 0 ? 1 : kept.length > 0 ? 60 : 12;
  for (let trial = 0; trial < most; trial++) {
    const values = coords.map((_, i): Rational => {
      if (trial === 0) return ((i * 2) % 3) + 1;
      const size = 1 + Math.floor(rng.nextFloat() * (trial < 6 ? 4 : 30));
      const signed = positive[i] || trial === 1 || rng.nextFloat() < 0.5 ? size : -size;
      return trial < 6 ? signed : Q.ratio(signed, 1 + Math.floor(rng.nextFloat() * 9));
    });
    const point = { names, nodes: coords, into, values };
    if (kept.every((fact) => isSatisfied(task, fact, point))) yield point;
  }
}

/** Whether a fact of the file holds at a point; one about other letters does. */
function isSatisfied(task: Task, { left, word, right }: Fact, point: Point): boolean {
  const [x, y] = [valueAt(task, left, point), valueAt(task, right, point)];
  return !x || !y || entrywise(x, y).every(([p, q]) => said(word, compareReals(p, q)));
}

/** In an order that depends on the text alone, not on what was evaluated before. */
function sorted(letters: ReadonlySet<Node>): Node[] {
  return [...letters].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.traits - b.traits));
}

function valueAt(task: Task, node: Node, point: Point): Numbers | undefined {
  const { b } = task.world;
  const by = new Map(point.nodes.map((coord, i) => [coord, b.num(point.values[i])]));
  const result = attempt(() =>
    numbersOf(b, b.substitute(point.into.size > 0 ? b.substitute(node, point.into) : node, by)),
  );
  const numbers = result.value;
  return numbers?.entries.every((x) => Number.isFinite(realToNumber(x))) ? numbers : undefined;
}

const pointText = ({ names, values }: Point): string =>
  names.map((name, i) => `${name} = ${Q.format(values[i])}`).join(", ");

/** Agreement in floating point at random points where sizes are symbolic: sizes 2, 3 and 4. */
function numericAgreement(a: Node, b: Node): string {
  const letters = new Set<Node>();
  symbolsOf(a, letters);
  symbolsOf(b, letters);
  const rng = createRng(11);
  let worst = 0;
  for (const offset of [0, 1, 2]) {
    const sizes = new Map<string, number>();
    const sizeOf = (size: number | string): number => {
      if (typeof size === "number") return size;
      if (!sizes.has(size)) sizes.set(size, 2 + ((sizes.size + offset) % 3));
      return sizes.get(size) as number;
    };
    const values = new Map<Node, Numeric>();
    for (const letter of sorted(letters)) {
      const [rows, cols] = [sizeOf(letter.rows), sizeOf(letter.cols)];
      values.set(letter, { rows, cols, data: Float64Array.from({ length: rows * cols }, () => rng.nextFloat() + 0.5) });
    }
    const outcome = attempt(() => [a, b].map((node) => evaluate(node, { values, sizes })));
    if (!outcome.value) return "";
    const [x, y] = outcome.value;
    x.data.forEach((value, i) => {
      worst = Math.max(worst, Math.abs(value - y.data[i]) / Math.max(1, Math.abs(value)));
    });
  }
  return `both sides differ by at most ${worst.toExponential(0)} in three sizes`;
}

function firstTerm(task: Task, difference: Node): string | undefined {
  const entry = difference.op === "literal" ? difference.args.find((arg) => !isZeroNode(arg)) : difference;
  if (!entry) return undefined;
  if (entry.op !== "sum") return formula(task.world, entry);
  const [{ c, node }] = arrangeTerms(entry, nameOrder());
  return formula(task.world, task.world.b.scale(c, node));
}

function textOf(task: Task, node: Node): string {
  return formula(task.world, node);
}

function finish(task: Task, expr: CompareNode, verdict: Verdict, nodes: readonly Node[] = []): Outcome {
  const { context } = task;
  if (verdict.kind !== "refuted") {
    const text = verdict.why ? `${verdict.kind}   ${verdict.why}` : verdict.kind;
    return {
      defines: [],
      answer: reply({
        text,
        latex: wordsLatex(verdict.kind),
        verdict: verdict.kind,
        tone: verdict.kind === "proved" ? "good" : "unsure",
      }),
    };
  }
  const right = expr.operands[expr.operands.length - 1];
  const isEquation = expr.ops.length === 1 && expr.ops[0].op === "=";
  const correct = isEquation && nodes.length > 0 ? attempt(() => formula(task.world, nodes[0])).value : undefined;
  const fixes = correct
    ? [
        {
          title: { en: `Write ${correct}`, zh: `改写为 ${correct}` },
          edits: [{ from: right.from, to: right.to, text: correct }],
          preferred: true,
        },
      ]
    : [];
  complain(context, "refuted", { left: verdict.left, right: verdict.right, at: verdict.at }, expr, fixes);
  const where = verdict.at ? ` at ${verdict.at}` : "";
  const tail = verdict.term ? `   first difference: ${verdict.term}` : "";
  const text = `refuted${where}: ${verdict.left} ${isEquation ? "≠" : "vs"} ${verdict.right}${tail}`;
  return { defines: [], answer: reply({ text, latex: wordsLatex("refuted"), verdict: "refuted", tone: "bad" }) };
}
