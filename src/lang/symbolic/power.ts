import { Q, type Rational } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";

/** A number raised to a number: c · √root · base^exponent, the last part only where nothing simpler is exact. */
export interface NumberPower {
  readonly c: Coefficient;
  readonly root: Rational;
  readonly base?: Rational;
  readonly exponent?: Rational;
}

/** r = outside²·inside with inside a square-free integer, so that √r = outside·√inside; r > 0. */
export function squareFree(r: Rational): { readonly outside: Rational; readonly inside: Rational } {
  const n = Q.numerator(r);
  const d = Q.denominator(r);
  let inside = n * d;
  let outside = 1n;
  for (let p = 2n; p <= 1000n && p * p <= inside; p += p === 2n ? 1n : 2n) {
    const pp = p * p;
    while (inside % pp === 0n) {
      inside /= pp;
      outside *= p;
    }
  }
  const root = Q.floorSqrt(inside);
  if (root * root === inside) {
    outside *= root;
    inside = 1n;
  } else {
    // A square of a large prime may be left beside small factors: take those off and look again.
    let rest = inside;
    for (let p = 2n; p <= 1000n && p <= rest; p += p === 2n ? 1n : 2n) while (rest % p === 0n) rest /= p;
    const s = Q.floorSqrt(rest);
    if (rest > 1n && s * s === rest) {
      inside /= rest;
      outside *= s;
    }
  }
  return { outside: Q.ratio(outside, d), inside: Q.ratio(inside) };
}

/** value^e for value ≠ 0; a negative value under a root is left as base and exponent. */
export function numberPower(value: Coefficient, e: Coefficient): NumberPower {
  if (N.isApprox(value) || N.isApprox(e)) {
    return { c: N.approx(N.toNumber(value) ** N.toNumber(e)), root: 1 };
  }
  if (typeof e === "number") return { c: e === 1 ? value : Q.power(value, e), root: 1 };
  if (value === 1) return { c: 1, root: 1 };
  const whole = floor(e);
  const rest = Q.sub(e, whole);
  if (Q.isInteger(e)) throw new RangeError("an exponent beyond the safe integers");
  if (Q.sign(value) > 0 && Q.same(rest, Q.ratio(1, 2))) {
    const s = squareFree(value);
    return { c: Q.mul(Q.power(value, whole), s.outside), root: s.inside };
  }
  const exact = Q.sign(value) > 0 ? tryRoot(value, Number(Q.denominator(rest))) : undefined;
  if (exact !== undefined) return { c: Q.power(exact, Number(Q.numerator(e))), root: 1 };
  return { c: Q.power(value, whole), root: 1, base: value, exponent: rest };
}

function floor(e: Rational): number {
  const n = Q.numerator(e);
  const d = Q.denominator(e);
  const q = n / d;
  return Number(n < 0n && q * d !== n ? q - 1n : q);
}

/** The rational k-th root, if there is one. */
function tryRoot(value: Rational, k: number): Rational | undefined {
  if (k > 64) return undefined;
  const guess = (n: bigint): bigint | undefined => {
    const near = BigInt(Math.round(Number(n) ** (1 / k)));
    for (const r of [near - 1n, near, near + 1n]) if (r > 0n && r ** BigInt(k) === n) return r;
    return undefined;
  };
  if (Q.numerator(value) > 1n << 1000n || Q.denominator(value) > 1n << 1000n) return undefined;
  const n = guess(Q.numerator(value));
  const d = guess(Q.denominator(value));
  return n === undefined || d === undefined ? undefined : Q.ratio(n, d);
}
