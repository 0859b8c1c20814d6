import { leftOut } from "../../core/ensemble/bootstrap";
import { timesOf } from "../../core/ensemble/forest";
import { argmax, leafAt } from "../../core/ensemble/tree";
import type { Locale } from "../../words/text";
import type { Note } from "../demo";
import { say, showTex } from "../number";
import { checks } from "./bagging-checks";
import { type BagModel, compute, mapsOf } from "./bagging-model";
import { errorScene, treeScene, voteScene } from "./bagging-scenes";
import { emitForest } from "./code";
import { emptyScene, percent } from "./ground";
import { type Grove, groveProbe, groveScene, lookInto, treeAt } from "./grove";
import { clickPlane, dragPlane, removePoint } from "./hands";
import type { Lesson } from "./lesson";

function notes(model: BagModel, step: number): Note[] {
  const { plane, forest } = model;
  if (!plane || !forest) return [];
  const { n } = plane.samples;
  const times = step > 0 ? timesOf(forest, step - 1) : new Uint16Array(n);
  return [
    {
      id: "out",
      tex: `P(\\text{row not drawn}) = \\Big(1-\\frac1n\\Big)^n = \\slot{chance} \\to \\frac1e,\\qquad n = \\slot{n}${step > 0 ? ",\\quad \\text{here } \\slot{share}" : ""}`,
      slots: {
        chance: showTex(leftOut(n)),
        n: String(n),
        ...(step > 0 ? { share: showTex(times.filter((t) => t === 0).length / n) } : {}),
      },
      sentence: {
        en: "The rows that a tree did not draw test it for nothing: their vote is the out-of-bag error (Breiman 1996; 2001).",
        zh: "某棵树没抽到的样本正好免费考它：由此得到袋外误差（Breiman 1996；2001）。",
      },
    },
    {
      id: "forest",
      tex: "\\hat p(x) = \\frac1B \\sum_{b=1}^{B} p_b(x),\\qquad B = \\slot{b}",
      slots: { b: String(step) },
      sentence: {
        en: "A random forest draws the features to look at anew at every split, not once for a tree: so the trees differ, and their mean varies less.",
        zh: "随机森林在每一次分裂时重新抽取特征，而不是每棵树抽一次：树与树因此不同，平均后的方差更小。",
      },
    },
  ];
}

function groveOf(model: BagModel): Grove | undefined {
  const { plane, forest } = model;
  if (!plane || !forest) return undefined;
  const K = plane.classes.length;
  return {
    plane,
    trees: forest.trees,
    shares: (m) => {
      const map = mapsOf(model)[m];
      const cells = map.length / K;
      if (K === 2) return Float64Array.from({ length: cells }, (_, c) => map[2 * c + 1]);
      return Float64Array.from({ length: cells }, (_, c) => argmax(map, K, c * K) / (K - 1));
    },
  };
}

function narrate(model: BagModel, step: number, locale: Locale): string {
  const { plane, forest } = model;
  if (!plane || !forest) return say(model.problem!, locale);
  if (step === 0) {
    return say(
      {
        en: `${plane.samples.n} rows, no tree yet: draw the first bootstrap sample.`,
        zh: `${plane.samples.n} 个样本，还没有树：来抽第一个自助样本。`,
      },
      locale,
    );
  }
  const out = timesOf(forest, step - 1).filter((t) => t === 0).length;
  const tree = forest.trees[step - 1];
  const leaves = tree.feature.filter((f) => f < 0).length;
  const outside = Number.isNaN(model.outside[step - 1])
    ? { en: "", zh: "" }
    : { en: `, out of bag ${percent(model.outside[step - 1])}`, zh: `，袋外 ${percent(model.outside[step - 1])}` };
  return say(
    {
      en: `Tree ${step} of ${leaves} leaves did not see ${out} of ${plane.samples.n} rows (${percent(out / plane.samples.n)}); the vote is wrong on ${percent(model.fresh[step - 1])} of the test${outside.en}.`,
      zh: `第 ${step} 棵树有 ${leaves} 片叶，${plane.samples.n} 个样本中 ${out} 个没见过（${percent(out / plane.samples.n)}）；表决的测试错误率 ${percent(model.fresh[step - 1])}${outside.zh}。`,
    },
    locale,
  );
}

export const bagging: Lesson<BagModel> = {
  compute,
  steps: (model) => model.outside.length,
  scenes: {
    "bag-tree": (model, step, _view, locale) => treeScene(model, step, locale),
    "bag-vote": (model, step, _view, locale) => voteScene(model, step, locale),
    "bag-errors": (model, step, _view, locale) => errorScene(model, step, locale),
    "bag-grove": (model, step, _view, locale) => {
      const grove = groveOf(model);
      if (!grove)
        return emptyScene(
          "bag-grove",
          { en: "Every tree by itself", zh: "每一棵树自己的看法" },
          model.problem!,
          locale,
        );
      return groveScene("bag-grove", grove, step, locale);
    },
  },
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices: (model) =>
    model.values["bag"] === "tree"
      ? [
          {
            param: "bag",
            remark: {
              en: "All trees see the same rows and are the same tree: nothing to vote about.",
              zh: "所有的树看到同样的样本，完全相同：没有什么可投票的。",
            },
          },
        ]
      : [],
  probe(model, step, scene, x, y, locale) {
    const { forest, plane } = model;
    const grove = groveOf(model);
    if (grove && scene === "bag-grove") return groveProbe(grove, x, y, locale);
    if (!forest || !plane || step === 0 || scene === "bag-errors") return undefined;
    const K = plane.classes.length;
    const trees = scene === "bag-tree" ? [forest.trees[step - 1]] : forest.trees.slice(0, step);
    const shares = plane.classes.map(
      (_, k) => trees.reduce((sum, tree) => sum + tree.value[leafAt(tree, [x, y]) * K + k], 0) / trees.length,
    );
    const who =
      scene === "bag-tree"
        ? { en: `tree ${step}`, zh: `第 ${step} 棵树` }
        : { en: `${step} trees`, zh: `${step} 棵树` };
    return `${say(who, locale)}: ${plane.classes.map((name, k) => `${name} ${percent(shares[k])}`).join(" · ")}`;
  },
  drag: dragPlane,
  click(model, values, scene, x, y) {
    const grove = groveOf(model);
    if (!grove || scene !== "bag-grove") return clickPlane(model, values, scene, x, y);
    const m = treeAt(grove, x, y);
    return m === undefined ? undefined : lookInto(values, "forest", m);
  },
  remove: removePoint,
  emit: (model, step, target) => emitForest(model, Math.max(1, step), target),
};
