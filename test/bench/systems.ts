import { spawn, spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { Worker } from "node:worker_threads";
import type { Timed } from "./bench";

const home = join(process.cwd(), ".peers");
const packages: Readonly<Record<string, string>> = { "compute-engine": "@cortex-js/compute-engine" };

/** What a peer is asked: the gradient of a text, and with order 2 the lower half of its Hessian. */
export interface Ask {
  readonly text: string;
  readonly variables: readonly string[];
  readonly order: 1 | 2;
  readonly point: Readonly<Record<string, number>>;
}

interface Reply {
  readonly ms: number;
  readonly values?: readonly number[];
}

/**
 * How long calls in a row are timed, of the peers and of ours alike, and how long the same calls go on before: after a pause, or
 * after another expression, the compiler has the code to find anew.
 */
export const row = { warmMs: 250, timedMs: 20 } as const;
/** A peer that takes longer is ended, and counts with this time. */
const mostMs = 6_000;
/** One that takes longer is asked twice, and its better time counts: the first call finds nothing compiled. */
const twiceMs = 400;

interface Asked {
  readonly ask: (ask: Ask) => Promise<Reply | undefined>;
  readonly end: () => void;
}

/** The systems that run: one of each, asked one thing after another. */
const running = new Map<string, Promise<Asked | undefined>>();

function runningOne(system: string): Promise<Asked | undefined> {
  const one = running.get(system) ?? (system === "sympy" ? startPython() : startThread(system));
  running.set(system, one);
  return one;
}

/** Times a peer on one expression, in a thread or process of its own; undefined where it is not installed. */
export async function startPeer(system: string, ask: Ask): Promise<Timed | undefined> {
  if (!(await runningOne(system))) return undefined;
  let known: Reply | undefined;
  let first: Reply | undefined;
  return async () => {
    if (known) return known;
    const one = await runningOne(system);
    if (!one) return undefined;
    const reply = await within(one.ask(ask));
    if (reply.values === undefined) {
      one.end(); // it is still at it, or has failed
      running.delete(system);
    }
    if (reply.values === undefined) known = reply;
    else if (reply.ms > twiceMs && first === undefined) first = reply;
    else if (reply.ms > twiceMs) known = first && first.ms < reply.ms ? first : reply;
    return reply;
  };
}

async function within(asked: Promise<Reply | undefined>): Promise<Reply> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<Reply>((resolve) => {
    timer = setTimeout(() => resolve({ ms: mostMs }), mostMs);
  });
  const reply = await Promise.race([asked, late]);
  clearTimeout(timer);
  return reply ?? { ms: Number.NaN };
}

async function startThread(system: string): Promise<Asked | undefined> {
  if (!existsSync(join(home, "node_modules", packages[system] ?? system))) return undefined;
  const worker = new Worker(join(process.cwd(), "test/bench/peer-worker.mjs"), { workerData: { system, home, row } });
  worker.unref();
  let settle: (reply: Reply | undefined) => void = () => {};
  worker.on("message", (reply: Reply) => settle(reply));
  worker.on("error", () => settle(undefined));
  const next = () =>
    new Promise<Reply | undefined>((resolve) => {
      settle = resolve;
    });
  await next();
  return {
    ask: (ask) => {
      worker.postMessage(ask);
      return next();
    },
    end: () => void worker.terminate(),
  };
}

async function startPython(): Promise<Asked | undefined> {
  const python = ["python3", "/usr/bin/python3"].find((name) => spawnSync(name, ["-c", "import sympy"]).status === 0);
  if (!python) return undefined;
  const child = spawn(
    python,
    [join(process.cwd(), "test/bench/sympy_peer.py"), String(row.warmMs), String(row.timedMs)],
    {
      stdio: ["pipe", "pipe", "ignore"],
    },
  );
  const lines = createInterface({ input: child.stdout });
  const next = () => new Promise<string>((resolve) => lines.once("line", resolve));
  await next();
  child.unref();
  return {
    ask: async (ask) => {
      child.stdin.write(`${JSON.stringify(ask)}\n`);
      return JSON.parse(await next()) as Reply;
    },
    end: () => void child.kill(),
  };
}
