import { type DocumentStatement, parseDocument } from "../syntax/document";
import { fullWidth, greek, subscripts, superscripts } from "../syntax/notation";
import type { SyntaxEdit } from "../syntax/problems";
import { LENGTH_LIMIT, parseStatement } from "../syntax/statement";
import type { Expr, Span, Statement } from "../syntax/tree";
import { visit } from "../syntax/walk";
import { tokensOf } from "./tokens";

export type Notation = "ascii" | "unicode";

const toAscii: ReadonlyMap<string, string> = new Map(
  "− - – - ≤ <= ≥ >= ≠ != → -> ⊙ .* ∘ .* ′ ' ’ ' ⊤ ^T ‖ || ∥ || ∈ in ℝ R ∞ inf ⋅ * ∗ *"
    .split(" ")
    .reduce<[string, string][]>((rows, char, i, all) => {
      if (i % 2 === 0) rows.push([char, all[i + 1]]);
      return rows;
    }, []),
);
const toUnicode: ReadonlyMap<string, string> = new Map([
  ["<=", "≤"],
  [">=", "≥"],
  ["!=", "≠"],
  ["-", "−"],
  ["->", "→"],
  [".*", "⊙"],
]);
const letterNames: ReadonlyMap<string, string> = new Map([...greek].map(([word, letter]) => [letter, word]));
const superscriptOf: ReadonlyMap<string, string> = new Map([...superscripts].map(([char, plain]) => [plain, char]));
const subscriptOf: ReadonlyMap<string, string> = new Map([...subscripts].map(([char, plain]) => [plain, char]));

/**
 * Edits that write the symbols of a text, or of what `within` covers, in the other notation. Only edits that leave every tree
 * as it is are made: `λx` stays, since `lambdax` would be another name. Ordered, not overlapping.
 */
export function convertNotation(text: string, to: Notation, within?: Span): SyntaxEdit[] {
  const edits: SyntaxEdit[] = [];
  for (const statement of parseDocument(text).statements) {
    if (within !== undefined && (statement.to <= within.from || statement.from >= within.to)) continue;
    for (const { from, to: end, text: replacement } of convertStatement(statement, to)) {
      const edit = { from: statement.from + from, to: statement.from + end, text: replacement };
      if (within === undefined || (edit.from >= within.from && edit.to <= within.to)) edits.push(edit);
    }
  }
  return edits;
}

function convertStatement({ source, tree }: DocumentStatement, to: Notation): SyntaxEdit[] {
  if (source.length > LENGTH_LIMIT) return []; // the parser does not read it, so no edit can be shown to keep its meaning
  const wanted = candidates(source, tree, to);
  const key = meaningOf(tree);
  const keeps = (edits: readonly SyntaxEdit[]) => meaningOf(parseStatement(applyEdits(source, edits)).tree) === key;
  if (wanted.length === 0 || keeps(wanted)) return wanted;
  // One of them changes the reading: each is tried on its own, a few at most.
  const kept: SyntaxEdit[] = [];
  for (const edit of wanted.slice(0, 200)) if (keeps([...kept, edit])) kept.push(edit);
  return kept;
}

/** The text with edits that are ordered and do not overlap. */
export function applyEdits(text: string, edits: readonly SyntaxEdit[]): string {
  let out = "";
  let at = 0;
  for (const edit of edits) {
    out += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return out + text.slice(at);
}

function candidates(source: string, tree: Statement, to: Notation): SyntaxEdit[] {
  const edits = to === "unicode" ? structural(source, tree) : nablas(source, tree);
  const taken = edits.slice().sort((a, b) => a.from - b.from);
  let next = 0;
  for (const { kind, from, to: end } of tokensOf(source)) {
    while (next < taken.length && taken[next].to <= from) next++;
    if (kind === "comment" || (next < taken.length && taken[next].from < end)) continue;
    const text = source.slice(from, end);
    const twin = to === "unicode" ? unicodeToken(kind, text, source, end) : asciiToken(kind, text);
    if (twin !== undefined && twin !== text) edits.push({ from, to: end, text: padded(source, from, end, kind, twin) });
  }
  return edits.sort((a, b) => a.from - b.from);
}

/** A word that takes the place of a symbol needs blanks around it. */
function padded(source: string, from: number, to: number, kind: string, twin: string): string {
  if (kind !== "∈") return twin;
  return (/\s/.test(source[from - 1] ?? " ") ? "" : " ") + twin + (/\s/.test(source[to] ?? " ") ? "" : " ");
}

function unicodeToken(kind: string, text: string, source: string, end: number): string | undefined {
  if (kind === "name") return text === "R" || text === "in" ? undefined : unicodeName(text);
  if (kind === "|" && source[end] === "|") return undefined;
  return toUnicode.get(text);
}

function unicodeName(text: string): string {
  if (text === "inf") return "∞";
  const parts = /^([A-Za-z]+)(.*)$/s.exec(text);
  const base = (parts && greek.get(parts[1])) ?? parts?.[1];
  if (base === undefined || parts === null) return text;
  const digits = /^_(\d+)$/.exec(parts[2])?.[1];
  return base + (digits === undefined ? parts[2] : [...digits].map((digit) => subscriptOf.get(digit)).join(""));
}

function asciiToken(kind: string, text: string): string | undefined {
  if (kind === "name" && text !== "∞") return asciiName(text);
  if (kind === "super") return asciiSuperscript(text);
  if (kind === "sub") return `_${[...text].map((char) => subscripts.get(char)).join("")}`;
  return toAscii.get(text) ?? fullWidth.get(text);
}

function asciiName(text: string): string {
  const plain = text.replace(
    /[₀-₉ₐ-ₜᵢ-ᵥⱼ]+/gu,
    (run) => `_${[...run].map((char) => subscripts.get(char) ?? char).join("")}`,
  );
  const [first] = plain;
  const word = letterNames.get(first);
  const rest = plain.slice(first.length);
  return word !== undefined && /^(_[A-Za-z0-9_]*|\d*)$/.test(rest) ? word + rest : plain;
}

function asciiSuperscript(text: string): string {
  return `^${[...text].map((char) => superscripts.get(char)).join("")}`;
}

/** `∇f` → `grad f`, `∇²f` → `hess f`. */
function nablas(source: string, tree: Statement): SyntaxEdit[] {
  const edits: SyntaxEdit[] = [];
  visit(tree, (node) => {
    const expr = node as Expr;
    if (expr.kind !== "grad" || expr.word !== "∇" || (expr.of.kind !== "name" && expr.of.kind !== "group")) return;
    if (expr.wrt !== undefined && !/^[A-Za-z]+$/.test(expr.wrt.text)) return;
    const blank = /[\p{L}\p{N}_]/u.test(source[expr.from - 1] ?? "") ? " " : "";
    const word = (expr.order === 1 ? "grad" : "hess") + (expr.wrt ? `_${expr.wrt.text}` : "");
    edits.push({ from: expr.from, to: expr.of.from, text: `${blank}${word}${expr.of.kind === "name" ? " " : ""}` });
  });
  return edits;
}

/** What needs the tree: `grad f` → `∇f`, `diff(f, x)` → `∂f/∂x`, `||x||` → `‖x‖`, `^2` → `²`, `is pd` → `≻ 0`, `in R^n` → `∈ ℝ^n`. */
function structural(source: string, tree: Statement): SyntaxEdit[] {
  const edits: SyntaxEdit[] = [];
  const put = (from: number, to: number, text: string) => edits.push({ from, to, text });
  visit(tree, (node) => {
    const expr = node as Expr;
    if (expr.kind === "grad" && expr.word !== "∇" && expr.word !== "jacobian") {
      const wrt = expr.wrt ? `_${expr.wrt.text} ` : "";
      put(expr.from, expr.of.from, (expr.order === 1 ? "∇" : "∇²") + wrt);
    } else if (expr.kind === "bars" && expr.double && source[expr.from] === "|") {
      const close = source.indexOf("||", expr.of.to);
      put(expr.from, expr.from + 2, "‖");
      if (close >= 0) put(close, close + 2, "‖");
    } else if (expr.kind === "chain") for (const suffix of expr.suffixes) putSuperscript(source, suffix, put);
    else if (expr.kind === "compare") {
      for (const op of expr.ops) {
        if (source.slice(op.from, op.to) !== "is") continue;
        const zero = expr.operands[expr.ops.indexOf(op) + 1];
        put(op.from, zero.to, `${op.op} 0`);
      }
    } else if (expr.kind === "partial" && expr.word === "diff" && expr.of.kind === "name") {
      const order = expr.wrt.length === 1 ? "" : superscriptOf.get(String(expr.wrt.length));
      if (order !== undefined)
        put(expr.from, expr.to, `∂${order}${expr.of.text}/${expr.wrt.map(({ text }) => `∂${text}`).join("")}`);
    }
  });
  if (tree.kind === "declare" && tree.sort) {
    const member = /\bin(\s+)R(?![\p{L}\p{N}_])/u.exec(source);
    if (member && member.index + member[0].length <= tree.sort.to)
      put(member.index, member.index + member[0].length, `∈${member[1]}ℝ`);
  }
  let end = 0;
  return edits
    .sort((a, b) => a.from - b.from)
    .filter((edit) => {
      const free = end <= edit.from;
      end = Math.max(end, edit.to);
      return free;
    });
}

function putSuperscript(
  source: string,
  suffix: Span & { kind: string },
  put: (from: number, to: number, text: string) => void,
): void {
  const plain = /^\^(-?(?:\d{1,4}|T|n|k|m|p))$/.exec(source.slice(suffix.from, suffix.to))?.[1];
  if (plain !== undefined) put(suffix.from, suffix.to, [...plain].map((char) => superscriptOf.get(char)).join(""));
}

const ignored: ReadonlySet<string> = new Set([
  "from",
  "to",
  "words",
  "wordSpan",
  "comments",
  "before",
  "after",
  "spaced",
  "text",
]);

/** Words for one thing. */
const spellings: ReadonlySet<unknown> = new Set(["∇", "grad", "gradient", "hess", "hessian", "∂", "diff"]);

/** The tree as text without places, spacing and spelling: equal for two spellings of one statement. */
function meaningOf(tree: Statement): string {
  return JSON.stringify(tree, (key, value) => {
    if (ignored.has(key)) return undefined;
    if (key === "word" && spellings.has(value)) return undefined;
    return typeof value === "bigint" ? String(value) : value;
  });
}
