import type { Distribution } from "../../core/estimation/distribution";
import { density } from "../../core/estimation/distribution";
import type { Region } from "../../core/estimation/interval";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { show } from "../number";

/** Prior, likelihood and posterior of one parameter, with all that is marked on them. */
export interface Belief {
  readonly id: string;
  readonly title: Text;
  readonly description: Text;
  readonly axis: string;
  readonly domain: readonly [number, number];
  /** Absent where it is not a law, such as one that is flat on the whole line. */
  readonly prior?: Distribution;
  readonly posterior: Distribution;
  /** ln of the likelihood up to a constant; absent without data. */
  readonly logLikelihood?: (theta: number) => number;
  readonly mle: number;
  /** Carries a place of θ to the axis, where that is drawn in log-odds or logarithms. */
  readonly toAxis: (theta: number) => number;
  readonly median: number;
  readonly region: Region;
  readonly level: number;
  readonly truth?: number;
  /** A value asked about: its place on the axis, and what stands at it. */
  readonly asked?: { readonly at: number; readonly label: string };
  readonly limit?: Distribution;
  /** What `limit` is, where it is not the normal one. */
  readonly limitName?: Text;
}

const COUNT = 240;
const words = {
  prior: { en: "prior", zh: "先验" },
  likelihood: { en: "likelihood", zh: "似然" },
  posterior: { en: "posterior", zh: "后验" },
  limit: { en: "normal limit", zh: "正态极限" },
  truth: { en: "truth", zh: "真值" },
  mean: { en: "mean", zh: "均值" },
  median: { en: "median", zh: "中位数" },
  density: { en: "density", zh: "密度" },
} satisfies Record<string, Text>;

/** The heights at which a density is seen inside its bulk: poles at the ends don't set the scale. */
const bulk = (d: Distribution): number =>
  Math.max(...[0.08, 0.2, 0.35, 0.5, 0.65, 0.8, 0.92].map((p) => density(d, d.quantile(p))).filter(Number.isFinite), 0);

/** The likelihood at the sample points, scaled to area one over the axis. */
function likelihoodCurve(belief: Belief, grid: readonly number[]): readonly number[] | undefined {
  const { logLikelihood } = belief;
  if (!logLikelihood) return undefined;
  const logs = grid.map(logLikelihood);
  const top = Math.max(...logs.filter((log) => !Number.isNaN(log)));
  if (!Number.isFinite(top)) return undefined;
  const heights = logs.map((log) => (Number.isNaN(log) ? 0 : Math.exp(log - top)));
  const area = heights.reduce((sum, h) => sum + h, 0) * (grid[1]! - grid[0]!);
  return heights.map((h) => h / area);
}

/** A round step near a third of the height. */
function tickStep(height: number): number {
  const base = 10 ** Math.floor(Math.log10(height / 3));
  const digit = [1, 2, 5, 10].find((d) => d * base >= height / 3.6) ?? 10;
  return digit * base;
}

/** The lanes under the axis: name, place and shape. */
interface Lane {
  readonly id: string;
  readonly name: string;
  readonly at: readonly number[];
  readonly shape: "triangle" | "diamond" | "circle" | "square";
  readonly ink: "series0" | "series1";
  readonly note?: string;
}

/** How probable a smaller value than the one asked about is, where that is to be shown. */
export function askedOf(
  isOn: boolean,
  posterior: Distribution,
  at: number,
  letter: string,
  value: number,
): Pick<Belief, "asked"> {
  return isOn ? { asked: { at, label: `P(${letter} < ${show(value)}) = ${show(posterior.tails(at)[0])}` } } : {};
}

/** Prior, likelihood and posterior on one axis, the estimates on lanes below it. */
export function beliefScene(belief: Belief, locale: Locale): Scene {
  const { domain, prior, posterior, region, level, truth, limit } = belief;
  const [from, to] = domain;
  const grid = Array.from({ length: COUNT + 1 }, (_, k) => from + ((to - from) * k) / COUNT);
  const likelihood = likelihoodCurve(belief, grid);
  const after = Math.max(bulk(posterior), limit ? bulk(limit) : 0, ...(likelihood ?? []));
  // A prior that is far narrower than what it became is cut rather than let the rest shrink to a line.
  const top = Math.max(after, prior ? Math.min(bulk(prior), 1.5 * after) : 0) || 1;
  const ceiling = 1.12 * top;
  const lane = 0.15 * ceiling;
  const cut = (h: number): number => (Number.isNaN(h) ? 0 : Math.min(h, ceiling));
  const curve = (d: Distribution): number[] => grid.flatMap((x) => [x, cut(density(d, x))]);
  const lanes = lanesOf(belief, locale);
  const y = (row: number): number => -(row + 0.75) * lane;
  const marks: Mark[] = [
    ...region.pieces.map(([a, b], k): Mark => areaMark(posterior, Math.max(a, from), Math.min(b, to), cut, k)),
    { kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" },
  ];
  if (prior)
    marks.push({
      kind: "line",
      id: "prior",
      points: curve(prior),
      ink: "series2",
      widthPx: 1.8,
      dash: "dashed",
      name: words.prior[locale],
      link: "prior",
    });
  if (likelihood) {
    const points = grid.flatMap((x, k) => [x, cut(likelihood[k]!)]);
    marks.push({
      kind: "line",
      id: "likelihood",
      points,
      ink: "series1",
      widthPx: 1.8,
      dash: "dotted",
      name: words.likelihood[locale],
      link: "likelihood",
    });
  }
  if (limit)
    marks.push({
      kind: "line",
      id: "limit",
      points: curve(limit),
      ink: "text",
      widthPx: 1.3,
      dash: "dashed",
      name: (belief.limitName ?? words.limit)[locale],
    });
  marks.push({
    kind: "line",
    id: "posterior",
    points: curve(posterior),
    ink: "series0",
    widthPx: 2.6,
    name: words.posterior[locale],
    link: "posterior",
  });
  lanes.forEach((each, row) => {
    const seen = each.at.filter((x) => x >= from && x <= to);
    for (const x of seen) {
      marks.push({
        kind: "line",
        id: `stem-${each.id}-${x}`,
        points: [x, y(row), x, cut(density(each.ink === "series1" ? (limit ?? posterior) : posterior, x))],
        ink: "faint",
        widthPx: 0.8,
        dash: "dotted",
      });
    }
    if (seen.length > 0) {
      marks.push({
        kind: "dots",
        id: each.id,
        points: seen.flatMap((x) => [x, y(row)]),
        ink: each.ink,
        shape: each.shape,
        radiusPx: 4.5,
        link: each.id,
      });
    }
    const anchor = seen[0] === undefined ? "middle" : seen[0] > from + 0.8 * (to - from) ? "end" : "start";
    marks.push({
      kind: "text",
      id: `value-${each.id}`,
      at: [seen[0] ?? (from + to) / 2, y(row)],
      text: each.note ?? seen.map((x) => show(x)).join(", "),
      ink: "text",
      anchor,
      dxPx: seen[0] === undefined ? 0 : anchor === "end" ? -9 : 9,
      dyPx: 0,
      sizePx: 11,
    });
  });
  const intervalRow = lanes.length;
  region.pieces.forEach(([a, b], k) => {
    const [low, high] = [Math.max(a, from), Math.min(b, to)];
    if (low <= high)
      marks.push({
        kind: "line",
        id: `interval-${k}`,
        points: [low, y(intervalRow), high, y(intervalRow)],
        ink: "series0",
        widthPx: 4,
        link: "interval",
      });
  });
  if (truth !== undefined && truth >= from && truth <= to)
    marks.push({
      kind: "rule",
      id: "truth",
      axis: "x",
      at: truth,
      ink: "good",
      label: `${words.truth[locale]} ${show(truth)}`,
    });
  const { asked } = belief;
  if (asked !== undefined && asked.at > from && asked.at < to)
    marks.push(
      { kind: "rule", id: "asked-rule", axis: "x", at: asked.at, ink: "focus", dash: "dashed", label: asked.label },
      {
        kind: "handle",
        id: "asked",
        at: [asked.at, 0],
        label: { en: "value asked about", zh: "所问的值" }[locale],
        ink: "focus",
        step: (to - from) / 100,
      },
    );
  marks.push(...handlesOf(belief, cut, y(intervalRow), locale));
  const step = tickStep(ceiling);
  const numbers = Array.from({ length: Math.floor(ceiling / step) + 1 }, (_, k) => ({
    at: k * step,
    text: show(k * step),
  }));
  const names = [...lanes.map(({ name }) => name), `${show(100 * level, 3)} %`].map((text, row) => ({
    at: y(row),
    text,
  }));
  return {
    id: belief.id,
    title: belief.title[locale],
    description: belief.description[locale],
    x: { label: belief.axis, domain },
    y: { label: words.density[locale], domain: [y(intervalRow) - 0.75 * lane, ceiling], ticks: [...names, ...numbers] },
    marks,
    table: {
      columns: [belief.axis, words.prior[locale], words.likelihood[locale], words.posterior[locale]],
      rows: grid.flatMap((x, k) =>
        k % 4 === 0
          ? [
              [
                x,
                prior ? tabled(density(prior, x)) : "–",
                likelihood ? likelihood[k]! : "–",
                tabled(density(posterior, x)),
              ],
            ]
          : [],
      ),
    },
    span: 1,
  };
}

const tabled = (value: number): number | string => (Number.isFinite(value) ? value : show(value));

function lanesOf({ mle, toAxis, posterior, median }: Belief, locale: Locale): Lane[] {
  const { mode } = posterior;
  const places = mode.kind === "flat" ? [] : mode.at;
  const unbounded: Text = { en: "density unbounded at the end", zh: "密度在端点处无界" };
  const none: Record<typeof mode.kind, Text | undefined> = {
    flat: { en: "every value is as probable", zh: "每个值都一样可能" },
    ends: { en: "no single one: both ends", zh: "不唯一：两端都是" },
    end: mode.isUnbounded ? unbounded : undefined,
    interior: undefined,
  };
  const mapNote = none[mode.kind];
  const noMle: Text = { en: "none yet", zh: "尚无" };
  return [
    {
      id: "mle",
      name: "MLE",
      at: Number.isNaN(mle) ? [] : [toAxis(mle)],
      shape: "triangle",
      ink: "series1",
      ...(Number.isNaN(mle) ? { note: noMle[locale] } : {}),
    },
    {
      id: "map",
      name: "MAP",
      at: places,
      shape: "diamond",
      ink: "series0",
      ...(mapNote ? { note: mapNote[locale] } : {}),
    },
    {
      id: "mean",
      name: words.mean[locale],
      at: Number.isFinite(posterior.mean) ? [posterior.mean] : [],
      shape: "circle",
      ink: "series0",
      ...(Number.isFinite(posterior.mean) ? {} : { note: { en: "has no value", zh: "不存在" }[locale] }),
    },
    { id: "median", name: words.median[locale], at: [median], shape: "square", ink: "series0" },
  ];
}

function areaMark(d: Distribution, low: number, high: number, cut: (h: number) => number, k: number): Mark {
  const points: number[] = [low, 0];
  const count = 60;
  for (let i = 0; i <= count; i++) {
    const x = low + ((high - low) * i) / count;
    points.push(x, cut(density(d, x)));
  }
  points.push(high, 0);
  return {
    kind: "line",
    id: `area-${k}`,
    points,
    ink: "series0",
    widthPx: 0,
    closed: true,
    fill: "series0",
    opacity: 0.2,
  };
}

/** Ends of the interval, and place and width of the prior. */
function handlesOf({ region, prior, domain }: Belief, cut: (h: number) => number, y: number, locale: Locale): Mark[] {
  const [from, to] = domain;
  const step = (to - from) / 100;
  const inside = (x: number): boolean => x > from && x < to;
  const handles: Mark[] = [];
  const low = region.pieces[0]?.[0];
  const high = region.pieces.at(-1)?.[1];
  if (low !== undefined && inside(low))
    handles.push({
      kind: "handle",
      id: "interval-low",
      at: [low, y],
      label: { en: "lower end: drag to change the level", zh: "下端：拖动以改变水平" }[locale],
      ink: "series0",
      step,
    });
  if (high !== undefined && inside(high))
    handles.push({
      kind: "handle",
      id: "interval-high",
      at: [high, y],
      label: { en: "upper end: drag to change the level", zh: "上端：拖动以改变水平" }[locale],
      ink: "series0",
      step,
    });
  if (!prior) return handles;
  if (Number.isFinite(prior.mean) && inside(prior.mean)) {
    handles.push({
      kind: "handle",
      id: "prior-mean",
      at: [prior.mean, cut(density(prior, prior.mean))],
      label: { en: "mean of the prior", zh: "先验均值" }[locale],
      ink: "series2",
      step,
    });
  }
  const wide = prior.mean + prior.sd;
  if (Number.isFinite(wide) && inside(wide)) {
    handles.push({
      kind: "handle",
      id: "prior-sd",
      at: [wide, cut(density(prior, wide))],
      label: { en: "width of the prior", zh: "先验宽度" }[locale],
      ink: "series2",
      step,
    });
  }
  return handles;
}
