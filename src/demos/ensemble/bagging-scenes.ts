import { timesOf } from "../../core/ensemble/forest";
import { argmax } from "../../core/ensemble/tree";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { say } from "../number";
import { type BagModel, mapsOf, votesAt } from "./bagging-model";
import { emptyScene, percent, planeScene, regionMarks, shareMark } from "./ground";
import { queryOf } from "./hands";
import type { Plane } from "./plane";
import { allRows, type Dots, ownHandles, pointMarks, queryMark } from "./points";

function groundMarks(shares: ArrayLike<number>, plane: Plane, id: string, name: string): Mark[] {
  const K = plane.classes.length;
  const cells = shares.length / K;
  if (K === 2)
    return [
      shareMark(
        id,
        Float64Array.from({ length: cells }, (_, c) => shares[2 * c + 1]),
        plane.box,
        name,
      ),
    ];
  return regionMarks(
    id,
    Array.from({ length: cells }, (_, c) => argmax(shares, K, c * K)),
    plane.box,
    plane.classes,
  );
}

const titles = {
  tree: { en: "Tree b and what it saw", zh: "第 b 棵树与它所见" },
  vote: { en: "The vote", zh: "表决" },
  errors: { en: "Errors", zh: "误差" },
} as const;

export function treeScene(model: BagModel, step: number, locale: Locale): Scene {
  const { plane, forest } = model;
  if (!plane || !forest) return emptyScene("bag-tree", titles.tree, model.problem!, locale);
  if (step === 0) {
    const words = {
      en: `${plane.samples.n} rows before the first tree.`,
      zh: `第一棵树之前的 ${plane.samples.n} 个样本。`,
    };
    return planeScene("bag-tree", titles.tree, plane, pointMarks(plane, allRows(plane), locale), words, locale, 0.34);
  }
  const times = timesOf(forest, step - 1);
  const rows = (least: number, most: number): number[] =>
    [...times.keys()].filter((i) => times[i] >= least && times[i] <= most);
  const groups: Dots[] = [
    { id: "one", rows: rows(1, 1), radiusPx: 2.8 },
    { id: "two", rows: rows(2, 2), radiusPx: 4.6 },
    { id: "three", rows: rows(3, 999), radiusPx: 6.6 },
    { id: "none", rows: rows(0, 0), radiusPx: 3, hollow: true, opacity: 0.75 },
  ];
  const counts = [0, 1, 2].map((t) => rows(t, t).length);
  return {
    ...planeScene(
      "bag-tree",
      { en: `Tree ${step} and what it saw`, zh: `第 ${step} 棵树与它所见` },
      plane,
      [
        ...groundMarks(
          mapsOf(model)[step - 1],
          plane,
          "tree",
          say({ en: "answer of the tree", zh: "这棵树的回答" }, locale),
        ),
        ...pointMarks(plane, groups, locale),
      ],
      {
        en: `Regions of tree ${step}; of ${times.length} rows ${counts[0]} were not drawn (hollow), ${counts[1]} once, ${counts[2]} twice, ${rows(3, 999).length} oftener (larger).`,
        zh: `第 ${step} 棵树的区域；${times.length} 个样本中 ${counts[0]} 个未抽中（空心），${counts[1]} 个一次，${counts[2]} 个两次，${rows(3, 999).length} 个更多（更大）。`,
      },
      locale,
      0.34,
    ),
    table: {
      columns: [
        plane.names[0],
        plane.names[1],
        say({ en: "class", zh: "类别" }, locale),
        say({ en: "times drawn", zh: "抽中次数" }, locale),
      ],
      rows: Array.from(times, (t, i) => [
        plane.samples.columns[0][i],
        plane.samples.columns[1][i],
        plane.classes[plane.targets.of[i]],
        t,
      ]),
    },
  };
}

export function voteScene(model: BagModel, step: number, locale: Locale): Scene {
  const { plane } = model;
  if (!plane) return emptyScene("bag-vote", titles.vote, model.problem!, locale);
  const { values } = model;
  const own = ownHandles(values["shape"], values["blue"] as number[], values["orange"] as number[], locale);
  const marks: Mark[] = [
    ...(step > 0
      ? groundMarks(
          votesAt(model, step),
          plane,
          "vote",
          say({ en: "share of the votes for class 1", zh: "投给第 1 类的比例" }, locale),
        )
      : []),
    ...pointMarks(plane, allRows(plane), locale),
    ...own,
    ...queryMark(queryOf(values), plane, locale),
  ];
  const error = step > 0 ? percent(model.fresh[step - 1]) : "–";
  return planeScene(
    "bag-vote",
    { en: `The vote of ${step} trees`, zh: `${step} 棵树的表决` },
    plane,
    marks,
    {
      en: `Regions of the vote of ${step} trees; wrong on ${error} of the test.`,
      zh: `${step} 棵树表决的区域；测试错误率 ${error}。`,
    },
    locale,
    0.34,
  );
}

export function errorScene(model: BagModel, step: number, locale: Locale): Scene {
  const { plane } = model;
  if (!plane) return emptyScene("bag-errors", titles.errors, model.problem!, locale);
  const along = (list: Float64Array): Float64Array =>
    Float64Array.from({ length: 2 * list.length }, (_, k) => (k % 2 === 0 ? k / 2 + 1 : list[(k - 1) / 2]));
  const top = Math.max(
    0.02,
    ...[model.outside, model.fresh, model.train].flatMap((list) => [...list].filter(Number.isFinite)),
  );
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const test = plane.isHeld ? name("test", "测试") : name("rows without flips", "未翻转的样本");
  return {
    id: "bag-errors",
    title: say(titles.errors, locale),
    description: say(
      step > 0
        ? {
            en: `After ${step} trees: out-of-bag ${percent(model.outside[step - 1])}, test ${percent(model.fresh[step - 1])}, training ${percent(model.train[step - 1])}.`,
            zh: `${step} 棵树后：袋外 ${percent(model.outside[step - 1])}，测试 ${percent(model.fresh[step - 1])}，训练 ${percent(model.train[step - 1])}。`,
          }
        : { en: "Error curves of the whole run, before the first tree.", zh: "整个过程的误差曲线，第一棵树之前。" },
      locale,
    ),
    x: linear(name("trees b", "树的数目 b"), [0, model.outside.length + 1]),
    y: linear(name("share of errors", "错误率"), [-0.01, top * 1.1]),
    marks: [
      {
        kind: "line",
        id: "outside",
        points: along(model.outside),
        ink: "series2",
        widthPx: 2,
        name: name("out of bag", "袋外"),
      },
      { kind: "line", id: "fresh", points: along(model.fresh), ink: "series1", dash: "dashed", widthPx: 2, name: test },
      {
        kind: "line",
        id: "train",
        points: along(model.train),
        ink: "series0",
        dash: "dotted",
        widthPx: 2,
        name: name("training", "训练"),
      },
      { kind: "rule", id: "now", axis: "x", at: step, ink: "focus", label: `b = ${step}` },
    ],
    table: {
      columns: ["b", name("out of bag", "袋外"), test, name("training", "训练")],
      rows: Array.from(model.outside, (e, b) => [b + 1, e, model.fresh[b], model.train[b]]),
    },
    span: 0.32,
  };
}
