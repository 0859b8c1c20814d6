import type { Page } from "playwright-core";
import { until } from "./until";

/** Opens a file of the workspace through quick open, as a person would. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  await page.locator(".quick-input-widget input").waitFor();
  await page.keyboard.type(name);
  const base = name.split("/").pop()!;
  const row = page.locator(".quick-input-list .monaco-list-row", {
    has: page.locator(".label-name", { hasText: base }),
  });
  await row.first().click();
  await page.locator(`.tab.active[data-resource-name="${base}"]`).waitFor();
  await page.locator(".editor-instance .view-lines").first().waitFor();
}

/**
 * Runs a command by its title through the palette; the row must be that command, with or without its category. A palette
 * opened before the extensions were known does not learn of them, so it is opened again.
 */
export async function command(page: Page, title: string): Promise<void> {
  const name = title.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const hasText = new RegExp(`^(?:[^:]+: )?${name}$`);
  const label = page.locator(".quick-input-list .monaco-list-row .label-name", { hasText }).first();
  for (let attempt = 0; ; attempt += 1) {
    await page.keyboard.press("F1");
    const input = page.locator(".quick-input-widget input");
    await input.waitFor();
    try {
      // A palette opened while the editor still starts may close by itself.
      await input.fill(`>${title}`, { timeout: 5_000 });
      return await label.click({ timeout: 2_500 });
    } catch (error) {
      if (attempt >= 6) throw error;
      await page.keyboard.press("Escape");
    }
  }
}

/** Key by key, at the speed of a fast typist. */
export async function type(page: Page, text: string, delayMs = 25): Promise<void> {
  await page.keyboard.type(text, { delay: delayMs });
}

/** Puts the caret at a line and column, counted from 1. */
export async function goTo(page: Page, line: number, column = 1): Promise<void> {
  await page.keyboard.press("Control+G");
  const input = page.locator(".quick-input-widget input");
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press("Enter");
  await input.waitFor({ state: "hidden" });
  await editorHasKeys(page);
}

/** Waits until what is typed goes into the active editor: a box that closes gives the focus back a moment later. */
export async function editorHasKeys(page: Page): Promise<void> {
  await page.locator(".editor-group-container.active .monaco-editor.focused").first().waitFor();
}

export interface ShownLine {
  readonly line: number;
  /** What a person reads on it: text, inlay hints and decorations before and after. */
  readonly text: string;
}

/** The lines of the active editor that are on screen, with everything drawn on them. */
export async function shownLines(page: Page): Promise<ShownLine[]> {
  return await page.evaluate(() => {
    const group = document.querySelector(".editor-group-container.active") ?? document;
    const numbers = new Map<number, number>();
    for (const mark of group.querySelectorAll(".margin-view-overlays .line-numbers")) {
      numbers.set(Math.round(mark.getBoundingClientRect().top), Number(mark.textContent));
    }
    const pseudo = (element: Element, which: string) => {
      const content = getComputedStyle(element, which).content;
      return content.startsWith('"') ? content.slice(1, -1).replace(/\\(["\\])/g, "$1") : "";
    };
    const read = (node: Node): string => {
      if (node.nodeType === Node.TEXT_NODE) return node.textContent ?? "";
      if (!(node instanceof Element)) return "";
      return pseudo(node, "::before") + [...node.childNodes].map(read).join("") + pseudo(node, "::after");
    };
    return [...group.querySelectorAll(".view-lines .view-line")]
      .map((line) => ({
        line: numbers.get(Math.round(line.getBoundingClientRect().top)) ?? 0,
        text: read(line).replace(/\u00a0/g, " "),
      }))
      .sort((a, b) => a.line - b.line);
  });
}

/** Waits until a line shows a text, answer included. */
export async function lineShows(page: Page, line: number, text: string | RegExp, timeoutMs = 30_000): Promise<string> {
  const matches = (shown: string) =>
    typeof text === "string" ? squeezed(shown).includes(squeezed(text)) : text.test(squeezed(shown));
  let last = "";
  return await until(
    async () => {
      last = (await shownLines(page)).find((shown) => shown.line === line)?.text ?? "";
      return matches(last) && last;
    },
    `${text} on line ${line}`,
    timeoutMs,
  ).catch((error) => {
    throw new Error(`${error.message}; it reads: ${last}`);
  });
}

export const squeezed = (text: string) => text.replace(/\s+/g, " ").trim();

/** The hover at the caret, opened by keyboard, once it holds `wanted`. */
export async function hoverAtCaret(page: Page, wanted: string | RegExp): Promise<{ text: string; images: string[] }> {
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+I");
  return await until(async () => {
    const box = page.locator(".monaco-hover:not(.hidden) .monaco-hover-content").first();
    if ((await box.count()) === 0) return undefined;
    const text = squeezed((await box.innerText()).replace(/\u00a0/g, " "));
    const images = await box.locator("img").evaluateAll((all) => all.map((image) => (image as HTMLImageElement).src));
    const found = typeof wanted === "string" ? text.includes(wanted) : wanted.test(text);
    return found || (wanted === "image" && images.length > 0) ? { text, images } : undefined;
  }, `a hover with ${wanted}`);
}

/** The rows of the Problems view. */
export async function problems(page: Page): Promise<string[]> {
  const rows = page.locator(".markers-panel .monaco-list-row");
  if ((await page.locator(".markers-panel").count()) === 0) await command(page, "Problems: Focus on Problems View");
  return (await rows.allInnerTexts()).map(squeezed);
}
