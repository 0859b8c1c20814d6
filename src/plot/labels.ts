import { textWidth } from "./metrics";
import type { Box, TextItem } from "./picture";

/** Puts labels where none covers another, nor a box that is taken; the first that asks wins. */
export interface Placer {
  /** The first of the candidates that is free and inside `within`; it is then taken. */
  readonly place: (candidates: readonly TextItem[], within?: Box) => TextItem | undefined;
  readonly take: (box: Box) => void;
}

const rimPx = 2;

/** The box of a text, upright or turned. */
export function textBox(item: TextItem): Box {
  const width = textWidth(item.text, item.sizePx);
  const height = item.sizePx * 1.15;
  const left = item.anchor === "start" ? 0 : item.anchor === "end" ? -width : -width / 2;
  const angle = item.angleRad ?? 0;
  const c = Math.abs(Math.cos(angle));
  const s = Math.abs(Math.sin(angle));
  const w = width * c + height * s;
  const h = width * s + height * c;
  const middle = left + width / 2;
  return {
    x: item.x + middle * Math.cos(angle) - w / 2,
    y: item.y + middle * Math.sin(angle) - h / 2,
    width: w,
    height: h,
  };
}

/** Keeps the boxes of labels that are placed already, so that no two overlap. */
export function makePlacer(): Placer {
  const taken: Box[] = [];
  return {
    take: (box) => {
      taken.push(box);
    },
    place: (candidates, within) => {
      for (const item of candidates) {
        const box = textBox(item);
        if (within !== undefined && !contains(within, box)) continue;
        if (taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        return item;
      }
      return undefined;
    },
  };
}

function contains(outer: Box, inner: Box): boolean {
  return (
    inner.x >= outer.x + rimPx &&
    inner.y >= outer.y + rimPx &&
    inner.x + inner.width <= outer.x + outer.width - rimPx &&
    inner.y + inner.height <= outer.y + outer.height - rimPx
  );
}

function overlaps(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + rimPx &&
    b.x < a.x + a.width + rimPx &&
    a.y < b.y + b.height + rimPx &&
    b.y < a.y + a.height + rimPx
  );
}

/** Places for a text along a polyline, straight stretches first, turned with the line and never upside down. */
export function alongLine(points: Float64Array | readonly number[], text: string, sizePx: number): TextItem[] {
  const count = points.length / 2;
  const half = textWidth(text, sizePx) / 2 + 3;
  const found: { readonly item: TextItem; readonly cost: number }[] = [];
  const stride = Math.max(1, Math.floor(count / 48));
  for (let k = 0; k < count; k += stride) {
    const before = walk(points, k, -half);
    const after = walk(points, k, half);
    if (before === undefined || after === undefined) continue;
    const x = points[2 * k];
    const y = points[2 * k + 1];
    const [dx, dy] = [after[0] - before[0], after[1] - before[1]];
    const chord = Math.hypot(dx, dy);
    if (chord < half) continue;
    const bend = Math.abs((x - before[0]) * dy - (y - before[1]) * dx) / chord;
    let angleRad = Math.atan2(dy, dx);
    if (angleRad > Math.PI / 2) angleRad -= Math.PI;
    else if (angleRad <= -Math.PI / 2) angleRad += Math.PI;
    found.push({
      item: { kind: "text", x, y, text, ink: "text", sizePx, anchor: "middle", halo: true, angleRad },
      cost: bend + Math.abs(angleRad) * 2.5,
    });
  }
  return found.sort((a, b) => a.cost - b.cost).map((entry) => entry.item);
}

/** The point `distance` px along the line from vertex `k` (backwards when negative); nothing past its ends. */
function walk(
  points: Float64Array | readonly number[],
  k: number,
  distance: number,
): readonly [number, number] | undefined {
  const step = distance < 0 ? -1 : 1;
  let left = Math.abs(distance);
  for (let i = k; ; i += step) {
    const j = i + step;
    if (j < 0 || j * 2 >= points.length) return undefined;
    const length = Math.hypot(points[2 * j] - points[2 * i], points[2 * j + 1] - points[2 * i + 1]);
    if (!(length < Number.POSITIVE_INFINITY)) return undefined;
    if (length >= left) {
      const share = length === 0 ? 0 : left / length;
      return [
        points[2 * i] + (points[2 * j] - points[2 * i]) * share,
        points[2 * i + 1] + (points[2 * j + 1] - points[2 * i + 1]) * share,
      ];
    }
    left -= length;
  }
}
