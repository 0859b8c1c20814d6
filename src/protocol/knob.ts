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
  for (const found of foundIn(line)) {
    if (found.from > at) return undefined;
    if (found.to >= at) return found;
  }
  return undefined;
}

/**
 * Every number or fraction of numbers of a statement that stands for a value: no digit of a name, no exponent, no index, nothing in
 * a comment.
 */
export function numbersIn(source: string): FoundNumber[] {
  const found: FoundNumber[] = [];
  let at = 0;
  for (const line of source.split("\n")) {
    for (const { from, to, text } of foundIn(line)) {
      if (/[\^_]\s*\(?[-−]?$|[\p{L}\p{N})\]]\[[^\]]*$/u.test(line.slice(Math.max(0, from - 40), from))) continue;
      const last = found.at(-1);
      const isDenominator = last !== undefined && last.to > at && /^\s*\/\s*$/.test(line.slice(last.to - at, from));
      if (isDenominator && /^[-−]?\d+$/.test(last.text) && /^\d+$/.test(text))
        found[found.length - 1] = { from: last.from, to: at + to, text: line.slice(last.from - at, to) };
      else found.push({ from: at + from, to: at + to, text });
    }
    at += line.length + 1;
  }
  return found;
}

function* foundIn(line: string): Generator<FoundNumber, void, void> {
  const comment = commentStart(line);
  for (const match of line.matchAll(number)) {
    const from = match.index;
    if (from >= comment) return;
    if (isOfName(line, from)) continue;
    const signed = hasSign(line, from) ? from - 1 : from;
    const to = from + match[0].length;
    yield { from: signed, to, text: line.slice(signed, to) };
  }
}

/** The step between two values of a fraction p/q that is moved: 1/q, or a tenth or hundredth of it where that is coarse. */
export function grainOf(literal: string): number | undefined {
  const q = denominatorOf(literal);
  return q === undefined ? undefined : 1 / (q * finer(q));
}

/** A fine share of 1/q, so that a hundred stops lie within a few units. */
const finer = (q: number): number => (q >= 40 ? 1 : q >= 8 ? 5 : 10);

function denominatorOf(literal: string): number | undefined {
  const match = /^[-−]?\s*\d+\s*\/\s*(\d{1,6})$/.exec(literal);
  const q = Number(match?.[1] ?? 0);
  return q > 0 ? q : undefined;
}

/**
 * A value written as the literal is that it replaces. Where that is a fraction: a value of at most two decimals exactly, any other
 * by the simplest fraction within half a grain. Anything else is a decimal. The literal's own value is written as the literal.
 */
export function writeLike(literal: string, value: number): string {
  const minus = literal.startsWith("−") ? "−" : "-";
  const signed = (text: string): string => (value < 0 && text !== "0" ? `${minus}${text}` : text);
  if (Math.abs(amountOf(literal) - value) <= 1e-12 * Math.abs(value)) return literal;
  const grain = grainOf(literal);
  if (grain === undefined) return signed(decimal(Math.abs(value)));
  const size = Math.abs(value);
  const hundredths = Math.round(size * 100);
  const [p, q] =
    Math.abs(hundredths / 100 - size) < 1e-12
      ? [hundredths / common(hundredths, 100), 100 / common(hundredths, 100)]
      : simplest(size - grain / 2, size + grain / 2);
  return signed(q === 1 ? String(p) : `${p}/${q}`);
}

/** The number that a literal or a fraction of two is. */
export function amountOf(literal: string): number {
  const [p, q = "1"] = literal.replace("−", "-").split("/");
  return Number(p) / Number(q);
}

/** The fraction with the smallest denominator between two numbers, by continued fractions. */
function simplest(low: number, high: number): readonly [number, number] {
  const whole = Math.ceil(low);
  if (whole <= high) return [Math.max(0, whole), 1];
  const floor = Math.floor(low);
  const [q, p] = simplest(1 / (high - floor), 1 / (low - floor));
  return [floor * q + p, q];
}

/** Short, and read back to the same number. */
function decimal(value: number): string {
  const short = String(Number(value.toPrecision(6)));
  return Math.abs(Number(short) - value) <= value * 1e-12 ? short : String(Number(value.toPrecision(10)));
}

/** The greatest common divisor. */
const common = (a: number, b: number): number => (b === 0 ? a : common(b, a % b));

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
