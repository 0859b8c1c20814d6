import type { Locale } from "../../words/text";
import type { EmitTarget, Note } from "../demo";
import { say, show, showTex } from "../number";
import { percent } from "./ground";
import { clickPlane, dragPlane, removePoint } from "./hands";
import type { Lesson } from "./lesson";
import { compute, honest, isLeaking, learnerNames, learners, type StackModel } from "./stack";
import { checks } from "./stack-checks";
import { stackMap, tableScene, weightScene } from "./stack-scenes";

function notes(model: StackModel): Note[] {
  if (!model.chosen) return [];
  const w = model.chosen.level1.weights;
  return [
    {
      id: "level1",
      tex: "p(x) = \\sigma\\Big(\\sum_l w_l\\, p_l(x) + b\\Big),\\quad w = (\\slot{w}),\\ b = \\slot{b}",
      slots: { w: learners.map((_, l) => showTex(w[l], 3)).join(",\\ "), b: showTex(w[learners.length], 3) },
      sentence: {
        en: "Level 1 must learn from answers on rows that level 0 had not seen; in-sample answers teach it to trust whoever memorises (Wolpert 1992; Ting & Witten 1999 for shares).",
        zh: "第二层要从第一层没见过的样本上的回答学习；若用训练样本上的回答，它学会的是相信死记硬背者（Wolpert 1992；概率形式见 Ting & Witten 1999）。",
      },
    },
  ];
}

function narrate(model: StackModel, step: number, locale: Locale): string {
  const { plane, folds, chosen } = model;
  if (!plane || !chosen) return say(model.problem!, locale);
  const leak = isLeaking(model);
  if (step === 0)
    return say(
      {
        en: `${folds.length} folds, no answer yet: the table is empty.`,
        zh: `共 ${folds.length} 折，还没有回答：表是空的。`,
      },
      locale,
    );
  if (step <= folds.length) {
    const { train, test } = folds[step - 1];
    return say(
      leak
        ? {
            en: `Fold ${step}: its ${test.length} rows are answered by learners that have seen them. That is the leak.`,
            zh: `第 ${step} 折：${test.length} 个样本由见过它们的学习器回答。这就是泄漏。`,
          }
        : {
            en: `Fold ${step}: five learners fitted to the other ${train.length} rows answer for its ${test.length}.`,
            zh: `第 ${step} 折：五个学习器在其余 ${train.length} 个样本上拟合，再回答这 ${test.length} 个。`,
          },
      locale,
    );
  }
  return say(
    {
      en: `Level 1 gives the full tree weight ${show(chosen.level1.weights[0], 3)}; right on ${percent(model.own[0])} of its own table and ${percent(model.scores[learners.length])} of the test (${honest(!leak).en}: ${percent(model.scores[learners.length + 1])}).`,
      zh: `第二层给完全树的权重是 ${show(chosen.level1.weights[0], 3)}；在自己的表上正确率 ${percent(model.own[0])}，测试 ${percent(model.scores[learners.length])}（${honest(!leak).zh}：${percent(model.scores[learners.length + 1])}）。`,
    },
    locale,
  );
}

function emit(model: StackModel, _step: number, target: EmitTarget): string {
  if (!model.chosen) return "# there are no data to fit a stack to; choose a data set first\n";
  const w = model.chosen.level1.weights;
  const [weights, said] = [Array.from(w.slice(0, learners.length)), Array.from(model.said.slice(0, learners.length))];
  const b = w[learners.length];
  if (target === "python") {
    return `from math import exp

# level 1 on what ${learnerNames.map(({ en }) => en).join(", ")} say of class 1 at the point asked
w = [${weights.join(", ")}]
b = ${b}
p = [${said.join(", ")}]
print(1 / (1 + exp(-(sum(wi * pi for wi, pi in zip(w, p)) + b))))
`;
  }
  if (target === "typescript") {
    return `// level 1 on what ${learnerNames.map(({ en }) => en).join(", ")} say of class 1 at the point asked
const w = [${weights.join(", ")}];
const b = ${b};
const p = [${said.join(", ")}];
console.log(1 / (1 + Math.exp(-w.reduce((sum, wi, l) => sum + wi * p[l], b))));
`;
  }
  return `# level 1 on what five learners say of class 1 at the point asked
w = [${weights.join(", ")}]
p = [${said.join(", ")}]
sigmoid(w'p + ${b})
`;
}

export const stacking: Lesson<StackModel> = {
  compute,
  steps: (model) => (model.chosen ? model.folds.length + 1 : 0),
  scenes: {
    "stack-table": (model, step, _view, locale) => tableScene(model, step, locale),
    "stack-weights": (model, step, _view, locale) => weightScene(model, step, locale),
    "stack-map": (model, step, _view, locale) => stackMap(model, step, locale),
  },
  checks,
  notes: (model) => notes(model),
  narrate,
  notices: (model) =>
    isLeaking(model)
      ? [
          {
            param: "leak",
            remark: { en: "Look at the tree's column: it repeats the label.", zh: "看完全树那一列：它就是标签本身。" },
          },
        ]
      : [],
  drag: dragPlane,
  click: clickPlane,
  remove: removePoint,
  emit,
};
