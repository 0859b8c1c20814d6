import { Q, type Rational } from "./rational";

/** A product of powers of variables: the exponent of each, 0 or more. */
export type Exponents = readonly number[];

/** A polynomial in several variables: its monomials by the text of their exponents; no coefficient is 0. */
export type Multinomial = ReadonlyMap<string, { readonly e: Exponents; readonly c: Rational }>;

/** More monomials than this are not multiplied out. */
const MOST = 240;

type Open = Map<string, { e: Exponents; c: Rational }>;

const zero: Multinomial = new Map();

function put(into: Open, e: Exponents, c: Rational): void {
  const key = e.join();
  const known = into.get(key);
  const sum = known ? Q.add(known.c, c) : c;
  if (Q.sign(sum) === 0) into.delete(key);
  else into.set(key, { e, c: sum });
}

const trimmed = (e: readonly number[]): number[] => {
  let n = e.length;
  while (n > 0 && !e[n - 1]) n--;
  return Array.from({ length: n }, (_, i) => e[i] ?? 0);
};

function constant(c: Rational): Multinomial {
  return Q.sign(c) === 0 ? zero : new Map([["", { e: [], c }]]);
}

function variable(i: number, power = 1): Multinomial {
  const e = trimmed(Array.from({ length: i + 1 }, (_, k) => (k === i ? power : 0)));
  return new Map([[e.join(), { e, c: 1 }]]);
}

function add(p: Multinomial, q: Multinomial, times: Rational = 1): Multinomial {
  const out: Open = new Map(p);
  for (const { e, c } of q.values()) put(out, e, Q.mul(c, times));
  return out;
}

function plus(e: Exponents, f: Exponents): number[] {
  return Array.from({ length: Math.max(e.length, f.length) }, (_, i) => (e[i] ?? 0) + (f[i] ?? 0));
}

/** The product; undefined where it is too long. */
function multiply(p: Multinomial | undefined, q: Multinomial | undefined): Multinomial | undefined {
  if (!p || !q || p.size * q.size > MOST * 40) return undefined;
  const out: Open = new Map();
  for (const a of p.values()) for (const b of q.values()) put(out, plus(a.e, b.e), Q.mul(a.c, b.c));
  return out.size > MOST ? undefined : out;
}

function raise(p: Multinomial | undefined, power: number): Multinomial | undefined {
  let out: Multinomial | undefined = constant(1);
  for (let k = 0; k < power; k++) out = multiply(out, p);
  return out;
}

/** The coefficients of the powers of a variable, constant first. */
function coefficients(p: Multinomial, i: number): Multinomial[] {
  const parts: Open[] = [];
  for (const { e, c } of p.values()) {
    const power = e[i] ?? 0;
    while (parts.length <= power) parts.push(new Map());
    put(parts[power]!, trimmed(e.map((k, j) => (j === i ? 0 : k))), c);
  }
  return parts;
}

/** The polynomial with another in place of a variable; undefined where it is too long. */
function substitute(p: Multinomial, i: number, by: Multinomial): Multinomial | undefined {
  let out: Multinomial | undefined = zero;
  const parts = coefficients(p, i);
  for (let k = parts.length - 1; k >= 0; k--) {
    const product = multiply(out, by);
    out = product && add(product, parts[k]!);
    if (!out) return undefined;
  }
  return out;
}

/** Which variables occur. */
function variables(p: Multinomial): number[] {
  const found = new Set<number>();
  for (const { e } of p.values())
    e.forEach((k, i) => {
      if (k > 0) found.add(i);
    });
  return [...found].sort((a, b) => a - b);
}

/** Arithmetic on {@link Multinomial}; exact. */
export const Multi = {
  zero,
  constant,
  variable,
  add,
  multiply,
  raise,
  coefficients,
  substitute,
  variables,
} as const;
