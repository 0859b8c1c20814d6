import { commonEnds } from "./common";
import type { SyntaxProblem } from "./problems";
import { type Search, STATEMENT_LIMIT, startSearch, statementEnd } from "./split";
import { type Parsed, parseStatement } from "./statement";
import type { Statement } from "./tree";

/** A statement where it stands; spans in `tree` and `problems` are relative to `from`. */
export interface DocumentStatement {
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly tree: Statement;
  readonly problems: readonly SyntaxProblem[];
  /** What its end depends on: the text from `from` so far, and the search budget left before it. */
  readonly reach: number;
  readonly budget: number;
}

/** A text as statements whose spans tile it. */
export interface SyntaxDocument {
  readonly text: string;
  readonly statements: readonly DocumentStatement[];
}

export const emptyDocument: SyntaxDocument = { text: "", statements: [] };

/**
 * Reads a text; statements whose text stood in `previous` where the texts differ, and all others, keep their tree, identically.
 * The result is the same with and without. @cost linear in what changed, but for a copy of the list
 */
export function parseDocument(text: string, previous: SyntaxDocument = emptyDocument): SyntaxDocument {
  const steps = documentSteps(text, previous);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/** So many characters are read in a millisecond, in several where nothing is compiled yet. */
const turn = 4_096;

/** {@link parseDocument} in steps of a few milliseconds. */
export function* documentSteps(text: string, previous: SyntaxDocument): Generator<void, SyntaxDocument, void> {
  const old = previous.statements;
  const { prefix, suffix } = commonEnds(previous.text, text);
  const shift = text.length - previous.text.length;
  const tailFrom = previous.text.length - suffix;
  const head = keptHead(old, prefix);
  const statements = old.slice(0, head);
  const search: Search = startSearch();
  if (head < old.length) search.left = old[head].budget;
  let known: ReadonlyMap<string, Parsed> | undefined;
  let from = head < old.length ? old[head].from : prefix;
  let next = head;
  let pause = from + turn;
  while (from < text.length) {
    while (next < old.length && (old[next].from < tailFrom || old[next].from + shift < from)) next++;
    if (isTail(old, next, from - shift, search.left, statements.length)) {
      for (; next < old.length; next++) statements.push(moved(old[next], shift));
      break;
    }
    const budget = search.left;
    const isLast = statements.length >= STATEMENT_LIMIT;
    const to = isLast ? text.length : statementEnd(text, from, search);
    const source = text.slice(from, to);
    known ??= bySource(old, head, tailFrom);
    const { tree, problems } = isLast ? refused(source) : (known.get(source) ?? parseStatement(source));
    const reach = isLast ? Number.POSITIVE_INFINITY : search.reach - from;
    statements.push({ from, to, source, tree, problems, reach, budget });
    from = to;
    if (from >= pause) {
      pause = from + turn;
      yield;
    }
  }
  return { text, statements };
}

/** How many statements at the top depend on nothing behind `prefix`. */
function keptHead(old: readonly DocumentStatement[], prefix: number): number {
  let count = 0;
  while (count < old.length && old[count].from + old[count].reach <= prefix) count++;
  return count;
}

/** Whether the old statements from `next` on stand, unchanged, at the place `from` of the old text. */
function isTail(old: readonly DocumentStatement[], next: number, from: number, budget: number, count: number): boolean {
  if (next >= old.length || old[next].from !== from || old[next].budget !== budget) return false;
  return count === next || (old.length <= STATEMENT_LIMIT && count + old.length - next <= STATEMENT_LIMIT);
}

function moved(statement: DocumentStatement, shift: number): DocumentStatement {
  if (shift === 0) return statement;
  const { from, to, source, tree, problems, reach, budget } = statement;
  return { from: from + shift, to: to + shift, source, tree, problems, reach, budget };
}

/** The statements between the head and the tail, by their text. */
function bySource(old: readonly DocumentStatement[], head: number, tailFrom: number): ReadonlyMap<string, Parsed> {
  const known = new Map<string, Parsed>();
  for (let i = head; i < old.length && old[i].from < tailFrom; i++) {
    if (!isRefused(old[i])) known.set(old[i].source, old[i]);
  }
  return known;
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
