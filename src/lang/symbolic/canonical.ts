import { Q } from "../../core/num/rational";
import { call } from "./call";
import { isDiagonal } from "./cancel";
import { type Coefficient, N } from "./coefficient";
import { contentOf } from "./content";
import { type Graph, type Node, Refusal } from "./graph";
import { withoutInverses } from "./inverses";
import { eye, isOne, isScalar, isZero, num, ones } from "./leaf";
import { hadamard, multiply, transpose } from "./mat";
import { lengthOf } from "./measure";
import { compareFactors, compareNodes } from "./order";
import { parametrise } from "./parametrise";
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
    (n) => cleared(g, expand(g, parametrise(g, n) ?? n)),
    (n) => groups(g, n),
    (n) => withoutInverses(g, n),
    (n) => cleared(g, expand(g, unify(g, scalarise(g, n)))),
    (n) => cleared(g, expand(g, parametrise(g, n) ?? n)),
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
  if (n.op === "prod" && isScalar(n) && n.args.some(isChoice)) return choiceOfProduct(g, n);
  if (n.op === "prod") return outerProducts(g, n) ?? rewritePowers(g, splitRoots(g, n));
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

/** det(I + XY) = det(I + YX), in one of its forms, and det(M + uv') = det(M)(1 + v'M⁻¹u). */
function turnedDeterminant(g: Graph, name: string, a: Node): Node | undefined {
  if (a.op !== "sum") return undefined;
  const whole = (factor: Node, M: Node) => {
    if (name === "det") return product(g, [call(g, "det", [M]), factor]);
    return sum(g, [call(g, "logdet", [M]), call(g, "log", [call(g, "abs", [factor])])]);
  };
  for (const [i, t] of a.args.entries()) {
    if (t.op !== "mat") continue;
    const [s, ...list] = t.args as [Node, ...Node[]];
    const thin = list.findIndex((f, k) => k < list.length - 1 && f.cols === 1);
    if (thin < 0) continue;
    const M = sum(
      g,
      a.args.filter((_, k) => k !== i),
      a.coefs.filter((_, k) => k !== i),
    );
    const [u, v] = [multiply(g, list.slice(0, thin + 1)), multiply(g, list.slice(thin + 1))];
    const inner = multiply(g, [s, v, call(g, "inv", [M]), u]);
    return whole(sum(g, [num(g, 1), inner], [1, a.coefs[i]!]), M);
  }
  const [p, q] = a.args as [Node, Node];
  if (a.args.length !== 2 || (p.op !== "eye" && q.op !== "eye")) return undefined;
  const t = p.op === "eye" ? q : p;
  if (t.op !== "mat") return undefined;
  const [s, ...list] = t.args as [Node, ...Node[]];
  let best = list;
  for (let i = 1; i < list.length; i++) {
    const turned = [...list.slice(i), ...list.slice(0, i)];
    if (compareFactors(turned, best) < 0) best = turned;
  }
  if (best === list) return undefined;
  const level = p.op === "eye" ? 0 : 1;
  // det(cI + XY) of another size than YX has another power of c in front.
  if (a.coefs[level] !== 1) return undefined;
  return call(g, name, [sum(g, [eye(g, best[0]!.rows), multiply(g, [s, ...best])], [1, a.coefs[1 - level]!])]);
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
    const below = denominatorOf(g, at) ?? denominatorsOf(g, at);
    if (below === undefined) return at;
    const factors = at.args.map((t) => (isScalar(below) ? multiply(g, [below, t]) : hadamard(g, [t, below])));
    at = expand(g, unify(g, sum(g, factors, at.coefs)));
  }
  return at;
}

/** Terms s·L·v with the same s and L together, diagonal matrices too: zero if each Σ v is. Otherwise the sum as it was. */
function groups(g: Graph, n: Node): Node {
  if (n.op === "sum" && n.args.every(isDiagonal)) {
    const inner = sum(
      g,
      n.args.map((t) => t.args[0]!),
      n.coefs,
    );
    return isIdenticallyZero(g, inner) ? scale(g, 0, n) : n;
  }
  if (n.op !== "sum" || !n.args.every((t) => t.op === "mat" && t.args.length > 2)) return n;
  const found = new Map<string, { readonly list: Node[]; readonly by: Coefficient[] }>();
  n.args.forEach((t, i) => {
    const key = t.args
      .slice(0, -1)
      .map(({ id }) => id)
      .join(" ");
    const group = found.get(key) ?? { list: [], by: [] };
    found.set(key, group);
    group.list.push(t.args.at(-1)!);
    group.by.push(n.coefs[i]!);
  });
  if (found.size === n.args.length) return n;
  const isNone = [...found.values()].every(({ list, by }) => isIdenticallyZero(g, sum(g, list, by)));
  return isNone ? scale(g, 0, n) : n;
}

/** Keeps the largest k of b^−k for every base of a product. */
function deepen(deepest: Map<Node, Coefficient>, p: Node): void {
  p.args.forEach((b, i) => {
    const k = N.neg(p.coefs[i]!);
    if (N.isExact(k) && N.sign(N.sub(k, deepest.get(b) ?? 0)) > 0) deepest.set(b, k);
  });
}

/** The same of terms that are element-wise products throughout. */
function denominatorsOf(g: Graph, n: Node): Node | undefined {
  if (isScalar(n) || n.args.some((t) => t.op === "mat" || t.op === "literal" || t.op === "eye")) return undefined;
  const deepest = new Map<Node, Coefficient>();
  for (const t of n.args) if (t.op === "prod") deepen(deepest, t);
  return deepest.size === 0 ? undefined : hadamard(g, [...deepest.keys()], [...deepest.values()]);
}

/** Π b^k over the scalar bases with the deepest negative exponents −k of all terms. */
function denominatorOf(g: Graph, n: Node): Node | undefined {
  const deepest = new Map<Node, Coefficient>();
  for (const t of n.args) {
    const s = t.op === "mat" ? t.args[0]! : t;
    if (s.op === "prod" && isScalar(s)) deepen(deepest, s);
  }
  if (deepest.size === 0) return undefined;
  const below = product(g, [...deepest.keys()], [...deepest.values()]);
  return isOne(below) ? num(g, 1) : below;
}
