import { Q, type Rational } from "./rational";

/**
 * A number (p + q√r)/s of a real quadratic field: s > 0, gcd(p, q, s) = 1, and r ≥ 1 with its small square factors
 * taken out. Rational numbers have q = 0 and r = 1. What a 2×2 rational matrix has as eigenvalues is of this form.
 */
export interface Surd {
  readonly p: bigint;
  readonly q: bigint;
  readonly r: bigint;
  readonly s: bigint;
}

/** A rational number as a surd. */
export function surdOf(a: Rational): Surd {
  return make(Q.numerator(a), 0n, 1n, Q.denominator(a));
}

/** √a for a ≥ 0. @throws RangeError when a < 0 */
export function surdRoot(a: Rational): Surd {
  if (Q.sign(a) < 0) throw new RangeError(`√a needs a ≥ 0, got ${Q.format(a)}`);
  return make(0n, 1n, Q.numerator(a) * Q.denominator(a), Q.denominator(a));
}

/** a + b, or `undefined` when their roots differ. */
export function addSurds(a: Surd, b: Surd): Surd | undefined {
  const r = commonRoot(a, b);
  return r === undefined ? undefined : make(a.p * b.s + b.p * a.s, a.q * b.s + b.q * a.s, r, a.s * b.s);
}

/** a b, or `undefined` when their roots differ. */
export function multiplySurds(a: Surd, b: Surd): Surd | undefined {
  if (a.p === 0n && b.p === 0n && a.r !== b.r) return make(0n, a.q * b.q, a.r * b.r, a.s * b.s);
  const r = commonRoot(a, b);
  return r === undefined ? undefined : make(a.p * b.p + a.q * b.q * r, a.p * b.q + a.q * b.p, r, a.s * b.s);
}

/** 1/a. @throws RangeError when a = 0 */
export function invertSurd({ p, q, r, s }: Surd): Surd {
  if (p === 0n && q === 0n) throw new RangeError("1/a needs a ≠ 0");
  return make(s * p, -s * q, r, p * p - q * q * r);
}

/** −1, 0 or 1. */
export function surdSign({ p, q, r }: Surd): -1 | 0 | 1 {
  if (q === 0n) return p > 0n ? 1 : p < 0n ? -1 : 0;
  const outer = p > 0n ? 1 : p < 0n ? -1 : 0;
  const root = q > 0n ? 1 : -1;
  if (outer === 0 || outer === root) return root;
  return p * p > q * q * r ? (outer as 1 | -1) : root;
}

/** The nearest double, but for a few units in the last place; no digits cancel between the two parts. */
export function surdToNumber({ p, q, r, s }: Surd): number {
  const outer = Q.toNumber(Q.ratio(p, s));
  if (q === 0n) return outer;
  const root = Q.toNumber(Q.ratio(q, s)) * rootOf(r);
  if (p === 0n || p > 0n === q > 0n) return outer + root;
  // (p + q√r)/s = (p² − q²r)/s² / ((p − q√r)/s), where the summands of the divisor have one sign.
  return Q.toNumber(Q.ratio(p * p - q * q * r, s * s)) / (outer - root);
}

function rootOf(r: bigint): number {
  const direct = Number(r);
  return Number.isFinite(direct) ? Math.sqrt(direct) : Number(Q.floorSqrt(r));
}

function commonRoot(a: Surd, b: Surd): bigint | undefined {
  if (a.q === 0n) return b.r;
  return b.q === 0n || a.r === b.r ? a.r : undefined;
}

function make(p: bigint, q: bigint, r: bigint, s: bigint): Surd {
  if (s === 0n) throw new RangeError("a surd needs s ≠ 0");
  if (q === 0n || r === 0n) [q, r] = [0n, 1n];
  else {
    const { outside, inside } = takeSquares(r);
    [q, r] = [q * outside, inside];
    if (r === 1n) [p, q] = [p + q, 0n];
  }
  let common = gcd(gcd(p, q), s);
  if (s < 0n) common = -common;
  return { p: p / common, q: q / common, r, s: s / common };
}

/** n = outside² · inside; squares of primes below 2,000 and n itself being a square are seen. */
function takeSquares(n: bigint): { outside: bigint; inside: bigint } {
  const whole = Q.floorSqrt(n);
  if (whole * whole === n) return { outside: whole, inside: 1n };
  let outside = 1n;
  let inside = n;
  for (let d = 2n; d < 2000n && d * d <= inside; d++) {
    while (inside % (d * d) === 0n) [outside, inside] = [outside * d, inside / (d * d)];
  }
  const rest = Q.floorSqrt(inside);
  return rest * rest === inside ? { outside: outside * rest, inside: 1n } : { outside, inside };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}
