import { digamma, trigamma } from "./digamma";
import { normalQuantile } from "./error-inverse";
import { logBinomialMass } from "./mass";
import { solveIncreasing } from "./root";
import { EPSILON } from "./tolerance";

/**
 * I(x; a, b) = 1/B(a, b) ∫₀ˣ tᵃ⁻¹ (1 − t)ᵇ⁻¹ dt, the regularised incomplete beta function; relatively exact in its small tail.
 * @throws RangeError unless a and b are positive and finite
 * @cost O(√max(a, b)) steps where x is near a/(a + b), few elsewhere
 * @source Didonato & Morris 1992, "Algorithm 708", eq. 9
 */
export function betaP(a: number, b: number, x: number): number {
  return tails(a, b, x, 1 - x)[0];
}

/** 1 − I(x; a, b), relatively exact in its own small tail. @throws RangeError unless a and b are positive and finite */
export function betaQ(a: number, b: number, x: number): number {
  return tails(a, b, x, 1 - x)[1];
}

/** I and 1 − I at x and y = 1 − x, given both so that neither end is rounded away. @throws RangeError as `betaP` */
export function betaTails(a: number, b: number, x: number, y: number): readonly [lower: number, upper: number] {
  return tails(a, b, x, y);
}

/** The x with I(x; a, b) = p. @throws RangeError unless a and b are positive and finite and p lies in [0, 1] */
export function betaPInverse(a: number, b: number, p: number): number {
  return betaInverse(a, b, p)[0];
}

/** x and 1 − x with I(x; a, b) = p: the second keeps its digits where the first is next to 1. @throws RangeError as `betaPInverse` */
export function betaInverse(a: number, b: number, p: number): readonly [x: number, y: number] {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`p must lie in [0, 1], got ${p}`);
  return p > 0.5 ? (inverse(b, a, 1 - p).reverse() as [number, number]) : inverse(a, b, p);
}

function requireShapes(a: number, b: number): void {
  if (!(a > 0 && b > 0 && a + b < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`a and b must be positive and finite, got ${a} and ${b}`);
  }
}

function tails(a: number, b: number, x: number, y: number): readonly [number, number] {
  requireShapes(a, b);
  if (Number.isNaN(x)) return [x, x];
  if (x <= 0) return [0, 1];
  if (y <= 0) return [1, 0];
  if (x * (a + b + 2) < a + 1) {
    const lower = Math.min(1, lead(a, b, x, y) * fraction(a, b, x, y));
    return [lower, 1 - lower];
  }
  const upper = Math.min(1, lead(b, a, y, x) * fraction(b, a, y, x));
  return [1 - upper, upper];
}

/** xᵃ yᵇ / (a B(a, b)) = b/(a + b) times the binomial mass. */
function lead(a: number, b: number, x: number, y: number): number {
  return (b / (a + b)) * Math.exp(logBinomialMass(a, b, x, y));
}

/**
 * B(x; a, b) · a / (xᵃ yᵇ) as a continued fraction, by the modified method of Lentz. It is written with λ = a − (a + b)x, which
 * is taken from y where x is next to 1: nothing cancels there.
 */
function fraction(a: number, b: number, x: number, y: number): number {
  const lambda = y < x ? (a + b) * y - b : a - (a + b) * x;
  let denominator = (a * (lambda + 1)) / (a + 1);
  let value = 1 / denominator;
  let c = 1e300;
  let d = value;
  for (let n = 1; ; n++) {
    const odd = a + 2 * n - 1;
    const bend = (n * (b - n) * x) / odd;
    const numerator = (((a + n - 1) * (a + b + n - 1)) / odd) * bend * x;
    denominator = n + bend + ((a + n) * (lambda + 1 + n * (1 + y))) / (odd + 2);
    d = 1 / (denominator + numerator * d);
    c = denominator + numerator / c;
    const factor = c * d;
    value *= factor;
    if (!(Math.abs(factor - 1) > EPSILON)) return a * value;
  }
}

/** Newton's method on ln I against ln x/(1 − x); `p` is at most ½. */
function inverse(a: number, b: number, p: number): [number, number] {
  requireShapes(a, b);
  if (p === 0) return [0, 1];
  const target = Math.log(p);
  const start = digamma(a) - digamma(b) + normalQuantile(p) * Math.sqrt(trigamma(a) + trigamma(b));
  const miss = (x: number, y: number): readonly [number, number] => {
    const share = tails(a, b, x, y)[0];
    // dI/dt = xᵃ yᵇ / B(a, b) for t = ln x/y.
    return [Math.log(share) - target, (a * lead(a, b, x, y)) / share];
  };
  const odds = (t: number): [number, number] => [1 / (1 + Math.exp(-t)), 1 / (1 + Math.exp(t))];
  const [x, y] = odds(solveIncreasing((t) => miss(...odds(t)), -745, 745, start));
  // t is rounded more coarsely than x and y: a last step in these.
  const [value, slope] = miss(x, y);
  const step = value / slope;
  return Math.abs(step) < 1e-9 ? [x * (1 - y * step), y * (1 + x * step)] : [x, y];
}
