import { type Coefficient, N } from "./coefficient";
import { type Graph, intern, type Node, type Size } from "./graph";

const NONE: readonly Node[] = [];

/** The scalar constant `value`. */
export function num(g: Graph, value: Coefficient): Node {
  return intern(g, "num", 1, 1, NONE, [value]);
}

/** A symbol; traits are bits of `Trait`, and what they imply is filled in. */
export function symbol(g: Graph, name: string, rows: Size = 1, cols: Size = 1, traits = 0): Node {
  return intern(g, "sym", rows, cols, NONE, [], name, traits);
}

/** The rows×cols array of zeros; the scalar one is the number 0. */
export function zero(g: Graph, rows: Size, cols: Size): Node {
  return rows === 1 && cols === 1 ? num(g, 0) : intern(g, "zero", rows, cols);
}

/** The rows×cols array of ones; the scalar one is the number 1. */
export function ones(g: Graph, rows: Size, cols: Size): Node {
  return rows === 1 && cols === 1 ? num(g, 1) : intern(g, "ones", rows, cols);
}

/** The n×n identity; the scalar one is the number 1. */
export function eye(g: Graph, n: Size): Node {
  return n === 1 ? num(g, 1) : intern(g, "eye", n, n);
}

/** Whether both sizes are 1. */
export function isScalar(n: Node): boolean {
  return n.rows === 1 && n.cols === 1;
}

/** True for the number 0 and for arrays of zeros. */
export function isZero(n: Node): boolean {
  return n.op === "zero" || (n.op === "num" && N.isZero(n.coefs[0]!));
}

/** Whether the node is the number 1. */
export function isOne(n: Node): boolean {
  return n.op === "num" && n.coefs[0] === 1;
}
