import { Q } from "../../core/num/rational";
import { floatOf } from "../functions/evaluate";
import { N } from "./coefficient";
import { determinant } from "./determinant";
import { diagonal, diagonalOf } from "./diagonal";
import { matrixExponential } from "./expm";
import { extreme } from "./extreme";
import { type Graph, intern, type Node, Refusal, type Size, Trait } from "./graph";
import { kronecker } from "./kron";
import { eye, isOne, isScalar, num, ones, zero } from "./leaf";
import { isSymmetric, multiply, transpose } from "./mat";
import { isLevel, levelOf } from "./neighbours";
import { compareFactors } from "./order";
import { isOrthogonalDeterminant, makeExp, product } from "./prod";
import { choose, rowMeans, rowNorms, rowSoftmax, rowSums, runningSums, stacked } from "./rows";
import { isPositive } from "./sign";
import { sizeNode } from "./size";
import { literalDeterminant, literalInverse } from "./solve";
import { specialValue } from "./special";
import { literal, scale, splitCoefficient, sum } from "./sum";

/** The function `name` of arguments whose shapes fit it, in normal form. Names are the canonical ones of the table. */
export function call(g: Graph, name: string, args: readonly Node[]): Node {
  const [a] = args;
  // f(c, c, …) is (f(c), f(c), …).
  if (a?.op === "mat" && a.args.length === 2 && a.args[1]!.op === "ones" && floatOf(name) !== undefined)
    return multiply(g, [call(g, name, [a.args[0]!]), a.args[1]!]);
  const rule = rules[name];
  if (rule !== undefined) return rule(g, args);
  if (args.length === 1) {
    const float = floatOf(name);
    if (float !== undefined) return elementwise(g, name, args[0]!, float);
  }
  return intern(g, "call", args[0]?.rows ?? 1, args[0]?.cols ?? 1, args, [], name);
}

/** The shape of a call that has no rule of its own. */
function opaque(g: Graph, name: string, args: readonly Node[], rows: Size, cols: Size, traits = 0): Node {
  return intern(g, "call", rows, cols, args, [], name, traits);
}

type Rule = (g: Graph, args: readonly Node[]) => Node;

const odd = new Set(["sin", "tan", "asin", "atan", "sinh", "tanh", "sign", "erf"]);
const even = new Set(["cos", "cosh", "abs"]);

function elementwise(g: Graph, name: string, a: Node, float: (x: number) => number): Node {
  if (a.op === "num" && N.isApprox(a.coefs[0]!)) return num(g, N.approx(float(a.coefs[0].approx)));
  if (a.op === "literal") {
    const entries = a.args.map((e) => elementwise(g, name, e, float));
    return literal(g, a.rows as number, a.cols as number, entries);
  }
  const special = specialValue(g, name, a, (f, u) => call(g, f, [u]));
  if (special !== undefined) return special;
  if (name === "abs" && isOrthogonalDeterminant(a)) return num(g, 1);
  if (odd.has(name) || even.has(name)) {
    const flipped = isNegated(a) ? scale(g, -1, a) : undefined;
    if (flipped !== undefined) {
      const body = elementwise(g, name, flipped, float);
      return odd.has(name) ? scale(g, -1, body) : body;
    }
  }
  return opaque(g, name, [a], a.rows, a.cols);
}

/** True where a minus sign stands in front of the whole. */
function isNegated(a: Node): boolean {
  if (a.op === "num") return N.sign(a.coefs[0]!) < 0;
  return a.op === "sum" && a.coefs.every((c) => N.sign(c) < 0);
}

/** exp a, with exp(x − logsumexp y) = exp(x)/Σ exp y. */
function exponential(g: Graph, a: Node): Node {
  const totalIn = (t: Node): Node | undefined => {
    const s = t.op === "mat" && isLevel(t) ? t.args[0]! : t;
    return isScalar(s) && s.op === "call" && s.name === "logsumexp" ? total(g, exponential(g, s.args[0]!)) : undefined;
  };
  const terms = a.op === "sum" ? a.args : [a];
  const at = terms.findIndex((t, i) => totalIn(t) !== undefined && (a.op !== "sum" || N.isExact(a.coefs[i]!)));
  if (at < 0) return makeExp(g, a);
  const keep = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  const rest = terms.length === 1 ? ones(g, a.rows, a.cols) : exponential(g, sum(g, keep(terms), keep(a.coefs)));
  return multiply(g, [product(g, [totalIn(terms[at]!)!], [a.op === "sum" ? a.coefs[at]! : 1]), rest]);
}

/** log a, with log 1 = 0, log exp b = b, log(1 + exp b) = softplus b and log Σ exp b = logsumexp b. */
function log(g: Graph, a: Node): Node {
  if (isOne(a) || a.op === "ones") return zero(g, a.rows, a.cols);
  if (a.op === "num" && N.isApprox(a.coefs[0]!)) return num(g, N.approx(Math.log(a.coefs[0].approx)));
  if (a.op === "call" && a.name === "exp") return a.args[0]!;
  if (a.op === "call" && a.name === "e") return num(g, 1);
  if (a.op === "prod" && a.args.length === 1 && a.args[0]!.op === "call" && a.args[0]!.name === "e")
    return num(g, a.coefs[0]!);
  if (a.op === "call" && a.name === "abs" && a.args[0]!.op === "call" && a.args[0]!.name === "det")
    return logdet(g, a.args[0]!.args[0]!);
  if (a.op === "pow" && isPositive(a.args[0]!) && isScalar(a)) return product(g, [a.args[1]!, log(g, a.args[0]!)]);
  if (a.op === "literal") {
    return literal(
      g,
      a.rows as number,
      a.cols as number,
      a.args.map((e) => log(g, e)),
    );
  }
  if (a.op === "sum" && a.args.length === 2 && a.coefs.every((c) => c === 1)) {
    const [p, q] = a.args as [Node, Node];
    const u = p.op === "ones" || isOne(p) ? q : q.op === "ones" || isOne(q) ? p : undefined;
    if (u?.op === "call" && u.name === "exp") return opaque(g, "softplus", [u.args[0]!], a.rows, a.cols);
  }
  const stable = stableLog(g, a);
  if (stable !== undefined) return stable;
  if (a.op === "mat" && isOne(a.args[0]!) && a.args.length === 3 && a.args[1]!.op === "ones") {
    const u = a.args[2]!;
    if (u.op === "call" && u.name === "exp" && u.cols === 1) return opaque(g, "logsumexp", [u.args[0]!], 1, 1);
  }
  return opaque(g, "log", [a], a.rows, a.cols);
}

/** log σ(u) = −softplus(−u), log(1 − σ(u)) = −softplus(u) and log softmax(u) = u − logsumexp(u): no rounding to log 0. */
function stableLog(g: Graph, a: Node): Node | undefined {
  if (a.op === "call" && a.name === "sigmoid") return scale(g, -1, call(g, "softplus", [scale(g, -1, a.args[0]!)]));
  if (a.op === "call" && a.name === "softmax") {
    const u = a.args[0]!;
    const level = multiply(g, [call(g, "logsumexp", [u]), ones(g, u.rows, 1)]);
    return sum(g, [u, level], [1, -1]);
  }
  if (a.op !== "sum" || a.args.length !== 2) return undefined;
  const at = a.args.findIndex((t) => t.op === "ones" || isOne(t));
  const s = a.args[1 - at];
  if (at < 0 || a.coefs[at] !== 1 || a.coefs[1 - at] !== -1 || s?.op !== "call" || s.name !== "sigmoid")
    return undefined;
  return scale(g, -1, call(g, "softplus", [s.args[0]!]));
}

/** a⁻¹ with structure used: (AB)⁻¹ = B⁻¹A⁻¹ for square factors, Q⁻¹ = Q', diag(v)⁻¹ = diag(1/v), literals solved exactly. */
export function inverse(g: Graph, a: Node): Node {
  if (isScalar(a)) return product(g, [a], [-1]);
  if (a.rows !== a.cols) throw new RangeError(`only a square matrix has an inverse, got ${a.rows}×${a.cols}`);
  if (a.op === "eye") return a;
  if (a.op === "zero") throw new Refusal("domain", singular);
  if (a.op === "literal") return literalInverse(g, a);
  if (a.op === "sum" && a.args.length === 1) {
    return multiply(g, [product(g, [num(g, a.coefs[0]!)], [-1]), inverse(g, a.args[0]!)]);
  }
  if (a.op === "call" && a.name === "inv") return a.args[0]!;
  if (a.op === "call" && a.name === "expm") return matrixExponential(g, scale(g, -1, a.args[0]!));
  const isLevel = (t: Node) => t.op === "eye" || (t.op === "mat" && t.args.length === 2 && t.args[1]!.op === "eye");
  if (a.op === "sum" && a.args.every(isLevel)) {
    const level = sum(
      g,
      a.args.map((t) => (t.op === "eye" ? num(g, 1) : t.args[0]!)),
      a.coefs,
    );
    return multiply(g, [product(g, [level], [-1]), eye(g, a.rows)]);
  }
  if (a.op === "call" && a.name === "diag") {
    return call(g, "diag", [product(g, [a.args[0]!], [-1], a.rows, 1)]);
  }
  if (a.op === "call" && a.name === "kron" && a.args.every((f) => f.rows === f.cols)) {
    return call(
      g,
      "kron",
      a.args.map((f) => inverse(g, f)),
    );
  }
  if (a.op === "sym" && a.traits & Trait.orthogonal) return transpose(g, a);
  if (a.op === "transpose" && a.args[0]!.traits & Trait.orthogonal) return a.args[0]!;
  if (a.op === "mat") {
    const s = product(g, [a.args[0]!], [-1]);
    const factors = a.args.slice(1);
    if (factors.every((f) => f.rows === f.cols)) {
      return multiply(g, [s, ...factors.reverse().map((f) => inverse(g, f))]);
    }
    if (!isOne(a.args[0]!)) return multiply(g, [s, inverse(g, multiply(g, factors))]);
  }
  return opaque(g, "inv", [a], a.rows, a.cols);
}

/** tr a: linear, invariant under rotation and transposition of the factors, a scalar product where one is inside. */
function trace(g: Graph, a: Node): Node {
  if (isScalar(a)) return a;
  switch (a.op) {
    case "eye":
      return sizeNode(g, a.rows);
    case "zero":
      return num(g, 0);
    case "ones":
      return sizeNode(g, a.rows);
    case "transpose":
      return trace(g, a.args[0]!);
    case "sum":
      return sum(
        g,
        a.args.map((t) => trace(g, t)),
        a.coefs,
      );
    case "literal": {
      const n = a.rows as number;
      return sum(
        g,
        Array.from({ length: n }, (_, i) => a.args[i * n + i]!),
      );
    }
    case "sym":
      if (a.traits & Trait.skew) return num(g, 0);
      return opaque(g, "tr", [a], 1, 1);
    case "call":
      if (a.name === "diag") return multiply(g, [ones(g, 1, a.rows), a.args[0]!]);
      if (a.name === "kron") return product(g, [trace(g, a.args[0]!), trace(g, a.args[1]!)]);
      if (a.name === "inv" && a.args[0]!.op === "transpose") return trace(g, inverse(g, a.args[0]!.args[0]!));
      return opaque(g, "tr", [a], 1, 1);
    case "mat":
      return product(g, [a.args[0]!, traceOfProduct(g, a.args.slice(1))]);
    default:
      return opaque(g, "tr", [a], 1, 1);
  }
}

function traceOfProduct(g: Graph, factors: readonly Node[]): Node {
  const k = factors.length;
  const turn = (list: readonly Node[], i: number) => [...list.slice(i), ...list.slice(0, i)];
  for (let i = 0; i < k; i++) if (factors[i]!.rows === 1) return multiply(g, turn(factors, i));
  if (k === 1) return trace(g, factors[0]!);
  const joined = multiply(g, turn(factors, k - 1));
  if (joined.op !== "mat" || joined.args.length - 1 < k) return trace(g, joined);
  if (k > 16) return opaque(g, "tr", [multiply(g, factors)], 1, 1);
  const back = factors.map((_, i) => transpose(g, factors[k - 1 - i]!));
  const candidates: (readonly Node[])[] = [];
  const clean = back.every((f) => f.op !== "sum" || f.args.length > 1);
  for (let i = 0; i < k; i++) {
    candidates.push(turn(factors, i));
    if (clean) candidates.push(turn(back, i));
  }
  // tr(SK) = tr((SK)') = −tr(SK) for a symmetric S and a skew K.
  const odd = back.map((f) => (f.op === "sum" && f.args.length === 1 && f.coefs[0] === -1 ? f.args[0]! : f));
  const signs = back.filter((f, i) => f !== odd[i]).length;
  if (signs % 2 === 1 && candidates.some((list) => list.every((f, i) => f === odd[i]))) return num(g, 0);
  let best = candidates[0]!;
  for (const list of candidates) if (compareFactors(list, best) < 0) best = list;
  const half = k >> 1;
  const isGram = k % 2 === 0 && best.slice(0, half).every((f, i) => transpose(g, f) === best[k - 1 - i]);
  const body = intern(g, "mat", best[0]!.rows, best[k - 1]!.cols, [num(g, 1), ...best]);
  return opaque(g, "tr", [body], 1, 1, isGram ? Trait.nonnegative : 0);
}

/** log|det a|, split like {@link determinant}. */
function logdet(g: Graph, a: Node): Node {
  const { c, rest } = splitCoefficient(a);
  const s = rest.op === "mat" ? product(g, [num(g, c), rest.args[0]!]) : num(g, c);
  if (!isScalar(a) && !isOne(s) && a.op !== "literal" && (rest !== a || rest.op === "mat")) {
    const level = log(g, isPositive(s) ? s : call(g, "abs", [s]));
    const body = rest.op === "mat" ? multiply(g, rest.args.slice(1)) : rest;
    return sum(g, [product(g, [sizeNode(g, a.rows), level]), logdet(g, body)]);
  }
  if (a.op === "sym" && a.traits & Trait.orthogonal) return num(g, 0);
  if (a.op === "call" && a.name === "expm") return trace(g, a.args[0]!);
  if (a.op === "call" && a.name === "kron" && a.args.every((f) => f.rows === f.cols)) {
    const [p, q] = a.args as [Node, Node];
    return sum(g, [product(g, [sizeNode(g, q.rows), logdet(g, p)]), product(g, [sizeNode(g, p.rows), logdet(g, q)])]);
  }
  if (isScalar(a)) return log(g, isPositive(a) ? a : call(g, "abs", [a]));
  if (a.op === "eye") return num(g, 0);
  if (a.op === "literal") return log(g, call(g, "abs", [literalDeterminant(g, a)]));
  if (a.op === "transpose") return logdet(g, a.args[0]!);
  if (a.op === "call" && a.name === "inv") return scale(g, -1, logdet(g, a.args[0]!));
  if (a.op === "mat" && isOne(a.args[0]!) && a.args.slice(1).every((f) => f.rows === f.cols)) {
    return sum(
      g,
      a.args.slice(1).map((f) => logdet(g, f)),
    );
  }
  return opaque(g, "logdet", [a], 1, 1);
}

/** Σ of all entries, as 1'x or 1'X1. */
function total(g: Graph, a: Node): Node {
  if (isScalar(a)) return a;
  if (a.op === "call" && a.name === "diagof") return trace(g, a.args[0]!);
  const row = ones(g, 1, a.rows);
  return a.cols === 1 ? multiply(g, [row, a]) : multiply(g, [row, a, ones(g, a.cols, 1)]);
}

function norm(g: Graph, a: Node): Node {
  const square = a.cols === 1 ? multiply(g, [transpose(g, a), a]) : trace(g, multiply(g, [transpose(g, a), a]));
  return isScalar(a) ? call(g, "abs", [a]) : product(g, [square], [Q.ratio(1, 2)]);
}

const rules: { readonly [name: string]: Rule } = {
  __proto__: null as never,
  exp: (g, [a]) => (a!.op === "literal" ? mapLiteral(g, a!, (e) => makeExp(g, e)) : exponential(g, a!)),
  log: (g, [a]) => log(g, a!),
  sqrt: (g, [a]) => product(g, [a!], [Q.ratio(1, 2)], a!.rows, a!.cols),
  inv: (g, [a]) => inverse(g, a!),
  transpose: (g, [a]) => transpose(g, a!),
  tr: (g, [a]) => trace(g, a!),
  det: (g, [a]) => determinant(g, a!, (b) => trace(g, b)),
  logdet: (g, [a]) => logdet(g, a!),
  diag: (g, [a]) => (a!.cols === 1 ? diagonal(g, a!) : diagonalOf(g, a!)),
  diagof: (g, [a]) => diagonalOf(g, a!),
  sum: (g, [a]) => total(g, a!),
  mean: (g, [a]) => {
    const count = product(g, [sizeNode(g, a!.rows), sizeNode(g, a!.cols)], [-1, -1]);
    return product(g, [count, total(g, a!)]);
  },
  norm: (g, [a]) => norm(g, a!),
  norm1: (g, [a]) => total(g, call(g, "abs", [a!])),
  dot: (g, [a, b]) => multiply(g, [transpose(g, a!), b!]),
  kron: (g, [a, b]) => kronecker(g, a!, b!),
  max: (g, args) => extreme(g, "max", args),
  min: (g, args) => extreme(g, "min", args),
  pi: (g) => opaque(g, "pi", [], 1, 1),
  e: (g) => opaque(g, "e", [], 1, 1),
  inf: (g) => opaque(g, "inf", [], 1, 1),
  norminf: (g, [a]) => (isScalar(a!) ? call(g, "abs", [a!]) : extreme(g, "max", [call(g, "abs", [a!])])),
  normop: (g, [a]) => {
    const square = multiply(g, [transpose(g, a!), a!]);
    return isScalar(square)
      ? product(g, [square], [Q.ratio(1, 2)])
      : product(g, [call(g, "lambda_max", [square])], [Q.ratio(1, 2)]);
  },
  expm: (g, [a]) => matrixExponential(g, a!),
  rank: (g, [a]) => opaque(g, "rank", [a!], 1, 1),
  lambda_max: (g, [a]) => (isScalar(a!) ? a! : opaque(g, "lambda_max", [a!], 1, 1)),
  vmax: (g, [a]) => (isScalar(a!) ? num(g, 1) : opaque(g, "vmax", [a!], a!.rows, 1)),
  logsumexp: (g, [a]) => {
    const { level, rest } = levelOf(g, a!);
    const body = log(g, total(g, call(g, "exp", [rest])));
    return level === undefined ? body : sum(g, [level, body]);
  },
  softmax: (g, [a]) => (isScalar(a!) ? num(g, 1) : softmax(g, levelOf(g, a!).rest)),
  softmax_rows: (g, [a]) => (a!.cols === 1 ? ones(g, a!.rows, 1) : rowSoftmax(g, a!)),
  sum_rows: (g, [a]) => rowSums(g, a!),
  mean_rows: (g, [a]) => rowMeans(g, a!),
  norm_rows: (g, [a]) => rowNorms(g, a!),
  cumsum: (g, [a]) => runningSums(g, a!),
  vec: (g, [a]) => stacked(g, a!),
  where: (g, [c, a, b]) => choose(g, c!, a!, b!),
  pinv: (g, [a]) => opaque(g, "pinv", [a!], a!.cols, a!.rows),
  symmetrise: (g, [a]) => (isSymmetric(g, a!) ? a! : sum(g, [a!, transpose(g, a!)], [Q.ratio(1, 2), Q.ratio(1, 2)])),
};

function softmax(g: Graph, a: Node): Node {
  const entries = a.op === "literal" ? a.args.map((e) => makeExp(g, e)) : undefined;
  if (entries === undefined) return opaque(g, "softmax", [a], a.rows, a.cols);
  const all = sum(g, entries);
  return mapLiteral(g, a, (e) => product(g, [makeExp(g, e), all], [1, -1]));
}

function mapLiteral(g: Graph, a: Node, f: (e: Node) => Node): Node {
  return literal(g, a.rows as number, a.cols as number, a.args.map(f));
}

const singular = { en: "This matrix is singular: it has no inverse.", zh: "该矩阵奇异，没有逆矩阵。" } as const;
