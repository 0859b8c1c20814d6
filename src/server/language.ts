import { type Analysis, createSession, type Session, viewOf } from "../lang/session";
import { parseDocument, type SyntaxDocument } from "../lang/syntax/document";
import { sentenceOf, severityOf } from "../lang/syntax/problems";
import type { Engine } from "./engine";

/** The language itself. */
export const engine: Engine = { createSession, quietSession, isWhole };

function isWhole(session: Session): boolean {
  try {
    viewOf(session);
    return true;
  } catch {
    return false; // a quiet one
  }
}

/** Reads the text, says what can't be read, and evaluates nothing. */
function quietSession(): Session {
  let document: SyntaxDocument = { text: "", statements: [] };
  let last: Analysis = { text: "", statements: [], problems: [] };
  return {
    update: (text) => {
      document = parseDocument(text, document);
    },
    *run() {
      yield;
      const problems = document.statements.flatMap(({ from, problems }) =>
        problems.map((problem) => ({
          code: problem.code,
          from: from + problem.from,
          to: from + problem.to,
          severity: severityOf(problem.code),
          message: sentenceOf(problem),
          fixes: problem.fixes.map(({ title, edits }) => ({
            title,
            edits: edits.map((edit) => ({ ...edit, from: from + edit.from, to: from + edit.to })),
          })),
        })),
      );
      last = { text: document.text, statements: [], problems };
      return last;
    },
    get last() {
      return last;
    },
  };
}
