import { Worker } from "node:worker_threads";
import type { FromTypesetWorker, WorkerLike } from "./request";

/** Starts the bundled worker file with bounded memory; it never keeps the process alive. */
export function startNodeWorker(file: string | URL): WorkerLike {
  const worker = new Worker(file, {
    resourceLimits: { maxOldGenerationSizeMb: 256, stackSizeMb: 4 },
    env: {},
    stdin: false,
    execArgv: [],
  });
  worker.unref();
  let onExit = () => {};
  worker.on("error", () => onExit());
  worker.on("exit", () => onExit());
  return {
    post: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on("message", (message: FromTypesetWorker) => listener(message)),
    onExit: (listener) => {
      onExit = listener;
    },
    terminate: () => void worker.terminate(),
  };
}
