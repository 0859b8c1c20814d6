import { join } from "node:path";
import { createConnection } from "vscode-languageserver/node";
import { serve } from "./serve";

/** The server as a process: standard input and output, or what else its arguments say. */
serve(createConnection(), {
  later: setImmediate,
  now: () => performance.now(),
  loadEngine: async () => (await import("./language")).engine,
  createTypesetter: async () => {
    const [{ createTypesetter }, { startNodeWorker }] = await Promise.all([
      import("../tex/service"),
      import("../tex/start-node"),
    ]);
    return createTypesetter({ start: () => startNodeWorker(join(__dirname, "tex.js")) });
  },
});
