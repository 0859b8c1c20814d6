import { Q, type Rational } from "../../core/num/rational";
import { arrangeTerms, nameOrder } from "../symbolic/arrange";
import { attempt } from "../symbolic/build";
import { call } from "../symbolic/call";
import { vanishes } from "../symbolic/canonical";
import { isDefinite } from "../symbolic/definite";
import type { Need } from "../symbolic/domain";
import type { Drawn } from "../symbolic/draw-point";
import type { Graph, Node } from "../symbolic/graph";
import { hasSymbols } from "../symbolic/letters";
import { isSemidefinite, isSymmetric } from "../symbolic/mat";
import { present } from "../symbolic/present";
import { leavesOf } from "../symbolic/recheck";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { type Difference, equality, pointsFor, pointText, valueAt } from "./agree";
import { type Comparison, compareConstants } from "./constants";
import { needsOfTask } from "./domain";
import { isSymmetricNumbers, rowsOf } from "./entries";
import { restrictions, said } from "./facts";
import { analyseForm } from "./form";
import { type Numbers, numbersOf, plainText } from "./numbers";
import { quadraticIn } from "./quadratic";
import { isRational, type Real, realText, realToNumber } from "./real";
import { formula } from "./reply";
import type { Task } from "./world";

/** What a check comes to. */
export type Verdict =
  | { readonly kind: "proved"; readonly why: string }
  | Refuted
  | { readonly kind: "undecided"; readonly why: string };

export interface Refuted {
  readonly kind: "refuted";
  /** The point, both values, and the first term that differs. */
  readonly at: string;
  readonly left: string;
  readonly right: string;
  readonly term?: string;
  /** Of an equation or an inequality: the point and both sides as numbers. */
  readonly difference?: Difference;
}

/** The verdict on `a word b`. */
export function* compare(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  if ("≻≽≺≼".includes(word)) return yield* definiteness(task, a, word, b);
  if (word === "≈") return closeness(task, a, b) ?? (yield* equal(task, a, b));
  if (word === "=") return yield* equal(task, a, b);
  if (word === "≠") {
    const verdict = yield* equal(task, a, b);
    if (verdict.kind === "proved")
      return { kind: "refuted", at: "", left: formula(task.world, a), right: formula(task.world, b) };
    return verdict.kind === "refuted" && !hasSymbols(a) && !hasSymbols(b)
      ? { kind: "proved", why: "" }
      : { kind: "undecided", why: "" };
  }
  const constants = compareConstants(task.world.b, a, b);
  if (constants) return ordered(constants.orders, word, constants);
  const [x, y] = [numbersOf(task.world.b, a), numbersOf(task.world.b, b)];
  if (!x || !y) return yield* inequality(task, a, word, b);
  const orders = entrywise(x, y).map(([p, q]) => (a === b ? 0 : certainOrder(p, q)));
  return ordered(orders, word, {
    left: plainText(x),
    right: plainText(y),
    agreement: "both sides agree but for rounding",
  });
}

/** An order of constants: refuted by one entry, proved by all, undecided where rounding decides. */
function ordered(orders: Comparison["orders"], word: string, sides: Omit<Comparison, "orders">): Verdict {
  if (orders.some((order) => order !== undefined && !said(word, order)))
    return { kind: "refuted", at: "", left: sides.left, right: sides.right };
  if (orders.some((order) => order === undefined)) return { kind: "undecided", why: sides.agreement };
  return { kind: "proved", why: "" };
}

/** Which of two numbers is the larger; undefined where that may be rounding. */
function certainOrder(p: Real, q: Real): -1 | 0 | 1 | undefined {
  if (isRational(p) && isRational(q)) return Math.sign(Q.compare(p, q)) as -1 | 0 | 1;
  const [x, y] = [realToNumber(p), realToNumber(q)];
  if (Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x), Math.abs(y))) return undefined;
  return x < y ? -1 : 1;
}

/** `≈` between constants: equal to the six significant digits with which numbers are printed. */
function closeness({ world }: Task, a: Node, b: Node): Verdict | undefined {
  const [x, y] = [numbersOf(world.b, a), numbersOf(world.b, b)];
  if (!x || !y) return undefined;
  const isClose = entrywise(x, y).every(([p, q]) => {
    const [u, v] = [realToNumber(p), realToNumber(q)];
    const size = Math.max(Math.abs(u), Math.abs(v));
    return u === v || Math.abs(u - v) <= 0.5001 * 10 ** (Math.floor(Math.log10(size)) - 5);
  });
  if (isClose) return { kind: "proved", why: "to 6 digits" };
  const sides = compareConstants(world.b, a, b) ?? { left: plainText(x), right: plainText(y) };
  return { kind: "refuted", at: "", left: sides.left, right: sides.right };
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

/** Points that satisfy the facts of the file. */
export function* admitted(task: Task, nodes: readonly Node[]): Generator<Drawn<Rational>, void, void> {
  const kept = restrictions(task);
  const roots = [...nodes, ...kept.flatMap(({ left, right }) => [left, right])];
  const { graph } = task.world.b;
  const needs = needsOfTask(task);
  roots.push(...needs.map(({ of }) => of));
  for (const point of pointsFor(roots, kept.length + needs.length > 0 ? 60 : undefined)) {
    if (!needs.every((need) => isMet(graph, need, point))) continue;
    const holds = kept.every(({ left, word, right }) => {
      const [x, y] = [valueAt(graph, left, point), valueAt(graph, right, point)];
      return !x || !y || entrywise(x, y).every(([p, q]) => said(word, compareReals(p, q)));
    });
    if (holds) yield point;
  }
}

/** Whether a condition of being defined holds at a point, as far as it can be seen there exactly. */
export function isMet(graph: Graph, { kind, of }: Need, point: Drawn<Rational>): boolean {
  if (kind === "invertible") return valueAt(graph, call(graph, "inv", [of]), point) !== undefined;
  const value = valueAt(graph, of, point);
  if (!value) return true;
  return value.entries.every((x) => {
    const number = realToNumber(x);
    if (kind === "unit") return Math.abs(number) <= 1;
    return kind === "nonzero" ? number !== 0 : kind === "positive" ? number > 0 : number >= 0;
  });
}

/** An inequality with letters is proved by signs, or refuted by a point. */
function* inequality(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  const [high, low] = word === ">" || word === "≥" ? [a, b] : [b, a];
  const gap = attempt(() => build.expand(build.sub(high, low))).value;
  if (gap && (word === ">" || word === "<" ? isPositive(gap) : isNonnegative(gap)))
    return { kind: "proved", why: "signs" };
  if (gap && leastIsNot(task, gap, word === ">" || word === "<")) return { kind: "proved", why: "least value" };
  let held = 0;
  for (const point of admitted(task, [a, b])) {
    yield;
    const [x, y] = [a, b].map((n) => valueAt(task.world.b.graph, n, point));
    if (!x || !y) continue;
    if (!entrywise(x, y).every(([p, q]) => said(word, compareReals(p, q)))) {
      const at = pointText(point, [a, b]);
      const difference = { at, point, left: x, right: y };
      return { kind: "refuted", at, left: plainText(x), right: plainText(y), difference };
    }
    held++;
  }
  return { kind: "undecided", why: held > 0 ? `it held at ${held} points` : "" };
}

/** Whether a quadratic in scalars has a least value that is not below 0, or above it; exactly. */
function leastIsNot({ world }: Task, gap: Node, isStrict: boolean): boolean {
  const coords = leavesOf([gap]).symbols;
  if (gap.rows !== 1 || gap.cols !== 1 || coords.some(({ rows, cols }) => rows !== 1 || cols !== 1)) return false;
  const q = quadraticIn(world, { coords, body: gap });
  if (!q || q.stationary.kind === "none" || !isRational(q.stationary.value)) return false;
  const isUp = ["positive definite", "positive semidefinite", "zero"].includes(q.form.definiteness);
  const sign = Q.sign(q.stationary.value);
  return q.form.exact !== undefined && isUp && (isStrict ? sign > 0 : sign >= 0);
}

/** A ≻ B by structure, by exact inertia, or refuted by a point and a direction. */
function* definiteness(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  const isUp = word === "≻" || word === "≽";
  const isStrict = word === "≻" || word === "≺";
  const difference = b.rows === 1 && b.cols === 1 ? a : build.sub(a, b);
  const numbers = numbersOf(build, difference);
  if (numbers) return inertiaVerdict(numbers, word, "");
  const up = isUp ? difference : build.neg(difference);
  const open = attempt(() => build.expand(up)).value ?? up;
  const known = isStrict ? isDefinite : isSemidefinite;
  if ([up, open].some((n) => isSymmetric(build.graph, n) && known(build.graph, n)))
    return { kind: "proved", why: difference.op === "sym" ? "as declared" : "structure" };
  let held = 0;
  for (const point of admitted(task, [difference])) {
    yield;
    const value = valueAt(task.world.b.graph, difference, point);
    if (!value) continue;
    const verdict = inertiaVerdict(value, word, pointText(point, [difference]));
    if (verdict.kind === "refuted") return verdict;
    held++;
  }
  return { kind: "undecided", why: held > 0 ? `it held at ${held} points` : "" };
}

function inertiaVerdict(numbers: Numbers, word: string, where: string): Verdict {
  if (numbers.rows !== numbers.cols || !isSymmetricNumbers(numbers))
    return { kind: "refuted", at: where, left: "not symmetric", right: "0" };
  const form = analyseForm(rowsOf(numbers));
  const { positive, zero, negative } = form.inertia;
  const isUp = word === "≻" || word === "≽";
  const isStrict = word === "≻" || word === "≺";
  if ((isUp ? negative : positive) === 0 && !(isStrict && zero > 0)) return { kind: "proved", why: form.definiteness };
  const witness = isUp ? form.down : form.up;
  const vector = witness ? `v = (${witness.vector.map((x) => realText(x)).join(", ")})` : "";
  const at = [where, vector].filter((text) => text !== "").join(", ");
  return { kind: "refuted", at, left: witness ? `v'Av = ${realText(witness.value)}` : form.definiteness, right: "0" };
}

/** The verdict on `a = b`, with the first term that differs or the agreement that was found. */
export function* equal(task: Task, a: Node, b: Node): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  const constants = compareConstants(build, a, b);
  if (constants) return ordered(constants.orders, "=", constants);
  const { kind, difference, isSame, agreed, sizes } = yield* equality(build.graph, a, b, admitted(task, [a, b]));
  if (kind === "proved") return { kind, why: "" };
  if (kind === "refuted" && difference) {
    const gap = attempt(() => build.sub(a, b)).value;
    const term = gap && firstTerm(task, gap);
    const [left, right] = [difference.left, difference.right].map((x) => plainText(x));
    return { kind, at: difference.at, left, right, difference, ...(term ? { term } : {}) };
  }
  if (difference) return { kind: "undecided", why: "the normal forms agree, the numbers do not" };
  if (sizes === 3)
    return { kind: "undecided", why: "both sides agree at random points modulo 2⁶¹ − 1, in three sizes" };
  if (agreed > 0) return { kind: "undecided", why: `both sides agree at ${agreed} points` };
  return { kind: "undecided", why: isSame ? "the normal forms agree, but no point lies in the domain" : "" };
}

function firstTerm(task: Task, difference: Node): string | undefined {
  const { b } = task.world;
  const open = attempt(() => present(b.graph, b.expand(difference))).value ?? difference;
  const entry = open.op === "literal" ? open.args.find((arg) => !vanishes(arg)) : open;
  if (!entry || vanishes(entry)) return undefined;
  if (entry.op !== "sum") return attempt(() => formula(task.world, entry)).value;
  const [{ c, node }] = arrangeTerms(entry, nameOrder());
  return attempt(() => formula(task.world, b.scale(c, node))).value;
}
