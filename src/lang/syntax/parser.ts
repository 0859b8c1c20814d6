import type { Text } from "../../words/text";
import { canonicalName, fullWidth } from "./notation";
import type { NewProblem, SyntaxEdit, SyntaxFix, SyntaxProblem } from "./problems";
import { advance, type Scanner } from "./scanner";
import type { ErrorNode, Expr, Span } from "./tree";

/** Deepest nesting of brackets, signs and exponents in one statement. */
export const DEPTH_LIMIT = 200;

/** The readers that forms inside an expression go back to; handed over with the parser, so that no module imports in a ring. */
export interface Grammar {
  readonly expr: (p: Parser) => Expr;
  readonly sum: (p: Parser) => Expr;
  readonly product: (p: Parser) => Expr;
  readonly exponent: (p: Parser) => Expr;
  readonly atom: (p: Parser) => Expr;
}

/** The state of reading one statement. */
export interface Parser extends Scanner {
  readonly grammar: Grammar;
  readonly problems: SyntaxProblem[];
  readonly words: Span[];
  /** An error has been reported; later ones follow from it and are not. */
  failed: boolean;
  depth: number;
  /** Directly inside `[ ]`: blanks separate entries, line ends rows. */
  inList: boolean;
  /** Inside the sizes of a declaration: `×` separates. */
  inSizes: boolean;
  /** The bars open in the innermost bracket, outermost first: `|` and `‖`. */
  bars: string;
  /** Words that end an expression where an operator is expected; none inside brackets. */
  stops: ReadonlySet<string>;
  /** End of the bracket read last: behind its closing mark, or where that is missing. */
  closedAt: number;
  /** Closing marks of the open brackets, innermost last. */
  readonly closers: string[];
}

export const noStops: ReadonlySet<string> = new Set();
export const separators: ReadonlySet<string> = new Set([",", ";"]);

export function createParser(text: string, grammar: Grammar): Parser {
  const p: Parser = {
    text,
    kind: "end",
    from: 0,
    to: 0,
    space: false,
    newline: false,
    comments: [],
    fullWidth: [],
    invisible: [],
    seen: 0,
    grammar,
    problems: [],
    words: [],
    failed: false,
    depth: 0,
    inList: false,
    inSizes: false,
    bars: "",
    stops: noStops,
    closedAt: 0,
    closers: [],
  };
  advance(p);
  return p;
}

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

/** Whether the current token is of this kind. */
export function is(p: Parser, kind: string): boolean {
  return p.kind === kind;
}

/** Whether a word of the statement stands here, where an operator is expected. */
export function isStop(p: Parser): boolean {
  if (p.stops.size === 0) return false;
  const text = found(p);
  return (
    p.stops.has(text) ||
    p.stops.has(canonicalName(text)) ||
    (text === "is" && /^\s+(pd|psd|nd|nsd)\b/.test(p.text.slice(p.to, p.to + 8)))
  );
}

/** A fix that replaces one span. */
export function fix(title: Text, ...edits: SyntaxEdit[]): SyntaxFix {
  return { title, edits };
}

/** The text of the current token, as a problem shows it. */
export function found(p: Parser): string {
  return p.kind === "end" ? "" : p.text.slice(p.from, p.to);
}

/** The span of the current token; at the end of the statement, the end of what was written. */
export function here(p: Parser): Span {
  if (p.kind !== "end") return { from: p.from, to: p.to };
  const at = contentEnd(p);
  return { from: at, to: at };
}

/** End of the last thing written before the current token, without white space and comments. */
export function contentEnd(p: Parser): number {
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

export function unexpectedCharacter(p: Parser): void {
  const code = p.text.codePointAt(p.from) ?? 0;
  const lone = code >= 0xd800 && code <= 0xdfff;
  const point = `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
  fail(p, here(p), { code: "unexpected-character", char: lone || code < 32 ? "�" : found(p), point });
}

/** An error node: empty, at the end of what was written before the current token. */
export function missing(p: Parser): ErrorNode {
  return { kind: "error", from: p.from, to: p.from };
}

const pairsOf: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

export function isCloser(kind: string): boolean {
  return kind === ")" || kind === "]" || kind === "}";
}

/** Runs `read` inside a bracket with fresh rules for blanks, bars and words, and takes the closing mark. */
export function bracketed<T>(p: Parser, inList: boolean, read: () => T): T {
  const opening = { from: p.from, to: p.to };
  const open = p.kind;
  const close = pairsOf[open];
  const { inList: list, inSizes, bars, stops } = p;
  p.inList = inList;
  p.inSizes = inSizes && open !== "[";
  p.bars = "";
  p.stops = noStops;
  p.closers.push(close);
  advance(p);
  const value = read();
  const closed = takeCloser(p, opening, open, close);
  p.inList = list;
  p.inSizes = inSizes;
  p.bars = bars;
  p.stops = stops;
  p.closers.pop();
  p.closedAt = closed ? p.to : Math.max(p.from, opening.to);
  if (closed) advance(p);
  return value;
}

/** Whether the current token is the closing mark, after skipping what cannot be read before it. */
function takeCloser(p: Parser, opening: Span, open: string, close: string): boolean {
  if (p.kind === close) return true;
  if (p.kind !== "end" && !isCloser(p.kind)) {
    unexpected(p);
    skipTo(p, noStops);
    if (p.kind === close) return true;
  }
  if (p.kind === "end" || p.closers.lastIndexOf(p.kind, -2) >= 0) unclosed(p, opening, open);
  else unexpected(p);
  const closesThis = isCloser(p.kind) && p.closers.lastIndexOf(p.kind, -2) < 0;
  return closesThis;
}

function unclosed(p: Parser, opening: Span, open: string): void {
  const at = contentEnd(p);
  const text = [...p.closers].reverse().join("");
  const end = p.kind === "end" ? { from: at, to: at, text } : { from: p.from, to: p.from, text: pairsOf[open] };
  const title = { en: `Insert ${end.text}`, zh: `插入 ${end.text}` };
  fail(p, opening, { code: "unclosed-bracket", open: fullWidth.get(open) ?? open }, [fix(title, end)]);
}

/** What stands here can't be read on. */
export function unexpected(p: Parser): void {
  if (p.kind === "bad") unexpectedCharacter(p);
  else if (isCloser(p.kind) && !p.closers.includes(p.kind)) {
    const title = { en: "Remove it", zh: "删除" };
    fail(p, here(p), { code: "unopened-bracket", close: found(p) }, [fix(title, { from: p.from, to: p.to, text: "" })]);
  } else fail(p, here(p), { code: "unexpected-text", found: found(p) });
}

/** Skips to one of `kinds`, a closing mark or the end, over whole brackets. */
export function skipTo(p: Parser, kinds: ReadonlySet<string>): void {
  let depth = 0;
  while (p.kind !== "end") {
    if (depth === 0 && (kinds.has(p.kind) || isCloser(p.kind))) return;
    if (pairsOf[p.kind] !== undefined) depth++;
    else if (isCloser(p.kind)) depth--;
    advance(p);
  }
}

/** Goes one level deeper; at the limit reports it, gives up the rest of the statement and returns false. */
export function enter(p: Parser): boolean {
  if (++p.depth <= DEPTH_LIMIT) return true;
  fail(p, here(p), { code: "too-deep", limit: DEPTH_LIMIT });
  p.kind = "end";
  p.from = p.text.length;
  p.to = p.text.length;
  return false;
}
