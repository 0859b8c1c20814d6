import { tickIncrement, ticks } from "d3-array";
import { contours } from "d3-contour";
import type { Points } from "./scene";

/**
 * Rings where a sampled field crosses `level`, closed, linear between the samples. Along the border of the grid a ring
 * runs half a cell outside the box, so that a frame that clips to the box shows no line there, and a fill reaches it.
 *
 * @param values  samples [rows, columns], row by row from y0; NaN counts as below every level
 * @param box  where the corner samples stand: x0, y0, x1, y1
 * @returns rings as x, y, x, y …, outer ones and holes alike (fill them by the even-odd rule)
 * @throws RangeError when the grid is smaller than 2×2 or `values` has another length
 */
export function contourRings(
  values: Float64Array | readonly number[],
  columns: number,
  rows: number,
  [x0, y0, x1, y1]: readonly [number, number, number, number],
  level: number,
): Points[] {
  if (columns < 2 || rows < 2) throw new RangeError(`a grid of 2×2 samples at least, got ${columns}×${rows}`);
  if (values.length !== columns * rows)
    throw new RangeError(`values must hold ${columns}×${rows} numbers, got ${values.length}`);
  const tracer = contours().size([columns, rows]);
  const field = Array.from(values, (v) => (Number.isNaN(v) ? Number.NEGATIVE_INFINITY : v));
  const stepX = (x1 - x0) / (columns - 1);
  const stepY = (y1 - y0) / (rows - 1);
  const rings: Points[] = [];
  for (const polygon of tracer.contour(field, level).coordinates) {
    for (const ring of polygon) {
      const points = new Float64Array(ring.length * 2);
      ring.forEach(([u, v], k) => {
        points[2 * k] = x0 + (u - 0.5) * stepX;
        points[2 * k + 1] = y0 + (v - 0.5) * stepY;
      });
      rings.push(points);
    }
  }
  return rings;
}

/**
 * About `count` levels strictly between `low` and `high` at round numbers. `square` spaces them as k², so that the rings
 * of a bowl stand at even distances, measured from the low end.
 */
export function niceLevels(low: number, high: number, count: number, spacing: "even" | "square" = "even"): number[] {
  if (!(high > low) || !Number.isFinite(high - low) || count < 1) return [];
  if (spacing === "even") return ticks(low, high, count).filter((level) => level > low && level < high);
  const levels = new Set<number>();
  for (let k = 1; k <= count; k++) {
    const share = k / (count + 0.5);
    const gap = ((high - low) * (2 * k - 1)) / (count + 0.5) ** 2; // distance to the level before
    levels.add(roundTo(low + (high - low) * share * share, gap));
  }
  return [...levels].filter((level) => level > low && level < high).sort((a, b) => a - b);
}

/** The multiple of 1, 2 or 5 · 10ⁿ nearest to `value`, fine enough to tell values `gap` apart. */
function roundTo(value: number, gap: number): number {
  const increment = tickIncrement(0, gap, 3);
  return increment > 0 ? Math.round(value / increment) * increment : Math.round(value * -increment) / -increment;
}
