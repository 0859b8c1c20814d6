import { DigitLimit, type Rational } from "../../core/num/rational";
import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import { causal, unit } from "./constant";
import { dataArray } from "./data";
import { entryOf } from "./differential";
import { type Graph, type Node, type Outcome, Refusal, type Size } from "./graph";
import { eye, isScalar, num, ones, symbol, zero } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { power, product } from "./prod";
import { expand, joinBlocks, matrixPower, rationalOf, scalarise, substitute } from "./rewrite";
import { sizeNode } from "./size";
import { literal, scale, sum } from "./sum";

/**
 * Makes nodes of one graph in normal form. Shapes must fit (the checker has unified them): a clash is the programmer's error and
 * throws RangeError; a result that grows past a limit throws {@link Refusal}, which {@link attempt} turns into a value.
 * A vector is a column, n×1; a scalar is 1×1, and so is a vector or matrix with one entry.
 */
export interface Builder {
  readonly graph: Graph;

  // leaves
  num(value: Coefficient): Node;
  /** A floating-point constant, `~0.1`. */
  approx(value: number): Node;
  /** A symbol: same name, shape and traits (bits of `Trait`), same node. */
  symbol(name: string, rows?: Size, cols?: Size, traits?: number): Node;
  /** `pi`, `e` and other named constants are calls without arguments. */
  constant(name: "pi" | "e" | "inf"): Node;
  /** A size as a scalar: a number where it is known, else the positive integer symbol of that name. */
  size(size: Size): Node;
  eye(n: Size): Node;
  ones(rows: Size, cols?: Size): Node;
  /** eᵢ of length n, i from 1. */
  unit(n: Size, i: number): Node;
  /** Ones on and below the diagonal. */
  causal(n: Size): Node;
  zeros(rows: Size, cols?: Size): Node;
  /** A concrete matrix of scalar nodes, row-major. */
  literal(rows: number, cols: number, entries: readonly Node[]): Node;
  /** A concrete matrix of numbers, rows of equal length. */
  matrix(rows: readonly (readonly Coefficient[])[]): Node;
  /** An array of floating-point numbers, row-major: one leaf where there are many. */
  data(rows: number, cols: number, numbers: Float64Array): Node;
  /** A concrete column. */
  vector(entries: readonly Node[]): Node;

  // arithmetic
  add(...terms: Node[]): Node;
  /** n-ary sum with coefficients; use it for long sums: it is linear where repeated `add` is quadratic. */
  sum(terms: readonly Node[], coefs?: readonly Coefficient[]): Node;
  sub(a: Node, b: Node): Node;
  neg(a: Node): Node;
  /** c·a for a number c. */
  scale(c: Coefficient, a: Node): Node;
  /** The product as written: scalar times anything, or matrix product with fitting inner sizes. */
  mul(...factors: Node[]): Node;
  /** a/b for a scalar b. */
  div(a: Node, b: Node): Node;
  /** Element-wise product; a scalar is spread. */
  had(...factors: Node[]): Node;
  /** Element-wise quotient; a scalar is spread. */
  hadDiv(a: Node, b: Node): Node;
  /** Scalar power, or element-wise power of a vector or matrix; the exponent is scalar, or of the base's shape. */
  pow(base: Node, exponent: Node): Node;
  /** Power of a square matrix for an integer exponent, negative too. */
  matPow(base: Node, exponent: number): Node;
  transpose(a: Node): Node;
  /** c + a element by element for a scalar c and any a. */
  addScalar(a: Node, c: Node): Node;

  // functions
  /** Any known function by its canonical name, arguments checked by the caller (table in `src/lang/functions`). */
  call(name: string, ...args: Node[]): Node;
  inv(a: Node): Node;
  /** a \ b, as inv(a)·b; for concrete rational a it is solved exactly. */
  solve(a: Node, b: Node): Node;
  /** Entry, counted from 1; a vector takes one index. */
  entry(a: Node, row: number, col?: number): Node;
  /** Blocks, row by row, side by side; concrete shapes only. */
  blocks(rows: readonly (readonly Node[])[]): Node;

  // whole expressions
  /** Replaces symbols (or any nodes) by nodes of the same shape and normalises again. */
  substitute(node: Node, by: ReadonlyMap<Node, Node>): Node;
  /** Writes vectors and matrices of known size entry by entry: x becomes the literal (x₁, x₂, …). */
  scalarise(node: Node): Node;
  /** Multiplies out products of sums, so that equal polynomials become one node. Refuses beyond the node limit. */
  expand(node: Node): Node;
  /** The exact number a node is, if it is one. */
  rational(node: Node): Rational | undefined;
}

/** The builder of a graph. */
export function builder(g: Graph): Builder {
  const spread = (a: Node, b: Node): [Node, Node] => {
    if (isScalar(a) && !isScalar(b)) return [multiply(g, [a, ones(g, b.rows, b.cols)]), b];
    if (isScalar(b) && !isScalar(a)) return [a, multiply(g, [b, ones(g, a.rows, a.cols)])];
    return [a, b];
  };
  return {
    graph: g,
    num: (value) => num(g, value),
    approx: (value) => num(g, N.approx(value)),
    symbol: (name, rows = 1, cols = 1, traits = 0) => symbol(g, name, rows, cols, traits),
    constant: (name) => call(g, name, []),
    size: (size) => sizeNode(g, size),
    eye: (n) => eye(g, n),
    ones: (rows, cols = 1) => ones(g, rows, cols),
    unit: (n, i) => unit(g, n, i),
    causal: (n) => causal(g, n),
    zeros: (rows, cols = 1) => zero(g, rows, cols),
    literal: (rows, cols, entries) => literal(g, rows, cols, entries),
    matrix: (rows) =>
      literal(
        g,
        rows.length,
        rows[0]?.length ?? 0,
        rows.flatMap((row) => row.map((x) => num(g, x))),
      ),
    data: (rows, cols, numbers) => dataArray(g, rows, cols, numbers),
    vector: (entries) => literal(g, entries.length, 1, entries),
    add: (...terms) => sum(g, terms),
    sum: (terms, coefs) => sum(g, terms, coefs),
    sub: (a, b) => sum(g, [a, b], [1, -1]),
    neg: (a) => scale(g, -1, a),
    scale: (c, a) => scale(g, c, a),
    mul: (...factors) => multiply(g, factors),
    div: (a, b) => multiply(g, [a, product(g, [b], [-1])]),
    had: (...factors) => hadamard(g, factors),
    hadDiv: (a, b) => {
      const [p, q] = spread(a, b);
      return hadamard(g, [p, q], [1, -1]);
    },
    pow: (base, exponent) =>
      exponent.op === "num" && !isScalar(base)
        ? hadamard(g, [base], exponent.coefs)
        : power(g, ...spreadBase(base, exponent)),
    matPow: (base, exponent) => matrixPower(g, base, exponent),
    transpose: (a) => transpose(g, a),
    addScalar: (a, c) => sum(g, spread(a, c)),
    call: (name, ...args) => call(g, name, args),
    inv: (a) => call(g, "inv", [a]),
    solve: (a, b) => multiply(g, [call(g, "inv", [a]), b]),
    entry: (a, row, col = 1) => entryOf(g, a, [row, col]),
    blocks: (rows) => joinBlocks(g, rows),
    substitute: (node, by) => substitute(g, node, by),
    scalarise: (node) => scalarise(g, node),
    expand: (node) => expand(g, node),
    rational: rationalOf,
  };

  function spreadBase(base: Node, exponent: Node): [Node, Node] {
    return isScalar(base) && !isScalar(exponent)
      ? [multiply(g, [base, ones(g, exponent.rows, exponent.cols)]), exponent]
      : [base, exponent];
  }
}

/** Runs a computation of the engine; a limit or a missing rule becomes a value. Anything else is a bug and passes through. */
export function attempt<T>(run: () => T): Outcome<T> {
  try {
    return { value: run() };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error };
    if (error instanceof DigitLimit) return { refusal: new Refusal("limit", tooManyDigits) };
    throw error;
  }
}

const tooManyDigits = { en: "An exact number here has too many digits.", zh: "这里的精确数位数过多。" } as const;
