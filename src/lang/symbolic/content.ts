import { Q, type Rational } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import type { Node } from "./graph";
import { compareNodes } from "./order";

/** The positive number that all coefficients of a sum share (negative if all are), 1 where there is none. */
export function contentOf(a: Node): Coefficient {
  if (a.op !== "sum") return 1;
  let n = 0n;
  let d = 1n;
  let negative = true;
  let plain = true;
  for (const c of a.coefs) {
    if (N.isApprox(c)) return 1;
    if (N.sign(c) > 0) negative = false;
    if (c !== 1 && c !== -1) plain = false;
  }
  if (plain || a.coefs.some((c) => c === 1 || c === -1)) {
    if (a.coefs.every((c) => typeof c === "number")) return negative ? -1 : 1;
  }
  for (const c of a.coefs as readonly Rational[]) {
    n = gcd(n, Q.numerator(c));
    const e = Q.denominator(c);
    d = (d / gcd(d, e)) * e;
  }
  return Q.ratio(negative ? -n : n, d);
}

function gcd(a: bigint, b: bigint): bigint {
  if (a < 0n) a = -a;
  if (b < 0n) b = -b;
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}

/** The content of a sum, with the sign that makes its first term (by structure) positive, so that u and −u meet. */
export function signedContent(f: Node): Coefficient {
  const c = contentOf(f);
  let first = 0;
  for (let i = 1; i < f.args.length; i++) if (compareNodes(f.args[i]!, f.args[first]!) < 0) first = i;
  const wanted = N.sign(f.coefs[first]!);
  return wanted !== 0 && wanted !== N.sign(c) ? N.neg(c) : c;
}
