import * as vscode from "vscode";
import { findBlocks, holdsBlocks, mayHoldBlocks } from "../formula/blocks";
import { type Program, programOf } from "../formula/program";
import { codeBlocks } from "./code-blocks";
import { isAside, type Server } from "./server";

/** The files of other languages that hold blocks of Nabla. */
export interface Embedded extends vscode.Disposable {
  readonly has: (document: vscode.TextDocument) => boolean;
  /** Whether the position lies in a block of it. One scan for each version of a document. */
  readonly holds: (document: vscode.TextDocument, position: vscode.Position) => boolean;
  /** Languages of such files that have been open. */
  readonly languages: () => readonly string[];
  /** A file has got its first block. */
  readonly onFound: vscode.Event<vscode.TextDocument>;
}

const longestText = 4_000_000;

/** Whether the file holds a block; one search of its text. */
export function hasBlocks(document: vscode.TextDocument): boolean {
  if (!holdsBlocks(document.languageId) || isAside(document)) return false;
  const text = document.getText();
  return text.length <= longestText && mayHoldBlocks(text) && findBlocks(text, document.languageId).length > 0;
}

/** Whether a change may have made the first block of a file: the lines it touched hold an opening fence. */
function mayMakeBlock({ document, contentChanges }: vscode.TextDocumentChangeEvent): boolean {
  return contentChanges.some(
    ({ range, text }) =>
      mayHoldBlocks(text) ||
      (range.start.line < document.lineCount && mayHoldBlocks(document.lineAt(range.start.line).text)),
  );
}

const programs = new WeakMap<vscode.TextDocument, { readonly version: number; readonly program: Program }>();

/** The blocks of a file as one program. One scan for each version of a document. */
export function programIn(document: vscode.TextDocument): Program {
  const { version } = document;
  let one = programs.get(document);
  if (one?.version !== version) {
    one = { version, program: programOf(findBlocks(document.getText(), document.languageId)) };
    programs.set(document, one);
  }
  return one.program;
}

/** Keeps the server in step with such files, and serves hovers, completion and fixes inside their blocks. */
export function createEmbedded(server: Server): Embedded {
  const open = new Set<vscode.TextDocument>();
  const languages = new Set<string>();
  const found = new vscode.EventEmitter<vscode.TextDocument>();
  const providers: vscode.Disposable[] = [];

  const tellOpen = (document: vscode.TextDocument): void => {
    const uri = document.uri.toString();
    const textDocument = { uri, languageId: document.languageId, version: document.version, text: document.getText() };
    server.tell("textDocument/didOpen", uri, { textDocument });
  };
  const look = (document: vscode.TextDocument): void => {
    if (open.has(document) || !hasBlocks(document)) return;
    open.add(document);
    if (!languages.has(document.languageId)) {
      languages.add(document.languageId);
      providers.push(codeBlocks(server, document.languageId, (one) => open.has(one)));
    }
    if (server.state() === "running") tellOpen(document);
    else server.start();
    found.fire(document);
  };
  const subscriptions = [
    server.onState((state) => {
      if (state === "running") open.forEach(tellOpen);
    }),
    vscode.workspace.onDidOpenTextDocument(look),
    vscode.workspace.onDidChangeTextDocument((event) => {
      const { document, contentChanges } = event;
      if (contentChanges.length === 0) return;
      if (!open.has(document)) {
        if (holdsBlocks(document.languageId) && mayMakeBlock(event)) look(document);
        return;
      }
      const uri = document.uri.toString();
      server.tell("textDocument/didChange", uri, {
        textDocument: { uri, version: document.version },
        contentChanges: contentChanges.map(({ range, text }) => ({ range: wire(range), text })),
      });
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      if (!open.delete(document)) return;
      const uri = document.uri.toString();
      server.tell("textDocument/didClose", uri, { textDocument: { uri } });
    }),
  ];
  for (const document of vscode.workspace.textDocuments) look(document);
  return {
    holds: (document, position) => open.has(document) && programIn(document).holds(document.offsetAt(position)),
    has: (document) => open.has(document),
    languages: () => [...languages],
    onFound: found.event,
    dispose: () => vscode.Disposable.from(...subscriptions, ...providers, found).dispose(),
  };
}

function wire({ start, end }: vscode.Range): object {
  return {
    start: { line: start.line, character: start.character },
    end: { line: end.line, character: end.character },
  };
}
