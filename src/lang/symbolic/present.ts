import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import { type Graph, type Node, Refusal } from "./graph";
import { isOne, isScalar, num } from "./leaf";
import { lowestTerms } from "./lowest";
import { hadamard, multiply } from "./mat";
import { lengthOf, MAX_PIECES } from "./measure";
import { product } from "./prod";
import { expand, rebuild } from "./rewrite";
import { scale, sum } from "./sum";

/**
 * The same value in the form one would write down: polynomials in scalars multiplied out where that is not longer, common left and
 * right factors of matrix products taken out ((A + A')x), diagonal matrices added up.
 */
export function present(g: Graph, node: Node): Node {
  if (lengthOf(node) > MAX_PIECES) return node;
  const done = new Map<Node, Node>();
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const args = n.args.map(visit);
    let out = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
    if (out.op === "sum") out = withoutComplements(g, out);
    if (out.op === "sum" && !isScalar(out)) out = withCommonScalar(g, out);
    if (out.op === "prod" && isScalar(out)) out = withoutInnerFractions(g, out);
    if (isScalar(out)) out = shorterPolynomial(g, out);
    else if (out.op === "sum") out = factorSum(g, out);
    if (out.op === "sum") out = onOneBar(g, out);
    if (out.op === "sum") out = intoLiterals(g, out);
    if (isScalar(out)) out = lowestTerms(g, out);
    done.set(n, out);
    return out;
  };
  return visit(node);
}

/** True for sums of products of scalar symbols with whole exponents. */
function isPolynomial(n: Node): boolean {
  const known = polynomials.get(n) ?? findPolynomial(n);
  if (n.args.length > 0) polynomials.set(n, known);
  return known;
}

const polynomials = new WeakMap<Node, boolean>();

function findPolynomial(n: Node): boolean {
  if (n.op === "num" || n.op === "sym" || (n.op === "entry" && n.args[0]!.op === "sym")) return true;
  if (n.op === "sum") return n.args.every(isPolynomial);
  return n.op === "prod" && n.coefs.every((e) => typeof e === "number" && e > 0) && n.args.every(isPolynomial);
}

function shorterPolynomial(g: Graph, n: Node): Node {
  if ((n.op !== "sum" && n.op !== "prod") || !isPolynomial(n)) return n;
  try {
    const open = expand(g, n);
    return open !== n && lengthOf(open) <= lengthOf(n) + 2 ? open : n;
  } catch (error) {
    if (error instanceof Refusal) return n;
    throw error;
  }
}

/** a/s + b/s² as (as + b)/s² for sums s, where that is shorter; element by element for arrays. */
function onOneBar(g: Graph, n: Node): Node {
  const below = new Map<Node, Coefficient>();
  for (const t of n.args) {
    if (t.op === "mat" || t.op === "literal" || t.op === "eye") return n;
    if (t.op !== "prod") continue;
    t.args.forEach((b, i) => {
      const k = N.neg(t.coefs[i]!);
      if (b.op === "sum" && b.args.length > 1 && N.sign(N.sub(k, below.get(b) ?? 0)) > 0) below.set(b, k);
    });
  }
  if (below.size === 0 || below.size > 3 || n.args.length < 2) return n;
  try {
    const [bases, exps] = [[...below.keys()], [...below.values()]];
    const terms = n.args.map((t) => hadamard(g, [t, ...bases], [1, ...exps]));
    const top = expand(g, sum(g, terms, n.coefs));
    const whole = hadamard(g, [top, ...bases], [1, ...exps.map(N.neg)]);
    return lengthOf(whole) < lengthOf(n) ? whole : n;
  } catch (error) {
    if (error instanceof Refusal) return n;
    throw error;
  }
}

/** 2[2 1; 1 3]x as [4 2; 2 6]x. */
function intoLiterals(g: Graph, n: Node): Node {
  const isNumbers = (f: Node) => f.op === "literal" && f.args.every((e) => e.op === "num");
  const foldable = (t: Node, c: Coefficient) => c !== 1 && c !== -1 && t.op === "mat" && t.args.some(isNumbers);
  if (!n.args.some((t, i) => foldable(t, n.coefs[i]!))) return n;
  const terms = n.args.map((t, i) => {
    if (!foldable(t, n.coefs[i]!)) return scale(g, n.coefs[i]!, t);
    const at = t.args.findIndex(isNumbers);
    return multiply(
      g,
      t.args.map((f, k) => (k === at ? scale(g, n.coefs[i]!, f) : f)),
    );
  });
  return sum(g, terms);
}

/** sA/a + sB/b as s(A/a + B/b) for a long scalar factor s of all terms, where that is shorter. */
function withCommonScalar(g: Graph, n: Node): Node {
  const scalars = n.args.map((t) => (t.op === "mat" ? t.args[0]! : undefined));
  const [first] = scalars;
  if (n.args.length < 2 || first === undefined || scalars.includes(undefined)) return n;
  const shared = factorsOf(first).filter(
    (f, i) =>
      f.op !== "num" &&
      (first.op !== "prod" || first.coefs[i] === 1) &&
      scalars.every((s) => s === f || (s!.op === "prod" && s!.coefs[s!.args.indexOf(f)] === 1)),
  );
  if (shared.length === 0) return n;
  const divided = n.args.map((t) =>
    multiply(g, [
      product(
        g,
        shared,
        shared.map(() => -1),
      ),
      t,
    ]),
  );
  const whole = multiply(g, [...shared, sum(g, divided, n.coefs)]);
  return lengthOf(whole) < lengthOf(n) ? whole : n;
}

/** a ⊙ σ(−u) + … with σ(−u) = 1 − σ(u), where σ(u) stands beside it and the whole gets shorter: y ⊙ σ(−u) − (1 − y) ⊙ σ(u) = y − σ(u). */
function withoutComplements(g: Graph, n: Node): Node {
  const found = new Set<Node>();
  for (const t of n.args) for (const f of factorsOf(t)) if (f.op === "call" && f.name === "sigmoid") found.add(f);
  if (found.size < 2) return n;
  for (const s of found) {
    const other = call(g, "sigmoid", [scale(g, -1, s.args[0]!)]);
    if (!found.has(other)) continue;
    try {
      const open = expand(
        g,
        sum(
          g,
          n.args.flatMap((t) => complemented(g, t, s, other)),
          n.args.flatMap((t, i) =>
            complemented(g, t, s, other).map((_, k) => (k === 0 ? n.coefs[i]! : N.neg(n.coefs[i]!))),
          ),
        ),
      );
      if (lengthOf(open) < lengthOf(n)) return open;
    } catch (error) {
      if (error instanceof Refusal) return n;
      throw error;
    }
  }
  return n;
}

const factorsOf = (t: Node): readonly Node[] => (t.op === "prod" ? t.args : [t]);

/** The two terms of r ⊙ σ(u) = r − r ⊙ σ(−u); any other term alone. */
function complemented(g: Graph, t: Node, s: Node, other: Node): readonly Node[] {
  const at = factorsOf(t).indexOf(s);
  if (at < 0 || (t.op === "prod" && t.coefs[at] !== 1)) return [t];
  const rest = hadamard(g, [t, s], [1, -1]);
  return [rest, hadamard(g, [rest, other])];
}

/** 1/(x²(1 + 1/x²)) as 1/(x² + 1): fractions inside a factor are brought on one bar where that is shorter. */
function withoutInnerFractions(g: Graph, n: Node): Node {
  const at = n.args.findIndex((b) => b.op === "sum" && b.args.some((t) => t.op === "prod" && t.coefs.some(isBelow)));
  if (at < 0) return n;
  const inner = n.args[at]!;
  const below = new Map<Node, Coefficient>();
  for (const t of inner.args) {
    if (t.op !== "prod") continue;
    t.args.forEach((b, i) => {
      const k = N.neg(t.coefs[i]!);
      if (N.sign(N.sub(k, below.get(b) ?? 0)) > 0) below.set(b, k);
    });
  }
  const [bases, exps] = [[...below.keys()], [...below.values()]];
  const e = n.coefs[at]!;
  try {
    const top = expand(
      g,
      sum(
        g,
        inner.args.map((t) => product(g, [t, ...bases], [1, ...exps])),
        inner.coefs,
      ),
    );
    const rest = product(g, [n, inner, top, ...bases], [1, N.neg(e), e, ...exps.map((k) => N.neg(N.mul(k, e)))]);
    return lengthOf(rest) < lengthOf(n) ? rest : n;
  } catch (error) {
    if (error instanceof Refusal) return n;
    throw error;
  }
}

const isBelow = (e: Coefficient): boolean => typeof e === "number" && e < 0;

interface Part {
  readonly c: Coefficient;
  readonly scalar: Node;
  readonly factors: readonly Node[];
}

function partOf(g: Graph, c: Coefficient, t: Node): Part {
  if (t.op === "mat") return { c, scalar: t.args[0]!, factors: t.args.slice(1) };
  return { c, scalar: num(g, 1), factors: [t] };
}

/** Takes common factors out of pairs of terms until none is left that makes the sum shorter. */
function factorSum(g: Graph, n: Node): Node {
  let out = n;
  for (let round = 0; round < 12; round++) {
    if (out.op !== "sum" || out.args.length < 2 || out.args.length > 40) return out;
    const next = factorOnce(g, out);
    if (next === undefined) return out;
    out = next;
  }
  return out;
}

function factorOnce(g: Graph, n: Node): Node | undefined {
  const parts = n.args.map((t, i) => partOf(g, n.coefs[i]!, t));
  let best: { i: number; j: number; node: Node; gain: number } | undefined;
  for (let i = 0; i < parts.length; i++) {
    for (let j = i + 1; j < parts.length; j++) {
      const joined = joinParts(g, parts[i]!, parts[j]!);
      if (joined === undefined) continue;
      const before = lengthOf(sum(g, [n.args[i]!, n.args[j]!], [n.coefs[i]!, n.coefs[j]!]));
      const gain = before - lengthOf(joined);
      if (gain > 0 && (best === undefined || gain > best.gain)) best = { i, j, node: joined, gain };
    }
  }
  if (best === undefined) return undefined;
  const { i, j, node } = best;
  const keep = (_: unknown, k: number) => k !== i && k !== j;
  return sum(g, [...n.args.filter(keep), node], [...n.coefs.filter(keep), 1]);
}

/** L·A·R ± L·B·R as L(A ± B)R, diag(a) ± diag(b) as diag(a ± b); undefined where nothing is shared. */
function joinParts(g: Graph, p: Part, q: Part): Node | undefined {
  if (p.scalar !== q.scalar) return undefined;
  const same = N.same(p.c, q.c);
  if (!same && !N.same(p.c, N.neg(q.c))) return undefined;
  const [a, b] = [p.factors, q.factors];
  let left = 0;
  while (left < a.length && left < b.length && a[left] === b[left]) left++;
  let right = 0;
  while (right < a.length - left && right < b.length - left && a[a.length - 1 - right] === b[b.length - 1 - right])
    right++;
  const middleA = a.slice(left, a.length - right);
  const middleB = b.slice(left, b.length - right);
  if (middleA.length === 0 || middleB.length === 0) return undefined;
  const [x, y] = [diagonalOf(middleA), diagonalOf(middleB)];
  if (left + right === 0 && !(x && y) && isOne(p.scalar)) return undefined;
  const weights: Coefficient[] = [1, same ? 1 : -1];
  const middle =
    left + right === 0 && !(x && y)
      ? sum(g, [multiply(g, middleA), multiply(g, middleB)], weights)
      : x && y
        ? call(g, "diag", [sum(g, [x, y], weights)])
        : sum(g, [multiply(g, middleA), multiply(g, middleB)], weights);
  const body = multiply(g, [p.scalar, ...a.slice(0, left), middle, ...a.slice(a.length - right)]);
  return isOne(body) ? undefined : scale(g, p.c, body);
}

function diagonalOf(list: readonly Node[]): Node | undefined {
  const f = list.length === 1 ? list[0]! : undefined;
  return f?.op === "call" && f.name === "diag" ? f.args[0] : undefined;
}
