import type { RationalMatrix } from "./exact";
import {
  characteristicPolynomial,
  countRoots,
  type Polynomial,
  splitRationalRoots,
  squareFreeFactors,
  valueAt,
} from "./polynomial";
import { Q, type Rational } from "./rational";
import { addSurds, multiplySurds, type Surd, surdOf, surdRoot, surdToNumber } from "./surd";

/** An eigenvalue: in closed form where it is rational or a quadratic surd, else enclosed by exact isolation. */
export interface Eigenvalue {
  readonly value: number;
  readonly exact?: Surd;
}

/**
 * The eigenvalues of a symmetric rational matrix, ascending, repeated by multiplicity. Roots of linear and quadratic factors of the
 * characteristic polynomial (biquadratics too) are exact; the others are isolated by Sturm and bisected to full precision.
 */
export function symmetricSpectrum(A: RationalMatrix): readonly Eigenvalue[] {
  const out: Eigenvalue[] = [];
  for (const { factor, times } of squareFreeFactors(characteristicPolynomial(A))) {
    for (const e of rootsOf(factor)) for (let k = 0; k < times; k++) out.push(e);
  }
  return out.sort((a, b) => a.value - b.value);
}

function exactly(s: Surd): Eigenvalue {
  return { value: surdToNumber(s), exact: s };
}

function rootsOf(p: Polynomial): Eigenvalue[] {
  const { roots, rest } = splitRationalRoots(p);
  const out = roots.map((r) => exactly(surdOf(r)));
  if (rest.length <= 1) return out;
  if (rest.length === 3) return [...out, ...quadraticRoots(rest)];
  if (rest.length === 5) {
    const pair = splitQuartic(rest);
    if (pair !== undefined) return [...out, ...quadraticRoots(pair[0]), ...quadraticRoots(pair[1])];
  }
  return [...out, ...isolate(rest).map((value) => ({ value }))];
}

/** Both real roots of c₀ + c₁λ + c₂λ². */
function quadraticRoots(p: Polynomial): Eigenvalue[] {
  const [c, b, a] = p as readonly [Rational, Rational, Rational];
  const disc = Q.sub(Q.mul(b, b), Q.mul(4, Q.mul(a, c)));
  const middle = surdOf(Q.div(Q.neg(b), Q.mul(2, a)));
  const half = multiplySurds(surdRoot(disc), surdOf(Q.inverse(Q.mul(2, a))))!;
  const other = multiplySurds(half, surdOf(-1))!;
  return [addSurds(middle, half)!, addSurds(middle, other)!].map(exactly);
}

/** A quartic as a product of two rational quadratics, found from its numeric roots and confirmed exactly. */
function splitQuartic(p: Polynomial): readonly [Polynomial, Polynomial] | undefined {
  const lead = p[4]!;
  const [d, c, b, a] = p.slice(0, 4).map((x) => Q.div(x, lead)) as [Rational, Rational, Rational, Rational];
  const roots = isolate(p);
  if (roots.length !== 4) return undefined;
  for (const [i, j] of [
    [0, 1],
    [0, 2],
    [0, 3],
  ] as const) {
    const s = tryRational(roots[i]! + roots[j]!);
    const t = tryRational(roots[i]! * roots[j]!);
    if (s === undefined || t === undefined || Q.sign(t) === 0) continue;
    // (λ² − sλ + t)(λ² − uλ + v) with u = −a − s and v = d/t; the two middle coefficients must agree.
    const u = Q.sub(Q.neg(a), s);
    const v = Q.div(d, t);
    const middle = Q.add(Q.add(t, v), Q.mul(s, u));
    const linear = Q.neg(Q.add(Q.mul(s, v), Q.mul(t, u)));
    if (!Q.same(middle, b) || !Q.same(linear, c)) continue;
    return [
      [t, Q.neg(s), 1],
      [v, Q.neg(u), 1],
    ];
  }
  return undefined;
}

/** The simplest fraction near x, by continued fraction; undefined where it is not close to one of few digits. */
function tryRational(x: number): Rational | undefined {
  let [p0, q0, p1, q1] = [0, 1, 1, 0];
  let y = x;
  for (let k = 0; k < 12; k++) {
    const a = Math.floor(y);
    [p0, q0, p1, q1] = [p1, q1, a * p1 + p0, a * q1 + q0];
    if (q1 > 1e6 || Math.abs(p1) > 1e12) return undefined;
    if (Math.abs(x - p1 / q1) <= 1e-11 * Math.max(1, Math.abs(x))) return Q.ratio(p1, q1);
    y = 1 / (y - a);
  }
  return undefined;
}

/** The real roots of a square-free p, ascending, by Sturm's count and bisection with exact signs. */
function isolate(p: Polynomial): number[] {
  const lead = Q.abs(p[p.length - 1]!);
  let bound: Rational = 1;
  for (const c of p.slice(0, -1)) {
    const size = Q.add(1, Q.div(Q.abs(c), lead));
    if (Q.compare(size, bound) > 0) bound = size;
  }
  const ceiling = Q.ratio(Q.numerator(bound) / Q.denominator(bound) + 1n);
  const out: number[] = [];
  const visit = (from: Rational, to: Rational, count: number) => {
    if (count === 0) return;
    if (count === 1) {
      out.push(bisect(p, from, to));
      return;
    }
    const middle = Q.div(Q.add(from, to), 2);
    const left = countRoots(p, from, middle);
    visit(from, middle, left);
    visit(middle, to, count - left);
  };
  visit(Q.neg(ceiling), ceiling, countRoots(p, Q.neg(ceiling), ceiling));
  return out;
}

function bisect(p: Polynomial, from: Rational, to: Rational): number {
  let [a, b] = [from, to];
  let atEnd = Q.sign(valueAt(p, b));
  if (atEnd === 0) return Q.toNumber(b);
  for (let k = 0; k < 2200; k++) {
    const [x, y] = [Q.toNumber(a), Q.toNumber(b)];
    if (x !== 0 && y !== 0 && Math.abs(y - x) <= 2 ** -52 * Math.min(Math.abs(x), Math.abs(y))) break;
    const middle = Q.div(Q.add(a, b), 2);
    const s = Q.sign(valueAt(p, middle));
    if (s === 0) return Q.toNumber(middle);
    if (s === atEnd) {
      b = middle;
      atEnd = s;
    } else a = middle;
  }
  return Q.toNumber(Q.div(Q.add(a, b), 2));
}
