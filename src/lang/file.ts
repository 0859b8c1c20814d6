import { type Dirt, dirty, noDirt, touches } from "./check/dirt";
import { above, createLedger, enter, type Ledger, strike } from "./check/ledger";
import { type Above, fingerprintBehind, isUnchanged } from "./check/scope";
import { type Evaluated, evaluateStatement, hasSameFile } from "./evaluated";
import type { World } from "./run/world";
import type { DocumentStatement } from "./syntax/document";

/**
 * The statements of a file as far as a run has come, and behind them those of the run before. A run that is dropped
 * leaves it whole: what is behind `verified` is looked at again, against everything that `dirt` has gathered.
 */
export interface File {
  readonly entries: Evaluated[];
  readonly ledger: Ledger;
  /** So many entries are right as they stand. */
  verified: number;
  dirt: Dirt;
}

/** A file without a statement. */
export function createFile(): File {
  return { entries: [], ledger: createLedger(), verified: 0, dirt: noDirt() };
}

/** What stands above the next statement. */
interface Cursor {
  line: number;
  fingerprint: number;
}

/** So many unchanged statements are a millisecond or less. */
const turn = 4_000;

/**
 * Brings the entries up to date with the statements: those whose text and answers to their questions are unchanged stay.
 * Yields after each that is evaluated. @cost what changed and what depends on it, and some nanoseconds for each that stays
 */
export function* evaluateFile(
  world: World,
  file: File,
  statements: readonly DocumentStatement[],
): Generator<void, void, void> {
  const { entries, ledger } = file;
  const { head, tail } = keptEnds(file, statements, world);
  const old = takeMiddle(file, head, tail, statements.length);
  const cursor = cursorBehind(entries[head - 1]);
  for (let i = head; i < statements.length - tail; i++) {
    const names = above(ledger, i, cursor.fingerprint);
    const kept = takeKept(old, statements[i], names, world);
    const entry = kept ?? (yield* evaluated(world, statements[i], i, names, cursor));
    entries.splice(i, 0, entry);
    join(file, i, entry, statements[i].from, cursor);
    if (!kept || i % turn === 0) yield;
  }
  for (let i = statements.length - tail; i < statements.length; i++) {
    let entry = entries[i];
    const isAskedOfAll = entry.asked.fingerprint !== undefined && entry.asked.fingerprint !== cursor.fingerprint;
    if (isAskedOfAll || touches(file.dirt, entry.asked)) {
      const names = above(ledger, i, cursor.fingerprint);
      if (!isUnchanged(entry.asked, names)) {
        const fresh = yield* evaluated(world, statements[i], i, names, cursor);
        leave(file, entry);
        entry = fresh;
        entries[i] = fresh;
        join(file, i, fresh, statements[i].from, cursor);
        yield;
        continue;
      }
    }
    settle(file, i, entry, statements[i].from, cursor);
    if (i % turn === 0) yield;
  }
  file.dirt = noDirt();
}

const evaluated = (world: World, statement: DocumentStatement, order: number, names: Above, { line }: Cursor) =>
  evaluateStatement(world, statement, { from: statement.from, line }, order, names);

/** How many statements at the top are right as they stand, and how many of the others at the end have the same text. */
function keptEnds(
  { entries, verified }: File,
  statements: readonly DocumentStatement[],
  world: World,
): { readonly head: number; readonly tail: number } {
  const isSame = (at: number, entry: Evaluated) =>
    statements[at].source === entry.source && hasSameFile(entry.outcome, world);
  const least = Math.min(statements.length, entries.length);
  let head = 0;
  while (head < Math.min(least, verified) && isSame(head, entries[head])) head++;
  let tail = 0;
  while (tail < least - head && isSame(statements.length - 1 - tail, entries[entries.length - 1 - tail])) tail++;
  return { head, tail };
}

/** Takes out what stands between the ends, by its text, and numbers the end for a file of `count` statements. */
function takeMiddle(file: File, head: number, tail: number, count: number): Map<string, Evaluated[]> {
  const { entries } = file;
  const groups = new Map<string, Evaluated[]>();
  file.verified = head;
  for (const entry of entries.splice(head, entries.length - tail - head)) {
    leave(file, entry);
    const group = groups.get(entry.source);
    if (group) group.push(entry);
    else groups.set(entry.source, [entry]);
  }
  for (let i = head; i < entries.length; i++) entries[i].order = count - tail + i - head;
  return groups;
}

/** An old result of the same text for which every name still means the same thing. */
function takeKept(
  old: Map<string, Evaluated[]>,
  { source }: DocumentStatement,
  names: Above,
  world: World,
): Evaluated | undefined {
  const group = old.get(source);
  const at = group?.findIndex(({ asked, outcome }) => isUnchanged(asked, names) && hasSameFile(outcome, world)) ?? -1;
  return at < 0 ? undefined : group?.splice(at, 1)[0];
}

function cursorBehind(entry: Evaluated | undefined): Cursor {
  if (!entry) return { line: 1, fingerprint: 0 };
  return { line: entry.place.line + entry.lines, fingerprint: fingerprintBehind(entry.fingerprint, entry.step) };
}

function join(file: File, at: number, entry: Evaluated, from: number, cursor: Cursor): void {
  entry.order = at;
  enter(file.ledger, entry);
  dirty(file.dirt, entry);
  settle(file, at, entry, from, cursor);
}

function leave(file: File, entry: Evaluated): void {
  strike(file.ledger, entry);
  dirty(file.dirt, entry);
}

/** The entry is right, and stands here now. */
function settle(file: File, at: number, entry: Evaluated, from: number, cursor: Cursor): void {
  entry.place.from = from;
  entry.place.line = cursor.line;
  entry.fingerprint = cursor.fingerprint;
  file.verified = at + 1;
  cursor.line += entry.lines;
  cursor.fingerprint = fingerprintBehind(cursor.fingerprint, entry.step);
}
