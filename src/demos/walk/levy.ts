import { kolmogorovDistance, kolmogorovTail } from "../../core/num/goodness";
import { integrate } from "../../core/num/quadrature";
import { createRng } from "../../core/num/rng";
import { stableSteps, stableTail, stableTailLimit } from "../../core/walk/levy";
import { normalCdf } from "../../core/walk/limit";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Check, Context, EmitTarget, Note, Values } from "../demo";
import { linear } from "../frame";
import { memo } from "../memo";
import { show, showTex } from "../number";
import { num, type Part, showP, upTo } from "./part";

interface LevyModel {
  readonly a: number;
  readonly n: number;
  /** Steps along x and y. [n] each */
  readonly dx: Float64Array;
  readonly dy: Float64Array;
  /** Normal steps with the same median size. */
  readonly gx: Float64Array;
  readonly gy: Float64Array;
  /** P(|X| > x) at even places of log x: the tail is an integral, and drawn at every step. */
  readonly grid: Float64Array;
  readonly tail: Float64Array;
  /** The x that half of the sizes exceed. */
  readonly half: number;
  /** Kolmogorov's distance of the steps along x, and its p-value. */
  readonly distance: number;
  readonly p: number;
}

const [LOW, HIGH, PLACES] = [-1.5, 4, 111];

function compute(values: Values, seed: number, context: Context): LevyModel {
  const [a, n] = [num(values, "index"), num(values, "flights")];
  const grid = Float64Array.from({ length: PLACES }, (_, i) => 10 ** (LOW + ((HIGH - LOW) * i) / (PLACES - 1)));
  const tail = context.reuse(`tail ${a}`, () => grid.map((x) => 2 * stableTail(a, x)));
  context.checkpoint();
  const [dx, dy] = [stableSteps(a, n, seed, 1), stableSteps(a, n, seed, 2)];
  let below = 0;
  while (below < PLACES - 2 && tail[below + 1] > 0.5) below++;
  const share = (tail[below] - 0.5) / (tail[below] - tail[below + 1]);
  const half = grid[below] * (grid[below + 1] / grid[below]) ** share;
  const rng = createRng(seed, 3);
  // Half of |normal| lie below 0.6745 deviations.
  const normal = (): Float64Array =>
    Float64Array.from({ length: n }, () => (rng.nextNormal() * half) / 0.6744897501960817);
  const cdf = (x: number): number => {
    const beyond = tailOf({ grid, tail }, Math.abs(x)) / 2;
    return x < 0 ? beyond : 1 - beyond;
  };
  const distance = kolmogorovDistance(Float64Array.from(dx).sort(), cdf);
  return { a, n, dx, dy, gx: normal(), gy: normal(), grid, tail, half, distance, p: kolmogorovTail(n, distance) };
}

/** P(|X| > x) between the places of the grid, straight in the logarithms; below the grid straight up to 1. */
function tailOf({ grid, tail }: Pick<LevyModel, "grid" | "tail">, x: number): number {
  if (x <= grid[0]) return 1 - ((1 - tail[0]) * x) / grid[0];
  const at = ((Math.log10(x) - LOW) / (HIGH - LOW)) * (PLACES - 1);
  const i = Math.min(PLACES - 2, Math.floor(at));
  if (tail[i + 1] <= 0) return tail[i + 1];
  return tail[i] * (tail[i + 1] / tail[i]) ** (at - i);
}

function walked(dx: Float64Array, dy: Float64Array, step: number): Float64Array {
  const points = new Float64Array(2 * (step + 1));
  for (let k = 1; k <= step; k++) {
    points[2 * k] = points[2 * k - 2] + dx[k - 1];
    points[2 * k + 1] = points[2 * k - 1] + dy[k - 1];
  }
  return points;
}

/** Steps of a demo that is played take more than one flight each. */
const stride = (n: number): number => Math.max(1, Math.ceil(n / 200));

function flightScene(model: LevyModel, step: number, locale: Locale): Scene {
  const { dx, dy, gx, gy, n, a } = model;
  const k = Math.min(n, step * stride(n));
  const [levy, gauss] = [walked(dx, dy, k), walked(gx, gy, k)];
  const all = walked(dx, dy, n);
  let reach = 1;
  for (const x of [...all, ...walked(gx, gy, n)]) reach = Math.max(reach, Math.abs(x) * 1.08);
  const longest = dx.subarray(0, Math.max(1, k)).reduce((most, x, i) => Math.max(most, Math.hypot(x, dy[i])), 0);
  const marks: Mark[] = [
    { kind: "line", id: "to-come", points: all, ink: "faint", widthPx: 0.8, opacity: 0.35 },
    {
      kind: "line",
      id: "levy",
      points: levy,
      ink: "series1",
      widthPx: 1.2,
      name: { en: `Lévy, a = ${a}`, zh: `列维，a = ${a}` }[locale],
      link: "levy",
    },
    {
      kind: "line",
      id: "gauss",
      points: gauss,
      ink: "series2",
      widthPx: 1.2,
      name: { en: "normal, same median step", zh: "正态，步长中位数相同" }[locale],
      link: "gauss",
    },
    { kind: "dots", id: "now", points: [levy[2 * k], levy[2 * k + 1]], ink: "focus", radiusPx: 4.5, link: "levy" },
  ];
  return {
    id: "flight",
    title: { en: "Two walks in the plane", zh: "平面上的两种游走" }[locale],
    description: {
      en: `After ${k} steps the Lévy flight is ${show(Math.hypot(levy[2 * k], levy[2 * k + 1]))} away, the normal walk ${show(Math.hypot(gauss[2 * k], gauss[2 * k + 1]))}; its longest step so far was ${show(longest)}.`,
      zh: `${k} 步后列维飞行距离 ${show(Math.hypot(levy[2 * k], levy[2 * k + 1]))}，正态游走 ${show(Math.hypot(gauss[2 * k], gauss[2 * k + 1]))}；至今最长一步 ${show(longest)}。`,
    }[locale],
    x: linear("x", [-reach, reach]),
    y: linear("y", [-reach, reach]),
    equal: true,
    zoomable: true,
    marks,
    table: {
      columns: [
        { en: "step", zh: "步" }[locale],
        "x",
        "y",
        { en: "x, normal", zh: "x，正态" }[locale],
        { en: "y, normal", zh: "y，正态" }[locale],
      ],
      rows: upTo(k).map((i) => [i, levy[2 * i], levy[2 * i + 1], gauss[2 * i], gauss[2 * i + 1]]),
    },
    span: 0.48,
  };
}

function tailScene(model: LevyModel, step: number, locale: Locale): Scene {
  const { dx, n, a, grid, tail, half } = model;
  const k = Math.max(1, Math.min(n, step * stride(n)));
  const sizes = Float64Array.from(dx.subarray(0, k), Math.abs).sort();
  const floor = 0.3 / n;
  const seen: number[] = [];
  sizes.forEach((x, i) => {
    // The i-th of k sizes is exceeded by k − i − 1 of them; of many neighbours a few are drawn.
    if (x > grid[0] && x < grid[PLACES - 1] && (i % Math.ceil(k / 60) === 0 || i > k - 20))
      seen.push(x, (k - i - 0.5) / k);
  });
  const sigma = half / 0.6744897501960817;
  const normal = (x: number): number => 2 * normalCdf(-x / sigma);
  const points = (f: (x: number, i: number) => number): number[] =>
    Array.from(grid).flatMap((x, i) => (f(x, i) > floor / 3 ? [x, f(x, i)] : [Number.NaN, Number.NaN]));
  const marks: Mark[] = [
    {
      kind: "line",
      id: "stable",
      points: points((_, i) => tail[i]),
      ink: "series1",
      widthPx: 2.2,
      name: { en: "stable law", zh: "稳定律" }[locale],
      link: "levy",
    },
    {
      kind: "line",
      id: "normal",
      points: points(normal),
      ink: "series2",
      dash: "dashed",
      widthPx: 2,
      name: { en: "normal law", zh: "正态律" }[locale],
      link: "gauss",
    },
  ];
  if (a < 2)
    marks.push({
      kind: "line",
      id: "power",
      points: points((x) => (x > 3 * half ? 2 * stableTailLimit(a, x) : Number.NaN)),
      ink: "series3",
      dash: "dotted",
      widthPx: 2,
      name: { en: "power law x⁻ᵃ", zh: "幂律 x⁻ᵃ" }[locale],
    });
  marks.push({
    kind: "dots",
    id: "seen",
    points: seen,
    ink: "text",
    shape: "ring",
    radiusPx: 2.6,
    name: { en: "steps so far", zh: "至今的步长" }[locale],
    link: "crowd",
  });
  return {
    id: "tail",
    title: { en: "How often a step is longer", zh: "步长更长的概率" }[locale],
    description: {
      en: `P(|step| > 10 medians) is ${show(tailOf(model, 10 * half))} for a = ${a}, and ${show(normal(10 * half))} for a normal law of the same median.`,
      zh: `P(|步长| > 10 倍中位数)：a = ${a} 时为 ${show(tailOf(model, 10 * half))}，中位数相同的正态律为 ${show(normal(10 * half))}。`,
    }[locale],
    x: {
      label: { en: "size of a step along x", zh: "沿 x 的步长" }[locale],
      domain: [grid[0], grid[PLACES - 1]],
      scale: "log",
    },
    y: { label: { en: "P(larger)", zh: "P(更大)" }[locale], domain: [floor / 3, 1.6], scale: "log" },
    marks,
    table: {
      columns: ["x", { en: "stable", zh: "稳定" }[locale], { en: "normal", zh: "正态" }[locale]],
      rows: Array.from(grid, (x, i) => [x, tail[i], normal(x)]),
    },
    span: 0.52,
  };
}

function checks(model: LevyModel): Check[] {
  const { a, tail, grid } = model;
  const at = Math.round(((0 - LOW) / (HIGH - LOW)) * (PLACES - 1));
  return [
    {
      name: { en: `P(|X| > ${show(grid[at])})`, zh: `P(|X| > ${show(grid[at])})` },
      expected: memo(model, "fourier", () => byFourier(a, grid[at])),
      actual: tail[at],
      tolerance: 1e-7,
      source: { en: "1 − (2/π) ∫ sin(xt) exp(−tᵃ)/t dt", zh: "1 − (2/π) ∫ sin(xt) exp(−tᵃ)/t dt" },
    },
    ...(a < 2 && a !== 1
      ? []
      : [
          {
            name: { en: "the same in closed form", zh: "同上，闭式" },
            expected: a === 1 ? 1 - (2 / Math.PI) * Math.atan(grid[at]) : 2 * normalCdf(-grid[at] / Math.SQRT2),
            actual: tail[at],
            tolerance: 1e-12,
            source: {
              en: a === 1 ? "arctangent" : "normal law of variance 2",
              zh: a === 1 ? "反正切" : "方差为 2 的正态律",
            },
          },
        ]),
  ];
}

/** The tail from the characteristic function; t = s³ takes the corner of tᵃ at 0 away. */
function byFourier(a: number, x: number): number {
  const end = 45 ** (1 / a / 3);
  const f = (s: number): number => (3 * Math.sin(x * s ** 3) * Math.exp(-(s ** (3 * a)))) / s;
  return 1 - (2 / Math.PI) * integrate(f, 0, end, 40, Math.ceil(4 + (x * end ** 3) / 12));
}

function notes(model: LevyModel, step: number): Note[] {
  const { a, n, distance, p } = model;
  const k = Math.min(n, step * stride(n));
  return [
    {
      id: "stable",
      tex: "E\\,e^{i\\omega X}=e^{-|\\omega|^{\\slot{a}}},\\qquad X_1+\\dots+X_n\\overset{d}{=}n^{1/\\slot{a}}X_1,\\qquad P(|X|>x)\\approx\\slot{c}\\,x^{-\\slot{a}}",
      slots: { a: showTex(a, 3), c: showTex(2 * stableTailLimit(a, 1), 4) },
      sentence:
        a < 2
          ? {
              en: `The variance is infinite: after n steps the spread is the a-th root of n, here ${show(k ** (1 / a))} instead of √n = ${show(Math.sqrt(k))}, and mostly the work of a single step. (Lévy 1937; Mandelbrot 1982)`,
              zh: `方差无穷：n 步后的散布为 n 的 a 次方根，此处 ${show(k ** (1 / a))}，而非 √n = ${show(Math.sqrt(k))}，且多半出自单独一步。（Lévy 1937；Mandelbrot 1982）`,
            }
          : { en: "At a = 2 the tail is gone: it is the normal law.", zh: "a = 2 时重尾消失：即正态律。" },
    },
    {
      id: "ks",
      tex: "D_{\\slot{n}}=\\sup_x|\\hat F(x)-F(x)|=\\slot{D},\\qquad P(D\\ge\\slot{D})=\\slot{p}",
      slots: { n: String(n), D: showTex(distance), p: showP(p) },
      sentence: {
        en: "Kolmogorov and Smirnov's test of the steps along x against their law.",
        zh: "沿 x 的步长与其分布的 Kolmogorov–Smirnov 检验。",
      },
    },
  ];
}

function narrate(model: LevyModel, step: number): Text {
  const { dx, dy, n } = model;
  const k = Math.min(n, step * stride(n));
  if (k === 0)
    return {
      en: "Both walks start at the origin. Play, and wait for the leap.",
      zh: "两种游走都从原点出发。播放，等待那一跃。",
    };
  const at = walked(dx, dy, k);
  const sizes = Array.from({ length: k }, (_, i) => Math.hypot(dx[i], dy[i]));
  const longest = sizes.indexOf(Math.max(...sizes));
  const total = sizes.reduce((a, b) => a + b, 0);
  return {
    en: `${k} steps: the flight is ${show(Math.hypot(at[2 * k], at[2 * k + 1]))} from its start. Its longest step, number ${longest + 1}, was ${show(sizes[longest])}: ${show((100 * sizes[longest]) / total, 3)} % of all the way.`,
    zh: `${k} 步：飞行距起点 ${show(Math.hypot(at[2 * k], at[2 * k + 1]))}。最长的第 ${longest + 1} 步为 ${show(sizes[longest])}，占全程的 ${show((100 * sizes[longest]) / total, 3)}%。`,
  };
}

function emit({ a, n }: LevyModel, _step: number, target: EmitTarget): string {
  if (target === "python")
    return [
      "import numpy as np",
      "",
      `a, n = ${a}, ${n}`,
      "rng = np.random.default_rng(1)",
      "u = np.pi * (rng.random(n) - 0.5)",
      "w = rng.exponential(size=n)",
      "# Chambers, Mallows & Stuck 1976",
      "x = np.sin(a * u) / np.cos(u) ** (1 / a) * (np.cos((1 - a) * u) / w) ** ((1 - a) / a)",
      'print("median size", float(np.median(np.abs(x))), "largest", float(np.abs(x).max()))',
      "",
    ].join("\n");
  if (target === "typescript")
    return [
      `const a = ${a};`,
      "// Chambers, Mallows & Stuck 1976",
      "const stable = (u: number, w: number) =>",
      "  (Math.sin(a * u) / Math.cos(u) ** (1 / a)) * (Math.cos((1 - a) * u) / w) ** ((1 - a) / a);",
      "console.log({ median: stable(Math.PI / 4, Math.LN2) });",
      "",
    ].join("\n");
  return [
    "# the tail that a step has in the end",
    `f(x) = 2*sin(pi*${a}/2)*gamma(${a})/pi*x^(-${a})`,
    "f(10)",
    "f(100)",
    "",
  ].join("\n");
}

/** Lévy flights beside normal walks. */
export const levyPart: Part<LevyModel> = {
  compute,
  steps: ({ n }) => Math.ceil(n / stride(n)),
  scenes: { flight: flightScene, tail: tailScene },
  checks,
  notes,
  narrate,
  emit,
};
