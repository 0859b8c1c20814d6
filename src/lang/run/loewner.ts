import { Q } from "../../core/num/rational";
import { attempt, type Builder } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { isDefinite } from "../symbolic/definite";
import type { Node } from "../symbolic/graph";
import { isScalar } from "../symbolic/leaf";
import { isSemidefinite, isSymmetric } from "../symbolic/mat";

/** Whether a matrix is known to be ≽ 0 (strict: ≻ 0), by its structure or by the order of two parts. */
export function isUpward(b: Builder, n: Node, isStrict: boolean): boolean {
  if (!isSymmetric(b.graph, n)) return false;
  return (
    known(b, n, isStrict) ||
    isInverseGap(b, n, isStrict) ||
    isSpectralGap(b, n, isStrict) ||
    (!isStrict && isMeanGap(b, n))
  );
}

const known = (b: Builder, n: Node, isStrict: boolean): boolean =>
  isStrict ? isDefinite(b.graph, n) : isSemidefinite(b.graph, n) || isDefinite(b.graph, n);

/** c and X of a term c X. */
type Term = readonly [Node["coefs"][number], Node];

function termsOf(n: Node): readonly Term[] {
  return n.op === "sum" ? n.args.map((t, i) => [n.coefs[i]!, t] as const) : [[1, n]];
}

/** X where a term is X⁻¹ with its weight, as for a multiple of the identity. */
function invertedOf(b: Builder, c: Node["coefs"][number], t: Node): Node | undefined {
  if (!N.isExact(c) || Q.sign(c) === 0) return undefined;
  if (t.op === "call" && t.name === "inv") return b.scale(Q.inverse(c), t.args[0]!);
  if (t.op === "eye") return b.scale(Q.inverse(c), t);
  if (t.op === "mat" && t.args.length === 2 && t.args[1]!.op === "eye")
    return b.mul(b.pow(b.scale(c, t.args[0]!), b.num(-1)), t.args[1]!);
  return undefined;
}

/** X⁻¹ − Y⁻¹ ≽ 0 where Y ≽ X ≻ 0. */
function isInverseGap(b: Builder, n: Node, isStrict: boolean): boolean {
  const terms = termsOf(n);
  if (terms.length !== 2) return false;
  const [first, second] = terms as [Term, Term];
  const pairs: readonly (readonly [Term, Term])[] = [
    [first, second],
    [second, first],
  ];
  return pairs.some(([[c, t], [d, u]]) => {
    if (N.sign(c) <= 0 || N.sign(d) >= 0) return false;
    const [X, Y] = [invertedOf(b, c, t), invertedOf(b, N.neg(d), u)];
    if (!X || !Y || !isDefinite(b.graph, X)) return false;
    const gap = attempt(() => b.expand(b.sub(Y, X))).value;
    return gap !== undefined && isSymmetric(b.graph, gap) && known(b, gap, isStrict);
  });
}

/** λmax(X) I − X ≽ 0 for a symmetric X. */
function isSpectralGap(b: Builder, n: Node, isStrict: boolean): boolean {
  if (isStrict) return false;
  return termsOf(n).some(([c, t]) => {
    if (t.op !== "mat" || t.args.length !== 2 || t.args[1]!.op !== "eye" || N.sign(c) <= 0) return false;
    const [most, unit] = t.args as [Node, Node];
    if (most.op !== "call" || most.name !== "lambda_max") return false;
    const X = most.args[0]!;
    const rest = attempt(() => b.expand(b.sub(n, b.scale(c, b.sub(b.mul(most, unit), X))))).value;
    return rest !== undefined && isSymmetric(b.graph, X) && isSemidefinite(b.graph, rest);
  });
}

/** c X + d X⁻¹ − 2√(c d) I ≽ 0 for X ≻ 0, c, d > 0: the square of √c X^(½) − √d X^(−½). */
function isMeanGap(b: Builder, n: Node): boolean {
  const terms = termsOf(n);
  return terms.some(([d, t]) => {
    const X = t.op === "call" && t.name === "inv" ? t.args[0]! : undefined;
    const c = terms.find(([, u]) => u === X)?.[0];
    if (!X || !c || N.sign(c) <= 0 || N.sign(d) <= 0 || !isDefinite(b.graph, X)) return false;
    const mean = b.pow(b.mul(b.scale(c, b.num(1)), b.scale(d, b.num(1))), b.num(Q.ratio(1, 2)));
    const square = b.sub(b.add(b.scale(c, X), b.scale(d, t)), b.scale(2, b.mul(mean, b.eye(X.rows))));
    const rest = attempt(() => b.expand(b.sub(n, square))).value;
    return rest !== undefined && (rest.op === "zero" || (isSymmetric(b.graph, rest) && isSemidefinite(b.graph, rest)));
  });
}

/** Functions that grow with a matrix: on which matrices, and whether strictly. */
const growing: Readonly<Record<string, (b: Builder, Y: Node) => boolean>> = {
  det: (b, Y) => known(b, Y, false),
  logdet: (b, Y) => known(b, Y, true),
  lambda_max: (b, Y) => isSymmetric(b.graph, Y),
};

/** f(X) − f(Y) ≥ 0 (strict: > 0) for a function that grows with a matrix, and X ≽ Y. */
export function isGrowth(b: Builder, gap: Node, isStrict: boolean): boolean {
  const terms = termsOf(gap);
  if (!isScalar(gap) || terms.length !== 2) return false;
  const [high] = terms.filter(([c]) => N.sign(c) > 0);
  const [low] = terms.filter(([c]) => N.sign(c) < 0);
  if (!high || !low || !N.same(high[0], N.neg(low[0]))) return false;
  const [p, q] = [high[1], low[1]];
  if (p.op !== "call" || q.op !== "call" || p.name !== q.name || !Object.hasOwn(growing, p.name)) return false;
  const [X, Y] = [p.args[0]!, q.args[0]!];
  const rest = attempt(() => b.expand(b.sub(X, Y))).value;
  if (!rest || !isSymmetric(b.graph, rest) || !growing[p.name]!(b, Y)) return false;
  return known(b, rest, isStrict) && (!isStrict || known(b, Y, true));
}
