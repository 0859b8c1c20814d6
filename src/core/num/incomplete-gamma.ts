import { digamma, trigamma } from "./digamma";
import { normalQuantile } from "./error-inverse";
import { logPoissonMass, poissonMass } from "./mass";
import { solveIncreasing } from "./root";
import { lgammaOnePlus } from "./special";
import { EPSILON } from "./tolerance";

/**
 * P(a, x) = 1/Γ(a) ∫₀ˣ tᵃ⁻¹ e⁻ᵗ dt, the regularised incomplete gamma function; relatively exact in its small tail.
 * @throws RangeError unless a is positive and finite
 * @cost O(√a) steps where x is near a, few elsewhere
 * @source DLMF 8.11.4 (series), 8.9.2 (continued fraction)
 */
export function gammaP(a: number, x: number): number {
  return tails(a, x)[0];
}

/** Q(a, x) = 1 − P(a, x), relatively exact in its own small tail. @throws RangeError unless a is positive and finite */
export function gammaQ(a: number, x: number): number {
  return tails(a, x)[1];
}

/**
 * The x with P(a, x) = p: 0 at p = 0, ∞ at p = 1.
 * @throws RangeError unless a is positive and finite and p lies in [0, 1]
 */
export function gammaPInverse(a: number, p: number): number {
  requireShare("p", p);
  return p > 0.5 ? inverse(a, 1 - p, "upper") : inverse(a, p, "lower");
}

/** The x with Q(a, x) = q, also for q far below the rounding of 1. @throws RangeError as `gammaPInverse` */
export function gammaQInverse(a: number, q: number): number {
  requireShare("q", q);
  return q > 0.5 ? inverse(a, 1 - q, "lower") : inverse(a, q, "upper");
}

function requireShare(name: string, p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${name} must lie in [0, 1], got ${p}`);
}

function requireShape(a: number): void {
  if (!(a > 0 && a < Number.POSITIVE_INFINITY)) throw new RangeError(`a must be positive and finite, got ${a}`);
}

function tails(a: number, x: number): readonly [P: number, Q: number] {
  requireShape(a);
  if (Number.isNaN(x)) return [x, x];
  if (x <= 0) return [0, 1];
  if (x === Number.POSITIVE_INFINITY) return [1, 0];
  if (a < 1 && x < 1.5) return smallShape(a, x);
  if (x < a + 1) {
    const P = Math.min(1, poissonMass(a, x) * series(a, x));
    return [P, 1 - P];
  }
  const Q = Math.min(1, poissonMass(a, x) * a * fraction(a, x));
  return [1 - Q, Q];
}

/** Σ xⁿ / ((a + 1) … (a + n)). */
function series(a: number, x: number): number {
  let term = 1;
  let sum = 1;
  for (let n = 1; term > (EPSILON / 8) * sum; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Γ(a, x) / (xᵃ e⁻ˣ) as a continued fraction, by the modified method of Lentz. */
function fraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = 1e300;
  let d = 1 / b;
  let value = d;
  for (let n = 1; ; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (b + numerator * d);
    c = b + numerator / c;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > EPSILON)) return value;
  }
}

/** For a < 1 and x < 3⁄2: P = xᵃ/Γ(a + 1) · (1 + a Σ (−x)ⁿ/((a + n) n!)), with Q so that nothing cancels when a is tiny. */
function smallShape(a: number, x: number): readonly [number, number] {
  let power = 1;
  let sum = 0;
  for (let n = 1; n < 60 && Math.abs(power) > 1e-19; n++) {
    power *= -x / n;
    sum += power / (a + n);
  }
  const logLead = a * Math.log(x) - lgammaOnePlus(a);
  const lead = Math.exp(logLead);
  const P = lead * (1 + a * sum);
  const Q = -Math.expm1(logLead) - lead * a * sum;
  return P < 0.5 ? [P, 1 - P] : [1 - Q, Q];
}

/** Newton's method on ln P or ln Q against ln x, where both are concave; `p` is at most ½. */
function inverse(a: number, p: number, tail: "lower" | "upper"): number {
  requireShape(a);
  if (p === 0) return tail === "lower" ? 0 : Number.POSITIVE_INFINITY;
  const target = Math.log(p);
  const sign = tail === "lower" ? 1 : -1;
  const start = digamma(a) + sign * normalQuantile(p) * Math.sqrt(trigamma(a));
  const miss = (x: number): readonly [number, number] => {
    const share = tails(a, x)[tail === "lower" ? 0 : 1];
    // d ln P/d ln x = x p(x)/P, and x p(x) = a · mass.
    const slope = Math.exp(Math.log(a) + logPoissonMass(a, x)) / share;
    return [sign * (Math.log(share) - target), slope];
  };
  const x = Math.exp(solveIncreasing((t) => miss(Math.exp(t)), -746, 709.7, start));
  // ln x is rounded more coarsely than x: a last step in x itself.
  const [value, slope] = miss(x);
  const step = value / slope;
  return Math.abs(step) < 1e-9 ? x * (1 - step) : x;
}
