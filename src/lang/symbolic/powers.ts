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
  const shared: (readonly [Node, Node])[] = [];
  for (const p of terms[0]!) {
    if (p.base.op === "num" || !terms.every((powers) => powerOfBase(powers, p.base))) continue;
    const least = leastExponent(g, terms, p.base);
    if (least !== undefined) shared.push([p.base, least]);
  }
  return shared;
}

function powerOfBase(powers: readonly Power[], base: Node): Power | undefined {
  for (const p of powers) if (p.base === base) return p;
  return undefined;
}

function leastExponent(g: Graph, terms: readonly (readonly Power[])[], base: Node): Node | undefined {
  let least: Node | undefined;
  for (const powers of terms) {
    const e = exponentOf(g, powerOfBase(powers, base)!);
    if (least === undefined) least = e;
    else if (e !== least) {
      const gap = sum(g, [e, least], [1, -1]);
      if (gap.op !== "num") return undefined;
      if (N.sign(gap.coefs[0]!) < 0) least = e;
    }
  }
  return least;
}
