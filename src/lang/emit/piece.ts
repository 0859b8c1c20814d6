import { Q } from "../../core/num/rational";
import { type Coefficient, N } from "../symbolic/coefficient";

/** Printed code and how tightly it holds together. */
export interface Piece {
  readonly s: string;
  readonly level: number;
}

/** From loose to tight; a piece stands in parentheses where a tighter one is due. */
export const Level = { sum: 1, product: 2, unary: 3, power: 4, atom: 5 } as const;

/** A piece that needs no parentheses anywhere: a name, a number, a call. */
export const atom = (s: string): Piece => ({ s, level: Level.atom });

/** The text of a piece where at least `level` is due. */
export const wrap = (p: Piece, level: number): string => (p.level >= level ? p.s : `(${p.s})`);

/** a op b for operators of one level that group to the left. */
export function infix(a: Piece, op: string, b: Piece, level: number): Piece {
  return { s: `${wrap(a, level)} ${op} ${wrap(b, level + 1)}`, level };
}

/**
 * A number. Finite decimals are written out, other fractions as a quotient; with `point`, whole numbers end in `.0`, as
 * languages want it that tell integers from floating point.
 */
export function numberPiece(value: Coefficient, point: boolean): Piece {
  const x = N.toNumber(value);
  const whole = (n: string) => (point && /^-?\d+$/.test(n) ? `${n}.0` : n);
  const level = x < 0 ? Level.unary : Level.atom;
  if (N.isApprox(value)) return { s: floatText(x, point), level };
  const d = Q.denominator(value);
  if (d === 1n || isDecimal(d)) return { s: floatText(x, point), level };
  return { s: `${whole(String(Q.numerator(value)))} / ${whole(String(d))}`, level: Level.product };
}

/** Floating point so that it is read back as the same number. */
export function floatText(x: number, point: boolean): string {
  const s = String(x);
  return point && /^-?\d+$/.test(s) ? `${s}.0` : s;
}

/** Whether 1/d has at most 12 decimals. */
function isDecimal(d: bigint): boolean {
  return 10n ** 12n % d === 0n;
}
