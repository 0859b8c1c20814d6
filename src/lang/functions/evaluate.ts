import { erf, gamma, lgamma } from "../../core/num/special";

/** Elementary functions of one real number, applied entry by entry, in floating point; outside the domain NaN. */
export type Elementwise =
  | "sqrt"
  | "exp"
  | "log"
  | "sin"
  | "cos"
  | "tan"
  | "asin"
  | "acos"
  | "atan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "abs"
  | "sign"
  | "relu"
  | "step"
  | "sigmoid"
  | "softplus"
  | "erf"
  | "gamma"
  | "lgamma"
  | "digamma"
  | "trigamma";

/** ψ(x) = (ln Γ)'(x). @source Abramowitz & Stegun 1964, 6.3.5, 6.3.7, 6.3.18 */
function digamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Number.NaN;
  if (x < 0) return digamma(1 - x) - Math.PI / Math.tan(Math.PI * x);
  let shift = 0;
  while (x < 12) {
    shift -= 1 / x;
    x += 1;
  }
  const z = 1 / (x * x);
  const tail = z * (1 / 12 - z * (1 / 120 - z * (1 / 252 - z * (1 / 240 - z * (1 / 132 - (z * 691) / 32760)))));
  return shift + Math.log(x) - 0.5 / x - tail;
}

/** ψ'(x). @source Abramowitz & Stegun 1964, 6.4.6, 6.4.7, 6.4.12 */
function trigamma(x: number): number {
  if (x <= 0 && Number.isInteger(x)) return Number.NaN;
  if (x < 0) return (Math.PI / Math.sin(Math.PI * x)) ** 2 - trigamma(1 - x);
  let shift = 0;
  while (x < 12) {
    shift += 1 / (x * x);
    x += 1;
  }
  const z = 1 / (x * x);
  return shift + 1 / x + z / 2 + (z / x) * (1 / 6 - z * (1 / 30 - z * (1 / 42 - z * (1 / 30 - (z * 5) / 66))));
}

const table: { readonly [K in Elementwise]: (x: number) => number } = {
  sqrt: Math.sqrt,
  exp: Math.exp,
  log: Math.log,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  abs: Math.abs,
  sign: Math.sign,
  relu: (x) => (x > 0 ? x : Number.isNaN(x) ? x : 0),
  step: (x) => (x > 0 ? 1 : Number.isNaN(x) ? x : 0),
  sigmoid: (x) => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x))),
  softplus: (x) => (x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x))),
  erf,
  gamma,
  lgamma,
  digamma,
  trigamma,
};

/** The floating-point form of an element-wise function, or undefined for any other name. */
export function floatOf(name: string): ((x: number) => number) | undefined {
  return Object.hasOwn(table, name) ? table[name as Elementwise] : undefined;
}

/** All element-wise functions, those that only derivatives bring in (ψ, ψ') too. */
export const elementwiseNames: readonly Elementwise[] = Object.keys(table) as Elementwise[];
