import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { show } from "../number";
import type { Cost, HighModel } from "./high";

const line = (
  id: string,
  costs: readonly Cost[],
  pick: (cost: Cost) => number,
  rest: Pick<Extract<Mark, { kind: "line" }>, "ink" | "name" | "dash" | "link">,
): Mark => ({
  kind: "line",
  id,
  points: costs.flatMap((cost) => [cost.d, pick(cost)]),
  widthPx: 2.2,
  vertices: true,
  ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)),
  ink: rest.ink,
});

const columns = (locale: Locale): string[] => [
  { en: "dimension", zh: "维数" }[locale],
  { en: "compared, exact", zh: "精确：比较比例" }[locale],
  { en: "compared, E_max", zh: "E_max：比较比例" }[locale],
  { en: "bound", zh: "上界" }[locale],
  { en: "recall", zh: "命中率" }[locale],
  { en: "nearest / mean", zh: "最近 / 平均" }[locale],
];
const rows = (model: HighModel): number[][] =>
  model.costs.map(({ d, exact, budgeted, bound, recall, contrast }) => [d, exact, budgeted, bound, recall, contrast]);

export function curseScene(model: HighModel, locale: Locale): Scene {
  const { costs, n, budget } = model;
  const last = costs[costs.length - 1];
  const least = Math.min(...costs.flatMap(({ exact, budgeted, bound }) => [exact, budgeted, bound]));
  return {
    id: "curse",
    title: { en: "How much of the data one query must look at", zh: "一次查询要看多少数据" }[locale],
    description: {
      en: `Of ${n} points an exact search compares ${show(100 * costs[0].exact, 3)} % in 2 dimensions and ${show(100 * last.exact, 3)} % in ${last.d}; best bin first with ${budget} leaves ${show(100 * last.budgeted, 3)} %.`,
      zh: `${n} 个点中，精确搜索在 2 维比较 ${show(100 * costs[0].exact, 3)} %，在 ${last.d} 维比较 ${show(100 * last.exact, 3)} %；打开 ${budget} 片叶子的最优格优先比较 ${show(100 * last.budgeted, 3)} %。`,
    }[locale],
    x: { label: { en: "dimension d", zh: "维数 d" }[locale], domain: [1.5, 20.5] },
    y: {
      label: { en: "share of the points compared", zh: "被比较的点的比例" }[locale],
      domain: [10 ** Math.floor(Math.log10(least)), 2.4],
      scale: "log",
    },
    marks: [
      {
        kind: "rule",
        id: "all",
        axis: "y",
        at: 1,
        ink: "faint",
        dash: "dotted",
      },
      {
        kind: "text",
        id: "all-text",
        at: [2, 1],
        text: { en: "brute force: all of them", zh: "蛮力法：全部" }[locale],
        ink: "faint",
        anchor: "start",
        sizePx: 11,
        dyPx: -9,
      },
      line("bound", costs, ({ bound }) => bound, {
        ink: "series3",
        name: { en: "bound", zh: "上界" }[locale],
        dash: "dotted",
      }),
      line("exact", costs, ({ exact }) => exact, { ink: "series0", name: { en: "exact", zh: "精确" }[locale] }),
      line("budgeted", costs, ({ budgeted }) => budgeted, {
        ink: "series1",
        name: { en: "E_max", zh: "E_max" }[locale],
        dash: "dashed",
      }),
    ],
    table: { columns: columns(locale), rows: rows(model) },
    span: 0.55,
  };
}

export function recallScene(model: HighModel, locale: Locale): Scene {
  const { costs, budget } = model;
  const last = costs[costs.length - 1];
  return {
    id: "recall",
    title: { en: "How often the budget is enough, and how near “nearest” is", zh: "预算够用的频率，以及“最近”有多近" }[
      locale
    ],
    description: {
      en: `With ${budget} leaves the nearest is found in ${show(100 * costs[0].recall, 3)} % of the queries in 2 dimensions and ${show(100 * last.recall, 3)} % in ${last.d}; the nearest is at ${show(last.contrast, 3)} of the mean distance there.`,
      zh: `打开 ${budget} 片叶子时，2 维有 ${show(100 * costs[0].recall, 3)} % 的查询找到最近点，${last.d} 维有 ${show(100 * last.recall, 3)} %；那里最近距离是平均距离的 ${show(last.contrast, 3)}。`,
    }[locale],
    x: { label: { en: "dimension d", zh: "维数 d" }[locale], domain: [1.5, 20.5] },
    y: { label: { en: "share", zh: "比例" }[locale], domain: [0, 1.05] },
    marks: [
      line("recall", costs, ({ recall }) => recall, {
        ink: "series1",
        name: { en: "nearest found", zh: "找到最近点" }[locale],
        dash: "dashed",
      }),
      line("contrast", costs, ({ contrast }) => contrast, {
        ink: "series2",
        name: { en: "nearest / mean distance", zh: "最近 / 平均距离" }[locale],
      }),
    ],
    table: { columns: columns(locale), rows: rows(model) },
    span: 0.45,
  };
}

const growthInks = ["series0", "series1", "series2"] as const;
const growthDashes = ["solid", "dashed", "dotted"] as const;

/** Points compared against points there are: level lines in the plane, brute force in many dimensions. */
export function growthScene({ growth, n }: HighModel, locale: Locale): Scene {
  const [first] = growth;
  const [least, most] = [Math.min(...growth.flatMap(({ compared }) => compared)), n];
  const ends = growth.map(
    ({ d, compared }) => `d = ${d}: ${show(compared[0], 3)} → ${show(compared[compared.length - 1], 3)}`,
  );
  return {
    id: "growth",
    title: { en: "As the points grow in number", zh: "当点数增加时" }[locale],
    description: {
      en: `Points that one query compares, from n = ${first.sizes[0]} to ${n}: ${ends.join("; ")}.`,
      zh: `一次查询比较的点数，从 n = ${first.sizes[0]} 到 ${n}：${ends.join("；")}。`,
    }[locale],
    x: { label: { en: "points n", zh: "点数 n" }[locale], domain: [first.sizes[0] * 0.9, n * 1.1], scale: "log" },
    y: {
      label: { en: "points compared", zh: "比较的点数" }[locale],
      domain: [Math.max(0.5, least * 0.6), most * 1.5],
      scale: "log",
    },
    marks: [
      {
        kind: "line",
        id: "brute",
        points: first.sizes.flatMap((size) => [size, size]),
        ink: "faint",
        widthPx: 1.5,
        dash: "dotted",
        name: { en: "all", zh: "全部" }[locale],
      },
      ...growth.map(
        ({ d, sizes, compared }, at): Mark => ({
          kind: "line",
          id: `growth${d}`,
          points: sizes.flatMap((size, place) => [size, compared[place]]),
          ink: growthInks[at],
          dash: growthDashes[at],
          widthPx: 2.2,
          vertices: true,
          name: `d = ${d}`,
        }),
      ),
    ],
    table: {
      columns: ["n", ...growth.map(({ d }) => `d = ${d}`)],
      rows: first.sizes.map((size, at) => [size, ...growth.map(({ compared }) => compared[at])]),
    },
    span: 1,
  };
}
