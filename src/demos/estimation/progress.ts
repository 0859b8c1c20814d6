import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { show } from "../number";

/** What is believed after so many data. */
export interface Moment {
  readonly n: number;
  readonly mean: number;
  readonly low: number;
  readonly high: number;
  readonly mle: number;
}

export interface Progress {
  readonly id: string;
  readonly axis: string;
  readonly total: number;
  readonly moments: readonly Moment[];
  readonly level: number;
  readonly truth?: number;
  /** Data drawn beside: n, value. */
  readonly data?: readonly number[];
  /** The axis is never narrower. */
  readonly least?: readonly [number, number];
}

const title: Text = { en: "How the belief moved", zh: "信念如何变化" };

/** Posterior mean and interval against the number of data seen, up to the present step. */
export function progressScene(
  { id, axis, total, moments, level, truth, data = [], least }: Progress,
  locale: Locale,
): Scene {
  const drawn = moments.filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  const now = moments.at(-1)!;
  // Before the first datum a prior may be so wide that nothing else would be seen.
  const later = drawn.filter(({ n }) => n >= Math.min(1, total - 1));
  const sized = later.length > 0 ? later : drawn;
  const values = [
    ...sized.flatMap(({ low, high, mean }) => [low, high, ...(Number.isFinite(mean) ? [mean] : [])]),
    ...(truth === undefined ? [] : [truth]),
  ];
  const [low, high] = least ?? [
    Math.min(...values, Number.POSITIVE_INFINITY),
    Math.max(...values, Number.NEGATIVE_INFINITY),
  ];
  const room = Number.isFinite(high - low) ? (high - low) * 0.06 || 1 : 1;
  const domain: readonly [number, number] = Number.isFinite(high - low) ? [low - room, high + room] : [0, 1];
  const band = [
    ...drawn.flatMap(({ n, high: y }) => [n, y]),
    ...[...drawn].reverse().flatMap(({ n, low: y }) => [n, y]),
  ];
  const marks: Mark[] = [
    {
      kind: "line",
      id: "band",
      points: band,
      ink: "series0",
      widthPx: 0.6,
      closed: true,
      fill: "series0",
      opacity: 0.22,
      name: { en: `${show(100 * level, 3)} % interval`, zh: `${show(100 * level, 3)}% 区间` }[locale],
      link: "interval",
    },
    {
      kind: "line",
      id: "mle",
      points: moments.flatMap(({ n, mle }) => [n, Number.isFinite(mle) ? mle : Number.NaN]),
      ink: "series1",
      widthPx: 1.5,
      dash: "dotted",
      name: "MLE",
      link: "mle",
    },
    {
      kind: "line",
      id: "mean",
      points: moments.flatMap(({ n, mean }) => [n, Number.isFinite(mean) ? mean : Number.NaN]),
      ink: "series0",
      widthPx: 2.4,
      name: { en: "posterior mean", zh: "后验均值" }[locale],
      link: "mean",
    },
  ];
  if (data.length > 0)
    marks.push({
      kind: "dots",
      id: "data",
      points: data,
      ink: "text",
      radiusPx: 2,
      opacity: 0.55,
      name: { en: "data", zh: "数据" }[locale],
    });
  if (truth !== undefined)
    marks.push({
      kind: "rule",
      id: "truth",
      axis: "y",
      at: truth,
      ink: "good",
      label: `${{ en: "truth", zh: "真值" }[locale]} ${show(truth)}`,
    });
  // A band that has only begun has no area.
  if (drawn.length === 1 && drawn[0] === now)
    marks.push({
      kind: "line",
      id: "first",
      points: [now.n, now.low, now.n, now.high],
      ink: "series0",
      widthPx: 5,
      opacity: 0.4,
      link: "interval",
    });
  if (Number.isFinite(now.mean))
    marks.push({ kind: "dots", id: "now", points: [now.n, now.mean], ink: "focus", radiusPx: 4.5 });
  return {
    id,
    title: title[locale],
    description: {
      en: `After ${now.n} of ${total} data the posterior mean is ${show(now.mean)}, and with probability ${show(level, 3)} the parameter lies between ${show(now.low)} and ${show(now.high)}.`,
      zh: `看过 ${total} 个数据中的 ${now.n} 个后，后验均值为 ${show(now.mean)}，参数以概率 ${show(level, 3)} 落在 ${show(now.low)} 与 ${show(now.high)} 之间。`,
    }[locale],
    x: { label: { en: "data seen", zh: "已见数据" }[locale], domain: [0, Math.max(1, total)], whole: true },
    y: { label: axis, domain },
    marks,
    table: {
      columns: [
        "n",
        { en: "mean", zh: "均值" }[locale],
        { en: "low", zh: "下端" }[locale],
        { en: "high", zh: "上端" }[locale],
        "MLE",
      ],
      rows: moments.map(({ n, mean, low: a, high: b, mle }) => [
        n,
        ...[mean, a, b, mle].map((value) => (Number.isFinite(value) ? value : show(value))),
      ]),
    },
    span: 0.5,
  };
}

/** At most `most` of the numbers 0 … n, ends included. */
export function thinned(n: number, most = 120): number[] {
  if (n <= most) return Array.from({ length: n + 1 }, (_, k) => k);
  return [...new Set(Array.from({ length: most + 1 }, (_, k) => Math.round((n * k) / most)))];
}
