import type { Locale } from "../../words/text";
import type { EmitTarget, Note } from "../demo";
import { say, showTex } from "../number";
import { emitSpec } from "./code";
import { percent } from "./ground";
import { dragPlane } from "./hands";
import type { Lesson } from "./lesson";
import { computeWhy, type WhyModel } from "./why";
import { checks } from "./why-checks";
import { importanceScene, partsScene, refitAt, settleScene, shapScene } from "./why-scenes";

const signed = (value: number): string => `${value < 0 ? "-" : "+"}\\,${showTex(Math.abs(value))}`;

function notes(model: WhyModel, step: number): Note[] {
  if (!model.plane) return [];
  const parts = model.parts[refitAt(model, step)].at(-1)!;
  return [
    {
      id: "parts",
      tex: "\\underbrace{\\text{error}}_{\\slot{error}} = \\underbrace{\\text{bias}}_{\\slot{bias}} + \\underbrace{\\text{net variance}}_{\\slot{net}}",
      slots: { error: showTex(parts.error), bias: showTex(parts.bias), net: showTex(parts.net) },
      sentence: {
        en: "For the 0/1 loss of two classes: where the usual answer is right, disagreement costs; where it is wrong, disagreement pays (Domingos 2000).",
        zh: "两类的 0/1 损失：众数答案正确处，不一致要付代价；错误处，不一致反而有利（Domingos 2000）。",
      },
    },
    {
      id: "shap",
      tex: "f(x) = E f + \\sum_j \\varphi_j = \\slot{mean} \\slot{sum} = \\slot{answer}",
      slots: {
        mean: showTex(model.mean),
        sum: signed(model.phi.reduce((sum, v) => sum + v, 0)),
        answer: showTex(model.answer),
      },
      sentence: {
        en: "Impurity is counted on the rows that were fitted, so noise looks useful; permutation and SHAP are measured on fresh rows, and each halves what two copies share in its own way.",
        zh: "不纯度在拟合用的样本上计算，噪声也显得有用；置换与 SHAP 在新样本上测，对两个相似的特征各按自己的方式平分功劳。",
      },
    },
  ];
}

function narrate(model: WhyModel, step: number, locale: Locale): string {
  if (!model.plane) return say(model.problem!, locale);
  const r = refitAt(model, step);
  const [one, many] = [model.parts[r][0], model.parts[r].at(-1)!];
  return say(
    {
      en: `${r + 1} refit${r === 0 ? "" : "s"} on fresh data: from ${model.sizes[0]} to ${model.sizes.at(-1)} trees the variance goes from ${percent(one.variance)} to ${percent(many.variance)}, the bias from ${percent(one.bias)} to ${percent(many.bias)}.`,
      zh: `在新数据上拟合 ${r + 1} 次：从 ${model.sizes[0]} 棵到 ${model.sizes.at(-1)} 棵树，方差由 ${percent(one.variance)} 变为 ${percent(many.variance)}，偏差由 ${percent(one.bias)} 变为 ${percent(many.bias)}。`,
    },
    locale,
  );
}

export const why: Lesson<WhyModel> = {
  compute: computeWhy,
  steps: (model) => model.parts.length,
  scenes: {
    "why-parts": (model, step, _view, locale) => partsScene(model, step, locale),
    "why-settle": (model, step, _view, locale) => settleScene(model, step, locale),
    "why-importance": (model, step, _view, locale) => importanceScene(model, step, locale),
    "why-shap": (model, step, _view, locale) => shapScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices: () => [],
  drag: dragPlane,
  emit: (model, _step, target: EmitTarget) =>
    model.plane
      ? emitSpec(
          {
            title: `a forest on four columns (two features, a noisy copy, noise); the share of class ${model.plane.classes.at(-1)} at the point asked`,
            trees: model.trees,
            weights: model.trees.map(() => 1 / model.trees.length),
            rule: "share",
            base: 0,
            point: Array.from(model.point),
          },
          target,
        )
      : "# there are no data to fit a forest to; choose a data set first\n",
};
