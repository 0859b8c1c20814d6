import * as vscode from "vscode";
import type { HoverPlace } from "../protocol/server";
import { change, setting } from "./configuration";

/** Unfolds the steps in hovers, or folds them, and shows the hover that asked for it again. */
export async function switchSteps(given: unknown): Promise<void> {
  await change("hover.steps", !setting("hover.steps"));
  const place = placeOf(given);
  const editor =
    place === undefined
      ? vscode.window.activeTextEditor
      : vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === place.uri);
  if (editor === undefined) return;
  await vscode.window.showTextDocument(editor.document, editor.viewColumn);
  await vscode.commands.executeCommand("editor.action.hideHover").then(undefined, () => undefined); // as old as VS Code 1.97
  // The editor shows a hover only at its caret, which is put back where it was.
  const { selections } = editor;
  if (place !== undefined) {
    const at = editor.document.validatePosition(new vscode.Position(place.line, place.character));
    editor.selection = new vscode.Selection(at, at);
  }
  await vscode.commands.executeCommand("editor.action.showHover");
  if (place !== undefined) editor.selections = selections;
}

function placeOf(given: unknown): HoverPlace | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { uri, line, character } = given as Partial<Record<keyof HoverPlace, unknown>>;
  const isPlace = typeof uri === "string" && Number.isSafeInteger(line) && Number.isSafeInteger(character);
  return isPlace ? { uri, line: Math.max(0, line as number), character: Math.max(0, character as number) } : undefined;
}
