import { fitCircle, polarSamples } from "../../core/gradient/detector";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import type { Model } from "./model";
import { slopeOf, stateAt, verdictAt } from "./model";
import { verdictWords } from "./words";

const COUNT = 144;

/** D_u f as a distance along u, all around: a circle through P where f is differentiable, some other shape where it is not. */
export function polarScene(model: Model, step: number, locale: Locale): Scene {
  const state = stateAt(model, step);
  const verdict = verdictAt(model, state);
  const isSmooth = verdict.smoothness === "differentiable";
  const oneSided = isSmooth || state.oneSided;
  const polar = memo(model, `polar ${state.point}`, () => polarSamples(state.field, state.point, COUNT, oneSided));
  const { fitted } = fitCircle(polar);
  const finite = Array.from(polar).filter(Number.isFinite);
  const largest = Math.max(...finite.map(Math.abs), 1e-9);
  const reach = 1.4 * largest;
  const closed = [...Array.from(polar), polar[0]!];
  const branch = (sign: 1 | -1): number[] =>
    closed.flatMap((value, k) => {
      const angleRad = (2 * Math.PI * k) / COUNT;
      // Zero belongs to both branches, or the lobes would not close.
      const shown = Number.isFinite(value) && sign * value >= -1e-9 * largest;
      return shown
        ? [Math.abs(value) * Math.cos(angleRad), Math.abs(value) * Math.sin(angleRad)]
        : [Number.NaN, Number.NaN];
    });
  const ring = Array.from({ length: 73 }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / 72;
    const size = Math.hypot(...fitted) / 2;
    return [fitted[0] / 2 + size * Math.cos(angleRad), fitted[1] / 2 + size * Math.sin(angleRad)];
  }).flat();
  const slope = slopeOf(state, isSmooth) / Math.max(1e-12, Math.hypot(...state.along));
  const { u } = state;
  const marks: Mark[] = [
    {
      kind: "line",
      id: "ray",
      points: [-reach * u[0], -reach * u[1], reach * u[0], reach * u[1]],
      ink: "faint",
      widthPx: 1,
      dash: "dotted",
    },
    {
      kind: "line",
      id: "fitted",
      points: ring,
      ink: "axis",
      widthPx: 1,
      dash: "dashed",
      name: { en: "the circle that fits best", zh: "最接近的圆" }[locale],
    },
    {
      kind: "line",
      id: "up",
      points: branch(1),
      ink: "series1",
      widthPx: 2.4,
      name: { en: "uphill", zh: "上坡" }[locale],
    },
    {
      kind: "line",
      id: "down",
      points: branch(-1),
      ink: "series2",
      widthPx: 2.4,
      dash: "dashed",
      name: { en: "downhill, |D|", zh: "下坡，|D|" }[locale],
    },
  ];
  const missing = Array.from(polar).flatMap((value, k) =>
    Number.isFinite(value)
      ? []
      : [reach * 0.97 * Math.cos((2 * Math.PI * k) / COUNT), reach * 0.97 * Math.sin((2 * Math.PI * k) / COUNT)],
  );
  if (missing.length > 0) {
    marks.push({
      kind: "dots",
      id: "missing",
      points: missing,
      ink: "wrong",
      shape: "cross",
      radiusPx: 3,
      name: { en: "no derivative", zh: "无导数" }[locale],
    });
  }
  if (isSmooth && Math.hypot(...fitted) > 1e-9) {
    marks.push({
      kind: "arrows",
      id: "gradient",
      segments: [0, 0, ...fitted],
      ink: "series0",
      widthPx: 2.2,
      name: "∇f",
      link: "gradient",
    });
    marks.push({
      kind: "line",
      id: "drop",
      points: [...fitted, slope * u[0], slope * u[1]],
      ink: "faint",
      dash: "dotted",
    });
  }
  if (Number.isFinite(slope)) {
    const at = Math.abs(slope);
    marks.push({
      kind: "dots",
      id: "now",
      points: [at * u[0], at * u[1]],
      ink: "focus",
      radiusPx: 5,
      link: "slope",
      labels: [`D = ${show(slope)}`],
    });
  }
  marks.push({
    kind: "handle",
    id: "ray",
    at: [reach * 0.9 * u[0], reach * 0.9 * u[1]],
    label: { en: "compass needle u", zh: "罗盘指针 u" }[locale],
    ink: "series1",
    step: reach / 20,
  });
  return {
    id: "polar",
    title: { en: "Slope in every direction", zh: "各个方向的坡度" }[locale],
    description: `${verdictWords(verdict)[locale]} ${
      {
        en: `Along u = (${show(u[0])}, ${show(u[1])}) the slope is ${show(slope)}; the largest is ${show(finite.length > 0 ? Math.max(...finite) : Number.NaN)}.`,
        zh: `沿 u = (${show(u[0])}, ${show(u[1])}) 的坡度为 ${show(slope)}；最大为 ${show(finite.length > 0 ? Math.max(...finite) : Number.NaN)}。`,
      }[locale]
    }`,
    x: linear("D cos θ", [-reach, reach]),
    y: linear("D sin θ", [-reach, reach]),
    equal: true,
    marks,
    table: {
      columns: ["θ°", "D"],
      rows: Array.from(polar, (value, k) => [(360 * k) / COUNT, Number.isFinite(value) ? value : show(value)]),
    },
    span: 0.45,
  };
}
