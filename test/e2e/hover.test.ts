import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { catalogue } from "../../src/demos/catalogue";
import { type Editor, launch, shot, viewWith } from "./editor";
import { command, goTo, hoverAtCaret, lineShows, openFile } from "./keys";
import { until } from "./until";

/** The text of an SVG in a data address. */
function svgOf(address: string): string {
  const [head, body] = address.split(",", 2) as [string, string];
  return head.includes("base64") ? Buffer.from(body, "base64").toString("utf8") : decodeURIComponent(body);
}

describe("hover", () => {
  let editor: Editor;
  beforeAll(async () => {
    editor = await launch({
      files: {
        "hover.nabla": "f(x, y) = x² + 3x*y\n∇f\n",
        "note.md":
          "# Note\n\nA bowl $q(x) = \\tfrac12 x^\\top A x$ and text.\n\n$$\n\\int_0^1 x^2\\,dx = \\frac13\n$$\n\nIt costs $3 and $4.\n",
        "neighbours.py":
          'from scipy.spatial import KDTree\n\n"""A KDTree is quick."""\ntree = KDTree(points)  # a KDTree\nx, info = cg(A, b)\n',
        "hostile.md":
          "# H\n\n$\\href{javascript:alert(1)}{x} \\text{<img src=x onerror=alert(1)>}$\n\n$\\begin{array}{*{99999999}{c}}a\\end{array}$\n",
      },
    });
  });
  afterAll(async () => await editor?.stop());

  test("a line of Nabla shows its answer typeset, with the steps behind it", async () => {
    const { page } = editor;
    await openFile(page, "hover.nabla");
    await lineShows(page, 2, "(2x + 3y, 3x)");
    await goTo(page, 2, 2);
    const { text, images } = await hoverAtCaret(page, "image");
    expect(images.some((image) => image.startsWith("data:image/svg+xml"))).toBe(true);
    expect(text.length).toBeGreaterThan(10);
    await shot(page, "hover-nabla");
    await page.keyboard.press("Escape");
  });

  test("a formula in Markdown is typeset, in a line and on its own, and prices are left alone", async () => {
    const { page } = editor;
    await openFile(page, "note.md");
    await goTo(page, 3, 15);
    const inline = await hoverAtCaret(page, "image");
    expect(svgOf(inline.images[0]!)).toMatch(/^<svg[\s\S]*<\/svg>$/);
    await shot(page, "hover-markdown");
    await page.keyboard.press("Escape");
    await goTo(page, 6, 5);
    const display = await hoverAtCaret(page, "image");
    expect(display.images[0]).not.toBe(inline.images[0]);
    await page.keyboard.press("Escape");
    await goTo(page, 9, 14);
    await expect(hoverAtCaret(page, "image")).rejects.toThrow("in vain");
  });

  test("a name in code links to the demo that shows how it works; a word in a comment or a string does not", async () => {
    const { page } = editor;
    await openFile(page, "neighbours.py");
    await goTo(page, 4, 10);
    const { text } = await hoverAtCaret(page, "Demo:");
    expect(text).toContain(catalogue.kdtree.title.en);
    await shot(page, "hover-code");
    await page.locator(".monaco-hover a", { hasText: catalogue.kdtree.title.en }).click();
    const view = await viewWith(page, ".page.demo figure.scene canvas");
    expect(await view.locator("h1").innerText()).toBe(catalogue.kdtree.title.en);
    await command(page, "View: Close Editor");
    await goTo(page, 4, 28);
    await expect(hoverAtCaret(page, "Demo:")).rejects.toThrow("in vain");
  });

  test("a formula in LaTeX is typeset with the macros of its document", async () => {
    const { page } = editor;
    await openFile(page, "paper.tex");
    await goTo(page, 8, 40);
    const { images } = await hoverAtCaret(page, "image");
    expect(svgOf(images[0]!)).toContain("<svg");
    await shot(page, "hover-latex");
    await page.keyboard.press("Escape");
    await goTo(page, 10, 12);
    await hoverAtCaret(page, "image");
    await page.keyboard.press("Escape");
  });

  test("a formula in a comment or docstring of Python is typeset", async () => {
    const { page } = editor;
    await openFile(page, "softmax.py");
    await goTo(page, 3, 40);
    await hoverAtCaret(page, "image");
    await shot(page, "hover-python");
    await page.keyboard.press("Escape");
    await goTo(page, 17, 45);
    await hoverAtCaret(page, "image");
    await page.keyboard.press("Escape");
  });

  test("a hostile formula gets its source and a reason, and no link of its own", async () => {
    const { page } = editor;
    await openFile(page, "hostile.md");
    await goTo(page, 5, 10);
    const { text } = await hoverAtCaret(page, /array/);
    expect(text).toMatch(/64|column/i);
    await page.keyboard.press("Escape");
    await goTo(page, 3, 10);
    const { images } = await hoverAtCaret(page, /./);
    for (const image of images) expect(svgOf(image)).not.toMatch(/<a[\s>]|<img|javascript:|onerror=/i);
    await page.keyboard.press("Escape");
  });
});

describe.each(["Default Light Modern", "Default Dark Modern"])("the steps in a hover in %s", (theme) => {
  let editor: Editor;
  beforeAll(async () => {
    const files = { "steps.nabla": "f(x, y) = x² + 3x*y\n∇f\n" };
    editor = await launch({ files, settings: { "workbench.colorTheme": theme } });
  });
  afterAll(async () => await editor?.stop());

  test("are folded, unfold by a click in a hover that has room for them, and are copied as LaTeX", async () => {
    const { page } = editor;
    await openFile(page, "steps.nabla");
    await lineShows(page, 2, "(2x + 3y, 3x)");
    await goTo(page, 2, 2);
    await hoverAtCaret(page, "▸ Why");
    const name = theme.includes("Light") ? "light" : "dark";
    const hover = page.locator(".monaco-hover:not(.hidden)").first();
    const steps = hover.locator("li img");
    const height = async () => (await hover.boundingBox())?.height ?? 0;
    const before = await height();
    expect(await steps.count()).toBe(0);
    await shot(page, `hover-folded-${name}`);
    // The caret stays where it is, though the editor shows a hover only at its caret.
    await page.keyboard.press("Escape");
    await goTo(page, 1, 1);
    await page
      .locator(".view-line", { hasText: "∇f" })
      .first()
      .hover({ position: { x: 12, y: 8 } });
    await hover.locator("a", { hasText: "Why" }).click();
    await steps.first().waitFor({ state: "visible" });
    expect(await page.locator(".statusbar-item", { hasText: "Ln 1, Col 1" }).count()).toBe(1);
    expect(await height()).toBeGreaterThan(before + 30);
    for (const source of await steps.evaluateAll((all) => all.map((image) => (image as HTMLImageElement).src)))
      expect(svgOf(source)).toMatch(/^<svg/);
    await shot(page, `hover-unfolded-${name}`);
    await page.evaluate(() => navigator.clipboard.writeText("nothing yet"));
    await hover.locator("a", { hasText: "Copy the steps as LaTeX" }).click();
    const copied = await until(async () => {
      const text = await page.evaluate(() => navigator.clipboard.readText());
      return text !== "nothing yet" && text;
    }, "the steps on the clipboard");
    expect(copied).toMatch(/^\\begin\{aligned\}[\s\S]*\\text\{[\s\S]*\\end\{aligned\}$/);
    await hover.locator("a", { hasText: "Why" }).click();
    await steps.first().waitFor({ state: "detached" });
    await page.keyboard.press("Escape");
  });
});
