import { Q, type Rational } from "../../core/num/rational";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";

/** log₂ of bounds u and l as in the article, rounded up. */
interface Size {
  readonly u: number;
  readonly l: number;
}

/**
 * How near to 0 an algebraic number can be that is not 0, as −log₂: a number below 2^−bound is 0. Of sums, products, quotients and
 * roots of rational numbers and of sines and cosines of rational multiples of π; undefined for everything else.
 *
 * @source Burnikel, Funke, Mehlhorn, Schirra & Schmitt 2001: |E| ≥ 1/(l u^(D−1)) for E ≠ 0, D the product of the degrees of its roots
 */
export function separationOf(root: Node): number | undefined {
  let degree = 1;
  let turns = 1;
  const done = new Map<Node, Size | undefined>();
  const roots = new Set<string>();
  const size = (n: Node): Size | undefined => {
    if (!done.has(n)) done.set(n, find(n));
    return done.get(n);
  };
  const rooted = (n: Node, base: Size | undefined, k: number): Size | undefined => {
    if (!base || k > 12) return undefined;
    const key = `${n.id} ${k}`;
    if (!roots.has(key)) degree *= k;
    roots.add(key);
    const { u, l } = base;
    return u >= l ? { u: (u + (k - 1) * l) / k, l } : { u, l: ((k - 1) * u + l) / k };
  };
  const raised = (n: Node, e: Rational): Size | undefined => {
    const [k, power] = [Number(Q.denominator(e)), Number(Q.numerator(e))];
    const base = k === 1 ? size(n) : rooted(n, size(n), k);
    if (!base || Math.abs(power) > 64) return undefined;
    const { u, l } = power < 0 ? { u: base.l, l: base.u } : base;
    return { u: u * Math.abs(power), l: l * Math.abs(power) };
  };
  const find = (n: Node): Size | undefined => {
    if (n.rows !== 1 || n.cols !== 1) return undefined;
    switch (n.op) {
      case "num":
        return rationalSize(n.coefs[0]!);
      case "sum":
        return n.args.reduce<Size | undefined>((total, t, i) => {
          const term = multiplied(rationalSize(n.coefs[i]!), size(t));
          return i === 0
            ? term
            : total && term && { u: Math.max(total.u + term.l, total.l + term.u) + 1, l: total.l + term.l };
        }, undefined);
      case "prod":
        return n.args.reduce<Size | undefined>(
          (total, base, i) => {
            const e = n.coefs[i]!;
            return multiplied(total, N.isExact(e) ? raised(base, e) : undefined);
          },
          { u: 0, l: 0 },
        );
      case "pow": {
        const e = n.args[1]!.coefs[0];
        return n.args[1]!.op === "num" && N.isExact(e!) ? raised(n.args[0]!, e as Rational) : undefined;
      }
      case "call": {
        if (n.name === "abs") return size(n.args[0]!);
        const of = n.name === "sin" || n.name === "cos" ? turnsIn(n.args[0]!) : undefined;
        if (of === undefined || of > 60) return undefined;
        turns = lcm(turns, of);
        // 2 cos(2πk/n) is an algebraic integer, and so are all its conjugates; none is beyond 2.
        return { u: 1, l: 1 };
      }
      default:
        return undefined;
    }
  };
  const whole = size(root);
  // All sines and cosines of multiples of π/turns lie in one real field.
  if (turns > 1) degree *= Math.max(1, totient(lcm(4, 2 * turns)) / 2);
  return whole && degree <= 4096 ? Math.ceil(whole.l + whole.u * (degree - 1)) + 2 : undefined;
}

/** log₂ |n|, or a little more. */
function bits(n: bigint): number {
  const size = n < 0n ? -n : n;
  return size < 1n << 50n ? Math.log2(Math.max(1, Number(size))) * (1 + 1e-12) : size.toString(2).length;
}

function lcm(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Euler's φ. */
function totient(n: number): number {
  return Array.from({ length: n }, (_, k) => k + 1).filter((k) => lcm(k, n) === k * n).length;
}

/** |n| and d of n/d. */
function rationalSize(c: Node["coefs"][number]): Size | undefined {
  return N.isExact(c) ? { u: bits(Q.numerator(c)), l: bits(Q.denominator(c)) } : undefined;
}

const multiplied = (p: Size | undefined, q: Size | undefined): Size | undefined =>
  p && q && { u: p.u + q.u, l: p.l + q.l };

/** The denominator of q in an angle qπ. */
function turnsIn(angle: Node): number | undefined {
  const [unit] = angle.args;
  if (angle.op === "call" && angle.name === "pi") return 1;
  const [c] = angle.coefs;
  if (angle.op !== "sum" || angle.args.length !== 1 || unit?.op !== "call" || unit.name !== "pi") return undefined;
  return N.isExact(c!) ? Number(Q.denominator(c as Rational)) : undefined;
}
