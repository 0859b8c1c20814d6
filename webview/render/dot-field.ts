import { rgbOf } from "../../src/plot/palette";
import type { Box, DotsItem } from "../../src/plot/picture";

// Reused from one field to the next of the same size: in a film every frame has one.
let image: ImageData | undefined;
/** A byte for each pixel while dots are added, which stays in the processor's cache; the colour comes last. */
let alphas = new Uint8Array();

/**
 * Very many dots, drawn into pixels: a hundred thousand in a few milliseconds. Each dot adds its coverage over what is
 * there, so that dense places look dense; the colour is one for all.
 *
 * @param box    the part of the picture that is drawn, in px
 * @param ratio  device pixels per px
 * @returns pixels that are good until the next call
 */
export function dotField(item: DotsItem, colour: string, box: Box, ratio: number): ImageData {
  const [width, height] = [Math.max(1, Math.ceil(box.width * ratio)), Math.max(1, Math.ceil(box.height * ratio))];
  if (image?.width !== width || image.height !== height) {
    image = new ImageData(width, height);
    alphas = new Uint8Array(width * height);
  } else alphas.fill(0);
  const [r, g, b] = rgbOf(colour);
  const { size, half, offsets, covers, starts } = stampsFor(
    item.shape,
    item.radiusPx * ratio,
    item.opacity ?? 1,
    width,
  );
  const { points } = item;
  const [shiftX, shiftY] = [-box.x * ratio - half, -box.y * ratio - half];
  const [mostX, mostY] = [width - size, height - size];
  for (let k = 0; k + 1 < points.length; k += 2) {
    const x = points[k] * ratio + shiftX;
    const y = points[k + 1] * ratio + shiftY;
    if (!(x >= 0 && y >= 0 && x < mostX && y < mostY)) continue;
    const column = x | 0;
    const row = y | 0;
    const stamp = (((y - row) * parts) | 0) * parts + (((x - column) * parts) | 0);
    const corner = row * width + column;
    const end = starts[stamp + 1];
    for (let i = starts[stamp]; i < end; i++) {
      const at = corner + offsets[i];
      const left = 255 - alphas[at];
      // · 257 / 2¹⁶ is a division by 255 without one.
      if (left !== 0) alphas[at] = 255 - left + ((left * covers[i] * 257 + 0x8000) >> 16);
    }
  }
  // Red is the first byte in memory, and every machine that runs a browser puts the low byte first.
  const words = new Uint32Array(image.data.buffer);
  const colourless = (b << 16) | (g << 8) | r;
  for (let at = 0; at < words.length; at++) words[at] = (alphas[at] << 24) | colourless;
  return image;
}

/** A dot starts at one of so many places within a pixel, each way. */
const parts = 4;

/** For each place within a pixel, the pixels that a dot covers. */
interface Stamps {
  /** Pixels of a stamp, each way. */
  readonly size: number;
  /** From a stamp's corner to the middle of its dot. */
  readonly half: number;
  /** Where the opacity of a covered pixel stands behind that of the stamp's corner. */
  readonly offsets: Int32Array;
  /** How much of the pixel is covered, of 255. */
  readonly covers: Uint8Array;
  /** Where the pixels of each stamp begin, and behind the last one where they end. */
  readonly starts: Int32Array;
}

let last: { readonly of: string; readonly made: Stamps } | undefined;

/** The coverage of one dot, pixel by pixel, for each place within a pixel. */
function stampsFor(shape: DotsItem["shape"], radius: number, opacity: number, width: number): Stamps {
  const of = `${shape} ${radius} ${opacity} ${width}`;
  if (last?.of === of) return last.made;
  const half = Math.ceil(radius * 1.25 + 1);
  const size = 2 * half + 1;
  const offsets: number[] = [];
  const covers: number[] = [];
  const starts: number[] = [0];
  for (let v = 0; v < parts; v++)
    for (let u = 0; u < parts; u++) {
      for (let j = 0; j < size; j++)
        for (let i = 0; i < size; i++) {
          const dx = i + 0.5 - half - (u + 0.5) / parts;
          const dy = j + 0.5 - half - (v + 0.5) / parts;
          const cover = Math.min(1, Math.max(0, 0.5 - beyond(shape, dx, dy, radius)));
          const byte = Math.round(255 * opacity * cover);
          if (byte === 0) continue;
          offsets.push(j * width + i);
          covers.push(byte);
        }
      starts.push(offsets.length);
    }
  const made: Stamps = {
    size,
    half,
    offsets: Int32Array.from(offsets),
    covers: Uint8Array.from(covers),
    starts: Int32Array.from(starts),
  };
  last = { of, made };
  return made;
}

/** About how far a point lies outside the outline of a dot, negative inside; the same shapes as one dot alone has. */
function beyond(shape: DotsItem["shape"], dx: number, dy: number, r: number): number {
  switch (shape) {
    case "circle":
      return Math.hypot(dx, dy) - r;
    case "ring":
      return Math.abs(Math.hypot(dx, dy) - r) - 1;
    case "square":
      return Math.max(Math.abs(dx), Math.abs(dy)) - 0.9 * r;
    case "diamond":
      return (Math.abs(dx) / (1.1 * r) + Math.abs(dy) / (1.25 * r) - 1) * 0.82 * r;
    case "triangle":
      return Math.max(dy - 0.75 * r, (1.9 * Math.abs(dx) - 1.05 * (dy + 1.15 * r)) / Math.hypot(1.9, 1.05));
    case "cross": {
      const near = Math.min(Math.abs(dx - dy), Math.abs(dx + dy)) / Math.SQRT2;
      return Math.max(near - 1, Math.max(Math.abs(dx), Math.abs(dy)) - 0.9 * r);
    }
  }
}
