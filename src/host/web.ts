import type { ExtensionContext } from "vscode";
import { start } from "./activate";

/** The extension in a web host: a worker, without Node. */
export function activate(context: ExtensionContext): void {
  start(context, async () => (await import("./client-web")).makeClient);
}
