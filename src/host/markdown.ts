import * as vscode from "vscode";
import { hoverCommands } from "../protocol/server";

/** Markdown whose links may run our few commands for hovers, and no others. */
export function trusted(value = ""): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(value);
  markdown.isTrusted = { enabledCommands: [...hoverCommands] };
  markdown.supportHtml = false;
  return markdown;
}
