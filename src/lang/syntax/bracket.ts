import { canonicalName, fullWidth } from "./notation";
import { fail, fix, here, unexpected } from "./report";
import { advance } from "./scanner";
import { found, isCloser, noStops, type Parser } from "./state";
import type { ErrorNode, Span } from "./tree";

/** Deepest nesting of brackets, signs and exponents in one statement. */
const DEPTH_LIMIT = 200;

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

/** An error node: empty, at the end of what was written before the current token. */
export function missing(p: Parser): ErrorNode {
  return { kind: "error", from: p.from, to: p.from };
}

const pairsOf: Record<string, string> = { "(": ")", "[": "]", "{": "}" };

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
  const at = here(p).from;
  const text = [...p.closers].reverse().join("");
  const end = p.kind === "end" ? { from: at, to: at, text } : { from: p.from, to: p.from, text: pairsOf[open] };
  const title = { en: `Insert ${end.text}`, zh: `插入 ${end.text}` };
  fail(p, opening, { code: "unclosed-bracket", open: fullWidth.get(open) ?? open }, [fix(title, end)]);
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
