import { describe, expect, test } from "vitest";
import { axisScale, numberText, tickText } from "../../src/plot/scale";

const texts = (...args: Parameters<typeof axisScale>): string[] => axisScale(...args).ticks.map((tick) => tick.text);

describe("ticks", () => {
  test("are round, with the decimals that their step needs and a true minus", () => {
    expect(texts({ label: "", domain: [-1, 1] }, 0, 400, 80)).toEqual(["−1.0", "−0.5", "0", "0.5", "1.0"]);
    expect(texts({ label: "", domain: [0, 40] }, 0, 400, 100)).toEqual(["0", "10", "20", "30", "40"]);
  });

  test("of a log axis are powers of ten, thinned to the room there is", () => {
    expect(texts({ label: "", domain: [1e-8, 1], scale: "log" }, 200, 0, 40)).toEqual([
      "10⁻⁸",
      "10⁻⁶",
      "10⁻⁴",
      "10⁻²",
      "1",
    ]);
  });

  test("never stand outside the axis", () => {
    for (const scale of ["linear", "log"] as const)
      for (const domain of [
        [0.3, 977],
        [1e-12, 1e5],
      ] as const)
        for (const { px } of axisScale({ label: "", domain, scale }, 10, 210, 50).ticks) {
          expect(px).toBeGreaterThanOrEqual(10 - 1e-6);
          expect(px).toBeLessThanOrEqual(210 + 1e-6);
        }
  });

  test("a domain without extent, or not finite, still makes an axis", () => {
    expect(texts({ label: "", domain: [3, 3] }, 0, 200, 50).length).toBeGreaterThan(1);
    expect(texts({ label: "", domain: [Number.NaN, 1] }, 0, 200, 50).length).toBeGreaterThan(1);
  });
});

describe("a scale", () => {
  test("takes back what it maps", () => {
    for (const scale of ["linear", "log"] as const) {
      const { map, invert } = axisScale({ label: "", domain: [0.01, 50], scale }, 300, 20, 50);
      for (const value of [0.01, 0.5, 3, 50]) expect(invert(map(value))).toBeCloseTo(value, 9);
    }
  });

  test("puts zero far below on a log axis instead of nowhere", () => {
    const { map } = axisScale({ label: "", domain: [0.01, 50], scale: "log" }, 300, 20, 50);
    expect(map(0)).toBeGreaterThan(1000);
    expect(Number.isFinite(map(-1))).toBe(true);
    expect(map(Number.NaN)).toBeNaN();
  });
});

test("numbers are written short, with ∞ and – for what is no number", () => {
  expect(
    [0, 1 / 3, -2.5, 1e-7, 123456789, -1e9, Number.POSITIVE_INFINITY, Number.NaN].map((value) => numberText(value)),
  ).toEqual(["0", "0.3333", "−2.5", "10⁻⁷", "1.235×10⁸", "−10⁹", "∞", "–"]);
  expect(tickText(-0, 0.1)).toBe("0");
  expect(tickText(12000, 1000)).toBe("12\u2009000");
});

test("an axis that counts has no tick between whole numbers, however wide it is drawn", () => {
  for (const [low, high] of [
    [-0.8, 4.8],
    [0, 1],
    [0, 3],
    [0, 26],
  ] as const) {
    for (const widthPx of [120, 400, 2000]) {
      const { ticks } = axisScale({ label: "", domain: [low, high], whole: true }, 0, widthPx, 40);
      expect(ticks.length).toBeGreaterThan(0);
      expect(ticks.every(({ at, text }) => Number.isInteger(at) && text === String(at))).toBe(true);
    }
  }
  expect(texts({ label: "", domain: [-0.8, 4.8] }, 0, 2000, 40)).toContain("0.5");
});
