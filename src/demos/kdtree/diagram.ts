import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { memo } from "../memo";
import { show } from "../number";
import type { SearchModel } from "./model";
import { buildOrder, childrenOf, momentAt, type Status, sizeOf } from "./moment";
import { nodeName } from "./names";
import { tellEvent } from "./tell";

/** The tree as a diagram: the whole of a small one, of a large one what the search has touched. */

const WHOLE = 127;
const MOST = 240;
/** With more leaves side by side their names would cover each other. */
const NAMED = 6;

interface Spot {
  readonly node: number;
  readonly x: number;
  readonly depth: number;
  readonly children: readonly number[];
}

/** Where each shown node stands: leaves side by side, a parent over the middle of its children. */
function layout(model: SearchModel): ReadonlyMap<number, Spot> {
  return memo(model, "diagram", () => {
    const isWhole = model.tree.cuts.length <= WHOLE;
    const touched = new Set<number>([0]);
    for (const event of model.events) if ("node" in event) touched.add(event.node);
    const opened = model.story === "build" ? new Set(buildOrder(model)) : touched;
    const shown = new Map<number, { depth: number; children: number[] }>();
    const order: number[] = [];
    const waiting = [{ node: 0, depth: 0 }];
    for (let next = waiting.shift(); next && shown.size < MOST; next = waiting.shift()) {
      const { node, depth } = next;
      const children = isWhole || opened.has(node) ? childrenOf(model, node) : [];
      shown.set(node, { depth, children });
      order.push(node);
      waiting.push(...children.map((child) => ({ node: child, depth: depth + 1 })));
    }
    const xs = new Map<number, number>();
    let leaf = 0;
    // In preorder a subtree comes before its right neighbour; parents are placed when their children are.
    for (const node of [...order].sort((a, b) => a - b)) {
      if (!shown.get(node)!.children.some((child) => shown.has(child))) xs.set(node, leaf++);
    }
    for (const node of [...order].reverse()) {
      const children = shown.get(node)!.children.filter((child) => shown.has(child));
      if (children.length > 0) {
        const places = children.map((child) => xs.get(child)!);
        // A lone child hangs to its side.
        const aside = children.length === 1 ? (childrenOf(model, node)[0] === node + 1 ? 0.4 : -0.4) : 0;
        xs.set(node, places.reduce((sum, x) => sum + x, 0) / places.length + aside);
      }
    }
    return new Map(
      order.map((node) => {
        const { depth, children } = shown.get(node)!;
        return [node, { node, depth, x: xs.get(node)!, children: children.filter((child) => shown.has(child)) }];
      }),
    );
  });
}

type Look = Status | "untouched";
const looks: {
  readonly [L in Look]: {
    ink: "series0" | "series1" | "faint" | "good" | "text" | "axis";
    shape: "circle" | "square" | "cross" | "ring" | "diamond" | "triangle";
    en: string;
    zh: string;
  };
} = {
  untouched: { ink: "axis", shape: "circle", en: "not reached", zh: "未到达" },
  entered: { ink: "text", shape: "circle", en: "passed", zh: "已经过" },
  scanned: { ink: "series0", shape: "square", en: "opened", zh: "已打开" },
  waiting: { ink: "series1", shape: "ring", en: "waits", zh: "等待中" },
  pruned: { ink: "faint", shape: "cross", en: "pruned", zh: "已剪去" },
  swallowed: { ink: "good", shape: "diamond", en: "taken whole", zh: "整体取走" },
  left: { ink: "axis", shape: "triangle", en: "left unopened", zh: "未打开" },
};

export function treeScene(model: SearchModel, step: number, locale: Locale): Scene {
  const isBuild = model.story === "build";
  const spots = layout(model);
  const moment = momentAt(model, isBuild ? 0 : step);
  const built = new Set(isBuild ? buildOrder(model).slice(0, step) : []);
  const isShown = (node: number) => !isBuild || node === 0 || built.has(node) || parentBuilt(node);
  const parents = new Map(
    [...spots.values()].flatMap(({ node, children }) => children.map((child) => [child, node] as const)),
  );
  const parentBuilt = (node: number): boolean => built.has(parents.get(node) ?? -1);
  // What is below a pruned node is pruned with it.
  const statusOf = (node: number): Look => {
    const status = moment.statuses.get(node);
    if (status) return status;
    const above = parents.get(node);
    const look = above === undefined ? "untouched" : statusOf(above);
    return look === "pruned" || look === "swallowed" ? look : "untouched";
  };
  const lookOf = (node: number): Look => (isBuild ? (built.has(node) ? "entered" : "untouched") : statusOf(node));
  const visible = [...spots.values()].filter(({ node }) => isShown(node));
  const isNamed = [...spots.values()].filter(({ children }) => children.length === 0).length <= NAMED;
  const edges = visible.flatMap(({ node, x, depth }) => {
    const parent = spots.get(parents.get(node) ?? -1);
    return parent ? [[parent.x, -parent.depth, x, -depth]] : [];
  });
  const current = moment.event && "node" in moment.event ? spots.get(moment.event.node) : undefined;
  const marks: Mark[] = [
    { kind: "rings", id: "edges", rings: edges, ink: "axis", widthPx: 1 },
    ...(current
      ? ([
          {
            kind: "dots",
            id: "current",
            points: [current.x, -current.depth],
            ink: "focus",
            shape: "ring",
            radiusPx: 10,
            name: { en: "now", zh: "当前" }[locale],
            ...(isNamed ? {} : { labels: [nodeName(model, current.node, locale)] }),
          },
        ] satisfies Mark[])
      : []),
    ...visible.map(({ node, x, depth }): Mark => {
      const look = looks[lookOf(node)];
      return {
        kind: "dots",
        id: `node${node}`,
        points: [x, -depth],
        ink: look.ink,
        shape: look.shape,
        radiusPx: visible.length > 80 ? 3.5 : 5,
        name: look[locale],
        link: `node${node}`,
        ...(isNamed ? { labels: [nodeName(model, node, locale)] } : {}),
      };
    }),
  ];
  const xs = visible.map(({ x }) => x);
  const deepest = Math.max(1, ...[...spots.values()].map(({ depth }) => depth));
  const isPart = spots.size < model.tree.cuts.length;
  return {
    id: "tree",
    title: isPart
      ? { en: "The tree, as far as the search touched it", zh: "树（仅画出搜索触及的部分）" }[locale]
      : { en: "The tree", zh: "树" }[locale],
    description: {
      en: `A tree of ${model.tree.cuts.length} nodes on ${model.tree.depth} levels over ${model.tree.n} points; ${spots.size} nodes are drawn.`,
      zh: `${model.tree.n} 个点、${model.tree.depth} 层、${model.tree.cuts.length} 个节点的树；画出 ${spots.size} 个节点。`,
    }[locale],
    x: {
      label: "x",
      domain: [
        Math.min(0, ...xs) - 0.7,
        Math.max(1, ...(spots.size > 0 ? [...spots.values()].map(({ x }) => x) : [1])) + 0.7,
      ],
      hidden: true,
    },
    y: { label: "y", domain: [-deepest - 0.5, 0.5], hidden: true },
    marks,
    ...(model.tree.n === 0
      ? { empty: { en: "No points, no tree: one empty leaf.", zh: "没有点就没有树：只有一片空叶。" }[locale] }
      : {}),
    table: logTable(model, step, locale),
    span: 0.44,
  };
}

/** The steps so far in words: the log. */
function logTable(model: SearchModel, step: number, locale: Locale): Scene["table"] {
  const columns = [
    { en: "step", zh: "步" }[locale],
    { en: "what happened", zh: "发生了什么" }[locale],
    { en: "at least", zh: "至少" }[locale],
    "rₖ",
  ];
  if (model.story === "build") {
    const order = buildOrder(model).slice(0, step);
    const rows = order.map((node, at) => [
      at + 1,
      nodeName(model, node, locale),
      `${"xy"[model.tree.nodes[4 * node]]} = ${show(model.tree.cuts[node])}`,
      sizeOf(model, node),
    ]);
    return {
      columns: [
        columns[0],
        { en: "node", zh: "节点" }[locale],
        { en: "cut", zh: "切分" }[locale],
        { en: "points", zh: "点数" }[locale],
      ],
      rows,
    };
  }
  const events = model.events.slice(0, step);
  const from = Math.max(0, events.length - 200);
  const rows = events
    .slice(from)
    .map((event, at) => [
      from + at + 1,
      tellEvent(model, event, locale),
      "least" in event ? show(event.least) : "",
      show(event.worst),
    ]);
  return { columns, rows, total: events.length };
}
