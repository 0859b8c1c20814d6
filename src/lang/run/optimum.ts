import type { Fn } from "../check/term";
import { type Node, Refusal } from "../symbolic/graph";
import { nodeOfReal } from "./entries";
import { quadraticIn, scalarised } from "./quadratic";
import type { World } from "./world";

/** The point `minimise(q)` stands for in an expression: a unique minimiser of a quadratic. */
export function optimumNode(world: World, word: "minimise" | "maximise" | "stationary", fn: Fn): Node {
  const f = scalarised(world, fn);
  const q = f && quadraticIn(world, f);
  const needed = word === "minimise" ? "positive definite" : "negative definite";
  if (!q)
    throw new Refusal("rule", {
      en: `${fn.name} is no quadratic with known numbers`,
      zh: `${fn.name} 不是系数已知的二次函数`,
    });
  if (q.stationary.kind !== "one" || (word !== "stationary" && q.form.definiteness !== needed)) {
    throw new Refusal("rule", { en: `${fn.name} has no single such point`, zh: `${fn.name} 没有唯一的这样的点` });
  }
  const entries = q.stationary.x.map((x) => nodeOfReal(world.b, x));
  return entries.length === 1 ? entries[0] : world.b.vector(entries);
}
