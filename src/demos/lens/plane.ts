import { symmetricEigen } from "../../core/num/eigen";
import type { Ink, Mark, Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Sampled } from "../figure";
import { contourMarks, quantile, sample, surfaceMark } from "../figure";
import type { Box } from "../frame";
import { boxAround, clipped, domainOf, linear } from "../frame";
import { show, showPoint } from "../number";
import type { LensChoice, LensFunction } from "./subject";
import { lift } from "./subject";

const traceInks: readonly Ink[] = [
  "series1",
  "series6",
  "series0",
  "series2",
  "series3",
  "series4",
  "series5",
  "series7",
];

/** The ink of a file's k-th optimiser, the same in every picture. */
export function traceInk(k: number): Ink {
  return traceInks[k % traceInks.length]!;
}

/** The part of the chosen plane to show: what a `plot` asks for, else the points the statement is about. */
function planeBox(lens: LensFunction, choice: LensChoice, view: View): Box {
  const zoomed = view.domains["contour"];
  if (zoomed) return [zoomed.x[0], zoomed.y[0], zoomed.x[1], zoomed.y[1]];
  const { subject, traces, stationary } = lens;
  const [i, j] = choice.plane;
  const range = (k: number) => subject.ranges?.find(({ name }) => name === subject.variables[k]);
  const [across, up] = [range(i), range(j)];
  const project = (point: readonly number[]): readonly number[] => [point[i]!, point[j]!];
  const points = [
    ...(subject.at ? [project(subject.at)] : []),
    ...(stationary ? [project(stationary.point)] : []),
    ...traces.flatMap(({ points: path, converged }) => (converged ? path : path.slice(0, 3)).map(project)),
  ];
  const box = points.length > 0 ? boxAround(points, subject.sides ? 0.7 : 0.35, 2) : ([-3, -3, 3, 3] as const);
  return [across?.from ?? box[0], up?.from ?? box[1], across?.to ?? box[2], up?.to ?? box[3]];
}

function sampled(lens: LensFunction, choice: LensChoice, box: Box, count: number): Sampled {
  return sample((x, y) => lens.sampler.value(lift(choice, x, y)), box, count);
}

/** Short arrows along the gradient on a coarse grid, longer where it is steeper. */
function gradientArrows(lens: LensFunction, choice: LensChoice, box: Box): Mark[] {
  const count = 9;
  const [i, j] = choice.plane;
  const cell = Math.min(box[2] - box[0], box[3] - box[1]) / count;
  const field: { x: number; y: number; gx: number; gy: number; size: number }[] = [];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < count; column++) {
      const x = box[0] + ((column + 0.5) / count) * (box[2] - box[0]);
      const y = box[1] + ((row + 0.5) / count) * (box[3] - box[1]);
      const g = lens.sampler.gradient(lift(choice, x, y));
      const size = Math.hypot(g[i]!, g[j]!);
      if (Number.isFinite(size) && size > 0) field.push({ x, y, gx: g[i]! / size, gy: g[j]! / size, size });
    }
  }
  const largest = Math.max(...field.map(({ size }) => size), 1e-300);
  const segments = field.flatMap(({ x, y, gx, gy, size }) => {
    const length = cell * (0.25 + 0.55 * Math.sqrt(size / largest));
    return [x, y, x + length * gx, y + length * gy];
  });
  return segments.length === 0
    ? []
    : [{ kind: "arrows", id: "field", segments, ink: "axis", widthPx: 1, headPx: 4, opacity: 0.55, name: "∇" }];
}

/** The axes of the Hessian at the stationary point, within the chosen plane. */
function axes(lens: LensFunction, choice: LensChoice, box: Box): Mark[] {
  const { stationary, sampler, subject } = lens;
  if (!stationary) return [];
  const n = subject.variables.length;
  const [i, j] = choice.plane;
  const H = sampler.hessian(stationary.point);
  const block = [H[i * n + i]!, H[i * n + j]!, H[j * n + i]!, H[j * n + j]!];
  if (!block.every(Number.isFinite)) return [];
  const { values, vectors } = symmetricEigen(block, 2);
  const reach = 0.16 * Math.min(box[2] - box[0], box[3] - box[1]);
  const [x, y] = [stationary.point[i]!, stationary.point[j]!];
  return [0, 1].flatMap((k): Mark[] => {
    const tip = [x + reach * vectors[2 * k]!, y + reach * vectors[2 * k + 1]!] as const;
    return [
      { kind: "arrows", id: `axis${k}`, segments: [x, y, ...tip], ink: "text", widthPx: 1.2, headPx: 6 },
      {
        kind: "text",
        id: `lambda${k}`,
        at: tip,
        text: `λ ${show(values[k]!, 3)}`,
        anchor: tip[0] < x ? "end" : "start",
        dxPx: tip[0] < x ? -6 : 6,
        sizePx: 11,
      },
    ];
  });
}

function pathMarks(lens: LensFunction, choice: LensChoice, box: Box, locale: Locale): Mark[] {
  const [i, j] = choice.plane;
  const far = 3 * (box[2] - box[0]) + Math.max(...box.map(Math.abs));
  return lens.traces.flatMap((trace, k): Mark[] => {
    const points = clipped(Float64Array.from(trace.points.flatMap((point) => [point[i]!, point[j]!])), far);
    const start = trace.points[0];
    const marks: Mark[] = [
      {
        kind: "line",
        id: `path${k}`,
        points,
        ink: traceInk(k),
        widthPx: 1.8,
        vertices: trace.points.length <= 80,
        name: trace.method,
        link: `trace${k}`,
        dash: k % 3 === 1 ? "dashed" : "solid",
      },
    ];
    if (start?.every(Number.isFinite)) {
      const label = { en: `start of ${trace.method}`, zh: `${trace.method} 的起点` }[locale];
      marks.push({
        kind: "handle",
        id: `start${k}`,
        at: [start[i]!, start[j]!],
        label,
        ink: traceInk(k),
        step: (box[2] - box[0]) / 60,
      });
    }
    return marks;
  });
}

function pointMarks(lens: LensFunction, choice: LensChoice, box: Box, locale: Locale): Mark[] {
  const { subject, stationary } = lens;
  const [i, j] = choice.plane;
  const marks: Mark[] = [];
  if (stationary) {
    const ink = stationary.kind === "saddle" ? "wrong" : "good";
    marks.push({
      kind: "dots",
      id: "stationary",
      points: [stationary.point[i]!, stationary.point[j]!],
      ink,
      shape: "ring",
      radiusPx: 6,
      name: stationaryWords[stationary.kind][locale],
    });
  }
  if (!subject.at) return marks;
  const at: readonly [number, number] = [subject.at[i]!, subject.at[j]!];
  const reach = 0.18 * (box[2] - box[0]);
  const arrow = (vector: readonly number[], id: string, ink: Ink, name: string): void => {
    const size = Math.hypot(vector[i]!, vector[j]!);
    if (!(size > 1e-12) || !Number.isFinite(size)) return;
    marks.push({
      kind: "arrows",
      id,
      segments: [...at, at[0] + (reach * vector[i]!) / size, at[1] + (reach * vector[j]!) / size],
      ink,
      widthPx: 2.4,
      name,
    });
  };
  // What is left of the gradient where a run ends has no direction worth an arrow.
  if (!subject.trace && !subject.sides) arrow(lens.sampler.gradient(subject.at), "gradient", "series0", "∇");
  if (subject.along) arrow(subject.along, "along", "series1", { en: "direction", zh: "方向" }[locale]);
  marks.push(...sideMarks(lens, choice, at, reach, locale));
  const label = subject.trace ? placeWords.end : subject.sides ? placeWords.refuted : placeWords.own;
  marks.push({ kind: "handle", id: "at", at, label: label[locale], ink: "focus", step: (box[2] - box[0]) / 60 });
  return marks;
}

/** Where a check fails: both sides as arrows where they are gradients, else as numbers. */
function sideMarks(
  { subject }: LensFunction,
  { plane: [i, j] }: LensChoice,
  at: readonly [number, number],
  reach: number,
  locale: Locale,
): Mark[] {
  const { sides } = subject;
  if (!sides) return [];
  const longest = Math.max(...sides.map((side) => Math.hypot(side[i] ?? 0, side[j] ?? 0)));
  return sides.flatMap((side, k): Mark[] => {
    const ink = k === 0 ? "good" : "wrong";
    const word = (k === 0 ? sideWords.left : sideWords.right)[locale];
    if (side.length === subject.variables.length && longest > 0) {
      const tip = [at[0] + (1.4 * reach * side[i]!) / longest, at[1] + (1.4 * reach * side[j]!) / longest] as const;
      return [
        {
          kind: "arrows",
          id: `side${k}`,
          segments: [...at, ...tip],
          ink,
          widthPx: 2.4,
          name: `${word} ${showPoint(side)}`,
        },
      ];
    }
    const text = `${word} ${side.length === 1 ? show(side[0]!) : showPoint(side)}`;
    return [
      { kind: "text", id: `side${k}`, at, text, ink, anchor: "start", dxPx: 10, dyPx: k === 0 ? -12 : 14, sizePx: 12 },
    ];
  });
}

/** What the point of a statement is to it. */
export const placeWords = {
  own: { en: "the point of this line", zh: "此行的点" },
  end: { en: "where the run ends", zh: "迭代终点" },
  refuted: { en: "where the check fails", zh: "等式不成立之处" },
} as const;

export const sideWords = {
  left: { en: "left side", zh: "左边" },
  right: { en: "right side", zh: "右边" },
} as const;

export const stationaryWords = {
  minimum: { en: "minimum", zh: "最小值点" },
  maximum: { en: "maximum", zh: "最大值点" },
  saddle: { en: "saddle", zh: "鞍点" },
} as const;

function planeTable(lens: LensFunction, choice: LensChoice, box: Box, locale: Locale): Scene["table"] {
  const { variables, at } = lens.subject;
  const value = { en: "value", zh: "值" }[locale];
  const row = (what: string, k: number | string, point: readonly number[]): (number | string)[] => [
    what,
    k,
    ...point,
    lens.sampler.value(point),
  ];
  const told = [
    ...(at ? [row({ en: "at", zh: "所在点" }[locale], "", at)] : []),
    ...(lens.stationary ? [row(stationaryWords[lens.stationary.kind][locale], "", lens.stationary.point)] : []),
    ...lens.traces.flatMap((trace) => trace.points.map((point, k) => row(trace.method, trace.stepOf[k]!, point))),
  ];
  // A bare function is told by its values on a coarse grid.
  const shares = [0, 0.25, 0.5, 0.75, 1];
  const grid = shares.flatMap((up) =>
    shares.map((across) => lift(choice, box[0] + across * (box[2] - box[0]), box[1] + up * (box[3] - box[1]))),
  );
  return {
    columns: [{ en: "what", zh: "项目" }[locale], "k", ...variables, value],
    rows: told.length > 0 ? told : grid.map((point) => row({ en: "grid", zh: "网格" }[locale], "", point)),
  };
}

function describe(lens: LensFunction, choice: LensChoice, range: Sampled, locale: Locale): string {
  const { subject, stationary, traces } = lens;
  const names = choice.plane.map((k) => subject.variables[k]).join(", ");
  const point = stationary
    ? {
        en: `; ${stationaryWords[stationary.kind].en} at ${showPoint(stationary.point)}`,
        zh: `；${stationaryWords[stationary.kind].zh}位于 ${showPoint(stationary.point)}`,
      }
    : { en: "", zh: "" };
  const paths = traces.map(({ method, steps }) => `${method} ${steps}`).join(", ");
  const failing = subject.sides && subject.at ? showPoint(subject.at) : undefined;
  const failed = failing
    ? { en: `; the check fails at ${failing}`, zh: `；等式在 ${failing} 处不成立` }
    : { en: "", zh: "" };
  return {
    en: `${subject.name} over (${names}), from ${show(range.low)} to ${show(range.high)}${point.en}${failed.en}${paths ? `; steps taken: ${paths}` : ""}.`,
    zh: `${subject.name} 在 (${names}) 平面上，取值 ${show(range.low)} 到 ${show(range.high)}${point.zh}${failed.zh}${paths ? `；步数：${paths}` : ""}。`,
  }[locale];
}

/** Level lines, gradient arrows, axes, paths and points in the chosen plane. */
export function lensContour(lens: LensFunction, choice: LensChoice, view: View, locale: Locale): Scene {
  const box = planeBox(lens, choice, view);
  const grid = sampled(lens, choice, box, 61);
  const { variables, name } = lens.subject;
  return {
    id: "contour",
    title: { en: `Level lines of ${name}`, zh: `${name} 的等值线` }[locale],
    description: describe(lens, choice, grid, locale),
    x: linear(variables[choice.plane[0]]!, [box[0], box[2]]),
    y: linear(variables[choice.plane[1]]!, [box[1], box[3]]),
    equal: lens.subject.ranges === undefined,
    zoomable: true,
    ...(lens.subject.trace ? { clickHandle: "start0" } : lens.subject.at ? { clickHandle: "at" } : {}),
    marks: [
      ...contourMarks(grid, 9, lens.stationary?.kind === "minimum" ? "square" : "even"),
      ...gradientArrows(lens, choice, box),
      ...axes(lens, choice, box),
      ...pathMarks(lens, choice, box, locale),
      ...pointMarks(lens, choice, box, locale),
    ],
    table: planeTable(lens, choice, box, locale),
  };
}

/** The graph over the chosen plane with the same paths. */
export function lensSurface(lens: LensFunction, choice: LensChoice, view: View, locale: Locale): Scene {
  const box = planeBox(lens, choice, view);
  const grid = sampled(lens, choice, box, 45);
  const [i, j] = choice.plane;
  const starts = lens.traces.flatMap(({ values }) => values.slice(0, 1)).filter(Number.isFinite);
  const ceiling = Math.max(quantile(grid, 0.95), ...starts.filter((value) => value <= grid.high));
  const { variables, name } = lens.subject;
  const isInside = (x: number, y: number): boolean => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
  const paths = lens.traces.map((trace, k): Mark => {
    const points = trace.points.flatMap((point, at) => {
      const z = trace.values[at]!;
      return isInside(point[i]!, point[j]!) && z <= ceiling && Number.isFinite(z)
        ? [point[i]!, point[j]!, z]
        : [Number.NaN, Number.NaN, Number.NaN];
    });
    return {
      kind: "line",
      id: `path${k}`,
      points,
      ink: traceInk(k),
      widthPx: 2.2,
      name: trace.method,
      link: `trace${k}`,
    };
  });
  return {
    id: "surface",
    title: { en: `The surface of ${name}`, zh: `${name} 的曲面` }[locale],
    description: describe(lens, choice, grid, locale),
    x: linear(variables[i]!, [box[0], box[2]]),
    y: linear(variables[j]!, [box[1], box[3]]),
    z: linear(name, domainOf([grid.low, ceiling], 0.02)),
    camera: view.cameras["surface"] ?? { azimuthRad: -0.9, elevationRad: 0.55, zoom: 1 },
    marks: [surfaceMark(grid, ceiling), ...paths],
    table: planeTable(lens, choice, box, locale),
  };
}
