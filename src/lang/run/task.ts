import { type Context, complain, type Draft } from "../check/context";
import { differentiate } from "../check/derive";
import { settleKinds } from "../check/kinds";
import { lower } from "../check/lower";
import { letterNode, type Maker } from "../check/maker";
import { reader, resolve } from "../check/resolve";
import type { Place, Scope } from "../check/scope";
import { joined } from "../check/shape-join";
import { nounOf } from "../check/shape-words";
import { shapeOf } from "../check/shapes";
import { letterShape } from "../check/shapes-point";
import { inventSizes, type Shape } from "../check/size";
import type { Condition, Fn, Letter, OpenSize, Term } from "../check/term";
import type { Node } from "../symbolic/graph";
import type { Clause, Expr, Statement } from "../syntax/tree";
import { computeNumeric } from "./compute";
import { optimumNode } from "./optimum";
import type { Task, World } from "./world";

/** What lowers terms to nodes in a world: its builder, its values, its limits. */
export function makerOf(world: World): Maker {
  return {
    b: world.b,
    derive: differentiate,
    values: world.values,
    entriesLimit: world.limits.entries,
    compute: (name, args) => computeNumeric(world, name, args),
    optimum: (word, fn) => optimumNode(world, word, fn),
    needs: new Map(),
  };
}

const shapeReader = { ...reader, shapeOf };

/** One statement being evaluated: its tree, what it may see, and where its problems go. */
export function createTask(
  world: World,
  tree: Statement,
  text: string,
  place: Place,
  scope: Scope,
  drafts: Draft[],
): Task {
  const context: Context = {
    text,
    place,
    scope,
    drafts,
    locals: new Map(),
    about: new Map(),
    inferred: new Map(),
    cuts: [],
    reader: shapeReader,
    depthLimit: world.limits.depth,
    clashes: [],
    failed: false,
  };
  return { world, maker: makerOf(world), context, tree };
}

/**
 * The parameters of functions that expressions mention are in scope there: of a derivative without a point they come first,
 * of everything else last.
 */
export function bringParameters(task: Task, exprs: readonly Expr[]): Fn[] {
  const { context } = task;
  const fns: Fn[] = [];
  const visit = (node: unknown, isDerivand: boolean, isCalled: boolean): void => {
    if (Array.isArray(node)) {
      for (const item of node) visit(item, isDerivand, false);
      return;
    }
    if (typeof node !== "object" || node === null || !("kind" in node)) return;
    const expr = node as Expr;
    if (expr.kind === "name") {
      const entity = context.locals.has(expr.name) ? undefined : context.scope.find(expr.name);
      if (entity?.kind !== "function") return;
      fns.push(entity.fn);
      const first = isDerivand && !isCalled;
      for (const letter of entity.fn.params) {
        const table = first ? context.locals : context.about;
        if (!table.has(letter.name)) table.set(letter.name, letter);
      }
    } else if (expr.kind === "chain") {
      visit(expr.atom, isDerivand, isCalled || expr.suffixes.some(({ kind }) => kind === "call"));
      for (const suffix of expr.suffixes) for (const value of Object.values(suffix)) visit(value, false, false);
    } else if (expr.kind === "grad" || expr.kind === "partial") visit(expr.of, true, isCalled);
    else if (expr.kind === "group") visit(expr.of, isDerivand, isCalled);
    else if (expr.kind === "with") {
      visit(expr.of, expr.word !== undefined || isDerivand, isCalled);
      visit(
        expr.clauses.flatMap(({ values }) => values),
        false,
        false,
      );
    } else for (const [key, value] of Object.entries(expr)) if (key !== "index") visit(value, false, false);
  };
  visit(exprs, false, false);
  return fns;
}

/** Terms whose names, kinds and shapes are settled, with their shapes; `undefined` when a problem was found. */
export function settle(task: Task, terms: readonly Term[], conditions: readonly Condition[] = []): Shape[] | undefined {
  const { context } = task;
  if (context.failed) return undefined;
  settleKinds(terms, conditions);
  const shapes = terms.map((term) => shapeOf(context, term));
  for (const condition of conditions)
    joined(context, condition.operands, { op: "broken", from: condition.from, to: condition.to }, false);
  if (context.failed || shapes.some((shape) => !shape)) {
    context.failed = true;
    return undefined;
  }
  settleLetters(task, context.inferred.values());
  return shapes as Shape[];
}

/** Fixes the sizes that nothing has fixed, and says what undeclared letters were read as. */
export function settleLetters(task: Task, letters: Iterable<Letter>, how: "aloud" | "silently" = "aloud"): void {
  const { context } = task;
  const all = [...letters];
  for (const letter of all) letter.kind ??= "scalar";
  const sizes: OpenSize[] = [];
  for (const letter of all) {
    const { rows, cols } = letterShape(letter);
    sizes.push(rows, cols);
  }
  inventSizes(
    sizes,
    (name) => context.scope.find(name) !== undefined || context.inferred.has(name) || context.locals.has(name),
  );
  for (const letter of all) {
    if (letter.origin !== "inferred") continue;
    letterNode(task.maker, letter);
    if (how === "aloud")
      complain(context, "inferred-letter", { name: letter.name, shape: nounOf(letterShape(letter)) }, letter.span);
  }
}

/** Reads expressions to settled terms. */
export function read(task: Task, exprs: readonly Expr[]): Term[] | undefined {
  const terms = exprs.map((expr) => resolve(task.context, expr));
  return settle(task, terms) ? terms : undefined;
}

/** The node of a checked term. @throws Refusal where it has none, such as a singular inverse */
export function nodeOf(task: Task, term: Term): Node {
  return lower(task.maker, term);
}

/** The first clause behind one of the words. */
export function clauseOf(clauses: readonly Clause[], ...words: readonly string[]): Clause | undefined {
  return clauses.find(({ word }) => words.includes(word));
}
