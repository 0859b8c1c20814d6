import type { Page } from "playwright-core";

/** What the browser's own books say of a page: its frames, and what our script took in each. */

export interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly ts: number;
  readonly dur?: number;
  /** Time on the processor: what other programs took is not in it. */
  readonly tdur?: number;
  readonly tid: number;
  readonly pid: number;
  readonly args: { readonly data?: { readonly url?: string } };
}

/** The browser's events while something is done with a page. */
export async function traced(page: Page, run: () => Promise<void>): Promise<readonly TraceEvent[]> {
  const browser = page.context().browser()!;
  await browser.startTracing(page, { categories: ["devtools.timeline", "v8.execute"] });
  await run();
  const trace = await browser.stopTracing();
  return (JSON.parse(trace.toString("utf8")) as { traceEvents: TraceEvent[] }).traceEvents;
}

/** The frames for which a script had asked, on the thread of the page. */
export function framesOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return events.filter(({ name }) => name === "FireAnimationFrame").sort((a, b) => a.ts - b.ts);
}

/**
 * The time our page's script took in each frame, in ms: its outermost calls on the page's thread, summed between one
 * frame and the next. The worker has a thread of its own.
 *
 * @param ours  the address of our script
 */
export function scriptPerFrame(events: readonly TraceEvent[], ours: RegExp): number[] {
  const calls = events
    .filter(({ name, ph, args }) => name === "FunctionCall" && ph === "X" && ours.test(args.data?.url ?? ""))
    .sort((a, b) => a.ts - b.ts);
  const frames = framesOf(events).filter(({ pid, tid }) => calls.some((call) => call.pid === pid && call.tid === tid));
  const [thread] = frames;
  if (!thread) throw new Error("the trace holds no frame of our page");
  const mine = calls.filter(({ pid, tid }) => pid === thread.pid && tid === thread.tid);
  const times: number[] = [];
  for (let frame = 0, at = 0; frame + 1 < frames.length; frame += 1) {
    let end = 0;
    let sum = 0;
    while (at < mine.length && mine[at]!.ts < frames[frame]!.ts) at += 1;
    for (; at < mine.length && mine[at]!.ts < frames[frame + 1]!.ts; at += 1) {
      const call = mine[at]!;
      if (call.ts < end) continue; // inside another call of ours
      sum += call.tdur ?? call.dur ?? 0;
      end = call.ts + (call.dur ?? 0);
    }
    if (sum > 0) times.push(sum / 1000);
  }
  return times;
}
