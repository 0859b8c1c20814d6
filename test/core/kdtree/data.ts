import { createRng, type Rng } from "../../../src/core/num/rng";

/** The six points of the worked example. */
export const six = [2, 3, 5, 4, 9, 6, 4, 7, 8, 1, 7, 2];
export const named = (id: number) => `(${six[2 * id]},${six[2 * id + 1]})`;

export function uniform(n: number, d: number, seed: number): Float64Array {
  const rng = createRng(seed);
  return Float64Array.from({ length: n * d }, () => rng.nextFloat());
}

/** A hard case by chance: uniform, a coarse grid with many ties, one line, copies, or far apart clusters. */
export function awkward(n: number, d: number, rng: Rng): Float64Array {
  const kind = rng.nextBelow(6);
  const line = Array.from({ length: d }, () => rng.nextBelow(3) - 1);
  const point = Array.from({ length: d }, () => rng.nextFloat());
  return Float64Array.from({ length: n * d }, (_, at) => {
    const row = Math.floor(at / d);
    if (kind === 0) return rng.nextFloat();
    if (kind === 1) return rng.nextBelow(4);
    if (kind === 2) return line[at % d] * row;
    if (kind === 3) return point[at % d];
    if (kind === 4) return (row % 3) * 1000 + rng.nextFloat();
    return 10 ** (rng.nextBelow(12) - 6);
  });
}

/** The k nearest by sorting all squared (or summed, or greatest) differences: no code of `src/core/kdtree`. */
export function byDefinition(
  data: ArrayLike<number>,
  d: number,
  query: ArrayLike<number>,
  metric: "L2" | "L1" | "Linf" = "L2",
): { id: number; rank: number; distance: number }[] {
  return Array.from({ length: data.length / d }, (_, id) => {
    const parts = Array.from({ length: d }, (_, axis) => Math.abs(data[id * d + axis] - query[axis]));
    const rank =
      metric === "L2"
        ? parts.reduce((sum, x) => sum + x * x, 0)
        : metric === "L1"
          ? parts.reduce((sum, x) => sum + x, 0)
          : Math.max(0, ...parts);
    return { id, rank, distance: metric === "L2" ? Math.sqrt(rank) : rank };
  }).sort((a, b) => a.rank - b.rank || a.id - b.id);
}
