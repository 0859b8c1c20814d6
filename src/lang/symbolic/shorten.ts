import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import type { Graph, Node } from "./graph";
import { isScalar, num, ones } from "./leaf";
import { hadamard, multiply } from "./mat";
import { type Power, powersOf, sharedPowers } from "./powers";
import { power, product } from "./prod";
import { scale, sum } from "./sum";

/** Beyond this many pieces of notation another form is not looked for. */
const MAX_LENGTH = 600;

/** The scalar in front of a term. */
const scalarOf = (g: Graph, t: Node): Node => (isScalar(t) ? t : t.op === "mat" ? t.args[0]! : num(g, 1));

/** ab + ac as a(b + c) for scalar factors of every term, where that is shorter: x²e⁻ˣ, s/√q and their like. */
export function withCommonFactor(g: Graph, n: Node): Node {
  if (n.args.length < 2 || n.length > MAX_LENGTH) return n;
  const shared = sharedPowers(
    g,
    n.args.map((t) => powersOf(scalarOf(g, t))),
  );
  if (shared.length === 0) return n;
  const by = (sign: 1 | -1) =>
    product(
      g,
      shared.map(([b, e]) => power(g, b, scale(g, sign, e))),
    );
  const divided = n.args.map((t) => multiply(g, [by(-1), t]));
  const whole = multiply(g, [by(1), sum(g, divided, n.coefs)]);
  // A common bar is shorter in print.
  const isBar = shared.some(([, e]) => e.op === "num" && N.sign(e.coefs[0]!) < 0);
  return whole.length < n.length + (isBar ? 1 : 0) ? whole : n;
}

/** (1 − x)(1 + x) as 1 − x² for sums with one exponent, where that is shorter. */
export function withShorterProduct(g: Graph, n: Node, expand: (n: Node) => Node): Node {
  for (let i = 0; i < n.args.length; i++) {
    if (n.args[i]!.op !== "sum" || typeof n.coefs[i] !== "number") continue;
    for (let j = i + 1; j < n.args.length; j++) {
      if (n.args[j]!.op !== "sum" || n.coefs[i] !== n.coefs[j]) continue;
      const both = expand(product(g, [n.args[i]!, n.args[j]!]));
      const exps = n.coefs.map((e, k): Coefficient => (k === i || k === j ? 0 : e));
      const whole = product(g, [...n.args, both], [...exps, n.coefs[i]!]);
      if (whole.length < n.length) return whole;
    }
  }
  return n;
}

/** a ⊙ u + s u as u ⊙ (a + s) for a factor u of every term of a sum of columns or arrays, where that is shorter. */
export function withCommonArray(g: Graph, n: Node): Node {
  if (n.args.length < 2 || n.length > MAX_LENGTH) return n;
  const arrayOf = (t: Node): Node | undefined => {
    if (t.op !== "mat") return t.op === "eye" || t.op === "literal" || t.op === "ones" ? undefined : t;
    return t.args.length === 2 ? t.args[1]! : undefined;
  };
  const arrays = n.args.map(arrayOf);
  if (arrays.includes(undefined)) return n;
  const [first, ...rest] = arrays.map((a) => powersOf(a!));
  const shared = first!.filter(
    ({ base, e }) => e === 1 && rest.every((powers) => powers.some((q) => q.base === base && q.e === 1)),
  );
  if (shared.length === 0) return n;
  const bases = shared.map(({ base }) => base);
  const divided = n.args.map((t) => hadamard(g, [t, ...bases], [1, ...bases.map(() => -1)]));
  const whole = hadamard(g, [...bases, sum(g, divided, n.coefs)]);
  return whole.length < n.length ? whole : n;
}

/** sin u/cos u as tan u. */
export function withTangents(g: Graph, n: Node): Node {
  for (const [i, b] of n.args.entries()) {
    const e = n.coefs[i]!;
    if (b.op !== "call" || b.name !== "cos" || typeof e !== "number" || e >= 0) continue;
    const j = n.args.findIndex(
      (s, k) => s.op === "call" && s.name === "sin" && s.args[0] === b.args[0] && n.coefs[k] === -e,
    );
    if (j < 0) continue;
    const tangent = call(g, "tan", [b.args[0]!]);
    const exps = n.coefs.map((k, at): Coefficient => (at === i || at === j ? 0 : k));
    return hadamard(g, [...n.args, tangent], [...exps, -e]);
  }
  return n;
}

/** cos²u + sin²u = 1 inside a sum, and cos² for 1 − sin² or the reverse, where that is shorter. */
export function withPythagoras(g: Graph, n: Node, expand: (n: Node) => Node): Node {
  let best = n;
  const squares = new Set<Node>();
  for (const t of n.args)
    for (const p of powersOf(t))
      if (p.base.op === "call" && (p.base.name === "sin" || p.base.name === "cos") && p.e === 2) squares.add(p.base);
  if (squares.size === 0) return n;
  const all = n.args.map((t) => (t.op === "num" || t.op === "ones" ? [] : powersOf(t)));
  for (const f of [...squares].slice(0, 4)) {
    const other = call(g, f.name === "sin" ? "cos" : "sin", [f.args[0]!]);
    if (!hasPartner(all, f, other, 2)) continue;
    const one = ones(g, f.rows, f.cols);
    const terms = n.args.map((t) => {
      if (!powersOf(t).some((p) => p.base === f && p.e === 2)) return t;
      return hadamard(g, [t, f, sum(g, [one, hadamard(g, [other], [2])], [1, -1])], [1, -2, 1]);
    });
    const open = expand(sum(g, terms, n.coefs));
    if (open.length < best.length) best = open;
  }
  return best;
}

/**
 * Whether a term holds the other function (to the power e where one is given), or is what stands beside f (to that power) in
 * another term: only then is there something to gain from f as one less the other.
 */
function hasPartner(all: readonly (readonly Power[])[], f: Node, other: Node, e?: number): boolean {
  const besides = all
    .filter((powers) => powers.some((p) => p.base === f && (e === undefined || p.e === e)))
    .map((powers) => powers.filter((p) => p.base !== f));
  const isBeside = (powers: readonly Power[], rest: readonly Power[]) =>
    powers.length === rest.length && powers.every((p) => rest.some((q) => q.base === p.base && q.e === p.e));
  return all.some(
    (powers) =>
      powers.some((p) => p.base === other && (e === undefined || p.e === e)) ||
      besides.some((rest) => isBeside(powers, rest)),
  );
}

/** σ(u) as 1 − σ(−u) in a sum, where the whole gets shorter: 1 − y − σ(−u) = σ(u) − y, yσ(−u) − (1 − y)σ(u) = y − σ(u). */
export function withoutComplements(g: Graph, n: Node, expand: (n: Node) => Node): Node {
  const found = new Set<Node>();
  for (const t of n.args)
    for (const { base } of powersOf(t)) if (base.op === "call" && base.name === "sigmoid") found.add(base);
  let best = n;
  if (found.size === 0) return n;
  const all = n.args.map((t) => (t.op === "num" || t.op === "ones" ? [] : powersOf(t)));
  for (const s of [...found].slice(0, 4)) {
    const other = call(g, "sigmoid", [scale(g, -1, s.args[0]!)]);
    if (!hasPartner(all, s, other)) continue;
    const terms: Node[] = [];
    const coefs: Coefficient[] = [];
    n.args.forEach((t, i) => {
      const e = powersOf(t).find(({ base }) => base === s)?.e;
      // The powers of 1 − σ(−u), term by term: as a sum it would be σ(u) again.
      const binomials = e === 1 ? [1, -1] : e === 2 ? [1, -2, 1] : undefined;
      const rest = binomials && hadamard(g, [t, s], [1, -(e as number)]);
      binomials?.forEach((c, k) => {
        terms.push(hadamard(g, [rest!, other], [1, k]));
        coefs.push(N.mul(n.coefs[i]!, c));
      });
      if (binomials === undefined) {
        terms.push(t);
        coefs.push(n.coefs[i]!);
      }
    });
    const open = expand(sum(g, terms, coefs));
    if (open.length < best.length) best = open;
  }
  return best;
}

/** 1/(x²(1 + 1/x²)) as 1/(x² + 1): fractions inside a factor are brought on one bar where that is shorter. */
export function withoutInnerFractions(g: Graph, n: Node, expand: (n: Node) => Node): Node {
  const isBelow = (e: Coefficient) => typeof e === "number" && e < 0;
  const at = n.args.findIndex(
    (b, i) =>
      typeof n.coefs[i] === "number" && b.op === "sum" && b.args.some((t) => t.op === "prod" && t.coefs.some(isBelow)),
  );
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
  const e = n.coefs[at]! as number;
  const top = sum(
    g,
    inner.args.map((t) => product(g, [t, ...bases], [1, ...exps])),
    inner.coefs,
  );
  const put = (m: Node) => product(g, [n, inner, m, ...bases], [1, -e, e, ...exps.map((k) => N.neg(N.mul(k, e)))]);
  return [n, put(top), put(expand(top))].reduce((a, b) => (b.length < a.length ? b : a));
}
