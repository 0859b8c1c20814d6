import { describe, expect, test } from "vitest";
import { launch, shot, viewWith } from "./editor";
import { command, goTo, lineShows, openFile } from "./keys";

const themes = [
  { id: "light", name: "Default Light Modern" },
  { id: "dark", name: "Default Dark Modern" },
  { id: "contrast-dark", name: "Default High Contrast" },
  { id: "contrast-light", name: "Default High Contrast Light" },
];

/** Contrast of two colours given as `rgb(…)`, by the formula of WCAG 2.2. */
function contrast(a: string, b: string): number {
  const luminance = (color: string) => {
    const [r, g, bl] = [...color.matchAll(/[\d.]+/g)].slice(0, 3).map((match) => {
      const share = Number(match[0]) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * bl!;
  };
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

describe.each(themes)("in the theme $name", ({ id, name }) => {
  test("answers, panel and text can be read", async () => {
    const editor = await launch({ settings: { "workbench.colorTheme": name } });
    const { page } = editor;
    try {
      await openFile(page, "descent.nabla");
      await lineShows(page, 10, "proved");
      await goTo(page, 6, 1);
      await command(page, "Show the Panel");
      const view = await viewWith(page, "figure.scene canvas");
      await page.waitForTimeout(1_000);
      await shot(page, `theme-${id}`);
      const colors = await page.evaluate(() => {
        const looks = [...document.querySelectorAll(".view-line span")].map((span) =>
          getComputedStyle(span, "::after"),
        );
        const inks = looks.filter(({ content }) => content.startsWith('"')).map(({ color }) => color);
        const ground = document.querySelector(".monaco-editor-background") as Element;
        return { inks, ground: getComputedStyle(ground).backgroundColor };
      });
      expect(colors.inks.length).toBeGreaterThan(4);
      for (const ink of colors.inks) expect(contrast(ink, colors.ground)).toBeGreaterThanOrEqual(4.5);
      const text = await view.evaluate(() => {
        const body = getComputedStyle(document.body);
        return {
          ink: body.color,
          ground: getComputedStyle(document.documentElement).backgroundColor,
          own: body.backgroundColor,
        };
      });
      const ground = /rgba\(.*, 0\)/.test(text.own) ? colors.ground : text.own;
      expect(contrast(text.ink, ground)).toBeGreaterThanOrEqual(4.5);
    } finally {
      await editor.stop();
    }
  });
});
