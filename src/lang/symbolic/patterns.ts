import { Q, type Rational } from "../../core/num/rational";
import { arrangeTerms, type NameOrder } from "./arrange";
import { N } from "./coefficient";
import { Form, type Graph, type Node } from "./graph";
import { isOne, isScalar } from "./leaf";
import { isSymmetric, multiply, transpose } from "./mat";
import { scale } from "./sum";

/** What the shapes of notation below depend on. */
export interface Reading {
  readonly g: Graph;
  readonly order: NameOrder;
  readonly fold: ReadonlyMap<Node, string> | undefined;
}

/** The number ≠ ±1 that all terms of an array sum have up to sign, as in 2(x − a). */
export function sharedNumber(n: Node): Rational | undefined {
  if (n.args.length < 2 || !n.args.every(isPlainProduct)) return undefined;
  const c = n.coefs[0]!;
  if (N.isApprox(c) || c === 1 || c === -1) return undefined;
  const size = Q.abs(c);
  if (!n.coefs.every((d) => N.isExact(d) && Q.same(Q.abs(d), size))) return undefined;
  return n.coefs.every((d) => N.sign(d) < 0) ? Q.neg(size) : size;
}

/** A symbol or a product of nothing but symbols. */
export function isSymbols(n: Node): boolean {
  return n.op === "sym" || (n.op === "mat" && isOne(n.args[0]!) && n.args.slice(1).every((f) => f.op === "sym"));
}

const isPlain = (n: Node): boolean =>
  n.op === "sym" ||
  n.op === "eye" ||
  n.op === "transpose" ||
  (n.op === "call" && n.name === "inv" && isPlain(n.args[0]!));

/** A product of letters, without sums or fractions inside. */
function isPlainProduct(n: Node): boolean {
  return isPlain(n) || (n.op === "mat" && isOne(n.args[0]!) && n.args.slice(1).every(isPlain));
}

/** u where the scalar is u'u or tr(U'U). */
export function gram(c: Reading, n: Node): Node | undefined {
  const m = n.op === "call" && n.name === "tr" ? n.args[0]! : n;
  if (m.op !== "mat" || m.args.length % 2 === 0 || m.args.length < 3 || !isOne(m.args[0]!)) return undefined;
  const half = (m.args.length - 1) / 2;
  const right = m.args.slice(half + 1);
  for (let i = 0; i < half; i++) if (transpose(c.g, m.args[1 + i]!) !== right[half - 1 - i]) return undefined;
  if (right[0]!.op === "ones") return undefined;
  const u = right.length === 1 ? right[0]! : multiply(c.g, right);
  const t = transpose(c.g, u);
  const shown = m !== n && primes(t) < primes(u) ? t : u;
  const isBelow = shown.op === "sum" && N.sign(arrangeTerms(shown, c.order)[0]!.c) < 0;
  return isBelow || c.order.turned.has(shown) ? scale(c.g, -1, shown) : shown;
}

/**
 * The product with each sum among its factors turned so that it begins with a plus where that is possible; `flips` says whether a
 * minus sign is left over. Where the product has a `minus` in front, y − σ(u) is σ(u) − y, and what was turned before is turned back; other differences stay as they are.
 */
export function turnSums(
  c: Reading,
  n: Node,
  minus = false,
): { readonly factors: readonly Node[]; readonly flips: boolean } {
  let flips = false;
  const factors = n.args.slice(1).map((f) => {
    if (f.op !== "sum" || c.fold?.has(f)) return f;
    const shown = turnedBack(c, f) ?? f;
    const lead = N.sign(arrangeTerms(shown, c.order)[0]!.c);
    if (lead > 0) return f;
    flips = !flips;
    return scale(c.g, -1, f);
  });
  if (minus === flips) return { factors, flips };
  const at = factors.findIndex((f) => !c.fold?.has(f) && (c.order.turned.has(f) || isOwnDifference(f)));
  return at < 0
    ? { factors, flips }
    : { factors: factors.with(at, plusFirst(c, scale(c.g, -1, factors[at]!))), flips: !flips };
}

/** A sum in a product, and what it is shown as. */
export interface Turned {
  readonly of: Node;
  readonly as: Node;
}

/** The first difference above the bar of a scalar product, turned: −(am − m)/q is (m − am)/q. */
export function differenceIn(c: Reading, n: Node): Turned | undefined {
  if (n.op !== "prod" || !isScalar(n)) return undefined;
  const of = n.args.find((f, i) => n.coefs[i] === 1 && f.op === "sum" && !c.fold?.has(f) && hasBothSigns(f));
  return of && { of, as: plusFirst(c, scale(c.g, -1, of)) };
}

const hasBothSigns = (f: Node): boolean => [1, -1].every((sign) => f.coefs.some((x) => N.sign(x) === sign));

/** A difference, arranged so that what is added leads. */
function plusFirst(c: Reading, f: Node): Node {
  const terms = arrangeTerms(f, c.order);
  if (N.sign(terms[0]!.c) < 0)
    c.order.terms.set(f, [...terms.filter((t) => N.sign(t.c) > 0), ...terms.filter((t) => N.sign(t.c) < 0)]);
  return f;
}

/** A difference of two terms, one of them a function or scaled by a form: nobody wrote it down in that order. */
function isOwnDifference(f: Node): boolean {
  const isTwo = f.op === "sum" && f.args.length === 2 && N.sign(f.coefs[0]!) !== N.sign(f.coefs[1]!);
  return isTwo && f.args.some((t) => hasCall(t) || hasForm(t));
}

/** A vector or matrix times a scalar like w'Aw. */
const hasForm = (t: Node): boolean => t.op === "mat" && !isScalar(t) && (t.args[0]!.forms & Form.arrays) !== 0;

const hasCall = (n: Node): boolean =>
  n.op === "call" ? n.args.length > 0 && n.name !== "inv" : (n.op === "mat" || n.op === "prod") && n.args.some(hasCall);

/** The transpose, where writing it and a prime is shorter: (Xw − y)' instead of w'X' − y'. */
export function turnedBack(c: Reading, f: Node): Node | undefined {
  if (f.op !== "sum" && f.op !== "prod" && f.op !== "call") return undefined;
  if (f.op === "call" && (f.name === "inv" || f.name === "diag")) return undefined;
  if (isSymmetric(c.g, f)) return undefined;
  const t = transpose(c.g, f);
  return primes(t) < primes(f) ? t : undefined;
}

/** M where M⁻¹' is shorter than the inverse of M' written out: (AXB)⁻¹' for (B'X'A')⁻¹. */
export function inverseTurned(c: Reading, inverse: Node): Node | undefined {
  const a = inverse.args[0]!;
  if (a.op === "transpose" || isSymmetric(c.g, a)) return undefined;
  const t = transpose(c.g, a);
  return primes(t) + 1 < primes(a) ? t : undefined;
}

const counted = new WeakMap<Node, number>();

/** The number of transposes in an expression as it is written out. */
function primes(n: Node): number {
  if (n.op === "transpose" || (n.op === "ones" && n.rows === 1)) return 1;
  if (n.args.length === 0) return 0;
  const known =
    counted.get(n) ??
    Math.min(
      1e12,
      n.args.reduce((k, a) => k + primes(a), 0),
    );
  counted.set(n, known);
  return known;
}

/** Sums under the fraction bar of every entry that is not 0, with the least power; undefined where there is none. */
export function sharedDenominator(
  n: Node,
): { readonly bases: readonly Node[]; readonly exps: readonly number[] } | undefined {
  const entries = n.args.filter((e) => !(e.op === "num" && e.coefs[0] === 0));
  if (entries.length < 2) return undefined;
  let shared: Map<Node, number> | undefined;
  for (const e of entries) {
    const t = e.op === "sum" && e.args.length === 1 ? e.args[0]! : e;
    if (t.op !== "prod") return undefined;
    const found = new Map<Node, number>();
    t.args.forEach((b, i) => {
      const k = t.coefs[i]!;
      if (b.op === "sum" && typeof k === "number" && k < 0) found.set(b, -k);
    });
    const before: ReadonlyMap<Node, number> = shared ?? found;
    shared = new Map([...before].flatMap(([b, k]) => (found.has(b) ? [[b, Math.min(k, found.get(b)!)] as const] : [])));
  }
  return shared === undefined || shared.size === 0
    ? undefined
    : { bases: [...shared.keys()], exps: [...shared.values()] };
}
