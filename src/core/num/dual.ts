import type { Algebra, ElementaryName } from "./algebra";
import { reals } from "./algebra";

/** v + d·ε with ε² = 0: a value and its derivative along one direction. */
export interface Dual<T> {
  readonly v: T;
  readonly d: T;
}

/** g′(a) for each elementary g, in the algebra below; `y` is g(a). */
type Slopes<T> = { readonly [N in ElementaryName]: (a: T, y: T) => T };

function slopesOver<T>(k: Algebra<T>): Slopes<T> {
  const one = k.of(1);
  return {
    sqrt: (_a, y) => k.div(k.of(0.5), y),
    exp: (_a, y) => y,
    log: (a) => k.div(one, a),
    sin: (a) => k.apply("cos", a),
    cos: (a) => k.sub(k.of(0), k.apply("sin", a)),
    tan: (_a, y) => k.add(one, k.mul(y, y)),
    sinh: (a) => k.apply("cosh", a),
    cosh: (a) => k.apply("sinh", a),
    tanh: (_a, y) => k.sub(one, k.mul(y, y)),
    atan: (a) => k.div(one, k.add(one, k.mul(a, a))),
    // No derivative at the kink: NaN says so instead of choosing a side.
    abs: (a) => k.of(k.real(a) === 0 ? Number.NaN : Math.sign(k.real(a))),
  };
}

/** Dual numbers over any algebra: over the reals first derivatives, over the duals second ones. */
export function dualsOver<T>(k: Algebra<T>): Algebra<Dual<T>> {
  const slopes = slopesOver(k);
  const zero = k.of(0);
  return {
    of: (constant) => ({ v: k.of(constant), d: zero }),
    real: (a) => k.real(a.v),
    add: (a, b) => ({ v: k.add(a.v, b.v), d: k.add(a.d, b.d) }),
    sub: (a, b) => ({ v: k.sub(a.v, b.v), d: k.sub(a.d, b.d) }),
    mul: (a, b) => ({ v: k.mul(a.v, b.v), d: k.add(k.mul(a.d, b.v), k.mul(a.v, b.d)) }),
    div(a, b) {
      const v = k.div(a.v, b.v);
      return { v, d: k.div(k.sub(a.d, k.mul(v, b.d)), b.v) };
    },
    power(a, exponent) {
      if (exponent === 0) return { v: k.of(1), d: zero };
      return { v: k.power(a.v, exponent), d: k.mul(k.mul(k.of(exponent), k.power(a.v, exponent - 1)), a.d) };
    },
    apply(name, a) {
      const y = k.apply(name, a.v);
      return { v: y, d: k.mul(slopes[name](a.v, y), a.d) };
    },
  };
}

/** First-order dual numbers. */
export const duals: Algebra<Dual<number>> = dualsOver(reals);
/** Second-order: the derivative of a derivative. */
export const hyperDuals: Algebra<Dual<Dual<number>>> = dualsOver(duals);
