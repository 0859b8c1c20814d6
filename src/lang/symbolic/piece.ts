import { Q } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import type { Node } from "./graph";
import { Level, type Piece, type Style } from "./style";

/** A piece that never needs parentheses. */
export const atom = (s: string, kind?: Piece["kind"]): Piece =>
  kind === undefined ? { s, level: Level.atom } : { s, level: Level.atom, kind };

/** A number ≥ 0. */
export function numberPiece(style: Style, x: Coefficient): Piece {
  if (N.isApprox(x)) return atom(style.decimal(x.approx), "number");
  if (Q.isInteger(x)) return atom(style.integer(Q.format(x)), "number");
  const s = style.fraction(String(Q.numerator(x)), String(Q.denominator(x)));
  return { s, level: s.includes("/") ? Level.product : Level.atom, kind: "number" };
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

/** The transpose of an atom; a call stays one, so that it keeps its blanks. */
export function primed(style: Style, p: Piece): Piece {
  return { s: style.transpose(p.s), level: Level.power, kind: p.kind === "call" ? "call" : "group" };
}
