import { complain } from "../check/context";
import type { Node } from "../symbolic/graph";
import type { Span } from "../syntax/tree";
import type { Task } from "./world";

const isScalar = ({ rows, cols }: Node): boolean => rows === 1 && cols === 1;

/** Whether an expression is the number 0 or a matrix of zeros. */
export const isZeroNode = (n: Node): boolean => n.op === "zero" || (n.op === "num" && n.coefs[0] === 0);

/**
 * The sides of `A ≽ B` as square matrices of one size: beside a matrix a number μ stands for μI, as in ∇²f ≽ μ. Undefined, with a
 * problem, where they have no order.
 */
export function orderSides(
  { context, world: { b } }: Task,
  nodes: readonly Node[],
  span: Span,
): readonly Node[] | undefined {
  const big = nodes.find((node) => !isScalar(node));
  if (!big) return nodes;
  const { rows, cols } = big;
  if (rows !== cols || nodes.some((node) => !isScalar(node) && (node.rows !== rows || node.cols !== cols))) {
    complain(context, "no-order", { what: context.text.slice(span.from, span.to) }, span);
    return undefined;
  }
  return nodes.map((node) => (isScalar(node) && !isZeroNode(node) ? b.mul(node, b.eye(rows)) : node));
}
