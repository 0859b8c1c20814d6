import type { Mark, Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Box } from "../frame";
import { linear } from "../frame";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import { cellsOf, cutLine, hatch } from "./cells";
import { insetMarks } from "./inset";
import type { SearchModel } from "./model";
import { buildOrder, type Moment, momentAt, type Status } from "./moment";
import { axisName } from "./names";
import { cloudMarks, handMarks, pointMarks, regionMarks } from "./plane-points";

/** Cells drawn one by one, so that each lights up with its node; more are drawn together. */
const MOST_CELLS = 160;
const MOST_CUTS = 500;
const CROWD = 2_000;

export function frameOf(model: SearchModel, view: View): Box {
  const zoomed = view.domains["plane"];
  if (zoomed) return [zoomed.x[0], zoomed.y[0], zoomed.x[1], zoomed.y[1]];
  const { tree, query } = model;
  const span = (axis: number) => {
    const [low, high] = tree.n > 0 ? [tree.low[axis], tree.high[axis]] : [0, 10];
    const room = 0.1 * (high - low) || Math.max(1, Math.abs(low) * 0.1);
    return [Math.min(low - room, query[axis] - room / 2), Math.max(high + room, query[axis] + room / 2)] as const;
  };
  const [x, y] = [span(0), span(1)];
  return [x[0], y[0], x[1], y[1]];
}

/** The name of the query, beside its handle. */
export const queryName = (at: readonly [number, number]): Mark => ({
  kind: "text",
  id: "query-name",
  at,
  text: "q",
  ink: "text",
  dxPx: 12,
  dyPx: -11,
  sizePx: 13,
});

export const isEqual = ([x0, y0, x1, y1]: Box): boolean => {
  const ratio = (x1 - x0) / (y1 - y0);
  return ratio > 1 / 3 && ratio < 3;
};

export function planeScene(model: SearchModel, step: number, view: View, locale: Locale): Scene {
  const frame = frameOf(model, view);
  const { tree, source, query } = model;
  const isBuild = model.story === "build";
  const moment = momentAt(model, isBuild ? 0 : step);
  // A crowd of points goes under the cells, which it would hide; a few stand on them.
  const isCrowd = tree.n > CROWD;
  const marks: Mark[] = [
    ...(isCrowd ? cloudMarks(model, locale) : []),
    ...(isBuild ? buildMarks(model, step, frame, locale) : searchMarks(model, moment, frame, locale)),
    ...(isCrowd ? [] : cloudMarks(model, locale)),
    ...pointMarks(model, moment, locale),
    ...(isBuild ? [] : regionMarks(model, moment, frame, locale)),
    ...handMarks(model, locale),
    queryName(query),
    // Where a person has zoomed there is no need of it.
    ...(isCrowd && !isBuild && view.domains["plane"] === undefined ? insetMarks(model, moment, frame) : []),
    {
      kind: "handle",
      id: "query",
      at: query,
      label: { en: "query q", zh: "查询点 q" }[locale],
      ink: "focus",
      step: (frame[2] - frame[0]) / 80,
    },
  ];
  const takesClicks = model.values["data"] === "hand";
  const found = isBuild ? [] : answerRows(model, moment);
  return {
    id: "plane",
    title: isBuild
      ? { en: "The plane is cut", zh: "切分平面" }[locale]
      : { en: "The plane: opened and pruned cells", zh: "平面：打开与剪去的格子" }[locale],
    description: describe(model, moment, step, locale),
    x: linear(axisName(source.cloud.names[0], locale), [frame[0], frame[2]]),
    y: linear(axisName(source.cloud.names[1], locale), [frame[1], frame[3]]),
    ...(isEqual(frame) ? { equal: true } : {}),
    zoomable: true,
    ...(takesClicks ? {} : { clickHandle: "query" }),
    marks,
    ...(tree.n === 0 ? { empty: emptyWords(model, locale) } : {}),
    table: {
      columns: [
        { en: "rank", zh: "名次" }[locale],
        { en: "row", zh: "行" }[locale],
        "x",
        "y",
        { en: "distance", zh: "距离" }[locale],
      ],
      rows: found.slice(0, 200),
      total: found.length,
    },
    span: 0.56,
  };
}

function answerRows(model: SearchModel, moment: Moment): (number | string)[][] {
  const { points } = model.source.cloud;
  if (model.type === "nearest") {
    return moment.best.map(({ id, distance }, rank) => [rank + 1, id, points[2 * id], points[2 * id + 1], distance]);
  }
  const [qx, qy] = model.query;
  return moment.kept.map((id, rank) => [
    rank + 1,
    id,
    points[2 * id],
    points[2 * id + 1],
    Math.hypot(points[2 * id] - qx, points[2 * id + 1] - qy),
  ]);
}

function emptyWords(model: SearchModel, locale: Locale): string {
  if (model.source.isMissing) {
    return {
      en: "Choose a table with two columns of numbers under “Own table”.",
      zh: "请在“自己的表格”中选择有两列数值的表格。",
    }[locale];
  }
  return { en: "There are no points yet. Click here to place one.", zh: "还没有点。单击此处放置一个。" }[locale];
}

function describe(model: SearchModel, { tested, statuses, worst, best }: Moment, step: number, locale: Locale): string {
  const { tree, query } = model;
  if (model.story === "build") {
    return {
      en: `${tree.n} points; ${Math.min(step, model.steps)} of ${model.steps} cuts shown.`,
      zh: `共 ${tree.n} 个点；已显示 ${model.steps} 次切分中的 ${Math.min(step, model.steps)} 次。`,
    }[locale];
  }
  const pruned = [...statuses.values()].filter((status) => status === "pruned").length;
  const first = best[0];
  const so = first
    ? {
        en: ` The nearest so far is at ${show(first.distance)}, rₖ = ${show(worst)}.`,
        zh: `目前最近的距离为 ${show(first.distance)}，rₖ = ${show(worst)}。`,
      }[locale]
    : "";
  return {
    en: `Query ${showPoint(query)} among ${tree.n} points: ${tested.length} compared, ${pruned} ${pruned === 1 ? "cell" : "cells"} pruned.${so}`,
    zh: `在 ${tree.n} 个点中查询 ${showPoint(query)}：比较了 ${tested.length} 个点，剪去 ${pruned} 个格子。${so}`,
  }[locale];
}

const cellStyles: { readonly [S in Status]?: { readonly en: string; readonly zh: string } } = {
  scanned: { en: "opened", zh: "已打开" },
  pruned: { en: "pruned", zh: "已剪去" },
  waiting: { en: "waits", zh: "等待中" },
  swallowed: { en: "taken whole", zh: "整体取走" },
  left: { en: "left unopened", zh: "未打开" },
};

function searchMarks(model: SearchModel, moment: Moment, frame: Box, locale: Locale): Mark[] {
  const { statuses, event } = moment;
  const cells = cellsOf(model, frame, (node) => statuses.get(node) === "entered");
  const gap: readonly [number, number] = [(frame[2] - frame[0]) / 44, (frame[3] - frame[1]) / 44];
  const marks: Mark[] = [];
  for (const status of Object.keys(cellStyles) as Status[]) {
    const list = [...cells].filter(([node]) => statuses.get(node) === status);
    const name = cellStyles[status]![locale];
    const groups = list.length <= MOST_CELLS ? list.map((entry) => [entry]) : [list];
    for (const group of groups) {
      const [node] = group[0];
      const base = { id: `${status}${node}`, name, ...(group.length === 1 ? { link: `node${node}` } : {}) };
      const boxes = group.map(([, cell]) => cell);
      if (status === "scanned")
        marks.push({ kind: "bars", ...base, rects: boxes.flat(), fill: "series0", opacity: 0.22 });
      else if (status === "swallowed")
        marks.push({ kind: "bars", ...base, rects: boxes.flat(), fill: "good", opacity: 0.25 });
      else if (status === "pruned") {
        marks.push({
          kind: "rings",
          ...base,
          rings: boxes.flatMap((cell) => hatch(cell, gap)),
          ink: "faint",
          widthPx: 1,
          opacity: 0.55,
        });
      } else {
        const rings = boxes.map(([x0, y0, x1, y1]) => [x0, y0, x1, y0, x1, y1, x0, y1, x0, y0]);
        marks.push({
          kind: "rings",
          ...base,
          rings,
          ink: status === "waiting" ? "series1" : "axis",
          dash: status === "waiting" ? "dashed" : "dotted",
          widthPx: 1.6,
        });
      }
    }
  }
  marks.push(...cutMarks(model, frame));
  const current = event && "node" in event ? cells.get(event.node) : undefined;
  if (current && event?.kind === "descend") {
    const [x0, y0, x1, y1] = cutLine(model, event.node, current);
    marks.push({
      kind: "line",
      id: "current-cut",
      points: [x0, y0, x1, y1],
      ink: "text",
      widthPx: 3,
      name: { en: "present cut", zh: "当前切分" }[locale],
      link: `node${event.node}`,
    });
  }
  return marks;
}

/** The cuts of the upper levels; below them there would be nothing but lines. */
function cutMarks(model: SearchModel, frame: Box): Mark[] {
  const rings = memo(model, `cuts ${frame}`, () => {
    const inner = (node: number) => model.tree.nodes[4 * node] >= 0;
    return [...cellsOf(model, frame, inner, 2 * MOST_CUTS)]
      .filter(([node]) => inner(node))
      .map(([node, cell]) => [...cutLine(model, node, cell)]);
  });
  return [{ kind: "rings", id: "cuts", rings, ink: "axis", widthPx: 0.9, opacity: model.tree.n > 400 ? 0.45 : 0.8 }];
}

function buildMarks(model: SearchModel, step: number, frame: Box, locale: Locale): Mark[] {
  const order = buildOrder(model).slice(0, step);
  const shown = new Set(order);
  const cells = cellsOf(model, frame, (node) => shown.has(node));
  const rings = order.flatMap((node) => (cells.has(node) ? [[...cutLine(model, node, cells.get(node)!)]] : []));
  const last = order.at(-1);
  const cell = last === undefined ? undefined : cells.get(last);
  return [
    { kind: "rings", id: "cuts", rings, ink: "axis", widthPx: 1.2 },
    ...(cell && last !== undefined
      ? ([
          {
            kind: "bars",
            id: "current-cell",
            rects: [...cell],
            fill: "series0",
            opacity: 0.18,
            name: { en: "cell being cut", zh: "正在切分的格子" }[locale],
            link: `node${last}`,
          },
          {
            kind: "line",
            id: "current-cut",
            points: [...cutLine(model, last, cell)],
            ink: "text",
            widthPx: 3,
            name: { en: "new cut", zh: "新切分" }[locale],
          },
        ] satisfies Mark[])
      : []),
  ];
}
