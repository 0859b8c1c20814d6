import { type Editor, viewWith } from "../e2e/editor";
import { command } from "../e2e/keys";
import { type Bench, p95 } from "./bench";
import { realEditor } from "./real-editor";
import { scriptPerFrame, type TraceEvent, traced } from "./trace";

/** Drags a slider of the demo for two seconds while the browser keeps its own books. */
async function dragged(editor: Editor): Promise<readonly TraceEvent[]> {
  const { page } = editor;
  const view = await viewWith(page, ".page.demo figure.scene canvas");
  const slider = view.locator(".controls .kind-number input[type=range]").first();
  const box = (await slider.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.2, y);
  await page.mouse.down();
  const events = await traced(page, async () => {
    for (let move = 0; move < 120; move += 1) {
      const share = 0.5 - 0.3 * Math.cos((move / 120) * 4 * Math.PI);
      await page.mouse.move(box.x + box.width * share, y);
      await page.waitForTimeout(16);
    }
  });
  await page.mouse.up();
  return events;
}

const bench: Bench = {
  name: "a slider in a demo: our own script time per frame",
  needs: "package",
  budgetMs: 0,
  cases: [
    {
      name: "ours",
      setup: async () => {
        const editor = await realEditor({});
        if (!editor) return undefined;
        await command(editor.page, "Demo: Bowl, valley, saddle");
        await viewWith(editor.page, ".page.demo figure.scene canvas");
        await editor.page.waitForTimeout(2_000);
        const samplesMs = scriptPerFrame(await dragged(editor), /dist\/webview\/main\.js/);
        await editor.stop();
        return () => ({ samplesMs });
      },
    },
  ],
  targets: [{ id: "frame", figure: p95() }],
};

export default [bench];
