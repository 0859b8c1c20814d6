import type { Check } from "../demo";
import { memo } from "../memo";
import { problemCheck } from "./bagging-checks";
import { nodeAt, type SplitModel, weightOf, winnerOf } from "./split";

/** Σ g w + ½ h w² + ½ λ w² at its lowest, found by trying w on a fine grid and then by halving about the best. */
function lowestLoss(rows: readonly number[], model: SplitModel): number {
  const loss = (w: number): number =>
    rows.reduce((sum, i) => sum + model.g[i] * w + 0.5 * model.h[i] * w * w, 0.5 * model.lambda * w * w);
  let [low, high] = [-1, 1];
  // Widened until the parabola rises at both ends, then cut by the golden ratio.
  while (loss(low) < loss(low / 2) && low > -1e9) low *= 2;
  while (loss(high) < loss(high / 2) && high < 1e9) high *= 2;
  const ratio = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k < 120; k++) {
    const [a, b] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (loss(a) < loss(b)) high = b;
    else low = a;
  }
  return loss((low + high) / 2);
}

export function checks(model: SplitModel, step: number): Check[] {
  const node = nodeAt(model, step);
  if (!node || !model.tree) return [problemCheck(false)];
  return memo(model, `checks ${step}`, () => {
    const winner = winnerOf(model, node);
    const { samples, tree, lambda } = model;
    const list: Check[] = [];
    if (winner && samples) {
      const x = samples.columns[winner.feature];
      const left = node.rows.filter((i) => x[i] <= winner.threshold);
      const right = node.rows.filter((i) => x[i] > winner.threshold);
      list.push({
        name: { en: "gain of the best cut, before γ", zh: "最佳切分的增益（未减 γ）" },
        expected: lowestLoss(node.rows, model) - lowestLoss(left, model) - lowestLoss(right, model),
        actual: tree!.gain[node.node],
        tolerance: 1e-6,
        source: {
          en: "losses before and after, minimised by golden section",
          zh: "切分前后的损失，用黄金分割法求最小",
        },
      });
      list.push({
        name: { en: "best gain over all thresholds", zh: "所有阈值中的最大增益" },
        expected: bruteGain(model, node.rows),
        actual: tree!.gain[node.node],
        tolerance: 1e-7,
        source: { en: "each threshold summed from scratch", zh: "每个阈值从头求和" },
      });
    } else {
      const w = weightOf(model, node);
      list.push({
        name: { en: "slope of the loss at the leaf's answer", zh: "叶值处损失的斜率" },
        expected: 0,
        actual: node.rows.reduce((sum, i) => sum + model.g[i] + model.h[i] * w, lambda * w),
        tolerance: 1e-8,
        source: { en: "Σ g + (Σ h + λ) w", zh: "Σ g + (Σ h + λ) w" },
      });
    }
    return list;
  });
}

function bruteGain(model: SplitModel, rows: readonly number[]): number {
  const minLeaf = Number(
    model.values["task"] === "ages" ? Math.min(2, Number(model.values["leaf"])) : model.values["leaf"],
  );
  const worth = (some: readonly number[]): number => {
    const G = some.reduce((sum, i) => sum + model.g[i], 0);
    const H = some.reduce((sum, i) => sum + model.h[i], 0);
    return (G * G) / (2 * (H + model.lambda));
  };
  let best = 0;
  for (const x of model.samples!.columns) {
    for (const cut of new Set(rows.map((i) => x[i]))) {
      const left = rows.filter((i) => x[i] <= cut);
      const right = rows.filter((i) => x[i] > cut);
      if (left.length < minLeaf || right.length < minLeaf) continue;
      best = Math.max(best, worth(left) + worth(right) - worth(rows));
    }
  }
  return best;
}
