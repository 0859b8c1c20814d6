import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Values } from "../../src/demos/demo";
import { type Harness, startHarness } from "../support/page-harness";
import { home } from "./places";
import { until } from "./until";

/** The largest demo in its page, in a real browser without an editor around it. */

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(join(home, "ensemble"), "webview/worker.ts");
});
afterAll(async () => await harness?.close());

const table = `a,b,c,kind\n${Array.from({ length: 90 }, (_, k) => {
  const turn = k * 2.4;
  return `${(k % 3) * 4 + Math.cos(turn)},${(k % 3) * 2 + Math.sin(turn)},${(k % 3) - 0.2 * Math.cos(3 * turn)},${"pqr"[k % 3]}`;
}).join("\n")}\n`;

async function open(values: Values, step = 5): Promise<Page> {
  const state = { demo: "ensemble", seed: 1, step, values };
  const page = await harness.open({
    theme: "light",
    show: { kind: "demo", demo: "ensemble", state },
    heightPx: 1600,
    files: { "own.csv": table },
  });
  await page.locator("figure.scene canvas").first().waitFor();
  await page.locator(".narration").waitFor();
  return page;
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const description = (page: Page, scene: string) =>
  page
    .locator(`figure[data-scene="${scene}"] .description`)
    .innerText({ timeout: 5_000 })
    .catch(() => "");
const scrubTo = (page: Page, step: number) =>
  page.locator(".transport .scrub input").evaluate((input, to) => {
    (input as HTMLInputElement).value = String(to);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }, step);

const moons = { lesson: "bagging", shape: "moons", rows: 120, bag: "forest", trees: 40, depth: 8 };

test("two ensembles stand side by side, and are grown and unlearned together", async () => {
  const page = await open({ ...moons, bag: "tree" });
  await button(page, "Keep this run").click();
  await page.locator('.control[data-param="bag"] vscode-dropdown').click();
  await page.getByRole("option", { name: "random forest", exact: true }).click();
  await button(page, "Beside").click();
  await until(async () => (await page.locator("figure.scene").count()) === 8, "both ensembles");
  for (const step of [40, 12, 3]) {
    await scrubTo(page, step);
    for (const scene of ["bag-vote", "bag-vote@other"])
      await until(
        async () => (await description(page, scene)).includes(`vote of ${step} trees`),
        `${scene} at ${step}`,
      );
  }
  const errors = async (scene: string) => /test ([\d.]+) %/.exec(await description(page, scene))?.[1];
  expect(await errors("bag-errors")).not.toBe(await errors("bag-errors@other"));
  await page.context().close();
});

test("a click on a tree opens it in the inspector, at its root, and the tab leads back", async () => {
  const page = await open(moons, 20);
  const canvas = page.locator('figure[data-scene="bag-grove"] canvas');
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  await page.mouse.move(box.x + box.width * 0.1, box.y + box.height * 0.2);
  await page
    .locator(".readout-extra", { hasText: /tree \d+: \d+ leaves/ })
    .first()
    .waitFor();
  const told = await page.locator('figure[data-scene="bag-grove"] .readout-extra').innerText();
  await page.mouse.click(box.x + box.width * 0.1, box.y + box.height * 0.2);
  await page.locator('figure[data-scene="split-tree"]').waitFor();
  expect(await page.locator(".counter").innerText()).toMatch(/^0 /);
  expect(await page.locator('.control[data-param="round"] input.number').inputValue()).toBe(
    /tree (\d+)/.exec(told)![1],
  );
  await until(
    async () => (await description(page, "split-tree")).includes(`${/(\d+) leaves/.exec(told)![1]} leaves`),
    "its leaves",
  );
  await page.getByRole("tab", { name: "Bagging" }).click();
  await until(async () => (await description(page, "bag-errors")) !== "", "the forest again");
  await page.context().close();
});

test("a table of three features is fitted in two of them, and along two principal components", async () => {
  const page = await open({ ...moons, shape: "own" });
  await button(page, "Choose file …").click();
  await until(async () => (await description(page, "bag-vote")).includes("wrong on"), "the fitted table");
  await page.locator('.control[data-param="plane"] vscode-dropdown').click();
  await page.getByRole("option", { name: "two principal components", exact: true }).click();
  const head = page.locator('figure[data-scene="bag-vote"] details.data');
  await head.locator("summary").click();
  await until(
    async () =>
      /PC1 \(\d+ %\)/.test(
        (await head
          .locator("thead")
          .innerText()
          .catch(() => "")) ?? "",
      ),
    "its axes",
  );
  await page.context().close();
});
