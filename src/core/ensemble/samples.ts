/** n rows of d numbers, held column by column: a split looks at one column of many rows. */
export interface Samples {
  readonly n: number;
  readonly d: number;
  /** d columns of n finite numbers. */
  readonly columns: readonly Float64Array[];
}

/** What is to be predicted: one of K classes, or a number. */
export type Targets = Classes | Quantities;
export interface Classes {
  readonly kind: "classes";
  /** Class of each row [n], whole numbers in [0, count). */
  readonly of: Int32Array;
  /** K ≥ 1. */
  readonly count: number;
}
export interface Quantities {
  readonly kind: "numbers";
  /** [n], finite. */
  readonly of: Float64Array;
}

/**
 * @param rows  [n, d], row-major
 * @throws RangeError when there is no row, when the rows are ragged, and at an entry that is not finite
 */
export function samplesOf(rows: ArrayLike<number>, d: number): Samples {
  if (!Number.isInteger(d) || d < 1) throw new RangeError(`d must be a whole number ≥ 1, got ${d}`);
  const n = rows.length / d;
  if (!Number.isInteger(n)) throw new RangeError(`rows must hold n×${d} numbers, got ${rows.length}`);
  const columns = Array.from({ length: d }, (_, j) => Float64Array.from({ length: n }, (_, i) => rows[i * d + j]));
  return columnsOf(columns);
}

/** @throws RangeError when there is no column or row, when lengths differ, and at an entry that is not finite */
export function columnsOf(columns: readonly Float64Array[]): Samples {
  const d = columns.length;
  if (d === 0) throw new RangeError("samples must have at least one column, got 0");
  const n = columns[0].length;
  if (n === 0) throw new RangeError("samples must have at least one row, got 0");
  columns.forEach((column, j) => {
    if (column.length !== n) throw new RangeError(`column ${j} must hold ${n} numbers, got ${column.length}`);
    const bad = column.findIndex((x) => !Number.isFinite(x));
    if (bad >= 0) throw new RangeError(`column ${j} must be finite, got ${column[bad]} in row ${bad}`);
  });
  return { n, d, columns };
}

/** @throws RangeError at a class that is no whole number in [0, count) */
export function classesOf(of: ArrayLike<number>, count = maxOf(of) + 1): Classes {
  for (let i = 0; i < of.length; i++) {
    const y = of[i];
    if (!Number.isInteger(y) || y < 0 || y >= count) {
      throw new RangeError(`a class must be a whole number in [0, ${count}), got ${y} in row ${i}`);
    }
  }
  return { kind: "classes", of: Int32Array.from(of), count };
}

/** @throws RangeError at a number that is not finite */
export function quantitiesOf(of: ArrayLike<number>): Quantities {
  for (let i = 0; i < of.length; i++) {
    if (!Number.isFinite(of[i])) throw new RangeError(`a target must be finite, got ${of[i]} in row ${i}`);
  }
  return { kind: "numbers", of: Float64Array.from(of) };
}

/**
 * Checks that targets and weights fit the samples.
 * @returns the weights, all 1 where none are given
 * @throws RangeError when lengths differ, at a weight that is negative or not finite, and when none is positive
 */
export function weightsFor(samples: Samples, targets: Targets, weights?: ArrayLike<number>): Float64Array {
  const { n } = samples;
  if (targets.of.length !== n) throw new RangeError(`targets must hold ${n} entries, got ${targets.of.length}`);
  if (!weights) return new Float64Array(n).fill(1);
  if (weights.length !== n) throw new RangeError(`weights must hold ${n} numbers, got ${weights.length}`);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (!(weights[i] >= 0) || weights[i] === Number.POSITIVE_INFINITY) {
      throw new RangeError(`a weight must be finite and ≥ 0, got ${weights[i]} in row ${i}`);
    }
    total += weights[i];
  }
  if (!(total > 0)) throw new RangeError("some weight must be positive, got none");
  return Float64Array.from(weights);
}

/** The rows `rows` of samples or targets, in that order, repeats allowed. */
export function take<T extends Samples | Targets>(from: T, rows: ArrayLike<number>): T {
  const pick = <A extends Float64Array | Int32Array>(column: A): A => {
    const out = new (column.constructor as new (n: number) => A)(rows.length);
    for (let i = 0; i < rows.length; i++) out[i] = column[rows[i]];
    return out;
  };
  if ("columns" in from) return { ...from, n: rows.length, columns: from.columns.map(pick) };
  return { ...from, of: pick(from.of) };
}

function maxOf(list: ArrayLike<number>): number {
  let most = 0;
  for (let i = 0; i < list.length; i++) most = Math.max(most, list[i]);
  return most;
}
