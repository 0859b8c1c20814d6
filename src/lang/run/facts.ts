import { finish, rankSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import { complain } from "../check/context";
import { letterNode, withValues } from "../check/maker";
import { needsAt } from "../check/needs";
import { conditionOf } from "../check/resolve";
import { functionIn } from "../check/resolve-name";
import type { Entity, Fact } from "../check/scope";
import type { Fn, Term } from "../check/term";
import { attempt } from "../symbolic/build";
import { isDefinite } from "../symbolic/definite";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { hasSymbols, symbolsOf } from "../symbolic/letters";
import { isSemidefinite } from "../symbolic/mat";
import type { Expr } from "../syntax/tree";
import { rowsOf } from "./entries";
import { isRefutedOrder } from "./fact-definite";
import { rangeClash } from "./fact-range";
import { isZeroNode, orderSides } from "./matrix-order";
import { numbersOf } from "./numbers";
import { isRational, realToNumber } from "./real";
import { bringParameters, nodeOf, settle } from "./task";
import type { Task } from "./world";

/** What conditions come to: names and functions with the new traits, and facts that stay conditions. */
export interface Assumed {
  readonly defines: readonly Entity[];
  readonly facts: readonly Fact[];
}

/**
 * Reads the conditions of `assume` or `given`. Signs, definiteness and symmetry become traits of the symbol, in every function
 * of the file; what contradicts an earlier fact, a declaration or a value is an error that names both; everything else is
 * kept as a fact and said to be one.
 */
export function assumed(task: Task, conditions: readonly Expr[]): Assumed {
  const { context } = task;
  const facts: Fact[] = [];
  const traits = new Map<Node, number>();
  for (const condition of conditions) {
    for (const fact of factsIn(task, condition)) {
      const before = [...context.scope.facts(), ...facts];
      if (!agrees(task, fact, before)) continue;
      const gained = traitsOf(task, fact);
      if (gained) traits.set(gained.symbol, (traits.get(gained.symbol) ?? 0) | gained.traits);
      else if (!isSpent(task, fact) && truthOf(task, fact) !== true)
        complain(context, isRank(fact) ? "fact-rank" : "fact-noted", { what: fact.text }, fact.span);
      facts.push(fact);
    }
  }
  const open = new Map<Node, Node>();
  for (const [symbol, gained] of traits) {
    const { name, rows, cols } = symbol;
    const whole = symbol.traits | gained;
    if (whole !== symbol.traits) open.set(symbol, task.world.b.symbol(name, rows, cols, whole));
  }
  return { defines: open.size > 0 ? strengthened(task, open) : [], facts };
}

/** The task of a statement with `given`: its conditions hold in it and nowhere else. `undefined` where they can't. */
export function withGiven(task: Task): Task | undefined {
  const { context, tree } = task;
  if (tree.given.length === 0) return task;
  if ("of" in tree) bringParameters(task, [tree.of]);
  const { defines, facts } = assumed(task, tree.given);
  for (const fact of facts) refuseConstraint(task, fact);
  if (context.failed) return undefined;
  const names = new Map(defines.map((entity) => [entity.name, entity]));
  const { scope } = context;
  const inner = {
    ...scope,
    find: (name: string) => {
      const entity = scope.find(name);
      return names.get(name) ?? entity;
    },
    facts: () => [...scope.facts(), ...facts],
  };
  return { ...task, context: { ...context, scope: inner, about: new Map(), locals: new Map(), inferred: new Map() } };
}

/** A search over a variable can't be told where the variable may be. */
function refuseConstraint({ context, tree }: Task, { left, word, right, text, span }: Fact): void {
  const isSearch = tree.kind === "optimise" || (tree.kind === "analyse" && searches.has(tree.word));
  const fn = isSearch ? functionIn(context, tree.of) : undefined;
  const letter = fn?.params.find(({ name }) => mentions(left, name) || mentions(right, name));
  // What is found without such conditions is held against them.
  if (tree.kind === "analyse" && "<≤>≥=".includes(word)) return;
  if (letter && isSearch) complain(context, "fact-variable", { what: text, name: letter.name, word: tree.word }, span);
}

const searches: ReadonlySet<string> = new Set(["minimise", "maximise", "stationary"]);

function mentions(node: Node, name: string): boolean {
  const letters = new Set<Node>();
  symbolsOf(node, letters);
  return [...letters].some((letter) => letter.name === name);
}

/** A condition's comparisons, each between two nodes. */
function factsIn(task: Task, expr: Expr): Fact[] {
  const { context } = task;
  const before = context.failed;
  const condition = conditionOf(context, expr, 0);
  const isOrder = condition.words.some((word) => "≻≽≺≼".includes(word));
  if (condition.operands.length < 2 || context.failed !== before) return [];
  if (!settle(task, isOrder ? condition.operands : [], isOrder ? [] : [condition])) return [];
  const ranked = condition.operands.map((operand) => rankedIn(operand));
  const read = condition.operands.map((operand, i) => nodeOf(task, ranked[i] ?? operand));
  const nodes = isOrder ? orderSides(task, read, expr) : read;
  if (!nodes) return [];
  const text = context.text.slice(expr.from, expr.to);
  const isWhole = (node: Node) => node.mask === 0 && !hasSymbols(node);
  return condition.words.map((word, i): Fact => {
    const [left, right] = [nodes[i], nodes[i + 1]];
    const of = ranked[i] ? left : ranked[i + 1] ? right : undefined;
    const ofRank = of && !isWhole(of) ? { of, is: of === left ? right : left } : undefined;
    return { left, word, right, text, place: context.place, span: expr, ...(ofRank ? { rank: ofRank } : {}) };
  });
}

/** A of `rank A`. */
function rankedIn(term: Term): Term | undefined {
  return term.op === "call" && term.name === "rank" ? term.args[0] : undefined;
}

const isRank = ({ rank }: Fact): boolean => rank !== undefined;

/** The word of a comparison whose sides have changed places; `=` and `≠` stay. */
export const mirrored: Readonly<Record<string, string>> = {
  "<": ">",
  "≤": "≥",
  ">": "<",
  "≥": "≤",
  "≻": "≺",
  "≽": "≼",
  "≺": "≻",
  "≼": "≽",
};

/** The fact as symbol, word, number, where it says such a thing. */
export function boundOf(
  task: Task,
  { left, word, right, rank }: Fact,
): { readonly symbol: Node; readonly word: string; readonly value: Rational } | undefined {
  if (rank) return undefined;
  for (const [symbol, said, other] of [
    [left, word, right],
    [right, mirrored[word] ?? word, left],
  ] as const) {
    if (symbol.op !== "sym" || hasSymbols(other)) continue;
    const value = other.op === "zero" ? 0 : task.world.b.rational(withValues(task.maker, other));
    const isOrder = "≻≽≺≼".includes(said);
    if (value !== undefined && (!isOrder || value === 0)) return { symbol, word: said, value };
  }
  return undefined;
}

/** The traits a fact gives to a symbol. */
function traitsOf(task: Task, fact: Fact): { readonly symbol: Node; readonly traits: number } | undefined {
  const bound = boundOf(task, fact);
  if (!bound) return structureOf(task, fact) ?? orderOf(task, fact);
  const { symbol, word, value } = bound;
  const sign = Q.sign(value);
  if (word === "≻") return { symbol, traits: Trait.symmetric | Trait.psd | Trait.pd };
  if (word === "≽") return { symbol, traits: Trait.symmetric | Trait.psd };
  if ((word === ">" && sign >= 0) || (word === "≥" && sign > 0))
    return { symbol, traits: Trait.positive | Trait.nonnegative };
  return word === "≥" && sign === 0 ? { symbol, traits: Trait.nonnegative } : undefined;
}

/** `S ≽ 2I`, `A ≻ B` for what is semidefinite on the other side. */
function orderOf(task: Task, { left, word, right }: Fact): { symbol: Node; traits: number } | undefined {
  const isUp = word === "≻" || word === "≽";
  if (!isUp && word !== "≺" && word !== "≼") return undefined;
  const [symbol, other] = isUp ? [left, right] : [right, left];
  const { graph } = task.world.b;
  const below = withValues(task.maker, other);
  if (symbol.op !== "sym" || symbol.rows === 1 || dependsOn(below, symbol) || !isSemidefinite(graph, below))
    return undefined;
  const isStrict = word === "≻" || word === "≺" || isDefinite(graph, below);
  return { symbol, traits: Trait.symmetric | Trait.psd | (isStrict ? Trait.pd : 0) };
}

/** `A = A'`, `K' = -K`, `Q'Q = I`. */
function structureOf(task: Task, { left, word, right }: Fact): { symbol: Node; traits: number } | undefined {
  if (word !== "=") return undefined;
  const { b } = task.world;
  for (const [x, y] of [
    [left, right],
    [right, left],
  ]) {
    const symbol = x.op === "sym" ? x : x.op === "transpose" ? x.args[0] : undefined;
    if (symbol?.op === "sym" && symbol.rows === symbol.cols && symbol.cols !== 1) {
      if (y === (x === symbol ? b.transpose(symbol) : symbol)) return { symbol, traits: Trait.symmetric };
      if (y === b.neg(x === symbol ? b.transpose(symbol) : symbol)) return { symbol, traits: Trait.skew };
    }
    if (x.op === "mat" && x.args.length === 3 && y.op === "eye" && x.args[2].op === "sym") {
      const [, turned, Q] = x.args;
      if (turned === b.transpose(Q) && Q.rows === Q.cols) return { symbol: Q, traits: Trait.orthogonal };
    }
  }
  return undefined;
}

/** Whether the statement itself makes use of a fact given to it: a check of conditions, a minimiser of ranks. */
function isSpent({ tree }: Task, { rank, word }: Fact): boolean {
  if (tree.kind === "analyse" && (searches.has(tree.word) || tree.word === "convex"))
    return rank !== undefined || "<≤>≥=≻≽≺≼".includes(word);
  return rank ? false : tree.kind === "check";
}

/** Whether numbers satisfy a condition or fail it; `undefined` where there are none. */
function truthOf(task: Task, { left, word, right, rank }: Fact): boolean | undefined {
  if (rank) return truthOfRank(task, rank, word);
  const { b } = task.world;
  const sides = [left, right].map((node) => attempt(() => numbersOf(b, withValues(task.maker, node))).value);
  const [x, y] = sides;
  if (!x || !y || "≻≽≺≼".includes(word)) return undefined;
  const n = Math.max(x.entries.length, y.entries.length);
  return Array.from({ length: n }, (_, i) => {
    const [p, q] = [x.entries[x.entries.length === 1 ? 0 : i], y.entries[y.entries.length === 1 ? 0 : i]];
    return isRational(p) && isRational(q) ? Q.compare(p, q) : realToNumber(p) - realToNumber(q);
  }).every((gap) => said(word, gap));
}

/** The same of `rank A = n`, for an A of exact numbers. */
function truthOfRank({ world, maker }: Task, { of, is }: NonNullable<Fact["rank"]>, word: string): boolean | undefined {
  const numbers = attempt(() => numbersOf(world.b, withValues(maker, of))).value;
  const wanted = world.b.rational(is);
  if (!numbers?.entries.every(isRational) || wanted === undefined) return undefined;
  return said(word, Q.compare(finish(rankSteps(rowsOf(numbers) as Rational[][])), wanted));
}

/** Whether a difference has the sign that a word says. */
export function said(word: string, gap: number): boolean {
  if (word === "<") return gap < 0;
  if (word === "≤") return gap <= 0;
  if (word === ">") return gap > 0;
  if (word === "≥") return gap >= 0;
  return word === "≠" ? gap !== 0 : gap === 0;
}

/** `false` when the fact can't hold beside the earlier ones; the problem names both. */
function agrees(task: Task, fact: Fact, before: readonly Fact[]): boolean {
  const { context } = task;
  if (truthOf(task, fact) === false) {
    complain(context, "fact-false", { what: fact.text }, fact.span);
    return false;
  }
  if (isRefutedOrder(task, fact)) return false;
  const bound = boundOf(task, fact);
  if (!bound) return true;
  const { symbol } = bound;
  const same = before.flatMap((other) => {
    const found = boundOf(task, other);
    return found && found.symbol.name === symbol.name ? [{ ...found, fact: other }] : [];
  });
  const clash = same.find((other) => rangeClash([bound, other]));
  const entity = context.scope.find(symbol.name);
  const declared = entity?.kind === "symbol" ? declaredRange(entity.node) : [];
  const other = clash?.fact;
  if (!clash && !declared.some((range) => rangeClash([bound, range]))) return true;
  const related = other ?? (entity && { place: entity.place, span: entity.span, text: declarationOf(entity) });
  if (!related) return true;
  complain(
    context,
    "fact-contradicts",
    () => ({ what: fact.text, other: related.text, line: related.place.line }),
    fact.span,
    [],
    [{ place: related.place, span: related.span, message: { en: "contradicts this", zh: "与此处矛盾" } }],
  );
  return false;
}

/** The word of a declaration that has to do with signs. */
function declarationOf(entity: Entity): string {
  const traits = entity.kind === "symbol" ? entity.node.traits : 0;
  return `${entity.name} : ${traits & Trait.pd ? "spd" : traits & Trait.psd ? "psd" : "positive"}`;
}

/** What a declaration says, as bounds. */
function declaredRange({ traits }: Node): { word: string; value: Rational }[] {
  const ranges: { word: string; value: Rational }[] = [];
  if (traits & Trait.positive) ranges.push({ word: ">", value: 0 });
  else if (traits & Trait.nonnegative) ranges.push({ word: "≥", value: 0 });
  if (traits & Trait.pd) ranges.push({ word: "≻", value: 0 });
  else if (traits & Trait.psd) ranges.push({ word: "≽", value: 0 });
  return ranges;
}

/** The symbols with their new traits, and everything of the file in which they stand. */
function strengthened(task: Task, open: ReadonlyMap<Node, Node>): Entity[] {
  const { context, world } = task;
  const { b } = world;
  const found: Entity[] = [];
  const moved = (node: Node): Node => b.substitute(node, open);
  const isTouched = (node: Node): boolean => [...open.keys()].some((symbol) => dependsOn(node, symbol));
  for (const name of [...context.scope.names()]) {
    const entity = context.scope.find(name);
    if (entity?.kind === "symbol" && open.has(entity.node)) found.push({ ...entity, node: moved(entity.node) });
    else if (entity?.kind === "function") {
      const fn = strengthenedFunction(task, entity.fn, open, isTouched, moved);
      if (fn) found.push({ ...entity, fn });
    } else if (entity?.kind === "value" && isTouched(entity.named.value)) {
      const value = moved(entity.named.value);
      found.push({ ...entity, named: { ...entity.named, value, symbol: value } });
    }
  }
  for (const [old, node] of open) {
    const { name, rows, cols } = node;
    if (found.some((entity) => entity.name === name) || context.scope.find(name)) continue;
    const span = context.inferred.get(name)?.span ?? task.tree;
    const { from, to } = span;
    if (old.op === "sym")
      found.push({
        kind: "symbol",
        name,
        node,
        shape: [rows, cols],
        inferred: true,
        place: context.place,
        span: { from, to },
      });
  }
  return found;
}

function strengthenedFunction(
  task: Task,
  fn: Fn,
  open: ReadonlyMap<Node, Node>,
  isTouched: (node: Node) => boolean,
  moved: (node: Node) => Node,
): Fn | undefined {
  const nodes = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!isTouched(fn.body) && !nodes.some((node) => open.has(node))) return undefined;
  const params = fn.params.map((letter, i) => {
    const node = moved(nodes[i]);
    return node === nodes[i] ? letter : { ...letter, node, traits: node.traits };
  });
  const fold = new Map([...fn.fold].map(([node, name]) => [moved(node), name]));
  const needs = needsAt(task.world.b, fn.needs, open);
  return { ...fn, params, body: moved(fn.body), needs, fold };
}

/** Whether the facts of the file say that a matrix has full column rank: `rank X = n` for X of n columns. */
export function hasFullRank(task: Task, X: Node): boolean {
  const isSaid = task.context.scope
    .facts()
    .some(({ rank, word }) => word === "=" && rank?.of.name === X.name && rank.is === task.world.b.size(X.cols));
  return isSaid || hasFullRankInNumbers(task, X);
}

function hasFullRankInNumbers({ world, maker }: Task, X: Node): boolean {
  if (hasSymbols(X) && !maker.values.has(X)) return false;
  const numbers = attempt(() => numbersOf(world.b, withValues(maker, X))).value;
  if (!numbers || numbers.rows < numbers.cols || !numbers.entries.every(isRational)) return false;
  return finish(rankSteps(rowsOf(numbers) as Rational[][])) === numbers.cols;
}

/** The expression with A ≺ 0 written as minus a positive definite matrix, for questions of definiteness. */
export function withoutNegative({ context, world }: Task, node: Node): Node {
  const { b } = world;
  const by = new Map<Node, Node>();
  for (const { left, word, right } of context.scope.facts()) {
    const isScalar = left.rows === 1 && left.cols === 1;
    if (isScalar && word === "<" && left.op === "sym" && isZeroNode(right)) {
      by.set(left, b.neg(b.symbol(left.name, 1, 1, Trait.positive | Trait.nonnegative)));
      continue;
    }
    const isNegative = (word === "≺" || word === "≼") && left.op === "sym" && isZeroNode(right);
    const traits = Trait.symmetric | Trait.psd | (word === "≺" ? Trait.pd : 0);
    if (isNegative) by.set(left, b.neg(b.symbol(left.name, left.rows, left.cols, traits)));
  }
  return by.size === 0 ? node : b.substitute(node, by);
}
