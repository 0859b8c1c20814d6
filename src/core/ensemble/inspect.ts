import type { Task } from "./criterion";
import { between } from "./grow";
import type { Samples } from "./samples";

/** The sums of some rows that a criterion looks at. */
export interface Part {
  /** Per channel: the weight of each class, or the only sum, such as Σ −g. */
  readonly sums: Float64Array;
  /** Σ w, or Σ h. */
  readonly weight: number;
  readonly rows: number;
}

/** One threshold of a column, with what it would gain: the split search of one node, replayed. */
export interface Candidate {
  readonly threshold: number;
  readonly left: Part;
  readonly right: Part;
  /** score(left) + score(right) − score(both) − price; for gradients ½[G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)] − γ */
  readonly gain: number;
}

/** −G/(H + λ), the leaf's best value. @source Chen & Guestrin 2016, eq. 5 */
export const leafWeight = (G: number, H: number, lambda: number): number => (H + lambda > 0 ? -G / (H + lambda) : 0);

/** The sums of some rows; a row that is drawn twice counts as one row of twice the weight. */
export function partOf(task: Task, rows: readonly number[]): Part {
  const sums = new Float64Array(task.channels);
  let weight = 0;
  for (const row of rows) weight += addRow(sums, task, row);
  return { sums, weight, rows: rows.length };
}

/** All thresholds between distinct values of a column over some rows, in ascending order; none where there is one value. */
export function candidatesOf(
  samples: Samples,
  column: number,
  rows: readonly number[],
  task: Task,
  price = 0,
): Candidate[] {
  const x = samples.columns[column];
  const sorted = [...rows].sort((a, b) => x[a] - x[b] || a - b);
  const total = partOf(task, sorted);
  const whole = task.score(total.sums, total.weight);
  const out: Candidate[] = [];
  const sums = new Float64Array(task.channels);
  let weight = 0;
  for (let at = 0; at + 1 < sorted.length; at++) {
    weight += addRow(sums, task, sorted[at]);
    const [here, next] = [x[sorted[at]], x[sorted[at + 1]]];
    if (here === next) continue;
    const left = { sums: sums.slice(), weight, rows: at + 1 };
    const right = {
      sums: total.sums.map((s, k) => s - sums[k]),
      weight: total.weight - weight,
      rows: sorted.length - at - 1,
    };
    const gain = task.score(left.sums, left.weight) + task.score(right.sums, right.weight) - whole - price;
    out.push({ threshold: between(here, next), left, right, gain });
  }
  return out;
}

/** Adds a row to its channel, and gives its weight. */
function addRow(sums: Float64Array, { channel, amount, weight }: Task, row: number): number {
  if (channel) sums[channel[row]] += weight[row];
  else sums[0] += amount![row];
  return weight[row];
}
