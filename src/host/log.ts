import * as vscode from "vscode";

let channel: vscode.LogOutputChannel | undefined;

/** The one output channel, made when there is something to say. */
export function log(): vscode.LogOutputChannel {
  channel ??= vscode.window.createOutputChannel("Nablascope", { log: true });
  return channel;
}

export function disposeLog(): void {
  channel?.dispose();
  channel = undefined;
}
