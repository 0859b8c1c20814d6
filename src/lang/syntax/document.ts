import type { SyntaxProblem } from "./problems";
import { STATEMENT_LIMIT, splitStatements } from "./split";
import { type Parsed, parseStatement } from "./statement";
import type { Statement } from "./tree";

/** A statement where it stands; spans in `tree` and `problems` are relative to `from`. */
export interface DocumentStatement {
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly tree: Statement;
  readonly problems: readonly SyntaxProblem[];
}

/** A text as statements whose spans tile it. */
export interface SyntaxDocument {
  readonly text: string;
  readonly statements: readonly DocumentStatement[];
}

/** Reads a text; statements whose text stood in `previous` keep their tree, identically. The result is the same with and without. */
export function parseDocument(text: string, previous?: SyntaxDocument): SyntaxDocument {
  const spans = splitStatements(text);
  const old = previous?.statements.filter((statement) => !isRefused(statement)) ?? [];
  const statements: DocumentStatement[] = [];
  let bySource: Map<string, Parsed> | undefined;
  for (let i = 0; i < spans.length; i++) {
    const { from, to } = spans[i];
    const source = text.slice(from, to);
    let parsed: Parsed | undefined = old[i]?.source === source ? old[i] : undefined;
    if (parsed === undefined && old.length > 0) {
      bySource ??= new Map(old.map((statement) => [statement.source, statement]));
      parsed = bySource.get(source);
    }
    if (i === STATEMENT_LIMIT) parsed = refused(source);
    parsed ??= parseStatement(source);
    statements.push({ from, to, source, tree: parsed.tree, problems: parsed.problems });
  }
  return { text, statements };
}

function isRefused(parsed: Parsed): boolean {
  return parsed.problems[0]?.code === "too-many";
}

/** The rest of a text with too many statements. */
function refused(source: string): Parsed {
  const problem: SyntaxProblem = {
    code: "too-many",
    limit: STATEMENT_LIMIT,
    from: 0,
    to: Math.min(source.length, 1),
    fixes: [],
  };
  return {
    tree: { kind: "error", from: 0, to: source.length, words: [], comments: [], given: [] },
    problems: [problem],
  };
}
