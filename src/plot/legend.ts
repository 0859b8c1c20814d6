import type { Ground } from "./marks";
import { dashOf } from "./marks";
import { textWidth } from "./metrics";
import type { Item, TextItem } from "./picture";
import type { Ink, Mark, Paint, Scene } from "./scene";

export interface Legend {
  readonly items: Item[];
  readonly heightPx: number;
}

/** Indices of the marks that want a name in the picture, the first of each name. */
export function namedMarks(scene: Scene): readonly number[] {
  const seen = new Set<string>();
  const found: number[] = [];
  scene.marks.forEach((mark, index) => {
    const shown =
      mark.kind === "line" ||
      mark.kind === "dots" ||
      mark.kind === "arrows" ||
      mark.kind === "bars" ||
      mark.kind === "rings";
    if (!shown || mark.name === undefined || mark.name === "" || seen.has(mark.name)) return;
    seen.add(mark.name);
    found.push(index);
  });
  return found;
}

/** Rows of swatches with names above the frame. */
export function layLegend(scene: Scene, widthPx: number, top: number, fontPx: number): Legend {
  const items: Item[] = [];
  const row = fontPx * 1.6;
  let x = 12;
  let y = top + row / 2;
  for (const index of namedMarks(scene)) {
    const mark = scene.marks[index];
    const width = 30 + textWidth(mark.name ?? "", fontPx - 0.5);
    if (x > 12 && x + width > widthPx - 8) {
      x = 12;
      y += row;
    }
    items.push(...swatch(mark, index, x, y));
    items.push({
      kind: "text",
      x: x + 24,
      y,
      text: mark.name ?? "",
      ink: "text",
      sizePx: fontPx - 0.5,
      anchor: "start",
      mark: index,
    });
    x += width + 14;
  }
  return { items, heightPx: items.length === 0 ? 0 : y - top + row / 2 + 4 };
}

function swatch(mark: Mark, index: number, x: number, y: number): Item[] {
  const [from, to, middle] = [x, x + 18, x + 9];
  switch (mark.kind) {
    case "line":
    case "arrows":
    case "rings": {
      const ink = mark.kind === "rings" ? (mark.ink ?? mark.fill ?? "text") : mark.ink;
      const dash = dashOf(mark.dash);
      const line: Item = { kind: "path", lines: [[from, y, to, y]], stroke: ink, widthPx: 2.25, mark: index };
      const items: Item[] = [dash === undefined ? line : { ...line, dash }];
      if (mark.kind === "line" && mark.vertices === true)
        items.push({ kind: "dots", points: [middle, y], radiusPx: 3, shape: "circle", ink, mark: index });
      if (mark.kind === "arrows")
        items.push({
          kind: "path",
          lines: [[to + 2, y, to - 5, y - 3.5, to - 5, y + 3.5]],
          closed: true,
          fill: ink,
          mark: index,
        });
      return items;
    }
    case "dots":
      return [
        {
          kind: "dots",
          points: [middle, y],
          radiusPx: Math.min(5, Math.max(3, mark.radiusPx ?? 4)),
          shape: mark.shape ?? "circle",
          ink: mark.ink,
          mark: index,
        },
      ];
    case "bars":
      return [
        {
          kind: "path",
          lines: [[from, y - 5, to, y - 5, to, y + 5, from, y + 5]],
          closed: true,
          fill: mark.fill,
          mark: index,
        },
      ];
    default:
      return [];
  }
}

/** Names at the right ends of lines, pushed apart where they would overlap. */
export function directLabels(scene: Scene, indices: readonly number[], { frame, x, y, fontPx }: Ground): TextItem[] {
  const line = fontPx * 1.25;
  const right = frame.x + frame.width;
  const wanted = indices.flatMap((index) => {
    const mark = scene.marks[index];
    if (mark.kind !== "line") return [];
    for (let k = (mark.points.length & ~1) - 2; k >= 0; k -= 2) {
      const [px, py] = [x.map(mark.points[k]), y.map(mark.points[k + 1])];
      if (px >= frame.x - 1 && px <= right + 1 && py >= frame.y - 1 && py <= frame.y + frame.height + 1)
        return [{ index, px, y: py, text: mark.name ?? "", ink: inkOf(mark.ink) }];
    }
    return [];
  });
  wanted.sort((a, b) => a.y - b.y);
  for (let k = 1; k < wanted.length; k++)
    if (wanted[k].y < wanted[k - 1].y + line) wanted[k].y = wanted[k - 1].y + line;
  const lowest = frame.y + frame.height - line / 2;
  for (let k = wanted.length - 1; k >= 0; k--) {
    const limit = k === wanted.length - 1 ? lowest : wanted[k + 1].y - line;
    if (wanted[k].y > limit) wanted[k].y = limit;
  }
  return wanted.map(({ index, text, ink, px, y: at }) => {
    // The name stands right after a line that ends early if there is room, else in the margin.
    const roomy = px < right - textWidth(text, fontPx) - 24;
    return {
      kind: "text",
      x: (roomy ? px : right) + 7,
      y: at,
      text,
      ink,
      sizePx: fontPx,
      anchor: "start",
      halo: true,
      mark: index,
      strong: true,
    };
  });
}

const inkOf = (paint: Paint): Ink => (typeof paint === "string" ? (paint === "grid" ? "faint" : paint) : "text");
