import type { Text } from "../words/text";
import { type ByteCache, createByteCache } from "./cache";
import { refuse } from "./refuse";
import type { FromTypesetWorker, TypesetRequest, TypesetResult, Typesetter, WorkerLike } from "./request";

export interface TypesetterOptions {
  /** Starts a fresh worker; may throw where workers are forbidden. */
  readonly start: () => WorkerLike;
  /** A formula that takes longer ends the worker. */
  readonly replyMs?: number;
  /** A worker that is not ready by then counts as dead. */
  readonly startMs?: number;
  /** An unused worker is ended after this long. */
  readonly idleMs?: number;
  readonly cacheBytes?: number;
}

interface Job {
  readonly id: number;
  readonly request?: TypesetRequest;
  readonly name: string;
  key: string | undefined;
  readonly settle: (result: TypesetResult | undefined) => void;
}

interface Running {
  readonly worker: WorkerLike;
  ready: boolean;
  job: Job | undefined;
}

const maxRemembered = 200;
const maxFailedStarts = 3;

/**
 * The typesetter as its client sees it. One worker, one formula in it at a time, so that the one that hangs is known:
 * it is refused from then on, the worker is ended and the queue goes on in a new one.
 */
export function createTypesetter(options: TypesetterOptions): Typesetter {
  const { start, replyMs = 1000, startMs = 15_000, idleMs = 300_000, cacheBytes = 4_000_000 } = options;
  const cache: ByteCache<TypesetResult> = createByteCache(cacheBytes, sizeOf);
  const killers = new Set<string>();
  const shared = new Map<string, Promise<TypesetResult | undefined>>();
  let queue: Job[] = [];
  let running: Running | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failedStarts = 0;
  let nextId = 1;
  let disposed = false;

  const after = (ms: number, act: () => void) => {
    clearTimeout(timer);
    timer = setTimeout(act, ms);
    // The server's process may end while a formula is under way; in a browser timers are numbers.
    if (typeof timer === "object") timer.unref?.();
  };

  const end = () => {
    clearTimeout(timer);
    const last = running;
    running = undefined;
    last?.worker.terminate();
  };

  const fail = (reason: Text) => {
    const job = running?.job;
    const wasReady = running?.ready ?? false;
    end();
    failedStarts = wasReady ? 0 : failedStarts + 1;
    if (job) {
      if (job.request) remember(job.name);
      job.settle({ kind: "refused", reason });
    }
    if (failedStarts >= maxFailedStarts) {
      const waiting = queue;
      queue = [];
      failedStarts = 0;
      for (const each of waiting) each.settle({ kind: "refused", reason: noWorker });
      return;
    }
    if (queue.length > 0) pump();
  };

  const remember = (name: string) => {
    killers.add(name);
    if (killers.size > maxRemembered) killers.delete(killers.values().next().value as string);
  };

  const receive = (from: Running, message: FromTypesetWorker) => {
    if (running !== from) return;
    if (message.type === "ready") {
      from.ready = true;
      failedStarts = 0;
      pump();
      return;
    }
    const job = from.job;
    if (!job || job.id !== message.id) return;
    from.job = undefined;
    if (message.result && job.request) cache.set(job.name, message.result);
    job.settle(message.result);
    pump();
  };

  const launch = () => {
    let worker: WorkerLike;
    try {
      worker = start();
    } catch {
      fail(noWorker);
      return;
    }
    const fresh: Running = { worker, ready: false, job: undefined };
    running = fresh;
    worker.onMessage((message) => receive(fresh, message));
    worker.onExit(() => {
      if (running === fresh) fail(died);
    });
    after(startMs, () => fail(noWorker));
  };

  const pump = () => {
    if (disposed) return;
    if (!running) {
      if (queue.length > 0) launch();
      return;
    }
    if (!running.ready || running.job) return;
    const job = queue.shift();
    if (!job) {
      after(idleMs, end);
      return;
    }
    running.job = job;
    // Warming loads fonts, which may take longer than a formula on a slow machine.
    after(job.request ? replyMs : startMs, () => fail(tooSlow));
    running.worker.post(
      job.request ? { type: "typeset", id: job.id, request: job.request } : { type: "warm", id: job.id },
    );
  };

  const enqueue = (name: string, request: TypesetRequest, key: string | undefined) =>
    new Promise<TypesetResult | undefined>((settle) => {
      queue.push({ id: nextId++, request, name, key, settle });
      pump();
    });

  return {
    typeset(request, { key } = {}) {
      if (disposed) return Promise.resolve(undefined);
      const name = nameOf(request);
      if (key !== undefined) dropOlder(key, name);
      const ready = atHand(request, name);
      if (ready) return Promise.resolve(ready);
      const same = shared.get(name);
      if (same) {
        // Somebody else waits for it too: no newer request may take it away.
        for (const job of queue) if (job.name === name && job.key !== key) job.key = undefined;
        return same;
      }
      const promise = enqueue(name, request, key).finally(() => shared.delete(name));
      shared.set(name, promise);
      return promise;
    },
    peek: (request) => atHand(request, nameOf(request)),
    warm() {
      if (disposed || running || queue.length > 0) return;
      queue.push({ id: nextId++, name: "", key: undefined, settle: () => {} });
      pump();
    },
    dispose() {
      disposed = true;
      const waiting = [...(running?.job ? [running.job] : []), ...queue];
      queue = [];
      end();
      cache.clear();
      for (const job of waiting) job.settle(undefined);
    },
  };

  function dropOlder(key: string, name: string): void {
    queue = queue.filter((job) => {
      if (job.key !== key || job.name === name) return true;
      job.settle(undefined);
      return false;
    });
  }

  function atHand(request: TypesetRequest, name: string): TypesetResult | undefined {
    const cached = cache.get(name);
    if (cached) return cached;
    const reason = refuse(request.tex, request.macros);
    if (reason) return { kind: "refused", reason };
    return killers.has(name) ? { kind: "refused", reason: tooSlow } : undefined;
  }
}

function nameOf(request: TypesetRequest): string {
  const { tex, display, color, fontPx, macros, slots, maxBytes } = request;
  return JSON.stringify([tex, display, color, fontPx, macros ?? [], slots ?? {}, maxBytes ?? 0]);
}

function sizeOf(result: TypesetResult): number {
  return result.kind === "svg" ? 2 * (result.svg.length + result.alt.en.length + result.alt.zh.length) + 200 : 400;
}

const tooSlow: Text = { en: "It took longer than a second to typeset.", zh: "排版超过一秒，已停止。" };
const died: Text = { en: "The typesetter ran out of memory on it.", zh: "排版程序因内存不足而停止。" };
const noWorker: Text = { en: "The typesetter cannot be started.", zh: "无法启动排版程序。" };
