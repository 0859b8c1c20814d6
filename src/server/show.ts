import type { Connection, Diagnostic } from "vscode-languageserver";
import type { Problem } from "../lang/problem";
import { spliceBetween } from "../protocol/answers";
import type { Locale } from "../words/text";
import type { Client } from "./client";
import type { Doc } from "./documents";
import { type Lined, linesOf, noLines } from "./lines";
import { nothingShown, type Presentation, pauseMs, present } from "./typing";

const severities = { error: 1, warning: 2, info: 3, hint: 4 } as const;

/** Keeps what the editor shows of one document: problems and answers, with a half-typed line left alone. */
export interface Show {
  readonly shown: (doc: Doc) => Presentation;
  readonly refresh: (doc: Doc) => void;
  /** The caret is on this line now; a half-typed line that it has left is shown as it is. */
  readonly caret: (doc: Doc, line: number) => void;
  readonly close: (doc: Doc) => void;
}

export interface ShowOptions {
  readonly connection: Connection;
  readonly locale: () => Locale;
  readonly client: () => Client;
  readonly ownAnswers: () => boolean;
  readonly now: () => number;
  /** Answers changed without the client having asked. */
  readonly answersChanged: () => void;
}

interface Held {
  shown: Presentation;
  told: Lined;
  timer: ReturnType<typeof setTimeout> | undefined;
}

export function createShow(options: ShowOptions): Show {
  const held = new Map<Doc, Held>();
  const of = (doc: Doc): Held => {
    let one = held.get(doc);
    if (one === undefined) {
      one = { shown: nothingShown, told: noLines, timer: undefined };
      held.set(doc, one);
    }
    return one;
  };

  const refresh = (doc: Doc): void => {
    const { analysis } = doc;
    if (analysis === undefined || doc.closed) return;
    const one = of(doc);
    clearTimeout(one.timer);
    const restMs = doc.typing === undefined ? 0 : doc.typing.at + pauseMs - options.now();
    if (restMs <= 0) doc.typing = undefined;
    one.shown = present(analysis, one.shown, lineOf(doc));
    if (one.shown.withheld) one.timer = setTimeout(() => refresh(doc), Math.max(1, Math.ceil(restMs)));
    const { uri, text } = doc;
    const locale = options.locale();
    const diagnostics = one.shown.problems.map((problem) => toDiagnostic(doc, problem, locale, options.client()));
    void options.connection.sendDiagnostics({ uri, version: text.version, diagnostics });
    tell(doc, one);
  };

  const tell = (doc: Doc, one: Held): void => {
    const before = one.told.lines;
    one.told = linesOf(doc, one.shown.answers, options.locale(), one.told);
    const splice = spliceBetween(before, one.told.lines);
    if (splice === undefined) return;
    if (options.ownAnswers()) {
      void options.connection.sendNotification("nabla/answers", { uri: doc.uri, version: doc.text.version, ...splice });
    } else {
      options.answersChanged();
    }
  };

  return {
    shown: (doc) => of(doc).shown,
    refresh,
    caret: (doc, line) => {
      if (doc.typing === undefined || doc.typing.line === line) return;
      doc.typing = undefined;
      refresh(doc);
    },
    close: (doc) => {
      clearTimeout(held.get(doc)?.timer);
      held.delete(doc);
      void options.connection.sendDiagnostics({ uri: doc.uri, diagnostics: [] });
    },
  };
}

/** The offsets of the line being typed. */
function lineOf(doc: Doc): { from: number; to: number } | undefined {
  if (doc.typing === undefined) return undefined;
  const { line } = doc.typing;
  const from = doc.text.offsetAt({ line, character: 0 });
  const to = doc.text.offsetAt({ line: line + 1, character: 0 });
  return { from, to: Math.max(from, line + 1 < doc.text.lineCount ? to - 1 : to) };
}

export function toDiagnostic(doc: Doc, problem: Problem, locale: Locale, client: Client): Diagnostic {
  const range = rangeOf(doc, problem);
  return {
    range,
    severity: severities[problem.severity],
    code: problem.code,
    source: "nabla",
    message: problem.message[locale],
    ...(client.diagnosticTags && problem.code.startsWith("unused") ? { tags: [1 as const] } : {}),
    ...(!client.relatedInformation || problem.related === undefined || problem.related.length === 0
      ? {}
      : {
          relatedInformation: problem.related.map((related) => ({
            location: { uri: doc.uri, range: rangeOf(doc, related) },
            message: related.message[locale],
          })),
        }),
    ...(problem.fixes.length === 0 ? {} : { data: { fixes: problem.fixes.map((fix) => fix.title[locale]) } }),
  };
}

function rangeOf(doc: Pick<Doc, "text">, { from, to }: { from: number; to: number }): Diagnostic["range"] {
  return { start: doc.text.positionAt(from), end: doc.text.positionAt(to) };
}
