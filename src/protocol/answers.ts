import type { AnswersNote, LineAnswer } from "./server";

type Splice = Pick<AnswersNote, "start" | "remove" | "insert" | "shift">;

/** The smallest splice that turns the list told before into the new one; nothing when they are equal. */
export function spliceBetween(before: readonly LineAnswer[], after: readonly LineAnswer[]): Splice | undefined {
  let start = 0;
  const least = Math.min(before.length, after.length);
  while (start < least && equal(before[start], after[start], 0)) start++;
  let tail = 0;
  const shift = before.length > 0 && after.length > 0 ? (after.at(-1)?.line ?? 0) - (before.at(-1)?.line ?? 0) : 0;
  while (tail < least - start && equal(before[before.length - 1 - tail], after[after.length - 1 - tail], shift)) {
    tail++;
  }
  const remove = before.length - start - tail;
  const insert = after.slice(start, after.length - tail);
  if (remove === 0 && insert.length === 0 && (tail === 0 || shift === 0)) return undefined;
  return { start, remove, insert, shift: tail === 0 ? 0 : shift };
}

/** What the client does with a note. */
export function applySplice(list: readonly LineAnswer[], { start, remove, insert, shift }: Splice): LineAnswer[] {
  const behind = list.slice(start + remove);
  return [
    ...list.slice(0, start),
    ...insert,
    ...(shift === 0 ? behind : behind.map((answer) => ({ ...answer, line: answer.line + shift }))),
  ];
}

function equal(a: LineAnswer, b: LineAnswer, shift: number): boolean {
  return a.line + shift === b.line && a.text === b.text && a.tone === b.tone && a.dim === b.dim;
}

/** Line breaks that came and went in one edit. */
export interface LineShift {
  /** The line on which the edit begins. */
  readonly line: number;
  readonly removed: number;
  readonly added: number;
  /** It begins before the first character of that line. */
  readonly isAtStart: boolean;
}

/** Where answers stand after an edit that the server has not seen yet: those of removed lines are gone. */
export function shiftLines(list: readonly LineAnswer[], { line, removed, added, isAtStart }: LineShift): LineAnswer[] {
  const last = line + removed;
  const taken = list.some((answer) => answer.line === line) && !isAtStart;
  return list.flatMap((answer): LineAnswer[] => {
    if (answer.line < line) return [answer];
    if (answer.line > last || (answer.line === last && (removed > 0 ? !taken : isAtStart)))
      return [{ ...answer, line: answer.line + added - removed }];
    return answer.line === line && !isAtStart ? [answer] : [];
  });
}
