import { expect, test } from "vitest";
import { scaledI0 } from "../../../src/core/num/bessel";
import { fft, inverseFft } from "../../../src/core/num/fft";
import {
  chiSquareTail,
  chiSquareTest,
  kolmogorovDistance,
  kolmogorovTail,
  smallestOf,
  twoSided,
  zScore,
} from "../../../src/core/num/goodness";
import { gaussLegendre, integrate } from "../../../src/core/num/quadrature";
import { createRng } from "../../../src/core/num/rng";

test("the tail of χ² agrees with scipy 1.10 to 1e-12, relatively", () => {
  for (const [x, dof, tail] of [
    [0.5, 1, 0.47950012218695337],
    [3, 2, 0.22313016014842982],
    [11.07, 5, 0.050009618622405425],
    [30, 10, 0.000856641210775301],
    [150, 100, 0.0009039320423540184],
    [1, 50, 1],
    [900, 800, 0.007774644192745909],
    [60, 3, 5.878230727906921e-13],
  ] as const) {
    expect(Math.abs(chiSquareTail(x, dof) / tail - 1)).toBeLessThan(1e-11);
  }
  expect(chiSquareTail(0, 4)).toBe(1);
  expect(() => chiSquareTail(1, 0)).toThrow("dof must be > 0, got 0");
});

test("the tail of Kolmogorov's distance is exact up to n = 100 and within 5e-6 beyond", () => {
  // scipy 1.10, kstwo.sf; n = 1: 2(1 − d)
  for (const [n, d, tail, tolerance] of [
    [1, 0.7, 0.6, 1e-14],
    [5, 0.3, 0.664, 1e-13],
    [10, 0.274, 0.3715203845434957, 1e-13],
    [50, 0.1, 0.6623112704658186, 1e-12],
    [100, 0.2, 0.0005551927327988775, 1e-12],
    [101, 0.1, 0.2477060250143171, 5e-6],
    [140, 0.08, 0.31480749911643063, 5e-6],
    [500, 0.02, 0.9859871786857471, 1e-12],
    [1000, 0.03, 0.3226902143914636, 1e-12],
    [20000, 0.008, 0.15371596723031855, 1e-12],
  ] as const) {
    expect(Math.abs(kolmogorovTail(n, d) - tail)).toBeLessThan(tolerance);
  }
  expect(kolmogorovTail(20000, 0.03) / 4.516330038670992e-16).toBeCloseTo(1, 1);
});

test("p-values of samples that follow the law are uniform, and of others vanish", () => {
  let small = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const rng = createRng(seed);
    const sample = Float64Array.from({ length: 60 }, () => rng.nextFloat()).sort();
    if (
      kolmogorovTail(
        60,
        kolmogorovDistance(sample, (x) => x),
      ) < 0.1
    )
      small++;
  }
  expect(Math.abs(zScore(small, 400, 0.1))).toBeLessThan(3);
  const skew = Float64Array.from({ length: 60 }, (_, i) => ((i + 0.5) / 60) ** 2);
  expect(
    kolmogorovTail(
      60,
      kolmogorovDistance(skew, (x) => x),
    ),
  ).toBeLessThan(0.01);
});

test("cells that expect too little are joined, and every count is kept", () => {
  const found = chiSquareTest([1, 2, 30, 60, 5, 2], [0.01, 0.02, 0.3, 0.6, 0.05, 0.02])!;
  // Expected 1 + 2 + 30 | 60 | 5 + 2 joined to 7.
  expect(found.groups).toEqual([0, 3, 4]);
  expect(found.dof).toBe(2);
  expect(found.statistic).toBeCloseTo(0, 12);
  expect(found.p).toBeCloseTo(1, 12);
  const off = chiSquareTest([40, 60], [0.5, 0.5])!;
  expect(off.statistic).toBeCloseTo(4, 12);
  expect(off.p).toBeCloseTo(0.04550026389635842, 12);
  expect(chiSquareTest([3], [1])).toBeUndefined();
  expect(() => chiSquareTest([1, 2], [1])).toThrow("observed must hold 1 counts like the law, got 2");
});

test("z-scores, their p-values and the smallest of many", () => {
  expect(zScore(60, 100, 0.5)).toBeCloseTo(2, 12);
  expect(zScore(0, 100, 0)).toBe(0);
  expect(twoSided(1.959963984540054)).toBeCloseTo(0.05, 12);
  expect(smallestOf(20, 0.05)).toBeCloseTo(1 - 0.95 ** 20, 12);
  expect(smallestOf(3, 1e-18)).toBeCloseTo(3e-18, 30);
});

test("e^(−x) I₀(x) agrees with scipy 1.10 to 1e-14 on both sides of the change of series", () => {
  for (const [x, value] of [
    [0, 1],
    [0.1, 0.9071009257823008],
    [1, 0.4657596075936404],
    [5, 0.18354081260932834],
    [20, 0.08978031188482598],
    [29.9, 0.07326921904600188],
    [30.1, 0.07302329413106094],
    [100, 0.03994437929909668],
    [1e4, 0.0039894726746047314],
  ] as const) {
    expect(Math.abs(scaledI0(x) / value - 1)).toBeLessThan(1e-14);
  }
  expect(() => scaledI0(-1)).toThrow("x must be ≥ 0, got -1");
});

test("Gauss's rule is exact to degree 2n − 1, and not beyond", () => {
  for (const n of [1, 2, 5, 40]) {
    const { nodes, weights } = gaussLegendre(n);
    const moment = (k: number) => nodes.reduce((sum, x, i) => sum + weights[i] * x ** k, 0);
    for (let k = 0; k < 2 * n; k++) expect(moment(k)).toBeCloseTo(k % 2 === 0 ? 2 / (k + 1) : 0, 13);
    if (n <= 5) expect(Math.abs(moment(2 * n) - 2 / (2 * n + 1))).toBeGreaterThan(1e-6);
  }
  expect(integrate(Math.exp, 0, 1)).toBeCloseTo(Math.E - 1, 14);
});

test("the transform of any length is the sum it abbreviates, and is undone by its inverse", () => {
  for (const N of [1, 2, 3, 8, 21, 100, 128]) {
    const rng = createRng(N);
    const [x, y] = [0, 1].map(() => Float64Array.from({ length: N }, () => rng.nextNormal()));
    const [re, im] = [Float64Array.from(x), Float64Array.from(y)];
    fft(re, im);
    for (let k = 0; k < N; k++) {
      let [a, b] = [0, 0];
      for (let j = 0; j < N; j++) {
        const angle = (-2 * Math.PI * ((j * k) % N)) / N;
        a += x[j] * Math.cos(angle) - y[j] * Math.sin(angle);
        b += x[j] * Math.sin(angle) + y[j] * Math.cos(angle);
      }
      expect(re[k]).toBeCloseTo(a, 11);
      expect(im[k]).toBeCloseTo(b, 11);
    }
    inverseFft(re, im);
    for (let j = 0; j < N; j++) {
      expect(re[j]).toBeCloseTo(x[j], 12);
      expect(im[j]).toBeCloseTo(y[j], 12);
    }
  }
  expect(() => fft(new Float64Array(2), new Float64Array(3))).toThrow("im must hold 2 numbers like re, got 3");
});
