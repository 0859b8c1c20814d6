/**
 * An exact rational number in lowest terms. A safe integer is the plain number itself; anything else is a fraction whose
 * parts are safe integers where both fit and BigInt otherwise, so that one value has exactly one form.
 */
export type Rational = number | Fraction;

/** A reduced fraction `n/d` with d > 0: two safe integers, or two BigInt (then d may be 1). */
export interface Fraction {
  readonly n: number | bigint;
  readonly d: number | bigint;
}

/** Thrown when an exact result would need more than {@link DIGIT_LIMIT} decimal digits; callers turn it into a problem. */
export class DigitLimit extends RangeError {
  constructor() {
    super(`an exact number needs more than ${DIGIT_LIMIT} digits`);
    this.name = "DigitLimit";
  }
}

/** The most decimal digits a numerator or denominator may have. */
export const DIGIT_LIMIT = 4000;

const BOUND = 10n ** BigInt(DIGIT_LIMIT);
const MAX = Number.MAX_SAFE_INTEGER;
const MAX_BIG = BigInt(MAX);

const safe = (x: number): boolean => x <= MAX && x >= -MAX;

function gcdSmall(a: number, b: number): number {
  a = Math.abs(a);
  b = Math.abs(b);
  while (b !== 0) {
    const rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

function gcdBig(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  while (b !== 0n) {
    if (a <= MAX_BIG && b <= MAX_BIG) return BigInt(gcdSmall(Number(a), Number(b)));
    [a, b] = [b, a % b];
  }
  return a;
}

/** n/d for safe integers, d ≠ 0. */
function small(n: number, d: number): Rational {
  if (d < 0) {
    n = -n;
    d = -d;
  }
  if (n === 0) return 0;
  const g = d === 1 ? 1 : gcdSmall(n, d);
  return g === d ? n / g : { n: n / g, d: d / g };
}

function big(n: bigint, d: bigint): Rational {
  if (d < 0n) {
    n = -n;
    d = -d;
  }
  const g = d === 1n ? 1n : gcdBig(n, d);
  if (g !== 1n) {
    n /= g;
    d /= g;
  }
  if (n >= BOUND || n <= -BOUND || d >= BOUND) throw new DigitLimit();
  const fits = n <= MAX_BIG && n >= -MAX_BIG && d <= MAX_BIG;
  if (!fits) return { n, d };
  return d === 1n ? Number(n) : { n: Number(n), d: Number(d) };
}

const top = (a: Rational): number | bigint => (typeof a === "number" ? a : a.n);
const bottom = (a: Rational): number | bigint => (typeof a === "number" ? 1 : a.d);

function add(a: Rational, b: Rational): Rational {
  if (typeof a === "number" && typeof b === "number") {
    const s = a + b;
    return safe(s) ? s : big(BigInt(a) + BigInt(b), 1n);
  }
  const an = top(a);
  const ad = bottom(a);
  const bn = top(b);
  const bd = bottom(b);
  if (typeof an === "number" && typeof ad === "number" && typeof bn === "number" && typeof bd === "number") {
    const p = an * bd;
    const q = bn * ad;
    const d = ad * bd;
    if (safe(p) && safe(q) && safe(d) && safe(p + q)) return small(p + q, d);
  }
  return big(BigInt(an) * BigInt(bd) + BigInt(bn) * BigInt(ad), BigInt(ad) * BigInt(bd));
}

function neg(a: Rational): Rational {
  return typeof a === "number" ? (a === 0 ? 0 : -a) : { n: -a.n, d: a.d };
}

function mul(a: Rational, b: Rational): Rational {
  if (typeof a === "number" && typeof b === "number") {
    const p = a * b;
    return safe(p) ? (p === 0 ? 0 : p) : big(BigInt(a) * BigInt(b), 1n);
  }
  const an = top(a);
  const ad = bottom(a);
  const bn = top(b);
  const bd = bottom(b);
  if (typeof an === "number" && typeof ad === "number" && typeof bn === "number" && typeof bd === "number") {
    const n = an * bn;
    const d = ad * bd;
    if (safe(n) && safe(d)) return small(n, d);
  }
  return big(BigInt(an) * BigInt(bn), BigInt(ad) * BigInt(bd));
}

/** 1/a. @throws RangeError for zero */
function inverse(a: Rational): Rational {
  const n = top(a);
  if (n === 0) throw new RangeError("division of a rational by zero");
  const d = bottom(a);
  return typeof n === "number" && typeof d === "number" ? small(d, n) : big(BigInt(d), BigInt(n));
}

function compare(a: Rational, b: Rational): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return sign(add(a, neg(b)));
}

function sign(a: Rational): -1 | 0 | 1 {
  const n = top(a);
  return n > 0 ? 1 : n < 0 ? -1 : 0;
}

function same(a: Rational, b: Rational): boolean {
  if (a === b) return true;
  return typeof a === "object" && typeof b === "object" && a.n === b.n && a.d === b.d;
}

/** a^k for an integer k, negative too. @throws DigitLimit before anything large is computed */
function power(a: Rational, k: number): Rational {
  if (!Number.isSafeInteger(k)) throw new RangeError(`an exact power needs an integer exponent, got ${k}`);
  if (k < 0) return power(inverse(a), -k);
  if (k === 0 || a === 1) return 1;
  if (a === 0) return 0;
  if (a === -1) return k % 2 === 0 ? 1 : -1;
  const digits = Math.max(digitsOf(top(a)), digitsOf(bottom(a)));
  if ((digits - 1) * k > DIGIT_LIMIT || k > DIGIT_LIMIT * 4) throw new DigitLimit();
  const n = top(a);
  const d = bottom(a);
  if (typeof n === "number" && typeof d === "number") {
    const [p, q] = [n ** k, d ** k];
    if (safe(p) && safe(q)) return q === 1 ? p : { n: p, d: q };
  }
  return big(BigInt(n) ** BigInt(k), BigInt(d) ** BigInt(k));
}

function digitsOf(x: number | bigint): number {
  return typeof x === "number" ? Math.floor(Math.log10(Math.abs(x) || 1)) + 1 : (x < 0n ? -x : x).toString().length;
}

/** The nearest double; exact also where numerator and denominator alone would overflow. */
function toNumber(a: Rational): number {
  if (typeof a === "number") return a;
  if (typeof a.n === "number" && typeof a.d === "number") return a.n / a.d;
  const n = BigInt(a.n);
  const d = BigInt(a.d);
  const shift = n.toString(2).length - d.toString(2).length - 64;
  const scaled = shift > 0 ? n / (d << BigInt(shift)) : (n << BigInt(-shift)) / d;
  // Two steps, because 2^shift alone may under- or overflow where the product does not.
  const half = Math.trunc(shift / 2);
  return Number(scaled) * 2 ** half * 2 ** (shift - half);
}

/** n/d for safe integers or BigInt. @throws RangeError for d = 0 or a number that is no safe integer */
function ratio(n: number | bigint, d: number | bigint = 1): Rational {
  if (typeof n === "number" && typeof d === "number") {
    if (!Number.isSafeInteger(n) || !Number.isSafeInteger(d)) throw new RangeError(`not safe integers: ${n}/${d}`);
    if (d === 0) throw new RangeError("a fraction with denominator zero");
    return small(n, d);
  }
  if (d === 1n && n <= MAX && n >= -MAX) return Number(n);
  if (BigInt(d) === 0n) throw new RangeError("a fraction with denominator zero");
  return big(BigInt(n), BigInt(d));
}

/** The dyadic rational that a finite double is, exactly. */
function fromNumber(x: number): Rational {
  if (Number.isSafeInteger(x)) return x === 0 ? 0 : x;
  if (!Number.isFinite(x)) throw new RangeError(`not a finite number: ${x}`);
  let d = 1n;
  let y = x;
  while (!Number.isInteger(y)) {
    y *= 2;
    d *= 2n;
  }
  return big(BigInt(y), d);
}

/**
 * Reads `12`, `-3/4`, `0.1`, `1.5e-3`.
 * @returns undefined where the text is not such a number or would need too many digits
 */
function parse(text: string): Rational | undefined {
  const m = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?(?:\/(\d+))?$/.exec(text.trim());
  if (!m || text.length > DIGIT_LIMIT) return undefined;
  const [, signText, whole = "", part = "", exponent, under] = m;
  if (whole + part === "") return undefined;
  const e = Number(exponent ?? "0") - part.length;
  if (Math.abs(e) > DIGIT_LIMIT - whole.length - part.length) return undefined;
  const digits = whole + part;
  const value = digits.length < 16 ? Number(digits) : BigInt(digits);
  const scaled = mul(ratio(value), e === 0 ? 1 : power(10, e));
  if (under !== undefined && /^0+$/.test(under)) return undefined;
  const whole1 = under === undefined ? scaled : mul(scaled, inverse(ratio(BigInt(under))));
  return signText === "-" ? neg(whole1) : whole1;
}

/** `3`, `-3/4`; the minus sign is ASCII. */
function format(a: Rational): string {
  return typeof a === "number" ? String(a) : a.d === 1n ? String(a.n) : `${a.n}/${a.d}`;
}

/** ⌊√n⌋ for n ≥ 0, by Newton's method from above. */
export function floorSqrt(n: bigint): bigint {
  if (n < 2n) return n;
  let x = 1n << BigInt((n.toString(2).length + 1) >> 1);
  for (;;) {
    const y = (x + n / x) >> 1n;
    if (y >= x) return x;
    x = y;
  }
}

/** √a where a is the square of a rational, else undefined. */
function trySqrt(a: Rational): Rational | undefined {
  const n = BigInt(top(a));
  if (n < 0n) return undefined;
  const d = BigInt(bottom(a));
  const p = floorSqrt(n);
  const q = floorSqrt(d);
  return p * p === n && q * q === d ? big(p, q) : undefined;
}

/** Arithmetic on {@link Rational}: no result is ever rounded. */
export const Q = {
  add,
  sub: (a: Rational, b: Rational): Rational => add(a, neg(b)),
  mul,
  div: (a: Rational, b: Rational): Rational => mul(a, inverse(b)),
  neg,
  inverse,
  abs: (a: Rational): Rational => (sign(a) < 0 ? neg(a) : a),
  power,
  compare,
  sign,
  same,
  isInteger: (a: Rational): boolean => typeof a === "number" || a.d === 1n,
  numerator: (a: Rational): bigint => BigInt(top(a)),
  denominator: (a: Rational): bigint => BigInt(bottom(a)),
  toNumber,
  ratio,
  fromNumber,
  parse,
  format,
  floorSqrt,
  trySqrt,
} as const;
