import { poissonMass } from "../../core/num/mass";
import { barbourHallBound, leCamBound, poissonDistance } from "../../core/walk/poisson";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { barsAt, curve, pairs, peak, rule } from "./marks";
import { upTo } from "./part";
import { binomialAt, crowdCounts, horseKicks, type RareModel, successes, trialsAt } from "./rare-model";

const SHOWN = 9;

const placesOf = ({ lambda }: RareModel): number[] => upTo(Math.ceil(lambda + 4 * Math.sqrt(lambda) + 3));

/** The number of successes: exact, its limit, the bell curve that is no limit here, and the crowd. */
export function countsScene(model: RareModel, step: number, locale: Locale): Scene {
  const { lambda, walkers, hasHorses } = model;
  const n = trialsAt(model, step);
  const law = binomialAt(lambda, n);
  const places = placesOf(model);
  const exact = places.map((k) => law[k] ?? 0);
  const limit = places.map((k) => poissonMass(k, lambda));
  const crowd = crowdCounts(model, n);
  const seen = places.map((k) => (crowd[k] ?? 0) / walkers);
  const horses = places.map((k) => (horseKicks[k] ?? 0) / 200);
  const bell = (x: number): number => Math.exp(-((x - lambda) ** 2) / (2 * lambda)) / Math.sqrt(2 * Math.PI * lambda);
  const marks: Mark[] = [
    barsAt(places, exact, 0.72, {
      id: "binomial",
      fill: "series0",
      opacity: 0.55,
      name: { en: `binomial, ${n} trials`, zh: `二项分布，${n} 次试验` }[locale],
      link: "binomial",
    }),
    curve(bell, -0.6, places.length - 0.4, {
      id: "bell",
      ink: "faint",
      dash: "dotted",
      widthPx: 1.6,
      name: { en: "normal law, no limit here", zh: "正态分布，这里不是极限" }[locale],
    }),
    {
      kind: "line",
      id: "poisson-line",
      points: pairs(places, limit),
      ink: "series1",
      dash: "dashed",
      widthPx: 1.4,
    },
    {
      kind: "dots",
      id: "poisson",
      points: pairs(places, limit),
      ink: "series1",
      shape: "diamond",
      radiusPx: 5,
      name: { en: "Poisson, the limit", zh: "泊松，极限" }[locale],
      link: "poisson",
    },
    {
      kind: "dots",
      id: "crowd",
      points: pairs(places, seen),
      ink: "text",
      shape: "ring",
      radiusPx: 4,
      name: { en: `${walkers} walkers`, zh: `${walkers} 位行人` }[locale],
      link: "crowd",
    },
  ];
  if (hasHorses)
    marks.push({
      kind: "dots",
      id: "horses",
      points: pairs(places, horses),
      ink: "series3",
      shape: "cross",
      radiusPx: 5,
      name: { en: "horse kicks, 200 corps-years", zh: "马踢致死，200 军年" }[locale],
    });
  const distance = poissonDistance(n, lambda);
  return {
    id: "successes",
    title: {
      en: `Successes in ${n} trials of chance ${show(lambda / n)}`,
      zh: `${n} 次试验，每次概率 ${show(lambda / n)}`,
    }[locale],
    description: {
      en: `P(none) is ${show(exact[0])} exactly and ${show(limit[0])} in the limit; the two laws are ${show(distance)} apart in total variation.`,
      zh: `P(无一成功) 精确为 ${show(exact[0])}，极限为 ${show(limit[0])}；两个分布的全变差为 ${show(distance)}。`,
    }[locale],
    x: linear({ en: "successes", zh: "成功次数" }[locale], [-0.7, places.length - 0.3]),
    y: linear({ en: "probability", zh: "概率" }[locale], [0, 1.12 * peak([...exact, ...limit, ...seen])]),
    marks,
    table: {
      columns: [
        { en: "successes", zh: "成功次数" }[locale],
        { en: "binomial", zh: "二项" }[locale],
        { en: "Poisson", zh: "泊松" }[locale],
        { en: "walkers", zh: "行人" }[locale],
        ...(hasHorses ? [{ en: "horse kicks", zh: "马踢" }[locale]] : []),
      ],
      rows: places.map((k) => [k, exact[k], limit[k], seen[k], ...(hasHorses ? [horses[k]] : [])]),
    },
    span: 0.56,
  };
}

/** The walks of a few: up by one at a success. With finer trials they come to a Poisson process. */
export function stairsScene(model: RareModel, step: number, locale: Locale): Scene {
  const { lambda, waits } = model;
  const n = trialsAt(model, step);
  const walks = waits.slice(0, SHOWN).map((own) => successes(own, n, lambda).map((at) => at / n));
  const stairs = walks.map((times) => {
    const points = [0, 0];
    times.forEach((t, k) => {
      points.push(t, k, t, k + 1);
    });
    return [...points, 1, times.length];
  });
  const top = Math.max(lambda + 2.5 * Math.sqrt(lambda), ...walks.map(({ length }) => length), 2);
  const band = (sign: number) => (t: number) => Math.max(0, lambda * t + sign * 2 * Math.sqrt(lambda * t));
  return {
    id: "stairs",
    title: { en: `Step up at a success, ${n} trials in an hour`, zh: `成功就上一级，一小时 ${n} 次试验` }[locale],
    description: {
      en: `${walks.length} walkers end at ${walks.map(({ length }) => length).join(", ")}; on average ${show(lambda)}.`,
      zh: `${walks.length} 位行人终于 ${walks.map(({ length }) => length).join("、")}；平均 ${show(lambda)}。`,
    }[locale],
    x: linear({ en: "hour", zh: "小时" }[locale], [0, 1]),
    y: linear({ en: "successes so far", zh: "至今成功次数" }[locale], [0, 1.05 * top]),
    marks: [
      ...[-1, 1].map((sign) =>
        curve(band(sign), 0, 1, {
          id: `band${sign}`,
          ink: "faint",
          dash: "dashed",
          widthPx: 1.2,
          ...(sign > 0 ? { name: "λt ± 2√(λt)" } : {}),
        }),
      ),
      {
        kind: "line",
        id: "mean",
        points: [0, 0, 1, lambda],
        ink: "series2",
        dash: "dotted",
        widthPx: 1.8,
        name: "λt",
      },
      { kind: "rings", id: "walks", rings: stairs.slice(1), ink: "series0", widthPx: 1.2, opacity: 0.6, link: "crowd" },
      {
        kind: "line",
        id: "first",
        points: stairs[0] ?? [0, 0],
        ink: "series1",
        widthPx: 2.4,
        name: { en: "the first of them", zh: "其中第一位" }[locale],
      },
    ],
    table: {
      columns: [{ en: "walker", zh: "行人" }[locale], "#", { en: "hour", zh: "小时" }[locale]],
      rows: walks.flatMap((times, w) => times.map((t, k) => [w + 1, k + 1, t])),
    },
    span: 0.44,
  };
}

/** The distance of the two laws against n, and what Le Cam and Barbour with Hall promise of it. */
export function distanceScene(model: RareModel, step: number, locale: Locale): Scene {
  const { lambda, trials } = model;
  const now = trialsAt(model, step);
  const distances = memo(model, "distances", () => trials.map((n) => poissonDistance(n, lambda)));
  const ends: readonly [number, number] = [trials[0] / 1.3, trials[trials.length - 1] * 1.3];
  const low = Math.max(1e-12, distances[distances.length - 1] / 3);
  return {
    id: "distance",
    title: { en: "How far from the limit", zh: "离极限多远" }[locale],
    description: {
      en: `At n = ${now} the distance is ${show(poissonDistance(now, lambda))}, at most ${show(barbourHallBound(now, lambda))} (Barbour and Hall) and ${show(leCamBound(now, lambda))} (Le Cam): ten times the trials, a tenth of it.`,
      zh: `n = ${now} 时距离为 ${show(poissonDistance(now, lambda))}，不超过 ${show(barbourHallBound(now, lambda))}（Barbour–Hall）与 ${show(leCamBound(now, lambda))}（Le Cam）：试验十倍，距离十分之一。`,
    }[locale],
    x: { label: "n", domain: ends, scale: "log" },
    y: {
      label: { en: "total variation", zh: "全变差" }[locale],
      domain: [low, Math.max(1, 2 * leCamBound(trials[0], lambda))],
      scale: "log",
    },
    marks: [
      {
        kind: "line",
        id: "lecam",
        points: trials.flatMap((n) => [n, leCamBound(n, lambda)]),
        ink: "series3",
        dash: "dotted",
        widthPx: 1.8,
        name: "Le Cam: λ²/n",
      },
      {
        kind: "line",
        id: "barbour",
        points: trials.flatMap((n) => [n, barbourHallBound(n, lambda)]),
        ink: "series2",
        dash: "dashed",
        widthPx: 1.8,
        name: "Barbour–Hall",
      },
      {
        kind: "line",
        id: "distance",
        points: trials.flatMap((n, i) => [n, Math.max(low, distances[i])]),
        ink: "series0",
        widthPx: 2.2,
        vertices: true,
        name: { en: "exact", zh: "精确" }[locale],
      },
      rule("now", "x", now, "focus", `n = ${now}`),
    ],
    table: {
      columns: ["n", { en: "exact", zh: "精确" }[locale], "Barbour–Hall", "Le Cam"],
      rows: trials.map((n, i) => [n, distances[i], barbourHallBound(n, lambda), leCamBound(n, lambda)]),
    },
    span: 0.44,
  };
}
