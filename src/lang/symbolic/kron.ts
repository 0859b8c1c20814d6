import { type Graph, intern, type Node } from "./graph";
import { eye, isOne, isScalar, num } from "./leaf";
import { multiply } from "./mat";
import { product } from "./prod";
import { sizeTimes } from "./size";
import { literal, literalEntries, splitCoefficient } from "./sum";

/** A ⊗ B, written out where both are literals. */
export function kronecker(g: Graph, a: Node, b: Node): Node {
  if (isScalar(a) || isScalar(b)) return multiply(g, [a, b]);
  if (a.cols === 1 && b.rows === 1) return multiply(g, [a, b]);
  if (a.rows === 1 && b.cols === 1) return multiply(g, [b, a]);
  const front = [a, b].map((f) => splitScalar(g, f));
  if (front.some(({ s }) => !isOne(s)))
    return multiply(g, [...front.map(({ s }) => s), kronecker(g, front[0]!.rest, front[1]!.rest)]);
  if (a.op === "eye" && b.op === "eye") return eye(g, sizeTimes(a.rows, b.rows));
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

/** The scalar in front of a matrix, and the rest. */
function splitScalar(g: Graph, a: Node): { readonly s: Node; readonly rest: Node } {
  if (a.op === "literal") return { s: num(g, 1), rest: a };
  const { c, rest } = splitCoefficient(a);
  if (rest.op !== "mat") return { s: num(g, c), rest };
  return { s: product(g, [num(g, c), rest.args[0]!]), rest: multiply(g, rest.args.slice(1)) };
}
