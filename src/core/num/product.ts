import { Q, type Rational } from "./rational";

/**
 * C = AB, exactly. Whole numbers whose sums stay below 2⁵³ are multiplied as floating point, which is exact there; everything
 * else over one denominator for each row of A and each column of B, so that a fraction is reduced once an entry.
 * @param a  m×k, row-major
 * @param b  k×n, row-major
 * @throws DigitLimit where an entry takes too many digits
 * @cost m·k·n multiplications
 */
export function multiplyRationals(
  a: readonly Rational[],
  b: readonly Rational[],
  [m, k, n]: readonly [number, number, number],
): Rational[] {
  if (a.length !== m * k || b.length !== k * n)
    throw new RangeError(`a product of ${m}×${k} and ${k}×${n} got ${a.length} and ${b.length} entries`);
  const bound = largestWhole(a) * largestWhole(b) * k;
  if (bound <= Number.MAX_SAFE_INTEGER) return wholeProduct(a as readonly number[], b as readonly number[], [m, k, n]);
  const rows = Array.from({ length: m }, (_, i) => overOne(a.slice(i * k, (i + 1) * k)));
  const columns = Array.from({ length: n }, (_, j) => overOne(Array.from({ length: k }, (_, l) => b[l * n + j]!)));
  const out: Rational[] = [];
  for (const row of rows) {
    for (const column of columns) {
      let dot = 0n;
      for (let l = 0; l < k; l++) dot += row.numerators[l]! * column.numerators[l]!;
      out.push(Q.ratio(dot, row.denominator * column.denominator));
    }
  }
  return out;
}

/** The largest |x|; infinite where one is no whole number. */
function largestWhole(list: readonly Rational[]): number {
  let largest = 0;
  for (const x of list) {
    if (typeof x !== "number") return Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(x));
  }
  return largest;
}

function wholeProduct(
  a: readonly number[],
  b: readonly number[],
  [m, k, n]: readonly [number, number, number],
): number[] {
  const out = new Float64Array(m * n);
  for (let i = 0; i < m; i++) {
    for (let l = 0; l < k; l++) {
      const x = a[i * k + l]!;
      if (x === 0) continue;
      for (let j = 0, at = i * n, from = l * n; j < n; j++) out[at + j]! += x * b[from + j]!;
    }
  }
  return Array.from(out, (x) => (x === 0 ? 0 : x));
}

/** Fractions over their least common denominator. */
function overOne(list: readonly Rational[]): { readonly numerators: readonly bigint[]; readonly denominator: bigint } {
  let denominator = 1n;
  for (const x of list) {
    const d = Q.denominator(x);
    if (d === 1n || d === denominator) continue;
    denominator = (denominator / gcd(denominator, d)) * d;
  }
  return { numerators: list.map((x) => Q.numerator(x) * (denominator / Q.denominator(x))), denominator };
}

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a;
}
