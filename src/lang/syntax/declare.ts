import { bracketed } from "./bracket";
import { parseExponent, parseSum, startsOperand } from "./expression";
import { parseName, superscriptSuffix } from "./leaf";
import { expected, fail, fix } from "./report";
import { advance, seek } from "./scanner";
import { found, is, isCloser, type Parser } from "./state";
import type { Expr, NameNode, Sort, SortWord } from "./tree";
import { sortWords } from "./words";

/** What `parseDeclare` returns. */
export interface Declaration {
  readonly kind: "declare";
  readonly names: readonly NameNode[];
  readonly sort?: Sort;
}

const separatorWords: ReadonlySet<string> = new Set(["x", "by", "given"]);

/** `x, b : vector n`, `w ∈ ℝ^n`, `w in R^n`; undefined, and nothing read, if the statement is no declaration. */
export function parseDeclare(p: Parser): Declaration | undefined {
  const at = p.from;
  const problems = p.problems.length;
  const names = [parseName(p)];
  while (is(p, ",")) {
    advance(p);
    if (!is(p, "name")) break;
    names.push(parseName(p));
  }
  const member = is(p, "∈") || (is(p, "name") && found(p) === "in" && realsFollow(p));
  if (!is(p, ":") && !member) {
    seek(p, at);
    p.problems.length = problems;
    return undefined;
  }
  if (is(p, "name")) p.words.push({ from: p.from, to: p.to });
  advance(p);
  const sort = atReals(p) ? parseReals(p) : parseSort(p);
  return { kind: "declare", names, ...(sort && { sort }) };
}

function atReals(p: Parser): boolean {
  return p.kind === "ℝ" || (p.kind === "name" && p.to - p.from === 1 && p.text[p.from] === "R");
}

function realsFollow(p: Parser): boolean {
  const at = p.from;
  advance(p);
  const follow = atReals(p);
  seek(p, at);
  return follow;
}

function parseSort(p: Parser): Sort | undefined {
  const { from } = p;
  const positive = p.kind === "name" && found(p) === "positive";
  if (positive) takeWord(p);
  const word = p.kind === "name" ? found(p) : "";
  if (!sortWords.has(word)) {
    unknownSort(p, word);
    return undefined;
  }
  let { to } = p;
  takeWord(p);
  const sizes = word === "size" || word === "scalar" ? [] : parseSizes(p);
  if (sizes.length > 0) to = Math.max(to, sizes[sizes.length - 1].to);
  const extra = sizes[word === "vector" ? 1 : 2];
  if (extra !== undefined) fail(p, extra, { code: "unexpected-text", found: p.text.slice(extra.from, extra.to) });
  return { from, to, word: word as SortWord, positive, sizes };
}

function takeWord(p: Parser): void {
  p.words.push({ from: p.from, to: p.to });
  advance(p);
}

function unknownSort(p: Parser, word: string): void {
  if (p.kind !== "name") {
    expected(p, { code: "unknown-sort", word: found(p) });
    return;
  }
  const near = [...sortWords].filter((sort) => sort.slice(0, 2) === word.slice(0, 2).toLowerCase());
  const fixes = near.map((sort) =>
    fix({ en: `Write ${sort}`, zh: `改为 ${sort}` }, { from: p.from, to: p.to, text: sort }),
  );
  fail(p, p, { code: "unknown-sort", word }, fixes);
  while (!is(p, "end")) advance(p);
}

/** `n`, `m×n`, `m n`, `m x n`, `m by n`, `(m, n)`. */
function parseSizes(p: Parser): Expr[] {
  const { inList, inSizes, stops } = p;
  p.inList = true;
  p.inSizes = true;
  p.stops = separatorWords;
  const sizes: Expr[] = [];
  if (p.kind === "(") {
    sizes.push(...parseBracketedSizes(p));
    if (isSeparator(p)) advance(p);
  }
  readSizes(p, sizes);
  p.inList = inList;
  p.inSizes = inSizes;
  p.stops = stops;
  return sizes;
}

function parseBracketedSizes(p: Parser): Expr[] {
  const sizes: Expr[] = [];
  bracketed(p, true, () => {
    p.stops = separatorWords;
    p.inSizes = true;
    readSizes(p, sizes);
  });
  return sizes;
}

function readSizes(p: Parser, sizes: Expr[]): void {
  while (startsSize(p)) {
    sizes.push(parseSum(p));
    if (isSeparator(p)) {
      if (is(p, "name")) p.words.push({ from: p.from, to: p.to });
      advance(p);
      if (!startsOperand(p)) expected(p, { code: "expected-expression", found: found(p) });
    }
  }
}

function startsSize(p: Parser): boolean {
  return startsOperand(p) && !isCloser(p.kind) && !(p.kind === "name" && found(p) === "given");
}

/** `×`, `,`, or the words `x` and `by` between blanks. */
function isSeparator(p: Parser): boolean {
  if (p.kind === "×" || p.kind === ",") return true;
  return p.kind === "name" && p.space && (found(p) === "x" || found(p) === "by");
}

/** `ℝ`, `ℝ^n`, `ℝⁿ`, `ℝ^(m×n)`, `ℝ^{m×n}`, `ℝ^m×n`, `R^(m, n)`. */
function parseReals(p: Parser): Sort {
  const { from } = p;
  let { to } = p;
  p.words.push({ from, to });
  advance(p);
  const sizes: Expr[] = [];
  if (is(p, "super")) {
    const suffix = superscriptSuffix(p);
    if (suffix.kind === "power") sizes.push(suffix.exponent);
    to = suffix.to;
  } else if (is(p, "^")) {
    advance(p);
    if (is(p, "(") || is(p, "{")) {
      bracketed(p, true, () => {
        p.stops = separatorWords;
        p.inSizes = true;
        readSizes(p, sizes);
        if (sizes.length === 0) expected(p, { code: "expected-expression", found: found(p) });
      });
      to = p.closedAt;
    } else {
      sizes.push(parseExponent(p));
      while (is(p, "×")) {
        advance(p);
        sizes.push(parseExponent(p));
      }
    }
  }
  if (sizes.length > 0) to = Math.max(to, sizes[sizes.length - 1].to);
  const word = sizes.length === 0 ? "scalar" : sizes.length === 1 ? "vector" : "matrix";
  return { from, to, word, positive: false, sizes };
}
