import type { Range } from "../../core/num/nonnegative";
import { attempt, type Builder } from "../symbolic/build";
import { isChoice } from "../symbolic/choices";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { exponentiated } from "../symbolic/logarithms";
import { parametrise } from "../symbolic/parametrise";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { asPolynomial, type Known } from "./as-polynomial";
import { circleIn } from "./circle";
import { type Granted, placeFacts } from "./facts-in-place";
import { isOfMatrices, withFormsGiven } from "./forms-given";
import { byLeastValue } from "./least-value";
import { lemmasFor } from "./lemmas";
import { boundedByLengths, measured } from "./lengths";
import { isGrowth } from "./loewner";
import { isQuotientNonnegative } from "./prove-polynomial";

/** What showed that an inequality holds. */
export type Why = "signs" | "algebra" | "Cauchy–Schwarz" | "matrix order" | "convexity" | "slope";

/** Longer expressions are left alone. */
const MOST_LENGTH = 600;

/**
 * Proves gap ≥ 0 (strict: > 0), entry by entry, wherever it is defined and the facts hold; undefined says nothing. The facts are
 * put in place of letters; then signs, polynomials under square roots, exponentials and logarithms, known inequalities of
 * functions, and convexity with a least value.
 */
export function* prove(
  b: Builder,
  gap: Node,
  isStrict: boolean,
  facts: readonly Granted[],
): Generator<void, Why | undefined, void> {
  if (gap.length > MOST_LENGTH) return undefined;
  const sizes = measured(b, facts);
  if (sizes) {
    for (const { gap: below, isBounded } of attempt(() => [...boundedByLengths(b, gap, sizes)]).value ?? []) {
      const why = yield* proveAs(b, opened(b, below), isStrict, sizes.facts, sizes.by);
      if (why) return isBounded ? "Cauchy–Schwarz" : why;
    }
  }
  return yield* proveAs(b, gap, isStrict, facts, new Map());
}

/** The same, with what is written in place of the lengths of vectors. */
function* proveAs(
  b: Builder,
  gap: Node,
  isStrict: boolean,
  facts: readonly Granted[],
  lengths: ReadonlyMap<Node, Node>,
): Generator<void, Why | undefined, void> {
  const choice = findChoice(gap);
  if (choice) return yield* inBothCases(b, gap, choice, isStrict, facts);
  const { by, nonzero, isOpen } = placeFacts(b, facts);
  if (isOpen && isStrict) return undefined;
  const [signed] = isStrict ? [...nonzero].filter((x) => isScalar(x) && !by.has(x) && dependsOn(gap, x)) : [];
  if (signed) {
    // On either side of 0.
    const rest = facts.filter(({ left, right, word }) => word !== "≠" || (left !== signed && right !== signed));
    const s = b.symbol(`#abs ${signed.name}`, 1, 1, Trait.positive | Trait.nonnegative);
    let last: Why | undefined;
    for (const side of [s, b.neg(s)]) {
      last = yield* proveAs(b, opened(b, b.substitute(gap, new Map([[signed, side]]))), true, rest, lengths);
      if (!last) return undefined;
    }
    return last;
  }
  const known: Known = { isNonzero: (v) => nonzero.has(v) };
  const at = opened(b, by.size > 0 ? b.substitute(gap, by) : gap);
  yield;
  if (isStrict ? isPositive(at) : isNonnegative(at)) return "signs";
  if (isGrowth(b, at, isStrict)) return "matrix order";
  for (const variant of variants(b, at, isStrict)) {
    yield;
    // A known inequality may speak of lengths anew.
    const part = lengths.size > 0 ? opened(b, b.substitute(b.substitute(variant, lengths), by)) : variant;
    const why = attempt(() => byPolynomials(b, part, isStrict, known)).value;
    if (why) return why;
  }
  yield;
  const circle = attempt(() => circleIn(b, facts)).value;
  if (circle) {
    const points = [circle.around, circle.last].map(
      (where) => attempt(() => opened(b, b.substitute(gap, where))).value,
    );
    const found = points.map((point) =>
      point && point !== gap ? attempt(() => byPolynomials(b, point, isStrict, known)).value : undefined,
    );
    if (found.every((why) => why !== undefined)) return found[0];
  }
  const ordered = attempt(() => withFormsGiven(b, gap, facts, nonzero)).value;
  const others = facts.filter((fact) => !isOfMatrices(fact));
  if (ordered && (yield* proveAs(b, ordered, isStrict, others, lengths))) return "matrix order";
  return attempt(() =>
    byLeastValue(b, at, isStrict, (n, strictly) => byPolynomials(b, n, strictly, known) !== undefined),
  ).value;
}

/** A choice by cases that no other choice stands around, if its condition decides for the whole of a gap. */
function findChoice(gap: Node): Node | undefined {
  const isStep = ({ op, name }: Node): boolean => op === "call" && (name === "step" || name === "sign");
  const fits = (n: Node): boolean => (isChoice(n) || isStep(n)) && n.rows === gap.rows && n.cols === gap.cols;
  const visit = (n: Node): Node | undefined => {
    if (fits(n)) return n;
    for (const arg of ["sum", "prod", "pow", "call"].includes(n.op) ? n.args : []) {
      const found = visit(arg);
      if (found) return found;
    }
    return undefined;
  };
  return visit(gap);
}

/** What a choice, a step or a sign is where its argument is > 0, ≤ 0, = 0 or < 0. */
function valueIn(b: Builder, n: Node, word: string): Node | undefined {
  const level = (value: number): Node => (isScalar(n) ? b.num(value) : b.scale(value, b.ones(n.rows, n.cols)));
  if (n.name === "where") return n.args[word === ">" ? 1 : 2];
  if (n.name === "step") return level(word === ">" ? 1 : 0);
  if (n.name !== "sign" || word === "≤") return undefined;
  return level(word === ">" ? 1 : word === "=" ? 0 : -1);
}

/** The gap in each case of a choice. */
function* inBothCases(
  b: Builder,
  gap: Node,
  choice: Node,
  isStrict: boolean,
  facts: readonly Granted[],
): Generator<void, Why | undefined, void> {
  const [condition] = choice.args as [Node];
  let last: Why | undefined;
  for (const word of choice.name === "sign" ? [">", "=", "<"] : [">", "≤"]) {
    const chosen = new Map<Node, Node>();
    const visit = (n: Node): void => {
      const value = n.op === "call" && n.args[0] === condition ? valueIn(b, n, word) : undefined;
      if (value) chosen.set(n, value);
      n.args.forEach(visit);
    };
    visit(gap);
    const there = opened(b, b.substitute(gap, chosen));
    // Of an array the condition holds at some entries only, which says nothing about the others.
    const granted = isScalar(condition) ? [{ left: condition, word, right: b.num(0) }] : [];
    last = yield* prove(b, there, isStrict, [...facts, ...granted]);
    if (!last) return undefined;
  }
  return last;
}

const opened = (b: Builder, n: Node): Node => attempt(() => b.expand(n)).value ?? n;

/** What has the sign of a gap, or is below it. */
function* variants(b: Builder, gap: Node, isStrict: boolean): Generator<Node> {
  yield gap;
  const powers = attempt(() => exponentiated(b.graph, gap)).value;
  if (powers) yield opened(b, powers);
  for (const below of lemmasFor(b, gap, isStrict)) yield below;
}

function byPolynomials(b: Builder, gap: Node, isStrict: boolean, known: Known): Why | undefined {
  const forms = [gap];
  const letters = holdsCall(gap, exponentials) || (!isStrict && holdsCall(gap, circular));
  const free =
    letters && (!isStrict || !holdsCall(gap, circular)) ? attempt(() => parametrise(b.graph, gap)).value : undefined;
  if (free) forms.push(free);
  const exponentOf = exponents(gap);
  const signOf = (n: Node): Range => {
    const read = asPolynomial(b, n, known);
    if (!read || !isQuotientNonnegative(read, read.variables, false)) return "real";
    return isQuotientNonnegative(read, read.variables, true) ? "positive" : "nonnegative";
  };
  for (const form of forms) {
    const read = asPolynomial(b, form, { ...known, exponentOf, signOf });
    if (read && isQuotientNonnegative(read, read.variables, isStrict))
      return read.vectors > 1 ? "Cauchy–Schwarz" : "algebra";
  }
  return undefined;
}

const exponentials: ReadonlySet<string> = new Set(["exp", "sigmoid", "tanh", "sinh", "cosh"]);
const circular: ReadonlySet<string> = new Set(["sin", "cos", "tan"]);

function holdsCall(n: Node, names: ReadonlySet<string>): boolean {
  return (n.op === "call" && names.has(n.name)) || n.args.some((arg) => holdsCall(arg, names));
}

/** m of every letter that may come to stand for exp(m). */
function exponents(root: Node): ReadonlyMap<string, Node> {
  const found = new Map<string, Node>();
  const visit = (n: Node): void => {
    if (n.op === "call" && exponentials.has(n.name)) {
      const u = n.args[0]!;
      for (const m of u.op === "sum" ? u.args : [u]) found.set(`#exp${m.id}`, m);
    }
    n.args.forEach(visit);
  };
  visit(root);
  return found;
}
