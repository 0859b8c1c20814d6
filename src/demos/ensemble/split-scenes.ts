import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import { say, show } from "../number";
import { emptyScene, planeScene } from "./ground";
import { type Dots, ownHandles, pointMarks } from "./points";
import { factNames, factsOf, type Node, nodeAt, type SplitModel, winnerOf } from "./split";
import { ages } from "./split-subject";

const titles = {
  plane: { en: "The rows of the node", zh: "该节点的样本" },
  gains: { en: "Every threshold and its gain", zh: "每个阈值与它的增益" },
} as const;

/** What a gain is a gain of. */
export const gainNames = {
  newton: { en: "gain − γ", zh: "增益 − γ" },
  squared: { en: "fall of the squared error", zh: "平方误差的下降" },
  gini: { en: "fall of weight × Gini impurity", zh: "权重 × 基尼不纯度的下降" },
  error: { en: "fall of the weight got wrong", zh: "判错权重的下降" },
} as const;

export function rowsScene(model: SplitModel, step: number, locale: Locale): Scene {
  const node = nodeAt(model, step);
  const { subject, values } = model;
  if (!node || !subject) return emptyScene("split-plane", titles.plane, model.problem!, locale);
  const winner = winnerOf(model, node);
  const { plane, samples, measure, names } = subject;
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
  const facts = factsOf(model, node.part);
  const told = factNames(model, locale).map((name, k) => `${name} = ${show(facts[k])}`);
  const words = {
    en: `Node ${node.node + 1}: ${node.rows.length} rows, ${told.join(", ")}.`,
    zh: `节点 ${node.node + 1}：${node.rows.length} 个样本，${told.join("，")}。`,
  };
  const { amount, weight } = measure;
  const [first, second] =
    measure.kind === "newton"
      ? ["g", "h"]
      : [say({ en: "residual", zh: "残差" }, locale), say({ en: "weight", zh: "权重" }, locale)];
  const table = {
    columns: [
      say(names[0], locale),
      say(names[1], locale),
      ...(amount ? [first] : []),
      second,
      say({ en: "in the node", zh: "在节点中" }, locale),
    ],
    rows: Array.from(weight, (w, i) => [
      samples.columns[0][i],
      samples.columns[1][i],
      ...(amount ? [amount[i]] : []),
      w,
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
        labels: ages.y.map((y, i) => `${y}: g = ${show(amount![i])}`),
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
    ...grouped(node, weight),
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

/** The rows of the node, larger where they count more than the others. */
function grouped(node: Node, weight: Float64Array): Dots[] {
  const most = node.rows.reduce((high, i) => Math.max(high, weight[i]), 0);
  const least = node.rows.reduce((low, i) => Math.min(low, weight[i]), most);
  const size = (i: number): number => (most > least ? Math.min(2, Math.floor((3 * weight[i]) / most)) : 1);
  return [3, 4.4, 6.4].map((radiusPx, k) => ({ id: `in${k}`, rows: node.rows.filter((i) => size(i) === k), radiusPx }));
}

const styles = [
  { ink: "series0", dash: "solid", shape: "circle" },
  { ink: "series1", dash: "dashed", shape: "square" },
] as const;

/** Gain against the share of the node's rows that go left, for both features. */
export function gainScene(model: SplitModel, step: number, locale: Locale): Scene {
  const node = nodeAt(model, step);
  const { subject } = model;
  if (!node || !subject) return emptyScene("split-gains", titles.gains, model.problem!, locale);
  const { names, measure } = subject;
  const winner = winnerOf(model, node);
  if (node.candidates.every((list) => list.length === 0)) {
    const words =
      node.depth >= subject.maxDepth
        ? {
            en: `A leaf: the tree may not be deeper than ${subject.maxDepth}, so no threshold is tried.`,
            zh: `这是叶：树的深度上限为 ${subject.maxDepth}，不再尝试任何阈值。`,
          }
        : {
            en: "A leaf: too few rows, or rows that do not differ, so there is no threshold to try.",
            zh: "这是叶：样本太少或没有差别，没有阈值可试。",
          };
    return { ...emptyScene("split-gains", titles.gains, words, locale), span: 0.34 };
  }
  const total = Math.max(1, node.rows.length);
  const marks: Mark[] = node.candidates.flatMap((list, j): Mark[] => {
    const points = list.flatMap(({ left, gain }) => [left.rows / total, gain]);
    const { ink, dash, shape } = styles[j];
    const link = `feature${j}`;
    if (list.length === 0) return [];
    return [
      { kind: "line", id: `gain${j}`, points, ink, dash, widthPx: 1.6, name: say(names[j], locale), link },
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
      labels: [`${say(names[winner.feature], locale)} ≤ ${show(winner.threshold)}`],
      name: say({ en: "best", zh: "最佳" }, locale),
    });
  }
  const all = node.candidates.flatMap((list, j) => list.map((c) => ({ ...c, j })));
  const gained = say(gainNames[measure.kind], locale);
  const [one, two] = factNames(model, locale);
  const [left, right] = [say({ en: "left", zh: "左" }, locale), say({ en: "right", zh: "右" }, locale)];
  marks.push({
    kind: "rule",
    id: "zero",
    axis: "y",
    at: 0,
    ink: "axis",
    dash: "dotted",
    ...(measure.kind === "newton" ? { label: say({ en: "pays above 0", zh: "大于 0 才划算" }, locale) } : {}),
  });
  return {
    id: "split-gains",
    title: say(titles.gains, locale),
    description: say(
      {
        en: winner
          ? `${all.length} thresholds; the best, ${say(names[winner.feature], locale)} ≤ ${show(winner.threshold)}, gains ${show(winner.gain)}.`
          : all.length === 1
            ? "One threshold, which is not taken."
            : `${all.length} thresholds, none of which is taken.`,
        zh: winner
          ? `共 ${all.length} 个阈值；最佳 ${say(names[winner.feature], locale)} ≤ ${show(winner.threshold)}，增益 ${show(winner.gain)}。`
          : `共 ${all.length} 个阈值，没有一个被采用。`,
      },
      locale,
    ),
    x: linear(say({ en: "share of the node's rows that go left", zh: "走向左边的样本比例" }, locale), [0, 1]),
    y: linear(gained, domainOf([0, ...all.map(({ gain }) => gain)], 0.12)),
    marks,
    table: {
      columns: [
        say({ en: "feature", zh: "特征" }, locale),
        say({ en: "threshold", zh: "阈值" }, locale),
        `${one} ${left}`,
        `${two} ${left}`,
        `${one} ${right}`,
        `${two} ${right}`,
        gained,
      ],
      rows: all.map((c) => [
        say(names[c.j], locale),
        c.threshold,
        ...factsOf(model, c.left),
        ...factsOf(model, c.right),
        c.gain,
      ]),
    },
    span: 0.34,
  };
}
