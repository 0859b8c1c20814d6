import type { Text } from "../../words/text";
import { complain } from "../check/context";
import { withValues } from "../check/maker";
import type { Fact } from "../check/scope";
import { attempt } from "../symbolic/build";
import { isSymmetricNumbers, rowsOf } from "./entries";
import { analyseForm } from "./form";
import { isZeroNode } from "./matrix-order";
import { numbersOf } from "./numbers";
import { realText } from "./real";
import { formula } from "./reply";
import type { Task } from "./world";

const claims: Readonly<Record<string, Text>> = {
  "≻": { en: "positive definite", zh: "正定" },
  "≽": { en: "positive semidefinite", zh: "半正定" },
  "≺": { en: "negative definite", zh: "负定" },
  "≼": { en: "negative semidefinite", zh: "半负定" },
};

/** Whether numbers contradict `A ≻ 0` and its like; the problem shows the vector v with the wrong v'Av. */
export function isRefutedOrder(task: Task, { left, word, right, span, text }: Fact): boolean {
  const claimed = claims[word];
  if (!claimed) return false;
  const { b } = task.world;
  const difference = attempt(() =>
    withValues(task.maker, isZeroNode(right) ? left : isZeroNode(left) ? b.neg(right) : b.sub(left, right)),
  ).value;
  const numbers = difference && attempt(() => numbersOf(b, difference)).value;
  if (!numbers) return false;
  if (!isSymmetricNumbers(numbers)) {
    complain(task.context, "fact-false", { what: text }, span);
    return true;
  }
  const { inertia, up, down } = analyseForm(rowsOf(numbers));
  const isUp = word === "≻" || word === "≽";
  const isStrict = word === "≻" || word === "≺";
  if ((isUp ? inertia.negative : inertia.positive) === 0 && !(isStrict && inertia.zero > 0)) return false;
  const witness = isUp ? down : up;
  const vector = witness ? `(${witness.vector.map((x) => realText(x)).join(", ")})` : "";
  const gap = isZeroNode(right) ? undefined : attempt(() => formula(task.world, b.sub(left, right))).value;
  const name = gap ?? text.split(/[≻≽≺≼]| is /)[0]?.trim() ?? text;
  if (witness) complain(task.context, "not-definite", { name, claimed, vector, value: realText(witness.value) }, span);
  else complain(task.context, "fact-false", { what: text }, span);
  return true;
}
