import type { Answer } from "../lang/answer";
import type { Problem } from "../lang/problem";
import type { Analysis, StatementResult } from "../lang/session";

/** A line that is being typed, and since when nothing was typed on it (ms of any clock). */
export interface Typing {
  readonly line: number;
  readonly at: number;
}

/** How long a half-typed line is left alone. */
export const pauseMs = 500;

/** One answer on screen: which statement it belongs to, and whether it is the last one of a half-typed line. */
export interface Shown {
  readonly from: number;
  readonly to: number;
  readonly source: string;
  readonly answer: Answer;
  readonly dim: boolean;
}

/** What the editor is to show of an analysis. */
export interface Presentation {
  readonly problems: readonly Problem[];
  readonly answers: readonly Shown[];
  /** Something is withheld because a line is half typed; it is to be presented again when the pause is over. */
  readonly withheld: boolean;
}

export const nothingShown: Presentation = { problems: [], answers: [], withheld: false };

/**
 * What to show while the statements that touch `typed` are being typed: their problems wait; if they have an error,
 * they and everything that fell with them keep their last answer, dimmed, and no new problem appears elsewhere.
 * @param typed  the offsets of the line being typed, if one is
 */
export function present(
  analysis: Analysis,
  before: Presentation,
  typed: { readonly from: number; readonly to: number } | undefined,
): Presentation {
  if (typed === undefined) return { problems: analysis.problems, answers: answersOf(analysis), withheld: false };
  const touches = (p: { readonly from: number; readonly to: number }): boolean =>
    p.from <= typed.to && p.to >= typed.from;
  const area = analysis.statements
    .filter(touches)
    .reduce((a, s) => ({ from: Math.min(a.from, s.from), to: Math.max(a.to, s.to) }), typed);
  const inside = (p: Problem): boolean => p.from <= area.to && p.to >= area.from;
  const here = analysis.problems.filter(inside);
  const broken = here.some((p) => p.severity === "error");
  const elsewhere = analysis.problems.filter((p) => !inside(p));
  if (!broken) return { problems: elsewhere, answers: answersOf(analysis), withheld: here.length > 0 };
  const known = countBy(before.problems, problemKey);
  const problems = elsewhere.filter((p) => take(known, problemKey(p)));
  return { problems, answers: keptAnswers(analysis, before, area), withheld: true };
}

function answersOf(analysis: Analysis): Shown[] {
  const shown: Shown[] = [];
  for (const { from, to, source, answer } of analysis.statements) {
    if (answer !== undefined) shown.push({ from, to, source, answer, dim: false });
  }
  return shown;
}

/** Answers of the analysis, and for statements that lost theirs the one they had, dimmed. */
function keptAnswers(analysis: Analysis, before: Presentation, area: { from: number; to: number }): Shown[] {
  const last = new Map<string, Shown[]>();
  for (const shown of before.answers) {
    const list = last.get(shown.source);
    if (list === undefined) last.set(shown.source, [shown]);
    else list.push(shown);
  }
  const shown: Shown[] = [];
  for (const [index, statement] of analysis.statements.entries()) {
    const { from, to, source, answer } = statement;
    const isTyped = from <= area.to && to >= area.from;
    const kept = isTyped ? lastOfTyped(analysis.statements, index, before) : last.get(source)?.shift();
    if (answer !== undefined) shown.push({ from, to, source, answer, dim: false });
    else if (kept !== undefined) shown.push({ from, to, source, answer: kept.answer, dim: true });
  }
  return shown;
}

/** The typed statement is found again by its place: behind the same neighbour above as before. */
function lastOfTyped(statements: readonly StatementResult[], index: number, before: Presentation): Shown | undefined {
  return before.answers.find((shown) => shown.from === statements[index].from);
}

function problemKey(problem: Problem): string {
  return `${problem.code}\n${problem.message.en}`;
}

function countBy<T>(items: readonly T[], key: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(key(item), (counts.get(key(item)) ?? 0) + 1);
  return counts;
}

function take(counts: Map<string, number>, key: string): boolean {
  const left = counts.get(key) ?? 0;
  counts.set(key, left - 1);
  return left > 0;
}
