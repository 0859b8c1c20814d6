import * as vscode from "vscode";
import type { DemoState } from "../demos/demo";
import type { Channel } from "../protocol/channel";
import type { PageAction, PageCalls, Place, Show } from "../protocol/page";
import { wholeText } from "../protocol/pieces";
import { setting } from "./configuration";
import type { DocumentNumbers } from "./documents";
import { hasBlocks, programIn } from "./embedded";
import { findFormula } from "./formulas";
import { currentSettings, openPage } from "./page";
import { isOurs, type Server } from "./server";

const viewId = "nablascope.panel";
const longestText = 1_000_000;

/** The panel that follows the cursor. */
export interface Panel extends vscode.Disposable {
  /** Fills the view that VS Code has made. */
  readonly resolve: (view: vscode.WebviewView) => void;
  readonly reveal: () => Promise<void>;
  /** Shows a place now, whether the panel follows or not. */
  readonly showAt: (document: vscode.TextDocument, offset: number) => Promise<void>;
  readonly act: (action: PageAction) => boolean;
}

export function createPanel(
  context: vscode.ExtensionContext,
  server: Server,
  documents: DocumentNumbers,
  openDemo: (state: DemoState) => void,
): Panel {
  let view: vscode.WebviewView | undefined;
  let channel: Channel<PageCalls> | undefined;
  let listening = false;
  let live = true;
  let pinned: Place | undefined;
  let last: Show = { kind: "empty", why: "no-editor" };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let turn = 0;

  const push = (show: Show): void => {
    last = show;
    if (view?.visible === true && listening) channel?.ask("show", show).catch(() => undefined);
  };
  const update = async (): Promise<void> => {
    const mine = ++turn;
    const show = await (live ? atCursor(documents, last) : atPin(documents, pinned));
    if (mine === turn && show !== undefined && !sameShow(show, last)) push(show);
  };
  const later = (): void => {
    clearTimeout(timer);
    if (view?.visible !== true) return; // a hidden page is told when it is shown and asks
    timer = setTimeout(() => void update(), setting("panel.delay"));
  };
  const now = (): void => {
    clearTimeout(timer);
    void update();
  };

  const resolve = (resolved: vscode.WebviewView): void => {
    view = resolved;
    listening = false;
    const page = openPage(context, resolved.webview, server, documents, {
      show: async () => {
        await update();
        listening = true;
        return last;
      },
      recall: (place) => showOf(documents.find(place.document), place.offset, documents),
      follow: (ask) => {
        live = ask.live;
        pinned = ask.pinned;
        now();
      },
      openDemo,
    });
    channel = page.channel;
    resolved.onDidChangeVisibility(() => {
      if (resolved.visible) now();
      else listening = false; // its page is gone; the next one says when it listens
    });
    resolved.onDidDispose(() => {
      page.close();
      clearTimeout(timer);
      view = undefined;
      channel = undefined;
      listening = false;
    });
  };
  const subscriptions = [
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (textEditor === vscode.window.activeTextEditor) later();
    }),
    vscode.window.onDidChangeActiveTextEditor(later),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length > 0 && (document === vscode.window.activeTextEditor?.document || !live)) later();
    }),
    vscode.workspace.onDidCloseTextDocument(later),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("nablascope.motion")) {
        channel?.ask("settings", currentSettings()).catch(() => undefined);
      }
    }),
  ];
  const reveal = async (): Promise<void> => {
    await vscode.commands.executeCommand(`${viewId}.focus`);
  };
  return {
    resolve,
    reveal,
    showAt: async (document, offset) => {
      const show = await showOf(document, offset, documents);
      last = show;
      await reveal();
      push(show);
    },
    act: (action) => {
      if (view?.visible !== true || channel === undefined) return false;
      channel.ask("act", { action }).catch(() => undefined);
      return true;
    },
    dispose: () => {
      clearTimeout(timer);
      for (const one of subscriptions) one.dispose();
    },
  };
}

const besideSchemes = new Set(["output", "debug", "vscode-scm", "comment", "walkThrough"]);

async function atCursor(documents: DocumentNumbers, last: Show): Promise<Show> {
  const editor = vscode.window.activeTextEditor;
  // The output and the like are read beside the work, not instead of it.
  if (editor !== undefined && besideSchemes.has(editor.document.uri.scheme)) return last;
  if (editor === undefined) return last.kind === "empty" ? { kind: "empty", why: "no-editor" } : last;
  return showOf(editor.document, editor.document.offsetAt(editor.selection.active), documents);
}

async function atPin(documents: DocumentNumbers, pinned: Place | undefined): Promise<Show | undefined> {
  if (pinned === undefined) return undefined;
  return showOf(documents.find(pinned.document), pinned.offset, documents);
}

/** What the panel shows of a place. */
async function showOf(
  document: vscode.TextDocument | undefined,
  offset: number,
  documents: DocumentNumbers,
): Promise<Show> {
  if (document === undefined) return { kind: "empty", why: "gone" };
  const place: Place = { document: documents.numberOf(document), offset };
  const name = document.uri.path.split("/").pop() ?? "";
  const { version } = document;
  if (isOurs(document)) {
    const text = document.getText();
    if (text.length > longestText) return { kind: "empty", why: "too-large" };
    return { kind: "nabla", place, version, name, text, offset, pieces: wholeText };
  }
  if (hasBlocks(document)) {
    const { text, pieces, holds, toProgram } = programIn(document);
    if (text.length > longestText) return { kind: "empty", why: "too-large" };
    if (holds(offset)) return { kind: "nabla", place, version, name, text, offset: toProgram(offset), pieces };
  }
  const found = findFormula(document, document.positionAt(offset));
  if (found === undefined) return { kind: "empty", why: "no-formula" };
  return { kind: "formula", place, version, name, tex: found.tex, macros: found.macros };
}

function sameShow(a: Show, b: Show): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "nabla" && b.kind === "nabla") {
    return a.version === b.version && a.place.document === b.place.document && a.place.offset === b.place.offset;
  }
  if (a.kind === "formula" && b.kind === "formula") {
    return a.tex === b.tex && a.place.document === b.place.document && a.macros.join() === b.macros.join();
  }
  return a.kind === "empty" && b.kind === "empty" && a.why === b.why;
}
