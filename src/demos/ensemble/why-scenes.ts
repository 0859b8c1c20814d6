import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { domainOf, linear } from "../frame";
import { say, show } from "../number";
import { emptyScene, percent } from "./ground";
import type { WhyModel } from "./why";

const titles = {
  parts: { en: "Bias and variance, measured by refitting", zh: "重新拟合测得的偏差与方差" },
  sizes: { en: "What more trees change", zh: "更多的树改变什么" },
  importance: { en: "Three measures of importance", zh: "三种重要性" },
  shap: { en: "What each feature adds at the point asked", zh: "在被问点，各特征加了多少" },
} as const;

const columnNames = (model: WhyModel): readonly Text[] => {
  const [x, y] = model.plane?.names ?? ["x₁", "x₂"];
  return [
    { en: x, zh: x },
    { en: y, zh: y },
    { en: `${x} + noise`, zh: `${x} + 噪声` },
    { en: "pure noise", zh: "纯噪声" },
  ];
};

export const refitAt = (model: WhyModel, step: number): number =>
  Math.min(model.parts.length - 1, Math.max(0, step - 1));

/** Bias and net variance as stacked bars over the number of trees, from the refits so far. */
export function partsScene(model: WhyModel, step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("why-parts", titles.parts, model.problem!, locale);
  const r = refitAt(model, step);
  const parts = model.parts[r];
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const bars = (low: (k: number) => number, high: (k: number) => number, shift: number): number[] =>
    parts.flatMap((_, k) => [k + 0.5 + shift - 0.17, low(k), k + 0.5 + shift + 0.17, high(k)]);
  const top = Math.max(0.02, ...parts.flatMap(({ bias, variance, error }) => [bias, variance, error]));
  return {
    id: "why-parts",
    title: say(titles.parts, locale),
    description: say(
      {
        en: `From ${r + 1} refits: with ${model.sizes[0]} tree bias ${percent(parts[0].bias)} and variance ${percent(parts[0].variance)}; with ${model.sizes.at(-1)} bias ${percent(parts.at(-1)!.bias)} and variance ${percent(parts.at(-1)!.variance)}.`,
        zh: `${r + 1} 次重新拟合：${model.sizes[0]} 棵树时偏差 ${percent(parts[0].bias)}、方差 ${percent(parts[0].variance)}；${model.sizes.at(-1)} 棵时偏差 ${percent(parts.at(-1)!.bias)}、方差 ${percent(parts.at(-1)!.variance)}。`,
      },
      locale,
    ),
    x: {
      label: name("trees that vote", "投票的树数"),
      domain: [0, parts.length],
      ticks: model.sizes.map((b, k) => ({ at: k + 0.5, text: String(b) })),
    },
    y: linear(name("share of test rows", "测试样本比例"), [0, top * 1.12]),
    marks: [
      {
        kind: "bars",
        id: "bias",
        rects: bars(
          () => 0,
          (k) => parts[k].bias,
          -0.2,
        ),
        fill: "series0",
        name: name("bias: the usual answer is wrong", "偏差：最常见的回答就错"),
      },
      {
        kind: "bars",
        id: "variance",
        rects: bars(
          () => 0,
          (k) => parts[k].variance,
          0.2,
        ),
        fill: "series1",
        opacity: 0.85,
        name: name("variance: refits disagree with it", "方差：各次拟合与它不一致"),
      },
      {
        kind: "line",
        id: "error",
        points: parts.flatMap(({ error }, k) => [k + 0.5, error]),
        ink: "text",
        widthPx: 2,
        vertices: true,
        name: name("error of one refit", "单次拟合的错误率"),
      },
    ],
    table: {
      columns: [
        name("trees", "树数"),
        name("bias", "偏差"),
        name("variance", "方差"),
        name("net variance", "净方差"),
        name("error", "错误率"),
      ],
      rows: parts.map(({ bias, variance, net, error }, k) => [model.sizes[k], bias, variance, net, error]),
    },
    span: 0.5,
  };
}

/** How the measured variance settles as refits come in. */
export function settleScene(model: WhyModel, step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("why-settle", titles.sizes, model.problem!, locale);
  const r = refitAt(model, step);
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const last = model.sizes.length - 1;
  const along = (s: number, of: "variance" | "bias"): number[] =>
    model.parts.slice(0, r + 1).flatMap((parts, k) => [k + 1, parts[s][of]]);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "one",
      points: along(0, "variance"),
      ink: "series1",
      dash: "dashed",
      widthPx: 2,
      name: name(`variance, ${model.sizes[0]} tree`, `方差，${model.sizes[0]} 棵树`),
    },
    {
      kind: "line",
      id: "many",
      points: along(last, "variance"),
      ink: "series1",
      widthPx: 2,
      name: name(`variance, ${model.sizes[last]} trees`, `方差，${model.sizes[last]} 棵树`),
    },
    {
      kind: "line",
      id: "bias",
      points: along(last, "bias"),
      ink: "series0",
      dash: "dotted",
      widthPx: 2,
      name: name(`bias, ${model.sizes[last]} trees`, `偏差，${model.sizes[last]} 棵树`),
    },
    { kind: "rule", id: "now", axis: "x", at: r + 1, ink: "focus", label: `r = ${r + 1}` },
  ];
  const all = model.parts.flatMap((parts) => [parts[0].variance, parts[last].variance, parts[last].bias]);
  return {
    id: "why-settle",
    title: say({ en: "The measurement settles", zh: "测量逐渐稳定" }, locale),
    description: say(
      {
        en: `Bias and variance from the first r refits, r up to ${r + 1}.`,
        zh: `由前 r 次拟合得到的偏差与方差，r 至 ${r + 1}。`,
      },
      locale,
    ),
    x: linear(name("refits r", "拟合次数 r"), [0, model.parts.length + 1]),
    y: linear(name("share of test rows", "测试样本比例"), domainOf([0, ...all], 0.08)),
    marks,
    table: {
      columns: ["r", ...marks.slice(0, 3).map(({ name: title }) => title!)],
      rows: model.parts
        .slice(0, r + 1)
        .map((parts, k) => [k + 1, parts[0].variance, parts[last].variance, parts[last].bias]),
    },
    span: 0.5,
  };
}

/** Each measure as a share of its sum, side by side. */
export function importanceScene(model: WhyModel, _step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("why-importance", titles.importance, model.problem!, locale);
  const names = columnNames(model).map((text) => say(text, locale));
  const share = (list: Float64Array): Float64Array => {
    const total = list.reduce((sum, v) => sum + Math.max(0, v), 0);
    return total > 0 ? list.map((v) => v / total) : list;
  };
  const [impurity, permuted, shap] = [model.impurity, model.permuted, model.shap].map(share);
  const bars = (list: Float64Array, shift: number): number[] =>
    Array.from(list).flatMap((v, j) => [j + 0.5 + shift - 0.12, 0, j + 0.5 + shift + 0.12, v]);
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  return {
    id: "why-importance",
    title: say(titles.importance, locale),
    description: say(
      {
        en: `Pure noise has ${percent(impurity[3])} of the impurity importance, ${percent(permuted[3])} of the permutation importance, ${percent(shap[3])} of mean |SHAP|.`,
        zh: `纯噪声占不纯度重要性的 ${percent(impurity[3])}，置换重要性的 ${percent(permuted[3])}，平均 |SHAP| 的 ${percent(shap[3])}。`,
      },
      locale,
    ),
    x: { label: name("feature", "特征"), domain: [0, 4], ticks: names.map((text, j) => ({ at: j + 0.5, text })) },
    y: linear(name("share of the sum", "占总和的比例"), domainOf([0, ...impurity, ...permuted, ...shap], 0.08)),
    marks: [
      {
        kind: "bars",
        id: "impurity",
        rects: bars(impurity, -0.27),
        fill: "series0",
        name: name("impurity, on training rows", "不纯度（训练样本）"),
      },
      {
        kind: "bars",
        id: "permuted",
        rects: bars(permuted, 0),
        fill: "series1",
        name: name("permutation, on test rows", "置换（测试样本）"),
      },
      {
        kind: "bars",
        id: "shap",
        rects: bars(shap, 0.27),
        fill: "series2",
        name: name("mean |SHAP|, on test rows", "平均 |SHAP|（测试样本）"),
      },
      { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    ],
    table: {
      columns: [
        name("feature", "特征"),
        name("impurity", "不纯度"),
        name("accuracy lost", "正确率损失"),
        "±",
        name("mean |SHAP|", "平均 |SHAP|"),
      ],
      rows: names.map((text, j) => [text, model.impurity[j], model.permuted[j], model.deviation[j], model.shap[j]]),
    },
    span: 0.5,
  };
}

/** From the mean to the answer, feature by feature. */
export function shapScene(model: WhyModel, _step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("why-shap", titles.shap, model.problem!, locale);
  const names = columnNames(model).map((text) => say(text, locale));
  const levels = [model.mean];
  model.phi.forEach((v, j) => void levels.push(levels[j] + v));
  const rect = (j: number): number[] => [j + 0.15, levels[j], j + 0.85, levels[j + 1]];
  const side = (up: boolean): number[] => [0, 1, 2, 3].filter((j) => model.phi[j] >= 0 === up).flatMap(rect);
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const last = model.plane.classes.at(-1);
  return {
    id: "why-shap",
    title: say(titles.shap, locale),
    description: say(
      {
        en: `From the mean ${show(model.mean)} the features lead to P(${last}) = ${show(model.answer)} at (${show(model.point[0])}, ${show(model.point[1])}).`,
        zh: `从均值 ${show(model.mean)} 出发，各特征把 (${show(model.point[0])}, ${show(model.point[1])}) 处的 P(${last}) 推到 ${show(model.answer)}。`,
      },
      locale,
    ),
    x: { label: name("feature", "特征"), domain: [0, 4], ticks: names.map((text, j) => ({ at: j + 0.5, text })) },
    y: linear(`P(${last})`, domainOf([...levels, model.answer], 0.15)),
    marks: [
      { kind: "bars", id: "up", rects: side(true), fill: "series1", name: name(`towards ${last}`, `推向 ${last}`) },
      { kind: "bars", id: "down", rects: side(false), fill: "series0", name: name("away from it", "推离它") },
      ...Array.from(
        model.phi,
        (v, j): Mark => ({
          kind: "text",
          id: `phi${j}`,
          at: [j + 0.5, Math.max(levels[j], levels[j + 1])],
          text: `${v >= 0 ? "+" : ""}${show(v, 3)}`,
          anchor: "middle",
          dyPx: -9,
          sizePx: 11,
        }),
      ),
      { kind: "rule", id: "mean", axis: "y", at: model.mean, ink: "axis", dash: "dotted", label: name("mean", "均值") },
      {
        kind: "rule",
        id: "answer",
        axis: "y",
        at: model.answer,
        ink: "text",
        dash: "dashed",
        label: name("answer", "回答"),
      },
    ],
    table: { columns: [name("feature", "特征"), "φ"], rows: names.map((text, j) => [text, model.phi[j]]) },
    span: 0.5,
  };
}
