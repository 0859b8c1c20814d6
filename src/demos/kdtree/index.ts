import type { Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Demo, Tone, Values } from "../demo";
import { inRange, show } from "../number";
import { card } from "./card";
import { checks } from "./checks";
import { treeScene } from "./diagram";
import { emit } from "./emit";
import { curseScene, growthScene, recallScene } from "./high-scenes";
import { histogramScene, tradeScene } from "./match-scenes";
import { compute, type Model } from "./model";
import { momentAt } from "./moment";
import { params } from "./params";
import { planeScene } from "./plane";
import { challenges, presets } from "./presets";
import { queueScene } from "./queue";
import { fateAt } from "./reasons";
import { errorsScene, regionsScene } from "./regions-scenes";
import { hereScene, raceScene } from "./rivals-scenes";
import { narrate, notes, notices } from "./words";

type Drawn = readonly [id: string, draw: () => Scene];

function scenesOf(model: Model, step: number, view: View, locale: Locale): readonly Drawn[] {
  switch (model.subject) {
    case "search":
      return [
        ["plane", () => planeScene(model, step, view, locale)],
        ["tree", () => treeScene(model, step, locale)],
        ["queue", () => queueScene(model, step, locale)],
      ];
    case "high":
      return [
        ["curse", () => curseScene(model, locale)],
        ["recall", () => recallScene(model, locale)],
        ["growth", () => growthScene(model, locale)],
      ];
    case "match":
      return [
        ["histogram", () => histogramScene(model, locale)],
        ["trade", () => tradeScene(model, locale)],
      ];
    case "regions":
      return [
        ["regions", () => regionsScene(model, view, locale)],
        ["errors", () => errorsScene(model, locale)],
      ];
    case "rivals":
      return [
        ["race", () => raceScene(model, locale)],
        ["here", () => hereScene(model, locale)],
      ];
  }
}

const place = (x: number): number => inRange(x, -1000, 1000, 0.01, 0);

function drag(_model: Model, values: Values, handle: string, x: number, y: number): Values {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return values;
  if (handle === "query") return { ...values, query: [place(x), place(y)] };
  const row = rowOf(handle);
  const points = [...(values["points"] as readonly number[])];
  if (row < 0 || 2 * row >= points.length) return values;
  points.splice(2 * row, 2, place(x), place(y));
  return { ...values, points };
}

const rowOf = (handle: string): number => (handle.startsWith("point") ? Number(handle.slice(5)) : -1);

function click(_model: Model, values: Values, scene: string, x: number, y: number): Values | undefined {
  const points = values["points"] as readonly number[];
  if (scene !== "plane" || values["data"] !== "hand" || points.length >= 600) return undefined;
  return { ...values, points: [...points, place(x), place(y)] };
}

function remove(_model: Model, values: Values, handle: string): Values {
  const row = rowOf(handle);
  const points = values["points"] as readonly number[];
  if (row < 0 || 2 * row >= points.length) return values;
  return { ...values, points: points.filter((_, at) => at >> 1 !== row) };
}

/** The search by ear: the pitch falls as the nearest found comes nearer, a pruned side lies to the right, an opened one to the left. */
function tone(model: Model, step: number): Tone | undefined {
  if (model.subject !== "search" || model.story === "build") return undefined;
  const { event, worst } = momentAt(model, step);
  if (event === undefined) return undefined;
  const first = model.events.find((each) => Number.isFinite(each.worst))?.worst ?? 0;
  const height = Number.isFinite(worst) && first > 0 ? Math.min(1, worst / first) : 1;
  return { height, side: event.kind === "prune" ? 0.8 : event.kind === "open" ? -0.8 : 0 };
}

function probe(model: Model, step: number, scene: string, x: number, y: number, locale: Locale): string | undefined {
  if (scene !== "plane" || model.subject !== "search") return undefined;
  const distance = Math.hypot(x - model.query[0], y - model.query[1]);
  const far = { en: `${show(distance)} from q as the crow flies`, zh: `到 q 的直线距离 ${show(distance)}` }[locale];
  const fate = fateAt(model, step, x, y, locale);
  return fate === undefined ? far : `${far}\n${fate}`;
}

export const demo: Demo<Model> = {
  id: "kdtree",
  ...card,
  params,
  presets,
  challenges,
  tabs: [
    {
      id: "search",
      title: { en: "Prune or visit", zh: "剪枝还是访问" },
      scenes: ["plane", "tree", "queue"],
      values: { subject: "search" },
    },
    {
      id: "high",
      title: { en: "How high is too high?", zh: "多高算太高？" },
      scenes: ["curse", "recall", "growth"],
      values: { subject: "high" },
    },
    {
      id: "match",
      title: { en: "Match two descriptor sets", zh: "匹配两组描述子" },
      scenes: ["histogram", "trade"],
      values: { subject: "match" },
    },
    {
      id: "regions",
      title: { en: "The neighbours vote", zh: "邻居投票" },
      scenes: ["regions", "errors"],
      values: { subject: "regions" },
    },
    {
      id: "rivals",
      title: { en: "Other trees", zh: "其他的树" },
      scenes: ["race", "here"],
      values: { subject: "rivals" },
    },
  ],
  compute,
  steps: (model) => (model.subject === "search" ? model.steps : 0),
  draw: (model, step, view, locale, wanted) =>
    scenesOf(model, step, view, locale)
      .filter(([id]) => wanted.length === 0 || wanted.includes(id))
      .map(([, draw]) => draw()),
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices,
  tone,
  probe,
  drag,
  click,
  remove,
  emit,
};
