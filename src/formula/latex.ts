import type { Hit, Missing } from "./scan";
import { closeBrace, environment } from "./scan";

const verbatim =
  /^\\begin\s*\{(verbatim\*?|Verbatim|BVerbatim|lstlisting|minted|comment|filecontents\*?|alltt|tikzpicture|tikzcd|asy|luacode\*?|pycode|listing)\}/;
const definition =
  /^\\(?:(?:re)?newcommand|providecommand|(?:re)?newrobustcmd|DeclareRobustCommand|[gex]?def|let|DeclareMathOperator|(?:New|Renew|Provide|Declare)DocumentCommand|DeclarePairedDelimiter(?:X|XPP)?|(?:re)?newenvironment|newcolumntype)(?![A-Za-z])/;

/** The formulas of a LaTeX source: a reader of its own, as `%`, `\verb` and nested `\text{$…$}` have meaning. @cost linear */
export function scanLatex(text: string): Hit[] {
  const hits: Hit[] = [];
  const missing: Missing = new Map();
  const marks = /[$\\%]/g;
  let i = 0;
  while (i < text.length) {
    marks.lastIndex = i;
    const match = marks.exec(text);
    if (!match) break;
    i = match.index;
    if (text[i] === "%") {
      const end = text.indexOf("\n", i);
      i = end < 0 ? text.length : end + 1;
      continue;
    }
    const hit = text[i] === "$" ? dollar(text, i, missing) : command(text, i, missing);
    if (typeof hit === "number") i = hit;
    else {
      hits.push(hit);
      i = hit.to;
    }
  }
  return hits;
}

function command(text: string, i: number, missing: Missing): Hit | number {
  const next = text[i + 1];
  if (next === "(" || next === "[") {
    const close = closing(text, i + 2, next === "(" ? "\\)" : "\\]", missing);
    if (close < 0) return i + 2;
    return {
      from: i,
      to: close + 2,
      start: i + 2,
      end: close,
      display: next === "[",
      form: next === "(" ? "paren" : "bracket",
    };
  }
  if (next === "b" && text.startsWith("\\begin", i)) {
    const code = verbatim.exec(text.slice(i, i + 40));
    if (code) {
      const end = `\\end{${code[1]}}`;
      const at = missing.has(end) ? -1 : text.indexOf(end, i);
      if (at < 0) missing.set(end, i);
      return at < 0 ? i + code[0].length : at + end.length;
    }
    const hit = environment(text, i, missing);
    return hit && isOwn(text, i) ? hit : i + 6;
  }
  if (next === "v" || next === "l") {
    const verb = /^\\(?:verb\*?|lstinline(?:\[[^\]]*\])?)([^A-Za-z*\s])/.exec(text.slice(i, i + 80));
    if (verb) {
      const close = text.slice(i + verb[0].length, i + 2000).indexOf(verb[1] === "{" ? "}" : verb[1]);
      return close < 0 ? i + verb[0].length : i + verb[0].length + close + 1;
    }
  }
  if (next === "u" || next === "h" || next === "i") {
    const address = /^\\(?:url|href|path|includegraphics|input|include)\s*(?:\[[^\]]{0,200}\])?\{/.exec(
      text.slice(i, i + 240),
    );
    if (address) {
      const close = closeBrace(text, i + address[0].length);
      return close < 0 ? i + 2 : close + 1;
    }
  }
  if (definition.test(text.slice(i, i + 40))) return afterDefinition(text, i);
  return i + 2;
}

/** Matrices and `cases` stand only inside formulas; alone they are somebody's draft, shown as they are. */
function isOwn(text: string, i: number): boolean {
  return !/^\\begin\s*\{array\}/.test(text.slice(i, i + 20)) || text[i - 1] !== "&";
}

function afterDefinition(text: string, i: number): number {
  const head = /^\\[A-Za-z]+\*?/.exec(text.slice(i, i + 40))!;
  let at = i + head[0].length;
  if (head[0] === "\\let") return at + (/^\s*\\[A-Za-z@]+\s*=?\s*/.exec(text.slice(at, at + 80))?.[0].length ?? 0);
  for (let groups = 0; at < text.length && groups < 8; ) {
    const rest = /^(?:[ \t]*\r?\n?[ \t]*)(\{|\[[^\]\n]{0,200}\]|\\[A-Za-z@]+|#\d)/.exec(text.slice(at, at + 260));
    if (!rest) return at;
    at += rest[0].length;
    if (rest[1] !== "{") continue;
    const close = closeBrace(text, at, 20_000);
    if (close < 0) return at;
    at = close + 1;
    groups++;
    if (/def$/.test(head[0])) return at;
  }
  return at;
}

function dollar(text: string, i: number, missing: Missing): Hit | number {
  if (text[i + 1] === "$") {
    const close = closing(text, i + 2, "$$", missing);
    if (close < 0 || text.slice(i + 2, close).trim() === "") return i + 2;
    return { from: i, to: close + 2, start: i + 2, end: close, display: true, form: "dollars" };
  }
  const close = closing(text, i + 1, "$", missing);
  // A lone dollar would pair with the next formula's: leave its paragraph alone.
  if (close < 0) return paragraphEnd(text, i);
  return { from: i, to: close + 1, start: i + 1, end: close, display: false, form: "dollar" };
}

/** The closing mark in this paragraph, outside of `\text{$…$}` and comments, or −1. */
function closing(text: string, from: number, mark: string, missing: Missing): number {
  const none = missing.get(mark);
  if (none !== undefined && from < none) return -1;
  let depth = 0;
  let nested = false;
  for (let i = from; i < text.length; i++) {
    const c = text[i];
    if (c === mark[0] && depth <= 0 && text.startsWith(mark, i)) return i;
    if (c === "\\") {
      if (depth > 0 && mark[0] === "\\" && text.startsWith(mark, i) && !nested) return i;
      i++;
    } else if (c === "%") {
      const end = text.indexOf("\n", i);
      if (end < 0) break;
      i = end - 1;
    } else if (c === "{") depth++;
    else if (c === "}") {
      depth--;
      if (depth < 0 && mark === "$") return -1;
    } else if (c === "$" && depth > 0) nested = !nested;
    else if (c === "\n" && /^\n[ \t]*\r?\n/.test(text.slice(i, i + 200))) {
      missing.set(mark, i);
      return -1;
    }
  }
  missing.set(mark, text.length);
  return -1;
}

function paragraphEnd(text: string, i: number): number {
  const blank = /\n[ \t]*\r?\n/g;
  blank.lastIndex = i;
  const match = blank.exec(text);
  return match ? match.index + match[0].length : text.length;
}
