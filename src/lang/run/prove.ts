import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { isIdenticallyZero } from "../symbolic/canonical";
import { dependsOn, derivative } from "../symbolic/differential";
import { type Need, needsIn } from "../symbolic/domain";
import { type Node, Trait } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { exponentiated } from "../symbolic/logarithms";
import { parametrise } from "../symbolic/parametrise";
import { leavesOf } from "../symbolic/recheck";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { asPolynomial, type Known } from "./as-polynomial";
import { compareConstants } from "./constants";
import { type Granted, placeFacts } from "./facts-in-place";
import { lemmasFor } from "./lemmas";
import { isGrowth } from "./loewner";
import { isQuotientNonnegative } from "./prove-polynomial";

/** What showed that an inequality holds. */
export type Why = "signs" | "algebra" | "Cauchy–Schwarz" | "matrix order" | "convexity";

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
  const { by, nonzero, isOpen } = placeFacts(b, facts);
  if (isOpen && isStrict) return undefined;
  const [signed] = isStrict ? [...nonzero].filter((x) => isScalar(x) && !by.has(x) && dependsOn(gap, x)) : [];
  if (signed) {
    // On either side of 0.
    const rest = facts.filter(({ left, right, word }) => word !== "≠" || (left !== signed && right !== signed));
    const s = b.symbol(`#abs ${signed.name}`, 1, 1, Trait.positive | Trait.nonnegative);
    let last: Why | undefined;
    for (const side of [s, b.neg(s)]) {
      last = yield* prove(b, opened(b, b.substitute(gap, new Map([[signed, side]]))), true, rest);
      if (!last) return undefined;
    }
    return last;
  }
  const known: Known = { isNonzero: (v) => nonzero.has(v) };
  const at = opened(b, by.size > 0 ? b.substitute(gap, by) : gap);
  yield;
  if (isStrict ? isPositive(at) : isNonnegative(at)) return "signs";
  if (isGrowth(b, at, isStrict)) return "matrix order";
  for (const part of variants(b, at)) {
    yield;
    const why = attempt(() => byPolynomials(b, part, isStrict, known)).value;
    if (why) return why;
  }
  yield;
  return attempt(() => hasLeastValue(b, at, isStrict)).value ? "convexity" : undefined;
}

const opened = (b: Builder, n: Node): Node => attempt(() => b.expand(n)).value ?? n;

/** What has the sign of a gap, or is below it. */
function* variants(b: Builder, gap: Node): Generator<Node> {
  yield gap;
  const powers = attempt(() => exponentiated(b.graph, gap)).value;
  if (powers) yield opened(b, powers);
  for (const below of lemmasFor(b, gap)) yield below;
}

function byPolynomials(b: Builder, gap: Node, isStrict: boolean, known: Known): Why | undefined {
  const forms = [gap];
  const letters = holdsCall(gap, exponentials) || (!isStrict && holdsCall(gap, circular));
  const free =
    letters && (!isStrict || !holdsCall(gap, circular)) ? attempt(() => parametrise(b.graph, gap)).value : undefined;
  if (free) forms.push(free);
  const exponentOf = exponents(gap);
  const isNonnegativeNode = (n: Node): boolean => {
    const read = asPolynomial(b, n, known);
    return read !== undefined && isQuotientNonnegative(read, read.variables, false);
  };
  for (const form of forms) {
    const read = asPolynomial(b, form, { ...known, exponentOf, isNonnegativeNode });
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

/** Points that are tried as minimisers. */
const CANDIDATES = [0, 1, -1, 2, -2] as const;

/** A convex function of one number with a slope of 0 somewhere, and a value there that is not below 0. */
function hasLeastValue(b: Builder, gap: Node, isStrict: boolean): boolean {
  const [t, ...others] = leavesOf([gap]).symbols;
  if (!t || others.length > 0 || !isScalar(t) || !isScalar(gap)) return false;
  if (!isSmooth(gap) || !needsIn(b.graph, gap).every(isHalfLine)) return false;
  const slope = derivative(b.graph, gap, t);
  const bend = opened(b, derivative(b.graph, slope, t));
  const known: Known = { isNonzero: () => false };
  if (!isNonnegative(bend) && !byPolynomials(b, bend, false, known)) return false;
  return CANDIDATES.some((value) => {
    const by = new Map([[t, b.num(value)]]);
    const there = attempt(() => [b.substitute(slope, by), b.substitute(gap, by)]).value;
    if (!there || !isIdenticallyZero(b.graph, there[0]!)) return false;
    const least = there[1]!;
    const exact = b.rational(least);
    const order = exact === undefined ? compareConstants(b, least, b.num(0))?.orders[0] : Q.sign(exact);
    return order !== undefined && (isStrict ? order > 0 : order >= 0);
  });
}

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
    n.args.some((x, i) => x.op !== "sym" && !(Number(n.coefs[i]) > 0 && Number.isInteger(n.coefs[i])))
  )
    return false;
  return ["num", "sym", "sum", "prod", "call"].includes(n.op) && n.args.every(isSmooth);
}

/** t > 0 and the like: what is left of the line is connected. */
function isHalfLine({ kind, of }: Need): boolean {
  if (kind !== "positive" && kind !== "nonnegative") return false;
  return of.op === "sym" || (of.op === "sum" && of.args.every((t) => t.op === "sym" || t.op === "num"));
}
