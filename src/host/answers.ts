import * as vscode from "vscode";
import { applySplice } from "../protocol/answers";
import type { LineAnswer } from "../protocol/server";
import { setting } from "./configuration";
import type { Embedded } from "./embedded";
import { isOurs, type Server } from "./server";

const ink = new vscode.ThemeColor("editorInlayHint.foreground");
const ground = new vscode.ThemeColor("editorInlayHint.background");
const dimmed = new vscode.ThemeColor("disabledForeground");

/**
 * Draws the answers: as inlay hints, and at the caret's line as a decoration. VS Code asks for hints again only some
 * 800 ms after the last key and keeps those at the caret at their old width till then; a decoration is there at once.
 */
export function createAnswers(server: Server, embedded: Embedded): vscode.Disposable {
  const isServed = (document: vscode.TextDocument): boolean => isOurs(document) || embedded.has(document);
  const lists = new Map<string, readonly LineAnswer[]>();
  const stale = new Set<string>(); // told by a server that is gone: shown until the new one speaks
  const decoration = vscode.window.createTextEditorDecorationType({
    rangeBehavior: vscode.DecorationRangeBehavior.OpenOpen,
    after: { margin: "0 0 0 0.33em", backgroundColor: ground },
  });
  const drawn = new Map<vscode.TextEditor, number | undefined>(); // the line whose answer the decoration has
  let registration: vscode.Disposable | undefined;
  let nudge: ReturnType<typeof setTimeout> | undefined;

  const hintsIn = (document: vscode.TextDocument, range: vscode.Range): vscode.InlayHint[] => {
    if (setting("answers.show") !== "all" || isCompared(document)) return [];
    const held = caretLines(document);
    return (lists.get(document.uri.toString()) ?? [])
      .filter(({ line }) => line >= range.start.line && line <= range.end.line && line < document.lineCount)
      .filter(({ line }) => !held.has(line))
      .map((answer) => hintOf(document, answer));
  };
  const provider: vscode.InlayHintsProvider = {
    provideInlayHints: (document, range) => {
      if (!isServed(document)) return [];
      // Behind the reply: the hint of the caret's line goes and the decoration comes in one turn.
      setTimeout(() => decorateAll(document), 0);
      return hintsIn(document, range);
    },
    resolveInlayHint: async (hint, token) => {
      const tooltip = await tooltipOf(server, hint, token);
      return tooltip === undefined ? hint : { ...hint, tooltip };
    },
  };
  // A change event is ignored while VS Code waits for the typing to end; a new registration is asked at once.
  const register = (): void => {
    const old = registration;
    const selector = ["nabla", ...embedded.languages()].map((language) => ({ language }));
    registration = vscode.languages.registerInlayHintsProvider(selector, provider);
    old?.dispose();
  };
  const askAgain = (): void => {
    clearTimeout(nudge);
    nudge = setTimeout(() => {
      if (setting("answers.show") === "all") register();
      nudge = setTimeout(decorateVisible, 60); // where the person has turned inlay hints off, nobody asks
    }, 30);
  };

  const decorateVisible = (): void => {
    for (const editor of vscode.window.visibleTextEditors) if (isServed(editor.document)) decorate(editor);
  };
  const decorateAll = (document: vscode.TextDocument): void => {
    for (const editor of vscode.window.visibleTextEditors) if (editor.document === document) decorate(editor);
  };
  const decorate = (editor: vscode.TextEditor): void => {
    const { document } = editor;
    const line = editor.selection.active.line;
    const answer =
      setting("answers.show") === "off" || isCompared(document)
        ? undefined
        : lists.get(document.uri.toString())?.find((one) => one.line === line);
    drawn.set(editor, line);
    editor.setDecorations(decoration, answer === undefined ? [] : [decorationOf(answer)]);
  };

  const onAnswers = server.onAnswers((note) => {
    const document = vscode.workspace.textDocuments.find((one) => one.uri.toString() === note.uri);
    const before = stale.delete(note.uri) ? [] : (lists.get(note.uri) ?? []);
    const after = applySplice(before, note);
    lists.set(note.uri, after);
    if (document === undefined) return;
    decorateAll(document);
    if (!sameElsewhere(before, after, caretLines(document))) askAgain();
  });
  const subscriptions = [
    onAnswers,
    embedded.onFound(register),
    server.onFresh(() => {
      for (const uri of lists.keys()) stale.add(uri);
    }),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor, selections }) => {
      if (!isServed(textEditor.document)) return;
      const line = selections[0].active.line;
      server.caret(textEditor.document.uri.toString(), line);
      if (drawn.get(textEditor) !== line) askAgain();
    }),
    vscode.window.onDidChangeVisibleTextEditors((editors) => {
      for (const known of [...drawn.keys()]) if (!editors.includes(known)) drawn.delete(known);
      for (const editor of editors) if (isServed(editor.document)) decorate(editor);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      lists.delete(document.uri.toString());
    }),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (!event.affectsConfiguration("nablascope.answers")) return;
      register();
      decorateVisible();
    }),
  ];
  register();
  return vscode.Disposable.from(...subscriptions, decoration, {
    dispose: () => {
      clearTimeout(nudge);
      registration?.dispose();
    },
  });
}

function caretLines(document: vscode.TextDocument): Set<number> {
  return new Set(
    vscode.window.visibleTextEditors
      .filter((editor) => editor.document === document)
      .map((editor) => editor.selection.active.line),
  );
}

/** Whether the document is on screen only as a side of a comparison, which is to stay clean. */
function isCompared(document: vscode.TextDocument): boolean {
  const uri = document.uri.toString();
  let compared = false;
  for (const group of vscode.window.tabGroups.all) {
    const input = group.activeTab?.input;
    if (input instanceof vscode.TabInputText && input.uri.toString() === uri) return false;
    if (input instanceof vscode.TabInputTextDiff) {
      compared ||= input.modified.toString() === uri || input.original.toString() === uri;
    }
  }
  return compared;
}

/** With air around it: the padding of a hint is 3 px. */
const airy = (text: string): string => `\u00a0${text}\u00a0`;

function hintOf(document: vscode.TextDocument, answer: LineAnswer): vscode.InlayHint {
  const hint = new vscode.InlayHint(document.lineAt(answer.line).range.end, airy(answer.text));
  hint.paddingLeft = true;
  places.set(hint, { uri: document.uri.toString(), line: answer.line });
  return hint;
}

/** Behind the end of the line as the editor has it then: keys pressed meanwhile have made it longer. */
function decorationOf(answer: LineAnswer): vscode.DecorationOptions {
  const end = new vscode.Position(answer.line, Number.MAX_SAFE_INTEGER);
  const color = answer.dim === true ? dimmed : ink;
  const contentText = airy(answer.text).replaceAll(" ", "\u00a0"); // a style sheet would make one blank of several
  return { range: new vscode.Range(end, end), renderOptions: { after: { contentText, color } } };
}

/** Whether the hints that VS Code shows are still right: nothing changed but on lines that a decoration has. */
function sameElsewhere(before: readonly LineAnswer[], after: readonly LineAnswer[], held: Set<number>): boolean {
  const a = before.filter(({ line }) => !held.has(line));
  const b = after.filter(({ line }) => !held.has(line));
  return a.length === b.length && a.every((one, i) => one.line === b[i].line && one.text === b[i].text);
}

const places = new WeakMap<vscode.InlayHint, { readonly uri: string; readonly line: number }>();

interface WireHover {
  readonly contents: { readonly value: string };
}

/** The hover of the whole statement, under the answer itself. */
async function tooltipOf(
  server: Server,
  hint: vscode.InlayHint,
  token: vscode.CancellationToken,
): Promise<vscode.MarkdownString | undefined> {
  const place = places.get(hint);
  if (place === undefined) return undefined;
  const position = { line: place.line, character: hint.position.character };
  const hover = await server
    .request<WireHover | null>("textDocument/hover", { textDocument: { uri: place.uri }, position }, token)
    .catch(() => null);
  if (hover === null) return undefined;
  const { trusted } = await import("./markdown");
  return trusted(hover.contents.value);
}
