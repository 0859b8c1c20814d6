import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Frame as PageFrame } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue, type DemoId, demoIds } from "../../src/demos/catalogue";
import { fitValues } from "../../src/demos/fit";
import { numberText } from "../../src/plot/scale";
import type { Scene } from "../../src/plot/scene";
import { plainContext } from "../support/context";
import { type Editor, launch, shot, viewWith } from "./editor";
import { command, squeezed } from "./keys";
import { until } from "./until";

const page = (editor: Editor) => viewWith(editor.page, ".page.demo figure.scene canvas");
const counter = async (frame: PageFrame) => Number.parseInt(await frame.locator(".counter").innerText(), 10);
const button = (frame: PageFrame, name: string) => frame.getByRole("button", { name, exact: true });
const checks = (frame: PageFrame) => frame.locator(".badge summary").innerText();

/** The first slider among the controls, and how to read what it is set to. */
const slider = (frame: PageFrame) => frame.locator(".controls .kind-number input[type=range]").first();
const typed = (frame: PageFrame) => frame.locator(".controls .kind-number input.number").first().inputValue();

/** What stands on all canvases on screen, pixel by pixel. */
const pixels = (frame: PageFrame) =>
  frame
    .locator("figure.scene canvas")
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join("\n"));

/** The pixels once they have stopped changing. */
async function settledPixels(editor: Editor, frame: PageFrame): Promise<string> {
  let last = await pixels(frame);
  return await until(async () => {
    await editor.page.waitForTimeout(300);
    const before = last;
    last = await pixels(frame);
    return last === before && last;
  }, "a picture that stands still");
}

/** All scenes of a demo at its start, straight from the model. */
async function scenesOf(id: DemoId): Promise<readonly Scene[]> {
  const demo = await catalogue[id].load();
  const model = demo.compute(fitValues(demo.params, {}), 1, plainContext());
  return demo.draw(model, 0, { domains: {}, cameras: {} }, "en", []);
}

/** Answers the editor's own save dialog with a name in the workspace. */
async function saveAs(editor: Editor, name: string): Promise<string> {
  const path = join(editor.workspace, name);
  const input = editor.page.locator(".quick-input-widget input[type=text]").first();
  const ok = editor.page.locator(".quick-input-widget .monaco-button", { hasText: /^OK$/ });
  await input.waitFor();
  await until(async () => {
    if (existsSync(path) && readFileSync(path).length > 0) return true;
    // The dialog looks the path up before it takes it, and swallows what is pressed meanwhile.
    await editor.page.waitForTimeout(700);
    if (!(await input.isVisible())) return false;
    if ((await input.inputValue()) === path) await ok.click({ timeout: 2_000 }).catch(() => undefined);
    else await input.fill(path);
    return false;
  }, `the saved ${name}`);
  await input.waitFor({ state: "hidden" });
  return path;
}

describe.each(demoIds.map((id) => ({ id, title: catalogue[id].title.en })))("the demo $title", ({ id, title }) => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await launch();
    await editor.page.keyboard.press("Control+B");
    await command(editor.page, `Demo: ${title}`);
    await page(editor);
  });
  afterAll(async () => await editor?.stop());

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
    const model = new Map((await scenesOf(id)).map((scene) => [scene.id, scene]));
    for (const tab of await tabsOf(frame)) {
      await tab?.click();
      await frame.locator("figure.scene canvas").first().waitFor();
      await editor.page.waitForTimeout(500);
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
  });

  test("a slider changes the pictures at once, by key and by pointer", async () => {
    const frame = await page(editor);
    // Of the Compass, the angle: its other sliders belong to pictures on other tabs.
    if (id === "gradient") {
      await frame.getByLabel("Direction given as").click();
      await frame.getByRole("option", { name: "angle from the x-axis" }).click();
    }
    await until(async () => id !== "gradient" || (await typed(frame)) === "53.1", "the slider of the angle");
    const before = await typed(frame);
    const drawn = await settledPixels(editor, frame);
    await slider(frame).focus();
    for (let press = 0; press < 5; press += 1) await editor.page.keyboard.press("ArrowRight");
    await until(async () => (await typed(frame)) !== before, "another number");
    await until(async () => (await pixels(frame)) !== drawn, "another picture");
    const byKey = await typed(frame);
    const drawnByKey = await settledPixels(editor, frame);
    const box = (await slider(frame).boundingBox())!;
    await editor.page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
    await editor.page.mouse.down();
    await editor.page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 8 });
    await editor.page.mouse.up();
    await until(async () => (await typed(frame)) !== byKey, "the dragged number");
    await until(async () => (await pixels(frame)) !== drawnByKey, "the picture of the dragged number");
  });

  test("it plays, pauses, steps forward and back, and scrubs", async () => {
    const frame = await page(editor);
    await button(frame, "Reset all").click();
    await button(frame, "Back to the start").or(frame.locator(".transport")).first().waitFor();
    await button(frame, "Play").click();
    await until(async () => (await counter(frame)) >= 2, "the second step");
    await button(frame, "Pause").click();
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

  test("it is taken along as SVG, CSV, JSON and one page that works without an editor", async () => {
    const frame = await page(editor);
    await button(frame, "SVG").click();
    expect(readFileSync(await saveAs(editor, "picture.svg"), "utf8")).toMatch(
      /^(?:<\?xml[^>]*>\s*)?<svg[\s\S]*<\/svg>\s*$/,
    );
    await button(frame, "CSV").click();
    expect(readFileSync(await saveAs(editor, "picture.csv"), "utf8").split("\n").length).toBeGreaterThan(2);
    await button(frame, "JSON").click();
    expect(JSON.parse(readFileSync(await saveAs(editor, "demo.json"), "utf8"))).toMatchObject({ demo: id });
    await button(frame, "HTML").click();
    const path = await saveAs(editor, "demo.html");
    const alone = await editor.page.context().browser()!.newPage();
    const trouble: string[] = [];
    alone.on("pageerror", (error) => trouble.push(error.message));
    alone.on("console", (message) => message.type() === "error" && trouble.push(message.text()));
    alone.on("request", (request) => /^https?:/.test(request.url()) && trouble.push(request.url()));
    await alone.goto(pathToFileURL(path).href);
    await alone.locator("figure.scene canvas").first().waitFor();
    await alone.getByRole("button", { name: "Step forward", exact: true }).click();
    await until(async () => /^1\b/.test(await alone.locator(".counter").innerText()), "a step without an editor");
    await alone.screenshot({ path: join(process.cwd(), ".e2e/shots", `alone-${id}.png`), fullPage: true });
    expect(trouble).toEqual([]);
    await alone.close();
  });

  test("its state is found again after the window was reloaded", async () => {
    const frame = await page(editor);
    await slider(frame).focus();
    for (let press = 0; press < 3; press += 1) await editor.page.keyboard.press("ArrowLeft");
    await button(frame, "Step forward").click();
    await until(async () => (await counter(frame)) === 1, "the first step");
    const [value, step, held] = [await typed(frame), await counter(frame), await checks(frame)];
    await editor.page.waitForTimeout(1_500);
    await editor.reload();
    const after = await page(editor);
    await until(async () => (await counter(after)) === step, "the step of before");
    expect(await typed(after)).toBe(value);
    expect(await checks(after)).toBe(held);
    await shot(editor.page, `demo-${id}-reloaded`);
  });
});

/** The tabs of a demo, or one nothing where it has none. */
async function tabsOf(frame: PageFrame) {
  const tabs = await frame.getByRole("tab").all();
  return tabs.length > 0 ? tabs : [undefined];
}

/**
 * Whether a row on screen is the model's: as text, or as a number to nine digits of the largest. The browser's sines and
 * powers differ from this Node's in the last bit, which rounding errors shown as such make visible.
 */
function sameCells(shown: readonly string[], row: readonly (number | string)[]): boolean {
  return shown.every((text, column) => {
    const cell = row[column]!;
    if (text === (typeof cell === "number" ? numberText(cell, 6) : cell)) return true;
    return typeof cell === "number" && Math.abs(numberOf(text) - cell) <= 1e-9 + 1e-5 * Math.abs(cell);
  });
}

/** Reads what `numberText` wrote: `4.92259×10⁻¹⁶`, `10⁻⁴`, `−3`. */
function numberOf(text: string): number {
  const digits = "⁰¹²³⁴⁵⁶⁷⁸⁹";
  const plain = text.replace(/[⁰¹²³⁴⁵⁶⁷⁸⁹]/g, (digit) => String(digits.indexOf(digit))).replace(/[−⁻]/g, "-");
  const [, factor = "", power] =
    /^(-?[\d.]*)×?10(-?\d+)$/.exec(plain.includes("×") || /⁰|¹|²|³|⁴|⁵|⁶|⁷|⁸|⁹/.test(text) ? plain : "") ?? [];
  if (power === undefined) return Number(plain);
  return (factor === "" || factor === "-" ? Number(`${factor}1`) : Number(factor)) * 10 ** Number(power);
}
