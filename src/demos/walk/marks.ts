import type { BarsMark, Ink, LineMark, Mark } from "../../plot/scene";

/** Marks that many scenes of this demo share. */

/** Bars of one width around their places, from 0 up. */
export function barsAt(
  xs: ArrayLike<number>,
  heights: ArrayLike<number>,
  width: number,
  mark: Omit<BarsMark, "kind" | "rects">,
): Mark {
  const rects = new Float64Array(4 * xs.length);
  for (let i = 0; i < xs.length; i++) rects.set([xs[i] - width / 2, 0, xs[i] + width / 2, heights[i]], 4 * i);
  return { kind: "bars", ...mark, rects };
}

/** A curve through f at `count` even places. */
export function curve(
  f: (x: number) => number,
  from: number,
  to: number,
  mark: Omit<LineMark, "kind" | "points">,
  count = 240,
): Mark {
  const points = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const x = from + ((to - from) * i) / (count - 1);
    const y = f(x);
    const isThere = Number.isFinite(y);
    points[2 * i] = isThere ? x : Number.NaN;
    points[2 * i + 1] = isThere ? y : Number.NaN;
  }
  return { kind: "line", ...mark, points };
}

/** x, y, x, y … */
export function pairs(xs: ArrayLike<number>, ys: ArrayLike<number>): Float64Array {
  const out = new Float64Array(2 * xs.length);
  for (let i = 0; i < xs.length; i++) out.set([xs[i], ys[i]], 2 * i);
  return out;
}

/** A line across the picture with its name. */
export const rule = (id: string, axis: "x" | "y", at: number, ink: Ink, label?: string): Mark => ({
  kind: "rule",
  id,
  axis,
  at,
  ink,
  dash: "dashed",
  ...(label === undefined ? {} : { label }),
});

/** The largest of the finite values, at least `least`. */
export function peak(values: Iterable<number>, least = 1e-9): number {
  let most = least;
  for (const value of values) if (value > most && Number.isFinite(value)) most = value;
  return most;
}
