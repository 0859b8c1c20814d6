import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { show } from "../number";
import { type MatchModel, scoreAt } from "./match";

const BINS = 35;
const LOW = 0.3;

/** How d₁/d₂ is spread among right and wrong matches. */
export function histogramScene(model: MatchModel, locale: Locale): Scene {
  const { ratios, isTrue, ratio } = model;
  const counts = [new Float64Array(BINS), new Float64Array(BINS)];
  for (let query = 0; query < ratios.length; query++) {
    const bin = Math.min(BINS - 1, Math.max(0, Math.floor(((ratios[query] - LOW) / (1 - LOW)) * BINS)));
    counts[isTrue[query]][bin]++;
  }
  const edge = (bin: number) => LOW + ((1 - LOW) * bin) / BINS;
  const most = Math.max(1, ...counts[0], ...counts[1]);
  // Right matches stand above the axis and wrong ones hang below it, so that neither hides the other.
  const bars = (which: number, sign: number) =>
    [...counts[which]].flatMap((count, bin) => (count > 0 ? [edge(bin), 0, edge(bin + 1), sign * count] : []));
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "right",
      rects: bars(1, 1),
      fill: "good",
      opacity: 0.8,
      name: { en: "its partner (up)", zh: "真正的对应者（向上）" }[locale],
    },
    {
      kind: "bars",
      id: "false",
      rects: bars(0, -1),
      fill: "wrong",
      opacity: 0.75,
      name: { en: "a stranger (down)", zh: "不相干者（向下）" }[locale],
    },
    { kind: "rule", id: "baseline", axis: "y", at: 0, ink: "axis" },
    {
      kind: "rule",
      id: "ratio",
      axis: "x",
      at: ratio,
      ink: "focus",
      label: { en: `kept ≤ ${show(ratio, 3)}`, zh: `保留 ≤ ${show(ratio, 3)}` }[locale],
    },
  ];
  const right = isTrue.reduce((sum, each) => sum + each, 0);
  return {
    id: "histogram",
    title: { en: "d₁/d₂ of right and wrong matches", zh: "正确与错误匹配的 d₁/d₂" }[locale],
    description: {
      en: `${right} of ${ratios.length} descriptors are nearest to their partner. Right matches have small ratios, wrong ones crowd near 1.`,
      zh: `${ratios.length} 个描述子中有 ${right} 个最近者就是其对应者。正确匹配比值小，错误匹配集中在 1 附近。`,
    }[locale],
    x: { label: { en: "d₁/d₂, nearest over second nearest", zh: "d₁/d₂，最近比次近" }[locale], domain: [LOW, 1.02] },
    y: { label: { en: "matches", zh: "匹配数" }[locale], domain: [-most * 1.15, most * 1.15] },
    marks: marks.filter((mark) => mark.kind !== "bars" || mark.rects.length > 0),
    table: {
      columns: [
        { en: "from", zh: "从" }[locale],
        { en: "to", zh: "到" }[locale],
        { en: "right", zh: "正确" }[locale],
        { en: "wrong", zh: "错误" }[locale],
      ],
      rows: [...counts[0]].map((_, bin) => [edge(bin), edge(bin + 1), counts[1][bin], counts[0][bin]]),
    },
    span: 0.55,
  };
}

/** What moving the threshold trades. */
export function tradeScene(model: MatchModel, locale: Locale): Scene {
  const thresholds = Array.from({ length: 71 }, (_, at) => 0.3 + at / 100);
  const scores = thresholds.map((at) => scoreAt(model, at));
  const now = scoreAt(model, model.ratio);
  return {
    id: "trade",
    title: { en: "Precision and recall", zh: "精确率与召回率" }[locale],
    description: {
      en: `At ${show(model.ratio, 3)} ${now.kept} matches are kept, ${now.right} of them right: precision ${show(now.precision, 3)}, recall ${show(now.recall, 3)}.`,
      zh: `阈值 ${show(model.ratio, 3)} 时保留 ${now.kept} 个匹配，其中 ${now.right} 个正确：精确率 ${show(now.precision, 3)}，召回率 ${show(now.recall, 3)}。`,
    }[locale],
    x: { label: { en: "threshold on d₁/d₂", zh: "d₁/d₂ 的阈值" }[locale], domain: [0.3, 1] },
    y: { label: { en: "share", zh: "比例" }[locale], domain: [0, 1.05] },
    marks: [
      {
        kind: "line",
        id: "precision",
        points: thresholds.flatMap((at, k) => [at, scores[k].precision]),
        ink: "series0",
        widthPx: 2.2,
        name: { en: "precision", zh: "精确率" }[locale],
      },
      {
        kind: "line",
        id: "recall",
        points: thresholds.flatMap((at, k) => [at, scores[k].recall]),
        ink: "series1",
        widthPx: 2.2,
        dash: "dashed",
        name: { en: "recall", zh: "召回率" }[locale],
      },
      { kind: "rule", id: "ratio", axis: "x", at: model.ratio, ink: "focus" },
      {
        kind: "dots",
        id: "now",
        points: [model.ratio, now.precision, model.ratio, now.recall],
        ink: "focus",
        radiusPx: 4.5,
        labels: [show(now.precision, 3), show(now.recall, 3)],
      },
    ],
    table: {
      columns: [
        { en: "threshold", zh: "阈值" }[locale],
        { en: "kept", zh: "保留" }[locale],
        { en: "right", zh: "正确" }[locale],
        { en: "precision", zh: "精确率" }[locale],
        { en: "recall", zh: "召回率" }[locale],
      ],
      rows: scores.map(({ kept, right, precision, recall }, at) => [thresholds[at], kept, right, precision, recall]),
    },
    span: 0.45,
  };
}
