import type { Text } from "../../words/text";
import { needsAt, needText } from "../check/needs";
import { attempt } from "../symbolic/build";
import { type Need, needsBeyond, needsIn } from "../symbolic/domain";
import type { Node } from "../symbolic/graph";
import { nodeOfReal } from "./entries";
import type { Scalarised } from "./quadratic";
import type { Real } from "./real";
import type { Task, World } from "./world";

/**
 * Where everything a statement has read is defined, with the values of the file in place; what holds for all letters is left out.
 * @throws Refusal where it is not defined whatever the letters are
 */
export function needsOfTask({ world, maker }: Task): Need[] {
  const needs = [...(maker.needs?.values() ?? [])];
  return needs.length === 0 ? needs : needsAt(world.b, needs, world.values);
}

/** What must hold for a statement to be defined and can't be seen in the answers it came to. */
export function hiddenNeeds(task: Task, answers: readonly Node[]): Need[] {
  const needs = needsOfTask(task);
  if (needs.length === 0) return needs;
  const { graph } = task.world.b;
  const shown = answers.map((node) => needsIn(graph, node));
  const [first = [], ...others] = shown;
  const common = first.filter((need) => others.every((list) => needsBeyond([need], list).length === 0));
  return needsBeyond(needs, common).filter(({ of }) => !isChoice(of));
}

/** A need within a branch of `cases` is no condition on the letters alone. */
const isChoice = (of: Node): boolean => of.op === "call" && of.name === "where";

/** `x ≠ 0, A is invertible`. */
export function needsText({ b }: World, needs: readonly Need[]): Text {
  const texts = needs.map((need) => needText(b, need));
  return { en: texts.map(({ en }) => en).join(", "), zh: texts.map(({ zh }) => zh).join("，") };
}

/** Whether a function is defined at a point of its coordinates. */
export function isDefinedAt({ b }: World, f: Scalarised, point: readonly Real[]): boolean {
  if (f.needs.length === 0) return true;
  const by = new Map(f.coords.map((x, i) => [x, nodeOfReal(b, point[i])]));
  return attempt(() => needsAt(b, f.needs, by)).value !== undefined;
}

/** Why the optimum of a function that is not defined everywhere is not the one of its formula. */
export function domainWhy(world: World, f: Scalarised): Text {
  const { en, zh } = needsText(world, f.needs);
  return { en: `${f.fn.name} is defined only where ${en}`, zh: `${f.fn.name} 仅在 ${zh} 时有定义` };
}
