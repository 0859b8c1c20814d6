import { type Editor, viewWith } from "../e2e/editor";
import { command } from "../e2e/keys";
import { type Bench, p95 } from "./bench";
import { realEditor } from "./real-editor";

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  readonly tid: number;
  readonly pid: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

/** Drags a slider of the demo for two seconds while the browser keeps its own books. */
async function traced(editor: Editor): Promise<readonly TraceEvent[]> {
  const { page } = editor;
  const view = await viewWith(page, ".page.demo figure.scene canvas");
  const slider = view.locator(".controls .kind-number input[type=range]").first();
  const box = (await slider.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.2, y);
  await page.mouse.down();
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["devtools.timeline", "v8.execute"] });
  for (let move = 0; move < 120; move += 1) {
    const share = 0.5 - 0.3 * Math.cos((move / 120) * 4 * Math.PI);
    await page.mouse.move(box.x + box.width * share, y);
    await page.waitForTimeout(16);
  }
  const trace = await browser.stopTracing();
  await page.mouse.up();
  return (JSON.parse(trace.toString("utf8")) as { traceEvents: TraceEvent[] }).traceEvents;
}

/**
 * The time our page's script took in each frame: its outermost calls on the page's thread, summed between one frame and
 * the next. The worker has a thread of its own.
 */
function scriptPerFrame(events: readonly TraceEvent[]): number[] {
  const ours = events
    .filter(
      ({ name, ph, args }) =>
        name === "FunctionCall" && ph === "X" && /dist\/webview\/main\.js/.test(args.data?.url ?? ""),
    )
    .sort((a, b) => a.ts - b.ts);
  const thread = ours[0];
  if (!thread) throw new Error("the trace holds no call of our page");
  const frames = events
    .filter(({ name, pid, tid }) => name === "FireAnimationFrame" && pid === thread.pid && tid === thread.tid)
    .map(({ ts }) => ts)
    .sort((a, b) => a - b);
  const times: number[] = [];
  for (let frame = 0; frame + 1 < frames.length; frame += 1) {
    let end = 0;
    let sum = 0;
    for (const call of ours.filter(({ ts }) => ts >= frames[frame]! && ts < frames[frame + 1]!)) {
      if (call.ts < end) continue; // inside another call of ours
      sum += call.dur ?? 0;
      end = call.ts + (call.dur ?? 0);
    }
    if (sum > 0) times.push(sum / 1000);
  }
  return times;
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
        const samplesMs = scriptPerFrame(await traced(editor));
        await editor.stop();
        return () => ({ samplesMs });
      },
    },
  ],
  targets: [{ id: "frame", figure: p95() }],
};

export default [bench];
