import { describe, expect, test } from "vitest";
import { type Call, CallFailed, openChannel, type Port, type Serving } from "../../src/protocol/channel";
import { is } from "../../src/protocol/shape";

interface Sums {
  readonly add: Call<{ readonly a: number; readonly b: number }, number>;
  readonly wait: Call<undefined, string>;
  readonly fail: Call<undefined, never>;
  readonly odd: Call<undefined, unknown>;
}
interface Nothing {
  readonly [none: string]: never;
}

/** Two ports joined by a wire that clones, as postMessage does, and delivers later. */
function wire(): [Port, Port, unknown[]] {
  const listeners: [Set<(message: unknown) => void>, Set<(message: unknown) => void>] = [new Set(), new Set()];
  const seen: unknown[] = [];
  const port = (mine: 0 | 1): Port => ({
    post: (message) => {
      const copy = structuredClone(message);
      seen.push(copy);
      queueMicrotask(() => {
        for (const listener of listeners[1 - mine]) listener(copy);
      });
    },
    onMessage: (listener) => {
      listeners[mine].add(listener);
      return () => listeners[mine].delete(listener);
    },
  });
  return [port(0), port(1), seen];
}

const shapes = { add: is.object({ a: is.number, b: is.number }), wait: is.nothing, fail: is.nothing, odd: is.nothing };

function pair(atOnce?: number) {
  const [left, right, seen] = wire();
  const held: Serving[] = [];
  const served = openChannel<Sums, Nothing>(
    left,
    {
      add: ({ a, b }) => a + b,
      wait: (_, serving) => {
        held.push(serving);
        return new Promise((resolve) => serving.onCancel(() => resolve("late")));
      },
      fail: () => {
        throw new RangeError("no such sum");
      },
      odd: () => () => 1,
    },
    { shapes, ...(atOnce === undefined ? {} : { atOnce }) },
  );
  const asking = openChannel<Nothing, Sums>(right, {});
  return { served, asking, held, left, right, seen };
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

describe("a request", () => {
  test("is answered by its own reply, whatever the order", async () => {
    const { asking } = pair();
    const sums = await Promise.all([asking.ask("add", { a: 1, b: 2 }), asking.ask("add", { a: 10, b: 20 })]);
    expect(sums).toEqual([3, 30]);
  });

  test("whose handler throws is rejected with its words", async () => {
    await expect(pair().asking.ask("fail", undefined)).rejects.toMatchObject({
      code: "failed",
      message: "no such sum",
    });
  });

  test("whose reply can't be cloned is rejected instead of left open", async () => {
    await expect(pair().asking.ask("odd", undefined)).rejects.toMatchObject({ code: "failed" });
  });

  test("that can't be cloned itself is rejected at once", async () => {
    const bad = { a: 1, b: (() => 2) as unknown as number };
    await expect(pair().asking.ask("add", bad)).rejects.toBeInstanceOf(CallFailed);
  });

  test("that is cancelled rejects here and tells the other end", async () => {
    const { asking, held } = pair();
    const control = new AbortController();
    const waiting = asking.ask("wait", undefined, { signal: control.signal });
    await turn();
    expect(held[0].cancelled()).toBe(false);
    control.abort();
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
    await turn();
    expect(held[0].cancelled()).toBe(true);
  });

  test("hears how far the work is", async () => {
    const { asking, held } = pair();
    const heard: number[] = [];
    const waiting = asking.ask("wait", undefined, { onProgress: (done) => heard.push(done) }).catch(() => undefined);
    await turn();
    held[0].progress(0.25);
    held[0].progress(0.5);
    await turn();
    expect(heard).toEqual([0.25, 0.5]);
    asking.close();
    await waiting;
  });

  test("beyond what is served at once fails as busy, and the first ones live on", async () => {
    const { asking, held } = pair(2);
    const first = [asking.ask("wait", undefined), asking.ask("wait", undefined)].map((each) =>
      each.catch(() => "closed"),
    );
    await turn();
    await expect(asking.ask("wait", undefined)).rejects.toMatchObject({ code: "busy" });
    expect(held).toHaveLength(2);
    asking.close();
    expect(await Promise.all(first)).toEqual(["closed", "closed"]);
  });
});

describe("closing", () => {
  test("rejects all that is pending, cancels what is served, and refuses what comes after", async () => {
    const { asking, served, held } = pair();
    const waiting = asking.ask("wait", undefined);
    await turn();
    served.close();
    expect(held[0].cancelled()).toBe(true);
    asking.close();
    asking.close();
    await expect(waiting).rejects.toMatchObject({ code: "closed" });
    await expect(asking.ask("add", { a: 1, b: 1 })).rejects.toMatchObject({ code: "closed" });
  });

  test("leaves no listener behind", async () => {
    const { asking, served, right } = pair();
    served.close();
    right.post({ kind: "ask", id: 9, call: "add", ask: { a: 1, b: 2 } });
    await turn();
    expect(served.dropped()).toBe(0);
    asking.close();
  });
});

describe("junk", () => {
  const junk: unknown[] = [
    null,
    7,
    "ask",
    {},
    { kind: "ask" },
    { kind: "ask", id: "1", call: "add", ask: { a: 1, b: 2 } },
    { kind: "ask", id: -1, call: "add", ask: { a: 1, b: 2 } },
    { kind: "reply" },
    { kind: "fail", id: 1, code: "odd", message: "x" },
    { kind: "progress", id: 1, done: 7 },
    { kind: "run", id: 1, command: "workbench.action.terminal.new" },
    { kind: "ask", id: 11, call: "runCommand", ask: "x" },
    { kind: "ask", id: 12, call: "__proto__", ask: undefined },
    { kind: "ask", id: 13, call: "constructor", ask: undefined },
    { kind: "ask", id: 14, call: "add", ask: { a: 1, b: "2" } },
    { kind: "ask", id: 15, call: "add", ask: { a: 1, b: 2, c: 3 } },
    { kind: "ask", id: 16, call: "add", ask: { a: 1 } },
    { kind: "ask", id: 17, call: "add", ask: { a: 1, b: Number.NaN } },
    { kind: "ask", id: 18, call: "add", ask: { a: 1, b: 2, pad: "x".repeat(1_000_000) } },
  ];

  test.each(junk.map((message) => [message]))(
    "%j is dropped and counted, and the next request works",
    async (message) => {
      const { asking, served, right } = pair();
      right.post(message);
      await turn();
      expect(served.dropped()).toBe(1);
      expect(await asking.ask("add", { a: 2, b: 3 })).toBe(5);
    },
  );

  test("of fifty thousand kinds changes nothing", async () => {
    const { asking, served, right } = pair();
    const parts = [
      "ask",
      "reply",
      "fail",
      "progress",
      "cancel",
      "add",
      "wait",
      0,
      1,
      -1,
      2 ** 53,
      null,
      undefined,
      {},
      [],
    ];
    let state = 12345;
    const pick = (): unknown => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return parts[(state >>> 8) % parts.length];
    };
    for (let k = 0; k < 50_000; k++)
      right.post({
        kind: pick(),
        id: 100_000 + k,
        call: pick(),
        ask: pick(),
        reply: pick(),
        code: pick(),
        message: pick(),
        done: pick(),
      });
    await turn();
    expect(served.dropped()).toBeGreaterThan(10_000);
    expect(await asking.ask("add", { a: 2, b: 3 })).toBe(5);
  });
});

test("buffers that a reply hands over are gone at this end and whole at the other", async () => {
  interface Giving {
    readonly give: Call<undefined, Float64Array>;
  }
  const { port1, port2 } = new MessageChannel();
  const portOf = (port: MessagePort): Port => ({
    post: (message, handedOver = []) => port.postMessage(message, [...handedOver]),
    onMessage: (listener) => {
      port.onmessage = (event) => listener(event.data);
      return () => port.close();
    },
  });
  const given = Float64Array.from([1, 2, 3]);
  openChannel<Giving, Nothing>(portOf(port1), {
    give: (_, serving) => {
      serving.handOver([given.buffer]);
      return given;
    },
  });
  const asking = openChannel<Nothing, Giving>(portOf(port2), {});
  expect([...(await asking.ask("give", undefined))]).toEqual([1, 2, 3]);
  expect(given).toHaveLength(0);
  asking.close();
});
