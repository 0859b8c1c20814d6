import type { FromTypesetWorker, WorkerLike } from "./request";

/** Starts a web worker from a URL (of the bundled file, or of a blob of its text). */
export function startWebWorker(url: string | URL): WorkerLike {
  const worker = new Worker(url);
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) =>
      worker.addEventListener("message", (event: MessageEvent<FromTypesetWorker>) => listener(event.data)),
    onExit: (listener) => worker.addEventListener("error", () => listener()),
    terminate: () => worker.terminate(),
  };
}
