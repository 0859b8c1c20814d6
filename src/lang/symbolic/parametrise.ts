import { Q, type Rational } from "../../core/num/rational";
import { call } from "./call";
import { type Coefficient, N } from "./coefficient";
import { type Graph, type Node, Trait } from "./graph";
import { num, ones, symbol } from "./leaf";
import { hadamard, multiply } from "./mat";
import { product } from "./prod";
import { rebuild } from "./rewrite";
import { scale, sum } from "./sum";

const exponentials: ReadonlySet<string> = new Set([
  "exp",
  "sigmoid",
  "tanh",
  "sinh",
  "cosh",
  "softmax",
  "logsumexp",
  "softplus",
]);
const circular: ReadonlySet<string> = new Set(["sin", "cos", "tan"]);

/** The largest whole multiple of an angle or exponent that is written out. */
const MAX_MULTIPLE = 12;

/** c₁m₁ + c₂m₂ + … as pairs of a rational number and what it multiplies. */
type Terms = readonly (readonly [Rational, Node])[];

function termsOf(g: Graph, u: Node): Terms | undefined {
  // A number is so many times 1: sin 4 and sin 2 have one letter.
  const [value] = u.coefs;
  if (u.op === "num" && value !== undefined && N.isExact(value)) return [[value, num(g, 1)]];
  if (u.op !== "sum") return [[1, u]];
  return u.coefs.every(N.isExact) ? u.args.map((m, i) => [u.coefs[i] as Rational, m]) : undefined;
}

/**
 * Exponentials as powers of new letters t = exp(m), and sines and cosines as fractions in new letters t = tan(m/2), one for each
 * thing m that stands in their arguments: what is an identity becomes one of fractions, because the letters are independent.
 * Undefined where there is nothing to do or an argument is out of reach.
 */
export function parametrise(g: Graph, root: Node): Node | undefined {
  const units = unitsOf(g, root);
  if (units === undefined || units.size === 0) return undefined;
  const done = new Map<Node, Node>();
  const visit = (n: Node): Node => {
    if (n.args.length === 0) return n;
    const known = done.get(n);
    if (known !== undefined) return known;
    const args = n.args.map(visit);
    const isExp = n.op === "call" && exponentials.has(n.name);
    const isTrig = n.op === "call" && circular.has(n.name);
    let out: Node;
    // The argument itself is kept: a letter stands for its exponential whatever is inside.
    if (isExp) out = exponential(g, n, units);
    else if (isTrig) out = trigonometric(g, n, units);
    else out = args.every((a, i) => a === n.args[i]) ? n : rebuild(g, n, args);
    done.set(n, out);
    return out;
  };
  return visit(root);
}

/** By which whole number each thing in an argument is divided, so that all its multiples are whole. */
type Units = ReadonlyMap<string, Rational>;

const keyOf = (name: string, m: Node): string => `${exponentials.has(name) ? "exp" : "trig"} ${m.id}`;

function unitsOf(g: Graph, root: Node): Units | undefined {
  const units = new Map<string, Rational>();
  const seen = new Set<Node>();
  let isReachable = true;
  const visit = (n: Node): void => {
    if (seen.has(n)) return;
    seen.add(n);
    if (n.op === "call" && (exponentials.has(n.name) || circular.has(n.name))) {
      const terms = termsOf(g, n.args[0]!);
      if (terms === undefined) isReachable = false;
      for (const [c, m] of terms ?? []) {
        const d = Q.ratio(Q.denominator(c));
        const before = units.get(keyOf(n.name, m)) ?? 1;
        units.set(keyOf(n.name, m), commonMultiple(before, d));
      }
    }
    n.args.forEach(visit);
  };
  visit(root);
  return isReachable ? units : undefined;
}

function commonMultiple(a: Rational, b: Rational): Rational {
  let [x, y] = [Q.numerator(a), Q.numerator(b)];
  const product = x * y;
  while (y !== 0n) [x, y] = [y, x % y];
  return Q.ratio(product / x);
}

/** exp(u) as powers of the letters; undefined where a multiple is too large. */
function powersOf(g: Graph, n: Node, units: Units): readonly (readonly [number, Node])[] | undefined {
  const list: (readonly [number, Node])[] = [];
  for (const [c, m] of termsOf(g, n.args[0]!) ?? []) {
    const k = Q.mul(c, units.get(keyOf(n.name, m)) ?? 1);
    if (typeof k !== "number" || Math.abs(k) > MAX_MULTIPLE) return undefined;
    list.push([k, m]);
  }
  return list;
}

function exponential(g: Graph, n: Node, units: Units): Node {
  const powers = powersOf(g, n, units);
  if (powers === undefined) return n;
  const { rows, cols } = n.args[0]!;
  const letter = (m: Node): Node => {
    const root = Q.inverse(units.get(keyOf(n.name, m)) ?? 1);
    if (m.op === "call" && m.name === "log") return product(g, [m.args[0]!], [root], rows, cols);
    return symbol(g, `#exp${m.id}`, rows, cols, Trait.positive | Trait.nonnegative);
  };
  const one = ones(g, rows, cols);
  const letters = powers.map(([, m]) => letter(m));
  const E = (times: number): Node =>
    hadamard(g, [one, ...letters], [1, ...powers.map(([k]): Coefficient => k * times)]);
  const ratio = (top: Node, below: Node) => hadamard(g, [top, below], [1, -1]);
  switch (n.name) {
    case "exp":
      return E(1);
    case "softplus":
      return call(g, "log", [sum(g, [one, E(1)])]);
    case "logsumexp":
      return call(g, "log", [call(g, "sum", [E(1)])]);
    case "softmax":
      return multiply(g, [product(g, [call(g, "sum", [E(1)])], [-1]), E(1)]);
    case "sigmoid":
      return ratio(E(1), sum(g, [one, E(1)]));
    case "tanh":
      return ratio(sum(g, [E(2), one], [1, -1]), sum(g, [E(2), one]));
    default:
      return scale(g, Q.ratio(1, 2), sum(g, [E(1), E(-1)], [1, n.name === "cosh" ? 1 : -1]));
  }
}

/** cos u + i sin u = Π ((1 + iτ)/(1 − iτ))^k, with τ = tan(m/2) for each thing m of which u has k. */
function trigonometric(g: Graph, n: Node, units: Units): Node {
  const powers = powersOf(g, n, units);
  if (powers === undefined) return n;
  const one = ones(g, n.rows, n.cols);
  let [re, im]: [Node, Node] = [one, scale(g, 0, one)];
  let below = one;
  for (const [k, m] of powers) {
    const t = symbol(g, `#tan${m.id}`, n.rows, n.cols);
    const sign = k < 0 ? -1 : 1;
    for (let i = 0; i < 2 * Math.abs(k); i++) {
      const [x, y] = [hadamard(g, [t, re]), hadamard(g, [t, im])];
      [re, im] = [sum(g, [re, y], [1, -sign]), sum(g, [im, x], [1, sign])];
    }
    below = hadamard(g, [below, sum(g, [one, hadamard(g, [t], [2])])], [1, Math.abs(k)]);
  }
  if (n.name === "tan") return hadamard(g, [im, re], [1, -1]);
  return hadamard(g, [n.name === "cos" ? re : im, below], [1, -1]);
}
