import { advance, type Scanner } from "../syntax/scanner";
import type { Span } from "../syntax/tree";

/** A token or a comment (`kind` is `comment`). */
export interface Token extends Span {
  readonly kind: string;
}

/** The tokens and comments of a statement in order; what lies between them is white space. */
export function tokensOf(source: string): Token[] {
  const scanner: Scanner = {
    text: source,
    kind: "",
    from: 0,
    to: 0,
    space: false,
    newline: false,
    comments: [],
    fullWidth: [],
    invisible: [],
    seen: 0,
  };
  const tokens: Token[] = [];
  let comments = 0;
  for (;;) {
    advance(scanner);
    for (; comments < scanner.comments.length; comments++)
      tokens.push({ kind: "comment", ...scanner.comments[comments] });
    if (scanner.kind === "end") return tokens;
    tokens.push({ kind: scanner.kind, from: scanner.from, to: scanner.to });
  }
}
