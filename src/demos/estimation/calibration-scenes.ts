import { betaLaw } from "../../core/estimation/continuous";
import { binomialLaw } from "../../core/estimation/discrete";
import { density } from "../../core/estimation/distribution";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { binsOf, type CalibrationModel, doneAt, exactRanks, experimentAt, REPEATS, rankCounts } from "./calibration";
import { pText, verdictAt } from "./calibration-verdict";

const names = {
  band: { en: "99 of 100 bars of a right answer end here", zh: "正确答案的柱顶百分之九十九落在此带" },
  exact: { en: "what this answer must give", zh: "此答案必然给出的" },
  seen: { en: "ranks so far", zh: "至今的秩" },
  draws: { en: "draws", zh: "抽样" },
  truth: { en: "truth", zh: "真值" },
} satisfies Record<string, Text>;

/** The histogram of the ranks so far, the band in which a right answer stays, and the exact law of a wrong one. */
export function ranksScene(model: CalibrationModel, step: number, locale: Locale): Scene {
  const { setting } = model;
  const count = doneAt(step);
  const { width, count: bins } = binsOf(setting);
  const joined = (list: ArrayLike<number>): number[] =>
    Array.from({ length: bins }, (_, i) =>
      Array.from({ length: width }, (_, j) => list[i * width + j]!).reduce((sum, x) => sum + x, 0),
    );
  const seen = joined(rankCounts(model, count));
  const exact = exactRanks(model);
  const expected = exact && setting.answer !== "right" ? joined(exact).map((p) => p * count) : undefined;
  const law = binomialLaw(Math.max(1, count), 1 / bins);
  const [low, high] = count === 0 ? [0, 0] : [law.quantile(0.005), law.quantile(0.995)];
  const top = Math.max(1.6 * (REPEATS / bins) * (count / REPEATS), high, ...seen, ...(expected ?? []), 4);
  const [from, to] = [-0.5, setting.draws + 0.5];
  const left = (i: number): number => i * width - 0.5;
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "band",
      rects: [from, low, to, high],
      fill: "good",
      opacity: 0.2,
      name: names.band[locale],
    },
    {
      kind: "bars",
      id: "seen",
      rects: seen.flatMap((c, i) => [left(i) + 0.06 * width, 0, left(i) + 0.94 * width, c]),
      fill: "series0",
      opacity: 0.75,
      name: names.seen[locale],
    },
    { kind: "rule", id: "even", axis: "y", at: count / bins, ink: "good", dash: "dashed" },
  ];
  if (expected)
    marks.push({
      kind: "line",
      id: "exact",
      points: expected.flatMap((c, i) => [left(i), c, left(i + 1), c]),
      ink: "series1",
      widthPx: 2,
      name: names.exact[locale],
    });
  const verdict = verdictAt(model, step);
  return {
    id: "ranks",
    title: { en: "Where the truth stands among the draws", zh: "真值在抽样中的位置" }[locale],
    description: verdict
      ? {
          en: `${count} experiments, ${setting.draws} draws each: ${verdict.text.en} (χ² test ${pText(verdict)}).`,
          zh: `${count} 次实验，每次 ${setting.draws} 个抽样：${verdict.text.zh}（χ² 检验 ${pText(verdict)}）。`,
        }[locale]
      : {
          en: "Play: each experiment adds one rank. A right answer gives a flat histogram.",
          zh: "播放：每次实验添一个秩。正确的答案给出平坦的直方图。",
        }[locale],
    x: linear(
      { en: `rank: draws of ${setting.draws} below the truth`, zh: `秩：${setting.draws} 个抽样中低于真值的个数` }[
        locale
      ],
      [from, to],
    ),
    y: linear({ en: "experiments", zh: "实验数" }[locale], [0, 1.08 * top]),
    marks,
    table: {
      columns: [
        { en: "ranks from", zh: "秩自" }[locale],
        { en: "to", zh: "至" }[locale],
        names.seen[locale],
        { en: "even share", zh: "均分" }[locale],
        ...(expected ? [names.exact[locale]] : []),
      ],
      rows: seen.map((c, i) => [
        i * width,
        i * width + width - 1,
        c,
        count / bins,
        ...(expected ? [expected[i]!] : []),
      ]),
    },
    span: 0.55,
  };
}

/** The present experiment: the prior, the exact posterior, the draws that were given, and the truth among them. */
export function experimentScene(model: CalibrationModel, step: number, locale: Locale): Scene {
  const { a, b, n, draws } = model.setting;
  const index = Math.max(0, doneAt(step) - 1);
  const { theta, k, rank, drawn } = memo(model, `experiment ${index}`, () => experimentAt(model, index));
  const at = [...drawn()];
  const prior = betaLaw(a, b);
  const posterior = betaLaw(a + k, b + n - k);
  const grid = Array.from({ length: 201 }, (_, i) => i / 200);
  const heights = grid.map((x) => density(posterior, x)).filter(Number.isFinite);
  const top = Math.max(...heights, 1);
  const curve = (of: typeof prior): number[] => grid.flatMap((x) => [x, Math.min(1.15 * top, density(of, x))]);
  const lane = (i: number): number => -top * (0.1 + 0.1 * (i % 3));
  const below = at.flatMap((x, i) => (x < theta ? [x, lane(i)] : []));
  const above = at.flatMap((x, i) => (x < theta ? [] : [x, lane(i)]));
  return {
    id: "experiment",
    title: { en: `Experiment ${index + 1}`, zh: `第 ${index + 1} 次实验` }[locale],
    description: {
      en: `θ* = ${show(theta)} was drawn from the prior and gave ${k} heads of ${n}; ${rank} of ${draws} draws lie below θ*.`,
      zh: `从先验抽出 θ* = ${show(theta)}，${n} 次抛掷得 ${k} 次正面；${draws} 个抽样中有 ${rank} 个低于 θ*。`,
    }[locale],
    x: { label: "θ", domain: [0, 1] },
    y: {
      label: { en: "density", zh: "密度" }[locale],
      domain: [-0.42 * top, 1.15 * top],
      ticks: [
        { at: -0.2 * top, text: names.draws[locale] },
        { at: 0, text: "0" },
        { at: top, text: show(top, 2) },
      ],
    },
    marks: [
      { kind: "rule", id: "base", axis: "y", at: 0, ink: "axis" },
      {
        kind: "line",
        id: "prior",
        points: curve(prior),
        ink: "series2",
        dash: "dashed",
        widthPx: 1.8,
        name: { en: "prior", zh: "先验" }[locale],
      },
      {
        kind: "line",
        id: "posterior",
        points: curve(posterior),
        ink: "series0",
        widthPx: 2.4,
        name: { en: "exact posterior", zh: "精确后验" }[locale],
      },
      {
        kind: "dots",
        id: "below",
        points: below,
        ink: "series1",
        shape: "triangle",
        radiusPx: 4,
        name: { en: `below θ*: ${rank}`, zh: `低于 θ*：${rank}` }[locale],
      },
      {
        kind: "dots",
        id: "above",
        points: above,
        ink: "text",
        shape: "ring",
        radiusPx: 4,
        name: { en: `above θ*: ${draws - rank}`, zh: `高于 θ*：${draws - rank}` }[locale],
      },
      { kind: "rule", id: "truth", axis: "x", at: theta, ink: "good", label: `θ* ${show(theta)}` },
    ],
    table: {
      columns: ["#", names.draws[locale], { en: "below θ*", zh: "低于 θ*" }[locale]],
      rows: at.map((x, i) => [i + 1, x, x < theta ? "✓" : "–"]),
    },
    span: 0.45,
  };
}

/** By how much the share of ranks up to r is off from an even one, with the band that 95 of 100 right answers never leave. */
export function driftScene(model: CalibrationModel, step: number, locale: Locale): Scene {
  const { draws, answer } = model.setting;
  const count = doneAt(step);
  const offs = (list: ArrayLike<number>, all: number): number[] => {
    let sum = 0;
    return Array.from({ length: draws + 1 }, (_, r) => {
      sum += list[r]!;
      return sum / all - (r + 1) / (draws + 1);
    });
  };
  const seen = count > 0 ? offs(rankCounts(model, count), count) : [];
  const exact = exactRanks(model);
  const must = exact && answer !== "right" ? offs(exact, 1) : undefined;
  // Kolmogorov's 95 % point; on a lattice it is a little too wide.
  const half = count > 0 ? 1.358 / Math.sqrt(count) : 1;
  const reach = Math.min(1, Math.max(0.06, 1.15 * half, ...[...seen, ...(must ?? [])].map((x) => 1.2 * Math.abs(x))));
  const at = (list: readonly number[]): number[] => [0, 0, ...list.flatMap((off, r) => [(r + 1) / (draws + 1), off])];
  const worst = seen.reduce((most, off) => Math.max(most, Math.abs(off)), 0);
  return {
    id: "drift",
    title: { en: "Share of ranks, less an even one", zh: "秩的累积比例减去均匀比例" }[locale],
    description: {
      en: `After ${count} experiments the largest gap is ${show(worst, 3)}; a right answer stays within ±${show(Math.min(1, half), 3)} in 95 of 100 cases.`,
      zh: `${count} 次实验后最大差距为 ${show(worst, 3)}；正确答案在百分之九十五的情形下保持在 ±${show(Math.min(1, half), 3)} 之内。`,
    }[locale],
    x: linear({ en: "rank, as a share", zh: "秩（占比）" }[locale], [0, 1]),
    y: linear({ en: "gap", zh: "差距" }[locale], [-reach, reach]),
    marks: [
      {
        kind: "bars",
        id: "drift-band",
        rects: [0, -Math.min(half, reach), 1, Math.min(half, reach)],
        fill: "good",
        opacity: 0.2,
        name: { en: "95 of 100 right answers stay inside", zh: "正确答案百分之九十五在此带内" }[locale],
      },
      { kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" },
      ...(must
        ? [
            {
              kind: "line",
              id: "drift-exact",
              points: at(must),
              ink: "series1",
              dash: "dashed",
              widthPx: 2,
              name: names.exact[locale],
            } as const,
          ]
        : []),
      {
        kind: "line",
        id: "drift-seen",
        points: at(seen),
        ink: "series0",
        widthPx: 2.4,
        name: names.seen[locale],
      },
    ],
    table: {
      columns: [
        { en: "rank", zh: "秩" }[locale],
        { en: "gap", zh: "差距" }[locale],
        ...(must ? [names.exact[locale]] : []),
      ],
      rows: Array.from({ length: draws + 1 }, (_, r) => [r, seen[r] ?? "–", ...(must ? [must[r]!] : [])]),
    },
    span: 1,
  };
}
