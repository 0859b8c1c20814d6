import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import type { Graph, Node } from "./graph";
import { isScalar, ones } from "./leaf";
import { hadamard } from "./mat";
import { makeExp } from "./prod";
import { isPositive } from "./sign";
import { scale, sum } from "./sum";

/** u where a term is log u. */
function inLog(g: Graph, t: Node): Node | undefined {
  if (t.op !== "call") return undefined;
  if (t.name === "log") return t.args[0];
  if (t.name === "softplus") return sum(g, [ones(g, t.rows, t.cols), makeExp(g, t.args[0]!)]);
  return t.name === "logsumexp" ? call(g, "sum", [call(g, "exp", [t.args[0]!])]) : undefined;
}

/** exp(d) − 1 for a difference d of logarithms, Σ cᵢ log uᵢ + r as Π uᵢ^cᵢ exp(r) − 1; undefined where d holds none. */
export function exponentiated(g: Graph, d: Node): Node | undefined {
  const terms = d.op === "sum" ? d.args : [d];
  const coefs: readonly Coefficient[] = d.op === "sum" ? d.coefs : [1];
  const inside = terms.map((t) => inLog(g, t));
  // What need not be positive may be defined on one side alone: log t² is, where 2 log t is not.
  if (inside.every((u) => u === undefined) || inside.some((u) => u && !isPositive(u)) || coefs.some(N.isApprox))
    return undefined;
  if (!isScalar(d) && terms.some((t) => t.op === "mat" || t.op === "eye")) return undefined;
  const keep = <T>(list: readonly T[], isLog: boolean) => list.filter((_, i) => (inside[i] !== undefined) === isLog);
  const others = keep(terms, false);
  const rest = others.length === 0 ? scale(g, 0, d) : sum(g, others, keep(coefs, false));
  const whole = hadamard(g, [...(keep(inside, true) as Node[]), makeExp(g, rest)], [...keep(coefs, true), 1]);
  return sum(g, [whole, ones(g, d.rows, d.cols)], [1, -1]);
}
