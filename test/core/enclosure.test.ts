import { expect, test } from "vitest";
import { Enclose, type Enclosure } from "../../src/core/num/enclosure";

const number = (n: number, d = 1): Enclosure => Enclose.ratio(BigInt(n), BigInt(d))!;

/** Sixty published decimals. @source OEIS A000796, A001113, A002193, A002162, A002392, A049469, A093602 */
const published: readonly (readonly [name: string, value: Enclosure | undefined, digits: string])[] = [
  ["π", Enclose.pi(), "3.14159265358979323846264338327950288419716939937510582097494459"],
  ["e", Enclose.exp(number(1)), "2.71828182845904523536028747135266249775724709369995957496696763"],
  ["√2", Enclose.sqrt(number(2)), "1.41421356237309504880168872420969807856967187537694807317667973"],
  ["ln 2", Enclose.log(number(2)), "0.69314718055994530941723212145817656807550013436025525412068000"],
  ["ln 10", Enclose.log(number(10)), "2.30258509299404568401799145468436420760110148862877297603332790"],
  ["sin 1", Enclose.sin(number(1)), "0.84147098480789650665250232163029899962256306079837106567275170"],
  ["π/4", Enclose.atan(number(1)), "0.78539816339744830961566084581987572104929234984377645524373614"],
];

test.each(published)("%s is enclosed to sixty published decimals", (_, value, digits) => {
  expect(Enclose.digits(value!)).toBeGreaterThan(65);
  expect(Enclose.decimal(value!, 58)).toBe(Enclose.decimal(number0(digits), 58));
});

const number0 = (text: string): Enclosure => {
  const [whole, decimals] = text.split(".") as [string, string];
  return Enclose.ratio(BigInt(whole + decimals), 10n ** BigInt(decimals.length))!;
};

test("values agree with those of doubles, near 0 and far out, on both sides of it", () => {
  for (const [n, d] of [
    [1, 3],
    [-7, 5],
    [40, 1],
    [-40, 1],
    [1, 1000],
    [-355, 113],
    [12345, 7],
  ] as const) {
    const x = number(n, d);
    const is = (value: Enclosure | undefined) => Number(Enclose.decimal(value!, 40));
    expect(is(Enclose.sin(x))).toBeCloseTo(Math.sin(n / d), 11);
    expect(is(Enclose.atan(x))).toBeCloseTo(Math.atan(n / d), 14);
    if (Math.abs(n / d) < 50) expect(is(Enclose.exp(x)) / Math.exp(n / d)).toBeCloseTo(1, 12);
    if (n > 0) expect(is(Enclose.log(x))).toBeCloseTo(Math.log(n / d), 13);
    expect(is(Enclose.inverse(x))).toBeCloseTo(d / n, 13);
  }
});

test("f⁻¹(f(x)) holds x, whatever was rounded on the way", () => {
  for (let n = -60; n <= 60; n += 7) {
    const x = number(n, 13);
    expect(Enclose.order(Enclose.log(Enclose.exp(x)!)!, x)).toBe(0);
    const square = Enclose.product(x, x)!;
    expect(Enclose.order(Enclose.product(Enclose.sqrt(square)!, Enclose.sqrt(square)!)!, square)).toBe(0);
    const [sin, cos] = [Enclose.sin(x)!, Enclose.sin(Enclose.add(x, Enclose.product(number(1, 2), Enclose.pi())!)!)!];
    const one = Enclose.add(Enclose.product(sin, sin)!, Enclose.product(cos, cos)!)!;
    expect(Enclose.order(one, number(1))).toBe(0);
    expect(Enclose.digits(one)).toBeGreaterThan(60);
  }
});

test("what can't be promised is undefined: 1/0, √−1, ln 0, and numbers beyond the range", () => {
  const around = Enclose.add(Enclose.pi(), Enclose.negated(Enclose.pi()))!;
  expect(Enclose.inverse(around)).toBeUndefined();
  expect(Enclose.sqrt(number(-1))).toBeUndefined();
  expect(Enclose.log(number(0))).toBeUndefined();
  expect(Enclose.exp(number(3000))).toBeUndefined();
});
