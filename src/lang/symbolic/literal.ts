import { multiplyRationals } from "../../core/num/product";
import type { Rational } from "../../core/num/rational";
import { type Coefficient, N } from "./coefficient";
import { type Graph, type Node, Refusal } from "./graph";
import { num } from "./leaf";
import { product } from "./prod";
import { literal, literalEntries, sum } from "./sum";

/** The most multiplications in one product of concrete matrices, with letters among the entries and without. */
const MAX_WORK = 400_000;
const MAX_NUMBER_WORK = 2_000_000;

/** The product of two concrete arrays, entry by entry; undefined where one is not concrete. @throws Refusal beyond a limit */
export function multiplyLiterals(g: Graph, a: Node, b: Node): Node | undefined {
  const p = literalEntries(g, a);
  const q = literalEntries(g, b);
  if (p === undefined || q === undefined) return undefined;
  const [m, k, n] = [a.rows as number, a.cols as number, b.cols as number];
  const isNumeric = p.every((e) => e.op === "num") && q.every((e) => e.op === "num");
  if (m * k * n > (isNumeric ? MAX_NUMBER_WORK : MAX_WORK)) throw new Refusal("limit", tooMuch);
  if (isNumeric)
    return literal(
      g,
      m,
      n,
      multiplyNumbers(p, q, [m, k, n]).map((x) => num(g, x)),
    );
  const entries: Node[] = [];
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const terms: Node[] = [];
      for (let l = 0; l < k; l++) terms.push(product(g, [p[i * k + l]!, q[l * n + j]!]));
      entries.push(sum(g, terms));
    }
  }
  return literal(g, m, n, entries);
}

/** The same for numbers alone, without a node for each product. */
function multiplyNumbers(
  p: readonly Node[],
  q: readonly Node[],
  [m, k, n]: readonly [number, number, number],
): readonly Coefficient[] {
  const [a, b] = [p.map((e) => e.coefs[0]!), q.map((e) => e.coefs[0]!)];
  if (a.every(N.isExact) && b.every(N.isExact)) return multiplyRationals(a as Rational[], b as Rational[], [m, k, n]);
  return Array.from({ length: m * n }, (_, at) => {
    let total: Coefficient = 0;
    for (let l = 0; l < k; l++) total = N.add(total, N.mul(a[Math.floor(at / n) * k + l]!, b[l * n + (at % n)]!));
    return total;
  });
}

const tooMuch = {
  en: "This matrix product is too large to be worked out.",
  zh: "这个矩阵乘积规模过大，无法计算。",
} as const;
