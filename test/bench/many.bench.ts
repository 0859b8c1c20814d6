import { join } from "node:path";
import type { Page } from "playwright-core";
import { findBrowser } from "../../scripts/browser.mjs";
import type { Values } from "../../src/demos/demo";
import { home } from "../e2e/places";
import { type Harness, startHarness } from "../support/page-harness";
import type { Bench, Case } from "./bench";
import { framesOf, scriptPerFrame, traced } from "./trace";

/** Big scenes on the page itself, without an editor around it: a cloud that stays, one that moves, and a page at rest. */

let harness: Promise<Harness> | undefined;
let open = 0;

/** A page that shows the test cloud; the last one closes the browser. */
async function withPage<T>(values: Values, run: (page: Page) => Promise<T>): Promise<T | undefined> {
  const browser = await findBrowser();
  if (!browser) return undefined;
  process.env["CHROME"] = browser;
  open += 1;
  harness ??= startHarness(join(home, "many"));
  const state = { demo: "cloud", seed: 1, step: 0, values };
  const page = await (await harness).open({ theme: "dark", show: { kind: "demo", demo: "cloud", state } });
  await page.locator("figure.scene canvas").first().waitFor();
  await page.waitForTimeout(1_500);
  const result = await run(page);
  await page.close();
  open -= 1;
  if (open === 0) {
    await (await harness).close();
    harness = undefined;
  }
  return result;
}

const page = /page-\d+\.html/;

const bigScene = (name: string, values: Values, run: (page: Page) => Promise<void>): Case => ({
  name,
  setup: async () => {
    const samplesMs = await withPage(values, async (on) => scriptPerFrame(await traced(on, () => run(on)), page));
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

const scenes: Bench = {
  name: "big scenes: our own script time per frame",
  budgetMs: 0,
  cases: [
    bigScene(slider, { count: 100_000 }, (on) => dragAround(on, "#slider-shift", 90)),
    bigScene(pan, { count: 100_000 }, (on) => dragAround(on, "figure[data-scene=cloud] canvas", 120)),
    bigScene(moving, { count: 20_000 }, async (on) => {
      const next = on.getByRole("button", { name: "New seed" });
      for (let seed = 0; seed < 40; seed += 1) {
        await next.click();
        await on.waitForTimeout(50);
      }
    }),
  ],
  targets: [{ id: "frame-many", figure: worst([slider, pan, moving]) }],
};

const rest: Bench = {
  name: "frames asked for in two seconds by a page at rest",
  budgetMs: 0,
  cases: [
    {
      name: "ours",
      setup: async () => {
        const count = await withPage(
          { count: 1_000 },
          async (on) => framesOf(await traced(on, () => on.waitForTimeout(2_000))).length,
        );
        return count === undefined ? undefined : () => ({ samplesMs: [count] });
      },
    },
  ],
  targets: [{ id: "frames-rest", figure: (result) => result.cases.get("ours")?.medianMs ?? Number.NaN }],
};

export default [scenes, rest];
