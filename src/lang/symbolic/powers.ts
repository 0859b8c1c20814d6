import { type Coefficient, N } from "./coefficient";
import type { Graph, Node } from "./graph";
import { isScalar, num } from "./leaf";
import { sum } from "./sum";

/** The base of a factor with its exponent: a number, or a scalar expression. */
export type Power = { readonly base: Node; readonly e: Coefficient; readonly symbolic?: Node };

/** A scalar or element-wise product as its powers. */
export function powersOf(t: Node): readonly Power[] {
  if (t.op === "pow" && isScalar(t)) return [{ base: t.args[0]!, e: 0, symbolic: t.args[1]! }];
  if (t.op !== "prod") return [{ base: t, e: 1 }];
  return t.args.map((b, i) =>
    b.op === "pow" && isScalar(b) && t.coefs[i] === 1
      ? { base: b.args[0]!, e: 0, symbolic: b.args[1]! }
      : { base: b, e: t.coefs[i]! },
  );
}

const exponentOf = (g: Graph, p: Power): Node => p.symbolic ?? num(g, p.e);

/** The powers that all of some products share, each with the least exponent; exponents must differ by numbers. */
export function sharedPowers(g: Graph, terms: readonly (readonly Power[])[]): readonly (readonly [Node, Node])[] {
  const [first, ...rest] = terms;
  return first!.flatMap((p): (readonly [Node, Node])[] => {
    if (p.base.op === "num") return [];
    let least = exponentOf(g, p);
    for (const powers of rest) {
      const q = powers.find(({ base }) => base === p.base);
      if (q === undefined) return [];
      const gap = sum(g, [exponentOf(g, q), least], [1, -1]);
      if (gap.op !== "num") return [];
      if (N.sign(gap.coefs[0]!) < 0) least = exponentOf(g, q);
    }
    return [[p.base, least]];
  });
}
