import type { Message, MessageReader, MessageWriter } from "vscode-languageserver";

const notInitialised = -32002;
const invalidRequest = -32600;

/**
 * A reader that lets through what the protocol allows at that time: before `initialize` and after `shutdown` a request is
 * refused and a notification dropped, and `exit` always passes.
 * @param writer  for the refusals
 */
export function gated(reader: MessageReader, writer: MessageWriter): MessageReader {
  let stage: "before" | "open" | "over" = "before";
  const admits = (message: Message): boolean => {
    const { id, method } = message as { readonly id?: number | string | null; readonly method?: unknown };
    if (typeof method !== "string" || method === "exit") return true;
    const refusal =
      method === "initialize"
        ? stage === "before"
          ? undefined
          : { code: invalidRequest, message: "initialize was asked already" }
        : stage === "before"
          ? { code: notInitialised, message: `${method} was asked before initialize` }
          : stage === "over"
            ? { code: invalidRequest, message: `${method} was asked after shutdown` }
            : undefined;
    if (refusal === undefined) {
      if (method === "initialize") stage = "open";
      if (method === "shutdown") stage = "over";
      return true;
    }
    if (id !== undefined && id !== null) {
      // A client that is gone reads no refusal, and the reader tells of its going.
      writer.write({ jsonrpc: "2.0", id, error: refusal } as Message).catch(() => undefined);
    }
    return false;
  };
  return {
    onError: (listener, self) => reader.onError(listener, self),
    onClose: (listener, self) => reader.onClose(listener, self),
    onPartialMessage: (listener, self) => reader.onPartialMessage(listener, self),
    listen: (callback) => reader.listen((message) => (admits(message) ? callback(message) : undefined)),
    dispose: () => reader.dispose(),
  };
}
