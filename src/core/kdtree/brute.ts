import { distanceOf, type Metric, rankBetween } from "./metric";

/** The k nearest rows of data [n, d] by looking at every one: the definition, in the order of (distance, row). */
export function nearestByScan(
  data: ArrayLike<number>,
  d: number,
  query: ArrayLike<number>,
  k: number,
  metric: Metric = "L2",
): { ids: Uint32Array; distances: Float64Array } {
  const ranks = Float64Array.from({ length: data.length / d }, (_, row) => rankBetween(metric, data, row, query, 0, d));
  const order = Uint32Array.from(ranks, (_, row) => row).sort((a, b) => ranks[a] - ranks[b] || a - b);
  const ids = order.slice(0, k);
  return { ids, distances: Float64Array.from(ids, (row) => distanceOf(metric, ranks[row])) };
}
