export type QueryType = "nearest" | "radius" | "box" | "partial";

/** What is asked, as the definition needs it. */
export interface Ask {
  readonly type: QueryType;
  readonly query: readonly [number, number];
  readonly metric: "L2" | "L1" | "Linf";
  readonly k: number;
  readonly radius: number;
  readonly closed: boolean;
  readonly low: readonly [number, number];
  readonly high: readonly [number, number];
}

/** The answer of the definition: every point compared, none skipped. */
export interface Truth {
  readonly ids: Uint32Array;
  /** Of the ids, in order; for ranges too. */
  readonly distances: Float64Array;
}

/** By comparing every point; shares nothing with the trees. */
export function truthOf(points: Float64Array, ask: Ask): Truth {
  const n = points.length / 2;
  const [qx, qy] = ask.query;
  const distances = new Float64Array(n);
  for (let row = 0; row < n; row++) {
    distances[row] = plainDistance(ask.metric, points[2 * row] - qx, points[2 * row + 1] - qy);
  }
  const ids = ask.type === "nearest" ? smallest(distances, ask.k) : inside(points, distances, ask);
  return { ids, distances: Float64Array.from(ids, (id) => distances[id]) };
}

export function plainDistance(metric: Ask["metric"], dx: number, dy: number): number {
  if (metric === "L1") return Math.abs(dx) + Math.abs(dy);
  return metric === "Linf" ? Math.max(Math.abs(dx), Math.abs(dy)) : Math.sqrt(dx * dx + dy * dy);
}

/** The k smallest by (distance, row): each row is put in its place among the best so far. */
function smallest(distances: Float64Array, k: number): Uint32Array {
  const best: number[] = [];
  for (let row = 0; row < distances.length; row++) {
    if (best.length === k && distances[row] >= distances[best[k - 1]]) continue;
    let at = best.length;
    while (at > 0 && distances[best[at - 1]] > distances[row]) at--;
    best.splice(at, 0, row);
    if (best.length > k) best.pop();
  }
  return Uint32Array.from(best);
}

function inside(points: Float64Array, distances: Float64Array, { type, radius, closed, low, high }: Ask): Uint32Array {
  const rows = Array.from(distances, (_, row) => row);
  return Uint32Array.from(
    type === "radius"
      ? rows.filter((row) => (closed ? distances[row] <= radius : distances[row] < radius))
      : rows.filter((row) =>
          [0, 1].every((axis) => low[axis] <= points[2 * row + axis] && points[2 * row + axis] <= high[axis]),
        ),
  );
}
