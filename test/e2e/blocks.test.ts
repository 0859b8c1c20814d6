import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Editor, launch, shot } from "./editor";
import { command, editorHasKeys, goTo, hoverAtCaret, lineShows, openFile, problems, shownLines, type } from "./keys";
import { until } from "./until";

const note =
  "# Bowl\n\n```nabla\nf(x, y) = x² + y²\n∇f(3, -4)\n```\n\nText.\n\n```nabla\ncheck ∇f = (2x, 3y)\nno + 1\n```\n";
const program =
  'def f(x):\n    """A bowl.\n\n    ```nabla\n    q(x, y) = 3x² + y²\n    ∇q\n    ```\n    """\n    return x\n';

describe("Nabla in other files, in a real VS Code", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await launch({
      files: {
        "bowl.md": note,
        "bowl.py": program,
        "plain.md": "# No block\n",
        "left.nabla": "1/3 + 1/3\n",
        "answer.nabla": "f(x, y) = x² + y²\n∇f(1, 2)\n",
        "knob.nabla": "f(x) = 0.25x²\nf(2)\n",
      },
    });
  });
  afterAll(() => editor?.stop());

  test("blocks of a Markdown file have answers, problems and hovers, and follow what is typed above them", async () => {
    const { page } = editor;
    await openFile(page, "bowl.md");
    await lineShows(page, 5, "(6, -8)", 30_000);
    await lineShows(page, 11, "refuted");
    expect((await problems(page)).join("\n")).toContain("No such name: no");
    await openFile(page, "bowl.md");
    await goTo(page, 5, 3);
    expect((await hoverAtCaret(page, "image")).images.length).toBeGreaterThan(0);
    await page.keyboard.press("Escape");
    await goTo(page, 8, 99);
    await page.keyboard.press("Enter");
    await lineShows(page, 12, "refuted");
    await goTo(page, 5, 99);
    await page.keyboard.press("Enter");
    await type(page, "∇f(5, 6)");
    await lineShows(page, 6, "(10, 12)");
    await shot(page, "blocks-markdown");
  });

  test("the preview shows the source and the answers, typeset, and follows the text", async () => {
    const { page } = editor;
    await command(page, "Markdown: Open Preview to the Side");
    const preview = async () => {
      for (const frame of page.frames()) {
        const block = frame.locator(".nabla-block");
        if ((await block.count().catch(() => 0)) > 0) return frame;
      }
      return undefined;
    };
    const frame = await until(preview, "the preview", 30_000);
    await until(async () => (await frame.locator(".nabla-answer svg").count()) >= 3, "typeset answers", 30_000);
    expect(await frame.locator(".nabla-block").first().innerText()).toContain("∇f(3, -4)");
    expect(await frame.locator(".nabla-answer.nabla-bad").count()).toBe(1);
    const box = await frame.locator(".nabla-answer svg").first().boundingBox();
    expect(box?.width ?? 0).toBeGreaterThan(10);
    await shot(page, "blocks-preview");
    await page.locator('.tab[data-resource-name="bowl.md"]').first().click();
    await editorHasKeys(page);
    await goTo(page, 6, 99);
    await page.keyboard.press("Enter");
    await type(page, "∇f(7, 8)");
    await until(
      async () => (await frame.locator('.nabla-answer[title="(14, 16)"]').count()) === 1,
      "the new answer in the preview",
    );
    await command(page, "View: Close All Editor Groups");
    await page.getByRole("button", { name: "Don't Save" }).click();
  });

  test("blocks in a docstring answer too, and a file without one shows nothing", async () => {
    const { page } = editor;
    await openFile(page, "bowl.py");
    await lineShows(page, 6, "(6x, 2y)");
    await shot(page, "blocks-python");
    await openFile(page, "plain.md");
    await goTo(page, 1, 99);
    await page.keyboard.press("Enter");
    await type(page, "```nabla\n1/2 + 1/3\n");
    await lineShows(page, 3, "5/6");
  });

  test("keys step the number at the caret, and one undo takes the whole gesture back", async () => {
    const { page } = editor;
    await openFile(page, "knob.nabla");
    await lineShows(page, 2, "1");
    await goTo(page, 1, 10);
    // Once the key works the window knows that the caret is on a number; what it did is taken back.
    await until(async () => {
      await page.keyboard.press("Alt+Equal");
      return await lineShows(page, 1, /f\(x\) = 0\.2[6-9]x²/, 1_000).catch(() => undefined);
    }, "a step of the number");
    await until(async () => {
      await page.keyboard.press("Control+Z");
      return await lineShows(page, 1, "f(x) = 0.25x²", 1_000).catch(() => undefined);
    }, "the number as it was");
    // In one burst: a gesture ends when a second goes by without a key.
    for (const key of ["Equal", "Equal", "Equal", "Equal", "Minus"]) await page.keyboard.press(`Alt+${key}`);
    await lineShows(page, 1, "f(x) = 0.28x²");
    await lineShows(page, 2, "1.12");
    await page.keyboard.press("Control+Z");
    await lineShows(page, 1, "f(x) = 0.25x²");
    expect((await shownLines(page)).find(({ line }) => line === 2)?.text).toContain("f(2)");
  });

  test("a link in the hover steps the number, and again", async () => {
    const { page } = editor;
    await openFile(page, "knob.nabla");
    await goTo(page, 1, 10);
    await hoverAtCaret(page, "one step");
    const more = page.locator(".monaco-hover:not(.hidden) a", { hasText: "+ one step" }).first();
    await more.click();
    await lineShows(page, 1, "f(x) = 0.26x²");
    await more.click();
    await lineShows(page, 1, "f(x) = 0.27x²");
  });

  test("an answer is inserted as a line and copied", async () => {
    const { page } = editor;
    await openFile(page, "answer.nabla");
    await lineShows(page, 2, "(2, 4)");
    await goTo(page, 2, 3);
    await command(page, "Insert the Answer as a Line");
    await lineShows(page, 3, /^\(2, 4\)/);
    await goTo(page, 2, 3);
    await command(page, "Copy the Answer of This Line");
    await until(
      async () => (await page.evaluate(() => navigator.clipboard.readText())) === "(2, 4)",
      "the answer on the clipboard",
    );
  });

  test("the word above a function puts its code into an editor beside", async () => {
    const { page } = editor;
    await openFile(page, "knob.nabla");
    await page.locator(".codelens-decoration a", { hasText: "export" }).first().click();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "Julia" }).first().click();
    await page.locator(".view-line", { hasText: "function" }).first().waitFor();
    await shot(page, "code-beside");
  });

  test("an untitled file answers", async () => {
    const { page } = editor;
    await command(page, "View: Close All Editor Groups");
    const leave = page.getByRole("button", { name: "Don't Save" });
    if (await leave.isVisible().catch(() => false)) await leave.click();
    await command(page, "New Nabla File");
    await editorHasKeys(page);
    await type(page, "1/2 + 1/3");
    await lineShows(page, 1, "5/6");
  });

  test("a comparison stays clean, also of a file that answers beside it", async () => {
    const { page } = editor;
    await openFile(page, "left.nabla");
    await lineShows(page, 1, "2/3");
    await command(page, "View: Split Editor Right");
    await page.locator(".editor-group-container").nth(1).waitFor();
    await command(page, "File: Compare Active File with Clipboard");
    await page.locator(".monaco-diff-editor .view-lines").first().waitFor();
    await page.waitForTimeout(1_500);
    const drawn = (selector: string) =>
      page.evaluate(
        (where) =>
          [...document.querySelectorAll(`${where} .view-line span`)]
            .map((span) => getComputedStyle(span, "::after").content)
            .filter((content) => content.startsWith('"')),
        selector,
      );
    expect(await drawn(".monaco-diff-editor")).toEqual([]);
    // The same look finds the answer where it is to be.
    const beside = await drawn(".editor-group-container");
    expect(beside.map((content) => content.replace(/["\s]+/g, " ").trim())).toContain("2/3 ≈ 0.666667");
    await shot(page, "comparison");
  });
});
