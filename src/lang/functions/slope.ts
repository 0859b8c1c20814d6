import { type Elementwise, floatOf } from "./evaluate";

const value = (name: Elementwise) => floatOf(name)!;

/** f'(x) from values of f alone: a central difference with one step of extrapolation, for the functions without a short form. */
function fromValues(name: Elementwise): (x: number) => number {
  const f = value(name);
  return (x) => {
    const h = 1e-3 * Math.max(1, Math.abs(x));
    const d = (k: number) => (f(x + k * h) - f(x - k * h)) / (2 * k * h);
    return (d(2) - 20 * d(1) + 64 * d(0.5)) / 45;
  };
}

/**
 * Slopes of the element-wise functions for forward-mode dual numbers, in floating point. They exist to contradict the derivative
 * column where it is wrong, so nothing here is taken from it: other formulas, or differences of the values.
 */
export const slopes: { readonly [K in Elementwise]: (x: number) => number } = {
  sqrt: (x) => Math.sqrt(x) / (2 * x),
  exp: (x) => Math.exp(x),
  log: (x) => (x > 0 ? 1 / x : Number.NaN),
  sin: (x) => Math.sin(x + Math.PI / 2),
  cos: (x) => Math.cos(x + Math.PI / 2),
  tan: (x) => 1 / Math.cos(x) ** 2,
  asin: (x) => 1 / Math.cos(Math.asin(x)),
  acos: (x) => -1 / Math.sin(Math.acos(x)),
  atan: (x) => Math.cos(Math.atan(x)) ** 2,
  sinh: (x) => (Math.exp(x) + Math.exp(-x)) / 2,
  cosh: (x) => (Math.exp(x) - Math.exp(-x)) / 2,
  tanh: (x) => 1 / Math.cosh(x) ** 2,
  abs: (x) => (x > 0 ? 1 : x < 0 ? -1 : Number.NaN),
  sign: (x) => (x === 0 ? Number.NaN : 0),
  relu: (x) => (x > 0 ? 1 : x < 0 ? 0 : Number.NaN),
  step: (x) => (x === 0 ? Number.NaN : 0),
  sigmoid: (x) => 0.25 / Math.cosh(x / 2) ** 2,
  softplus: (x) => 0.5 + 0.5 * Math.tanh(x / 2),
  erf: (x) => Math.exp(-x * x) * 1.1283791670955126,
  gamma: fromValues("gamma"),
  lgamma: fromValues("lgamma"),
  digamma: fromValues("digamma"),
  trigamma: fromValues("trigamma"),
};
