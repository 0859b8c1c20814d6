import { Q } from "../../src/core/num/rational";
import type { Rng } from "../../src/core/num/rng";
import type { Builder } from "../../src/lang/symbolic/build";
import { type Node, type Size, Trait } from "../../src/lang/symbolic/graph";

/** The letters of random expressions: scalars, vectors and matrices of the sizes m and n, some with structure. */
export interface Letters {
  readonly scalars: readonly Node[];
  vectors(size: Size): readonly Node[];
  matrices(rows: Size, cols: Size): readonly Node[];
}

export function lettersOf(b: Builder): Letters {
  const S = Trait;
  const square = (n: Size, tag: string) => [
    b.symbol(`A${tag}`, n, n),
    b.symbol(`S${tag}`, n, n, S.symmetric),
    b.symbol(`P${tag}`, n, n, S.symmetric | S.psd | S.pd),
  ];
  const byShape = new Map<string, readonly Node[]>([
    ["n×n", square("n", "")],
    ["m×m", square("m", "_2")],
    ["m×n", [b.symbol("X", "m", "n")]],
    ["n×m", [b.symbol("Y", "n", "m")]],
  ]);
  return {
    scalars: [b.symbol("t"), b.symbol("u"), b.symbol("p", 1, 1, S.positive | S.nonnegative)],
    vectors: (n) => (n === "n" ? [b.symbol("x", "n"), b.symbol("y", "n")] : [b.symbol("z", "m"), b.symbol("w", "m")]),
    matrices: (rows, cols) => byShape.get(`${rows}×${cols}`)!,
  };
}

const smooth = ["exp", "sin", "cos", "tanh", "atan", "sigmoid", "softplus", "erf"] as const;
const kinked = ["abs", "relu"] as const;

/** Draws well-typed expressions of bounded depth. */
export function drawer(b: Builder, letters: Letters, rng: Rng) {
  const pick = <T>(list: readonly T[]): T => list[rng.nextBelow(list.length)]!;
  const size = (): Size => pick(["n", "n", "m"]);
  const number = () => b.num(Q.ratio(1 + rng.nextBelow(5), 1 + rng.nextBelow(3)));
  const each = () => (rng.nextFloat() < 0.15 ? pick(kinked) : pick(smooth));
  const safe = (a: Node) => b.add(b.num(1), b.mul(a, a));

  const scalar = (depth: number): Node => {
    if (depth <= 0) return rng.nextFloat() < 0.8 ? pick(letters.scalars) : number();
    const d = depth - 1;
    const n = size();
    const options: readonly (() => Node)[] = [
      () => b.add(scalar(d), b.scale(pick([-2, -1, 1, 3]), scalar(d))),
      () => b.mul(scalar(d), scalar(d)),
      () => b.call(each(), scalar(d)),
      () => b.div(scalar(d), safe(scalar(d))),
      () => b.pow(scalar(d), b.num(pick([2, 3]))),
      () => b.mul(b.transpose(vector(n, d)), vector(n, d)),
      () => b.call("sum", vector(n, d)),
      () => b.call("mean", vector(n, d)),
      () => b.call("norm", b.addScalar(vector(n, d), number())),
      () => b.call("logsumexp", vector(n, d)),
      () => b.mul(b.transpose(vector(n, d)), matrix(n, n, d), vector(n, d)),
      () => b.call("tr", matrix(n, n, d)),
      () => b.call("sum", matrix(n, size(), d)),
      () => b.call("logdet", spd(n, d)),
      () => b.call("max", scalar(d), scalar(d)),
      () => b.call("where", scalar(d), scalar(d), scalar(d)),
      () => b.call("max", vector(n, d)),
      () => b.entry(vector(n, d), 1),
      () => b.call("norm", matrix(n, n, d)),
    ];
    return pick(options)();
  };
  const vector = (n: Size, depth: number): Node => {
    if (depth <= 0) return pick(letters.vectors(n));
    const d = depth - 1;
    const m = size();
    const options: readonly (() => Node)[] = [
      () => b.mul(matrix(n, m, d), vector(m, d)),
      () => b.add(vector(n, d), b.scale(pick([-1, 2]), vector(n, d))),
      () => b.had(vector(n, d), vector(n, d)),
      () => b.call(each(), vector(n, d)),
      () => b.mul(scalar(d), vector(n, d)),
      () => b.call("softmax", vector(n, d)),
      () => b.call(pick(["sum_rows", "mean_rows"]), matrix(n, m, d)),
      () => b.call("cumsum", vector(n, d)),
      () => b.call("diag", matrix(n, n, d)),
      () => b.mul(b.inv(spd(n, d)), vector(n, d)),
      () => b.call("where", vector(n, d), vector(n, d), vector(n, d)),
    ];
    return pick(options)();
  };
  const matrix = (rows: Size, cols: Size, depth: number): Node => {
    if (depth <= 0) return pick(letters.matrices(rows, cols));
    const d = depth - 1;
    const k = size();
    const options: readonly (() => Node)[] = [
      () => b.mul(matrix(rows, k, d), matrix(k, cols, d)),
      () => b.add(matrix(rows, cols, d), b.scale(pick([-1, 2]), matrix(rows, cols, d))),
      () => b.transpose(matrix(cols, rows, d)),
      () => b.had(matrix(rows, cols, d), matrix(rows, cols, d)),
      () => b.call(each(), matrix(rows, cols, d)),
      () => b.mul(scalar(d), matrix(rows, cols, d)),
      () => b.mul(vector(rows, d), b.transpose(vector(cols, d))),
      () => b.call("softmax_rows", matrix(rows, cols, d)),
      () => b.add(matrix(rows, cols, d), b.mul(b.ones(rows), b.transpose(vector(cols, d)))),
      () => (rows === cols ? b.call("diag", vector(rows, d)) : matrix(rows, cols, d)),
      () => (rows === cols ? b.had(b.causal(rows), matrix(rows, cols, d)) : matrix(rows, cols, d)),
      () => (rows === cols ? b.inv(spd(rows, d)) : matrix(rows, cols, d)),
    ];
    return pick(options)();
  };
  /** M'M + I, which has an inverse everywhere. */
  const spd = (n: Size, depth: number): Node => {
    const M = matrix(size(), n, depth - 1);
    return b.add(b.mul(b.transpose(M), M), b.eye(n));
  };
  return { scalar, vector, matrix };
}
