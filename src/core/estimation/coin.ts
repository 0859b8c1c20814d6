import { solveIncreasing } from "../num/root";
import { requirePositive } from "./continuous";
import { type NumericDistribution, numericDistribution } from "./numeric";

/** k heads in n tosses of a coin whose chance θ has the prior N(mean, sd²), cut to [0, 1]. */
export interface TruncatedCoin {
  readonly k: number;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

/** @throws RangeError unless 0 ≤ k ≤ n are whole numbers */
export function requireCounts(k: number, n: number): void {
  if (!(Number.isInteger(n) && n >= 0 && Number.isInteger(k) && k >= 0 && k <= n)) {
    throw new RangeError(`k and n must be whole numbers with 0 ≤ k ≤ n, got ${k} and ${n}`);
  }
}

/** ln p(θ|k, n) up to a constant. */
export function logCoinWeight({ k, n, mean, sd }: TruncatedCoin, theta: number): number {
  if (!(theta >= 0 && theta <= 1)) return Number.NEGATIVE_INFINITY;
  const heads = k === 0 ? 0 : k * Math.log(theta);
  const tails = k === n ? 0 : (n - k) * Math.log1p(-theta);
  return heads + tails - 0.5 * ((theta - mean) / sd) ** 2;
}

/** d/dθ of `logCoinWeight`: k/θ − (n − k)/(1 − θ) − (θ − mean)/sd². */
export function coinSlope({ k, n, mean, sd }: TruncatedCoin, theta: number): number {
  return (k === 0 ? 0 : k / theta) - (k === n ? 0 : (n - k) / (1 - theta)) - (theta - mean) / (sd * sd);
}

/** The MAP: where the slope, which falls throughout, is zero, or an end of [0, 1] where it keeps its sign. */
export function coinMap(coin: TruncatedCoin): number {
  requireCounts(coin.k, coin.n);
  requirePositive({ sd: coin.sd });
  const { k, n, sd } = coin;
  if (k === 0 && coinSlope(coin, 0) <= 0) return 0;
  if (k === n && coinSlope(coin, 1) >= 0) return 1;
  const bend = (theta: number): number =>
    (k === 0 ? 0 : k / theta ** 2) + (k === n ? 0 : (n - k) / (1 - theta) ** 2) + 1 / (sd * sd);
  const start = n === 0 ? coin.mean : (k + 0.5) / (n + 1);
  return solveIncreasing((theta) => [-coinSlope(coin, theta), bend(theta)], 0, 1, start);
}

/** The posterior by quadrature. @cost about 1,500 evaluations */
export function coinPosterior(coin: TruncatedCoin): NumericDistribution {
  return numericDistribution((theta) => logCoinWeight(coin, theta), 0, 1, coinMap(coin))!;
}
