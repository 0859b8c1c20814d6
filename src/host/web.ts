import type { ExtensionContext } from "vscode";
import { type Exports, start } from "./activate";

/** The extension in a web host: a worker, without Node. */
export function activate(context: ExtensionContext): Exports {
  return start(context, async () => (await import("./client-web")).makeClient);
}
