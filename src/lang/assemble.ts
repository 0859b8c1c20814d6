import type { Analysis, StatementResult } from "./analysis";
import { complain, type Draft } from "./check/context";
import { firstLine, type Ledger } from "./check/ledger";
import type { Place } from "./check/scope";
import type { Evaluated } from "./evaluated";
import type { Problem } from "./problem";
import { problemOf } from "./problems";
import { canonicalName } from "./syntax/notation";

/** So many statements are a millisecond or less. */
const turn = 4_000;

/** What a file comes to: results where they stand now, those that did not move identically, and all problems. */
export function* assemble(
  text: string,
  entries: readonly Evaluated[],
  ledger: Ledger,
): Generator<void, Analysis, void> {
  const statements: StatementResult[] = [];
  const problems: Problem[] = [];
  const declared: Evaluated[] = [];
  for (let i = 0; i < entries.length; i++) {
    const entry = entries[i];
    if (i % turn === turn - 1) yield;
    if (entry.drafts.length > 0) {
      for (const draft of entry.drafts) problems.push(definedLater(draft(entry.place), entry.place, ledger));
    }
    if (entry.tree.kind === "declare") declared.push(entry);
    if (!entry.isSilent) statements.push(placed(entry, statements.length));
  }
  for (const entry of declared) problems.push(...unused(entry, ledger));
  return { text, statements, problems };
}

/** Field by field: this is done for every statement behind a key, and a spread would cost a microsecond. */
function placed(entry: Evaluated, index: number): StatementResult {
  const { result, place } = entry;
  const from = place.from + result.from;
  if (entry.placed?.index === index && entry.placed.from === from) return entry.placed;
  const { source, kind, defines, answer, subject, files } = result;
  const now: { -readonly [K in keyof StatementResult]: StatementResult[K] } = {
    index,
    from,
    to: place.from + result.to,
    source,
    kind,
    defines,
  };
  if (answer) now.answer = answer;
  if (subject) now.subject = subject;
  if (files) now.files = files;
  entry.placed = now;
  return now;
}

/** A name that is missing where it stands may be defined further down; then that is what to say. */
function definedLater(problem: Problem, place: Place, ledger: Ledger): Problem {
  if (problem.code !== "undefined-name") return problem;
  const name = problem.message.en.replace(/^No such name: (.*?)\.( .*)?$/s, "$1");
  const line = firstLine(ledger, canonicalName(name));
  if (line === undefined || line <= place.line) return problem;
  return problemOf("used-before", { name, line }, problem);
}

/** What only the whole file shows: names that are declared and never used. */
function unused({ outcome, place }: Evaluated, { uses }: Ledger): Problem[] {
  const drafts: Draft[] = [];
  for (const entity of outcome.defines) {
    if (uses.has(entity) || entity.kind === "size" || entity.kind === "broken") continue;
    complain({ drafts }, "unused", { name: entity.name }, entity.span);
  }
  return drafts.map((draft) => draft(place));
}
