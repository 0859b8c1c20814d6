import {
  bestSteps,
  centralQuotient,
  forwardQuotient,
  logSteps,
  predictedErrors,
  along as valueAlong,
} from "../../core/gradient/difference";
import { complexStep, sliceDerivatives } from "../../core/gradient/expression";
import { remainderOn, taylorAt } from "../../core/gradient/taylor";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale, Text } from "../../words/text";
import { contourMarks, sample } from "../figure";
import { domainOf, linear, logDomain } from "../frame";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import type { Model, State } from "./model";
import { slopeOf, stateAt, verdictAt } from "./model";

const isSmoothAt = (model: Model, state: State): boolean => verdictAt(model, state).smoothness === "differentiable";

/** g(t) = f(P + tu) with its tangent and the secant over h. */
export function sliceScene(model: Model, step: number, locale: Locale): Scene {
  const state = stateAt(model, step);
  const slope = slopeOf(state, isSmoothAt(model, state));
  const { field, point, along, h, value } = state;
  const reach = Math.max(1.5 / Math.max(1e-6, Math.hypot(...along)), Math.min(1.2 * h, 10));
  const at = (t: number): number => valueAlong(field, point, along, t);
  const grid = Array.from({ length: 161 }, (_, k) => reach * (k / 80 - 1));
  const heights = grid.map(at);
  const finite = heights.filter(Number.isFinite);
  // A level slice is rounding: it is no mountain range.
  const isLevel = Math.max(...finite) - Math.min(...finite) < 1e-10 * Math.max(1, Math.abs(value));
  const window = isLevel ? ([value - 1, value + 1] as const) : domainOf(finite, 0.12);
  const cut = (y: number): number => (y >= window[0] && y <= window[1] ? y : Number.NaN);
  const quotient = state.oneSided ? forwardQuotient(field, point, along, h) : centralQuotient(field, point, along, h);
  const ends = state.oneSided ? [0, h] : [-h, h];
  const marks: Mark[] = [
    { kind: "rule", id: "here", axis: "x", at: 0, ink: "faint", dash: "dotted" },
    {
      kind: "line",
      id: "slice",
      points: grid.flatMap((t, k) => [t, cut(heights[k]!)]),
      ink: "series1",
      widthPx: 2.4,
      name: "g(t)",
      link: "slope",
    },
  ];
  if (Number.isFinite(slope)) {
    const from = state.oneSided ? 0 : -reach;
    const tangent = Array.from({ length: 41 }, (_, k) => from + ((reach - from) * k) / 40).flatMap((t) => [
      t,
      cut(value + slope * t),
    ]);
    marks.push({
      kind: "line",
      id: "tangent",
      points: tangent,
      ink: "text",
      widthPx: 1.6,
      dash: "dashed",
      name: { en: `tangent ${show(slope)}`, zh: `切线 ${show(slope)}` }[locale],
    });
  }
  if (h <= reach && ends.every((t) => Number.isFinite(at(t)))) {
    marks.push({
      kind: "line",
      id: "secant",
      points: ends.flatMap((t) => [t, at(t)]),
      ink: "series2",
      widthPx: 1.8,
      name: { en: `secant ${show(quotient)}`, zh: `割线 ${show(quotient)}` }[locale],
      vertices: true,
    });
    marks.push({ kind: "handle", id: "h", at: [h, at(h)], label: "h", ink: "series2", step: reach / 50 });
  }
  if (Number.isFinite(value))
    marks.push({ kind: "dots", id: "point", points: [0, value], ink: "focus", radiusPx: 4.5 });
  return {
    id: "slice",
    title: { en: "The slice along the compass", zh: "沿罗盘方向的截线" }[locale],
    description: {
      en: `g(t) = f(P + t·${showPoint(along)}): at t = 0 ${Number.isFinite(slope) ? `the slope is ${show(slope)}` : "there is no slope"}, and the ${state.oneSided ? "forward" : "central"} quotient over h = ${show(h)} gives ${show(quotient)}.`,
      zh: `g(t) = f(P + t·${showPoint(along)})：t = 0 处${Number.isFinite(slope) ? `斜率为 ${show(slope)}` : "没有斜率"}，h = ${show(h)} 的${state.oneSided ? "向前" : "中心"}差商为 ${show(quotient)}。`,
    }[locale],
    x: linear("t", [-reach, reach]),
    y: linear("g", window),
    marks,
    table: {
      columns: ["t", "g(t)", { en: "tangent", zh: "切线" }[locale]],
      rows: grid.filter((_, k) => k % 4 === 0).map((t) => [t, at(t), value + slope * t]),
    },
    span: 0.5,
  };
}

/** The errors of the difference quotients against h: cutting the series short on the right, rounding on the left. */
export function errorsScene(model: Model, step: number, locale: Locale): Scene {
  const state = stateAt(model, step);
  const { field, point, along, f, h } = state;
  const isSmooth = isSmoothAt(model, state);
  const exact = slopeOf(state, isSmooth);
  const slice = f.expression ? sliceDerivatives(f.expression, point, along) : undefined;
  const theory = isSmooth && slice?.every(Number.isFinite) ? slice : undefined;
  const size = Math.max(1, ...point.map(Math.abs));
  const steps = logSteps(-14, 0, 71);
  const clean = (value: number): number => (Number.isFinite(value) && value > 1e-17 ? value : Number.NaN);
  const curve = (error: (step: number) => number): number[] => steps.flatMap((t) => [t, clean(error(t))]);
  const forward = (t: number): number => Math.abs(forwardQuotient(field, point, along, t) - exact);
  const central = (t: number): number => Math.abs(centralQuotient(field, point, along, t) - exact);
  const complexError =
    f.expression && f.isAnalytic && isSmooth ? Math.abs(complexStep(f.expression, point, along) - exact) : Number.NaN;
  const marks: Mark[] = [
    {
      kind: "line",
      id: "forward",
      points: curve(forward),
      ink: "series2",
      widthPx: 2,
      name: { en: "forward", zh: "向前差商" }[locale],
    },
    {
      kind: "line",
      id: "central",
      points: curve(central),
      ink: "series0",
      widthPx: 2,
      dash: "solid",
      name: { en: "central", zh: "中心差商" }[locale],
    },
  ];
  if (theory) {
    marks.push(
      {
        kind: "line",
        id: "forward-theory",
        points: curve((t) => predictedErrors(theory, t, size).forward),
        ink: "series2",
        widthPx: 1,
        dash: "dashed",
        name: { en: "theory", zh: "理论" }[locale],
      },
      {
        kind: "line",
        id: "central-theory",
        points: curve((t) => predictedErrors(theory, t, size).central),
        ink: "series0",
        widthPx: 1,
        dash: "dashed",
        name: { en: "theory", zh: "理论" }[locale],
      },
    );
    const best = bestSteps(theory, size);
    if (best.forward < 1 && best.forward > 1e-14)
      marks.push({
        kind: "rule",
        id: "best-forward",
        axis: "x",
        at: best.forward,
        ink: "series2",
        dash: "dotted",
        label: { en: `best ${show(best.forward, 2)}`, zh: `最优 ${show(best.forward, 2)}` }[locale],
      });
    if (best.central < 1 && best.central > 1e-14)
      marks.push({
        kind: "rule",
        id: "best-central",
        axis: "x",
        at: best.central,
        ink: "series0",
        dash: "dotted",
        label: { en: `best ${show(best.central, 2)}`, zh: `最优 ${show(best.central, 2)}` }[locale],
      });
  }
  if (Number.isFinite(complexError)) {
    marks.push({
      kind: "rule",
      id: "complex",
      axis: "y",
      at: Math.max(complexError, 1e-16),
      ink: "good",
      dash: "dashed",
      label: { en: "complex step, dual numbers", zh: "复步长、对偶数" }[locale],
    });
  }
  marks.push({ kind: "rule", id: "now", axis: "x", at: h, ink: "focus", label: `h = ${show(h, 3)}` });
  const shown = steps.flatMap((t) => [clean(forward(t)), clean(central(t))]);
  const domain = logDomain(shown, 18);
  const told = toldErrors(exact, forward(h), central(h), h);
  const isExact = Number.isFinite(exact) && !shown.some((error) => error > 1e-14 * Math.max(1, Math.abs(exact)));
  return {
    id: "errors",
    title: { en: "Error of the quotient against h", zh: "差商误差随 h 的变化" }[locale],
    description: `${told[locale]}${isSmooth && !isExact ? { en: " Towards small h rounding takes over.", zh: "h 过小则舍入误差占上风。" }[locale] : ""}`,
    ...(Number.isFinite(exact) ? {} : { empty: noSlope[locale] }),
    ...(isExact ? { empty: alwaysExact[locale] } : {}),
    x: { label: "h", domain: [1e-14, 1], scale: "log" },
    y: {
      label: { en: "error", zh: "误差" }[locale],
      domain: [Math.min(domain[0], 1e-16), Math.max(domain[1], 1)],
      scale: "log",
    },
    marks,
    table: {
      columns: ["h", { en: "forward", zh: "向前" }[locale], { en: "central", zh: "中心" }[locale]],
      rows: steps.map((t) => [t, forward(t), central(t)]),
    },
    span: 0.5,
  };
}

const noSlope: Text = {
  en: "There is no slope in this direction that a quotient could miss.",
  zh: "该方向没有坡度，差商无从比较。",
};
const alwaysExact: Text = {
  en: "Along this line both quotients give the slope for every h, up to rounding.",
  zh: "沿这条线，对任何 h 两种差商都给出坡度，只差舍入误差。",
};

function toldErrors(exact: number, forward: number, central: number, h: number): Text {
  if (!Number.isFinite(exact)) return noSlope;
  return {
    en: `At h = ${show(h, 3)} the forward quotient is off by ${show(forward, 3)} and the central one by ${show(central, 3)}.`,
    zh: `h = ${show(h, 3)} 时向前差商误差 ${show(forward, 3)}，中心差商误差 ${show(central, 3)}。`,
  };
}

const taylorOf = (state: State) => ({ value: state.value, gradient: state.gradient, hessian: state.hessian });

/** Level lines in a small circle about P, with those of the tangent plane: zooming in straightens them, if f is differentiable. */
export function microscopeScene(model: Model, step: number, locale: Locale): Scene {
  const state = stateAt(model, step);
  const radius = Number(model.values["radius"]);
  const { point, gradient, value } = state;
  const g = gradient.map((entry) => (Number.isFinite(entry) ? entry : 0)) as [number, number];
  const box = [-1, -1, 1, 1] as const;
  // Differences to f(P) in units of the radius: the same picture at every magnification when f is a plane.
  const near = memo(model, `microscope ${point}`, () =>
    contourMarks(
      sample((u, v) => (state.f.value(point[0] + radius * u, point[1] + radius * v) - value) / radius, box, 65),
      9,
    ),
  );
  const plane = sample((u, v) => g[0] * u + g[1] * v, box, 3);
  const flat = contourMarks(plane, 9).flatMap((mark): Mark[] => {
    if (mark.kind !== "rings" || mark.ink === undefined) return [];
    const { label: _label, fill: _fill, ...rest } = mark;
    return [{ ...rest, id: `plane-${mark.id}`, ink: "series0", dash: "dashed" }];
  });
  const worst = remainderOn(state.field, point, { ...taylorOf(state), gradient: g }, radius, 1);
  return {
    id: "microscope",
    title: { en: `Under the microscope: radius ${show(radius, 3)}`, zh: `显微镜下：半径 ${show(radius, 3)}` }[locale],
    description: {
      en: `Level lines of f within ${show(radius, 3)} of P beside those of the tangent plane (dashed); the largest gap is ${show(worst, 3)}, which is ${show(worst / radius, 3)} of the radius.`,
      zh: `P 周围 ${show(radius, 3)} 内 f 的等值线与切平面的等值线（虚线）；最大差距 ${show(worst, 3)}，为半径的 ${show(worst / radius, 3)} 倍。`,
    }[locale],
    x: linear(`(${model.axes[0]} − P${model.axes[0]})/r`, [-1, 1]),
    y: linear(`(${model.axes[1]} − P${model.axes[1]})/r`, [-1, 1]),
    equal: true,
    marks: [...near, ...flat, { kind: "dots", id: "point", points: [0, 0], ink: "focus", radiusPx: 4.5 }],
    table: {
      columns: ["u", "v", "(f − f(P))/r", { en: "plane", zh: "切平面" }[locale]],
      rows: Array.from({ length: 16 }, (_, k) => {
        const [u, v] = [Math.cos((Math.PI * k) / 8), Math.sin((Math.PI * k) / 8)];
        const there = state.f.value(point[0] + radius * u, point[1] + radius * v);
        return [u, v, (there - value) / radius, taylorAt({ ...taylorOf(state), value: 0, gradient: g }, u, v, 1)];
      }),
    },
    span: 0.45,
  };
}

/** What the tangent plane and the quadratic leave over, against the radius. */
export function remainderScene(model: Model, step: number, locale: Locale): Scene {
  const state = stateAt(model, step);
  const radius = Number(model.values["radius"]);
  const verdict = verdictAt(model, state);
  const isSmooth = verdict.smoothness === "differentiable";
  const gradient = isSmooth ? state.gradient : verdict.fitted;
  const taylor = { ...taylorOf(state), gradient };
  const radii = logSteps(-6, 0, 37);
  const clean = (value: number): number => (Number.isFinite(value) && value > 1e-17 ? value : Number.NaN);
  const first = radii.map((r) => clean(remainderOn(state.field, state.point, taylor, r, 1)));
  const second = radii.map((r) => (isSmooth ? clean(remainderOn(state.field, state.point, taylor, r, 2)) : Number.NaN));
  const here = remainderOn(state.field, state.point, taylor, radius, 1);
  const marks: Mark[] = [
    {
      kind: "line",
      id: "radius",
      points: radii.flatMap((r) => [r, r]),
      ink: "faint",
      dash: "dotted",
      name: { en: "the radius itself", zh: "半径本身" }[locale],
    },
    {
      kind: "line",
      id: "first",
      points: radii.flatMap((r, k) => [r, first[k]!]),
      ink: "series1",
      widthPx: 2,
      name: { en: "beyond the tangent plane", zh: "超出切平面" }[locale],
    },
    ...(second.some(Number.isFinite)
      ? [
          {
            kind: "line" as const,
            id: "second",
            points: radii.flatMap((r, k) => [r, second[k]!]),
            ink: "series0" as const,
            widthPx: 2,
            dash: "dashed" as const,
            name: { en: "beyond the quadratic", zh: "超出二次近似" }[locale],
          },
        ]
      : []),
    { kind: "rule", id: "now", axis: "x", at: Math.min(1, radius), ink: "focus", label: `r = ${show(radius, 3)}` },
  ];
  return {
    id: "remainder",
    title: { en: "Is the remainder o(r)?", zh: "余项是 o(r) 吗？" }[locale],
    description: {
      en: `max |f − tangent plane| on a circle of radius r: ${show(here, 3)} at r = ${show(radius, 3)}. Differentiable means that this line is steeper than the dotted one.`,
      zh: `半径 r 的圆上 |f − 切平面| 的最大值：r = ${show(radius, 3)} 时为 ${show(here, 3)}。可微即这条线比点线更陡。`,
    }[locale],
    x: { label: "r", domain: [1e-6, 1], scale: "log" },
    y: {
      label: { en: "largest remainder", zh: "最大余项" }[locale],
      domain: logDomain([...first, ...second, 1e-6, 1], 18),
      scale: "log",
    },
    marks,
    table: {
      columns: ["r", { en: "plane", zh: "切平面" }[locale], { en: "quadratic", zh: "二次" }[locale]],
      rows: radii.map((r, k) => [r, first[k]!, second[k]!]),
    },
    span: 0.55,
  };
}
