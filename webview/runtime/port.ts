import type { Port } from "../../src/protocol/channel";

/** What VS Code gives a webview's script, once. */
export interface Editor {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare global {
  /** Present in a VS Code webview only. */
  var acquireVsCodeApi: (() => Editor) | undefined;
}

/** The port of a webview to its host. Messages from other frames are not the host's. */
export function editorPort(editor: Editor): Port {
  return {
    post: (message) => editor.postMessage(message),
    onMessage: (listener) => {
      const receive = (event: MessageEvent): void => {
        // VS Code posts from the frame around us, which has our own origin; anything else is a stranger.
        if (event.origin !== window.origin && event.source !== window.parent) return;
        listener(event.data);
      };
      window.addEventListener("message", receive);
      return () => window.removeEventListener("message", receive);
    },
  };
}

/** The port of the page to its worker. */
export function workerPort(worker: Worker): Port {
  return {
    post: (message, handedOver = []) => worker.postMessage(message, [...handedOver]),
    onMessage: (listener) => {
      const receive = (event: MessageEvent): void => listener(event.data);
      worker.addEventListener("message", receive);
      return () => worker.removeEventListener("message", receive);
    },
  };
}
