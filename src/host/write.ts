import * as vscode from "vscode";
import type { Text } from "../words/text";
import { say } from "./say";

/** Shows the place in its editor, without taking more than the selection. */
export async function showText(document: vscode.TextDocument | undefined, offset: number): Promise<boolean> {
  if (document === undefined) return false;
  const position = document.positionAt(offset);
  const open = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  const editor = await vscode.window.showTextDocument(document, {
    ...(open?.viewColumn === undefined ? {} : { viewColumn: open.viewColumn }),
    preserveFocus: false,
  });
  editor.selection = new vscode.Selection(position, position);
  editor.revealRange(new vscode.Range(position, position), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
  return true;
}

/** Replaces numbers in a document as one undo step; refused, with a word, when the text is no longer what the page saw. */
export async function writeBack(
  document: vscode.TextDocument | undefined,
  version: number,
  edits: readonly { readonly from: number; readonly to: number; readonly text: string }[],
): Promise<boolean> {
  if (document === undefined || document.version !== version) return refuse(changed);
  const change = new vscode.WorkspaceEdit();
  for (const { from, to, text } of edits) {
    const range = new vscode.Range(document.positionAt(from), document.positionAt(to));
    if (to < from || document.offsetAt(range.end) !== to || !isNumber(document.getText(range)) || !isNumber(text)) {
      return refuse(notNumbers);
    }
    change.replace(document.uri, range, text);
  }
  return vscode.workspace.applyEdit(change);
}

function refuse(why: Text): false {
  void vscode.window.showInformationMessage(say(why));
  return false;
}

const changed: Text = {
  en: "Not written: the text has changed meanwhile. Drag again to start from what it says now.",
  zh: "未写入：文本已被修改。请重新拖动，以当前内容为准。",
};
const notNumbers: Text = {
  en: "Not written: from the panel, only numbers in the text may be replaced.",
  zh: "未写入：面板只能替换文本中的数字。",
};

/** A literal, or a list of literals such as the coordinates of a point. */
function isNumber(text: string): boolean {
  return text.length <= 400 && /^[\s\d.,;/eE+\-−()[\]~½⅓¼⅔¾]*$/.test(text);
}
