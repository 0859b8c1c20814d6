import type { Rng } from "../num/rng";

/** Rows [from, to) of points [n, d] in the order of the tree. */
export interface Rows {
  readonly points: Float64Array;
  readonly d: number;
  readonly from: number;
  readonly to: number;
}

/** How many axes of greatest variance the random rule draws from. @source VLFeat, `VL_KDTREE_SPLIT_HEAP_SIZE` */
const RANDOM_AXES = 5;
/** How many rows the random rule estimates a variance from. @source VLFeat, `kdtree.c` */
const RANDOM_ROWS = 1024;
/** Of more rows than this a spread is estimated where it only decides between equal sides. */
const SAMPLE_ROWS = 64;
/** Sides this near to the longest count as longest. */
const NEARLY = 1 - 1e-5;

/** max − min of the rows on an axis. */
export function spreadOn({ points, d, from, to }: Rows, axis: number): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let at = from * d + axis, end = to * d; at < end; at += d) {
    const x = points[at];
    if (x < low) low = x;
    if (x > high) high = x;
  }
  return high - low;
}

/** The axis of greatest extent, the first of equals; −1 where all rows are copies of one point. */
export function widestAxis(rows: Rows): number {
  let widest = -1;
  let most = 0;
  for (let axis = 0; axis < rows.d; axis++) {
    const spread = spreadOn(rows, axis);
    if (spread > most) {
      most = spread;
      widest = axis;
    }
  }
  return widest;
}

/** The mean of every `stride`-th row on an axis. */
export function meanOn({ points, d, from, to }: Rows, axis: number, stride = 1): number {
  let sum = 0;
  let count = 0;
  for (let at = from * d + axis, end = to * d; at < end; at += d * stride) {
    sum += points[at];
    count++;
  }
  return sum / count;
}

/** The population variance on an axis, Σ (x − mean)² / n, over every `stride`-th row. */
export function varianceOn(rows: Rows, axis: number, stride = 1): number {
  const { points, d, from, to } = rows;
  const mean = meanOn(rows, axis, stride);
  let sum = 0;
  let count = 0;
  for (let at = from * d + axis, end = to * d; at < end; at += d * stride) {
    sum += (points[at] - mean) ** 2;
    count++;
  }
  return sum / count;
}

/** argmax of the variance, the first of equals. */
export function variedAxis(rows: Rows): number {
  let best = 0;
  let most = -1;
  for (let axis = 0; axis < rows.d; axis++) {
    const variance = varianceOn(rows, axis);
    if (variance > most) {
      most = variance;
      best = axis;
    }
  }
  return best;
}

/** depth mod d, or the next axis on which the rows differ; −1 where they differ on none. */
export function cyclicAxis(rows: Rows, depth: number): number {
  for (let turn = 0; turn < rows.d; turn++) {
    const axis = (depth + turn) % rows.d;
    if (spreadOn(rows, axis) > 0) return axis;
  }
  return -1;
}

/** One of the five axes of greatest variance, by chance. */
export function randomAxis(rows: Rows, rng: Rng): number {
  const stride = Math.max(1, Math.floor((rows.to - rows.from) / RANDOM_ROWS));
  const varied = Array.from({ length: rows.d }, (_, axis) => ({ axis, variance: varianceOn(rows, axis, stride) }))
    .sort((a, b) => b.variance - a.variance || a.axis - b.axis)
    .slice(0, RANDOM_AXES)
    .filter(({ variance }) => variance > 0);
  return varied.length === 0 ? -1 : varied[rng.nextBelow(varied.length)].axis;
}

/** Among the longest sides of the cell the one on which the rows, or a sample of many, spread most. */
export function longestSide(rows: Rows, low: Float64Array, high: Float64Array): number {
  const { points, d, from, to } = rows;
  let longest = 0;
  for (let axis = 0; axis < d; axis++) longest = Math.max(longest, high[axis] - low[axis]);
  const stride = d * Math.max(1, Math.floor((to - from) / SAMPLE_ROWS));
  let best = -1;
  let most = -1;
  for (let axis = 0; axis < d; axis++) {
    if (high[axis] - low[axis] < longest * NEARLY) continue;
    let [least, greatest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = from * d + axis, end = to * d; at < end; at += stride) {
      least = Math.min(least, points[at]);
      greatest = Math.max(greatest, points[at]);
    }
    if (greatest - least > most) {
      most = greatest - least;
      best = axis;
    }
  }
  return best;
}
