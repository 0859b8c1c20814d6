import { bestMomentum, bestNesterov, bestStep, rateOf, stableStep } from "../../core/quadratic/theory";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { say, show } from "../number";
import type { Model } from "./model";
import { racerNames } from "./params";

export type Tuned = "momentum" | "nesterov";

export interface Tuning {
  readonly method: Tuned;
  readonly lambdas: readonly number[];
  /** The right end of the map, in units of the step size. */
  readonly widest: number;
  readonly stable: number;
  readonly best: { readonly step: number; readonly beta: number };
}

/** What the map shows; `undefined` where no step size converges because no eigenvalue is positive. */
export function tuningOf(model: Model): Tuning | undefined {
  const { values } = model.analysis.eigen;
  const high = values[1]!;
  if (!(high > 0) || model.analysis.inertia.negative > 0 || !model.lowest) return undefined;
  const lambdas = Array.from(values).filter((value) => value > 1e-12 * high);
  const method: Tuned = model.values["tuned"] === "nesterov" ? "nesterov" : "momentum";
  const low = lambdas[0]!;
  const best = method === "momentum" ? bestMomentum(low, high) : bestNesterov(low, high);
  return { method, lambdas, widest: method === "momentum" ? 4.2 / high : 2.2 / high, stable: stableStep(high), best };
}

const COLUMNS = 60;
const ROWS = 40;

/** The worst factor per step over all step sizes and momenta, for this A. */
export function tuningScene(model: Model, locale: Locale): Scene {
  const tuning = tuningOf(model);
  const widest = tuning?.widest ?? 1;
  const title = {
    en: `Factor per step over (α, β): ${say(racerNames[tuning?.method ?? "momentum"], "en")}`,
    zh: `(α, β) 上每步的收缩因子：${say(racerNames[tuning?.method ?? "momentum"], "zh")}`,
  }[locale];
  const x = linear({ en: "step size α", zh: "步长 α" }[locale], [0, widest]);
  const y = linear({ en: "momentum β", zh: "动量 β" }[locale], [0, 1]);
  const columns = ["α", "β", { en: "factor per step", zh: "每步因子" }[locale]];
  if (!tuning) {
    const text =
      model.formula === undefined
        ? { en: "No step converges: f has no floor.", zh: "任何步长都不收敛：f 没有下界。" }[locale]
        : {
            en: "No low point was found whose Hessian could be tuned for.",
            zh: "没有找到低点，无法按其黑塞矩阵调参。",
          }[locale];
    return {
      id: "tuning",
      title,
      description: text,
      x,
      y,
      span: 0.55,
      table: { columns, rows: [] },
      marks: [],
      empty: text,
    };
  }
  const { method, lambdas, best } = tuning;
  const values = new Float64Array(COLUMNS * ROWS);
  for (let i = 0; i < ROWS; i++) {
    const beta = 1 - (i + 0.5) / ROWS;
    for (let j = 0; j < COLUMNS; j++) {
      const rate = rateOf(method, ((j + 0.5) / COLUMNS) * widest, beta, lambdas);
      values[i * COLUMNS + j] = rate;
    }
  }
  const isBest = model.values["rule"] === "best";
  const step = isBest ? best.step : Number(model.values["step"]);
  const beta = isBest ? best.beta : Number(model.values["beta"]);
  const rate = rateOf(method, step, beta, lambdas);
  const bestRate = rateOf(method, best.step, best.beta, lambdas);
  const marks: Mark[] = [
    {
      kind: "cells",
      id: "rates",
      columns: COLUMNS,
      rows: ROWS,
      values,
      box: [0, 0, widest, 1],
      ramp: "sequential",
      // Most of the map is close to 1 when κ is large; the colours belong to what is between it and the best.
      domain: [Math.min(bestRate, 0.98), 1],
      smooth: true,
    },
    // What diverges is left empty, so that the edge of stability is seen whatever the colours.
    { kind: "line", id: "beyond", points: beyondEdge(tuning), closed: true, fill: "ground", ink: "text", widthPx: 1 },
    {
      kind: "line",
      id: "stable",
      points: [tuning.stable, 0, tuning.stable, 1],
      ink: "wrong",
      dash: "dashed",
      name: `2/λmax = ${show(tuning.stable)}`,
    },
    {
      kind: "dots",
      id: "best",
      points: [best.step, best.beta],
      ink: "good",
      shape: "diamond",
      radiusPx: 6,
      name: { en: `best: ${show(bestRate)}`, zh: `最优：${show(bestRate)}` }[locale],
    },
    {
      kind: "handle",
      id: "tuning",
      at: [Math.min(step, widest), beta],
      label: { en: "α and β", zh: "α 与 β" }[locale],
      ink: "focus",
      step: widest / 100,
    },
  ];
  return {
    id: "tuning",
    title,
    clickHandle: "tuning",
    description: {
      en: `${model.formula === undefined ? "At" : "Near the low point, by its Hessian: at"} α = ${show(step)}, β = ${show(beta)} the error shrinks by ${show(rate)} a step${rate >= 1 ? " — it diverges" : ""}; the best is ${show(bestRate)} at α = ${show(best.step)}, β = ${show(best.beta)}. The empty part diverges.`,
      zh: `${model.formula === undefined ? "" : "在低点附近，按其黑塞矩阵："}α = ${show(step)}、β = ${show(beta)} 时误差每步乘以 ${show(rate)}${rate >= 1 ? "，发散" : ""}；最优为 ${show(bestRate)}，位于 α = ${show(best.step)}、β = ${show(best.beta)}。空白处发散。`,
    }[locale],
    x,
    y,
    marks,
    table: {
      columns,
      rows: [
        [step, beta, rate],
        [best.step, best.beta, bestRate],
        ...Array.from(values, (value, at): (number | string)[] => [
          (((at % COLUMNS) + 0.5) / COLUMNS) * widest,
          1 - (Math.floor(at / COLUMNS) + 0.5) / ROWS,
          value,
        ]),
      ],
    },
    span: 0.55,
  };
}

/** The part of the map where no step converges: right of α λmax = 2(1 + β), or of 2(1 + β)/(1 + 2β) for Nesterov. */
function beyondEdge({ method, stable, widest }: Tuning): number[] {
  const edge = (beta: number): number => {
    const at = stable * (method === "momentum" ? 1 + beta : (1 + beta) / (1 + 2 * beta));
    return Math.min(widest, at);
  };
  const betas = Array.from({ length: 41 }, (_, k) => k / 40);
  return [...betas.flatMap((beta) => [edge(beta), beta]), widest, 1, widest, 0];
}

/** The step that gradient descent takes in the race, or would take. */
function descentStep(model: Model): number {
  const runs = model.runs.find(({ racer }) => racer === "gd");
  const own = Number(model.values["step"]);
  if (runs !== undefined || model.values["rule"] !== "best") return runs?.step ?? own;
  const [low, high] = [model.analysis.eigen.values[0]!, model.analysis.eigen.values[1]!];
  return low > 0 ? bestStep(low, high) : own;
}

/** |1 − αλ| for each eigenvalue against α: the largest decides, and the lines cross at the best step. */
export function ratesScene(model: Model, locale: Locale): Scene {
  const { values } = model.analysis.eigen;
  const high = Math.max(Math.abs(values[0]!), Math.abs(values[1]!)) || 1;
  const widest = 2.4 / high;
  const grid = Array.from({ length: 121 }, (_, k) => (widest * k) / 120);
  const [low, top] = [values[0]!, values[1]!];
  const step = descentStep(model);
  const rate = rateOf("gd", step, 0, values);
  const marks: Mark[] = [
    {
      kind: "rule",
      id: "edge",
      axis: "y",
      at: 1,
      ink: "wrong",
      dash: "dashed",
      label: { en: "diverges above", zh: "以上发散" }[locale],
    },
    ...[0, 1].map(
      (j): Mark => ({
        kind: "line",
        id: `factor${j}`,
        points: grid.flatMap((t) => [t, Math.abs(1 - t * values[j]!)]),
        ink: j === 0 ? "series2" : "series1",
        dash: j === 0 ? "dashed" : "solid",
        name: `|1 − αλ|, λ = ${show(values[j]!)}`,
        link: `lambda${j}`,
      }),
    ),
    {
      kind: "line",
      id: "worst",
      points: grid.flatMap((t) => [t, rateOf("gd", t, 0, values)]),
      ink: "text",
      widthPx: 2.4,
      opacity: 0.35,
      name: { en: "the worse one", zh: "较差者" }[locale],
    },
  ];
  if (low > 0) {
    marks.push({
      kind: "rule",
      id: "stable",
      axis: "x",
      at: stableStep(top),
      ink: "wrong",
      dash: "dashed",
      label: "2/λmax",
    });
    marks.push({
      kind: "rule",
      id: "best",
      axis: "x",
      at: bestStep(low, top),
      ink: "good",
      dash: "dashed",
      label: "2/(λmin+λmax)",
    });
  }
  if (step <= widest)
    marks.push({ kind: "dots", id: "now", points: [step, Math.min(rate, 2)], ink: "series0", radiusPx: 5 });
  return {
    id: "rates",
    title: { en: "Gradient descent: factor per step against α", zh: "梯度下降：每步因子随 α 的变化" }[locale],
    description: {
      en: `With α = ${show(step)} the components are multiplied by ${show(1 - step * low)} and ${show(1 - step * top)} a step; the worse factor is ${show(rate)}.`,
      zh: `α = ${show(step)} 时两个分量每步分别乘以 ${show(1 - step * low)} 与 ${show(1 - step * top)}；较差的因子为 ${show(rate)}。`,
    }[locale],
    x: linear({ en: "step size α", zh: "步长 α" }[locale], [0, widest]),
    y: linear({ en: "factor per step", zh: "每步因子" }[locale], [0, 2]),
    marks,
    table: {
      columns: ["α", `|1 − αλ₁|`, `|1 − αλ₂|`],
      rows: grid.map((t) => [t, Math.abs(1 - t * low), Math.abs(1 - t * top)]),
    },
    span: 0.45,
  };
}
