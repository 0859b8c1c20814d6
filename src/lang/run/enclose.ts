import { Enclose, type Enclosure } from "../../core/num/enclosure";
import { Q, type Rational } from "../../core/num/rational";
import { N } from "../symbolic/coefficient";
import type { Node } from "../symbolic/graph";

type Maybe = Enclosure | undefined;

/** Bounds of a scalar without letters that hold whatever is rounded on the way; undefined where there are none. */
export function enclosureOf(node: Node): Enclosure | undefined {
  const done = new Map<Node, Maybe>();
  const visit = (n: Node): Maybe => {
    if (!done.has(n)) done.set(n, n.rows === 1 && n.cols === 1 ? bounds(n, visit) : undefined);
    return done.get(n);
  };
  return visit(node);
}

/** Bounds of an exact number. */
export const enclosureOfRational = (q: Rational): Maybe => Enclose.ratio(Q.numerator(q), Q.denominator(q));

const of = (coef: Node["coefs"][number]): Maybe =>
  N.isExact(coef) ? enclosureOfRational(coef as Rational) : undefined;
const both = (a: Maybe, b: Maybe, f: (a: Enclosure, b: Enclosure) => Maybe): Maybe => (a && b ? f(a, b) : undefined);
const then = (a: Maybe, f: (a: Enclosure) => Maybe): Maybe => (a ? f(a) : undefined);
const one = Enclose.ratio(1n, 1n) as Enclosure;
const half = Enclose.ratio(1n, 2n) as Enclosure;
const zero = Enclose.ratio(0n, 1n) as Enclosure;

function bounds(n: Node, visit: (n: Node) => Maybe): Maybe {
  switch (n.op) {
    case "num":
      return of(n.coefs[0]);
    case "zero":
      return zero;
    case "ones":
    case "eye":
      return one;
    case "sum":
      return n.args.reduce<Maybe>(
        (total, arg, i) => both(total, both(of(n.coefs[i]), visit(arg), Enclose.product), Enclose.add),
        zero,
      );
    case "prod":
      return n.args.reduce<Maybe>(
        (total, arg, i) =>
          both(total, N.isExact(n.coefs[i]) ? raised(visit(arg), n.coefs[i] as Rational) : undefined, Enclose.product),
        one,
      );
    case "pow": {
      const [base, exponent] = n.args;
      const [e] = exponent.coefs;
      if (exponent.op === "num" && N.isExact(e)) return raised(visit(base), e as Rational);
      return power(visit(base), visit(exponent));
    }
    case "call":
      return called(n.name, n.args.map(visit));
    default:
      return undefined;
  }
}

/** b^e as e^(e ln b), for b > 0. */
function power(base: Maybe, exponent: Maybe): Maybe {
  return then(both(exponent, then(base, Enclose.log), Enclose.product), Enclose.exp);
}

function raised(base: Maybe, exponent: Rational): Maybe {
  if (typeof exponent !== "number" || Math.abs(exponent) > 64) {
    const isRoot = Q.same(Q.mul(exponent, 2), 1);
    return isRoot ? then(base, Enclose.sqrt) : power(base, enclosureOfRational(exponent));
  }
  let total: Maybe = one;
  for (let i = 0; i < Math.abs(exponent); i++) total = both(total, base, Enclose.product);
  return exponent < 0 ? then(total, Enclose.inverse) : total;
}

const minus = (a: Maybe, b: Maybe): Maybe => both(a, then(b, Enclose.negated), Enclose.add);
const over = (a: Maybe, b: Maybe): Maybe => both(a, then(b, Enclose.inverse), Enclose.product);
const isExactly = (a: Maybe, b: Enclosure): boolean => a?.lo === b.lo && a.hi === b.hi;
const cosine = (a: Maybe): Maybe => then(both(a, both(half, Enclose.pi(), Enclose.product), Enclose.add), Enclose.sin);

function extreme(args: readonly Maybe[], isMax: boolean): Maybe {
  return args.reduce((a, b) =>
    both(a, b, (p, q) => {
      const pick = (x: bigint, y: bigint) => (x > y === isMax ? x : y);
      return { lo: pick(p.lo, q.lo), hi: pick(p.hi, q.hi) };
    }),
  );
}

function called(name: string, args: readonly Maybe[]): Maybe {
  const [a] = args;
  const [up, down] = [() => then(a, Enclose.exp), () => then(then(a, Enclose.negated), Enclose.exp)];
  switch (name) {
    case "pi":
      return Enclose.pi();
    case "e":
      return Enclose.exp(one);
    case "sqrt":
      return then(a, Enclose.sqrt);
    case "exp":
      return up();
    case "log":
      return then(a, Enclose.log);
    case "sin":
      return then(a, Enclose.sin);
    case "cos":
      return cosine(a);
    case "tan":
      return over(then(a, Enclose.sin), cosine(a));
    case "atan":
      return then(a, Enclose.atan);
    case "asin":
    case "acos": {
      const right = both(half, Enclose.pi(), Enclose.product);
      const side = then(minus(one, both(a, a, Enclose.product)), Enclose.sqrt);
      const angle = isExactly(a, one)
        ? right
        : isExactly(then(a, Enclose.negated), one)
          ? then(right, Enclose.negated)
          : then(over(a, side), Enclose.atan);
      return name === "asin" ? angle : minus(right, angle);
    }
    case "sinh":
      return both(half, minus(up(), down()), Enclose.product);
    case "cosh":
      return both(half, both(up(), down(), Enclose.add), Enclose.product);
    case "tanh":
      return over(minus(up(), down()), both(up(), down(), Enclose.add));
    case "sigmoid":
      return over(one, both(one, down(), Enclose.add));
    case "softplus":
      // a + log(1 + e⁻ᵃ) keeps a large a in range.
      if (a && a.lo >= 0n) return both(a, then(both(one, down(), Enclose.add), Enclose.log), Enclose.add);
      return then(both(one, up(), Enclose.add), Enclose.log);
    case "abs":
      return extreme([a, then(a, Enclose.negated)], true);
    case "relu":
      return extreme([a, zero], true);
    case "max":
    case "min":
      return args.length > 1 ? extreme(args, name === "max") : undefined;
    default:
      return undefined;
  }
}
