/**
 * The operations an expression is built from, over any kind of number: reals, complex numbers, dual numbers, duals of
 * duals. An expression written once against this interface gives its value, its complex step and its derivatives.
 */
export interface Algebra<T> {
  of(constant: number): T;
  /** The real number that comparisons and `abs` look at. */
  real(a: T): number;
  add(a: T, b: T): T;
  sub(a: T, b: T): T;
  mul(a: T, b: T): T;
  div(a: T, b: T): T;
  /** aᵏ for a constant exponent. */
  power(a: T, exponent: number): T;
  apply(name: ElementaryName, a: T): T;
}

export type ElementaryName = "sqrt" | "exp" | "log" | "sin" | "cos" | "tan" | "sinh" | "cosh" | "tanh" | "atan" | "abs";

/** Ordinary double precision. */
export const reals: Algebra<number> = {
  of: (constant) => constant,
  real: (a) => a,
  add: (a, b) => a + b,
  sub: (a, b) => a - b,
  mul: (a, b) => a * b,
  div: (a, b) => a / b,
  power: (a, exponent) => a ** exponent,
  apply: (name, a) => Math[name](a),
};

export interface Complex {
  readonly re: number;
  readonly im: number;
}

const complex = (re: number, im: number): Complex => ({ re, im });

const complexFunction: { readonly [N in ElementaryName]: (a: Complex) => Complex } = {
  sqrt: (a) => complexPower(a, 0.5),
  exp: ({ re, im }) => complex(Math.exp(re) * Math.cos(im), Math.exp(re) * Math.sin(im)),
  log: ({ re, im }) => complex(Math.log(Math.hypot(re, im)), Math.atan2(im, re)),
  sin: ({ re, im }) => complex(Math.sin(re) * Math.cosh(im), Math.cos(re) * Math.sinh(im)),
  cos: ({ re, im }) => complex(Math.cos(re) * Math.cosh(im), -Math.sin(re) * Math.sinh(im)),
  tan: (a) => complexes.div(complexFunction.sin(a), complexFunction.cos(a)),
  sinh: ({ re, im }) => complex(Math.sinh(re) * Math.cos(im), Math.cosh(re) * Math.sin(im)),
  cosh: ({ re, im }) => complex(Math.cosh(re) * Math.cos(im), Math.sinh(re) * Math.sin(im)),
  tanh: (a) => complexes.div(complexFunction.sinh(a), complexFunction.cosh(a)),
  // arctan near the real axis, where the complex step stays: atan(x + iy) ≈ atan x + i y/(1 + x²) is exact to O(y²).
  atan: ({ re, im }) => complex(Math.atan(re), im / (1 + re * re)),
  // The analytic continuation of |x| off the real axis, as the complex step needs it.
  abs: ({ re, im }) => (re < 0 ? complex(-re, -im) : complex(re, im)),
};

function complexPower(a: Complex, exponent: number): Complex {
  if (Number.isInteger(exponent) && Math.abs(exponent) <= 64) {
    let result = complex(1, 0);
    for (let k = 0; k < Math.abs(exponent); k++) result = complexes.mul(result, a);
    return exponent < 0 ? complexes.div(complex(1, 0), result) : result;
  }
  const size = Math.hypot(a.re, a.im) ** exponent;
  const angleRad = Math.atan2(a.im, a.re) * exponent;
  return complex(size * Math.cos(angleRad), size * Math.sin(angleRad));
}

/** Complex numbers, for the complex step Im f(x + ih)/h (Squire & Trapp 1998). */
export const complexes: Algebra<Complex> = {
  of: (constant) => complex(constant, 0),
  real: (a) => a.re,
  add: (a, b) => complex(a.re + b.re, a.im + b.im),
  sub: (a, b) => complex(a.re - b.re, a.im - b.im),
  mul: (a, b) => complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re),
  div(a, b) {
    // Smith's scaling: the larger part of the divisor goes below, so that nothing overflows or underflows early.
    if (Math.abs(b.re) >= Math.abs(b.im)) {
      const ratio = b.im / b.re;
      const scale = b.re + b.im * ratio;
      return complex((a.re + a.im * ratio) / scale, (a.im - a.re * ratio) / scale);
    }
    const ratio = b.re / b.im;
    const scale = b.re * ratio + b.im;
    return complex((a.re * ratio + a.im) / scale, (a.im * ratio - a.re) / scale);
  },
  power: complexPower,
  apply: (name, a) => complexFunction[name](a),
};
