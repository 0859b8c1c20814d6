import * as vscode from "vscode";
import { type CodeIndex, createCodeIndex } from "../code/find";
import { catalogue, isDemoId } from "../demos/catalogue";
import { commandLink, escapeMarkdown } from "../protocol/markdown";
import { setting } from "./configuration";
import { trusted } from "./markdown";
import { say } from "./say";

const longestText = 2_000_000;
let last: { readonly document: vscode.TextDocument; readonly version: number; readonly index: CodeIndex } | undefined;

/** Under a name or a call in code that a demo explains: one line with a link to it. */
export function hoverCode(document: vscode.TextDocument, position: vscode.Position): vscode.Hover | undefined {
  if (!setting("hover.demos", document)) return undefined;
  const use = indexOf(document)?.at(document.offsetAt(position));
  if (use === undefined || !isDemoId(use.demo)) return undefined;
  const { title, sentence } = catalogue[use.demo];
  const link = commandLink(say(title), "nablascope.openDemo", use.demo);
  const line = `∇ ${say({ en: "Demo:", zh: "演示：" })} ${link} — ${escapeMarkdown(say(sentence))}`;
  return new vscode.Hover(trusted(line), new vscode.Range(document.positionAt(use.from), document.positionAt(use.to)));
}

function indexOf(document: vscode.TextDocument): CodeIndex | undefined {
  if (last?.document === document && last.version === document.version) return last.index;
  const text = document.getText();
  if (text.length > longestText) return undefined;
  last = { document, version: document.version, index: createCodeIndex(text, document.languageId) };
  return last.index;
}
