import type { FromTypesetWorker, ToTypesetWorker, TypesetResult } from "./request";
import { typeset, warmUp } from "./typeset";

/** The body of the typesetting worker: one answer per message, in order. */
export function serveTypesetting(post: (message: FromTypesetWorker) => void): (message: ToTypesetWorker) => void {
  post({ type: "ready" });
  return (message) => {
    if (message.type === "warm") {
      warmUp();
      post({ type: "done", id: message.id });
      return;
    }
    post({ type: "done", id: message.id, result: answer(message) });
  };
}

function answer(message: Extract<ToTypesetWorker, { type: "typeset" }>): TypesetResult {
  try {
    return typeset(message.request);
  } catch (error) {
    const detail = error instanceof Error ? error.message : "";
    return { kind: "error", message: { en: `It cannot be typeset. ${detail}`.trim(), zh: `无法排版。${detail}` } };
  }
}
