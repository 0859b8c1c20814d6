import { letterNode } from "../check/maker";
import type { Fn } from "../check/term";
import { gradients } from "../symbolic/adjoint";
import { attempt, type Builder } from "../symbolic/build";
import { dependsOn, derivative } from "../symbolic/differential";
import type { Node } from "../symbolic/graph";
import { printLatex } from "../symbolic/print";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { kinksIn } from "./kink";
import { formula, reply } from "./reply";
import { curvedIn } from "./symbolic-quadratic";
import { isRestricted } from "./variable-range";
import type { Outcome, Task } from "./world";

/**
 * The minimiser of a quadratic a/2 ‖x‖² − c'x plus λ‖x − d‖₁, a > 0 and λ ≥ 0, of a scalar or entry by entry: the soft threshold
 * d + sign(c − ad) max(|c − ad| − λ, 0)/a.
 *
 * @returns undefined where the function is none such
 * @source Donoho & Johnstone 1994
 */
export function thresholdOptimum(task: Task, fn: Fn): Outcome | undefined {
  const [x, ...others] = fn.params.map((letter) => letterNode(task.maker, letter));
  if (!x || others.length > 0 || x.cols !== 1 || isRestricted(task, [x])) return undefined;
  const point = attempt(() => thresholdIn(task.world.b, fn.body, x)).value;
  if (!point) return undefined;
  const options = { names: [...fn.names], fold: fn.fold };
  return {
    defines: [],
    answer: reply({
      text: formula(task.world, point, options),
      latex: () => printLatex(task.world.b.graph, point, options),
    }),
  };
}

function thresholdIn(b: Builder, body: Node, x: Node): Node | undefined {
  const [bend, ...others] = kinksIn(body).filter((kink) => dependsOn(kink, x));
  if (!bend || others.length > 0 || bend.op !== "call" || bend.name !== "abs" || !isLike(bend, x)) return undefined;
  const d = b.sub(x, bend.args[0]);
  const t = b.symbol("#t", x.rows, x.cols);
  const split = b.substitute(body, new Map([[bend, t]]));
  const weight = slopeOf(b, split, t);
  const q = curvedIn(b, b.substitute(split, new Map([[t, b.zeros(x.rows, x.cols)]])), x);
  if (!q || [d, weight].some((n) => dependsOn(n, x)) || dependsOn(weight, t) || !isNonnegative(weight))
    return undefined;
  const a = timesEye(b, q.by);
  if (!a || !isPositive(a)) return undefined;
  const pull = b.neg(b.add(q.g, b.mul(a, d)));
  const shrunk = b.had(b.call("sign", pull), b.call("relu", b.sub(b.call("abs", pull), weight)));
  return b.add(d, b.div(shrunk, a));
}

const isLike = (n: Node, x: Node): boolean => n.rows === x.rows && n.cols === x.cols;

const slopeOf = (b: Builder, f: Node, t: Node): Node =>
  t.rows === 1 ? derivative(b.graph, f, t) : gradients(b.graph, f, [t])[0];

/** a of aI. */
function timesEye(b: Builder, H: Node): Node | undefined {
  if (H.rows === 1) return H;
  const [terms, coefs] = H.op === "sum" ? [H.args, H.coefs] : [[H], [1 as const]];
  const scalars = terms.map((term) =>
    term.op === "eye"
      ? b.num(1)
      : term.op === "mat" && term.args.length === 2 && term.args[1].op === "eye"
        ? term.args[0]
        : undefined,
  );
  if (scalars.some((s) => s === undefined)) return undefined;
  return b.sum(
    scalars as Node[],
    coefs.map((c) => c),
  );
}
