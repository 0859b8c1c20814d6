import { Q, type Rational } from "../../core/num/rational";
import { arrangeFactors, arrangeTerms, nameOrder } from "./arrange";
import { type Coefficient, N } from "./coefficient";
import type { Graph, Node } from "./graph";
import { isOne, isScalar } from "./leaf";
import { isLevel, levelOf } from "./level";
import { assertPrintable } from "./measure";
import {
  differenceIn,
  gram,
  inverseTurned,
  isSymbols,
  sharedNumber,
  type Turned,
  turnedBack,
  turnSums,
} from "./patterns";
import { arrayPiece, atom, joinFactors, numberPiece, onesPiece, primed, raise, wrap } from "./piece";
import {
  closedForm,
  literalPiece,
  meanIn,
  namedProduct,
  operatorNormed,
  rowNormed,
  specialCall,
  type Writer,
  withRoots,
} from "./print-rows";
import { Level, latexStyle, type Piece, type Style, textStyle } from "./style";
import { scale } from "./sum";

/** What a printer may know besides the expression. */
export interface PrintOptions {
  /** Names in the order in which they count, usually as they appear in the source; the rest follow by their letters. */
  readonly names?: readonly string[];
  /** Expressions that have a name of their own: `z` for y ⊙ (X w). */
  readonly fold?: ReadonlyMap<Node, string>;
}

/** The expression on one line in the language's own notation; it parses back. @throws Refusal when it is too long */
export function printText(g: Graph, n: Node, options: PrintOptions = {}): string {
  return printer(g, textStyle, options)(n);
}

/** The expression in LaTeX, without delimiters. */
export function printLatex(g: Graph, n: Node, options: PrintOptions = {}): string {
  return printer(g, latexStyle, options)(n);
}

function printer(g: Graph, style: Style, options: PrintOptions): (n: Node) => string {
  return (n) => {
    assertPrintable(n);
    const c: Context = {
      g,
      style,
      order: nameOrder(options.names),
      fold: options.fold,
      pieces: new Map(),
      write: (part) => whole(c, part),
      tight: (part) => wrap(c, whole(c, part), Level.atom),
    };
    return whole(c, n, true).s;
  };
}

/** What named forms need of this printer, and what it has written already. */
interface Context extends Writer {
  readonly pieces: Map<Node, Piece>;
}

function whole(c: Context, n: Node, top = false): Piece {
  if (top || n.args.length === 0) return wholeNow(c, n, top);
  const piece = c.pieces.get(n) ?? wholeNow(c, n, false);
  c.pieces.set(n, piece);
  return piece;
}

function wholeNow(c: Context, n: Node, top: boolean): Piece {
  const name = c.fold?.get(n);
  if (name !== undefined) return c.style.name(name);
  if (n.op === "sum") return sumPiece(c, n, top);
  if (n.op === "num") return signed(c, n.coefs[0]!, undefined, top);
  return termPiece(c, 1, n, top);
}

/** ±(|coefficient| · node) as a piece of its own. */
function signed(c: Context, coef: Coefficient, node: Node | undefined, top = false): Piece {
  const isBelow = N.sign(coef) < 0;
  const minus = node !== undefined && unflipped(c, node, isBelow).minus;
  const negative = isBelow !== minus;
  const size = N.sign(coef) < 0 ? N.neg(coef) : coef;
  const p =
    node === undefined
      ? numberPiece(c.style, size)
      : minus
        ? turnedTerm(c, size, node, isBelow)
        : termPiece(c, size, node, top);
  return negative ? { s: c.style.minus + p.s, level: Level.sum } : p;
}

function sumPiece(c: Context, n: Node, top: boolean): Piece {
  const closed = closedForm(c, n);
  if (closed !== undefined) return closed;
  const shared = isScalar(n) ? undefined : sharedNumber(n);
  if (shared !== undefined) {
    const inner = sumPiece(c, scale(c.g, Q.inverse(shared), n), false);
    const body = joinFactors(c, [...leading(c, Q.abs(shared)), atom(c.style.parens(inner.s), "group")], false);
    return Q.sign(shared) < 0 ? { s: c.style.minus + body.s, level: Level.sum } : body;
  }
  const terms = arrangeTerms(n, c.order);
  if (terms.length === 1) return signed(c, terms[0]!.c, isOne(terms[0]!.node) ? undefined : terms[0]!.node, top);
  const isFlat = terms.every((t) => isLevel(t.node));
  const airy = top && terms.every((t) => isOne(t.node) || isSymbols(t.node));
  let s = "";
  for (const [i, t] of terms.entries()) {
    const isLed = i === 0 && N.sign(t.c) < 0;
    const { node, minus } = unflipped(c, isLevel(t.node) && !isFlat ? levelOf(c.g, t.node) : t.node, isLed);
    const negative = N.sign(t.c) < 0 !== minus;
    const size = N.sign(t.c) < 0 ? N.neg(t.c) : t.c;
    const body = isOne(node)
      ? numberPiece(c.style, size)
      : minus
        ? turnedTerm(c, size, node, isLed)
        : termPiece(c, size, node, airy);
    const inner = body.level <= Level.sum ? c.style.parens(body.s) : body.s;
    s += i === 0 ? (negative ? c.style.minus : "") : negative ? ` ${c.style.minus} ` : " + ";
    s += inner;
  }
  return { s, level: Level.sum };
}

/** Whether a product shows with a minus of its own once its sums are turned. */
function unflipped(c: Context, node: Node, isBelow: boolean): { readonly node: Node; readonly minus: boolean } {
  if (c.fold?.has(node)) return { node, minus: false };
  const minus = node.op === "mat" ? turnSums(c, node, isBelow).flips : isBelow && differenceIn(c, node) !== undefined;
  return { node, minus };
}

/** A product or quotient with a sum in it turned, the minus left out. */
function turnedTerm(c: Context, size: Coefficient, node: Node, isBelow: boolean): Piece {
  if (node.op === "mat") return turnedProduct(c, size, node, turnSums(c, node, isBelow).factors, false);
  return quotientPiece(c, size, node, differenceIn(c, node));
}

/** The number in front of a product: nothing for 1. */
function leading(c: Context, x: Coefficient): Piece[] {
  return x === 1 ? [] : [numberPiece(c.style, x)];
}

/** size·node for size ≥ 0. */
function termPiece(c: Context, size: Coefficient, n: Node, top = false): Piece {
  const name = c.fold?.get(n);
  if (name !== undefined) return joinFactors(c, [...leading(c, size), c.style.name(name)], false);
  if (n.op === "prod" && isScalar(n)) return quotientPiece(c, size, n);
  if (n.op === "mat") return productPiece(c, size, n, top);
  if (n.op === "sum") return joinFactors(c, [...leading(c, size), wrap(c, whole(c, n), Level.power)], false);
  if (n.op === "prod") return elementwisePiece(c, n, leading(c, size));
  if (size === 1) return leafPiece(c, n);
  return joinFactors(c, [...leading(c, size), wrap(c, leafPiece(c, n), Level.power)], false);
}

/** A scalar monomial with its number: factors with negative exponents stand under the fraction bar. */
function quotientPiece(c: Context, whole: Coefficient, n: Node, turned?: Turned): Piece {
  const above: Piece[] = [];
  const below: Piece[] = [];
  let numeric = true;
  const mean = meanIn(c, n);
  if (mean) above.push(mean.piece);
  const arranged = arrangeFactors(mean?.scalar ?? n, c.order).filter(({ base }) => !isOne(base));
  const { size, factors } = withRoots(c.g, whole, arranged);
  for (const { base, e } of factors) {
    if (base.op !== "num") numeric = false;
    const negative = N.sign(e) < 0;
    const shown = base === turned?.of ? turned.as : base;
    (negative ? below : above).push(powerPiece(c, shown, negative ? N.neg(e) : e));
  }
  // One product x'Ay at the end needs no parentheses: λx'Ay is (λx')Ay.
  const forms = above.filter((p) => p.level === Level.product);
  if (forms.length === 1 && below.length === 0) {
    above.splice(above.indexOf(forms[0]!), 1);
    above.push({ ...forms[0]!, level: Level.power });
  }
  const splits = !N.isApprox(size) && !Q.isInteger(size) && (below.length > 0 || numeric);
  if (splits) {
    const [p, q] = [Q.numerator(size as Rational), Q.denominator(size as Rational)];
    if (p !== 1n || above.length === 0) above.unshift(atom(String(p), "number"));
    below.unshift(atom(String(q), "number"));
  } else if (size !== 1 || above.length === 0) above.unshift(numberPiece(c.style, size));
  const top = joinFactors(c, above, false);
  if (below.length === 0) return top;
  return c.style.quotient(top, below.length === 1 ? below[0]! : joinFactors(c, below, false));
}

/** base^e for e > 0: √, norms and superscripts. */
function powerPiece(c: Context, base: Node, e: Coefficient): Piece {
  const form = gram(c, base);
  if (N.isExact(e) && !Q.isInteger(e)) {
    const twice = Q.mul(e, 2);
    if (form !== undefined && Q.isInteger(twice)) return raise(c, atom(c.style.norm(whole(c, form).s), "group"), twice);
    const operator = operatorNormed(c, base);
    if (operator !== undefined && Q.isInteger(twice)) return raise(c, operator, twice);
    if (twice === 1) return atom(c.style.root(whole(c, base)), base.op === "num" ? "group" : "call");
  } else if (form?.op === "sum" && N.isExact(e)) {
    return raise(c, atom(c.style.norm(whole(c, form).s), "group"), Q.mul(e, 2));
  }
  return raise(c, whole(c, base), e);
}

/** size · scalar · F₁F₂…, sums of all entries and forms x'Ax among them. */
function productPiece(c: Context, size: Coefficient, n: Node, top: boolean): Piece {
  const { factors, flips } = turnSums(c, n);
  if (!flips) return turnedProduct(c, size, n, factors, top);
  return { s: c.style.minus + turnedProduct(c, size, n, factors, false).s, level: Level.sum };
}

function turnedProduct(c: Context, size: Coefficient, n: Node, factors: readonly Node[], top: boolean): Piece {
  const total = namedProduct(c, n.args[0]!, factors);
  const s = total?.scalar ?? n.args[0]!;
  const [only] = factors;
  if (factors.length === 1 && isReciprocal(only!)) return elementwisePiece(c, only!, [termPiece(c, size, s)]);
  const body = total === undefined ? factorPieces(c, factors) : [total.piece];
  if (isOne(s)) {
    const form = isScalar(n) ? gram(c, n) : undefined;
    if (form?.op === "sum") {
      const norm = raise(c, atom(c.style.norm(whole(c, form).s), "group"), 2);
      return joinFactors(c, [...leading(c, size), norm], false);
    }
    if (size === 1) return joinFactors(c, body, top && factors.every((f) => f.op === "sym"));
    const isForm = isScalar(n) && total === undefined;
    const front = numberPiece(c.style, size);
    const number: Piece = isForm && N.isExact(size) && !Q.isInteger(size) ? { ...front, kind: "symbolic" } : front;
    return joinFactors(c, [number, ...body], false);
  }
  const parts = s.op === "prod" ? arrangeFactors(s, c.order) : [{ base: s, e: 1 as Coefficient }];
  const under = parts.filter((p) => N.sign(p.e) < 0);
  const over = parts.filter((p) => N.sign(p.e) >= 0);
  const power = (p: { base: Node; e: Coefficient }, e: Coefficient): Piece => {
    const piece = powerPiece(c, p.base, e);
    const needsGroup = p.base.op === "mat" && e === 1 && !piece.s.startsWith("‖") && piece.kind !== "call";
    return needsGroup ? atom(c.style.parens(piece.s), "group") : piece;
  };
  const above = over.map((p) => power(p, p.e));
  const below = under.map((p) => powerPiece(c, p.base, N.neg(p.e)));
  if (below.length === 0) return joinFactors(c, [...leading(c, size), ...above, ...body], false);
  if (under.every((p) => p.base.op === "sym") && above.length === 0) {
    const [p, q] = N.isApprox(size) ? [size, 1n] : [Q.ratio(Q.numerator(size)), Q.denominator(size)];
    const bottom = q === 1n ? below : [atom(String(q), "number"), ...below];
    const front = c.style.quotient(numberPiece(c.style, p), joinFactors(c, bottom, false));
    return joinFactors(c, [{ s: front.s, level: Level.power, kind: "symbolic" }, ...body], false);
  }
  const numerator = joinFactors(c, [...leading(c, size), ...above, ...body], false);
  return c.style.quotient(numerator, below.length === 1 ? below[0]! : joinFactors(c, below, false));
}

/** 1 ./ w, which a number is written into: c ./ w. */
const isReciprocal = (f: Node): boolean => f.op === "prod" && !isScalar(f) && f.coefs.every((e) => N.sign(e) < 0);

/** The factors of a matrix product, equal neighbours as powers. */
function factorPieces(c: Context, factors: readonly Node[]): Piece[] {
  const out: Piece[] = [];
  for (let i = 0; i < factors.length; ) {
    let k = 1;
    while (factors[i + k] === factors[i]) k++;
    out.push(k > 1 ? repeated(c, factors[i]!, k) : factorPiece(c, factors[i]!));
    i += k;
  }
  return out;
}

function repeated(c: Context, f: Node, k: number): Piece {
  if (f.op === "call" && f.name === "inv" && f.args[0]!.op !== "transpose") return inversePiece(c, f.args[0]!, k);
  return raise(c, factorPiece(c, f), k);
}

function factorPiece(c: Context, f: Node): Piece {
  const turned = turnedBack(c, f);
  if (turned !== undefined) {
    const inner = wrap(c, whole(c, turned), Level.atom);
    return primed(c.style, inner);
  }
  return wrap(c, whole(c, f), Level.power);
}

function inversePiece(c: Context, a: Node, k = 1): Piece {
  const inner = wrap(c, whole(c, a), Level.atom);
  return {
    s: c.style.superscript(inner.s, `-${k}`),
    level: Level.power,
    kind: inner.kind === "group" ? "inverse" : "group",
  };
}

function leafPiece(c: Context, n: Node): Piece {
  const { style } = c;
  const args = () => n.args.map((a) => whole(c, a).s);
  switch (n.op) {
    case "num":
      return numberPiece(c.style, n.coefs[0]!);
    case "sym":
      return style.name(n.name);
    case "transpose":
      return primed(style, wrap(c, whole(c, n.args[0]!), Level.atom));
    case "entry": {
      const at = n.coefs.map((x) => N.toNumber(x));
      const inner = wrap(c, whole(c, n.args[0]!), Level.atom);
      return atom(style.index(inner.s, n.args[0]!.cols === 1 ? at.slice(0, 1) : at), "call");
    }
    case "eye":
      return atom(style.identity, "name");
    case "ones":
      return onesPiece(c.style, "ones", n);
    case "zero":
      if (typeof n.rows === "number" && typeof n.cols === "number")
        return arrayPiece(c.style, n.rows, n.cols, new Array<string>(n.rows * n.cols).fill("0"));
      return onesPiece(c.style, "zeros", n);
    case "literal":
      return literalPiece(c, n);
    case "prod":
      return elementwisePiece(c, n);
    case "pow": {
      const base = wrap(c, whole(c, n.args[0]!), Level.atom);
      const form = gram(c, n.args[0]!);
      if (form !== undefined)
        return symbolicPower(c, atom(style.norm(whole(c, form).s), "group"), scale(c.g, 2, n.args[1]!));
      return symbolicPower(c, base, n.args[1]!);
    }
    case "call":
      return callPiece(c, n, args);
    default:
      return whole(c, n);
  }
}

function symbolicPower(c: Context, base: Piece, exponent: Node): Piece {
  const e = whole(c, exponent);
  const inner = e.level === Level.atom ? e.s : c.style.parens(e.s);
  return { s: c.style.superscript(base.s, inner), level: Level.power, kind: "call" };
}

/** Element-wise products: x ⊙ y², and ./ for negative exponents. */
function elementwisePiece(c: Context, n: Node, front: readonly Piece[] = []): Piece {
  const above: Piece[] = [];
  const below: Piece[] = [];
  for (const { base, e } of arrangeFactors(n, c.order)) {
    const negative = N.sign(e) < 0;
    (negative ? below : above).push(elementPower(c, base, negative ? N.neg(e) : e));
  }
  const line = (list: readonly Piece[]) => list.map((p) => wrap(c, p, Level.power).s).join(c.style.odot);
  const body: Piece | undefined =
    above.length === 0 ? undefined : above.length === 1 ? above[0]! : { s: line(above), level: Level.product };
  const [number] = front;
  const first = above[0] === undefined ? undefined : wrap(c, above[0], Level.power);
  const up: Piece =
    number === undefined
      ? (body ?? atom("1", "number"))
      : body === undefined || first === undefined
        ? number
        : {
            s: joinFactors(c, [number, first], false).s + line(above).slice(first.s.length),
            level: Level.product,
            kind: "group",
          };
  if (below.length === 0) return up;
  const down = below.length === 1 ? wrap(c, below[0]!, Level.power).s : c.style.parens(line(below));
  if (c.style === latexStyle) return { s: `${wrap(c, up, Level.power).s} \\oslash ${down}`, level: Level.product };
  return {
    s: `${up.level < Level.product ? c.style.parens(up.s) : up.s} ./ ${down}`,
    level: Level.product,
    kind: "call",
  };
}

function elementPower(c: Context, base: Node, e: Coefficient): Piece {
  const rows = N.isExact(e) && !Q.isInteger(e) && Q.isInteger(Q.mul(e, 2)) ? rowNormed(c, base) : undefined;
  if (rows !== undefined) return raise(c, rows, Q.mul(e as Rational, 2));
  if (N.isExact(e) && !Q.isInteger(e) && Q.mul(e, 2) === 1)
    return atom(c.style.call("sqrt", [whole(c, base).s]), "call");
  return raise(c, whole(c, base), e);
}

function callPiece(c: Context, n: Node, args: () => readonly string[]): Piece {
  const { style } = c;
  const constant = n.name === "pi" ? style.pi : n.name === "e" ? "e" : n.name === "inf" ? style.infinity : undefined;
  if (constant !== undefined) return atom(constant, "name");
  switch (n.name) {
    case "inv": {
      const a = n.args[0]!;
      const turned = a.op === "transpose" ? a.args[0] : inverseTurned(c, n);
      if (turned === undefined) return inversePiece(c, a);
      return { s: style.transpose(inversePiece(c, turned).s), level: Level.power, kind: "group" };
    }
    case "abs":
      return isScalar(n) ? atom(style.abs(args()[0]!), "group") : atom(style.call("abs", args()), "call");
    default:
      return specialCall(c, n) ?? atom(style.call(n.name, args()), "call");
  }
}
