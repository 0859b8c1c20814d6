import { floorSqrt } from "./rational";

/** A real number between lo/2^BITS and hi/2^BITS. */
export interface Enclosure {
  readonly lo: bigint;
  readonly hi: bigint;
}

/** Binary digits behind the point: about 70 decimal ones. */
const BITS_COUNT = 240;
const BITS = BigInt(BITS_COUNT);
const ONE = 1n << BITS;

/** Beyond this size (in binary digits before the point) nothing is enclosed. */
const MOST = 1n << (BITS + 4096n);

/** ⌊n/d⌋ for d > 0. */
function floorDiv(n: bigint, d: bigint): bigint {
  const q = n / d;
  return n % d < 0n ? q - 1n : q;
}

const ceilDiv = (n: bigint, d: bigint): bigint => -floorDiv(-n, d);

/** An enclosure, or undefined beyond the range. */
const made = (lo: bigint, hi: bigint): Enclosure | undefined => (lo < -MOST || hi > MOST ? undefined : { lo, hi });
const abs = (n: bigint): bigint => (n < 0n ? -n : n);

/** e^x for |x| ≤ 1/2 in fixed point, to within ±SLACK. The series stops once a term is below the last digit. */
function seriesExp(x: bigint): bigint {
  let [sum, term] = [ONE, ONE];
  for (let k = 1n; term !== 0n && k < 200n; k++) {
    term = (term * x) / ONE / k;
    sum += term;
  }
  return sum;
}

/** artanh(1/n) for sign 1, arctan(1/n) for sign −1, by their series. */
function inverseSeries(n: bigint, sign: bigint): bigint {
  let power = ONE / n;
  let sum = power;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = (sign * power) / (n * n);
    sum += power / k;
  }
  return sum;
}

/** What a series of fewer than 400 terms, each cut by less than two last digits, may be off by. */
const SLACK = 1024n;

/** ln 2 = 2 artanh(1/3); π = 16 arctan(1/5) − 4 arctan(1/239) (Machin). */
const LN2 = 2n * inverseSeries(3n, 1n);
const PI = 16n * inverseSeries(5n, -1n) - 4n * inverseSeries(239n, -1n);
const CONSTANT_SLACK = 20n * SLACK;

/** e^(x/2^BITS) from both sides. */
function expPoint(x: bigint): Enclosure | undefined {
  // Below the last digit.
  if (x < -2000n * ONE) return { lo: 0n, hi: 1n };
  if (x > 2000n * ONE) return undefined;
  const k = floorDiv(2n * x + LN2, 2n * LN2);
  const rest = x - k * LN2;
  // |rest| ≤ ln 2/2 but for a few last digits; k·LN2 is off by k times what LN2 is.
  const slack = SLACK + 2n * (abs(k) + 1n) * CONSTANT_SLACK;
  const value = seriesExp(rest);
  const shift = (n: bigint) => (k >= 0n ? n << k : n >> -k);
  return { lo: shift(value - slack), hi: shift(value + slack) + 1n };
}

function monotone(a: Enclosure, f: (x: bigint) => Enclosure | undefined): Enclosure | undefined {
  const [p, q] = [f(a.lo), f(a.hi)];
  return p && q && made(p.lo, q.hi);
}

/** ln of a positive fixed-point number: the y whose e^y encloses it, from a double and one more by Newton's steps. */
function logPoint(x: bigint): Enclosure | undefined {
  if (x <= 0n) return undefined;
  const size = BigInt(x.toString(2).length) - 1n - BITS;
  const mantissa = size >= 0n ? x >> size : x << -size;
  // ln m = 2 artanh((m − 1)/(m + 1)) for 1 ≤ m < 2; the quotient is below 1/3.
  const q = ((mantissa - ONE) * ONE) / (mantissa + ONE);
  let power = q;
  let sum = q;
  for (let k = 3n; power !== 0n && k < 600n; k += 2n) {
    power = (((power * q) / ONE) * q) / ONE;
    sum += power / k;
  }
  const slack = 4n * SLACK + (abs(size) + 1n) * CONSTANT_SLACK;
  const value = 2n * sum + size * LN2;
  return { lo: value - slack, hi: value + slack };
}

/** sin from both sides of a point: |sin'| ≤ 1, so an interval adds half its width. */
function sinPoint(x: bigint): Enclosure | undefined {
  if (abs(x) > ONE << 200n) return undefined;
  const k = floorDiv(x + PI / 2n, PI);
  const rest = x - k * PI;
  let term = rest;
  let sum = rest;
  for (let n = 2n; term !== 0n; n += 2n) {
    term = (((-term * rest) / ONE) * rest) / ONE / (n * (n + 1n));
    sum += term;
  }
  const value = k % 2n === 0n ? sum : -sum;
  const slack = SLACK + abs(k) * CONSTANT_SLACK;
  return { lo: value - slack, hi: value + slack };
}

/** arctan of a point: 1/x for |x| > 1, two halvings of the angle, then the series. */
function atanPoint(x: bigint): Enclosure {
  if (abs(x) > ONE) {
    const { lo, hi } = atanPoint((ONE * ONE) / x);
    const right = (x > 0n ? PI : -PI) / 2n;
    return { lo: right - hi - CONSTANT_SLACK, hi: right - lo + CONSTANT_SLACK };
  }
  const half = (y: bigint) => (y * ONE) / (ONE + floorSqrt(ONE * ONE + y * y));
  const y = half(half(x));
  let power = y;
  let sum = y;
  for (let k = 3n; power !== 0n; k += 2n) {
    power = (((-power * y) / ONE) * y) / ONE;
    sum += power / k;
  }
  return { lo: 4n * sum - 8n * SLACK, hi: 4n * sum + 8n * SLACK };
}

/** The image under a function whose slope is at most 1 in size. */
function gentle(a: Enclosure, f: (x: bigint) => Enclosure | undefined): Enclosure | undefined {
  const middle = (a.lo + a.hi) >> 1n;
  const at = f(middle);
  const half = a.hi - middle;
  return at && { lo: at.lo - half, hi: at.hi + half };
}

const negated = ({ lo, hi }: Enclosure): Enclosure => ({ lo: -hi, hi: -lo });

function product(a: Enclosure, b: Enclosure): Enclosure | undefined {
  const all = [a.lo * b.lo, a.lo * b.hi, a.hi * b.lo, a.hi * b.hi];
  const [least, most] = [all.reduce((p, q) => (q < p ? q : p)), all.reduce((p, q) => (q > p ? q : p))];
  return made(floorDiv(least, ONE), ceilDiv(most, ONE));
}

function inverse({ lo, hi }: Enclosure): Enclosure | undefined {
  if (lo <= 0n && hi >= 0n) return undefined;
  const at = (d: bigint, round: typeof floorDiv) => round(d < 0n ? -ONE * ONE : ONE * ONE, abs(d));
  return made(at(hi, floorDiv), at(lo, ceilDiv));
}

/** Interval arithmetic with some 70 decimals: what comes out holds the value, or is undefined where that can't be promised. */
export const Enclose = {
  ratio: (n: bigint, d: bigint): Enclosure | undefined => made(floorDiv(n * ONE, d), ceilDiv(n * ONE, d)),
  pi: (): Enclosure => ({ lo: PI - CONSTANT_SLACK, hi: PI + CONSTANT_SLACK }),
  add: (a: Enclosure, b: Enclosure): Enclosure | undefined => made(a.lo + b.lo, a.hi + b.hi),
  negated,
  product,
  inverse,
  sqrt: ({ lo, hi }: Enclosure): Enclosure | undefined =>
    lo < 0n ? undefined : { lo: floorSqrt(lo * ONE), hi: floorSqrt(hi * ONE) + 1n },
  exp: (a: Enclosure) => monotone(a, expPoint),
  log: (a: Enclosure) => monotone(a, logPoint),
  sin: (a: Enclosure) => gentle(a, sinPoint),
  atan: (a: Enclosure) => gentle(a, atanPoint),
  /** −1, 0 or 1 where `a` is certainly below, beside or above `b`; 0 is "can't tell". */
  order: (a: Enclosure, b: Enclosure): -1 | 0 | 1 => (a.hi < b.lo ? -1 : a.lo > b.hi ? 1 : 0),
  /** The two numbers are certainly not 2^−bits apart or more. */
  nearness: (a: Enclosure, b: Enclosure): number => {
    const [up, down] = [abs(a.hi - b.lo), abs(b.hi - a.lo)];
    return BITS_COUNT - (up > down ? up : down).toString(2).length;
  },
  /** How many decimals are certain. */
  digits: ({ lo, hi }: Enclosure): number => (BITS_COUNT - (hi - lo).toString(2).length) * Math.log10(2),
  /** The middle, written with so many decimals, rounded. */
  decimal: ({ lo, hi }: Enclosure, decimals: number): string => {
    const scaled = floorDiv((lo + hi) * 10n ** BigInt(decimals) + ONE, 2n * ONE);
    const digits = abs(scaled)
      .toString()
      .padStart(decimals + 1, "0");
    const cut = digits.length - decimals;
    return `${scaled < 0n ? "-" : ""}${digits.slice(0, cut)}${decimals > 0 ? `.${digits.slice(cut)}` : ""}`;
  },
} as const;
