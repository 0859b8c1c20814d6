import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { say, show } from "../number";
import { chanceOf, juryAt, lost, type VoteModel } from "./jury";

export function curveScene(model: VoteModel, step: number, locale: Locale): Scene {
  const T = juryAt(model, step);
  const along = (list: Float64Array): Float64Array =>
    Float64Array.from({ length: 2 * list.length }, (_, k) => (k % 2 === 0 ? k / 2 + 1 : list[(k - 1) / 2]));
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "bound",
      points: along(model.bound),
      ink: "series5",
      dash: "dotted",
      widthPx: 1.5,
      name: name("Hoeffding's bound, ρ = 0", "霍夫丁上界（ρ = 0）"),
    },
    {
      kind: "line",
      id: "exact",
      points: along(model.exact),
      ink: "series0",
      widthPx: 2,
      name: name("exact, independent", "独立时的精确值"),
    },
    // Without correlation it is the line before.
    ...(model.rho > 0
      ? [
          {
            kind: "line",
            id: "correlated",
            points: along(model.correlated),
            ink: "series1",
            dash: "dashed",
            widthPx: 2,
            name: name(`exact, ρ = ${show(model.rho)}`, `相关系数 ρ = ${show(model.rho)} 时`),
          } as const,
        ]
      : []),
    {
      kind: "dots",
      id: "simulated",
      points: along(model.simulated.slice(0, T)),
      ink: "series2",
      shape: "diamond",
      radiusPx: 3,
      name: name("simulated", "模拟"),
    },
    {
      kind: "rule",
      id: "single",
      axis: "y",
      at: model.epsilon,
      ink: "faint",
      dash: "dotted",
      label: `ε = ${show(model.epsilon)}`,
    },
    { kind: "rule", id: "now", axis: "x", at: T, ink: "focus", label: `T = ${T}` },
  ];
  return {
    id: "jury",
    title: say({ en: "How often the majority is wrong", zh: "多数出错的频率" }, locale),
    description: say(
      {
        en: `With ${T} ${T === 1 ? "voter" : "voters"}, each wrong with chance ${show(model.epsilon)} and correlation ${show(model.rho)}, the majority is wrong with chance ${show(model.correlated[T - 1])}; independent ones ${show(model.exact[T - 1])}, simulated ${show(model.simulated[T - 1])}.`,
        zh: `${T} 名投票者，各自错误率 ${show(model.epsilon)}，相关系数 ${show(model.rho)}：多数出错的概率为 ${show(model.correlated[T - 1])}；独立时为 ${show(model.exact[T - 1])}，模拟得 ${show(model.simulated[T - 1])}。`,
      },
      locale,
    ),
    x: linear(say({ en: "voters T", zh: "投票者数 T" }, locale), [0, model.voters + 1], "counts"),
    y: linear(say({ en: "error of the vote", zh: "表决的错误率" }, locale), [-0.02, 1.02]),
    marks,
    table: {
      columns: ["T", name("exact", "精确"), `ρ = ${show(model.rho)}`, name("bound", "上界"), name("simulated", "模拟")],
      rows: Array.from(model.exact, (e, k) => [k + 1, e, model.correlated[k], model.bound[k], model.simulated[k]]),
    },
    span: 0.55,
  };
}

export function pollScene(model: VoteModel, step: number, locale: Locale): Scene {
  const T = juryAt(model, step);
  const count = model.counts[T - 1];
  const chances = Array.from({ length: T + 1 }, (_, k) => chanceOf(T, k, model.epsilon, model.rho));
  const most = Math.max(...chances, ...Array.from(count, (c) => c / model.polls), 1e-9);
  const bars = (right: boolean): number[] =>
    Array.from(count).flatMap((c, k) => (2 * k > T === right ? [k - 0.4, 0, k + 0.4, c / model.polls] : []));
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "lost",
      rects: bars(true),
      fill: "wrong",
      opacity: 0.55,
      name: say({ en: "polls the majority loses", zh: "多数判错的次数" }, locale),
    },
    {
      kind: "bars",
      id: "won",
      rects: bars(false),
      fill: "good",
      opacity: 0.4,
      name: say({ en: "polls it wins or draws", zh: "判对或打平的次数" }, locale),
    },
    {
      kind: "dots",
      id: "chance",
      points: chances.flatMap((p, k) => [k, p]),
      ink: "text",
      shape: "ring",
      radiusPx: 3,
      name: say({ en: "exact chance", zh: "精确概率" }, locale),
    },
    { kind: "rule", id: "half", axis: "x", at: T / 2, ink: "focus", dash: "dashed", label: "T/2" },
  ];
  return {
    id: "polls",
    title: say({ en: `Wrong votes among ${T}`, zh: `${T} 票中的错票数` }, locale),
    description: say(
      {
        en: `Of ${model.polls} simulated juries of ${T}, ${show(lost(count, T))} lost the vote; ε T = ${show(model.epsilon * T)} wrong votes are expected.`,
        zh: `模拟 ${model.polls} 个 ${T} 人陪审团，${show(lost(count, T))} 个判错；期望错票数 ε T = ${show(model.epsilon * T)}。`,
      },
      locale,
    ),
    x: linear(say({ en: "wrong votes k", zh: "错票数 k" }, locale), [-0.8, T + 0.8], "counts"),
    y: linear(say({ en: "share of polls", zh: "比例" }, locale), [0, most * 1.12]),
    marks,
    table: {
      columns: [
        "k",
        say({ en: "simulated share", zh: "模拟比例" }, locale),
        say({ en: "exact chance", zh: "精确概率" }, locale),
      ],
      rows: chances.map((p, k) => [k, count[k] / model.polls, p]),
    },
    span: 0.45,
  };
}
