import type { Samples } from "./samples";

/** Each column cut into at most 256 bins. */
export interface Bins {
  readonly n: number;
  /** d lists of ascending edges; x lies in the bin of the first edge ≥ x, behind the last one otherwise. */
  readonly edges: readonly Float64Array[];
  /** d columns of bin numbers [n]; code ≤ b holds exactly where x ≤ edges[b]. */
  readonly codes: readonly Uint8Array[];
}

/**
 * Bins of about equally many rows: midpoints between the distinct values where there are few, else the quantiles
 * k/most, each halfway between its two order statistics.
 * @param most  bins per column, in [2, 256]
 * @cost O(d n log n)
 */
export function binSamples({ n, columns }: Samples, most = 255): Bins {
  if (!Number.isInteger(most) || most < 2 || most > 256) {
    throw new RangeError(`bins must be a whole number in [2, 256], got ${most}`);
  }
  const edges = columns.map((column) => edgesOf(column, most));
  const codes = columns.map((column, j) => {
    const out = new Uint8Array(n);
    for (let i = 0; i < n; i++) out[i] = binOf(edges[j], column[i]);
    return out;
  });
  return { n, edges, codes };
}

/** The number of edges below x. */
export function binOf(edges: Float64Array, x: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (edges[middle] < x) low = middle + 1;
    else high = middle;
  }
  return low;
}

function edgesOf(column: Float64Array, most: number): Float64Array {
  const sorted = column.slice().sort();
  const n = sorted.length;
  const edges: number[] = [];
  let distinct = 1;
  for (let i = 1; i < n && distinct <= most; i++) if (sorted[i] !== sorted[i - 1]) distinct++;
  if (distinct <= most) {
    for (let i = 1; i < n; i++) if (sorted[i] !== sorted[i - 1]) edges.push(middle(sorted[i - 1], sorted[i]));
  } else {
    for (let k = 1; k < most; k++) {
      const at = (k / most) * (n - 1);
      const edge = middle(sorted[Math.floor(at)], sorted[Math.ceil(at)]);
      // An edge at the largest value would have nothing behind it.
      if ((edges.length === 0 || edge > edges[edges.length - 1]) && edge < sorted[n - 1]) edges.push(edge);
    }
  }
  return Float64Array.from(edges);
}

const middle = (a: number, b: number) => {
  const m = a / 2 + b / 2;
  return m < b ? m : a;
};
