import { parseArguments } from "./arguments";
import { bracketed, enter, isStop, missing } from "./bracket";
import { barHere } from "./enclosed";
import { nameMissing, parseName, parseNothing, subscriptName } from "./leaf";
import { canonicalName, superscripts } from "./notation";
import { expected, fail, unexpected } from "./report";
import { advance, seek } from "./scanner";
import { found, is, type Parser } from "./state";
import type { Expr, GradNode, NameNode, Suffix } from "./tree";

const derivativeWords: ReadonlyMap<string, 1 | 2> = new Map([
  ["grad", 1],
  ["gradient", 1],
  ["jacobian", 1],
  ["hess", 2],
  ["hessian", 2],
]);

/** `diff(f, x, y)`; with anything but names behind the first comma it is an ordinary call. */
export function parseDiff(p: Parser, name: NameNode): Expr {
  const at = p.from;
  const { problems, failed } = { problems: p.problems.length, failed: p.failed };
  const args = parseArguments(p, p.grammar.expr);
  const wrt = args.list.slice(1);
  if (wrt.length > 0 && wrt.every((arg): arg is NameNode => arg.kind === "name")) {
    return { kind: "partial", from: name.from, to: args.to, of: args.list[0], wrt, word: "diff" };
  }
  p.problems.length = problems;
  p.failed = failed;
  seek(p, at);
  return name;
}

/** `grad f`, `grad_x f`, `hess(f)`, `jacobian F`: derivatives in letters. */
export function parseGradWord(p: Parser, name: NameNode): Expr {
  const [word] = name.text.split("_", 1);
  const order = derivativeWords.get(word);
  const rest = name.text.slice(word.length);
  if (order === undefined || (rest !== "" && !/^_[A-Za-z\u0370-\u03ff]/.test(rest))) return name;
  const stops = p.kind === "name" && p.space && isStop(p);
  if (stops || (p.kind !== "name" && p.kind !== "(" && p.kind !== "∇")) return name;
  // A function of one's own may have one of the long names.
  if (p.kind === "(" && (word === "gradient" || word === "hessian")) return name;
  const from = name.from + word.length + 1;
  const text = rest.slice(1);
  const wrt = rest === "" ? undefined : ({ kind: "name", from, to: name.to, name: canonicalName(text), text } as const);
  return derivativeOf(p, name.from, word, order, wrt);
}

/** `∇f`, `∇²f`, `∇_x f`, `∇_x² f`. */
export function parseNabla(p: Parser): Expr {
  const { from } = p;
  advance(p);
  let order = nablaOrder(p, 1);
  const wrt = nablaSubscript(p);
  order = nablaOrder(p, order);
  return derivativeOf(p, from, "∇", order, wrt);
}

function nablaOrder(p: Parser, order: 1 | 2): 1 | 2 {
  if (p.space) return order;
  if (p.kind === "super") {
    if (found(p) !== "²") fail(p, p, { code: "unexpected-text", found: found(p) });
    advance(p);
    return 2;
  }
  if (p.kind === "^" && p.text[p.to] === "2") {
    seek(p, p.to + 1);
    return 2;
  }
  return order;
}

function nablaSubscript(p: Parser): NameNode | undefined {
  if (p.kind === "sub" && !p.space) return subscriptName(p);
  if (p.kind !== "_" || p.space) return undefined;
  advance(p);
  if (is(p, "name")) return parseName(p);
  if (is(p, "{")) {
    return bracketed(p, false, () => (is(p, "name") ? parseName(p) : nameMissing(p)));
  }
  return nameMissing(p);
}

/** The operand of a derivative: the next name, parenthesis, norm, sum or derivative; postfixes and calls follow outside. */
function derivativeOf(p: Parser, from: number, word: string, order: 1 | 2, wrt: NameNode | undefined): Expr {
  if (!enter(p)) return missing(p);
  const of = p.kind === "end" || (p.inList && p.newline) ? parseNothing(p) : derivativeOperand(p);
  p.depth--;
  const node: GradNode = { kind: "grad", from, to: Math.max(of.to, from + 1), order, of, word, ...(wrt && { wrt }) };
  return node;
}

function derivativeOperand(p: Parser): Expr {
  const known = p.kind === "name" || p.kind === "(" || p.kind === "∇" || p.kind === "∂" || p.kind === "∑";
  if (known || ((p.kind === "|" || p.kind === "‖") && !p.bars.includes(barHere(p, true)))) return p.grammar.atom(p);
  return parseNothing(p);
}

/** `∂f/∂x`, `∂²f/∂x∂y`, `∂/∂x f`. */
export function parsePartial(p: Parser): Expr {
  const { from } = p;
  if (!enter(p)) return missing(p);
  advance(p);
  const above = partialPower(p);
  let of: Expr | undefined;
  if (p.kind !== "/") of = partialOperand(p);
  const wrt: NameNode[] = [];
  if (p.kind === "/") {
    advance(p);
    if (is(p, "(")) bracketed(p, false, () => partialNames(p, wrt));
    else partialNames(p, wrt);
  } else expected(p, { code: "expected-mark", mark: "/∂", found: found(p) });
  of ??= derivativeOperand(p);
  p.depth--;
  const to = Math.max(of.to, wrt[wrt.length - 1]?.to ?? 0, from + 1);
  if (wrt.length > 0 && wrt.length !== above)
    fail(p, { from, to }, { code: "partial-order", order: above, names: wrt.length });
  return { kind: "partial", from, to, of, wrt, word: "∂" };
}

function partialOperand(p: Parser): Expr {
  const atom = derivativeOperand(p);
  if (atom.kind !== "name" || p.kind !== "(" || p.space) return atom;
  const args = parseArguments(p, p.grammar.expr);
  const call: Suffix = { kind: "call", from: atom.to, to: args.to, spaced: false, args: args.list };
  return { kind: "chain", from: atom.from, to: args.to, atom, suffixes: [call] };
}

/** A small power right after `∂` or a name below it: `²`, `^2`; 1 without. */
function partialPower(p: Parser): number {
  if (p.space) return 1;
  if (p.kind === "super") {
    const plain = [...found(p)].map((char) => superscripts.get(char)).join("");
    const order = Number(plain);
    if (!(order >= 1 && order <= 9)) {
      unexpected(p);
      advance(p);
      return 1;
    }
    advance(p);
    return order;
  }
  if (p.kind !== "^") return 1;
  const digit = p.text.charCodeAt(p.to) - 48;
  if (!(digit >= 1 && digit <= 9)) return 1;
  seek(p, p.to + 1);
  return digit;
}

function partialNames(p: Parser, wrt: NameNode[]): void {
  do {
    if (!is(p, "∂")) {
      expected(p, { code: "expected-mark", mark: "∂", found: found(p) });
      return;
    }
    advance(p);
    if (!is(p, "name")) {
      expected(p, { code: "expected-name", found: found(p) });
      return;
    }
    const name = parseName(p);
    for (let times = partialPower(p); times > 0; times--) wrt.push(name);
  } while (p.kind === "∂" && !p.space);
}
