import { Q } from "../../core/num/rational";
import { call } from "./call";
import { N } from "./coefficient";
import { contentOf } from "./content";
import type { Graph, Node } from "./graph";
import { compareNodes } from "./order";
import { product } from "./prod";
import { scale, sum } from "./sum";

/** True for a choice by cases. */
export const isChoice = (n: Node): boolean => n.op === "call" && n.name === "where";

/** True where a sum's first term (by structure) is negative: −u is written where u would do. */
export function isTurned(u: Node): boolean {
  if (u.op !== "sum") return false;
  let first = 0;
  for (let i = 1; i < u.args.length; i++) if (compareNodes(u.args[i]!, u.args[first]!) < 0) first = i;
  return N.sign(u.coefs[first]!) < 0;
}

/** A sum or scalar product with a choice inside as one choice between two of them, each rewritten by `rewrite`. */
export function choiceOutside(g: Graph, n: Node, rewrite: (n: Node) => Node): Node {
  const c = n.args.find(isChoice)!.args[0]!;
  const branch = (at: 1 | 2): Node => {
    const args = n.args.map((t) => (isChoice(t) && t.args[0] === c ? t.args[at]! : t));
    return rewrite(n.op === "sum" ? sum(g, args, n.coefs) : product(g, args, n.coefs));
  };
  return call(g, "where", [c, branch(1), branch(2)]);
}

/** A choice between branches that meet where the condition changes: it may be turned round. */
export function meeting(g: Graph, c: Node, a: Node, b: Node): Node {
  return isTurned(c) ? choice(g, scale(g, -1, c), b, a) : choice(g, c, a, b);
}

/** A choice whose condition has no number in front. */
export function choice(g: Graph, c: Node, a: Node, b: Node): Node {
  const content = contentOf(c);
  const size = N.isExact(content) ? Q.abs(content) : 1;
  return call(g, "where", [size === 1 ? c : scale(g, Q.inverse(size), c), a, b]);
}
