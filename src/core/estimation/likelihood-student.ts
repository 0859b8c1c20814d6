import type { Numbers } from "../num/dense";
import { solveIncreasing } from "../num/root";
import { lbeta } from "../num/special";
import { requirePositive } from "./continuous";
import type { Likelihood, Maximum } from "./likelihood";

/**
 * ℓ(μ, σ) of data from Student's t with df degrees of freedom. With z = (x − μ)/σ each datum pulls with weight
 * w = (df + 1)/(df + z²), so that far ones hardly count; the likelihood may have several tops in μ.
 * @throws RangeError unless df is positive and finite
 * @cost O(n) for each value; the maximum some 100 n²
 */
export function studentLikelihood(data: Numbers, df: number): Likelihood {
  requirePositive({ df });
  const x = Array.from(data);
  const n = x.length;
  const constant = -lbeta(0.5, df / 2) - 0.5 * Math.log(df);
  const weight = (z: number): number => (df + 1) / (df + z * z);
  const contains = (theta: Numbers): boolean =>
    Number.isFinite(theta[0]!) && theta[1]! > 0 && theta[1]! < Number.POSITIVE_INFINITY;
  const sum = (theta: Numbers, term: (z: number) => number): number =>
    x.reduce((total, datum) => total + term((datum - theta[0]!) / theta[1]!), 0);
  const value = (theta: Numbers): number =>
    contains(theta)
      ? n * (constant - Math.log(theta[1]!)) - ((df + 1) / 2) * sum(theta, (z) => Math.log1p((z * z) / df))
      : Number.NEGATIVE_INFINITY;
  const scaleAt = (mu: number): number => bestScale(x, df, mu);
  const maximum = findMaximum(x, df, value, scaleAt);
  return {
    letters: ["μ", "σ"],
    n,
    contains,
    value,
    score: (theta) =>
      Float64Array.of(
        sum(theta, (z) => weight(z) * z) / theta[1]!,
        sum(theta, (z) => weight(z) * z * z - 1) / theta[1]!,
      ),
    hessian(theta) {
      const s2 = theta[1]! ** 2;
      // d(wz)/dz and d(wz²)/dz · z.
      const bend = (z: number): number => ((df + 1) * (df - z * z)) / (df + z * z) ** 2;
      const turn = (z: number): number => (2 * df * (df + 1) * z * z) / (df + z * z) ** 2;
      const cross = -sum(theta, (z) => (bend(z) + weight(z)) * z) / s2;
      return Float64Array.of(
        -sum(theta, bend) / s2,
        cross,
        cross,
        sum(theta, (z) => 1 - weight(z) * z * z - turn(z)) / s2,
      );
    },
    information: (theta) =>
      Float64Array.of((n * (df + 1)) / ((df + 3) * theta[1]! ** 2), 0, 0, (2 * n * df) / ((df + 3) * theta[1]! ** 2)),
    maximum,
    restricted(fixed, at) {
      if (n === 0) return undefined;
      const theta = fixed === 0 ? [at, scaleAt(at)] : [bestLocation(x, df, at), at];
      return contains(theta) ? theta : undefined;
    },
  };
}

/** The σ of largest likelihood for a given μ: Σ(1 − wz²) grows with σ, so there is one; 0 when too many data equal μ. */
function bestScale(x: readonly number[], df: number, mu: number): number {
  const far = Math.max(...x.map((datum) => Math.abs(datum - mu)));
  const atMu = x.filter((datum) => datum === mu).length;
  // As σ → 0 every datum off μ gives 1 − wz² → −df, every one at μ gives 1.
  if (!(far > 0) || atMu >= df * (x.length - atMu)) return 0;
  const log = solveIncreasing(
    (t) => {
      const s = Math.exp(t);
      let value = 0;
      let slope = 0;
      for (const datum of x) {
        const square = ((datum - mu) / s) ** 2;
        value += 1 - ((df + 1) * square) / (df + square);
        slope += (2 * df * (df + 1) * square) / (df + square) ** 2;
      }
      return [value, slope];
    },
    Math.log(far) - 40,
    Math.log(far) + 2,
    Math.log(far) - 1,
  );
  return Math.exp(log);
}

/** The μ of largest likelihood for a given σ: the best of the tops that reweighting reaches from each datum. */
function bestLocation(x: readonly number[], df: number, s: number): number {
  const cost = (mu: number): number => x.reduce((sum, datum) => sum + Math.log1p(((datum - mu) / s) ** 2 / df), 0);
  const starts = [...new Set(x)].sort((a, b) => cost(a) - cost(b)).slice(0, 5);
  const tops = starts.map((start) => reweighted(x, df, start, () => s));
  return tops.reduce((best, mu) => (cost(mu) < cost(best) ? mu : best));
}

/** μ ← Σwx/Σw until it stands still: each round raises the likelihood. */
function reweighted(x: readonly number[], df: number, start: number, scaleAt: (mu: number) => number): number {
  let mu = start;
  for (let k = 0; k < 2000; k++) {
    const s = scaleAt(mu);
    if (!(s > 0)) return mu;
    let top = 0;
    let bottom = 0;
    for (const datum of x) {
      const w = 1 / (df + ((datum - mu) / s) ** 2);
      top += w * datum;
      bottom += w;
    }
    const next = top / bottom;
    if (Math.abs(next - mu) <= 1e-15 * (Math.abs(next) + s)) return next;
    mu = next;
  }
  return mu;
}

function findMaximum(
  x: readonly number[],
  df: number,
  value: (theta: Numbers) => number,
  scaleAt: (mu: number) => number,
): Maximum {
  if (x.length === 0) return { kind: "none", at: [] };
  const sorted = [...x].sort((a, b) => a - b);
  const starts = [0.1, 0.25, 0.5, 0.75, 0.9].map((share) => sorted[Math.floor(share * (x.length - 1))]!);
  const times = new Map<number, number>();
  for (const datum of x) times.set(datum, (times.get(datum) ?? 0) + 1);
  const often = [...times].reduce((best, entry) => (entry[1] > best[1] ? entry : best))[0];
  const stuck = scaleAt(often) === 0 ? often : undefined;
  if (stuck !== undefined) return { kind: "unbounded", at: [stuck, 0] };
  const tops = [...new Set(starts)].map((start) => {
    const mu = reweighted(x, df, start, scaleAt);
    return [mu, scaleAt(mu)];
  });
  return { kind: "interior", at: tops.reduce((best, top) => (value(top) > value(best) ? top : best)) };
}
