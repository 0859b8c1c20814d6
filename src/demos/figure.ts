import type { Numbers } from "../core/num/dense";
import { contourRings, niceLevels } from "../plot/contour";
import type { Axis, Ink, Mark, RingsMark, SurfaceMark } from "../plot/scene";
import { show } from "./number";

/** Drawing that several scenes share: a function sampled on a box, its level lines, its surface. */

/** Beyond this a value counts as infinite: differences and margins of drawn numbers must stay finite. */
const HUGE = 1e290;

const isDrawable = (value: number): boolean => Math.abs(value) < HUGE;

/** x0, y0, x1, y1. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

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

/** A square box around points, with a margin; points that are not finite or farther than `far` are left out. */
export function boxAround(points: readonly Numbers[], margin = 0.25, smallest = 1, far = 1e6): Box {
  let x0 = Number.POSITIVE_INFINITY;
  let x1 = Number.NEGATIVE_INFINITY;
  let y0 = Number.POSITIVE_INFINITY;
  let y1 = Number.NEGATIVE_INFINITY;
  for (const point of points) {
    const [x, y] = [point[0]!, point[1]!];
    if (!(Math.abs(x) <= far && Math.abs(y) <= far)) continue;
    x0 = Math.min(x0, x);
    x1 = Math.max(x1, x);
    y0 = Math.min(y0, y);
    y1 = Math.max(y1, y);
  }
  if (x0 > x1) return [-1, -1, 1, 1];
  const half = (Math.max(x1 - x0, y1 - y0, smallest) / 2) * (1 + 2 * margin);
  const cx = (x0 + x1) / 2;
  const cy = (y0 + y1) / 2;
  return [cx - half, cy - half, cx + half, cy + half];
}

/** A domain with room around finite values; [−1, 1] about a single one. */
export function domainOf(values: Iterable<number>, margin = 0.05): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!isDrawable(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return [-1, 1];
  const room = (high - low) * margin || Math.max(1, Math.abs(low)) * 0.5;
  return [low - room, high + room];
}

/** Whole decades around the positive values, at most `decades` of them below the largest. */
export function logDomain(values: Iterable<number>, decades = 17): readonly [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = 0;
  for (const value of values) {
    if (!(value > 0) || !isDrawable(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (high === 0) return [0.1, 10];
  const top = Math.ceil(Math.log10(high) + 0.02);
  const bottom = Math.max(Math.floor(Math.log10(low)), top - decades);
  return [10 ** Math.min(bottom, top - 1), 10 ** top];
}

/** An axis with a linear scale. */
export function linear(label: string, domain: readonly [number, number]): Axis {
  return { label, domain };
}

/** Points with every coordinate beyond `limit` from the origin turned into a gap. */
export function clipped(points: Float64Array, limit: number): Float64Array {
  const out = points.slice();
  for (let k = 0; k + 1 < out.length; k += 2) {
    if (Math.abs(out[k]!) <= limit && Math.abs(out[k + 1]!) <= limit) continue;
    out[k] = Number.NaN;
    out[k + 1] = Number.NaN;
  }
  return out;
}

export type Dash = "solid" | "dashed" | "dotted";
export interface Style {
  readonly ink: Ink;
  readonly dash: Dash;
  readonly shape: "circle" | "square" | "triangle" | "diamond" | "cross" | "ring";
}
