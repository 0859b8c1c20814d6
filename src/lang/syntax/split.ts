import { isDigit, isSpace, letterAt } from "./chars";
import { fullWidth } from "./notation";
import { isLineEnd } from "./scanner";
import { deriveWords, optimiserWords, otherWords, queryWords } from "./words";

/** Most statements of a text that are read; the rest is one piece. */
export const STATEMENT_LIMIT = 20_000;

/** How many characters may be looked at in vain for a `]`, over the whole text. */
const SEARCH_LIMIT = 2_000_000;

const continuing = new Set([..."+-−＋－*∗·⋅∙•⊙∘⊗×/÷∕\\^=＝<>≤≥≠⩽⩾≻≽≺≼⪰⪯≈,，、"]);
const continuingAscii = new Uint8Array(128);
for (const char of continuing) if (char.charCodeAt(0) < 128) continuingAscii[char.charCodeAt(0)] = 1;

/** Deeper brackets are not counted; the parser refuses them long before. */
const OPEN_LIMIT = 1000;

const special = new Uint8Array(128);
for (const char of '()[]{}"#\r\n') special[char.charCodeAt(0)] = 1;

/** What finding ends keeps from statement to statement. */
export interface Search {
  /** How many characters may still be looked at in vain for a `]`. */
  left: number;
  /** Nothing at or behind this offset had a part in the last end found; infinite where the end of the text had. */
  reach: number;
}

/** A search for closing brackets in one text, with its whole budget left. */
export function startSearch(): Search {
  return { left: SEARCH_LIMIT, reach: 0 };
}

/** What one line leaves behind. */
interface Line {
  /** Start of the next line. */
  end: number;
  /** The last character that is neither blank nor comment, 0 if none. */
  last: number;
}

/** So far behind a line's beginning `assigns` and `beginsStatement` look. */
const LOOK_AHEAD = 401;

/** End of the statement that begins at `from`, its line end included. @cost linear in the text up to there, as a rule */
export function statementEnd(text: string, from: number, search: Search): number {
  const open: number[] = [];
  const line: Line = { end: from, last: 0 };
  search.reach = from;
  readLine(text, from, open, line);
  let lists = 0;
  let resume = 0;
  for (;;) {
    const end = line.end;
    touch(search, text, end, 1);
    if (open.length === 0 && !(line.last !== 0 && continues(line.last))) return end;
    const next = nextLine(text, end);
    touch(search, text, next, LOOK_AHEAD);
    lists = open.includes(0x5b) ? 1 : 0;
    if (lists === 0) {
      resume = 0;
      const ends =
        next === text.length ||
        !isBlank(text.charCodeAt(next)) ||
        (open.length > 0 && !continues(line.last) && assigns(text, next));
      if (ends) return end;
    } else if (next === text.length || beginsStatement(text, next)) {
      const stop = resume === 0 ? end : resume;
      search.left -= end - from;
      return stop;
    } else {
      if (search.left <= 0) return end;
      if (resume === 0 && !isRow(text, next)) resume = next;
      if (end - from > search.left) search.left = 0;
    }
    readLine(text, next, open, line);
  }
}

function touch(search: Search, text: string, at: number, ahead: number): void {
  const reach = at >= text.length ? Number.POSITIVE_INFINITY : at + ahead;
  if (reach > search.reach) search.reach = reach;
}

function continues(c: number): boolean {
  return c < 128 ? continuingAscii[c] === 1 : continuing.has(String.fromCharCode(c));
}

/** A blank within a line. */
function isBlank(c: number): boolean {
  return isSpace(c) && !isLineEnd(c);
}

/** Start of the next line with anything but blanks on it, or the text's length. */
function nextLine(text: string, at: number): number {
  let line = at;
  for (let i = at; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (isLineEnd(c)) line = i + 1;
    else if (!isSpace(c)) return line;
  }
  return text.length;
}

/** Reads a line's brackets onto `open`; a closing mark also closes what is open inside its bracket, as in the parser. */
function readLine(text: string, from: number, open: number[], line: Line): void {
  const n = text.length;
  let i = from;
  for (; i < n; i++) {
    const c = text.charCodeAt(i);
    if (c < 128 && special[c] === 0) {
      if (c !== 32 && c !== 9) line.last = c;
      continue;
    }
    const mark = c < 128 ? c : (fullWidth.get(text[i])?.charCodeAt(0) ?? c);
    if (isLineEnd(mark)) break;
    if (mark === 35) {
      while (i < n && !isLineEnd(text.charCodeAt(i))) i++;
      break;
    }
    if (mark === 34) i = skipString(text, i);
    else if (mark === 0x28 || mark === 0x5b || mark === 0x7b) {
      if (open.length < OPEN_LIMIT) open.push(mark);
    } else if (mark === 0x29 || mark === 0x5d || mark === 0x7d) close(open, mark);
    if (!isSpace(c)) line.last = c;
  }
  if (i < n) i += text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10 ? 2 : 1;
  line.end = i;
}

/** The last character of the string that begins at `at`. */
function skipString(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (isLineEnd(c)) return i - 1;
    if (c === 34 || fullWidth.get(text[i]) === '"') return i;
  }
  return text.length - 1;
}

function close(open: number[], mark: number): void {
  const opening = mark === 0x29 ? 0x28 : mark - 2;
  const at = open.lastIndexOf(opening);
  if (at >= 0) open.length = at;
}

const assignment =
  /^[^\S\r\n]*(?!else\b)[\p{L}][\p{L}\p{M}\p{N}_]*(?:[^\S\r\n]*[,，][^\S\r\n]*\p{L}[\p{L}\p{M}\p{N}_]*)*[^\S\r\n]*(?:[(（][^()（）\r\n]{0,200}[)）][^\S\r\n]*)?(?:[=＝](?![=＝])|[:：]|∈)/u;
const firstWord = /^([A-Za-z]+)[ \t]+[\p{L}∇∂‖|]/u;

/** Whether the line reads `name =`, `name(…) =`, `name :` or `name ∈`. */
function assigns(text: string, at: number): boolean {
  return assignment.test(text.slice(at, Math.min(at + 300, lineEnd(text, at))));
}

function lineEnd(text: string, at: number): number {
  let i = at;
  while (i < text.length && i < at + 400 && !isLineEnd(text.charCodeAt(i))) i++;
  return i;
}

/** Whether a line inside `[ ]` can only be a new statement: a definition, a declaration, a section, a statement's word in column 1. */
function beginsStatement(text: string, at: number): boolean {
  if (text.startsWith("## ", at)) return true;
  if (isDigit(text.charCodeAt(at))) return false;
  if (assigns(text, at)) return true;
  const word = letterAt(text, at) > 0 ? firstWord.exec(text.slice(at, at + 40))?.[1] : undefined;
  if (word === undefined) return false;
  return queryWords.has(word) || deriveWords.has(word) || optimiserWords.has(word) || otherWords.has(word);
}

/** Whether a line looks like a row of a matrix rather than a statement: indented, or beginning with a number, sign or bracket. */
function isRow(text: string, at: number): boolean {
  const c = text.charCodeAt(at);
  return isSpace(c) || isDigit(c) || "+-−~.,;()[]½#，；（）".includes(text[at]);
}
