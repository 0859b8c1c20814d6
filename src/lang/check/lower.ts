import { N } from "../symbolic/coefficient";
import { type Node, Refusal } from "../symbolic/graph";
import { knownShapes } from "./known";
import { bind, letterNode, type Maker, withValues } from "./maker";
import { settled } from "./size";
import type { Term } from "./term";

const numeric: ReadonlySet<string> = new Set([
  "eig",
  "eigvals",
  "cond",
  "rank",
  "normop",
  "lambda_max",
  "vmax",
  "pinv",
  "expm",
  "sinm",
  "cosm",
  "norm_rows",
]);

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
      return b.constant(term.name);
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
      return b.substitute(term.fn.body, bind(maker, term.fn.params, term.args.map(go)));
    case "derive": {
      const node = maker.derive(maker, term);
      return term.args ? b.substitute(node, bind(maker, term.of.fn?.params ?? term.wrt, term.args.map(go))) : node;
    }
    case "at":
      return b.substitute(go(term.of), bind(maker, term.letters, term.args.map(go)));
    case "list":
      return listOf(maker, term);
    case "entry":
      return entryOf(maker, term);
    case "norm":
      if (term.p === "F" || term.p === "2") return b.call("norm", go(term.of));
      return b.call(term.p === "1" ? "norm1" : "norminf", go(term.of));
    case "abs":
      return b.call("abs", go(term.of));
    case "sumover":
      return sumOver(maker, term);
    case "cases":
      return casesOf(maker, term);
    case "optimum":
      if (!term.of.fn) throw needsNumbers();
      return maker.optimum(term.word, term.of.fn);
    case "broken":
      throw new RangeError("a broken term can't be made a node");
  }
}

const needsNumbers = (): Refusal =>
  new Refusal("rule", { en: "it needs numbers that are not there yet", zh: "所需的数值尚不存在" });

function addTerms(maker: Maker, term: Term & { op: "add" }): Node {
  const { b } = maker;
  const nodes = term.args.map((arg) => lower(maker, arg));
  const big = nodes.find(({ rows, cols }) => rows !== 1 || cols !== 1);
  const spread = (node: Node): Node => {
    if (!big || (node.rows === big.rows && node.cols === big.cols)) return node;
    if (node.rows === 1 && node.cols === 1) return b.mul(node, b.ones(big.rows, big.cols));
    return b.mul(b.ones(big.rows), node);
  };
  return b.sum(nodes.map(spread), term.signs);
}

function multiply(maker: Maker, { left, right, word }: Term & { op: "mul" }): Node {
  const { b } = maker;
  const x = lower(maker, left);
  const y = lower(maker, right);
  switch (word) {
    case ".*":
      return b.had(x, y);
    case "./":
      return b.hadDiv(x, y);
    case "/":
      return b.div(x, y);
    case "\\":
      return x.rows === 1 && x.cols === 1 ? b.div(y, x) : solved(maker, withValues(maker, x), withValues(maker, y));
    case "⊗":
      return b.call("kron", x, y);
    case "·":
      return isColumn(x) && isColumn(y) ? b.mul(b.transpose(x), y) : b.mul(x, y);
    case "*":
      return b.mul(x, y);
  }
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

function solved(maker: Maker, A: Node, y: Node): Node {
  return isLarge(A) ? maker.compute("solve", [A, y]) : maker.b.solve(A, y);
}

const isColumn = ({ rows, cols }: Node): boolean => cols === 1 && rows !== 1;

function powerOf(maker: Maker, { base, exponent, elementwise }: Term & { op: "pow" }): Node {
  const { b } = maker;
  const x = lower(maker, base);
  const e = lower(maker, exponent);
  if (elementwise || x.cols === 1) return b.pow(x, e);
  const k = b.rational(e);
  if (typeof k !== "number")
    throw new Refusal("rule", { en: "a matrix has whole powers only", zh: "矩阵只有整数次幂" });
  return b.matPow(withValues(maker, x), k);
}

function callOf(maker: Maker, term: Term & { op: "call" }): Node {
  const { b } = maker;
  const { name } = term;
  const given = term.args.map((arg) => lower(maker, arg));
  const args = given.length > 1 && knownShapes.get(name)?.most === 1 ? [b.vector(given)] : given;
  if (numeric.has(name))
    return maker.compute(
      name,
      args.map((arg) => withValues(maker, arg)),
    );
  switch (name) {
    case "eye":
    case "ones":
    case "zeros": {
      const sizes = args.map((arg) => sizeOf(maker, arg));
      if (name === "eye") return b.eye(sizes[0]);
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

function entryOf(maker: Maker, term: Term & { op: "entry" }): Node {
  const { b } = maker;
  const of = lower(maker, term.of);
  const [rows, cols] = [of.rows, of.cols];
  const at = (index: Term, size: number | string): number => {
    const value = b.rational(withValues(maker, lower(maker, index)));
    const most = typeof size === "number" ? size : Number.POSITIVE_INFINITY;
    if (typeof value === "number" && value >= 1 && value <= most) return value;
    throw new Refusal("domain", { en: `entries are counted from 1 to ${size}`, zh: `下标从 1 到 ${size}` });
  };
  const known = (size: number | string): number => {
    if (typeof size === "number") return size;
    throw needsNumbers();
  };
  const [i, j] = term.indices;
  if (term.indices.length === 1) {
    if (!i) return of;
    return cols === 1
      ? b.entry(of, at(i, rows))
      : b.entry(of, 1, at(i, rows === 1 ? cols : Number(rows) * Number(cols)));
  }
  if (i && j) return b.entry(of, at(i, rows), at(j, cols));
  if (i) return b.vector(Array.from({ length: known(cols) }, (_, k) => b.entry(of, at(i, rows), k + 1)));
  return j ? b.vector(Array.from({ length: known(rows) }, (_, k) => b.entry(of, k + 1, at(j, cols)))) : of;
}

/** Σ written out; the bounds must be whole numbers. */
function sumOver(maker: Maker, term: Term & { op: "sumover" }): Node {
  const { b } = maker;
  const [low, high] = [term.low, term.high].map((bound) => b.rational(withValues(maker, lower(maker, bound))));
  if (typeof low !== "number" || typeof high !== "number") throw needsNumbers();
  if (high - low > 10_000)
    throw new Refusal("limit", { en: "a sum of more than 10,000 terms", zh: "求和超过 10000 项" });
  const terms: Node[] = [];
  for (let i = low; i <= high; i++) {
    term.index.node = b.num(i);
    terms.push(lower(maker, term.body));
  }
  return terms.length === 0 ? b.num(0) : b.sum(terms);
}

/** The first branch whose condition holds; conditions with letters have no answer yet. */
function casesOf(maker: Maker, term: Term & { op: "cases" }): Node {
  for (const { when, value } of term.branches) {
    if (!when) return lower(maker, value);
    const sides = when.operands.map((operand) => maker.b.rational(withValues(maker, lower(maker, operand))));
    if (sides.some((side) => side === undefined)) throw needsNumbers();
    const numbers = sides.map((side) => N.toNumber(side ?? 0));
    if (when.words.every((word, i) => holds(word, numbers[i], numbers[i + 1]))) return lower(maker, value);
  }
  throw new Refusal("domain", { en: "no case applies", zh: "没有适用的情形" });
}

function holds(word: string, a: number, b: number): boolean {
  if (word === "<") return a < b;
  if (word === "≤") return a <= b;
  if (word === ">") return a > b;
  if (word === "≥") return a >= b;
  return word === "≠" ? a !== b : a === b;
}
