import { describe, expect, test } from "vitest";
import { climb } from "../../../src/core/estimation/ascend";
import { logisticLikelihood, spikeLikelihood } from "../../../src/core/estimation/failing";
import { threeTests } from "../../../src/core/estimation/hypothesis";
import type { Likelihood } from "../../../src/core/estimation/likelihood";

const spike = spikeLikelihood([-1.2, -0.4, 0.1, 0.7, 1.9]);
const overlap = logisticLikelihood({ x: [0, 1, 2, 3, 4, 5], y: [0, 1, 0, 1, 0, 1] });
const parted = logisticLikelihood({ x: [-2, -1, 1, 2], y: [0, 0, 1, 1] });

const cases: readonly (readonly [string, Likelihood, readonly number[]])[] = [
  ["mixture", spike, [0.6, 0.4]],
  ["logistic", overlap, [-0.3, 0.4]],
];

test.each(cases)("%s: score and curvature are the derivatives of the likelihood", (_, ell, theta) => {
  const moved = (i: number, h: number) => theta.map((entry, j) => (i === j ? entry + h : entry));
  for (const i of [0, 1]) {
    const h = 1e-5;
    expect(ell.score(theta)[i]).toBeCloseTo((ell.value(moved(i, h)) - ell.value(moved(i, -h))) / (2 * h), 7);
    for (const j of [0, 1]) {
      const slope = (ell.score(moved(i, h))[j]! - ell.score(moved(i, -h))[j]!) / (2 * h);
      expect(ell.hessian(theta)[2 * i + j]).toBeCloseTo(slope, 6);
    }
  }
});

describe("climbing what has no top", () => {
  test("near a datum every careful step narrows the spike", () => {
    expect(spike.maximum.kind).toBe("unbounded");
    const { iterates } = climb(spike, "scoring", [0.7, 0.05], { maxSteps: 30, careful: true });
    expect(iterates.at(-1)!.at[1]).toBeLessThan(0.02);
    for (let k = 1; k < iterates.length; k++) expect(iterates[k]!.value).toBeGreaterThanOrEqual(iterates[k - 1]!.value);
    expect(spike.value([0.7, 1e-200])).toBeGreaterThan(400);
    expect(threeTests(spike, 0, 0)).toBeUndefined();
  });

  test("parted answers: the likelihood nears 1 and the slope runs on", () => {
    expect(parted.maximum.kind).toBe("unbounded");
    expect(parted.value([0, 50])).toBeGreaterThan(-1e-9);
    expect(threeTests(parted, 1, 0)).toBeUndefined();
    expect(climb(parted, "newton", [0, 0], { maxSteps: 12 }).iterates.at(-1)!.at[1]).toBeGreaterThan(8);
  });

  test("with overlap there is a top, and the restricted one is the best with that entry held", () => {
    const { at, kind } = overlap.maximum;
    expect(kind).toBe("interior");
    for (const slope of overlap.score(at)) expect(Math.abs(slope)).toBeLessThan(1e-10);
    const held = overlap.restricted(1, 0)!;
    // Without a slope the intercept is the log-odds of the share: 3 of 6.
    expect(held[0]).toBeCloseTo(0, 10);
    expect(threeTests(overlap, 1, 0)!.ratio.statistic).toBeGreaterThan(0);
  });
});
