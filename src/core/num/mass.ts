import { lgamma, lgammaOnePlus, stirlingError } from "./special";

/**
 * The masses of Poisson and binomial distributions, also between the whole numbers. Written with what Stirling's formula
 * leaves over and with deviances, they keep all digits where their factors have long overflowed.
 * @source Loader 2000, "Fast and accurate computation of binomial probabilities"
 */

/** ln(1 + u) − u, relatively exact near 0, for u > −1. */
export function logOnePlusLess(u: number): number {
  if (u < -0.6 || u > 1) return Math.log1p(u) - u;
  // With r = u/(2 + u): ln(1 + u) = 2(r + r³/3 + r⁵/5 + …), and 2r − u = −ru.
  const r = u / (2 + u);
  const square = r * r;
  let sum = 0;
  for (let k = 41; k >= 3; k -= 2) sum = sum * square + 1 / k;
  return r * (2 * square * sum - u);
}

/** x ln(x/m) + m − x ≥ 0: half the deviance of a count x from its mean m. */
export function deviance(x: number, m: number): number {
  if (x === 0) return m;
  if (x === m) return 0;
  if (m === 0) return Number.POSITIVE_INFINITY;
  const u = (m - x) / x;
  return Math.abs(u) < 0.5 ? -x * logOnePlusLess(u) : x * (Math.log(x) - Math.log(m)) + m - x;
}

/** mˣ e⁻ᵐ / Γ(x + 1) for real x ≥ 0 and m ≥ 0. */
export function poissonMass(x: number, m: number): number {
  return Math.exp(logPoissonMass(x, m));
}

/** ln of `poissonMass`. */
export function logPoissonMass(x: number, m: number): number {
  if (m === 0) return x === 0 ? 0 : Number.NEGATIVE_INFINITY;
  if (x < 1) return x * Math.log(m) - m - lgammaOnePlus(x);
  return -stirlingError(x) - deviance(x, m) - 0.5 * Math.log(2 * Math.PI * x);
}

/** ln [Γ(a + b + 1)/(Γ(a + 1)Γ(b + 1)) · pᵃ qᵇ] for real a, b ≥ 0, with q = 1 − p given apart so that neither is cancelled. */
export function logBinomialMass(a: number, b: number, p: number, q: number): number {
  if (a === 0) return b === 0 ? 0 : b * logOf(q, p);
  if (b === 0) return a * logOf(p, q);
  if (p === 0 || q === 0) return Number.NEGATIVE_INFINITY;
  const n = a + b;
  const size = Math.min(a, b);
  // Of two very unequal counts the small one has no Stirling formula of its own.
  if (size < 1) {
    const [large, s, t] = a < b ? [b, p, q] : [a, q, p];
    return size * Math.log(s) + large * logOf(t, s) - lgammaOnePlus(size) + logRising(large, size);
  }
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return stirling - deviance(a, n * p) - deviance(b, n * q) + 0.5 * (Math.log(n / a) - Math.log(2 * Math.PI * b));
}

/** ln p where p + q = 1, by the smaller of the two. */
const logOf = (p: number, q: number): number => (q < 0.5 ? Math.log1p(-q) : Math.log(p));

/** ln Γ(b + s + 1)/Γ(b + 1) for 0 ≤ s < 1. */
function logRising(b: number, s: number): number {
  if (b < 15) return lgamma(b + s + 1) - lgamma(b + 1);
  return (b + s + 0.5) * Math.log1p(s / b) + s * Math.log(b) - s + stirlingError(b + s) - stirlingError(b);
}
