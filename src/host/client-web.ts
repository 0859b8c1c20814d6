import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/browser";
import type { ServerOptions } from "../protocol/server";
import type { MakeClient } from "./server";

/** The server as a worker. It starts from a blob of its text: a worker may not be started from another origin's address. */
export const makeClient: MakeClient = async (context, options) => {
  const read = async (file: string): Promise<string> => {
    const uri = vscode.Uri.joinPath(context.extensionUri, "dist", file);
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  };
  const [program, texText] = await Promise.all([read("server.web.js"), read("tex.js")]);
  const address = URL.createObjectURL(new Blob([program], { type: "text/javascript" }));
  const worker = new Worker(address);
  const given = options.initializationOptions as () => ServerOptions;
  const client = new LanguageClient("nablascope", "Nablascope", worker, {
    ...options,
    initializationOptions: (): ServerOptions => ({ ...given(), texText }),
  });
  return {
    client,
    kill: () => {
      worker.terminate();
      URL.revokeObjectURL(address);
    },
  };
};
