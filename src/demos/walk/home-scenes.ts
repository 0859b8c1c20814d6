import { eachSpaceWalk, firstReturn, meanRadiusLimit } from "../../core/walk/isotropic";
import { latticeReturnedBy, polya } from "../../core/walk/lattice";
import type { Ink, Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import type { Context, ParamNotice, Values } from "../demo";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import { rule } from "./marks";
import { num, type Part, upTo } from "./part";

/** Walks in one, two or three dimensions: when they came home, and how far they went. */
export interface HomeModel {
  readonly dimension: number;
  readonly kind: "lattice" | "isotropic";
  /** Even. */
  readonly horizon: number;
  /** Walkers that walked: fewer than asked where that would be too many steps. */
  readonly walkers: number;
  /** Those who have been home by step 2m. [horizon/2 + 1] */
  readonly home: Float64Array;
  /** The mean of |R|² after each step, and of |R|. [horizon + 1] */
  readonly square: Float64Array;
  readonly radius: Float64Array;
  /** One walk, [horizon + 1, dimension], and when it was home first, 0 for never. */
  readonly path: Float64Array;
  readonly back: number;
  readonly notices: readonly ParamNotice[];
}

const MOST_STEPS = 3_000_000;

/** Sends the walkers; of the first the whole path is kept. */
export function compute(values: Values, seed: number, context: Context): HomeModel {
  const horizon = num(values, "horizon") + (num(values, "horizon") % 2);
  const dimension = num(values, "dimension");
  const kind = values["kind"] as HomeModel["kind"];
  const asked = num(values, "walkers");
  const walkers = Math.min(asked, Math.floor(MOST_STEPS / horizon));
  const home = new Float64Array(horizon / 2 + 1);
  const [square, radius] = [new Float64Array(horizon + 1), new Float64Array(horizon + 1)];
  let kept = new Float64Array(0);
  let back = 0;
  eachSpaceWalk({ seed, dimension, steps: horizon, kind }, walkers, (path, walker) => {
    if (walker % 200 === 199) {
      context.checkpoint();
      context.progress(walker / walkers);
    }
    const first = kind === "lattice" ? firstReturn(path, dimension) : 0;
    if (walker === 0) {
      kept = path.slice();
      back = first;
    }
    if (first > 0) home[first / 2]++;
    for (let n = 1, at = dimension; n <= horizon; n++, at += dimension) {
      let sum = 0;
      for (let i = 0; i < dimension; i++) sum += path[at + i] ** 2;
      square[n] += sum / walkers;
      radius[n] += Math.sqrt(sum) / walkers;
    }
  });
  for (let m = 1; m < home.length; m++) home[m] += home[m - 1];
  const notices: ParamNotice[] =
    walkers < asked
      ? [
          {
            param: "walkers",
            remark: {
              en: `${walkers} walk: together they take three million steps.`,
              zh: `实际 ${walkers} 位：共走三百万步。`,
            },
          },
        ]
      : [];
  return { dimension, kind, horizon, walkers, home, square, radius, path: kept, back, notices };
}

const styles: readonly {
  readonly d: number;
  readonly ink: Ink;
  readonly dash: "solid" | "dashed" | "dotted";
  readonly name: Text;
}[] = [
  { d: 1, ink: "series0", dash: "solid", name: { en: "line", zh: "直线" } },
  { d: 2, ink: "series1", dash: "dashed", name: { en: "plane", zh: "平面" } },
  { d: 3, ink: "series3", dash: "dotted", name: { en: "space", zh: "空间" } },
];

/** P(home by step n) on a line, in the plane and in space, with what the crowd found. */
export function returnScene(model: HomeModel, step: number, locale: Locale): Scene {
  const { horizon, dimension, home, walkers, kind } = model;
  const M = horizon / 2;
  const exact = styles.map(({ d }) => memo(model, `by ${d}`, () => latticeReturnedBy(d, M)));
  const marks: Mark[] = styles.map(({ d, ink, dash, name }, k) => ({
    kind: "line",
    id: `d${d}`,
    points: upTo(M).flatMap((m) => [2 * m, exact[k][m]]),
    ink,
    dash,
    widthPx: d === dimension ? 2.6 : 1.6,
    name: name[locale],
    link: `d${d}`,
  }));
  marks.push(
    rule(
      "polya",
      "y",
      polya(3),
      "series3",
      { en: `space, for ever: ${polya(3).toFixed(4)}`, zh: `空间，永远：${polya(3).toFixed(4)}` }[locale],
    ),
  );
  if (kind === "lattice") {
    const every = Math.max(1, Math.floor(M / 50));
    const seen = upTo(Math.floor(step / 2)).filter((m) => m % every === 0 || m === Math.floor(step / 2));
    marks.push({
      kind: "dots",
      id: "crowd",
      points: seen.flatMap((m) => [2 * m, home[m] / walkers]),
      ink: "text",
      shape: "ring",
      radiusPx: 3,
      name: { en: "crowd", zh: "人群" }[locale],
      link: "crowd",
    });
  }
  marks.push({ kind: "rule", id: "now", axis: "x", at: step, ink: "faint", dash: "dotted" });
  const m = Math.floor(step / 2);
  return {
    id: "return",
    title: { en: "Home again by step n", zh: "n 步内回到家" }[locale],
    description: {
      en: `By step ${2 * m}: on a line ${show(exact[0][m], 5)}, in the plane ${show(exact[1][m], 5)}, in space ${show(exact[2][m], 5)}. For ever: 1, 1 and ${polya(3).toFixed(6)}.`,
      zh: `${2 * m} 步内：直线 ${show(exact[0][m], 5)}，平面 ${show(exact[1][m], 5)}，空间 ${show(exact[2][m], 5)}。永远：1、1 与 ${polya(3).toFixed(6)}。`,
    }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, horizon], "counts"),
    y: linear({ en: "P(has been home)", zh: "P(曾回家)" }[locale], [0, 1]),
    marks,
    table: {
      columns: [
        { en: "step", zh: "步" }[locale],
        ...styles.map(({ name }) => name[locale]),
        { en: "crowd", zh: "人群" }[locale],
      ],
      rows: upTo(M).map((k) => [2 * k, ...exact.map((by) => by[k]), kind === "lattice" ? home[k] / walkers : "–"]),
    },
    span: 0.55,
  };
}

/** One walk: against the step, in the plane, or in space. */
export function spaceScene(
  model: HomeModel,
  step: number,
  locale: Locale,
  view: Parameters<Part<HomeModel>["scenes"][string]>[3],
): Scene {
  const { dimension: d, path, horizon, kind, back } = model;
  const rows = upTo(step).map((n) => Array.from({ length: d }, (_, i) => path[n * d + i]));
  let reach = 3;
  for (const x of path) reach = Math.max(reach, Math.abs(x) * 1.1);
  // The circle of the mean square belongs into the picture of the plane.
  if (d === 2) reach = Math.max(reach, Math.sqrt(horizon) * 1.1);
  const square = rows[step].reduce((sum, x) => sum + x * x, 0);
  const place = `(${rows[step].map((x) => show(x, 3)).join(", ")})`;
  const flat = d === 1;
  // A line is drawn against the step, a plane as it is, space with a camera.
  const points = rows.flatMap((row, n) => (flat ? [n, row[0]] : row));
  const now = flat ? [step, rows[step][0]] : rows[step];
  const origin = flat ? [0, 0] : new Array<number>(d).fill(0);
  const whole = flat ? upTo(horizon).flatMap((n) => [n, path[n]]) : path;
  const marks: Mark[] = [
    { kind: "line", id: "to-come", points: whole, ink: "faint", widthPx: 0.8, opacity: 0.4 },
    {
      kind: "line",
      id: "path",
      points,
      ink: "series0",
      widthPx: horizon > 300 ? 1.1 : 1.6,
      name: { en: "a walk", zh: "一次游走" }[locale],
      link: "path",
    },
    {
      kind: "dots",
      id: "home",
      points: origin,
      ink: "series1",
      shape: "square",
      radiusPx: 5,
      name: { en: "home", zh: "家" }[locale],
    },
    { kind: "dots", id: "now", points: now, ink: "focus", radiusPx: 4.5, link: "path" },
  ];
  if (d === 2) {
    const ring = Array.from({ length: 73 }, (_, k) => [
      Math.sqrt(step) * Math.cos((2 * Math.PI * k) / 72),
      Math.sqrt(step) * Math.sin((2 * Math.PI * k) / 72),
    ]).flat();
    marks.unshift({
      kind: "line",
      id: "ring",
      points: ring,
      ink: "series2",
      dash: "dashed",
      widthPx: 1.5,
      name: "√n",
      link: "bell",
    });
  }
  if (flat) {
    const root = [-1, 1].map((sign) =>
      Array.from({ length: 91 }, (_, k) => [(horizon * k) / 90, sign * Math.sqrt((horizon * k) / 90)]).flat(),
    );
    marks.unshift({
      kind: "rings",
      id: "root",
      rings: root,
      ink: "series2",
      dash: "dashed",
      widthPx: 1.5,
      name: "±√n",
      link: "bell",
    });
    if (back > 0 && step >= back)
      marks.push({
        kind: "dots",
        id: "back",
        points: [back, 0],
        ink: "good",
        shape: "diamond",
        radiusPx: 5,
        name: { en: "home again", zh: "回到家" }[locale],
      });
  }
  const axis = (label: string): { label: string; domain: readonly [number, number] } => linear(label, [-reach, reach]);
  const came =
    back > 0 && step >= back
      ? { en: ` It was home at step ${back}.`, zh: `第 ${back} 步曾回家。` }
      : kind === "lattice"
        ? { en: " It has not been home yet.", zh: "它还没有回过家。" }
        : { en: "", zh: "" };
  return {
    id: "space",
    title: { en: "One walk", zh: "一次游走" }[locale],
    description: {
      en: `After ${step} steps the walk is at ${place}, ${show(Math.sqrt(square))} from home; √n is ${show(Math.sqrt(step))}.${came.en}`,
      zh: `${step} 步后位于 ${place}，离家 ${show(Math.sqrt(square))}；√n 为 ${show(Math.sqrt(step))}。${came.zh}`,
    }[locale],
    x: flat ? linear({ en: "step", zh: "步" }[locale], [0, horizon], "counts") : axis("x"),
    y: flat ? axis("x") : axis("y"),
    ...(d === 3
      ? { z: axis("z"), camera: view.cameras["space"] ?? { azimuthRad: -0.9, elevationRad: 0.5, zoom: 1 } }
      : {}),
    ...(flat ? {} : { equal: true }),
    marks,
    table: {
      columns: [{ en: "step", zh: "步" }[locale], ...["x", "y", "z"].slice(0, d), "|R|"],
      rows: rows.map((row, n) => [n, ...row, Math.hypot(...row)]),
    },
    span: 0.45,
  };
}

/** The mean of |R|² against n. */
export function spreadScene(model: HomeModel, step: number, locale: Locale): Scene {
  const { horizon, square, radius, dimension, walkers } = model;
  const limit = meanRadiusLimit(dimension);
  const every = Math.max(1, Math.floor(horizon / 60));
  const seen = upTo(step).filter((n) => n % every === 0 || n === step);
  const spread = Math.sqrt(2 / dimension / walkers);
  return {
    id: "far",
    title: { en: "How far away: mean square", zh: "走多远：均方距离" }[locale],
    description: {
      en: `After ${step} steps the mean of R² is ${show(square[step])} for ${step}, the mean of |R| ${show(radius[step])} for about ${show(limit * Math.sqrt(step))}.`,
      zh: `${step} 步后 R² 的均值为 ${show(square[step])}（理论 ${step}），|R| 的均值为 ${show(radius[step])}（约 ${show(limit * Math.sqrt(step))}）。`,
    }[locale],
    x: linear({ en: "step", zh: "步" }[locale], [0, horizon], "counts"),
    y: linear("R²", [0, horizon * (1.08 + 3 * spread)]),
    marks: [
      {
        kind: "line",
        id: "band",
        points: [0, 0, horizon, horizon * (1 + 2 * spread), horizon, horizon * (1 - 2 * spread), 0, 0],
        closed: true,
        ink: "series2",
        fill: "series2",
        opacity: 0.15,
        widthPx: 0,
        name: "± 2σ",
      },
      {
        kind: "line",
        id: "law",
        points: [0, 0, horizon, horizon],
        ink: "series2",
        dash: "dashed",
        widthPx: 2,
        name: "E R² = n",
        link: "bell",
      },
      {
        kind: "dots",
        id: "crowd",
        points: seen.flatMap((n) => [n, square[n]]),
        ink: "text",
        shape: "ring",
        radiusPx: 3,
        name: { en: `mean of ${walkers}`, zh: `${walkers} 位的均值` }[locale],
        link: "crowd",
      },
    ],
    table: {
      columns: [{ en: "step", zh: "步" }[locale], "R²", "|R|", "√n · c"],
      rows: upTo(step).map((n) => [n, square[n], radius[n], limit * Math.sqrt(n)]),
    },
    span: 1,
  };
}
