import type { Polynomial } from "../../core/num/polynomial";
import { Q, type Rational } from "../../core/num/rational";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";
import type { Ground } from "./world";

/** Beyond this degree roots are left to floating point. */
const most = 40;

/** The coefficients of a polynomial in one symbol with rational coefficients, constant first; `undefined` for anything else. */
export function polynomialIn({ b }: Ground, node: Node, x: Node): Polynomial | undefined {
  const open = attempt(() => b.expand(node)).value;
  if (!open) return undefined;
  const [terms, coefs] = open.op === "sum" ? [open.args, open.coefs] : [[open], [1 as const]];
  const p: Rational[] = [];
  for (const [i, term] of terms.entries()) {
    const read = monomialIn(term, x);
    const c = coefs[i];
    if (!read || !N.isExact(c)) return undefined;
    while (p.length <= read.power) p.push(0);
    p[read.power] = Q.add(p[read.power], Q.mul(c, read.c));
  }
  while (p.length > 0 && p[p.length - 1] === 0) p.pop();
  return p;
}

function monomialIn(term: Node, x: Node): { readonly power: number; readonly c: Rational } | undefined {
  if (term === x) return { power: 1, c: 1 };
  const [c] = term.coefs;
  if (term.op === "zero") return { power: 0, c: 0 };
  if (term.op === "num") return N.isExact(c) ? { power: 0, c } : undefined;
  if (term.op !== "prod" || term.args.length !== 1 || term.args[0] !== x) return undefined;
  return typeof c === "number" && c > 0 && c <= most ? { power: c, c: 1 } : undefined;
}
