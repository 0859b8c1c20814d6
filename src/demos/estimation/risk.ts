import { distributionOf } from "../../core/estimation/law";
import {
  type Estimator,
  errorCurves,
  mapEstimator,
  meanEstimator,
  medianEstimator,
  minimaxEstimator,
  mleEstimator,
} from "../../core/estimation/risk";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { memo } from "../memo";
import { show } from "../number";
import { type CoinModel, priorShapes } from "./coin";
import { coinStateAt } from "./coin-state";
import { regionOf } from "./level";
import { numberOf } from "./subject";

/** Rules compared by their exact risk, with their look. */
export interface Rule {
  readonly id: string;
  readonly name: Text;
  readonly estimator: Estimator;
  readonly ink: "series0" | "series1" | "series2" | "series3" | "series4";
  readonly dash: "solid" | "dashed" | "dotted";
}

export function rulesOf(model: CoinModel): readonly Rule[] {
  const { a, b } = priorShapes(model.values);
  const map = mapEstimator(a, b);
  return [
    { id: "mle", name: { en: "MLE", zh: "MLE" }, estimator: mleEstimator, ink: "series1", dash: "dotted" },
    {
      id: "mean",
      name: { en: "posterior mean", zh: "后验均值" },
      estimator: meanEstimator(a, b),
      ink: "series0",
      dash: "solid",
    },
    // Where both ends are tops there is no single answer; the middle stands in.
    {
      id: "map",
      name: { en: "MAP", zh: "MAP" },
      estimator: (k, n) => (Number.isNaN(map(k, n)) ? 0.5 : map(k, n)),
      ink: "series3",
      dash: "dashed",
    },
    {
      id: "median",
      name: { en: "posterior median", zh: "后验中位数" },
      estimator: medianEstimator(a, b),
      ink: "series4",
      dash: "dotted",
    },
    {
      id: "minimax",
      name: { en: "minimax", zh: "极小化极大" },
      estimator: minimaxEstimator,
      ink: "series2",
      dash: "dashed",
    },
  ];
}

/** Tosses of the experiment whose risk is drawn: those of the data, at least one, at most 400. */
export const riskSize = (model: CoinModel): number => Math.min(400, Math.max(1, model.tosses.length));

const THETAS = Array.from({ length: 101 }, (_, i) => i / 100);

/** Mean squared error of each rule over θ, by the sum over k. */
export function riskCurves(model: CoinModel): readonly (readonly number[])[] {
  return memo(model, "risk", () => {
    const n = riskSize(model);
    return errorCurves(
      rulesOf(model).map(({ estimator }) => estimator),
      n,
      THETAS,
    );
  });
}

export function riskScene(model: CoinModel, _step: number, locale: Locale): Scene {
  const n = riskSize(model);
  const rules = rulesOf(model);
  const curves = riskCurves(model);
  const theta = numberOf(model.values, "at");
  const at = Math.round(100 * theta);
  const top = 1.1 * Math.max(0.28 / n, ...curves.map((curve) => [...curve].sort((x, y) => x - y)[90]!));
  const marks: Mark[] = rules.map(({ id, name, ink, dash }, r) => ({
    kind: "line",
    id,
    points: THETAS.flatMap((x, i) => [x, Math.min(top, curves[r]![i]!)]),
    ink,
    dash,
    widthPx: 2.2,
    name: name[locale],
    link: id,
  }));
  marks.push({
    kind: "rule",
    id: "at",
    axis: "x",
    at: theta,
    ink: "focus",
    dash: "dotted",
    label: `θ = ${show(theta)}`,
  });
  marks.push({
    kind: "handle",
    id: "at",
    at: [theta, Math.min(top, curves[1]![at]!)],
    label: { en: "θ at which the rules are compared", zh: "比较各估计的 θ" }[locale],
    ink: "focus",
    step: 0.01,
  });
  const best = rules.reduce((x, _, r) => (curves[r]![at]! < curves[x]![at]! ? r : x), 0);
  const listed = rules.map(({ name }, r) => `${name[locale]} ${show(curves[r]![at]!)}`).join(", ");
  return {
    id: "risk",
    title: { en: `Exact risk of ${n} tosses`, zh: `${n} 次抛掷的精确风险` }[locale],
    description: {
      en: `E(T − θ)² by the sum over k = 0 … ${n}; at θ = ${show(theta)}: ${listed}. Smallest: ${rules[best]!.name.en}.`,
      zh: `对 k = 0 … ${n} 求和得 E(T − θ)²；θ = ${show(theta)} 处：${listed}。最小：${rules[best]!.name.zh}。`,
    }[locale],
    x: { label: "θ", domain: [0, 1] },
    y: { label: { en: "mean squared error", zh: "均方误差" }[locale], domain: [0, top] },
    marks,
    table: {
      columns: ["θ", ...rules.map(({ name }) => name[locale])],
      rows: THETAS.flatMap((x, i) => (i % 5 === 0 ? [[x, ...curves.map((curve) => curve[i]!)]] : [])),
    },
    span: 0.55,
  };
}

/** A level line over all weights. */
const across = (id: string, at: number, ink: "series1" | "series2", dash: "dashed" | "dotted", name: string): Mark => ({
  kind: "line",
  id,
  points: [0.01, at, 100, at],
  ink,
  dash,
  widthPx: 1.6,
  name,
});

/** Posterior mean and interval as the prior is made to weigh more and more. */
export function sensitivityScene(model: CoinModel, step: number, locale: Locale): Scene {
  const { n, k } = coinStateAt(model, step);
  const { values } = model;
  const [a, b, s] = [numberOf(values, "a"), numberOf(values, "b"), numberOf(values, "strength")];
  const level = numberOf(values, "level");
  const strengths = Array.from({ length: 33 }, (_, i) => 10 ** (-2 + i / 8));
  const rows = memo(model, `sensitivity ${n}`, () =>
    strengths.map((t) => {
      const d = distributionOf({ kind: "beta", a: a * t + k, b: b * t + (n - k) });
      const { pieces } = regionOf(d, "et", level);
      return [t, d.mean, pieces[0]![0], pieces[0]![1]] as const;
    }),
  );
  const even = n / (a + b);
  const here = distributionOf({ kind: "beta", a: a * s + k, b: b * s + (n - k) }).mean;
  const band = [
    ...rows.flatMap(([t, , , high]) => [t, high]),
    ...[...rows].reverse().flatMap(([t, , low]) => [t, low]),
  ];
  const marks: Mark[] = [
    {
      kind: "line",
      id: "band",
      points: band,
      ink: "series0",
      widthPx: 0.5,
      closed: true,
      fill: "series0",
      opacity: 0.2,
      name: { en: `${show(100 * level, 3)} % interval`, zh: `${show(100 * level, 3)}% 区间` }[locale],
    },
    {
      kind: "line",
      id: "mean",
      points: rows.flatMap((row) => [row[0], row[1]]),
      ink: "series0",
      widthPx: 2.4,
      name: { en: "posterior mean", zh: "后验均值" }[locale],
      link: "mean",
    },
    across("prior", a / (a + b), "series2", "dashed", { en: "prior mean", zh: "先验均值" }[locale]),
  ];
  if (n > 0) marks.push(across("mle", k / n, "series1", "dotted", "MLE"));
  if (even >= 0.01 && even <= 100)
    marks.push({
      kind: "rule",
      id: "even",
      axis: "x",
      at: even,
      ink: "faint",
      dash: "dotted",
      label: { en: "prior weighs as much as the data", zh: "先验与数据一样重" }[locale],
    });
  marks.push({
    kind: "handle",
    id: "strength",
    at: [s, here],
    label: { en: "weight of the prior", zh: "先验的权重" }[locale],
    ink: "focus",
    step: s / 10,
  });
  const winner: Text =
    n === 0
      ? { en: "Without data the prior decides alone.", zh: "没有数据，先验独自作主。" }
      : n > (a + b) * s
        ? { en: "The data win.", zh: "数据占上风。" }
        : { en: "The prior wins.", zh: "先验占上风。" };
  return {
    id: "sensitivity",
    title: { en: "When do the data win?", zh: "数据何时占上风？" }[locale],
    description: {
      en: `The prior weighs like ${show((a + b) * s)} tosses, the data are ${n}: posterior mean ${show(here)}. ${winner.en}`,
      zh: `先验相当于 ${show((a + b) * s)} 次抛掷，数据有 ${n} 次：后验均值 ${show(here)}。${winner.zh}`,
    }[locale],
    x: { label: { en: "weight of the prior, ×", zh: "先验权重倍数" }[locale], domain: [0.01, 100], scale: "log" },
    y: { label: "θ", domain: [0, 1] },
    marks,
    table: {
      columns: [
        "×",
        { en: "mean", zh: "均值" }[locale],
        { en: "low", zh: "下端" }[locale],
        { en: "high", zh: "上端" }[locale],
      ],
      rows: rows.filter((_, i) => i % 4 === 0).map((row) => [...row]),
    },
    span: 0.45,
  };
}
