import type { Locale } from "../words/text";
import type { Analysis } from "./analysis";
import { assemble } from "./assemble";
import { entitiesOf } from "./check/ledger";
import type { Entity } from "./check/scope";
import type { LoadFile } from "./data-file";
import type { Evaluated } from "./evaluated";
import { createFile, evaluateFile } from "./file";
import { defaultLimits, type Limits } from "./limits";
import type { World } from "./run/world";
import { builder } from "./symbolic/build";
import { clearGraph, createGraph } from "./symbolic/graph";
import { documentSteps, emptyDocument, parseDocument, type SyntaxDocument } from "./syntax/document";

export type { Analysis, StatementKind, StatementResult } from "./analysis";

export interface SessionOptions {
  readonly locale: Locale;
  readonly limits?: Partial<Limits>;
  /** Where `load` gets its files; without, it says that none are at hand. */
  readonly loadFile?: LoadFile;
  /** Told of every fault of the engine's own, so that it can be logged whole; its statement gets the problem `internal`. */
  readonly onFault?: (error: unknown, statement: string) => void;
}

/** One document being edited: text in, answers and problems out, incrementally by statement. */
export interface Session {
  /** Replaces the text. Statements whose text and dependencies are unchanged keep their results. */
  update(text: string): void;
  /** Evaluates what is stale; yields after each statement and every few thousand steps inside one, so that the driver may stop it. */
  run(): Generator<void, Analysis, void>;
  /** The last whole analysis; empty before the first run ended. */
  readonly last: Analysis;
}

export interface SessionView {
  readonly world: World;
  readonly document: SyntaxDocument;
  /** One for each statement of the document that the last run reached; blank lines included. */
  readonly evaluated: readonly Evaluated[];
  /** All names at the end of the file. */
  readonly entities: ReadonlyMap<string, Entity>;
}

/** The session forgets its graph and starts afresh when this share of the nodes is used. */
const fullShare = 0.5;
/** Or when the data of all runs so far takes so many bytes. */
const mostDataBytes = 128_000_000;

/** A session without a text. It holds one graph for all its statements and forgets it when that is half full. */
export function createSession(options: SessionOptions): Session {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const graph = createGraph(limits.nodes);
  const faults = options.onFault ? { onFault: options.onFault } : {};
  const world: World = { b: builder(graph), values: new Map(), limits, loadFile: options.loadFile, ...faults };
  let text = "";
  let document = emptyDocument;
  let file = createFile();
  /** Of the last run that came to its end, like `last`. */
  let evaluated: readonly Evaluated[] = [];
  let entities: ReadonlyMap<string, Entity> | undefined;
  let last: Analysis = { text: "", statements: [], problems: [] };

  function* run(): Generator<void, Analysis, void> {
    if (document.text !== text) document = yield* documentSteps(text, document);
    const current = document;
    if (graph.count > limits.nodes * fullShare || graph.bytes > mostDataBytes) {
      clearGraph(graph);
      world.values.clear();
      file = createFile();
    }
    yield* evaluateFile(world, file, current.statements);
    evaluated = [...file.entries];
    entities = undefined;
    last = yield* assemble(current.text, evaluated, file.ledger);
    return last;
  }

  const session: Session = {
    update(next) {
      text = next;
    },
    run,
    get last() {
      return last;
    },
  };
  views.set(session, {
    world,
    get document() {
      if (document.text !== text) document = parseDocument(text, document);
      return document;
    },
    get evaluated() {
      return evaluated;
    },
    get entities() {
      entities ??= entitiesOf(file.ledger);
      return entities;
    },
  });
  return session;
}

const views = new WeakMap<Session, SessionView>();

/** What the editor's features read of a session: trees, names and how glued runs were cut. @throws RangeError for a session made elsewhere */
export function viewOf(session: Session): SessionView {
  const view = views.get(session);
  if (!view) throw new RangeError("viewOf needs a session of createSession");
  return view;
}
