import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Frame as PageFrame } from "playwright-core";
import type { Param } from "../../src/demos/demo";
import { numberText } from "../../src/plot/scale";
import { type Editor, viewWith } from "./editor";
import { until } from "./until";

/** A demo's page in the editor: what stands on it, and what a person does with it. */

export const page = (editor: Editor) => viewWith(editor.page, ".page.demo figure.scene canvas");
export const counter = async (frame: PageFrame) => Number.parseInt(await frame.locator(".counter").innerText(), 10);
export const button = (frame: PageFrame, name: string) => frame.getByRole("button", { name, exact: true });
export const checks = (frame: PageFrame) => frame.locator(".badge summary").innerText();

/** The sliders among the controls, and how to read what one is set to. */
const sliders = (frame: PageFrame) => frame.locator(".controls .kind-number:has(input[type=range]:visible)");

export interface Slider {
  readonly focus: () => Promise<void>;
  readonly box: () => Promise<{ x: number; y: number; width: number; height: number }>;
  readonly value: () => Promise<string>;
}

/** The slider at a place among the controls. */
export function sliderAt(frame: PageFrame, place: number): Slider {
  const control = sliders(frame).nth(place);
  const range = control.locator("input[type=range]");
  return {
    focus: () => range.focus(),
    box: async () => {
      await range.scrollIntoViewIfNeeded();
      return (await range.boundingBox())!;
    },
    value: () => control.locator("input.number").inputValue(),
  };
}

/**
 * The place of the first slider whose keys change a picture on this tab; the others belong to what is not shown now. A
 * demo may have none as it opens: then at the end of its run, or in one of its presets.
 */
export async function liveSlider(editor: Editor, frame: PageFrame): Promise<number> {
  const chips = frame.locator(".presets .chip");
  for (let preset = -1; preset < (await chips.count()); preset += 1) {
    if (preset >= 0) await chips.nth(preset).click();
    for (const goes of ["opens", "ends"]) {
      if (goes === "ends") {
        const end = button(frame, "To the end");
        if ((await end.count()) === 0 || !(await end.isEnabled())) continue;
        await end.click();
      }
      const place = await sliderThatMoves(editor, frame);
      if (place !== undefined) return place;
    }
  }
  throw new Error("no slider changes a picture");
}

async function sliderThatMoves(editor: Editor, frame: PageFrame): Promise<number | undefined> {
  // What a slider does may hide others: they are counted anew each time.
  for (let place = 0; place < (await sliders(frame).count()); place += 1) {
    const slider = sliderAt(frame, place);
    const [before, drawn] = [await slider.value(), await settledPixels(editor, frame)];
    await slider.focus();
    for (let press = 0; press < 5; press += 1) await editor.page.keyboard.press("ArrowRight");
    if ((await slider.value()) !== before && (await settledPixels(editor, frame)) !== drawn) return place;
  }
  return undefined;
}

/** Sees to it that there are steps: a demo may open with a still picture, and one of its presets has a run. */
export async function withSteps(editor: Editor, frame: PageFrame): Promise<void> {
  const chips = frame.locator(".presets .chip");
  for (let at = 0; (await frame.locator(".transport").count()) === 0; at += 1) {
    if (at === (await chips.count())) throw new Error("no preset has steps");
    await chips.nth(at).click();
    await editor.page.waitForTimeout(600);
  }
}

/** What stands on all canvases on screen, pixel by pixel. */
export const pixels = (frame: PageFrame) =>
  frame
    .locator("figure.scene canvas")
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join("\n"));

/**
 * The pixels once they have stopped changing and nothing is computed. The page tells of a computation when it has run for
 * 300 ms: on a busy machine, two equal looks that close together may both come before the new picture.
 */
export async function settledPixels(editor: Editor, frame: PageFrame): Promise<string> {
  let last = await pixels(frame);
  let equal = 0;
  return await until(async () => {
    await editor.page.waitForTimeout(250);
    const before = last;
    last = await pixels(frame);
    const isComputing = (await frame.locator(".computing").count()) > 0;
    equal = last === before && !isComputing ? equal + 1 : 0;
    return equal >= 2 && last;
  }, "a picture that stands still");
}

/** Answers the editor's own save dialog with a name in the workspace. */
export async function saveAs(editor: Editor, name: string): Promise<string> {
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

/** The tabs of a demo, or one nothing where it has none. */
export async function tabsOf(frame: PageFrame) {
  const tabs = await frame.getByRole("tab").all();
  return tabs.length > 0 ? tabs : [undefined];
}

/**
 * Whether a row on screen is the model's: as text, or as a number to nine digits of the largest. The browser's sines and
 * powers differ from this Node's in the last bit, which rounding errors shown as such make visible.
 */
export function sameCells(shown: readonly string[], row: readonly (number | string)[]): boolean {
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

/** Chooses from the drop-down of a control. */
export async function choose(frame: PageFrame, param: Param, value: string): Promise<void> {
  if (param.kind !== "choice") throw new RangeError(`${param.id} is no choice`);
  const label = param.options.find((option) => option.value === value)!.label.en;
  await frame.locator(`.control[data-param="${param.id}"] vscode-dropdown`).click();
  await frame.getByRole("option", { name: label, exact: true }).click();
}
