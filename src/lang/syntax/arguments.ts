import { bracketed, enter, skipTo } from "./bracket";
import { unexpected } from "./report";
import { advance } from "./scanner";
import { isCloser, type Parser, separators } from "./state";
import type { Expr } from "./tree";

export interface Arguments {
  readonly list: Expr[];
  readonly to: number;
}

/** Comma-separated expressions in brackets; `to` is behind the closing mark, or where it is missing. */
export function parseArguments(p: Parser, item: (p: Parser) => Expr): Arguments {
  const list: Expr[] = [];
  if (!enter(p)) return { list, to: p.from };
  bracketed(p, false, () => {
    if (!isCloser(p.kind)) parseItems(p, list, item);
  });
  p.depth--;
  return { list, to: p.closedAt };
}

function parseItems(p: Parser, list: Expr[], item: (p: Parser) => Expr): void {
  for (;;) {
    list.push(item(p));
    if (p.kind !== "," && p.kind !== "end" && !isCloser(p.kind)) {
      unexpected(p);
      skipTo(p, separators);
    }
    if (p.kind !== "," && p.kind !== ";") return;
    if (p.kind === ";") unexpected(p);
    advance(p);
  }
}

/** `:`, `2`, `1..m`, `1:m`. */
export function parseIndex(p: Parser): Expr {
  if (p.kind === ":") {
    const { from, to } = p;
    advance(p);
    return { kind: "all", from, to };
  }
  return parseRange(p, true);
}

/** `low..high`, and `low:high` where a colon may stand; a single expression where there is neither. */
export function parseRange(p: Parser, colon: boolean): Expr {
  const low = p.grammar.sum(p);
  if (p.kind !== ".." && !(colon && p.kind === ":")) return low;
  advance(p);
  const high = p.grammar.sum(p);
  return { kind: "range", from: low.from, to: high.to, low, high };
}
