import { Q, type Rational } from "../../core/num/rational";
import { realRoots } from "../../core/num/real-roots";
import { attempt } from "../symbolic/build";
import { N } from "../symbolic/coefficient";
import { dependsOn } from "../symbolic/differential";
import { type Node, Refusal } from "../symbolic/graph";
import { isNonnegative, isPositive } from "../symbolic/sign";
import { nodeOfReal } from "./entries";
import { order } from "./pieces";
import { polynomialIn } from "./polynomial-in";
import type { Ground } from "./world";

/** How many functions may be undone one inside the other. */
const deepest = 8;

/**
 * Every real x where a scalar expression is 0, in closed form: a factor at a time, a function undone at a time, and polynomials up to
 * the second degree with letters or of any degree with numbers, once denominators are cleared.
 *
 * @returns undefined where no such form is found, or where signs of letters decide that are not known
 */
export function rootsOf(world: Ground, equation: Node, x: Node): readonly Node[] | undefined {
  return attempt(() => roots(world, equation, x, 0)).value;
}

function roots(world: Ground, node: Node, x: Node, depth: number): readonly Node[] | undefined {
  if (depth > deepest) return undefined;
  if (!dependsOn(node, x)) return order(world, node, world.b.num(0)) === 0 ? undefined : [];
  const p = polynomialIn(world, node, x);
  if (p) return realRoots(p).map((root) => nodeOfReal(world.b, root));
  if (node.op === "prod" || node.op === "mat") return ofFactors(world, node, x, depth);
  if (isPositive(node)) return [];
  const core = withoutCommon(world, node, x);
  if (core !== node) return roots(world, core, x, depth + 1);
  return (
    isolated(world, node, world.b.num(0), x, depth) ??
    cleared(world, node, x, depth) ??
    throughOne(world, node, x, depth) ??
    twoTerms(world, node, x, depth)
  );
}

/** A sum without the positive factors that all its terms share. */
function withoutCommon({ b }: Ground, node: Node, x: Node): Node {
  if (node.op !== "sum") return node;
  const powersOf = (term: Node) =>
    new Map(
      term.op === "prod" ? term.args.map((base, i) => [base, exact(term.coefs[i])] as const) : [[term, 1 as const]],
    );
  const [first, ...rest] = node.args.map(powersOf);
  const shared = [...first].flatMap(([base, power]) => {
    const all: Rational[] = [power, ...rest.map((powers) => powers.get(base) ?? 0)].sort(Q.compare);
    const common = Q.sign(all[0]) > 0 ? all[0] : Q.sign(all[all.length - 1]) < 0 ? all[all.length - 1] : 0;
    return common !== 0 && dependsOn(base, x) && isPositive(base) ? [b.pow(base, b.num(Q.neg(common)))] : [];
  });
  if (shared.length === 0) return node;
  return b.sum(
    node.args.map((term) => b.mul(term, ...shared)),
    node.coefs,
  );
}

/** c₁T₁ + c₂T₂ = 0 for positive terms is log T₁ − log T₂ = log(−c₂/c₁). */
function twoTerms(world: Ground, node: Node, x: Node, depth: number): readonly Node[] | undefined {
  const { b } = world;
  if (node.op !== "sum" || node.args.length !== 2) return undefined;
  const parts = node.args.map((term, i) => {
    const factors = term.op === "prod" ? term.args : [term];
    const powers = term.op === "prod" ? term.coefs : [1 as const];
    const logs = factors.map((base, k) =>
      b.scale(exact(powers[k]), base.op === "call" && base.name === "exp" ? base.args[0] : b.call("log", base)),
    );
    return factors.every((base) => isPositive(base)) ? { c: exact(node.coefs[i]), log: b.sum(logs) } : undefined;
  });
  const [p, q] = parts;
  if (!p || !q) return undefined;
  const ratio = Q.neg(Q.div(q.c, p.c));
  if (Q.sign(ratio) <= 0) return [];
  const equation = b.sub(b.sub(p.log, q.log), b.call("log", b.num(ratio)));
  return equation === node ? undefined : roots(world, equation, x, depth + 2);
}

/** A product is 0 where a factor is that stands above the line. */
function ofFactors(world: Ground, node: Node, x: Node, depth: number): readonly Node[] | undefined {
  const found: Node[] = [];
  for (const [i, base] of node.args.entries()) {
    const power = node.op === "prod" ? N.sign(node.coefs[i]) : 1;
    if (power < 0 || isPositive(base)) continue;
    if (base.rows !== 1 || base.cols !== 1) return undefined;
    const some = dependsOn(base, x)
      ? roots(world, base, x, depth + 1)
      : order(world, base, world.b.num(0))
        ? []
        : undefined;
    if (!some) return undefined;
    found.push(...some);
  }
  return [...new Set(found)];
}

/** node = value, where x stands in one term, one factor or one argument only, undone from the outside. */
function isolated(world: Ground, node: Node, value: Node, x: Node, depth: number): readonly Node[] | undefined {
  const { b } = world;
  if (node === x) return [value];
  if (depth > deepest) return undefined;
  const moved = node.args.map((arg, i) => ({ arg, i })).filter(({ arg }) => dependsOn(arg, x));
  if (node.op !== "call" && moved.length !== 1) return undefined;
  const { arg, i } = moved[0];
  switch (node.op) {
    case "sum": {
      const rest = b.sub(b.sub(value, node), b.scale(N.neg(node.coefs[i]), arg));
      return isolated(world, arg, b.scale(Q.inverse(exact(node.coefs[i])), rest), x, depth + 1);
    }
    case "prod":
    case "mat": {
      const power = node.op === "prod" ? exact(node.coefs[i]) : 1;
      const others = b.mul(
        b.num(1),
        ...node.args.flatMap((other, k) =>
          k === i ? [] : [node.op === "prod" ? b.pow(other, b.num(node.coefs[k])) : other],
        ),
      );
      if (others.rows !== 1 || others.cols !== 1 || !isNonzero(world, others)) return undefined;
      return ofPower(world, arg, power, b.div(value, others), x, depth);
    }
    case "pow": {
      if (i !== 1 || !isPositive(node.args[0]) || order(world, value, b.num(0)) !== 1) return undefined;
      return next(world, arg, b.div(b.call("log", value), b.call("log", node.args[0])), x, depth);
    }
    case "call":
      return node.args.length === 1 ? undone(world, node.name, arg, value, x, depth) : undefined;
    default:
      return undefined;
  }
}

/** Whether a scalar is not 0; of one that is known to be ≥ 0 it is assumed. */
function isNonzero(world: Ground, n: Node): boolean {
  const sign = order(world, n, world.b.num(0));
  if (sign !== undefined) return sign !== 0;
  if (!world.positive || !isNonnegative(n)) return false;
  world.positive.push(n);
  return true;
}

const exact = (c: Node["coefs"][number]): Rational => {
  if (!N.isExact(c)) throw new Refusal("rule", { en: "an exact coefficient is needed", zh: "需要精确的系数" });
  return c;
};

/** base = value: undone further, or solved as a whole. */
function next(world: Ground, base: Node, value: Node, x: Node, depth: number): readonly Node[] | undefined {
  return isolated(world, base, value, x, depth + 1) ?? roots(world, world.b.sub(base, value), x, depth + 1);
}

/** baseᵖ = value. */
function ofPower(
  world: Ground,
  base: Node,
  p: Rational,
  value: Node,
  x: Node,
  depth: number,
): readonly Node[] | undefined {
  const { b } = world;
  if (p === 1) return next(world, base, value, x, depth);
  const sign = isNonnegative(value) && value.op !== "zero" && isPositive(value) ? 1 : order(world, value, b.num(0));
  // The root of the inverse, where that of a fraction would stand below the line.
  const root = (v: Node) =>
    Q.sign(p) > 0 ? b.pow(v, b.num(Q.inverse(p))) : b.pow(b.div(b.num(1), v), b.num(Q.inverse(Q.neg(p))));
  const isOdd = typeof p === "number" && Math.abs(p) % 2 === 1;
  const isEven = typeof p === "number" && p % 2 === 0;
  if (sign === undefined && !(isEven && isNonnegative(value))) return undefined;
  if (sign === 0) return Q.sign(p) > 0 ? next(world, base, b.num(0), x, depth) : [];
  if (isOdd) return next(world, base, sign === 1 ? root(value) : b.neg(root(b.neg(value))), x, depth);
  if (sign === -1) return [];
  const up = next(world, base, root(value), x, depth);
  if (!isEven || isPositive(base)) return up;
  const down = next(world, base, b.neg(root(value)), x, depth);
  return up && down ? [...down, ...up] : undefined;
}

/** g(u) = value for a function g with an inverse. */
function undone(world: Ground, g: string, u: Node, value: Node, x: Node, depth: number): readonly Node[] | undefined {
  const { b } = world;
  const within = (low: number | undefined, high: number | undefined): boolean | undefined => {
    const [a, c] = [low, high].map((end) => (end === undefined ? null : order(world, value, b.num(end))));
    if (a === undefined || c === undefined) return undefined;
    return (a === null || a > 0) && (c === null || c < 0);
  };
  const solve = (isInside: boolean | undefined, inverse: () => Node): readonly Node[] | undefined =>
    isInside === undefined ? undefined : isInside ? next(world, u, inverse(), x, depth) : [];
  const odds = (p: Node, q: Node) => b.call("log", b.div(p, q));
  const one = b.num(1);
  switch (g) {
    case "exp":
      return solve(within(0, undefined), () => b.call("log", value));
    case "log":
      return next(world, u, b.call("exp", value), x, depth);
    case "sigmoid":
      return solve(within(0, 1), () => odds(value, b.sub(one, value)));
    case "softplus":
      return solve(within(0, undefined), () => b.call("log", b.sub(b.call("exp", value), one)));
    case "tanh":
      return solve(within(-1, 1), () => b.scale(Q.ratio(1, 2), odds(b.add(one, value), b.sub(one, value))));
    case "sinh":
      return next(
        world,
        u,
        b.call("log", b.add(value, b.pow(b.add(b.pow(value, b.num(2)), one), b.num(Q.ratio(1, 2))))),
        x,
        depth,
      );
    default:
      return undefined;
  }
}

/** The equation times its denominators, as a polynomial of the first or second degree with letters. */
function cleared(world: Ground, node: Node, x: Node, depth: number): readonly Node[] | undefined {
  const { b } = world;
  const worst = new Map<Node, Rational>();
  const terms = node.op === "sum" ? node.args : [node];
  for (const term of terms) {
    if (term.op !== "prod") continue;
    for (const [i, base] of term.args.entries()) {
      const power = exact(term.coefs[i]);
      if (dependsOn(base, x) && Q.compare(power, worst.get(base) ?? 0) < 0) worst.set(base, power);
    }
  }
  const factors = [...worst].map(([base, power]) => b.pow(base, b.num(Q.neg(power))));
  const coefs = node.op === "sum" ? node.coefs : [1 as const];
  const times = b.sum(factors.length > 0 ? terms.map((term) => b.mul(term, ...factors)) : terms, coefs);
  const whole = b.expand(times);
  // As it stands, ‖y − Xβ‖² stays one.
  const isKnown = (n: Node) => polynomialIn(world, n, x) || isolated(world, n, b.num(0), x, depth + 1);
  const solvable = factors.length > 0 ? [times, whole].find(isKnown) : undefined;
  if (solvable) return kept(world, roots(world, solvable, x, depth + 1), [...worst.keys()], x);
  const c = coefficientsIn(world, times, x) ?? coefficientsIn(world, whole, x);
  if (!c) return undefined;
  const [c0, c1, c2] = c;
  if (!c2) {
    const sign = c1 && (order(world, c1, b.num(0)) ?? signFor(world, c0, c1, x));
    return sign ? kept(world, [b.neg(b.div(c0, c1))], [...worst.keys()], x) : undefined;
  }
  const inside = b.expand(b.sub(b.mul(c1, c1), b.scale(4, b.mul(c2, c0))));
  const sign = order(world, inside, b.num(0));
  if (sign === -1) return [];
  if (!order(world, c2, b.num(0)) || (sign === undefined && !isNonnegative(inside))) return undefined;
  const root = b.pow(inside, b.num(Q.ratio(1, 2)));
  const both = [-1, 1].map((s) => b.div(b.add(b.neg(c1), b.scale(s, root)), b.scale(2, c2)));
  return kept(world, sign === 0 ? [both[0]] : both, [...worst.keys()], x);
}

/** Of x > 0 with c₀ + c₁x = 0 the signs of c₀ and c₁ differ, or there is no such x: that there is one is assumed. */
function signFor(world: Ground, c0: Node, c1: Node, x: Node): number | undefined {
  const sign = isPositive(x) && world.positive ? order(world, c0, world.b.num(0)) : undefined;
  if (!sign) return undefined;
  world.positive?.push(sign > 0 ? world.b.neg(c1) : c1);
  return -sign;
}

/** Without the places where a denominator is 0. */
function kept(
  world: Ground,
  found: readonly Node[] | undefined,
  below: readonly Node[],
  x: Node,
): readonly Node[] | undefined {
  return found?.filter((root) =>
    below.every((base) => order(world, world.b.substitute(base, new Map([[x, root]])), world.b.num(0)) !== 0),
  );
}

/** The coefficients of a polynomial of at most the second degree in x, constant first; they may hold letters. */
function coefficientsIn({ b }: Ground, node: Node, x: Node): readonly Node[] | undefined {
  const parts: Node[][] = [[], [], []];
  const [terms, coefs] = node.op === "sum" ? [node.args, node.coefs] : [[node], [1 as const]];
  for (const [i, term] of terms.entries()) {
    const at = term.op === "prod" ? term.args.indexOf(x) : -1;
    const power = term === x ? 1 : at >= 0 ? N.toNumber(term.coefs[at]) : 0;
    const rest = power === 0 ? term : b.div(term, b.pow(x, b.num(power)));
    if (dependsOn(rest, x) || !Number.isInteger(power) || power < 0 || power > 2) return undefined;
    parts[power].push(b.scale(coefs[i], rest));
  }
  const whole = parts.map((list) => b.sum(list.length > 0 ? list : [b.num(0)]));
  return parts[2].length > 0 ? whole : whole.slice(0, 2);
}

/** Where x stands in one call only, the equation is solved for that call first. */
function throughOne(world: Ground, node: Node, x: Node, depth: number): readonly Node[] | undefined {
  const { b } = world;
  const calls = new Set<Node>();
  const visit = (n: Node): boolean => {
    if (n === x) return false;
    if (!dependsOn(n, x)) return true;
    if (n.op === "call") {
      calls.add(n);
      return true;
    }
    return n.args.every(visit);
  };
  if (!visit(node) || calls.size !== 1) return undefined;
  const [call] = calls;
  const t = b.symbol("#t");
  const values = roots(world, b.substitute(node, new Map([[call, t]])), t, depth + 1);
  const all = values?.map((value) => next(world, call, value, x, depth));
  return all?.every((list) => list !== undefined) ? (all.flat() as Node[]) : undefined;
}
