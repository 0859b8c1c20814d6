import { type Graph, type Node, type Size, Trait } from "./graph";
import { num, symbol } from "./leaf";

/** A size as a scalar: its number, or the positive integer symbol of its name. */
export function sizeNode(g: Graph, n: Size): Node {
  return typeof n === "number" ? num(g, n) : symbol(g, n, 1, 1, Trait.positive | Trait.nonnegative | Trait.integer);
}
