import { expect, test } from "vitest";
import { chiSquareTest, kolmogorovDistance, kolmogorovTail } from "../../../src/core/num/goodness";
import { integrate } from "../../../src/core/num/quadrature";
import { Q, type Rational } from "../../../src/core/num/rational";
import {
  composeKernels,
  kernelAt,
  passageCdf,
  passageDensity,
  schemeGrowth,
  schemeStep,
  stepSize,
} from "../../../src/core/walk/diffusion";
import { binomialRow, logProbability, moments, nextRow, quotient, walkLaw } from "../../../src/core/walk/law";
import { stableSteps, stableTail, stableTailLimit } from "../../../src/core/walk/levy";
import { lawOfSteps, momentsOfLaw, multiplyLaws, powerOfLaw } from "../../../src/core/walk/polynomial";
import { characteristic, entryAt, extractByDft } from "../../../src/core/walk/spectral";

test("row after row the coefficients are binomial and sum to 2ⁿ exactly", () => {
  let row = [1n];
  for (let n = 0; n <= 200; n++) {
    if (n % 25 === 0) expect(binomialRow(n)).toEqual(row);
    expect(row.reduce((sum, c) => sum + c)).toBe(2n ** BigInt(n));
    row = nextRow(row);
  }
});

test("a quotient of long numbers is right to 2⁻⁵¹ where it fits a double, and 0 or ∞ where it does not", () => {
  expect(quotient(1n, 3n)).toBe(1 / 3);
  expect(quotient(0n, 3n)).toBe(0);
  expect(quotient(10n ** 400n, 10n ** 399n)).toBe(10);
  expect(quotient(10n ** 30n, 7n) / (1e30 / 7)).toBeCloseTo(1, 15);
  expect(quotient(1n, 2n ** 1070n)).toBe(2 ** -1070);
  expect(quotient(1n, 10n ** 400n)).toBe(0);
});

test("the law by ratios and by logarithms is the exact one, for fair and biased steps", () => {
  for (const n of [0, 1, 2, 17, 100, 1000]) {
    for (const [a, b] of [
      [1n, 2n],
      [9n, 19n],
      [1n, 1000n],
    ] as const) {
      const p = Number(a) / Number(b);
      const law = walkLaw(n, p);
      binomialRow(n).forEach((c, j) => {
        const [up, down] = [BigInt(j), BigInt(n - j)];
        const exact = quotient(c * a ** up * (b - a) ** down, b ** BigInt(n));
        // 9/19 as a double is off by 2⁻⁵⁴, its n-th power by n times that.
        const slack = 1e-14 + n * 4e-16;
        if (exact > 1e-300) {
          expect(Math.abs(law[j] / exact - 1)).toBeLessThan(slack);
          const log = logProbability(n, 2 * j - n, p);
          expect(Math.abs(Math.exp(log) / exact - 1)).toBeLessThan(slack + 1e-15 * Math.abs(log));
        }
      });
    }
  }
});

test("a million steps: the law sums to 1 and its centre is 2/√(2πn)(1 − 1/4n)", () => {
  const n = 1e6;
  const law = walkLaw(n);
  expect(law.reduce((sum, x) => sum + x, 0)).toBeCloseTo(1, 12);
  const centre = (2 / Math.sqrt(2 * Math.PI * n)) * (1 - 1 / (4 * n));
  expect(law[n / 2] / centre).toBeCloseTo(1, 11);
  expect(Math.exp(logProbability(n, 0)) / centre).toBeCloseTo(1, 12);
});

test("sites of the other parity, beyond n, or against a certain step have probability 0", () => {
  expect(logProbability(10, 3)).toBe(Number.NEGATIVE_INFINITY);
  expect(logProbability(10, 12)).toBe(Number.NEGATIVE_INFINITY);
  expect(logProbability(4, 4, 1)).toBe(0);
  expect(logProbability(4, 2, 1)).toBe(Number.NEGATIVE_INFINITY);
  expect(logProbability(0, 0, 0)).toBe(0);
  expect([...walkLaw(3, 1)]).toEqual([0, 0, 0, 1]);
  expect([...walkLaw(3, 0)]).toEqual([1, 0, 0, 0]);
  expect(() => walkLaw(2.5)).toThrow("n must be a whole number ≥ 0, got 2.5");
  expect(() => walkLaw(2, 1.5)).toThrow("p must be a probability in [0, 1], got 1.5");
});

test("mean n(p − q), variance 4npq and fourth moment are those of the law; 3n² − 2n for fair steps", () => {
  for (const p of [0.5, 0.3, 0.9]) {
    const n = 37;
    const law = walkLaw(n, p);
    const sum = (power: number) => law.reduce((total, x, j) => total + x * (2 * j - n) ** power, 0);
    const { mean, variance, fourth } = moments(n, p);
    expect(mean).toBeCloseTo(sum(1), 11);
    expect(variance).toBeCloseTo(sum(2) - sum(1) ** 2, 10);
    expect(fourth / sum(4)).toBeCloseTo(1, 12);
  }
  expect(moments(10).fourth).toBeCloseTo(280, 10);
});

test("the DFT gives the law when N ≥ 2n + 1, of any length, fair or biased", () => {
  for (const [n, p, N] of [
    [10, 0.5, 21],
    [10, 0.5, 64],
    [100, 0.3, 201],
    [300, 0.5, 1024],
  ] as const) {
    const found = extractByDft(n, p, N);
    const law = walkLaw(n, p);
    for (let k = -n; k <= n; k++) {
      expect(Math.abs(entryAt(found, k) - ((n + k) % 2 === 0 ? law[(n + k) / 2] : 0))).toBeLessThan(1e-12);
    }
  }
});

test("too few points fold the law: N = 16, n = 10 gives 0.0449 at −10 instead of 0.000977", () => {
  const folded = extractByDft(10, 0.5, 16);
  expect(entryAt(folded, -10)).toBeCloseTo(46 / 1024, 12);
  expect(walkLaw(10)[0]).toBeCloseTo(1 / 1024, 15);
  for (let k = -10; k <= 10; k++) {
    let sum = 0;
    for (let j = 0; j <= 10; j++) if ((2 * j - 10 - k) % 16 === 0) sum += walkLaw(10)[j];
    expect(entryAt(folded, k)).toBeCloseTo(sum, 12);
  }
  // Nothing is folded at 20: only sites of one parity are there.
  expect(entryAt(extractByDft(10, 0.5, 20), -10)).toBeCloseTo(2 / 1024, 12);
});

test("φ(ω)ⁿ is cosⁿ ω for fair steps and has modulus ≤ 1 for others", () => {
  expect(characteristic(3, 0.5, 1).re).toBeCloseTo(Math.cos(1) ** 3, 15);
  const { re, im } = characteristic(7, 0.3, 0.4);
  const law = walkLaw(7, 0.3);
  let [a, b] = [0, 0];
  law.forEach((x, j) => {
    a += x * Math.cos(0.4 * (2 * j - 7));
    b += x * Math.sin(0.4 * (2 * j - 7));
  });
  expect(re).toBeCloseTo(a, 14);
  expect(im).toBeCloseTo(b, 14);
});

test("the n-th power of a step's generating function is the law of the sum", () => {
  const coin = lawOfSteps([1, -1]);
  const power = powerOfLaw(coin, 9);
  expect(power.low).toBe(-9);
  walkLaw(9).forEach((x, j) => {
    expect(power.weights[2 * j]).toBeCloseTo(x, 15);
  });
  const dice = lawOfSteps([1, 2, 3, 4, 5, 6]);
  const two = multiplyLaws(dice, dice);
  expect(two.low).toBe(2);
  expect([...two.weights].map((x) => Math.round(36 * x))).toEqual([1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1]);
  const ten = momentsOfLaw(powerOfLaw(dice, 10));
  expect(ten.mean).toBeCloseTo(35, 11);
  expect(ten.variance).toBeCloseTo((10 * 35) / 12, 11);
  expect(() => lawOfSteps([1, 0.5])).toThrow("a step must be a whole number, got 0.5 at 1");
  expect(() => lawOfSteps([])).toThrow("steps must hold at least one number, got 0");
  expect(() => powerOfLaw(lawOfSteps([0, 1000]), 1000)).toThrow("at most 100000 values");
});

test("the walk is the explicit scheme at r = ½: a spike after 10 steps is 252/1024 in the middle, 1/1024 at the ends", () => {
  let u = new Float64Array(25);
  u[12] = 1;
  for (let n = 0; n < 10; n++) u = schemeStep(new Float64Array(25), u, 0.5) as Float64Array<ArrayBuffer>;
  expect(u[12]).toBe(252 / 1024);
  expect(u[2]).toBe(1 / 1024);
  expect(u[22]).toBe(1 / 1024);
  expect(u[11]).toBe(0);
  let drifting = new Float64Array(25);
  drifting[12] = 1;
  for (let n = 0; n < 10; n++)
    drifting = schemeStep(new Float64Array(25), drifting, 0.5, 0.7 - 0.3) as Float64Array<ArrayBuffer>;
  walkLaw(10, 0.7).forEach((x, j) => {
    expect(drifting[2 + 2 * j]).toBeCloseTo(x, 14);
  });
});

test("the scheme is stable up to r = ½ and not beyond; with drift iff c² ≤ 2r ≤ 1", () => {
  for (const [r, c] of [
    [0.5, 0],
    [0.25, 0],
    [0.5, 1],
    [0.2, 0.6],
    [0.3, 0.75],
    [0.51, 0],
    [0.1, 0.6],
    [0.5, 1.1],
  ] as const) {
    let most = 0;
    for (let k = 0; k <= 4000; k++) {
      const theta = (Math.PI * k) / 4000;
      most = Math.max(most, Math.hypot(1 - 4 * r * Math.sin(theta / 2) ** 2, c * Math.sin(theta)));
    }
    expect(schemeGrowth(r, c)).toBeCloseTo(most, 5);
    expect(schemeGrowth(r, c) <= 1 + 1e-12).toBe(c * c <= 2 * r && 2 * r <= 1);
  }
  const rough = Float64Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? 1 : -1));
  const grown = schemeStep(new Float64Array(40), rough, 0.6);
  expect(Math.abs(grown[20])).toBeCloseTo(schemeGrowth(0.6), 12);
});

test("reflecting walls keep the mass, absorbing ones let it out", () => {
  const start = Float64Array.from({ length: 9 }, (_, i) => (i === 1 ? 1 : 0));
  const run = (wall: "absorbing" | "reflecting") => {
    let u: Float64Array = start;
    for (let n = 0; n < 50; n++) u = schemeStep(new Float64Array(9), u, 0.4, 0.1, wall);
    return u.reduce((sum, x) => sum + x, 0);
  };
  expect(run("reflecting")).toBeCloseTo(1, 13);
  expect(run("absorbing")).toBeLessThan(0.5);
});

test("of the three scalings only Δs² = αΔt keeps the spread: the others end in nothing or in everything", () => {
  const alpha = 2;
  const variance = (scaling: "diffusive" | "ballistic" | "wild", dt: number) => stepSize(scaling, alpha, dt) ** 2 / dt;
  for (const dt of [0.5, 1e-3, 1e-9]) {
    expect(variance("diffusive", dt)).toBeCloseTo(alpha, 12);
    expect(variance("ballistic", dt)).toBeCloseTo(alpha * dt, 12);
    expect(variance("wild", dt) * Math.sqrt(dt)).toBeCloseTo(alpha, 12);
  }
  expect(() => stepSize("diffusive", 1, 0)).toThrow("alpha and dt must be > 0, got 1 and 0");
});

test("n kernels composed are one kernel, for every n, with and without drift", () => {
  for (const d of [{ alpha: 1 }, { alpha: 0.7, v: 0.9 }]) {
    for (const n of [1, 2, 5, 16]) {
      const density = composeKernels(d, 2, n, 0.1, 120);
      for (const i of [-60, -11, 0, 25, 70]) {
        expect(density[120 + i]).toBeCloseTo(kernelAt(d, i * 0.1, 2), 12);
      }
    }
  }
});

test("the density of the first passage integrates to its distribution function", () => {
  for (const d of [{ alpha: 1 }, { alpha: 2, v: 0.5 }, { alpha: 1, v: -0.3 }]) {
    const total = integrate((t) => passageDensity(d, 1.3, t), 1e-9, 4, 40, 40);
    expect(passageCdf(d, 1.3, 4)).toBeCloseTo(total, 10);
  }
  expect(passageCdf({ alpha: 1, v: -0.3 }, 1.3, 1e6)).toBeCloseTo(Math.exp(-0.6 * 1.3), 10);
});

/** The series up to z^(n − 1) of a product. */
function times(a: readonly Rational[], b: readonly Rational[]): Rational[] {
  return a.map((_, n) => {
    let sum: Rational = 0;
    for (let k = 0; k <= n; k++) sum = Q.add(sum, Q.mul(a[k] ?? 0, b[n - k] ?? 0));
    return sum;
  });
}

test("U = (1 − z)^(−½) and F = 1 − √(1 − z), z = s², as exact series: U²(1 − z) = 1 and U(1 − F) = 1", () => {
  const length = 40;
  const u: Rational[] = [1];
  for (let m = 1; m < length; m++) u.push(Q.div(Q.mul(u[m - 1], 2 * m - 1), 2 * m));
  const f = u.map((x, m): Rational => (m === 0 ? 0 : Q.div(x, 2 * m - 1)));
  const one = u.map((_, m): Rational => (m === 0 ? 1 : 0));
  const complement = f.map((x, m): Rational => (m === 0 ? 1 : Q.neg(x)));
  const oneMinusZ = u.map((_, m): Rational => (m === 0 ? 1 : m === 1 ? -1 : 0));
  times(u, complement).forEach((x, m) => {
    expect(Q.same(x, one[m])).toBe(true);
  });
  times(times(u, u), oneMinusZ).forEach((x, m) => {
    expect(Q.same(x, one[m])).toBe(true);
  });
});

test("the tails of stable laws agree with mpmath to 1e-12", () => {
  // mpmath 1.3, 30 digits: the integral of Nolan, for a < 1 also that of the Fourier integral turned by 90°
  for (const [a, x, tail] of [
    [0.5, 1, 0.27128031268934327],
    [0.5, 10, 0.1112853896890811],
    [0.8, 3, 0.13004183777008935],
    [1.2, 0.5, 0.3571579423050708],
    [1.5, 2, 0.10503982965482916],
    [1.5, 10, 0.006639809197768471],
    [1.9, 3, 0.022924027555362415],
    [1.9, 8, 0.0010224052551322327],
  ] as const) {
    expect(Math.abs(stableTail(a, x) / tail - 1)).toBeLessThan(1e-12);
  }
  expect(stableTail(1, 1)).toBe(0.25);
  expect(stableTail(2, 2)).toBeCloseTo(0.07864960352514257, 14); // erfc(1)/2
  expect(stableTail(1.5, -2)).toBeCloseTo(1 - 0.10503982965482916, 12);
  for (const a of [0.7, 1.3, 1.7]) expect(stableTail(a, 1e4) / stableTailLimit(a, 1e4)).toBeCloseTo(1, 2);
  expect(() => stableTail(2.5, 1)).toThrow("the index must be in (0, 2], got 2.5");
});

test("stable steps follow their law, and n of them n^(1/a) times it: p-values over seeds are uniform", () => {
  for (const a of [0.8, 1, 2]) {
    const [single, sums] = [new Float64Array(5), new Float64Array(5)];
    const tail = tabulated(a);
    for (let seed = 0; seed < 150; seed++) {
      const steps = stableSteps(a, 600, seed);
      const blocks = Float64Array.from({ length: 60 }, (_, i) => {
        return steps.subarray(10 * i, 10 * i + 10).reduce((sum, x) => sum + x, 0) / 10 ** (1 / a);
      });
      for (const [sample, bins] of [
        [steps.slice(0, 60), single],
        [blocks, sums],
      ] as const) {
        const p = kolmogorovTail(
          60,
          kolmogorovDistance(sample.sort(), (x) => 1 - tail(x)),
        );
        bins[Math.min(4, Math.floor(5 * p))]++;
      }
    }
    for (const bins of [single, sums])
      expect(chiSquareTest(bins, new Float64Array(5).fill(0.2))!.p).toBeGreaterThan(0.001);
  }
});

/** The tail on a grid of arctan x, straight between: within 1e-5. */
function tabulated(a: number): (x: number) => number {
  const size = 1000;
  const table = Float64Array.from({ length: size + 1 }, (_, i) => {
    return i === 0 ? 1 : i === size ? 0 : stableTail(a, Math.tan(Math.PI * (i / size - 0.5)));
  });
  return (x) => {
    const at = size * (Math.atan(x) / Math.PI + 0.5);
    const i = Math.min(size - 1, Math.floor(at));
    return table[i] + (at - i) * (table[i + 1] - table[i]);
  };
}
