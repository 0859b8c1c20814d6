import { Q } from "../../core/num/rational";
import { complain } from "../check/context";
import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { gradients } from "../symbolic/adjoint";
import { N } from "../symbolic/coefficient";
import { dependsOn } from "../symbolic/differential";
import { type Node, Trait } from "../symbolic/graph";
import { hessian } from "../symbolic/jacobian";
import { isSemidefinite } from "../symbolic/mat";
import { printLatex } from "../symbolic/print";
import { isPositive } from "../symbolic/sign";
import type { Expr } from "../syntax/tree";
import { hasFullRank } from "./facts";
import { formula, reply } from "./reply";
import type { Outcome, Task } from "./world";

/**
 * The minimiser of c + g'x + ½ x'Hx for symbols: x* = −H⁻¹g with f* = c − ½ g'H⁻¹g, where H ≻ 0 follows from structure or from
 * what is `given`.
 *
 * @returns undefined where the function is no such quadratic in one column
 */
export function symbolicOptimum(task: Task, fn: Fn, given: readonly Expr[]): Outcome | undefined {
  const { b } = task.world;
  const [x, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!x || others.length > 0 || x.cols !== 1 || x.rows === 1) return undefined;
  const { body } = fn;
  const zero = new Map([[x, b.zeros(x.rows)]]);
  const H = hessian(b.graph, body, x);
  if (dependsOn(H, x)) return undefined;
  const g = b.substitute(gradients(b.graph, body, [x])[0], zero);
  const c = b.substitute(body, zero);
  if (!isDefinite(task, H)) {
    const why = {
      en: `it needs ${formula(task.world, H)} ≻ 0; write: minimise ${fn.name} given …`,
      zh: `需要 ${formula(task.world, H)} ≻ 0；请写：minimise ${fn.name} given …`,
    };
    complain(
      task.context,
      "unknown",
      { what: `minimise ${fn.name}`, why },
      { from: 0, to: task.context.text.trimEnd().length },
    );
    return { defines: [] };
  }
  const number = commonNumber(H);
  const unit = Q.inverse(number);
  const inverse = b.inv(b.scale(unit, H));
  const point = b.mul(inverse, b.scale(Q.neg(unit), g));
  const value = b.add(c, b.scale(Q.ratio(1, 2), b.mul(b.transpose(g), point)));
  const options = { names: [...fn.names], fold: fn.fold };
  const [where, lowest] = [point, value].map((node) => formula(task.world, node, options));
  const label = given.length > 0 ? `${x.name}* = ` : "";
  return {
    defines: [],
    answer: reply({
      text: `${label}${where},  ${fn.name}* = ${lowest}`,
      short: `${label}${where}`,
      latex: () =>
        `${x.name}^{*} = ${printLatex(b.graph, point, options)},\\quad ${fn.name}^{*} = ${printLatex(b.graph, value, options)}`,
    }),
  };
}

/** A sum of positive semidefinite terms with one that is definite: a definite symbol, or a positive multiple of I. */
function isDefinite(task: Task, H: Node): boolean {
  const [args, coefs] = H.op === "sum" ? [H.args, H.coefs] : [[H], [1 as const]];
  const isSum = args.every((arg, i) => N.sign(coefs[i]) > 0 && isSemidefinite(task.world.b.graph, arg));
  return isSum && args.some((arg) => isStrict(task, arg));
}

function isStrict(task: Task, node: Node): boolean {
  if (node.op === "eye") return true;
  if (node.op === "sym") return (node.traits & Trait.pd) !== 0;
  if (node.op !== "mat" || !isPositive(node.args[0])) return false;
  const [, first, second] = node.args;
  if (node.args.length === 2) return isStrict(task, first);
  return node.args.length === 3 && first === task.world.b.transpose(second) && hasFullRank(task, second);
}

/** The number that all terms of a sum have as a factor. */
function commonNumber(H: Node) {
  const [first, ...rest] = H.op === "sum" ? H.coefs : [1];
  return N.isExact(first) && rest.every((c) => N.same(c, first)) ? first : 1;
}
