import { type CancellationToken, type Connection, ResponseError } from "vscode-languageserver";
import type { Analysis, Session } from "../lang/session";
import type { SyntaxDocument } from "../lang/syntax/document";
import type { ServerOptions } from "../protocol/server";
import type { Typesetter } from "../tex/request";
import type { Locale } from "../words/text";
import type { Client } from "./client";
import { type Doc, tame, type WirePosition } from "./documents";
import type { Engine } from "./engine";
import type { Presentation } from "./typing";

/** What differs between Node and the web. */
export interface Surroundings {
  readonly later: (turn: () => void) => void;
  readonly now: () => number;
  readonly loadEngine: () => Promise<Engine>;
  /** Makes the typesetting service; called when the first formula is to be typeset, or when there is nothing to do. */
  readonly createTypesetter: (options: ServerOptions) => Promise<Typesetter>;
}

/** A document with the analysis of exactly its text. */
export interface Settled {
  readonly doc: Doc;
  readonly text: Doc["text"];
  readonly analysis: Analysis;
  /** The session, if the features that read its inside can read it. */
  readonly session: Session | undefined;
  /** The text as statements. */
  readonly syntax: SyntaxDocument;
}

/** A document as it is now, whether it is evaluated or not: for what must not wait. */
export interface Current {
  readonly doc: Doc;
  readonly text: Doc["text"];
  readonly session: Session | undefined;
}

/** What the features work with. */
export interface Core {
  readonly connection: Connection;
  readonly options: () => ServerOptions;
  readonly client: () => Client;
  readonly locale: () => Locale;
  readonly docs: ReadonlyMap<string, Doc>;
  /** The document with its analysis; nothing if it is unknown or the request was cancelled. Rejects with `Stale`. */
  readonly settled: (uri: string, token?: CancellationToken) => Promise<Settled | undefined>;
  readonly current: (uri: string) => Promise<Current | undefined>;
  /** The analysis of another text as if the document had it; in slices, so that nothing waits for it. */
  readonly evaluate: (uri: string, text: string, token: CancellationToken) => Promise<Analysis | undefined>;
  /** What the editor shows of it now. */
  readonly shown: (doc: Doc) => Presentation;
  readonly typesetter: () => Promise<Typesetter>;
  readonly theme: () => NonNullable<ServerOptions["theme"]>;
}

/** The text changed, or the document was closed, before its analysis was there. */
export class Stale extends Error {}

const contentModified = -32801;
const requestCancelled = -32800;

/** Answers a request; what it throws is logged whole, and the client gets the empty answer. */
export function serving<Ask, Reply>(
  core: Core,
  method: string,
  empty: Reply,
  handler: (ask: Ask, token: CancellationToken) => Promise<Reply | undefined>,
): void {
  const cancelled = (): unknown => new ResponseError(requestCancelled, `${method} was cancelled`);
  core.connection.onRequest<unknown, unknown>(method, async (ask: Ask, token: CancellationToken): Promise<unknown> => {
    if (token.isCancellationRequested) return cancelled();
    if (isOutside(core, ask)) return empty;
    try {
      const reply = (await handler(ask, token)) ?? empty;
      return token.isCancellationRequested ? cancelled() : reply;
    } catch (error) {
      if (error instanceof Stale) return new ResponseError(contentModified, "the text has changed");
      core.connection.console.error(`${method}: ${error instanceof Error ? (error.stack ?? error.message) : error}`);
      return empty;
    }
  });
}

/** Whether the question is about a place of a file that lies outside of its blocks of Nabla. */
function isOutside(core: Core, ask: unknown): boolean {
  const { textDocument, position, range } = (ask ?? {}) as {
    readonly textDocument?: { readonly uri?: string };
    readonly position?: WirePosition;
    readonly range?: { readonly start: WirePosition; readonly end: WirePosition };
  };
  const embedded = core.docs.get(String(textDocument?.uri))?.text.embedded;
  if (embedded === undefined) return false;
  if (position !== undefined) return !embedded.holds(tame(position));
  // A caret; a range of lines, as for hints, may begin anywhere.
  if (range === undefined || JSON.stringify(range.start) !== JSON.stringify(range.end)) return false;
  return !embedded.holds(tame(range.start));
}
