import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { seriousFindings } from "./axe";
import { type Editor, launch, ourFrames, shot, viewWith } from "./editor";
import { command, editorHasKeys, goTo, lineShows, openFile, shownLines, squeezed, type } from "./keys";
import { extensionsDir } from "./places";
import { until } from "./until";

const program = 'A = [4, 1; 1, 3]\ncond A\nf(x, y) = x² + 3y²\ncheck ∇f = (2x, 3y)\nX = load "points.csv"\nX\n';

describe("at home in VS Code", () => {
  let editor: Editor;
  const panelText = async () =>
    squeezed((await Promise.all(ourFrames(editor.page).map((frame) => frame.locator("body").innerText()))).join(" "));
  const lineInPanel = async (file: string, line: number, wanted: RegExp) => {
    await openFile(editor.page, file);
    await goTo(editor.page, line, 3);
    await until(async () => wanted.test(await panelText()), `${wanted} in the panel`);
  };
  beforeAll(async () => {
    editor = await launch({
      browser: { reducedMotion: "reduce" },
      files: {
        "home.nabla": program,
        "points.csv": "a,b\n1,2\n3,4\n",
        "block.md": "# Bowl\n\n> ```nabla\n> f(x, y) = x² + y²\n> gd f from (3, 1/2) step 1/3\n> ```\n",
      },
    });
    await openFile(editor.page, "home.nabla");
    await lineShows(editor.page, 2, "1.93");
    await command(editor.page, "Show the Panel");
    await viewWith(editor.page, "figure.scene canvas");
  });
  afterAll(async () => await editor?.stop());

  test("the panel draws a condition number, where a check fails, and loaded data as the file is now", async () => {
    await lineInPanel("home.nabla", 2, /What A makes of the unit circle/);
    await shot(editor.page, "panel-cond");
    await lineInPanel("home.nabla", 4, /the check fails at \(1, 3\)/);
    await shot(editor.page, "panel-refuted");
    await lineInPanel("home.nabla", 6, /X 2×2/);
    writeFileSync(join(editor.workspace, "points.csv"), "a,b\n1,2\n3,4\n5,6\n");
    await until(async () => /X 3×2/.test(await panelText()), "the file as it is now");
  });

  test("the panel draws a block of another file, and a fraction changed there is written back as one, in one undo step", async () => {
    const { page } = editor;
    await lineInPanel("block.md", 5, /gd: \d+ steps, converged/);
    const frame = await viewWith(page, "[role=slider]");
    const field = frame.locator(".knobs .control", { hasText: "start y" }).locator("input.number");
    await field.fill("0.25");
    await field.press("Enter");
    await frame.getByRole("button", { name: "Write into the file", exact: true }).click();
    await openFile(page, "block.md");
    await lineShows(page, 5, "> gd f from (3, 1/4) step 1/3");
    await shot(page, "panel-block");
    await page.keyboard.press("Control+Z");
    await lineShows(page, 5, "> gd f from (3, 1/2) step 1/3");
  });

  test("answers go along when a line is put between them", async () => {
    const { page } = editor;
    await openFile(page, "home.nabla");
    await lineShows(page, 2, "1.93");
    await goTo(page, 1, 99);
    await page.keyboard.press("Enter");
    await lineShows(page, 3, "1.93");
    const lines = await shownLines(page);
    expect(lines.filter(({ text }) => text.includes("1.93")).map(({ line }) => line)).toEqual([3]);
    await page.keyboard.press("Control+Z");
    await lineShows(page, 2, "1.93");
  });

  test("the panel can be worked with keys alone, and shows where they go", async () => {
    const { page } = editor;
    await lineInPanel("home.nabla", 3, /Level lines of f/);
    await command(page, "Show the Panel");
    const frame = await viewWith(page, "figure.scene canvas");
    const focused = () =>
      frame.evaluate(() => {
        const at = document.activeElement;
        return at === null || at === document.body ? "" : `${at.tagName} ${at.ariaLabel ?? ""} ${at.textContent ?? ""}`;
      });
    const met = new Set<string>();
    for (let press = 0; press < 30; press++) {
      await page.keyboard.press("Tab");
      met.add(squeezed(await focused()));
    }
    for (const wanted of [/Following/, /Contour/, /Surface/, /BUTTON Zoom in/i, /INPUT/]) {
      expect(
        [...met].some((one) => wanted.test(one)),
        `${wanted} among ${[...met].join(" | ")}`,
      ).toBe(true);
    }
    await frame.getByRole("button", { name: "Surface", exact: true }).focus();
    await page.keyboard.press("Enter");
    await until(async () => /The surface of f/.test(await panelText()), "the surface, chosen by a key");
    const outline = await frame.evaluate(() => {
      const look = getComputedStyle(document.activeElement as Element);
      return `${look.outlineStyle} ${look.outlineWidth} ${look.boxShadow}`;
    });
    expect(outline).not.toMatch(/^none \S+ none$/);
    await frame.getByRole("button", { name: "Contour", exact: true }).click();
    await command(page, "View: Focus Active Editor Group");
    await editorHasKeys(page);
  });

  test("a theme that is changed while the panel is open is the panel's at once, and can be read", async () => {
    const { page } = editor;
    await lineInPanel("home.nabla", 3, /Level lines of f/);
    const frame = await viewWith(page, "figure.scene canvas");
    const ground = () =>
      frame.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--vscode-editor-background"));
    for (const theme of ["Dark Modern", "Dark High Contrast", "Light Modern"]) {
      const before = await ground();
      await command(page, "Preferences: Color Theme");
      const input = page.locator(".quick-input-widget input");
      await input.fill(theme);
      await page.locator(".quick-input-list .monaco-list-row .label-name", { hasText: theme }).first().click();
      await until(async () => (await ground()) !== before, `the ground of ${theme}`);
      await page.waitForTimeout(600);
      await shot(page, `switched-${theme.replace(/\W+/g, "-")}`);
      expect(await seriousFindings(frame)).toEqual([]);
    }
  });

  test("at 200 % nothing of the panel is cut off, and axe finds nothing serious", async () => {
    const { page } = editor;
    await lineInPanel("home.nabla", 3, /Level lines of f/);
    const frame = await viewWith(page, "figure.scene canvas");
    // A window of half the size in each direction is what a page sees at 200 %.
    await page.setViewportSize({ width: 700, height: 450 });
    await page.waitForTimeout(800);
    await shot(page, "panel-200-percent");
    const beyond = () =>
      frame.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(await beyond()).toBeLessThanOrEqual(1);
    expect(await seriousFindings(frame)).toEqual([]);
    await page.setViewportSize({ width: 1400, height: 900 });
  });

  test("nothing moves by itself where less motion is asked for", async () => {
    const frame = await viewWith(editor.page, "figure.scene canvas");
    const moving = await frame.evaluate(() => {
      const isLong = (text: string) => text.split(",").some((part) => Number.parseFloat(part) > 0.011);
      return [...document.querySelectorAll("*")]
        .filter((one) => {
          const { transitionDuration, animationDuration, animationName } = getComputedStyle(one);
          return isLong(transitionDuration) || (animationName !== "none" && isLong(animationDuration));
        })
        .map((one) => one.outerHTML.slice(0, 120));
    });
    expect(moving).toEqual([]);
  });

  test("the panel that was closed shows the caret's line when it is opened again", async () => {
    const { page } = editor;
    await lineInPanel("home.nabla", 2, /What A makes of the unit circle/);
    await command(page, "View: Toggle Primary Side Bar Visibility");
    await page.locator(".part.sidebar").waitFor({ state: "hidden" });
    await goTo(page, 3, 2);
    await command(page, "Show the Panel");
    await until(async () => /Level lines of f/.test(await panelText()), "the line of the caret");
  });

  test("a second window on the same folder answers too, and the first goes on", async () => {
    const { page } = editor;
    const second = await page.context().newPage();
    try {
      await second.goto(page.url());
      await second.locator(".explorer-folders-view .monaco-list-row").first().waitFor({ timeout: 60_000 });
      await openFile(second, "home.nabla");
      await lineShows(second, 2, "1.93", 30_000);
    } finally {
      await second.close();
    }
    await page.bringToFront();
    await openFile(page, "home.nabla");
    await goTo(page, 6, 99);
    await page.keyboard.press("Escape"); // a list of suggestions would take the next key
    await page.keyboard.press("Enter");
    await type(page, "1/3 + 1/3");
    await lineShows(page, 7, "2/3");
    await command(page, "File: Revert File");
  });
});

/** The extensions of a run, and beside them one that serves files from memory. */
function withVirtualFiles(): string {
  const folder = join(process.cwd(), ".e2e", "virtual-extensions");
  rmSync(folder, { recursive: true, force: true });
  cpSync(extensionsDir, folder, { recursive: true });
  const relativeLocation = "nablascope-tests.virtual-files-0.0.1";
  cpSync(join(import.meta.dirname, "virtual"), join(folder, relativeLocation), { recursive: true });
  const list = join(folder, "extensions.json");
  const known = JSON.parse(readFileSync(list, "utf8"));
  const { metadata: _, ...own } = known[0];
  const identifier = { id: "nablascope-tests.virtual-files" };
  const location = { ...own.location, path: join(folder, relativeLocation) };
  const added = { ...own, identifier, version: "0.0.1", relativeLocation, location };
  writeFileSync(list, JSON.stringify([...known, added]));
  return folder;
}

test("a file that is on no disk answers, reads its data and has its picture", async () => {
  const editor = await launch({ extensionsDir: withVirtualFiles() });
  const { page } = editor;
  try {
    await command(page, "Open the Virtual File");
    await lineShows(page, 2, "(2, 4)", 30_000);
    await lineShows(page, 4, "[1 2; 3 4]");
    await goTo(page, 4, 1);
    await command(page, "Show the Panel");
    const frame = await viewWith(page, "figure.scene canvas");
    await until(async () => /X 2×2/.test(squeezed(await frame.locator("body").innerText())), "the matrix");
    await shot(page, "virtual");
  } finally {
    await editor.stop();
  }
});
