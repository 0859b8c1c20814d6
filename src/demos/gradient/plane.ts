import type { Mark, Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { contourMarks, quantile, sample, surfaceMark } from "../figure";
import type { Box } from "../frame";
import { domainOf, linear } from "../frame";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import { degreesOf } from "./degrees";
import type { Model, State } from "./model";
import { slopeOf, stateAt, verdictAt } from "./model";

/** Radius of the compass in a picture of this size. */
function dialRadius(box: Box): number {
  return 0.2 * (box[2] - box[0]);
}

function constraintMarks(model: Model, state: State, locale: Locale): Mark[] {
  const { circle, extrema } = model;
  if (!circle) return [];
  const ring = Array.from({ length: 97 }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / 96;
    return [
      circle.centre[0] + circle.radius * Math.cos(angleRad),
      circle.centre[1] + circle.radius * Math.sin(angleRad),
    ];
  }).flat();
  const marks: Mark[] = [
    {
      kind: "line",
      id: "circle",
      points: ring,
      ink: "series4",
      widthPx: 1.8,
      name: { en: "constraint", zh: "约束" }[locale],
    },
  ];
  for (const kind of ["maximum", "minimum"] as const) {
    const found = extrema.filter((extremum) => extremum.kind === kind);
    if (found.length === 0) continue;
    marks.push({
      kind: "dots",
      id: kind,
      points: found.flatMap(({ point }) => [...point]),
      ink: kind === "maximum" ? "good" : "series2",
      shape: kind === "maximum" ? "triangle" : "square",
      radiusPx: 5,
      labels: found.map(({ point }) => show(state.f.value(point[0], point[1]))),
      name:
        kind === "maximum"
          ? { en: "maximum on it", zh: "圆上极大" }[locale]
          : { en: "minimum on it", zh: "圆上极小" }[locale],
    });
  }
  return marks;
}

/** The gradient at P, the level line's tangent, and the compass needle with its handle. */
function compassMarks(state: State, box: Box, isSmooth: boolean, locale: Locale): Mark[] {
  const { point, u, gradient } = state;
  const radius = dialRadius(box);
  const size = Math.hypot(...gradient);
  const dial = Array.from({ length: 73 }, (_, k) => [
    point[0] + radius * Math.cos((Math.PI * k) / 36),
    point[1] + radius * Math.sin((Math.PI * k) / 36),
  ]).flat();
  const marks: Mark[] = [{ kind: "line", id: "dial", points: dial, ink: "faint", widthPx: 1, dash: "dotted" }];
  if (isSmooth && size > 1e-12) {
    const g = [gradient[0] / size, gradient[1] / size] as const;
    const reach = 1.25 * radius;
    const tip = [point[0] + reach * g[0], point[1] + reach * g[1]] as const;
    const foot = reach * (u[0] * g[0] + u[1] * g[1]);
    const shadow = [point[0] + foot * u[0], point[1] + foot * u[1]] as const;
    const share = (tip[0] - box[0]) / (box[2] - box[0]);
    const isLeft = share > 0.7 || (share > 0.3 && g[0] < u[0]);
    marks.push(
      {
        kind: "line",
        id: "level",
        points: [point[0] - reach * -g[1], point[1] - reach * g[0], point[0] + reach * -g[1], point[1] + reach * g[0]],
        ink: "axis",
        dash: "dashed",
        widthPx: 1,
      },
      { kind: "line", id: "projection", points: [...tip, ...shadow], ink: "faint", dash: "dotted", widthPx: 1.2 },
      {
        kind: "line",
        id: "shadow",
        points: [...point, ...shadow],
        ink: "series1",
        widthPx: 5,
        opacity: 0.35,
        link: "slope",
      },
      {
        kind: "arrows",
        id: "gradient",
        segments: [...point, ...tip],
        ink: "series0",
        widthPx: 2.4,
        name: "∇f",
        link: "gradient",
      },
      {
        kind: "text",
        id: "gradient-label",
        at: tip,
        text: `|∇f| = ${show(size)}`,
        ink: "text",
        // Away from the needle, and away from the edge it would run over.
        anchor: isLeft ? "end" : "start",
        dxPx: isLeft ? -8 : 8,
        dyPx: g[1] > u[1] ? -7 : 7,
        sizePx: 11,
      },
    );
  }
  const needle = [point[0] + radius * u[0], point[1] + radius * u[1]] as const;
  marks.push(
    {
      kind: "arrows",
      id: "needle",
      segments: [...point, ...needle],
      ink: "series1",
      widthPx: 2.4,
      name: "u",
      link: "slope",
    },
    {
      kind: "handle",
      id: "needle",
      at: needle,
      label: { en: "compass needle u", zh: "罗盘指针 u" }[locale],
      ink: "series1",
      step: radius / 20,
    },
    { kind: "handle", id: "point", at: point, label: "P", ink: "focus", step: (box[2] - box[0]) / 80 },
  );
  return marks;
}

/** Which slice the plane is, where there is more to slice. */
function sliceWords({ names, axes, place }: Model, locale: Locale): string {
  if (names.length === 2) return "";
  const held = names.flatMap((name, i) => (axes.includes(name) ? [] : [`${name} = ${show(place[i]!)}`]));
  return { en: `The slice ${held.join(", ")}. `, zh: `切片 ${held.join("，")}。` }[locale];
}

function walkMarks(model: Model, step: number): Mark[] {
  if (model.walk.length <= 2) return [];
  const points = model.walk.slice(0, 2 * (Math.min(step, model.steps) + 1));
  return [
    { kind: "line", id: "walk-rest", points: model.walk, ink: "series3", widthPx: 1, opacity: 0.35 },
    { kind: "line", id: "walk", points, ink: "series3", widthPx: 2, vertices: true },
  ];
}

function pictureBox(model: Model, view: View): Box {
  const zoomed = view.domains["contour"];
  return zoomed ? [zoomed.x[0], zoomed.y[0], zoomed.x[1], zoomed.y[1]] : model.box;
}

export function contourScene(model: Model, step: number, view: View, locale: Locale): Scene {
  const state = stateAt(model, step);
  const box = pictureBox(model, view);
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  const slope = slopeOf(state, isSmooth);
  const { point, gradient } = state;
  const degrees = degreesOf(state.angleRad);
  const hasGradient = isSmooth && gradient.every(Number.isFinite);
  const slopeWords = Number.isFinite(slope)
    ? { en: `f changes by ${show(slope)} per unit`, zh: `f 每单位变化 ${show(slope)}` }
    : { en: "f has no slope that way", zh: "f 沿该方向没有坡度" };
  const gradientWords = hasGradient
    ? { en: `the gradient is ${showPoint(gradient)}`, zh: `梯度为 ${showPoint(gradient)}` }
    : { en: "there is no gradient here", zh: "此处没有梯度" };
  const marks: Mark[] = [
    // The ground is the same at every step.
    ...memo(model, `contour ${box}`, () => contourMarks(sample(state.f.value, box, 81), 10)),
    ...constraintMarks(model, state, locale),
    ...walkMarks(model, step),
    ...compassMarks(state, box, isSmooth, locale),
  ];
  return {
    id: "contour",
    title: { en: "Level lines, compass and gradient", zh: "等值线、罗盘与梯度" }[locale],
    description: {
      en: `${sliceWords(model, "en")}At P = ${showPoint(point)} f = ${show(state.value)}, the compass points to ${show(degrees)}° and ${slopeWords.en}; ${gradientWords.en}. Arrows show directions only.`,
      zh: `${sliceWords(model, "zh")}P = ${showPoint(point)} 处 f = ${show(state.value)}，罗盘指向 ${show(degrees)}°，${slopeWords.zh}；${gradientWords.zh}。箭头只表示方向。`,
    }[locale],
    x: linear(model.axes[0], [box[0], box[2]]),
    y: linear(model.axes[1], [box[1], box[3]]),
    equal: true,
    zoomable: true,
    clickHandle: "point",
    marks,
    table: {
      columns: [{ en: "what", zh: "项目" }[locale], ...model.axes, { en: "value", zh: "值" }[locale]],
      rows: [
        ["P", point[0], point[1], state.value],
        ["u", state.u[0], state.u[1], Number.isFinite(slope) ? slope : "–"],
        ...(hasGradient ? [["∇f", gradient[0], gradient[1], Math.hypot(...gradient)]] : []),
        ...model.extrema.map((extremum): (number | string)[] => [
          extremum.kind === "maximum"
            ? { en: "maximum on the circle", zh: "圆上极大" }[locale]
            : { en: "minimum on the circle", zh: "圆上极小" }[locale],
          ...extremum.point,
          state.f.value(...extremum.point),
        ]),
        ...Array.from(
          { length: model.walk.length > 2 ? Math.min(step, model.steps) + 1 : 0 },
          (_, k): (number | string)[] => [
            `${k}`,
            model.walk[2 * k]!,
            model.walk[2 * k + 1]!,
            state.f.value(model.walk[2 * k]!, model.walk[2 * k + 1]!),
          ],
        ),
      ],
    },
    span: 0.55,
  };
}

/** The graph of f with the vertical plane through P along u, the cut and its tangent. */
export function surfaceScene(model: Model, step: number, view: View, locale: Locale): Scene {
  const state = stateAt(model, step);
  const { box } = model;
  const sampled = memo(model, `surface ${box}`, () => sample(state.f.value, box, 57));
  const ceiling = Math.max(quantile(sampled, 0.94), Number.isFinite(state.value) ? state.value : sampled.low);
  const floor = Math.min(quantile(sampled, 0.03), Number.isFinite(state.value) ? state.value : sampled.low);
  const isSmooth = verdictAt(model, state).smoothness === "differentiable";
  const slope = slopeOf(state, isSmooth);
  const perUnit = slope / Math.max(1e-12, Math.hypot(...state.along));
  const [low, high] = domainOf([floor, ceiling], 0.02);
  const { point, u } = state;
  const reach = dialRadius(box) * 2;
  const at = (t: number): readonly [number, number] => [point[0] + t * u[0], point[1] + t * u[1]];
  const isInside = ([x, y]: readonly [number, number], z: number): boolean =>
    x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3] && z >= low && z <= high;
  const line = (z: (t: number) => number, count: number): number[] =>
    Array.from({ length: count }, (_, k) => {
      const t = reach * ((2 * k) / (count - 1) - 1);
      const p = at(t);
      const height = z(t);
      return isInside(p, height) ? [...p, height] : [Number.NaN, Number.NaN, Number.NaN];
    }).flat();
  const [a, b] = [at(-reach), at(reach)];
  const marks: Mark[] = [
    surfaceMark(sampled, ceiling, floor),
    {
      kind: "line",
      id: "plane",
      points: [...a, low, ...b, low, ...b, high, ...a, high, ...a, low],
      ink: "series1",
      widthPx: 1,
      dash: "dotted",
      name: { en: "cutting plane", zh: "截平面" }[locale],
    },
    {
      kind: "line",
      id: "cut",
      points: line((t) => state.f.value(...at(t)), 81),
      ink: "series1",
      widthPx: 2.4,
      name: "g(t)",
      link: "slope",
    },
  ];
  if (Number.isFinite(perUnit)) {
    marks.push({
      kind: "line",
      id: "tangent",
      points: line((t) => state.value + perUnit * t, 41),
      ink: "text",
      widthPx: 2,
      dash: "dashed",
      name: { en: "tangent", zh: "切线" }[locale],
    });
  }
  marks.push({
    kind: "handle",
    id: "point",
    at: [point[0]!, point[1]!],
    height: Number.isFinite(state.value) ? Math.min(high, Math.max(low, state.value)) : low,
    label: "P",
    ink: "focus",
    step: 0.1,
  });
  return {
    id: "surface",
    title: { en: "The hill, cut along the compass", zh: "沿罗盘方向切开的山" }[locale],
    description: {
      en: `The graph of f with the vertical plane through P = ${showPoint(point)} along u = ${showPoint(u)}; the cut has ${Number.isFinite(perUnit) ? `slope ${show(perUnit)}` : "no slope"} at P.`,
      zh: `f 的图像与过 P = ${showPoint(point)}、沿 u = ${showPoint(u)} 的竖直平面；截线在 P 处${Number.isFinite(perUnit) ? `的斜率为 ${show(perUnit)}` : "没有斜率"}。`,
    }[locale],
    x: linear(model.axes[0], [box[0], box[2]]),
    y: linear(model.axes[1], [box[1], box[3]]),
    z: linear("f", [low, high]),
    camera: view.cameras["surface"] ?? { azimuthRad: -0.9, elevationRad: 0.55, zoom: 1 },
    clickHandle: "point",
    marks,
    table: {
      columns: ["t", ...model.axes, "f(P + tu)"],
      rows: Array.from({ length: 21 }, (_, k) => {
        const t = reach * (k / 10 - 1);
        const [x, y] = at(t);
        return [t, x, y, state.f.value(x, y)];
      }),
    },
    span: 0.5,
  };
}
