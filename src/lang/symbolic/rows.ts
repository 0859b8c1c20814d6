import { Q } from "../../core/num/rational";
import { N } from "./coefficient";
import { causal } from "./constant";
import { type Graph, intern, type Node } from "./graph";
import { isOne, isScalar, isZero, num, ones } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { makeExp, product } from "./prod";
import { isNonnegative, isPositive } from "./sign";
import { sizeNode, sizeTimes } from "./size";
import { literal, literalEntries, scale, sum } from "./sum";

/** A1, the sums of the rows as a column. */
export function rowSums(g: Graph, a: Node): Node {
  return multiply(g, [a, ones(g, a.cols, 1)]);
}

/** A1/n for rows of length n. */
export function rowMeans(g: Graph, a: Node): Node {
  return multiply(g, [product(g, [sizeNode(g, a.cols)], [-1]), rowSums(g, a)]);
}

/** The lengths of the rows: √((A ⊙ A)1). */
export function rowNorms(g: Graph, a: Node): Node {
  return product(g, [rowSums(g, hadamard(g, [a, a]))], [Q.ratio(1, 2)], a.rows, 1);
}

/** Softmax of each row on its own; written out where the entries are. */
export function rowSoftmax(g: Graph, a: Node): Node {
  const entries = a.op === "literal" ? a.args.map((e) => makeExp(g, e)) : undefined;
  if (entries === undefined) return intern(g, "call", a.rows, a.cols, [a], [], "softmax_rows");
  const n = a.cols as number;
  const totals = Array.from({ length: a.rows as number }, (_, i) => sum(g, entries.slice(i * n, (i + 1) * n)));
  return literal(
    g,
    a.rows as number,
    n,
    entries.map((e, k) => product(g, [e, totals[Math.floor(k / n)]!], [1, -1])),
  );
}

/** The running sums of a column: the causal mask times it. */
export function runningSums(g: Graph, a: Node): Node {
  return multiply(g, [causal(g, a.rows), a]);
}

/** The columns of a matrix, one below the other; of a column, itself. */
export function stacked(g: Graph, a: Node): Node {
  if (a.cols === 1) return a;
  if (a.rows === 1) return transpose(g, a);
  const [m, n] = [a.rows, a.cols];
  const rows = sizeTimes(m, n);
  const list = literalEntries(g, a);
  if (list !== undefined && typeof m === "number" && typeof n === "number") {
    return literal(
      g,
      m * n,
      1,
      Array.from({ length: m * n }, (_, k) => list[(k % m) * n + Math.floor(k / m)]!),
    );
  }
  if (a.op === "sum") {
    return sum(
      g,
      a.args.map((t) => stacked(g, t)),
      a.coefs,
    );
  }
  if (a.op === "mat" && !(a.args[0]!.op === "num" && a.args[0]!.coefs[0] === 1)) {
    return multiply(g, [a.args[0]!, stacked(g, multiply(g, a.args.slice(1)))]);
  }
  return intern(g, "call", rows, 1, [a], [], "vec");
}

/** a where c > 0, else b, entry by entry; all of one shape. */
export function choose(g: Graph, c: Node, a: Node, b: Node): Node {
  if (a === b) return a;
  if (c.op === "num") return N.sign(c.coefs[0]!) > 0 ? a : b;
  if (isPositive(c)) return a;
  if (c.op === "zero" || isNonnegative(scale(g, -1, c))) return b;
  const [cs, as, bs] = [c, a, b].map((n) => literalEntries(g, n));
  if (cs !== undefined && as !== undefined && bs !== undefined && !isScalar(c)) {
    return literal(
      g,
      c.rows as number,
      c.cols as number,
      cs.map((e, k) => choose(g, e, as[k]!, bs[k]!)),
    );
  }
  if (isZero(b) && (a === c || isOne(a) || a.op === "ones"))
    return intern(g, "call", a.rows, a.cols, [c], [], a === c ? "relu" : "step");
  return intern(g, "call", a.rows, a.cols, [c, a, b], [], "where");
}

/** 1 where an entry is the extreme one, else 0: the gradient of max or min where there is no tie. */
export function extremePlaces(g: Graph, name: "max" | "min", y: Node, a: Node): Node {
  const all = multiply(g, [y, ones(g, a.rows, a.cols)]);
  const gap = sum(g, name === "max" ? [all, a] : [a, all], [1, -1]);
  const one = ones(g, a.rows, a.cols);
  const none = scale(g, 0, one);
  return choose(g, gap, none, isScalar(one) ? num(g, 1) : one);
}
