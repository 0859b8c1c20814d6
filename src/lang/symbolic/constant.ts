import { dataEntries, isData } from "./data";
import { type Graph, intern, type Node, type Size } from "./graph";
import { num } from "./leaf";

const NONE: readonly Node[] = [];

/** eᵢ, the column of length n with a one at place i, from 1. */
export function unit(g: Graph, n: Size, i: number): Node {
  return n === 1 ? num(g, 1) : intern(g, "call", n, 1, NONE, [i], "unit");
}

/** The n×n matrix with ones on and below the diagonal: the mask of a causal model, and of running sums. */
export function causal(g: Graph, n: Size): Node {
  return n === 1 ? num(g, 1) : intern(g, "call", n, n, NONE, [], "causal");
}

/** i where the node is eᵢ. */
export function unitIndex(n: Node): number | undefined {
  return n.op === "call" && n.name === "unit" ? (n.coefs[0] as number) : undefined;
}

/** The entries of eᵢ, of the causal mask at a known size, and of data that is not too much to be written; row-major. */
export function constantEntries(g: Graph, a: Node): readonly Node[] | undefined {
  if (a.op !== "call" || a.args.length > 0 || typeof a.rows !== "number") return undefined;
  if (isData(a)) return dataEntries(g, a);
  const at = unitIndex(a);
  if (at !== undefined) return Array.from({ length: a.rows }, (_, k) => num(g, k + 1 === at ? 1 : 0));
  const n = a.rows;
  if (a.name !== "causal") return undefined;
  return Array.from({ length: n * n }, (_, k) => num(g, k % n <= Math.floor(k / n) ? 1 : 0));
}
