import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import { say, show } from "../number";
import { emptyScene, planeScene } from "./ground";
import { ownHandles, pointMarks } from "./points";
import { ages, nodeAt, placesOf, type SplitModel, weightOf, winnerOf } from "./split";

const titles = {
  plane: { en: "The rows of the node", zh: "该节点的样本" },
  gains: { en: "Every threshold and its gain", zh: "每个阈值与它的增益" },
  tree: { en: "The tree", zh: "树" },
} as const;

export function rowsScene(model: SplitModel, step: number, locale: Locale): Scene {
  const node = nodeAt(model, step);
  if (!node || !model.samples) return emptyScene("split-plane", titles.plane, model.problem!, locale);
  const winner = winnerOf(model, node);
  const { plane, samples, values } = model;
  const inside = new Set(node.rows);
  const box = plane?.box ?? ([-0.5, -0.5, 1.5, 1.5] as const);
  const clip = (v: number, low: number, high: number): number => Math.min(high, Math.max(low, v));
  const [x0, y0, x1, y1] = [
    clip(node.low[0], box[0], box[2]),
    clip(node.low[1], box[1], box[3]),
    clip(node.high[0], box[0], box[2]),
    clip(node.high[1], box[1], box[3]),
  ];
  const frame: Mark = {
    kind: "line",
    id: "box",
    points: [x0, y0, x1, y0, x1, y1, x0, y1],
    closed: true,
    ink: "focus",
    widthPx: 1.6,
    name: say({ en: "region of the node", zh: "节点的区域" }, locale),
    link: `node${node.node}`,
  };
  const cut: Mark[] = winner
    ? [
        {
          kind: "line",
          id: "cut",
          points:
            winner.feature === 0
              ? [winner.threshold, y0, winner.threshold, y1]
              : [x0, winner.threshold, x1, winner.threshold],
          ink: "wrong",
          widthPx: 2.4,
          dash: "dashed",
          name: say({ en: "best cut", zh: "最佳切分" }, locale),
          link: `feature${winner.feature}`,
        },
      ]
    : [];
  const words = {
    en: `Node ${node.node + 1}: ${node.rows.length} rows, G = ${show(node.G)}, H = ${show(node.H)}.`,
    zh: `节点 ${node.node + 1}：${node.rows.length} 个样本，G = ${show(node.G)}，H = ${show(node.H)}。`,
  };
  const table = {
    columns: [
      say(model.names[0], locale),
      say(model.names[1], locale),
      "g",
      "h",
      say({ en: "in the node", zh: "在节点中" }, locale),
    ],
    rows: Array.from(model.g, (g, i) => [
      samples.columns[0][i],
      samples.columns[1][i],
      g,
      model.h[i],
      inside.has(i) ? 1 : 0,
    ]),
  };
  if (!plane) {
    const marks: Mark[] = [
      frame,
      ...cut,
      {
        kind: "dots",
        id: "ages",
        points: ages.rows as readonly number[] as number[],
        ink: "series0",
        radiusPx: 6,
        labels: ages.y.map((y, i) => `${y}: g = ${show(model.g[i])}`),
        name: say({ en: "four people, by age", zh: "四个人，按年龄" }, locale),
      },
    ];
    return {
      id: "split-plane",
      title: say(titles.plane, locale),
      description: say(words, locale),
      x: linear(say({ en: "spends much", zh: "购物多" }, locale), [-0.5, 1.5]),
      y: linear(say({ en: "asks questions", zh: "常提问" }, locale), [-0.5, 1.5]),
      marks,
      table,
      span: 0.34,
    };
  }
  const rows = [...plane.targets.of.keys()];
  const groups = [
    { id: "in", rows: rows.filter((i) => inside.has(i)), radiusPx: 4 },
    { id: "out", rows: rows.filter((i) => !inside.has(i)), radiusPx: 2, opacity: 0.35 },
  ];
  const own = ownHandles(values["shape"], values["blue"] as number[], values["orange"] as number[], locale);
  return {
    ...planeScene(
      "split-plane",
      titles.plane,
      plane,
      [...pointMarks(plane, groups, locale), frame, ...cut, ...own],
      words,
      locale,
      0.34,
    ),
    table,
  };
}

const styles = [
  { ink: "series0", dash: "solid", shape: "circle" },
  { ink: "series1", dash: "dashed", shape: "square" },
] as const;

/** Gain against the share of the node's rows that go left, for both features. */
export function gainScene(model: SplitModel, step: number, locale: Locale): Scene {
  const node = nodeAt(model, step);
  if (!node) return emptyScene("split-gains", titles.gains, model.problem!, locale);
  const winner = winnerOf(model, node);
  const total = Math.max(1, node.rows.length);
  const marks: Mark[] = node.candidates.flatMap((list, j): Mark[] => {
    const points = list.flatMap(({ left, gain }) => [left.rows / total, gain]);
    const { ink, dash, shape } = styles[j];
    const link = `feature${j}`;
    return [
      { kind: "line", id: `gain${j}`, points, ink, dash, widthPx: 1.6, name: say(model.names[j], locale), link },
      { kind: "dots", id: `dots${j}`, points, ink, shape, radiusPx: list.length > 60 ? 1.6 : 3, link },
    ];
  });
  if (winner) {
    marks.push({
      kind: "dots",
      id: "winner",
      points: [winner.left.rows / total, winner.gain],
      ink: "wrong",
      shape: "ring",
      radiusPx: 7,
      labels: [`${say(model.names[winner.feature], locale)} ≤ ${show(winner.threshold)}`],
      name: say({ en: "best", zh: "最佳" }, locale),
    });
  }
  marks.push({
    kind: "rule",
    id: "zero",
    axis: "y",
    at: 0,
    ink: "axis",
    dash: "dotted",
    label: say({ en: "pays above 0", zh: "大于 0 才划算" }, locale),
  });
  const all = node.candidates.flatMap((list, j) => list.map((c) => ({ ...c, j })));
  return {
    id: "split-gains",
    title: say(titles.gains, locale),
    description: say(
      {
        en: winner
          ? `${all.length} thresholds; the best, ${say(model.names[winner.feature], locale)} ≤ ${show(winner.threshold)}, gains ${show(winner.gain)}.`
          : `${all.length} thresholds, none of which is taken.`,
        zh: winner
          ? `共 ${all.length} 个阈值；最佳 ${say(model.names[winner.feature], locale)} ≤ ${show(winner.threshold)}，增益 ${show(winner.gain)}。`
          : `共 ${all.length} 个阈值，没有一个被采用。`,
      },
      locale,
    ),
    x: linear(say({ en: "share of the node's rows that go left", zh: "走向左边的样本比例" }, locale), [0, 1]),
    y: linear(say({ en: "gain − γ", zh: "增益 − γ" }, locale), domainOf([0, ...all.map(({ gain }) => gain)], 0.12)),
    marks,
    table: {
      columns: [
        say({ en: "feature", zh: "特征" }, locale),
        say({ en: "threshold", zh: "阈值" }, locale),
        "G left",
        "H left",
        "G right",
        "H right",
        say({ en: "gain − γ", zh: "增益 − γ" }, locale),
      ],
      rows: all.map(({ j, threshold, left, right, gain }) => [
        say(model.names[j], locale),
        threshold,
        left.G,
        left.H,
        right.G,
        right.H,
        gain,
      ]),
    },
    span: 0.34,
  };
}

export function treeScene(model: SplitModel, step: number, locale: Locale): Scene {
  const { tree } = model;
  if (!tree) return emptyScene("split-tree", titles.tree, model.problem!, locale);
  const places = placesOf(model);
  const seen = new Set(model.nodes.slice(0, step + 1).map(({ node }) => node));
  const here = nodeAt(model, step)!;
  const byId = new Map(model.nodes.map((node) => [node.node, node]));
  const deepest = Math.max(1, ...[...places.values()].map(({ depth }) => depth));
  const at = (node: number): [number, number] => [places.get(node)!.x, -places.get(node)!.depth];
  const few = places.size <= 31;
  const edges: Mark[] = [...tree.feature.keys()].flatMap((node): Mark[] => {
    if (tree.feature[node] < 0) return [];
    return [tree.left[node], tree.right[node]].map((child) => ({
      kind: "line",
      id: `edge${child}`,
      points: [...at(node), ...at(child)],
      ink: byId.get(node)?.isKept ? "text" : "faint",
      dash: byId.get(node)?.isKept ? "solid" : "dotted",
      widthPx: Math.max(1, 5 * Math.sqrt(tree.rows[child] / tree.rows[0])),
      opacity: seen.has(node) ? 0.9 : 0.35,
    }));
  });
  const texts: Mark[] = [...tree.feature.keys()].flatMap((node): Mark[] => {
    if (!few || !seen.has(node)) return [];
    const facts = byId.get(node)!;
    const isLeaf = tree.feature[node] < 0 || !facts.isKept;
    const text = isLeaf
      ? `w = ${show(weightOf(model, facts), 3)}`
      : `${say(model.names[tree.feature[node]], locale)} ≤ ${show(tree.threshold[node], 3)}`;
    const second: Mark[] = isLeaf
      ? []
      : [
          {
            kind: "text",
            id: `gain${node}`,
            at: at(node),
            text: `+${show(tree.gain[node], 3)}`,
            ink: "good",
            anchor: "middle",
            dyPx: -27,
            sizePx: 10,
          },
        ];
    return [
      {
        kind: "text",
        id: `text${node}`,
        at: at(node),
        text,
        anchor: "middle",
        dyPx: isLeaf ? 15 : -14,
        sizePx: 10.5,
        link: `node${node}`,
      },
      ...second,
    ];
  });
  const dots = (ids: readonly number[]): number[] => ids.flatMap(at);
  const all = [...tree.feature.keys()];
  return {
    id: "split-tree",
    title: say(titles.tree, locale),
    description: say(
      {
        en: `A tree of ${tree.feature.filter((f) => f < 0).length} leaves; ${step + 1} of ${model.nodes.length} nodes looked at; ${model.nodes.filter((n) => n.isSplit && !n.isKept).length} splits do not pay for γ.`,
        zh: `树有 ${tree.feature.filter((f) => f < 0).length} 片叶；已查看 ${step + 1}/${model.nodes.length} 个节点；${model.nodes.filter((n) => n.isSplit && !n.isKept).length} 次分裂抵不上 γ。`,
      },
      locale,
    ),
    x: {
      label: say({ en: "leaves from left to right", zh: "从左到右的叶" }, locale),
      domain: [-0.06, 1.06],
      hidden: true,
    },
    y: { label: say({ en: "depth", zh: "深度" }, locale), domain: [-deepest - 0.45, 0.55], hidden: true },
    marks: [
      ...edges,
      {
        kind: "dots",
        id: "inner",
        points: dots(all.filter((n) => tree.feature[n] >= 0)),
        ink: "series0",
        radiusPx: 5,
        name: say({ en: "asks", zh: "提问的节点" }, locale),
      },
      {
        kind: "dots",
        id: "leaves",
        points: dots(all.filter((n) => tree.feature[n] < 0)),
        ink: "series2",
        shape: "square",
        radiusPx: 5,
        name: say({ en: "answers", zh: "作答的叶" }, locale),
      },
      {
        kind: "dots",
        id: "here",
        points: at(here.node),
        ink: "focus",
        shape: "ring",
        radiusPx: 9,
        name: say({ en: "looked at now", zh: "正在查看" }, locale),
        link: `node${here.node}`,
      },
      ...texts,
    ],
    table: {
      columns: [
        say({ en: "node", zh: "节点" }, locale),
        say({ en: "depth", zh: "深度" }, locale),
        say({ en: "rows", zh: "样本" }, locale),
        "G",
        "H",
        "w",
        say({ en: "gain", zh: "增益" }, locale),
      ],
      rows: model.nodes.map((n) => [
        n.node + 1,
        n.depth,
        n.rows.length,
        n.G,
        n.H,
        weightOf(model, n),
        tree.gain[n.node],
      ]),
    },
    span: 0.32,
  };
}
