import { symmetricEigen } from "../num/eigen";
import { columnsOf, type Samples } from "./samples";

/** The plane in which standardised rows spread most. */
export interface Projection {
  /** Mean and standard deviation of each column [d]; a column that never changes has deviation 1. */
  readonly mean: Float64Array;
  readonly deviation: Float64Array;
  /** Unit vectors, those of most variance first [axes][d]; the entry of largest size is positive. */
  readonly axes: readonly Float64Array[];
  /** The share of the variance along each axis [axes]. */
  readonly share: Float64Array;
}

/**
 * The first principal axes of columns brought to mean 0 and variance 1: eigenvectors of their correlation matrix.
 * @param count  axes wanted, at most d
 * @cost O(n d² + d³)
 * @source Pearson 1901; Hotelling 1933; Jolliffe 2002, ch. 2 and 3.3
 */
export function principalAxes({ n, d, columns }: Samples, count = 2): Projection {
  if (!(count >= 1 && count <= d)) throw new RangeError(`count must lie in [1, ${d}], got ${count}`);
  const mean = Float64Array.from(columns, (column) => column.reduce((sum, x) => sum + x / n, 0));
  const deviation = Float64Array.from(columns, (column, j) => {
    const size = Math.sqrt(column.reduce((sum, x) => sum + (x - mean[j]) ** 2 / n, 0));
    return size > 0 ? size : 1;
  });
  const z = columns.map((column, j) => column.map((x) => (x - mean[j]) / deviation[j]));
  const C = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k <= j; k++) {
      C[j * d + k] = C[k * d + j] = z[j].reduce((sum, x, i) => sum + (x * z[k][i]) / n, 0);
    }
  }
  const { values, vectors } = symmetricEigen(C, d);
  const total = values.reduce((sum, value) => sum + Math.max(0, value), 0);
  const places = Array.from({ length: count }, (_, k) => d - 1 - k);
  return {
    mean,
    deviation,
    axes: places.map((j) => vectors.slice(j * d, (j + 1) * d)),
    share: Float64Array.from(places, (j) => (total > 0 ? Math.max(0, values[j]) / total : 0)),
  };
}

/** The rows along the axes of a projection [n, axes]. */
export function project({ mean, deviation, axes }: Projection, { n, columns }: Samples): Samples {
  return columnsOf(
    axes.map((axis) =>
      Float64Array.from({ length: n }, (_, i) =>
        axis.reduce((sum, weight, j) => sum + (weight * (columns[j][i] - mean[j])) / deviation[j], 0),
      ),
    ),
  );
}
