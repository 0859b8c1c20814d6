import { describe, expect, test } from "vitest";
import { type ServerState, startMs, supervise } from "../../src/host/supervise";

/** A clock that a test turns by hand, and servers that do what it says. */
function scene() {
  let now = 0;
  let nextTimer = 1;
  const timers = new Map<number, { at: number; done: () => void }>();
  const servers: { died: () => void; answers: boolean; killed: boolean; stopped: boolean }[] = [];
  const starts: number[] = [];
  const states: ServerState[] = [];
  const poisoned: string[] = [];
  let gaveUp = 0;
  let failStarts = false;
  let hangStarts = false;
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const supervisor = supervise({
    clock: {
      now: () => now,
      setTimeout: (done, ms) => {
        timers.set(nextTimer, { at: now + ms, done });
        return nextTimer++;
      },
      clearTimeout: (timer) => void timers.delete(timer as number),
    },
    log: () => undefined,
    gaveUp: () => gaveUp++,
    poisoned: (uri) => poisoned.push(uri),
    changed: (state) => states.push(state),
    launch: async (died, holds) => {
      starts.push(now);
      if (failStarts) throw new Error("no program");
      const server = { died, answers: true, killed: false, stopped: false };
      servers.push(server);
      holds(() => {
        server.killed = true;
      });
      if (hangStarts) await new Promise(() => undefined);
      return {
        ping: () => (server.answers ? Promise.resolve() : new Promise<void>(() => undefined)),
        stop: async () => {
          server.stopped = true;
        },
        kill: () => {
          server.killed = true;
        },
      };
    },
  });
  return {
    supervisor,
    servers,
    starts,
    states,
    poisoned,
    settle,
    gaveUp: () => gaveUp,
    hangStarts: (hang: boolean) => {
      hangStarts = hang;
    },
    failStarts: (fail: boolean) => {
      failStarts = fail;
    },
    pass: async (ms: number) => {
      const until = now + ms;
      for (;;) {
        await settle();
        const due = [...timers].filter(([, { at }]) => at <= until).sort((a, b) => a[1].at - b[1].at)[0];
        if (due === undefined) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].done();
      }
      now = until;
      await settle();
    },
  };
}

describe("the supervisor of the server", () => {
  test("starts it once for any number who need it", async () => {
    const { supervisor, starts } = scene();
    await Promise.all([supervisor.ensure(), supervisor.ensure(), supervisor.ensure()]);
    expect(starts).toHaveLength(1);
  });

  test("ends one that hangs before it has started, and starts it again", async () => {
    const s = scene();
    s.hangStarts(true);
    void s.supervisor.ensure().catch(() => undefined);
    await s.pass(startMs - 1);
    expect(s.servers).toMatchObject([{ killed: false }]);
    s.hangStarts(false);
    await s.pass(1);
    expect(s.servers).toMatchObject([{ killed: true }, { killed: false }]);
    expect(s.states.at(-1)).toBe("running");
    await s.pass(startMs * 2);
    expect(s.servers).toHaveLength(2);
  });

  test("a restart ends one that is still starting", async () => {
    const s = scene();
    s.hangStarts(true);
    void s.supervisor.ensure().catch(() => undefined);
    await s.settle();
    s.hangStarts(false);
    await s.supervisor.restart();
    expect(s.servers).toMatchObject([{ killed: true }, { killed: false }]);
    await s.pass(startMs * 2);
    expect(s.starts).toHaveLength(2);
  });

  test("waits 0, 1, 2 and 4 seconds before it starts it again, and gives up at the fifth death", async () => {
    const s = scene();
    await s.supervisor.ensure();
    const waits: number[] = [];
    for (let death = 0; death < 5; death++) {
      const before = s.starts.length;
      s.servers.at(-1)!.died();
      let waited = 0;
      while (s.starts.length === before && waited < 6_000) {
        await s.pass(waited === 0 ? 0 : 100);
        if (s.starts.length === before) waited += 100;
      }
      waits.push(waited);
    }
    expect(waits.slice(0, 4)).toEqual([0, 1_000, 2_000, 4_000].map((ms) => (ms === 0 ? 0 : expect.closeTo(ms, -3))));
    expect(s.starts).toHaveLength(5);
    expect(s.gaveUp()).toBe(1);
    await expect(s.supervisor.ensure()).rejects.toThrow("given up");
  });

  test("deaths that lie more than three minutes apart are not added up", async () => {
    const s = scene();
    await s.supervisor.ensure();
    for (let death = 0; death < 20; death++) {
      s.servers.at(-1)!.died();
      await s.pass(200_000);
    }
    expect(s.gaveUp()).toBe(0);
    expect(s.starts).toHaveLength(21);
  });

  test("after it gave up, a restart by hand starts it and forgets the deaths", async () => {
    const s = scene();
    await s.supervisor.ensure();
    for (let death = 0; death < 5; death++) {
      s.servers.at(-1)!.died();
      await s.pass(5_000);
    }
    expect(s.states.at(-1)).toBe("failed");
    await s.supervisor.restart();
    expect(s.states.at(-1)).toBe("running");
    s.servers.at(-1)!.died();
    await s.pass(0);
    expect(s.states.at(-1)).toBe("running");
  });

  test("a server that does not answer for five seconds is killed and replaced", async () => {
    const s = scene();
    await s.supervisor.ensure();
    s.servers[0]!.answers = false;
    s.supervisor.touch("file:///a.nabla");
    await s.pass(6_900);
    expect(s.servers[0]!.killed).toBe(false);
    await s.pass(200);
    expect(s.servers[0]!.killed).toBe(true);
    expect(s.servers).toHaveLength(2);
    expect(s.states.at(-1)).toBe("running");
  });

  test("a hang that begins while an answer is awaited, or just after one, is found as well", async () => {
    const s = scene();
    await s.supervisor.ensure();
    s.supervisor.touch("file:///a.nabla");
    await s.pass(2_100);
    s.servers[0]!.answers = false;
    s.supervisor.touch("file:///a.nabla");
    await s.pass(8_000);
    expect(s.servers[0]!.killed).toBe(true);
    expect(s.servers).toHaveLength(2);
  });

  test("a document whose answers have come is not blamed when the server is killed", async () => {
    const s = scene();
    await s.supervisor.ensure();
    for (let death = 0; death < 3; death++) {
      s.supervisor.touch("file:///a.nabla");
      s.supervisor.answered("file:///a.nabla");
      s.servers.at(-1)!.died();
      await s.pass(5_000);
    }
    expect(s.supervisor.quarantined()).toEqual([]);
  });

  test("a server that answers is left alone, and a quiet one is not asked", async () => {
    const s = scene();
    await s.supervisor.ensure();
    for (let k = 0; k < 10; k++) {
      s.supervisor.touch("file:///a.nabla");
      await s.pass(3_000);
    }
    expect(s.servers).toHaveLength(1);
    expect(s.servers[0]!.killed).toBe(false);
  });

  test("a document that ends it twice is quarantined, until a restart by hand", async () => {
    const s = scene();
    await s.supervisor.ensure();
    for (let death = 0; death < 2; death++) {
      s.supervisor.touch("file:///poison.nabla");
      s.servers.at(-1)!.died();
      await s.pass(5_000);
    }
    expect(s.poisoned).toEqual(["file:///poison.nabla"]);
    expect(s.supervisor.quarantined()).toEqual(["file:///poison.nabla"]);
    await s.supervisor.restart();
    expect(s.supervisor.quarantined()).toEqual([]);
  });

  test("a document that was answered since is not blamed for a later death", async () => {
    const s = scene();
    await s.supervisor.ensure();
    for (let death = 0; death < 3; death++) {
      s.supervisor.touch("file:///innocent.nabla");
      await s.pass(3_000);
      s.servers.at(-1)!.died();
      await s.pass(5_000);
    }
    expect(s.supervisor.quarantined()).toEqual([]);
  });

  test("a program that can't be started is tried five times", async () => {
    const s = scene();
    s.failStarts(true);
    await expect(s.supervisor.ensure()).rejects.toThrow("no program");
    await s.pass(60_000);
    expect(s.starts).toHaveLength(5);
    expect(s.gaveUp()).toBe(1);
    s.failStarts(false);
    await s.supervisor.restart();
    expect(s.states.at(-1)).toBe("running");
  });

  test("closing asks it to end, and nothing starts afterwards", async () => {
    const s = scene();
    await s.supervisor.ensure();
    await s.supervisor.dispose();
    expect(s.servers[0]!.stopped).toBe(true);
    s.servers[0]!.died();
    await s.pass(60_000);
    expect(s.starts).toHaveLength(1);
    await expect(s.supervisor.ensure()).rejects.toThrow("closing");
  });
});
