import { command, goTo, lineShows, openFile } from "../e2e/keys";
import { type Bench, median } from "./bench";
import { realEditor } from "./real-editor";

/** What VS Code itself says about the activation, with a .nabla file open. */
const activation: Bench = {
  name: "activation in the real VS Code",
  needs: "package",
  budgetMs: 0,
  cases: [
    {
      name: "ours",
      setup: async () => {
        const samplesMs: number[] = [];
        for (let round = 0; round < 3; round += 1) {
          const editor = await realEditor({ "a.nabla": "f(x) = x²\n∇f(2)\n" });
          if (!editor) return undefined;
          const { page } = editor;
          await openFile(page, "a.nabla");
          await lineShows(page, 2, "4");
          await command(page, "Developer: Show Running Extensions");
          const row = page.locator(".runtime-extensions-editor .monaco-list-row", { hasText: "Nablascope" });
          const text = (await row.innerText()).replace(/\s+/g, " ");
          const shown = /Activation: (\d+)ms|(\d+)ms/.exec(text);
          if (shown) samplesMs.push(Number(shown[1] ?? shown[2]));
          await editor.stop();
        }
        return () => ({ samplesMs });
      },
    },
  ],
  targets: [{ id: "activation", figure: median() }],
};

/** From the key to the frame that shows the answer it leads to. */
const keyToPixel: Bench = {
  name: "key → pixel in the real VS Code",
  needs: "package",
  budgetMs: 0,
  cases: [
    {
      name: "ours",
      setup: async () => {
        const editor = await realEditor({ "k.nabla": "f(x, y) = x² + y²\n\nk = 1\n" });
        if (!editor) return undefined;
        const { page } = editor;
        await openFile(page, "k.nabla");
        await goTo(page, 2, 1);
        await page.keyboard.type("∇f(1, 2", { delay: 60 });
        const samplesMs: number[] = [];
        for (let round = 0; round < 20; round += 1) {
          await page.evaluate(watch, "(2, 4)");
          await page.keyboard.press(")");
          samplesMs.push(await page.evaluate(() => (globalThis as unknown as { seen: Promise<number> }).seen));
          await page.keyboard.press("Backspace");
          await page.waitForTimeout(150);
        }
        await editor.stop();
        return () => ({ samplesMs });
      },
    },
  ],
  targets: [{ id: "key-to-pixel", figure: median() }],
};

/** Runs in the page: notes when the next key goes down, and the frame in which the caret's line shows `wanted`. */
function watch(wanted: string): void {
  const holder = globalThis as unknown as { seen: Promise<number> };
  holder.seen = new Promise((resolve) => {
    let from = 0;
    const shows = () =>
      [...document.querySelectorAll(".view-line span")].some((span) =>
        ["::before", "::after"].some((side) => getComputedStyle(span, side).content.includes(wanted)),
      );
    const look = () => {
      if (from > 0 && shows()) resolve(performance.now() - from);
      else requestAnimationFrame(look);
    };
    document.addEventListener("keydown", () => (from = performance.now()), { once: true, capture: true });
    requestAnimationFrame(look);
  });
}

export default [activation, keyToPixel];
