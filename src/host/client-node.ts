import { fork } from "node:child_process";
import { join } from "node:path";
import { LanguageClient } from "vscode-languageclient/node";
import type { MakeClient } from "./server";

/** The server as a process of its own. */
export const makeClient: MakeClient = async (context, options) => {
  const program = context.asAbsolutePath("dist/server.js");
  const cache = join(context.globalStorageUri.fsPath, "code-cache");
  let kill = (): void => undefined;
  const client = new LanguageClient(
    "nablascope",
    "Nablascope",
    async () => {
      const child = fork(program, ["--stdio", `--code-cache=${cache}`], { silent: true, execArgv: [] });
      kill = () => void child.kill("SIGKILL");
      return child;
    },
    options,
  );
  return { client, kill: () => kill() };
};
