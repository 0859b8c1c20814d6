import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { isIdenticallyZero } from "../symbolic/canonical";
import { N } from "../symbolic/coefficient";
import { derivative } from "../symbolic/differential";
import { type Need, needsIn } from "../symbolic/domain";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { leavesOf } from "../symbolic/recheck";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { compareConstants } from "./constants";
import { between } from "./pieces";
import { rootsOf } from "./solve-scalar";

/** Whether an expression is seen to be ≥ 0 (strict: > 0). */
type Decides = (n: Node, isStrict: boolean) => boolean;

/** Points that are tried as minimisers. */
const CANDIDATES = [0, 1, -1, 2, -2] as const;

/** Slopes of slopes that are looked at. */
const DEEPEST = 5;

/**
 * Proves gap ≥ 0 (strict: > 0) for a smooth function of one number: convex with a least value that is not below 0; or on either
 * side of 0 growing from a value that is not, or with such values wherever its slope turns from − to +.
 */
export function byLeastValue(
  b: Builder,
  gap: Node,
  isStrict: boolean,
  decides: Decides,
): "convexity" | "slope" | undefined {
  const logarithms = attempt(() => byLogarithms(b, gap)).value;
  for (const form of logarithms ? [gap, logarithms] : [gap]) {
    const why = attempt(() => ofOneNumber(b, form, isStrict, decides)).value;
    if (why) return why;
  }
  return undefined;
}

/** log p − log q for a gap p − q of positive terms, which has its sign. */
function byLogarithms(b: Builder, gap: Node): Node | undefined {
  if (gap.op !== "sum" || gap.args.length !== 2 || !isScalar(gap)) return undefined;
  const at = gap.coefs.findIndex((c) => N.sign(c) < 0);
  if (at < 0 || N.sign(gap.coefs[1 - at]!) < 0 || !gap.args.every(isPositive)) return undefined;
  const logs = gap.args.map((term, i) => {
    const factors =
      term.op === "prod" ? term.args.map((base, k) => [base, term.coefs[k]!] as const) : [[term, 1 as const] as const];
    if (!factors.every(([base]) => isPositive(base))) return undefined;
    const parts = factors.map(([base, power]) => b.scale(power, b.call("log", base)));
    const c = gap.coefs[i]!;
    return b.sum([b.call("log", b.scale(N.sign(c) < 0 ? N.neg(c) : c, b.num(1))), ...parts]);
  });
  const [p, q] = [logs[1 - at], logs[at]];
  return p && q && opened(b, b.sub(p, q));
}

function ofOneNumber(b: Builder, gap: Node, isStrict: boolean, decides: Decides): "convexity" | "slope" | undefined {
  const [t, ...others] = leavesOf([gap]).symbols;
  if (!t || others.length > 0 || !isScalar(t) || !isScalar(gap)) return undefined;
  if (isSmooth(gap) && isConvexAbove(b, gap, t, isStrict, decides)) return "convexity";
  const isFree = (t.traits & (Trait.positive | Trait.nonnegative)) === 0;
  const hasEnd = (t.traits & Trait.positive) === 0;
  const s = b.symbol("#right", 1, 1, t.traits | Trait.nonnegative);
  const isSettled = (side: Node | undefined): boolean =>
    side !== undefined &&
    ((isStrict ? isPositive(side) : isNonnegative(side)) ||
      (isSmooth(side) && (grows(b, side, s, isStrict, DEEPEST, decides) || turnsAbove(b, side, s, isStrict))));
  if (isStrict && hasEnd && signAt(b, gap, t, b.num(0)) !== 1) return undefined;
  const sides = isFree ? [s, b.neg(s)] : [s];
  return sides.every((side) => isSettled(attempt(() => opened(b, b.substitute(gap, new Map([[t, side]])))).value))
    ? "slope"
    : undefined;
}

/** A convex function with a slope of 0 somewhere, and a value there that is not below 0. */
function isConvexAbove(b: Builder, gap: Node, t: Node, isStrict: boolean, decides: Decides): boolean {
  if (!needsIn(b.graph, gap).every(isHalfLine)) return false;
  const slope = derivative(b.graph, gap, t);
  const bend = opened(b, derivative(b.graph, slope, t));
  if (!isNonnegative(bend) && !decides(bend, false)) return false;
  return CANDIDATES.some((value) => {
    if (signAt(b, slope, t, b.num(value)) !== 0) return false;
    const sign = signAt(b, gap, t, b.num(value));
    return sign !== undefined && (isStrict ? sign > 0 : sign >= 0);
  });
}

/**
 * f ≥ 0 (strict: > 0) for s > 0, and f(0) ≥ 0 too where s may be 0: not below 0 at 0, and its slope neither, by signs or in the
 * same way. A slope that is not 0 everywhere is 0 at single points only, as all these functions are analytic.
 */
function grows(b: Builder, f: Node, s: Node, isStrict: boolean, depth: number, decides: Decides): boolean {
  if (!isDefinedFrom0(b, f, s)) return false;
  const start = signAt(b, f, s, b.num(0));
  if (start === undefined || start < 0) return false;
  const slope = opened(b, derivative(b.graph, f, s));
  if (isStrict && start === 0 && ![1, 2].some((at) => signAt(b, slope, s, b.num(at)) === 1)) return false;
  if (isNonnegative(slope) || decides(slope, false)) return true;
  return depth > 0 && grows(b, slope, s, false, depth - 1, decides);
}

/** Whether f, defined for s > 0, is so at 0. */
function isDefinedFrom0(b: Builder, f: Node, s: Node): boolean {
  const closed = b.symbol("#from 0", 1, 1, Trait.nonnegative);
  const there = attempt(() => b.substitute(f, new Map([[s, closed]]))).value;
  return there !== undefined && needsIn(b.graph, there).every(isMet);
}

/** Whether f, for s > 0, is not below 0 wherever it turns from falling to rising, and comes from or goes to no open end falling. */
function turnsAbove(b: Builder, f: Node, s: Node, isStrict: boolean): boolean {
  if (!needsIn(b.graph, f).every((need) => isMet(need) || need.of === s)) return false;
  const slope = opened(b, derivative(b.graph, f, s));
  const roots = rootsOf({ b }, slope, s);
  if (!roots || roots.length === 0) return false;
  const inside: Node[] = [];
  for (const root of roots) {
    const place = signOf(b, root);
    const others = inside.map((other) => signOf(b, b.sub(root, other)));
    if (place === undefined || others.includes(undefined)) return false;
    if (place <= 0 || others.includes(0)) continue;
    inside.splice(others.filter((order) => order === 1).length, 0, root);
  }
  const ends = [b.num(0), ...inside, undefined];
  const slopes = ends.slice(1).map((end, i) => signAt(b, slope, s, b.num(between({ b }, ends[i], end))));
  if (slopes.some((sign) => sign !== 1 && sign !== -1) || slopes[slopes.length - 1] !== 1) return false;
  const lowest = inside.filter((_, i) => slopes[i] === -1 && slopes[i + 1] === 1);
  const start = slopes[0] === 1 ? (isDefinedFrom0(b, f, s) ? signAt(b, f, s, b.num(0)) : -1) : 0;
  if (start === undefined || start < 0) return false;
  return lowest.every((at) => {
    const sign = signAt(b, f, s, at);
    return sign !== undefined && (isStrict ? sign > 0 : sign >= 0);
  });
}

const opened = (b: Builder, n: Node): Node => attempt(() => b.expand(n)).value ?? n;

/** The sign of a constant by bounds that no rounding can break. */
export function signOf(b: Builder, n: Node): number | undefined {
  const exact = b.rational(n);
  if (exact !== undefined) return Q.sign(exact);
  if (attempt(() => isIdenticallyZero(b.graph, n)).value) return 0;
  return attempt(() => compareConstants(b, n, b.num(0))).value?.orders[0];
}

const signAt = (b: Builder, f: Node, t: Node, at: Node): number | undefined => {
  const value = attempt(() => b.expand(b.substitute(f, new Map([[t, at]])))).value;
  return value && signOf(b, value);
};

/** Functions that have a second derivative wherever they are defined, and no poles. */
const smooth: ReadonlySet<string> = new Set([
  "exp",
  "log",
  "sin",
  "cos",
  "sinh",
  "cosh",
  "tanh",
  "atan",
  "sigmoid",
  "softplus",
  "erf",
  "pi",
  "e",
]);

function isSmooth(n: Node): boolean {
  if (n.op === "call" && !smooth.has(n.name)) return false;
  // The root of anything but a letter may have a kink inside.
  if (
    n.op === "prod" &&
    n.args.some((x, i) => x.op !== "sym" && !isPositive(x) && !(Number(n.coefs[i]) > 0 && Number.isInteger(n.coefs[i])))
  )
    return false;
  return ["num", "sym", "sum", "prod", "call"].includes(n.op) && n.args.every(isSmooth);
}

/** t > 0 and the like: what is left of the line is connected. */
function isHalfLine({ kind, of }: Need): boolean {
  if (kind !== "positive" && kind !== "nonnegative") return false;
  return of.op === "sym" || (of.op === "sum" && of.args.every((t) => t.op === "sym" || t.op === "num"));
}

/** Whether a condition of being defined holds wherever the letters may be. */
function isMet({ kind, of }: Need): boolean {
  if (kind === "nonnegative") return isNonnegative(of);
  return (kind === "positive" || kind === "nonzero") && isPositive(of);
}
