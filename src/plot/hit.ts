import type { Plot } from "./picture";
import { numberText } from "./scale";
import type { Mark, Points } from "./scene";

/** What the pointer is over: a vertex, a bar or a cell, and its numbers in words. */
export interface Hit {
  readonly mark: number;
  readonly index: number;
  readonly px: number;
  readonly py: number;
  readonly title: string;
  readonly values: readonly { readonly label: string; readonly text: string }[];
  readonly link?: string;
}

/** The mark nearest to a pixel within `reachPx`; points win over lines, lines over cells. */
export function nearestMark(plot: Plot, px: number, py: number, reachPx = 18): Hit | undefined {
  const { scene } = plot;
  let best:
    | { readonly mark: number; readonly index: number; readonly x: number; readonly y: number; readonly cost: number }
    | undefined;
  const offer = (mark: number, index: number, x: number, y: number, bonus: number): void => {
    const distance = Math.hypot(x - px, y - py);
    const cost = distance - bonus;
    if (distance <= reachPx && (best === undefined || cost < best.cost)) best = { mark, index, x, y, cost };
  };
  const size = scene.camera === undefined ? 2 : 3;
  // In a flat picture, whatever lies outside this box of data can't be near: most points are not even projected.
  const [x0, x1, y0, y1] = reachOf(plot, px, py, reachPx);
  const offerAll = (mark: number, points: Points, bonus: number): void => {
    for (let k = 0; k + size <= points.length; k += size) {
      if (!(points[k] >= x0 && points[k] <= x1 && points[k + 1] >= y0 && points[k + 1] <= y1)) continue;
      const [x, y] = plot.project(points[k], points[k + 1], size === 3 ? points[k + 2] : undefined);
      if (Math.abs(x - px) <= reachPx && Math.abs(y - py) <= reachPx) offer(mark, k / size, x, y, bonus);
    }
  };
  scene.marks.forEach((mark, index) => {
    if (mark.kind === "dots") offerAll(index, mark.points, 4);
    else if (mark.kind === "line") offerAll(index, mark.points, mark.vertices === true ? 2 : 0);
    else if (mark.kind === "handle") offerAll(index, mark.at, 5);
    else if (mark.kind === "arrows" && size === 2) offerAll(index, everyOther(mark.segments), 1);
  });
  if (best !== undefined) {
    const found = best;
    return describe(plot, scene.marks[found.mark], found.mark, found.index, found.x, found.y);
  }
  return boxUnder(plot, px, py);
}

/** The box of data that lies within reach of a pixel; all there is, in space. */
function reachOf(plot: Plot, px: number, py: number, reachPx: number): readonly [number, number, number, number] {
  const a = plot.invert?.(px - reachPx, py - reachPx);
  const b = plot.invert?.(px + reachPx, py + reachPx);
  const everywhere = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY] as const;
  if (a === undefined || b === undefined || ![...a, ...b].every(Number.isFinite)) return [...everywhere, ...everywhere];
  return [Math.min(a[0], b[0]), Math.max(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[1], b[1])];
}

/** The tips of arrows: the second point of each segment. */
function everyOther(segments: Points): number[] {
  const tips: number[] = [];
  for (let k = 0; k + 3 < segments.length; k += 4) tips.push(segments[k + 2], segments[k + 3]);
  return tips;
}

function boxUnder(plot: Plot, px: number, py: number): Hit | undefined {
  const at = plot.invert?.(px, py);
  if (at === undefined) return undefined;
  const [x, y] = at;
  const between = (v: number, a: number, b: number): boolean => v >= Math.min(a, b) && v <= Math.max(a, b);
  for (let m = plot.scene.marks.length - 1; m >= 0; m--) {
    const mark = plot.scene.marks[m];
    if (mark.kind === "bars") {
      for (let k = 0; k + 3 < mark.rects.length; k += 4)
        if (between(x, mark.rects[k], mark.rects[k + 2]) && between(y, mark.rects[k + 1], mark.rects[k + 3]))
          return describe(plot, mark, m, k / 4, px, py);
    } else if (mark.kind === "cells" && mark.smooth !== true) {
      const [x0, y0, x1, y1] = mark.box;
      const column = Math.floor(((x - x0) / (x1 - x0)) * mark.columns);
      const row = Math.floor(((y1 - y) / (y1 - y0)) * mark.rows);
      if (column >= 0 && column < mark.columns && row >= 0 && row < mark.rows)
        return describe(plot, mark, m, row * mark.columns + column, px, py);
    }
  }
  return undefined;
}

function describe(plot: Plot, mark: Mark, m: number, index: number, px: number, py: number): Hit {
  const { scene } = plot;
  const hit = {
    mark: m,
    index,
    px,
    py,
    title: mark.name ?? "",
    ...(mark.link === undefined ? {} : { link: mark.link }),
  };
  const row = (label: string, value: number): { label: string; text: string } => ({
    label,
    text: numberText(value, 5),
  });
  const named = (axis: "x" | "y", value: number): { label: string; text: string } => {
    const { label, ticks } = scene[axis];
    const name = ticks?.find((tick) => tick.at === value)?.text;
    return name === undefined ? row(label || axis, value) : { label: label || axis, text: name };
  };
  switch (mark.kind) {
    case "bars": {
      const [x0, y0, x1, y1] = mark.rects.slice(4 * index, 4 * index + 4);
      const isUpright = scene.y.scale !== "band";
      return {
        ...hit,
        values: isUpright
          ? [named("x", (x0 + x1) / 2), row(scene.y.label || "y", Math.abs(y1) >= Math.abs(y0) ? y1 : y0)]
          : [named("y", (y0 + y1) / 2), row(scene.x.label || "x", Math.abs(x1) >= Math.abs(x0) ? x1 : x0)],
      };
    }
    case "cells": {
      const column = index % mark.columns;
      const line = Math.floor(index / mark.columns);
      return { ...hit, values: [{ label: `[${line + 1}, ${column + 1}]`, text: numberText(mark.values[index], 6) }] };
    }
    case "handle":
      return { ...hit, title: mark.label, values: [named("x", mark.at[0]), named("y", mark.at[1])] };
    case "line":
    case "dots":
    case "arrows": {
      const size = scene.camera === undefined ? 2 : 3;
      const points = mark.kind === "arrows" ? everyOther(mark.segments) : mark.points;
      const label = mark.kind === "dots" ? mark.labels?.[index] : undefined;
      const values = [named("x", points[size * index]), named("y", points[size * index + 1])];
      if (size === 3) values.push(row(scene.z?.label || "z", points[3 * index + 2]));
      return {
        ...hit,
        title: [hit.title, label].filter((part) => part !== undefined && part !== "").join(" · "),
        values,
      };
    }
    default:
      return { ...hit, values: [] };
  }
}
