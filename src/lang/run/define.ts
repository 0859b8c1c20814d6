import { type Context, complain, problemAt } from "../check/context";
import { knownName } from "../check/known";
import { letterNode, withValues } from "../check/maker";
import { localLetter, resolve, within } from "../check/resolve";
import type { Entity, Run } from "../check/scope";
import { sizeIn } from "../check/shapes-call";
import { letterShape } from "../check/shapes-point";
import { settled } from "../check/size";
import { childrenOf, type Fn, type Letter, type Term } from "../check/term";
import { type Node, type Size, Trait } from "../symbolic/graph";
import { namesInOrder } from "../syntax/names";
import type { NameNode, Sort, Statement } from "../syntax/tree";
import { describeQuadratic } from "./describe";
import { isDefinedAt, needsOfTask } from "./domain";
import { isSymmetricNumbers, rowsOf } from "./entries";
import { analyseForm, type QuadraticForm } from "./form";
import { numbersOf } from "./numbers";
import { quadraticIn, scalarised } from "./quadratic";
import { realToNumber } from "./real";
import { reply, replyNode } from "./reply";
import { functionSubject, matrixSubject } from "./subject-of";
import { bringParameters, nodeOf, settle, settleLetters } from "./task";
import { brokenCondition, isRestricted } from "./variable-range";
import type { Outcome, Task } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };

/** Marks a symbol that stands for a value, so that a parameter of the same name and shape is another node. */
export const hasValueTrait = 1 << 20;

/** Complains when a name is taken, hides a known one, or looks like another; `false` when it must not be defined. */
export function mayDefine(context: Context, node: NameNode): boolean {
  const { name } = node;
  const taken = context.scope.find(name);
  if (taken) {
    complain(
      context,
      "defined-twice",
      () => ({ name: node.text, line: taken.place.line }),
      node,
      [],
      [
        {
          place: taken.place,
          span: taken.span,
          message: { en: `${node.text} is defined here`, zh: `${node.text} 在此定义` },
        },
      ],
    );
    return false;
  }
  if (knownName(name) && name.length > 1) complain(context, "hides-known", { name: node.text }, node);
  const run = context.scope.findRun(name);
  if (run) warnRun(context, node, run);
  const twin = context.scope.findLookAlike(name);
  if (twin) complain(context, "look-alike", () => ({ name: node.text, other: twin.name, line: twin.place.line }), node);
  return true;
}

/** With the new name an older line would read otherwise: the warning stands on both. */
function warnRun(context: Context, node: NameNode, { place, span, run, parts, at, count }: Run): void {
  const whole = [...parts.slice(0, at), parts.slice(at, at + count).join(""), ...parts.slice(at + count)].join("·");
  const facts = () => ({ name: node.text, run, line: place.line, before: parts.join("·"), after: whole });
  const spaced = {
    title: { en: `Write ${parts.join(" ")}`, zh: `改写为 ${parts.join(" ")}` },
    edits: [{ from: span.from, to: span.to, text: parts.join(" ") }],
  };
  complain(context, "new-name-changes", facts, node);
  context.drafts.push(() => problemAt("new-name-changes", facts(), span, place, [spaced]));
}

const sortTraits: Readonly<Record<Sort["word"], number>> = {
  size: 0,
  scalar: 0,
  vector: 0,
  matrix: 0,
  symmetric: Trait.symmetric,
  skew: Trait.skew,
  spd: Trait.symmetric | Trait.psd | Trait.pd,
  psd: Trait.symmetric | Trait.psd,
  orthogonal: Trait.orthogonal,
  diagonal: Trait.diagonal | Trait.symmetric,
};

/** `x, b : vector n`; sizes that are not there yet are declared along the way. */
export function declare(task: Task, tree: Of<"declare">): Outcome {
  const { context, world } = task;
  const defines: Entity[] = [];
  const { sort } = tree;
  const { place } = context;
  if (!sort)
    return { defines: tree.names.map(({ name, from, to }) => ({ kind: "broken", name, place, span: { from, to } })) };
  const shape = sort.word === "size" ? undefined : shapeIn(task, sort, defines);
  for (const node of tree.names) {
    if (!mayDefine(context, node) || defines.some(({ name }) => name === node.name)) continue;
    const common = { name: node.name, place, span: { from: node.from, to: node.to } };
    if (sort.word === "size") defines.push({ kind: "size", ...common });
    else if (!shape) defines.push({ kind: "broken", ...common });
    else {
      const traits = sortTraits[sort.word] | (sort.positive ? Trait.positive | Trait.nonnegative : 0);
      const symbol = world.b.symbol(node.name, shape[0], shape[1], traits);
      defines.push({ kind: "symbol", node: symbol, shape, inferred: false, ...common });
    }
  }
  return { defines };
}

function shapeIn(task: Task, sort: Sort, defines: Entity[]): readonly [Size, Size] | undefined {
  const { context } = task;
  const sizes: Size[] = [];
  for (const expr of sort.sizes) {
    if (expr.kind === "name" && !defines.some(({ name }) => name === expr.name)) {
      const known = context.scope.find(expr.name);
      if (!known && /^\p{L}/u.test(expr.name)) {
        defines.push({ kind: "size", name: expr.name, place: context.place, span: { from: expr.from, to: expr.to } });
      }
    }
    if (expr.kind === "name" && defines.some(({ name }) => name === expr.name)) {
      sizes.push(expr.name);
      continue;
    }
    const term = resolve(context, expr);
    const size = sizeIn(term);
    if (size === undefined || typeof size === "object") {
      if (!context.failed)
        complain(
          context,
          "wrong-argument",
          { word: sort.word, needs: { en: "a size", zh: "尺寸" }, got: { en: "something else", zh: "其他内容" } },
          expr,
        );
      return undefined;
    }
    sizes.push(size);
  }
  const total = sizes.reduce<number>((product, size) => product * (typeof size === "number" ? size : 1), 1);
  if (total > task.world.limits.entries) {
    complain(context, "limit-entries", { limit: task.world.limits.entries, got: String(total) }, sort);
    return undefined;
  }
  if (sort.word === "scalar") return [1, 1];
  if (sizes.length === 0) return undefined;
  if (sort.word === "vector") return [sizes[0], 1];
  return [sizes[0], sizes[1] ?? sizes[0]];
}

/** `A = [2 1; 1 3]`, `f(x, y) = x² + y²`. */
export function define(task: Task, tree: Of<"define">): Outcome {
  const { name } = tree;
  const { context } = task;
  const allowed = mayDefine(context, name);
  const made = tree.params ? defineFunction(task, tree, tree.params) : defineValue(task, tree);
  const common = { name: name.name, place: context.place, span: { from: name.from, to: name.to } };
  const inferred = inferredEntities(task);
  if (!allowed) return { defines: inferred };
  if (!made) return { defines: [...inferred, { kind: "broken", ...common }] };
  return { ...made.outcome, defines: [...inferred, { ...made.entity, ...common } as Entity] };
}

function inferredEntities({ context }: Task): Entity[] {
  return [...context.inferred.values()].flatMap((letter): Entity[] => {
    if (!letter.node) return [];
    const { rows, cols } = letter.node;
    return [
      {
        kind: "symbol",
        name: letter.name,
        node: letter.node,
        shape: [rows, cols],
        inferred: true,
        place: context.place,
        span: letter.span,
      },
    ];
  });
}

interface Made {
  readonly entity:
    | { readonly kind: "value"; readonly named: { name: string; value: Node; symbol: Node } }
    | { readonly kind: "function"; readonly fn: Fn };
  readonly outcome: Omit<Outcome, "defines">;
}

function defineValue(task: Task, tree: Of<"define">): Made | undefined {
  const { world, context } = task;
  bringParameters(task, [tree.value]);
  const term = resolve(context, tree.value);
  if (!settle(task, [term])) return undefined;
  const value = withValues(task.maker, nodeOf(task, term));
  needsOfTask(task);
  const numbers = numbersOf(world.b, value);
  const { name } = tree.name;
  const isScalar = value.rows === 1 && value.cols === 1;
  if (!numbers) {
    const named = { name, value, symbol: value };
    return { entity: { kind: "value", named }, outcome: term.op === "list" ? {} : { answer: replyNode(world, value) } };
  }
  let traits = hasValueTrait;
  if (!isScalar && isSymmetricNumbers(numbers)) {
    traits |= Trait.symmetric;
    const definiteness = numbers.rows <= 16 ? analyseForm(rowsOf(numbers)).definiteness : undefined;
    if (definiteness === "positive definite") traits |= Trait.psd | Trait.pd;
    if (definiteness === "positive semidefinite") traits |= Trait.psd;
  }
  const symbol = isScalar ? value : world.b.symbol(name, value.rows, value.cols, traits);
  if (!isScalar) world.values.set(symbol, value);
  const isPlain = term.op === "num" || term.op === "list";
  return {
    entity: { kind: "value", named: { name, value, symbol } },
    outcome: {
      ...(isPlain ? {} : { answer: replyNode(world, value) }),
      subject: numbers.cols > 1 ? matrixSubject(numbers, name) : undefined,
    },
  };
}

function defineFunction(task: Task, tree: Of<"define">, params: readonly NameNode[]): Made | undefined {
  const { context, world } = task;
  const letters = params.map((node) => parameter(context, node));
  bringParameters(task, [tree.value]);
  const term = within(context, letters, () => resolve(context, tree.value));
  if (!settle(task, [term])) return undefined;
  settleLetters(task, letters);
  for (const letter of letters) letterNode(task.maker, letter);
  let body = nodeOf(task, term);
  const allScalar = letters.every(
    (letter) => settled(letterShape(letter).rows) === 1 && settled(letterShape(letter).cols) === 1,
  );
  if (allScalar && letters.length > 0) body = withValues(task.maker, body);
  const fn: Fn = {
    name: tree.name.name,
    params: letters,
    body,
    needs: needsOfTask(task),
    names: namesInOrder(context.text.slice(tree.value.from, tree.value.to)),
    fold: foldsIn(term, letters),
  };
  hintSymmetry(task, tree, fn);
  const scalar = scalarised(world, fn);
  const q = scalar && quadraticIn(world, scalar);
  const isPoint = q && q.stationary.kind !== "none" && scalar && isDefinedAt(world, scalar, q.stationary.x);
  const isWhole = scalar?.needs.length === 0 || isPoint;
  // A point that conditions on the variables exclude is not the minimiser.
  const isFree = scalar && (!isRestricted(task, scalar.coords) || (isPoint && isInside(task, scalar.coords, q)));
  const answer = q && isWhole && isFree && !isAffine(q.form.A) ? reply(describeQuadratic(q, fn)) : undefined;
  return { entity: { kind: "function", fn }, outcome: { answer, subject: scalar && functionSubject(scalar, { q }) } };
}

const isInside = (task: Task, coords: readonly Node[], { stationary }: QuadraticForm): boolean =>
  stationary.kind === "one" && brokenCondition(task, coords, stationary.x.map(realToNumber)) === undefined;

const isAffine = (A: readonly (readonly unknown[])[]): boolean => A.every((row) => row.every((x) => x === 0));

/** Functions that are called with their own parameters; those that stand for a mere letter or number are not worth a name. */
function foldsIn(term: Term, letters: readonly Letter[]): Map<Node, string> {
  const fold = new Map<Node, string>();
  const visit = (t: Term): void => {
    if (t.op === "apply" && t.fn.body.args.length > 0 && (t.fn.body.rows !== 1 || t.fn.body.cols !== 1)) {
      const own = t.args.every(
        (arg, i) => arg.op === "letter" && arg.letter.name === t.fn.params[i]?.name && letters.includes(arg.letter),
      );
      if (own) fold.set(t.fn.body, t.fn.name);
    }
    childrenOf(t).forEach(visit);
  };
  visit(term);
  return fold;
}

/** A parameter takes the shape of a declared name without value, and hides a name that has one. */
function parameter(context: Context, node: NameNode): Letter {
  const letter = localLetter(node, "parameter");
  const entity = context.scope.find(node.name);
  if (entity?.kind === "symbol") {
    const [rows, cols] = entity.shape;
    return {
      ...letter,
      kind: cols === 1 ? (rows === 1 ? "scalar" : "column") : rows === 1 ? "row" : "matrix",
      rows,
      cols,
      traits: entity.node.traits,
    };
  }
  if (entity?.kind === "value") {
    complain(context, "shadowed", () => ({ name: node.text, line: entity.place.line }), node);
  }
  return letter;
}

/** `x'Ax` with a matrix that is not symmetric. */
function hintSymmetry({ context, world }: Task, tree: Of<"define">, fn: Fn): void {
  const seen = new Set<string>();
  const text = context.text.slice(tree.value.from, tree.value.to);
  if (!/['ᵀ⊤^]/.test(text)) return;
  for (const match of text.matchAll(/(\p{L})\s*(?:'|ᵀ|⊤|\^T)\s*\*?\s*(\p{L})\s*\*?\s*\1(?![\p{L}\p{N}_])/gu)) {
    const name = match[2];
    const entity = context.scope.find(name);
    if (seen.has(name) || entity?.kind !== "value" || !fn.params.some((letter) => letter.name === match[1])) continue;
    seen.add(name);
    const numbers = numbersOf(world.b, entity.named.value);
    if (!numbers || numbers.rows === 1 || numbers.rows !== numbers.cols || isSymmetricNumbers(numbers)) continue;
    const from = tree.value.from + match.index + match[0].indexOf(name, 1);
    const span = { from, to: from + name.length };
    complain(context, "not-symmetric", { name }, span, [
      {
        title: { en: `Replace ${name} by (${name} + ${name}')/2`, zh: `将 ${name} 换成 (${name} + ${name}')/2` },
        edits: [{ ...span, text: `((${name} + ${name}')/2)` }],
      },
    ]);
  }
}
