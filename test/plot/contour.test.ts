import { describe, expect, test } from "vitest";
import { contourRings, niceLevels } from "../../src/plot/contour";

const grid = (f: (x: number, y: number) => number, n: number, half: number): Float64Array => {
  const values = new Float64Array(n * n);
  for (let j = 0; j < n; j++)
    for (let i = 0; i < n; i++)
      values[j * n + i] = f(-half + (2 * half * i) / (n - 1), -half + (2 * half * j) / (n - 1));
  return values;
};

describe("level lines", () => {
  test("a level of x² + y² is the circle of its radius, to a thousandth", () => {
    const values = grid((x, y) => x * x + y * y, 81, 2);
    for (const level of [0.25, 1, 2.25]) {
      const rings = contourRings(values, 81, 81, [-2, -2, 2, 2], level);
      const inner = rings.filter((ring) => Math.hypot(ring[0], ring[1]) < 1.9);
      expect(inner).toHaveLength(1);
      for (let k = 0; k < inner[0].length; k += 2)
        expect(Math.abs(Math.hypot(inner[0][k], inner[0][k + 1]) - Math.sqrt(level))).toBeLessThan(1.5e-3);
    }
  });

  test("an oblong box is not mixed up: the level of x lies where x has it", () => {
    const values = Float64Array.from({ length: 5 * 3 }, (_, k) => k % 5);
    const [ring] = contourRings(values, 5, 3, [10, 0, 18, 1], 2.5);
    const xs = [...ring].filter((_, k) => k % 2 === 0);
    expect(Math.min(...xs)).toBeCloseTo(15, 9);
  });

  test("a field with holes still has its rings", () => {
    const values = grid((x, y) => (x > 1.5 ? Number.NaN : x * x + y * y), 41, 2);
    expect(contourRings(values, 41, 41, [-2, -2, 2, 2], 1).length).toBeGreaterThan(0);
  });

  test("a list of another length is refused with both numbers", () => {
    expect(() => contourRings(new Float64Array(7), 4, 2, [0, 0, 1, 1], 0)).toThrow("4×2 numbers, got 7");
  });
});

describe("levels", () => {
  test("lie strictly inside, ascend, and are round", () => {
    for (const [low, high] of [
      [0, 17],
      [-3e-7, 4e-7],
      [1e6, 9e6],
    ])
      for (const spacing of ["even", "square"] as const) {
        const levels = niceLevels(low, high, 8, spacing);
        expect(levels.length).toBeGreaterThan(3);
        for (const [k, level] of levels.entries()) {
          expect(level).toBeGreaterThan(low);
          expect(level).toBeLessThan(high);
          if (k > 0) expect(level).toBeGreaterThan(levels[k - 1]);
          expect(Number(level.toPrecision(3))).toBeCloseTo(level, 12);
        }
      }
  });

  test("square spacing gives rings of a bowl at even distances", () => {
    const radii = niceLevels(0, 100, 8, "square").map(Math.sqrt);
    const gaps = radii.slice(1).map((radius, k) => radius - radii[k]);
    expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(1.5);
  });

  test("a field without extent has none", () => {
    expect(niceLevels(2, 2, 8)).toEqual([]);
    expect(niceLevels(0, Number.POSITIVE_INFINITY, 8)).toEqual([]);
    expect(niceLevels(Number.NaN, 1, 8)).toEqual([]);
  });
});
