import { join } from "node:path";
import type { Page } from "playwright-core";
import { findBrowser } from "../../scripts/browser.mjs";
import { catalogue, type DemoId } from "../../src/demos/catalogue";
import type { Preset, Values } from "../../src/demos/demo";
import { home } from "../e2e/places";
import { type Harness, startHarness } from "../support/page-harness";
import type { Bench, Case } from "./bench";
import { framesOf, scriptPerFrame, traced } from "./trace";

/** Big scenes on the page itself, without an editor around it: a cloud that stays, one that moves, and a page at rest. */

/** A page that shows a demo: the test cloud, or one of the catalogue; its browser is closed behind it. */
async function withPage<T>(
  demo: string,
  { values, seed = 1 }: Pick<Preset, "values" | "seed">,
  run: (page: Page) => Promise<T>,
): Promise<T | undefined> {
  const browser = await findBrowser();
  if (!browser) return undefined;
  process.env["CHROME"] = browser;
  const worker = demo === "cloud" ? "test/support/page-worker.ts" : "webview/worker.ts";
  const harness: Harness = await startHarness(join(home, "many"), worker);
  const state = { demo, seed, step: 0, values };
  const page = await harness.open({ theme: "dark", show: { kind: "demo", demo, state } });
  await page.locator("figure.scene canvas").first().waitFor();
  await page.waitForTimeout(3_000);
  const result = await run(page);
  await harness.close();
  return result;
}

/** The first preset of a demo whose values are so. */
async function presetOf(id: DemoId, isWanted: (values: Values) => boolean): Promise<Preset> {
  const demo = await catalogue[id].load();
  const found = demo.presets.find(({ values }) => isWanted(values));
  if (found === undefined) throw new RangeError(`${id} has no such preset`);
  return found;
}

const page = /page-\d+\.html/;

const bigScene = (
  name: string,
  demo: string,
  preset: () => Pick<Preset, "values" | "seed"> | Promise<Preset>,
  run: (page: Page) => Promise<void>,
): Case => ({
  name,
  setup: async () => {
    const timed = async (on: Page) => scriptPerFrame(await traced(on, () => run(on)), page);
    const samplesMs = await withPage(demo, await preset(), timed);
    return samplesMs && (() => ({ samplesMs }));
  },
});

async function dragAround(on: Page, selector: string, reach: number, wait = 16): Promise<void> {
  const target = on.locator(selector).first();
  await target.scrollIntoViewIfNeeded();
  const box = (await target.boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await on.mouse.move(x, y);
  await on.mouse.down();
  for (let move = 0; move < 120; move += 1) {
    await on.mouse.move(x + reach * Math.sin((move / 120) * 4 * Math.PI), y);
    await on.waitForTimeout(wait);
  }
  await on.mouse.up();
}

const worst = (names: readonly string[]) => (result: Parameters<NonNullable<Bench["targets"]>[number]["figure"]>[0]) =>
  Math.max(...names.map((name) => result.cases.get(name)?.p95Ms ?? Number.NaN));

const slider = "a slider, 100,000 points";
const pan = "panning 100,000 points";
const moving = "20,000 points that move";
const query = "a query dragged among 100,000 points of a k-d tree";
const walkers = "20,000 walkers, played";
const trees = "200 trees of a forest, scrubbed both ways";
const rounds = "200 rounds of boosting, scrubbed both ways";
const forest = { lesson: "bagging", shape: "moons", rows: 200, scatter: 0.3, bag: "forest", trees: 200, depth: 10 };
const boosting = { lesson: "boosting", shape: "moons", rows: 200, scatter: 0.3, boost: "xgboost", trees: 200, weak: 4 };
const scrub = (on: Page) => dragAround(on, ".transport .scrub input", 160);

const scenes: Bench = {
  name: "big scenes: our own script time per frame",
  budgetMs: 0,
  cases: [
    bigScene(
      slider,
      "cloud",
      () => ({ values: { count: 100_000 } }),
      (on) => dragAround(on, "#slider-shift", 90),
    ),
    bigScene(
      pan,
      "cloud",
      () => ({ values: { count: 100_000 } }),
      (on) => dragAround(on, "figure[data-scene=cloud] canvas", 120),
    ),
    bigScene(
      moving,
      "cloud",
      () => ({ values: { count: 20_000 } }),
      async (on) => {
        const next = on.getByRole("button", { name: "New seed" });
        for (let seed = 0; seed < 40; seed += 1) {
          await next.click();
          await on.waitForTimeout(50);
        }
      },
    ),
    bigScene(
      query,
      "kdtree",
      () => presetOf("kdtree", ({ n }) => n === 100_000),
      (on) => dragAround(on, "button.handle", 60),
    ),
    bigScene(
      walkers,
      "walk",
      () => presetOf("walk", ({ walkers: count }) => count === 20_000),
      async (on) => {
        await on.locator("body").click({ position: { x: 2, y: 2 } });
        await on.keyboard.press("Home");
        for (const key of ["]", "]", " "]) await on.keyboard.press(key);
        await on.waitForTimeout(3_500);
      },
    ),
    bigScene(trees, "ensemble", () => ({ values: forest }), scrub),
    bigScene(rounds, "ensemble", () => ({ values: boosting }), scrub),
  ],
  targets: [
    { id: "frame-many", figure: worst([slider, pan, moving, query, walkers]) },
    { id: "frame-trees", figure: worst([trees, rounds]) },
  ],
};

const rest: Bench = {
  name: "frames asked for in two seconds by a page at rest",
  budgetMs: 0,
  cases: [
    {
      name: "ours",
      setup: async () => {
        const count = await withPage(
          "cloud",
          { values: { count: 1_000 } },
          async (on) => framesOf(await traced(on, () => on.waitForTimeout(2_000))).length,
        );
        return count === undefined ? undefined : () => ({ samplesMs: [count] });
      },
    },
  ],
  targets: [{ id: "frames-rest", figure: (result) => result.cases.get("ours")?.medianMs ?? Number.NaN }],
};

export default [scenes, rest];
