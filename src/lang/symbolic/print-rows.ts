import { Q, type Rational } from "../../core/num/rational";
import { arrangeTerms, type Factor } from "./arrange";
import { type Coefficient, N } from "./coefficient";
import { unitIndex } from "./constant";
import { isData } from "./data";
import { Form, type Graph, type Node } from "./graph";
import { isOne, isScalar } from "./leaf";
import { multiply, transpose } from "./mat";
import { type Reading, sharedDenominator } from "./patterns";
import { arrayPiece, atom, wrap } from "./piece";
import { powersOf, sharedPowers } from "./powers";
import { power, product } from "./prod";
import { isNonnegative } from "./sign";
import { sizeNode } from "./size";
import { Level, latexStyle, type Piece, type Style } from "./style";
import { scale, splitCoefficient } from "./sum";

/** What the forms below need of the printer. */
export interface Writer extends Reading {
  readonly style: Style;
  /** The notation of a node. */
  readonly write: (n: Node) => Piece;
  /** The same, in parentheses unless it is an atom. */
  readonly tight: (n: Node) => Piece;
}

/** A matrix product as a named function, with the scalar that is left in front of it. */
export interface NamedProduct {
  readonly piece: Piece;
  readonly scalar: Node;
}

/** 1'x and 1'X1 as sum, A1 as sum_rows, A1/n as mean_rows, the causal mask times x as cumsum, Aeⱼ as a column. */
export function namedProduct(w: Writer, scalar: Node, factors: readonly Node[]): NamedProduct | undefined {
  const last = factors.length - 1;
  const named = (name: string, n: Node, s = scalar): NamedProduct => ({
    piece: atom(w.style.call(name, [w.write(n).s]), "call"),
    scalar: s,
  });
  if (factors[0]!.op === "ones" && factors[0]!.rows === 1 && factors[last]!.cols === 1) {
    const rest = factors[last]!.op === "ones" && last > 1 ? factors.slice(1, last) : factors.slice(1);
    const inner = multiply(w.g, rest);
    return inner.op === "call" && inner.name === "abs" ? named("norm1", inner.args[0]!) : named("sum", inner);
  }
  if (last < 1 || factors[last]!.cols !== 1 || factors[0]!.rows === 1) return undefined;
  if (factors[last]!.op === "ones" && factors[0]!.cols !== 1) {
    const n = sizeNode(w.g, factors[last]!.rows);
    const isMean =
      n.op === "sym" && scalar.op === "prod" && scalar.args.some((b, i) => b === n && scalar.coefs[i] === -1);
    const inner = multiply(w.g, factors.slice(0, last));
    if (isMean) return named("mean_rows", inner, product(w.g, [scalar, n]));
    const [A, B] = inner.op === "prod" && factors.length === 2 ? factorPair(inner) : [];
    return A && B ? named("diagof", multiply(w.g, [A, transpose(w.g, B)])) : named("sum_rows", inner);
  }
  if (factors[0]!.op === "call" && factors[0]!.name === "causal")
    return named("cumsum", multiply(w.g, factors.slice(1)));
  const j = unitIndex(factors[last]!);
  if (j === undefined || last !== 1) return undefined;
  const flipped = factors[0]!.op === "transpose" ? factors[0]!.args[0]! : undefined;
  const base = w.tight(flipped ?? factors[0]!).s;
  const at = flipped === undefined ? `:, ${j}` : `${j}, :`;
  return { piece: atom(sliced(w.style, base, at), "call"), scalar };
}

/** sum(x)/n for a column of length n as mean(x), with the rest of the monomial. */
export function meanIn(w: Writer, n: Node): NamedProduct | undefined {
  if ((n.forms & Form.arrays) === 0) return undefined;
  const isSum = (b: Node) => b.op === "mat" && b.args[1]!.op === "ones" && b.args[1]!.rows === 1;
  if (n.args.filter(isSum).length !== 1) return undefined;
  for (const [i, b] of n.args.entries()) {
    if (b.op !== "mat" || b.args.length !== 3 || n.coefs[i] !== 1 || !isOne(b.args[0]!)) continue;
    const [, row, x] = b.args as [Node, Node, Node];
    if (row.op !== "ones" || x.op === "ones" || (x.op === "call" && x.name === "abs")) continue;
    const size = sizeNode(w.g, x.rows);
    const at = n.args.findIndex((s, k) => s === size && typeof n.coefs[k] === "number" && n.coefs[k] < 0);
    if (size.op !== "sym" || at < 0) continue;
    const scalar = product(w.g, [n, b, size], [1, -1, 1]);
    const whole = scalar.op === "prod" || isOne(scalar) ? scalar : product(w.g, [scalar]);
    return { piece: atom(w.style.call("mean", [w.write(x).s]), "call"), scalar: whole };
  }
  return undefined;
}

const halves = [Q.ratio(1, 2), Q.ratio(-1, 2)];

/** A letter that is ≥ 0, a whole number or π. */
const isRadicand = (base: Node): boolean =>
  (base.op === "sym" && isNonnegative(base)) ||
  (base.op === "call" && base.name === "pi") ||
  (base.op === "num" && typeof base.coefs[0] === "number" && base.coefs[0] > 0);

/**
 * A product's number and factors with its roots as one writes them: √2x/2 as x/√2, for a root of a number that divides what stands
 * below the line, and √x √y as √(xy).
 */
export function withRoots(
  g: Graph,
  size: Coefficient,
  factors: readonly Factor[],
): { readonly size: Coefficient; readonly factors: readonly Factor[] } {
  if (factors.every(({ e }) => typeof e === "number")) return { size, factors };
  const isRoot = ({ base, e }: Factor) => base.op === "num" && N.isExact(e) && Q.same(e, halves[0]!);
  const root = factors.length > 1 ? factors.find(isRoot) : undefined;
  const value = root?.base.coefs[0];
  if (!root || typeof value !== "number" || !N.isExact(size)) return { size, factors: joinRoots(g, factors) };
  if (Q.denominator(size) % BigInt(value) !== 0n) return { size, factors: joinRoots(g, factors) };
  const below = factors.map((f) => (f === root ? { base: f.base, e: halves[1]! } : f));
  return { size: Q.mul(size, value), factors: joinRoots(g, below) };
}

/** √x √y as √(xy) for two and more bases that are ≥ 0. */
function joinRoots(g: Graph, factors: readonly Factor[]): readonly Factor[] {
  let out = factors;
  if (factors.length < 2) return out;
  for (const e of halves) {
    const isRoot = (f: Factor) => N.isExact(f.e) && Q.same(f.e, e) && isRadicand(f.base);
    const roots = out.filter(isRoot);
    if (roots.length < 2) continue;
    const inside = product(
      g,
      roots.map(({ base }) => base),
    );
    out = [...out.filter((f) => !isRoot(f)), { base: inside, e }];
  }
  return out;
}

const sliced = (style: Style, base: string, at: string): string =>
  style === latexStyle ? `${base}_{${at}}` : `${base}[${at}]`;

/** A and B of A ⊙ B, of which (A ⊙ B)1 is the diagonal of AB'; nothing where there are more. */
function factorPair(n: Node): readonly Node[] {
  const isPlain = (f: Node) => f.op === "sym" || f.op === "transpose" || f.op === "mat";
  if (!n.args.every(isPlain)) return [];
  if (n.args.length === 1) return n.coefs[0] === 2 ? [n.args[0]!, n.args[0]!] : [];
  return n.args.length === 2 && n.coefs.every((e) => e === 1) ? n.args : [];
}

/** A where the base is (A ⊙ A)1, whose root is norm_rows(A). */
export function rowNormed(w: Writer, base: Node): Piece | undefined {
  if (base.op !== "mat" || base.args.length !== 3 || !isOne(base.args[0]!) || base.args[2]!.op !== "ones")
    return undefined;
  const square = base.args[1]!;
  if (square.op !== "prod" || square.args.length !== 1 || square.coefs[0] !== 2) return undefined;
  return atom(w.style.call("norm_rows", [w.write(square.args[0]!).s]), "call");
}

/** √λmax(A'A) as normop(A). */
export function operatorNormed(w: Writer, base: Node): Piece | undefined {
  if (base.op !== "call" || base.name !== "lambda_max") return undefined;
  const gram = base.args[0]!;
  if (gram.op !== "mat" || gram.args.length !== 3 || !isOne(gram.args[0]!)) return undefined;
  return atom(w.style.call("normop", [w.write(gram.args[2]!).s]), "call");
}

/** eᵢ, the causal mask and choices by cases. */
export function specialCall(w: Writer, n: Node): Piece | undefined {
  const { style } = w;
  const at = unitIndex(n);
  if (at !== undefined) {
    if (style === latexStyle) return atom(`e_{${at}}`, "name");
    return atom(sliced(style, style.call("eye", [String(n.rows)]), `:, ${at}`), "call");
  }
  if (isData(n)) return atom(style.call("data", [String(n.rows), String(n.cols)]), "call");
  if (n.name === "causal") return atom(style.call("causal", [String(n.rows)]), "call");
  return n.name === "where" ? casesPiece(w, n) : undefined;
}

function casesPiece(w: Writer, n: Node): Piece {
  const branches: { readonly when: string; readonly value: string }[] = [];
  let rest = n;
  while (rest.op === "call" && rest.name === "where" && branches.length < 40) {
    branches.push({ when: condition(w, rest.args[0]!), value: w.write(rest.args[1]!).s });
    rest = rest.args[2]!;
  }
  const last = w.write(rest).s;
  if (w.style === latexStyle) {
    const rows = branches.map(({ when, value }) => `${value} & ${when}`);
    return atom(`\\begin{cases}${[...rows, `${last} & \\text{else}`].join(" \\\\ ")}\\end{cases}`, "group");
  }
  return atom(`cases(${branches.map(({ when, value }) => `${when}: ${value}`).join("; ")}; else: ${last})`, "call");
}

function condition(w: Writer, c: Node): string {
  const [terms] = c.op === "sum" ? [arrangeTerms(c, w.order)] : [undefined];
  const isNegative = terms !== undefined && N.sign(terms[0]!.c) < 0;
  const shown = isNegative ? scale(w.g, -1, c) : c;
  return `${w.write(shown).s} ${isNegative ? "<" : ">"} 0`;
}

/** The entries of an array, what stands under all their bars behind it. */
export function literalPiece(c: Writer, n: Node): Piece {
  const below = sharedDenominator(n);
  if (below !== undefined) {
    const den = product(c.g, below.bases, below.exps);
    const scaled = n.args.map((e) => product(c.g, [e, den]));
    const top = arrayPiece(
      c.style,
      n.rows as number,
      n.cols as number,
      scaled.map((e) => c.write(e).s),
    );
    return c.style.quotient(top, c.write(den));
  }
  const factor = isSquareOrWide(n) ? sharedFactor(c.g, n) : undefined;
  const entries = factor === undefined ? n.args : n.args.map((e) => product(c.g, [e, factor], [1, -1]));
  const array = arrayPiece(
    c.style,
    n.rows as number,
    n.cols as number,
    entries.map((e) => c.write(e).s),
  );
  if (factor === undefined) return array;
  return { s: `${wrap(c, c.write(factor), Level.power).s} ${array.s}`, level: Level.product, kind: "group" };
}

/** True for arrays in brackets: what stands before parentheses would be read as a call. */
const isSquareOrWide = (n: Node): boolean => n.cols !== 1 && n.rows !== 1;

/** What all entries but the zeros share, if a function or a power with letters is among it: e⁻ˣ[1 x; x x²]. */
function sharedFactor(g: Graph, n: Node): Node | undefined {
  const entries = n.args.filter((e) => !(e.op === "num" && e.coefs[0] === 0)).map((e) => splitCoefficient(e).rest);
  if (entries.length < 2) return undefined;
  const shared = sharedPowers(
    g,
    entries.map((e) => powersOf(e)),
  );
  if (!shared.some(([b, e]) => (b.op === "call" && b.args.length > 0) || e.op !== "num")) return undefined;
  return product(
    g,
    shared.map(([b, e]) => power(g, b, e)),
  );
}

/** Σ rational·√integer over a common denominator: (a + b√c)/d. */
export function closedForm(c: Writer, n: Node): Piece | undefined {
  if (!isScalar(n) || n.mask !== 0 || n.args.length < 2) return undefined;
  const isRoot = (t: Node) => isOne(t) || (t.op === "prod" && t.args.every((b) => b.op === "num"));
  if (!n.args.every(isRoot) || !n.coefs.every(N.isExact)) return undefined;
  let d = 1n;
  for (const k of n.coefs as readonly Rational[]) {
    const e = Q.denominator(k);
    let [a, b] = [d, e];
    while (b !== 0n) [a, b] = [b, a % b];
    d = (d / a) * e;
  }
  if (d === 1n) return undefined;
  const top = c.write(scale(c.g, Q.ratio(d), n));
  return c.style.quotient(top, atom(String(d), "number"));
}
