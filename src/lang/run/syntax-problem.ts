import type { Draft } from "../check/context";
import { type SyntaxProblem, sentenceOf, severityOf } from "../syntax/problems";

/** A problem of reading as a problem of the file. */
export function syntaxProblem(problem: SyntaxProblem): Draft {
  const message = sentenceOf(problem);
  return (place) => ({
    code: problem.code,
    from: place.from + problem.from,
    to: place.from + problem.to,
    severity: severityOf(problem.code),
    message,
    fixes: problem.fixes.map(({ title, edits }) => ({
      title,
      edits: edits.map(({ from, to, text }) => ({ from: from + place.from, to: to + place.from, text })),
    })),
  });
}
