import { fork } from "node:child_process";
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { log } from "./log";
import type { MakeClient } from "./server";

/** The server as a process of its own. */
export const makeClient: MakeClient = async (context, options) => {
  const program = context.asAbsolutePath("dist/server.js");
  const cache = vscode.Uri.joinPath(context.globalStorageUri, "code-cache");
  // Written when the server ends; without the folder it starts as it would the first time.
  vscode.workspace.fs.createDirectory(cache).then(undefined, (error) => log().warn(`${cache.fsPath}: ${error}`));
  let kill = (): void => undefined;
  const client = new LanguageClient(
    "nablascope",
    "Nablascope",
    async () => {
      const child = fork(program, ["--stdio", `--code-cache=${cache.fsPath}`], { silent: true, execArgv: [] });
      kill = () => void child.kill("SIGKILL");
      return child;
    },
    options,
  );
  return { client, kill: () => kill() };
};
