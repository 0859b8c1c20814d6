import { complain } from "../check/context";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import type { Builder } from "../symbolic/build";
import type { Node } from "../symbolic/graph";
import { printLatex } from "../symbolic/print";
import { composed } from "./composition";
import { formula, reply } from "./reply";
import { coreOf, invertibleText, isSafe, solved } from "./symbolic-optimum";
import { type Curved, curvedIn } from "./symbolic-quadratic";
import { isRestricted } from "./variable-range";
import type { Outcome, Task } from "./world";

type Word = "minimise" | "maximise" | "stationary";

/** One block that is solved for, with those after it standing in its point. */
interface Step {
  readonly x: Node;
  readonly q: Curved;
  readonly point: Node;
}

/** Blocks solved for one after the other, the function's value with all of them, and the first Hessian not known to be definite. */
export interface Elimination {
  readonly steps: readonly Step[];
  readonly value: Node;
  /** What was taken to be invertible. */
  readonly assumed: readonly string[];
  readonly unsure?: { readonly by: Node; readonly up: Node } | undefined;
}

/**
 * Solves for one block after the other: with x₁ at its optimum, what is left is a quadratic of the others, whose Hessian is a Schur
 * complement, H₂₂ − H₂₁H₁₁⁻¹H₁₂.
 *
 * @returns undefined where the function is no quadratic in one of its blocks
 */
export function eliminate(task: Task, fn: Fn, sign: 1 | -1, isLoose = false): Elimination | undefined {
  const { b } = task.world;
  const blocks = fn.params.map((letter) => letterNode(task.maker, letter));
  if (blocks.length < 2 || isRestricted(task, blocks)) return undefined;
  const steps: Step[] = [];
  const assumed: string[] = [];
  // What is left of a convex function is convex, of a strongly convex one strongly convex.
  const verdict = composed(task.world, fn.body, blocks)?.word ?? "";
  const isCurved = verdict.endsWith(sign > 0 ? "convex" : "concave");
  const isStrong = isCurved && verdict.startsWith("strongly");
  let value = fn.body;
  const left = [...blocks];
  while (left.length > 0) {
    // Blocks whose Hessian is known to be definite go first: less is left to be assumed.
    const all = left.map((x) => ({ x, q: curvedIn(b, value, x) }));
    if (all.some(({ q }) => !q || q.by.op === "zero")) return undefined;
    const at = all.findIndex(({ q }) => q && isSafe(task, b.scale(sign, q.by)));
    const { x, q } = all[Math.max(at, 0)];
    if (!q) return undefined;
    left.splice(Math.max(at, 0), 1);
    const up = b.scale(sign, q.by);
    if (!isLoose && !isStrong && !isSafe(task, up)) {
      if (!isCurved) return { steps, value, assumed, unsure: { by: q.by, up } };
      assumed.push(invertibleText(task, q.by));
    } else if (isLoose && !isSafe(task, up)) assumed.push(invertibleText(task, q.by));
    const { point, value: rest } = solved(b, q);
    steps.push({ x, q, point });
    value = rest;
  }
  return { steps, value, assumed };
}

/** The joint optimum of a quadratic in several blocks, the last one first and the others in terms of it. */
export function blockOptimum(task: Task, word: Word, fn: Fn): Outcome | undefined {
  const found = eliminate(task, fn, word === "maximise" ? -1 : 1, word === "stationary");
  if (!found) return undefined;
  if (found.unsure) return wanting(task, word, fn, found.unsure);
  const { steps, value, assumed } = found;
  return told(task, fn, steps, value, assumed.length > 0 ? `   (${assumed.join(", ")})` : "");
}

/** μ* for each μ. */
export const starred = (b: Builder, steps: readonly Pick<Step, "x">[]): ReadonlyMap<Node, Node> =>
  new Map(steps.map(({ x }) => [x, b.symbol(`${x.name}*`, x.rows, x.cols)]));

/** The answer of variables solved for one after the other: the last first, the others in terms of it. */
export function told(
  task: Task,
  fn: Fn,
  steps: readonly Pick<Step, "x" | "point">[],
  value: Node,
  tail: string,
): Outcome {
  const { b } = task.world;
  const options = { names: [...fn.names], fold: fn.fold };
  const stars = starred(b, steps);
  const places = [...steps].reverse().map(({ x, point }) => ({ x, at: b.substitute(point, stars) }));
  const isNamed = places.length > 1 || task.tree.given.length > 0;
  const texts = places.map(({ x, at }) => `${isNamed ? `${x.name}* = ` : ""}${formula(task.world, at, options)}`);
  const best = formula(task.world, b.substitute(value, stars), options);
  const shown = (node: Node) => printLatex(b.graph, node, options).replaceAll("*", "^{*}");
  return {
    defines: [],
    answer: reply({
      text: `${texts.join(",  ")},  ${fn.name}* = ${best}${tail}`,
      short: texts.join(",  "),
      latex: () =>
        `${places.map(({ x, at }) => `${x.name}^{*} = ${shown(at)}`).join(",\\quad ")},\\quad ${fn.name}^{*} = ${shown(b.substitute(value, stars))}`,
    }),
  };
}

/** Which Schur complement would have to be definite, with the condition as a fix. */
function wanting(task: Task, word: Word, fn: Fn, { by, up }: { readonly by: Node; readonly up: Node }): Outcome {
  const { b } = task.world;
  const core = coreOf(b, up);
  const isScalar = by.rows === 1 && by.cols === 1;
  const shown = formula(task.world, core, { names: [...fn.names], fold: fn.fold });
  const wanted = `${shown} ${isScalar ? ">" : "≻"} 0`;
  const text = task.context.text.trimEnd();
  complain(
    task.context,
    "unknown",
    {
      what: `${word} ${fn.name}`,
      why: {
        en: `it needs ${wanted}; write: ${text} given ${wanted}`,
        zh: `需要 ${wanted}；请写：${text} given ${wanted}`,
      },
    },
    { from: 0, to: text.length },
    [
      {
        title: { en: `Add: given ${wanted}`, zh: `添加：given ${wanted}` },
        edits: [
          { from: text.length, to: text.length, text: ` ${task.tree.given.length > 0 ? "," : "given"} ${wanted}` },
        ],
      },
    ],
  );
  return { defines: [] };
}
