import type { Check } from "../demo";
import { memo } from "../memo";
import { problemCheck } from "./bagging-checks";
import { isLeaking, learners, type StackModel } from "./stack";

export function checks(model: StackModel, step: number): Check[] {
  const { plane, chosen, folds, seed } = model;
  if (!plane || !chosen) return [problemCheck(false)];
  return memo(model, `checks ${step}`, () => {
    const { samples, targets } = plane;
    // The neighbours' column again, by definition: the nearest rows that the row's fold leaves.
    const row = (step * 7 + seed) % samples.n;
    const fold = folds.find(({ test }) => test.includes(row))!;
    const known = isLeaking(model) ? [...targets.of.keys()] : [...fold.train];
    const far = (i: number): number =>
      Math.hypot(samples.columns[0][i] - samples.columns[0][row], samples.columns[1][i] - samples.columns[1][row]);
    const near = known.sort((a, b) => far(a) - far(b) || a - b).slice(0, 5);
    const w = chosen.level1.weights;
    const z = learners.reduce((sum, _, l) => sum + w[l] * model.said[l], w[learners.length]);
    // At the penalised optimum Σ (p − y) z_l + w_l / C = 0 for every learner.
    const slope = targets.of.reduce((sum, y, i) => {
      const score = learners.reduce((s, _, l) => s + w[l] * chosen.table.columns[l][i], w[learners.length]);
      return sum + (1 / (1 + Math.exp(-score)) - y) * chosen.table.columns[1][i];
    }, w[1]);
    return [
      {
        name: { en: `neighbours' share for row ${row + 1}`, zh: `样本 ${row + 1} 的近邻比例` },
        expected: near.reduce((sum, i) => sum + (targets.of[i] === 1 ? 1 : 0), 0) / near.length,
        actual: chosen.table.columns[2][row],
        tolerance: 1e-9,
        source: {
          en: "the five nearest rows outside its fold, sorted by distance",
          zh: "折外按距离排序的五个最近样本",
        },
      },
      {
        name: { en: "P(class 1) of the stack at the point asked", zh: "堆叠在被问点给出的概率" },
        expected: 1 / (1 + Math.exp(-z)),
        actual: model.said[learners.length],
        tolerance: 1e-9,
        source: { en: "σ(w·shares + b) from the learners' own answers", zh: "由各学习器的回答算 σ(w·p + b)" },
      },
      {
        name: { en: "slope of level 1's loss along the forest's weight", zh: "第二层损失沿森林权重的斜率" },
        expected: 0,
        actual: slope,
        tolerance: 1e-6,
        source: { en: "Σ (p − y) z + w/C at the optimum", zh: "最优处 Σ (p − y) z + w/C" },
      },
    ];
  });
}
