import { makePlacer } from "./labels";
import { directLabels, layLegend, namedMarks } from "./legend";
import { drawMark } from "./marks";
import { textWidth } from "./metrics";
import type { Box, Item, LayoutOptions, Plot, TextItem } from "./picture";
import { axisScale, type Scale } from "./scale";
import type { Axis, Scene } from "./scene";
import { layoutSpace } from "./space";

/**
 * The height that suits a scene at a width: its frame true to scale where a unit of x equals a unit of y, else wider than
 * high, the more so the more room there is; and above and below it what the legend and the axes need.
 */
export function heightFor(scene: Scene, widthPx: number, fontPx = 12): number {
  if (scene.camera !== undefined) return Math.round(Math.min(560, Math.max(240, widthPx * 0.82)));
  const direct = labelsDirectly(scene, widthPx);
  const legendPx = direct.length > 0 ? 0 : layLegend(scene, widthPx, 6, fontPx).heightPx;
  const trialPx = 400;
  const trial = frameOf({ ...scene, equal: false }, { widthPx, heightPx: trialPx }, 6 + legendPx, fontPx, direct);
  const ratio = Math.min(1.25, Math.max(0.4, extent(scene.y) / extent(scene.x)));
  const frame =
    scene.equal === true
      ? Math.min(560, Math.max(130, trial.width * ratio))
      : Math.min(340, rowsPx(scene.y), Math.max(130, trial.width * (trial.width < 420 ? 0.68 : 0.5)));
  return Math.round(frame + trialPx - trial.height);
}

/** Room enough for rows with a name each, however few: a few bars in a tall frame are slabs on empty ground. */
function rowsPx(y: Axis): number {
  if (!isNamed(y)) return Number.POSITIVE_INFINITY;
  const places = y.ticks!.map(({ at }) => at).sort((a, b) => a - b);
  const gap = Math.min(1, ...places.slice(1).map((at, row) => at - places[row]!));
  return Math.max(130, (44 * extent(y)) / gap);
}

/** Lays a scene out in pixels. */
export function layoutScene(scene: Scene, options: LayoutOptions): Plot {
  const fontPx = options.fontPx ?? 12;
  const head = headItems(scene, options, fontPx);
  if (scene.camera !== undefined && scene.z !== undefined)
    return layoutSpace(scene, options, fontPx, head.items, head.heightPx, emptyWords);

  const direct = labelsDirectly(scene, options.widthPx);
  const legend = direct.length > 0 ? undefined : layLegend(scene, options.widthPx, head.heightPx, fontPx);
  const top = head.heightPx + (legend?.heightPx ?? 0);
  const frame = frameOf(scene, options, top, fontPx, direct);
  const x = axisScale(scene.x, frame.x, frame.x + frame.width, Math.max(64, fontPx * 5.5));
  const y = axisScale(scene.y, frame.y + frame.height, frame.y, Math.max(34, fontPx * 3.2));
  const placer = makePlacer();
  const ground = { frame, x, y, fontPx, placer };
  const under: Item[] = [...head.items, ...(legend?.items ?? []), ...gridItems(scene, frame, x, y)];
  const over: TextItem[] = [];
  // Texts and dots choose their places before the rings do: they mean more.
  const drawn = new Map(
    scene.marks
      .map((mark, index) => ({ mark, index }))
      .sort((a, b) => labelRank(a.mark.kind) - labelRank(b.mark.kind))
      .map(({ mark, index }) => [index, drawMark(mark, index, ground)] as const),
  );
  const items: Item[] = [];
  scene.marks.forEach((_, index) => {
    const part = drawn.get(index);
    if (part === undefined) return;
    items.push(...part.items);
    over.push(...part.labels);
  });
  over.push(...directLabels(scene, direct, ground), ...emptyWords(scene, frame, fontPx));
  return {
    scene,
    widthPx: options.widthPx,
    heightPx: options.heightPx,
    frame,
    items: [...under, ...items, ...axisItems(scene, frame, x, y, fontPx), ...over],
    x,
    y,
    project: (px, py) => [x.map(px), y.map(py)],
    invert: (px, py) => [x.invert(px), y.invert(py)],
  };
}

/** In the middle of the frame, in lines that fit: what to say where there is nothing to show. */
function emptyWords({ empty }: Scene, frame: Box, fontPx: number): TextItem[] {
  if (empty === undefined) return [];
  const lines = [""];
  // Chinese breaks between any two signs, the rest between words.
  for (const word of empty.match(/[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+/g) ?? []) {
    const line = lines[lines.length - 1];
    if (line !== "" && textWidth(line + word.trimEnd(), fontPx) > frame.width - 24) lines.push(word);
    else lines[lines.length - 1] = line + word;
  }
  const step = fontPx * 1.5;
  const top = frame.y + frame.height / 2 - ((lines.length - 1) * step) / 2;
  return lines.map((text, k) => ({
    kind: "text",
    x: frame.x + frame.width / 2,
    y: top + k * step,
    text: text.trimEnd(),
    ink: "faint",
    sizePx: fontPx,
    anchor: "middle",
    halo: true,
  }));
}

const labelRank = (kind: string): number => (kind === "text" ? 0 : kind === "dots" ? 1 : kind === "rule" ? 2 : 3);

const extent = (axis: Axis): number => Math.abs(axis.domain[1] - axis.domain[0]) || 1;

function headItems(scene: Scene, options: LayoutOptions, fontPx: number): { items: Item[]; heightPx: number } {
  if (options.titled !== true) return { items: [], heightPx: 6 };
  const sizePx = fontPx * 1.25;
  return {
    items: [
      {
        kind: "text",
        x: 14,
        y: 12 + sizePx / 2,
        text: scene.title,
        ink: "text",
        sizePx,
        anchor: "start",
        strong: true,
      },
    ],
    heightPx: 20 + sizePx,
  };
}

/** Marks whose names are written at their ends instead of in a legend: a few lines of a chart that is wide enough. */
function labelsDirectly(scene: Scene, widthPx: number): readonly number[] {
  // On a coloured ground a name can't be read, and a path that ends there would have its name on it.
  if (scene.equal === true || widthPx < 380 || isCovered(scene)) return [];
  const named = namedMarks(scene);
  const lines = named.filter((index) => scene.marks[index].kind === "line");
  const widest = Math.max(0, ...lines.map((index) => textWidth(scene.marks[index].name ?? "", 13)));
  const isShort = widest < widthPx * 0.27;
  // The outline of a band has no end to write a name at.
  const areOpen = lines.every((index) => scene.marks[index].kind !== "line" || scene.marks[index].closed !== true);
  return areOpen && lines.length === named.length && lines.length > 0 && lines.length <= 6 && isShort ? lines : [];
}

/** A bold face takes this much more room than the letters are counted with. */
const strongWidth = 1.14;

function frameOf(
  scene: Scene,
  { widthPx, heightPx }: LayoutOptions,
  top: number,
  fontPx: number,
  direct: readonly number[],
): Box {
  const above = top + (scene.y.hidden === true || scene.y.label === "" ? 6 : fontPx + 10);
  const below = scene.x.hidden === true ? 8 : fontPx * 1.6 + (scene.x.label === "" ? 6 : fontPx + 8);
  const height = Math.max(40, heightPx - above - below);
  const trial = axisScale(scene.y, above + height, above, Math.max(34, fontPx * 3.2));
  const widest = Math.max(0, ...trial.ticks.map((tick) => textWidth(tick.text, fontPx - 1)));
  const left = scene.y.hidden === true ? 10 : Math.min(widthPx * 0.34, widest + 16);
  const names = direct.map((index) => textWidth(scene.marks[index].name ?? "", fontPx) * strongWidth + 16);
  const right = Math.max(16, Math.min(widthPx * 0.36, Math.max(0, ...names)));
  const width = Math.max(40, widthPx - left - right);
  if (scene.equal !== true) return { x: left, y: above, width, height };
  const unit = Math.min(width / extent(scene.x), height / extent(scene.y));
  const [w, h] = [unit * extent(scene.x), unit * extent(scene.y)];
  return { x: left + (width - w) / 2, y: above + (height - h) / 2, width: w, height: h };
}

/** Whether the whole frame is a field or a map, so that nothing of its ground is seen. */
const isCovered = (scene: Scene): boolean => scene.marks.some(({ kind }) => kind === "cells" || kind === "rings");

function gridItems(scene: Scene, frame: Box, x: Scale, y: Scale): Item[] {
  if (isCovered(scene) || scene.grid === false) return [];
  const lines: number[][] = [];
  if (scene.x.hidden !== true && x.kind !== "band")
    for (const { px } of x.ticks) lines.push([snap(px), frame.y, snap(px), frame.y + frame.height]);
  if (scene.y.hidden !== true && y.kind !== "band")
    for (const { px } of y.ticks) lines.push([frame.x, snap(px), frame.x + frame.width, snap(px)]);
  return [{ kind: "path", lines, stroke: "grid", widthPx: 1 }];
}

/** Half pixels keep a hairline one pixel wide. */
const snap = (px: number): number => Math.round(px - 0.5) + 0.5;

/** The name of an axis, and where its numbers grow; names in a row do not. */
function withArrow(axis: Axis, arrow: "→" | "↑"): string {
  const { label, scale } = axis;
  if (scale === "band" || isNamed(axis)) return label;
  return arrow === "→" ? `${label} →` : `↑ ${label}`;
}

/** Whether names stand along it, in place of numbers. */
const isNamed = ({ ticks = [] }: Axis): boolean =>
  ticks.length > 0 && ticks.every(({ text }) => !/^[−-]?[\d.]+$/.test(text));

function axisItems(scene: Scene, frame: Box, x: Scale, y: Scale, fontPx: number): Item[] {
  const items: Item[] = [];
  const bottom = frame.y + frame.height;
  const small = fontPx - 1;
  const marks: number[][] = [];
  if (scene.x.hidden !== true) {
    const placer = makePlacer();
    for (const { px, text } of x.ticks) {
      marks.push([snap(px), bottom, snap(px), bottom + 5]);
      const item: TextItem = {
        kind: "text",
        x: px,
        y: bottom + 7 + small * 0.6,
        text,
        ink: "faint",
        sizePx: small,
        anchor: "middle",
      };
      if (placer.place([item]) !== undefined) items.push(item);
    }
    if (scene.x.label !== "")
      items.push({
        kind: "text",
        x: frame.x + frame.width,
        y: bottom + 10 + small * 1.8,
        text: withArrow(scene.x, "→"),
        ink: "faint",
        sizePx: small,
        anchor: "end",
      });
  }
  if (scene.y.hidden !== true) {
    for (const { px, text } of y.ticks) {
      marks.push([frame.x - 5, snap(px), frame.x, snap(px)]);
      items.push({ kind: "text", x: frame.x - 8, y: px, text, ink: "faint", sizePx: small, anchor: "end" });
    }
    if (scene.y.label !== "")
      items.push({
        kind: "text",
        x: Math.max(6, frame.x - 8 - Math.max(0, ...y.ticks.map((tick) => textWidth(tick.text, small)))),
        y: frame.y - 6 - small * 0.6,
        text: withArrow(scene.y, "↑"),
        ink: "faint",
        sizePx: small,
        anchor: "start",
        halo: true,
      });
  }
  const line: Item = { kind: "path", lines: marks, stroke: "axis", widthPx: 1 };
  const framed = scene.equal === true || scene.marks.some((mark) => mark.kind === "cells");
  const edge = [
    snap(frame.x),
    snap(frame.y),
    snap(frame.x + frame.width),
    snap(frame.y),
    snap(frame.x + frame.width),
    snap(bottom),
    snap(frame.x),
    snap(bottom),
  ];
  const baseline = [frame.x, snap(bottom), frame.x + frame.width, snap(bottom)];
  const hidden = scene.x.hidden === true && scene.y.hidden === true;
  if (!hidden)
    items.unshift(line, {
      kind: "path",
      lines: [framed ? edge : baseline],
      closed: framed,
      stroke: "axis",
      widthPx: 1,
      opacity: framed ? 0.6 : 1,
    });
  return items;
}
