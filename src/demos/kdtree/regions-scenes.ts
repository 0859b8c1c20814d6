import type { Ink, Mark, Scene, View } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import { ballOutline } from "./cells";
import { axisName } from "./names";
import { isEqual, queryName } from "./plane";
import { type RegionsModel, SIDE, winner } from "./regions";
import { plainDistance } from "./truth";
import { voronoiCells } from "./voronoi";

const inks: readonly Ink[] = ["series0", "series1", "series2", "series3", "series4", "series5", "series6", "series7"];
const shapes = ["circle", "square", "triangle", "diamond", "cross", "ring"] as const;
const MOST_CELLS = 320;

export function regionsScene(model: RegionsModel, _view: View, locale: Locale): Scene {
  const { source, frame, query, k, voters, votes, metric } = model;
  const { points, labels, classes, names } = source.cloud;
  const at = (ids: Iterable<number>) => [...ids].flatMap((id) => [points[2 * id], points[2 * id + 1]]);
  const rows = Array.from({ length: points.length / 2 }, (_, row) => row);
  const radiusPx = rows.length > 2_000 ? 1.4 : rows.length > 400 ? 2.2 : 3.4;
  const far = Math.max(
    0,
    ...[...voters].map((id) => plainDistance(metric, points[2 * id] - query[0], points[2 * id + 1] - query[1])),
  );
  const marks: Mark[] = [
    ...memo(model, "map", () => mapMarks(model)),
    ...(k === 1 && metric === "L2" && rows.length <= MOST_CELLS
      ? ([
          {
            kind: "rings",
            id: "voronoi",
            rings: memo(model, "voronoi", () => closed(voronoiCells(points, frame))),
            ink: "axis",
            widthPx: 0.8,
            opacity: 0.7,
            name: { en: "Voronoi cells", zh: "Voronoi 格" }[locale],
          },
        ] satisfies Mark[])
      : []),
    ...classes.map(
      (name, label): Mark => ({
        kind: "dots",
        id: `class${label}`,
        points: at(rows.filter((row) => labels[row] === label)),
        ink: inks[label],
        shape: shapes[label % shapes.length],
        radiusPx,
        name,
      }),
    ),
    ...(classes.length === 0 ? ([{ kind: "dots", id: "points", points, ink: "text", radiusPx }] satisfies Mark[]) : []),
    {
      kind: "rings",
      id: "voters",
      rings: [...voters].map((id) => [...query, points[2 * id], points[2 * id + 1]]),
      ink: "text",
      widthPx: 1.2,
      name: { en: "the k that vote", zh: "投票的 k 个点" }[locale],
    },
    ...(far > 0
      ? ([
          {
            kind: "line",
            id: "ball",
            points: ballOutline(metric, query, far),
            ink: "focus",
            widthPx: 1.6,
            name: `rₖ = ${show(far)}`,
          },
        ] satisfies Mark[])
      : []),
    queryName(query),
    {
      kind: "handle",
      id: "query",
      at: query,
      label: { en: "query q", zh: "查询点 q" }[locale],
      ink: "focus",
      step: (frame[2] - frame[0]) / 80,
    },
  ];
  const verdict = classes.length > 0 && voters.length > 0 ? classes[winner(votes)] : "–";
  return {
    id: "regions",
    title:
      k === 1
        ? { en: "Decided by the nearest point", zh: "由最近的点决定" }[locale]
        : { en: `Decided by the ${k} nearest points`, zh: `由最近的 ${k} 个点决定` }[locale],
    description: {
      en:
        classes.length === 0
          ? `${rows.length} points without classes: there is nothing to vote on.`
          : `${rows.length} points of ${classes.length} classes; the query ${showPoint(query)} goes to ${verdict} with votes ${votes.join(", ") || "–"}.`,
      zh:
        classes.length === 0
          ? `${rows.length} 个点，没有类别：无从投票。`
          : `${rows.length} 个点，${classes.length} 个类别；查询点 ${showPoint(query)} 判为 ${verdict}，得票 ${votes.join("、") || "–"}。`,
    }[locale],
    x: linear(axisName(names[0], locale), [frame[0], frame[2]]),
    y: linear(axisName(names[1], locale), [frame[1], frame[3]]),
    ...(isEqual(frame) ? { equal: true } : {}),
    clickHandle: "query",
    marks,
    ...(rows.length === 0 || classes.length === 0
      ? {
          empty: emptyWords(model)[locale],
        }
      : {}),
    table: {
      columns: [
        { en: "voter", zh: "投票者" }[locale],
        "x",
        "y",
        { en: "class", zh: "类别" }[locale],
        { en: "distance", zh: "距离" }[locale],
      ],
      rows: [...voters].map((id) => [
        id,
        points[2 * id],
        points[2 * id + 1],
        classes[labels[id]] ?? "–",
        plainDistance(metric, points[2 * id] - query[0], points[2 * id + 1] - query[1]),
      ]),
    },
    span: 0.58,
  };
}

function emptyWords({ source }: RegionsModel): Text {
  if (source.isMissing)
    return {
      en: "Choose a table with two columns of numbers and one of classes under “Own table”.",
      zh: "请在“自己的表格”中选择有两列数值与一列类别的表格。",
    };
  if (source.cloud.points.length === 0) return { en: "There are no points yet.", zh: "还没有点。" };
  return {
    en: "Which column says the class? Choose one of at most 8 values under “Own table”.",
    zh: "哪一列是类别？请在“自己的表格”中选择至多 8 个值的一列。",
  };
}

const closed = (cells: readonly number[][]): number[][] =>
  cells.filter((cell) => cell.length > 4).map((cell) => [...cell, cell[0], cell[1]]);

/** Runs of pixels of one class as rectangles, one mark a class; and strokes through every other class, for eyes that tell no colours. */
function mapMarks({ map, frame, source }: RegionsModel): Mark[] {
  if (map.length === 0) return [];
  const [x0, y0, x1, y1] = frame;
  const [w, h] = [(x1 - x0) / SIDE, (y1 - y0) / SIDE];
  const rects: number[][] = source.cloud.classes.map(() => []);
  const strokes: number[][][] = source.cloud.classes.map(() => []);
  for (let row = 0; row < SIDE; row++) {
    for (let from = 0, to = 0; from < SIDE; from = to) {
      const label = map[row * SIDE + from];
      while (to < SIDE && map[row * SIDE + to] === label) to++;
      rects[label].push(x0 + from * w, y0 + row * h, x0 + to * w, y0 + (row + 1) * h);
      if (row % 5 === 2) strokes[label].push([x0 + from * w, y0 + (row + 0.5) * h, x0 + to * w, y0 + (row + 0.5) * h]);
    }
  }
  return rects.flatMap((list, label): Mark[] => [
    { kind: "bars", id: `map${label}`, rects: list, fill: inks[label], opacity: 0.2 },
    ...(label % 2 === 1
      ? ([
          {
            kind: "rings",
            id: `strokes${label}`,
            rings: strokes[label],
            ink: inks[label],
            widthPx: 0.8,
            opacity: 0.45,
            dash: label % 4 === 1 ? "solid" : "dotted",
          },
        ] satisfies Mark[])
      : []),
  ]);
}

export function errorsScene(model: RegionsModel, locale: Locale): Scene {
  const { errors, k } = model;
  const best = errors.length > 0 ? errors.indexOf(Math.min(...errors)) + 1 : 0;
  const now = errors[Math.min(k, errors.length) - 1];
  const most = Math.max(0.05, ...errors);
  return {
    id: "errors",
    title: { en: "Each point judged by the others", zh: "每个点由其他点判断" }[locale],
    description:
      errors.length > 0
        ? {
            en: `Leaving one out, k = ${Math.min(k, errors.length)} is wrong for ${show(100 * now, 3)} % of the points; the best k is ${best} with ${show(100 * errors[best - 1], 3)} %.`,
            zh: `留一法中 k = ${Math.min(k, errors.length)} 判错 ${show(100 * now, 3)} % 的点；最好的 k 为 ${best}，错误率 ${show(100 * errors[best - 1], 3)} %。`,
          }[locale]
        : {
            en: "There is nothing to judge: it takes classes, and between two and 4000 points.",
            zh: "没有可判断的：需要类别，且点数在 2 到 4000 之间。",
          }[locale],
    x: { label: "k", domain: [0.5, Math.max(2, errors.length) + 0.5] },
    y: { label: { en: "share judged wrong", zh: "判错的比例" }[locale], domain: [0, most * 1.15] },
    marks: [
      {
        kind: "line",
        id: "error",
        points: [...errors].flatMap((error, at) => [at + 1, error]),
        ink: "series0",
        widthPx: 2,
        name: { en: "error", zh: "错误率" }[locale],
      },
      ...(errors.length > 0
        ? ([
            {
              kind: "rule",
              id: "k",
              axis: "x",
              at: Math.min(k, errors.length),
              ink: "focus",
              label: `k = ${Math.min(k, errors.length)}`,
            },
            {
              kind: "dots",
              id: "best",
              points: [best, errors[best - 1]],
              ink: "good",
              shape: "diamond",
              radiusPx: 5,
            },
            {
              kind: "text",
              id: "best-text",
              at: [best, errors[best - 1]],
              text: { en: `best: k = ${best}`, zh: `最好：k = ${best}` }[locale],
              dyPx: 16,
              anchor: "middle",
            },
          ] satisfies Mark[])
        : []),
    ],
    ...(errors.length === 0 ? { empty: { en: "No classes to judge by.", zh: "没有类别，无法判断。" }[locale] } : {}),
    table: {
      columns: ["k", { en: "share wrong", zh: "错误率" }[locale]],
      rows: [...errors].map((error, at) => [at + 1, error]),
    },
    span: 0.42,
  };
}
