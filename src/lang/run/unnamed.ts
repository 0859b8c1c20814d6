import { complain } from "../check/context";
import { complainHalfTyped } from "../check/half-typed";
import { letterNode, withValues } from "../check/maker";
import { resolve } from "../check/resolve";
import { isUnknown, lettersOf } from "../check/resolve-derivative";
import { functionIn } from "../check/resolve-name";
import type { Fn, Letter } from "../check/term";
import { namesInOrder } from "../syntax/names";
import type { Expr } from "../syntax/tree";
import { needsOfTask } from "./domain";
import { nodeOf, settle, settleLetters } from "./task";
import type { Task } from "./world";

/** What an expression without a name of its own is called in an answer: `f* = 1`. */
const UNNAMED = "f";

/**
 * The function that a statement such as `minimise x² + 1` is about: one by its name, or the expression as a function of its undeclared
 * letters, failing those of its one declared letter.
 *
 * @returns undefined after it has complained
 */
export function functionOf(task: Task, expr: Expr, word: string): Fn | undefined {
  const { context } = task;
  const known = functionIn(context, expr);
  if (known) return known;
  const label = context.text.slice(expr.from, expr.to).trim();
  if (/^(?:from|step|steps|tol|at|along|over|wrt|to|given)(?![\p{L}\p{N}_])/u.test(label)) {
    complainHalfTyped(context, word, { from: expr.from, to: expr.to });
    return undefined;
  }
  const before = context.failed;
  const term = resolve(context, expr);
  if (context.failed && !before) return undefined;
  if (isUnknown(context, expr, term, `${word} `)) return undefined;
  const letters = lettersOf({ body: term, label });
  const own = letters.filter(({ origin }) => origin !== "declared");
  const params = own.length > 0 ? own : letters;
  if (params.length === 0) {
    complain(context, "needs-function", { word, what: label }, expr);
    return undefined;
  }
  if (own.length === 0 && params.length > 1) {
    const names = params.map(({ name }) => name);
    const at = names[names.length - 1];
    const fix = {
      title: { en: `Write it as a function of ${at}`, zh: `写成 ${at} 的函数` },
      edits: [
        {
          from: context.text.lastIndexOf("\n", expr.from - 1) + 1,
          to: expr.to,
          text: `f(${at}) = ${label}\n${word} f`,
        },
      ],
    };
    complain(context, "which-letter", { word, names: names.join(", "), example: `f(${at}) = …` }, expr, [fix]);
    return undefined;
  }
  // They are variables of the function, as if it had been written f(x) = …, so no word is said of their shapes.
  for (const { name } of own) context.inferred.delete(name);
  if (!settle(task, [term])) return undefined;
  settleLetters(task, params, "silently");
  return unnamed(task, nodeOf(task, term), params, label);
}

/** Whether an expression has letters that it could be a function of. */
export function isInLetters({ context }: Task, expr: Expr): boolean {
  const trial = { ...context, drafts: [], cuts: [], inferred: new Map(context.inferred), failed: false };
  return lettersOf({ body: resolve(trial, expr), label: "" }).length > 0;
}

function unnamed(task: Task, node: Fn["body"], params: readonly Letter[], label: string): Fn {
  const isScalar = params.every((letter) => {
    const { rows, cols } = letterNode(task.maker, letter);
    return rows === 1 && cols === 1;
  });
  return {
    name: UNNAMED,
    params,
    body: isScalar ? withValues(task.maker, node) : node,
    needs: needsOfTask(task),
    names: namesInOrder(label),
    fold: new Map(),
  };
}
