import { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis, Session } from "../lang/session";
import { parseDocument, type SyntaxDocument } from "../lang/syntax/document";
import { type ProgramText, programText } from "./embedded";
import type { Typing } from "./typing";

/** A part of a change as it comes over the wire; nothing in it is trusted. */
export interface Change {
  readonly range?: { readonly start: WirePosition; readonly end: WirePosition };
  readonly text: string;
}
export interface WirePosition {
  readonly line: number;
  readonly character: number;
}

/** An open document, and how far its evaluation is. */
export interface Doc {
  readonly uri: string;
  /** The file as the client has it. */
  file: TextDocument;
  /** What is read and evaluated of it. */
  text: ProgramText;
  session: Session | undefined;
  /** The text as statements, as far as somebody has asked for it; kept to read the next text faster. */
  syntax: SyntaxDocument | undefined;
  /** The analysis of exactly this text, once there is one. */
  analysis: Analysis | undefined;
  /** Half-finished evaluation of this text. */
  work: Generator<void, Analysis, void> | undefined;
  /** The line being typed, if the last change was typing. */
  typing: Typing | undefined;
  /** Resolve with the analysis, or with nothing when the text changed first. */
  waiters: ((analysis: Analysis | undefined) => void)[];
  closed: boolean;
}

export function openDoc(uri: string, languageId: string, version: number, text: string): Doc {
  const file = TextDocument.create(uri, languageId, wholeNumber(version), text);
  return {
    uri,
    file,
    text: programText(file),
    session: undefined,
    syntax: undefined,
    analysis: undefined,
    work: undefined,
    typing: undefined,
    waiters: [],
    closed: false,
  };
}

/**
 * Applies the changes. Positions outside the text are moved to its nearest end, and a version going backwards is taken
 * as it comes: the client's text is the truth whatever it is called.
 */
export function changeDoc(doc: Doc, version: number, changes: readonly Change[], now: number): void {
  for (const change of changes) {
    const line = typedLine(change);
    doc.typing = line === undefined ? undefined : { line, at: now };
    const update =
      change.range === undefined
        ? { text: String(change.text) }
        : { range: { start: tame(change.range.start), end: tame(change.range.end) }, text: String(change.text) };
    doc.file = TextDocument.update(doc.file, [update], wholeNumber(version));
  }
  doc.text = programText(doc.file);
  forget(doc);
}

/** The document's text as statements. */
export function syntaxOf(doc: Doc): SyntaxDocument {
  const text = doc.text.getText();
  if (doc.syntax?.text !== text) doc.syntax = parseDocument(text, doc.syntax);
  return doc.syntax;
}

/** Nobody waits for this text any more: it changed or was closed. */
export function forget(doc: Doc): void {
  doc.analysis = undefined;
  doc.work = undefined;
  const waiters = doc.waiters;
  doc.waiters = [];
  for (const settle of waiters) settle(undefined);
}

/** The line of a change that looks like typing: within one line, and without a line break. */
function typedLine({ range, text }: Change): number | undefined {
  if (range === undefined || range.start?.line !== range.end?.line || /[\r\n]/.test(text)) return undefined;
  return tame(range.start).line;
}

/** A position with whole, non-negative numbers; what is no number counts as 0. */
export function tame(position: WirePosition | undefined): WirePosition {
  return { line: wholeNumber(position?.line), character: wholeNumber(position?.character) };
}

function wholeNumber(value: unknown): number {
  if (typeof value !== "number" || Number.isNaN(value) || value < 0) return 0;
  return Math.min(Math.floor(value), 0x7fff_ffff);
}
