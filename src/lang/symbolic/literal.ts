import { type Graph, type Node, Refusal } from "./graph";
import { product } from "./prod";
import { literal, literalEntries, sum } from "./sum";

/** The most multiplications in one product of concrete matrices. */
const MAX_WORK = 2_000_000;

/** The product of two concrete arrays, entry by entry; undefined where one is not concrete. @throws Refusal beyond a limit */
export function multiplyLiterals(g: Graph, a: Node, b: Node): Node | undefined {
  const p = literalEntries(g, a);
  const q = literalEntries(g, b);
  if (p === undefined || q === undefined) return undefined;
  const [m, k, n] = [a.rows as number, a.cols as number, b.cols as number];
  if (m * k * n > MAX_WORK) throw new Refusal("limit", tooMuch);
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

const tooMuch = {
  en: "This matrix product is too large to be worked out.",
  zh: "这个矩阵乘积规模过大，无法计算。",
} as const;
