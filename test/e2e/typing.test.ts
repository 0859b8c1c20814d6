import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, shot } from "./editor";
import { command, goTo, lineShows, openFile, problems, shownLines, squeezed, type } from "./keys";
import { until } from "./until";

const program9 = [
  "A = [4, 1; 1, 3]",
  "b = [1; 2]",
  "q(x) = 1/2 x'*A*x - b'*x",
  "gd q from (2, 1) step 2/7 tol 1e-6",
  "cg q from (2, 1)",
  "check minimise(q) = (1/11, 7/11)",
];

describe("typing in a .nabla file", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await launch({
      files: {
        "nine.nabla": "",
        "broken.nabla": "loss(x, y) = x² + 3y²\n\n∇los\n",
        "skew.nabla": "A = [2, 1; 0, 2]\nq(x) = x'A x\n\n",
        "rename.nabla": "height(x, y) = x² + y²\n∇height\n∇height(1, 2)\n",
      },
    });
  });
  afterAll(async () => await editor?.stop());

  test("program 9, key by key, has its answers at the ends of its lines", async () => {
    const { page } = editor;
    await openFile(page, "nine.nabla");
    for (const [index, line] of program9.entries()) {
      await type(page, line);
      if (index + 1 < program9.length) await page.keyboard.press("Enter");
    }
    await lineShows(page, 6, "proved");
    await lineShows(page, 4, "13 steps, rate √5/7 ≈ 0.3194");
    await lineShows(page, 5, "2 steps: (2, 1) → (78/331, 112/331) → (1/11, 7/11)");
    await lineShows(page, 3, "(1/11, 7/11)");
    await shot(page, "program-9");
    await page.keyboard.press("Control+S");
    await until(async () => readFileSync(join(editor.workspace, "nine.nabla"), "utf8").length > 20, "the saved file");
    expect(readFileSync(join(editor.workspace, "nine.nabla"), "utf8").trim()).toBe(program9.join("\n"));
  });

  test("the answer of the caret's line is there while the typing goes on, once, and never as an ellipsis", async () => {
    const { page } = editor;
    await goTo(page, 6, 99);
    await page.keyboard.press("Enter");
    await type(page, "∇q(1, 2", 30);
    await type(page, ")", 30);
    const shown = await lineShows(page, 7, "(5, 5)", 700).catch(
      async () => (await shownLines(page)).find(({ line }) => line === 7)?.text ?? "",
    );
    expect(squeezed(shown).match(/\(5, 5\)/g)).toHaveLength(1);
    expect(shown).not.toContain("…");
    await page.waitForTimeout(2_000);
    const later = (await shownLines(page)).find(({ line }) => line === 7)?.text ?? "";
    expect(squeezed(later).match(/\(5, 5\)/g)).toHaveLength(1);
  });

  test("a wrong name is said with its place, and the fix writes the right one", async () => {
    const { page } = editor;
    await openFile(page, "broken.nabla");
    await until(async () => (await page.locator(".squiggly-error").count()) > 0, "an underlined name");
    const rows = await until(async () => {
      const all = await problems(page);
      return all.some((row) => /Ln 3/.test(row)) && all;
    }, "the problem of line 3");
    expect(rows.join("\n")).toMatch(/los\b.*loss.*Ln 3, Col 2/s);
    expect(rows.filter((row) => /Ln 3/.test(row))).toHaveLength(1);
    await shot(page, "problem");
    await openFile(page, "broken.nabla");
    await goTo(page, 3, 3);
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row", { hasText: "loss" }).first().waitFor();
    await shot(page, "quick-fix");
    await page.keyboard.press("Enter");
    await lineShows(page, 3, /∇loss ?\(2x, 6y\)/);
    await until(async () => (await page.locator(".squiggly-error").count()) === 0, "no underlined name");
  });

  test("a matrix that is not symmetric is offered its symmetric part", async () => {
    const { page } = editor;
    await openFile(page, "skew.nabla");
    await goTo(page, 2, 9);
    await until(
      async () => (await page.locator(".squiggly-warning, .squiggly-info, .squiggly-hint").count()) > 0,
      "a mark",
    );
    await page.keyboard.press("Control+.");
    await page.locator(".action-widget .monaco-list-row", { hasText: "(A + A')/2" }).first().waitFor();
    await page.keyboard.press("Escape");
  });

  test("rename changes every use and nothing else", async () => {
    const { page } = editor;
    await openFile(page, "rename.nabla");
    await lineShows(page, 3, "(2, 4)");
    await goTo(page, 2, 4);
    await page.keyboard.press("F2");
    const box = page.locator(".rename-box input");
    await box.fill("energy");
    await box.press("Enter");
    await lineShows(page, 1, "energy(x, y) = x² + y²");
    await lineShows(page, 2, /^∇energy ?\(2x, 2y\)/);
    await lineShows(page, 3, /^∇energy\(1, 2\) ?\(2, 4\)/);
  });

  test("answers can be switched to the caret's line and off", async () => {
    const { page } = editor;
    await openFile(page, "rename.nabla");
    await goTo(page, 2, 1);
    await lineShows(page, 3, "(2, 4)");
    await command(page, "Inline Answers: All, Caret's Line, Off");
    await until(async () => !/\(2, 4\)/.test((await shownLines(page))[2]?.text ?? ""), "no answer on line 3");
    await lineShows(page, 2, "(2x, 2y)");
    await command(page, "Inline Answers: All, Caret's Line, Off");
    await until(async () => !/2x, 2y/.test((await shownLines(page))[1]?.text ?? ""), "no answer on line 2");
    await command(page, "Inline Answers: All, Caret's Line, Off");
    await lineShows(page, 3, "(2, 4)");
  });
});
