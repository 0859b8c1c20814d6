import { subscripts, superscripts } from "./notation";

const LETTER = 1;
const DIGIT = 2;
const SPACE = 4;

/** Class bits of the ASCII characters. */
const ascii = new Uint8Array(128);
for (let c = 97; c <= 122; c++) ascii[c] = ascii[c - 32] = LETTER;
for (let c = 48; c <= 57; c++) ascii[c] = DIGIT;
for (const c of [9, 10, 11, 12, 13, 32]) ascii[c] = SPACE;

const letterOrMark = /^[\p{L}\p{M}]$/u;
const letter = /^\p{L}$/u;

export function isDigit(c: number): boolean {
  return c >= 48 && c <= 57;
}

/** White space of any kind, line ends included; what VS Code does not count as a line end (U+2028) is a blank. */
export function isSpace(c: number): boolean {
  if (c < 128) return ascii[c] === SPACE;
  return c === 0xa0 || c === 0x3000 || (c >= 0x2000 && c <= 0x200a) || c === 0x2028 || c === 0x2029 || isIgnorable(c);
}

/** Characters without a shape: zero-width ones, the byte order mark, controls of writing direction. */
export function isIgnorable(c: number): boolean {
  return c === 0xfeff || c === 0xad || (c >= 0x200b && c <= 0x200d) || (c >= 0x2060 && c <= 0x2064) || isBidi(c);
}

/** Controls that change the order in which text is shown. */
export function isBidi(c: number): boolean {
  return c === 0x61c || c === 0x200e || c === 0x200f || (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069);
}

/** UTF-16 length of the letter at `at`, 0 if there is none. Superscripts, subscripts and `ℝ` are no letters. */
export function letterAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c < 128) return ascii[c] === LETTER ? 1 : 0;
  if (c >= 0x3b1 && c <= 0x3c9) return 1;
  return foreign(text, at, letter);
}

/** UTF-16 length of what may go on a name at `at`: a letter, mark, digit, `_` or subscript; 0 if the name ends here. */
export function namePartAt(text: string, at: number): number {
  const c = text.charCodeAt(at);
  if (c < 128) return ascii[c] === LETTER || ascii[c] === DIGIT || c === 95 ? 1 : 0;
  if (c >= 0x3b1 && c <= 0x3c9) return 1;
  return subscripts.has(text[at]) ? 1 : foreign(text, at, letterOrMark);
}

function foreign(text: string, at: number, pattern: RegExp): number {
  const point = text.codePointAt(at);
  // Arrows, operators and marks of general punctuation are no letters; asking the pattern would cost more.
  if (
    point === undefined ||
    (point >= 0x2190 && point <= 0x2bff) ||
    (point >= 0x2010 && point <= 0x206f) ||
    point === 0x211d ||
    (point >= 0x2160 && point <= 0x2188)
  )
    return 0;
  const char = String.fromCodePoint(point);
  if (subscripts.has(char) || superscripts.has(char)) return 0;
  return pattern.test(char) ? char.length : 0;
}
