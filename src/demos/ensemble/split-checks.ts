import type { Check } from "../demo";
import { memo } from "../memo";
import { problemCheck } from "./bagging-checks";
import { nodeAt, type SplitModel, winnerOf } from "./split";
import type { Measure, Subject } from "./split-subject";

/** Σ g w + ½ h w² + ½ λ w² at its lowest, found by halving about the best w. */
function lowestLoss(rows: readonly number[], { amount, weight, lambda }: Measure): number {
  const loss = (w: number): number =>
    rows.reduce((sum, i) => sum + amount![i] * w + 0.5 * weight[i] * w * w, 0.5 * lambda * w * w);
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

/** What some rows cost, by the words of its definition. */
function costOf(rows: readonly number[], measure: Measure): number {
  const { kind, weight, amount, classes } = measure;
  if (kind === "newton") return lowestLoss(rows, measure);
  const total = rows.reduce((sum, i) => sum + weight[i], 0);
  if (kind === "squared") {
    // Half the mean squared distance of all pairs is the variance.
    let pairs = 0;
    for (const i of rows) for (const j of rows) pairs += weight[i] * weight[j] * (amount![i] - amount![j]) ** 2;
    return pairs / (2 * total);
  }
  const shares = new Array<number>(classes!.count).fill(0);
  for (const i of rows) shares[classes!.of[i]] += weight[i] / total;
  // Gini: the chance that two rows drawn by weight differ in class.
  if (kind === "error") return total * (1 - Math.max(...shares));
  return total * shares.reduce((sum, p, k) => sum + p * shares.reduce((s, q, l) => s + (k === l ? 0 : q), 0), 0);
}

const ways = {
  newton: {
    en: "losses before and after, minimised by golden section",
    zh: "切分前后的损失，用黄金分割法求最小",
  },
  squared: { en: "squared distances of all pairs of rows", zh: "所有样本对的平方距离" },
  gini: { en: "chance that two rows differ in class, before and after", zh: "切分前后两个样本类别不同的概率" },
  error: { en: "weight outside the majority, counted before and after", zh: "切分前后清点多数之外的权重" },
} as const;

export function checks(model: SplitModel, step: number): Check[] {
  const node = nodeAt(model, step);
  const { subject } = model;
  if (!node || !subject) return [problemCheck(false)];
  return memo(model, `checks ${step}`, () => {
    const winner = winnerOf(model, node);
    const { samples, tree, measure } = subject;
    if (winner) {
      const x = samples.columns[winner.feature];
      const left = node.rows.filter((i) => x[i] <= winner.threshold);
      const right = node.rows.filter((i) => x[i] > winner.threshold);
      return [
        {
          name: { en: "gain of the best cut, before γ", zh: "最佳切分的增益（未减 γ）" },
          expected: costOf(node.rows, measure) - costOf(left, measure) - costOf(right, measure),
          actual: tree.gain[node.node],
          tolerance: 1e-6,
          source: ways[measure.kind],
        },
        {
          name: { en: "best gain over all thresholds", zh: "所有阈值中的最大增益" },
          expected: bruteGain(subject, node.node, node.rows),
          actual: tree.gain[node.node],
          tolerance: 1e-7,
          source: { en: "each threshold summed from scratch", zh: "每个阈值从头求和" },
        },
      ];
    }
    return [leafCheck(subject, node.node, node.rows)];
  });
}

/** That no other answer of a leaf would cost less. */
function leafCheck({ measure, tree, plane }: Subject, node: number, rows: readonly number[]): Check {
  const { kind, weight, amount, lambda } = measure;
  const at = node * tree.outputs;
  if (kind === "newton") {
    const w = tree.value[at];
    return {
      name: { en: "slope of the loss at the leaf's answer", zh: "叶值处损失的斜率" },
      expected: 0,
      actual: rows.reduce((sum, i) => sum + amount![i] + weight[i] * w, lambda * w),
      tolerance: 1e-8,
      source: { en: "Σ g + (Σ h + λ) w", zh: "Σ g + (Σ h + λ) w" },
    };
  }
  const total = rows.reduce((sum, i) => sum + weight[i], 0);
  if (kind === "squared") {
    return {
      name: { en: "weight in the leaf", zh: "叶中的权重" },
      expected: total,
      actual: tree.weight[node],
      tolerance: 1e-9,
      source: { en: "rows counted", zh: "逐个清点样本" },
    };
  }
  const last = plane!.classes.length - 1;
  return {
    name: { en: "share of the last class in the leaf", zh: "叶中最后一类的比例" },
    expected: rows.reduce((sum, i) => sum + (measure.classes!.of[i] === last ? weight[i] : 0), 0) / total,
    actual: tree.value[at + last],
    tolerance: 1e-9,
    source: { en: "rows counted", zh: "逐个清点样本" },
  };
}

function bruteGain({ samples, measure, minLeaf, searched }: Subject, node: number, rows: readonly number[]): number {
  const { kind, weight, amount, classes, lambda } = measure;
  const worth = (some: readonly number[]): number => {
    const W = some.reduce((sum, i) => sum + weight[i], 0);
    if (kind === "newton" || kind === "squared") {
      const S = some.reduce((sum, i) => sum + amount![i] * (kind === "squared" ? weight[i] : 1), 0);
      return (S * S) / (kind === "newton" ? 2 * (W + lambda) : W);
    }
    const sums = new Array<number>(classes!.count).fill(0);
    for (const i of some) sums[classes!.of[i]] += weight[i];
    return kind === "error" ? Math.max(...sums) : sums.reduce((sum, s) => sum + (s * s) / W, 0);
  };
  let best = 0;
  samples.columns.forEach((x, j) => {
    if (searched[node] && !searched[node].includes(j)) return;
    for (const cut of new Set(rows.map((i) => x[i]))) {
      const left = rows.filter((i) => x[i] <= cut);
      const right = rows.filter((i) => x[i] > cut);
      if (left.length < minLeaf || right.length < minLeaf) continue;
      best = Math.max(best, worth(left) + worth(right) - worth(rows));
    }
  });
  return best;
}
