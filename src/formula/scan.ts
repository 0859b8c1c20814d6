import type { FormulaForm } from "./formula";

/** Which ways of writing a formula are read in a piece of prose. */
export interface Ways {
  /** Markdown's rules for `$`: closing marks may be followed by a letter, plain words are formulas. */
  readonly markdown: boolean;
  readonly rest: boolean;
  readonly doxygen: boolean;
  /** Julia's ``…``. */
  readonly julia: boolean;
  /** R's `\eqn{…}` and `\deqn{…}`. */
  readonly roxygen: boolean;
}

/** Places in the prose: the whole, delimiters included, and the formula inside. */
export interface Hit {
  readonly from: number;
  readonly to: number;
  readonly start: number;
  readonly end: number;
  readonly display: boolean;
  readonly form: FormulaForm;
}

const maxLength = 20_000;
const environments =
  "equation|align|gather|multline|eqnarray|alignat|flalign|xalignat|xxalignat|math|displaymath|dmath|dgroup|darray|IEEEeqnarray|aligned|alignedat|gathered|split|cases|dcases|matrix|pmatrix|bmatrix|Bmatrix|vmatrix|Vmatrix|smallmatrix|array";
const beginEnvironment = new RegExp(`\\\\begin\\s*\\{((?:${environments})\\*?)\\}`, "y");
const blank = /\n[ \t]*\r?\n/;

/** Finds the formulas of a piece of prose, in order and without overlap. @cost linear in the prose */
export function scanProse(text: string, ways: Ways): Hit[] {
  const hits: Hit[] = [];
  const take = (hit: Hit | undefined, otherwise: number): number => {
    if (!hit) return otherwise;
    hits.push(hit);
    return hit.to;
  };
  const interesting = ways.markdown ? /[$\\`<\]h]/g : /[$\\`@:h>]/g;
  // Once a closing mark has been looked for in vain, it need not be looked for again.
  const missing = new Map<string, number>();
  let i = 0;
  while (i < text.length) {
    interesting.lastIndex = i;
    const match = interesting.exec(text);
    if (!match) break;
    i = match.index;
    const c = text[i];
    if (c === "$") i = dollar(text, i, ways, take, missing);
    else if (c === "\\") i = backslash(text, i, ways, take, missing);
    else if (c === "@") i = at(text, i, ways, take, missing);
    else if (c === "`") i = codeSpan(text, i, ways, take, missing);
    else if (c === ":") i = ways.rest ? take(role(text, i, missing), i + 1) : i + 1;
    else if (c === "<") i = tag(text, i, missing);
    else if (c === "]") i = text[i + 1] === "(" ? destination(text, i + 2) : i + 1;
    else if (c === ">") i = doctest(text, i);
    else i = /^https?:\/\//.test(text.slice(i, i + 8)) && !isWord(text[i - 1]) ? address(text, i) : i + 1;
  }
  return hits;
}

type Take = (hit: Hit | undefined, otherwise: number) => number;
export type Missing = Map<string, number>;

/** `text.indexOf(mark, from)`, but a mark that is not ahead is searched only once. */
function seek(text: string, mark: string, from: number, missing: Missing): number {
  const none = missing.get(mark);
  if (none !== undefined && from >= none) return -1;
  const at = text.indexOf(mark, from);
  if (at < 0) missing.set(mark, from);
  return at;
}

/** Doxygen's `@f$…@f$`; Javadoc's `{@code …}` is code. */
function at(text: string, i: number, ways: Ways, take: Take, missing: Missing): number {
  if (!ways.doxygen) return i + 1;
  if (text[i - 1] === "{" && /^@(?:code|literal|link)\b/.test(text.slice(i, i + 10))) {
    const close = closeBrace(text, i);
    return close < 0 ? i + 1 : close;
  }
  return text[i + 1] === "f" ? take(doxygen(text, i, missing), i + 1) : i + 1;
}

function dollar(text: string, i: number, ways: Ways, take: Take, missing: Missing): number {
  if (text[i + 1] === "$") {
    if (text[i + 2] === "$") return skipRun(text, i, "$");
    const hit = dollars(text, i, missing);
    return take(hit, hit ? 0 : i + 2);
  }
  if (text[i + 1] === "`") {
    const close = seek(text, "`$", i + 2, missing);
    if (close > i + 2 && close - i < maxLength && !hasBlank(text, i, close)) {
      return take({ from: i, to: close + 2, start: i + 2, end: close, display: false, form: "backtick" }, 0);
    }
  }
  return inlineDollar(text, i, ways, take, missing);
}

function dollars(text: string, i: number, missing: Missing): Hit | undefined {
  for (let close = seek(text, "$$", i + 2, missing); close >= 0; close = seek(text, "$$", close + 1, missing)) {
    if (close - i > maxLength) return undefined;
    if (isEscaped(text, close)) continue;
    const inside = text.slice(i + 2, close);
    if (inside.trim() === "" || (blank.test(inside) && !standsAlone(text, i, close))) return undefined;
    return { from: i, to: close + 2, start: i + 2, end: close, display: true, form: "dollars" };
  }
  return undefined;
}

/** Blank lines are a formula's only between marks alone on their lines, and where no sentences stand there. */
function standsAlone(text: string, open: number, close: number): boolean {
  const before = text.slice(text.lastIndexOf("\n", open - 1) + 1, open);
  const after = /^[^\n]*/.exec(text.slice(close + 2, close + 200))?.[0] ?? "";
  const inside = text.slice(open + 2, close);
  const alone = before.trim() === "" && after.trim() === "" && /^[ \t]*\r?\n/.test(inside) && /\n[ \t]*$/.test(inside);
  return alone && !/(?:^|\n)[ \t]*#{1,6} |(?:[A-Za-z]{2,}[ ,.]+){4}|[\u4e00-\u9fff]{6}/.test(inside);
}

/** The next unescaped dollar either closes this one or proves that it opens nothing. */
function inlineDollar(text: string, i: number, ways: Ways, take: Take, missing: Missing): number {
  const next = text[i + 1];
  if (next === undefined || isWord(text[i - 1]) || /[\s.,;'"#)]/.test(next)) return i + 1;
  let close = i;
  do close = seek(text, "$", close + 1, missing);
  while (close >= 0 && isEscaped(text, close));
  if (close < 0 || close - i > maxLength || hasBlank(text, i, close)) return close < 0 ? i + 1 : close;
  if (text[close + 1] === "$") return i + 1;
  const inside = text.slice(i + 1, close);
  // A link's brackets bind tighter, and its address is no prose.
  if (inside.includes("](")) return i + 1;
  const after = text[close + 1] ?? "";
  const fits =
    !/\s/.test(text[close - 1]) &&
    !/[0-9]/.test(after) &&
    !inside.includes("`") &&
    !isCurrency(inside) &&
    !opensRather(inside, after) &&
    (ways.markdown || fitsComment(inside, after));
  return fits ? take({ from: i, to: close + 1, start: i + 1, end: close, display: false, form: "dollar" }, 0) : close;
}

/** `$USER/bin:$PATH`, `$x and '$name'`: a mark behind what no formula ends with and before a name begins that name. */
function opensRather(inside: string, after: string): boolean {
  return /[A-Za-z_]/.test(after) && /(?:^|[^\\])[:/([{,;=]$|[\s([{,=]['"]$/.test(inside);
}

/** "5 and 10": a price, prose, a price. */
function isCurrency(inside: string): boolean {
  return /^\d[\d.,]*[kKmMbB]?(?:\/|-|–)?$/.test(inside)
    ? /[-–/]$/.test(inside)
    : /^\d[\d.,]*[kKmMbB]?[\s,]+(?:[A-Za-z]{2,}[\s,.]+)+/.test(`${inside} `) && !inside.includes("\\");
}

/** Comments speak of `$HOME` and `$Id$` too. */
function fitsComment(inside: string, after: string): boolean {
  if (/"/.test(inside.replace(/\\(?:text|mathrm|mbox)\w*\s*\{[^{}]*\}/g, ""))) return false; // two strings, each with a variable
  if (/[({[\w]/.test(after) && /^[A-Za-z_]\w+$/.test(inside)) return false;
  if (/[({[]/.test(after) || (/^[({]/.test(inside) && after === "{")) return false;
  if (/^[A-Za-z_]{4,}$/.test(inside) || /^[A-Za-z]+_[A-Za-z]{2,}\w*$/.test(inside)) return false;
  return (
    !/^(?:Id|Revision|Rev|Date|Author|Header|Log|Source|Name|Locker|State|URL|RCSfile|HeadURL|LastChanged\w+)(?::.*)?$/s.test(
      inside,
    ) && !/^\w+:\s.*\s$/s.test(inside)
  );
}

function backslash(text: string, i: number, ways: Ways, take: Take, missing: Missing): number {
  const next = text[i + 1];
  if (next === "f" && ways.doxygen) {
    const hit = doxygen(text, i, missing);
    if (hit) return take(hit, 0);
  }
  if (next === "(" || next === "[") {
    const close = seek(text, next === "(" ? "\\)" : "\\]", i + 2, missing);
    if (close < 0 || close - i > maxLength || hasBlank(text, i, close)) return i + 2;
    const inside = text.slice(i + 2, close);
    if (inside.trim() === "" || !looksMath(inside)) return i + 2;
    const form = next === "(" ? "paren" : "bracket";
    return take({ from: i, to: close + 2, start: i + 2, end: close, display: next === "[", form }, 0);
  }
  if (next === "b") {
    const hit = environment(text, i, missing);
    if (hit) return take(hit, 0);
  }
  if (ways.roxygen && (next === "e" || next === "d")) {
    const name = /^\\(d?)eqn\{/.exec(text.slice(i, i + 7));
    if (name) {
      const start = i + name[0].length;
      const close = closeBrace(text, start);
      if (close >= 0)
        return take({ from: i, to: close + 1, start, end: close, display: name[1] === "d", form: "role" }, 0);
    }
  }
  return i + 2;
}

/** `\[1\]` in Markdown is a bracket, not a formula. */
function looksMath(inside: string): boolean {
  return /[\\^_=<>+*/|≤≥∈∇∑∫]|^\s*[A-Za-z\u0370-\u03ff]'?(?:\s*\([^()]{1,12}\))?\s*$/.test(inside);
}

/** `\begin{align}…\end{align}`, environments of the same name counted. */
export function environment(text: string, i: number, missing: Missing): Hit | undefined {
  beginEnvironment.lastIndex = i;
  const begin = beginEnvironment.exec(text);
  if (!begin) return undefined;
  const name = begin[1];
  if (seek(text, `\\end{${name}}`, i, missing) < 0) return undefined;
  const marks = new RegExp(`\\\\(begin|end)\\s*\\{${name.replace("*", "\\*")}\\}`, "g");
  marks.lastIndex = i;
  let depth = 0;
  for (let mark = marks.exec(text); mark; mark = marks.exec(text)) {
    if (mark.index - i > maxLength) return undefined;
    depth += mark[1] === "begin" ? 1 : -1;
    if (depth === 0) {
      const to = mark.index + mark[0].length;
      return { from: i, to, start: i, end: to, display: name !== "math", form: "environment" };
    }
  }
  return undefined;
}

const doxygenForms: Readonly<Record<string, readonly [close: string, display: boolean]>> = {
  $: ["f$", false],
  "(": ["f)", false],
  "[": ["f]", true],
  "{": ["f}", true],
};

function doxygen(text: string, i: number, missing: Missing): Hit | undefined {
  const rule = doxygenForms[text[i + 2]];
  if (!rule) return undefined;
  const close = seek(text, text[i] + rule[0], i + 3, missing);
  if (close < 0 || close - i > maxLength) return undefined;
  let start = i + 3;
  if (text[i + 2] === "{") {
    const name = /^[A-Za-z*]+\}\{?/.exec(text.slice(start, start + 40));
    if (!name) return undefined;
    start += name[0].length;
  }
  return { from: i, to: close + 3, start, end: close, display: rule[1], form: "doxygen" };
}

function role(text: string, i: number, missing: Missing): Hit | undefined {
  if (!text.startsWith(":math:`", i)) return undefined;
  const start = i + 7;
  const close = seek(text, "`", start, missing);
  if (close < 0 || close === start || close - i > maxLength || hasBlank(text, i, close)) return undefined;
  return { from: i, to: close + 1, start, end: close, display: false, form: "role" };
}

/** A run of backticks opens code that the next run of the same length closes; Julia's double run is a formula. */
function codeSpan(text: string, i: number, ways: Ways, take: Take, missing: Missing): number {
  const start = skipRun(text, i, "`");
  const run = text.slice(i, start);
  if (missing.has(run) && start >= missing.get(run)!) return start;
  for (let close = text.indexOf(run, start); close >= 0; ) {
    if (close - i > maxLength) return start;
    const end = skipRun(text, close, "`");
    if (end - close === run.length) {
      if (hasBlank(text, i, close)) return start;
      if (ways.markdown && text.slice(Math.max(0, i - 6), i) === "{math}") {
        return take({ from: i - 6, to: end, start, end: close, display: false, form: "role" }, 0); // MyST's
      }
      if (ways.julia && run.length === 2) {
        return take({ from: i, to: end, start, end: close, display: false, form: "backtick" }, 0);
      }
      return end;
    }
    close = text.indexOf(run, end);
  }
  missing.set(run, start);
  return start;
}

/** An HTML comment, element or autolink is no prose; `<` before anything else is a sign. */
function tag(text: string, i: number, missing: Missing): number {
  if (text.startsWith("<!--", i)) {
    const close = seek(text, "-->", i + 4, missing);
    return close < 0 ? i + 4 : close + 3;
  }
  const open = /^<\/?([A-Za-z][A-Za-z0-9+.-]*)(?:[\s/:][^<>]{0,500})?>/.exec(text.slice(i, i + 560));
  if (!open) return i + 1;
  const name = open[1].toLowerCase();
  if (/^(?:pre|code|script|style|textarea)$/.test(name) && text[i + 1] !== "/") {
    const close = seek(text, `</${name}`, i, missing);
    if (close >= 0) return close + 2;
  }
  return i + open[0].length;
}

function destination(text: string, i: number): number {
  let depth = 1;
  for (let at = i; at < text.length && at - i < 2000; at++) {
    const c = text[at];
    if (c === "\n") return i;
    if (c === "\\") at++;
    else if (c === "(") depth++;
    else if (c === ")" && --depth === 0) return at + 1;
  }
  return i;
}

/** A line of a session in a docstring, `>>> f("$a$")`, is code. */
function doctest(text: string, i: number): number {
  if (!text.startsWith(">>> ", i) || text.slice(text.lastIndexOf("\n", i) + 1, i).trim() !== "") return i + 1;
  const end = text.indexOf("\n", i);
  return end < 0 ? text.length : end;
}

function address(text: string, i: number): number {
  const end = /[\s<>"'`)\]]/g;
  end.lastIndex = i;
  return end.exec(text)?.index ?? text.length;
}

function skipRun(text: string, i: number, c: string): number {
  while (text[i] === c) i++;
  return i;
}

function isWord(c: string | undefined): boolean {
  return c !== undefined && /[A-Za-z0-9_]/.test(c);
}

/** An odd number of backslashes stands before. */
function isEscaped(text: string, at: number): boolean {
  let n = 0;
  while (text[at - 1 - n] === "\\") n++;
  return n % 2 === 1;
}

function hasBlank(text: string, from: number, to: number): boolean {
  return blank.test(text.slice(from, to));
}

/** The `}` that closes the group whose inside begins at `from`, or −1. */
export function closeBrace(text: string, from: number, within = 2000): number {
  let depth = 1;
  for (let i = from; i < text.length && i - from < within; i++) {
    if (text[i] === "\\") i++;
    else if (text[i] === "{") depth++;
    else if (text[i] === "}" && --depth === 0) return i;
  }
  return -1;
}
