import { Q } from "../../core/num/rational";
import { call } from "./call";
import { N } from "./coefficient";
import { contentOf } from "./content";
import { type Graph, type Node, Refusal } from "./graph";
import { isOne, isScalar, isZero, num, ones } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { lengthOf } from "./measure";
import { compareNodes } from "./order";
import { makeExp, product } from "./prod";
import { expand, rebuild, scalarise } from "./rewrite";
import { isPositive } from "./sign";
import { scale, sum } from "./sum";

/** Beyond this many pieces of notation no normal form is looked for. */
const MAX_LENGTH = 6000;

/**
 * Whether a difference is zero by rewriting: functions in terms of few, products multiplied out, denominators cleared, entries
 * written out where sizes are known. True is a proof; false says nothing.
 */
export function isIdenticallyZero(g: Graph, difference: Node): boolean {
  const steps: ((n: Node) => Node)[] = [
    (n) => expand(g, n),
    (n) => expand(g, unify(g, n)),
    (n) => cleared(g, expand(g, unify(g, n))),
    (n) => withoutInverses(g, n),
    (n) => cleared(g, expand(g, unify(g, scalarise(g, n)))),
  ];
  let at = difference;
  for (const step of steps) {
    if (vanishes(at)) return true;
    if (lengthOf(at) > MAX_LENGTH) return false;
    try {
      at = step(at);
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
  return vanishes(at);
}

/** True for 0 and arrays of zeros. */
export const vanishes = (n: Node): boolean => isZero(n) || (n.op === "literal" && n.args.every(vanishes));

/** The expression with related functions in terms of few; equal in value wherever both are defined. */
function unify(g: Graph, node: Node): Node {
  const done = new Map<Node, Node>();
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const args = n.args.map(visit);
    const same = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
    const out = rewrite(g, same);
    done.set(n, out);
    return out;
  };
  return visit(node);
}

function rewrite(g: Graph, n: Node): Node {
  if (n.op === "call") return rewriteCall(g, n);
  if (n.op === "prod") return isScalar(n) && n.args.some(isChoice) ? choiceOfProduct(g, n) : rewritePowers(g, n);
  if (n.op === "sum" && n.args.some(isChoice)) return choiceOfSum(g, n);
  return n.op === "mat" ? rewriteProduct(g, n) : n;
}

/** A negative first term: −u is written where u would do. */
function isTurned(u: Node): boolean {
  if (u.op !== "sum") return false;
  let first = 0;
  for (let i = 1; i < u.args.length; i++) if (compareNodes(u.args[i]!, u.args[first]!) < 0) first = i;
  return N.sign(u.coefs[first]!) < 0;
}

function rewriteCall(g: Graph, n: Node): Node {
  const u = n.args[0]!;
  const one = ones(g, n.rows, n.cols);
  const none = scale(g, 0, one);
  const minus = (a: Node) => scale(g, -1, a);
  const half = Q.ratio(1, 2);
  switch (n.name) {
    case "sigmoid":
      return isTurned(u) ? sum(g, [one, call(g, "sigmoid", [minus(u)])], [1, -1]) : n;
    case "softplus":
      return isTurned(u) ? sum(g, [call(g, "softplus", [minus(u)]), u]) : n;
    case "tanh": {
      const s = call(g, "sigmoid", [scale(g, 2, isTurned(u) ? minus(u) : u)]);
      return isTurned(u) ? sum(g, [one, s], [1, -2]) : sum(g, [s, one], [2, -1]);
    }
    case "sinh":
      return sum(g, [makeExp(g, u), makeExp(g, minus(u))], [half, Q.neg(half)]);
    case "cosh":
      return sum(g, [makeExp(g, u), makeExp(g, minus(u))], [half, half]);
    case "tan":
      return hadamard(g, [call(g, "sin", [u]), call(g, "cos", [u])], [1, -1]);
    case "relu":
      return meeting(g, u, u, none);
    case "step":
      return choice(g, u, one, none);
    case "abs":
      return meeting(g, u, u, minus(u));
    case "max":
    case "min":
      if (n.args.length !== 2) return n;
      return n.name === "max"
        ? meeting(g, sum(g, [u, n.args[1]!], [1, -1]), u, n.args[1]!)
        : meeting(g, sum(g, [n.args[1]!, u], [1, -1]), u, n.args[1]!);
    case "where":
      return choice(g, u, n.args[1]!, n.args[2]!);
    case "log":
      return u.op === "prod" && u.args.every(isPositive)
        ? sum(
            g,
            u.args.map((b) => call(g, "log", [b])),
            u.coefs,
          )
        : n;
    case "softmax": {
      const e = makeExp(g, u);
      return multiply(g, [product(g, [call(g, "sum", [e])], [-1]), e]);
    }
    case "softmax_rows": {
      const e = makeExp(g, u);
      const totals = call(g, "sum_rows", [e]);
      return multiply(g, [call(g, "diag", [product(g, [totals], [-1], totals.rows, 1)]), e]);
    }
    case "diagof":
      if (u.op !== "mat" || u.args.length < 3) return n;
      return multiply(g, [
        u.args[0]!,
        hadamard(g, [u.args[1]!, transpose(g, multiply(g, u.args.slice(2)))]),
        ones(g, u.args[1]!.cols, 1),
      ]);
    default:
      return n;
  }
}

const isChoice = (n: Node): boolean => n.op === "call" && n.name === "where";

/** Σ with a choice among its terms as one choice between two sums. */
function choiceOfSum(g: Graph, n: Node): Node {
  const c = n.args.find(isChoice)!.args[0]!;
  const branch = (at: 1 | 2) =>
    sum(
      g,
      n.args.map((t) => (isChoice(t) && t.args[0] === c ? t.args[at]! : t)),
      n.coefs,
    );
  return call(g, "where", [c, rewrite(g, branch(1)), rewrite(g, branch(2))]);
}

function choiceOfProduct(g: Graph, n: Node): Node {
  const c = n.args.find(isChoice)!.args[0]!;
  const branch = (at: 1 | 2) =>
    product(
      g,
      n.args.map((t) => (isChoice(t) && t.args[0] === c ? t.args[at]! : t)),
      n.coefs,
    );
  return call(g, "where", [c, rewrite(g, branch(1)), rewrite(g, branch(2))]);
}

/** A choice between branches that meet where the condition changes: it may be turned round. */
function meeting(g: Graph, c: Node, a: Node, b: Node): Node {
  return isTurned(c) ? choice(g, scale(g, -1, c), b, a) : choice(g, c, a, b);
}

/** A choice whose condition has no number in front. */
function choice(g: Graph, c: Node, a: Node, b: Node): Node {
  const content = contentOf(c);
  const size = N.isExact(content) ? Q.abs(content) : 1;
  return call(g, "where", [size === 1 ? c : scale(g, Q.inverse(size), c), a, b]);
}

/** cos² = 1 − sin². */
function rewritePowers(g: Graph, n: Node): Node {
  const at = n.args.findIndex(
    (b, i) => b.op === "call" && b.name === "cos" && typeof n.coefs[i] === "number" && Math.abs(n.coefs[i]) >= 2,
  );
  if (at < 0) return n;
  const [cosine, e] = [n.args[at]!, n.coefs[at] as number];
  const one = ones(g, n.rows, n.cols);
  const sine = call(g, "sin", [cosine.args[0]!]);
  const square = sum(g, [one, hadamard(g, [sine], [2])], [1, -1]);
  const rest = product(
    g,
    n.args.filter((_, i) => i !== at),
    n.coefs.filter((_, i) => i !== at),
    n.rows,
    n.cols,
  );
  return hadamard(g, [rest, square, cosine], [1, Math.trunc(e / 2), e % 2]);
}

/** 1'(A ⊙ B)1 = tr(A'B). */
function rewriteProduct(g: Graph, n: Node): Node {
  if (!isScalar(n) || n.args.length !== 4) return n;
  const [s, left, middle, right] = n.args as [Node, Node, Node, Node];
  if (left.op !== "ones" || right.op !== "ones" || middle.op !== "prod") return n;
  const list = middle.args
    .map((base, i) => ({ base, e: middle.coefs[i]! }))
    .sort((a, b) => compareNodes(a.base, b.base));
  if (list.some(({ e }) => typeof e !== "number" || e < 1)) return n;
  const first = list[0]!;
  const rest = [{ base: first.base, e: (first.e as number) - 1 }, ...list.slice(1)].filter(({ e }) => e !== 0);
  if (rest.length === 0) return n;
  const other = product(
    g,
    rest.map((r) => r.base),
    rest.map((r) => r.e),
    middle.rows,
    middle.cols,
  );
  return multiply(g, [s, call(g, "tr", [multiply(g, [transpose(g, first.base), other])])]);
}

/** A sum times all its denominators, multiplied out; entry by entry for a literal, branch by branch for a choice. */
function cleared(g: Graph, n: Node): Node {
  if (n.op === "literal") {
    const entries = n.args.map((e) => cleared(g, e));
    return entries.every(vanishes) ? scale(g, 0, n) : n;
  }
  if (isChoice(n)) return call(g, "where", [n.args[0]!, cleared(g, n.args[1]!), cleared(g, n.args[2]!)]);
  let at = n;
  for (let round = 0; round < 3; round++) {
    if (at.op !== "sum") return isChoice(at) ? cleared(g, at) : at;
    const below = denominatorOf(g, at);
    if (below === undefined) return at;
    const factors = at.args.map((t) => (isScalar(at) ? product(g, [t, below]) : multiply(g, [below, t])));
    at = expand(g, unify(g, sum(g, factors, at.coefs)));
  }
  return at;
}

/** A sum multiplied by M from the left where a term begins with M⁻¹, from the right where one ends with it. */
function withoutInverses(g: Graph, n: Node): Node {
  let at = n;
  for (let round = 0; round < 8 && at.op === "sum" && !isScalar(at); round++) {
    const left = at.args.map((t) => inverted(t, 0)).find((m) => m !== undefined);
    const right = left === undefined ? at.args.map((t) => inverted(t, -1)).find((m) => m !== undefined) : undefined;
    if (left === undefined && right === undefined) return at;
    const terms = at.args.map((t) => multiply(g, left === undefined ? [t, right!] : [left, t]));
    at = expand(g, sum(g, terms, at.coefs));
  }
  return at;
}

/** M where the first (0) or last (−1) factor of a term is M⁻¹. */
function inverted(t: Node, end: 0 | -1): Node | undefined {
  const f = t.op === "mat" ? t.args.slice(1).at(end)! : t;
  return f.op === "call" && f.name === "inv" ? f.args[0] : undefined;
}

/** Π b^k over the scalar bases with the deepest negative exponents −k of all terms. */
function denominatorOf(g: Graph, n: Node): Node | undefined {
  const deepest = new Map<Node, number>();
  for (const t of n.args) {
    const s = t.op === "mat" ? t.args[0]! : t;
    if (s.op !== "prod" || !isScalar(s)) continue;
    s.args.forEach((b, i) => {
      const e = s.coefs[i]!;
      if (typeof e === "number" && e < 0) deepest.set(b, Math.max(deepest.get(b) ?? 0, -e));
    });
  }
  if (deepest.size === 0) return undefined;
  const below = product(g, [...deepest.keys()], [...deepest.values()]);
  return isOne(below) ? num(g, 1) : below;
}
