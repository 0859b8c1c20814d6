import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type {
  FromTypesetWorker,
  ToTypesetWorker,
  TypesetRequest,
  TypesetResult,
  WorkerLike,
} from "../../src/tex/request";
import { createTypesetter } from "../../src/tex/service";

const request = (tex: string): TypesetRequest => ({ tex, display: false, color: "#000", fontPx: 16 });
const result = (tex: string): TypesetResult => ({
  kind: "svg",
  svg: `<svg>${tex}</svg>`,
  widthPx: 1,
  heightPx: 1,
  depthPx: 0,
  alt: { en: tex, zh: tex },
  warnings: [],
});

/** A worker that answers when told to; formulas called "hang" are never answered, "die" ends it. */
function fakeWorkers(options: { ready?: boolean } = {}) {
  const all: { posted: ToTypesetWorker[]; ended: boolean; worker: WorkerLike; exit: () => void }[] = [];
  const start = (): WorkerLike => {
    let listener: (message: FromTypesetWorker) => void = () => {};
    let exit = () => {};
    const made = {
      posted: [] as ToTypesetWorker[],
      ended: false,
      exit: () => exit(),
      worker: {
        post(message: ToTypesetWorker) {
          made.posted.push(message);
          queueMicrotask(() => {
            if (made.ended) return;
            if (message.type === "warm") listener({ type: "done", id: message.id });
            else if (message.request.tex === "die") exit();
            else if (message.request.tex !== "hang")
              listener({ type: "done", id: message.id, result: result(message.request.tex) });
          });
        },
        onMessage: (l: (message: FromTypesetWorker) => void) => {
          listener = l;
          if (options.ready !== false) queueMicrotask(() => listener({ type: "ready" }));
        },
        onExit: (l: () => void) => {
          exit = l;
        },
        terminate: () => {
          made.ended = true;
        },
      } satisfies WorkerLike,
    };
    all.push(made);
    return made.worker;
  };
  return { all, start };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe("the typesetter's client", () => {
  test("starts its worker at the first formula, not before", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    expect(all).toHaveLength(0);
    expect(await typesetter.typeset(request("x"))).toEqual(result("x"));
    expect(all).toHaveLength(1);
  });
  test("answers a formula that it has had without asking the worker", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    await typesetter.typeset(request("x"));
    await typesetter.typeset(request("x"));
    expect(typesetter.peek(request("x"))).toEqual(result("x"));
    expect(typesetter.peek(request("y"))).toBeUndefined();
    expect(all[0].posted).toHaveLength(1);
  });
  test("refuses by itself what is beyond the limits", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    expect(await typesetter.typeset(request("x".repeat(3000)))).toMatchObject({ kind: "refused" });
    expect(all).toHaveLength(0);
  });
  test("ends a worker that has not answered for a second, goes on in a new one, and refuses the formula from then on", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    const hung = typesetter.typeset(request("hang"));
    const next = typesetter.typeset(request("next"));
    await vi.advanceTimersByTimeAsync(999);
    expect(all[0].ended).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(all[0].ended).toBe(true);
    expect(await hung).toMatchObject({ kind: "refused" });
    expect(await next).toEqual(result("next"));
    expect(all).toHaveLength(2);
    expect(await typesetter.typeset(request("hang"))).toMatchObject({ kind: "refused" });
    expect(all).toHaveLength(2);
  });
  test("goes on after a worker that died", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    expect(await typesetter.typeset(request("die"))).toMatchObject({ kind: "refused" });
    expect(await typesetter.typeset(request("x"))).toEqual(result("x"));
    expect(all).toHaveLength(2);
  });
  test("drops an older request of the same key that has not begun", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    const answers = ["a", "b", "c"].map((tex) => typesetter.typeset(request(tex), { key: "hover" }));
    const other = typesetter.typeset(request("d"), { key: "panel" });
    expect(await answers[0]).toBeUndefined();
    expect(await answers[1]).toBeUndefined();
    expect(await answers[2]).toEqual(result("c"));
    expect(await other).toEqual(result("d"));
    expect(all[0].posted).toHaveLength(2);
  });
  test("asks once for what two wait for, and neither loses it", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    const first = typesetter.typeset(request("x"), { key: "hover" });
    const second = typesetter.typeset(request("x"), { key: "panel" });
    const newer = typesetter.typeset(request("y"), { key: "hover" });
    expect(await first).toEqual(result("x"));
    expect(await second).toEqual(result("x"));
    expect(await newer).toEqual(result("y"));
    expect(all[0].posted).toHaveLength(2);
  });
  test("says so where workers cannot be started, and tries again later", async () => {
    let allowed = false;
    const { start } = fakeWorkers();
    const typesetter = createTypesetter({
      start: () => {
        if (!allowed) throw new Error("no");
        return start();
      },
    });
    expect(await typesetter.typeset(request("x"))).toMatchObject({ kind: "refused" });
    allowed = true;
    expect(await typesetter.typeset(request("x"))).toEqual(result("x"));
  });
  test("gives up on workers that never get ready, without waiting for ever", async () => {
    const { all, start } = fakeWorkers({ ready: false });
    const typesetter = createTypesetter({ start, startMs: 100 });
    const answer = typesetter.typeset(request("x"));
    await vi.advanceTimersByTimeAsync(301);
    expect(await answer).toMatchObject({ kind: "refused" });
    expect(all.every(({ ended }) => ended)).toBe(true);
  });
  test("warms once, and not when it is warm", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    typesetter.warm();
    await vi.advanceTimersByTimeAsync(10);
    typesetter.warm();
    expect(all[0].posted.map(({ type }) => type)).toEqual(["warm"]);
  });
  test("ends a worker that nobody has used for long", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start, idleMs: 1000 });
    await typesetter.typeset(request("x"));
    await vi.advanceTimersByTimeAsync(1001);
    expect(all[0].ended).toBe(true);
    expect(await typesetter.typeset(request("y"))).toEqual(result("y"));
    expect(all).toHaveLength(2);
  });
  test("answers everybody and ends its worker when disposed", async () => {
    const { all, start } = fakeWorkers();
    const typesetter = createTypesetter({ start });
    const waiting = [typesetter.typeset(request("hang")), typesetter.typeset(request("x"))];
    await vi.advanceTimersByTimeAsync(1);
    typesetter.dispose();
    expect(await Promise.all(waiting)).toEqual([undefined, undefined]);
    expect(all[0].ended).toBe(true);
    expect(await typesetter.typeset(request("y"))).toBeUndefined();
  });
});
