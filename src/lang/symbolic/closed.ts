import { Q, type Rational } from "../../core/num/rational";
import type { Surd } from "../../core/num/surd";
import { N } from "./coefficient";
import { evaluate } from "./evaluate";
import type { Graph, Node } from "./graph";
import { num } from "./leaf";
import { product } from "./prod";
import { sum } from "./sum";

/** (p + q√r)/s as an expression; it prints as `(5 + √5)/2`. */
export function surdNode(g: Graph, { p, q, r, s }: Surd): Node {
  const root = product(g, [num(g, Q.ratio(r))], [Q.ratio(1, 2)]);
  return sum(g, [num(g, Q.ratio(p, s)), root], [1, Q.ratio(q, s)]);
}

/** The vector divided by its length, exactly: (3, 4) gives (3/5, 4/5), (1, 1) gives (√2/2, √2/2); undefined for the zero vector. */
export function normalised(g: Graph, v: readonly Rational[]): Node[] | undefined {
  const square = v.reduce<Rational>((s, x) => Q.add(s, Q.mul(x, x)), 0);
  if (Q.sign(square) === 0) return undefined;
  const over = product(g, [num(g, square)], [Q.ratio(-1, 2)]);
  return v.map((x) => product(g, [num(g, x), over]));
}

/** The floating-point value of an expression without symbols, or undefined if it has some or is no scalar. */
export function valueOfConstant(n: Node): number | undefined {
  if (n.mask !== 0 || n.rows !== 1 || n.cols !== 1) return undefined;
  if (n.op === "num") return N.toNumber(n.coefs[0]!);
  return evaluate(n, { values: new Map() }).data[0]!;
}
