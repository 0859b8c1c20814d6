import { leafAt } from "../../core/ensemble/tree";
import type { Locale } from "../../words/text";
import type { EmitTarget, Note } from "../demo";
import { say, show, showTex } from "../number";
import { emitSpec } from "./code";
import { type CurveModel, compute } from "./curve";
import { checks } from "./curve-checks";
import { fitScene, lossScene, residualScene } from "./curve-scenes";
import type { Lesson } from "./lesson";

function notes(model: CurveModel, step: number): Note[] {
  const { boosted } = model;
  const tree = step > 0 ? boosted.trees[step - 1] : undefined;
  const cut = tree && tree.feature[0] >= 0 ? { cut: showTex(tree.threshold[0]) } : undefined;
  const slope = {
    squared: "y_i - F(x_i)",
    absolute: "\\operatorname{sign}(y_i - F(x_i))",
    huber: "\\operatorname{clip}(y_i - F(x_i),\\,-\\delta,\\,\\delta)",
  }[String(model.values["loss"]) as "squared"];
  return [
    {
      id: "step",
      tex: `r_i = ${slope},\\qquad F_m = F_{m-1} + \\nu\\,h_m,\\quad \\nu = \\slot{rate},\\ m = \\slot{m}${cut ? ",\\ h_m \\text{ first cuts at } \\slot{cut}" : ""}`,
      slots: {
        rate: showTex(boosted.rate),
        m: String(step),
        ...cut,
      },
      sentence: {
        en: "Shrinkage scales the step, not the residual: the residual is taken from all of F, and ν of the answer is added (Friedman 2001).",
        zh: "收缩的是步子，不是残差：残差对整个 F 计算，再把回答的 ν 倍加上去（Friedman 2001）。",
      },
    },
    {
      id: "loss",
      tex: "\\tfrac1n \\sum_i L(y_i, F_0) = \\slot{start} \\;\\to\\; \\tfrac1n \\sum_i L(y_i, F_{\\slot{m}}) = \\slot{now}",
      slots: { start: showTex(boosted.losses[0]), m: String(step), now: showTex(boosted.losses[step]) },
      ...(model.values["loss"] === "squared"
        ? {
            sentence: {
              en: "The loss of the formulas is half the square, L = ½ (y − F)², so that its slope is the residual itself.",
              zh: "公式中的损失是平方的一半，L = ½ (y − F)²，这样它的斜率恰是残差。",
            },
          }
        : {}),
    },
  ];
}

function narrate(model: CurveModel, step: number, locale: Locale): string {
  const { boosted } = model;
  if (step === 0) {
    return say(
      {
        en: `F starts as the constant ${show(boosted.base)}, the best one for this loss.`,
        zh: `F 从常数 ${show(boosted.base)} 开始，这是该损失下最好的常数。`,
      },
      locale,
    );
  }
  const tree = boosted.trees[step - 1];
  if (tree.feature[0] < 0)
    return say(
      {
        en: `Tree ${step} is a single leaf: ${show(tree.value[0])} is added everywhere.`,
        zh: `第 ${step} 棵树只有一片叶：处处加上 ${show(tree.value[0])} 的 ν 倍。`,
      },
      locale,
    );
  const [l, r] = [tree.value[tree.left[0]], tree.value[tree.right[0]]];
  const leaves =
    tree.feature.length === 3
      ? {
          en: `, answers ${show(l)} on the left and ${show(r)} on the right`,
          zh: `，左边答 ${show(l)}，右边答 ${show(r)}`,
        }
      : { en: "", zh: "" };
  return say(
    {
      en: `Tree ${step} first cuts at x = ${show(tree.threshold[0])}${leaves.en}; ${show(boosted.rate)} of it is added and the loss falls to ${show(boosted.losses[step])}.`,
      zh: `第 ${step} 棵树先切在 x = ${show(tree.threshold[0])}${leaves.zh}；加上它的 ${show(boosted.rate)} 倍，损失降到 ${show(boosted.losses[step])}。`,
    },
    locale,
  );
}

export const gradient: Lesson<CurveModel> = {
  compute,
  steps: (model) => model.boosted.trees.length,
  scenes: {
    "curve-fit": (model, step, _view, locale) => fitScene(model, step, locale),
    "curve-residuals": (model, step, _view, locale) => residualScene(model, step, locale),
    "curve-loss": (model, step, _view, locale) => lossScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices: () => [],
  probe(model, step, scene, x, y) {
    if (scene !== "curve-fit") return undefined;
    const { boosted } = model;
    const F = boosted.trees
      .slice(0, step)
      .reduce((sum, tree) => sum + boosted.rate * tree.value[leafAt(tree, [x])], boosted.base);
    return `F(${show(x, 3)}) = ${show(F)} · y − F = ${show(y - F)}`;
  },
  emit: (model, step, target: EmitTarget) => {
    const trees = model.boosted.trees.slice(0, step);
    return emitSpec(
      {
        title: `${trees.length} boosted trees of one number; F at the first point of the data`,
        trees: trees.length > 0 ? trees : model.boosted.trees.slice(0, 1),
        weights: trees.length > 0 ? trees.map(() => model.boosted.rate) : [0],
        rule: "sum",
        base: model.boosted.base,
        point: [model.x[0]],
      },
      target,
    );
  },
};
