import { answerIn } from "../lang/answer-words";
import type { LineAnswer } from "../protocol/server";
import type { Locale } from "../words/text";
import type { Doc } from "./documents";
import type { Shown } from "./typing";

/** Answers with the lines they stand on. */
export interface Lined {
  readonly answers: readonly Shown[];
  readonly lines: readonly LineAnswer[];
}

export const noLines: Lined = { answers: [], lines: [] };

/**
 * One answer a line, at the line where its statement ends. Those before and behind the place of a change are taken
 * from the last list. @cost linear, with one comparison for each answer that stayed
 */
export function linesOf(doc: Doc, answers: readonly Shown[], locale: Locale, before: Lined = noLines): Lined {
  // Blocks do not move together: a line put between two of them moves only what stands behind.
  if (doc.text.embedded !== undefined) return { answers, lines: answers.map((answer) => lineOf(doc, answer, locale)) };
  const old = before.answers;
  const least = Math.min(old.length, answers.length);
  let head = 0;
  while (head < least && isSame(old[head], answers[head], 0)) head++;
  const shift = (answers.at(-1)?.to ?? 0) - (old.at(-1)?.to ?? 0);
  let tail = 0;
  while (tail < least - head && isSame(old[old.length - 1 - tail], answers[answers.length - 1 - tail], shift)) tail++;
  const lines = before.lines.slice(0, head);
  for (let k = head; k < answers.length - tail; k++) lines.push(lineOf(doc, answers[k], locale));
  if (tail > 0) {
    const first = before.lines[old.length - tail];
    const moved = doc.text.positionAt(answers[answers.length - tail].to).line - first.line;
    for (let k = old.length - tail; k < old.length; k++) {
      const line = before.lines[k];
      lines.push(moved === 0 ? line : { ...line, line: line.line + moved });
    }
  }
  return { answers, lines };
}

function isSame(a: Shown, b: Shown, shift: number): boolean {
  return a.to + shift === b.to && a.answer === b.answer && a.dim === b.dim;
}

function lineOf(doc: Doc, { to, answer, dim }: Shown, locale: Locale): LineAnswer {
  const { line } = doc.text.positionAt(to);
  const { tone } = answer;
  const text = answerIn(answer.short, locale);
  return dim ? { line, text, tone, dim } : { line, text, tone };
}
