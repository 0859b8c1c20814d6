import { multiply } from "../../core/num/dense";
import { valueAt } from "../../core/quadratic/form";
import type { Mark, Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { contourMarks, quantile, sample, surfaceMark } from "../figure";
import type { Box } from "../frame";
import { boxAround, clipped, domainOf, linear } from "../frame";
import { memo } from "../memo";
import { say, show, showPoint } from "../number";
import { cartoonMarks } from "./cartoon";
import type { Model, Run } from "./model";
import { typedOf } from "./model";
import { racerNames, racerStyles } from "./params";

/** (x − x*)ᵀA(x − x*) on the ellipse whose axes can be dragged. */
export const ELLIPSE_LEVEL = 4;

/** The value of f that a model draws. */
export function valueOfModel(model: Model): (x: number, y: number) => number {
  const typed = typedOf(model);
  return typed ? typed.value : (x, y) => valueAt(model.quadratic, [x, y]);
}

/** Coordinates of the contour picture: those of the plane, or y = A^½ (x − x*) when the view is stretched. */
export interface Frame {
  readonly isStretched: boolean;
  toPicture(point: ArrayLike<number>): readonly [number, number];
  toPlane(point: ArrayLike<number>): readonly [number, number];
}

export function frameOf(model: Model): Frame {
  const { analysis, lowest } = model;
  const pair = (point: ArrayLike<number>): readonly [number, number] => [point[0]!, point[1]!];
  const isStretched = model.values["stretch"] === true && analysis.definiteness === "positive definite" && !!lowest;
  if (!isStretched) return { isStretched, toPicture: pair, toPlane: pair };
  const { values, vectors } = analysis.eigen;
  const power = (exponent: number): Float64Array => {
    const scaled = vectors.map((entry, at) => entry * values[Math.floor(at / 2)]! ** exponent);
    const turned = Float64Array.of(vectors[0]!, vectors[2]!, vectors[1]!, vectors[3]!);
    return multiply(turned, scaled, 2, 2, 2);
  };
  const root = power(0.5);
  const inverse = power(-0.5);
  const centre = lowest.point;
  return {
    isStretched,
    toPicture(point) {
      const [dx, dy] = [point[0]! - centre[0]!, point[1]! - centre[1]!];
      return [root[0]! * dx + root[1]! * dy, root[2]! * dx + root[3]! * dy];
    },
    toPlane(point) {
      const [u, v] = pair(point);
      return [centre[0]! + inverse[0]! * u + inverse[1]! * v, centre[1]! + inverse[2]! * u + inverse[3]! * v];
    },
  };
}

function pictureBox(model: Model, frame: Frame, view: View): Box {
  const zoomed = view.domains["contour"];
  if (zoomed) return [zoomed.x[0], zoomed.y[0], zoomed.x[1], zoomed.y[1]];
  if (!frame.isStretched) return model.box;
  const start = frame.toPicture(model.start);
  return boxAround([start, [-start[0], -start[1]], [0, 0]], 0.2, 1);
}

/** The first `step + 1` points of a run in picture coordinates, with a gap where it has run away. */
function pathOf({ trace }: Run, step: number, frame: Frame, limit: number): Float64Array {
  const count = Math.min(step + 1, trace.kept);
  const points = new Float64Array(2 * count);
  for (let k = 0; k < count; k++) points.set(frame.toPicture(trace.points.subarray(2 * k, 2 * k + 2)), 2 * k);
  return clipped(points, limit);
}

function pathMarks(model: Model, step: number, frame: Frame, limit: number, locale: Locale): Mark[] {
  return model.runs.flatMap((run): Mark[] => {
    const { ink, dash, shape } = racerStyles[run.racer];
    const points = pathOf(run, step, frame, limit);
    const name = say(racerNames[run.racer], locale);
    const base = { link: run.racer, name };
    const line: Mark = { kind: "line", id: `path-${run.racer}`, points, ink, dash, widthPx: 1.8, ...base };
    const stops: Mark = { kind: "dots", id: `stops-${run.racer}`, points, ink, shape, radiusPx: 2, link: run.racer };
    const head: Mark = {
      kind: "dots",
      id: `head-${run.racer}`,
      points: points.slice(-2),
      ink,
      shape,
      radiusPx: 4.5,
      link: run.racer,
    };
    return [line, stops, head];
  });
}

/** The axes of A from the stationary point, as long as the ellipse (x − x*)ᵀA(x − x*) = 4 is wide. */
function axisTips(model: Model): { readonly id: string; readonly tip: readonly [number, number] }[] {
  const centre = model.analysis.stationary;
  if (!centre || model.formula !== undefined) return [];
  const { values, vectors } = model.analysis.eigen;
  const reach = (model.box[2] - model.box[0]) * 0.48;
  return [0, 1].flatMap((j) => {
    const length = Math.sqrt(ELLIPSE_LEVEL / Math.abs(values[j]!));
    if (!(length <= reach)) return [];
    return [
      { id: `axis${j}`, tip: [centre[0]! + length * vectors[2 * j]!, centre[1]! + length * vectors[2 * j + 1]!] },
    ];
  });
}

function axisMarks(model: Model, frame: Frame, box: Box, locale: Locale): Mark[] {
  const centre = model.analysis.stationary;
  if (!centre) return [];
  const from = frame.toPicture(centre);
  const marks: Mark[] = [];
  const reach = (model.box[2] - model.box[0]) * 0.3;
  const { values, vectors } = model.analysis.eigen;
  const tips = axisTips(model);
  [0, 1].forEach((j) => {
    const dragged = tips.find(({ id }) => id === `axis${j}`);
    const tip = dragged?.tip ?? [centre[0]! + reach * vectors[2 * j]!, centre[1]! + reach * vectors[2 * j + 1]!];
    const to = frame.toPicture(tip);
    marks.push({
      kind: "arrows",
      id: `axis${j}`,
      segments: [...from, ...to],
      ink: "text",
      widthPx: 1.2,
      headPx: 6,
      link: `lambda${j}`,
    });
    // Outwards, unless the edge of the picture is near.
    const share = (to[0] - box[0]) / (box[2] - box[0]);
    const isLeft = share > 0.82 || (to[0] < from[0] && share > 0.18);
    marks.push({
      kind: "text",
      id: `lambda${j}`,
      at: to,
      text: `λ = ${show(values[j]!)}`,
      ink: "text",
      anchor: isLeft ? "end" : "start",
      dxPx: isLeft ? -10 : 10,
      sizePx: 11,
      link: `lambda${j}`,
    });
    if (!dragged || frame.isStretched) return;
    marks.push({
      kind: "handle",
      id: `axis${j}`,
      at: [tip[0]!, tip[1]!],
      label: { en: `end of axis ${j + 1}: turns and stretches A`, zh: `第 ${j + 1} 条轴的端点：旋转、伸缩 A` }[locale],
      ink: "text",
      step: 0.05,
    });
  });
  return marks;
}

function ellipseMark(model: Model, frame: Frame): Mark[] {
  const { definiteness, stationary, eigen } = model.analysis;
  if (definiteness !== "positive definite" || !stationary || model.formula !== undefined) return [];
  const points = new Float64Array(2 * 73);
  for (let k = 0; k <= 72; k++) {
    const angleRad = (2 * Math.PI * k) / 72;
    const along = [Math.cos(angleRad), Math.sin(angleRad)].map(
      (part, j) => part * Math.sqrt(ELLIPSE_LEVEL / eigen.values[j]!),
    );
    const v = eigen.vectors;
    const at = [
      stationary[0]! + along[0]! * v[0]! + along[1]! * v[2]!,
      stationary[1]! + along[0]! * v[1]! + along[1]! * v[3]!,
    ];
    points.set(frame.toPicture(at), 2 * k);
  }
  return [{ kind: "line", id: "ellipse", points, ink: "text", widthPx: 1, dash: "dotted" }];
}

/** The level lines with the paths of the race. */
export function contourScene(model: Model, step: number, view: View, locale: Locale): Scene {
  const frame = frameOf(model);
  const box = pictureBox(model, frame, view);
  const value = valueOfModel(model);
  const isBowl = model.lowest !== undefined;
  const limit = 3 * (box[2] - box[0]) + Math.max(...box.map(Math.abs));
  const start = frame.toPicture(model.start);
  const centre = model.analysis.stationary;
  const axes = axisMarks(model, frame, box, locale);
  const marks: Mark[] = [
    // The ground is the same at every step.
    ...memo(model, `contour ${box}`, () =>
      contourMarks(
        sample((x, y) => value(...frame.toPlane([x, y])), box, 61),
        9,
        isBowl ? "square" : "even",
      ),
    ),
    ...ellipseMark(model, frame),
    ...axes.filter(({ kind }) => kind === "arrows"),
    ...pathMarks(model, step, frame, limit, locale),
    ...cartoonMarks(model, step, frame.toPicture, locale),
    // Names and handles stay above the paths.
    ...axes.filter(({ kind }) => kind !== "arrows"),
  ];
  if (centre && model.formula === undefined && !frame.isStretched) {
    const label = isBowl ? { en: "minimum", zh: "最小值点" } : { en: "stationary point", zh: "驻点" };
    marks.push({
      kind: "handle",
      id: "centre",
      at: [centre[0]!, centre[1]!],
      label: label[locale],
      ink: "good",
      step: 0.1,
    });
  } else if (model.lowest) {
    marks.push({
      kind: "dots",
      id: "lowest",
      points: [...frame.toPicture(model.lowest.point)],
      ink: "good",
      shape: "ring",
      radiusPx: 5,
    });
  }
  marks.push({
    kind: "handle",
    id: "start",
    at: start,
    label: { en: "start x₀", zh: "起点 x₀" }[locale],
    ink: "focus",
    step: 0.1,
  });
  const names = frame.isStretched ? (["(A^½ e)₁", "(A^½ e)₂"] as const) : (["x", "y"] as const);
  return {
    id: "contour",
    title: { en: "Level lines and paths", zh: "等值线与路径" }[locale],
    description: describePlane(model, step, locale),
    x: linear(names[0], [box[0], box[2]]),
    y: linear(names[1], [box[1], box[3]]),
    equal: true,
    zoomable: true,
    clickHandle: "start",
    marks,
    table: pathTable(model, step, locale),
    span: 0.55,
  };
}

function describePlane(model: Model, step: number, locale: Locale): string {
  const where = model.lowest
    ? {
        en: `minimum ${show(model.lowest.value)} at ${showPoint(model.lowest.point)}`,
        zh: `最小值 ${show(model.lowest.value)} 位于 ${showPoint(model.lowest.point)}`,
      }
    : { en: "no minimum", zh: "没有最小值" };
  const heads = model.runs.map(({ racer, trace }) => {
    const k = Math.min(step, trace.kept - 1);
    return `${say(racerNames[racer], locale)} ${showPoint(trace.points.subarray(2 * k, 2 * k + 2))}`;
  });
  return {
    en: `Level lines of f with ${where.en}; after ${step} steps: ${heads.join(", ") || "no method chosen"}.`,
    zh: `f 的等值线，${where.zh}；第 ${step} 步：${heads.join("，") || "未选择方法"}。`,
  }[locale];
}

function pathTable(model: Model, step: number, locale: Locale): Scene["table"] {
  const rows = model.runs.flatMap(({ racer, trace }) =>
    Array.from({ length: Math.min(step + 1, trace.kept) }, (_, k) => [
      say(racerNames[racer], locale),
      k,
      trace.points[2 * k]!,
      trace.points[2 * k + 1]!,
      trace.values[k]!,
      trace.gradientNorms[k]!,
    ]),
  );
  const method = { en: "method", zh: "方法" }[locale];
  return { columns: [method, "k", "x", "y", "f", "‖∇f‖"], rows };
}

/** The graph of f with the same paths on it. */
export function surfaceScene(model: Model, step: number, view: View, locale: Locale): Scene {
  const value = valueOfModel(model);
  const { box } = model;
  const sampled = memo(model, "surface", () => sample(value, box, 49));
  const startValue = value(...model.start);
  const ceiling = Math.max(quantile(sampled, 0.9), Number.isFinite(startValue) ? startValue : sampled.low);
  const isInside = (x: number, y: number): boolean => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
  const paths = model.runs.map((run): Mark => {
    const { ink, dash } = racerStyles[run.racer];
    const count = Math.min(step + 1, run.trace.kept);
    const points = new Float64Array(3 * count).fill(Number.NaN);
    for (let k = 0; k < count; k++) {
      const [x, y] = [run.trace.points[2 * k]!, run.trace.points[2 * k + 1]!];
      if (isInside(x, y) && Number.isFinite(run.trace.values[k]!)) points.set([x, y, run.trace.values[k]!], 3 * k);
    }
    const name = say(racerNames[run.racer], locale);
    return {
      kind: "line",
      id: `path-${run.racer}`,
      points,
      ink,
      dash,
      widthPx: 2.2,
      vertices: true,
      name,
      link: run.racer,
    };
  });
  const low: Mark[] = model.lowest
    ? [{ kind: "dots", id: "lowest", points: [...model.lowest.point, model.lowest.value], ink: "good", shape: "ring" }]
    : [];
  return {
    id: "surface",
    title: { en: "The surface z = f(x, y)", zh: "曲面 z = f(x, y)" }[locale],
    description: {
      en: `The graph of f over the same square, from ${show(sampled.low)} up to ${show(ceiling)}, with the paths on it.`,
      zh: `同一方形区域上 f 的图像，高度从 ${show(sampled.low)} 到 ${show(ceiling)}，路径画在曲面上。`,
    }[locale],
    x: linear("x", [box[0], box[2]]),
    y: linear("y", [box[1], box[3]]),
    z: linear("f", domainOf([sampled.low, ceiling], 0.02)),
    camera: view.cameras["surface"] ?? { azimuthRad: -0.9, elevationRad: 0.55, zoom: 1 },
    clickHandle: "start",
    marks: [
      surfaceMark(sampled, ceiling),
      ...paths,
      ...low,
      {
        kind: "handle",
        id: "start",
        at: [model.start[0], model.start[1]],
        height: Number.isFinite(startValue) ? startValue : sampled.low,
        label: { en: "start x₀", zh: "起点 x₀" }[locale],
        ink: "focus",
        step: 0.1,
      },
    ],
    table: pathTable(model, step, locale),
    span: 0.5,
  };
}
