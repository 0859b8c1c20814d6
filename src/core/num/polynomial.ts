import type { RationalMatrix } from "./exact";
import { Q, type Rational } from "./rational";

/** A polynomial by its coefficients, constant first, the last one not zero; [] is the zero polynomial. */
export type Polynomial = readonly Rational[];

/** det(λI − A), monic. @source Faddeev & LeVerrier; @cost O(n⁴) rational operations */
export function characteristicPolynomial(A: RationalMatrix): Polynomial {
  const n = A.length;
  const c: Rational[] = new Array<Rational>(n + 1).fill(0);
  c[n] = 1;
  let M: Rational[][] = A.map(() => new Array<Rational>(n).fill(0));
  for (let k = 1; k <= n; k++) {
    // M ← A·M + c[n−k+1]·I, then c[n−k] = −tr(A·M)/k.
    const AM = k === 1 ? M : times(A, M);
    M = AM.map((row, i) => row.map((x, j) => (i === j ? Q.add(x, c[n - k + 1]!) : x)));
    const P = times(A, M);
    let trace: Rational = 0;
    for (let i = 0; i < n; i++) trace = Q.add(trace, P[i]![i]!);
    c[n - k] = Q.div(Q.neg(trace), k);
  }
  return c;
}

function times(A: RationalMatrix, B: RationalMatrix): Rational[][] {
  return A.map((row) =>
    B[0]!.map((_, j) => {
      let s: Rational = 0;
      for (let k = 0; k < row.length; k++) {
        if (row[k] !== 0 && B[k]![j] !== 0) s = Q.add(s, Q.mul(row[k]!, B[k]![j]!));
      }
      return s;
    }),
  );
}

/** p(x) by Horner's scheme. */
export function valueAt(p: Polynomial, x: Rational): Rational {
  let y: Rational = 0;
  for (let i = p.length - 1; i >= 0; i--) y = Q.add(Q.mul(y, x), p[i]!);
  return y;
}

/** Sign changes in the coefficients: by Descartes the number of positive roots (with multiplicity) if all roots are real. */
export function signChanges(p: Polynomial): number {
  let changes = 0;
  let last = 0;
  for (const c of p) {
    const s = Q.sign(c);
    if (s === 0) continue;
    if (last !== 0 && s !== last) changes++;
    last = s;
  }
  return changes;
}

/** The factors of p, each without repeated roots, with their multiplicities. @source Yun 1976 */
export function squareFreeFactors(p: Polynomial): readonly { readonly factor: Polynomial; readonly times: number }[] {
  const out: { factor: Polynomial; times: number }[] = [];
  let b = divide(p, gcd(p, derivative(p))).quotient;
  let c = gcd(p, derivative(p));
  for (let k = 1; b.length > 1; k++) {
    const d = gcd(b, c);
    const factor = divide(b, d).quotient;
    if (factor.length > 1) out.push({ factor: monic(factor), times: k });
    b = d;
    c = divide(c, d).quotient;
  }
  return out;
}

/** How many different real roots p has in (from, to]; null stands for ∓∞. @source Sturm 1829 */
export function countRoots(p: Polynomial, from: Rational | null, to: Rational | null): number {
  const chain: Polynomial[] = [p, derivative(p)];
  while (chain[chain.length - 1]!.length > 1) {
    const rest = divide(chain[chain.length - 2]!, chain[chain.length - 1]!).remainder;
    if (rest.length === 0) break;
    chain.push(rest.map(Q.neg));
  }
  const variations = (x: Rational | null, end: 1 | -1) => {
    const signs = chain.map((q) => {
      if (x !== null) return valueAt(q, x);
      const lead = q[q.length - 1] ?? 0;
      return end < 0 && q.length % 2 === 0 ? Q.neg(lead) : lead;
    });
    return signChanges(signs);
  };
  return variations(from, -1) - variations(to, 1);
}

/** The rational roots of a square-free p, ascending, and what is left when they are divided out. Small divisors only. */
export function splitRationalRoots(p: Polynomial): { readonly roots: readonly Rational[]; readonly rest: Polynomial } {
  let rest = [...p];
  const roots: Rational[] = [];
  const tryRoot = (r: Rational) => {
    if (rest.length > 1 && Q.sign(valueAt(rest, r)) === 0) {
      rest = [...divide(rest, [Q.neg(r), 1]).quotient];
      roots.push(r);
    }
  };
  tryRoot(0);
  for (const r of rationalCandidates(rest)) tryRoot(r);
  return { roots: roots.sort(Q.compare), rest };
}

/** The largest numerator or denominator that is searched for divisors. */
const SEARCH = 20_000n;

function* rationalCandidates(p: Polynomial): Generator<Rational> {
  if (p.length < 2) return;
  if (p.length === 2) {
    yield Q.neg(Q.div(p[0]!, p[1]!));
    return;
  }
  let d = 1n;
  for (const c of p) {
    const e = Q.denominator(c);
    let [a, b] = [d, e];
    while (b !== 0n) [a, b] = [b, a % b];
    d = (d / a) * e;
  }
  const first = Q.numerator(Q.mul(p[0]!, Q.ratio(d)));
  const last = Q.numerator(Q.mul(p[p.length - 1]!, Q.ratio(d)));
  const below = divisors(last);
  for (const n of divisors(first)) {
    for (const m of below) {
      yield Q.ratio(n, m);
      yield Q.ratio(-n, m);
    }
  }
}

function divisors(n: bigint): bigint[] {
  if (n < 0n) n = -n;
  const small: bigint[] = [];
  const large: bigint[] = [];
  for (let k = 1n; k <= SEARCH && k * k <= n; k++) {
    if (n % k !== 0n) continue;
    small.push(k);
    if (k * k !== n) large.push(n / k);
  }
  return small.concat(large.reverse()).slice(0, 400);
}

function derivative(p: Polynomial): Polynomial {
  return p.slice(1).map((c, i) => Q.mul(c, i + 1));
}

function monic(p: Polynomial): Polynomial {
  const lead = p[p.length - 1];
  return lead === undefined || lead === 1 ? p : p.map((c) => Q.div(c, lead));
}

function divide(p: Polynomial, q: Polynomial): { quotient: Polynomial; remainder: Polynomial } {
  const rest = [...p];
  const lead = q[q.length - 1]!;
  const quotient: Rational[] = new Array<Rational>(Math.max(0, p.length - q.length + 1)).fill(0);
  for (let k = p.length - q.length; k >= 0; k--) {
    const f = Q.div(rest[k + q.length - 1]!, lead);
    quotient[k] = f;
    if (Q.sign(f) === 0) continue;
    for (let j = 0; j < q.length; j++) rest[k + j] = Q.sub(rest[k + j]!, Q.mul(f, q[j]!));
  }
  while (rest.length > 0 && Q.sign(rest[rest.length - 1]!) === 0) rest.pop();
  return { quotient, remainder: rest };
}

function gcd(p: Polynomial, q: Polynomial): Polynomial {
  while (q.length > 0) [p, q] = [q, monic(divide(p, q).remainder)];
  return monic(p);
}
