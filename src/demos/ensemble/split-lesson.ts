import type { Locale } from "../../words/text";
import type { EmitTarget, Note, ParamNotice } from "../demo";
import { say, show, showTex } from "../number";
import { emitSpec } from "./code";
import { clickPlane, dragPlane, removePoint } from "./hands";
import type { Lesson } from "./lesson";
import { answerOf, computeSplit, factsOf, nodeAt, type SplitModel, winnerOf } from "./split";
import { checks } from "./split-checks";
import { gainScene, rowsScene } from "./split-scenes";
import { treeScene } from "./split-tree";

function notes(model: SplitModel, step: number): Note[] {
  const node = nodeAt(model, step);
  const { subject } = model;
  if (!node || !subject) return [];
  const winner = winnerOf(model, node);
  const { tree, measure } = subject;
  const t = (value: number): string => showTex(value, 4);
  if (measure.kind !== "newton") {
    const [l, r] = [tree.left[node.node], tree.right[node.node]];
    const cost = (at: number): string => (winner ? t(tree.cost[at]) : "\\text{–}");
    return [
      {
        id: measure.kind,
        tex: `\\Delta = C - C_L - C_R = \\slot{whole} - \\slot{left} - \\slot{right} = \\slot{gain},\\qquad C = ${costs[measure.kind]}`,
        slots: {
          whole: t(tree.cost[node.node]),
          left: cost(l),
          right: cost(r),
          gain: winner ? t(tree.gain[node.node]) : "\\text{–}",
        },
        sentence: reasons[measure.kind],
      },
    ];
  }
  const [GL, HL, GR, HR] = winner
    ? [...factsOf(model, winner.left), ...factsOf(model, winner.right)]
    : [Number.NaN, Number.NaN, Number.NaN, Number.NaN];
  const [G, H] = factsOf(model, node.part);
  return [
    {
      id: "gain",
      tex: "\\tfrac12\\Big[\\frac{G_L^2}{H_L+\\lambda} + \\frac{G_R^2}{H_R+\\lambda} - \\frac{(G_L+G_R)^2}{H_L+H_R+\\lambda}\\Big] - \\gamma = \\slot{gain},\\quad (G_L, H_L) = (\\slot{GL}, \\slot{HL}),\\ (G_R, H_R) = (\\slot{GR}, \\slot{HR})",
      slots: { gain: t(winner?.gain ?? Number.NaN), GL: t(GL), HL: t(HL), GR: t(GR), HR: t(HR) },
      sentence: {
        en: "λ stands outside the sum over the rows: one penalty for the leaf, not one for each row (Chen & Guestrin 2016, eq. 7).",
        zh: "λ 在对样本的求和之外：每片叶一份惩罚，而不是每个样本一份（Chen & Guestrin 2016，式 7）。",
      },
    },
    {
      id: "leaf",
      tex: "w^* = -\\frac{G}{H+\\lambda} = -\\frac{\\slot{G}}{\\slot{H} + \\slot{lambda}} = \\slot{w}",
      slots: { G: t(G), H: t(H), lambda: t(measure.lambda), w: t(tree.value[node.node]) },
    },
  ];
}

const costs = {
  squared: "\\sum_i w_i (r_i - \\bar r)^2",
  gini: "W\\Big(1 - \\sum_k p_k^2\\Big)",
  error: "W - \\max_k W_k",
} as const;

const reasons = {
  squared: {
    en: "The residuals are cut where their squares about the two means add up to least; what the leaves answer is found afterwards (Friedman 2001).",
    zh: "在使残差围绕两侧均值的平方和最小处切开；叶的回答随后再求（Friedman 2001）。",
  },
  gini: {
    en: "Gini's impurity is the chance that two rows drawn from the node differ in class. A forest searches only the features drawn at this node (Breiman et al. 1984; Breiman 2001).",
    zh: "基尼不纯度是从节点中抽两个样本类别不同的概率。随机森林只在本节点抽到的特征里搜索（Breiman 等 1984；Breiman 2001）。",
  },
  error: {
    en: "A stump is judged by the weight it gets wrong, and the weights are those that the rounds before have left (Freund & Schapire 1997).",
    zh: "树桩按它判错的权重评判，而权重由前面各轮留下（Freund & Schapire 1997）。",
  },
} as const;

function narrate(model: SplitModel, step: number, locale: Locale): string {
  const node = nodeAt(model, step);
  const { subject } = model;
  if (!node || !subject) return say(model.problem!, locale);
  const winner = winnerOf(model, node);
  const count = node.candidates.reduce((sum, list) => sum + list.length, 0);
  const id = node.node + 1;
  if (!winner) {
    const answer = answerOf(model, node, locale);
    return say(
      {
        en: `Node ${id} at depth ${node.depth} keeps its ${node.rows.length} rows and answers ${answer}${count > 0 ? `; ${count === 1 ? "the only threshold gains nothing" : `none of ${count} thresholds is taken`}` : ""}.`,
        zh: `深度 ${node.depth} 的节点 ${id} 保留 ${node.rows.length} 个样本，回答 ${answer}${count > 0 ? `：${count} 个阈值都未采用` : ""}。`,
      },
      locale,
    );
  }
  const { names, gamma, searched, tree } = subject;
  const name = say(names[winner.feature], locale);
  const asked = searched[node.node];
  const drawn =
    asked && asked.length < names.length
      ? { en: ` of ${name}, the feature drawn here,`, zh: `（此处抽到特征 ${name}）` }
      : { en: "", zh: "" };
  const kept = node.isKept ? { en: "it stays", zh: "保留" } : { en: "γ takes it back", zh: "被 γ 剪掉" };
  const gain = tree.gain[node.node];
  const end =
    subject.measure.kind === "newton"
      ? {
          en: `${show(gain)} − γ = ${show(gain - gamma)}; ${kept.en}`,
          zh: `${show(gain)} − γ = ${show(gain - gamma)}；${kept.zh}`,
        }
      : { en: `it gains ${show(gain)}`, zh: `增益 ${show(gain)}` };
  return say(
    {
      en: `Node ${id}, ${node.rows.length} rows: of ${count} thresholds${drawn.en} ${name} ≤ ${show(winner.threshold)} is best, ${end.en}.`,
      zh: `节点 ${id}，${node.rows.length} 个样本：${count} 个阈值${drawn.zh}中 ${name} ≤ ${show(winner.threshold)} 最好，${end.zh}。`,
    },
    locale,
  );
}

function notices({ subject, values }: SplitModel): ParamNotice[] {
  if (!subject) return [];
  const root = subject.tree.gain[0];
  const list: ParamNotice[] =
    subject.measure.kind === "newton" && root > 0 && root < 40
      ? [{ param: "gamma", marks: [{ at: root, label: { en: "gain", zh: "增益" }, ink: "faint" }] }]
      : [];
  if (values["task"] === "plane" && subject.round < Number(values["round"])) {
    list.push({
      param: "round",
      remark: {
        en: `AdaBoost ended after ${subject.round} rounds: this is its last tree.`,
        zh: `AdaBoost 在第 ${subject.round} 轮后结束：这是它的最后一棵树。`,
      },
    });
  }
  return list;
}

function emit({ subject }: SplitModel, _step: number, target: EmitTarget): string {
  if (!subject) return "# there are no data to fit a tree to; choose a data set first\n";
  const { measure, tree, samples } = subject;
  const isShare = measure.kind === "gini" || measure.kind === "error";
  const what = isShare
    ? `the share of class ${subject.plane?.classes.at(-1)}`
    : measure.kind === "newton"
      ? "before γ prunes it; its answer"
      : "its answer";
  return emitSpec(
    {
      title: `one tree, number ${subject.round} of its ensemble; ${what} at the first row`,
      trees: [tree],
      weights: [1],
      rule: isShare ? "share" : "sum",
      base: 0,
      point: samples.columns.map((column) => column[0]),
      ...(subject.plane?.projection ? { projection: subject.plane.projection } : {}),
    },
    target,
  );
}

export const split: Lesson<SplitModel> = {
  compute: computeSplit,
  steps: (model) => Math.max(0, model.nodes.length - 1),
  scenes: {
    "split-plane": (model, step, _view, locale) => rowsScene(model, step, locale),
    "split-gains": (model, step, _view, locale) => gainScene(model, step, locale),
    "split-tree": (model, step, _view, locale) => treeScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices,
  drag: dragPlane,
  click: (model, values, scene, x, y) =>
    values["shape"] === "points" && values["task"] === "plane" ? clickPlane(model, values, scene, x, y) : undefined,
  remove: removePoint,
  emit,
};
