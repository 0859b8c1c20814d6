import { complain } from "../check/context";
import { withValues } from "../check/maker";
import { conditionOf } from "../check/resolve";
import type { CompareNode } from "../syntax/tree";
import { compare } from "./decide";
import { orderSides } from "./matrix-order";
import { numbersOf } from "./numbers";
import { reply, wordsLatex } from "./reply";
import { nodeOf, settle } from "./task";
import type { Outcome, Task } from "./world";

const tones = { true: "good", false: "bad", undecided: "unsure" } as const;

/** A comparison that stands alone: true or false between numbers; where letters decide, `check` is what asks. */
export function truthOfComparison(task: Task, expr: CompareNode): Outcome {
  const { context, world } = task;
  const condition = conditionOf(context, expr, 0);
  const isOrder = condition.words.some((word) => "≻≽≺≼".includes(word));
  if (!settle(task, isOrder ? condition.operands : [], isOrder ? [] : [condition])) return { defines: [] };
  const read = condition.operands.map((operand) => withValues(task.maker, nodeOf(task, operand)));
  const nodes = isOrder ? orderSides(task, read, expr) : read;
  if (!nodes) return { defines: [] };
  if (isOrder || nodes.some((node) => !numbersOf(world.b, node))) {
    const what = context.text.slice(expr.from, expr.to);
    complain(context, "ask-check", { what }, expr, [
      {
        title: { en: "Write check", zh: "写成 check" },
        edits: [{ from: expr.from, to: expr.from, text: "check " }],
        preferred: true,
      },
    ]);
    return { defines: [] };
  }
  const kinds = condition.words.map((word, i) => {
    const running = compare(task, nodes[i], word, nodes[i + 1]);
    let next = running.next();
    while (!next.done) next = running.next();
    return next.value.kind;
  });
  const truth = kinds.includes("refuted") ? "false" : kinds.includes("undecided") ? "undecided" : "true";
  const isPlain = nodes.every(({ rows, cols }) => rows === 1 && cols === 1);
  const text = `${truth}${isPlain ? "" : "   entry by entry"}`;
  return { defines: [], answer: reply({ text, latex: wordsLatex(text), tone: tones[truth] }) };
}
