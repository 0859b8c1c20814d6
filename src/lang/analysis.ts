import type { Answer } from "./answer";
import type { Problem } from "./problem";
import type { CodeFile } from "./run/code-file";
import type { Subject } from "./run/subject";

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
  /** Source code that an `export` makes. */
  readonly files?: readonly CodeFile[];
}

export interface Analysis {
  readonly text: string;
  readonly statements: readonly StatementResult[];
  readonly problems: readonly Problem[];
}
