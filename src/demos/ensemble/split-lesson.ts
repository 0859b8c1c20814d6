import type { Locale } from "../../words/text";
import type { EmitTarget, Note, ParamNotice } from "../demo";
import { say, show, showTex } from "../number";
import { emitSpec } from "./code";
import { clickPlane, dragPlane, removePoint } from "./hands";
import type { Lesson } from "./lesson";
import { computeSplit, nodeAt, type SplitModel, weightOf, winnerOf } from "./split";
import { checks } from "./split-checks";
import { gainScene, rowsScene, treeScene } from "./split-scenes";

function notes(model: SplitModel, step: number): Note[] {
  const node = nodeAt(model, step);
  if (!node) return [];
  const winner = winnerOf(model, node);
  const sums = winner ?? {
    left: { G: Number.NaN, H: Number.NaN },
    right: { G: Number.NaN, H: Number.NaN },
    gain: Number.NaN,
  };
  const t = (value: number): string => showTex(value, 4);
  return [
    {
      id: "gain",
      tex: "\\tfrac12\\Big[\\frac{G_L^2}{H_L+\\lambda} + \\frac{G_R^2}{H_R+\\lambda} - \\frac{(G_L+G_R)^2}{H_L+H_R+\\lambda}\\Big] - \\gamma = \\slot{gain},\\quad (G_L, H_L) = (\\slot{GL}, \\slot{HL}),\\ (G_R, H_R) = (\\slot{GR}, \\slot{HR})",
      slots: { gain: t(sums.gain), GL: t(sums.left.G), HL: t(sums.left.H), GR: t(sums.right.G), HR: t(sums.right.H) },
      sentence: {
        en: "λ stands outside the sum over the rows: one penalty for the leaf, not one for each row (Chen & Guestrin 2016, eq. 7).",
        zh: "λ 在对样本的求和之外：每片叶一份惩罚，而不是每个样本一份（Chen & Guestrin 2016，式 7）。",
      },
    },
    {
      id: "leaf",
      tex: "w^* = -\\frac{G}{H+\\lambda} = -\\frac{\\slot{G}}{\\slot{H} + \\slot{lambda}} = \\slot{w}",
      slots: { G: t(node.G), H: t(node.H), lambda: t(model.lambda), w: t(weightOf(model, node)) },
    },
  ];
}

function narrate(model: SplitModel, step: number, locale: Locale): string {
  const node = nodeAt(model, step);
  if (!node) return say(model.problem!, locale);
  const winner = winnerOf(model, node);
  const count = node.candidates.reduce((sum, list) => sum + list.length, 0);
  const w = show(weightOf(model, node));
  if (!winner) {
    return say(
      {
        en: `Node ${node.node + 1} at depth ${node.depth} keeps its ${node.rows.length} rows and answers w = ${w}${count > 0 ? `; ${count === 1 ? "the only threshold gains" : `none of ${count} thresholds gains`} ${count === 1 ? "nothing" : "anything"}` : ""}.`,
        zh: `深度 ${node.depth} 的节点 ${node.node + 1} 保留 ${node.rows.length} 个样本，回答 w = ${w}${count > 0 ? `：${count} 个阈值都没有增益` : ""}。`,
      },
      locale,
    );
  }
  const kept = node.isKept ? { en: "it stays", zh: "保留" } : { en: "γ takes it back", zh: "被 γ 剪掉" };
  return say(
    {
      en: `Node ${node.node + 1}, ${node.rows.length} rows: of ${count} thresholds ${say(model.names[winner.feature], locale)} ≤ ${show(winner.threshold)} is best, ${show(winner.gain + model.gamma)} − γ = ${show(winner.gain)}; ${kept.en}.`,
      zh: `节点 ${node.node + 1}，${node.rows.length} 个样本：${count} 个阈值中 ${say(model.names[winner.feature], locale)} ≤ ${show(winner.threshold)} 最好，${show(winner.gain + model.gamma)} − γ = ${show(winner.gain)}；${kept.zh}。`,
    },
    locale,
  );
}

function notices(model: SplitModel): ParamNotice[] {
  const root = model.tree?.gain[0] ?? 0;
  return root > 0 && root < 40 ? [{ param: "gamma", marks: [{ at: root, label: "gain", ink: "faint" }] }] : [];
}

function emit(model: SplitModel, _step: number, target: EmitTarget): string {
  if (!model.tree || !model.samples) return "# there are no data to fit a tree to; choose a data set first\n";
  return emitSpec(
    {
      title: "one tree on gradients and Hessians, before γ prunes it; its answer at the first row",
      trees: [model.tree],
      weights: [1],
      rule: "sum",
      base: 0,
      point: model.samples.columns.map((column) => column[0]),
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
