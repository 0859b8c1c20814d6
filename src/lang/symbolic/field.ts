import { Q, type Rational } from "../../core/num/rational";

/** Exact arithmetic in which expressions are compared; what a field cannot say is `undefined`. */
export interface Field<T> {
  readonly zero: T;
  readonly one: T;
  add(a: T, b: T): T;
  mul(a: T, b: T): T;
  /** undefined for 0 */
  inverse(a: T): T | undefined;
  of(r: Rational): T | undefined;
  isZero(a: T): boolean;
  root(a: T): T | undefined;
  /** −1, 0, 1 where the field is ordered */
  sign?(a: T): number;
  /** A value for a function without arithmetic meaning; equal arguments give equal values. */
  guess?(name: string, args: readonly T[]): T;
}

/** The rational numbers. */
export const rationals: Field<Rational> = {
  zero: 0,
  one: 1,
  add: Q.add,
  mul: Q.mul,
  inverse: (a) => (a === 0 ? undefined : Q.inverse(a)),
  of: (r) => r,
  isZero: (a) => a === 0,
  root: Q.trySqrt,
  sign: Q.sign,
};

/** The prime 2⁶¹ − 1. */
export const PRIME = (1n << 61n) - 1n;

function reduce(x: bigint): bigint {
  const r = x % PRIME;
  return r < 0n ? r + PRIME : r;
}

function raise(base: bigint, e: bigint): bigint {
  let out = 1n;
  let b = base;
  for (let k = e; k > 0n; k >>= 1n) {
    if (k & 1n) out = (out * b) % PRIME;
    b = (b * b) % PRIME;
  }
  return out;
}

const invert = (a: bigint): bigint | undefined => (a === 0n ? undefined : raise(a, PRIME - 2n));

/** A number that depends on the name and the arguments alone. @source the mixing constants of Steele et al. 2014, "splitmix64" */
function mixed(name: string, args: readonly bigint[]): bigint {
  const mask = (1n << 64n) - 1n;
  let h = 0x9e3779b97f4a7c15n;
  const take = (x: bigint) => {
    h = ((h ^ x) * 0xbf58476d1ce4e5b9n) & mask;
    h ^= h >> 27n;
    h = (h * 0x94d049bb133111ebn) & mask;
    h ^= h >> 31n;
  };
  for (let i = 0; i < name.length; i++) take(BigInt(name.charCodeAt(i) + 1));
  for (const a of args) take(a + 7n);
  return h % PRIME;
}

/**
 * Numbers modulo {@link PRIME}. The prime is 3 modulo 4, so the root a^((p+1)/4) of a square respects products. Functions that are
 * not arithmetic get a fixed value for each argument: agreement is then evidence, disagreement is not.
 */
export const modular: Field<bigint> = {
  zero: 0n,
  one: 1n,
  add: (a, b) => {
    const s = a + b;
    return s >= PRIME ? s - PRIME : s;
  },
  mul: (a, b) => (a * b) % PRIME,
  inverse: invert,
  of: (r) => {
    const d = invert(reduce(Q.denominator(r)));
    return d === undefined ? undefined : (reduce(Q.numerator(r)) * d) % PRIME;
  },
  isZero: (a) => a === 0n,
  root: (a) => {
    const s = raise(a, (PRIME + 1n) / 4n);
    return (s * s) % PRIME === a ? s : undefined;
  },
  guess: mixed,
};
