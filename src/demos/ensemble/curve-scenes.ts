import { leafAt } from "../../core/ensemble/tree";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import { say, show } from "../number";
import type { CurveModel } from "./curve";

const pairs = (x: ArrayLike<number>, y: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: 2 * x.length }, (_, k) => (k % 2 === 0 ? x[k >> 1] : y[k >> 1]));

/** Mean square of the residuals after `m` trees. */
const squaredAt = ({ rows, y }: CurveModel, m: number): number =>
  rows[m].reduce((sum, f, i) => sum + (f - y[i]) ** 2 / y.length, 0);

export function fitScene(model: CurveModel, step: number, locale: Locale): Scene {
  const { x, y, grid, F, rows } = model;
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const marks: Mark[] = [
    ...(model.truth
      ? [
          {
            kind: "line",
            id: "truth",
            points: pairs(grid, model.truth),
            ink: "faint",
            dash: "dotted",
            widthPx: 1.5,
            name: name("truth without noise", "无噪声的真值"),
          } as const,
        ]
      : []),
    {
      kind: "arrows",
      id: "gaps",
      segments: Array.from(x).flatMap((v, i) => [v, rows[step][i], v, y[i]]),
      ink: "faint",
      widthPx: 0.8,
      headPx: 3,
      opacity: 0.6,
    },
    ...(step > 0
      ? [
          {
            kind: "line",
            id: "before",
            points: pairs(grid, F[step - 1]),
            ink: "series4",
            dash: "dashed",
            widthPx: 1.4,
            name: name(`F after ${step - 1}`, `第 ${step - 1} 轮后的 F`),
          } as const,
        ]
      : []),
    {
      kind: "line",
      id: "F",
      points: pairs(grid, F[step]),
      ink: "series1",
      widthPx: 2.4,
      name: name(`F after ${step}`, `第 ${step} 轮后的 F`),
    },
    { kind: "dots", id: "rows", points: pairs(x, y), ink: "series0", radiusPx: 3.2, name: name("data", "数据") },
  ];
  return {
    id: "curve-fit",
    title: say({ en: "The sum so far", zh: "当前的和" }, locale),
    description: say(
      {
        en: `${x.length} points and F after ${step} trees; training mean square ${show(squaredAt(model, step))}.`,
        zh: `${x.length} 个点与 ${step} 棵树后的 F；训练均方误差 ${show(squaredAt(model, step))}。`,
      },
      locale,
    ),
    x: linear("x", domainOf(x, 0.03)),
    y: linear("y", domainOf([...y, ...F[step]], 0.08)),
    marks,
    table: {
      columns: ["x", "y", "F", "y − F"],
      rows: Array.from(x, (v, i) => [v, y[i], rows[step][i], y[i] - rows[step][i]]),
    },
    span: 0.4,
  };
}

/** What is still missing, and the next tree's answer to it. */
export function residualScene(model: CurveModel, step: number, locale: Locale): Scene {
  const { x, y, grid, rows, boosted } = model;
  const residuals = y.map((v, i) => v - rows[step][i]);
  const tree = boosted.trees[step];
  const next = tree ? grid.map((v) => tree.value[leafAt(tree, [v])]) : undefined;
  const seen = boosted.seen?.[step];
  const isSeen = (_: number, i: number): boolean => seen?.[i] !== 0;
  const isUnseen = (_: number, i: number): boolean => !isSeen(_, i);
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const marks: Mark[] = [
    { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    ...(next
      ? [
          {
            kind: "line",
            id: "next",
            points: pairs(grid, next),
            ink: "series2",
            widthPx: 2.2,
            name: name(`tree ${step + 1}`, `第 ${step + 1} 棵树`),
          } as const,
        ]
      : []),
    ...(tree && tree.feature[0] >= 0
      ? [
          {
            kind: "rule",
            id: "cut",
            axis: "x",
            at: tree.threshold[0],
            ink: "focus",
            dash: "dashed",
            label: `x ≤ ${show(tree.threshold[0])}`,
          } as const,
        ]
      : []),
    {
      kind: "dots",
      id: "residuals",
      points: pairs(x.filter(isSeen), residuals.filter(isSeen)),
      ink: "series0",
      shape: "diamond",
      radiusPx: 3.2,
      name: name("residuals y − F", "残差 y − F"),
    },
    ...(seen
      ? [
          {
            kind: "dots",
            id: "unseen",
            points: pairs(x.filter(isUnseen), residuals.filter(isUnseen)),
            ink: "series0",
            shape: "ring",
            radiusPx: 2.4,
            opacity: 0.55,
            name: name("not drawn this round", "本轮未抽到"),
          } as const,
        ]
      : []),
  ];
  return {
    id: "curve-residuals",
    title: say({ en: "Residuals and the next tree", zh: "残差与下一棵树" }, locale),
    description: say(
      {
        en: tree
          ? `Residuals after ${step} trees; tree ${step + 1} answers with ${tree.feature.filter((f) => f < 0).length} leaves.`
          : `Residuals after the last of ${step} trees.`,
        zh: tree
          ? `${step} 棵树后的残差；第 ${step + 1} 棵树用 ${tree.feature.filter((f) => f < 0).length} 片叶来拟合。`
          : `最后一棵（第 ${step} 棵）树之后的残差。`,
      },
      locale,
    ),
    x: linear("x", domainOf(x, 0.03)),
    y: linear(name("residual", "残差"), domainOf([...residuals, ...(next ?? []), 0], 0.1)),
    marks,
    table: {
      columns: ["x", name("residual", "残差"), ...(next ? [name("next tree", "下一棵树")] : [])],
      rows: Array.from(x, (v, i) => [v, residuals[i], ...(tree ? [tree.value[leafAt(tree, [v])]] : [])]),
    },
    span: 0.32,
  };
}

export function lossScene(model: CurveModel, step: number, locale: Locale): Scene {
  const { losses } = model.boosted;
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const squared = model.rows.map((_, m) => squaredAt(model, m));
  const steps = Array.from(losses.keys());
  const isTable = model.values["curve"] === "table";
  const marks: Mark[] = [
    {
      kind: "line",
      id: "train",
      points: pairs(steps, squared),
      ink: "series0",
      widthPx: 2,
      name: name("training, mean square", "训练均方误差"),
    },
    ...(isTable
      ? []
      : [
          {
            kind: "line",
            id: "fresh",
            points: pairs(steps, model.fresh),
            ink: "series1",
            dash: "dashed",
            widthPx: 2,
            name: name("test, mean square", "测试均方误差"),
          } as const,
          {
            kind: "rule",
            id: "best",
            axis: "x",
            at: model.best,
            ink: "good",
            dash: "dotted",
            label: name(`best: ${model.best}`, `最优：${model.best}`),
          } as const,
          ...(model.stop < model.boosted.trees.length
            ? [
                {
                  kind: "rule",
                  id: "stop",
                  axis: "x",
                  at: model.stop,
                  ink: "wrong",
                  dash: "dashed",
                  label: name(`stop: ${model.stop}`, `早停：${model.stop}`),
                } as const,
              ]
            : []),
        ]),
    { kind: "rule", id: "now", axis: "x", at: step, ink: "focus", label: `m = ${step}` },
  ];
  const top = Math.max(1e-9, ...squared, ...(isTable ? [] : model.fresh));
  return {
    id: "curve-loss",
    title: say({ en: "Errors", zh: "误差" }, locale),
    description: say(
      {
        en: `Mean square after ${step} trees: training ${show(squared[step])}${isTable ? "" : `, test ${show(model.fresh[step])}; best at ${model.best}`}.`,
        zh: `${step} 棵树后的均方误差：训练 ${show(squared[step])}${isTable ? "" : `，测试 ${show(model.fresh[step])}；最优在 ${model.best}`}。`,
      },
      locale,
    ),
    x: linear(name("trees m", "树的数目 m"), [0, losses.length]),
    y: linear(name("mean square", "均方误差"), [-0.02 * top, top * 1.06]),
    marks,
    table: {
      columns: ["m", name("training", "训练"), ...(isTable ? [] : [name("test", "测试")]), name("loss", "损失")],
      rows: steps.map((m) => [m, squared[m], ...(isTable ? [] : [model.fresh[m]]), losses[m]]),
    },
    span: 0.28,
  };
}
