import { describe, expect, test } from "vitest";
import { seriousFindings } from "./axe";
import { launch, shot, viewWith } from "./editor";
import { command, goTo, lineShows, openFile } from "./keys";
import { until } from "./until";

describe.each(["Default Light Modern", "Default Dark Modern", "Default High Contrast"])("in %s", (theme) => {
  test("axe finds nothing serious in the panel or in a demo", async () => {
    const editor = await launch({ settings: { "workbench.colorTheme": theme } });
    const { page } = editor;
    try {
      await openFile(page, "descent.nabla");
      await lineShows(page, 10, "proved");
      await goTo(page, 6, 1);
      await command(page, "Show the Panel");
      const panel = await viewWith(page, "figure.scene canvas");
      await page.waitForTimeout(1_000);
      expect(await seriousFindings(panel)).toEqual([]);
      for (const title of ["Demo: Bowl, valley, saddle", "Demo: Compass on a hill"]) {
        const before = new Set(page.frames());
        await command(page, title);
        const demo = await until(async () => {
          for (const frame of page.frames().filter((one) => !before.has(one))) {
            if ((await frame.locator(".page.demo canvas").count()) > 0) return frame;
          }
          return undefined;
        }, "the demo's page");
        await page.waitForTimeout(1_500);
        await shot(page, `axe-${title.slice(6, 10)}-${theme.replace(/\W+/g, "-")}`);
        expect(await seriousFindings(demo)).toEqual([]);
      }
    } finally {
      await editor.stop();
    }
  });
});
