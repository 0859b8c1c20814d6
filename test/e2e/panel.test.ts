import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, ourFrames, shot, viewWith } from "./editor";
import { command, goTo, lineShows, openFile, squeezed } from "./keys";
import { until } from "./until";

describe("the side panel", () => {
  let editor: Editor;
  const text = async () =>
    squeezed((await Promise.all(ourFrames(editor.page).map((frame) => frame.locator("body").innerText()))).join(" "));
  beforeAll(async () => {
    editor = await launch({
      files: {
        "panel.nabla": "f(x, y) = x² + 3y²\ng(x, y) = x² - y²\nA = [4, 1; 1, 3]\neig A\ngd f from (2, 1) step 1/8\n",
      },
    });
    await openFile(editor.page, "panel.nabla");
    await lineShows(editor.page, 4, "≈");
    await goTo(editor.page, 1, 3);
    await command(editor.page, "Show the Panel");
    await viewWith(editor.page, "figure.scene canvas");
  });
  afterAll(async () => await editor?.stop());

  test("shows the picture of the line under the caret, with its answer", async () => {
    await until(async () => /f\(x, y\)|x²/.test(await text()), "the function in the panel");
    await editor.page.waitForTimeout(800);
    await shot(editor.page, "panel-contour");
    const frame = await viewWith(editor.page, "figure.scene canvas");
    expect(await frame.locator("figure.scene canvas").first().getAttribute("aria-label")).toMatch(/\w/);
  });

  test("follows the caret", async () => {
    const { page } = editor;
    const before = await text();
    await openFile(page, "panel.nabla");
    await goTo(page, 2, 3);
    await until(async () => (await text()) !== before, "another picture");
    await goTo(page, 5, 3);
    await until(async () => /converge|step|iteration/i.test(await text()), "the run of the optimiser");
    await page.waitForTimeout(800);
    await shot(page, "panel-descent");
    await goTo(page, 4, 2);
    await page.waitForTimeout(1_000);
    await shot(page, "panel-matrix");
  });

  test("stays where it is pinned, and goes back and forward through what it showed", async () => {
    const { page } = editor;
    await goTo(page, 1, 3);
    await until(async () => /x² \+ 3y²/.test(await text()), "the first function");
    await command(page, "Panel: Pin or Follow the Cursor");
    await openFile(page, "panel.nabla");
    await goTo(page, 2, 3);
    await page.waitForTimeout(1_000);
    expect(await text()).toMatch(/x² \+ 3y²/);
    await command(page, "Panel: Pin or Follow the Cursor");
    await until(async () => /x² [-−] y²/.test(await text()), "the second function");
    await command(page, "Panel: Back");
    await until(async () => /x² \+ 3y²/.test(await text()), "the first function again");
    await command(page, "Panel: Forward");
    await until(async () => /x² [-−] y²/.test(await text()), "the second function again");
    // Looking back pins what is looked at; from here on it follows again.
    await command(page, "Panel: Pin or Follow the Cursor");
    await until(async () => /Following/.test(await text()), "the panel to follow");
  });

  test("shows the formula of another file, large", async () => {
    const { page } = editor;
    await openFile(page, "notes.md");
    await goTo(page, 5, 25);
    await viewWith(page, ".formula svg path");
    await until(async () => /notes\.md/.test(await text()), "the name of the file");
    await page.waitForTimeout(1_000);
    await shot(page, "panel-formula");
  });

  test("says what to do where there is nothing to show", async () => {
    const { page } = editor;
    await goTo(page, 1, 1);
    await until(async () => /No formula at the cursor/.test(await text()), "a sentence");
    await shot(page, "panel-empty");
  });

  test("a point dragged in it changes the picture at once, and can be written into the file", async () => {
    const { page } = editor;
    await openFile(page, "panel.nabla");
    await goTo(page, 5, 3);
    const frame = await viewWith(page, "[role=slider]");
    const handle = frame.locator("[role=slider]").first();
    await handle.focus();
    for (let press = 0; press < 4; press += 1) await page.keyboard.press("ArrowRight");
    const write = frame.getByRole("button", { name: "Write into the file", exact: true });
    await write.waitFor();
    await shot(page, "panel-dragged");
    await write.click();
    await openFile(page, "panel.nabla");
    await lineShows(page, 5, /^gd f from \((?!2, 1\))/);
    await page.keyboard.press("Control+S");
    await until(
      async () => !readFileSync(join(editor.workspace, "panel.nabla"), "utf8").includes("from (2, 1)"),
      "the written file",
    );
    await page.keyboard.press("Control+Z");
    await lineShows(page, 5, "gd f from (2, 1) step 1/8");
  });
});
