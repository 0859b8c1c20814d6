/** A number as it stands in a text. Offsets are relative to the text that was searched. */
export interface FoundNumber {
  readonly from: number;
  readonly to: number;
  readonly text: string;
}

const number = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?/g;
/** What stands before the code of a block on a line of a comment, a docstring or a quote. */
const marks = /^\s*(?:#+|\/{2,}!?|\*|--+|%+|;+|!|>)?/;
const nameBefore = /[\p{L}_][\p{L}\p{N}_₀-₉]*$/u;

/** `numberAt` for a line of a block in a file of another language, whose comment marks are passed over. */
export function numberInBlock(line: string, at: number): FoundNumber | undefined {
  const start = marks.exec(line)?.[0].length ?? 0;
  const found = at < start ? undefined : numberAt(line.slice(start), at - start);
  return found && { from: start + found.from, to: start + found.to, text: found.text };
}

/**
 * The number of a line of Nabla that a caret at `at` touches; with its sign if the sign is not a subtraction.
 * Digits of a name (`x1`, `x_2`) are no number, and nothing in a comment is.
 */
export function numberAt(line: string, at: number): FoundNumber | undefined {
  const comment = commentStart(line);
  for (const match of line.matchAll(number)) {
    const from = match.index;
    const to = from + match[0].length;
    const signed = hasSign(line, from) ? from - 1 : from;
    if (signed > at || from >= comment) return undefined;
    if (to < at || isOfName(line, from)) continue;
    return { from: signed, to, text: line.slice(signed, to) };
  }
  return undefined;
}

/**
 * The next number in steps of its last digit: `0.25` → `0.26`, `9` → `10`, `1e-3` → `2e-3`. The sign is written as it
 * was, and as many decimals stand as before. @returns nothing for what is no number, or one with more than 300 digits
 */
export function stepNumber(text: string, steps: number): string | undefined {
  const match = /^([-−]?)(\d*)(?:\.(\d+))?([eE][+-]?\d+)?$/.exec(text);
  if (match === null || text.length > 300 || !Number.isSafeInteger(steps)) return undefined;
  const [, sign, whole, decimals = "", exponent = ""] = match;
  if (whole === "" && decimals === "") return undefined;
  const before = BigInt(whole + decimals) * (sign === "" ? 1n : -1n);
  const after = before + BigInt(steps);
  const digits = String(after < 0n ? -after : after).padStart(decimals.length + 1, "0");
  const point = digits.length - decimals.length;
  const minus = after < 0n ? sign || "-" : "";
  return `${minus}${digits.slice(0, point)}${decimals === "" ? "" : `.${digits.slice(point)}`}${exponent}`;
}

function commentStart(line: string): number {
  let inString = false;
  for (let i = 0; i < line.length; i++) {
    if (line[i] === '"') inString = !inString;
    else if (line[i] === "#" && !inString) return i;
  }
  return line.length;
}

function isOfName(line: string, from: number): boolean {
  return nameBefore.test(line.slice(Math.max(0, from - 60), from));
}

/** A minus at the start, or behind an operator, a comma, or an opening bracket, belongs to the number. */
function hasSign(line: string, from: number): boolean {
  if (!/[-−]/.test(line[from - 1] ?? "")) return false;
  const before = line.slice(0, from - 1);
  const last = before.trimEnd().at(-1);
  if (last === undefined || /[=([,;:{<>≤≥+*/·^∈]/.test(last)) return true;
  return /[[,;\s]\S*$/.test(before) && /\s$/.test(before) && isInBrackets(before);
}

/** Inside `[ ]` a minus with a blank only before it begins an entry: `[1 -2]`. */
function isInBrackets(before: string): boolean {
  return before.lastIndexOf("[") > before.lastIndexOf("]");
}
