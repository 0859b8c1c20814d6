import { Q } from "../../core/num/rational";
import { arrangeTerms, nameOrder } from "../symbolic/arrange";
import { attempt } from "../symbolic/build";
import { vanishes } from "../symbolic/canonical";
import { holdsData } from "../symbolic/data";
import { isDefinite } from "../symbolic/definite";
import type { Node } from "../symbolic/graph";
import { hasSymbols } from "../symbolic/letters";
import { isSemidefinite, isSymmetric } from "../symbolic/mat";
import { present } from "../symbolic/present";
import { leavesOf } from "../symbolic/recheck";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { admitted, certainOrder, compareReals, entrywise } from "./admitted";
import { type Difference, equality, pointText, valueAt } from "./agree";
import { type Comparison, compareConstants } from "./constants";
import { isSymmetricNumbers, rowsOf } from "./entries";
import { said } from "./facts";
import { analyseForm } from "./form";
import { isZeroNode } from "./matrix-order";
import { type Numbers, numbersOf, plainText } from "./numbers";
import { quadraticIn } from "./quadratic";
import { isRational, realText, realToNumber } from "./real";
import { formula, hasApprox } from "./reply";
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
  const fits = [...x.entries, ...y.entries].every((entry) => Number.isFinite(realToNumber(entry)));
  const agreement = fits ? "both sides agree but for rounding" : "too large for floating point";
  const verdict = ordered(orders, word, { left: plainText(x), right: plainText(y), agreement });
  // Signs of rounded numbers prove nothing.
  const isExact = ![a, b].some((node) => hasApprox(node) || holdsData(node));
  return verdict.kind === "undecided" && isExact ? (provedBySigns(task, a, word, b) ?? verdict) : verdict;
}

/** An order of constants: refuted by one entry, proved by all, undecided where rounding decides. */
function ordered(orders: Comparison["orders"], word: string, sides: Omit<Comparison, "orders">): Verdict {
  if (orders.some((order) => order !== undefined && !said(word, order)))
    return { kind: "refuted", at: "", left: sides.left, right: sides.right };
  if (orders.some((order) => order === undefined)) return { kind: "undecided", why: sides.agreement };
  return { kind: "proved", why: "" };
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

/** An inequality with letters is proved by signs, or refuted by a point. */
function* inequality(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  const proved = provedBySigns(task, a, word, b);
  if (proved) return proved;
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

/** An inequality whose difference is positive by the signs of its parts, or by the least value of a quadratic. */
function provedBySigns(task: Task, a: Node, word: string, b: Node): Verdict | undefined {
  const { b: build } = task.world;
  const [high, low] = word === ">" || word === "≥" ? [a, b] : [b, a];
  const isStrict = word === ">" || word === "<";
  const gap = attempt(() => build.expand(build.sub(high, low))).value;
  if (!gap) return undefined;
  if (isStrict ? isPositive(gap) : isNonnegative(gap)) return { kind: "proved", why: "signs" };
  return leastIsNot(task, gap, isStrict) ? { kind: "proved", why: "least value" } : undefined;
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
  const difference = isZeroNode(b) ? a : isZeroNode(a) ? build.neg(b) : build.sub(a, b);
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
  let found = yield* equality(build.graph, a, b, admitted(task, [a, b]));
  // One normal form is equal whatever is assumed: where no point satisfies an assumed equation, any may confirm it.
  if (found.isSame && found.kind === "undecided" && !found.difference) {
    const free = yield* equality(build.graph, a, b);
    if (free.kind === "proved") found = free;
  }
  const { kind, difference, isSame, agreed, sizes } = found;
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
