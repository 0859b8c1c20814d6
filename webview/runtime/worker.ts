import { CallFailed, type Channel, openChannel } from "../../src/protocol/channel";
import type { WorkCalls } from "../../src/protocol/work";
import { workerPort } from "./port";

/** The page's worker: started from its text, ended when it hangs or is overtaken, started again when next asked. */
export interface Work {
  readonly ask: Channel<WorkCalls>["ask"];
  /** Called with each worker that is started, before it is asked anything else. Returns how to stop. */
  readonly onStart: (greet: (ask: Channel<WorkCalls>["ask"]) => void) => () => void;
  /** A newer request waits: a computation that has run longer than `patienceMs` is ended. */
  readonly hurry: () => void;
  /** Ends what is being computed, at once; the next question starts another worker. */
  readonly cancel: () => void;
  readonly close: () => void;
}

/** A computation that takes long enough to be told of; how far it is, 0…1, if it says so. */
export interface Progress {
  readonly done?: number;
}

export interface WorkOptions {
  readonly text: string;
  readonly onProgress: (progress: Progress | undefined) => void;
  /** Told when a computation was ended because it took too long. */
  readonly onHang: () => void;
}

const patienceMs = 700;
/** What takes less is not told of: a bar that flashes says nothing. */
const quietMs = 300;
/** A long computation tells how far it is; one that says nothing for this long hangs. */
const hangMs = 15_000;

export function startWork({ text, onProgress, onHang }: WorkOptions): Work {
  let worker: Worker | undefined;
  let channel: Channel<WorkCalls> | undefined;
  let busySince: number | undefined;
  let underWay = 0;
  let watchdog: number | undefined;
  let hurrier: number | undefined;
  let teller: number | undefined;
  let done: number | undefined;
  const greeters = new Set<(ask: Channel<WorkCalls>["ask"]) => void>();

  const stop = (): void => {
    worker?.terminate();
    channel?.close();
    worker = undefined;
    channel = undefined;
    busySince = undefined;
    done = undefined;
    clearTimeout(watchdog);
    clearTimeout(teller);
    clearTimeout(hurrier);
    hurrier = undefined;
    onProgress(undefined);
  };
  const start = (): Channel<WorkCalls> => {
    if (channel !== undefined) return channel;
    const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    worker = new Worker(address);
    URL.revokeObjectURL(address);
    worker.addEventListener("error", stop);
    const opened = openChannel<Record<never, never>, WorkCalls>(workerPort(worker), {});
    channel = opened;
    for (const greet of greeters) greet(opened.ask);
    return opened;
  };
  /** Something was heard of the worker: an answer, or how far it is. Silence for too long is a hang. */
  const heard = (): void => {
    clearTimeout(watchdog);
    if (busySince === undefined) return;
    watchdog = window.setTimeout(() => {
      stop();
      onHang();
      // Warm for the next question: its script is read and compiled before that comes.
      start()
        .ask("ping", undefined)
        .catch(() => undefined);
    }, hangMs);
  };
  const settle = (): void => {
    underWay--;
    if (underWay > 0) {
      heard();
      return;
    }
    busySince = undefined;
    done = undefined;
    clearTimeout(watchdog);
    clearTimeout(teller);
    onProgress(undefined);
  };
  const tellProgress = (): void => {
    if (busySince !== undefined && performance.now() - busySince >= quietMs)
      onProgress(done === undefined ? {} : { done });
  };
  return {
    ask: async (call, ask, options = {}) => {
      const open = start();
      underWay++;
      if (busySince === undefined) {
        busySince = performance.now();
        heard();
        teller = window.setTimeout(tellProgress, quietMs);
      }
      const progressed = (now: number): void => {
        heard();
        done = now;
        tellProgress();
      };
      try {
        return await open.ask(call, ask, { onProgress: progressed, ...options });
      } finally {
        settle();
      }
    },
    onStart: (greet) => {
      greeters.add(greet);
      return () => greeters.delete(greet);
    },
    hurry: () => {
      if (busySince === undefined || hurrier !== undefined) return;
      const since = busySince;
      hurrier = window.setTimeout(
        () => {
          hurrier = undefined;
          if (busySince === since) stop();
        },
        Math.max(0, patienceMs - (performance.now() - since)),
      );
    },
    cancel: stop,
    close: stop,
  };
}

/** Whether an error is the quiet end of a request that nobody waits for. */
export function isQuiet(error: unknown): boolean {
  return error instanceof CallFailed && (error.code === "closed" || error.code === "cancelled");
}
