import type { Locale } from "../words/text";
import type { Answer } from "./answer";
import type { Draft } from "./check/context";
import { complain } from "./check/context";
import {
  type Asked,
  addName,
  createNames,
  type Entity,
  isUnchanged,
  type Names,
  type Place,
  type Run,
  recordingScope,
  runsOf,
} from "./check/scope";
import type { LoadFile } from "./data-file";
import { defaultLimits, type Limits } from "./limits";
import type { Problem } from "./problem";
import { problemOf } from "./problems";
import type { CodeFile } from "./run/code-file";
import { drive } from "./run/drive";
import { brokenNames, contentEnd } from "./run/statement";
import type { Subject } from "./run/subject";
import { syntaxProblem } from "./run/syntax-problem";
import { createTask } from "./run/task";
import type { Outcome, Task, World } from "./run/world";
import { builder } from "./symbolic/build";
import { clearGraph, createGraph } from "./symbolic/graph";
import { type DocumentStatement, parseDocument, type SyntaxDocument } from "./syntax/document";
import { canonicalName } from "./syntax/notation";
import type { Statement } from "./syntax/tree";

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

/** A statement as the session keeps it. */
export interface Evaluated {
  readonly source: string;
  readonly tree: Statement;
  readonly place: Place;
  /** How many lines it takes up. */
  readonly lines: number;
  readonly outcome: Outcome;
  readonly drafts: readonly Draft[];
  /** Every name the statement asked for and what it meant then. */
  readonly asked: Asked;
  readonly cuts: Task["context"]["cuts"];
  readonly runs: readonly (readonly [string, Run])[];
  readonly result: Omit<StatementResult, "index" | "from" | "to"> & { readonly start: number; readonly end: number };
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

export function createSession(options: SessionOptions): Session {
  const limits: Limits = { ...defaultLimits, ...options.limits };
  const graph = createGraph(limits.nodes);
  const faults = options.onFault ? { onFault: options.onFault } : {};
  const world: World = { b: builder(graph), values: new Map(), limits, loadFile: options.loadFile, ...faults };
  let document: SyntaxDocument = { text: "", statements: [] };
  let evaluated: readonly Evaluated[] = [];
  /** What runs found that were dropped before their end. */
  let spare: Evaluated[] = [];
  let names = createNames();
  let last: Analysis = { text: "", statements: [], problems: [] };

  function* run(): Generator<void, Analysis, void> {
    if (graph.count > limits.nodes * fullShare) {
      clearGraph(graph);
      world.values.clear();
      evaluated = [];
      spare = [];
    }
    const current = document;
    const head = sameHead(current.statements, evaluated, world);
    const rest = head > 0 ? evaluated.slice(head) : evaluated;
    const old = groupBySource(spare.length > 0 ? [...rest, ...spare] : rest);
    const next: Evaluated[] = [];
    const scope = createNames();
    let line = 1;
    for (const statement of current.statements) {
      const place: Place = { from: statement.from, line };
      const kept = next.length < head ? evaluated[next.length] : takeKept(old, statement, scope, world);
      let entry = kept;
      if (kept) {
        Object.assign(kept.place, place);
        if (next.length % turn === 0) yield;
      } else {
        entry = yield* evaluateStatement(world, statement, place, scope);
        spare.push(entry);
        yield;
      }
      if (entry) {
        next.push(entry);
        for (const entity of entry.outcome.defines) addName(scope, entity);
        scope.facts.push(...(entry.outcome.facts ?? []));
        for (const [name, run] of entry.runs) if (!scope.runs.has(name)) scope.runs.set(name, run);
      }
      line += entry?.lines ?? 0;
    }
    evaluated = next;
    spare = [];
    names = scope;
    last = yield* assemble(current.text, next);
    return last;
  }

  const session: Session = {
    update(text) {
      document = parseDocument(text, document);
    },
    run,
    get last() {
      return last;
    },
  };
  views.set(session, () => ({ world, document, evaluated, entities: names.entities }));
  return session;
}

const views = new WeakMap<Session, () => SessionView>();

/** What the editor's features read of a session: trees, names and how glued runs were cut. @throws RangeError for a session made elsewhere */
export function viewOf(session: Session): SessionView {
  const view = views.get(session);
  if (!view) throw new RangeError("viewOf needs a session of createSession");
  return view();
}

function groupBySource(entries: readonly Evaluated[]): Map<string, Evaluated[]> {
  const groups = new Map<string, Evaluated[]>();
  for (const entry of entries) {
    const group = groups.get(entry.source);
    if (group) group.push(entry);
    else groups.set(entry.source, [entry]);
  }
  return groups;
}

/** How many statements at the top are the ones evaluated last time: all names mean the same there. */
function sameHead(statements: readonly DocumentStatement[], evaluated: readonly Evaluated[], world: World): number {
  const most = Math.min(statements.length, evaluated.length);
  let count = 0;
  while (
    count < most &&
    statements[count].source === evaluated[count].source &&
    hasSameFile(evaluated[count].outcome, world)
  )
    count++;
  return count;
}

/** An old result of the same text for which every name still means the same thing. */
function takeKept(
  old: Map<string, Evaluated[]>,
  { source }: DocumentStatement,
  names: Names,
  world: World,
): Evaluated | undefined {
  const group = old.get(source);
  const at = group?.findIndex(({ asked, outcome }) => isUnchanged(asked, names) && hasSameFile(outcome, world)) ?? -1;
  return at < 0 ? undefined : group?.splice(at, 1)[0];
}

/** Whether the data file that a statement read is still the same. */
function hasSameFile({ read }: Outcome, { loadFile }: World): boolean {
  return read === undefined || loadFile?.(read.path) === read.file;
}

function* evaluateStatement(
  world: World,
  statement: DocumentStatement,
  place: Place,
  names: Names,
): Generator<void, Evaluated, void> {
  const { source, tree, problems } = statement;
  const asked: Asked = {
    entities: new Map(),
    looks: new Map(),
    runs: new Map(),
    facts: undefined,
    fingerprint: undefined,
  };
  const drafts: Draft[] = problems.map(syntaxProblem);
  const scope = recordingScope(names, asked);
  const isWrong = problems.some((problem) => syntaxProblem(problem)(place).severity === "error");
  const { task, outcome } = isWrong
    ? unread(createTask(world, tree, source, place, scope, drafts))
    : yield* drive(world, tree, source, place, scope, drafts);
  const start = source.length - source.trimStart().length;
  const end = Math.max(start, contentEnd(source));
  const { answer, subject, files } = outcome;
  const result = {
    start,
    end,
    source: source.slice(start, end),
    kind: kindOf(tree),
    defines: tree.kind === "assume" ? [] : outcome.defines.map(({ name }) => name),
    ...(answer ? { answer } : {}),
    ...(subject ? { subject } : {}),
    ...(files ? { files } : {}),
  };
  const { cuts } = task.context;
  const runs = cuts.flatMap(({ span, parts }) => {
    const texts = parts.map(({ from, to }) => source.slice(from, to));
    return [...runsOf(source.slice(span.from, span.to), texts, span, place)];
  });
  return { source, tree, place, lines: countLines(source), outcome, drafts, asked, cuts, runs, result };
}

/** A statement that can't be read defines its names without a meaning. */
const unread = (task: Task) => ({ task, outcome: { defines: brokenNames(task) } as Outcome });

function kindOf({ kind }: Statement): StatementKind {
  if (kind === "plot") return "show";
  return kind === "blank" || kind === "comment" || kind === "section" ? "error" : kind;
}

const silent: ReadonlySet<Statement["kind"]> = new Set(["blank", "comment", "section"]);

/** So many unchanged statements are a millisecond or two. */
const turn = 500;

function* assemble(text: string, entries: readonly Evaluated[]): Generator<void, Analysis, void> {
  const statements: StatementResult[] = [];
  const problems: Problem[] = [];
  let lines: ReadonlyMap<string, number> | undefined;
  const later = () => {
    lines ??= linesOfNames(entries);
    return lines;
  };
  for (const [i, { tree, place, result, drafts }] of entries.entries()) {
    if (i % turn === turn - 1) yield;
    for (const draft of drafts) problems.push(definedLater(draft(place), place, later));
    if (silent.has(tree.kind)) continue;
    const { start, end, ...rest } = result;
    statements.push({ index: statements.length, from: place.from + start, to: place.from + end, ...rest });
  }
  problems.push(...(yield* fileProblems(entries)));
  return { text, statements, problems };
}

/** The line on which each name is defined first. */
function linesOfNames(entries: readonly Evaluated[]): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  for (const { outcome, place } of entries) {
    for (const { name } of outcome.defines) if (!lines.has(name)) lines.set(name, place.line);
  }
  return lines;
}

/** A name that is missing where it stands may be defined further down; then that is what to say. */
function definedLater(problem: Problem, place: Place, lines: () => ReadonlyMap<string, number>): Problem {
  if (problem.code !== "undefined-name") return problem;
  const name = problem.message.en.replace(/^No such name: (.*?)\.( .*)?$/s, "$1");
  const line = lines().get(canonicalName(name));
  if (line === undefined || line <= place.line) return problem;
  return problemOf("used-before", { name, line }, problem);
}

/** What only the whole file shows: names that are declared and never used. */
function* fileProblems(entries: readonly Evaluated[]): Generator<void, Problem[], void> {
  const declared = entries.filter(({ tree }) => tree.kind === "declare");
  if (declared.length === 0) return [];
  const used = new Set<Entity>();
  for (const [i, { asked }] of entries.entries()) {
    if (i % turn === turn - 1) yield;
    for (const entity of asked.entities.values()) if (entity) used.add(entity);
  }
  const problems: Problem[] = [];
  for (const { outcome, place } of declared) {
    for (const entity of outcome.defines) {
      if (used.has(entity) || entity.kind === "size" || entity.kind === "broken") continue;
      const drafts: Draft[] = [];
      complain({ drafts }, "unused", { name: entity.name }, entity.span);
      problems.push(...drafts.map((draft) => draft(place)));
    }
  }
  return problems;
}

function countLines(source: string): number {
  let count = 0;
  for (let i = 0; i < source.length; i++) {
    const c = source.charCodeAt(i);
    if (c === 10 || (c === 13 && source.charCodeAt(i + 1) !== 10)) count++;
  }
  return count;
}
