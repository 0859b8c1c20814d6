import type { Expr, ProductNode, Span, Suffix } from "../syntax/tree";
import { withCall, withOperands } from "./bound-call";
import { type Context, complain } from "./context";
import { broken, headName, isHead, spanOf, textOf } from "./item";
import { leibniz } from "./leibniz";
import { differentialTerm } from "./resolve-clauses";
import { functionIn, replaceWith } from "./resolve-name";
import type { Head, Item, MulWord, Term } from "./term";

/** An atom with its suffixes, folded from the left: calls, entries, powers, transposes and derivatives. */
export function resolveChain(context: Context, atom: Expr, suffixes: readonly Suffix[], depth: number): Item[] {
  const bound = withCall(context, atom, suffixes);
  if (bound) return resolveChain(context, ...bound, depth);
  const point = optimumOf(context, atom, suffixes[0]);
  const items = point ? [point] : context.reader.resolveItems(context, atom, depth + 1);
  const done = items.slice(0, -1);
  let last = items[items.length - 1];
  for (let i = point ? 1 : 0; i < suffixes.length; i++) {
    const suffix = suffixes[i];
    const span = { from: last.from, to: suffix.to };
    if (isHead(last)) {
      const next = suffixHead(context, last, suffix, depth);
      last = next;
      continue;
    }
    if (suffix.kind === "call") {
      if (last.op === "derive" && last.args === undefined) {
        last = { ...last, args: suffix.args.map((arg) => context.reader.resolve(context, arg, depth + 1)), ...span };
        continue;
      }
      done.push(last);
      last = argumentTerm(context, suffix, depth);
      continue;
    }
    const chained = suffixes[i + 1];
    if (suffix.kind === "power" && chained?.kind === "call") {
      const exponent = context.reader.resolveItems(context, suffix.exponent, depth + 1);
      const head = exponent[exponent.length - 1];
      if (isHead(head)) {
        const value = suffixHead(context, head, chained, depth);
        last = {
          op: "pow",
          base: last,
          exponent: isHead(value) ? broken(head) : value,
          elementwise: suffix.elementwise,
          ...span,
        };
        i++;
        continue;
      }
    }
    if (suffix.kind === "power" && last.op === "derive") warnDerivedFirst(context, atom, suffix);
    last = suffixTerm(context, last, suffix, span, depth);
  }
  return [...done, isHead(last) && last.primes > 0 ? withoutPoint(last) : last];
}

/** `∇_x (x'x)²` is (∇_x (x'x))², which few mean. */
function warnDerivedFirst(context: Context, atom: Expr, suffix: Suffix): void {
  if ((atom.kind !== "grad" && atom.kind !== "partial") || atom.of.to !== atom.to) return;
  const power = textOf(context, suffix);
  const head = textOf(context, { from: atom.from, to: atom.of.from }).trimEnd();
  const meant = `${head} (${textOf(context, atom.of)}${power})`;
  const whole = { from: atom.from, to: suffix.to };
  const facts = { read: `(${textOf(context, atom)})${power}`, meant };
  complain(context, "derived-first", facts, whole, [replaceWith(whole, meant)]);
}

const optimumWords = new Map<string, "minimise" | "maximise" | "stationary">([
  ["minimise", "minimise"],
  ["minimize", "minimise"],
  ["maximise", "maximise"],
  ["maximize", "maximise"],
  ["stationary", "stationary"],
]);

/** `minimise(q)` in an expression: the point. */
function optimumOf(context: Context, atom: Expr, suffix: Suffix | undefined): Term | undefined {
  const word = atom.kind === "name" ? optimumWords.get(atom.name) : undefined;
  if (!word || suffix?.kind !== "call" || suffix.args.length !== 1 || context.scope.find(word)) return undefined;
  const fn = functionIn(context, suffix.args[0]);
  const span = { from: atom.from, to: suffix.to };
  if (fn) return { op: "optimum", word, of: { fn, label: fn.name }, ...span };
  complain(context, "needs-function", { word, what: textOf(context, suffix.args[0]) }, suffix.args[0]);
  return broken(span);
}

/** `f'` alone: the derivative as an expression in f's parameter. */
function withoutPoint(head: Head): Item {
  if (!("fn" in head.head)) return head;
  const { fn } = head.head;
  const wrt = Array.from({ length: head.primes }, () => fn.params[0]);
  return { op: "derive", kind: "derivative", of: { fn, label: fn.name }, wrt, ...spanOf(head) };
}

/** Parentheses that turned out to be a factor. */
function argumentTerm(context: Context, suffix: Suffix & { kind: "call" }, depth: number): Term {
  const args = suffix.args.map((arg) => context.reader.resolve(context, arg, depth + 1));
  const span = spanOf(suffix);
  if (args.length === 1) return { ...args[0], ...span };
  if (args.length === 0) {
    complain(context, "no-meaning", { what: "( )" }, span);
    return broken(span);
  }
  return { op: "list", rows: args.map((arg) => [arg]), column: true, ...span };
}

function suffixTerm(
  context: Context,
  of: Term,
  suffix: Exclude<Suffix, { kind: "call" }>,
  span: Span,
  depth: number,
): Term {
  switch (suffix.kind) {
    case "prime":
      return { op: "transpose", of, mark: spanOf(suffix), ...span };
    case "transpose": {
      const flipped: Term = { op: "transpose", of, mark: spanOf(suffix), ...span };
      return suffix.inverse ? { op: "call", name: "inv", args: [flipped], head: spanOf(suffix), ...span } : flipped;
    }
    case "index":
      return {
        op: "entry",
        of,
        indices: suffix.args.map((arg) =>
          arg.kind === "all" ? undefined : context.reader.resolve(context, arg, depth + 1),
        ),
        ...span,
      };
    case "power":
      return {
        op: "pow",
        base: of,
        exponent: context.reader.resolve(context, suffix.exponent, depth + 1),
        elementwise: suffix.elementwise,
        ...span,
      };
  }
}

/** A suffix behind a function: a call, a prime (derivative), a power that waits (`sin²`). */
function suffixHead(context: Context, head: Head, suffix: Suffix, depth: number): Item {
  const span = { from: head.from, to: suffix.to };
  const name = headName(head);
  if (suffix.kind === "call") {
    return applyHead(
      context,
      head,
      suffix.args.map((arg) => context.reader.resolve(context, arg, depth + 1)),
      span,
      depth,
    );
  }
  if (suffix.kind === "prime" && "fn" in head.head && head.head.fn.params.length === 1 && !head.power) {
    return { ...head, primes: head.primes + 1, ...span };
  }
  if (suffix.kind === "power" && !suffix.elementwise && "known" in head.head && !head.power) {
    const { exponent } = suffix;
    if (exponent.kind === "unary" || textOf(context, suffix).includes("⁻")) {
      const arc = ["sin", "cos", "tan"].includes(name) ? `a${name}` : undefined;
      complain(context, "inverse-power", { name }, span, arc ? [replaceWith(span, arc)] : []);
      return broken(span);
    }
    return { ...head, power: exponent, ...span };
  }
  complain(context, "function-alone", { name }, head);
  return broken(span);
}

/** A function applied: a call of the user's or a known function, or the value of a derivative (`f''(2)`). */
function applyHead(context: Context, head: Head, args: readonly Term[], span: Span, depth: number): Term {
  if ("known" in head.head) {
    const call: Term = { op: "call", name: head.head.known, args, head: spanOf(head), ...span };
    if (!head.power) return call;
    return {
      op: "pow",
      base: call,
      exponent: context.reader.resolve(context, head.power, depth + 1),
      elementwise: true,
      ...span,
    };
  }
  const { fn } = head.head;
  if (head.primes === 0) return { op: "apply", fn, args, head: spanOf(head), ...span };
  const wrt = Array.from({ length: head.primes }, () => fn.params[0]);
  return { op: "derive", kind: "derivative", of: { fn, label: fn.name }, wrt, args, ...span };
}

/** What stands between two factors; `isBeside`: nothing is written there. */
export interface Join {
  readonly word: MulWord;
  readonly at: Span;
  readonly isBeside: boolean;
}

/** A product; glued names splice their parts in. */
export function resolveProduct(context: Context, written: ProductNode, depth: number): Term {
  const refused = leibniz(context, written);
  if (refused) return refused;
  const differential = differentialTerm(context, written);
  if (differential) return differential;
  const node = withOperands(context, written);
  const items: Item[] = [];
  const words: Join[] = [];
  node.operands.forEach((operand, i) => {
    const parts = readOperand(context, operand, node.ops[i]?.op === "juxtapose", depth + 1);
    const op = node.ops[i - 1];
    parts.forEach((part, j) => {
      if (items.length === 0) words.length = 0;
      else if (j > 0 || !op) words.push({ word: "*", at: { from: part.from, to: part.from }, isBeside: true });
      else
        words.push({
          word: op.op === "juxtapose" || op.op === "×" ? "*" : op.op,
          at: spanOf(op),
          isBeside: op.op === "juxtapose",
        });
      items.push(part);
    });
  });
  return product(context, items, words, node, depth);
}

/** A factor of a product; the sign of `-sin x` belongs to the function's value, not to the function. */
function readOperand(context: Context, operand: Expr, goesOn: boolean, depth: number): Item[] {
  const read = (expr: Expr): Item[] => [...context.reader.resolveItems(context, expr, depth)];
  if (!goesOn || operand.kind !== "unary" || operand.op !== "-") return read(operand);
  if (operand.of.kind !== "name" && operand.of.kind !== "chain") return read(operand);
  const [first, ...rest] = read(operand.of);
  if (first === undefined) return read(operand);
  if (isHead(first)) return [{ ...first, from: operand.from, isNegated: true }, ...rest];
  return [{ op: "neg", of: first, from: operand.from, to: first.to }, ...rest];
}

const none: Head[] = [];

/** Folds factors from the left; a function without parentheses takes the one operand behind it. */
export function product(
  context: Context,
  items: readonly Item[],
  words: readonly Join[],
  whole: Span,
  depth: number,
): Term {
  let result: Term | undefined;
  let word: Join | undefined;
  for (let i = 0; i < items.length; i++) {
    const heads: Head[] = isHead(items[i]) ? [] : none;
    while (i < items.length && isHead(items[i])) {
      heads.push(items[i] as Head);
      if (i + 1 < items.length && !words[i].isBeside) break;
      i++;
    }
    let factor = items[i] as Term | undefined;
    if (heads.length > 0) {
      const operand = i < items.length && !isHead(items[i]) ? (items[i] as Term) : undefined;
      const head = heads[heads.length - 1];
      if (!operand) {
        complain(context, "function-alone", { name: headName(head) }, head);
        return broken(whole);
      }
      if (i + 1 < items.length && words[i].isBeside && !isHead(items[i + 1])) {
        const name = headName(head);
        const one = `${name}(${textOf(context, operand)})`;
        const end = items[items.length - 1].to;
        const rest = textOf(context, { from: operand.to, to: end }).trim();
        const all = textOf(context, { from: operand.from, to: end });
        const where = { from: head.from, to: end };
        complain(context, "function-operand", { name, first: `${one} ${rest}`, all: `${name}(${all})` }, where, [
          replaceWith(where, `${name}(${all})`),
          replaceWith(where, `${one} ${rest}`),
        ]);
        return broken(whole);
      }
      factor = heads.reduceRight<Term>((inner, h) => {
        const span = { from: h.from, to: inner.to };
        const value = applyHead(context, h, [inner], span, depth);
        return h.isNegated ? { op: "neg", of: value, ...span } : value;
      }, operand);
    }
    if (!factor) return broken(whole);
    if (!result || !word) result = factor;
    else
      result = {
        op: "mul",
        left: result,
        right: factor,
        word: word.word,
        at: word.at,
        from: result.from,
        to: factor.to,
      };
    word = words[i];
  }
  return result ?? broken(whole);
}
