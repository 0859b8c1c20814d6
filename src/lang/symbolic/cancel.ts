import { type Graph, type Node, Trait } from "./graph";
import { isOne } from "./leaf";
import { scale } from "./sum";

/** True for diag(v) of a column v. */
export function isDiagonal(a: Node): boolean {
  return a.op === "call" && a.name === "diag";
}

/** True for matrices that are diagonal by their structure. */
export function isFlat(a: Node): boolean {
  if (a.op === "sym") return (a.traits & Trait.diagonal) !== 0;
  if (a.op === "call") return a.name === "diag" || (a.name === "inv" && isFlat(a.args[0]!));
  if (a.op === "sum") return a.args.every(isFlat);
  return a.op === "mat" ? a.args.slice(1).every(isFlat) : a.op === "eye";
}

/** True for the inverse of a matrix that has no simpler form. */
export const isInverse = (a: Node): boolean => a.op === "call" && a.name === "inv";

/** 1 where the inverse is that of b, −1 where it is that of −b: a sum that is a factor has its sign outside. */
export function inverseSign(g: Graph, inverse: Node, b: Node): 1 | 0 | -1 {
  const a = inverse.args[0]!;
  if (a === b) return 1;
  return a.op === "sum" && b.op === "sum" && scale(g, -1, b) === a ? -1 : 0;
}

/** True for Q'Q and QQ' of an orthogonal Q. */
export function isOrthogonalPair(a: Node, b: Node): boolean {
  const [q, p] = a.op === "transpose" ? [a.args[0]!, b] : [a, b.op === "transpose" ? b.args[0]! : b];
  return q === p && a !== b && q.op === "sym" && (q.traits & Trait.orthogonal) !== 0;
}

/** inv(AB)·A·B and A·B·inv(AB) at the end of the list vanish; AA⁺A is A and A⁺AA⁺ is A⁺. */
export function cancelTail(stack: Node[]): void {
  const last = stack.length - 1;
  const f = stack[last]!;
  const middle = stack[last - 1];
  const isPseudo = (p: Node | undefined, of: Node | undefined) =>
    p?.op === "call" && p.name === "pinv" && p.args[0] === of;
  if (stack[last - 2] === f && (isPseudo(middle, f) || isPseudo(f, middle))) {
    stack.length = last - 1;
    return;
  }
  if (isInverse(f) && f.args[0]!.op === "mat" && isOne(f.args[0]!.args[0]!)) {
    const inner = f.args[0]!.args;
    const from = last - (inner.length - 1);
    if (from >= 0 && inner.slice(1).every((x, i) => stack[from + i] === x)) stack.length = from;
    return;
  }
  for (let at = last - 1; at >= 0 && at >= last - 8; at--) {
    const inv = stack[at]!;
    if (!isInverse(inv) || inv.args[0]!.op !== "mat" || !isOne(inv.args[0]!.args[0]!)) continue;
    const inner = inv.args[0]!.args;
    if (inner.length - 1 === last - at && inner.slice(1).every((x, i) => stack[at + 1 + i] === x)) stack.length = at;
    return;
  }
}

const throughCalls = new Set(["inv", "expm", "sinm", "cosm", "pinv", "kron"]);

const opaqueCalls = new Set([
  "softmax",
  "cumsum",
  "vec",
  "diagof",
  "vmax",
  "softmax_rows",
  "sum_rows",
  "mean_rows",
  "norm_rows",
  "eig",
  "chol",
  "unit",
  "where",
  "causal",
]);

/** True for calls whose transpose is the same call on the transposed arguments. */
export function turnsInside(name: string): boolean {
  return throughCalls.has(name) || !opaqueCalls.has(name);
}
