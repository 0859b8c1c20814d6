import { call } from "./call";
import { isDiagonal } from "./cancel";
import { isZeroInAllCases } from "./cases";
import { isChoice } from "./choices";
import { type Coefficient, N } from "./coefficient";
import { type Graph, type Node, Refusal } from "./graph";
import { withoutInverses } from "./inverses";
import { isOne, isScalar, isZero, num } from "./leaf";
import { exponentiated } from "./logarithms";
import { hadamard, multiply, transpose } from "./mat";
import { ofOneMatrix } from "./one-matrix";
import { parametrise } from "./parametrise";
import { product } from "./prod";
import { expand, scalarise } from "./rewrite";
import { scale, sum } from "./sum";
import { unify } from "./unify";

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
  const number = attempted(() => ofOneMatrix(g, difference));
  if (number !== undefined && comesToZero(number, steps)) return true;
  return comesToZero(difference, steps) || otherwiseZero(g, difference);
}

function comesToZero(difference: Node, steps: readonly ((n: Node) => Node)[]): boolean {
  let at = difference;
  for (const step of steps) {
    if (vanishes(at)) return true;
    if (at.length > MAX_LENGTH) return false;
    try {
      at = step(at);
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
  return vanishes(at);
}

/** What becomes zero only as something else: as a logarithm of 1, in each case of its choices. */
function otherwiseZero(g: Graph, n: Node): boolean {
  if (n.length > MAX_LENGTH / 10) return false;
  const others: ((m: Node) => Node | undefined)[] = [
    (m) => exponentiated(g, expand(g, m)),
    (m) => exponentiated(g, expand(g, parametrise(g, m) ?? m)),
  ];
  const isZeroAs = (other: (m: Node) => Node | undefined): boolean => {
    const m = attempted(() => other(n));
    return m !== undefined && isIdenticallyZero(g, m);
  };
  return others.some(isZeroAs) || isZeroInAllCases(g, n, (m) => isIdenticallyZero(g, m));
}

function attempted<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** True for 0 and arrays of zeros. */
export const vanishes = (n: Node): boolean => isZero(n) || (n.op === "literal" && n.args.every(vanishes));

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

/** Terms L·sv with the same L together, dot products and diagonal matrices too: zero if each Σ v is. Else as it was. */
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
  const [first] = n.args as [Node, ...Node[]];
  const size = first.args[1]!.cols;
  if (isScalar(n) && n.args.every((t) => t.args.length === 3 && t.args[1]!.rows === 1 && t.args[1]!.cols === size)) {
    const parts = n.args.map((t) => hadamard(g, [t.args[0]!, transpose(g, t.args[1]!), t.args[2]!]));
    return isIdenticallyZero(g, sum(g, parts, n.coefs)) ? scale(g, 0, n) : n;
  }
  const found = new Map<string, { readonly list: Node[]; readonly by: Coefficient[] }>();
  n.args.forEach((t, i) => {
    const key = t.args
      .slice(1, -1)
      .map(({ id }) => id)
      .join(" ");
    const group = found.get(key) ?? { list: [], by: [] };
    found.set(key, group);
    group.list.push(multiply(g, [t.args[0]!, t.args.at(-1)!]));
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

/** The same of terms that are element-wise products throughout, perhaps times a scalar. */
function denominatorsOf(g: Graph, n: Node): Node | undefined {
  if (isScalar(n)) return undefined;
  const parts = n.args.map((t) => (t.op === "mat" && t.args.length === 2 ? t.args[1]! : t));
  if (parts.some((t) => t.op === "mat" || t.op === "literal" || t.op === "eye")) return undefined;
  const deepest = new Map<Node, Coefficient>();
  for (const t of parts) if (t.op === "prod") deepen(deepest, t);
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
