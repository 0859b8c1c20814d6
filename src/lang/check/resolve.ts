import { Q } from "../../core/num/rational";
import type { Expr, NameNode, ProductNode, Span } from "../syntax/tree";
import { type Context, complain } from "./context";
import { broken, isHead, spanOf, textOf } from "./item";
import { type Join, product, resolveChain, resolveProduct } from "./resolve-chain";
import { withClauses } from "./resolve-clauses";
import { resolveDerivative, resolvePartial } from "./resolve-derivative";
import { functionIn, resolveName } from "./resolve-name";
import type { Item, Letter, Term } from "./term";

/** Resolves a whole expression to one term; a function left without its argument is an error. */
export function resolve(context: Context, expr: Expr, depth = 0): Term {
  const items = resolveItems(context, expr, depth);
  const [only] = items;
  if (items.length === 1 && !isHead(only)) return only;
  const joins = items
    .slice(1)
    .map((item): Join => ({ word: "*", at: { from: item.from, to: item.from }, isBeside: true }));
  return product(context, items, joins, expr, depth);
}

/** The factors an operand splits into: `Ax` gives two, `x(1 + y)` as well. */
export function resolveItems(context: Context, expr: Expr, depth: number): Item[] {
  if (depth > context.depthLimit) {
    complain(context, "limit-depth", { limit: context.depthLimit }, expr);
    return [broken(expr)];
  }
  switch (expr.kind) {
    case "name":
      return resolveName(context, expr);
    case "chain":
      return resolveChain(context, expr.atom, expr.suffixes, depth);
    case "product":
      return [resolveProduct(context, expr, depth)];
    default:
      return [resolveOther(context, expr, depth + 1)];
  }
}

function resolveOther(context: Context, expr: Exclude<Expr, NameNode | ProductNode>, depth: number): Term {
  const span = spanOf(expr);
  const go = (e: Expr) => resolve(context, e, depth);
  switch (expr.kind) {
    case "error":
      context.failed = true;
      return broken(expr);
    case "number":
      return {
        op: "num",
        value: expr.approximate ? { approx: Q.toNumber(Q.ratio(expr.num, expr.den)) } : Q.ratio(expr.num, expr.den),
        ...span,
      };
    case "group":
      return { ...go(expr.of), ...span };
    case "tuple":
      return { op: "list", rows: expr.items.map((item) => [go(item)]), column: true, ...span };
    case "list":
      return resolveList(context, expr.rows, expr.stacked, span, depth);
    case "bars":
      if (!expr.double) return { op: "abs", of: go(expr.of), ...span };
      return { op: "norm", of: go(expr.of), p: normOf(expr.norm), ...span };
    case "grad":
      return resolveDerivative(context, expr, depth);
    case "partial":
      return resolvePartial(context, expr, depth);
    case "sum":
      return {
        op: "add",
        args: expr.operands.map(go),
        signs: [1, ...expr.ops.map(({ op }): 1 | -1 => (op.endsWith("-") ? -1 : 1))],
        spread: expr.ops.some(({ op }) => op.startsWith(".")),
        ...span,
      };
    case "unary":
      return expr.op === "-" ? { op: "neg", of: go(expr.of), ...span } : { ...go(expr.of), ...span };
    case "sumover": {
      if (!expr.low || !expr.high) return complained(context, "no-meaning", { what: textOf(context, expr) }, span);
      const letter = localLetter(expr.index, "index");
      const [low, high] = [go(expr.low), go(expr.high)];
      const body = within(context, [letter], () => go(expr.body));
      return { op: "sumover", index: letter, low, high, body, ...span };
    }
    case "cases":
      return {
        op: "cases",
        branches: expr.branches.map(({ when, value }) => ({
          ...(when ? { when: conditionOf(context, when, depth) } : {}),
          value: go(value),
        })),
        ...span,
      };
    case "query": {
      const item =
        expr.word === "minimise" || expr.word === "maximise" || expr.word === "stationary" ? expr.word : undefined;
      const fn = functionIn(context, expr.of);
      if (!item) return complained(context, "no-meaning", { what: textOf(context, expr) }, span);
      if (!fn) return complained(context, "needs-function", { word: item, what: textOf(context, expr.of) }, expr.of);
      return { op: "optimum", word: item, of: { fn, label: fn.name }, ...span };
    }
    case "with":
      return withClauses(context, expr);
    case "compare":
    case "range":
    case "all":
      return complained(context, "no-meaning", { what: textOf(context, expr) }, span);
    case "chain":
      return broken(span);
  }
}

function complained(
  context: Context,
  ...rest:
    | [code: "no-meaning", facts: { what: string }, span: Span]
    | [code: "needs-function", facts: { word: string; what: string }, span: Span]
): Term {
  const [code, facts, span] = rest;
  complain(context, code, facts as never, span);
  return broken(span);
}

/** A comparison as a condition: of `cases`, of `assume` and of `check`. */
export function conditionOf(context: Context, expr: Expr, depth: number) {
  const bare = expr.kind === "group" ? expr.of : expr;
  if (bare.kind !== "compare") {
    complain(context, "no-condition", { what: textOf(context, expr) }, expr);
    return { operands: [], words: [], ...spanOf(expr) };
  }
  return {
    operands: bare.operands.map((operand) => resolve(context, operand, depth + 1)),
    words: bare.ops.map(({ op }) => op),
    ...spanOf(expr),
  };
}

function normOf(norm: { kind: string; text: string } | undefined): "2" | "1" | "inf" | "F" {
  if (!norm) return "2";
  return norm.text === "1" ? "1" : norm.text === "F" ? "F" : norm.text === "2" ? "2" : "inf";
}

/** A letter that a statement brings itself: a parameter or the index of a sum, of a shape yet to be found. */
export function localLetter({ name, from, to }: NameNode, origin: Letter["origin"]): Letter {
  return {
    name,
    origin,
    span: { from, to },
    traits: 0,
    ...(origin === "index" ? { kind: "scalar", rows: 1, cols: 1 } : {}),
  };
}

/** Runs `work` with some letters in scope before all others. */
export function within<T>(context: Context, letters: readonly Letter[], work: () => T): T {
  const before = letters.map(({ name }) => context.locals.get(name));
  for (const letter of letters) context.locals.set(letter.name, letter);
  const result = work();
  letters.forEach(({ name }, i) => {
    const old = before[i];
    if (old) context.locals.set(name, old);
    else context.locals.delete(name);
  });
  return result;
}

function resolveList(
  context: Context,
  rows: readonly (readonly Expr[])[],
  stacked: boolean,
  span: Span,
  depth: number,
): Term {
  const go = (e: Expr) => resolve(context, e, depth);
  const entries = rows.flat();
  const nested = entries.length > 0 && entries.every((entry) => entry.kind === "list" && entry.rows.length === 1);
  if (nested) {
    const inner = entries.map((entry) => (entry.kind === "list" ? entry.rows[0].map(go) : []));
    return { op: "list", rows: inner, column: false, ...span };
  }
  const terms = rows.filter((row) => row.length > 0).map((row) => row.map(go));
  return { op: "list", rows: terms, column: !stacked && rows.length <= 1, ...span };
}

/** What the readers of chains and derivatives call back. */
export const reader = { resolve, resolveItems } as const;
