import { zProducts } from "../../core/ensemble/adaboost";
import { argmax } from "../../core/ensemble/tree";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import { say, show } from "../number";
import { type BoostModel, baseOf, groundAt, marginsAt, termAt, weightsAt } from "./boosting";
import { emptyScene, percent, planeScene, regionMarks, shareMark } from "./ground";
import { queryOf } from "./hands";
import { type Dots, ownHandles, pointMarks, queryMark, sized } from "./points";

const titles = {
  map: { en: "Weights and the sum so far", zh: "权重与当前的和" },
  terms: { en: "F at the point asked, a signed sum", zh: "被问点处的 F：带符号的和" },
  errors: { en: "Errors and their bounds", zh: "误差与上界" },
  margins: { en: "Margins of the training rows", zh: "训练样本的间隔" },
  alphas: { en: "What each round was worth", zh: "每一轮值多少" },
} as const;

/** Points as large as their weight, the regions of sign F, and the line of the next stump. */
export function mapScene(model: BoostModel, step: number, locale: Locale): Scene {
  const { plane, values } = model;
  if (!plane) return emptyScene("boost-map", titles.map, model.problem!, locale);
  const ground = groundAt(model, step);
  const name = model.ada
    ? { en: "the vote, weighted by α", zh: "以 α 加权的表决" }
    : { en: "P(class 1)", zh: "第 1 类的概率" };
  const fields =
    ground.length === 0
      ? []
      : model.width === 1
        ? [shareMark("ground", ground, plane.box, say(name, locale))]
        : regionMarks("ground", ground, plane.box, plane.classes);
  const tree = model.trees[step];
  const cut: Mark[] =
    tree && tree.feature[0] >= 0
      ? [
          {
            kind: "rule",
            id: "cut",
            axis: tree.feature[0] === 0 ? "x" : "y",
            at: tree.threshold[0],
            ink: "focus",
            dash: "dashed",
            label: say({ en: `first cut of tree ${step + 1}`, zh: `第 ${step + 1} 棵树的第一刀` }, locale),
          },
        ]
      : [];
  const weights = weightsAt(model, step);
  const seen = model.boosted?.seen?.[step];
  const unseen: Dots[] = seen
    ? [
        {
          id: "unseen",
          rows: [...seen.keys()].filter((i) => seen[i] === 0),
          radiusPx: 2.6,
          hollow: true,
          opacity: 0.55,
        },
      ]
    : [];
  const scene = planeScene(
    "boost-map",
    titles.map,
    plane,
    [
      ...fields,
      ...pointMarks(plane, [...sized(weights, "weight", seen), ...unseen], locale),
      ...cut,
      ...ownHandles(values["shape"], values["blue"] as number[], values["orange"] as number[], locale),
      ...queryMark(queryOf(values), plane, locale),
    ],
    {
      en: `The sum of ${step} rounds, wrong on ${percent(model.train[step])} of the training rows; the larger a point, the more it weighs on round ${step + 1}${seen ? `, which does not see the ${unseen[0].rows.length} hollow ones` : ""}.`,
      zh: `${step} 轮的和，训练错误率 ${percent(model.train[step])}；点越大，对第 ${step + 1} 轮越重要${seen ? `，它看不到 ${unseen[0].rows.length} 个空心的样本` : ""}。`,
    },
    locale,
    0.4,
  );
  const heading = model.ada
    ? say({ en: "weight / largest", zh: "权重 / 最大值" }, locale)
    : say({ en: "|residual|", zh: "|残差|" }, locale);
  return {
    ...scene,
    table: { columns: [...scene.table.columns, heading], rows: scene.table.rows.map((row, i) => [...row, weights[i]]) },
  };
}

/** Bars of what each round says at the point, and F as their running sum. */
export function termsScene(model: BoostModel, step: number, locale: Locale): Scene {
  const { plane } = model;
  if (!plane) return emptyScene("boost-terms", titles.terms, model.problem!, locale);
  const query = queryOf(model.values);
  const winner = winnerAt(model, step, query);
  const terms = model.trees.map((_, m) =>
    model.width === 1 ? termAt(model, m, query) : votesFor(model, m, query, winner),
  );
  const sums = [baseOf(model)];
  terms.forEach((term, m) => void sums.push(sums[m] + term));
  const bars = (positive: boolean): number[] =>
    terms.slice(0, step).flatMap((t, m) => (t > 0 === positive && t !== 0 ? [m + 0.6, 0, m + 1.4, t] : []));
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  return {
    id: "boost-terms",
    title: say(titles.terms, locale),
    description: say(
      {
        en: `At (${show(query[0])}, ${show(query[1])}) the sum of ${step} rounds is ${show(sums[step])}.`,
        zh: `在 (${show(query[0])}, ${show(query[1])}) 处，${step} 轮之和为 ${show(sums[step])}。`,
      },
      locale,
    ),
    x: linear(name("round m", "轮次 m"), [0, terms.length + 1]),
    y: linear("F", domainOf([0, ...sums, ...terms], 0.08)),
    marks: [
      {
        kind: "bars",
        id: "for",
        rects: bars(true),
        fill: "series1",
        opacity: 0.75,
        name: name(`for ${plane.classes[winner]}`, `支持 ${plane.classes[winner]}`),
      },
      {
        kind: "bars",
        id: "against",
        rects: bars(false),
        fill: "series0",
        opacity: 0.75,
        name: name("against it", "反对"),
      },
      {
        kind: "line",
        id: "sum",
        points: sums.slice(0, step + 1).flatMap((f, m) => [m, f]),
        ink: "text",
        widthPx: 2,
        name: name("running sum F", "累计和 F"),
      },
      { kind: "rule", id: "zero", axis: "y", at: 0, ink: "grid" },
      { kind: "rule", id: "now", axis: "x", at: step, ink: "focus", label: `m = ${step}` },
    ],
    table: { columns: ["m", name("term", "项"), "F"], rows: terms.map((t, m) => [m + 1, t, sums[m + 1]]) },
    span: 0.3,
  };
}

function winnerAt(model: BoostModel, step: number, query: readonly [number, number]): number {
  if (model.width === 1) return 1;
  const votes = new Float64Array(model.width);
  for (let m = 0; m < Math.max(1, step); m++)
    if (model.trees[m]) votes[answerAt(model, m, query)] += model.ada!.rounds[m].alpha;
  return argmax(votes);
}

function answerAt(model: BoostModel, m: number, query: readonly [number, number]): number {
  const tree = model.trees[m];
  let node = 0;
  while (tree.feature[node] >= 0)
    node = query[tree.feature[node]] <= tree.threshold[node] ? tree.left[node] : tree.right[node];
  return argmax(tree.value, tree.outputs, node * tree.outputs);
}

function votesFor(model: BoostModel, m: number, query: readonly [number, number], winner: number): number {
  const alpha = model.ada!.rounds[m].alpha;
  return answerAt(model, m, query) === winner ? alpha : -alpha;
}

/** Training and test error against the round, with the product of Z and its Hoeffding form for AdaBoost of two classes. */
export function errorsScene(model: BoostModel, step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("boost-errors", titles.errors, model.problem!, locale);
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const along = (list: Float64Array, from = 0): Float64Array =>
    Float64Array.from({ length: 2 * list.length }, (_, k) => (k % 2 === 0 ? k / 2 + from : list[(k - 1) / 2]));
  const bounds = boundsOf(model);
  const test = model.plane.isHeld ? name("test", "测试") : name("rows without flips", "未翻转的样本");
  const marks: Mark[] = [
    ...(bounds
      ? [
          {
            kind: "line",
            id: "product",
            points: along(bounds.product, 1),
            ink: "series3",
            dash: "dashed",
            widthPx: 1.6,
            name: name("product of Z", "Z 的乘积"),
          } as const,
          {
            kind: "line",
            id: "hoeffding",
            points: along(bounds.hoeffding, 1),
            ink: "series5",
            dash: "dotted",
            widthPx: 1.6,
            name: "exp(−2 Σ γ²)",
          } as const,
        ]
      : []),
    {
      kind: "line",
      id: "train",
      points: along(model.train),
      ink: "series0",
      widthPx: 2,
      name: name("training", "训练"),
    },
    { kind: "line", id: "fresh", points: along(model.fresh), ink: "series1", dash: "dashed", widthPx: 2, name: test },
    {
      kind: "rule",
      id: "best",
      axis: "x",
      at: model.best,
      ink: "good",
      dash: "dotted",
      label: name(`best: ${model.best}`, `最优：${model.best}`),
    },
    ...(model.stop < model.trees.length
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
    { kind: "rule", id: "now", axis: "x", at: step, ink: "focus", label: `m = ${step}` },
  ];
  const top = Math.max(0.02, ...model.train, ...model.fresh, ...(bounds ? [1] : []));
  return {
    id: "boost-errors",
    title: say(bounds ? titles.errors : { en: "Errors", zh: "误差" }, locale),
    description: say(
      {
        en: `After ${step} rounds: training ${percent(model.train[step])}, test ${percent(model.fresh[step])}${bounds && step > 0 ? `, product of Z ${show(bounds.product[step - 1])}` : ""}; least test error in round ${model.best}.`,
        zh: `${step} 轮后：训练 ${percent(model.train[step])}，测试 ${percent(model.fresh[step])}${bounds && step > 0 ? `，Z 的乘积 ${show(bounds.product[step - 1])}` : ""}；测试误差在第 ${model.best} 轮最小。`,
      },
      locale,
    ),
    x: linear(name("round m", "轮次 m"), [0, model.trees.length + 1]),
    y: linear(name("share of errors", "错误率"), [-0.01, top * 1.06]),
    marks,
    table: {
      columns: ["m", name("training", "训练"), test, ...(bounds ? ["Π Z", "exp(−2 Σ γ²)"] : [])],
      rows: Array.from(model.train, (e, m) => [
        m,
        e,
        model.fresh[m],
        ...(bounds ? [m === 0 ? 1 : bounds.product[m - 1], m === 0 ? 1 : bounds.hoeffding[m - 1]] : []),
      ]),
    },
    span: 0.3,
  };
}

/** The bounds of AdaBoost's training error, for two classes. */
export function boundsOf(
  model: BoostModel,
): { readonly product: Float64Array; readonly hoeffding: Float64Array } | undefined {
  return model.ada && model.width === 1 ? zProducts(model.ada) : undefined;
}

/** How far each training row lies on the right side. */
export function marginScene(model: BoostModel, step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("boost-margins", titles.margins, model.problem!, locale);
  const margins = marginsAt(model, step);
  const bins = 24;
  const count = new Float64Array(bins);
  for (const margin of margins)
    count[Math.min(bins - 1, Math.max(0, Math.floor(((margin + 1) / 2) * bins)))] += 1 / margins.length;
  const rect = (b: number): number[] => [-1 + (2 * b) / bins, 0, -1 + (2 * (b + 1)) / bins, count[b]];
  const side = (right: boolean): number[] =>
    Array.from(count.keys())
      .filter((b) => b >= bins / 2 === right && count[b] > 0)
      .flatMap(rect);
  const sorted = margins.slice().sort();
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  return {
    id: "boost-margins",
    title: say(titles.margins, locale),
    description: say(
      {
        en: `After ${step} rounds the least margin is ${show(sorted[0])}, the middle one ${show(sorted[sorted.length >> 1])}.`,
        zh: `${step} 轮后最小间隔 ${show(sorted[0])}，中位间隔 ${show(sorted[sorted.length >> 1])}。`,
      },
      locale,
    ),
    x: linear(name("margin", "间隔"), [-1.02, 1.02]),
    y: linear(name("share of rows", "样本比例"), [0, Math.max(0.05, ...count, 1 / 4) * 1.1]),
    marks: [
      {
        kind: "bars",
        id: "wrong",
        rects: side(false),
        fill: "wrong",
        ink: "ground",
        opacity: 0.8,
        name: name("wrong side", "错的一侧"),
      },
      {
        kind: "bars",
        id: "right",
        rects: side(true),
        fill: "good",
        ink: "ground",
        opacity: 0.7,
        name: name("right side", "对的一侧"),
      },
      { kind: "rule", id: "zero", axis: "x", at: 0, ink: "axis", dash: "dashed" },
      {
        kind: "rule",
        id: "least",
        axis: "x",
        at: sorted[0],
        ink: "focus",
        label: name(`least ${show(sorted[0], 3)}`, `最小 ${show(sorted[0], 3)}`),
      },
    ],
    table: {
      columns: [name("margin from", "间隔自"), name("to", "至"), name("share", "比例")],
      rows: Array.from(count, (c, b) => [-1 + (2 * b) / bins, -1 + (2 * (b + 1)) / bins, c]),
    },
    span: 0.5,
  };
}

/** AdaBoost's α as bars over its ε; for gradient boosting the fall of the training loss. */
export function alphaScene(model: BoostModel, step: number, locale: Locale): Scene {
  if (!model.plane) return emptyScene("boost-alphas", titles.alphas, model.problem!, locale);
  const heights = model.ada
    ? model.ada.rounds.map(({ alpha }) => alpha)
    : model.boosted!.trees.map((_, m) => model.boosted!.losses[m] - model.boosted!.losses[m + 1]);
  const second = model.ada ? model.ada.rounds.map(({ error }) => error) : Array.from(model.boosted!.losses.slice(1));
  const [bar, line] = model.ada
    ? ["α", "ε"]
    : [say({ en: "fall of the loss", zh: "损失下降" }, locale), say({ en: "training loss", zh: "训练损失" }, locale)];
  const rects = (from: number, to: number): number[] =>
    heights.slice(from, to).flatMap((h, k) => [from + k + 0.6, 0, from + k + 1.4, h]);
  return {
    id: "boost-alphas",
    title: say(titles.alphas, locale),
    description: say(
      step > 0
        ? {
            en: `Round ${step}: ${bar} = ${show(heights[step - 1])}, ${line} = ${show(second[step - 1])}.`,
            zh: `第 ${step} 轮：${bar} = ${show(heights[step - 1])}，${line} = ${show(second[step - 1])}。`,
          }
        : { en: `${heights.length} rounds, before the first.`, zh: `共 ${heights.length} 轮，第一轮之前。` },
      locale,
    ),
    x: linear(say({ en: "round m", zh: "轮次 m" }, locale), [0, heights.length + 1], "counts"),
    y: linear(`${bar}, ${line}`, domainOf([0, ...heights, ...second], 0.08)),
    marks: [
      { kind: "bars", id: "done", rects: rects(0, step), fill: "series2", opacity: 0.85, name: bar },
      {
        kind: "bars",
        id: "ahead",
        rects: rects(step, heights.length),
        fill: "faint",
        opacity: 0.25,
        name: say({ en: "still to come", zh: "尚未到来" }, locale),
      },
      {
        kind: "line",
        id: "second",
        points: second.flatMap((e, m) => [m + 1, e]),
        ink: "series1",
        dash: "dashed",
        widthPx: 1.6,
        name: line,
      },
      { kind: "rule", id: "now", axis: "x", at: step, ink: "focus", label: `m = ${step}` },
    ],
    table: { columns: ["m", bar, line], rows: heights.map((h, m) => [m + 1, h, second[m]]) },
    span: 0.5,
  };
}
