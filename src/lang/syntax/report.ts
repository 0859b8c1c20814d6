import type { Text } from "../../words/text";
import type { NewProblem, SyntaxEdit, SyntaxFix } from "./problems";
import { found, isCloser, type Parser } from "./state";
import type { Span } from "./tree";

/** Records a problem whatever else was reported. */
export function note(p: Parser, span: Span, problem: NewProblem, fixes: readonly SyntaxFix[] = []): void {
  p.problems.push({ ...problem, from: span.from, to: span.to, fixes });
}

/** Records an error, if it is the statement's first: one mistake is one problem. */
export function fail(p: Parser, span: Span, problem: NewProblem, fixes: readonly SyntaxFix[] = []): void {
  if (p.failed) return;
  p.failed = true;
  note(p, span, problem, fixes);
}

/** A fix that replaces one span. */
export function fix(title: Text, ...edits: SyntaxEdit[]): SyntaxFix {
  return { title, edits };
}

/** The span of the current token; at the end of the statement, the end of what was written. */
export function here(p: Parser): Span {
  if (p.kind !== "end") return { from: p.from, to: p.to };
  const at = contentEnd(p);
  return { from: at, to: at };
}

/** End of the last thing written before the current token, without white space and comments. */
function contentEnd(p: Parser): number {
  const comment = p.comments[0];
  const text = comment === undefined ? p.text.slice(0, p.from) : p.text.slice(0, Math.min(comment.from, p.from));
  return text.trimEnd().length;
}

/** Something was expected; where brackets are open at the end of the text, their own problem says more. */
export function expected(p: Parser, problem: NewProblem, fixes: readonly SyntaxFix[] = []): void {
  if (p.kind === "end" && (p.closers.length > 0 || p.bars !== "")) return;
  if (p.kind === "bad") unexpectedCharacter(p);
  else fail(p, here(p), problem, fixes);
}

/** Says that a character has no meaning here, with its code point where it can’t be seen. */
export function unexpectedCharacter(p: Parser): void {
  const code = p.text.codePointAt(p.from) ?? 0;
  const lone = code >= 0xd800 && code <= 0xdfff;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  fail(p, here(p), { code: "unexpected-character", char: lone || code < 32 ? "�" : found(p), point });
}

/** What stands here can't be read on. */
export function unexpected(p: Parser): void {
  const remove = fix({ en: "Remove it", zh: "删除" }, { from: p.from, to: p.to, text: "" });
  if (p.kind === "bad") unexpectedCharacter(p);
  else if (isCloser(p.kind) && !p.closers.includes(p.kind)) {
    fail(p, here(p), { code: "unopened-bracket", close: found(p) }, [remove]);
  } else fail(p, here(p), { code: "unexpected-text", found: found(p) }, p.kind === ";" ? [remove] : []);
}
