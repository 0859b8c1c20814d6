import { parseArguments, parseIndex } from "./arguments";
import { enter, isStop, missing } from "./bracket";
import { isSpace } from "./chars";
import { parseDiff, parseGradWord, parseNabla, parsePartial } from "./derivative";
import { barHere, parseBars, parseCases, parseGroup, parseList, parseSigma, parseSumOver, sumsOver } from "./enclosed";
import { parseApproximate, parseName, parseNothing, parseNumber, refuseTex, superscriptSuffix } from "./leaf";
import { subscripts } from "./notation";
import { expected, fail, fix, note } from "./report";
import { advance, seek } from "./scanner";
import { found, type Grammar, type Parser } from "./state";
import type { CompareOp, Expr, Operator, ProductOp, Suffix, SumOp } from "./tree";

const productOps: ReadonlySet<string> = new Set(["*", "·", "×", ".*", "/", "./", "\\", "⊗"]);
const sumOps: ReadonlySet<string> = new Set(["+", "-", ".+", ".-"]);
const compareOps: ReadonlySet<string> = new Set(["=", "≠", "<", "≤", ">", "≥", "≻", "≽", "≺", "≼", "≈"]);
const definiteWords: ReadonlyMap<string, CompareOp> = new Map([
  ["pd", "≻"],
  ["psd", "≽"],
  ["nd", "≺"],
  ["nsd", "≼"],
]);
const operandKinds: ReadonlySet<string> = new Set(
  ["name", "number", "(", "[", "∇", "∂", "∑", "~", "ℝ"].concat(["|", "‖"]),
);
/** Whether an operand begins here. A bar does where it would open. */
export function startsOperand(p: Parser): boolean {
  return operandKinds.has(p.kind);
}

/** Reads a comparison, or whatever is tighter. Never throws; what is missing becomes an error node. */
function parseExpr(p: Parser): Expr {
  return parseCompare(p, parseSum);
}

/** Reads a comparison whose sides are read by `side`. */
export function parseCompare(p: Parser, side: (p: Parser) => Expr): Expr {
  const first = side(p);
  if (!continuesCompare(p)) return first;
  const operands: Expr[] = [first];
  const ops: Operator<CompareOp>[] = [];
  while (continuesCompare(p)) {
    if (p.kind === "name") {
      const is = operator<CompareOp>(p, "≻");
      advance(p);
      const word = definiteWords.get(found(p));
      if (word === undefined) {
        expected(p, { code: "expected-mark", mark: "pd, psd, nd, nsd", found: found(p) });
        operands.push(missing(p));
        ops.push(is);
        if (p.kind === "name") advance(p);
        continue;
      }
      p.words.push({ from: is.from, to: is.to }, { from: p.from, to: p.to });
      operands.push({ kind: "number", from: p.from, to: p.to, text: "0", approximate: false, num: 0n, den: 1n });
      ops.push({ ...is, op: word });
      advance(p);
    } else {
      ops.push(operator(p, p.kind as CompareOp));
      advance(p);
      operands.push(side(p));
    }
  }
  return { kind: "compare", from: first.from, to: lastEnd(operands), operands, ops };
}

function continuesCompare(p: Parser): boolean {
  if (p.inList && p.newline) return false;
  if (compareOps.has(p.kind)) return true;
  return p.kind === "name" && p.space && !p.inList && p.to - p.from === 2 && found(p) === "is";
}

function operator<Op extends string>(p: Parser, op: Op): Operator<Op> {
  return { op, from: p.from, to: p.to, before: p.space, after: spaceAfter(p) };
}

function spaceAfter(p: Parser): boolean {
  return p.to >= p.text.length || isSpace(p.text.charCodeAt(p.to)) || p.text[p.to] === "#";
}

function lastEnd(nodes: readonly Expr[]): number {
  return nodes[nodes.length - 1].to;
}

/** Reads a sum, or whatever is tighter. */
export function parseSum(p: Parser): Expr {
  const first = parseProduct(p);
  if (!continuesSum(p)) return first;
  const operands: Expr[] = [first];
  const ops: Operator<SumOp>[] = [];
  do {
    ops.push(operator(p, p.kind as SumOp));
    advance(p);
    operands.push(parseProduct(p));
  } while (continuesSum(p));
  return { kind: "sum", from: first.from, to: lastEnd(operands), operands, ops };
}

/** In a list, a sign with a blank before it and none behind begins the next entry. */
function continuesSum(p: Parser): boolean {
  if (!sumOps.has(p.kind)) return false;
  if (!p.inList) return true;
  return !p.newline && !((p.kind === "-" || p.kind === "+") && p.space && !spaceAfter(p));
}

function parseProduct(p: Parser): Expr {
  const first = parseUnary(p);
  if (!continuesProduct(p)) return first;
  const operands: Expr[] = [first];
  const ops: Operator<ProductOp>[] = [];
  do {
    if (productOps.has(p.kind)) {
      if (p.kind === "\\") refuseTex(p);
      ops.push(operator(p, p.kind as ProductOp));
      advance(p);
      operands.push(parseUnary(p));
    } else {
      const before = operands[operands.length - 1];
      ops.push({ op: "juxtapose", from: before.to, to: p.from, before: p.space, after: p.space });
      operands.push(parseChain(p));
      checkJuxtaposed(p, operands, ops);
    }
  } while (continuesProduct(p));
  return { kind: "product", from: first.from, to: lastEnd(operands), operands, ops };
}

function continuesProduct(p: Parser): boolean {
  if (p.inList && p.newline) return false;
  if (productOps.has(p.kind)) return !(p.inSizes && p.kind === "×");
  if (!operandKinds.has(p.kind)) return false;
  if (p.inList && p.space) return false;
  if (p.kind === "name") return !(p.space && isStop(p));
  if (p.kind === "|" || p.kind === "‖") return !p.bars.includes(barHere(p, true));
  return p.kind !== "~";
}

/** Two numbers side by side, and `1/2x`, whose reading surprises. */
function checkJuxtaposed(p: Parser, operands: readonly Expr[], ops: readonly Operator<ProductOp>[]): void {
  const n = operands.length;
  const left = operands[n - 2];
  const right = operands[n - 1];
  if (left.kind === "number" && head(right).kind === "number") {
    const between = { from: left.to, to: right.from };
    const facts = { left: left.text, right: p.text.slice(right.from, right.to) };
    if (head(right).kind === "number" && !p.failed) {
      const title = { en: "Write *", zh: "写上 *" };
      fail(p, { from: left.from, to: right.to }, { code: "adjacent-numbers", ...facts }, [
        fix(title, { ...between, text: " * " }),
      ]);
    }
    return;
  }
  const slash = ops[n - 3];
  if (slash?.op !== "/" || slash.before) return;
  const isUnspaced = !ops[n - 2].before && (left.kind === "number" || left.kind === "group");
  const isLeibniz = left.kind === "name" && left.name.startsWith("d") && p.text.startsWith("d", operands[n - 3].from);
  // 1/m sum(…) looks as it is read: the number is the fraction's, and the blank ends it.
  const isFraction = operands[n - 3].kind === "number" && ops[n - 2].before;
  if ((!isUnspaced && left.kind !== "name") || isLeibniz || isFraction) return;
  const above = operands[n - 3];
  const part = (node: { from: number; to: number }) => p.text.slice(node.from, node.to);
  const reading = `(${part(above)}/${part(left)})·${part(right)}`;
  const other = `${part(above)}/(${part(left)}·${part(right)})`;
  note(p, { from: above.from, to: right.to }, { code: "division-scope", reading, other }, [
    fix(
      {
        en: `Write (${part(above)}/${part(left)}) ${part(right)}`,
        zh: `写成 (${part(above)}/${part(left)}) ${part(right)}`,
      },
      { from: above.from, to: above.from, text: "(" },
      { from: left.to, to: left.to, text: ")" },
    ),
    fix(
      { en: `Write ${other}`, zh: `写成 ${other}` },
      { from: left.from, to: left.from, text: "(" },
      { from: right.to, to: right.to, text: ")" },
    ),
  ]);
}

function head(node: Expr): Expr {
  return node.kind === "chain" ? node.atom : node;
}

function parseUnary(p: Parser): Expr {
  if (p.kind !== "-" && p.kind !== "+") return parseChain(p);
  const { from, kind } = p;
  if (!enter(p)) return missing(p);
  advance(p);
  const of = parseUnary(p);
  p.depth--;
  return { kind: "unary", op: kind as "-" | "+", from, to: of.to, of };
}

/** An atom and its suffixes, in the order written. */
function parseChain(p: Parser): Expr {
  const atom = parseAtom(p);
  if (atom.kind === "error" || atom.kind === "sumover") return atom;
  let suffixes: Suffix[] | undefined;
  for (;;) {
    if (p.inList && p.newline) break;
    const last = suffixes?.[suffixes.length - 1];
    const next = parseSuffix(p, atom, last);
    if (next === undefined) break;
    suffixes ??= [];
    suffixes.push(next);
    if (next.kind === "prime" && p.text[next.from] === "″") suffixes.push({ ...next, from: next.to, spaced: false });
  }
  if (suffixes === undefined) return atom;
  return { kind: "chain", from: atom.from, to: suffixes[suffixes.length - 1].to, atom, suffixes };
}

function parseSuffix(p: Parser, atom: Expr, last: Suffix | undefined): Suffix | undefined {
  const { from, space: spaced } = p;
  switch (p.kind) {
    case "'":
    case "''": {
      const to = p.to;
      advance(p);
      return { kind: "prime", from, to, spaced };
    }
    case "top":
      advance(p);
      return { kind: "transpose", from, to: from + 1, spaced, inverse: false };
    case "super":
      return superscriptSuffix(p);
    case "^":
    case "**":
    case ".^":
      return powerSuffix(p);
    case "(": {
      if ((p.inList && spaced) || !mayBeCalled(atom, last)) return undefined;
      const args = parseArguments(p, parseExpr);
      return { kind: "call", from, to: args.to, spaced, args: args.list };
    }
    case "[": {
      if (spaced || !mayBeIndexed(atom, last)) return undefined;
      const args = parseArguments(p, parseIndex);
      return { kind: "index", from, to: args.to, spaced, args: args.list };
    }
    default:
      return undefined;
  }
}

/** Numbers, lists and bars are never called; after `x^f` the parenthesis may belong to `f`. */
function mayBeCalled(atom: Expr, last: Suffix | undefined): boolean {
  if (atom.kind === "name" || atom.kind === "group" || atom.kind === "grad" || atom.kind === "partial") return true;
  return last?.kind === "power" && endsInName(last.exponent);
}

function endsInName(node: Expr): boolean {
  if (node.kind === "unary") return endsInName(node.of);
  if (node.kind === "chain") {
    const last = node.suffixes[node.suffixes.length - 1];
    return last.kind === "power" && endsInName(last.exponent);
  }
  return node.kind === "name";
}

function mayBeIndexed(atom: Expr, last: Suffix | undefined): boolean {
  if (last !== undefined) return last.kind === "call" || last.kind === "index";
  return atom.kind === "name" || atom.kind === "group" || atom.kind === "grad" || atom.kind === "partial";
}

function powerSuffix(p: Parser): Suffix {
  const { from, kind, space: spaced } = p;
  if (kind === "**") {
    const title = { en: "Write ^", zh: "改为 ^" };
    fail(p, { from, to: p.to }, { code: "use-caret" }, [fix(title, { from, to: p.to, text: "^" })]);
  }
  advance(p);
  if (kind === "^") {
    const transpose = transposeAfterCaret(p, from, spaced);
    if (transpose !== undefined) return transpose;
  }
  const exponent = parseExponent(p);
  return { kind: "power", from, to: exponent.to, spaced, exponent, elementwise: kind === ".^" };
}

/** `T` (or `⊤`) right after `^` or `^-` transposes and ends there: `x^TAx` goes on with `Ax`. */
function transposeAfterCaret(p: Parser, from: number, spaced: boolean): Suffix | undefined {
  const inverse = p.kind === "-" && !p.space;
  const at = inverse ? p.to : p.from;
  if (!inverse && p.space) return undefined;
  const { text } = p;
  const braced = text[at] === "{" && (text[at + 1] === "T" || text[at + 1] === "⊤") && text[at + 2] === "}";
  const mark = text[at] === "T" || text[at] === "⊤" || text[at] === "ᵀ";
  if (!braced && !(mark && text[at + 1] !== "_" && !subscripts.has(text[at + 1]))) return undefined;
  const to = braced ? at + 3 : at + 1;
  seek(p, to);
  return { kind: "transpose", from, to, spaced, inverse };
}

/** An optional sign, an operand without postfix, and perhaps `^` again. */
export function parseExponent(p: Parser): Expr {
  if (!enter(p)) return missing(p);
  const node = p.kind === "-" || p.kind === "+" ? signedExponent(p) : plainExponent(p);
  p.depth--;
  return node;
}

function signedExponent(p: Parser): Expr {
  const { from, kind } = p;
  advance(p);
  const of = parseExponent(p);
  return { kind: "unary", op: kind as "-" | "+", from, to: of.to, of };
}

function plainExponent(p: Parser): Expr {
  const atom = p.kind === "{" ? parseGroup(p) : parseAtom(p);
  if (p.kind !== "^" && p.kind !== ".^" && p.kind !== "**") return atom;
  if (atom.kind === "error" || (p.inList && p.newline)) return atom;
  const suffix = powerSuffix(p);
  return { kind: "chain", from: atom.from, to: suffix.to, atom, suffixes: [suffix] };
}

function parseAtom(p: Parser): Expr {
  switch (p.kind) {
    case "name":
      return parseNamed(p);
    case "number":
      return parseNumber(p, p.from, false);
    case "~":
    case "≈":
      return parseApproximate(p);
    case "(":
      return parseGroup(p);
    case "[":
      return parseList(p);
    case "|":
    case "‖":
      return parseBars(p);
    case "∇":
      return parseNabla(p);
    case "∂":
      return parsePartial(p);
    case "∑":
      return parseSigma(p);
    default:
      return parseNothing(p);
  }
}

/** A name, or one of the forms that begin with a word and bind names or an operand of their own. */
function parseNamed(p: Parser): Expr {
  const name = parseName(p);
  const { text } = name;
  if (p.inList && p.newline) return name;
  switch (text.charCodeAt(0)) {
    case 99: // c
      return text === "cases" && p.kind === "(" ? parseCases(p, name.from) : name;
    case 115: // s
      return text === "sum" && p.kind === "(" && sumsOver(p) ? parseSumOver(p, name.from) : name;
    case 100: // d
      return text === "diff" && p.kind === "(" && !p.space ? parseDiff(p, name) : name;
    case 103: // g
    case 104: // h
    case 106: // j
      return /^(grad|hess|jacobian)/.test(text) ? parseGradWord(p, name) : name;
    default:
      return name;
  }
}

/** The parts of the grammar that the forms between brackets and behind ∇ go back to. */
export const grammar: Grammar = {
  expr: parseExpr,
  sum: parseSum,
  product: parseProduct,
  exponent: parseExponent,
  atom: parseAtom,
};
