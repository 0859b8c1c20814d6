import { describe, expect, test } from "vitest";
import { digamma, trigamma } from "../../../src/core/num/digamma";
import { erfcInverse, erfcInverseOfLog, erfInverse, normalQuantile } from "../../../src/core/num/error-inverse";
import { betaInverse, betaP, betaPInverse, betaQ, betaTails } from "../../../src/core/num/incomplete-beta";
import { gammaP, gammaPInverse, gammaQ, gammaQInverse } from "../../../src/core/num/incomplete-gamma";
import { deviance, logBinomialMass, logOnePlusLess, poissonMass } from "../../../src/core/num/mass";
import { solveIncreasing } from "../../../src/core/num/root";
import { erf, erfc, erfcx, gamma, lbeta, lgamma, stirlingError } from "../../../src/core/num/special";
import fixture from "./fixtures/special.json";

/** |actual/expected − 1|. */
const off = (actual: number, expected: number): number =>
  actual === expected ? 0 : Math.abs(actual - expected) / Math.abs(expected);

/** The largest relative error over rows, with the row that has it, so that a failure says where. */
function worst<R extends readonly number[]>(rows: readonly R[], error: (row: R) => number) {
  let most = { error: 0, row: rows[0] };
  for (const row of rows) {
    const here = error(row);
    if (!(here <= most.error)) most = { error: here, row };
  }
  return most;
}

const within = (rows: readonly number[][], bound: number, error: (row: readonly number[]) => number): void => {
  expect(rows.length).toBeGreaterThan(5);
  const most = worst(rows, error);
  expect(most.error, `at ${most.row}`).toBeLessThan(bound);
};

describe("error functions", () => {
  test("erf, erfc and erfcx are relatively exact to 1e-13, tails included", () => {
    within(fixture.erf, 1e-13, ([x, value]) => off(erf(x!), value!));
    within(fixture.erf, 3e-13, ([x, , value]) => off(erfc(x!), value!));
    within([...fixture.erf.map(([x, , , value]) => [x!, value!]), ...fixture.erfcx], 1e-13, ([x, value]) =>
      off(erfcx(x!), value!),
    );
    for (const [x] of fixture.erf) expect(erf(-x!)).toBe(-erf(x!));
  });

  test("their inverses are relatively exact to 1e-13, down to probabilities of 1e-300 and beyond", () => {
    within(fixture.erfcInverse, 1e-13, ([q, x]) => off(erfcInverse(q!), x!));
    within(fixture.erfInverse, 1e-13, ([p, x]) => off(erfInverse(p!), x!));
    // ln erfc(100) = ln erfcx(100) − 100², a probability that is no double.
    expect(erfcInverseOfLog(Math.log(erfcx(100)) - 10000)).toBeCloseTo(100, 12);
  });

  test("quantiles of the normal distribution", () => {
    // Φ⁻¹(0.975) and Φ⁻¹(1e-10), mpmath.
    expect(off(normalQuantile(0.975), 1.959963984540054)).toBeLessThan(1e-15 * 4);
    expect(off(normalQuantile(1e-10), -6.361340902404056)).toBeLessThan(1e-13);
    expect([0, 0.5, 1].map(normalQuantile)).toEqual([Number.NEGATIVE_INFINITY, expect.closeTo(0, 15), Infinity]);
    expect([-0.1, 1.1, Number.NaN].map(normalQuantile)).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("ends and what is no number", () => {
    expect([erf(Number.NaN), erf(Number.POSITIVE_INFINITY), erf(Number.NEGATIVE_INFINITY)]).toEqual([
      Number.NaN,
      1,
      -1,
    ]);
    expect([erfc(30), erfc(-30), erfcInverse(0), erfcInverse(2)]).toEqual([0, 2, Infinity, -Infinity]);
  });
});

describe("gamma and its kin", () => {
  test("ln Γ is relatively exact to 1e-13, through its zeros at 1 and 2", () => {
    within(fixture.lgamma, 1e-13, ([x, value]) => off(lgamma(x!), value!));
    expect([lgamma(1), lgamma(2), lgamma(0)]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
    // mpmath 1.3.
    expect(off(lgamma(-0.5), 1.2655121234846454)).toBeLessThan(1e-14);
    expect(off(lgamma(-3.3), -0.8243558050174264)).toBeLessThan(1e-13);
  });

  test("Γ is exact at whole numbers, has no value at its poles and overflows only where it must", () => {
    expect([1, 2, 3, 6, 11].map(gamma)).toEqual([1, 1, 2, 120, 3628800]);
    expect(gamma(-2)).toBeNaN();
    expect(gamma(172)).toBe(Number.POSITIVE_INFINITY);
    expect(gamma(171) / 7.257415615307994e306).toBeCloseTo(1, 12);
    // mpmath 1.3.
    const pinned = [
      [0.1, 9.51350769866873],
      [3.7, 4.170651783796604],
      [100.5, 9.320963104082716e156],
      [-0.5, -3.544907701811032],
    ];
    for (const [x, value] of pinned) expect(off(gamma(x!), value!)).toBeLessThan(1e-13);
  });

  test("ψ and ψ′ are exact to 1e-13, left of zero too", () => {
    within(fixture.digamma, 1e-13, ([x, value]) => Math.abs(digamma(x!) - value!) / Math.max(1, Math.abs(value!)));
    within(fixture.digamma, 1e-13, ([x, , value]) => off(trigamma(x!), value!));
    expect([digamma(0), digamma(-3), trigamma(0)]).toEqual([Number.NaN, Number.NaN, Number.NaN]);
  });

  test("ln B is relatively exact to 1e-13, from 1e-10 to 1e10", () => {
    within(fixture.lbeta, 1e-13, ([a, b, value]) => off(lbeta(a!, b!), value!));
    expect(lbeta(3, 7)).toBe(lbeta(7, 3));
  });
});

describe("masses that don't cancel", () => {
  test("ln(1 + u) − u keeps its digits where u² does not reach those of 1", () => {
    expect(off(logOnePlusLess(1e-10), -5e-21 + 1e-30 / 3)).toBeLessThan(1e-15);
    expect(off(logOnePlusLess(0.3), Math.log(1.3) - 0.3)).toBeLessThan(1e-14);
    expect(off(logOnePlusLess(-0.55), Math.log(0.45) + 0.55)).toBeLessThan(1e-14);
  });

  test("the Poisson mass at a mean of a million has all its digits, and real counts interpolate Γ", () => {
    // mpmath 1.2.1.
    expect(off(poissonMass(1e6, 1e6), 0.00039894224715624404)).toBeLessThan(1e-13);
    expect(off(poissonMass(2.5, 1.3), (1.3 ** 2.5 * Math.exp(-1.3)) / gamma(3.5))).toBeLessThan(1e-14);
    expect([deviance(0, 3), deviance(3, 3), poissonMass(0, 0), poissonMass(1, 0)]).toEqual([3, 0, 1, 0]);
  });

  test("binomial masses add up to one", () => {
    for (const [n, p] of [
      [10, 0.3],
      [1000, 0.001],
      [50, 0.999],
    ] as const) {
      let sum = 0;
      for (let k = 0; k <= n; k++) sum += Math.exp(logBinomialMass(k, n - k, p, 1 - p));
      expect(Math.abs(sum - 1)).toBeLessThan(1e-13);
    }
    expect(stirlingError(1e9)).toBeCloseTo(1 / 12e9, 25);
  });
});

describe("incomplete gamma", () => {
  test("P and Q are relatively exact to 1e-12 over shapes from 1e-10 to 1e6, each in its own tail", () => {
    within(fixture.gamma, 1e-12, ([a, x, P]) => off(gammaP(a!, x!), P!));
    within(fixture.gamma, 1e-12, ([a, x, , Q]) => off(gammaQ(a!, x!), Q!));
  });

  test("the inverse gives the argument back", () => {
    within(fixture.gamma, 1e-12, ([a, x, P, Q]) => {
      const isLower = P! < Q!;
      const back = isLower ? gammaPInverse(a!, P!) : gammaQInverse(a!, Q!);
      // A probability rounded to a double leaves the argument as far open as the density is thin.
      const slope = (a! * poissonMass(a!, x!)) / (isLower ? P! : Q!);
      return off(back, x!) * Math.min(1, slope);
    });
  });

  test("ends, tiny shapes and wrong shapes", () => {
    expect([gammaP(2, 0), gammaQ(2, 0), gammaP(2, Infinity), gammaQ(2, -1)]).toEqual([0, 1, 1, 1]);
    expect([gammaPInverse(2, 0), gammaPInverse(2, 1), gammaQInverse(2, 0)]).toEqual([0, Infinity, Infinity]);
    expect(gammaP(2, Number.NaN)).toBeNaN();
    for (const a of [0, -1, Number.NaN, Infinity]) {
      expect(() => gammaP(a, 1)).toThrow(`a must be positive and finite, got ${a}`);
    }
    expect(() => gammaPInverse(1, 1.5)).toThrow("p must lie in [0, 1], got 1.5");
  });
});

describe("incomplete beta", () => {
  test("I and 1 − I are relatively exact to 1e-12 over shapes from 1e-10 to 1e6, each in its own tail", () => {
    within(fixture.beta, 1e-12, ([a, b, x, lower]) => off(betaP(a!, b!, x!), lower!));
    within(fixture.beta, 1e-12, ([a, b, x, , upper]) => off(betaQ(a!, b!, x!), upper!));
  });

  test("swapping the shapes swaps the tails", () => {
    for (const [a, b, x] of fixture.beta) {
      const [lower, upper] = betaTails(a!, b!, x!, 1 - x!);
      expect(betaTails(b!, a!, 1 - x!, x!).map((value, k) => off(value, k === 0 ? upper : lower) < 1e-12)).toEqual([
        true,
        true,
      ]);
    }
  });

  test("the inverse gives the argument back, also next to 1", () => {
    within(fixture.beta, 1e-12, ([a, b, x, lower, upper]) => {
      if (lower! > upper!) return 0;
      const slope = Math.exp(a! * Math.log(x!) + b! * Math.log1p(-x!) - lbeta(a!, b!)) / lower!;
      return off(betaPInverse(a!, b!, lower!), x!) * Math.min(1, slope);
    });
    // Beta(1, 10⁻³): 1 − x = q¹⁰⁰⁰ at the upper tail q, far below the rounding of x.
    expect(off(betaInverse(1, 1e-3, 0.25)[1], 0.75 ** 1000)).toBeLessThan(1e-12);
  });

  test("ends and wrong shapes", () => {
    expect([betaP(2, 3, 0), betaP(2, 3, 1), betaQ(2, 3, 0), betaP(2, 3, -1), betaP(2, 3, 2)]).toEqual([0, 1, 1, 0, 1]);
    expect([betaPInverse(2, 3, 0), betaPInverse(2, 3, 1)]).toEqual([0, 1]);
    expect(() => betaP(0, 1, 0.5)).toThrow("a and b must be positive and finite, got 0 and 1");
  });
});

test("the root finder halves where Newton would leave the bracket, and stops at an end that has no change of sign", () => {
  const steep = (t: number) => [Math.atan(1e6 * (t - 0.3)), 1e6 / (1 + (1e6 * (t - 0.3)) ** 2)] as const;
  expect(solveIncreasing(steep, -100, 100, -99)).toBeCloseTo(0.3, 14);
  expect(solveIncreasing((t) => [t + 5, 1], 0, 1, 0.5)).toBeCloseTo(0, 10);
  expect(solveIncreasing((t) => [t < 0.7 ? Number.NEGATIVE_INFINITY : t - 0.75, 1], 0, 1, 0.1)).toBe(0.75);
});
