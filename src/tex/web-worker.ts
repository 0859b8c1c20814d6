import type { ToTypesetWorker } from "./request";
import { serveTypesetting } from "./worker";

const answer = serveTypesetting((message) => postMessage(message));
addEventListener("message", (event: MessageEvent<ToTypesetWorker>) => answer(event.data));
