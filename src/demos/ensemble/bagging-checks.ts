import { leftOut } from "../../core/ensemble/bootstrap";
import { leafAt } from "../../core/ensemble/tree";
import { createRng } from "../../core/num/rng";
import type { Check } from "../demo";
import { memo } from "../memo";
import { show } from "../number";
import type { BagModel } from "./bagging-model";
import { queryOf } from "./hands";
import { boxLeaf, leafBoxes } from "./route";

export function checks(model: BagModel, step: number): Check[] {
  const { plane, forest, seed } = model;
  if (!plane || !forest || step === 0) return [problemCheck(model.problem === undefined)];
  return memo(model, `checks ${step}`, () => {
    const { n } = plane.samples;
    const count = Math.min(step, 25);
    const K = plane.classes.length;
    const hard = model.values["ballot"] === "hard";
    const sums = new Float64Array(n * K);
    const judged = new Uint8Array(n);
    let out = 0;
    for (let b = 0; b < count; b++) {
      const rng = createRng(seed, b);
      const drawn = new Set<number>();
      if (forest.bootstrap) for (let k = 0; k < n; k++) drawn.add(rng.nextBelow(n));
      else for (let k = 0; k < n; k++) drawn.add(k);
      out += (n - drawn.size) / (count * n);
      const tree = forest.trees[b];
      const boxes = leafBoxes(tree, 2);
      for (let i = 0; i < n; i++) {
        if (drawn.has(i)) continue;
        judged[i] = 1;
        const at = boxLeaf(boxes, [plane.samples.columns[0][i], plane.samples.columns[1][i]]) * K;
        const shares = tree.value.subarray(at, at + K);
        const best = shares.indexOf(Math.max(...shares));
        for (let k = 0; k < K; k++) sums[i * K + k] += hard ? (k === best ? 1 : 0) : shares[k];
      }
    }
    let wrong = 0;
    let total = 0;
    for (let i = 0; i < n; i++) {
      if (judged[i] === 0) continue;
      const own = sums.subarray(i * K, i * K + K);
      total++;
      if (own.indexOf(Math.max(...own)) !== plane.targets.of[i]) wrong++;
    }
    const query = queryOf(model.values);
    const share = (leaf: (b: number) => number): number =>
      Array.from({ length: count }, (_, b) => forest.trees[b].value[leaf(b) * K + K - 1]).reduce((a, b) => a + b, 0) /
      count;
    const expectedOut = forest.bootstrap ? leftOut(n) : 0;
    const deviation = Math.sqrt(((1 / Math.E) * (1 - 2 / Math.E)) / (n * count));
    return [
      ...(total > 0
        ? [
            {
              name: { en: `out-of-bag error after ${count} trees`, zh: `${count} 棵树后的袋外误差` },
              expected: wrong / total,
              actual: model.outside[count - 1],
              tolerance: 1e-9,
              source: {
                en: "bootstrap drawn again, leaves searched as boxes",
                zh: "重新抽取自助样本，把叶当作方框查找",
              },
            },
          ]
        : []),
      {
        name: {
          en: "rows left out: beyond eight deviations of (1 − 1/n)ⁿ",
          zh: "未抽中比例超出 (1 − 1/n)ⁿ 八倍标准差的部分",
        },
        expected: 0,
        actual: forest.bootstrap ? Math.max(0, Math.abs(out - expectedOut) - 8 * deviation) : out,
        tolerance: 1e-9,
        source: {
          en: `(1 − 1/n)ⁿ = ${show(expectedOut)}, near 1/e`,
          zh: `(1 − 1/n)ⁿ = ${show(expectedOut)}，接近 1/e`,
        },
      },
      {
        name: {
          en: `share of class ${plane.classes[K - 1]} at the point asked`,
          zh: `被问的点属于类别 ${plane.classes[K - 1]} 的比例`,
        },
        expected: share((b) => boxLeaf(leafBoxes(forest.trees[b], 2), query)),
        actual: share((b) => leafAt(forest.trees[b], query)),
        tolerance: 1e-9,
        source: { en: "the leaf whose box holds the point", zh: "包含该点的叶方框" },
      },
    ];
  });
}

/** What can be said where nothing was fitted: that there is, or is not, something to fit. */
export function problemCheck(there: boolean): Check {
  return {
    name: { en: "trees voting so far", zh: "目前参与表决的树数" },
    expected: 0,
    actual: 0,
    tolerance: 1e-9,
    source: there ? { en: "none before the first", zh: "第一棵之前没有" } : { en: "there are no data", zh: "没有数据" },
  };
}
