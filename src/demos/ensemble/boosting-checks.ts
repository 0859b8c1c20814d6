import type { Check } from "../demo";
import { memo } from "../memo";
import { problemCheck } from "./bagging-checks";
import { type BoostModel, baseOf, termAt } from "./boosting";
import { boundsOf } from "./boosting-scenes";
import { queryOf } from "./hands";
import { boxLeaf, leafBoxes } from "./route";
import { isTen, tenAlphas } from "./ten";

/** F after `step` rounds at a row, by the boxes of the leaves and the sum written out. */
function slowSum(model: BoostModel, step: number, point: readonly number[]): number {
  let F = baseOf(model);
  for (let m = 0; m < step; m++) {
    const tree = model.trees[m];
    const at = boxLeaf(leafBoxes(tree, 2), point) * tree.outputs;
    if (model.boosted) F += model.boosted.rate * tree.value[at];
    else F += (tree.value[at + 1] > tree.value[at] ? 1 : -1) * model.ada!.rounds[m].alpha;
  }
  return F;
}

export function checks(model: BoostModel, step: number): Check[] {
  const { plane } = model;
  if (!plane || step === 0) return [problemCheck(plane !== undefined)];
  return memo(model, `checks ${step}`, () => [...adaChecks(model, step), ...sumChecks(model, step)]);
}

function sumChecks(model: BoostModel, step: number): Check[] {
  if (model.width !== 1) return [];
  const query = queryOf(model.values);
  let F = baseOf(model);
  for (let m = 0; m < step; m++) F += termAt(model, m, query);
  return [
    {
      name: { en: `F at the point asked after ${step} rounds`, zh: `${step} 轮后被问点处的 F` },
      expected: slowSum(model, step, query),
      actual: F,
      tolerance: 1e-9,
      source: { en: "leaves searched as boxes, terms added one by one", zh: "把叶当作方框查找，逐项相加" },
    },
  ];
}

/** The theory of AdaBoost, recomputed from the answers alone: weights as products of exponentials from the start. */
function adaChecks(model: BoostModel, step: number): Check[] {
  const { plane, ada } = model;
  if (!plane || !ada) return [];
  const { n } = plane.samples;
  const { answers, weights } = ada.rounds[step - 1];
  const total = weights.reduce((sum, w) => sum + w, 0);
  const list: Check[] = [
    {
      name: { en: `weights of round ${step} sum to`, zh: `第 ${step} 轮的权重之和` },
      expected: 1,
      actual: total,
      tolerance: 1e-9,
      source: { en: "they are a distribution", zh: "它们是一个分布" },
    },
  ];
  if (isTen(model.values) && model.values["weak"] === 1 && step <= tenAlphas.length) {
    list.push({
      name: { en: `α of round ${step}, as in the book`, zh: `第 ${step} 轮的 α，同书` },
      expected: tenAlphas[step - 1],
      actual: ada.rounds[step - 1].alpha,
      tolerance: 1e-9,
      source: {
        en: "Li Hang, example 8.1: ½ ln((1 − ε)/ε) of ε = 3/10, 3/14, 2/11",
        zh: "李航例 8.1：ε = 3/10、3/14、2/11 时的 ½ ln((1 − ε)/ε)",
      },
    });
  }
  if (model.width !== 1) return list;
  const sign = (k: number): number => (k === 1 ? 1 : -1);
  // w_i ∝ exp(−y_i F(x_i)) of the rounds before, without a step between.
  const raw = Array.from({ length: n }, (_, i) =>
    Math.exp(
      -ada.rounds.slice(0, step - 1).reduce((F, r) => F + r.alpha * sign(r.answers[i]) * sign(plane.targets.of[i]), 0),
    ),
  );
  const scale = raw.reduce((a, b) => a + b, 0);
  const error = raw.reduce((sum, w, i) => sum + (answers[i] === plane.targets.of[i] ? 0 : w / scale), 0);
  const mean =
    raw.reduce(
      (sum, w, i) => sum + w * Math.exp(-ada.rounds[step - 1].alpha * sign(answers[i]) * sign(plane.targets.of[i])),
      0,
    ) / n;
  const product = boundsOf(model)!.product[step - 1];
  const perfect = ada.rounds[step - 1].z === 0;
  list.push({
    name: { en: `weighted error ε of round ${step}`, zh: `第 ${step} 轮的加权错误率 ε` },
    expected: error,
    actual: ada.rounds[step - 1].error,
    tolerance: 1e-8,
    source: { en: "weights exp(−yF) from the whole sum", zh: "由整个和得到的权重 exp(−yF)" },
  });
  if (!perfect) {
    list.push({
      name: { en: "product of the Z", zh: "各 Z 的乘积" },
      expected: mean,
      actual: product,
      tolerance: 1e-8,
      source: { en: "mean of exp(−yF)", zh: "exp(−yF) 的均值" },
    });
  }
  list.push({
    name: { en: "training error above the product of Z", zh: "训练错误率超出 Z 的乘积" },
    expected: 0,
    actual: Math.max(0, model.train[step] - Math.max(product, perfect ? model.train[step] : 0) - 1e-12),
    tolerance: 1e-9,
    source: { en: "Freund & Schapire 1997, theorem 6", zh: "Freund & Schapire 1997，定理 6" },
  });
  return list;
}
