import type { ToTypesetWorker } from "./request";
import { serveTypesetting } from "./worker";

/** One file for both kinds of worker: it is the largest of the bundles, and the package would hold it twice. */
if ("importScripts" in globalThis) {
  const answer = serveTypesetting((message) => postMessage(message));
  addEventListener("message", (event: MessageEvent<ToTypesetWorker>) => answer(event.data));
} else {
  void import("node:worker_threads").then(({ parentPort }) => {
    const answer = serveTypesetting((message) => parentPort?.postMessage(message));
    parentPort?.on("message", answer);
  });
}
