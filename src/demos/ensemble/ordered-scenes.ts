import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { say, show } from "../number";
import { percent } from "./ground";
import { before, type OrderedModel } from "./ordered";

/** The rows one after the other, by category; those that the statistic of this step is made of are joined. */
export function orderScene(model: OrderedModel, step: number, locale: Locale): Scene {
  const { order, category, y } = model;
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const kinds = Math.max(...category) + 1;
  const dots = (label: number, isPast: boolean): number[] =>
    order.flatMap((row, place) => (y[row] === label && place < step === isPast ? [place + 1, category[row] + 1] : []));
  const now = step > 0 ? order[step - 1] : undefined;
  const own = order
    .slice(0, step)
    .flatMap((row, place) => (category[row] === category[now ?? -1] ? [place + 1, category[row] + 1] : []));
  const marks: Mark[] = [
    { kind: "line", id: "own", points: own, ink: "focus", widthPx: 2, opacity: 0.6 },
    { kind: "dots", id: "ahead0", points: dots(0, false), ink: "faint", shape: "ring", radiusPx: 2.6, opacity: 0.5 },
    { kind: "dots", id: "ahead1", points: dots(1, false), ink: "faint", shape: "ring", radiusPx: 2.6, opacity: 0.5 },
    { kind: "dots", id: "zero", points: dots(0, true), ink: "series0", radiusPx: 3.6, name: name("label 0", "标签 0") },
    {
      kind: "dots",
      id: "one",
      points: dots(1, true),
      ink: "series1",
      shape: "square",
      radiusPx: 3.6,
      name: name("label 1", "标签 1"),
    },
    ...(now === undefined
      ? []
      : [
          {
            kind: "dots",
            id: "now",
            points: [step, category[now] + 1],
            ink: "focus",
            shape: "ring",
            radiusPx: 8,
            name: name("this row", "当前样本"),
          } as const,
        ]),
  ];
  return {
    id: "ts-rows",
    title: name("The rows in their order", "按次序到来的样本"),
    description: name(
      now === undefined
        ? `${order.length} rows of ${kinds} categories, in the order in which they will come.`
        : `Row ${step} is of category ${category[now] + 1}; ${before(model, step - 1).count} of that category came before it.`,
      now === undefined
        ? `${order.length} 个样本，${kinds} 种类别，按到来的次序排列。`
        : `第 ${step} 个样本属于类别 ${category[now] + 1}；此前同类别的有 ${before(model, step - 1).count} 个。`,
    ),
    x: linear(name("place in the order", "次序"), [0, order.length + 1]),
    y: linear(name("category", "类别"), [0.2, kinds + 0.8]),
    marks,
    table: {
      columns: [
        name("place", "次序"),
        name("category", "类别"),
        name("label", "标签"),
        name("ordered", "有序统计"),
        name("greedy", "贪心统计"),
      ],
      rows: order.map((row, place) => [place + 1, category[row] + 1, y[row], model.ordered[row], model.greedy[row]]),
    },
    span: 0.34,
  };
}

/** The number that stands for the category of each row, either way. */
export function valueScene(model: OrderedModel, step: number, locale: Locale): Scene {
  const { order, ordered, greedy, prior, y } = model;
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const past = order.slice(0, step);
  const points = (list: Float64Array, label: number): number[] =>
    past.flatMap((row, place) => (y[row] === label ? [place + 1, list[row]] : []));
  const marks: Mark[] = [
    { kind: "rule", id: "prior", axis: "y", at: prior, ink: "faint", dash: "dotted", label: `P = ${show(prior, 3)}` },
    ...[0, 1].map(
      (label): Mark => ({
        kind: "dots",
        id: `greedy${label}`,
        points: points(greedy, label),
        ink: label === 0 ? "series0" : "series1",
        shape: "ring",
        radiusPx: 3.4,
        opacity: 0.65,
        name: name(`greedy, label ${label}`, `贪心，标签 ${label}`),
      }),
    ),
    ...[0, 1].map(
      (label): Mark => ({
        kind: "dots",
        id: `ordered${label}`,
        points: points(ordered, label),
        ink: label === 0 ? "series0" : "series1",
        shape: label === 0 ? "circle" : "square",
        radiusPx: 3.4,
        name: name(`ordered, label ${label}`, `有序，标签 ${label}`),
      }),
    ),
  ];
  const gap = (list: Float64Array): number => {
    const of = (label: number): number[] => past.filter((row) => y[row] === label).map((row) => list[row]);
    const mean = (some: readonly number[]): number => some.reduce((sum, x) => sum + x / some.length, 0);
    return mean(of(1)) - mean(of(0));
  };
  return {
    id: "ts-values",
    title: name("The number in place of the category", "代替类别的那个数"),
    description:
      step === 0
        ? name("No row has come yet, so none has a number.", "还没有样本到来，所以还没有任何统计量。")
        : name(
            `Rows of label 1 lie above those of label 0 by ${show(gap(greedy), 3)} in the greedy statistic, by ${show(gap(ordered), 3)} in the ordered one.`,
            `标签 1 的样本比标签 0 的平均高出：贪心统计 ${show(gap(greedy), 3)}，有序统计 ${show(gap(ordered), 3)}。`,
          ),
    x: linear(name("place in the order", "次序"), [0, order.length + 1]),
    y: linear(name("statistic", "统计量"), [-0.03, 1.03]),
    marks,
    table: {
      columns: [name("place", "次序"), name("label", "标签"), name("ordered", "有序统计"), name("greedy", "贪心统计")],
      rows: past.map((row, place) => [place + 1, y[row], ordered[row], greedy[row]]),
    },
    span: 0.33,
  };
}

/** Errors of a stump on either statistic against the rows that a category has. */
export function leakScene(model: OrderedModel, locale: Locale): Scene {
  // From rare categories to frequent ones.
  const leaks = model.leaks.toReversed();
  const name = (en: string, zh: string): string => say({ en, zh }, locale);
  const line = (id: string, of: (leak: (typeof leaks)[number]) => number, style: Partial<Mark>, label: string): Mark =>
    ({
      kind: "line",
      id,
      points: leaks.flatMap((leak) => [leak.perKind, of(leak)]),
      widthPx: 2,
      vertices: true,
      name: label,
      ...style,
    }) as Mark;
  const few = leaks[0];
  const widest = leaks.at(-1)!.perKind;
  return {
    id: "ts-leak",
    title: name("What the leak costs", "泄漏的代价"),
    description: name(
      `With ${show(few.perKind, 2)} rows a category a stump on the greedy statistic is wrong on ${percent(few.train[0])} of its own rows and on ${percent(few.fresh[0])} of fresh ones; on the ordered one ${percent(few.train[1])} and ${percent(few.fresh[1])}.`,
      `每类 ${show(few.perKind, 2)} 个样本时，用贪心统计的树桩在自己的样本上错 ${percent(few.train[0])}，在新样本上错 ${percent(few.fresh[0])}；用有序统计则为 ${percent(few.train[1])} 与 ${percent(few.fresh[1])}。`,
    ),
    x: {
      label: name("rows a category has", "每类的样本数"),
      domain: [few.perKind / 1.15, widest * 1.15],
      scale: "log",
    },
    y: linear(name("share of errors", "错误率"), [-0.02, 0.75]),
    marks: [
      line("greedy-train", ({ train }) => train[0], { ink: "series1" }, name("greedy, own rows", "贪心，训练")),
      line(
        "greedy-fresh",
        ({ fresh }) => fresh[0],
        { ink: "series1", dash: "dashed" },
        name("greedy, fresh rows", "贪心，新样本"),
      ),
      line("ordered-train", ({ train }) => train[1], { ink: "series2" }, name("ordered, own rows", "有序，训练")),
      line(
        "ordered-fresh",
        ({ fresh }) => fresh[1],
        { ink: "series2", dash: "dashed" },
        name("ordered, fresh rows", "有序，新样本"),
      ),
    ],
    table: {
      columns: [
        name("categories", "类别数"),
        name("rows each", "每类样本"),
        name("greedy, own rows", "贪心，训练"),
        name("greedy, fresh rows", "贪心，新样本"),
        name("ordered, own rows", "有序，训练"),
        name("ordered, fresh rows", "有序，新样本"),
      ],
      rows: leaks.map(({ kinds, perKind, train, fresh }) => [kinds, perKind, train[0], fresh[0], train[1], fresh[1]]),
    },
    span: 0.33,
  };
}
