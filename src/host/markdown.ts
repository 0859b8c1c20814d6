import * as vscode from "vscode";
import { hoverCommands } from "../protocol/server";

/** Markdown whose links may run our few commands for hovers, and no others. */
export function trusted(value = ""): vscode.MarkdownString {
  const markdown = new vscode.MarkdownString(value);
  markdown.isTrusted = { enabledCommands: [...hoverCommands] };
  markdown.supportHtml = true; // for the fold around steps; VS Code lets harmless marks through only, and user text is escaped
  return markdown;
}
