import type { StatementKind, StatementResult } from "./analysis";
import type { Draft } from "./check/context";
import { foreignIdiom } from "./check/foreign";
import type { Entry } from "./check/ledger";
import {
  type Above,
  type Fact,
  type NameStep,
  nameStep,
  nothingAsked,
  type Place,
  recordingScope,
  runsOf,
  type Scope,
} from "./check/scope";
import { problemOf } from "./problems";
import { contentEnd } from "./run/content-end";
import { drive } from "./run/drive";
import { brokenNames } from "./run/statement";
import { syntaxProblem } from "./run/syntax-problem";
import { createTask } from "./run/task";
import type { Outcome, Task, World } from "./run/world";
import type { DocumentStatement } from "./syntax/document";
import { LENGTH_LIMIT } from "./syntax/statement";
import type { Statement } from "./syntax/tree";

/** A statement as the session keeps it. */
export interface Evaluated extends Entry {
  readonly source: string;
  readonly tree: Statement;
  /** How many lines it takes up. */
  readonly lines: number;
  readonly outcome: Outcome;
  readonly drafts: readonly Draft[];
  readonly cuts: Task["context"]["cuts"];
  /** Stands for the names defined above it. */
  fingerprint: number;
  readonly step: NameStep;
  /** Nothing but blanks or a comment. */
  readonly isSilent: boolean;
  /** What is shown of it, with offsets from the statement's start. */
  readonly result: Omit<StatementResult, "index">;
  /** The same where the statement stood last. */
  placed: StatementResult | undefined;
}

const noFacts: readonly Fact[] = [];
const silent: ReadonlySet<Statement["kind"]> = new Set(["blank", "comment", "section"]);

/** Evaluates a statement below what stands above it; yields between turns. */
export function* evaluateStatement(
  world: World,
  statement: DocumentStatement,
  place: Place,
  order: number,
  names: Above,
): Generator<void, Evaluated, void> {
  const { source, tree, problems } = statement;
  const asked = nothingAsked();
  const drafts: Draft[] = problems.map(syntaxProblem);
  const scope = recordingScope(names, asked);
  const isWrong = problems.some((problem) => syntaxProblem(problem)(place).severity === "error");
  const { task, outcome } = isWrong
    ? unread(createTask(world, tree, source, place, scope, drafts))
    : yield* drive(world, tree, source, place, scope, drafts);
  if (isWrong || task.context.failed) sayForeign(source, place, scope, drafts);
  const { cuts } = task.context;
  const runs = cuts.flatMap(({ span, parts }) => {
    const texts = parts.map(({ from, to }) => source.slice(from, to));
    return [...runsOf(source.slice(span.from, span.to), texts, span, place)];
  });
  return {
    order,
    place,
    asked,
    defines: outcome.defines,
    facts: outcome.facts ?? noFacts,
    runs,
    source,
    tree,
    lines: countLines(source),
    outcome,
    drafts,
    cuts,
    fingerprint: names.fingerprint,
    step: nameStep(outcome.defines),
    isSilent: silent.has(tree.kind),
    result: resultOf(source, place, tree, outcome),
    placed: undefined,
  };
}

/** Of a line that another language would read: one problem that says how it is written here, in the place of its errors. */
function sayForeign(source: string, place: Place, { find }: Scope, drafts: Draft[]): void {
  const idiom = foreignIdiom(source, (name) => find(name) !== undefined);
  if (!idiom || drafts.some((draft) => draft(place).code === "tex-name")) return;
  const { from, to, written, meant, note } = idiom;
  const milder = drafts.filter((draft) => {
    const { severity } = draft(place);
    return severity === "hint" || severity === "warning";
  });
  drafts.splice(0, drafts.length, ...milder, (at) => {
    const span = { from: from + at.from, to: to + at.from };
    const title = meant
      ? { en: `Write ${meant.trim()}`, zh: `改写为 ${meant.trim()}` }
      : { en: "Remove it", zh: "删除" };
    const fixes = meant === undefined ? [] : [{ title, edits: [{ ...span, text: meant }], preferred: true }];
    return problemOf("foreign-idiom", { written, meant, note }, span, fixes);
  });
}

/** Whether the data file that a statement read is still the same. */
export function hasSameFile({ read }: Outcome, { loadFile }: World): boolean {
  return read === undefined || loadFile?.(read.path) === read.file;
}

/** A statement that can't be read defines its names without a meaning. */
const unread = (task: Task) => ({ task, outcome: { defines: brokenNames(task) } as Outcome });

function resultOf(whole: string, place: Place, tree: Statement, outcome: Outcome): Evaluated["result"] {
  const source = whole.slice(0, LENGTH_LIMIT); // nobody reads on
  const from = source.length - source.trimStart().length;
  const to = Math.max(from, contentEnd(source));
  const { answer, subject, files } = outcome;
  return {
    from,
    to,
    source: source.slice(from, to),
    kind: kindOf(tree),
    // Names of other lines may get a new meaning here: a fact, a size.
    defines:
      tree.kind === "assume" ? [] : outcome.defines.flatMap((entity) => (entity.place === place ? [entity.name] : [])),
    ...(answer ? { answer } : {}),
    ...(subject ? { subject } : {}),
    ...(files ? { files } : {}),
  };
}

function kindOf({ kind }: Statement): StatementKind {
  if (kind === "plot") return "show";
  return kind === "blank" || kind === "comment" || kind === "section" ? "error" : kind;
}

function countLines(source: string): number {
  let count = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c === 10 || (c === 13 && source.charCodeAt(i + 1) !== 10)) count++;
  }
  return count;
}
