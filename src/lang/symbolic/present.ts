import { arrangeTerms, nameOrder } from "./arrange";
import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import { Form, type Graph, memo, type Node, Refusal } from "./graph";
import { isOne, isScalar, num, ones } from "./leaf";
import { lowestTerms } from "./lowest";
import { hadamard, multiply, transpose } from "./mat";
import { MAX_PIECES } from "./measure";
import { expand, expandHere, rebuild } from "./rewrite";
import {
  withCommonArray,
  withCommonFactor,
  withoutComplements,
  withoutInnerFractions,
  withPythagoras,
  withShorterProduct,
  withTangents,
} from "./shorten";
import { scale, sum } from "./sum";

/**
 * The same value in the form one would write down: polynomials in scalars multiplied out where that is not longer, common left and
 * right factors of matrix products taken out ((A + A')x), diagonal matrices added up.
 */
export function present(g: Graph, node: Node): Node {
  let out = node;
  // What was put together may be shortened again: X'a − X'b is X'(a − b), and a − b may be less.
  for (let round = 0; round < 3; round++) {
    if (out.length > MAX_PIECES) return out;
    const next = presentOnce(g, out);
    if (next === out) return out;
    out = next;
  }
  return out;
}

function presentOnce(g: Graph, node: Node): Node {
  const done = memo(g, "present");
  const open = (n: Node): Node => attempted(() => expandHere(g, n)) ?? n;
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const args = n.args.map(visit);
    const out = shortened(g, args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args), open);
    done.set(n, out);
    return out;
  };
  return visit(node);
}

/** Beyond this many pieces of notation nothing is multiplied out to see whether that is shorter. */
const MAX_OPEN = 300;

function shortened(g: Graph, n: Node, open: (n: Node) => Node): Node {
  let out = n;
  const mayOpen = out.op === "sum" || (out.op === "mat" && (!isScalar(out) || out.args[1]!.op === "ones"));
  if (mayOpen && out.length < MAX_OPEN) out = shorter(out, open(out));
  if (out.op === "sum" && has(out, Form.complement)) out = withoutComplements(g, out, open);
  if (out.op === "sum" && has(out, Form.complement)) out = withPythagoras(g, out, open);
  if (out.op === "sum" && !isScalar(out)) out = withCommonArray(g, out);
  if (out.op === "sum" && !isPolynomial(out)) out = withCommonFactor(g, out);
  if (out.op === "prod" && has(out, Form.fraction)) out = withTangents(g, out);
  if (out.op === "prod" && !isScalar(out)) out = withSignsOutside(g, out);
  if (out.op === "prod" && isScalar(out) && has(out, Form.fraction)) out = withoutInnerFractions(g, out, open);
  if (out.op === "prod" && isScalar(out)) out = withShorterProduct(g, out, open);
  if (out.op === "sum" && isScalar(out)) out = asTotal(g, out, open);
  if (isScalar(out)) out = shorterPolynomial(g, out);
  else if (out.op === "sum") out = factorSum(g, out);
  if (out.op === "sum" && has(out, Form.fraction)) out = onOneBar(g, out);
  if (out.op === "sum") out = intoLiterals(g, out);
  if (isScalar(out) && has(out, Form.fraction)) out = lowestTerms(g, out);
  return out;
}

/** s ⊙ (−Xw + y) as −s ⊙ (Xw − y): a difference that is a factor begins with what is added. */
function withSignsOutside(g: Graph, n: Node): Node {
  const isTurned = (f: Node, e: Coefficient): boolean => {
    if (f.op !== "sum" || typeof e !== "number" || e % 2 === 0) return false;
    const terms = arrangeTerms(f, nameOrder());
    return N.sign(terms[0]!.c) < 0 && terms.some(({ c }) => N.sign(c) > 0);
  };
  const turned = n.args.map((f, i) => isTurned(f, n.coefs[i]!));
  const count = turned.filter(Boolean).length;
  if (count === 0) return n;
  const factors = n.args.map((f, i) => (turned[i] ? scale(g, -1, f) : f));
  return scale(g, count % 2 === 0 ? 1 : -1, hadamard(g, factors, [...n.coefs]));
}

/** x'u − y'v as 1'(x ⊙ u − y ⊙ v), where that is shorter. */
function asTotal(g: Graph, n: Node, open: (n: Node) => Node): Node {
  const isDot = (t: Node) => t.op === "mat" && t.args.length === 3 && t.args[1]!.rows === 1 && isOne(t.args[0]!);
  const [first] = n.args as [Node, ...Node[]];
  if (n.args.length < 2 || !n.args.every((t) => isDot(t) && t.args[2]!.rows === first.args[2]!.rows)) return n;
  const parts = n.args.map((t) => hadamard(g, [transpose(g, t.args[1]!), t.args[2]!]));
  const inner = open(sum(g, parts, n.coefs));
  const least = inner.op === "sum" ? withoutComplements(g, inner, open) : inner;
  return shorter(n, multiply(g, [ones(g, 1, least.rows), least]));
}

const shorter = (a: Node, b: Node): Node => (b.length < a.length ? b : a);

function attempted<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

const has = (n: Node, form: number): boolean => (n.forms & form) !== 0;
const isPolynomial = (n: Node): boolean => has(n, Form.polynomial);

function shorterPolynomial(g: Graph, n: Node): Node {
  if ((n.op !== "sum" && n.op !== "prod") || !isPolynomial(n)) return n;
  const open = attempted(() => expand(g, n));
  return open !== undefined && open !== n && open.length <= n.length + 2 ? open : n;
}

/** a/s + b/s² as (as + b)/s² for sums s, where that is shorter; element by element for arrays. */
function onOneBar(g: Graph, n: Node): Node {
  const below = new Map<Node, Coefficient>();
  for (const t of n.args) {
    if (t.op === "mat" || t.op === "literal" || t.op === "eye") return n;
    if (t.op !== "prod") continue;
    t.args.forEach((b, i) => {
      const k = N.neg(t.coefs[i]!);
      if (isBar(b) && N.sign(N.sub(k, below.get(b) ?? 0)) > 0) below.set(b, k);
    });
  }
  if (below.size === 0 || below.size > 3 || n.args.length < 2) return n;
  const whole = attempted(() => {
    const [bases, exps] = [[...below.keys()], [...below.values()]];
    const terms = n.args.map((t) => hadamard(g, [t, ...bases], [1, ...exps]));
    const open = (m: Node) => expand(g, m);
    const top = open(sum(g, terms, n.coefs));
    const least = top.op === "sum" ? withPythagoras(g, top, open) : top;
    return hadamard(g, [least, ...bases], [1, ...exps.map(N.neg)]);
  });
  return whole === undefined ? n : shorter(n, whole);
}

/** What may stand under a common bar: a sum, a sine or a cosine. */
const isBar = (b: Node): boolean =>
  b.op === "sum" ? b.args.length > 1 : b.op === "call" && (b.name === "sin" || b.name === "cos");

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

interface Part {
  readonly c: Coefficient;
  readonly scalar: Node;
  readonly factors: readonly Node[];
}

function partOf(g: Graph, c: Coefficient, t: Node): Part {
  if (t.op === "mat") return { c, scalar: t.args[0]!, factors: t.args.slice(1) };
  return { c, scalar: num(g, 1), factors: [t] };
}

/** Takes common factors out of pairs of terms until none is left that makes the sum shorter; of several first pairs the best. */
function factorSum(g: Graph, n: Node): Node {
  if (n.args.length < 2 || n.args.length > 40) return n;
  const firsts = factorings(g, n).slice(0, n.args.length < 8 ? 3 : 1);
  return firsts.map((first) => factorFurther(g, first)).reduce(shorter, n);
}

function factorFurther(g: Graph, n: Node): Node {
  let out = n;
  for (let round = 0; round < 12; round++) {
    const next = out.op === "sum" && out.args.length > 1 ? factorings(g, out)[0] : undefined;
    if (next === undefined) return out;
    out = next;
  }
  return out;
}

/** The sum with one pair of terms joined, for every pair that gets shorter; the shortest first. */
function factorings(g: Graph, n: Node): readonly Node[] {
  const parts = n.args.map((t, i) => partOf(g, n.coefs[i]!, t));
  const found: { readonly node: Node; readonly gain: number }[] = [];
  for (let i = 0; i < parts.length; i++) {
    for (let j = i + 1; j < parts.length; j++) {
      const joined = joinParts(g, parts[i]!, parts[j]!);
      if (joined === undefined) continue;
      const before = sum(g, [n.args[i]!, n.args[j]!], [n.coefs[i]!, n.coefs[j]!]).length;
      const gain = before - joined.length;
      if (gain <= 0) continue;
      const keep = (_: unknown, k: number) => k !== i && k !== j;
      found.push({ node: sum(g, [...n.args.filter(keep), joined], [...n.coefs.filter(keep), 1]), gain });
    }
  }
  return found.sort((a, b) => b.gain - a.gain).map(({ node }) => node);
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
