import { countRoots, type Polynomial, splitRationalRoots, squareFreeFactors, valueAt } from "./polynomial";
import { Q, type Rational } from "./rational";
import { addSurds, multiplySurds, type Surd, surdOf, surdRoot, surdToNumber } from "./surd";

/** A real root: rational, with one square root, or its nearest double. */
export type Root = Rational | Surd | { readonly approx: number };

/**
 * Every real root of a polynomial, once each and ascending; none of the zero polynomial. How many there are is exact (Sturm);
 * rational roots and those of quadratic factors are exact, others are bisected to the precision of doubles.
 */
export function realRoots(p: Polynomial): Root[] {
  if (p.length < 2) return [];
  const found = squareFreeFactors(p).flatMap(({ factor }): Root[] => {
    const { roots, rest } = splitRationalRoots(factor);
    return [...roots, ...(rest.length === 3 ? quadraticRoots(rest) : bisected(rest))];
  });
  return found.sort((a, b) => rootToNumber(a) - rootToNumber(b));
}

/** The nearest double of a root. */
export function rootToNumber(x: Root): number {
  if (typeof x === "number" || "d" in x) return Q.toNumber(x);
  return "r" in x ? surdToNumber(x) : x.approx;
}

/** (−b ± √(b² − 4ac)) / 2a. */
function quadraticRoots([c, b, a]: Polynomial): Root[] {
  const inside = Q.sub(Q.mul(b, b), Q.mul(4, Q.mul(a, c)));
  if (Q.sign(inside) < 0) return [];
  const half = surdOf(Q.inverse(Q.mul(2, a)));
  const root = surdRoot(inside);
  return [-1n, 1n].map((sign): Root => {
    const top = addSurds(surdOf(Q.neg(b)), { ...root, q: sign * root.q });
    const value = top && multiplySurds(top, half);
    if (value) return value;
    const [u, v] = [Q.toNumber(b), Math.sqrt(Q.toNumber(inside))];
    return { approx: (-u + Number(sign) * v) / (2 * Q.toNumber(a)) };
  });
}

/** Intervals with one root each, halved until doubles can't tell their ends apart. */
function bisected(p: Polynomial): Root[] {
  if (p.length < 2) return [];
  const bound = rootBound(p);
  const roots: Root[] = [];
  const open: { from: Rational; to: Rational; count: number }[] = [
    { from: Q.neg(bound), to: bound, count: countRoots(p, Q.neg(bound), bound) },
  ];
  for (let next = open.pop(); next; next = open.pop()) {
    const { from, to, count } = next;
    if (count === 0) continue;
    if (count === 1) {
      roots.push({ approx: narrowed(p, from, to) });
      continue;
    }
    const middle = Q.div(Q.add(from, to), 2);
    const below = countRoots(p, from, middle);
    open.push({ from, to: middle, count: below }, { from: middle, to, count: count - below });
  }
  return roots;
}

/** All roots lie in (−B, B). @source Cauchy 1829: 1 + max |aₖ/aₙ| */
function rootBound(p: Polynomial): Rational {
  const lead = p[p.length - 1]!;
  let most: Rational = 0;
  for (const c of p.slice(0, -1)) {
    const size = Q.abs(Q.div(c, lead));
    if (Q.compare(size, most) > 0) most = size;
  }
  return Q.add(most, 1);
}

/** The one root in (from, to] of a square-free polynomial. */
function narrowed(p: Polynomial, from: Rational, to: Rational): number {
  if (Q.sign(valueAt(p, to)) === 0) return Q.toNumber(to);
  let [low, high] = [from, to];
  const above = Q.sign(valueAt(p, high));
  for (let i = 0; i < 200; i++) {
    const middle = Q.div(Q.add(low, high), 2);
    if (Q.toNumber(low) === Q.toNumber(high)) break;
    const sign = Q.sign(valueAt(p, middle));
    if (sign === 0) return Q.toNumber(middle);
    if (sign === above) high = middle;
    else low = middle;
    if (Q.toNumber(Q.sub(high, low)) <= 1e-17 * Math.max(1e-300, Math.abs(Q.toNumber(middle)))) break;
  }
  return Q.toNumber(Q.div(Q.add(low, high), 2));
}
