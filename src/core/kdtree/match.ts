import { type BinsOptions, createBins } from "./bins";
import { nearestMany } from "./nearest";
import type { Tree } from "./tree";

/**
 * How far the nearest must be below the second nearest: Lowe compares distances, d₁/d₂ ≤ ratio (0.8); VLFeat's threshold
 * t (1.5) multiplies squares, t d₁² ≤ d₂². So ratio = 1/√t.
 * @source Lowe 2004, "Distinctive image features from scale-invariant keypoints", 7.1; VLFeat, `vl_ubcmatch`
 */
export type RatioTest = { readonly ratio: number } | { readonly threshold: number };

/** The nearest and second nearest of each query, and whether the match was kept. */
export interface Match {
  readonly query: number;
  readonly row: number;
  readonly first: number;
  /** +∞ where there is no second row. */
  readonly second: number;
  readonly isKept: boolean;
}

/** The distance ratio that a test asks for: `ratio` itself, or 1/√threshold. */
export function ratioOf(test: RatioTest): number {
  const [name, value] = "ratio" in test ? (["ratio", test.ratio] as const) : (["threshold", test.threshold] as const);
  if (!(value > 0)) throw new RangeError(`${name} must be above 0, got ${value}`);
  return name === "ratio" ? value : 1 / Math.sqrt(value);
}

/**
 * Matches each query with its nearest row and keeps it if d₁ ≤ ratio · d₂.
 * @param trees    the rows, in one tree or a forest
 * @param queries  [m, d]
 * @param options  a budget searches best bin first, else the search is exact
 */
export function matchRows(
  trees: Tree | readonly Tree[],
  queries: Float64Array,
  test: RatioTest,
  options: BinsOptions = {},
): Match[] {
  const ratio = ratioOf(test);
  const forest: readonly Tree[] = Array.isArray(trees) ? trees : [trees as Tree];
  const { d, n } = forest[0];
  if (n === 0) return [];
  const pairs = forest.length > 1 || options.leaves || options.candidates ? byBins() : exactly();
  return pairs.map(({ row, first, second }, query) => ({ query, row, first, second, isKept: first <= ratio * second }));

  function exactly() {
    const { found, ids, distances } = nearestMany(forest[0], queries, 2, options);
    return Array.from({ length: queries.length / d }, (_, query) => ({
      row: ids[query * found],
      first: distances[query * found],
      second: found > 1 ? distances[query * found + 1] : Number.POSITIVE_INFINITY,
    }));
  }

  function byBins() {
    const search = createBins(forest, options);
    return Array.from({ length: queries.length / d }, (_, query) => {
      const { ids, distances } = search(queries.subarray(query * d, (query + 1) * d), 2);
      return { row: ids[0], first: distances[0], second: distances[1] ?? Number.POSITIVE_INFINITY };
    });
  }
}
