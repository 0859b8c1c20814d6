import { Q, type Rational } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import type { Node } from "./graph";
import { Level, type Piece, type Style, textStyle } from "./style";

/** A piece that never needs parentheses. */
export const atom = (s: string, kind?: Piece["kind"]): Piece =>
  kind === undefined ? { s, level: Level.atom } : { s, level: Level.atom, kind };

/** A number ≥ 0. */
export function numberPiece(style: Style, x: Coefficient): Piece {
  if (N.isApprox(x)) return atom(style.decimal(x.approx), "number");
  if (Q.isInteger(x)) return atom(style.integer(Q.format(x)), "number");
  const decimal = decimalOf(x);
  if (decimal !== undefined) return atom(decimal, "number");
  const s = style.fraction(String(Q.numerator(x)), String(Q.denominator(x)));
  return { s, level: s.includes("/") ? Level.product : Level.atom, kind: "number" };
}

/** 1.702 for 851/500: where the denominator is long and of 2 and 5 alone, and the decimals are no longer than the fraction. */
function decimalOf(x: Rational): string | undefined {
  const d = Q.denominator(x);
  if (d < 100n || d > 10n ** 12n) return undefined;
  let places = 1;
  while (10n ** BigInt(places) % d !== 0n && places <= 12) places++;
  if (places > 12) return undefined;
  const digits = String((Q.numerator(x) * 10n ** BigInt(places)) / d).padStart(places + 1, "0");
  const text = `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return text.length <= String(Q.numerator(x)).length + String(d).length + 1 ? text : undefined;
}

/** A column, a row or a matrix of finished entries, row-major. */
export function arrayPiece(style: Style, rows: number, cols: number, entries: readonly string[]): Piece {
  if (cols === 1) return atom(style.column(entries), "group");
  if (rows === 1) return { s: style.row(entries), level: Level.power, kind: "group" };
  const lines = Array.from({ length: rows }, (_, i) => entries.slice(i * cols, (i + 1) * cols));
  return atom(style.matrix(lines), "group");
}

/** `ones(m, n)` and its like. */
export function onesPiece(style: Style, name: string, n: Node): Piece {
  if (n.rows === 1) return { s: style.transpose(style.call(name, [String(n.cols)])), level: Level.power, kind: "call" };
  const sizes = n.cols === 1 ? [String(n.rows)] : [String(n.rows), String(n.cols)];
  return atom(style.call(name, sizes), "call");
}

/** What knows the style that it writes in. */
interface Styled {
  readonly style: Style;
}

/** The piece at a level of at least `level`, in parentheses where it is weaker. */
export function wrap(c: Styled, p: Piece, level: number): Piece {
  return p.level >= level ? p : atom(c.style.parens(p.s), "group");
}

/** base^e for a number e; e = 1 is not written. */
export function raise(c: Styled, base: Piece, e: Coefficient): Piece {
  if (e === 1) return base;
  const b = wrap(c, base, Level.atom);
  const kind = b.kind === "word" || b.kind === "name" ? "group" : b.kind;
  const exponent =
    N.isExact(e) && Q.isInteger(e)
      ? Q.format(e)
      : c.style.parens(N.isApprox(e) ? c.style.decimal(e.approx) : Q.format(e));
  const s = c.style.superscript(b.s, exponent);
  return kind === undefined ? { s, level: Level.power } : { s, level: Level.power, kind };
}

/** Factors side by side, with the blanks that keep them apart; `spaced` puts one between all. */
export function joinFactors(c: Styled, pieces: readonly Piece[], spaced: boolean): Piece {
  if (pieces.length === 1) return pieces[0]!;
  let s = "";
  for (let i = 0; i < pieces.length; i++) {
    const p = pieces[i]!;
    const q = i === 0 && p.kind === "number" && p.level >= Level.product ? p : wrap(c, p, Level.power);
    if (i > 0) {
      const before = pieces[i - 1]!;
      const slash = before.kind === "number" && before.s.includes("/") && c.style === textStyle;
      s += slash ? " " : c.style.between(before, q, spaced);
    }
    s += q.s;
  }
  return { s, level: Level.product, kind: pieces[pieces.length - 1]!.kind === "call" ? "call" : "group" };
}

/** The transpose of an atom; a call stays one, so that it keeps its blanks. */
export function primed(style: Style, p: Piece): Piece {
  return { s: style.transpose(p.s), level: Level.power, kind: p.kind === "call" ? "call" : "group" };
}
