import { describe, expect, test } from "vitest";
import {
  type Answer,
  answers,
  type Calibration,
  calibrateOnce,
  rankLaw,
  rankTrend,
} from "../../../src/core/estimation/calibration";
import { chiSquareTest } from "../../../src/core/num/goodness";
import { createRng } from "../../../src/core/num/rng";

const setting = (more: Partial<Calibration>): Calibration => ({
  answer: "right",
  a: 2,
  b: 3,
  n: 12,
  draws: 19,
  thin: 1,
  ...more,
});
const ranksOf = (wanted: Calibration, count: number, seed = 5): number[] =>
  Array.from({ length: count }, (_, i) => calibrateOnce(wanted, createRng(seed, i)).rank);
const countsOf = (ranks: readonly number[], draws: number): number[] =>
  Array.from({ length: draws + 1 }, (_, r) => ranks.filter((rank) => rank === r).length);

describe("ranks of the truth among draws", () => {
  test("are uniform if the answer is right, whatever the prior and the data (Talts et al. 2018, theorem 1)", () => {
    for (const [a, b, n, draws] of [
      [1, 1, 1, 1],
      [2, 3, 12, 19],
      [0.5, 0.5, 20, 9],
      [40, 2, 50, 99],
    ] as const)
      for (const p of rankLaw(setting({ a, b, n, draws }))!) expect(p).toBeCloseTo(1 / (draws + 1), 7);
  });

  test("a prior that is forgotten, one toss, one draw: 19/30 by hand", () => {
    // ∫ 2θ [θ · θ² + (1 − θ)(1 − (1 − θ)²)] dθ
    const law = rankLaw(setting({ answer: "flat", a: 2, b: 1, n: 1, draws: 1 }))!;
    expect(law[1]).toBeCloseTo(19 / 30, 9);
    expect(law[0]).toBeCloseTo(11 / 30, 9);
  });

  test("a head too many, one toss, one draw, flat prior: 7/20 by hand", () => {
    // ∫ θ · θ³ + (1 − θ)(3θ² − 2θ³) dθ
    const law = rankLaw(setting({ answer: "shifted", a: 1, b: 1, n: 1, draws: 1 }))!;
    expect(law[1]).toBeCloseTo(7 / 20, 9);
  });

  test.each(answers.filter((answer) => answer !== "chain").map((answer) => [answer]))(
    "%s: simulated ranks have the exact law",
    (answer) => {
      const wanted = setting({ answer: answer as Answer });
      const law = rankLaw(wanted)!;
      expect(law.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 9);
      expect(chiSquareTest(countsOf(ranksOf(wanted, 4000), 19), law)!.p).toBeGreaterThan(1e-3);
    },
  );

  test("each mistake has its shape: ∪ too narrow, ∩ too wide, a slope too high", () => {
    const ends = (answer: Answer): [number, number, number] => {
      const law = rankLaw(setting({ answer }))!;
      return [law[0]!, law[9]!, law[19]!];
    };
    const [low, middle, high] = ends("twice");
    expect(Math.min(low, high)).toBeGreaterThan(2 * middle);
    const [lowHalf, middleHalf, highHalf] = ends("half");
    expect(Math.max(lowHalf, highHalf)).toBeLessThan(0.7 * middleHalf);
    const [first, , last] = ends("shifted");
    expect(first).toBeGreaterThan(2 * last);
  });

  test("a chain heaps up at the ends unless most of its states are left out", () => {
    const spread = (thin: number): number => rankTrend(ranksOf(setting({ answer: "chain", thin }), 1500), 19).spread;
    expect(spread(1)).toBeGreaterThan(8);
    expect(Math.abs(spread(60))).toBeLessThan(3.5);
  });

  test("the rank is the number of draws below the truth", () => {
    for (const answer of answers) {
      const { theta, rank, drawn } = calibrateOnce(setting({ answer }), createRng(3, 8));
      expect([...drawn()].filter((x) => x < theta).length, answer).toBe(rank);
    }
  });

  test("the trend of a list is standard normal where every rank is as frequent, and tells high from low", () => {
    expect(rankTrend([0, 1, 2, 3], 3)).toEqual({ slope: 0, spread: 0 });
    expect(rankTrend([3, 3, 2], 3).slope).toBeGreaterThan(1);
    expect(rankTrend([], 3)).toEqual({ slope: 0, spread: 0 });
    // Ranks 0 and 1: ±½ each, so that n times 1 is √n deviations off.
    expect(rankTrend([1, 1, 1, 1], 1)).toEqual({ slope: 2, spread: 0 });
  });

  test("says what it can't take", () => {
    expect(() => calibrateOnce(setting({ n: 0 }), createRng(1))).toThrow(RangeError);
    expect(() => calibrateOnce(setting({ draws: 2.5 }), createRng(1))).toThrow(/draws must be a whole number/);
    expect(() => rankLaw(setting({ a: 0 }))).toThrow(RangeError);
  });
});
