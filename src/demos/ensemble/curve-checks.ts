import { leafAt } from "../../core/ensemble/tree";
import type { Check } from "../demo";
import { memo } from "../memo";
import type { CurveModel } from "./curve";

/** Σ (y − F)² with the best constant on each side of every cut of the sorted rows, tried one after the other. */
function bestCut(x: Float64Array, r: Float64Array): { readonly loss: number; readonly second: number } {
  const order = [...x.keys()].sort((a, b) => x[a] - x[b]);
  const spread = (rows: readonly number[]): number => {
    const mean = rows.reduce((sum, i) => sum + r[i], 0) / rows.length;
    return rows.reduce((sum, i) => sum + (r[i] - mean) ** 2, 0);
  };
  const losses: number[] = [];
  for (let k = 1; k < order.length; k++)
    if (x[order[k]] !== x[order[k - 1]]) losses.push(spread(order.slice(0, k)) + spread(order.slice(k)));
  losses.sort((a, b) => a - b);
  return { loss: losses[0], second: losses[1] ?? losses[0] };
}

export function checks(model: CurveModel, step: number): Check[] {
  return memo(model, `checks ${step}`, () => {
    const { x, y, boosted, values, rows } = model;
    const table = (m: number): number => y.reduce((sum, v, i) => sum + (v - rows[m][i]) ** 2, 0);
    const book = [1.93, 0.8007, 0.478, 0.3056, 0.2289, 0.1722];
    const isBook =
      values["curve"] === "table" &&
      values["loss"] === "squared" &&
      values["rate"] === 1 &&
      values["weak"] === 1 &&
      values["subsample"] === 1 &&
      values["leaf"] === 1;
    const list: Check[] = [];
    if (isBook && step >= 1 && step <= 6) {
      list.push({
        name: { en: `loss after tree ${step}`, zh: `第 ${step} 棵树后的损失` },
        expected: book[step - 1],
        actual: table(step),
        tolerance: 6e-5,
        source: {
          en: "Li Hang, Statistical Learning Methods, example 8.2, without its rounding",
          zh: "李航《统计学习方法》例 8.2，去掉中途舍入",
        },
      });
    }
    const plain =
      values["loss"] === "squared" && values["weak"] === 1 && values["subsample"] === 1 && values["leaf"] === 1;
    if (plain && step > 0) {
      const r = y.map((v, i) => v - rows[step - 1][i]);
      const tree = boosted.trees[step - 1];
      const left = r.reduce((sum, v, i) => sum + (v - tree.value[leafAt(tree, [x[i]])]) ** 2, 0);
      list.push({
        name: { en: `squared residuals left by tree ${step}`, zh: `第 ${step} 棵树留下的残差平方和` },
        expected: bestCut(x, r).loss,
        actual: left,
        tolerance: 1e-8,
        source: { en: "every cut tried from scratch", zh: "逐个切点从头计算" },
      });
    }
    let F = boosted.base;
    for (const tree of boosted.trees.slice(0, step)) {
      let node = 0;
      while (tree.feature[node] >= 0) node = x[0] <= tree.threshold[node] ? tree.left[node] : tree.right[node];
      F += boosted.rate * tree.value[node];
    }
    list.push({
      name: { en: "F at the first point", zh: "第一个点处的 F" },
      expected: F,
      actual: rows[step][0],
      tolerance: 1e-9,
      source: { en: "base + ν Σ leaves, added in one go", zh: "初值 + ν Σ 叶值，一次加完" },
    });
    return list;
  });
}
