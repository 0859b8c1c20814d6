import { gradientNode, hessianNode } from "../../src/lang/check/derive";
import { letterNode } from "../../src/lang/check/maker";
import { resolve, within } from "../../src/lang/check/resolve";
import type { Scope } from "../../src/lang/check/scope";
import type { Letter } from "../../src/lang/check/term";
import { defaultLimits } from "../../src/lang/limits";
import { createTask, makerOf, nodeOf, settle, settleLetters } from "../../src/lang/run/task";
import type { World } from "../../src/lang/run/world";
import { builder } from "../../src/lang/symbolic/build";
import { evaluate, numericScalar } from "../../src/lang/symbolic/evaluate";
import { createGraph, type Node } from "../../src/lang/symbolic/graph";
import { present } from "../../src/lang/symbolic/present";
import { printText } from "../../src/lang/symbolic/print";
import { parseStatement } from "../../src/lang/syntax/statement";

const nothing: Scope = {
  find: () => undefined,
  findLookAlike: () => undefined,
  findRun: () => undefined,
  names: () => [],
  facts: () => [],
};

/** Derivatives of a text as nodes of a graph made for them. */
export interface Derived {
  readonly world: World;
  readonly by: readonly Node[];
  /** The gradient, and the Hessian where order is 2, in the form that is shown. */
  readonly nodes: readonly Node[];
}

/** Reads a formula of scalar variables, derives it and simplifies, from nothing: no graph, no cache. */
export function derive(text: string, variables: readonly string[], order: 1 | 2): Derived {
  const world: World = { b: builder(createGraph(defaultLimits.nodes)), values: new Map(), limits: defaultLimits };
  const { tree } = parseStatement(text);
  if (tree.kind !== "ask") throw new RangeError(`${text} is no expression`);
  const task = createTask(world, tree, text, { from: 0, line: 1 }, nothing, []);
  const maker = makerOf(world);
  const letters = variables.map((name): Letter => ({ name, origin: "parameter", span: { from: 0, to: 0 }, traits: 0 }));
  const term = within(task.context, letters, () => resolve(task.context, tree.of));
  if (!settle(task, [term])) throw new RangeError(`${text} has an error`);
  settleLetters(task, letters);
  const by = letters.map((letter) => letterNode(maker, letter));
  const f = nodeOf(task, term);
  const found = [gradientNode(maker, f, by), ...(order === 2 ? [hessianNode(maker, f, by)] : [])];
  return { world, by, nodes: found.map((node) => present(world.b.graph, node)) };
}

/** What is written of it. */
export function written({ world, nodes }: Derived): readonly string[] {
  return nodes.map((node) => printText(world.b.graph, node));
}

/** The gradient's entries at a point, then the lower half of the Hessian, row by row. */
export function valuesAt({ by, nodes }: Derived, point: readonly number[]): number[] {
  const values = new Map(by.map((x, i) => [x, numericScalar(point[i]!)]));
  const n = by.length;
  const [gradient, hessian] = nodes.map((node) => evaluate(node, { values }).data);
  const lower = by.flatMap((_, i) => Array.from({ length: i + 1 }, (_, j) => hessian?.[i * n + j]));
  return [...gradient!, ...lower.filter((x) => x !== undefined)];
}
