import type { Answer } from "../lang/answer";
import { shorten } from "../lang/run/reply";
import type { LineAnswer } from "../protocol/server";
import type { Doc } from "./documents";
import type { Shown } from "./typing";

/** Answers with the lines they stand on. */
export interface Lined {
  readonly answers: readonly Shown[];
  readonly lines: readonly LineAnswer[];
}

export const noLines: Lined = { answers: [], lines: [] };

/** VS Code cuts the hints of a line together at 43 units where the setting of Nabla files does not hold. */
const longestEmbedded = 40;

/**
 * One answer a line, at the line where its statement ends. Those before and behind the place of a change are taken
 * from the last list. @cost linear, with one comparison for each answer that stayed
 */
export function linesOf(doc: Doc, answers: readonly Shown[], before: Lined = noLines): Lined {
  // Blocks do not move together: a line put between two of them moves only what stands behind.
  if (doc.text.embedded !== undefined) return { answers, lines: answers.map((answer) => lineOf(doc, answer)) };
  const old = before.answers;
  const least = Math.min(old.length, answers.length);
  let head = 0;
  while (head < least && isSame(old[head], answers[head], 0)) head++;
  const shift = (answers.at(-1)?.to ?? 0) - (old.at(-1)?.to ?? 0);
  let tail = 0;
  while (tail < least - head && isSame(old[old.length - 1 - tail], answers[answers.length - 1 - tail], shift)) tail++;
  const lines = before.lines.slice(0, head);
  for (let k = head; k < answers.length - tail; k++) lines.push(lineOf(doc, answers[k]));
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

function lineOf({ text }: Doc, { to, answer, dim }: Shown): LineAnswer {
  const { line } = text.positionAt(to);
  const short = text.embedded === undefined ? answer.short : shorter(answer);
  return dim ? { line, text: short, tone: answer.tone, dim } : { line, text: short, tone: answer.tone };
}

function shorter({ short }: Answer): string {
  let text = short;
  // `pd · κ 3.5 · min (2, −2)`: what says least stands last. Elsewhere the dot multiplies.
  while (text.length > longestEmbedded && /^[^·]+ · κ/.test(text)) text = text.slice(0, text.lastIndexOf(" · "));
  return shorten(text, longestEmbedded);
}
