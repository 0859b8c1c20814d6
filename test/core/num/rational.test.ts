import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DigitLimit, Q, type Rational } from "../../../src/core/num/rational";

const part = fc.oneof(fc.integer({ min: -50, max: 50 }).map(BigInt), fc.bigInt({ min: -(2n ** 80n), max: 2n ** 80n }));
const pair = fc.tuple(
  part,
  part.filter((d) => d !== 0n),
);

/** The slow, obvious rational: BigInt all the way. */
const reduce = ([n, d]: readonly [bigint, bigint]): [bigint, bigint] => {
  let [a, b] = [n < 0n ? -n : n, d < 0n ? -d : d];
  while (b !== 0n) [a, b] = [b, a % b];
  return d < 0n ? [-n / a, -d / a] : [n / a, d / a];
};
const partsOf = (q: Rational): [bigint, bigint] => [Q.numerator(q), Q.denominator(q)];
const make = ([n, d]: readonly [bigint, bigint]) => Q.ratio(n, d);

describe("exact rationals", () => {
  it("add, multiply, divide and compare like pairs of BigInt", () => {
    fc.assert(
      fc.property(pair, pair, (p, q) => {
        const [a, b] = [make(p), make(q)];
        expect(partsOf(Q.add(a, b))).toEqual(reduce([p[0] * q[1] + q[0] * p[1], p[1] * q[1]]));
        expect(partsOf(Q.mul(a, b))).toEqual(reduce([p[0] * q[0], p[1] * q[1]]));
        if (q[0] !== 0n) expect(partsOf(Q.div(a, b))).toEqual(reduce([p[0] * q[1], p[1] * q[0]]));
        const d = Q.sub(a, b);
        expect(Math.sign(Q.compare(a, b))).toBe(Q.sign(d));
        expect(Q.same(a, b)).toBe(Q.sign(d) === 0);
      }),
      { numRuns: 500 },
    );
  });

  it("one value has one form: small where it fits", () => {
    expect(Q.ratio(6, 3)).toBe(2);
    expect(Q.ratio(-6, -4)).toEqual({ n: 3, d: 2 });
    expect(Q.mul(Q.ratio(2n ** 70n), Q.ratio(1n, 2n ** 70n))).toBe(1);
    expect(Object.is(Q.mul(0, -3), 0)).toBe(true);
    expect(Object.is(Q.neg(0), 0)).toBe(true);
  });

  it("every double goes in and comes out unchanged", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 }), (x) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-200);
        expect(Q.toNumber(Q.fromNumber(x))).toBe(x === 0 ? 0 : x);
      }),
    );
  });

  it("text is read exactly, and what is printed is read back", () => {
    expect(Q.parse("0.1")).toEqual({ n: 1, d: 10 });
    expect(Q.parse("-1.25e-2")).toEqual({ n: -1, d: 80 });
    expect(Q.parse("22/5")).toEqual({ n: 22, d: 5 });
    expect(Q.parse("1e3")).toBe(1000);
    for (const bad of ["", ".", "1/0", "e5", "1e999999", "0x10", "1 2"]) expect(Q.parse(bad)).toBeUndefined();
    fc.assert(fc.property(pair, (p) => Q.same(Q.parse(Q.format(make(p)))!, make(p))));
  });

  it("powers are exact or refused before anything large is made", () => {
    expect(Q.power(Q.ratio(2, 3), -3)).toEqual({ n: 27, d: 8 });
    expect(Q.power(10, 20)).toEqual({ n: 10n ** 20n, d: 1n });
    expect(() => Q.power(3, 10_000_000)).toThrow(DigitLimit);
    expect(Q.power(-1, 1_000_001)).toBe(-1);
    expect(() => Q.inverse(0)).toThrow(RangeError);
  });

  it("a square root is exact or undefined", () => {
    expect(Q.trySqrt(Q.ratio(9, 16))).toEqual({ n: 3, d: 4 });
    expect(Q.trySqrt(2)).toBeUndefined();
    expect(Q.trySqrt(-4)).toBeUndefined();
    fc.assert(fc.property(pair, (p) => Q.same(Q.trySqrt(Q.mul(make(p), make(p)))!, Q.abs(make(p)))));
  });
});
