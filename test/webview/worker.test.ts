import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isQuiet, startWork } from "../../webview/runtime/worker";

/** A worker that says only what the test makes it say. */
class Silent extends EventTarget {
  static all: Silent[] = [];
  readonly asked: { readonly id: number; readonly call: string }[] = [];
  isEnded = false;
  constructor() {
    super();
    Silent.all.push(this);
  }
  postMessage(message: { readonly kind: string; readonly id: number; readonly call: string }): void {
    if (message.kind === "ask") this.asked.push(message);
  }
  terminate(): void {
    this.isEnded = true;
  }
  say(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }
}

beforeEach(() => {
  Silent.all = [];
  vi.useFakeTimers();
  vi.stubGlobal("Worker", Silent);
  vi.stubGlobal("window", globalThis);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a worker that says nothing is ended after a while, and another one is warm before it is asked", async () => {
  const hangs = vi.fn();
  const work = startWork({ text: "", onProgress: () => undefined, onHang: hangs });
  const asked = expect(work.ask("describe", { demo: "x" })).rejects.toMatchObject({ code: "closed" });
  await vi.advanceTimersByTimeAsync(16_000);
  await asked;
  expect(hangs).toHaveBeenCalledTimes(1);
  expect(Silent.all.map((worker) => worker.isEnded)).toEqual([true, false]);
  expect(Silent.all[1].asked.map(({ call }) => call)).toEqual(["ping"]);
  work.close();
});

test("a long computation that tells how far it is is left to finish", async () => {
  const hangs = vi.fn();
  const work = startWork({ text: "", onProgress: () => undefined, onHang: hangs });
  const asked = work.ask("describe", { demo: "x" });
  const [{ id }] = Silent.all[0].asked.length > 0 ? Silent.all[0].asked : [{ id: 1 }];
  for (let done = 0.1; done < 1; done += 0.1) {
    await vi.advanceTimersByTimeAsync(10_000);
    Silent.all[0].say({ kind: "progress", id, done });
  }
  Silent.all[0].say({ kind: "reply", id, reply: "whole" });
  expect(await asked).toBe("whole");
  expect(hangs).not.toHaveBeenCalled();
  work.close();
});

test("a question that is overtaken ends a worker that has been at it for long", async () => {
  const work = startWork({ text: "", onProgress: () => undefined, onHang: () => undefined });
  const asked = expect(work.ask("describe", { demo: "x" })).rejects.toMatchObject({ code: "closed" });
  await vi.advanceTimersByTimeAsync(100);
  work.hurry();
  expect(Silent.all[0].isEnded).toBe(false);
  await vi.advanceTimersByTimeAsync(700);
  await asked;
  expect(Silent.all[0].isEnded).toBe(true);
  work.close();
});

test("each worker is greeted before it is asked anything else", async () => {
  const work = startWork({ text: "", onProgress: () => undefined, onHang: () => undefined });
  work.onStart((ask) => void ask("supply", { path: "a.csv", bytes: new Uint8Array(2) }).catch(() => undefined));
  for (const expected of [1, 2]) {
    const asked = work.ask("describe", { demo: "x" }).catch(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    expect(Silent.all).toHaveLength(expected);
    expect(Silent.all[expected - 1].asked.map(({ call }) => call)).toEqual(["supply", "describe"]);
    work.close();
    await asked;
  }
});

test("what takes long is told of, with how far it is where that is known; what is quick is not", async () => {
  const told: unknown[] = [];
  const work = startWork({ text: "", onProgress: (progress) => told.push(progress), onHang: () => undefined });
  const quick = work.ask("describe", { demo: "x" });
  await vi.advanceTimersByTimeAsync(100);
  Silent.all[0].say({ kind: "progress", id: 1, done: 0.5 });
  Silent.all[0].say({ kind: "reply", id: 1, reply: "quick" });
  await quick;
  expect(told).toEqual([undefined]);
  const slow = work.ask("describe", { demo: "x" });
  await vi.advanceTimersByTimeAsync(400);
  Silent.all[0].say({ kind: "progress", id: 2, done: 0.75 });
  Silent.all[0].say({ kind: "reply", id: 2, reply: "slow" });
  await slow;
  expect(told).toEqual([undefined, {}, { done: 0.75 }, undefined]);
  work.close();
});

test("a cancelled computation ends with its worker, quietly, and the next question has another one", async () => {
  const work = startWork({ text: "", onProgress: () => undefined, onHang: () => undefined });
  const asked = work.ask("describe", { demo: "x" }).catch((error: unknown) => error);
  await vi.advanceTimersByTimeAsync(50);
  work.cancel();
  expect(isQuiet(await asked)).toBe(true);
  expect(Silent.all[0].isEnded).toBe(true);
  const next = work.ask("describe", { demo: "x" });
  expect(Silent.all).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  Silent.all[1].say({ kind: "reply", id: 1, reply: "again" });
  expect(await next).toBe("again");
  work.close();
});
