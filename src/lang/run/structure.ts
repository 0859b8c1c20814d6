import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import { hessian } from "../symbolic/jacobian";
import { isSemidefinite } from "../symbolic/mat";
import { isPositive } from "../symbolic/sign";
import { curvatureOf } from "./curvature";
import { formula } from "./reply";
import type { Task } from "./world";

/** A verdict on convexity in words, and the answer that says which tier spoke. */
export interface Convexity {
  readonly word: string;
  readonly text: string;
}

/** Convexity for all values of the letters: every term of the Hessian is positive semidefinite; a positive multiple of I is a bound μ. */
export function stronglyStructured(task: Task, fn: Fn): Convexity | undefined {
  const { b } = task.world;
  const options = { names: fn.names, fold: fn.fold };
  const params = fn.params.map((letter) => letterNode(task.maker, letter));
  const curvature = curvatureOf(fn.body, new Set(params));
  const plain: Convexity | undefined =
    curvature === "convex" || curvature === "concave" || curvature === "affine"
      ? { word: curvature, text: `${curvature}   (structure)` }
      : undefined;
  if (params.length !== 1 || params[0].cols !== 1) return plain;
  const H = attempt(() => hessian(b.graph, fn.body, params[0])).value;
  if (!H) return plain;
  const [args, coefs] = H.op === "sum" ? [H.args, H.coefs] : [[H], [1 as const]];
  if (!args.every((arg, i) => N.sign(coefs[i]) > 0 && isSemidefinite(b.graph, arg))) return plain;
  const bound = args.findIndex((arg) => identityFactor(arg) !== undefined);
  if (bound < 0) return { word: "convex", text: `convex   (structure: ${formula(task.world, H, options)} ≽ 0)` };
  const factor = identityFactor(args[bound]);
  if (!factor || !(factor === "one" || isPositive(factor)))
    return { word: "convex", text: `convex   (structure: ${formula(task.world, H, options)} ≽ 0)` };
  const mu = formula(task.world, b.scale(coefs[bound], factor === "one" ? b.num(1) : factor));
  const rest = args.filter((_, i) => i !== bound).map((arg) => `${formula(task.world, arg, options)} ≽ 0`);
  const sign = factor === "one" ? [] : [`${formula(task.world, factor)} > 0`];
  const relation = rest.length > 0 ? "≥" : "=";
  return {
    word: "strongly convex",
    text: `strongly convex, μ ${relation} ${mu}  (structure: ${[...rest, ...sign].join(", ")})`,
  };
}

/** λ of λ I, "one" of I. */
function identityFactor(node: Node): Node | "one" | undefined {
  if (node.op === "eye") return "one";
  return node.op === "mat" && node.args.length === 2 && node.args[1].op === "eye" ? node.args[0] : undefined;
}
