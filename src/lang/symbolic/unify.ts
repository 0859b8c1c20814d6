import { Q } from "../../core/num/rational";
import { call } from "./call";
import { isDiagonal } from "./cancel";
import { choice, choiceOutside, isChoice, isTurned, meeting } from "./choices";
import { N } from "./coefficient";
import { type Graph, type Node, Trait } from "./graph";
import { isScalar, num, ones, symbol } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { compareNodes } from "./order";
import { makeExp, product } from "./prod";
import { rebuild } from "./rewrite";
import { isPositive } from "./sign";
import { scale, sum } from "./sum";
import { turnedDeterminant } from "./turned";

/** The expression with related functions in terms of few; equal in value wherever both are defined. */
export function unify(g: Graph, node: Node): Node {
  const done = new Map<Node, Node>();
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return rewrite(g, n);
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
  if (n.op === "sym" && !isScalar(n) && (n.traits & Trait.diagonal) !== 0)
    return call(g, "diag", [symbol(g, `#diag${n.id}`, n.rows, 1, n.traits & (Trait.positive | Trait.nonnegative))]);
  if (n.op === "prod" && isScalar(n) && n.args.some(isChoice)) return choiceOutside(g, n, (m) => rewrite(g, m));
  if (n.op === "prod") return outerProducts(g, n) ?? rewritePowers(g, splitRoots(g, n));
  if (n.op === "sum" && n.args.some(isChoice)) return choiceOutside(g, n, (m) => rewrite(g, m));
  return n.op === "mat" ? rewriteProduct(g, n) : n;
}

/** The most whole steps by which an argument of Γ is moved. */
const MAX_STEPS = 12;

/** Γ(v + k) by Γ(v) for a whole k, from Γ(x + 1) = x Γ(x); the same of its logarithm and its derivatives. */
function stepped(g: Graph, n: Node, u: Node): Node {
  const at = u.op === "sum" ? u.args.findIndex((t) => t.op === "num" || t.op === "ones") : -1;
  const c = at < 0 ? 0 : u.coefs[at]!;
  const k = N.isExact(c) ? Math.floor(Q.toNumber(c)) : 0;
  if (k === 0 || Math.abs(k) > MAX_STEPS || u.args[at]!.coefs.some((value) => value !== 1)) return n;
  const one = ones(g, n.rows, n.cols);
  const v = sum(g, [u, one], [1, -k]);
  const steps = Array.from({ length: Math.abs(k) }, (_, i) => sum(g, [v, one], [1, k > 0 ? i : -1 - i]));
  const sign = k > 0 ? 1 : -1;
  const base = call(g, n.name, [v]);
  if (n.name === "gamma") return hadamard(g, [base, ...steps], [1, ...steps.map(() => sign)]);
  const terms = steps.map((x) => {
    if (n.name === "lgamma") return rewrite(g, call(g, "log", [call(g, "abs", [x])]));
    return hadamard(g, [x], [n.name === "digamma" ? -1 : -2]);
  });
  return sum(g, [base, ...terms], [1, ...terms.map(() => (n.name === "trigamma" ? -sign : sign))]);
}

function rewriteCall(g: Graph, n: Node): Node {
  const u = n.args[0]!;
  const one = ones(g, n.rows, n.cols);
  const none = scale(g, 0, one);
  const minus = (a: Node) => scale(g, -1, a);
  const half = Q.ratio(1, 2);
  switch (n.name) {
    case "sigmoid":
      if (!isPlainExp(g, u)) return hadamard(g, [makeExp(g, u), sum(g, [one, makeExp(g, u)])], [1, -1]);
      return isTurned(u) ? sum(g, [one, call(g, "sigmoid", [minus(u)])], [1, -1]) : n;
    case "softplus":
      return isTurned(u) ? sum(g, [call(g, "softplus", [minus(u)]), u]) : n;
    case "tanh": {
      if (!isPlainExp(g, u)) {
        const square = makeExp(g, scale(g, 2, u));
        return hadamard(g, [sum(g, [square, one], [1, -1]), sum(g, [square, one])], [1, -1]);
      }
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
    case "sign":
      return choice(g, u, one, choice(g, minus(u), minus(one), none));
    case "acos": {
      const quarter = multiply(g, [call(g, "pi", []), one]);
      return sum(g, [quarter, call(g, "asin", [u])], [half, -1]);
    }
    case "atan": {
      const inverse = u.op === "prod" ? product(g, [u], [-1], u.rows, u.cols) : undefined;
      if (inverse === undefined || !isPositive(u) || compareNodes(inverse, u) >= 0) return n;
      return sum(g, [multiply(g, [call(g, "pi", []), one]), call(g, "atan", [inverse])], [half, -1]);
    }
    case "abs":
      if (u.op !== "prod") return meeting(g, u, u, minus(u));
      return rewrite(
        g,
        hadamard(
          g,
          u.args.map((b) => rewrite(g, call(g, "abs", [b]))),
          u.coefs,
        ),
      );
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
    case "gamma":
    case "lgamma":
    case "digamma":
    case "trigamma":
      return stepped(g, n, u);
    case "softmax_rows": {
      const e = makeExp(g, u);
      const totals = call(g, "sum_rows", [e]);
      return multiply(g, [call(g, "diag", [product(g, [totals], [-1], totals.rows, 1)]), e]);
    }
    case "det":
    case "logdet":
      return turnedDeterminant(g, n.name, u) ?? n;
    case "tr":
      return betweenDiagonals(g, u) ?? n;
    case "kron":
      return spreadKron(g, n) ?? n;
    case "vec":
      return u.op === "mat" && u.args.length === 3 && u.args[1]!.cols === 1
        ? multiply(g, [u.args[0]!, call(g, "kron", [transpose(g, u.args[2]!), u.args[1]!])])
        : n;
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

/** False where exp u is no exponential: of a logarithm and its like. */
function isPlainExp(g: Graph, u: Node): boolean {
  const e = makeExp(g, u);
  return e.op === "call" && e.name === "exp";
}

/** (A + B) ⊗ C = A ⊗ C + B ⊗ C, on either side. */
function spreadKron(g: Graph, n: Node): Node | undefined {
  const at = n.args.findIndex((f) => f.op === "sum");
  const f = n.args[at];
  if (f === undefined) return undefined;
  const part = (t: Node) => rewrite(g, call(g, "kron", at === 0 ? [t, n.args[1]!] : [n.args[0]!, t]));
  return sum(g, f.args.map(part), f.coefs);
}

/** tr(diag(u) A diag(v) B) = u'(A ⊙ B')v and tr(diag(u) A) = u'diag(A). */
function betweenDiagonals(g: Graph, a: Node): Node | undefined {
  if (a.op !== "mat") return undefined;
  const [s, ...list] = a.args as [Node, ...Node[]];
  const [i, j] = list.flatMap((f, k) => (isDiagonal(f) ? [k] : []));
  if (i !== undefined && j === undefined) {
    const rest = multiply(g, [...list.slice(i + 1), ...list.slice(0, i)]);
    return multiply(g, [s, transpose(g, list[i]!.args[0]!), call(g, "diagof", [rest])]);
  }
  if (i === undefined || j === undefined || j === i + 1 || (i === 0 && j === list.length - 1)) return undefined;
  const [A, B] = [list.slice(i + 1, j), [...list.slice(j + 1), ...list.slice(0, i)]].map((part) => multiply(g, part));
  const [u, v] = [list[i]!.args[0]!, list[j]!.args[0]!];
  return multiply(g, [s, transpose(g, u), hadamard(g, [A!, transpose(g, B!)]), v]);
}

/** uv' ⊙ xy' = (u ⊙ x)(v ⊙ y)' and uv' ⊙ A = diag(u) A diag(v). */
function outerProducts(g: Graph, n: Node): Node | undefined {
  const isOuter = (b: Node, i: number) =>
    b.op === "mat" && b.args.length === 3 && b.args[1]!.cols === 1 && n.coefs[i] === 1;
  if (isScalar(n) || n.args.length < 2 || !n.args.some(isOuter)) return undefined;
  const rest = n.args.map((b, i) => ({ b, e: n.coefs[i]! })).filter((_, i) => !isOuter(n.args[i]!, i));
  if (rest.length > 0) {
    const outer = n.args.filter(isOuter);
    const inner = product(
      g,
      rest.map(({ b }) => b),
      rest.map(({ e }) => e),
      n.rows,
      n.cols,
    );
    const [left, right] = [outer.map((b) => b.args[1]!), outer.map((b) => transpose(g, b.args[2]!))];
    const scalars = outer.map((b) => b.args[0]!);
    const diagonal = (list: readonly Node[]) => call(g, "diag", [hadamard(g, list)]);
    return multiply(g, [...scalars, diagonal(left), inner, diagonal(right)]);
  }
  const columns = n.args.map((b) => b.args[1]!);
  const rows = n.args.map((b) => b.args[2]!);
  return multiply(g, [...n.args.map((b) => b.args[0]!), hadamard(g, columns), hadamard(g, rows)]);
}

/** √(cu) = √c √u for a number c > 0. */
function splitRoots(g: Graph, n: Node): Node {
  const isScaled = (b: Node, i: number) =>
    b.op === "sum" && b.args.length === 1 && typeof n.coefs[i] !== "number" && N.sign(b.coefs[0]!) > 0;
  if (!n.args.some(isScaled)) return n;
  const parts = n.args.flatMap((b, i) => (isScaled(b, i) ? [num(g, b.coefs[0]!), b.args[0]!] : [b]));
  const by = n.args.flatMap((b, i) => (isScaled(b, i) ? [n.coefs[i]!, n.coefs[i]!] : [n.coefs[i]!]));
  return hadamard(g, parts, by);
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

/** 1'(A ⊙ B)1 = tr(A'B) and 1'diag(A) = tr A. */
function rewriteProduct(g: Graph, n: Node): Node {
  if (isScalar(n) && n.args.length === 3 && n.args[1]!.op === "ones") {
    const d = n.args[2]!;
    return d.op === "call" && d.name === "diagof" ? multiply(g, [n.args[0]!, call(g, "tr", [d.args[0]!])]) : n;
  }
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
