/** A density on a rectangle by brute force: weights of the cells' centres, which sum to one. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly box: readonly [x0: number, y0: number, x1: number, y1: number];
  /** Row by row from y0. */
  readonly weights: Float64Array;
  /** ln ∫∫ e^value over the rectangle. */
  readonly logTotal: number;
}

/**
 * @param value  log-density up to a constant; −∞ and NaN count as outside
 * @returns undefined where no centre has a density
 * @cost columns · rows values
 */
export function gridOf(
  value: (x: number, y: number) => number,
  box: readonly [number, number, number, number],
  columns: number,
  rows: number,
): Grid | undefined {
  const [x0, y0, x1, y1] = box;
  const weights = new Float64Array(columns * rows);
  let top = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = 0; i < rows; i++) {
    const y = y0 + ((y1 - y0) * (i + 0.5)) / rows;
    for (let j = 0; j < columns; j++, at++) {
      const log = value(x0 + ((x1 - x0) * (j + 0.5)) / columns, y);
      weights[at] = Number.isNaN(log) ? Number.NEGATIVE_INFINITY : log;
      top = Math.max(top, weights[at]!);
    }
  }
  if (!Number.isFinite(top)) return undefined;
  let sum = 0;
  for (let k = 0; k < weights.length; k++) {
    weights[k] = Math.exp(weights[k]! - top);
    sum += weights[k]!;
  }
  for (let k = 0; k < weights.length; k++) weights[k] = weights[k]! / sum;
  const cell = ((x1 - x0) / columns) * ((y1 - y0) / rows);
  return { columns, rows, box, weights, logTotal: top + Math.log(sum * cell) };
}

/** Means, standard deviations and correlation under the weights. */
export function gridMoments({ columns, rows, box, weights }: Grid) {
  const [x0, y0, x1, y1] = box;
  const centre = (k: number): readonly [number, number] => [
    x0 + ((x1 - x0) * ((k % columns) + 0.5)) / columns,
    y0 + ((y1 - y0) * (Math.floor(k / columns) + 0.5)) / rows,
  ];
  const mean = [0, 0];
  weights.forEach((w, k) => {
    const [x, y] = centre(k);
    mean[0]! += w * x;
    mean[1]! += w * y;
  });
  let [xx, xy, yy] = [0, 0, 0];
  weights.forEach((w, k) => {
    const [x, y] = centre(k);
    xx += w * (x - mean[0]!) ** 2;
    xy += w * (x - mean[0]!) * (y - mean[1]!);
    yy += w * (y - mean[1]!) ** 2;
  });
  return {
    mean: [mean[0]!, mean[1]!] as const,
    sd: [Math.sqrt(xx), Math.sqrt(yy)] as const,
    correlation: xy / Math.sqrt(xx * yy),
  };
}

/** The weight above which cells hold `level` together: the contour of the highest-density region. */
export function gridLevel({ weights }: Grid, level: number): number {
  const sorted = weights.slice().sort().reverse();
  let sum = 0;
  for (const weight of sorted) {
    sum += weight;
    if (sum >= level) return weight;
  }
  return 0;
}
