import { type Analysis, createSession, type Session } from "../../src/lang/session";

/** A session that has evaluated `text`. */
export function sessionOf(text: string): Session {
  const session = createSession({ locale: "en" });
  finish(session, text);
  return session;
}

/** Gives the session a text and evaluates it to the end. */
export function finish(session: Session, text: string): Analysis {
  session.update(text);
  const work = session.run();
  for (let step = work.next(); ; step = work.next()) if (step.done) return step.value;
}

export function analysisOf(text: string): Analysis {
  return finish(createSession({ locale: "en" }), text);
}

/** The answers of a text, one for each statement; an empty string where there is none. */
export function answersOf(text: string): string[] {
  return analysisOf(text).statements.map(({ answer }) => answer?.text ?? "");
}

/** The last statement's answer. */
export function answerTo(text: string): string {
  return answersOf(text).at(-1) ?? "";
}
