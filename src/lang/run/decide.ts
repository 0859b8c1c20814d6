import { nullspace } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import { arrangeTerms, nameOrder } from "../symbolic/arrange";
import { attempt } from "../symbolic/build";
import { isIdenticallyZero, vanishes } from "../symbolic/canonical";
import { holdsData } from "../symbolic/data";
import { isDefinite } from "../symbolic/definite";
import type { Need } from "../symbolic/domain";
import type { Drawn } from "../symbolic/draw-point";
import type { Node } from "../symbolic/graph";
import { hasSymbols } from "../symbolic/letters";
import { isSemidefinite, isSymmetric } from "../symbolic/mat";
import { present } from "../symbolic/present";
import { leavesOf } from "../symbolic/recheck";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { admitted, certainOrder, compareReals, entrywise, factsAbout, grantedAbout } from "./admitted";
import { clearFloats, type Difference, equality, pointText, valueAt } from "./agree";
import { type Comparison, compareConstants } from "./constants";
import { needsOfTask } from "./domain";
import { isSymmetricNumbers, rowsOf } from "./entries";
import { said } from "./facts";
import { placeFacts, squaresGiven } from "./facts-in-place";
import { analyseForm } from "./form";
import { measured } from "./lengths";
import { isUpward } from "./loewner";
import { isZeroNode } from "./matrix-order";
import { type Numbers, numbersOf, plainText } from "./numbers";
import { prove } from "./prove";
import { quadraticIn } from "./quadratic";
import { isRational, type Real, realText, realToNumber } from "./real";
import { formula, hasApprox } from "./reply";
import { failsAtTurningPoint } from "./turning-point";
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
  /** How the left value stands to the right one: `≠`, `≯`, `is not`. */
  readonly sign: string;
  readonly right: string;
  readonly term?: string;
  /** Of an equation or an inequality: the point and both sides as numbers. */
  readonly difference?: Difference;
}

/** What holds where a comparison fails. */
const failed: Readonly<Record<string, string>> = {
  "=": "≠",
  "≈": "≉",
  "≠": "=",
  "<": "≮",
  ">": "≯",
  "≤": "≰",
  "≥": "≱",
};

/** The verdict on `a word b`. */
export function* compare(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  if (isAssumed(task, a, word, b)) return { kind: "proved", why: "as assumed" };
  if ("≻≽≺≼".includes(word)) return yield* definiteness(task, a, word, b);
  if (word === "≈") return closeness(task, a, b) ?? (yield* equal(task, a, b));
  if (word === "=") return yield* equal(task, a, b);
  if (word === "≠") {
    const verdict = yield* equal(task, a, b);
    if (verdict.kind === "proved")
      return { kind: "refuted", at: "", left: formula(task.world, a), sign: "=", right: formula(task.world, b) };
    if (verdict.kind === "refuted" && !hasSymbols(a) && !hasSymbols(b)) return { kind: "proved", why: "" };
    return yield* difference(task, a, b);
  }
  const constants = compareConstants(task.world.b, a, b);
  if (constants) {
    const verdict = ordered(constants.orders, word, constants);
    return verdict.kind === "undecided" ? yield* byRules(task, a, word, b, verdict) : verdict;
  }
  const [x, y] = [numbersOf(task.world.b, a), numbersOf(task.world.b, b)];
  if (!x || !y) return yield* inequality(task, a, word, b);
  const orders = entrywise(x, y).map(([p, q]) => (a === b ? 0 : certainOrder(p, q)));
  const fits = [...x.entries, ...y.entries].every((entry) => Number.isFinite(realToNumber(entry)));
  const agreement = fits ? "both sides agree but for rounding" : "too large for floating point";
  const verdict = ordered(orders, word, { left: plainText(x), right: plainText(y), agreement });
  // Signs of rounded numbers prove nothing.
  const isExact = ![a, b].some(isRounded);
  return verdict.kind === "undecided" && isExact ? yield* byRules(task, a, word, b, verdict) : verdict;
}

const isRounded = (n: Node): boolean => hasApprox(n) || holdsData(n);

const opposite: Readonly<Record<string, string>> = { "<": "≥", "≥": "<", ">": "≤", "≤": ">" };

/** An order of constants whose bounds leave it open: by rules, or of positive ones by their logarithms. */
function* byRules(task: Task, a: Node, word: string, b: Node, open: Verdict): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  const holds = function* (word: string): Generator<void, string | undefined, void> {
    const signs = provedBySigns(task, a, word, b);
    if (signs) return signs.why;
    const [high, low] = word === ">" || word === "≥" ? [a, b] : [b, a];
    const gap = attempt(() => build.expand(build.sub(high, low))).value;
    return gap && (yield* prove(build, gap, word === ">" || word === "<", []));
  };
  const why = yield* holds(word);
  if (why !== undefined) return { kind: "proved", why };
  const isScalar = a.rows === 1 && a.cols === 1;
  const not = isScalar ? opposite[word] : undefined;
  const [left, right] = [a, b].map((n) => formula(task.world, n));
  const refuted: Verdict = { kind: "refuted", at: "", left, sign: failed[word], right };
  if (not && (yield* holds(not)) !== undefined) return refuted;
  if (!isScalar || !isPositive(a) || !isPositive(b)) return open;
  const logs = [a, b].map((n) => attempt(() => build.call("log", n)).value);
  if (!logs[0] || !logs[1] || (logs[0].op === "call" && logs[0].args[0] === a && logs[1].op === "call")) return open;
  const [p, q] = logs.map((log) => log && build.rational(log));
  const exact = p !== undefined && q !== undefined ? [Math.sign(Q.compare(p, q)) as -1 | 0 | 1] : undefined;
  const orders = exact ?? compareConstants(build, logs[0], logs[1])?.orders ?? [];
  const verdict = orders.length > 0 ? ordered(orders, word, refuted) : open;
  return verdict.kind === "undecided" ? open : verdict;
}

/** `a ≠ b` with letters: refuted by a point at which they are equal, proved where one is always the larger. */
function* difference(task: Task, a: Node, b: Node): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  for (const point of admitted(task, [a, b])) {
    yield;
    const [x, y] = [a, b].map((n) => valueAt(build.graph, n, point));
    if (!x || !y || !entrywise(x, y).every(([p, q]) => isRational(p) && isRational(q) && Q.same(p, q))) continue;
    const at = pointText(point, [a, b]);
    const [left, right] = [x, y].map((n) => plainText(n));
    return { kind: "refuted", at, left, sign: "=", right, difference: { at, point, left: x, right: y } };
  }
  const facts = [...grantedAbout(task, [a, b])];
  for (const [high, low] of [
    [a, b],
    [b, a],
  ] as const) {
    const gap = attempt(() => build.expand(build.sub(high, low))).value;
    const why = gap && (yield* prove(build, gap, true, facts));
    if (why) return { kind: "proved", why };
  }
  return { kind: "undecided", why: "" };
}

/** Whether a fact says what is to be shown, or more. */
function isAssumed(task: Task, a: Node, word: string, b: Node): boolean {
  const stronger: Readonly<Record<string, string>> = { "≥": ">", "≤": "<", "≽": "≻", "≼": "≺" };
  return factsAbout(task, [a, b]).some(
    ({ left, right, word: given }) => left === a && right === b && (given === word || stronger[word] === given),
  );
}

/** An order of constants: refuted by one entry, proved by all, undecided where rounding decides. */
function ordered(
  orders: Comparison["orders"],
  word: string,
  sides: { readonly left: string; readonly right: string; readonly agreement?: string },
): Verdict {
  if (orders.some((order) => order !== undefined && !said(word, order)))
    return { kind: "refuted", at: "", left: sides.left, sign: failed[word], right: sides.right };
  if (orders.some((order) => order === undefined)) return { kind: "undecided", why: sides.agreement ?? "" };
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
  return { kind: "refuted", at: "", left: sides.left, sign: "≉", right: sides.right };
}

/** An inequality with letters is proved, or refuted by a point. */
function* inequality(task: Task, a: Node, word: string, b: Node): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  const proved = provedBySigns(task, a, word, b);
  if (proved) return proved;
  let held = 0;
  for (const point of admitted(task, [a, b])) {
    yield;
    const exact = [a, b].map((n) => valueAt(build.graph, n, point));
    const isExact = exact.every((value) => value !== undefined);
    const there = isExact ? undefined : refutedThere(task, a, word, b, point);
    if (there) return there;
    const [x, y] = isExact ? exact : (clearFloats(a, b, point) ?? []);
    if (!x || !y) continue;
    const order = isExact ? compareReals : (p: Real, q: Real) => certainOrder(p, q) ?? Number.NaN;
    const orders = entrywise(x, y).map(([p, q]) => order(p, q));
    if (orders.some((gap) => !Number.isNaN(gap) && !said(word, gap))) {
      const at = pointText(point, [a, b]);
      const difference = { at, point, left: x, right: y };
      return { kind: "refuted", at, left: plainText(x), sign: failed[word], right: plainText(y), difference };
    }
    held++;
  }
  const [high, low] = word === ">" || word === "≥" ? [a, b] : [b, a];
  const gap = attempt(() => build.expand(build.sub(high, low))).value;
  const granted = [...grantedAbout(task, [a, b])];
  const why = gap && (yield* prove(build, gap, word === ">" || word === "<", granted));
  if (why) return { kind: "proved", why };
  yield;
  const needs = needsOfTask(task);
  const holes = needs.flatMap(({ kind, of }) =>
    kind === "nonzero" ? [{ left: of, word: "≠", right: build.num(0) }] : [],
  );
  const turn = needs.every(isOrder) ? failsAtTurningPoint(build, a, word, b, [...granted, ...holes]) : undefined;
  if (turn) {
    const [at, left, right] = [turn.at, turn.left, turn.right].map((n) => formula(task.world, n));
    return { kind: "refuted", at: `${turn.letter.name} = ${at}`, left: left!, sign: failed[word]!, right: right! };
  }
  return { kind: "undecided", why: held > 0 ? `it held at ${held} points` : "" };
}

/** Whether a condition of being defined compares with 0. */
const isOrder = ({ kind }: Need): boolean => ["positive", "nonnegative", "nonzero"].includes(kind);

/** Refuted by what both sides come to once the numbers of a point stand in them: exp(0) is 1, where doubles are only near. */
function refutedThere(task: Task, a: Node, word: string, b: Node, point: Drawn<Rational>): Verdict | undefined {
  const { b: build } = task.world;
  if (a.rows !== 1 || a.cols !== 1 || point.symbols.some(({ rows, cols }) => rows !== 1 || cols !== 1))
    return undefined;
  const by = new Map(point.symbols.map((x) => [x, build.num(point.values.get(x)?.data[0] ?? 0)] as const));
  const sides = attempt(() => [build.substitute(a, by), build.substitute(b, by)] as const).value;
  if (!sides || sides.some((n) => hasSymbols(n))) return undefined;
  const [p, q] = sides.map((n) => build.rational(n));
  const order =
    p !== undefined && q !== undefined ? Q.compare(p, q) : compareConstants(build, sides[0], sides[1])?.orders[0];
  if (order === undefined || said(word, order)) return undefined;
  const at = pointText(point, [a, b]);
  const [left, right] = sides.map((n) => numbersOf(build, n));
  if (!left || !right) return undefined;
  const difference = { at, point, left, right };
  return { kind: "refuted", at, left: plainText(left), sign: failed[word], right: plainText(right), difference };
}

/** An inequality whose difference is positive by the signs of its parts, or by the least value of a quadratic. */
function provedBySigns(
  task: Task,
  a: Node,
  word: string,
  b: Node,
): { readonly kind: "proved"; readonly why: string } | undefined {
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
  const { by } = placeFacts(build, factsAbout(task, [difference]));
  const placed = by.size > 0 ? attempt(() => build.expand(build.substitute(open, by))).value : open;
  if (placed && isUpward(build, placed, isStrict)) return { kind: "proved", why: "matrix order" };
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
    return { kind: "refuted", at: where, left: plainText(numbers), sign: "is not", right: "symmetric" };
  const form = analyseForm(rowsOf(numbers));
  const { positive, zero, negative } = form.inertia;
  const isUp = word === "≻" || word === "≽";
  const isStrict = word === "≻" || word === "≺";
  if ((isUp ? negative : positive) === 0 && !(isStrict && zero > 0)) return { kind: "proved", why: form.definiteness };
  const witness = (isUp ? form.down : form.up) ?? (form.exact ? kernelOf(numbers) : undefined);
  const vector = witness ? `v = (${witness.vector.map((x) => realText(x)).join(", ")})` : "";
  const at = [where, vector].filter((text) => text !== "").join(", ");
  if (!witness) return { kind: "refuted", at, left: "v'Av = 0", sign: isUp ? "≯" : "≮", right: "0" };
  const sign = realToNumber(witness.value) === 0 ? (isUp ? "≯" : "≮") : isUp ? "<" : ">";
  return { kind: "refuted", at, left: `v'Av = ${realText(witness.value)}`, sign, right: "0" };
}

/** A vector that a singular matrix takes to 0. */
function kernelOf(numbers: Numbers): { readonly vector: readonly Real[]; readonly value: Real } | undefined {
  const [vector] = nullspace(rowsOf(numbers) as Rational[][]);
  return vector && { vector, value: 0 };
}

/** The verdict on `a = b`, with the first term that differs or the agreement that was found. */
export function* equal(task: Task, a: Node, b: Node): Generator<void, Verdict, void> {
  const { b: build } = task.world;
  const constants = compareConstants(build, a, b);
  if (constants) return ordered(constants.orders, "=", constants);
  if (a.rows === 1 && a.cols === 1 && !hasSymbols(a) && !hasSymbols(b) && ![a, b].some(isRounded)) {
    for (const word of [">", "<"]) {
      const order = yield* byRules(task, a, word, b, { kind: "undecided", why: "" });
      if (order.kind !== "proved") continue;
      const [left, right] = [a, b].map((n) => formula(task.world, n));
      return { kind: "refuted", at: "", left, sign: "≠", right };
    }
  }
  let found = yield* equality(build.graph, a, b, admitted(task, [a, b]));
  // One normal form is equal whatever is assumed: where no point satisfies an assumed equation, any may confirm it.
  if (found.isSame && found.kind === "undecided" && !found.difference) {
    const free = yield* equality(build.graph, a, b);
    if (free.kind === "proved") found = free;
  }
  const { kind, difference, isSame, agreed, sizes } = found;
  if (kind === "proved") return { kind, why: "" };
  yield;
  if (kind === "undecided" && !difference && agreed > 0 && isEqualWhereGranted(task, a, b))
    return { kind: "proved", why: "" };
  if (kind === "refuted" && difference) {
    const gap = attempt(() => build.sub(a, b)).value;
    const term = gap && firstTerm(task, gap);
    const [left, right] = [difference.left, difference.right].map((x) => plainText(x));
    return { kind, at: difference.at, left, sign: "≠", right, difference, ...(term ? { term } : {}) };
  }
  if (difference) return { kind: "undecided", why: "the normal forms agree, the numbers do not" };
  if (sizes === 3)
    return { kind: "undecided", why: "both sides agree at random points modulo 2⁶¹ − 1, in three sizes" };
  if (agreed > 0 && !hasSymbols(a) && !hasSymbols(b))
    return { kind: "undecided", why: "both sides agree but for rounding" };
  if (agreed > 0) return { kind: "undecided", why: `both sides agree at ${agreed} points` };
  return { kind: "undecided", why: isSame ? "the normal forms agree, but no point lies in the domain" : "" };
}

/** Whether both sides have one normal form once letters are what the facts and the domain say of them: log(x y) for x, y > 0. */
function isEqualWhereGranted(task: Task, a: Node, b: Node): boolean {
  const { b: build } = task.world;
  const granted = [...grantedAbout(task, [a, b])];
  const sizes = measured(build, granted);
  const { by, isOpen } = placeFacts(build, sizes?.facts ?? granted);
  // A jump may lie at the end of a range that is reached in the limit only.
  if (isOpen) return false;
  const gap = attempt(() => {
    let difference = build.expand(build.sub(a, b));
    if (sizes) difference = build.substitute(difference, sizes.by);
    difference = build.substitute(difference, by);
    return build.substitute(difference, squaresGiven(build, granted));
  }).value;
  return gap !== undefined && (attempt(() => isIdenticallyZero(build.graph, gap)).value ?? false);
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
