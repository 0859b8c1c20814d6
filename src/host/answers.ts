import * as vscode from "vscode";
import { colorId } from "../manifest/colors";
import { applySplice, type LineShift, shiftLines } from "../protocol/answers";
import type { LineAnswer } from "../protocol/server";
import { setting } from "./configuration";
import type { Embedded } from "./embedded";
import { isOurs, type Server } from "./server";

const inks: Readonly<Record<LineAnswer["tone"], vscode.ThemeColor>> = {
  value: new vscode.ThemeColor(colorId("value")),
  good: new vscode.ThemeColor(colorId("good")),
  bad: new vscode.ThemeColor(colorId("bad")),
  unsure: new vscode.ThemeColor(colorId("unsure")),
};
const dimmed = new vscode.ThemeColor("disabledForeground");

/** So many lines above and below the window are drawn too, so that scrolling meets answers that are there. */
const margin = 80;

/** What is known of one document: the server's list, and the line breaks typed since that it does not know of. */
interface Known {
  list: readonly LineAnswer[];
  readonly since: { readonly version: number; readonly shift: LineShift }[];
  /** Told by a server that is gone: shown until the new one speaks. */
  stale: boolean;
}

/**
 * Draws the answers at the ends of lines, as decorations. Inlay hints would do it with less code, but VS Code asks for hints
 * only some 800 ms after the last key, cuts those of a line at 43 units, and has one ink for all of them, which in its light
 * theme can hardly be read.
 */
export function createAnswers(server: Server, embedded: Embedded): vscode.Disposable {
  const isServed = (document: vscode.TextDocument): boolean => isOurs(document) || embedded.has(document);
  const known = new Map<string, Known>();
  const decoration = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen, // what is typed at the end of a line comes before its answer
    after: { margin: "0 0 0 1.2em" },
  });
  const drawn = new WeakMap<vscode.TextEditor, string>();

  const draw = (editor: vscode.TextEditor): void => {
    const answers = shownIn(editor);
    const look = answers.map(({ line, text, tone, dim }) => `${line} ${tone} ${dim === true} ${text}`).join("\n");
    if (drawn.get(editor) === look) return;
    drawn.set(editor, look);
    editor.setDecorations(decoration, answers.map(decorationOf));
  };
  const shownIn = (editor: vscode.TextEditor): readonly LineAnswer[] => {
    const { document, selection, visibleRanges } = editor;
    const where = setting("answers.show");
    // A side of a comparison, or a peek, is in no column of its own, and stays clean.
    if (where === "off" || editor.viewColumn === undefined || !isServed(document)) return [];
    const one = known.get(document.uri.toString());
    if (one === undefined) return [];
    const list = one.since.reduce((before, { shift }) => shiftLines(before, shift), one.list);
    if (where === "caretLine") return list.filter(({ line }) => line === selection.active.line);
    const from = Math.min(...visibleRanges.map(({ start }) => start.line)) - margin;
    const to = Math.max(...visibleRanges.map(({ end }) => end.line)) + margin;
    return list.filter(({ line }) => line >= from && line <= to && line < document.lineCount);
  };
  const drawAll = (uri?: string): void => {
    for (const editor of vscode.window.visibleTextEditors) {
      if (uri === undefined || editor.document.uri.toString() === uri) draw(editor);
    }
  };

  const subscriptions = [
    server.onAnswers((note) => {
      const before = known.get(note.uri);
      const list = applySplice(before === undefined || before.stale ? [] : before.list, note);
      const since = (before?.since ?? []).filter(({ version }) => version > note.version);
      known.set(note.uri, { list, since, stale: false });
      drawAll(note.uri);
    }),
    server.onFresh(() => {
      for (const one of known.values()) one.stale = true;
    }),
    embedded.onFound((document) => drawAll(document.uri.toString())),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      const one = known.get(document.uri.toString());
      if (one === undefined) return;
      // Ranges of one event are those of the text before it, the last one first.
      const shifts = contentChanges.map(shiftOf).filter((shift) => shift.removed > 0 || shift.added > 0);
      if (shifts.length === 0) return;
      one.since.push(...shifts.map((shift) => ({ version: document.version, shift })));
      for (const editor of vscode.window.visibleTextEditors) {
        if (editor.document !== document) continue;
        drawn.delete(editor); // a decoration grows over the line break that is typed at it
        draw(editor);
      }
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      if (!isServed(textEditor.document)) return;
      server.caret(textEditor.document.uri.toString(), selections[0].active.line);
      if (setting("answers.show") === "caretLine") draw(textEditor);
    }),
    vscode.window.onDidChangeTextEditorVisibleRanges(({ textEditor }) => draw(textEditor)),
    vscode.window.onDidChangeTextEditorViewColumn(({ textEditor }) => draw(textEditor)),
    vscode.window.onDidChangeVisibleTextEditors(() => drawAll()),
    vscode.workspace.onDidCloseTextDocument((document) => {
      known.delete(document.uri.toString());
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("nablascope.answers")) drawAll();
    }),
  ];
  return vscode.Disposable.from(...subscriptions, decoration);
}

function shiftOf({ range, text }: vscode.TextDocumentContentChangeEvent): LineShift {
  const added = text.match(/\r\n|\r|\n/g)?.length ?? 0;
  const { start, end } = range;
  return { line: start.line, removed: end.line - start.line, added, isAtStart: start.character === 0 };
}

/** Behind the end of the line as the editor has it then: keys pressed meanwhile have made it longer. */
function decorationOf({ line, text, tone, dim }: LineAnswer): vscode.DecorationOptions {
  const end = new vscode.Position(line, Number.MAX_SAFE_INTEGER);
  const contentText = text.replaceAll(" ", "\u00a0"); // a style sheet would make one blank of several
  return {
    range: new vscode.Range(end, end),
    renderOptions: { after: { contentText, color: dim === true ? dimmed : inks[tone] } },
  };
}
