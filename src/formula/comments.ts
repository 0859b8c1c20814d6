import type { Lexis, StringRule } from "./lexis";
import { buildProse, type Prose, type ProseBuilder, unescaped } from "./prose";
import {
  afterHeredoc,
  heredocAt,
  lineEnd,
  lineStart,
  opensRegex,
  quoteEnd,
  rawEnd,
  regexEnd,
  stringEnd,
  templateEnd,
} from "./strings";

/**
 * The comments and documentation strings of a program as prose. A small lexer with state: strings, template literals
 * with code inside, characters, regular expressions, here-documents and raw strings are read over, so that a `$` in
 * code is never taken for mathematics. @cost linear in the text
 */
export function commentsOf(text: string, lexis: Lexis): Prose[] {
  const out: Prose[] = [];
  const marks = marksOf(lexis);
  const templates: number[] = [];
  const heredocs: string[] = [];
  let group: Group | undefined;
  let depth = 0;
  let inside = lexis.island === undefined;
  let i = 0;
  const flush = () => {
    if (group) out.push(group.prose.done());
    group = undefined;
  };
  while (i < text.length) {
    if (!inside) {
      const open = text.indexOf(lexis.island![0], i);
      if (open < 0) break;
      i = open + lexis.island![0].length;
      inside = true;
    }
    marks.lastIndex = i;
    const match = marks.exec(text);
    if (!match) break;
    i = match.index;
    const c = text[i];
    if (lexis.island && text.startsWith(lexis.island[1], i)) {
      inside = false;
      i += lexis.island[1].length;
      continue;
    }
    if (heredocs.length > 0 && c === "\n") {
      i = heredocs.reduce((at, name) => afterHeredoc(text, at, name), i + 1);
      heredocs.length = 0;
      continue;
    }
    const block = lexis.block?.find(([open]) => isBlock(text, i, open));
    if (block) {
      const end = blockEnd(text, i, block, lexis.nested === true);
      flush();
      const close = text.startsWith(block[1], end - block[1].length) ? end - block[1].length : end;
      out.push(blockProse(text, i + block[0].length, Math.max(i + block[0].length, close)));
      i = Math.max(end, i + 1);
      continue;
    }
    const line = lexis.line?.find((mark) => isLine(text, i, mark, lexis));
    if (line) {
      let end = lineEnd(text, i);
      if (lexis.island) {
        const leave = text.slice(i, end).indexOf(lexis.island[1]);
        if (leave >= 0) end = i + leave;
      }
      group = addLine(text, i, end, line, group, flush);
      i = end;
      continue;
    }
    const raw = rawEnd(text, i, lexis);
    if (raw !== undefined) {
      i = raw;
      continue;
    }
    const rule = lexis.strings?.find(({ open }) => text.startsWith(open, i));
    if (rule && !(c === "'" && lexis.quote !== undefined)) {
      if (rule.code) {
        i = templateEnd(text, i + 1, templates);
        continue;
      }
      const end = stringEnd(text, i, rule);
      const doc = lexis.docstrings && docstring(text, i, end, rule, lexis, depth);
      if (doc) {
        flush();
        out.push(doc);
      }
      i = end;
      continue;
    }
    if (c === "'" && lexis.quote) i = quoteEnd(text, i, lexis.quote);
    else if (c === "{" && templates.length > 0) {
      templates[templates.length - 1]++;
      i++;
    } else if (c === "}" && templates.length > 0) {
      if (--templates[templates.length - 1] > 0) i++;
      else {
        templates.pop();
        i = templateEnd(text, i + 1, templates);
      }
    } else if (c === "/" && lexis.regex && opensRegex(text, i)) i = regexEnd(text, i);
    else if (c === "<" && lexis.heredoc) {
      const heredoc = heredocAt(text, i, lexis.heredoc);
      if (heredoc) heredocs.push(heredoc.name);
      i = heredoc?.to ?? i + 1;
    } else {
      if (c === "(" || c === "[" || c === "{") depth++;
      else if (c === ")" || c === "]" || c === "}") depth = Math.max(0, depth - 1);
      i++;
    }
  }
  flush();
  return out;
}

interface Group {
  readonly prose: ProseBuilder;
  readonly end: number;
  readonly own: boolean;
  readonly column: number;
}

const matchers = new WeakMap<Lexis, RegExp>();

/** One expression that stops at every place where something may begin. */
function marksOf(lexis: Lexis): RegExp {
  const known = matchers.get(lexis);
  if (known) return known;
  const marks = new Set<string>();
  for (const mark of lexis.line ?? []) marks.add(mark);
  for (const [open] of lexis.block ?? []) marks.add(open.replace("\n", ""));
  for (const { open } of lexis.strings ?? []) marks.add(open);
  if (lexis.quote) marks.add("'");
  if (lexis.regex) marks.add("/");
  if (lexis.heredoc) marks.add("<<").add("\n");
  if (lexis.raw === "lua") marks.add("[[").add("[=");
  if (lexis.island) marks.add(lexis.island[1]);
  if (lexis.docstrings || lexis.strings?.some((rule) => rule.code)) for (const c of "()[]{}") marks.add(c);
  const escaped = [...marks]
    .sort((a, b) => b.length - a.length)
    .map((mark) => mark.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  const made = new RegExp(escaped.length > 0 ? escaped.join("|") : "(?!)", "g");
  matchers.set(lexis, made);
  return made;
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
  const starred = /^[*!]?[^\n]*(?:\n[ \t]*(?:\*[^\n]*|\r?))*$/.test(body) && body.includes("\n");
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
function addLine(
  text: string,
  i: number,
  end: number,
  mark: string,
  group: Group | undefined,
  flush: () => void,
): Group {
  const from = lineStart(text, i);
  const own = onlySpace(text, from, i);
  const column = i - from;
  const follows =
    group?.own && own && group.column === column && group.end === from - 1 - (text[from - 2] === "\r" ? 1 : 0);
  if (!follows) flush();
  const prose = follows && group ? group.prose : buildProse(text);
  let start = i + mark.length;
  const last = mark[mark.length - 1];
  while (start < end && text[start] === last) start++;
  if (start < end && "!<>|'^".includes(text[start]) && /[ \t\r]/.test(text[start + 1] ?? " ")) start++;
  else if (text[start] === "'" || (text[start] === "!" && mark === "//")) start++;
  if (text[start] === " ") start++;
  prose.add(start, end);
  prose.say("\n", end);
  return { prose, end: text[end - 1] === "\r" ? end - 1 : end, own, column };
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
