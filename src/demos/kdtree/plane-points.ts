import type { Mark } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Box } from "../frame";
import { show } from "../number";
import { ballOutline } from "./cells";
import type { SearchModel } from "./model";
import type { Moment } from "./moment";
import { pointName } from "./names";
import { certificateOf } from "./reasons";

/** What stands on the cells of the plane: points, the ball or box asked for, the reason of the present step. */

/** Where sizes depend on how many there are: of 100,000 points each is a speck. */
const dotRadius = (n: number): number => (n > 20_000 ? 0.8 : n > 2_000 ? 1.3 : n > 300 ? 2 : 3.2);

/** All the points. */
export function cloudMarks(model: SearchModel, locale: Locale): Mark[] {
  const { points } = model.source.cloud;
  const n = points.length / 2;
  return [
    {
      kind: "dots",
      id: "points",
      points,
      ink: "text",
      radiusPx: dotRadius(n),
      opacity: n > 20_000 ? 0.35 : n > 2_000 ? 0.55 : 0.75,
      name: { en: "points", zh: "点" }[locale],
      ...(n > 1_000 ? { still: `kdtree ${model.source.key} ${locale}` } : {}),
      ...(n <= 12 ? { labels: Array.from({ length: n }, (_, id) => pointName(model, id)) } : {}),
    },
  ];
}

/** Those compared, and the best of them or those inside. */
export function pointMarks(model: SearchModel, { tested, best, kept }: Moment, locale: Locale): Mark[] {
  const { points } = model.source.cloud;
  const n = points.length / 2;
  const at = (ids: readonly number[]) => ids.slice(0, 20_000).flatMap((id) => [points[2 * id], points[2 * id + 1]]);
  const isNearest = model.type === "nearest";
  const found = isNearest ? best.map(({ id }) => id) : kept;
  const radiusPx = dotRadius(n);
  const marks: Mark[] = [];
  if (tested.length > 0) {
    const name = { en: "compared", zh: "已比较" }[locale];
    marks.push({
      kind: "dots",
      id: "tested",
      points: at(tested),
      ink: "series0",
      radiusPx: radiusPx + 1,
      shape: "square",
      name,
    });
  }
  if (found.length > 0) {
    const name = isNearest ? { en: "best so far", zh: "目前最优" } : { en: "found", zh: "已找到" };
    const isRanked = isNearest && n > 12 && found.length > 1 && found.length <= 12;
    marks.push({
      kind: "dots",
      id: "found",
      points: at(found),
      ink: "good",
      radiusPx: radiusPx + 3,
      shape: "diamond",
      name: name[locale],
      ...(isRanked ? { labels: found.map((_, rank) => `${rank + 1}`) } : {}),
    });
  }
  return marks;
}

/** The ball to beat or the region asked for, and the certificate of the present step. */
export function regionMarks(model: SearchModel, moment: Moment, frame: Box, locale: Locale): Mark[] {
  const { query, metric } = model;
  const marks: Mark[] = [];
  const radius = model.type === "radius" ? model.radius : moment.worst;
  if (model.type === "nearest" || model.type === "radius") {
    if (Number.isFinite(radius)) {
      marks.push({
        kind: "line",
        id: "ball",
        points: ballOutline(metric, query, radius),
        ink: "focus",
        widthPx: 2,
        name: model.type === "radius" ? `r = ${show(radius)}` : `rₖ = ${show(radius)}`,
      });
    }
  } else {
    const [x0, y0] = [Math.max(model.low[0], frame[0]), Math.max(model.low[1], frame[1])];
    const [x1, y1] = [Math.min(model.high[0], frame[2]), Math.min(model.high[1], frame[3])];
    marks.push({
      kind: "line",
      id: "ball",
      points: [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0],
      ink: "focus",
      widthPx: 2,
      name: { en: "asked for", zh: "查询区域" }[locale],
    });
  }
  const proof = certificateOf(model, moment);
  if (proof) {
    marks.push(
      {
        kind: "arrows",
        id: "certificate",
        segments: [...query, ...proof.to],
        ink: proof.isPruned ? "wrong" : "series1",
        widthPx: 2,
        name: proof.isPruned ? { en: "too far", zh: "太远" }[locale] : { en: "near enough", zh: "够近" }[locale],
      },
      {
        kind: "text",
        id: "certificate-text",
        ...besideArrow(query, proof.to, frame),
        text: proof.text,
        ink: "text",
        sizePx: 12,
      },
    );
  }
  return marks;
}

export function handMarks(model: SearchModel, locale: Locale): Mark[] {
  if (model.values["data"] !== "hand") return [];
  const { points } = model.source.cloud;
  return Array.from({ length: points.length / 2 }, (_, row) => ({
    kind: "handle" as const,
    id: `point${row}`,
    at: [points[2 * row], points[2 * row + 1]] as const,
    label: { en: `point ${row + 1}`, zh: `点 ${row + 1}` }[locale],
    ink: "text" as const,
    step: 0.1,
  }));
}

/** Where a text about an arrow has room: beside one that stands, above one that lies, away from the edges. */
function besideArrow(
  from: readonly [number, number],
  to: readonly [number, number],
  [x0, , x1]: Box,
): { at: readonly number[]; anchor: "start" | "middle" | "end"; dxPx: number; dyPx: number } {
  const at = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  const share = (at[0] - x0) / (x1 - x0);
  const isUpright = Math.abs(to[0] - from[0]) < 0.25 * (x1 - x0);
  const [anchor, dxPx] = share > 0.5 ? (["end", -14] as const) : (["start", 14] as const);
  return isUpright ? { at, anchor, dxPx, dyPx: 0 } : { at, anchor: "middle", dxPx: 0, dyPx: -10 };
}
