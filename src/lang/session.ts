import type { Locale } from "../words/text";
import type { Answer } from "./answer";
import type { Problem } from "./problem";
import type { Subject } from "./run/subject";

/** What a session may spend; each has its own problem when it is exceeded. */
export interface Limits {
  /** Nesting of an expression. */
  readonly depth: number;
  /** Nodes of one statement's expression graph. */
  readonly nodes: number;
  /** Entries of one matrix. */
  readonly entries: number;
  /** Updates of an optimiser. */
  readonly iterations: number;
  /** Elementary steps of one statement (a unit is about 10 ns to 1 µs of work). */
  readonly work: number;
  /** Statements of a file. */
  readonly statements: number;
}

/** The kind of a statement, as in section 3 of the language. */
export type StatementKind =
  | "declare"
  | "assume"
  | "define"
  | "load"
  | "ask"
  | "derive"
  | "check"
  | "analyse"
  | "optimise"
  | "show"
  | "export"
  | "error";

/** What became of one statement. Unchanged statements keep the identity of `answer` and `subject` from run to run. */
export interface StatementResult {
  readonly index: number;
  /** Absolute offsets into the text, UTF-16, half open; without the comment behind it. */
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly kind: StatementKind;
  /** The names it defines or declares. */
  readonly defines: readonly string[];
  readonly answer?: Answer;
  /** What the panel can draw of it. */
  readonly subject?: Subject;
}

export interface Analysis {
  readonly text: string;
  readonly statements: readonly StatementResult[];
  readonly problems: readonly Problem[];
}

export interface SessionOptions {
  readonly locale: Locale;
  readonly limits?: Partial<Limits>;
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
