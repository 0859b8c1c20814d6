import { afterHeredoc, heredocAt } from "./heredoc";
import type { Lexis, StringRule } from "./lexis";
import { buildProse, type Prose, unescaped } from "./prose";
import { lineEnd, lineStart, opensRegex, quoteEnd, rawEnd, regexEnd, stringEnd, templateEnd } from "./strings";

/** Where the lexer is. */
interface Reader {
  readonly text: string;
  readonly lexis: Lexis;
  readonly out: Prose[];
  at: number;
  /** Open brackets, for languages where a string in brackets is no statement. */
  depth: number;
  /** Open braces in each `${…}` that the place lies in. */
  readonly templates: number[];
  readonly heredocs: string[];
  lines: Line[];
  /** Told of each comment and each string, its quotes included. */
  readonly skipped?: (from: number, to: number) => void;
}

/** A comment line's text; it joins the one above if both stand alone at one column. */
interface Line {
  readonly from: number;
  readonly to: number;
  readonly mark: string;
  readonly own: boolean;
  readonly column: number;
}

/** Only prose with one of these can hold a formula. */
const quick = /[$`]|\\[([bed]|[\\@]f|:math:|\.\. math::/;

/**
 * The comments and documentation strings of a program as prose. A small lexer with state: strings, template literals
 * with code inside, characters, regular expressions, here-documents and raw strings are read over, so that a `$` in
 * code is never taken for mathematics. @cost linear in the text
 */
export function commentsOf(text: string, lexis: Lexis): Prose[] {
  const reader: Reader = { text, lexis, out: [], at: 0, depth: 0, templates: [], heredocs: [], lines: [] };
  readTo(reader, text.length);
  flushLines(reader);
  return reader.out;
}

/** Whether what stands at the offset is code: neither in a comment nor in a string. @cost linear in the text before it */
export function isCode(text: string, lexis: Lexis, offset: number): boolean {
  let isInside = false;
  const skipped = (from: number, to: number): void => {
    if (from <= offset && offset < to) isInside = true;
  };
  const reader: Reader = { text, lexis, out: [], at: 0, depth: 0, templates: [], heredocs: [], lines: [], skipped };
  const isReached = readTo(reader, offset + 1);
  return isReached && !isInside;
}

/** Reads on until the offset is passed; false where that lies outside the code of a language with islands of it. */
function readTo(reader: Reader, offset: number): boolean {
  const { text, lexis } = reader;
  const marks = marksOf(lexis, false);
  const marksInTemplate = marksOf(lexis, true);
  const [enter, leave] = lexis.island ?? ["", ""];
  let inside = lexis.island === undefined;
  while (reader.at < offset) {
    if (!inside) {
      const open = text.indexOf(enter, reader.at);
      if (open < 0 || open >= offset) return false;
      reader.at = open + enter.length;
      inside = true;
    }
    const next = reader.templates.length > 0 ? marksInTemplate : marks;
    next.lastIndex = reader.at;
    const match = next.exec(text);
    if (!match) break;
    reader.at = match.index;
    if (leave !== "" && text.startsWith(leave, match.index)) {
      inside = false;
      reader.at += leave.length;
    } else step(reader);
  }
  return true;
}

/** Reads over what begins at the place, whatever it is; always goes on. */
function step(reader: Reader): void {
  const { text, lexis, at: i } = reader;
  const c = text[i];
  if (lexis.docstrings === "python" && "([{".includes(c)) reader.depth++;
  else if (lexis.docstrings === "python" && ")]}".includes(c)) reader.depth = Math.max(0, reader.depth - 1);
  else {
    const end = heredocsEnd(reader) ?? commentEnd(reader) ?? rawEnd(text, i, lexis) ?? stringOrCode(reader);
    if (end !== undefined) reader.skipped?.(i, end);
    reader.at = Math.max(end ?? i, i + 1);
    return;
  }
  reader.at = i + 1;
}

/** After a line that opened here-documents, the line after the last of them. */
function heredocsEnd(reader: Reader): number | undefined {
  if (reader.heredocs.length === 0 || reader.text[reader.at] !== "\n") return undefined;
  const end = reader.heredocs.reduce((at, name) => afterHeredoc(reader.text, at, name), reader.at + 1);
  reader.heredocs.length = 0;
  return end;
}

function commentEnd(reader: Reader): number | undefined {
  const { text, lexis, at: i } = reader;
  const block = lexis.block?.find(([open]) => isBlock(text, i, open));
  if (block) {
    const [open, close] = block;
    const end = blockEnd(text, i, block, lexis.nested === true);
    flushLines(reader);
    const to = text.startsWith(close, end - close.length) ? end - close.length : end;
    const from = i + open.length;
    if (to > from && quick.test(text.slice(from, to))) reader.out.push(blockProse(text, from, to));
    return end;
  }
  const mark = lexis.line?.find((each) => isLine(text, i, each, lexis));
  if (mark === undefined) return undefined;
  let end = lineEnd(text, i);
  if (lexis.island) {
    const leave = text.slice(i, end).indexOf(lexis.island[1]);
    if (leave >= 0) end = i + leave;
  }
  addLine(reader, i, end, mark);
  return end;
}

function stringOrCode(reader: Reader): number | undefined {
  const { text, lexis, at: i, templates } = reader;
  const c = text[i];
  const rule = c === "'" && lexis.quote ? undefined : lexis.strings?.find(({ open }) => text.startsWith(open, i));
  if (rule?.code) return templateEnd(text, i + 1, templates);
  if (rule) {
    const end = stringEnd(text, i, rule);
    const doc = lexis.docstrings && docstring(text, i, end, rule, lexis, reader.depth);
    if (doc) {
      flushLines(reader);
      reader.out.push(doc);
    }
    return end;
  }
  if (c === "'" && lexis.quote) return quoteEnd(text, i, lexis.quote);
  if (c === "{" && templates.length > 0) templates[templates.length - 1]++;
  else if (c === "}" && templates.length > 0 && --templates[templates.length - 1] === 0) {
    templates.pop();
    return templateEnd(text, i + 1, templates);
  } else if (c === "/" && lexis.regex && opensRegex(text, i)) return regexEnd(text, i);
  else if (c === "<" && lexis.heredoc) {
    const heredoc = heredocAt(text, i, lexis.heredoc);
    if (heredoc) reader.heredocs.push(heredoc.name);
    return heredoc?.to;
  }
  return undefined;
}

const matchers = new WeakMap<Lexis, [plain: RegExp, inTemplate: RegExp]>();

/** A class of the characters at which something may begin. */
function marksOf(lexis: Lexis, inTemplate: boolean): RegExp {
  let made = matchers.get(lexis);
  if (!made) {
    const marks = new Set<string>();
    for (const mark of lexis.line ?? []) marks.add(mark[0]);
    for (const [open] of lexis.block ?? []) marks.add(open.trimStart()[0]);
    for (const { open } of lexis.strings ?? []) marks.add(open[0]);
    if (lexis.quote) marks.add("'");
    if (lexis.regex) marks.add("/");
    if (lexis.heredoc) marks.add("<").add("\n");
    if (lexis.raw === "lua") marks.add("[");
    if (lexis.island) marks.add(lexis.island[1][0]);
    if (lexis.docstrings === "python") for (const c of "()[]{}") marks.add(c);
    const set = [...marks].map((c) => c.replace(/[\]\\^-]/, "\\$&")).join("");
    made = [new RegExp(set ? `[${set}]` : "(?!)", "g"), new RegExp(`[${set}{}]`, "g")];
    matchers.set(lexis, made);
  }
  return made[inTemplate ? 1 : 0];
}

function isBlock(text: string, i: number, open: string): boolean {
  if (open[0] === "\n")
    return (
      (i === 0 || text[i - 1] === "\n") &&
      text.startsWith(open.slice(1), i) &&
      (open !== "\n=" || /[a-z]/.test(text[i + 1] ?? ""))
    );
  if (!text.startsWith(open, i)) return false;
  // MATLAB's and Octave's blocks stand alone on their lines.
  if (open === "%{" || open === "#{")
    return onlySpace(text, lineStart(text, i), i) && onlySpace(text, i + 2, lineEnd(text, i));
  return true;
}

function blockEnd(text: string, i: number, [open, close]: readonly [string, string], nested: boolean): number {
  if (!nested) {
    const at = text.indexOf(close, i + open.length);
    if (at < 0) return text.length;
    return close[0] === "\n" ? lineEnd(text, at + 1) : at + close.length;
  }
  let depth = 1;
  let at = i + open.length;
  let nextOpen = text.indexOf(open, at);
  let nextClose = text.indexOf(close, at);
  while (nextClose >= 0) {
    if (nextOpen >= 0 && nextOpen < nextClose) {
      depth++;
      at = nextOpen + open.length;
      nextOpen = text.indexOf(open, at);
      if (nextClose < at) nextClose = text.indexOf(close, at);
    } else {
      at = nextClose + close.length;
      if (--depth === 0) return at;
      nextClose = text.indexOf(close, at);
      if (nextOpen >= 0 && nextOpen < at) nextOpen = text.indexOf(open, at);
    }
  }
  return text.length;
}

/** Stars down the left side are not the text's if every line has one. */
function blockProse(text: string, from: number, to: number): Prose {
  const prose = buildProse(text);
  const body = text.slice(from, to);
  const starred = body.includes("\n") && /^[*!]?[^\n]*(?:\n[ \t]*(?:\*[^\n]*|\r?))*$/.test(body);
  let at = from;
  let first = true;
  while (at < to) {
    const newline = text.indexOf("\n", at);
    const end = newline < 0 || newline >= to ? to : newline + 1;
    let start = at;
    if (first) {
      while (start < end && "*!".includes(text[start])) start++;
    } else if (starred) {
      while (start < end && (text[start] === " " || text[start] === "\t")) start++;
      while (start < end && text[start] === "*") start++;
      if (text[start] === " ") start++;
    }
    prose.add(Math.min(start, end), end);
    at = end;
    first = false;
  }
  return prose.done();
}

function isLine(text: string, i: number, mark: string, lexis: Lexis): boolean {
  if (!text.startsWith(mark, i)) return false;
  if (mark === "--" && lexis.quote === "name")
    return !/[!#$%&*+./<=>?@\\^|~:]/.test(text[i + runLength(text, i, "-")] ?? "");
  if (mark === "#" && lexis.island) return text[i + 1] !== "[";
  if (lexis.markAtWord || mark === "::" || /^rem /i.test(mark)) return i === 0 || /[\s;&|()]/.test(text[i - 1]);
  return true;
}

function runLength(text: string, i: number, c: string): number {
  let n = 0;
  while (text[i + n] === c) n++;
  return n;
}

/** Comment lines that stand alone, one below the other at one column, are one piece of prose. */
function addLine(reader: Reader, i: number, end: number, mark: string): void {
  const { text, lines } = reader;
  const from = lineStart(text, i);
  const own = onlySpace(text, from, i);
  const column = i - from;
  const above = lines[lines.length - 1];
  if (above && !(above.own && own && above.column === column && above.to === from - 1)) flushLines(reader);
  reader.lines.push({ from: i, to: end, mark, own, column });
}

function flushLines(reader: Reader): void {
  const { text, lines } = reader;
  if (lines.length === 0) return;
  reader.lines = [];
  if (!quick.test(text.slice(lines[0].from, lines[lines.length - 1].to))) return;
  const prose = buildProse(text);
  for (const { from, to, mark } of lines) {
    prose.add(afterMark(text, from, to, mark), to);
    prose.say("\n", to);
  }
  reader.out.push(prose.done());
}

/** Past `///`, `//!`, `#'`, `!>` and one blank. */
function afterMark(text: string, from: number, to: number, mark: string): number {
  let start = from + mark.length;
  const last = mark[mark.length - 1];
  while (start < to && text[start] === last) start++;
  if (start < to && "!<>|'^".includes(text[start]) && /[ \t\r]/.test(text[start + 1] ?? " ")) start++;
  else if (text[start] === "'" || (text[start] === "!" && mark === "//")) start++;
  if (text[start] === " ") start++;
  return Math.min(start, to);
}

function onlySpace(text: string, from: number, to: number): boolean {
  return to - from < 1000 && /^[ \t\r]*$/.test(text.slice(from, to));
}

/** A string that is a statement of its own documents what is near it; any other string is data. */
function docstring(
  text: string,
  i: number,
  end: number,
  rule: StringRule,
  lexis: Lexis,
  depth: number,
): Prose | undefined {
  const kind = lexis.docstrings;
  if (depth > 0 && kind === "python") return undefined;
  const from = lineStart(text, i);
  const prefix = text.slice(Math.max(from, i - 200), i);
  const shape =
    kind === "python"
      ? /^[ \t\ufeff]*([rRuU]?)$/
      : kind === "julia"
        ? /^[ \t]*(?:@doc[ \t]+)?(raw|md|doc)?$/
        : /^[ \t]*@(?:module|type)?doc[ \t]+(?:~[sS])?$/;
  const match = shape.exec(prefix);
  if (!match || (kind !== "elixir" && text.slice(0, from).endsWith("\\\n"))) return undefined;
  if (kind === "python" && !/^[ \t]*(?:#[^\n]*)?\r?$/.test(text.slice(end, Math.min(lineEnd(text, end), end + 400))))
    return undefined;
  if (kind === "julia" && rule.open !== '"""' && !/^[ \t]*\r?\n[ \t]*[A-Za-z@]/.test(text.slice(end, end + 200)))
    return undefined;
  const close = text.startsWith(rule.close, end - rule.close.length) ? end - rule.close.length : end;
  if (close <= i + rule.open.length) return undefined;
  const prose = buildProse(text);
  prose.add(i + rule.open.length, close);
  const made = prose.done();
  const isRaw = match[1] !== undefined && /^(?:r|R|raw|doc)$/.test(match[1]);
  // Where backslashes are doubled everywhere, the reader sees single ones; a lone `\alpha` shows that they are not.
  const doubled = !isRaw && /\\\\[A-Za-z()[\]]/.test(made.text) && !/(?:^|[^\\])(?:\\\\)*\\[A-Za-z]/.test(made.text);
  return doubled || (kind === "julia" && !isRaw) ? unescaped(made, kind === "julia") : made;
}
