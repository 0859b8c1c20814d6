import { isSpace } from "../syntax/chars";
import { type DocumentStatement, parseDocument, type SyntaxDocument } from "../syntax/document";
import { severityOf } from "../syntax/problems";
import { parseStatement } from "../syntax/statement";
import type { Expr, Span, Statement } from "../syntax/tree";
import { type TreeNode, visit } from "../syntax/walk";
import { type Token, tokensOf } from "./tokens";

/**
 * The text with even spacing, commas in lists and no trailing blanks. Comments stay, in their columns where they fit; what
 * can't be read stays as it is. The trees stay the same, and formatting twice changes nothing.
 */
export function formatDocument(text: string): string {
  const document = parseDocument(text);
  const broken = document.statements.some(hasError);
  const parts = document.statements.map((statement) => formatStatement(statement, !broken));
  const formatted = parts.join("");
  if (formatted === text || sameMeaning(document, parseDocument(formatted))) return formatted;
  return text;
}

function hasError(statement: { problems: DocumentStatement["problems"] }): boolean {
  return statement.problems.some(({ code }) => severityOf(code) === "error");
}

function formatStatement(statement: DocumentStatement, dedent: boolean): string {
  const { source, tree } = statement;
  if (hasError(statement)) return source;
  const formatted = layOut(source, tree, dedent);
  if (formatted === source) return source;
  const again = parseStatement(formatted);
  if (treeKey(again.tree) !== treeKey(tree) || hasError(again)) return source;
  return layOut(formatted, again.tree, dedent) === formatted ? formatted : source;
}

const placed: ReadonlySet<string> = new Set([
  "from",
  "to",
  "words",
  "wordSpan",
  "comments",
  "before",
  "after",
  "spaced",
]);

/** The tree as text, without places and spacing: equal for two statements that are read alike. */
function treeKey(tree: Statement): string {
  return JSON.stringify(tree, (key, value) =>
    placed.has(key) ? undefined : typeof value === "bigint" ? String(value) : value,
  );
}

function sameMeaning(a: SyntaxDocument, b: SyntaxDocument): boolean {
  if (a.statements.length !== b.statements.length) return false;
  return a.statements.every(
    ({ tree }, i) => tree === b.statements[i].tree || treeKey(tree) === treeKey(b.statements[i].tree),
  );
}

/** Decisions about blanks: by the offset of the token behind the gap; `commas` before these offsets. */
interface Gaps {
  readonly blank: Map<number, boolean>;
  readonly commas: Set<number>;
}

function layOut(source: string, tree: Statement, dedent: boolean): string {
  const tokens = tokensOf(source);
  const gaps = gapsOf(source, tree, tokens);
  let out = "";
  let end = 0;
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i];
    const gap = source.slice(end, token.from);
    if (gaps.commas.has(token.from)) out += ",";
    if (i === 0) out += dedent && token.kind !== "comment" ? gap.replace(/^[ \t]+/, "") : gap;
    else if (/[\r\n]/.test(gap)) out += gap.replace(/[^\S\r\n]+(?=[\r\n])/g, "");
    else if (token.kind === "comment") out += commentGap(source, token.from, gap, out);
    else if (gaps.commas.has(token.from) || (gaps.blank.get(token.from) ?? spaced(tokens, i, gap))) out += " ";
    out += token.kind === "comment" ? source.slice(token.from, token.to).trimEnd() : source.slice(token.from, token.to);
    end = token.to;
  }
  return out + source.slice(end).replace(/[^\S\r\n]+/g, "");
}

/** A comment keeps its column where two blanks or more stood before it and the code leaves room. */
function commentGap(source: string, from: number, gap: string, out: string): string {
  const column = from - lineStart(source, from);
  const width = out.length - lineStart(out, out.length);
  return " ".repeat(gap.length < 2 ? 2 : Math.max(2, column - width));
}

function lineStart(text: string, at: number): number {
  return Math.max(text.lastIndexOf("\n", at - 1), text.lastIndexOf("\r", at - 1)) + 1;
}

const tightAfter: ReadonlySet<string> = new Set(["(", "[", "{", "_", "^", ".^", "..", "~", "∂"]);
const tightBefore: ReadonlySet<string> = new Set([
  ")",
  "]",
  "}",
  "_",
  "^",
  ".^",
  "..",
  ",",
  ";",
  "'",
  "''",
  "super",
  "top",
]);

/** Whether a blank stands before token `i` by the kinds of the tokens alone; without a rule, as it was typed. */
function spaced(tokens: readonly Token[], i: number, gap: string): boolean {
  const before = tokens[i - 1].kind;
  const { kind } = tokens[i];
  if (tightBefore.has(kind) || tightAfter.has(before)) return false;
  if (before === "," || before === ";") return true;
  return gap !== "";
}

function gapsOf(source: string, tree: Statement, tokens: readonly Token[]): Gaps {
  const gaps: Gaps = { blank: new Map(), commas: new Set() };
  const starts = tokens.map(({ from }) => from);
  const put = (offset: number, blank: boolean) => {
    const at = firstFrom(starts, offset);
    if (at < starts.length) gaps.blank.set(starts[at], blank);
  };
  visit(tree, (node) => {
    gapsAround(node, source, put, gaps.commas);
  });
  for (const { from, to } of tree.words) {
    put(from, true);
    put(to, true);
  }
  gapsAtColons(tree, tokens, gaps);
  return gaps;
}

/** Index of the first of the ascending `starts` that is at least `offset`. */
function firstFrom(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (starts[middle] < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

function gapsAround(
  node: TreeNode,
  source: string,
  put: (offset: number, blank: boolean) => void,
  commas: Set<number>,
): void {
  const expr = node as Expr;
  switch (expr.kind) {
    case "sum":
    case "compare":
      for (const op of expr.ops) both(op, true, put);
      break;
    case "product":
      for (const op of expr.ops) if (op.op !== "juxtapose") both(op, op.before || op.after, put);
      break;
    case "unary":
      put(expr.of.from, false);
      break;
    case "bars":
      put(expr.from + (expr.double && source[expr.from] === "|" ? 2 : 1), false);
      put(expr.of.to, false);
      break;
    case "grad":
      if (expr.word === "∇" && expr.wrt === undefined) put(expr.of.from, false);
      break;
    case "partial":
      if (expr.word === "∂" && expr.of.from < (expr.wrt[0]?.from ?? 0)) {
        put(expr.of.to, false);
        put(source.indexOf("/", expr.of.to) + 1, false);
      }
      break;
    case "list":
      for (const row of expr.rows) for (let i = 1; i < row.length; i++) addComma(row[i - 1], row[i], source, commas);
      break;
  }
}

function both(op: Span, blank: boolean, put: (offset: number, blank: boolean) => void): void {
  put(op.from, blank);
  put(op.to, blank);
}

function addComma(left: Span, right: Span, source: string, commas: Set<number>): void {
  for (let at = left.to; at < right.from; at++) if (!isSpace(source.charCodeAt(at))) return;
  commas.add(right.from);
}

/** `x : vector n`, `x > 0: x`, `A[1:3]`, and the `=` of a definition. */
function gapsAtColons(tree: Statement, tokens: readonly Token[], gaps: Gaps): void {
  const open: string[] = [];
  let defined = tree.kind !== "define" && tree.kind !== "load";
  tokens.forEach((token, i) => {
    const next = tokens[i + 1]?.from ?? -1;
    if (token.kind === "(" || token.kind === "[" || token.kind === "{") open.push(token.kind);
    else if (token.kind === ")" || token.kind === "]" || token.kind === "}") open.pop();
    else if (token.kind === "=" && open.length === 0 && !defined) {
      defined = true;
      gaps.blank.set(token.from, true).set(next, true);
    } else if (token.kind === ":") {
      const inside = open[open.length - 1];
      if (inside === "[") {
        const first = tokens[i - 1]?.kind;
        if (first !== "," && first !== "[") gaps.blank.set(token.from, false).set(next, false);
      } else gaps.blank.set(token.from, inside === undefined).set(next, true);
    }
  });
}
