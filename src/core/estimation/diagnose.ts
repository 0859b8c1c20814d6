import type { Numbers } from "../num/dense";
import { normalQuantile } from "../num/error-inverse";

/** The draws of one quantity in several chains of equal length. */
export type Chains = readonly Numbers[];

/** How well chains agree and what they are worth, for one quantity. */
export interface Diagnosis {
  /** The larger of R̂ of the ranks and of the ranks of the distance from the median; below 1.01 is good. */
  readonly rHat: number;
  /** As many independent draws would give the mean as exactly. */
  readonly effective: number;
  readonly mean: number;
  readonly sd: number;
  /** Standard error of the mean. */
  readonly error: number;
}

/**
 * @returns NaN entries where a chain has fewer than four draws, or all draws are equal
 * @source Vehtari et al. 2021, "Rank-normalization, folding, and localization: an improved R̂"; Geyer 1992 (initial monotone sequence)
 */
export function diagnose(chains: Chains): Diagnosis {
  const all = chains.flatMap((chain) => Array.from(chain));
  const mean = all.reduce((sum, x) => sum + x, 0) / all.length;
  const sd = Math.sqrt(all.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (all.length - 1));
  const halves = split(chains);
  const median = [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)]!;
  const folded = halves.map((chain) => Array.from(chain, (x) => Math.abs(x - median)));
  const rHat = Math.max(plainRHat(ranked(halves)), plainRHat(ranked(folded)));
  const effective = effectiveSize(halves);
  return { rHat, effective, mean, sd, error: sd / Math.sqrt(effective) };
}

/** Each chain cut in two, so that a drift within a chain counts as a difference between chains. */
export function split(chains: Chains): Float64Array[] {
  return chains.flatMap((chain) => {
    const half = Math.floor(chain.length / 2);
    const values = Float64Array.from(chain);
    return [values.slice(0, half), values.slice(values.length - half)];
  });
}

/** √(pooled variance/mean variance within): 1 when the chains can't be told apart. @source Gelman & Rubin 1992 */
export function plainRHat(chains: Chains): number {
  const n = chains[0]?.length ?? 0;
  const { within, between } = variances(chains);
  return n < 2 ? Number.NaN : Math.sqrt((n - 1) / n + between / within);
}

/** Mean variance within chains, and variance of their means. */
function variances(chains: Chains) {
  const m = chains.length;
  const means = chains.map(meanOf);
  const grand = meanOf(means);
  const within = meanOf(
    chains.map((chain, c) => Array.from(chain).reduce((sum, x) => sum + (x - means[c]!) ** 2, 0) / (chain.length - 1)),
  );
  const between = m < 2 ? 0 : means.reduce((sum, mean) => sum + (mean - grand) ** 2, 0) / (m - 1);
  return { within, between, means };
}

const meanOf = (list: Numbers): number => {
  let sum = 0;
  for (let i = 0; i < list.length; i++) sum += list[i]!;
  return sum / list.length;
};

/** Ranks over all chains, ties shared, turned into normal scores Φ⁻¹((r − 3/8)/(S + 1/4)). */
function ranked(chains: Chains): Float64Array[] {
  const all = chains.flatMap((chain, c) => Array.from(chain, (x, i) => ({ x, c, i })));
  all.sort((a, b) => a.x - b.x);
  const out = chains.map((chain) => new Float64Array(chain.length));
  for (let from = 0; from < all.length; ) {
    let to = from + 1;
    while (to < all.length && all[to]!.x === all[from]!.x) to++;
    const rank = (from + 1 + to) / 2;
    const score = normalQuantile((rank - 0.375) / (all.length + 0.25));
    for (let k = from; k < to; k++) out[all[k]!.c]![all[k]!.i] = score;
    from = to;
  }
  return out;
}

/** m n/τ, with the autocorrelations summed in pairs while these are positive and falling. @cost O(n · lags) */
export function effectiveSize(chains: Chains): number {
  const m = chains.length;
  const n = chains[0]?.length ?? 0;
  if (n < 4) return Number.NaN;
  const { within, between, means } = variances(chains);
  if (!(within > 0)) return Number.NaN;
  const pooled = ((n - 1) / n) * within + between;
  const correlation = (lag: number): number => {
    let sum = 0;
    chains.forEach((chain, c) => {
      for (let i = 0; i + lag < n; i++) sum += (chain[i]! - means[c]!) * (chain[i + lag]! - means[c]!);
    });
    return 1 - (within - sum / (n * m)) / pooled;
  };
  let tau = -1;
  let last = Number.POSITIVE_INFINITY;
  for (let lag = 0; lag + 1 < n; lag += 2) {
    const pair = (lag === 0 ? 1 : correlation(lag)) + correlation(lag + 1);
    if (!(pair > 0)) break;
    last = Math.min(last, pair);
    tau += 2 * last;
  }
  // Chains that swing from side to side may be worth more than independent draws, but not without bound.
  return Math.min((m * n) / tau, m * n * Math.log10(m * n));
}
