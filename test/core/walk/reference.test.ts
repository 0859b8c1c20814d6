import { expect, test } from "vitest";
import { poissonMass } from "../../../src/core/num/mass";
import { meanRadiusLimit } from "../../../src/core/walk/isotropic";
import {
  closedWalks,
  expectedVisits,
  latticeReturnedBy,
  latticeReturns,
  polya,
  watson,
} from "../../../src/core/walk/lattice";
import { binomialRow, meanDistance, quotient, walkLaw } from "../../../src/core/walk/law";
import { berryEsseenBound, cdfDistance, localLimit, normalCdf } from "../../../src/core/walk/limit";
import { maximumAtLeast } from "../../../src/core/walk/passage";
import { barbourHallBound, leCamBound, poissonDistance } from "../../../src/core/walk/poisson";
import {
  arcsineCdf,
  expectedZeros,
  firstReturnLaw,
  lastZeroLaw,
  returnedBy,
  returnLaw,
} from "../../../src/core/walk/returns";
import { ruinDuration, ruinProbability } from "../../../src/core/walk/ruin";
import { characteristic } from "../../../src/core/walk/spectral";

/** Quantities that were computed with mpmath, to the digits given here, of which the last may be cut off. */
const near = (actual: number, expected: number, digits: number) =>
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1.01 * 10 ** -digits);

test("n = 5: 1, 5, 10, 10, 5, 1 of 32", () => {
  expect(binomialRow(5)).toEqual([1n, 5n, 10n, 10n, 5n, 1n]);
  walkLaw(5).forEach((x, j) => {
    expect(x).toBeCloseTo([1, 5, 10, 10, 5, 1][j] / 32, 15);
  });
});

test("E|S_n| for n = 10, 30, 100, 1000 and its limit form", () => {
  near(meanDistance(10), 2.4609375, 12);
  near(meanDistance(30), 4.333933442831, 12);
  near(meanDistance(100), 7.958923738718, 12);
  near(meanDistance(1000), 25.225018178361, 12);
  for (const [n, limit] of [
    [10, 2.523],
    [30, 4.37],
    [100, 7.979],
    [1000, 25.231],
  ] as const) {
    near(Math.sqrt((2 * n) / Math.PI), limit, 3);
    const direct = walkLaw(n).reduce((sum, x, j) => sum + x * Math.abs(2 * j - n), 0);
    expect(meanDistance(n)).toBeCloseTo(direct, 11);
  }
});

test("P(S_n = 0)", () => {
  near(walkLaw(10)[5], 0.24609375, 14);
  near(walkLaw(100)[50], 0.079589237387, 12);
  near(walkLaw(1000)[500], 0.025225018178, 12);
});

test("n = 100: exact and local normal, which without its factor 2 would be half", () => {
  for (const [k, exact, local] of [
    [10, 0.0484742966, 0.0483941449],
    [20, 0.0108438667, 0.0107981933],
    [30, 0.0008638557, 0.0008863697],
  ] as const) {
    near(walkLaw(100)[(100 + k) / 2], exact, 10);
    near(localLimit(100, k), local, 10);
  }
});

test("distance of the distribution functions, corrected, and below the bound of Berry and Esseen", () => {
  for (const [n, plain, corrected, bound] of [
    [10, 0.123047, 2.69e-3, 0.15],
    [100, 0.0397946, 2.73e-4, 0.0475],
    [1000, 0.0126125, 2.72e-5, 0.015],
  ] as const) {
    const found = cdfDistance(n);
    near(found.plain, plain, n === 10 ? 6 : 7);
    expect(Math.abs(found.corrected / corrected - 1)).toBeLessThan(3e-3);
    near(berryEsseenBound(n), bound, n === 100 ? 4 : 3);
    expect(found.plain).toBeLessThan(berryEsseenBound(n));
    expect(found.plain * Math.sqrt(2 * Math.PI * n)).toBeCloseTo(1, 1);
  }
});

test("cosⁿ(1/√n) comes to e^(−1/2)", () => {
  near(characteristic(10, 0.5, 1 / Math.sqrt(10)).re, 0.601359, 6);
  near(characteristic(100, 0.5, 0.1).re, 0.606024, 6);
  near(characteristic(1000, 0.5, 1 / Math.sqrt(1000)).re, 0.60648, 6);
  near(Math.exp(-0.5), 0.606531, 6);
});

test("first returns f₂…f₁₂ and returns u₂…u₁₂", () => {
  const f = [1 / 2, 1 / 8, 1 / 16, 5 / 128, 7 / 256, 21 / 1024];
  const u = [1 / 2, 3 / 8, 5 / 16, 35 / 128, 63 / 256, 231 / 1024];
  expect([...firstReturnLaw(6)].slice(1)).toEqual(f);
  expect([...returnLaw(6)].slice(1)).toEqual(u);
});

test("P(return by 20, 100, 1000) in one and two dimensions", () => {
  near(returnedBy(20), 0.8238029479, 10);
  near(returnedBy(100), 0.9204107626, 10);
  near(returnedBy(1000), 0.9747749818, 10);
  const plane = latticeReturnedBy(2, 500);
  near(plane[10], 0.4795963601, 10);
  near(plane[50], 0.5832221934, 10);
  near(plane[500], 0.6782231300153, 13);
});

test("three dimensions: return by 20, 60, 120, and u₂, u₄, u₆, u₈ exactly", () => {
  const space = latticeReturnedBy(3, 60);
  near(space[10], 0.277437017, 10);
  near(space[30], 0.3036976535, 10);
  near(space[60], 0.3144147717, 10);
  expect(space[60]).toBeLessThan(polya(3));
  const counts = closedWalks(3, 4);
  [
    [1n, 6n],
    [5n, 72n],
    [155n, 3888n],
    [2485n, 93312n],
  ].forEach(([a, b], m) => {
    expect(counts[m + 1] * b).toBe(a * 6n ** BigInt(2 * m + 2));
    expect(latticeReturns(3, 4)[m + 1]).toBeCloseTo(quotient(a, b), 15);
  });
});

test("expected zeros in 1…100", () => {
  near(expectedZeros(100), 7.038512976105, 12);
  const direct = returnLaw(50).reduce((sum, x) => sum + x, -1);
  expect(expectedZeros(100)).toBeCloseTo(direct, 12);
});

test("the last zero of 20 steps, symmetric", () => {
  const law = lastZeroLaw(10);
  [0.176197, 0.092735, 0.073643, 0.06546, 0.061684, 0.060562].forEach((x, k) => {
    near(law[k], x, 6);
    expect(law[10 - k]).toBe(law[k]);
  });
  expect(law.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 14);
});

test("the arcsine law at .01, .05, .1, .25, .5", () => {
  near(arcsineCdf(0.01), 0.063769, 6);
  near(arcsineCdf(0.05), 0.143566, 6);
  near(arcsineCdf(0.1), 0.204833, 6);
  near(arcsineCdf(0.25), 0.333333, 6);
  near(arcsineCdf(0.5), 0.5, 14);
});

test("P(max ≥ 10) of 100 steps, and its normal limit", () => {
  near(maximumAtLeast(100, 10), 0.3197273207, 10);
  near(2 * (1 - normalCdf(1)), 0.3173105, 7);
});

test("ruin: probability and duration", () => {
  near(ruinProbability({ i: 10, N: 20, p: 0.5 }), 0.5, 15);
  near(ruinProbability({ i: 10, N: 20, p: 9 / 19 }), 0.741466587, 10);
  near(ruinProbability({ i: 50, N: 100, p: 0.49 }), 0.8808250801, 10);
  near(ruinProbability({ i: 90, N: 100, p: 9 / 19 }), 0.6513388604, 10);
  near(ruinDuration({ i: 10, N: 20, p: 0.5 }), 100, 12);
  near(ruinDuration({ i: 10, N: 20, p: 9 / 19 }), 91.7573030765, 10);
});

test("Pólya's numbers for d = 3…8 (A086230; the 0.193206 of some tables for d = 4 is wrong), and u₃ in closed form", () => {
  const known = [0.340537329551, 0.193201673225, 0.135178609821, 0.104715495629, 0.085844934113, 0.072912649959];
  for (const [k, p] of known.entries()) near(polya(k + 3), p, 12);
  expect(polya(1)).toBe(1);
  expect(polya(2)).toBe(1);
  near(expectedVisits(3), 1.516386059151978, 14);
  near(watson(), 1.516386059151978, 14);
});

test("binomial against Poisson, and the bounds of Le Cam and of Barbour and Hall", () => {
  for (const [n, distance, loose, tight] of [
    [10, 0.0521947, 0.4, 0.1729],
    [100, 0.00457224, 0.04, 0.01729],
    [1000, 0.00045172, 0.004, 0.001729],
  ] as const) {
    const found = poissonDistance(n, 2);
    // The figures count half of |Bin − Poi| up to n; the whole distance has half of the Poisson's mass beyond n too.
    let beyond = 0;
    for (let k = n + 1; k < n + 60; k++) beyond += poissonMass(k, 2);
    expect(Math.abs((found - beyond / 2) / distance - 1)).toBeLessThan(2e-6);
    near(leCamBound(n, 2), loose, 12);
    expect(Math.abs(barbourHallBound(n, 2) / tight - 1)).toBeLessThan(3e-4);
    expect(found).toBeLessThan(barbourHallBound(n, 2));
    expect(barbourHallBound(n, 2)).toBeLessThan(leCamBound(n, 2));
  }
  near(poissonDistance(10, 2), 0.05219886921129103, 14);
});

test("E|R|/√n of unit steps without a preferred direction", () => {
  near(meanRadiusLimit(2), 0.886227, 6);
  near(meanRadiusLimit(3), 0.921318, 6);
  near(meanRadiusLimit(2), Math.sqrt(Math.PI) / 2, 14);
  near(meanRadiusLimit(3), Math.sqrt(8 / (3 * Math.PI)), 14);
});
