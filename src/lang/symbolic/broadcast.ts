import { isDiagonal } from "./cancel";
import type { Graph, Node } from "./graph";
import { ones } from "./leaf";
import type { Algebra } from "./neighbours";
import { product } from "./prod";

/** Powers of vectors that multiply the rows and the columns of an array. */
export interface Sides {
  readonly left: Node[];
  readonly right: Node[];
}

/** The factors of a product that stay inside an element-wise power: broadcast vectors and outer diagonals go to the sides. */
export function outside(
  g: Graph,
  m: Node,
  e: number,
  sides: Sides,
  { multiply, transpose }: Pick<Algebra, "multiply" | "transpose">,
): readonly Node[] {
  let list = m.args.slice(1);
  const raised = (v: Node) => product(g, [v], [e], v.rows, 1);
  if (m.rows === 1 || m.cols === 1) return list;
  if (list.length === 2 && list[0]!.cols === 1) {
    const [p, q] = list as [Node, Node];
    if (q.op === "ones") sides.left.push(raised(p));
    else if (p.op === "ones") sides.right.push(raised(transpose(g, q)));
    else return list;
    return [];
  }
  if (list.length > 1 && list[0]!.op === "ones") {
    sides.right.push(raised(transpose(g, multiply(g, [ones(g, 1, list[0]!.cols), ...list.slice(1)]))));
    return [];
  }
  if (list.length > 1 && list[list.length - 1]!.op === "ones") {
    sides.left.push(raised(multiply(g, [...list.slice(0, -1), ones(g, list[list.length - 1]!.rows, 1)])));
    return [];
  }
  if (list.length > 1 && isDiagonal(list[0]!)) {
    sides.left.push(raised(list[0]!.args[0]!));
    list = list.slice(1);
  }
  const last = list[list.length - 1]!;
  if (list.length > 1 && isDiagonal(last)) {
    sides.right.push(raised(last.args[0]!));
    list = list.slice(0, -1);
  }
  return list;
}
