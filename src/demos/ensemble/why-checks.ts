import type { Tree } from "../../core/ensemble/tree";
import type { Check } from "../demo";
import { memo } from "../memo";
import { problemCheck } from "./bagging-checks";
import type { WhyModel } from "./why";
import { refitAt } from "./why-scenes";

/** Shapley values by their definition: all sixteen sets of known features. */
function shapley(trees: readonly Tree[], point: Float64Array, output: number, j: number): number {
  const worth = (tree: Tree, known: number, node: number): number => {
    const f = tree.feature[node];
    if (f < 0) return tree.value[node * tree.outputs + output];
    const [l, r] = [tree.left[node], tree.right[node]];
    if (known & (1 << f)) return worth(tree, known, point[f] <= tree.threshold[node] ? l : r);
    return (tree.weight[l] * worth(tree, known, l) + tree.weight[r] * worth(tree, known, r)) / tree.weight[node];
  };
  const share = [1 / 4, 1 / 12, 1 / 12, 1 / 4];
  let sum = 0;
  for (let known = 0; known < 16; known++) {
    if (known & (1 << j)) continue;
    const size = [0, 1, 2, 3].filter((k) => known & (1 << k)).length;
    for (const tree of trees)
      sum += (share[size] * (worth(tree, known | (1 << j), 0) - worth(tree, known, 0))) / trees.length;
  }
  return sum;
}

export function checks(model: WhyModel, step: number): Check[] {
  const { plane } = model;
  if (!plane) return [problemCheck(false)];
  const r = refitAt(model, step);
  return memo(model, `checks ${r}`, () => {
    const last = model.sizes.length - 1;
    const list = model.predictions.slice(0, r + 1);
    // The main prediction by sorting the answers of a row, not by counting them.
    let bias = 0;
    let spread = 0;
    model.truth.forEach((k, i) => {
      const sorted = list.map((answers) => answers[i]).sort((a, b) => a - b);
      const runs = new Map<number, number>();
      for (const answer of sorted) runs.set(answer, (runs.get(answer) ?? 0) + 1);
      const [main, count] = [...runs].reduce((best, run) => (run[1] > best[1] ? run : best));
      if (main !== k) bias += 1 / model.truth.length;
      spread += (1 - count / list.length) / model.truth.length;
    });
    const parts = model.parts[r][last];
    return [
      {
        name: {
          en: `bias of ${model.sizes[last]} trees from ${r + 1} refits`,
          zh: `${r + 1} 次拟合测得的偏差（${model.sizes[last]} 棵树）`,
        },
        expected: bias,
        actual: parts.bias,
        tolerance: 1e-9,
        source: { en: "most frequent answer of each row, sorted", zh: "每个样本的答案排序后取众数" },
      },
      {
        name: { en: "variance", zh: "方差" },
        expected: spread,
        actual: parts.variance,
        tolerance: 1e-9,
        source: { en: "share of refits that disagree with it", zh: "与众数不同的拟合所占比例" },
      },
      {
        name: { en: "SHAP of the first feature", zh: "第一个特征的 SHAP 值" },
        expected: shapley(model.trees, model.point, plane.classes.length - 1, 0),
        actual: model.phi[0],
        tolerance: 1e-8,
        source: { en: "Shapley's definition over all 16 sets of features", zh: "按沙普利定义遍历 16 个特征子集" },
      },
      {
        name: { en: "mean plus all SHAP values", zh: "均值加所有 SHAP 值" },
        expected: model.answer,
        actual: model.mean + model.phi.reduce((sum, v) => sum + v, 0),
        tolerance: 1e-8,
        source: { en: "the forest's own answer", zh: "森林自己的回答" },
      },
    ];
  });
}
