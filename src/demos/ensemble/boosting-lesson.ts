import { argmax } from "../../core/ensemble/tree";
import type { Locale } from "../../words/text";
import type { EmitTarget, Note, ParamNotice } from "../demo";
import { say, show, showTex } from "../number";
import { aloneAt, type BoostModel, baseOf, computeBoost, termAt } from "./boosting";
import { checks } from "./boosting-checks";
import { alphaScene, errorsScene, mapScene, marginScene, termsScene } from "./boosting-scenes";
import { emitSpec } from "./code";
import { emptyScene, percent } from "./ground";
import { type Grove, groveProbe, groveScene, lookInto, treeAt } from "./grove";
import { clickPlane, dragPlane, queryOf, removePoint } from "./hands";
import type { Lesson } from "./lesson";
import { boxLeaf, leafBoxes } from "./route";

function notes(model: BoostModel, step: number): Note[] {
  if (!model.plane) return [];
  if (!model.ada) {
    const { losses } = model.boosted!;
    return [
      {
        id: "gradient",
        tex: "r_i = y_i - \\sigma(F(x_i)),\\qquad F \\leftarrow F + \\nu\\,h,\\qquad \\text{loss } \\slot{before} \\to \\slot{now}",
        slots: { before: showTex(losses[0]), now: showTex(losses[step]) },
        sentence: {
          en: "Each tree is fitted to what is still missing, the slope of the loss, and only a part ν of it is taken (Friedman 2001).",
          zh: "每棵树拟合尚缺的部分，即损失的负梯度，而且只取其中一份 ν（Friedman 2001）。",
        },
      },
    ];
  }
  const round = step > 0 ? model.ada.rounds[step - 1] : undefined;
  const [half, classes] = model.width === 1 ? ["\\tfrac12 ", ""] : ["", " + \\ln(K-1)"];
  return [
    {
      id: "alpha",
      tex: [
        `\\alpha_m = ${half}\\ln\\frac{1-\\varepsilon_m}{\\varepsilon_m}${classes}${round ? " = \\slot{alpha},\\quad \\varepsilon_m = \\slot{error}" : ""}`,
        `Z_m${model.width === 1 ? " = 2\\sqrt{\\varepsilon_m(1-\\varepsilon_m)}" : ""}${round ? " = \\slot{z}" : ""}`,
      ].join(",\\quad "),
      slots: round ? { alpha: showTex(round.alpha), error: showTex(round.error), z: showTex(round.z) } : {},
      sentence: {
        en: "The better the learner, the louder its voice; rows it gets wrong weigh more in the next round (Freund & Schapire 1997; Zhu et al. 2009 for K classes).",
        zh: "学习器越好，说话越响；它判错的样本在下一轮更重（Freund & Schapire 1997；多类见 Zhu 等 2009）。",
      },
    },
  ];
}

function narrate(model: BoostModel, step: number, locale: Locale): string {
  const { plane, ada } = model;
  if (!plane) return say(model.problem!, locale);
  if (model.trees.length === 0) {
    return say(
      {
        en: "No round at all: the best weak learner is no better than a guess, so AdaBoost stops at once. Allow it more depth.",
        zh: "一轮都没有：最好的弱学习器也不比猜强，AdaBoost 立即停止。请给它更大的深度。",
      },
      locale,
    );
  }
  if (step === 0) {
    return say(
      {
        en: `Before round 1 all ${plane.samples.n} rows weigh the same.`,
        zh: `第 1 轮之前，${plane.samples.n} 个样本权重相同。`,
      },
      locale,
    );
  }
  const tree = model.trees[step - 1];
  const cut =
    tree.feature[0] < 0
      ? say({ en: "a single leaf", zh: "一片叶" }, locale)
      : `${plane.names[tree.feature[0]]} ≤ ${show(tree.threshold[0])}`;
  const ended = ada && step === ada.rounds.length && ada.ended !== "rounds";
  const end: { en: string; zh: string } = !ended
    ? { en: "", zh: "" }
    : ada.ended === "perfect"
      ? { en: " It makes no error, and decides alone.", zh: "它没有错误，从此一锤定音。" }
      : { en: " The next would be no better than a guess: the run ends.", zh: "下一轮不比猜强：到此结束。" };
  if (ada) {
    const { error, alpha } = ada.rounds[step - 1];
    return say(
      {
        en: `Round ${step} cuts at ${cut}, is wrong on weight ε = ${show(error)} and speaks with α = ${show(alpha)}; the sum is wrong on ${percent(model.train[step])} of the rows, ${percent(model.fresh[step])} of the test.${end.en}`,
        zh: `第 ${step} 轮切在 ${cut}，错误权重 ε = ${show(error)}，话语权 α = ${show(alpha)}；加权和的训练错误率 ${percent(model.train[step])}，测试 ${percent(model.fresh[step])}。${end.zh}`,
      },
      locale,
    );
  }
  const { losses } = model.boosted!;
  return say(
    {
      en: `Round ${step} first cuts at ${cut} and lowers the loss from ${show(losses[step - 1])} to ${show(losses[step])}; wrong on ${percent(model.train[step])} of the rows, ${percent(model.fresh[step])} of the test.`,
      zh: `第 ${step} 轮先切 ${cut}，损失从 ${show(losses[step - 1])} 降到 ${show(losses[step])}；训练错误率 ${percent(model.train[step])}，测试 ${percent(model.fresh[step])}。`,
    },
    locale,
  );
}

function groveOf(model: BoostModel): Grove | undefined {
  const { plane, trees } = model;
  return plane && trees.length > 0 ? { plane, trees, shares: (m) => aloneAt(model, m) } : undefined;
}

function notices(model: BoostModel): ParamNotice[] {
  const list: ParamNotice[] = [];
  if (model.ada?.ended === "guess") {
    list.push({
      param: "weak",
      remark: {
        en: `After ${model.trees.length} rounds no learner of this depth beats a guess.`,
        zh: `${model.trees.length} 轮之后，这种深度的学习器已不比猜强。`,
      },
      fixes: [{ title: { en: "depth 2", zh: "深度 2" }, value: 2 }],
    });
  }
  if (model.plane && !model.ada && model.plane.classes[0].includes(" + ")) {
    list.push({
      param: "boost",
      remark: {
        en: `The log-odds need two classes: ${model.plane.classes[1]} against the rest.`,
        zh: `对数几率需要两类：${model.plane.classes[1]} 对其余。`,
      },
    });
  }
  return list;
}

function emit(model: BoostModel, step: number, target: EmitTarget): string {
  if (!model.plane) return "# there are no data to fit an ensemble to; choose a data set first\n";
  const trees = model.trees.slice(0, Math.max(1, step));
  const { classes, projection } = model.plane;
  const many = model.width > 1 && trees.length > 0;
  const what = many
    ? `the votes for each class (${classes.join(", ")}) at the point asked`
    : `F at the point asked: above 0 means class ${classes.at(-1)}`;
  return emitSpec(
    {
      title: `${trees.length} rounds; ${what}`,
      trees,
      weights: trees.map((_, m) => (model.ada ? model.ada.rounds[m].alpha : model.boosted!.rate)),
      rule: many ? "votes" : model.ada ? "signs" : "sum",
      base: baseOf(model),
      point: queryOf(model.values),
      ...(projection ? { projection } : {}),
    },
    target,
  );
}

export const boosting: Lesson<BoostModel> = {
  compute: computeBoost,
  steps: (model) => model.trees.length,
  scenes: {
    "boost-map": (model, step, _view, locale) => mapScene(model, step, locale),
    "boost-terms": (model, step, _view, locale) => termsScene(model, step, locale),
    "boost-errors": (model, step, _view, locale) => errorsScene(model, step, locale),
    "boost-grove": (model, step, _view, locale) => {
      const grove = groveOf(model);
      if (grove) return groveScene("boost-grove", grove, step, locale);
      const problem = model.problem ?? { en: narrate(model, 0, "en"), zh: narrate(model, 0, "zh") };
      return emptyScene("boost-grove", { en: "Every tree by itself", zh: "每一棵树自己的看法" }, problem, locale);
    },
    "boost-margins": (model, step, _view, locale) => marginScene(model, step, locale),
    "boost-alphas": (model, step, _view, locale) => alphaScene(model, step, locale),
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices,
  probe(model, step, scene, x, y, locale) {
    const grove = groveOf(model);
    if (grove && scene === "boost-grove") return groveProbe(grove, x, y, locale);
    if (scene !== "boost-map" || !model.plane || step === 0) return undefined;
    if (model.width === 1) {
      let F = baseOf(model);
      for (let m = 0; m < step; m++) F += termAt(model, m, [x, y]);
      return `F = ${show(F)} · ${say({ en: "class", zh: "类别" }, locale)} ${model.plane.classes[F > 0 ? 1 : 0]}`;
    }
    const votes = new Float64Array(model.width);
    for (let m = 0; m < step; m++) {
      const tree = model.trees[m];
      const at = boxLeaf(leafBoxes(tree, 2), [x, y]) * tree.outputs;
      votes[argmax(tree.value, tree.outputs, at)] += model.ada!.rounds[m].alpha;
    }
    return model.plane.classes.map((name, k) => `${name} ${show(votes[k], 3)}`).join(" · ");
  },
  drag: dragPlane,
  click(model, values, scene, x, y) {
    const grove = groveOf(model);
    if (!grove || scene !== "boost-grove") return clickPlane(model, values, scene, x, y);
    const m = treeAt(grove, x, y);
    return m === undefined ? undefined : lookInto(values, model.method, m);
  },
  remove: removePoint,
  emit,
};
