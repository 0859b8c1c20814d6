import { join } from "node:path";
import { PassThrough } from "node:stream";
import { createConnection, type Message, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { createTypesetter } from "../tex/service";
import { startNodeWorker } from "../tex/start-node";
import type { Begun } from "./boot";
import { gated } from "./gate";
import { engine } from "./language";
import { serve } from "./serve";

/** A writer that leaves out the reply to a request that was answered already. */
class OnceWriter extends StreamMessageWriter {
  constructor(private answered: Begun["answered"]) {
    super(process.stdout);
  }
  override async write(message: Message): Promise<void> {
    if (this.answered !== undefined && "id" in message && message.id === this.answered && !("method" in message)) {
      this.answered = undefined;
      return;
    }
    await super.write(message);
  }
}

/** The server proper, for what has been read and what will come. */
export function run({ read, answered }: Begun): void {
  const input = new PassThrough();
  input.write(read);
  process.stdin.pipe(input);
  process.stdin.on("close", () => process.exit(1)); // the client is gone without a word
  const writer = new OnceWriter(answered);
  serve(createConnection(gated(new StreamMessageReader(input), writer), writer), {
    later: setImmediate,
    now: () => performance.now(),
    loadEngine: async () => engine,
    createTypesetter: async () => createTypesetter({ start: () => startNodeWorker(join(__dirname, "tex.js")) }),
  });
}
