import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import { say, show } from "../number";
import { emptyScene, percent, planeScene, shareMark } from "./ground";
import { queryOf } from "./hands";
import { allRows, ownHandles, pointMarks, queryMark } from "./points";
import { honest, isLeaking, learnerNames, learners, type StackModel } from "./stack";

const titles = {
  table: { en: "What level 1 learns from", zh: "第二层学习的表" },
  weights: { en: "What level 1 makes of it", zh: "第二层的权重" },
  map: { en: "The stack", zh: "堆叠的结果" },
} as const;

/** The shares of class 1 by row and learner; folds not yet done are blank. */
export function tableScene(model: StackModel, step: number, locale: Locale): Scene {
  const { plane, chosen, folds } = model;
  if (!plane || !chosen) return emptyScene("stack-table", titles.table, model.problem!, locale);
  const { n } = plane.samples;
  const order = [...Array(n).keys()].sort((a, b) => plane.targets.of[a] - plane.targets.of[b] || a - b);
  const done = new Uint8Array(n);
  folds.forEach(({ test }, f) => {
    if (f < step) for (const i of test) done[i] = 1;
  });
  const columns = learners.length + 1;
  const values = new Float64Array(n * columns).fill(Number.NaN);
  order.forEach((row, at) => {
    values[at * columns] = plane.targets.of[row];
    for (let l = 0; l < learners.length; l++)
      if (done[row]) values[at * columns + l + 1] = chosen.table.columns[l][row];
  });
  const names = [say({ en: "label", zh: "标签" }, locale), ...learnerNames.map((name) => say(name, locale))];
  const leak = isLeaking(model);
  return {
    id: "stack-table",
    title: say(
      leak
        ? { en: "Level 1 learns from rows known by heart", zh: "第二层从背过的样本学" }
        : { en: "Level 1 learns from rows not seen", zh: "第二层从没见过的样本学" },
      locale,
    ),
    description: say(
      {
        en: `P(class 1) that each of ${learners.length} learners gives to ${n} rows, sorted by label; ${Math.min(step, folds.length)} of ${folds.length} folds are filled in.`,
        zh: `${learners.length} 个学习器对 ${n} 个样本给出的第 1 类概率，按标签排序；${folds.length} 折已填 ${Math.min(step, folds.length)} 折。`,
      },
      locale,
    ),
    x: {
      label: say({ en: "learner", zh: "学习器" }, locale),
      domain: [0, columns],
      ticks: names.map((text, k) => ({ at: k + 0.5, text })),
    },
    y: { label: say({ en: "rows, by label", zh: "样本（按标签）" }, locale), domain: [0, n] },
    marks: [
      {
        kind: "cells",
        id: "table",
        columns,
        rows: n,
        values,
        box: [0, 0, columns, n],
        ramp: "diverging",
        domain: [0, 1],
        name: say({ en: "P(class 1)", zh: "第 1 类的概率" }, locale),
      },
      { kind: "rule", id: "edge", axis: "x", at: 1, ink: "text" },
    ],
    table: {
      columns: [say({ en: "row", zh: "样本" }, locale), ...names],
      rows: order.map((row, at) => [row + 1, ...values.subarray(at * columns, (at + 1) * columns)]),
    },
    span: 0.34,
  };
}

/** Level-1 weights honest against leaking, and how often each is right on the test. */
export function weightScene(model: StackModel, step: number, locale: Locale): Scene {
  const { plane, chosen, other } = model;
  if (!plane || !chosen || !other) return emptyScene("stack-weights", titles.weights, model.problem!, locale);
  const leak = isLeaking(model);
  if (step <= model.folds.length) {
    const wait = { en: "Level 1 waits until all folds are filled in.", zh: "第二层要等所有折填满。" };
    return { ...emptyScene("stack-weights", titles.weights, wait, locale), span: 0.33 };
  }
  const [a, b] = [chosen.level1.weights, other.level1.weights];
  const bars = (w: Float64Array, shift: number): number[] =>
    learners.flatMap((_, l) => [l + 0.5 + shift - 0.18, 0, l + 0.5 + shift + 0.18, w[l]]);
  const names = learnerNames.map((name) => say(name, locale));
  const marks: Mark[] = [
    { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
    {
      kind: "bars",
      id: "chosen",
      rects: bars(a, -0.2),
      fill: leak ? "wrong" : "good",
      name: say(honest(leak), locale),
    },
    {
      kind: "bars",
      id: "other",
      rects: bars(b, 0.2),
      fill: "faint",
      opacity: 0.5,
      name: say({ en: `${honest(!leak).en}, for comparison`, zh: `${honest(!leak).zh}（对照）` }, locale),
    },
    ...names.map(
      (_, l): Mark => ({
        kind: "text",
        id: `score${l}`,
        at: [l + 0.5, Math.max(0, a[l], b[l])],
        text: percent(model.scores[l]),
        anchor: "middle",
        dyPx: -9,
        sizePx: 10.5,
        ink: "faint",
      }),
    ),
  ];
  return {
    id: "stack-weights",
    title: say(titles.weights, locale),
    description: say(
      {
        en: `Weights of level 1 on ${names.join(", ")}: ${names.map((_, l) => show(a[l], 3)).join(", ")}. The stack is right on ${percent(model.scores[learners.length])} of the test, the ${honest(!leak).en} one on ${percent(model.scores[learners.length + 1])}.`,
        zh: `第二层给 ${names.join("、")} 的权重：${names.map((_, l) => show(a[l], 3)).join("，")}。堆叠的测试正确率 ${percent(model.scores[learners.length])}，${honest(!leak).zh}的为 ${percent(model.scores[learners.length + 1])}。`,
      },
      locale,
    ),
    x: {
      label: say({ en: "learner (right on the test)", zh: "学习器（测试正确率）" }, locale),
      domain: [0, learners.length],
      ticks: names.map((text, l) => ({ at: l + 0.5, text })),
    },
    y: linear(
      say({ en: "weight", zh: "权重" }, locale),
      domainOf([0, ...a.slice(0, learners.length), ...b.slice(0, learners.length)], 0.16),
    ),
    marks,
    table: {
      columns: [
        say({ en: "learner", zh: "学习器" }, locale),
        say(honest(leak), locale),
        say(honest(!leak), locale),
        say({ en: "right on the test", zh: "测试正确率" }, locale),
      ],
      rows: [
        ...names.map((name, l) => [name, a[l], b[l], model.scores[l]]),
        [
          say({ en: `stack, ${honest(leak).en}`, zh: `堆叠（${honest(leak).zh}）` }, locale),
          Number.NaN,
          Number.NaN,
          model.scores[learners.length],
        ],
        [
          say({ en: `stack, ${honest(!leak).en}`, zh: `堆叠（${honest(!leak).zh}）` }, locale),
          Number.NaN,
          Number.NaN,
          model.scores[learners.length + 1],
        ],
      ].map((row) => row.map((entry) => (Number.isNaN(entry) ? "–" : entry))),
    },
    span: 0.33,
  };
}

export function stackMap(model: StackModel, step: number, locale: Locale): Scene {
  const { plane, values } = model;
  if (!plane) return emptyScene("stack-map", titles.map, model.problem!, locale);
  const shown = step > model.folds.length;
  return planeScene(
    "stack-map",
    titles.map,
    plane,
    [
      ...(shown
        ? [
            shareMark(
              "map",
              model.map,
              plane.box,
              say({ en: "P(class 1) of the stack", zh: "堆叠给出的第 1 类概率" }, locale),
            ),
          ]
        : []),
      ...pointMarks(plane, allRows(plane), locale),
      ...ownHandles(values["shape"], values["blue"] as number[], values["orange"] as number[], locale),
      ...queryMark(queryOf(values), plane, locale),
    ],
    {
      en: shown
        ? `The stack is right on ${percent(model.scores[learners.length])} of the test.`
        : "The stack is not fitted before all folds are done.",
      zh: shown ? `堆叠的测试正确率 ${percent(model.scores[learners.length])}。` : "所有折完成之前，堆叠还没有拟合。",
    },
    locale,
    0.33,
  );
}
