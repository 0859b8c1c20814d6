import { expect, test } from "vitest";
import { shorten } from "../../../src/lang/run/reply";
import { analysisOf } from "../../support/nabla";

test("of a list that is too long whole items stand at the end of a line, and that there are more", () => {
  // Himmelblau's function has nine stationary points (Himmelblau 1972): one item fits.
  const { statements } = analysisOf("h(x, y) = (x² + y - 11)² + (x + y² - 7)²\nstationary h\n");
  const { short, text } = statements.at(-1)!.answer!;
  expect(short.length).toBeLessThanOrEqual(60);
  expect(short).toMatch(/^≈ \([^()]+\) minimum, {2}…$/);
  expect(text.startsWith(short.slice(0, -1))).toBe(true);
});

test("a list keeps as many items as fit", () => {
  const items = Array.from({ length: 12 }, (_, k) => `x_${k} = ${k}`);
  for (let most = 20; most < 100; most++) {
    const short = shorten(items.join(",  "), most);
    const kept = short.split(",  ").slice(0, -1);
    expect(kept).toEqual(items.slice(0, kept.length));
    expect(short.length).toBeLessThanOrEqual(most);
    expect(short.length + items[kept.length]!.length + 3).toBeGreaterThan(most);
  }
});
