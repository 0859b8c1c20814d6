import { finish, nullspace, solveSteps } from "../../core/num/exact";
import { Q, type Rational } from "../../core/num/rational";
import type { Builder } from "../symbolic/build";
import { type Need, needOfCall, needOfPower } from "../symbolic/domain";
import { type Node, Refusal, Trait } from "../symbolic/graph";
import { rationalRows } from "../symbolic/solve";
import { knownShapes } from "./known";
import { casesOf } from "./lower-cases";
import { entryOf, needsNumbers, sumOver } from "./lower-index";
import { bind, letterNode, type Maker, withValues } from "./maker";
import { type Needs, need, needsAt, take } from "./needs";
import { settled } from "./size";
import type { Term } from "./term";

const numeric: ReadonlySet<string> = new Set(["eig", "eigvals", "cond", "rank"]);

/** Worked out in floating point where there are numbers; else they stay what they are. */
const preferNumbers: ReadonlySet<string> = new Set(["normop", "lambda_max", "vmax", "pinv", "expm", "sinm", "cosm"]);

/**
 * The node of a term whose shapes fit.
 *
 * @throws Refusal when a result is undefined, too large, or needs numbers that are not there
 */
export function lower(maker: Maker, term: Term): Node {
  const { b } = maker;
  const go = (t: Term): Node => lower(maker, t);
  switch (term.op) {
    case "num":
      return b.num(term.value);
    case "const":
      // A number of its own, so that ∞ − ∞ is undefined and not a symbol that cancels.
      return term.name === "inf" ? b.approx(Number.POSITIVE_INFINITY) : b.constant(term.name);
    case "identity": {
      const size = term.size === undefined ? 1 : settled(term.size);
      return typeof size === "object" ? b.num(1) : b.eye(size);
    }
    case "letter":
      return letterNode(maker, term.letter);
    case "named":
      return term.named.value.rows === 1 && term.named.value.cols === 1 ? term.named.value : term.named.symbol;
    case "add":
      return addTerms(maker, term);
    case "neg":
      return b.neg(go(term.of));
    case "mul":
      return multiply(maker, term);
    case "pow":
      return powerOf(maker, term);
    case "transpose":
      return b.transpose(go(term.of));
    case "call":
      return callOf(maker, term);
    case "apply":
      return filled(maker, term.fn.body, term.fn.needs, bind(maker, term.fn.params, term.args.map(go)));
    case "derive": {
      const needs: Needs = new Map();
      const node = maker.derive({ ...maker, needs }, term);
      const by = term.args ? bind(maker, term.of.fn?.params ?? term.wrt, term.args.map(go)) : new Map<Node, Node>();
      return filled(maker, node, needs.values(), by);
    }
    case "at": {
      const needs: Needs = new Map();
      const node = lower({ ...maker, needs }, term.of);
      return filled(maker, node, needs.values(), bind(maker, term.letters, term.args.map(go)));
    }
    case "list":
      return listOf(maker, term);
    case "entry":
      return entryOf(maker, term, lower);
    case "norm":
      if (term.p === "F" || term.p === "2") return b.call("norm", go(term.of));
      return b.call(term.p === "1" ? "norm1" : "norminf", go(term.of));
    case "abs":
      return b.call("abs", go(term.of));
    case "sumover":
      return sumOver(maker, term, lower);
    case "cases":
      return casesOf(maker, term, lower);
    case "optimum":
      if (!term.of.fn) throw needsNumbers();
      return maker.optimum(term.word, term.of.fn);
    case "broken":
      throw new RangeError("a broken term can't be made a node");
  }
}

/** A node with arguments in the place of its letters, where it is defined there. */
function filled(maker: Maker, node: Node, needs: Iterable<Need>, by: ReadonlyMap<Node, Node>): Node {
  take(maker, needsAt(maker.b, needs, by));
  return maker.b.substitute(node, by);
}

function addTerms(maker: Maker, term: Term & { op: "add" }): Node {
  const { b } = maker;
  const nodes = term.args.map((arg) => lower(maker, arg));
  const isArray = ({ rows, cols }: Node) => rows !== 1 || cols !== 1;
  const big = nodes.find(({ rows, cols }) => rows !== 1 && cols !== 1) ?? nodes.find(isArray);
  const spread = (node: Node): Node => {
    if (!big) return node;
    return isArray(node) ? fill(b, node, big) : b.mul(node, b.ones(big.rows, big.cols));
  };
  return b.sum(nodes.map(spread), term.signs);
}

function multiply(maker: Maker, { left, right, word }: Term & { op: "mul" }): Node {
  const { b } = maker;
  const x = lower(maker, left);
  const y = lower(maker, right);
  switch (word) {
    case ".*":
      return b.had(...broadcast(maker, x, y));
    case "./": {
      need(maker, "nonzero", y);
      const [p, q] = broadcast(maker, x, y);
      return b.hadDiv(p, q);
    }
    case "/":
      need(maker, "nonzero", y);
      return b.div(x, y);
    case "\\":
      need(maker, "invertible", x);
      return x.rows === 1 && x.cols === 1 ? b.div(y, x) : solved(maker, withValues(maker, x), withValues(maker, y));
    case "⊗":
      return b.call("kron", x, y);
    case "·":
      return isColumn(x) && isColumn(y) ? b.mul(b.transpose(x), y) : b.mul(x, y);
    case "*":
      return b.mul(x, fitting(x, y));
  }
}

/** y, if x can stand left of it: sizes that only differentiation knows are compared here. */
function fitting(x: Node, y: Node): Node {
  const isScalar = (n: Node) => n.rows === 1 && n.cols === 1;
  if (isScalar(x) || isScalar(y) || x.cols === y.rows) return y;
  throw new Refusal("rule", {
    en: `${x.rows}×${x.cols} and ${y.rows}×${y.cols} can't be multiplied`,
    zh: `${x.rows}×${x.cols} 与 ${y.rows}×${y.cols} 无法相乘`,
  });
}

/** A row or a column beside a matrix, repeated to its shape. */
function broadcast({ b }: Maker, x: Node, y: Node): [Node, Node] {
  return [fill(b, x, y), fill(b, y, x)];
}

function fill(b: Builder, small: Node, big: Node): Node {
  if (small.rows === big.rows && small.cols === big.cols) return small;
  if (small.rows === 1 && small.cols === 1) return small;
  if (small.rows === 1 && small.cols === big.cols) return b.mul(b.ones(big.rows), small);
  if (small.cols === 1 && small.rows === big.rows) return b.mul(small, b.ones(1, big.cols));
  return small;
}

/** Beyond this size matrices are inverted in floating point: exact elimination would take seconds. */
const largestExact = 40;

/** Whether a concrete matrix is too large for exact elimination. */
const isLarge = (node: Node): boolean => node.op === "literal" && Number(node.rows) > largestExact;

/** The value behind a name where it is too large to be inverted exactly later. */
function withLargeValue(maker: Maker, node: Node): Node {
  return node.op === "sym" && typeof node.rows === "number" && node.rows > largestExact
    ? withValues(maker, node)
    : node;
}

/** A⁻¹y; of a matrix of numbers with more rows than columns the least-squares solution (A'A)⁻¹A'y. */
function solved(maker: Maker, A: Node, y: Node): Node {
  if (A.rows !== A.cols) {
    const { b } = maker;
    const isTall = typeof A.rows === "number" && typeof A.cols === "number" && A.rows > A.cols && A.mask === 0;
    if (isTall && !isLarge(A)) return b.solve(b.mul(b.transpose(A), A), b.mul(b.transpose(A), y));
    throw new Refusal("rule", {
      en: "\\ needs a square matrix, or one of numbers with more rows than columns; for least squares write (A'A) \\ (A'b)",
      zh: "\\ 需要方阵，或行数多于列数的数值矩阵；最小二乘请写 (A'A) \\ (A'b)",
    });
  }
  refuseSingular(maker, A, y);
  return isLarge(A) ? maker.compute("solve", [A, y]) : maker.b.solve(A, y);
}

/** Of a singular matrix of exact numbers A \ y says which v has A v = 0, and whether there are solutions. */
function refuseSingular(maker: Maker, A: Node, y: Node): void {
  const M = withValues(maker, A);
  const rows = M.op === "literal" && Number(M.rows) <= 12 ? rationalRows(M) : undefined;
  const [v] = rows ? nullspace(rows) : [];
  if (!rows || !v) return;
  const right = withValues(maker, y);
  const d = right.op === "literal" && right.cols === 1 ? rationalRows(right)?.map(([x]) => x) : undefined;
  const solution = d && finish(solveSteps(rows, d));
  const list = (x: readonly Rational[]) => `(${x.map((entry) => Q.format(entry)).join(", ")})`;
  const [en, zh] =
    solution?.kind === "many"
      ? [
          `; it has many solutions, ${list(solution.x)} plus any multiple of v`,
          `；有无穷多解：${list(solution.x)} 加 v 的任意倍`,
        ]
      : solution?.kind === "none"
        ? ["; it has no solution, pinv(A) b comes nearest", "；无解，pinv(A) b 最接近"]
        : ["", ""];
  throw new Refusal("domain", {
    en: `the matrix is singular: A v = 0 for v = ${list(v)}${en}`,
    zh: `矩阵奇异：v = ${list(v)} 时 A v = 0${zh}`,
  });
}

const isColumn = ({ rows, cols }: Node): boolean => cols === 1 && rows !== 1;

function powerOf(maker: Maker, { base, exponent, elementwise }: Term & { op: "pow" }): Node {
  const { b } = maker;
  const x = lower(maker, base);
  const e = lower(maker, exponent);
  if (elementwise || x.cols === 1) {
    need(maker, e.op === "num" ? needOfPower(e.coefs[0]) : isWhole(e) ? undefined : "positive", x);
    return b.pow(x, e);
  }
  const k = b.rational(e);
  if (typeof k === "number" && k < 0) need(maker, "invertible", x);
  if (typeof k !== "number")
    throw new Refusal("rule", { en: "a matrix has whole powers only", zh: "矩阵只有整数次幂" });
  return b.matPow(withValues(maker, x), k);
}

/** A whole number for all letters: sizes, and sums and products of them. */
function isWhole(e: Node): boolean {
  if (e.op === "num") return Number.isInteger(e.coefs[0]);
  if (e.op === "sym") return (e.traits & Trait.integer) !== 0;
  return (e.op === "sum" || e.op === "prod") && [...e.coefs].every((c) => Number.isInteger(c)) && e.args.every(isWhole);
}

function callOf(maker: Maker, term: Term & { op: "call" }): Node {
  const { b } = maker;
  const { name } = term;
  const given = term.args.map((arg) => lower(maker, arg));
  const args = given.length > 1 && knownShapes.get(name)?.most === 1 ? [b.vector(given)] : given;
  need(maker, needOfCall(name), args[0]);
  if (numeric.has(name) || preferNumbers.has(name)) {
    const values = args.map((arg) => withValues(maker, arg));
    return numeric.has(name) || values.every(({ mask }) => mask === 0)
      ? maker.compute(name, values)
      : b.call(name, ...args);
  }
  switch (name) {
    case "eye":
    case "causal":
    case "ones":
    case "zeros": {
      const sizes = args.map((arg) => sizeOf(maker, arg));
      if (name === "eye") return b.eye(sizes[0]);
      if (name === "causal") return b.causal(sizes[0]);
      return name === "ones" ? b.ones(sizes[0], sizes[1]) : b.zeros(sizes[0], sizes[1] ?? 1);
    }
    case "dot":
      return b.mul(b.transpose(args[0]), args[1]);
    case "transpose":
      return b.transpose(args[0]);
    case "inv":
    case "det":
    case "logdet": {
      const A = withLargeValue(maker, args[0]);
      if (isLarge(A)) return maker.compute(name, [A]);
      return name === "inv" ? b.inv(A) : b.call(name, A);
    }
    case "symmetrise":
      return b.scale({ n: 1, d: 2 }, b.add(args[0], b.transpose(args[0])));
    default:
      return b.call(name, ...args);
  }
}

function sizeOf(maker: Maker, node: Node): number | string {
  const value = maker.b.rational(node);
  if (typeof value === "number") {
    if (value > maker.entriesLimit)
      throw new Refusal("limit", { en: `a size of ${value} is too large`, zh: `尺寸 ${value} 过大` });
    return value;
  }
  return node.name;
}

function listOf({ b, ...rest }: Maker, term: Term & { op: "list" }): Node {
  const maker = { b, ...rest };
  const rows = term.rows.map((row) => row.map((entry) => lower(maker, entry)));
  const flat = rows.flat();
  if (flat.every((node) => node.rows === 1 && node.cols === 1)) {
    return term.column ? b.vector(flat) : b.literal(rows.length, rows[0].length, flat);
  }
  return b.blocks(rows.map((row) => row.map((node) => withValues(maker, node))));
}
