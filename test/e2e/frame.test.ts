import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Values } from "../../src/demos/demo";
import { type Harness, type PageOptions, startHarness } from "../support/page-harness";
import { home } from "./places";
import { until } from "./until";

/** The frame around every demo, on the test cloud, in a real browser without an editor around it: quick to try whole. */

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness(join(home, "frame"));
});
afterAll(async () => await harness?.close());

async function open(values: Values = {}, more: Partial<PageOptions> = {}): Promise<Page> {
  const state = { demo: "cloud", seed: 1, step: 0, values };
  const page = await harness.open({ theme: "light", show: { kind: "demo", demo: "cloud", state }, ...more });
  await page.locator("figure.scene canvas").first().waitFor();
  await page.locator(".counter").waitFor();
  return page;
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const count = async (page: Page) => Number.parseInt(await page.locator(".kind-points .count").innerText(), 10);
const stored = (page: Page) =>
  page.evaluate(() => (globalThis as unknown as { stored: { state: { values: Values } } }).stored);
const violations = (page: Page) => page.evaluate(() => (globalThis as unknown as { violations: string[] }).violations);
const flowers = "length,width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n6.3,,virginica\n";

test("a prediction shows what was right, says so to a screen reader, and is remembered", async () => {
  const page = await open();
  const challenge = page.locator(".challenges ol > li").first();
  expect(await challenge.locator(".answer").count()).toBe(0);
  await challenge.getByRole("button", { name: "At the edge" }).focus();
  await page.keyboard.press("Enter");
  await challenge.locator(".answer").waitFor();
  expect(await challenge.locator(".verdict").innerText()).toBe("Not as predicted.");
  expect(await challenge.locator(".choice.is-right").innerText()).toContain("In the middle");
  expect(await challenge.locator(".choice.is-missed .unseen").textContent()).toContain("your prediction");
  await until(async () => JSON.stringify(await stored(page)).includes('"picks":{"0":0}'), "the stored prediction");
  const again = await harness.open({
    theme: "dark",
    show: { kind: "demo", demo: "cloud" },
    stored: await stored(page),
  });
  await again.locator(".challenges .answer").waitFor();
  await button(again, "Predict again").click();
  await again.getByRole("button", { name: "In the middle" }).click();
  expect(await again.locator(".verdict").innerText()).toBe("As predicted.");
  await again.context().close();
  await page.context().close();
});

test("points are added by button, click and text, moved by key, and deleted by key", async () => {
  const page = await open();
  expect(await count(page)).toBe(2);
  await button(page, "Your points: Add a point").click();
  await until(async () => (await count(page)) === 3, "a third point");
  const canvas = page.locator("figure[data-scene=cloud] canvas");
  await canvas.scrollIntoViewIfNeeded();
  const box = (await canvas.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.3, box.y + box.height * 0.4);
  await until(async () => (await count(page)) === 4, "the clicked point");
  await until(async () => (await page.locator("button.handle").count()) === 4, "a handle for each point");
  await page.locator("button.handle").nth(3).focus();
  await page.keyboard.press("Delete");
  await until(async () => (await count(page)) === 3, "one point less");
  await until(
    async () => await page.evaluate(() => document.activeElement?.classList.contains("handle") === true),
    "another handle with the focus",
  );
  await page.locator(".typed-list summary").first().click();
  const list = page.locator(".kind-points textarea");
  await list.fill("0.1, 0.2\n0.3, zero");
  await list.blur();
  expect(await page.locator(".typed-problem").innerText()).toContain("Line 2: “zero” is not a number.");
  expect(await count(page)).toBe(3);
  await list.fill("0.1, 0.2\n0.3, 0.4");
  await list.blur();
  await until(async () => (await count(page)) === 2, "the typed list");
  await button(page, "Your points: Clear").click();
  await until(async () => (await count(page)) === 0, "no points");
  await until(async () => (await page.locator("button.handle").count()) === 0, "no handles");
  expect(await violations(page)).toEqual([]);
  await page.context().close();
});

test("a table is chosen, its columns change roles, and what is wrong stands there in words", async () => {
  const page = await open({}, { files: { "data/flowers.csv": flowers }, selected: "1 2\n3 4\n5 six\n" });
  await page.getByRole("tab", { name: "Table" }).click();
  await button(page, "Choose file …").click();
  await page.locator(".own-name .name", { hasText: "flowers.csv" }).waitFor();
  const control = page.locator(".kind-data");
  await until(async () => (await control.innerText()).includes("3 rows, 3 columns"), "the size of the table");
  expect(await control.innerText()).toContain(
    "Column width lacks 1 value; here is the first. They are NaN. (line 4, field 2)",
  );
  const description = page.locator("figure[data-scene=own] .description");
  await until(async () => (await description.innerText()).startsWith("3 rows in 0 classes"), "the rows in the picture");
  await control.getByLabel("Your table: Class").click();
  await page.getByRole("option", { name: "species (text)" }).click();
  await until(async () => (await description.innerText()).startsWith("3 rows in 3 classes"), "the classes");
  await button(page, "Use selection").click();
  await until(async () => (await control.innerText()).includes("No column of numbers is left for “y”"), "the problem");
  expect(await control.innerText()).toContain("“six” is not a number, so column 2 is read as text. (line 3, field 2)");
  await button(page, "Your table: Clear").click();
  await until(async () => (await control.locator(".own-name").count()) === 0, "no table");
  await control.locator("summary").click();
  await control.locator("textarea").fill(`x,y\n${Array.from({ length: 120 }, (_, k) => `${k},${k * k}`).join("\n")}`);
  await button(page, "Use this text").click();
  await until(async () => (await control.innerText()).includes("120 rows; this demo takes at most 50"), "the limit");
  await button(page, "Take one row of 3 (40 rows)").click();
  await until(async () => (await description.innerText()).startsWith("40 rows"), "every third row");
  await page.context().close();
});

test("a table is found again after a restart, and goes along in the file of its own", async () => {
  const files = { "data/flowers.csv": flowers };
  const page = await open({}, { files });
  await button(page, "Choose file …").click();
  await page.locator(".kind-data", { hasText: "3 rows, 3 columns" }).waitFor();
  await until(async () => JSON.stringify(await stored(page)).includes("data/flowers.csv"), "the stored path");
  expect(JSON.stringify(await stored(page))).not.toContain("setosa");
  const kept = await stored(page);
  const again = await harness.open({ theme: "dark", show: { kind: "demo", demo: "cloud" }, stored: kept, files });
  await again.locator(".kind-data", { hasText: "3 rows, 3 columns" }).waitFor();
  const gone = await harness.open({ theme: "dark", show: { kind: "demo", demo: "cloud" }, stored: kept });
  await gone.locator(".kind-data", { hasText: "There is no such file." }).waitFor();
  for (const kind of ["HTML", "JSON"]) {
    await button(again, kind).click();
    const text = await until(
      () => again.evaluate(() => (globalThis as unknown as { saved?: { text: string } }).saved?.text),
      `the saved ${kind}`,
    );
    expect(text).toContain(Buffer.from(flowers).toString("base64"));
    await again.evaluate(() => {
      (globalThis as unknown as { saved?: unknown }).saved = undefined;
    });
  }
  for (const one of [page, again, gone]) await one.context().close();
});

test("a long computation tells how far it is, and cancelled leaves the picture before", async () => {
  const page = await open();
  const number = page.locator(".control[data-param=slow] input.number");
  const before = await page.locator(".narration").first().innerText();
  await number.fill("60");
  await number.press("Tab");
  const bar = page.locator("[role=progressbar]");
  await bar.waitFor();
  await until(async () => Number(await bar.getAttribute("aria-valuenow")) > 0, "some progress");
  await button(page, "Cancel").click();
  await bar.waitFor({ state: "detached" });
  await until(async () => (await number.inputValue()) === "0", "the value before");
  expect(await page.locator(".narration").first().innerText()).toBe(before);
  expect(await page.locator(".toast").innerText()).toContain("Cancelled");
  await button(page, "Step forward").click();
  await until(async () => /^1\b/.test(await page.locator(".counter").innerText()), "a step after the cancelled one");
  await page.context().close();
});

test("a kept run stands beside this one, on the same axes, and both go to the same step", async () => {
  const page = await open();
  await button(page, "Keep this run").click();
  const shift = page.locator(".control[data-param=count] input.number");
  await shift.fill("100");
  await shift.press("Tab");
  await button(page, "Beside").click();
  await until(async () => (await page.locator("figure.scene").count()) === 4, "both runs of two scenes");
  const titles = await page.locator("figure.scene h2").allInnerTexts();
  expect(titles).toEqual([
    "The cloud · this run",
    "The cloud · Run 1",
    "The cloud again · this run",
    "The cloud again · Run 1",
  ]);
  expect(await page.locator("figure[data-scene='cloud@other'] button.handle").count()).toBe(0);
  const other = page.locator("figure[data-scene='cloud@other'] .description");
  await until(async () => (await other.innerText()).startsWith("400 points"), "the run that was kept");
  await button(page, "Stop showing beside").click();
  await until(async () => (await page.locator("figure.scene").count()) === 2, "one run");
  await page.context().close();
});

test("in a narrow page the chosen preset is brought into view, and the page stays where it is", async () => {
  const page = await open({}, { widthPx: 120 });
  const nav = (await page.locator(".presets").boundingBox())!;
  const last = page.locator(".presets .chip").last();
  const isSeen = async (): Promise<boolean> => {
    const box = (await last.boundingBox())!;
    return box.x >= nav.x - 1 && box.x + box.width <= nav.x + nav.width + 1;
  };
  expect(await isSeen()).toBe(false);
  await page.keyboard.press(String(await page.locator(".presets .chip").count()));
  await last.and(page.locator("[aria-pressed=true]")).waitFor();
  await until(isSeen, "the chosen preset in view");
  expect(await page.evaluate(() => document.documentElement.scrollTop)).toBe(0);
  await page.context().close();
});

test("a page that rests asks for no frame, and one that is hidden stops playing", async () => {
  const page = await open();
  await page.waitForTimeout(1_000);
  const frames = await page.evaluate(async () => {
    const real = globalThis.requestAnimationFrame;
    let asked = 0;
    globalThis.requestAnimationFrame = (run) => {
      asked += 1;
      return real(run);
    };
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    return asked;
  });
  expect(frames).toBe(0);
  await button(page, "Play").click();
  await until(async () => Number.parseInt(await page.locator(".counter").innerText(), 10) >= 1, "a step");
  await page.evaluate(() => {
    Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
    document.dispatchEvent(new Event("visibilitychange"));
  });
  await button(page, "Play").waitFor();
  const at = await page.locator(".counter").innerText();
  await page.waitForTimeout(800);
  expect(await page.locator(".counter").innerText()).toBe(at);
  await page.context().close();
});

test("what a field can't take is said, and goes when the field is left; a good number wins at once", async () => {
  const page = await open();
  const field = page.locator(".control[data-param=shift] input.number");
  for (const [typed, complaint] of [
    ["", "Not a number."],
    ["NaN", "Not a number."],
    ["1e999", "Not a number."],
    ["seven", "Not a number."],
    ["7", "7 is not within 0 … 1"],
  ] as const) {
    await field.fill(typed);
    await field.press("Enter");
    expect(await field.evaluate((input: HTMLInputElement) => input.validationMessage)).toBe(complaint);
    expect(await field.getAttribute("aria-invalid")).toBe("true");
    expect(await field.inputValue()).toBe(typed);
    await page.locator("h1").click();
    expect(await field.inputValue()).toBe("0.5");
    expect(await field.getAttribute("aria-invalid")).toBe("false");
  }
  await field.fill("1/4");
  await field.press("Enter");
  await until(async () => (await field.inputValue()) === "0.25", "the number");
  const seed = page.locator("#seed");
  await seed.fill("-1");
  await seed.press("Enter");
  expect(await seed.evaluate((input: HTMLInputElement) => input.validationMessage)).toContain("whole number");
  await page.context().close();
});

test("while it plays a number can be typed, letter by letter", async () => {
  const page = await open();
  const field = page.locator(".control[data-param=shift] input.number");
  await button(page, "Play").click();
  await until(async () => Number.parseInt(await page.locator(".counter").innerText(), 10) >= 1, "a step");
  await field.selectText();
  await page.keyboard.type("0.75", { delay: 300 });
  expect(await field.inputValue()).toBe("0.75");
  await page.keyboard.press("Enter");
  await until(async () => JSON.stringify(await stored(page)).includes('"shift":0.75'), "the typed number");
  await page.context().close();
});

test("with H each step is heard, higher and higher, until H is pressed again", async () => {
  const page = await open();
  await page.evaluate(() => {
    const heard: number[] = [];
    Object.assign(globalThis, { heard });
    const real = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (this: OscillatorNode, at?: number) {
      setTimeout(() => heard.push(this.frequency.value), 30);
      real.call(this, at);
    };
  });
  const heard = () => page.evaluate(() => (globalThis as unknown as { heard: number[] }).heard.length);
  await page.locator("h1").click();
  await page.keyboard.press("ArrowRight");
  await until(async () => /^1\b/.test(await page.locator(".counter").innerText()), "a step");
  expect(await heard()).toBe(0);
  await page.keyboard.press("h");
  await page.locator("button[aria-pressed=true]", { has: page.locator("svg") }).waitFor();
  for (const step of [2, 3, 4]) {
    await page.keyboard.press("ArrowRight");
    await until(async () => Number.parseInt(await page.locator(".counter").innerText(), 10) === step, `step ${step}`);
    await until(async () => (await heard()) === step - 1, `${step - 1} tones`);
  }
  await page.keyboard.press("h");
  await page.keyboard.press("ArrowRight");
  await until(async () => /^5\b/.test(await page.locator(".counter").innerText()), "a silent step");
  await page.waitForTimeout(200);
  expect(await heard()).toBe(3);
  await page.context().close();
});

test("a link opens the other demo with the values of this step", async () => {
  const page = await open();
  await page.locator("h1").click();
  await page.keyboard.press("ArrowRight");
  await until(async () => /^1\b/.test(await page.locator(".counter").innerText()), "a step");
  await button(page, "On to the bowl").click();
  const asked = await until(
    () =>
      page.evaluate(() =>
        (globalThis as unknown as { asked: { call: string; ask: unknown }[] }).asked.find(
          ({ call }) => call === "openDemo",
        ),
      ),
    "the demo that is asked for",
  );
  expect(asked.ask).toEqual({ state: { demo: "bowl", values: { stiffness: 2 }, seed: 1, step: 0 } });
  await page.context().close();
});

test("the first stop of the keyboard leads past presets and tabs to the pictures", async () => {
  const page = await open();
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the pictures");
  expect((await page.locator(".skip").boundingBox())!.width).toBeGreaterThan(60);
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  expect(await page.evaluate(() => document.activeElement?.closest("#scenes") !== null)).toBe(true);
  await page.context().close();
});
