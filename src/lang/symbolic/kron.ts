import { type Graph, intern, type Node } from "./graph";
import { isScalar } from "./leaf";
import { multiply } from "./mat";
import { product } from "./prod";
import { sizeTimes } from "./size";
import { literal, literalEntries } from "./sum";

/** A ⊗ B, written out where both are literals. */
export function kronecker(g: Graph, a: Node, b: Node): Node {
  if (isScalar(a) || isScalar(b)) return multiply(g, [a, b]);
  const p = literalEntries(g, a);
  const q = literalEntries(g, b);
  if (p === undefined || q === undefined)
    return intern(g, "call", sizeTimes(a.rows, b.rows), sizeTimes(a.cols, b.cols), [a, b], [], "kron");
  const [m, n, r, s] = [a.rows as number, a.cols as number, b.rows as number, b.cols as number];
  const entries = Array.from({ length: m * n * r * s }, (_, at) => {
    const [i, j] = [Math.floor(at / (n * s)), at % (n * s)];
    return product(g, [p[Math.floor(i / r) * n + Math.floor(j / s)]!, q[(i % r) * s + (j % s)]!]);
  });
  return literal(g, m * r, n * s, entries);
}
