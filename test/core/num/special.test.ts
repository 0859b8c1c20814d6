import { expect, test } from "vitest";
import { erf, erfc, gamma, lgamma } from "../../../src/core/num/special";

// mpmath 1.3, 25 digits.
const erfs: readonly (readonly [number, number, number])[] = [
  [0.1, 0.1124629160182849, 0.887537083981715],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [1, 0.8427007929497149, 0.15729920705028513],
  [1.9, 0.9927904292352575, 0.0072095707647425325],
  [2.1, 0.997020533343667, 0.002979466656332984],
  [3, 0.9999779095030014, 2.209049699858544e-5],
  [5, 0.9999999999984626, 1.537459794428035e-12],
];
const gammas: readonly (readonly [number, number, number])[] = [
  [0.1, 2.252712651734206, 9.51350769866873],
  [0.5, 0.5723649429247001, 1.772453850905516],
  [1.5, -0.12078223763524522, 0.886226925452758],
  [2.5, 0.2846828704729192, 1.329340388179137],
  [3.7, 1.428072326665388, 4.170651783796604],
  [10.3, 13.482036786138359, 716430.6890623764],
  [100.5, 361.4355404677776, 9.320963104082716e156],
  [-0.5, 1.2655121234846454, -3.544907701811032],
  [-3.3, -0.8243558050174264, 0.43851739219876307],
];

test("erf and erfc agree with mpmath to 1e-13, relatively in the tail", () => {
  for (const [x, value, complement] of erfs) {
    expect(Math.abs(erf(x) / value - 1)).toBeLessThan(1e-13);
    expect(erf(-x)).toBe(-erf(x));
    expect(Math.abs(erfc(x) / complement - 1)).toBeLessThan(2e-12);
  }
});

test("gamma and lgamma agree with mpmath to 1e-13", () => {
  for (const [x, log, value] of gammas) {
    expect(Math.abs(lgamma(x) - log)).toBeLessThan(1e-13 * Math.max(1, Math.abs(log)));
    expect(Math.abs(gamma(x) / value - 1)).toBeLessThan(1e-13);
  }
});

test("whole numbers have exact factorials, and poles are not numbers", () => {
  expect([1, 2, 3, 6, 11].map(gamma)).toEqual([1, 1, 2, 120, 3628800]);
  expect(gamma(-2)).toBeNaN();
  expect(lgamma(0)).toBe(Number.POSITIVE_INFINITY);
  expect(gamma(172)).toBe(Number.POSITIVE_INFINITY);
  expect(gamma(171) / 7.257415615307994e306).toBeCloseTo(1, 12);
  expect(erf(Number.NaN)).toBeNaN();
  expect(erf(Number.POSITIVE_INFINITY)).toBe(1);
});
