import { columnsOf, type Samples } from "./samples";

/** Columns that are seldom other than zero together, packed into one. */
export interface Bundles {
  /** Columns in the order in which they were placed: those in most conflicts first. */
  readonly order: readonly number[];
  /** Columns of each bundle, in the order in which their values are stacked. */
  readonly bundles: readonly (readonly number[])[];
  /** What is added to the values of a bundle's member so that they lie above those before it. */
  readonly offsets: readonly (readonly number[])[];
  /** Rows where two members of a bundle are not zero: the later member is lost there. */
  readonly conflicts: number;
}

/**
 * Exclusive feature bundling by greedy colouring: the columns, those in most conflicts first, each join the first bundle
 * with which they conflict in no more than `allowed` rows. Columns with a negative value stay alone.
 * @cost O(d² n)
 * @source Ke et al. 2017, algorithms 3 and 4
 */
export function findBundles({ n, d, columns }: Samples, allowed = 0): Bundles {
  if (!(allowed >= 0)) throw new RangeError(`allowed must be ≥ 0, got ${allowed}`);
  const used = columns.map((column) => Uint8Array.from(column, (x) => (x === 0 ? 0 : 1)));
  const alone = columns.map((column) => column.some((x) => x < 0));
  const together = (a: Uint8Array, b: Uint8Array) => {
    let count = 0;
    for (let i = 0; i < n; i++) count += a[i] & b[i];
    return count;
  };
  const degree = used.map((a, j) => used.reduce((sum, b, k) => sum + (j !== k ? together(a, b) : 0), 0));
  const order = Array.from({ length: d }, (_, j) => j).sort((a, b) => degree[b] - degree[a] || a - b);
  const bundles: { members: number[]; used: Uint8Array; lost: number; alone: boolean }[] = [];
  for (const j of order) {
    const home = alone[j] ? undefined : bundles.find((b) => !b.alone && b.lost + together(b.used, used[j]) <= allowed);
    if (!home) {
      bundles.push({ members: [j], used: used[j].slice(), lost: 0, alone: alone[j] });
      continue;
    }
    home.lost += together(home.used, used[j]);
    home.members.push(j);
    used[j].forEach((bit, i) => {
      home.used[i] |= bit;
    });
  }
  return {
    order,
    bundles: bundles.map(({ members }) => members),
    offsets: bundles.map(({ members }) => {
      let top = 0;
      return members.map((j) => {
        const offset = top;
        top += columns[j].reduce((most, x) => Math.max(most, x), 0);
        return offset;
      });
    }),
    conflicts: bundles.reduce((sum, { lost }) => sum + lost, 0),
  };
}

/** The bundled columns: x + offset of the first member that is not zero, else 0. */
export function bundleSamples(
  { bundles, offsets }: Pick<Bundles, "bundles" | "offsets">,
  { n, columns }: Samples,
): Samples {
  return columnsOf(
    bundles.map((members, b) =>
      Float64Array.from({ length: n }, (_, i) => {
        const at = members.findIndex((j) => columns[j][i] !== 0);
        return at < 0 ? 0 : columns[members[at]][i] + offsets[b][at];
      }),
    ),
  );
}
