import { dataEntry } from "./data";
import { type Graph, intern, type Node } from "./graph";
import { num } from "./leaf";
import { sum } from "./sum";

/** A[i, j] as eᵢ'Aeⱼ picks it: linear, and 0 or 1 where A is constant. */
export function entryAt(g: Graph, a: Node, i: number, j: number): Node {
  if (a.op === "transpose") return entryAt(g, a.args[0]!, j, i);
  if (a.op === "sum") {
    return sum(
      g,
      a.args.map((t) => entryAt(g, t, i, j)),
      a.coefs,
    );
  }
  const number = dataEntry(g, a, i, j);
  if (number !== undefined) return number;
  if (a.op === "ones") return num(g, 1);
  if (a.op === "eye") return num(g, i === j ? 1 : 0);
  return intern(g, "entry", 1, 1, [a], [i, j]);
}
