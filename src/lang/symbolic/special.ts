import { Q, type Rational } from "../../core/num/rational";
import { N } from "./coefficient";
import { type Graph, intern, type Node, Refusal } from "./graph";
import { isScalar, isZero, num, ones, zero } from "./leaf";
import { power, product } from "./prod";
import { isNonnegative, isPositive } from "./sign";
import { scale, splitCoefficient, sum } from "./sum";

const piNode = (g: Graph): Node => intern(g, "call", 1, 1, [], [], "pi");

/** sin(kπ/12·…) and the like: [sin] at multiples of π/6 and π/4 within [0, 2π). */
function sineOfPi(g: Graph, r: Rational): Node | undefined {
  const turns = Q.mul(r, 12);
  if (typeof turns !== "number") return undefined;
  const k = ((turns % 24) + 24) % 24;
  const sign = k >= 12 ? -1 : 1;
  const h = k % 12;
  const m = h > 6 ? 12 - h : h;
  const half = Q.ratio(sign, 2);
  if (m === 0) return num(g, 0);
  if (m === 2) return num(g, half);
  if (m === 3) return scale(g, half, power(g, num(g, 2), num(g, Q.ratio(1, 2))));
  if (m === 4) return scale(g, half, power(g, num(g, 3), num(g, Q.ratio(1, 2))));
  return m === 6 ? num(g, sign) : undefined;
}

function multipleOfPi(a: Node): Rational | undefined {
  if (a.op === "num" && a.coefs[0] === 0) return 0;
  const { c, rest } = splitCoefficient(a);
  return rest.op === "call" && rest.name === "pi" && N.isExact(c) ? c : undefined;
}

/** The exact value of an element-wise function where its argument is special: sin(π/6) = ½, atan 1 = π/4, Γ(5) = 24. */
export function specialValue(g: Graph, name: string, a: Node, of: (name: string, u: Node) => Node): Node | undefined {
  const value = a.op === "num" ? (a.coefs[0] as Rational) : isZero(a) ? 0 : undefined;
  const constant = (c: Rational) => (isScalar(a) ? num(g, c) : c === 0 ? zero(g, a.rows, a.cols) : undefined);
  switch (name) {
    case "sin":
    case "cos":
    case "tan": {
      const inside = ofInverse(g, name, a) ?? turnedBack(g, name, a, of);
      if (inside !== undefined) return inside;
      const r = multipleOfPi(a);
      if (r === undefined) return isZero(a) ? (name === "cos" ? ones(g, a.rows, a.cols) : a) : undefined;
      if (name === "sin") return sineOfPi(g, r);
      const cosine = sineOfPi(g, Q.add(r, Q.ratio(1, 2)));
      if (name === "cos" || cosine === undefined) return cosine;
      const sine = sineOfPi(g, r);
      if (isZero(cosine)) throw new Refusal("domain", tangentPole);
      return sine === undefined ? undefined : product(g, [sine, cosine], [1, -1]);
    }
    case "abs":
      if (value !== undefined) return constant(Q.abs(value));
      return isNonnegative(a) ? a : undefined;
    case "sign":
      if (value !== undefined) return constant(Q.sign(value));
      return isPositive(a) ? ones(g, a.rows, a.cols) : undefined;
    case "step":
      if (value !== undefined) return constant(Q.sign(value) > 0 ? 1 : 0);
      return isPositive(a) ? ones(g, a.rows, a.cols) : undefined;
    case "relu":
      if (value !== undefined) return constant(Q.sign(value) > 0 ? value : 0);
      return isNonnegative(a) ? a : undefined;
    case "sigmoid":
      return value === 0 ? scale(g, Q.ratio(1, 2), ones(g, a.rows, a.cols)) : undefined;
    case "cosh":
      return value === 0 ? ones(g, a.rows, a.cols) : undefined;
    case "asin":
    case "atan":
    case "sinh":
    case "tanh":
    case "erf":
      if (value === 0) return a;
      if (value === 1 && name === "atan") return scale(g, Q.ratio(1, 4), piNode(g));
      if (value === 1 && name === "asin") return scale(g, Q.ratio(1, 2), piNode(g));
      return undefined;
    case "acos":
      if (value === 1) return num(g, 0);
      return value === 0 && isScalar(a) ? scale(g, Q.ratio(1, 2), piNode(g)) : undefined;
    case "gamma":
      if (value !== undefined && isScalar(a) && Q.isInteger(Q.mul(value, 2)) && !Q.isInteger(value))
        return halfGamma(g, value);
      if (typeof value !== "number" || value < 1 || value > 400 || !isScalar(a)) return undefined;
      return num(
        g,
        Array.from({ length: value - 1 }, (_, i) => i + 1).reduce<Rational>((p, k) => Q.mul(p, k), 1),
      );
    case "lgamma":
      return value === 1 || value === 2 ? constant(0) : undefined;
    default:
      return undefined;
  }
}

/** Γ(n + 1/2) = (2n)!/(4ⁿ n!) √π, by Γ(x + 1) = x Γ(x) from Γ(1/2) = √π. */
function halfGamma(g: Graph, x: Rational): Node | undefined {
  if (Math.abs(Q.toNumber(x)) > 60) return undefined;
  const half = Q.ratio(1, 2);
  let c: Rational = 1;
  for (let at = x; Q.compare(at, half) > 0; at = Q.sub(at, 1)) c = Q.mul(c, Q.sub(at, 1));
  for (let at = x; Q.compare(at, half) < 0; at = Q.add(at, 1)) c = Q.div(c, at);
  return scale(g, c, product(g, [piNode(g)], [half]));
}

/** sin, cos and tan of asin u, acos u and atan u: algebraic in u. */
function ofInverse(g: Graph, name: "sin" | "cos" | "tan", a: Node): Node | undefined {
  if (a.op !== "call" || !["asin", "acos", "atan"].includes(a.name)) return undefined;
  const u = a.args[0]!;
  const one = ones(g, a.rows, a.cols);
  const square = product(g, [u], [2], a.rows, a.cols);
  const root = sum(g, [one, square], [1, a.name === "atan" ? 1 : -1]);
  const ratio = (top: number, below: Rational) => product(g, [u, root], [top, below], a.rows, a.cols);
  const half = Q.ratio(1, 2);
  const [sine, cosine] = {
    asin: [ratio(1, 0), ratio(0, half)] as const,
    acos: [ratio(0, half), ratio(1, 0)] as const,
    atan: [ratio(1, Q.neg(half)), ratio(0, Q.neg(half))] as const,
  }[a.name as "asin" | "acos" | "atan"];
  if (name === "tan") return product(g, [sine, cosine], [1, -1], a.rows, a.cols);
  return name === "sin" ? sine : cosine;
}

/** sin(u + π/2) = cos u and the like: whole quarter turns taken off. */
function turnedBack(
  g: Graph,
  name: "sin" | "cos" | "tan",
  a: Node,
  make: (name: string, u: Node) => Node,
): Node | undefined {
  const at = a.op === "sum" ? a.args.findIndex((t) => t.op === "call" && t.name === "pi") : -1;
  if (at < 0 || a.args.length < 2) return undefined;
  const quarters = N.isExact(a.coefs[at]!) ? Q.mul(a.coefs[at], 2) : undefined;
  if (typeof quarters !== "number") return undefined;
  const keep = <T>(list: readonly T[]) => list.filter((_, i) => i !== at);
  const u = sum(g, keep(a.args), keep(a.coefs));
  const of = (f: string): Node => make(f, u);
  const k = ((quarters % 4) + 4) % 4;
  if (name === "tan") return k % 2 === 0 ? of("tan") : scale(g, -1, product(g, [of("cos"), of("sin")], [1, -1]));
  const turn = (name === "sin" ? k : k + 1) % 4;
  return scale(g, turn < 2 ? 1 : -1, of(turn % 2 === 0 ? "sin" : "cos"));
}

const tangentPole = { en: "The tangent has a pole here.", zh: "正切函数在此处无定义。" } as const;
