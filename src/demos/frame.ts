import type { Numbers } from "../core/num/dense";
import type { Axis } from "../plot/scene";

/** Where a picture begins and ends: boxes, domains and axes from the numbers to be shown. */

/** Beyond this a value counts as infinite: differences and margins of drawn numbers must stay finite. */
const HUGE = 1e290;

/** Whether a value can be drawn: finite, with room left for margins. */
export const isDrawable = (value: number): boolean => Math.abs(value) < HUGE;

/** x0, y0, x1, y1. */
export type Box = readonly [x0: number, y0: number, x1: number, y1: number];

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

/** An axis with a linear scale; where it counts, only whole numbers have ticks. */
export function linear(label: string, domain: readonly [number, number], of?: "counts"): Axis {
  return of === "counts" ? { label, domain, whole: true } : { label, domain };
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
