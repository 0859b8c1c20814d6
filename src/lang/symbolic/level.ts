import type { Graph, Node } from "./graph";
import { num } from "./leaf";

/** 1 and s1 for columns and matrices that are not square: added to one, a number says the same. */
export const isLevel = (n: Node): boolean =>
  n.rows !== n.cols && (n.op === "ones" || (n.op === "mat" && n.args.length === 2 && n.args[1]!.op === "ones"));

/** s of s1, the number that stands in every entry. */
export const levelOf = (g: Graph, n: Node): Node => (n.op === "ones" ? num(g, 1) : n.args[0]!);
