import { parseArguments, parseRange } from "./arguments";
import { bracketed, enter, missing, skipTo } from "./bracket";
import { nameMissing, parseName, subscriptName, superscriptSuffix } from "./leaf";
import { canonicalName } from "./notation";
import { exactValue } from "./numbers";
import { expected, fail, unexpected, unexpectedCharacter } from "./report";
import { advance, seek } from "./scanner";
import { found, is, isCloser, noStops, type Parser, separators } from "./state";
import type { CasesNode, Expr, ListNode, NameNode, NumberNode } from "./tree";

/** Whether `(i in` stands here, or `(i ∈`. */
export function sumsOver(p: Parser): boolean {
  const at = p.from;
  advance(p);
  let over = p.kind === "name";
  if (over) {
    advance(p);
    over = p.kind === "∈" || (p.kind === "name" && found(p) === "in");
  }
  seek(p, at);
  return over;
}

/** `sum(i in 1..m) …` and `Σ_{i=1}^{m} …`, from behind the word. */
export function parseSumOver(p: Parser, from: number): Expr {
  if (!enter(p)) return missing(p);
  const header = bracketed(p, false, () => {
    const index = parseName(p);
    if (p.kind === "name") p.words.push({ from: p.from, to: p.to });
    advance(p);
    return { index, range: parseRange(p, false) };
  });
  const { range, index } = header;
  if (range.kind !== "range" && range.kind !== "error") {
    fail(p, range, { code: "expected-mark", mark: "..", found: p.text.slice(range.from, range.to) });
  }
  const body = p.grammar.product(p);
  p.depth--;
  const bounds = range.kind === "range" ? { low: range.low, high: range.high } : {};
  return { kind: "sumover", from, to: body.to, index, ...bounds, body };
}

/** `Σ_{i=1}^{m} e`; also `Σ_{i ∈ 1..m}`, and with parentheses for the braces. */
export function parseSigma(p: Parser): Expr {
  const { from } = p;
  if (!enter(p)) return missing(p);
  advance(p);
  const head = p.kind === "_" ? sigmaIndex(p) : undefined;
  if (head === undefined) {
    expected(p, { code: "expected-mark", mark: "_{i=1}", found: found(p) });
    p.depth--;
    return { kind: "error", from, to: from + 1 };
  }
  let { low, high } = head;
  if (p.kind === "^") {
    advance(p);
    high = p.grammar.exponent(p);
  } else if (p.kind === "super") {
    const suffix = superscriptSuffix(p);
    if (suffix.kind === "power") high = suffix.exponent;
  }
  const body = p.grammar.product(p);
  p.depth--;
  const bounds = { ...(low && { low }), ...(high && { high }) };
  return { kind: "sumover", from, to: body.to, index: head.index, ...bounds, body };
}

function sigmaIndex(p: Parser): { index: NameNode; low?: Expr; high?: Expr } | undefined {
  advance(p);
  if (p.kind === "name") return { index: parseName(p) };
  if (p.kind !== "{" && p.kind !== "(") return undefined;
  return bracketed(p, false, () => {
    if (p.kind !== "name") return undefined;
    const index = parseName(p);
    const word = p.kind === "name" && found(p) === "in";
    if (!is(p, "=") && !is(p, "∈") && !word) return { index };
    if (word) p.words.push({ from: p.from, to: p.to });
    advance(p);
    const range = parseRange(p, false);
    return range.kind === "range" ? { index, low: range.low, high: range.high } : { index, low: range };
  });
}

/** `( … )` or `{ … }`: a group, or a tuple. */
export function parseGroup(p: Parser): Expr {
  const { from } = p;
  const braces = p.kind === "{";
  const empty = p.to;
  const { list, to } = parseArguments(p, p.grammar.expr);
  if (list.length > 1 && !braces) return { kind: "tuple", from, to, items: list };
  if (list.length === 1) return { kind: "group", from, to, of: list[0] };
  if (list.length === 0)
    fail(p, { from, to: Math.max(to, empty) }, { code: "expected-expression", found: p.text.slice(empty, to) });
  return { kind: "error", from, to: Math.max(to, empty) };
}

/** Which bar stands here; `||` is `‖`, except where a single `|` is open and an operator is expected. */
export function barHere(p: Parser, operatorExpected: boolean): "|" | "‖" {
  if (p.kind === "‖") return "‖";
  if (p.text[p.to] !== "|") return "|";
  return operatorExpected && p.bars.endsWith("|") ? "|" : "‖";
}

function takeBar(p: Parser, bar: "|" | "‖"): number {
  const to = bar === "‖" && p.kind === "|" ? p.from + 2 : p.to;
  seek(p, to);
  return to;
}

/** `|x|`, `‖x‖` with its index: absolute value, determinant or norm. */
export function parseBars(p: Parser): Expr {
  const { from } = p;
  const bar = barHere(p, false);
  if (!enter(p)) return missing(p);
  const opening = { from, to: takeBar(p, bar) };
  const { inList, bars, stops } = p;
  p.inList = false;
  p.bars += bar;
  p.stops = noStops;
  const of = p.grammar.expr(p);
  const closes = (p.kind === "|" || p.kind === "‖") && barHere(p, true) === bar;
  p.bars = bars;
  p.inList = inList;
  p.stops = stops;
  p.depth--;
  if (!closes) {
    if (p.kind !== "bad") failUnclosedBar(p, opening, bar);
    else unexpectedCharacter(p);
    return { kind: "bars", from, to: Math.max(of.to, opening.to), double: bar === "‖", of };
  }
  const to = takeBar(p, bar);
  const norm = bar === "‖" ? normIndex(p) : undefined;
  return { kind: "bars", from, to: norm?.to ?? to, double: bar === "‖", of, ...(norm && { norm }) };
}

function failUnclosedBar(p: Parser, opening: { from: number; to: number }, bar: string): void {
  const shown = p.text.slice(opening.from, opening.to);
  fail(p, opening, { code: "unclosed-bar", bar: shown || bar });
}

/** `_1`, `_∞`, `_inf`, `_F`, `_p`, `₂` right behind a closing bar. */
function normIndex(p: Parser): NumberNode | NameNode | undefined {
  if (p.space) return undefined;
  if (p.kind === "sub") {
    const name = subscriptName(p);
    const value = exactValue(name.name);
    return value
      ? { kind: "number", from: name.from, to: name.to, text: name.name, approximate: false, ...value }
      : name;
  }
  if (p.kind !== "_") return undefined;
  const index = /^_(\d+|∞|inf|[A-Za-z]|\{(?:\d+|∞|inf|[A-Za-z])\})/.exec(p.text.slice(p.from, p.from + 12))?.[1];
  if (index === undefined) {
    advance(p);
    return nameMissing(p);
  }
  const from = p.to;
  const to = from + index.length;
  const text = index.replace(/[{}]/g, "");
  seek(p, to);
  const value = exactValue(text);
  if (value) return { kind: "number", from, to, text, approximate: false, ...value };
  return { kind: "name", from, to, name: canonicalName(text), text };
}

/** `[ … ]`: rows by `;` and new lines, entries by `,` and blanks. */
export function parseList(p: Parser): Expr {
  const { from } = p;
  if (!enter(p)) return missing(p);
  const rows: Expr[][] = [];
  let stacked = false;
  bracketed(p, true, () => {
    let row: Expr[] = [];
    let comma = false;
    const endRow = () => {
      if (row.length > 0) rows.push(row);
      row = [];
    };
    while (p.kind !== "end" && !isCloser(p.kind)) {
      if (p.kind === ";") {
        if (comma || row.length === 0) expected(p, { code: "expected-expression", found: found(p) });
        comma = false;
        stacked = true;
        advance(p);
        endRow();
        continue;
      }
      if (p.newline && row.length > 0 && !comma) {
        stacked = true;
        endRow();
      }
      const at = p.from;
      row.push(p.grammar.expr(p));
      comma = p.kind === ",";
      if (comma) advance(p);
      else if (p.from === at) recoverInList(p);
    }
    if (comma) expected(p, { code: "expected-expression", found: found(p) });
    endRow();
  });
  p.depth--;
  const node: ListNode = { kind: "list", from, to: p.closedAt, rows, stacked };
  return node;
}

/** Nothing was read: steps over the token that no entry can begin with. */
function recoverInList(p: Parser): void {
  unexpected(p);
  advance(p);
}

/** `cases(x > 0: x; else: 0)`. */
export function parseCases(p: Parser, from: number): Expr {
  const branches: CasesNode["branches"][number][] = [];
  if (!enter(p)) return missing(p);
  bracketed(p, false, () => {
    while (p.kind !== "end" && !isCloser(p.kind)) {
      branches.push(parseBranch(p));
      if (p.kind === ";" || p.kind === ",") advance(p);
      else if (p.kind !== "end" && !isCloser(p.kind)) {
        unexpected(p);
        skipTo(p, separators);
        if (separators.has(p.kind)) advance(p);
      }
    }
    if (branches.length === 0) expected(p, { code: "expected-expression", found: found(p) });
  });
  p.depth--;
  return { kind: "cases", from, to: p.closedAt, branches };
}

function parseBranch(p: Parser): CasesNode["branches"][number] {
  const otherwise = p.kind === "name" && found(p) === "else";
  if (otherwise) {
    p.words.push({ from: p.from, to: p.to });
    advance(p);
  }
  const when = otherwise ? undefined : p.grammar.expr(p);
  if (p.kind === ":") advance(p);
  else expected(p, { code: "expected-mark", mark: ":", found: found(p) });
  const value = p.grammar.expr(p);
  return when === undefined ? { value } : { when, value };
}
