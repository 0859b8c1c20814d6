import * as vscode from "vscode";
import type { Text } from "../words/text";
import { Refusal } from "./guard";
import { say } from "./say";
import type { Server } from "./server";

const languages: Readonly<Record<string, string>> = {
  py: "python",
  jl: "julia",
  ts: "typescript",
  cpp: "cpp",
  rs: "rust",
  tex: "latex",
};

/** Puts the code of a statement at the cursor of the editor beside; where there is none, into a new one. */
export async function insertCode(server: Server, editor: vscode.TextEditor, line: number): Promise<void> {
  const uri = editor.document.uri.toString();
  const offered = await server.ask("nabla/code", { uri, line });
  if (offered?.kind !== "targets") throw new Refusal(noCode);
  const picks = offered.targets.map(({ id, title }) => ({ label: title, id }));
  const placeHolder = say({ en: "The language of the code", zh: "代码的语言" });
  const chosen = picks.length === 1 ? picks[0] : await vscode.window.showQuickPick(picks, { placeHolder });
  if (chosen === undefined) return;
  const code = await server.ask("nabla/code", { uri, line, target: chosen.id });
  if (code?.kind === "refused" && code.reason !== "") throw new Refusal({ en: code.reason, zh: code.reason });
  if (code?.kind !== "file") throw new Refusal(noCode);
  const language = languages[code.name.split(".").pop() ?? ""] ?? "plaintext";
  const beside = besideOf(editor, language);
  if (beside === undefined) {
    const document = await vscode.workspace.openTextDocument({ language, content: code.text });
    await vscode.window.showTextDocument(document, vscode.ViewColumn.Beside);
    return;
  }
  await beside.edit((edit) => edit.replace(beside.selection, code.text));
  await vscode.window.showTextDocument(beside.document, { viewColumn: beside.viewColumn ?? vscode.ViewColumn.Beside });
}

/** An editor in sight that holds that language; code is put into no other file. */
function besideOf(own: vscode.TextEditor, language: string): vscode.TextEditor | undefined {
  const fit = language === "latex" ? ["latex", "tex", "markdown", "quarto", "rmd"] : [language];
  return vscode.window.visibleTextEditors.find(
    ({ document, viewColumn }) =>
      viewColumn !== undefined && document !== own.document && fit.includes(document.languageId),
  );
}

const noCode: Text = {
  en: "There is nothing to export on this line. Put the caret on a function, a derivative or an export.",
  zh: "本行没有可导出的内容。请将光标移到函数、导数或 export 语句上。",
};
