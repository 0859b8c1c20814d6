import { describe, expect, test } from "vitest";
import { density, draw, probabilityBetween } from "../../../src/core/estimation/distribution";
import { distributionOf, type Law, lawKinds } from "../../../src/core/estimation/law";
import { integrate } from "../../../src/core/num/quadrature";
import { createRng } from "../../../src/core/num/rng";
import fixture from "./fixtures/distributions.json";

const rows = fixture.rows as readonly { law: Law; x: number; density: number; below: number }[];
const off = (actual: number, expected: number): number => (actual === expected ? 0 : Math.abs(actual / expected - 1));
const laws = [...new Map(rows.map(({ law }) => [JSON.stringify(law), law])).values()];

test("every kind of law is in the fixture", () => {
  expect([...new Set(rows.map(({ law }) => law.kind))].sort()).toEqual([...lawKinds].sort());
});

test("densities and distribution functions agree with mpmath to 1e-12", () => {
  for (const { law, x, density: expected, below } of rows) {
    const d = distributionOf(law);
    const where = `${JSON.stringify(law)} at ${x}`;
    expect(off(density(d, x), expected), where).toBeLessThan(1e-12);
    const [lower, upper] = d.tails(x);
    expect(off(lower, below), where).toBeLessThan(1e-12);
    expect(Math.abs(lower + upper - 1), where).toBeLessThan(1e-14);
  }
});

describe.each(laws.map((law) => [JSON.stringify(law), law] as const))("%s", (_, law) => {
  const d = distributionOf(law);

  test("the quantile inverts the distribution function", () => {
    for (const p of [1e-9, 0.025, 0.3, 0.5, 0.9, 0.999]) {
      const x = d.quantile(p);
      const [lower] = d.tails(x);
      if (d.isDiscrete) {
        expect(lower).toBeGreaterThanOrEqual(p);
        if (x > 0) expect(d.tails(x - 1)[0]).toBeLessThan(p);
      } else expect(Math.abs(lower - p)).toBeLessThan(1e-12);
    }
    expect([d.quantile(0), d.quantile(1)]).toEqual([d.support[0], d.support[1]]);
  });

  test("mean and sd are those of the density", () => {
    const moment = (f: (x: number) => number): number => {
      if (d.isDiscrete) {
        let sum = 0;
        for (let k = 0; k <= Math.min(d.support[1], 4000); k++) sum += f(k) * density(d, k);
        return sum;
      }
      // In p = F(x) every law is flat; the ends are taken in ever smaller pieces.
      let sum = 0;
      for (const [a, b] of pieces) sum += integrate((p) => f(d.quantile(p)), a, b, 16);
      return sum;
    };
    const pieces = Array.from({ length: 44 }, (_, k) => [
      [0.5 * 0.5 ** (k + 1), 0.5 * 0.5 ** k],
      [1 - 0.5 * 0.5 ** k, 1 - 0.5 * 0.5 ** (k + 1)],
    ]).flat() as [number, number][];
    if (Number.isFinite(d.mean)) {
      // Heavy tails keep a share of the mean beyond the last piece.
      const isHeavy =
        law.kind === "pareto" || law.kind === "lomax" || law.kind === "student" || law.kind === "inverse-gamma";
      const size = Math.max(1, Math.abs(d.mean));
      expect(Math.abs(moment((x) => x) - d.mean) / size).toBeLessThan(isHeavy ? 1e-5 : 1e-9);
      if (Number.isFinite(d.sd) && !isHeavy) {
        expect(Math.abs(Math.sqrt(moment((x) => (x - d.mean) ** 2)) - d.sd) / d.sd).toBeLessThan(1e-8);
      }
    }
  });

  test("nothing near is denser than the mode", () => {
    const { mode } = d;
    for (const at of mode.at) {
      const top = d.logDensity(at);
      for (const p of [0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99]) {
        if (mode.kind !== "ends") expect(top).toBeGreaterThanOrEqual(d.logDensity(d.quantile(p)) - 1e-12);
      }
      expect(top === Number.POSITIVE_INFINITY).toBe(mode.isUnbounded);
    }
  });

  test("draws fall below the median half of the time", () => {
    const rng = createRng(11);
    const median = d.quantile(0.5);
    const share = d.tails(median)[0];
    let below = 0;
    for (let i = 0; i < 2000; i++) if (draw(d, rng) <= median) below++;
    // Five standard deviations.
    expect(Math.abs(below / 2000 - share)).toBeLessThan(5 * Math.sqrt(0.25 / 2000));
  });

  test("outside the support there is nothing, and NaN stays NaN", () => {
    const [low, high] = d.support;
    if (low > Number.NEGATIVE_INFINITY) expect([d.logDensity(low - 1), d.tails(low - 1)]).toEqual([-Infinity, [0, 1]]);
    if (high < Number.POSITIVE_INFINITY)
      expect([d.logDensity(high + 1), d.tails(high + 1)]).toEqual([-Infinity, [1, 0]]);
    expect(d.logDensity(Number.NaN)).toBeNaN();
  });
});

test("means and spreads that don't exist are said not to", () => {
  expect(distributionOf({ kind: "student", df: 1, location: 0, scale: 1 })).toMatchObject({ mean: Number.NaN });
  expect(distributionOf({ kind: "student", df: 2, location: 3, scale: 1 })).toMatchObject({ mean: 3, sd: Infinity });
  expect(distributionOf({ kind: "pareto", scale: 1, shape: 1 })).toMatchObject({ mean: Infinity });
  expect(distributionOf({ kind: "inverse-gamma", shape: 1, scale: 1 })).toMatchObject({ mean: Infinity });
});

test("parameters out of range are refused with what was expected", () => {
  const wrong: readonly (readonly [Law, string])[] = [
    [{ kind: "beta", a: 0, b: 1 }, "a must be positive and finite, got 0"],
    [{ kind: "gamma", shape: 1, rate: -1 }, "rate must be positive and finite, got -1"],
    [{ kind: "normal", mean: Number.NaN, sd: 1 }, "mean must be finite, got NaN"],
    [{ kind: "uniform", low: 2, high: 2 }, "low must be below high, got 2 and 2"],
    [{ kind: "binomial", n: 2.5, p: 0.5 }, "n must be a whole number ≥ 1, got 2.5"],
    [{ kind: "binomial", n: 2, p: 1.5 }, "p must lie in [0, 1], got 1.5"],
    [{ kind: "negative-binomial", r: 1, p: 0 }, "p must lie in (0, 1), got 0"],
  ];
  for (const [law, message] of wrong) expect(() => distributionOf(law), law.kind).toThrow(message);
});

test("a probability between two points comes from the tail that does not cancel", () => {
  const d = distributionOf({ kind: "normal", mean: 0, sd: 1 });
  // Q(10) − Q(11), mpmath.
  expect(off(probabilityBetween(d, 10, 11), 7.61985302416047e-24 - 1.91065957449868e-28)).toBeLessThan(1e-12);
});

test("a truncated normal law is whole also when its ends are a thousand deviations away, or all of it is", () => {
  const needle = distributionOf({ kind: "truncated-normal", mean: 0.5, sd: 0.001, low: 0, high: 1 });
  expect(needle.tails(0.5)).toEqual([0.5, 0.5]);
  expect(needle.sd).toBeCloseTo(0.001, 15);
  expect(needle.quantile(0.975)).toBeCloseTo(0.5 + 0.001 * 1.959963984540054, 12);
  const far = distributionOf({ kind: "truncated-normal", mean: -50, sd: 0.1, low: 0, high: 1 });
  // Nearly exponential with rate 500/0.1.
  expect(far.mean).toBeCloseTo(0.1 / 500, 8);
  expect(far.tails(0.0002)[0] + far.tails(0.0002)[1]).toBeCloseTo(1, 12);
});
