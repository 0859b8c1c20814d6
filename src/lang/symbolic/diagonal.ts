import { isDiagonal, isFlat } from "./cancel";
import { type Graph, intern, type Node } from "./graph";
import { eye, isOne, num, ones, zero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { isLevel } from "./neighbours";
import { literal, scale, sum } from "./sum";

/** The diagonal matrix of a vector, numbers in front. */
export function diagonal(g: Graph, v: Node): Node {
  if (v.op === "call" && v.name === "diagof" && isFlat(v.args[0]!)) return v.args[0]!;
  if (v.op === "ones") return eye(g, v.rows);
  if (v.op === "zero") return zero(g, v.rows, v.rows);
  if (v.op === "sum" && v.args.length === 1) return scale(g, v.coefs[0]!, diagonal(g, v.args[0]!));
  if (v.op === "literal") {
    const n = v.rows as number;
    const at = (i: number) => (i % (n + 1) === 0 ? v.args[i / (n + 1)]! : num(g, 0));
    return literal(
      g,
      n,
      n,
      Array.from({ length: n * n }, (_, i) => at(i)),
    );
  }
  if (v.op === "sum" && v.args.every(isLevel)) {
    return sum(
      g,
      v.args.map((t) => diagonal(g, t)),
      v.coefs,
    );
  }
  if (v.op === "mat" && !isOne(v.args[0]!)) {
    return multiply(g, [v.args[0]!, diagonal(g, multiply(g, v.args.slice(1)))]);
  }
  return intern(g, "call", v.rows, v.rows, [v], [], "diag");
}

/** The diagonal of a square matrix as a column. */
export function diagonalOf(g: Graph, a: Node): Node {
  if (a.op === "eye") return ones(g, a.rows, 1);
  if (a.op === "zero") return zero(g, a.rows, 1);
  if (a.op === "transpose") return diagonalOf(g, a.args[0]!);
  if (a.op === "call" && a.name === "diag") return a.args[0]!;
  if (a.op === "sum") {
    return sum(
      g,
      a.args.map((t) => diagonalOf(g, t)),
      a.coefs,
    );
  }
  if (a.op === "literal") {
    const n = a.rows as number;
    return literal(
      g,
      n,
      1,
      Array.from({ length: n }, (_, i) => a.args[i * n + i]!),
    );
  }
  if (a.op === "mat" && a.args.length === 3 && a.args[1]!.cols === 1) {
    return multiply(g, [a.args[0]!, hadamard(g, [a.args[1]!, transpose(g, a.args[2]!)])]);
  }
  if (a.op === "mat" && !isOne(a.args[0]!)) {
    return multiply(g, [a.args[0]!, diagonalOf(g, multiply(g, a.args.slice(1)))]);
  }
  // diag(A diag(d) B) = (A ⊙ B')d
  const at = a.op === "mat" ? a.args.findIndex((f, i) => i > 1 && i < a.args.length - 1 && isDiagonal(f)) : -1;
  if (at > 0) {
    const [left, right] = [multiply(g, a.args.slice(0, at)), multiply(g, a.args.slice(at + 1))];
    return multiply(g, [hadamard(g, [left, transpose(g, right)]), a.args[at]!.args[0]!]);
  }
  return intern(g, "call", a.rows, 1, [a], [], "diagof");
}
