import { density } from "../../core/estimation/distribution";
import { normalLaw } from "../../core/estimation/location";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { contourMarks, sample } from "../figure";
import { domainOf, linear } from "../frame";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import { type DensityModel, targetIn } from "./density";
import { chainTable, drawsSeen, emptyScene, names, samplerNames } from "./density-chains";
import { CELLS, coordinate, diagnosisAt, exactIn, gridIn, referenceOf, shownDraws } from "./density-reference";

const targetTitle: Text = { en: "The density you typed", zh: "你输入的密度" };

export function targetScene(model: DensityModel, step: number, locale: Locale): Scene {
  if (model.isEmpty) return emptyScene("target", targetTitle, locale, 0.5);
  return model.dimension === 1 ? lineTarget(model, step, locale) : planeTarget(model, step, locale);
}

function planeTarget(model: DensityModel, step: number, locale: Locale): Scene {
  const { window, laplace, chains } = model;
  const [x0, y0, x1, y1] = window;
  const target = targetIn(model);
  const ground = memo(model, "ground", () => {
    const raw = sample((x, y) => -target.value([x, y]), window, 65, 65);
    return contourMarks(
      sample((x, y) => Math.min(30, -target.value([x, y]) - raw.low), window, 65, 65),
      8,
      "square",
    );
  });
  const count = shownDraws(model, step);
  const marks: Mark[] = [
    ...ground,
    {
      kind: "dots",
      id: "draws",
      points: drawsSeen(model, count),
      ink: "series1",
      radiusPx: 1.6,
      opacity: 0.45,
      name: names.draws[locale],
    },
  ];
  if (laplace) {
    for (const k of [1, 2]) {
      marks.push({
        kind: "line",
        id: `laplace${k}`,
        points: ellipse(laplace.mode, laplace.covariance, k),
        ink: "text",
        dash: "dashed",
        widthPx: 1.5,
        closed: true,
        ...(k === 1 ? { name: names.laplace[locale] } : {}),
        link: "laplace",
      });
    }
  }
  const first = chains[0]!;
  if (count > 0) {
    const from = Math.max(0, count - 30);
    marks.push({
      kind: "line",
      id: "chain",
      points: first.draws.subarray(2 * from, 2 * count).slice(),
      ink: "series2",
      widthPx: 1.2,
      name: names.chain[locale],
    });
    const rejected = Array.from({ length: count - from }, (_, i) => from + i).filter((t) => first.accepted[t] === 0);
    marks.push({
      kind: "dots",
      id: "rejected",
      points: rejected.flatMap((t) => [first.proposals[2 * t]!, first.proposals[2 * t + 1]!]),
      ink: "wrong",
      shape: "cross",
      radiusPx: 3,
      name: names.rejected[locale],
    });
    const path = first.paths?.[count - 1];
    if (path)
      marks.push({
        kind: "line",
        id: "leap",
        points: path.slice(),
        ink: "series3",
        widthPx: 2.2,
        vertices: true,
        name: names.leap[locale],
      });
    marks.push({
      kind: "dots",
      id: "now",
      points: [first.draws[2 * count - 2]!, first.draws[2 * count - 1]!],
      ink: "focus",
      radiusPx: 4.5,
    });
  }
  const found = referenceOf(model);
  return {
    id: "target",
    title: targetTitle[locale],
    description: {
      en: `ln p = ${model.formula}. ${laplace ? `The top is at ${showPoint(laplace.mode)}.` : "There is no top that a normal law could stand for."} Mean of x by the grid: ${show(found?.mean ?? Number.NaN)}.`,
      zh: `ln p = ${model.formula}。${laplace ? `峰在 ${showPoint(laplace.mode)}。` : "没有可用正态分布代替的峰。"}网格得 x 的均值：${show(found?.mean ?? Number.NaN)}。`,
    }[locale],
    x: linear("x", [x0, x1]),
    y: linear("y", [y0, y1]),
    marks,
    table: chainTable(model, count),
    span: 0.5,
  };
}

function ellipse(mode: readonly number[], [a, b, , d]: readonly number[], k: number): number[] {
  // Cholesky's factor of the covariance carries the circle of radius k over.
  const l11 = Math.sqrt(a!);
  const l21 = b! / l11;
  const l22 = Math.sqrt(Math.max(0, d! - l21 * l21));
  return Array.from({ length: 73 }, (_, i) => (2 * Math.PI * i) / 72).flatMap((t) => [
    mode[0]! + k * l11 * Math.cos(t),
    mode[1]! + k * (l21 * Math.cos(t) + l22 * Math.sin(t)),
  ]);
}

function lineTarget(model: DensityModel, step: number, locale: Locale): Scene {
  const { window, laplace } = model;
  const [x0, , x1] = window;
  const target = targetIn(model);
  const grid = Array.from({ length: 241 }, (_, k) => x0 + ((x1 - x0) * k) / 240);
  const heights = grid.map((x) => target.value([x]));
  const top = Math.max(...heights.filter(Number.isFinite));
  const floor = Math.max(top - 14, Math.min(...heights.filter(Number.isFinite)));
  const [low, high] = domainOf([floor, top], 0.1);
  const cut = (v: number): number => (v >= low && v <= high ? v : Number.NaN);
  const count = shownDraws(model, step);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "log",
      points: grid.flatMap((x, k) => [x, cut(heights[k]!)]),
      ink: "series0",
      widthPx: 2.4,
      name: "ln p",
    },
  ];
  if (laplace) {
    const [mode, variance] = [laplace.mode[0]!, laplace.covariance[0]!];
    marks.push({
      kind: "line",
      id: "laplace",
      points: grid.flatMap((x) => [x, cut(target.value([mode]) - (x - mode) ** 2 / (2 * variance))]),
      ink: "text",
      dash: "dashed",
      widthPx: 1.5,
      name: names.laplace[locale],
      link: "laplace",
    });
  }
  const first = model.chains[0]!;
  const recent = Array.from({ length: Math.min(40, count) }, (_, i) => count - 1 - i);
  marks.push({
    kind: "dots",
    id: "draws",
    points: recent.flatMap((t) => [first.draws[t]!, cut(target.value([first.draws[t]!]))]),
    ink: "series1",
    radiusPx: 3,
    opacity: 0.7,
    name: names.chain[locale],
  });
  if (count > 0)
    marks.push({
      kind: "dots",
      id: "now",
      points: [first.draws[count - 1]!, cut(target.value([first.draws[count - 1]!]))],
      ink: "focus",
      radiusPx: 5,
    });
  return {
    id: "target",
    title: targetTitle[locale],
    description: {
      en: `ln p = ${model.formula} on [${show(x0)}, ${show(x1)}]; ${laplace ? `the top is at ${show(laplace.mode[0]!)}` : "no top that a normal law could stand for"}.`,
      zh: `ln p = ${model.formula}，区间 [${show(x0)}, ${show(x1)}]；${laplace ? `峰在 ${show(laplace.mode[0]!)}` : "没有可用正态分布代替的峰"}。`,
    }[locale],
    x: linear("x", [x0, x1]),
    y: linear("ln p", [low, high]),
    marks,
    table: chainTable(model, count),
    span: 0.5,
  };
}

/** The law of x alone, by every method at once. */
export function marginalScene(model: DensityModel, step: number, locale: Locale): Scene {
  const title: Text = { en: "The law of x, by every method", zh: "x 的分布：各种方法" };
  const reference = referenceOf(model);
  if (model.isEmpty || !reference) return emptyScene("marginal", title, locale, 0.5);
  const [x0, , x1] = model.window;
  const grid = gridIn(model);
  const exact = exactIn(model);
  const centres = Array.from({ length: CELLS }, (_, j) => x0 + ((x1 - x0) * (j + 0.5)) / CELLS);
  const width = (x1 - x0) / CELLS;
  const curve = memo(model, "marginal", () =>
    grid
      ? centres.map(
          (_, j) =>
            Array.from({ length: grid.rows }, (__, i) => grid.weights[i * grid.columns + j]!).reduce(
              (s, w) => s + w,
              0,
            ) / width,
        )
      : centres.map((x) => density(exact!, x)),
  );
  const count = shownDraws(model, step);
  const BINS = 40;
  const bins = new Array<number>(BINS).fill(0);
  for (const chain of coordinate(model, 0, count))
    for (const x of chain) bins[Math.min(BINS - 1, Math.max(0, Math.floor(((x - x0) / (x1 - x0)) * BINS)))]! += 1;
  const total = count * model.chains.length;
  const height = (n: number): number => (total === 0 ? 0 : (n / total) * (BINS / (x1 - x0)));
  const top = Math.max(...curve, ...(total > 400 ? bins.map(height) : [])) * 1.15;
  const marks: Mark[] = [
    {
      kind: "bars",
      id: "histogram",
      rects: bins.flatMap((n, b) => [
        x0 + ((x1 - x0) * b) / BINS,
        0,
        x0 + ((x1 - x0) * (b + 1)) / BINS,
        Math.min(top, height(n)),
      ]),
      fill: "series1",
      opacity: 0.5,
      name: {
        en: `${samplerNames[model.sampler]!.en}, ${total} draws`,
        zh: `${samplerNames[model.sampler]!.zh}，${total} 次抽样`,
      }[locale],
    },
    {
      kind: "line",
      id: "reference",
      points: centres.flatMap((x, j) => [x, curve[j]!]),
      ink: "series0",
      widthPx: 2.4,
      name: (exact ? names.exact : names.grid)[locale],
    },
  ];
  const { laplace } = model;
  if (laplace) {
    const law = normalLaw(laplace.mode[0]!, Math.sqrt(laplace.covariance[0]!));
    marks.push({
      kind: "line",
      id: "laplace",
      points: centres.flatMap((x) => [x, Math.min(top, density(law, x))]),
      ink: "text",
      dash: "dashed",
      widthPx: 1.6,
      name: names.laplace[locale],
      link: "laplace",
    });
  }
  const found = diagnosisAt(model, step);
  return {
    id: "marginal",
    title: title[locale],
    description: {
      en: `Mean of x: ${show(reference.mean)} ${exact ? "by quadrature" : "by the grid"}${laplace ? `, ${show(laplace.mode[0]!)} at Laplace's centre` : ""}${found ? `, ${show(found.mean)} ± ${show(found.error, 2)} from the draws` : ""}. ln of the whole: ${show(reference.logTotal)}${laplace ? `, Laplace ${show(laplace.logTotal)}` : ""}.`,
      zh: `x 的均值：${exact ? "求积" : "网格"} ${show(reference.mean)}${laplace ? `，拉普拉斯中心 ${show(laplace.mode[0]!)}` : ""}${found ? `，抽样 ${show(found.mean)} ± ${show(found.error, 2)}` : ""}。总量的对数：${show(reference.logTotal)}${laplace ? `，拉普拉斯 ${show(laplace.logTotal)}` : ""}。`,
    }[locale],
    x: linear("x", [x0, x1]),
    y: linear({ en: "density", zh: "密度" }[locale], [0, top]),
    marks,
    table: {
      columns: ["x", names.grid[locale], { en: "draws", zh: "抽样" }[locale]],
      rows: bins.map((n, b) => [
        x0 + ((x1 - x0) * (b + 0.5)) / BINS,
        curve[Math.floor(((b + 0.5) / BINS) * CELLS)]!,
        height(n),
      ]),
    },
    span: 0.5,
  };
}
