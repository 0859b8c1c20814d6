import type { Expr, GradNode, NameNode, PartialNode } from "../syntax/tree";
import { type Context, complain } from "./context";
import { textOf } from "./item";
import { nearest } from "./near";
import { functionIn, replaceWith } from "./resolve-name";
import { childrenOf, type Derivand, type Letter, type Term } from "./term";

/** `∇f`, `∇²f`, `∇_x f`, `∇(x² + y²)`; a call behind it fills in the point. */
export function resolveDerivative(context: Context, node: GradNode, depth: number): Term {
  const of = derivandOf(context, node.of, depth);
  const span = { from: node.from, to: node.to };
  const kind = node.order === 2 ? "hessian" : node.word === "jacobian" ? "jacobian" : "gradient";
  if (isUnknown(context, node.of, of.body, node.word)) return { op: "broken", ...span };
  if (node.wrt) {
    const letter = variableOf(context, of, node.wrt);
    return letter ? { op: "derive", kind, of, wrt: [letter], ...span } : { op: "broken", ...span };
  }
  if (of.fn) return { op: "derive", kind, of, wrt: [], ...span };
  const letters = lettersOf(of);
  if (letters.length === 1) return { op: "derive", kind, of, wrt: letters, ...span };
  if (of.body && holdsBroken(of.body)) return { op: "broken", ...span };
  if (letters.length === 0) complain(context, "needs-function", { word: node.word, what: of.label }, node.of);
  else {
    const names = letters.map(({ name }) => name);
    complain(
      context,
      "which-variable",
      { names: names.join(", "), example: `∇_${names[0]} ${textOf(context, node.of)}` },
      span,
      [
        ...names.map((name) => ({
          title: { en: `Write ∇_${name}`, zh: `改写为 ∇_${name}` },
          edits: [{ from: span.from, to: node.of.from, text: `∇_${name} ` }],
        })),
      ],
    );
  }
  return { op: "broken", ...span };
}

/** `∂f/∂x`, `∂²f/∂x∂y`, `diff(f, x, y)`. */
export function resolvePartial(context: Context, node: PartialNode, depth: number): Term {
  const of = derivandOf(context, node.of, depth);
  const span = { from: node.from, to: node.to };
  if (isUnknown(context, node.of, of.body, "∂")) return { op: "broken", ...span };
  if (node.wrt.length === 0 && node.word === "diff") {
    const letters = of.fn ? of.fn.params : lettersOf(of);
    if (letters.length === 1) return { op: "derive", kind: "partial", of, wrt: letters, ...span };
    complain(
      context,
      "which-variable",
      { names: letters.map(({ name }) => name).join(", "), example: `diff(${of.label}, ${letters[0]?.name ?? "x"})` },
      span,
    );
    return { op: "broken", ...span };
  }
  const wrt = node.wrt.map((name) => variableOf(context, of, name));
  if (wrt.some((letter) => !letter)) return { op: "broken", ...span };
  return { op: "derive", kind: "partial", of, wrt: wrt.filter((letter) => letter !== undefined), ...span };
}

/** An undeclared letter alone is no function to be differentiated: the name is a slip, or its line is still to be written. */
export function isUnknown(context: Context, expr: Expr, body: Term | undefined, word: string): boolean {
  if (expr.kind !== "name" || body?.op !== "letter" || body.letter.origin !== "inferred") return false;
  context.inferred.delete(body.letter.name);
  const functions = [...context.scope.names()].filter((name) => context.scope.find(name)?.kind === "function");
  const near = nearest(expr.name, functions) ?? (functions.length === 1 ? functions[0] : undefined);
  const facts = { word, name: expr.text, ...(near ? { near } : {}) };
  complain(context, "unknown-function", facts, expr, near ? [{ ...replaceWith(expr, near), preferred: true }] : []);
  return true;
}

/** What is differentiated: a function by its name, or an expression. */
export function derivandOf(context: Context, expr: Expr, depth: number): Derivand {
  const fn = functionIn(context, expr);
  if (fn) return { fn, label: fn.name };
  const body = context.reader.resolve(context, expr, depth + 1);
  return { body, label: textOf(context, expr) };
}

/** The letter a derivative is taken by: a parameter of the function, a letter of the expression, or a declared one. */
export function variableOf(context: Context, of: Derivand, node: NameNode): Letter | undefined {
  const own = (of.fn ? of.fn.params : lettersOf(of)).find(({ name }) => name === node.name);
  if (own) return own;
  const entity = context.scope.find(node.name);
  if (entity?.kind === "symbol") {
    const [rows, cols] = entity.shape;
    return { name: node.name, origin: "declared", span: entity.span, rows, cols, traits: 0, node: entity.node };
  }
  if (!of.fn && !entity && !context.inferred.has(node.name)) {
    const letter: Letter = { name: node.name, origin: "inferred", span: { from: node.from, to: node.to }, traits: 0 };
    context.inferred.set(node.name, letter);
    return letter;
  }
  const inferred = context.inferred.get(node.name);
  if (!of.fn && inferred) return inferred;
  complain(context, "not-a-variable", { name: node.name, of: of.label }, node);
  return undefined;
}

/** Whether something in a term was already complained about. */
const holdsBroken = (term: Term): boolean => term.op === "broken" || childrenOf(term).some(holdsBroken);

/** The letters of an expression that it can be differentiated by, in order of appearance. */
export function lettersOf({ body }: Derivand): Letter[] {
  const found = new Map<string, Letter>();
  const visit = (term: Term): void => {
    if (term.op === "letter" && term.letter.origin !== "size" && term.letter.origin !== "index")
      found.set(term.letter.name, term.letter);
    for (const child of childrenOf(term)) visit(child);
  };
  if (body) visit(body);
  return [...found.values()];
}
