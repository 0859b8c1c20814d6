import {
  averageCoverage,
  type CoinInterval,
  coverageAt,
  type IntervalChoice,
  intervalTable,
  repeatExperiment,
  type Trial,
} from "../../core/estimation/coverage";
import { createRng } from "../../core/num/rng";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Check, EmitTarget, Note, Values } from "../demo";
import { memo } from "../memo";
import { inRange, show, showTex } from "../number";
import { numberOf, type Subject } from "./subject";

const REPEATS = 600;
const STRIDE = 6;

/** Repeated experiments under one θ; plain data. */
export interface CoverageModel {
  readonly values: Values;
  readonly choice: IntervalChoice;
  readonly n: number;
  readonly theta: number;
  readonly table: readonly (readonly [number, number])[];
  readonly trials: readonly Trial[];
}

export const intervalNames: { readonly [M in CoinInterval]: Text } = {
  wald: { en: "Wald: θ̂ ± z·se", zh: "Wald：θ̂ ± z·se" },
  wilson: { en: "Wilson (score)", zh: "Wilson（得分）" },
  "clopper-pearson": { en: "Clopper–Pearson (exact)", zh: "Clopper–Pearson（精确）" },
  "equal-tailed": { en: "credible, equal tails", zh: "可信区间，等尾" },
  "highest-density": { en: "credible, highest density", zh: "可信区间，最高密度" },
};

function compute(values: Values, seed: number): CoverageModel {
  const choice: IntervalChoice = {
    method: values["method"] as CoinInterval,
    level: numberOf(values, "level"),
    a: numberOf(values, "a"),
    b: numberOf(values, "b"),
  };
  const n = numberOf(values, "cn");
  const theta = numberOf(values, "at");
  const table = intervalTable(choice, n);
  return { values, choice, n, theta, table, trials: repeatExperiment(table, theta, REPEATS, createRng(seed, 5)) };
}

const done = (step: number): number => Math.min(REPEATS, step * STRIDE);
const held = (model: CoverageModel, step: number): number =>
  model.trials.slice(0, done(step)).filter(({ holds }) => holds).length;
const THETAS = Array.from({ length: 401 }, (_, i) => i / 400);

/** Exact coverage over θ, and what the simulation has found at its θ. */
function coverageScene(model: CoverageModel, step: number, locale: Locale): Scene {
  const { table, theta, choice, n } = model;
  const curve = memo(model, "curve", () => THETAS.map((t) => coverageAt(table, t)));
  const exact = coverageAt(table, theta);
  const count = done(step);
  const share = held(model, step) / count;
  const error = Math.sqrt((share * (1 - share)) / count);
  const low = Math.max(0, Math.min(choice.level - 0.2, ...[...curve].sort((x, y) => x - y).slice(20, 21)) - 0.03);
  const marks: Mark[] = [
    {
      kind: "rule",
      id: "level",
      axis: "y",
      at: choice.level,
      ink: "series2",
      dash: "dashed",
      label: { en: "promised", zh: "承诺" }[locale],
    },
    {
      kind: "line",
      id: "coverage",
      points: THETAS.flatMap((t, i) => [t, Math.max(low, curve[i]!)]),
      ink: "series0",
      widthPx: 1.6,
      name: { en: "exact coverage", zh: "精确覆盖率" }[locale],
    },
  ];
  if (count > 0) {
    marks.push({
      kind: "line",
      id: "error",
      points: [theta, Math.max(low, share - 2 * error), theta, Math.min(1, share + 2 * error)],
      ink: "series1",
      widthPx: 3,
      link: "trials",
    });
    marks.push({
      kind: "dots",
      id: "simulated",
      points: [theta, Math.max(low, share)],
      ink: "series1",
      shape: "diamond",
      radiusPx: 5,
      name: { en: "simulated, ± 2 standard errors", zh: "模拟值 ± 2 标准误" }[locale],
      link: "trials",
    });
  }
  marks.push({
    kind: "handle",
    id: "at",
    at: [theta, Math.max(low, exact)],
    label: { en: "true θ of the experiments", zh: "实验的真实 θ" }[locale],
    ink: "focus",
    step: 0.01,
  });
  const least = Math.min(...curve.slice(4, -4));
  return {
    id: "coverage",
    title: { en: `How often does the interval hold θ? n = ${n}`, zh: `区间有多常包含 θ？n = ${n}` }[locale],
    description: {
      en: `${intervalNames[choice.method].en}: at θ = ${show(theta)} exactly ${show(100 * exact)} % of ${show(100 * choice.level, 3)} % promised; the least over θ is ${show(100 * least)} %.${count > 0 ? ` ${count} experiments gave ${show(100 * share)} %.` : ""}`,
      zh: `${intervalNames[choice.method].zh}：θ = ${show(theta)} 处精确覆盖率 ${show(100 * exact)}%，承诺 ${show(100 * choice.level, 3)}%；对 θ 的最小值为 ${show(100 * least)}%。${count > 0 ? `${count} 次实验得到 ${show(100 * share)}%。` : ""}`,
    }[locale],
    x: { label: "θ", domain: [0, 1] },
    y: {
      label: { en: "probability that the interval holds θ", zh: "区间包含 θ 的概率" }[locale],
      domain: [low, 1.005],
    },
    marks,
    table: {
      columns: ["θ", { en: "coverage", zh: "覆盖率" }[locale]],
      rows: THETAS.flatMap((t, i) => (i % 10 === 0 ? [[t, curve[i]!]] : [])),
    },
    span: 0.55,
  };
}

/** The latest intervals, those that miss in another ink and with a cross. */
function trialsScene(model: CoverageModel, step: number, locale: Locale): Scene {
  const count = done(step);
  const LATEST = 60;
  const from = Math.max(0, count - LATEST);
  const latest = model.trials.slice(from, count);
  const bars = (holds: boolean): number[][] =>
    latest.flatMap((trial, i) => (trial.holds === holds ? [[trial.low, from + i + 1, trial.high, from + i + 1]] : []));
  const missed = latest.flatMap((trial, i) => (trial.holds ? [] : [trial.k / model.n, from + i + 1]));
  const hits = held(model, step);
  return {
    id: "trials",
    title: { en: "One experiment after the other", zh: "一次又一次实验" }[locale],
    description:
      count === 0
        ? { en: "Play: each line is the interval of one experiment.", zh: "播放：每条线是一次实验的区间。" }[locale]
        : {
            en: `${hits} of ${count} intervals hold the true θ = ${show(model.theta)}; ${count - hits} miss it.`,
            zh: `${count} 个区间中有 ${hits} 个包含真值 θ = ${show(model.theta)}，${count - hits} 个没有。`,
          }[locale],
    x: {
      label: "θ",
      domain: [Math.min(0, ...latest.map(({ low }) => low)), Math.max(1, ...latest.map(({ high }) => high))],
    },
    y: { label: { en: "experiment", zh: "实验" }[locale], domain: [from, Math.max(count, from + LATEST) + 5] },
    marks: [
      { kind: "rule", id: "truth", axis: "x", at: model.theta, ink: "good", label: `θ ${show(model.theta)}` },
      {
        kind: "rings",
        id: "hits",
        rings: bars(true),
        ink: "series0",
        widthPx: 2,
        name: { en: "holds θ", zh: "包含 θ" }[locale],
        link: "trials",
      },
      {
        kind: "rings",
        id: "misses",
        rings: bars(false),
        ink: "wrong",
        widthPx: 2.6,
        dash: "dashed",
        name: { en: "misses θ", zh: "未包含 θ" }[locale],
      },
      { kind: "dots", id: "crosses", points: missed, ink: "wrong", shape: "cross", radiusPx: 4 },
    ],
    table: {
      columns: [
        "#",
        "k",
        { en: "low", zh: "下端" }[locale],
        { en: "high", zh: "上端" }[locale],
        { en: "holds", zh: "包含" }[locale],
      ],
      rows: latest.map(({ k, low, high, holds }, i) => [from + i + 1, k, low, high, holds ? "✓" : "✗"]),
    },
    span: 0.45,
  };
}

function checks({ table, theta, choice, n, trials }: CoverageModel): Check[] {
  // Coverage again by adding the k up with products instead of logarithms.
  let mass = (1 - theta) ** n;
  let sum = 0;
  if (theta > 0 && theta < 1) {
    for (let k = 0; k <= n; k++) {
      if (table[k]![0] <= theta && theta <= table[k]![1]) sum += mass;
      mass *= ((n - k) / (k + 1)) * (theta / (1 - theta));
    }
  } else sum = table[theta === 0 ? 0 : n]![0] <= theta && theta <= table[theta === 0 ? 0 : n]![1] ? 1 : 0;
  const exact = coverageAt(table, theta);
  const share = trials.filter(({ holds }) => holds).length / trials.length;
  const noise = Math.sqrt((exact * (1 - exact)) / trials.length);
  const out: Check[] = [
    {
      name: { en: "exact coverage", zh: "精确覆盖率" },
      expected: sum,
      actual: exact,
      tolerance: 1e-10,
      source: { en: "binomial probabilities by their ratios", zh: "由相邻项之比得到的二项概率" },
    },
    {
      name: { en: "experiments within 4.5 standard errors", zh: "实验落在 4.5 个标准误之内" },
      expected: 0,
      actual: Math.abs(share - exact) <= 4.5 * noise + 1e-12 ? 0 : 1,
      tolerance: 1e-6,
      source: { en: "simulation with seeded chance", zh: "有种子的模拟" },
    },
  ];
  if (choice.method === "equal-tailed" || (choice.method === "highest-density" && choice.a >= 1 && choice.b >= 1)) {
    out.push({
      name: { en: "coverage averaged over the prior", zh: "对先验平均的覆盖率" },
      expected: choice.level,
      actual: averageCoverage(table, choice.a, choice.b),
      tolerance: 1e-8,
      source: { en: "the level, exactly, for every prior", zh: "对任何先验都恰为该水平" },
    });
  }
  return out;
}

function notes(model: CoverageModel): Note[] {
  const { choice, theta, n, table } = model;
  const isBayes = choice.method === "equal-tailed" || choice.method === "highest-density";
  return [
    {
      id: "coverage",
      tex: "C(\\theta)=\\sum_{k=0}^{\\slot{n}}\\binom{\\slot{n}}{k}\\theta^k(1-\\theta)^{\\slot{n}-k}\\,\\mathbf 1[\\theta\\in I_k],\\qquad C(\\slot{theta})=\\slot{c}",
      slots: { n: showTex(n), theta: showTex(theta), c: showTex(coverageAt(table, theta), 6) },
      sentence: isBayes
        ? {
            en: `A credible interval keeps its promise on the average over the prior Beta(${show(choice.a)}, ${show(choice.b)}): exactly ${show(100 * choice.level, 3)} %. For a single θ it may hold more or less often.`,
            zh: `可信区间对先验 Beta(${show(choice.a)}, ${show(choice.b)}) 平均时守约：恰为 ${show(100 * choice.level, 3)}%。对单个 θ 则可能更多或更少。`,
          }
        : {
            en: "A confidence interval promises for every single θ. Wald's breaks its promise near the ends, where k = 0 leaves it without any width.",
            zh: "置信区间对每一个 θ 作出承诺。Wald 区间在两端失信：k = 0 时它的宽度为零。",
          },
    },
  ];
}

export const coverage: Subject<CoverageModel> = {
  compute: (values, seed) => compute(values, seed),
  steps: () => REPEATS / STRIDE,
  scenes: {
    coverage: (model, step, _view, locale) => coverageScene(model, step, locale),
    trials: (model, step, _view, locale) => trialsScene(model, step, locale),
  },
  checks,
  notes,
  narrate(model, step, locale) {
    const count = done(step);
    if (count === 0)
      return {
        en: `Play to repeat the experiment: ${model.n} tosses with θ = ${show(model.theta)}, and the interval they give.`,
        zh: `播放以重复实验：以 θ = ${show(model.theta)} 抛 ${model.n} 次，得出区间。`,
      }[locale];
    const { k, low, high, holds } = model.trials[count - 1]!;
    return {
      en: `Experiment ${count}: ${k} heads of ${model.n} give [${show(low)}, ${show(high)}], which ${holds ? "holds" : "misses"} θ; so far ${show((100 * held(model, step)) / count)} % hold it.`,
      zh: `第 ${count} 次实验：${model.n} 次中 ${k} 次正面，得 [${show(low)}, ${show(high)}]，${holds ? "包含" : "未包含"} θ；至今 ${show((100 * held(model, step)) / count)}% 包含。`,
    }[locale];
  },
  notices: () => [],
  drag: (_model, values, handle, x) =>
    handle === "at" && Number.isFinite(x) ? { ...values, at: inRange(x, 0, 1, 0.01) } : values,
  emit: (model, _step, target) => emit(model, target),
};

function emit({ n, theta, table }: CoverageModel, target: EmitTarget): string {
  const list = JSON.stringify(table.map(([low, high]) => [low, high]));
  if (target === "python") {
    return [
      "from math import comb",
      "",
      `n, theta = ${n}, ${theta}`,
      `intervals = ${list}`,
      "chances = [comb(n, k) * theta**k * (1 - theta) ** (n - k) for k in range(n + 1)]",
      'print("coverage", sum(p for p, (low, high) in zip(chances, intervals) if low <= theta <= high))',
      "",
    ].join("\n");
  }
  if (target === "typescript") {
    return [
      `const [n, theta] = [${n}, ${theta}];`,
      `const intervals = ${list};`,
      "let [mass, coverage] = [(1 - theta) ** n, 0];",
      "for (let k = 0; k <= n; k++) {",
      "  if (intervals[k][0] <= theta && theta <= intervals[k][1]) coverage += mass;",
      "  mass *= ((n - k) / (k + 1)) * (theta / (1 - theta));",
      "}",
      "console.log({ coverage });",
      "",
    ].join("\n");
  }
  return [
    `# variance of the share of heads among ${n} tosses`,
    `v(t) = t * (1 - t) / ${n}`,
    `v(${theta})`,
    "plot v",
    "",
  ].join("\n");
}
