import { kernelAt, type Scaling, schemeGrowth, stepSize } from "../../core/walk/diffusion";
import { walkLaw } from "../../core/walk/law";
import type { Ink, Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { linear } from "../frame";
import { show } from "../number";
import { curve, rule } from "./marks";
import { upTo } from "./part";
import { grows, HALF, LEVELS, PACE, PLACES, rowAt, TIMES, type ZoomModel } from "./zoom-model";

const scalings: readonly {
  readonly id: Scaling;
  readonly ink: Ink;
  readonly dash: "solid" | "dashed" | "dotted";
  readonly name: Text;
}[] = [
  { id: "diffusive", ink: "series1", dash: "solid", name: { en: "Δs² = αΔt", zh: "Δs² = αΔt" } },
  { id: "ballistic", ink: "series3", dash: "dashed", name: { en: "Δs ∝ Δt", zh: "Δs ∝ Δt" } },
  { id: "wild", ink: "series4", dash: "dotted", name: { en: "Δs⁴ ∝ Δt", zh: "Δs⁴ ∝ Δt" } },
];

/** The law at t = 1 as a density: a probability over the distance 2Δs of its sites. */
function density(scaling: Scaling, alpha: number, level: number): { readonly x: number; readonly y: number }[] {
  const n = 2 ** level;
  const ds = stepSize(scaling, alpha, 1 / n);
  return Array.from(walkLaw(n), (mass, j) => ({ x: (2 * j - n) * ds, y: mass / (2 * ds) }));
}

/** The three scalings at t = 1 as densities, with the Gaussian. */
export function zoomedScene({ alpha }: ZoomModel, level: number, locale: Locale): Scene {
  const half = 4 * Math.sqrt(alpha);
  const top = 1.6 * kernelAt({ alpha }, 0, 1);
  const rows: (number | string)[][] = [];
  const marks: Mark[] = [
    curve((x) => kernelAt({ alpha }, x, 1), -half, half, {
      id: "gauss",
      ink: "series2",
      widthPx: 5,
      opacity: 0.35,
      name: "N(0, αt)",
      link: "gauss",
    }),
  ];
  for (const { id, ink, dash, name } of scalings) {
    const places = density(id, alpha, level).filter(
      ({ x, y }) => Math.abs(x) <= half + 2 * stepSize(id, alpha, 2 ** -level) && y > 1e-7,
    );
    rows.push(...places.map(({ x, y }) => [name[locale], x, y]));
    // The spike of a wrong scaling leaves the picture: it is cut at the top. Beyond its last site a law is nothing.
    const last = places.at(-1)?.x ?? 0;
    const end = last + 2 * stepSize(id, alpha, 2 ** -level);
    const tail = end < half ? [end, 0, half, 0] : [];
    const head = end < half ? [-half, 0, -end, 0] : [];
    const points = [...head, ...places.flatMap(({ x, y }) => [x, Math.min(y, top)]), ...tail];
    if (points.length > 0)
      marks.push({
        kind: "line",
        id,
        points,
        ink,
        dash,
        widthPx: 2,
        vertices: level < 6,
        name: name[locale],
        link: id,
      });
  }
  const variance = (id: Scaling): number => stepSize(id, alpha, 2 ** -level) ** 2 * 2 ** level;
  return {
    id: "zoomed",
    title: { en: "The same second, finer and finer", zh: "同一秒，越来越细" }[locale],
    description: {
      en: `Δt = ${show(2 ** -level)}: the variance at t = 1 is ${show(variance("diffusive"))} with Δs² = αΔt, ${show(variance("ballistic"))} with Δs ∝ Δt, ${show(variance("wild"))} with Δs⁴ ∝ Δt.`,
      zh: `Δt = ${show(2 ** -level)}：t = 1 时的方差，Δs² = αΔt 为 ${show(variance("diffusive"))}，Δs ∝ Δt 为 ${show(variance("ballistic"))}，Δs⁴ ∝ Δt 为 ${show(variance("wild"))}。`,
    }[locale],
    x: linear("x", [-half, half]),
    y: linear({ en: "density at t = 1", zh: "t = 1 时的密度" }[locale], [0, top]),
    marks,
    table: { columns: [{ en: "scaling", zh: "尺度" }[locale], "x", { en: "density", zh: "密度" }[locale]], rows },
    span: 0.6,
  };
}

/** Their variances against Δt. */
export function spreadScene({ alpha }: ZoomModel, level: number, locale: Locale): Scene {
  const levels = upTo(LEVELS);
  const variance = (id: Scaling, s: number): number => stepSize(id, alpha, 2 ** -s) ** 2 * 2 ** s;
  const marks: Mark[] = scalings.map(({ id, ink, dash, name }) => ({
    kind: "line",
    id,
    points: levels.flatMap((s) => [2 ** -s, variance(id, s)]),
    ink,
    dash,
    widthPx: 2,
    vertices: true,
    name: name[locale],
    link: id,
  }));
  marks.push(rule("now", "x", 2 ** -level, "focus", `Δt = 1/${2 ** level}`));
  marks.push({
    kind: "dots",
    id: "here",
    points: scalings.flatMap(({ id }) => [2 ** -level, variance(id, level)]),
    ink: "focus",
    radiusPx: 4,
    name: { en: "now", zh: "此刻" }[locale],
  });
  return {
    id: "spread",
    title: { en: "Spread at t = 1", zh: "t = 1 时的散布" }[locale],
    description: {
      en: "Only Δs² = αΔt keeps the variance; the other two lead to nothing and to everything.",
      zh: "只有 Δs² = αΔt 保住方差；另外两种趋于零或无穷。",
    }[locale],
    x: { label: "Δt", domain: [2 ** -LEVELS / 1.3, 1.3], scale: "log" },
    y: { label: "Var(t = 1)", domain: [(alpha * 2 ** -LEVELS) / 2, alpha * 2 ** (LEVELS / 2) * 2], scale: "log" },
    marks,
    table: {
      columns: ["Δt", ...scalings.map(({ name }) => name[locale])],
      rows: levels.map((s) => [2 ** -s, ...scalings.map(({ id }) => variance(id, s))]),
    },
    span: 0.4,
  };
}

/** The scheme in place and time. */
export function heatScene(model: ZoomModel, level: number, locale: Locale): Scene {
  const now = level * PACE;
  const shown = new Float64Array(model.field.length);
  for (let k = 0; k <= TIMES; k++) {
    // Row by row from the top, which is the latest time. The square root lets the thin tails be seen.
    rowAt(model, k).forEach((u, j) => {
      shown[(TIMES - k) * PLACES + j] = Math.max(-1, Math.min(1, Math.sign(u) * Math.sqrt(Math.abs(u))));
    });
  }
  return {
    id: "heat",
    title: { en: "Heat equation, step by step", zh: "热方程，一步一步" }[locale],
    description: {
      en: `A unit of heat spreads from the middle with r = ${model.r}; ${grows(model) ? `waves grow by ${show(schemeGrowth(model.r, model.c))} a step` : "nothing grows"}. The line marks step ${now}.`,
      zh: `一单位热量从中央扩散，r = ${model.r}；${grows(model) ? `波每步增长 ${show(schemeGrowth(model.r, model.c))} 倍` : "没有波增长"}。线标出第 ${now} 步。`,
    }[locale],
    x: linear({ en: "place", zh: "位置" }[locale], [-HALF - 0.5, HALF + 0.5]),
    y: linear({ en: "step", zh: "步" }[locale], [-0.5, TIMES + 0.5]),
    marks: [
      {
        kind: "cells",
        id: "field",
        columns: PLACES,
        rows: TIMES + 1,
        values: shown,
        box: [-HALF - 0.5, -0.5, HALF + 0.5, TIMES + 0.5],
        ramp: "diverging",
        domain: [-1, 1],
      },
      rule("now", "y", now, "focus", `${now}`),
    ],
    table: {
      columns: [{ en: "step", zh: "步" }[locale], ...Array.from({ length: 9 }, (_, i) => `x = ${4 * i - HALF}`)],
      rows: upTo(TIMES).map((k) => [k, ...Array.from({ length: 9 }, (_, i) => rowAt(model, k)[4 * i])]),
    },
    span: 0.42,
  };
}

/** The profile of the scheme now, with the Gaussian of the same variance. */
export function schemeScene(model: ZoomModel, level: number, locale: Locale): Scene {
  const { r, c } = model;
  const now = level * PACE;
  const u = rowAt(model, now);
  const places = Array.from(u, (_, j) => j - HALF);
  const variance = now * 2 * r;
  const limit = (x: number): number => kernelAt({ alpha: 2 * r, v: c }, x, now);
  let [low, high] = [-0.05, 0.3];
  for (const x of u) [low, high] = [Math.min(low, Math.max(-1.2, x)), Math.max(high, Math.min(1.2, x))];
  const clip = (x: number): number => Math.max(-1.3, Math.min(1.3, x));
  const marks: Mark[] = [
    {
      kind: "line",
      id: "scheme",
      points: places.flatMap((x, j) => [x, clip(u[j])]),
      ink: grows(model) ? "wrong" : "series1",
      widthPx: 1.6,
      vertices: true,
      name: { en: `scheme after ${now} steps`, zh: `格式 ${now} 步后` }[locale],
      link: "scheme",
    },
  ];
  if (now > 0)
    marks.unshift(
      curve(limit, -HALF, HALF, {
        id: "gauss",
        ink: "series2",
        dash: "dashed",
        widthPx: 2,
        name: { en: "diffusion without walls", zh: "无墙扩散" }[locale],
        link: "gauss",
      }),
    );
  const mass = u.reduce((a, b) => a + b, 0);
  return {
    id: "scheme",
    title: { en: "Profile now", zh: "此刻的剖面" }[locale],
    description: {
      en: `After ${now} steps the middle holds ${show(u[HALF])}, all places together ${show(mass)}; without walls the variance is ${show(variance)}.`,
      zh: `${now} 步后中央为 ${show(u[HALF])}，总量 ${show(mass)}；无墙时方差为 ${show(variance)}。`,
    }[locale],
    x: linear({ en: "place", zh: "位置" }[locale], [-HALF - 0.5, HALF + 0.5]),
    y: linear("u", [low * 1.1, high * 1.1]),
    marks,
    table: {
      columns: [
        { en: "place", zh: "位置" }[locale],
        { en: "scheme", zh: "格式" }[locale],
        { en: "diffusion", zh: "扩散" }[locale],
      ],
      rows: places.map((x, j) => [x, u[j], now > 0 ? limit(x) : x === 0 ? 1 : 0]),
    },
    span: 0.58,
  };
}
