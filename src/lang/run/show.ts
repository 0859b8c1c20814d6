import { complain } from "../check/context";
import { withValues } from "../check/maker";
import { functionIn } from "../check/resolve-name";
import type { Expr, Statement } from "../syntax/tree";
import { domainWhy, isDefinedAt } from "./domain";
import { numbersOf } from "./numbers";
import { quadraticIn, type Scalarised, scalarised } from "./quadratic";
import { floatText, realToNumber } from "./real";
import { reply, wordsLatex } from "./reply";
import { functionSubject, matrixSubject } from "./subject-of";
import { bringParameters, nodeOf, read } from "./task";
import { functionOf, isInLetters } from "./unnamed";
import type { Outcome, Task } from "./world";

type Of<K extends Statement["kind"]> = Statement & { readonly kind: K };

/** `plot f over x in [-3, 3]`: the answer says what is drawn, the subject is what the panel draws. */
export function plot(task: Task, tree: Of<"plot">): Outcome {
  const { context, world } = task;
  bringParameters(task, tree.targets);
  const [target] = tree.targets;
  if (!target) return { defines: [] };
  if (!functionIn(context, target) && !isInLetters(task, target)) return plotMatrix(task, target);
  const fn = functionOf(task, target, "plot");
  if (!fn) return { defines: [] };
  const f = scalarised(world, fn);
  if (!f) {
    complain(context, "no-value", { name: fn.name, word: "plot" }, target);
    return { defines: [] };
  }
  const ranges: { name: string; from: number; to: number }[] = [];
  for (const { name, low, high } of tree.ranges) {
    if (!f.names.includes(name.name)) {
      complain(context, "not-a-variable", { name: name.name, of: fn.name }, name);
      return { defines: [] };
    }
    const bounds = [low, high].map((expr) => numberIn(task, expr));
    if (bounds[0] === undefined || bounds[1] === undefined) return { defines: [] };
    if (!(bounds[0] < bounds[1])) {
      emptyRange(task, name.name, low, high, bounds[0] === bounds[1]);
      return { defines: [] };
    }
    ranges.push({ name: name.name, from: bounds[0], to: bounds[1] });
  }
  const [only] = ranges;
  if (only && ranges.length === 1 && f.coords.length === 1 && !isSeen(task, f, only.from, only.to)) {
    complain(context, "undefined", { what: `${fn.name} over ${only.name}`, why: domainWhy(world, f) }, target);
    return { defines: [] };
  }
  const q = quadraticIn(world, f);
  const chosen = ranges.length > 0 ? ranges : f.names.slice(0, 2).map((name, i) => ({ name, ...around(q, i) }));
  const text = `${fn.name} over ${chosen.map(({ name, from, to }) => `${name} in [${floatText(from, 4)}, ${floatText(to, 4)}]`).join(", ")}`;
  return {
    defines: [],
    answer: reply({ text, latex: wordsLatex(text) }),
    subject: functionSubject(f, { q, ranges: chosen }),
  };
}

/** Whether a function of one variable is defined anywhere that is drawn, as far as an even grid shows. */
function isSeen({ world }: Task, f: Scalarised, from: number, to: number): boolean {
  return Array.from({ length: 41 }, (_, i) => from + ((to - from) * i) / 40).some((approx) =>
    isDefinedAt(world, f, [{ approx }]),
  );
}

/** Says that a range holds nothing; where its ends are the wrong way round, the fix turns them. */
function emptyRange({ context }: Task, name: string, low: Expr, high: Expr, isPoint: boolean): void {
  const [from, to] = [low, high].map((expr) => context.text.slice(expr.from, expr.to).trim());
  const edits = [
    { from: low.from, to: low.to, text: to },
    { from: high.from, to: high.to, text: from },
  ];
  const fix = { title: { en: `Write [${to}, ${from}]`, zh: `改写为 [${to}, ${from}]` }, edits, preferred: true };
  complain(
    context,
    "range-empty",
    { name, low: from, high: to },
    { from: low.from, to: high.to },
    isPoint ? [] : [fix],
  );
}

/** A range that shows the stationary point of a quadratic, else [−3, 3]. */
function around(q: ReturnType<typeof quadraticIn>, i: number): { from: number; to: number } {
  if (!q || q.stationary.kind === "none") return { from: -3, to: 3 };
  const centre = Math.round(realToNumber(q.stationary.x[i]));
  const reach = Math.max(3, Math.ceil(Math.abs(centre)));
  return { from: centre - reach, to: centre + reach };
}

function plotMatrix(task: Task, target: Expr): Outcome {
  const [term] = read(task, [target]) ?? [];
  if (!term) return { defines: [] };
  const numbers = numbersOf(task.world.b, withValues(task.maker, nodeOf(task, term)));
  const name = task.context.text.slice(target.from, target.to).trim();
  if (!numbers) {
    complain(task.context, "no-value", { name, word: "plot" }, target);
    return { defines: [] };
  }
  const text = `${name}, ${numbers.rows}×${numbers.cols}`;
  return { defines: [], answer: reply({ text, latex: wordsLatex(text) }), subject: matrixSubject(numbers, name) };
}

function numberIn(task: Task, expr: Expr): number | undefined {
  const [term] = read(task, [expr]) ?? [];
  if (!term) return undefined;
  const numbers = numbersOf(task.world.b, withValues(task.maker, nodeOf(task, term)));
  if (numbers?.entries.length === 1) return realToNumber(numbers.entries[0]);
  complain(task.context, "no-value", { name: task.context.text.slice(expr.from, expr.to), word: "plot" }, expr);
  return undefined;
}
