import type { Rational } from "../../core/num/rational";
import type { Coefficient } from "./coefficient";
import type { Graph, Node, Size } from "./graph";

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
  zeros(rows: Size, cols?: Size): Node;
  /** A concrete matrix of scalar nodes, row-major. */
  literal(rows: number, cols: number, entries: readonly Node[]): Node;
  /** A concrete matrix of numbers, rows of equal length. */
  matrix(rows: readonly (readonly Coefficient[])[]): Node;
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
