import { BrowserMessageReader, BrowserMessageWriter, createConnection } from "vscode-languageserver/browser";
import { createTypesetter } from "../tex/service";
import { startWebWorker } from "../tex/start-web";
import { gated } from "./gate";
import { serve } from "./serve";

declare const self: DedicatedWorkerGlobalScope;

const turns = new MessageChannel();
const waiting: (() => void)[] = [];
turns.port1.onmessage = () => waiting.shift()?.();

/** The server as a worker of a web extension host. */
const writer = new BrowserMessageWriter(self);
serve(createConnection(gated(new BrowserMessageReader(self), writer), writer), {
  later: (turn) => turns.port2.postMessage(waiting.push(turn)),
  now: () => performance.now(),
  loadEngine: async () => (await import("./language")).engine,
  createTypesetter: async ({ texText = "" }) => {
    const url = URL.createObjectURL(new Blob([texText], { type: "text/javascript" }));
    return createTypesetter({ start: () => startWebWorker(url) });
  },
});
