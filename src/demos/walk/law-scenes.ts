import { normalDensity } from "../../core/walk/limit";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { raised, show } from "../number";
import { exactRow, type LawModel, rowOf, siteOf, stepMoments } from "./law-model";
import { barsAt, curve, peak } from "./marks";

const ROWS = 9;

/** Sites and probabilities of row k, the empty margins left out. */
function support(model: LawModel, k: number): { readonly from: number; readonly to: number } {
  const law = rowOf(model, "laws", k);
  const seen = rowOf(model, "tallies", k);
  let [from, to] = [0, law.length - 1];
  while (from < to && law[from] < 1e-5 && seen[from] === 0) from++;
  while (to > from && law[to] < 1e-5 && seen[to] === 0) to--;
  return { from, to };
}

/** The row's place and spread. */
export function spreadOf(model: LawModel, k: number): { readonly mean: number; readonly sigma: number } {
  const { mean, variance } = stepMoments(model.step);
  return { mean: k * mean, sigma: Math.sqrt(k * variance) };
}

/** A coefficient as it fits into the triangle. */
const short = (c: bigint): string => {
  const text = c.toString();
  return text.length <= 7 ? text : `${text[0]}.${text.slice(1, 3)}×10${raised(text.length - 1)}`;
};

/** The last rows of coefficients, each entry the sum of its parents; the arrows show it for the largest. */
export function rowsScene(model: LawModel, step: number, locale: Locale): Scene {
  const { step: law, own } = model;
  const wide = law.counts.length > 2;
  const first = Math.max(0, step - (wide ? 5 : ROWS - 1));
  const marks: Mark[] = [];
  const now = memo(model, `row ${step}`, () => exactRow(law, step));
  const best = now.reduce((at, c, j) => (c > now[at] ? j : at), 0);
  const centre = siteOf(law, step, best);
  // As many columns as fit beside each other in the widest row.
  const letters = now.reduce((most, c) => Math.max(most, short(c).length), 1);
  const columns = Math.max(3, Math.min(13, Math.floor(34.9 / (letters + 1))));
  const reach = ((columns - 1) / 2) * law.gap + 1e-9;
  let widest = law.gap;
  for (let k = first; k <= step; k++) {
    const row = k === step ? now : memo(model, `row ${k}`, () => exactRow(law, k));
    const shown = row.flatMap((c, j) => {
      const site = siteOf(law, k, j);
      return c > 0n && Math.abs(site - centre) <= reach ? [{ site, c }] : [];
    });
    for (const { site, c } of shown) {
      widest = Math.max(widest, Math.abs(site - centre));
      marks.push({
        kind: "text",
        id: `c${k}/${site}`,
        at: [site, -k],
        text: short(c),
        ink: k === step ? "text" : "faint",
        anchor: "middle",
        sizePx: k === step ? 12.5 : 11,
        ...(k === step ? { link: `site ${site}` } : {}),
      });
    }
  }
  if (step > 0) {
    const segments = law.counts.flatMap((count, kind) => {
      const parent = best - kind;
      const [x, y] = [siteOf(law, step - 1, parent), 1 - step];
      const isThere = count > 0 && parent >= 0 && parent <= (step - 1) * (law.counts.length - 1);
      return isThere && Math.abs(x - centre) <= reach
        ? [x + (centre - x) * 0.26, y - 0.26, x + (centre - x) * 0.74, y - 0.72]
        : [];
    });
    if (segments.length > 0)
      marks.push({
        kind: "arrows",
        id: "parents",
        segments,
        ink: "series1",
        widthPx: 1.6,
        headPx: 6,
        name: { en: "adds up to", zh: "相加得到" }[locale],
      });
  }
  const total = law.counts.reduce((sum, c) => sum + BigInt(c), 0n) ** BigInt(step);
  const polynomial = own === undefined ? "(z + 1/z)" : { en: "(your step)", zh: "（你的步长）" }[locale];
  return {
    id: "rows",
    title: { en: "Exact: coefficients", zh: "精确：系数" }[locale],
    description: {
      en: `Coefficients of ${polynomial}${raised(step)}: the largest is ${short(now[best])} at ${show(centre)}; together they are ${short(total)}.`,
      zh: `${polynomial}${raised(step)} 的系数：最大的是 ${show(centre)} 处的 ${short(now[best])}，总和为 ${short(total)}。`,
    }[locale],
    x: linear({ en: "site", zh: "格点" }[locale], [centre - widest - law.gap, centre + widest + law.gap]),
    y: {
      label: { en: "step", zh: "步" }[locale],
      // Downwards, as a triangle is written.
      domain: [-step - 0.6, 0.6 - first],
      ticks: Array.from({ length: step - first + 1 }, (_, i) => ({ at: -first - i, text: String(first + i) })),
    },
    grid: false,
    marks: marks.length > 0 ? marks : [{ kind: "text", id: "one", at: [0, 0], text: "1" }],
    table: {
      columns: [{ en: "site", zh: "格点" }[locale], { en: "ways", zh: "路径数" }[locale]],
      rows: now.map((c, j) => [siteOf(law, step, j), c.toString()]),
    },
    span: 0.42,
  };
}

/** Room for every row up to the last, so that the axis stays while the law grows. */
function pileDomain(model: LawModel): readonly [number, number] {
  return memo(model, "pile domain", () => {
    let [low, high] = [0, 0];
    for (const k of [model.n, Math.ceil(model.n / 2)]) {
      const { from, to } = support(model, k);
      low = Math.min(low, siteOf(model.step, k, from));
      high = Math.max(high, siteOf(model.step, k, to));
    }
    const room = Math.max(2 * model.step.gap, 0.08 * (high - low));
    return [low - room, high + room] as const;
  });
}

/** Exact bars, the walkers' histogram and the bell curve on one axis. */
export function pileScene(model: LawModel, step: number, locale: Locale): Scene {
  const { step: law, walkers, forget } = model;
  const { from, to } = support(model, step);
  const probabilities = rowOf(model, "laws", step);
  const seen = rowOf(model, "tallies", step);
  const { mean, sigma } = spreadOf(model, step);
  const sites = Array.from({ length: to - from + 1 }, (_, i) => siteOf(law, step, from + i));
  const exact = sites.map((_, i) => probabilities[from + i]);
  const shares = sites.map((_, i) => seen[from + i] / walkers);
  const gap = forget ? 1 : law.gap;
  const bell = (x: number): number => (sigma > 0 ? (gap * normalDensity((x - mean) / sigma)) / sigma : Number.NaN);
  const domain = pileDomain(model);
  // Up to four deviations of the counts beyond the law, so that the axis stays while the crowd changes.
  const top = peak([...exact.map((p) => p + 2.5 * Math.sqrt((p * (1 - p)) / walkers)), ...shares]);
  const last = rowOf(model, "laws", model.n);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "end",
      points: Array.from(last).flatMap((p, j) => (p > 1e-7 ? [siteOf(law, model.n, j), p] : [])),
      ink: "faint",
      dash: "dotted",
      widthPx: 1.4,
      ...(step < model.n
        ? { name: { en: `after ${model.n} steps`, zh: `${model.n} 步之后` }[locale] }
        : { opacity: 0 }),
    },
    barsAt(sites, shares, 0.8 * law.gap, {
      id: "crowd",
      fill: "series0",
      opacity: 0.45,
      name: { en: `${walkers} walkers`, zh: `${walkers} 位行人` }[locale],
      link: "crowd",
    }),
  ];
  if (sigma > 0)
    marks.push(
      curve(bell, domain[0], domain[1], {
        id: "bell",
        ink: forget && law.gap !== 1 ? "wrong" : "series2",
        dash: "dashed",
        widthPx: 2,
        name:
          forget && law.gap !== 1
            ? { en: "bell without its factor 2", zh: "缺因子 2 的钟形" }[locale]
            : { en: "bell curve", zh: "钟形曲线" }[locale],
        link: "bell",
      }),
    );
  marks.push({
    kind: "dots",
    id: "exact",
    points: sites.flatMap((site, i) => [site, exact[i]]),
    ink: "series1",
    shape: sites.length > 120 ? "circle" : "ring",
    radiusPx: sites.length > 120 ? 1.6 : 3.4,
    name: { en: "exact", zh: "精确" }[locale],
    link: "exact",
  });
  const best = exact.reduce((at, x, i) => (x > exact[at] ? i : at), 0);
  return {
    id: "pile",
    title: { en: "Exact, crowd and bell", zh: "精确、人群与钟形" }[locale],
    description: {
      en: `After ${step} steps: P(S = ${show(sites[best])}) is ${show(exact[best])} exactly, ${show(shares[best])} in the crowd, ${show(bell(sites[best]))} by the bell curve.`,
      zh: `${step} 步之后：P(S = ${show(sites[best])}) 精确值 ${show(exact[best])}，人群中 ${show(shares[best])}，钟形曲线 ${show(bell(sites[best]))}。`,
    }[locale],
    x: linear({ en: "site S", zh: "位置 S" }[locale], domain),
    y: linear({ en: "probability", zh: "概率" }[locale], [0, top * 1.12]),
    marks,
    table: {
      columns: [
        { en: "site", zh: "格点" }[locale],
        { en: "exact", zh: "精确" }[locale],
        { en: "crowd", zh: "人群" }[locale],
        { en: "bell", zh: "钟形" }[locale],
      ],
      rows: sites.map((site, i) => [site, exact[i], shares[i], Number.isNaN(bell(site)) ? "–" : bell(site)]),
    },
    span: 0.58,
  };
}

/** Some of the walkers on their way, with the envelope of one and two deviations. */
export function pathsScene(model: LawModel, step: number, locale: Locale): Scene {
  const { n, paths, shown } = model;
  const { mean, variance } = stepMoments(model.step);
  const sigma = Math.sqrt(variance);
  const path = (walker: number, to: number): Float64Array => {
    const points = new Float64Array(2 * (to + 1));
    for (let k = 0; k <= to; k++) points.set([k, paths[walker * (n + 1) + k]], 2 * k);
    return points;
  };
  const others = Array.from({ length: Math.max(0, shown - 1) }, (_, i) => path(i + 1, step));
  const envelope = (times: number): number[][] =>
    [-times, times].map((sign) =>
      Array.from({ length: 121 }, (_, i) => {
        const k = (n * i) / 120;
        return [k, k * mean + sign * sigma * Math.sqrt(k)];
      }).flat(),
    );
  const marks: Mark[] = [
    {
      kind: "rings",
      id: "to-come",
      rings: Array.from({ length: shown }, (_, w) => path(w, n)),
      ink: "faint",
      widthPx: 0.7,
      opacity: 0.28,
    },
  ];
  if (others.length > 0)
    marks.push({
      kind: "rings",
      id: "others",
      rings: others,
      ink: "series0",
      widthPx: 0.8,
      opacity: 0.4,
      name: { en: "walkers", zh: "行人" }[locale],
      link: "crowd",
    });
  marks.push(
    {
      kind: "rings",
      id: "one",
      rings: envelope(1),
      ink: "series2",
      dash: "dashed",
      widthPx: 1.6,
      name: "±√Var",
      link: "bell",
    },
    {
      kind: "rings",
      id: "two",
      rings: envelope(2),
      ink: "series2",
      dash: "dotted",
      widthPx: 1.4,
      name: "±2√Var",
      link: "bell",
    },
    {
      kind: "line",
      id: "first",
      points: path(0, step),
      ink: "series1",
      widthPx: 2,
      name: { en: "the first of them", zh: "其中第一位" }[locale],
      link: "first",
    },
    { kind: "dots", id: "now", points: [step, paths[step]], ink: "focus", radiusPx: 4.5, link: "first" },
    { kind: "rule", id: "step", axis: "x", at: step, ink: "faint", dash: "dotted" },
  );
  let [low, high] = [
    -2.3 * sigma * Math.sqrt(n) + Math.min(0, n * mean),
    2.3 * sigma * Math.sqrt(n) + Math.max(0, n * mean),
  ];
  for (const x of paths) [low, high] = [Math.min(low, x), Math.max(high, x)];
  if (!(high > low)) [low, high] = [low - 1, high + 1];
  let inside = 0;
  for (let w = 0; w < shown; w++) {
    if (Math.abs(paths[w * (n + 1) + step] - step * mean) <= sigma * Math.sqrt(step)) inside++;
  }
  return {
    id: "paths",
    title: { en: "Crowd: walkers in time", zh: "人群：随时间行走" }[locale],
    description: {
      en: `${shown} of the walkers after ${step} of ${n} steps: ${inside} are within one deviation, ${show(sigma * Math.sqrt(step))}, of the mean; the first is at ${show(paths[step])}.`,
      zh: `${n} 步中走了 ${step} 步的 ${shown} 位行人：${inside} 位距均值不超过一个标准差 ${show(sigma * Math.sqrt(step))}；第一位在 ${show(paths[step])}。`,
    }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, n], "counts"),
    y: linear({ en: "site", zh: "位置" }[locale], [low, high]),
    marks,
    table: {
      columns: [
        { en: "step", zh: "步" }[locale],
        "√Var",
        ...Array.from({ length: Math.min(5, shown) }, (_, i) => `${i + 1}`),
      ],
      rows: Array.from({ length: step + 1 }, (_, k) => [
        k,
        sigma * Math.sqrt(k),
        ...Array.from({ length: Math.min(5, shown) }, (_, w) => paths[w * (n + 1) + k]),
      ]),
    },
  };
}
