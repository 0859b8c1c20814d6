import { Buffer } from "node:buffer";
import type { Readable, Writable } from "node:stream";
import type { InitializeParams } from "vscode-languageserver";
import { capabilities } from "./capabilities";

/** What has come in before the server proper was loaded, and the request that was answered meanwhile. */
export interface Begun {
  readonly read: Buffer;
  readonly answered: number | string | undefined;
}

const mostBytes = 1_000_000;

/**
 * Answers `initialize` from a table, before a line of the protocol's library is loaded: that costs more than Node's own
 * start. The server proper reads the same bytes again, and its own reply to the answered request is dropped.
 */
export function answerFirst(input: Readable, output: Writable): Promise<Begun> {
  return new Promise((resolve) => {
    let read: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer): void => {
      read = read.length === 0 ? chunk : Buffer.concat([read, chunk]);
      const message = firstMessage(read);
      if (message === undefined && read.length < mostBytes) return;
      input.off("data", take);
      input.pause();
      resolve({ read, answered: message === undefined ? undefined : answer(message, output) });
    };
    input.on("data", take);
  });
}

/** The text of the first whole message; the empty text if its head is not one of the protocol. */
function firstMessage(read: Buffer): string | undefined {
  const end = read.indexOf("\r\n\r\n");
  if (end < 0) return undefined;
  const length = Number(/^Content-Length: *(\d+) *$/im.exec(read.toString("latin1", 0, end))?.[1] ?? Number.NaN);
  if (Number.isNaN(length)) return "";
  return read.length < end + 4 + length ? undefined : read.toString("utf8", end + 4, end + 4 + length);
}

function answer(text: string, output: Writable): number | string | undefined {
  let message: { readonly id?: unknown; readonly method?: unknown; readonly params?: InitializeParams };
  try {
    message = JSON.parse(text);
  } catch {
    return undefined; // the server proper says what is wrong with it
  }
  const { id, method, params } = message;
  if (method !== "initialize" || (typeof id !== "number" && typeof id !== "string")) return undefined;
  const body = Buffer.from(JSON.stringify({ jsonrpc: "2.0", id, result: capabilities(params) }));
  output.write(`Content-Length: ${body.length}\r\n\r\n`);
  output.write(body);
  return id;
}
