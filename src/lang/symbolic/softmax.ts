import { type Graph, intern, type Node } from "./graph";
import { type Algebra, levelOf } from "./neighbours";
import { product } from "./prod";

/** exp(u)/(1'exp(u)) among the factors of a product, as softmax(u); undefined where there is none. */
export function asSoftmax(
  g: Graph,
  transpose: Algebra["transpose"],
  s: Node,
  list: readonly Node[],
): Node[] | undefined {
  for (const [i, base] of s.args.entries()) {
    const e = s.coefs[i]!;
    if (typeof e !== "number" || e >= 0 || base.op !== "mat" || base.args.length !== 3) continue;
    const [, row, power] = base.args as [Node, Node, Node];
    if (row.op !== "ones" || row.rows !== 1 || power.op !== "call" || power.name !== "exp" || power.cols !== 1)
      continue;
    const isPower = (f: Node) => f === power || (f.op === "call" && f.name === "exp" && transpose(g, f) === power);
    const at = list.findIndex(isPower);
    if (at < 0) continue;
    const weights = intern(g, "call", power.rows, 1, [levelOf(g, power.args[0]!).rest], [], "softmax");
    const factor = list[at] === power ? weights : transpose(g, weights);
    return [product(g, [s, base]), ...list.slice(0, at), factor, ...list.slice(at + 1)];
  }
  return undefined;
}
