import { describe, expect, test } from "vitest";
import { contrast, paletteFor, themeKinds } from "../../src/plot/palette";
import type { Ink } from "../../src/plot/scene";

const seen: readonly Ink[] = [
  "text",
  "faint",
  "axis",
  "series0",
  "series1",
  "series2",
  "series3",
  "series4",
  "series5",
  "series6",
  "series7",
  "good",
  "wrong",
  "focus",
];

describe.each(themeKinds)("the palette for %s", (kind) => {
  const palette = paletteFor(kind);

  test.each(seen)("%s stands out from the ground by 3:1, and text by 4.5:1", (ink) => {
    const least = ink === "text" || ink === "faint" ? 4.5 : 3;
    expect(contrast(palette.inks[ink], palette.inks.ground)).toBeGreaterThanOrEqual(least);
  });

  test("no two series look alike", () => {
    const series = seen.filter((ink) => ink.startsWith("series")).map((ink) => palette.inks[ink]);
    expect(new Set(series).size).toBe(series.length);
  });

  test("the sequential ramp goes one way in lightness", () => {
    const steps = Array.from({ length: 11 }, (_, k) => contrast(palette.ramp("sequential", k / 10), "#000000"));
    const way = Math.sign(steps[10] - steps[0]);
    for (let k = 1; k <= 10; k++) expect(Math.sign(steps[k] - steps[k - 1])).toBe(way);
  });

  test("a ramp takes what is beyond its ends, and NaN", () => {
    expect(palette.ramp("sequential", 7)).toBe(palette.ramp("sequential", 1));
    expect(palette.ramp("diverging", -7)).toBe(palette.ramp("diverging", 0));
    expect(palette.ramp("diverging", Number.NaN)).toMatch(/^#[0-9a-f]{6}$/);
  });
});

test.each(["#fdf6e3", "#002b36", "#808080", "#2d0922", "#ffffff"])(
  "on the ground %s of another theme every ink keeps its contrast",
  (ground) => {
    for (const kind of themeKinds) {
      const { inks } = paletteFor(kind, ground);
      for (const ink of seen)
        expect(contrast(inks[ink], ground), `${kind} ${ink}`).toBeGreaterThanOrEqual(
          ink === "text" || ink === "faint" ? 4.5 : 3,
        );
    }
  },
);

test("contrast is that of the definition", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 9);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2); // WebAIM's well-known near miss of 4.5
});
