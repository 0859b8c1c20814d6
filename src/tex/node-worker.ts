import { parentPort } from "node:worker_threads";
import { serveTypesetting } from "./worker";

const port = parentPort;
if (port)
  port.on(
    "message",
    serveTypesetting((message) => port.postMessage(message)),
  );
