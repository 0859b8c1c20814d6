import * as vscode from "vscode";
import type { Text } from "../words/text";
import { log } from "./log";
import { say } from "./say";

const showLog: Text = { en: "Show Log", zh: "显示日志" };

/** Something that can't be done, with the next step; shown as it is. */
export class Refusal extends Error {
  constructor(readonly text: Text) {
    super(text.en);
    this.name = "Refusal";
  }
}

/** Runs a command's work. What goes wrong is logged whole and shown as one sentence with a next step. */
export async function guarded<T>(what: Text, work: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof vscode.CancellationError) return undefined;
    if (error instanceof Refusal) {
      void vscode.window.showInformationMessage(say(error.text));
      return undefined;
    }
    log().error(what.en, error instanceof Error ? (error.stack ?? error.message) : String(error));
    const sentence = say({
      en: `${what.en} did not work. Try again; the log says why.`,
      zh: `“${what.zh}”未成功。请重试，日志中有原因。`,
    });
    void vscode.window.showErrorMessage(sentence, say(showLog)).then((chosen) => {
      if (chosen !== undefined) log().show();
    });
    return undefined;
  }
}
