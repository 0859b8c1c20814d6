import type { Tone } from "../answer";
import type { Session } from "../session";

/** An answer at the end of its line. */
export interface AnswerHint {
  readonly offset: number;
  readonly statement: number;
  readonly label: string;
  readonly tone: Tone;
}

/** The answers of the statements that end between two offsets, shortened for the end of a line. */
export function hintsOf(session: Session, from = 0, to = Number.POSITIVE_INFINITY): AnswerHint[] {
  return session.last.statements.flatMap(({ to: offset, index, answer }) =>
    answer && offset >= from && offset <= to
      ? [{ offset, statement: index, label: answer.short, tone: answer.tone }]
      : [],
  );
}
