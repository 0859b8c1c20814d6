import { finish, rankSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import type { Fact } from "../check/scope";
import { attempt } from "../symbolic/build";
import { call } from "../symbolic/call";
import type { Need } from "../symbolic/domain";
import type { Drawn } from "../symbolic/draw-point";
import type { Graph, Node } from "../symbolic/graph";
import { leavesOf } from "../symbolic/recheck";
import { floatAt, pointsFor, valueAt } from "./agree";
import { cornersOf, pointsBehind } from "./corners";
import { needsOfTask } from "./domain";
import { isSymmetricNumbers, rowsOf } from "./entries";
import { said } from "./facts";
import { type Granted, placeFacts } from "./facts-in-place";
import { analyseForm } from "./form";
import type { Numbers } from "./numbers";
import { isRational, type Real, realToNumber } from "./real";
import { pointsOnSpheres } from "./spheres";
import type { Task } from "./world";

/** Points that satisfy the facts of the file, as far as these bear on some expressions. A fact that can't be told to hold does not. */
export function* admitted(task: Task, nodes: readonly Node[]): Generator<Drawn<Rational>, void, void> {
  const kept = factsAbout(task, nodes);
  const { graph } = task.world.b;
  const needs = needsOfTask(task);
  const roots = [...nodes, ...kept.flatMap(({ left, right }) => [left, right]), ...needs.map(({ of }) => of)];
  const fits = (point: Drawn<Rational>): boolean =>
    needs.every((need) => isMet(graph, need, point)) && kept.every((fact) => holdsAt(graph, fact, point));
  const { by } = kept.length > 0 ? placeFacts(task.world.b, kept) : { by: new Map<Node, Node>() };
  if (by.size > 0) for (const point of pointsBehind(graph, by, roots, 12)) if (fits(point)) yield point;
  if (kept.length > 0)
    for (const point of pointsOnSpheres(task.world.b, kept, pointsFor(roots, 12))) if (fits(point)) yield point;
  let drawn = 0;
  for (const point of pointsFor(roots, kept.length + needs.length > 0 ? 60 : undefined)) {
    if (fits(point)) yield point;
    if (drawn++ === 0) for (const corner of cornersOf(roots)) if (fits(corner)) yield corner;
  }
}

/** What may be taken for granted about some expressions: the facts about them, and that they are defined. */
export function* grantedAbout(task: Task, nodes: readonly Node[]): Generator<Granted, void, void> {
  yield* factsAbout(task, nodes);
  for (const { kind, of } of needsOfTask(task)) {
    const word = kind === "positive" ? ">" : kind === "nonnegative" ? "≥" : undefined;
    if (word) yield { left: of, word, right: task.world.b.num(0) };
  }
}

/** Whether a condition of being defined is seen to hold at a point. */
export function isMet(graph: Graph, { kind, of }: Need, point: Drawn<Rational>): boolean {
  if (kind === "invertible") return valueAt(graph, call(graph, "inv", [of]), point) !== undefined;
  const exact = valueAt(graph, of, point);
  const value = exact ?? floatAt(of, point);
  // What rounding may have moved must be clear of the border.
  const clear = exact ? 0 : 1e-9;
  return value?.entries.map(realToNumber).every((x) => within(kind, x, clear)) ?? false;
}

function within(kind: Exclude<Need["kind"], "invertible">, x: number, clear: number): boolean {
  switch (kind) {
    case "nonzero":
      return Math.abs(x) > clear;
    case "positive":
      return x > clear;
    case "nonnegative":
      return x >= clear;
    case "unit":
      return Math.abs(x) <= 1 - clear;
    case "slanted":
      return Math.abs(Math.cos(x)) > clear;
    case "gammic":
      return x > clear || Math.abs(x - Math.round(x)) > clear;
  }
}

/**
 * The facts that share a letter with the expressions, or with another such fact. A letter that gained a trait since a fact was
 * written is the stronger one in it.
 */
export function factsAbout(task: Task, nodes: readonly Node[]): Fact[] {
  const { b } = task.world;
  const now = new Map(leavesOf(nodes).symbols.map((x) => [x.name, x] as const));
  const lettersOf = ({ left, right, rank }: Fact) => leavesOf(rank ? [rank.of, rank.is] : [left, right]).symbols;
  const open = new Set(task.context.scope.facts());
  const kept: Fact[] = [];
  for (let grew = true; grew; ) {
    grew = false;
    for (const fact of open) {
      const letters = lettersOf(fact);
      if (!letters.some(({ name }) => now.has(name))) continue;
      open.delete(fact);
      kept.push(fact);
      grew = true;
      for (const x of letters) {
        const entity = task.context.scope.find(x.name);
        if (!now.has(x.name)) now.set(x.name, entity?.kind === "symbol" && entity.node ? entity.node : x);
      }
    }
  }
  return kept.map((fact) => {
    const moves = lettersOf(fact).flatMap((x) => {
      const is = now.get(x.name);
      return is && is !== x && is.rows === x.rows && is.cols === x.cols ? [[x, is] as const] : [];
    });
    const by = new Map<Node, Node>(moves);
    const moved = (n: Node) => (by.size === 0 ? n : b.substitute(n, by));
    const rank = fact.rank && { of: moved(fact.rank.of), is: moved(fact.rank.is) };
    return { ...fact, left: moved(fact.left), right: moved(fact.right), ...(rank ? { rank } : {}) };
  });
}

function holdsAt(graph: Graph, { left, word, right, rank }: Fact, point: Drawn<Rational>): boolean {
  if (rank) return rankHolds(graph, rank, word, point);
  const [x, y] = [left, right].map((n) => attempt(() => valueAt(graph, n, point)).value);
  if ("≻≽≺≼".includes(word)) return x !== undefined && y !== undefined && isOrdered(x, word, y);
  if (x && y) return entrywise(x, y).every(([p, q]) => said(word, compareReals(p, q)));
  if (word === "=") return false;
  const [u, v] = [left, right].map((n) => floatAt(n, point));
  return (
    u !== undefined &&
    v !== undefined &&
    entrywise(u, v).every(([p, q]) => {
      const order = certainOrder(p, q);
      return order !== undefined && said(word, order);
    })
  );
}

function rankHolds(graph: Graph, { of, is }: NonNullable<Fact["rank"]>, word: string, point: Drawn<Rational>): boolean {
  const [A, n] = [valueAt(graph, of, point), valueAt(graph, is, point)];
  if (!A?.entries.every(isRational) || !n || !isRational(n.entries[0])) return false;
  return said(word, Q.compare(finish(rankSteps(rowsOf(A) as Rational[][])), n.entries[0]));
}

/** x ≽ y by exact inertia, where a lone number stands for none (0) or for its multiple of the identity. */
function isOrdered(x: Numbers, word: string, y: Numbers): boolean {
  const size = Math.max(x.rows, y.rows);
  const at = (m: Numbers, k: number): Rational => {
    const isUnit = k % (size + 1) === 0;
    const entry = m.entries.length === 1 ? (isUnit ? m.entries[0] : 0) : m.entries[k];
    return isRational(entry) ? entry : 0;
  };
  if (![...x.entries, ...y.entries].every(isRational)) return false;
  const gap = Array.from({ length: size * size }, (_, k) => Q.sub(at(x, k), at(y, k)));
  const numbers: Numbers = { rows: size, cols: size, entries: gap };
  if (!isSymmetricNumbers(numbers)) return false;
  const { positive, zero, negative } = analyseForm(rowsOf(numbers)).inertia;
  const isUp = word === "≻" || word === "≽";
  return (isUp ? negative : positive) === 0 && !((word === "≻" || word === "≺") && zero > 0);
}

/** The entries of two arrays side by side; one number stands for all. */
export function entrywise(x: Numbers, y: Numbers): (readonly [Real, Real])[] {
  const n = Math.max(x.entries.length, y.entries.length);
  return Array.from({ length: n }, (_, i) => [
    x.entries[x.entries.length === 1 ? 0 : i],
    y.entries[y.entries.length === 1 ? 0 : i],
  ]);
}

/** Below 0, 0 or above 0 as `a` is below, beside or above `b`. */
export function compareReals(a: Real, b: Real): number {
  return isRational(a) && isRational(b) ? Q.compare(a, b) : realToNumber(a) - realToNumber(b);
}

/** Which of two numbers is the larger; undefined where that may be rounding. */
export function certainOrder(p: Real, q: Real): -1 | 0 | 1 | undefined {
  if (isRational(p) && isRational(q)) return Math.sign(Q.compare(p, q)) as -1 | 0 | 1;
  const [x, y] = [realToNumber(p), realToNumber(q)];
  // What has no value, or is beyond all doubles, has no certain order either.
  if (!(Math.abs(x - y) > 1e-9 * Math.max(1, Math.abs(x), Math.abs(y)))) return undefined;
  return x < y ? -1 : 1;
}
