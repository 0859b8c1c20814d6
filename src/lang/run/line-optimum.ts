import { letterNode } from "../check/maker";
import { needsAt } from "../check/needs";
import type { Fn } from "../check/term";
import { attempt } from "../symbolic/build";
import { dependsOn } from "../symbolic/differential";
import type { Need } from "../symbolic/domain";
import { type Node, Trait } from "../symbolic/graph";
import { told } from "./block-optimum";
import { lineIn } from "./pieces";
import { lowestOf, profilesOf } from "./scalar-optimum";
import { gapOf } from "./variable-range";
import { whereText } from "./where";
import type { Outcome, Task } from "./world";

/**
 * The optimum of a function of two scalars on a line px + qy = m, in closed form: as a function of the first alone, with the second
 * what the equation makes of it, within the first's range and that in which the second keeps its sign.
 *
 * @returns undefined where there is no such equation, or f′ = 0 has no closed form
 */
export function lineOptimum(task: Task, word: "minimise" | "maximise", fn: Fn): Outcome | undefined {
  const { b } = task.world;
  const [x, y, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!x || !y || others.length > 0 || [x, y].some((v) => v.rows !== 1 || v.cols !== 1)) return undefined;
  const facts = task.context.scope.facts();
  const isOn = (n: Node) => dependsOn(n, x) || dependsOn(n, y);
  const [line, ...more] = facts.filter(({ left, right }) => isOn(left) || isOn(right));
  if (!line || more.length > 0 || line.word !== "=") return undefined;
  const gap = gapOf(b, line.left, line.right);
  const root = gap && lineIn(task.world, gap, y)?.root;
  if (!root || !dependsOn(root, x)) return undefined;
  const { scope } = task.context;
  const free: Task = {
    ...task,
    context: { ...task.context, scope: { ...scope, facts: () => facts.filter((fact) => fact !== line) } },
  };
  const by = new Map([[y, root]]);
  const rest = attempt(() => ({ body: b.substitute(fn.body, by), needs: needsAt(b, fn.needs, by) })).value;
  if (!rest) return undefined;
  const sign: Need[] = y.traits & Trait.positive ? [{ kind: "positive", of: root }] : [];
  const found = profilesOf(free, word, { x, body: rest.body, needs: [...rest.needs, ...sign] });
  const { candidates, falling } = found
    ? lowestOf(found.profiles, word === "minimise" ? 1 : -1)
    : { candidates: [], falling: [] };
  if (!found || candidates.length !== 1 || falling.length > 0) return undefined;
  const place = new Map([[x, candidates[0]]]);
  const value = b.substitute(rest.body, place);
  const steps = [
    { x: y, point: b.substitute(root, place) },
    { x, point: candidates[0] },
  ];
  return told(free, fn, steps, value, whereText(task.world, found.assumed, { names: [...fn.names], fold: fn.fold }));
}
