import { expect, test } from "vitest";
import { multiplyRationals } from "../../../src/core/num/product";
import { DigitLimit, Q, type Rational } from "../../../src/core/num/rational";
import { createRng } from "../../../src/core/num/rng";

/** By the definition, fraction by fraction. */
function plain(a: readonly Rational[], b: readonly Rational[], m: number, k: number, n: number): Rational[] {
  const entry = (i: number, j: number) => {
    let sum: Rational = 0;
    for (let l = 0; l < k; l++) sum = Q.add(sum, Q.mul(a[i * k + l]!, b[l * n + j]!));
    return sum;
  };
  return Array.from({ length: m * n }, (_, at) => entry(Math.floor(at / n), at % n));
}

const rng = createRng(3);
const whole = () => rng.nextBelow(41) - 20;
const kinds: Readonly<Record<string, () => Rational>> = {
  "whole numbers": whole,
  fractions: () => Q.ratio(BigInt(whole()), BigInt(rng.nextBelow(30) + 1)),
  "large whole numbers": () => Q.ratio(BigInt(whole()) * 10n ** 20n + BigInt(whole()), 1n),
  "numbers whose products pass 2⁵³": () => whole() * 1e8,
  "large fractions": () => Q.ratio(BigInt(whole()) * 10n ** 18n + 1n, 10n ** 17n + BigInt(whole())),
};

for (const [name, draw] of Object.entries(kinds)) {
  test(`${name}: the product is the one of the definition`, () => {
    for (const [m, k, n] of [
      [1, 1, 1],
      [3, 4, 2],
      [6, 5, 7],
      [2, 9, 1],
    ] as const) {
      const a = Array.from({ length: m * k }, draw);
      const b = Array.from({ length: k * n }, draw);
      const found = multiplyRationals(a, b, [m, k, n]);
      const wanted = plain(a, b, m, k, n);
      expect(found.map(Q.format)).toEqual(wanted.map(Q.format));
      expect(found.some((x) => Object.is(x, -0))).toBe(false);
    }
  });
}

test("an inner size of nothing gives zeros, and lengths that don't fit are an error", () => {
  expect(multiplyRationals([], [], [2, 0, 3])).toEqual([0, 0, 0, 0, 0, 0]);
  expect(() => multiplyRationals([1, 2], [1], [1, 2, 1])).toThrow(/1×2 and 2×1 got 2 and 1 entries/);
});

test("too many digits are refused", () => {
  const large = Q.power(10, 3000);
  expect(() => multiplyRationals([large], [large], [1, 1, 1])).toThrow(DigitLimit);
});
