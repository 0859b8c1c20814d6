import type { Box } from "./picture";
import type { Scale } from "./scale";
import type { DotsMark } from "./scene";

/** Many dots at once: a cloud of points, a crowd of walkers. */

/** From so many dots on, a mark is drawn as a field. */
const fieldFrom = 1_500;

/** Whether a mark has so many dots that they are drawn all at once; `size` is how many numbers a point has. */
export function isField(mark: DotsMark, size: 2 | 3): boolean {
  return mark.points.length >= size * fieldFrom && mark.labels === undefined;
}

const mapped = new WeakMap<object, { readonly of: string; readonly points: Float64Array }>();

/**
 * The dots of a mark in px, of those that reach into the frame. What was mapped for a still mark is kept as long as its
 * points are.
 */
export function dotsInside(mark: DotsMark, frame: Box, x: Scale, y: Scale, slackPx: number): Float64Array {
  const of = mark.still === undefined ? "" : placeKey(frame, x, y);
  const known = of === "" ? undefined : mapped.get(mark.points);
  if (known !== undefined && known.of === of) return known.points;
  const { points } = mark;
  const out = new Float64Array(points.length & ~1);
  const [left, right] = [frame.x - slackPx, frame.x + frame.width + slackPx];
  const [top, bottom] = [frame.y - slackPx, frame.y + frame.height + slackPx];
  let count = 0;
  for (let k = 0; k + 1 < points.length; k += 2) {
    const px = x.map(points[k]);
    if (!(px >= left && px <= right)) continue;
    const py = y.map(points[k + 1]);
    if (!(py >= top && py <= bottom)) continue;
    out[count++] = px;
    out[count++] = py;
  }
  const inside = out.subarray(0, count);
  if (of !== "") mapped.set(points, { of, points: inside });
  return inside;
}

/** Names where a picture puts its data: equal keys map equal points to equal pixels. */
export function placeKey({ x: left, y: top, width, height }: Box, x: Scale, y: Scale): string {
  const ends = [x.invert(left), x.invert(left + width), y.invert(top), y.invert(top + height)];
  return [left, top, width, height, ...ends, x.kind, y.kind].join(" ");
}
