import { contourRings, niceLevels } from "../plot/contour";
import type { Mark, RingsMark, SurfaceMark } from "../plot/scene";
import type { Box } from "./frame";
import { isDrawable } from "./frame";
import { show } from "./number";

/** Drawing that several scenes share: a function sampled on a box, its level lines, its surface. */

export interface Sampled {
  readonly columns: number;
  readonly rows: number;
  /** Row by row from y0. */
  readonly values: Float64Array;
  readonly box: Box;
  /** The smallest and largest finite values; 0 and 0 when there is none. */
  readonly low: number;
  readonly high: number;
}

/** Samples f on an even grid with the corners of the box. */
export function sample(f: (x: number, y: number) => number, box: Box, columns = 65, rows = columns): Sampled {
  const [x0, y0, x1, y1] = box;
  const values = new Float64Array(columns * rows);
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0, at = 0; i < rows; i++) {
    const y = y0 + ((y1 - y0) * i) / (rows - 1);
    for (let j = 0; j < columns; j++, at++) {
      const value = f(x0 + ((x1 - x0) * j) / (columns - 1), y);
      values[at] = isDrawable(value) ? value : Number.NaN;
      if (!isDrawable(value)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? { columns, rows, values, box, low, high } : { columns, rows, values, box, low: 0, high: 0 };
}

/** The finite value below which a share of the samples lies. */
export function quantile({ values }: Sampled, share: number): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  return sorted.length === 0 ? 0 : sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** The level lines of a sampled function with their values written on them. */
export function contourMarks(sampled: Sampled, count = 10, spacing: "even" | "square" = "even"): Mark[] {
  const { values, columns, rows, box, low } = sampled;
  // Steep corners would take all levels; the last few per cent of the box go without.
  const levels = niceLevels(low, quantile(sampled, 0.97), count, spacing);
  const [x0, y0, x1, y1] = box;
  const tint = (k: number): NonNullable<RingsMark["fill"]> => ({
    ramp: "sequential",
    t: 0.03 + (0.5 * k) / Math.max(1, levels.length),
  });
  const valley: Mark = { kind: "rings", id: "valley", rings: [[x0, y0, x1, y0, x1, y1, x0, y1]], fill: tint(0) };
  const rings = levels.map(
    (level, k): Mark => ({
      kind: "rings",
      id: `level${k}`,
      rings: contourRings(values, columns, rows, box, level),
      fill: tint(k + 1),
      ink: "faint",
      widthPx: k % 2 === 1 ? 1.2 : 0.8,
      ...(k % 2 === 1 || levels.length < 5 ? { label: show(level) } : {}),
    }),
  );
  return [valley, ...rings];
}

/** The graph of a sampled function; values above `ceiling` are cut off, so that one steep corner can't flatten the rest. */
export function surfaceMark(sampled: Sampled, ceiling: number, floor = sampled.low): SurfaceMark {
  const { columns, rows, box, values } = sampled;
  // A sheet far above the ceiling, or below the floor, is cut where it crosses the end of the height axis.
  const reach = ceiling - floor;
  const z = values.map((value) => Math.min(ceiling + reach, Math.max(floor - reach, value)));
  return {
    kind: "surface",
    id: "surface",
    columns,
    rows,
    x: [box[0], box[2]],
    y: [box[1], box[3]],
    z,
    ramp: "sequential",
    mesh: 4,
    opacity: 0.92,
  };
}
