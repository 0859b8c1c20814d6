import type { Edit } from "../../lang/problem";

/**
 * Edits that turn one text into the other, a line at a time, so that the caret, marks and undo of untouched lines stay.
 * Where the lines do not correspond one to one, a single edit covers all that lies between the first and the last change.
 */
export function lineEdits(before: string, after: string): Edit[] {
  if (before === after) return [];
  const old = before.split("\n");
  const now = after.split("\n");
  if (old.length !== now.length) return [wholeChange(before, after)];
  const edits: Edit[] = [];
  let from = 0;
  for (const [i, line] of old.entries()) {
    if (line !== now[i]) edits.push({ from, to: from + line.length, text: now[i] });
    from += line.length + 1;
  }
  return edits;
}

function wholeChange(before: string, after: string): Edit {
  const least = Math.min(before.length, after.length);
  let head = 0;
  while (head < least && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < least - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { from: head, to: before.length - tail, text: after.slice(head, after.length - tail) };
}
