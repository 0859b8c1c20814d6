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
        const editor = await realEditor({ "k.nabla": "f(x, y) = x² + y²\n∇f(1, 2)\n" });
        if (!editor) return undefined;
        try {
          const { page } = editor;
          await openFile(page, "k.nabla");
          await lineShows(page, 2, "(2, 4)");
          await goTo(page, 2, "∇f(1, 2".length + 1);
          const samplesMs: number[] = [];
          for (let round = 0; round < 20; round += 1) {
            // A digit more behind the 2: an answer that is not on screen before the key, not even as a stale one.
            const digit = round % 10;
            await page.evaluate(watch, `(2, ${2 * (20 + digit)})`);
            await page.keyboard.press(String(digit));
            samplesMs.push(await page.evaluate(() => (globalThis as unknown as { seen: Promise<number> }).seen));
            await page.keyboard.press("Backspace");
            await lineShows(page, 2, "(2, 4)");
          }
          return () => ({ samplesMs });
        } finally {
          await editor.stop();
        }
      },
    },
  ],
  targets: [{ id: "key-to-pixel", figure: median() }],
};

/**
 * Runs in the page: notes when the next key goes down, and the frame in which an answer shows `wanted`. After ten seconds
 * without it, it fails with what is shown in its place.
 */
function watch(wanted: string): void {
  const holder = globalThis as unknown as { seen: Promise<number> };
  holder.seen = new Promise((resolve, reject) => {
    const begun = performance.now();
    let from = 0;
    const drawn = () =>
      [...document.querySelectorAll(".view-line span")]
        .flatMap((span) => ["::before", "::after"].map((side) => getComputedStyle(span, side).content))
        .filter((content) => content.startsWith('"'))
        .map((content) => content.replace(/\u00a0/g, " ")); // an answer is drawn with blanks that do not break
    const look = () => {
      if (from > 0 && drawn().some((content) => content.includes(wanted))) resolve(performance.now() - from);
      else if (performance.now() - begun > 10_000)
        reject(new Error(`no ${wanted} in ten seconds: ${drawn().join(" ")}`));
      else requestAnimationFrame(look);
    };
    document.addEventListener("keydown", () => (from = performance.now()), { once: true, capture: true });
    requestAnimationFrame(look);
  });
  // Awaited only after the key: a failure before that is not one that nobody handles.
  holder.seen.catch(() => undefined);
}

export default [activation, keyToPixel];
