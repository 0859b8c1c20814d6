import { call } from "./call";
import { isDiagonal, isInverse } from "./cancel";
import { type Graph, type Node, Trait } from "./graph";
import { isScalar, num, symbol } from "./leaf";
import { makeExp, product } from "./prod";
import { sum } from "./sum";

/** Functions of a matrix, and the functions of a number that they are on its eigenvalues. */
const ofNumbers: Readonly<Record<string, string>> = { sinm: "sin", cosm: "cos" };

/**
 * A function of one matrix (or of diagonal ones, which commute) as the same function of a number: an identity of numbers is one of
 * such matrices. Undefined where other matrices stand in it.
 *
 * @source Higham 2008, Functions of Matrices, theorem 1.13
 */
export function ofOneMatrix(g: Graph, root: Node): Node | undefined {
  if (isScalar(root) || root.rows !== root.cols) return undefined;
  let only: Node | undefined;
  const letter = (m: Node): Node | undefined => {
    const isFlat = isDiagonal(m) || (m.traits & Trait.diagonal) !== 0;
    if (!isFlat && only !== undefined && only !== m) return undefined;
    only ??= m;
    const other = only !== m && (!isFlat || !(isDiagonal(only) || (only.traits & Trait.diagonal) !== 0));
    return other ? undefined : symbol(g, `#${m.id}`);
  };
  const done = new Map<Node, Node | undefined>();
  const visit = (n: Node): Node | undefined => {
    if (isScalar(n)) return n;
    if (!done.has(n)) done.set(n, numberOf(n));
    return done.get(n);
  };
  const all = (list: readonly Node[]): readonly Node[] | undefined => {
    const found = list.map(visit);
    return found.every((f) => f !== undefined) ? found : undefined;
  };
  const numberOf = (n: Node): Node | undefined => {
    if (n.rows !== n.cols) return undefined;
    if (n.op === "eye") return num(g, 1);
    if (n.op === "zero") return num(g, 0);
    if (n.op === "sym" || isDiagonal(n)) return letter(n);
    if (n.op === "transpose") {
      const q = letter(n.args[0]!.traits & Trait.orthogonal ? n.args[0]! : n);
      return q && (n.args[0]!.traits & Trait.orthogonal ? product(g, [q], [-1]) : q);
    }
    if (n.op === "sum" || n.op === "mat") {
      const list = all(n.args);
      return list && (n.op === "sum" ? sum(g, list, n.coefs) : product(g, list));
    }
    const isFunction = n.op === "call" && (isInverse(n) || n.name === "expm" || Object.hasOwn(ofNumbers, n.name));
    const u = isFunction ? visit(n.args[0]!) : undefined;
    if (u === undefined) return undefined;
    if (isInverse(n)) return product(g, [u], [-1]);
    return n.name === "expm" ? makeExp(g, u) : call(g, ofNumbers[n.name]!, [u]);
  };
  return visit(root);
}
