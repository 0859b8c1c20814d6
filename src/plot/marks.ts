import { dotsInside, isField, placeKey } from "./field";
import { alongLine, type Placer } from "./labels";
import type { Box, CellsItem, DotsItem, Item, PathItem, TextItem } from "./picture";
import type { Scale } from "./scale";
import { numberText } from "./scale";
import type { ArrowsMark, CellsMark, DotsMark, LineMark, Mark, Points, RingsMark, RuleMark, TextMark } from "./scene";

/** What the marks of a flat scene are drawn with. */
export interface Ground {
  readonly frame: Box;
  readonly x: Scale;
  readonly y: Scale;
  readonly fontPx: number;
  readonly placer: Placer;
}

/** The items of one mark, in order; labels come back apart, to stand above all marks. */
export interface Drawn {
  readonly items: Item[];
  readonly labels: TextItem[];
}

const farPx = 20_000;
const dashes = { solid: undefined, dashed: [6, 4], dotted: [1.5, 3.5] } as const;

/** The dash pattern of a style, in px; nothing for a solid line. */
export function dashOf(dash: "solid" | "dashed" | "dotted" | undefined): readonly number[] | undefined {
  return dashes[dash ?? "solid"];
}

/** Lays one mark of a flat scene out. */
export function drawMark(mark: Mark, index: number, ground: Ground): Drawn {
  const drawn = drawPlain(mark, index, ground);
  if (mark.still === undefined) return drawn;
  const place = placeKey(ground.frame, ground.x, ground.y);
  // In place: copying an item would map the points of a field, which nobody may ask for.
  drawn.items.forEach((item, k) => void Object.assign(item, { still: { of: `${mark.still} ${k}`, place } }));
  return drawn;
}

function drawPlain(mark: Mark, index: number, ground: Ground): Drawn {
  const base = { mark: index, clip: true, ...(mark.opacity === undefined ? {} : { opacity: mark.opacity }) };
  switch (mark.kind) {
    case "line":
      return drawLine(mark, base, ground);
    case "rings":
      return drawRings(mark, base, ground);
    case "arrows":
      return { items: drawArrows(mark, base, ground), labels: [] };
    case "cells":
      return drawCells(mark, base, ground);
    case "text":
      return { items: [], labels: drawText(mark, base, ground) };
    case "rule":
      return drawRule(mark, base, ground);
    case "bars": {
      const lines: number[][] = [];
      for (let k = 0; k + 3 < mark.rects.length; k += 4) {
        const [x0, x1] = [ground.x.map(mark.rects[k]), ground.x.map(mark.rects[k + 2])];
        const [y0, y1] = [ground.y.map(mark.rects[k + 1]), ground.y.map(mark.rects[k + 3])];
        if ([x0, x1, y0, y1].every(Number.isFinite)) lines.push([x0, y0, x1, y0, x1, y1, x0, y1]);
      }
      const item: PathItem = { kind: "path", ...base, lines, closed: true, fill: mark.fill };
      return { items: [mark.ink === undefined ? item : { ...item, stroke: mark.ink, widthPx: 1 }], labels: [] };
    }
    case "dots":
      return drawDots(mark, base, ground);
    case "handle": {
      const points = [ground.x.map(mark.at[0]), ground.y.map(mark.at[1])];
      const rim: DotsItem = { kind: "dots", ...base, clip: false, points, radiusPx: 7.5, shape: "ring", ink: mark.ink };
      const core: DotsItem = { ...rim, radiusPx: 3, shape: "circle" };
      return { items: inside(points, ground.frame, 8).length === 0 ? [] : [rim, core], labels: [] };
    }
    case "surface":
      return { items: [], labels: [] };
  }
}

function drawDots(mark: DotsMark, base: Base, ground: Ground): Drawn {
  const radiusPx = mark.radiusPx ?? 4;
  const inside = (): Float64Array => dotsInside(mark, ground.frame, ground.x, ground.y, radiusPx);
  const style = { kind: "dots", ...base, clip: false, radiusPx, shape: mark.shape ?? "circle", ink: mark.ink } as const;
  const dots: DotsItem = isField(mark, 2) ? lazyDots(style, inside) : { ...style, points: inside() };
  const labels = (mark.labels ?? []).flatMap((text, k) => {
    const [px, py] = [ground.x.map(mark.points[2 * k]), ground.y.map(mark.points[2 * k + 1])];
    return Number.isFinite(px) && Number.isFinite(py) ? placedBeside(px, py, radiusPx, text, ground) : [];
  });
  return { items: [dots], labels };
}

/** A field whose points are mapped once they are asked for: a picture that was kept of it does without. */
function lazyDots(style: Omit<DotsItem, "points">, inside: () => Float64Array): DotsItem {
  let points: Float64Array | undefined;
  return {
    ...style,
    isField: true,
    get points() {
      points ??= inside();
      return points;
    },
  };
}

function mapPoints(points: Points, { x, y }: Ground): Float64Array {
  const out = new Float64Array(points.length & ~1);
  for (let k = 0; k + 1 < points.length; k += 2) {
    out[k] = x.map(points[k]);
    out[k + 1] = y.map(points[k + 1]);
  }
  return out;
}

function inside(points: Float64Array | readonly number[], frame: Box, slackPx: number): number[] {
  const kept: number[] = [];
  for (let k = 0; k + 1 < points.length; k += 2)
    if (
      points[k] >= frame.x - slackPx &&
      points[k] <= frame.x + frame.width + slackPx &&
      points[k + 1] >= frame.y - slackPx &&
      points[k + 1] <= frame.y + frame.height + slackPx
    )
      kept.push(points[k], points[k + 1]);
  return kept;
}

/**
 * Polylines in px: broken at what is not finite, cut where they leave for the far away (a diverging path keeps its
 * direction), and without vertices closer than a third of a pixel.
 */
export function polylines(points: Float64Array | readonly number[]): number[][] {
  const lines: number[][] = [];
  let line: number[] = [];
  const end = (): void => {
    if (line.length >= 4) lines.push(line);
    line = [];
  };
  for (let k = 0; k + 1 < points.length; k += 2) {
    const x = points[k];
    const y = points[k + 1];
    if (!Number.isFinite(x) || !Number.isFinite(y)) {
      end();
      continue;
    }
    const n = line.length;
    if (Math.abs(x) > farPx || Math.abs(y) > farPx) {
      if (n > 0) {
        const [px, py] = [line[n - 2], line[n - 1]];
        const share = Math.min(exit(px, x), exit(py, y));
        line.push(px + (x - px) * share, py + (y - py) * share);
      }
      end();
      continue;
    }
    if (n >= 4 && Math.abs(line[n - 2] - x) + Math.abs(line[n - 1] - y) < 0.33) continue;
    line.push(x, y);
  }
  end();
  return lines;
}

const exit = (from: number, to: number): number =>
  Math.abs(to) <= farPx ? 1 : Math.abs(((to > 0 ? farPx : -farPx) - from) / (to - from));

type Base = { readonly mark: number; readonly clip: boolean; readonly opacity?: number };

function drawLine(mark: LineMark, base: Base, ground: Ground): Drawn {
  const points = mapPoints(mark.points, ground);
  const lines = polylines(points);
  const widthPx = mark.widthPx ?? 1.75;
  const dash = dashOf(mark.dash);
  const items: Item[] = [];
  if (mark.fill !== undefined) items.push({ kind: "path", ...base, lines, closed: true, fill: mark.fill });
  const stroke: PathItem = { kind: "path", ...base, lines, closed: mark.closed === true, stroke: mark.ink, widthPx };
  items.push(dash === undefined ? stroke : { ...stroke, dash });
  if (mark.vertices === true)
    items.push({
      kind: "dots",
      ...base,
      clip: false,
      points: inside(points, ground.frame, 2),
      radiusPx: Math.max(2.4, widthPx * 1.25),
      shape: "circle",
      ink: mark.ink,
    });
  const last = lines.at(-1);
  if (mark.arrow === true && last !== undefined) {
    const n = last.length;
    const head = arrowHead(last[n - 4], last[n - 3], last[n - 2], last[n - 1], 6 + widthPx);
    if (head !== undefined) items.push({ kind: "path", ...base, lines: [head], closed: true, fill: mark.ink });
  }
  return { items, labels: [] };
}

function drawRings(mark: RingsMark, base: Base, ground: Ground): Drawn {
  const lines = mark.rings.flatMap((ring) => polylines(mapPoints(ring, ground)));
  const dash = dashOf(mark.dash);
  let item: PathItem = { kind: "path", ...base, lines, closed: mark.fill !== undefined };
  if (mark.fill !== undefined) item = { ...item, fill: mark.fill };
  if (mark.ink !== undefined) item = { ...item, stroke: mark.ink, widthPx: mark.widthPx ?? 1 };
  if (dash !== undefined) item = { ...item, dash };
  if (mark.label === undefined || lines.length === 0) return { items: [item], labels: [] };
  const longest = lines.reduce((a, b) => (visibleLength(b, ground.frame) > visibleLength(a, ground.frame) ? b : a));
  const label = ground.placer.place(alongLine(longest, mark.label, ground.fontPx - 2), ground.frame);
  return { items: [item], labels: label === undefined ? [] : [label] };
}

function visibleLength(line: readonly number[], { x, y, width, height }: Box): number {
  let sum = 0;
  for (let k = 2; k < line.length; k += 2)
    if (line[k] >= x && line[k] <= x + width && line[k + 1] >= y && line[k + 1] <= y + height)
      sum += Math.hypot(line[k] - line[k - 2], line[k + 1] - line[k - 1]);
  return sum;
}

function drawArrows(mark: ArrowsMark, base: Base, ground: Ground): Item[] {
  const points = mapPoints(mark.segments, ground);
  const widthPx = mark.widthPx ?? 1.75;
  const headPx = mark.headPx ?? 5 + 2 * widthPx;
  return arrowItems(points, base, mark, widthPx, headPx);
}

/** Shafts and filled heads for segments in px, four numbers each; what is shorter than a pixel is left out. */
function arrowItems(
  points: Float64Array | readonly number[],
  base: Base,
  mark: ArrowsMark,
  widthPx: number,
  headPx: number,
): Item[] {
  const shafts: number[][] = [];
  const heads: number[][] = [];
  for (let k = 0; k + 3 < points.length; k += 4) {
    const [line] = polylines([points[k], points[k + 1], points[k + 2], points[k + 3]]);
    if (line === undefined) continue;
    const [x0, y0, x1, y1] = line;
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length < 1) continue;
    const size = Math.min(headPx, length * 0.6);
    const head = arrowHead(x0, y0, x1, y1, size);
    if (head !== undefined) heads.push(head);
    const share = 1 - (size * 0.7) / length;
    shafts.push([x0, y0, x0 + (x1 - x0) * share, y0 + (y1 - y0) * share]);
  }
  const dash = dashOf(mark.dash);
  const shaft: PathItem = { kind: "path", ...base, lines: shafts, stroke: mark.ink, widthPx };
  return [
    dash === undefined ? shaft : { ...shaft, dash },
    { kind: "path", ...base, lines: heads, closed: true, fill: mark.ink },
  ];
}

function arrowHead(x0: number, y0: number, x1: number, y1: number, size: number): number[] | undefined {
  const length = Math.hypot(x1 - x0, y1 - y0);
  if (!(length > 0.5)) return undefined;
  const [ux, uy] = [(x1 - x0) / length, (y1 - y0) / length];
  const [bx, by] = [x1 - ux * size, y1 - uy * size];
  const half = size * 0.42;
  return [
    x1,
    y1,
    bx - uy * half,
    by + ux * half,
    bx + ux * size * 0.22,
    by + uy * size * 0.22,
    bx + uy * half,
    by - ux * half,
  ];
}

function drawCells(mark: CellsMark, base: Base, { x, y, fontPx }: Ground): Drawn {
  const [x0, x1] = [x.map(mark.box[0]), x.map(mark.box[2])];
  const [y0, y1] = [y.map(mark.box[1]), y.map(mark.box[3])];
  const box = { x: Math.min(x0, x1), y: Math.min(y0, y1), width: Math.abs(x1 - x0), height: Math.abs(y1 - y0) };
  const { columns, rows, values, ramp, domain } = mark;
  const item: CellsItem = {
    kind: "cells",
    ...base,
    box,
    columns,
    rows,
    values,
    ramp,
    domain,
    smooth: mark.smooth === true,
  };
  const labels: TextItem[] = [];
  const [w, h] = [box.width / columns, box.height / rows];
  const sizePx = Math.min(fontPx, h * 0.5, w * 0.24);
  if (mark.numbers === true && sizePx >= 7) {
    for (let k = 0; k < values.length; k++) {
      const t = (values[k] - domain[0]) / (domain[1] - domain[0] || 1);
      const deep = ramp === "sequential" ? t > 0.5 : Math.abs(t - 0.5) > 0.3;
      labels.push({
        kind: "text",
        x: box.x + ((k % columns) + 0.5) * w,
        y: box.y + (Math.floor(k / columns) + 0.5) * h,
        text: numberText(values[k], 3),
        ink: deep ? "ground" : "text",
        sizePx,
        anchor: "middle",
        mark: base.mark,
      });
    }
  }
  return { items: [item], labels };
}

function drawText(mark: TextMark, base: Base, ground: Ground): TextItem[] {
  const x = ground.x.map(mark.at[0]) + (mark.dxPx ?? 0);
  const y = ground.y.map(mark.at[1]) + (mark.dyPx ?? 0);
  if (inside([x, y], ground.frame, 1).length === 0) return [];
  const item: TextItem = {
    kind: "text",
    x,
    y,
    text: mark.text,
    ink: mark.ink ?? "text",
    sizePx: mark.sizePx ?? ground.fontPx,
    anchor: mark.anchor ?? "start",
    halo: true,
    mark: base.mark,
  };
  // Where its own place is taken, a text moves a line up or down, or to the other side of its point.
  const line = item.sizePx * 1.3;
  const other = item.anchor === "start" ? "end" : "start";
  const flipped: TextItem = { ...item, anchor: other, x: x - 2 * (mark.dxPx ?? 0) };
  const around = [item, flipped, { ...item, y: y - line }, { ...item, y: y + line }, { ...flipped, y: y - line }];
  const placed = ground.placer.place(around, ground.frame) ?? ground.placer.place(around);
  return placed === undefined ? [] : [placed];
}

function placedBeside(x: number, y: number, radiusPx: number, text: string, ground: Ground): TextItem[] {
  if (inside([x, y], ground.frame, 1).length === 0 || text === "") return [];
  const sizePx = ground.fontPx;
  const gap = radiusPx + 4;
  const base = { kind: "text", text, ink: "text", sizePx, halo: true } as const;
  const up = radiusPx + sizePx * 0.75;
  const placed = ground.placer.place(
    [
      { ...base, x: x + gap, y: y - 2, anchor: "start" },
      { ...base, x: x - gap, y: y - 2, anchor: "end" },
      { ...base, x, y: y - up, anchor: "middle" },
      { ...base, x, y: y + up, anchor: "middle" },
      { ...base, x: x + gap, y: y + up, anchor: "start" },
      { ...base, x: x + gap, y: y - up, anchor: "start" },
    ],
    ground.frame,
  );
  return placed === undefined ? [] : [placed];
}

function drawRule(mark: RuleMark, base: Base, ground: Ground): Drawn {
  const { frame } = ground;
  const at = mark.axis === "x" ? ground.x.map(mark.at) : ground.y.map(mark.at);
  const low = mark.axis === "x" ? frame.x : frame.y;
  const high = mark.axis === "x" ? frame.x + frame.width : frame.y + frame.height;
  if (!(at >= low - 0.5 && at <= high + 0.5)) return { items: [], labels: [] };
  const line = mark.axis === "x" ? [at, frame.y, at, frame.y + frame.height] : [frame.x, at, frame.x + frame.width, at];
  const dash = dashOf(mark.dash);
  const item: PathItem = { kind: "path", ...base, clip: false, lines: [line], stroke: mark.ink, widthPx: 1.25 };
  const labels: TextItem[] = [];
  if (mark.label !== undefined) {
    const text = {
      kind: "text",
      text: mark.label,
      ink: mark.ink === "grid" ? "faint" : mark.ink,
      sizePx: ground.fontPx - 1,
      halo: true,
    } as const;
    const candidates: TextItem[] =
      mark.axis === "x"
        ? [
            { ...text, x: at + 5, y: frame.y + 9, anchor: "start" },
            { ...text, x: at - 5, y: frame.y + 9, anchor: "end" },
            { ...text, x: at + 5, y: frame.y + 25, anchor: "start" },
            { ...text, x: at - 5, y: frame.y + 25, anchor: "end" },
          ]
        : [
            { ...text, x: frame.x + frame.width - 5, y: at - 8, anchor: "end" },
            { ...text, x: frame.x + frame.width - 5, y: at + 9, anchor: "end" },
            { ...text, x: frame.x + 5, y: at - 8, anchor: "start" },
          ];
    const placed = ground.placer.place(candidates, frame);
    if (placed !== undefined) labels.push(placed);
  }
  return { items: [dash === undefined ? item : { ...item, dash }], labels };
}
