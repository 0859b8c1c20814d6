import * as vscode from "vscode";
import { type FoundNumber, numberAt, numberInBlock, stepNumber } from "../protocol/knob";
import type { NumberPlace } from "../protocol/server";
import type { Text } from "../words/text";
import { Refusal } from "./guard";

/** Steps the number at the caret, or the one a hover's link names. */
export interface Knobs extends vscode.Disposable {
  readonly step: (steps: number, given: unknown) => Promise<void>;
}

/** While keys repeat or a link is clicked again within this time, it is one gesture and one undo step. */
const gestureMs = 1_000;
const onNumber = "nablascope.onNumber";

/** @param isServed  whether Nabla stands there */
export function createKnobs(isServed: (document: vscode.TextDocument, at: vscode.Position) => boolean): Knobs {
  let gesture: { uri: string; line: number; from: number; version: number; link: string; until: number } | undefined;
  let told = false;
  let queue: Promise<unknown> = Promise.resolve();

  const look = (editor: vscode.TextEditor | undefined): void => {
    const is =
      editor !== undefined &&
      isServed(editor.document, editor.selection.active) &&
      editor.selections.length === 1 &&
      find(editor.document, editor.selection.active.line, editor.selection.active.character) !== undefined;
    if (is === told) return;
    told = is;
    void vscode.commands.executeCommand("setContext", onNumber, is);
  };

  const step = async (steps: number, given: unknown): Promise<void> => {
    const place = placeOf(given);
    const editor = editorOf(place);
    if (editor === undefined) throw new Refusal(noNumber);
    const { document } = editor;
    const uri = document.uri.toString();
    const link = place === undefined ? "" : `${place.line}:${place.character}:${place.text}`;
    const goesOn =
      gesture !== undefined &&
      gesture.uri === uri &&
      gesture.version === document.version &&
      gesture.link === link &&
      Date.now() < gesture.until + (place === undefined ? 0 : 60_000);
    const line = place === undefined ? editor.selection.active.line : place.line;
    const character = place === undefined ? editor.selection.active.character : place.character;
    const at = goesOn && place !== undefined && gesture !== undefined ? gesture.from : character;
    const found = find(document, line, at);
    if (found === undefined) throw new Refusal(place === undefined ? noNumber : changed);
    if (place !== undefined && !goesOn && (found.from !== place.character || found.text !== place.text)) {
      throw new Refusal(changed);
    }
    const text = stepNumber(found.text, steps);
    if (text === undefined) throw new Refusal(noNumber);
    const range = new vscode.Range(line, found.from, line, found.to);
    const isRepeat = goesOn && gesture !== undefined && Date.now() < gesture.until;
    const done = await editor.edit((edit) => edit.replace(range, text), {
      undoStopBefore: !isRepeat,
      undoStopAfter: false,
    });
    if (!done) throw new Refusal(changed);
    gesture = { uri, line, from: found.from, version: document.version, link, until: Date.now() + gestureMs };
  };

  const subscriptions = [
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) look(textEditor);
    }),
    vscode.window.onDidChangeActiveTextEditor(look),
    vscode.workspace.onDidChangeTextDocument(({ document }) => {
      const editor = vscode.window.activeTextEditor;
      if (editor?.document === document) look(editor);
    }),
  ];
  look(vscode.window.activeTextEditor);
  return {
    // One after the other: a key that repeats faster than the editor edits must not meet its own older text.
    step: (steps, given) => {
      const next = queue.then(() => step(steps, given));
      queue = next.catch(() => undefined);
      return next;
    },
    dispose: () => vscode.Disposable.from(...subscriptions).dispose(),
  };
}

function find(document: vscode.TextDocument, line: number, character: number): FoundNumber | undefined {
  if (line >= document.lineCount) return undefined;
  const { text } = document.lineAt(line);
  return document.languageId === "nabla" ? numberAt(text, character) : numberInBlock(text, character);
}

function placeOf(given: unknown): NumberPlace | undefined {
  if (typeof given !== "object" || given === null) return undefined;
  const { uri, line, character, text } = given as Partial<Record<keyof NumberPlace, unknown>>;
  const isPlace =
    typeof uri === "string" &&
    typeof text === "string" &&
    Number.isSafeInteger(line) &&
    Number.isSafeInteger(character) &&
    (line as number) >= 0 &&
    (character as number) >= 0;
  return isPlace ? { uri, line: line as number, character: character as number, text } : undefined;
}

function editorOf(place: NumberPlace | undefined): vscode.TextEditor | undefined {
  if (place === undefined) return vscode.window.activeTextEditor;
  return vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === place.uri);
}

const noNumber: Text = {
  en: "There is no number here. Put the caret on one.",
  zh: "此处没有数字。请将光标移到一个数字上。",
};
const changed: Text = {
  en: "Not changed: the text is another one meanwhile. Point at the number again.",
  zh: "未修改：文本已变化。请重新指向该数字。",
};
