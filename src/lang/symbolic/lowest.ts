import { Q, type Rational } from "../../core/num/rational";
import { N } from "./coefficient";
import type { Graph, Node } from "./graph";
import { num } from "./leaf";
import { hadamard } from "./mat";
import { scale, sum } from "./sum";

/** Beyond these a common factor is not looked for: what is written down is not that long. */
const MAX_TERMS = 60;
const MAX_DEGREE = 40;

/** The exponents of the letters, joined by commas, with their coefficient. */
type Terms = Map<string, Rational>;

/**
 * A fraction of polynomials in its lowest terms: (x² − 1)/(x − 1) is x + 1. Of one letter by Euclid's algorithm, of several where one
 * side divides the other. Where it is defined is told elsewhere.
 *
 * @source Knuth 1997, The Art of Computer Programming 2, §4.6.1
 */
export function lowestTerms(g: Graph, n: Node): Node {
  let out = n;
  for (let round = 0; round < 8; round++) {
    if (out.op === "sum" && out.args.length === 1) return scale(g, out.coefs[0]!, lowestTerms(g, out.args[0]!));
    const next = out.op === "prod" ? cancelOnce(g, out) : undefined;
    if (next === undefined) return out;
    out = next;
  }
  return out;
}

function cancelOnce(g: Graph, n: Node): Node | undefined {
  const isWhole = n.coefs.every((e) => typeof e === "number");
  if (!isWhole || !n.args.some((_, i) => Number(n.coefs[i]) < 0)) return undefined;
  for (const [i, top] of n.args.entries()) {
    if (Number(n.coefs[i]) <= 0 || top.op !== "sum") continue;
    for (const [j, bottom] of n.args.entries()) {
      if (Number(n.coefs[j]) >= 0) continue;
      const reduced = reduce(g, top, bottom);
      if (reduced === undefined) continue;
      const exps = n.coefs.map((e, k) => (k === i ? N.add(e, -1) : k === j ? N.add(e, 1) : e));
      return hadamard(g, [...n.args, reduced[0], reduced[1]], [...exps, 1, -1]);
    }
  }
  return undefined;
}

/** Both divided by a common factor that is no number; undefined where there is none to be found. */
function reduce(g: Graph, top: Node, bottom: Node): readonly [Node, Node] | undefined {
  const letters = new Set<Node>();
  const [p, q] = [top, bottom].map((node) => termsOf(node, letters));
  if (!p || !q) return undefined;
  const list = [...letters];
  const [a, b] = [p, q].map((find) => find(list));
  if (!a || !b) return undefined;
  const common = list.length === 1 ? euclid(a, b) : divide(a, b) ? b : divide(b, a) ? a : undefined;
  if (common === undefined || degreeOf(common) === 0) return undefined;
  const [x, y] = [divide(a, common), divide(b, common)];
  return x && y ? [polynomialNode(g, x, list), polynomialNode(g, y, list)] : undefined;
}

/** Collects the letters of a polynomial, and gives its terms once all of them are known. */
function termsOf(n: Node, letters: Set<Node>): ((list: readonly Node[]) => Terms | undefined) | undefined {
  const terms = n.op === "sum" ? n.args.map((arg, i) => ({ arg, c: n.coefs[i]! })) : [{ arg: n, c: 1 as const }];
  if (terms.length > MAX_TERMS) return undefined;
  const parts: { readonly c: Rational; readonly powers: ReadonlyMap<Node, number> }[] = [];
  for (const { arg, c } of terms) {
    const powers = new Map<Node, number>();
    let factor = c;
    const [bases, exps] = arg.op === "prod" ? [arg.args, arg.coefs] : [[arg], [1 as const]];
    for (const [k, base] of bases.entries()) {
      const e = exps[k]!;
      if (base.op === "num" && e === 1) factor = N.mul(factor, base.coefs[0]!);
      else if (base.op === "sym" && typeof e === "number" && e > 0 && e <= MAX_DEGREE) powers.set(base, e);
      else return undefined;
    }
    if (N.isApprox(factor)) return undefined;
    for (const letter of powers.keys()) letters.add(letter);
    parts.push({ c: factor, powers });
  }
  return (list) => {
    const found: Terms = new Map();
    for (const { c, powers } of parts) addTo(found, list.map((letter) => powers.get(letter) ?? 0).join(), c);
    return found;
  };
}

function addTo(terms: Terms, key: string, c: Rational): void {
  const total = Q.add(terms.get(key) ?? 0, c);
  if (Q.sign(total) === 0) terms.delete(key);
  else terms.set(key, total);
}

const exponents = (key: string): number[] => key.split(",").map(Number);
const degreeOf = (p: Terms): number =>
  Math.max(0, ...[...p.keys()].map((key) => exponents(key).reduce((a, b) => a + b, 0)));

/** The term whose exponents come last in the order of a dictionary. */
function leading(p: Terms): { readonly at: number[]; readonly c: Rational } | undefined {
  let best: number[] | undefined;
  for (const key of p.keys()) {
    const at = exponents(key);
    const k = at.findIndex((e, i) => e !== (best?.[i] ?? -1));
    if (!best || (k >= 0 && at[k]! > best[k]!)) best = at;
  }
  return best && { at: best, c: p.get(best.join())! };
}

/** Quotient and remainder by the leading term of q; the division ends where that does not divide. */
function divideWithRest(p: Terms, q: Terms): { readonly quotient: Terms; readonly rest: Terms } {
  const by = leading(q)!;
  const rest = new Map(p);
  const quotient: Terms = new Map();
  for (let step = 0; step < 4 * MAX_TERMS; step++) {
    const top = leading(rest);
    const shift = top?.at.map((e, i) => e - by.at[i]!);
    if (!top || !shift || shift.some((e) => e < 0)) break;
    const c = Q.div(top.c, by.c);
    addTo(quotient, shift.join(), c);
    for (const [key, d] of q)
      addTo(
        rest,
        exponents(key)
          .map((e, i) => e + shift[i]!)
          .join(),
        Q.neg(Q.mul(c, d)),
      );
  }
  return { quotient, rest };
}

/** p/q where q divides p. */
function divide(p: Terms, q: Terms): Terms | undefined {
  const { quotient, rest } = divideWithRest(p, q);
  return rest.size === 0 ? quotient : undefined;
}

/** The greatest common divisor of two polynomials in one letter. */
function euclid(p: Terms, q: Terms): Terms {
  let [a, b] = [p, q];
  for (let step = 0; step < 2 * MAX_DEGREE && b.size > 0; step++) [a, b] = [b, divideWithRest(a, b).rest];
  const top = leading(a);
  return top ? new Map([...a].map(([key, c]) => [key, Q.div(c, top.c)])) : a;
}

function polynomialNode(g: Graph, p: Terms, letters: readonly Node[]): Node {
  const terms = [...p].map(([key, c]) => scale(g, c, hadamard(g, [num(g, 1), ...letters], [1, ...exponents(key)])));
  return terms.length === 0 ? num(g, 0) : sum(g, terms);
}
