import { type Graph, intern, type Node } from "./graph";
import { isScalar, num } from "./leaf";
import { makeExp, power, product } from "./prod";
import { sizeNode } from "./size";
import { literalDeterminant } from "./solve";

/** det a: products and Kronecker products of square factors split, det a' = det a, det a⁻¹ = 1/det a, det expm a = exp tr a. */
export function determinant(g: Graph, a: Node, traceOf: (a: Node) => Node): Node {
  if (isScalar(a)) return a;
  if (a.op === "eye") return num(g, 1);
  if (a.op === "zero") return num(g, 0);
  if (a.op === "literal") return literalDeterminant(g, a);
  if (a.op === "transpose") return determinant(g, a.args[0]!, traceOf);
  if (a.op === "call" && a.name === "inv") return product(g, [determinant(g, a.args[0]!, traceOf)], [-1]);
  if (a.op === "call" && a.name === "expm") return makeExp(g, traceOf(a.args[0]!));
  if (a.op === "call" && a.name === "kron" && a.args.every((f) => f.rows === f.cols)) {
    const [p, q] = a.args as [Node, Node];
    const [dp, dq] = [determinant(g, p, traceOf), determinant(g, q, traceOf)];
    return product(g, [power(g, dp, sizeNode(g, q.rows)), power(g, dq, sizeNode(g, p.rows))]);
  }
  if (a.op === "sum" && a.args.length === 1) {
    const c = power(g, num(g, a.coefs[0]!), sizeNode(g, a.rows));
    return product(g, [c, determinant(g, a.args[0]!, traceOf)]);
  }
  if (a.op === "mat" && a.args.slice(1).every((f) => f.rows === f.cols)) {
    const s = power(g, a.args[0]!, sizeNode(g, a.rows));
    return product(g, [s, ...a.args.slice(1).map((f) => determinant(g, f, traceOf))]);
  }
  return intern(g, "call", 1, 1, [a], [], "det");
}
