import { between } from "./grow";
import type { Samples } from "./samples";

/** Every threshold of one column, with what it would gain: the split search of one node, replayed. */
export interface Candidate {
  readonly threshold: number;
  readonly left: Sums;
  readonly right: Sums;
  /** ½[G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)] − γ */
  readonly gain: number;
}
export interface Sums {
  readonly G: number;
  readonly H: number;
  readonly rows: number;
}

/** −G/(H + λ), the leaf's best value. @source Chen & Guestrin 2016, eq. 5 */
export const leafWeight = (G: number, H: number, lambda: number): number => (H + lambda > 0 ? -G / (H + lambda) : 0);

/** −½G²/(H + λ), the loss at that value above that of 0. */
export const leafLoss = (G: number, H: number, lambda: number): number =>
  H + lambda > 0 ? (-0.5 * G * G) / (H + lambda) : 0;

/** What a split lowers the loss by, less the price γ of one leaf more. @source Chen & Guestrin 2016, eq. 7 */
export function splitGain(left: Sums, right: Sums, lambda: number, gamma: number): number {
  const both = leafLoss(left.G + right.G, left.H + right.H, lambda);
  return both - leafLoss(left.G, left.H, lambda) - leafLoss(right.G, right.H, lambda) - gamma;
}

/** All thresholds between distinct values of a column over some rows, in ascending order; none where there is one value. */
export function candidatesOf(
  samples: Samples,
  column: number,
  rows: readonly number[],
  g: ArrayLike<number>,
  h: ArrayLike<number>,
  lambda: number,
  gamma: number,
): Candidate[] {
  const x = samples.columns[column];
  const sorted = [...rows].sort((a, b) => x[a] - x[b] || a - b);
  const total = { G: sorted.reduce((sum, i) => sum + g[i], 0), H: sorted.reduce((sum, i) => sum + h[i], 0) };
  const out: Candidate[] = [];
  let [G, H] = [0, 0];
  sorted.slice(0, -1).forEach((row, at) => {
    G += g[row];
    H += h[row];
    if (x[row] === x[sorted[at + 1]]) return;
    const left = { G, H, rows: at + 1 };
    const right = { G: total.G - G, H: total.H - H, rows: sorted.length - at - 1 };
    out.push({
      threshold: between(x[row], x[sorted[at + 1]]),
      left,
      right,
      gain: splitGain(left, right, lambda, gamma),
    });
  });
  return out;
}
