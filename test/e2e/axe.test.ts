import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Frame } from "playwright-core";
import { describe, expect, test } from "vitest";
import { launch, shot, viewWith } from "./editor";
import { command, goTo, lineShows, openFile } from "./keys";
import { until } from "./until";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

interface Finding {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds serious or critical in a page, as sentences. */
async function findings(frame: Frame): Promise<string[]> {
  await frame.evaluate(axe);
  const found = await frame.evaluate(async (values) => {
    const run = (globalThis as unknown as { axe: { run(o: object): Promise<{ violations: unknown[] }> } }).axe.run;
    return (await run({ runOnly: { type: "tag", values } })).violations;
  }, rules);
  return (found as Finding[])
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary ?? ""}`),
    );
}

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
      expect(await findings(panel)).toEqual([]);
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
        expect(await findings(demo)).toEqual([]);
      }
    } finally {
      await editor.stop();
    }
  });
});
