import { Q, type Rational } from "../../core/num/rational";

/** A number of the language: exact, or floating point where the text, data or a transcendental value made it so. */
export type Coefficient = Rational | Approx;

/** A floating-point number; everything it touches becomes floating point and is shown with `≈`. */
export interface Approx {
  readonly approx: number;
}

function isApprox(a: Coefficient): a is Approx {
  return typeof a === "object" && "approx" in a;
}

function toNumber(a: Coefficient): number {
  return typeof a === "number" ? a : isApprox(a) ? a.approx : Q.toNumber(a);
}

const isFiniteNumber = (a: Coefficient): boolean => !isApprox(a) || Number.isFinite(a.approx);

function add(a: Coefficient, b: Coefficient): Coefficient {
  if (isApprox(a) || isApprox(b)) return { approx: toNumber(a) + toNumber(b) };
  return Q.add(a, b);
}

function mul(a: Coefficient, b: Coefficient): Coefficient {
  if ((a === 0 && isFiniteNumber(b)) || (b === 0 && isFiniteNumber(a))) return 0;
  if (isApprox(a) || isApprox(b)) return { approx: toNumber(a) * toNumber(b) };
  return Q.mul(a, b);
}

function same(a: Coefficient, b: Coefficient): boolean {
  if (a === b) return true;
  if (typeof a === "number" || typeof b === "number") return false;
  if (isApprox(a) || isApprox(b)) return isApprox(a) && isApprox(b) && Object.is(a.approx, b.approx);
  return Q.same(a, b);
}

function hash(a: Coefficient): number {
  if (typeof a === "number") return (a ^ (a / 0x1_0000_0000)) | 0;
  if (isApprox(a)) return Math.imul((a.approx * 0x10_001) | 0, 0x9e37) ^ 0x55aa;
  return (Number(BigInt.asIntN(31, BigInt(a.n))) * 31 + Number(BigInt.asIntN(31, BigInt(a.d)))) | 0;
}

function sign(a: Coefficient): number {
  return typeof a === "number" ? Math.sign(a) : isApprox(a) ? Math.sign(a.approx) : Q.sign(a);
}

/** Arithmetic on {@link Coefficient}: exact as long as both sides are. */
export const N = {
  add,
  mul,
  sub: (a: Coefficient, b: Coefficient): Coefficient => add(a, mul(-1, b)),
  neg: (a: Coefficient): Coefficient => mul(-1, a),
  same,
  hash,
  sign,
  isApprox,
  isExact: (a: Coefficient): a is Rational => !isApprox(a),
  isZero: (a: Coefficient): boolean => a === 0 || (typeof a === "object" && "approx" in a && a.approx === 0),
  toNumber,
  approx: (x: number): Approx => ({ approx: x }),
} as const;
