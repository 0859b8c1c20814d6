import { expect, test } from "vitest";
import { erf, erfc, gamma, lgamma } from "../../../src/core/num/special";

// mpmath 1.3, 25 digits.
const erfs: readonly (readonly [number, number, number])[] = [
  [0.1, 0.1124629160182848984047123, 0.8875370839817151015952877],
  [0.5, 0.5204998778130465376827467, 0.4795001221869534623172533],
  [1, 0.8427007929497148693412206, 0.1572992070502851306587794],
  [1.9, 0.992790429235257467237216, 0.007209570764742532762784033],
  [2.1, 0.9970205333436670157143094, 0.002979466656332984285690582],
  [3, 0.9999779095030014145586272, 0.00002209049699858544137277613],
  [5, 0.999999999998462540205572, 1.537459794428034850188343e-12],
];
const gammas: readonly (readonly [number, number, number])[] = [
  [0.1, 2.252712651734205902006238, 9.51350769866873128580798],
  [0.5, 0.5723649429247000870717137, 1.772453850905516027298167],
  [1.5, -0.1207822376352452223455184, 0.8862269254527580136490837],
  [2.5, 0.2846828704729191596324947, 1.329340388179137020473626],
  [3.7, 1.428072326665388129200498, 4.170651783796604030086985],
  [10.3, 13.48203678613835859265301, 716430.6890623764066253834],
  [100.5, 361.4355404677776215552519, 9.32096310408271660834911e156],
  [-0.5, 1.265512123484645396488946, -3.544907701811032054596335],
  [-3.3, -0.824355805017426460151013, 0.4385173921987630892421539],
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
