import { isBidi, isDigit, isIgnorable, isSpace, letterAt, namePartAt } from "./chars";
import { fractions, fullWidth, subscripts, superscripts } from "./notation";
import type { Span } from "./tree";

/** Marks of one character and the kind of token they are; a twin has the kind of its canonical form. */
const marks = new Map<string, string>(
  (
    "( ( ) ) [ [ ] ] { { } } , , ; ; : : _ _ ^ ^ + + - - − - ‐ - – - * * ∗ * · · ⋅ · ∙ · • · × × ⊙ .* ∘ .* ⊗ ⊗ / / ÷ / ∕ / \\ \\ " +
    "= = < < > > ≤ ≤ ⩽ ≤ ≥ ≥ ⩾ ≥ ≠ ≠ ≻ ≻ ≽ ≽ ⪰ ≽ ≺ ≺ ≼ ≼ ⪯ ≼ ≈ ≈ ∈ ∈ ' ' ′ ' ’ ' ‘ ' ″ '' ⊤ top | | ‖ ‖ ∥ ‖ ∇ ∇ ∂ ∂ ∑ ∑ ℝ ℝ ∞ name √ name ~ ~ → → \" string … .."
  )
    .split(" ")
    .reduce<[string, string][]>((rows, char, i, all) => {
      if (i % 2 === 0) rows.push([char, all[i + 1]]);
      return rows;
    }, []),
);

for (const char of fractions.keys()) marks.set(char, "number");
for (const char of superscripts.keys()) marks.set(char, "super");
for (const char of subscripts.keys()) marks.set(char, "sub");

/** The kinds of ASCII marks by character code. */
const asciiMarks: string[] = [];
for (const [char, kind] of marks) if (char.charCodeAt(0) < 128) asciiMarks[char.charCodeAt(0)] = kind;

/** Pairs of marks that are one token: second character → kind, by first. */
const doubles: ReadonlyMap<string, string> = new Map([
  ["<=", "≤"],
  [">=", "≥"],
  ["!=", "≠"],
  ["~=", "≠"],
  ["==", "="],
  [":=", "="],
  ["->", "→"],
  ["**", "**"],
  ["..", ".."],
  [".*", ".*"],
  ["./", "./"],
  [".^", ".^"],
  [".+", ".+"],
  [".-", ".-"],
]);

/**
 * The token under the parser's eye. Kinds: `end`, `name`, `number`, `string`, `super` (one superscript: digits, a letter or
 * `ᵀ`, perhaps after `⁻`), `sub` (subscripts without a name), `bad` (no meaning), `top` (`⊤`), and each mark under its canonical form.
 */
export interface Scanner {
  readonly text: string;
  kind: string;
  from: number;
  to: number;
  /** White space, a comment or a line end stands before the token. */
  space: boolean;
  /** A line end stands before the token. */
  newline: boolean;
  readonly comments: Span[];
  readonly fullWidth: Span[];
  readonly invisible: Span[];
  /** Up to here trivia have been recorded, so that reading a place again records nothing twice. */
  seen: number;
}

/** Reads the token at or after `at`, with its white space. */
export function seek(s: Scanner, at: number): void {
  s.to = at;
  advance(s);
}

/** Reads the next token. */
export function advance(s: Scanner): void {
  const start = s.to;
  const at = skipTrivia(s, start);
  s.from = at;
  if (at > s.seen) s.seen = at;
  s.space = at > start;
  if (at >= s.text.length) {
    s.kind = "end";
    s.to = at;
    return;
  }
  const c = s.text.charCodeAt(at);
  if ((c | 32) >= 97 && (c | 32) <= 122) name(s, at + 1);
  else if (isDigit(c) || (c === 46 && isDigit(s.text.charCodeAt(at + 1)))) number(s, at);
  else if (c < 128) asciiMark(s, at, c);
  else foreignToken(s, at);
}

function skipTrivia(s: Scanner, at: number): number {
  const { text } = s;
  s.newline = false;
  for (;;) {
    const c = text.charCodeAt(at);
    if (c === 32) at++;
    else if (c === 35 || c === 0xff03) {
      const from = at;
      while (at < text.length && !isLineEnd(text.charCodeAt(at))) at++;
      if (from >= s.seen) s.comments.push({ from, to: at });
    } else if (isSpace(c)) {
      if (isLineEnd(c)) s.newline = true;
      else if (c > 127 && at >= s.seen && (isIgnorable(c) || c === 0x2028 || c === 0x2029)) noteInvisible(s, at, c);
      at++;
    } else return at;
  }
}

function noteInvisible(s: Scanner, at: number, c: number): void {
  if (c === 0xfeff && at === 0) return;
  if (isBidi(c) || s.invisible.length < 8) s.invisible.push({ from: at, to: at + 1 });
}

export function isLineEnd(c: number): boolean {
  return c === 10 || c === 13;
}

function name(s: Scanner, at: number): void {
  const { text } = s;
  for (;;) {
    const c = text.charCodeAt(at);
    if (((c | 32) >= 97 && (c | 32) <= 122) || isDigit(c)) at++;
    else if (c === 95) {
      const braced = text.charCodeAt(at + 1) === 123 ? bracedSubscript(text, at + 1) : 0;
      at += 1 + braced;
    } else {
      const more = c > 127 ? namePartAt(text, at) : 0;
      if (more === 0) break;
      at += more;
    }
  }
  s.kind = "name";
  s.to = at;
}

/** Length of `{12}` or `{ij}` at `at`, 0 if anything but letters and digits stands in it. */
function bracedSubscript(text: string, at: number): number {
  let end = at + 1;
  while (end - at < 40) {
    const more = text.charCodeAt(end) === 95 ? 0 : namePartAt(text, end);
    if (more === 0) break;
    end += more;
  }
  return end > at + 1 && text.charCodeAt(end) === 125 ? end + 1 - at : 0;
}

/** A dot belongs to a number only before a digit, `e` only before a digit or a sign and a digit. */
function number(s: Scanner, at: number): void {
  const { text } = s;
  let end = digits(text, at);
  if (text.charCodeAt(end) === 46 && isDigit(text.charCodeAt(end + 1))) end = digits(text, end + 1);
  if ((text.charCodeAt(end) | 32) === 101) {
    const sign = text.charCodeAt(end + 1);
    const first = sign === 43 || sign === 45 || sign === 0x2212 ? end + 2 : end + 1;
    if (isDigit(text.charCodeAt(first))) end = digits(text, first);
  }
  s.kind = "number";
  s.to = end;
}

function digits(text: string, at: number): number {
  while (isDigit(text.charCodeAt(at))) at++;
  return at;
}

function asciiMark(s: Scanner, at: number, c: number): void {
  const { text } = s;
  const next = text.charCodeAt(at + 1);
  const mayPair = next === 61 || next === 62 || c === 46 || (c === 42 && next === 42);
  const pair = mayPair ? doubles.get(text.slice(at, at + 2)) : undefined;
  if (pair !== undefined && !(pair === ".-" && next === 62)) {
    s.kind = pair;
    s.to = at + 2;
    return;
  }
  s.kind = asciiMarks[c] ?? "bad";
  s.to = at + 1;
  if (c === 34) string(s, at);
}

/** A string ends at the next quote of its line; without one it reaches to the line's end, without trailing blanks. */
function string(s: Scanner, at: number): void {
  const { text } = s;
  let end = at + 1;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) {
    const char = text[end++];
    if (fullWidth.get(char) === '"' || char === '"') {
      s.to = end;
      return;
    }
  }
  while (end > at + 1 && isSpace(text.charCodeAt(end - 1))) end--;
  s.to = end;
}

function foreignToken(s: Scanner, at: number): void {
  const { text } = s;
  const char = text[at];
  if (char === "Σ" && text.charCodeAt(at + 1) === 95 && beginsIndex(text, at + 2)) {
    set(s, "∑", at + 1);
    return;
  }
  const letter = letterAt(text, at);
  if (letter > 0) name(s, at + letter);
  else foreignMark(s, at, char);
}

/** Whether `{i=…}` or `(i=…)` stands at `at`; `{12}` is a subscript. */
function beginsIndex(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return c === 40 || (c === 123 && bracedSubscript(text, at) === 0);
}

function foreignMark(s: Scanner, at: number, char: string): void {
  const kind = marks.get(char);
  if (kind === "super") set(s, kind, superscript(s.text, at));
  else if (kind === "sub") {
    let end = at + 1;
    while (subscripts.has(s.text[end])) end++;
    set(s, kind, end);
  } else if (kind !== undefined) set(s, kind, at + 1);
  else fullWidthMark(s, at, char);
}

function fullWidthMark(s: Scanner, at: number, char: string): void {
  const twin = fullWidth.get(char);
  if (twin === undefined) {
    set(s, "bad", at + ((s.text.codePointAt(at) as number) > 0xffff ? 2 : 1));
    return;
  }
  if ((s.fullWidth.at(-1)?.from ?? -1) < at) s.fullWidth.push({ from: at, to: at + 1 });
  set(s, asciiMarks[twin.charCodeAt(0)] ?? "bad", at + 1);
  if (twin === '"') string(s, at);
}

function superscript(text: string, at: number): number {
  const first = text[at] === "⁻" ? at + 1 : at;
  let end = first;
  while (isSuperscriptDigit(text.charCodeAt(end))) end++;
  if (end === first && superscripts.has(text[end]) && text[end] !== "⁻") end++;
  return end;
}

function isSuperscriptDigit(c: number): boolean {
  return c === 0xb2 || c === 0xb3 || c === 0xb9 || c === 0x2070 || (c >= 0x2074 && c <= 0x2079);
}

function set(s: Scanner, kind: string, to: number): void {
  s.kind = kind;
  s.to = to;
}
