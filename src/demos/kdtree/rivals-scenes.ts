import type { Ink, Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { show } from "../number";
import { type Kind, kinds, type RivalsModel } from "./rivals";

export const kindNames: { readonly [K in Kind]: Text } = {
  kd: { en: "k-d tree", zh: "k-d 树" },
  ball: { en: "ball tree", zh: "球树" },
  vantage: { en: "vantage points", zh: "制高点树" },
  projection: { en: "random projections", zh: "随机投影树" },
};
const inks: { readonly [K in Kind]: Ink } = {
  kd: "series0",
  ball: "series1",
  vantage: "series2",
  projection: "series3",
};
const dashes = { kd: "solid", ball: "dashed", vantage: "dotted", projection: "dashed" } as const;

export function raceScene({ dimensions, shares, n }: RivalsModel, locale: Locale): Scene {
  const last = dimensions.length - 1;
  const least = Math.min(...kinds.flatMap((kind) => shares[kind]).filter((share) => share > 0));
  const most = Math.max(1, ...kinds.flatMap((kind) => shares[kind]));
  return {
    id: "race",
    title: { en: "Four trees on the same points", zh: "同一批点上的四种树" }[locale],
    description: {
      en: `Of ${n} points the k-d tree compares ${show(100 * shares.kd[0], 3)} % in 2 dimensions and ${show(100 * shares.kd[last], 3)} % in ${dimensions[last]}; the ball tree ${show(100 * shares.ball[last], 3)} % there.`,
      zh: `${n} 个点中，k-d 树在 2 维比较 ${show(100 * shares.kd[0], 3)} %，在 ${dimensions[last]} 维比较 ${show(100 * shares.kd[last], 3)} %；球树在后者比较 ${show(100 * shares.ball[last], 3)} %。`,
    }[locale],
    x: { label: { en: "dimension d", zh: "维数 d" }[locale], domain: [1.5, 16.5] },
    y: {
      label: { en: "distances computed / n", zh: "计算的距离数 / n" }[locale],
      domain: [10 ** Math.floor(Math.log10(least)), Math.max(most * 1.6, 2.2)],
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
        at: [1.7, 1],
        text: { en: "brute force", zh: "蛮力法" }[locale],
        ink: "faint",
        anchor: "start",
        sizePx: 11,
        dyPx: -9,
      },
      ...kinds.map(
        (kind): Mark => ({
          kind: "line",
          id: kind,
          points: dimensions.flatMap((d, at) => [d, shares[kind][at]]),
          ink: inks[kind],
          dash: dashes[kind],
          widthPx: 2.2,
          vertices: true,
          name: kindNames[kind][locale],
          link: kind,
        }),
      ),
    ],
    table: {
      columns: [{ en: "dimension", zh: "维数" }[locale], ...kinds.map((kind) => kindNames[kind][locale])],
      rows: dimensions.map((d, at) => [d, ...kinds.map((kind) => shares[kind][at])]),
    },
    span: 0.6,
  };
}

export function hereScene({ here, planar }: RivalsModel, locale: Locale): Scene {
  const most = Math.max(0.01, ...kinds.map((kind) => here[kind]));
  return {
    id: "here",
    title: { en: "On the points chosen", zh: "在所选的点上" }[locale],
    description: {
      en: `Share of ${planar} points compared for one nearest neighbour: ${kinds.map((kind) => `${kindNames[kind].en} ${show(100 * here[kind], 3)} %`).join(", ")}.`,
      zh: `求一个最近邻时，${planar} 个点中被比较的比例：${kinds.map((kind) => `${kindNames[kind].zh} ${show(100 * here[kind], 3)} %`).join("，")}。`,
    }[locale],
    x: { label: { en: "distances computed / n", zh: "计算的距离数 / n" }[locale], domain: [0, most * 1.3] },
    y: {
      label: { en: "tree", zh: "树" }[locale],
      domain: [-0.6, 3.6],
      ticks: kinds.map((kind, row) => ({ at: 3 - row, text: kindNames[kind][locale] })),
    },
    marks: kinds.flatMap((kind, row): Mark[] => [
      {
        kind: "bars",
        id: kind,
        rects: [0, 3 - row - 0.32, here[kind], 3 - row + 0.32],
        fill: inks[kind],
        opacity: 0.8,
        link: kind,
      },
      {
        kind: "text",
        id: `${kind}-share`,
        at: [here[kind], 3 - row],
        text: `${show(100 * here[kind], 3)} %`,
        dxPx: 5,
        sizePx: 11,
      },
    ]),
    ...(planar === 0 ? { empty: { en: "There are no points to compare on.", zh: "没有点可供比较。" }[locale] } : {}),
    table: {
      columns: [{ en: "tree", zh: "树" }[locale], { en: "share compared", zh: "比较比例" }[locale]],
      rows: kinds.map((kind) => [kindNames[kind][locale], here[kind]]),
    },
    span: 0.4,
  };
}
