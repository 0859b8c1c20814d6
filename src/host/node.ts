import type { ExtensionContext } from "vscode";
import { type Exports, start } from "./activate";

/** The extension in a Node host: local, or remote beside the files. */
export function activate(context: ExtensionContext): Exports {
  return start(context, async () => (await import("./client-node")).makeClient);
}
