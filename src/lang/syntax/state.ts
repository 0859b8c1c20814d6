import type { SyntaxProblem } from "./problems";
import { advance, type Scanner } from "./scanner";
import type { Expr, Span } from "./tree";

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

/** A parser at the first token of a text. */
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

/** Whether the current token is of this kind. */
export function is(p: Parser, kind: string): boolean {
  return p.kind === kind;
}

/** The text of the current token, as a problem shows it. */
export function found(p: Parser): string {
  return p.kind === "end" ? "" : p.text.slice(p.from, p.to);
}

export function isCloser(kind: string): boolean {
  return kind === ")" || kind === "]" || kind === "}";
}
