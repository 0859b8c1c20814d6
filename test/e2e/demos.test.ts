import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame as PageFrame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue, type DemoId, demoIds } from "../../src/demos/catalogue";
import { fitValues } from "../../src/demos/fit";
import type { Scene } from "../../src/plot/scene";
import { stepOf } from "../../webview/demo-held";
import { plainContext } from "../support/context";
import { waysTo } from "../support/ways";
import {
  button,
  checks,
  choose,
  counter,
  liveSlider,
  page,
  pixels,
  sameCells,
  saveAs,
  settledPixels,
  sliderAt,
  tabsOf,
  withSteps,
} from "./demo-page";
import { type Editor, launch, ourFrames, shot } from "./editor";
import { command, squeezed } from "./keys";
import { until } from "./until";

const table = `x,y,z,kind\n${Array.from({ length: 60 }, (_, k) => {
  const turn = k * 2.4;
  return `${(k % 3) * 4 + Math.cos(turn)},${(k % 3) * 2 + Math.sin(turn)},${k % 7},${"abc"[k % 3]}`;
}).join("\n")}\n`;

/** All of them in one editor, one after the other, as a person would look at them. */
let editor: Editor;
beforeAll(async () => {
  editor = await launch({ files: { "own-table.csv": table } });
  await editor.page.keyboard.press("Control+B");
});
afterAll(async () => await editor?.stop());

/** The scenes of each tab of a demo as it opens, straight from the model. */
async function scenesOf(id: DemoId): Promise<ReadonlyMap<string, Scene>> {
  const demo = await catalogue[id].load();
  const scenes = new Map<string, Scene>();
  for (const { values = {}, scenes: wanted, opens } of demo.tabs) {
    const model = demo.compute(fitValues(demo.params, values), 1, plainContext());
    const step = Math.min(demo.steps(model), stepOf(opens ?? demo.opens ?? "start"));
    for (const scene of demo.draw(model, step, { domains: {}, cameras: {} }, "en", wanted)) scenes.set(scene.id, scene);
  }
  return scenes;
}

describe.each(demoIds.map((id) => ({ id, title: catalogue[id].title.en })))("the demo $title", ({ id, title }) => {
  beforeAll(async () => {
    await command(editor.page, `Demo: ${title}`);
    await page(editor);
  });
  afterAll(async () => await command(editor.page, "View: Close All Editors"));

  test("opens with its pictures, and every check holds", async () => {
    const frame = await page(editor);
    await editor.page.waitForTimeout(1_000);
    await shot(editor.page, `demo-${id}`);
    const [good, all] = (await checks(frame)).match(/\d+/g)!.map(Number);
    expect(all).toBeGreaterThan(0);
    expect(good).toBe(all);
  });

  test("every canvas has a name, a description, and a table whose rows are the model's", async () => {
    const frame = await page(editor);
    const model = await scenesOf(id);
    for (const tab of await tabsOf(frame)) {
      await tab?.click();
      await frame.locator("figure.scene canvas").first().waitFor();
      await settledPixels(editor, frame);
      for (const figure of await frame.locator("figure.scene").all()) {
        const scene = model.get((await figure.getAttribute("data-scene")) ?? "");
        expect(scene).toBeDefined();
        expect(await figure.locator("canvas").getAttribute("aria-label")).toContain(scene!.title);
        expect(await figure.locator("canvas").getAttribute("role")).toBe("img");
        expect(squeezed(await figure.locator("p.description").innerText())).toBe(squeezed(scene!.description));
        await figure.locator("details.data summary").click();
        await figure.locator("details.data tbody tr, details.data .help").first().waitFor();
        const rows = await figure
          .locator("details.data tbody tr")
          .evaluateAll((all) =>
            all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")),
          );
        expect(rows.length).toBe(Math.min(200, scene!.table.rows.length));
        const wrong = rows.filter((row, index) => !sameCells(row, scene!.table.rows[index]!));
        expect(wrong).toEqual([]);
        await figure.locator("details.data summary").click();
      }
    }
    await (await tabsOf(frame))[0]?.click();
    await settledPixels(editor, frame);
  });

  test("a slider changes the pictures at once, by key and by pointer", async () => {
    const frame = await page(editor);
    const slider = sliderAt(frame, await liveSlider(editor, frame));
    const byKey = await slider.value();
    const drawn = await settledPixels(editor, frame);
    const box = await slider.box();
    const share = (x: number) => [box.x + box.width * x, box.y + box.height / 2] as const;
    await editor.page.mouse.move(...share(0.2));
    await editor.page.mouse.down();
    // A picture may be the same at two values, such as two limits that are never reached, but not all along the slider.
    const seen = [await settledPixels(editor, frame)];
    for (const x of [0.5, 0.85, 0.02]) {
      await editor.page.mouse.move(...share(x), { steps: 4 });
      seen.push(await settledPixels(editor, frame));
    }
    await editor.page.mouse.up();
    await until(async () => (await slider.value()) !== byKey, "the dragged number");
    expect(seen.some((picture) => picture !== drawn)).toBe(true);
  });

  test("it plays, pauses, steps forward and back, and scrubs", async () => {
    const frame = await page(editor);
    await button(frame, "Reset all").click();
    await withSteps(editor, frame);
    const start = button(frame, "Back to the start");
    await until(async () => {
      if ((await counter(frame)) === 0) return true;
      await start.click({ timeout: 2_000 }).catch(() => undefined); // it may be there, and the button off, by then
      return false;
    }, "the start");
    await button(frame, "Play").click();
    await until(async () => (await counter(frame)) >= 2, "the second step");
    await button(frame, "Pause").click();
    await editor.page.waitForTimeout(500); // the step that was under way arrives
    const paused = await counter(frame);
    await editor.page.waitForTimeout(700);
    expect(await counter(frame)).toBe(paused);
    await button(frame, "Step back").click();
    await until(async () => (await counter(frame)) === paused - 1, "one step back");
    await button(frame, "Step forward").click();
    await until(async () => (await counter(frame)) === paused, "one step forward");
    await button(frame, "To the end").click();
    await until(async () => (await counter(frame)) > paused, "the end");
    await shot(editor.page, `demo-${id}-end`);
    await button(frame, "Back to the start").click();
    await until(async () => (await counter(frame)) === 0, "the start");
  });

  test("a prediction is told whether it was right, with the reason", async () => {
    const frame = await page(editor);
    const { challenges } = await catalogue[id].load();
    const at = challenges.findIndex(({ choices }) => choices !== undefined);
    if (at < 0) return;
    const challenge = frame.locator(".challenges ol > li").nth(at);
    await challenge.locator(".choice").first().click();
    await challenge.locator(".verdict").waitFor();
    expect(await challenge.locator(".answer").innerText()).toBe(challenges[at]!.answer.en);
    expect(await challenge.locator(".choice.is-right").count()).toBe(1);
  });

  test("points are added and deleted by hand", async () => {
    const frame = await page(editor);
    const demo = await catalogue[id].load();
    const param = demo.params.find(({ kind }) => kind === "points");
    const ways = param && waysTo(demo, param);
    if (param === undefined || ways === undefined) return;
    await button(frame, "Reset all").click();
    for (const [control, value] of ways) await choose(frame, control, value);
    const control = frame.locator(`.control[data-param="${param.id}"]`);
    const count = async () => Number.parseInt(await control.locator(".count").innerText(), 10);
    const before = await count();
    await control.getByRole("button", { name: "Add a point" }).click();
    await until(async () => (await count()) === before + 1, "one point more");
    await control.getByRole("button", { name: "Delete the last point" }).click();
    await until(async () => (await count()) === before, "one point less");
  });

  test("a table of one's own is chosen in the editor, and the pictures show it", async () => {
    const frame = await page(editor);
    const demo = await catalogue[id].load();
    const param = demo.params.find(({ kind }) => kind === "data");
    const ways = param && waysTo(demo, param);
    if (param === undefined || ways === undefined) return;
    await button(frame, "Reset all").click();
    for (const [control, value] of ways) await choose(frame, control, value);
    const control = frame.locator(`.control[data-param="${param.id}"]`);
    const drawn = await settledPixels(editor, frame);
    await control.getByRole("button", { name: "Choose file …" }).click();
    const input = editor.page.locator(".quick-input-widget input[type=text]").first();
    await input.waitFor();
    await input.fill("own-table");
    await editor.page.keyboard.press("Enter");
    await control.locator(".own-name .name", { hasText: "own-table.csv" }).waitFor();
    await until(async () => (await control.innerText()).includes("60 rows, 4 columns"), "the size of the table");
    // A subject may want another kind of column, and then says which.
    const asked = async () => (await control.locator("p.problem").allInnerTexts()).join();
    await until(async () => (await pixels(frame)) !== drawn || (await asked()) !== "", "the table, or a word on it");
    await settledPixels(editor, frame);
    await shot(editor.page, `demo-${id}-own`);
    await button(frame, "Reset all").click();
  });

  test("it is taken along as SVG, CSV, JSON and one page that works without an editor", async () => {
    const frame = await page(editor);
    // What is written once for all demos is saved from one of them; what each carries, from each.
    if (id === demoIds[0]) {
      await button(frame, "SVG").click();
      expect(readFileSync(await saveAs(editor, "picture.svg"), "utf8")).toMatch(
        /^(?:<\?xml[^>]*>\s*)?<svg[\s\S]*<\/svg>\s*$/,
      );
      await button(frame, "CSV").click();
      expect(readFileSync(await saveAs(editor, "picture.csv"), "utf8").split("\n").length).toBeGreaterThan(2);
      await button(frame, "JSON").click();
      expect(JSON.parse(readFileSync(await saveAs(editor, "demo.json"), "utf8"))).toMatchObject({ demo: id });
    }
    await button(frame, "HTML").click();
    const path = await saveAs(editor, `${id}.html`);
    const alone = await editor.page.context().browser()!.newPage();
    const trouble: string[] = [];
    alone.on("pageerror", (error) => trouble.push(error.message));
    alone.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    alone.on("request", (request) => /^https?:/.test(request.url()) && trouble.push(request.url()));
    await alone.goto(pathToFileURL(path).href);
    await alone.locator("figure.scene canvas").first().waitFor();
    await alone.locator(".presets .chip").last().click();
    await alone.locator(".presets .chip").last().and(alone.locator("[aria-pressed=true]")).waitFor();
    const forward = alone.getByRole("button", { name: "Step forward", exact: true });
    const start = alone.getByRole("button", { name: "Back to the start", exact: true });
    for (const chip of await alone.locator(".presets .chip").all()) {
      await chip.click();
      await alone.waitForTimeout(1_500); // until then the controls of the run before may stand
      if ((await forward.count()) > 0) break;
    }
    if (await start.isEnabled()) await start.click();
    await forward.click();
    await until(async () => /^1\b/.test(await alone.locator(".counter").innerText()), "a step without an editor");
    await alone.screenshot({ path: join(process.cwd(), ".e2e/shots", `alone-${id}.png`), fullPage: true });
    expect(trouble).toEqual([]);
    await alone.close();
  });
});

test("the state of every demo is found again after the window was reloaded", async () => {
  const kept = new Map<DemoId, { value: string; checks: string; step: string }>();
  const stepOn = async (frame: PageFrame) => (await frame.locator(".counter").allInnerTexts()).join();
  await command(editor.page, "View: Close All Editors");
  for (const id of demoIds) {
    await command(editor.page, `Demo: ${catalogue[id].title.en}`);
    const frame = await shownPage(id);
    await sliderAt(frame, 0).focus();
    for (let press = 0; press < 3; press += 1) await editor.page.keyboard.press("ArrowRight");
    const forward = button(frame, "Step forward");
    if ((await forward.count()) > 0 && (await forward.isEnabled())) await forward.click();
    await settledPixels(editor, frame);
    await editor.page.waitForTimeout(800);
    kept.set(id, { value: await sliderAt(frame, 0).value(), checks: await checks(frame), step: await stepOn(frame) });
  }
  await editor.reload();
  for (const id of [...demoIds].reverse()) {
    // The panels come back when they are looked at.
    await editor.page.locator(".tabs-container .tab", { hasText: catalogue[id].title.en }).click();
    const frame = await shownPage(id);
    const before = kept.get(id)!;
    await until(async () => (await stepOn(frame)) === before.step, `the step of ${id} before`);
    expect(await sliderAt(frame, 0).value()).toBe(before.value);
    await until(async () => (await checks(frame)) === before.checks, `the checks of ${id} before`);
    await shot(editor.page, `demo-${id}-reloaded`);
  }
}, 480_000);

/** The page of this demo, among those of all that are open. */
async function shownPage(id: DemoId) {
  return await until(async () => {
    for (const frame of ourFrames(editor.page)) {
      const heading = frame.locator(".page.demo h1", { hasText: catalogue[id].title.en });
      if (await heading.isVisible().catch(() => false)) return frame;
    }
    return undefined;
  }, `the page of ${id}`);
}
