import { colourOf, type Palette, rgbOf, shadedColour } from "../../src/plot/palette";
import type {
  Box,
  CellsItem,
  DotsItem,
  FacesItem,
  Item,
  PathItem,
  Picture,
  Plot,
  TextItem,
} from "../../src/plot/picture";
import { dotOutline } from "../../src/plot/svg";
import { dotField } from "./dot-field";
import type { Stills } from "./still";

export interface Brush {
  readonly palette: Palette;
  readonly fontFamily: string;
  /** Marks that are not these are drawn faint; empty lights all. */
  readonly lit: ReadonlySet<number>;
  /** Device pixels per px of the context. */
  readonly ratio: number;
  /** Keeps what is drawn of still marks; without, they are drawn each time. */
  readonly stills?: Stills;
  /** The view is on the move: what was kept may be moved along with it instead of being drawn anew. */
  readonly isMoving?: boolean;
}

/**
 * Draws a picture onto a canvas context whose unit is one CSS px.
 *
 * @returns whether all of it is as it should be: not while something was only moved along
 */
export function paint(context: CanvasRenderingContext2D, picture: Plot, brush: Brush): boolean {
  let isWhole = true;
  context.fillStyle = brush.palette.inks.ground;
  context.fillRect(0, 0, picture.widthPx, picture.heightPx);
  context.lineJoin = "round";
  context.lineCap = "round";
  let isClipped = false;
  context.save();
  for (const item of picture.items) {
    const clip = item.clip === true;
    if (clip !== isClipped) {
      context.restore();
      context.save();
      isClipped = clip;
      if (clip) clipTo(context, picture.frame);
    }
    const isDim = brush.lit.size > 0 && item.mark !== undefined && isForeground(item) && !brush.lit.has(item.mark);
    const dim = isDim ? 0.25 : 1;
    if (isKept(item, brush)) {
      context.globalAlpha = dim;
      const kept = paintKept(context, item, picture, brush);
      if (kept === "stale") isWhole = false;
      if (kept !== undefined) continue;
    }
    context.globalAlpha = (item.opacity ?? 1) * dim;
    paintItem(context, item, picture, brush);
  }
  context.restore();
  context.globalAlpha = 1;
  return isWhole;
}

type KeptItem = Item & { readonly still: NonNullable<Item["still"]> };

/** Worth a picture of its own: still, and more to draw than a picture is. */
function isKept(item: Item, { stills }: Brush): item is KeptItem {
  if (stills === undefined || item.still === undefined) return false;
  if (item.kind === "dots") return item.isField === true || item.points.length > 400;
  if (item.kind === "cells") return true;
  return item.kind === "path" && (item.lines.length > 40 || item.lines.some((line) => line.length > 2_000));
}

/** Draws a still item from the picture that was kept of it, if there is one; it may have been made for another place. */
function paintKept(
  context: CanvasRenderingContext2D,
  item: KeptItem,
  picture: Plot,
  brush: Brush,
): "whole" | "stale" | undefined {
  const { palette, ratio, stills, isMoving = false } = brush;
  const { of, place } = item.still;
  const style = `${of} ${item.opacity} ${ratio} ${palette.inks.ground} ${palette.inks.text}`;
  const still = stills?.get(style, place, isMoving && picture.invert !== undefined, () => {
    const box = withRoom(picture, item);
    const small = new OffscreenCanvas(Math.ceil(box.width * ratio), Math.ceil(box.height * ratio));
    const inner = small.getContext("2d");
    if (inner === null) throw new Error("no canvas");
    inner.scale(ratio, ratio);
    inner.translate(-box.x, -box.y);
    inner.lineJoin = "round";
    inner.lineCap = "round";
    inner.globalAlpha = item.opacity ?? 1;
    // An offscreen context draws like an onscreen one; only the types differ.
    paintItem(inner as unknown as CanvasRenderingContext2D, item, picture, brush);
    const [right, bottom] = [box.x + small.width / ratio, box.y + small.height / ratio];
    const [x0, y0] = picture.invert?.(box.x, box.y) ?? [0, 0];
    const [x1, y1] = picture.invert?.(right, bottom) ?? [0, 0];
    return { bitmap: small.transferToImageBitmap(), corners: [x0, y0, x1, y1] };
  });
  if (still === undefined) return undefined;
  const { bitmap, corners, isStale } = still;
  const [left, top] = picture.project(corners[0], corners[1]);
  const [right, bottom] = picture.project(corners[2], corners[3]);
  if (isStale) {
    context.save();
    clipTo(context, picture.frame);
    context.drawImage(bitmap, left, top, right - left, bottom - top);
    context.restore();
  } else context.drawImage(bitmap, Math.round(left), Math.round(top), bitmap.width / ratio, bitmap.height / ratio);
  return isStale ? "stale" : "whole";
}

function clipTo(context: CanvasRenderingContext2D, { x, y, width, height }: Box): void {
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
}

/** The frame, and around it what a dot at its edge needs; on whole px, so that nothing is drawn between pixels. */
function withRoom({ frame }: Picture, item: Item): Box {
  const room = item.kind === "dots" ? Math.ceil(item.radiusPx * 1.25 + 3) : 2;
  const [x, y] = [Math.floor(frame.x) - room, Math.floor(frame.y) - room];
  return { x, y, width: Math.ceil(frame.width) + 2 * room + 1, height: Math.ceil(frame.height) + 2 * room + 1 };
}

/** Fills and fields stay as they are when a line is lit: they are what it lies on. */
const isForeground = (item: Item): boolean =>
  item.kind !== "cells" &&
  item.kind !== "faces" &&
  !(item.kind === "path" && item.fill !== undefined && item.clip === true);

function paintItem(context: CanvasRenderingContext2D, item: Item, picture: Picture, brush: Brush): void {
  switch (item.kind) {
    case "path":
      paintPath(context, item, brush.palette);
      return;
    case "dots":
      if (item.isField === true) paintField(context, item, picture, brush);
      else paintDots(context, item, brush.palette);
      return;
    case "text":
      paintText(context, item, brush);
      return;
    case "cells":
      paintCells(context, item, brush.palette);
      return;
    case "faces":
      paintFaces(context, item, brush.palette);
      return;
  }
}

function trace(context: CanvasRenderingContext2D, points: Float64Array | readonly number[], isClosed: boolean): void {
  context.moveTo(points[0], points[1]);
  for (let k = 2; k + 1 < points.length; k += 2) context.lineTo(points[k], points[k + 1]);
  if (isClosed) context.closePath();
}

function paintPath(context: CanvasRenderingContext2D, item: PathItem, palette: Palette): void {
  if (item.lines.length === 0) return;
  context.beginPath();
  for (const line of item.lines) trace(context, line, item.closed === true);
  if (item.fill !== undefined) {
    context.fillStyle = colourOf(palette, item.fill);
    context.fill("evenodd");
  }
  if (item.stroke === undefined) return;
  context.strokeStyle = colourOf(palette, item.stroke);
  context.lineWidth = item.widthPx ?? 1;
  if (item.dash !== undefined) context.setLineDash([...item.dash]);
  context.stroke();
  if (item.dash !== undefined) context.setLineDash([]);
}

/** Where pixels wait to be drawn; one for all, since each is drawn at once. */
let scratch: OffscreenCanvas | undefined;

/** Opacity is in the pixels of a field: they add up where dots lie on each other, as dots drawn one by one do. */
function paintField(
  context: CanvasRenderingContext2D,
  item: DotsItem,
  picture: Picture,
  { palette, ratio }: Brush,
): void {
  const box = withRoom(picture, item);
  const image = dotField(item, colourOf(palette, item.ink), box, ratio);
  if (scratch?.width !== image.width || scratch.height !== image.height)
    scratch = new OffscreenCanvas(image.width, image.height);
  scratch.getContext("2d")?.putImageData(image, 0, 0);
  const alpha = context.globalAlpha;
  context.globalAlpha = alpha / (item.opacity || 1);
  context.drawImage(scratch, box.x, box.y, image.width / ratio, image.height / ratio);
  context.globalAlpha = alpha;
}

function paintDots(context: CanvasRenderingContext2D, item: DotsItem, palette: Palette): void {
  const ink = colourOf(palette, item.ink);
  const { ground } = palette.inks;
  const isRing = item.shape === "ring";
  for (let k = 0; k + 1 < item.points.length; k += 2) {
    const [x, y] = [item.points[k], item.points[k + 1]];
    context.beginPath();
    let isFilled = true;
    if (item.shape === "circle" || isRing) context.arc(x, y, item.radiusPx, 0, 2 * Math.PI);
    else {
      const outline = dotOutline(item.shape, x, y, item.radiusPx);
      for (const line of outline.lines) trace(context, line, outline.closed);
      isFilled = outline.closed;
    }
    context.fillStyle = isRing ? ground : ink;
    context.strokeStyle = isRing || !isFilled ? ink : ground;
    context.lineWidth = isRing || !isFilled ? 2 : 1;
    if (isRing) {
      const alpha = context.globalAlpha;
      context.globalAlpha = alpha * 0.7;
      context.fill();
      context.globalAlpha = alpha;
    } else if (isFilled) context.fill();
    context.stroke();
  }
}

function paintText(context: CanvasRenderingContext2D, item: TextItem, { palette, fontFamily }: Brush): void {
  context.font = `${item.strong === true ? "600 " : ""}${item.sizePx}px ${fontFamily}`;
  context.textAlign = item.anchor === "middle" ? "center" : item.anchor;
  context.textBaseline = "alphabetic";
  const isTurned = item.angleRad !== undefined && item.angleRad !== 0;
  const [x, y] = isTurned ? [0, item.sizePx * 0.35] : [item.x, item.y + item.sizePx * 0.35];
  if (isTurned) {
    context.save();
    context.translate(item.x, item.y);
    context.rotate(item.angleRad ?? 0);
  }
  if (item.halo === true) {
    context.strokeStyle = palette.inks.ground;
    context.lineWidth = 3;
    const alpha = context.globalAlpha;
    context.globalAlpha = alpha * 0.72;
    context.strokeText(item.text, x, y);
    context.globalAlpha = alpha;
  }
  context.fillStyle = palette.inks[item.ink];
  context.fillText(item.text, x, y);
  if (isTurned) context.restore();
}

function paintCells(context: CanvasRenderingContext2D, item: CellsItem, palette: Palette): void {
  const { box, columns, rows, values } = item;
  const [low, high] = item.domain;
  const span = high - low || 1;
  if (!item.smooth) {
    const [w, h] = [box.width / columns, box.height / rows];
    const gap = Math.min(w, h) > 6 ? 0.75 : 0;
    for (let k = 0; k < columns * rows; k++) {
      if (Number.isNaN(values[k])) continue;
      context.fillStyle = palette.ramp(item.ramp, (values[k] - low) / span);
      const [x, y] = [box.x + (k % columns) * w, box.y + Math.floor(k / columns) * h];
      if (gap > 0) context.fillRect(x, y, w - gap, h - gap);
      else {
        // Small cells begin and end on whole px: between two that share a pixel the ground would show.
        const [left, top] = [Math.round(x), Math.round(y)];
        context.fillRect(left, top, Math.max(1, Math.round(x + w) - left), Math.max(1, Math.round(y + h) - top));
      }
    }
    return;
  }
  const image = new ImageData(columns, rows);
  for (let k = 0; k < columns * rows; k++) {
    if (Number.isNaN(values[k])) continue;
    const [r, g, b] = rgbOf(palette.ramp(item.ramp, (values[k] - low) / span));
    image.data.set([r, g, b, 255], 4 * k);
  }
  const small = new OffscreenCanvas(columns, rows);
  small.getContext("2d")?.putImageData(image, 0, 0);
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(small, box.x, box.y, box.width, box.height);
}

function paintFaces(context: CanvasRenderingContext2D, item: FacesItem, palette: Palette): void {
  const { points, shades, edges } = item;
  context.lineWidth = 0.6;
  context.strokeStyle = palette.inks.text;
  const alpha = context.globalAlpha;
  for (let k = 0; k < edges.length; k++) {
    context.fillStyle = shadedColour(palette, item.ramp, shades[2 * k], shades[2 * k + 1]);
    fillGrown(context, points, 8 * k);
    if (edges[k] === 0) continue;
    const p = 8 * k;
    context.beginPath();
    if ((edges[k] & 1) !== 0) {
      context.moveTo(points[p], points[p + 1]);
      context.lineTo(points[p + 2], points[p + 3]);
    }
    if ((edges[k] & 2) !== 0) {
      context.moveTo(points[p + 6], points[p + 7]);
      context.lineTo(points[p], points[p + 1]);
    }
    context.globalAlpha = alpha * 0.28;
    context.stroke();
    context.globalAlpha = alpha;
  }
}

const growthPx = 0.45;

/** A face a little larger than it is: that closes the seam which antialiasing leaves between neighbours. */
function fillGrown(context: CanvasRenderingContext2D, points: Float64Array, from: number): void {
  const cx = (points[from] + points[from + 2] + points[from + 4] + points[from + 6]) / 4;
  const cy = (points[from + 1] + points[from + 3] + points[from + 5] + points[from + 7]) / 4;
  context.beginPath();
  for (let k = from; k < from + 8; k += 2) {
    const [x, y] = [points[k], points[k + 1]];
    const sx = x > cx ? growthPx : -growthPx;
    const sy = y > cy ? growthPx : -growthPx;
    if (k === from) context.moveTo(x + sx, y + sy);
    else context.lineTo(x + sx, y + sy);
  }
  context.fill();
}
