import { passageCdf, passageDensity } from "../../core/walk/diffusion";
import { extremes } from "../../core/walk/extremes";
import { firstPassageLaw, maximumAtLeast, maximumLaw } from "../../core/walk/passage";
import { arcsineCdf, arcsineDensity, expectedZeros, lastZeroLaw } from "../../core/walk/returns";
import { paths } from "../../core/walk/simulate";
import { zeros } from "../../core/walk/zeros";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Context, Values } from "../demo";
import { linear } from "../frame";
import { show } from "../number";
import { barsAt, curve, pairs, peak, rule } from "./marks";
import { num, upTo } from "./part";

/** What a crowd of fair walks met on its way: maxima, first hits, last zeros; and one walk to be mirrored. */
export interface RecordsModel {
  /** Even, so that the last zero has its law. */
  readonly n: number;
  readonly level: number;
  readonly walkers: number;
  readonly seed: number;
  /** Counts of the maxima 0…n, of the first hits 0…n (0: none), of the last zeros 0, 2 … n. */
  readonly maxima: Float64Array;
  readonly hits: Float64Array;
  readonly last: Float64Array;
  readonly meanZeros: number;
  /** A walk that meets the level and ends below it, if one of the first is such. */
  readonly path: Int32Array;
  /** When it meets the level; 0 where none of them does. */
  readonly hitAt: number;
}

const LOOKED_AT = 400;

/** Sends the crowd once for its extremes and once for its zeros: the same walks. */
export function compute(values: Values, seed: number, context: Context): RecordsModel {
  const n = num(values, "n") + (num(values, "n") % 2);
  const [level, walkers] = [num(values, "level"), num(values, "walkers")];
  const crowd = { seed, walkers, steps: n };
  const found = extremes(crowd, level);
  context.checkpoint();
  const home = zeros(crowd);
  const [maxima, hits, last] = [new Float64Array(n + 1), new Float64Array(n + 1), new Float64Array(n / 2 + 1)];
  let met = 0;
  for (let w = 0; w < walkers; w++) {
    maxima[found.maxima[w]]++;
    hits[found.hits[w]]++;
    last[home.last[w] / 2]++;
    met += home.count[w];
  }
  // The mirror needs a walk that comes back below the level; a few hundred more of other streams are looked at.
  const some = { ...crowd, walkers: Math.max(walkers, LOOKED_AT) };
  const rows = paths(some, LOOKED_AT);
  const hit = extremes({ ...some, walkers: LOOKED_AT }, level);
  // Of those that do, the one that meets it nearest to a third of the way shows most of both.
  let at = -1;
  hit.hits.forEach((time, w) => {
    if (time === 0 || time === n || hit.ends[w] >= level) return;
    if (at < 0 || Math.abs(time - n / 3) < Math.abs(hit.hits[at] - n / 3)) at = w;
  });
  const row = Math.max(0, at);
  return {
    n,
    level,
    walkers,
    seed,
    maxima,
    hits,
    last,
    meanZeros: met / walkers,
    path: rows.slice(row * (n + 1), (row + 1) * (n + 1)),
    hitAt: at < 0 ? 0 : hit.hits[at],
  };
}

/** A walk and its mirror image from the first hit on; the handle is the level. */
export function mirrorScene({ n, level, path, hitAt }: RecordsModel, step: number, locale: Locale): Scene {
  const real = upTo(step).flatMap((k) => [k, path[k]]);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "to-come",
      points: Array.from(path).flatMap((x, k) => [k, x]),
      ink: "faint",
      widthPx: 0.9,
      opacity: 0.5,
    },
  ];
  let most = level + 1;
  for (const x of path) most = Math.max(most, Math.abs(x) + 1, 2 * level - x + 1);
  const mirrored =
    hitAt > 0 && step > hitAt ? upTo(step - hitAt).flatMap((k) => [hitAt + k, 2 * level - path[hitAt + k]]) : [];
  if (mirrored.length > 0)
    marks.push({
      kind: "line",
      id: "mirror",
      points: mirrored,
      ink: "series3",
      dash: "dashed",
      widthPx: 2,
      name: { en: "its mirror image", zh: "镜像" }[locale],
      link: "mirror",
    });
  marks.push(
    {
      kind: "line",
      id: "path",
      points: real,
      ink: "series0",
      widthPx: 2,
      name: { en: "a walk", zh: "一次游走" }[locale],
      link: "path",
    },
    { kind: "dots", id: "now", points: [step, path[step]], ink: "focus", radiusPx: 4 },
  );
  if (hitAt > 0 && step >= hitAt)
    marks.push({
      kind: "dots",
      id: "hit",
      points: [hitAt, level],
      ink: "series1",
      shape: "diamond",
      radiusPx: 5,
      name: { en: "first hit", zh: "首次到达" }[locale],
      link: "hit",
    });
  marks.push(rule("level", "y", level, "series1", `a = ${level}`), {
    kind: "handle",
    id: "level",
    at: [n * 0.04, level],
    label: { en: "level a", zh: "水平线 a" }[locale],
    ink: "series1",
    step: 1,
  });
  return {
    id: "mirror",
    title: { en: "The mirror at the level", zh: "水平线处的镜子" }[locale],
    description:
      hitAt > 0
        ? {
            en: `This walk meets ${level} at step ${hitAt} and ends at ${show(path[n])}; reflected from there on it ends at ${show(2 * level - path[n])}. Each walk that ends below has one such twin above.`,
            zh: `这次游走第 ${hitAt} 步到达 ${level}，终于 ${show(path[n])}；此后取镜像则终于 ${show(2 * level - path[n])}。每条终于下方的路径都有一个上方的孪生。`,
          }[locale]
        : {
            en: `None of the walks looked at meets ${level} and ends below it.`,
            zh: `所看的游走中没有一条到达 ${level} 后终于下方。`,
          }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, n], "counts"),
    y: linear("S", [-most, most]),
    marks,
    table: {
      columns: [{ en: "step", zh: "步" }[locale], "S", { en: "mirror", zh: "镜像" }[locale]],
      rows: upTo(step).map((k) => [k, path[k], hitAt > 0 && k >= hitAt ? 2 * level - path[k] : path[k]]),
    },
    span: 0.55,
  };
}

/** Counts of the crowd as bars, the exact law as rings. */
function compare(
  xs: readonly number[],
  shares: readonly number[],
  exact: readonly number[],
  width: number,
  locale: Locale,
): Mark[] {
  return [
    barsAt(xs, shares, width, {
      id: "crowd",
      fill: "series0",
      opacity: 0.45,
      name: { en: "crowd", zh: "人群" }[locale],
      link: "crowd",
    }),
    {
      kind: "dots",
      id: "exact",
      points: pairs(xs, exact),
      ink: "series1",
      shape: xs.length > 90 ? "circle" : "ring",
      radiusPx: xs.length > 90 ? 1.6 : 3.2,
      name: { en: "exact", zh: "精确" }[locale],
      link: "exact",
    },
  ];
}

/** The law of the maximum, exactly and in the crowd. */
export function maximaScene(model: RecordsModel, _step: number, locale: Locale): Scene {
  const { n, level, walkers, maxima } = model;
  const law = maximumLaw(n);
  let last = Math.min(n, level + 2);
  law.forEach((x, r) => {
    if (x > 1e-5 || maxima[r] > 0) last = Math.max(last, r);
  });
  const xs = upTo(last);
  const shares = xs.map((r) => maxima[r] / walkers);
  const exact = xs.map((r) => law[r]);
  const tail = maximumAtLeast(n, level);
  const seen = maxima.subarray(level).reduce((a, b) => a + b, 0) / walkers;
  return {
    id: "maxima",
    title: { en: "The highest point", zh: "最高点" }[locale],
    description: {
      en: `P(maximum ≥ ${level}) = P(S = ${level}) + 2P(S > ${level}) = ${show(tail, 6)}; of the crowd ${show(seen)} have been there.`,
      zh: `P(最大值 ≥ ${level}) = P(S = ${level}) + 2P(S > ${level}) = ${show(tail, 6)}；人群中为 ${show(seen)}。`,
    }[locale],
    x: linear({ en: "maximum", zh: "最大值" }[locale], [-1, last + 1]),
    y: linear({ en: "probability", zh: "概率" }[locale], [0, 1.15 * peak([...shares, ...exact])]),
    marks: [...compare(xs, shares, exact, 0.8, locale), rule("level", "x", level - 0.5, "series1", `a = ${level}`)],
    table: {
      columns: [
        { en: "maximum", zh: "最大值" }[locale],
        { en: "crowd", zh: "人群" }[locale],
        { en: "exact", zh: "精确" }[locale],
      ],
      rows: xs.map((r, i) => [r, shares[i], exact[i]]),
    },
    span: 0.45,
  };
}

/** The law of the last zero, exactly, in the crowd, and its arcsine limit. */
export function lastScene(model: RecordsModel, _step: number, locale: Locale): Scene {
  const { n, walkers, last } = model;
  const m = n / 2;
  const law = lastZeroLaw(m);
  // At most 40 bars: neighbours are joined, as shares of the whole time.
  const join = Math.max(1, Math.ceil((m + 1) / 41));
  const bins = Math.ceil((m + 1) / join);
  const [shares, exact] = [new Array<number>(bins).fill(0), new Array<number>(bins).fill(0)];
  law.forEach((x, k) => {
    const bin = Math.floor(k / join);
    exact[bin] += x;
    shares[bin] += last[k] / walkers;
  });
  // The last bar may join fewer: all are drawn as densities over the sites that they hold.
  const size = (bin: number): number => Math.min(join, m + 1 - bin * join) / (m + 1);
  const xs = Array.from({ length: bins }, (_, bin) => (bin * join + (size(bin) * (m + 1)) / 2) / (m + 1));
  const scale = (bars: readonly number[]): number[] => bars.map((x, bin) => x / size(bin));
  const [seen, known] = [scale(shares), scale(exact)];
  return {
    id: "last",
    title: { en: "The last time at zero", zh: "最后一次在零" }[locale],
    description: {
      en: `The last zero of ${n} steps: with probability ${show(arcsineCdf(0.1))} in the first tenth, and as often in the last. Expected zeros ${show(expectedZeros(n))}, the crowd's mean ${show(model.meanZeros)}.`,
      zh: `${n} 步中最后一次为零：以概率 ${show(arcsineCdf(0.1))} 落在最初的十分之一，落在最后的十分之一也一样多。期望零点数 ${show(expectedZeros(n))}，人群均值 ${show(model.meanZeros)}。`,
    }[locale],
    x: linear({ en: "share of the time", zh: "时间占比" }[locale], [0, 1]),
    y: linear({ en: "density", zh: "密度" }[locale], [0, 1.1 * peak([...seen, ...known])]),
    marks: [
      ...compare(xs, seen, known, (0.85 * join) / (m + 1), locale),
      curve(arcsineDensity, 0.002, 0.998, {
        id: "arcsine",
        ink: "series2",
        dash: "dashed",
        widthPx: 1.8,
        name: { en: "arcsine law", zh: "反正弦律" }[locale],
        link: "bell",
      }),
    ],
    table: {
      columns: [
        { en: "last zero", zh: "最后的零点" }[locale],
        { en: "crowd", zh: "人群" }[locale],
        { en: "exact", zh: "精确" }[locale],
      ],
      rows: Array.from(law, (x, k) => [2 * k, last[k] / walkers, x]),
    },
    span: 0.5,
  };
}

/** The law of the first hit, exactly, in the crowd, and for diffusion. */
export function firstScene(model: RecordsModel, _step: number, locale: Locale): Scene {
  const { n, level, walkers, hits } = model;
  const law = firstPassageLaw(n, level);
  const times = upTo(n).filter((k) => k >= level && (k - level) % 2 === 0);
  const shares = times.map((k) => hits[k] / walkers);
  const exact = times.map((k) => law[k]);
  const missing = hits[0] / walkers;
  const marks: Mark[] = times.length > 0 ? compare(times, shares, exact, 1.6, locale) : [];
  marks.push(
    curve((t) => 2 * passageDensity({ alpha: 1 }, level, t), 0, n, {
      id: "limit",
      ink: "series2",
      dash: "dashed",
      widthPx: 1.8,
      name: { en: "diffusion", zh: "扩散" }[locale],
      link: "bell",
    }),
  );
  return {
    id: "first",
    title: { en: "The first time at the level", zh: "首次到达水平线" }[locale],
    description: {
      en: `First visit of ${level}: by step ${n} with probability ${show(maximumAtLeast(n, level), 6)} (diffusion ${show(passageCdf({ alpha: 1 }, level, n))}); ${show(missing)} of the crowd have not been there. The mean is ∞.`,
      zh: `首次到达 ${level}：${n} 步内的概率 ${show(maximumAtLeast(n, level), 6)}（扩散 ${show(passageCdf({ alpha: 1 }, level, n))}）；人群中 ${show(missing)} 尚未到达。平均时间为 ∞。`,
    }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, n], "counts"),
    y: linear({ en: "probability", zh: "概率" }[locale], [0, 1.15 * peak([...shares, ...exact], 1e-4)]),
    marks,
    table: {
      columns: [
        { en: "step", zh: "步" }[locale],
        { en: "crowd", zh: "人群" }[locale],
        { en: "exact", zh: "精确" }[locale],
      ],
      rows: times.map((k, i) => [k, shares[i], exact[i]]),
    },
    span: 0.5,
  };
}
