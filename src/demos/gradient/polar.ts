import { fitCircle, polarSamples } from "../../core/gradient/detector";
import type { Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { linear } from "../frame";
import { memo } from "../memo";
import { show } from "../number";
import type { Model, State } from "./model";
import { slopeOf, stateAt, verdictAt } from "./model";
import { verdictWords } from "./words";

const COUNT = 144;

/**
 * How far the picture reaches. On a walk as far as its steepest point, so that the circle shrinks where the hill gets
 * flat; else as far as the slopes here, but no farther than lets the ordinary ones be seen beside a pole.
 */
function reachOf(model: Model, state: State, sizes: readonly number[]): number {
  if (model.walk.length > 2) {
    const steepest = memo(model, "steepest", () => {
      const all = Array.from({ length: model.walk.length / 2 }, (_, k) =>
        Math.hypot(...state.f.gradient(model.walk[2 * k]!, model.walk[2 * k + 1]!)),
      );
      return Math.max(0, ...all.filter(Number.isFinite));
    });
    if (steepest > 1e-9) return steepest;
  }
  const middle = sizes[sizes.length >> 1] ?? 0;
  const largest = sizes.at(-1) ?? 0;
  const reach = middle > 0 ? Math.min(largest, 4 * middle) : largest;
  // Where everything is level there is no scale but one.
  return reach > 1e-9 * Math.max(1, Math.abs(state.value)) ? reach : 1;
}

/** D_u f as a distance along u, all around: a circle through P where f is differentiable, some other shape where it is not. */
export function polarScene(model: Model, step: number, locale: Locale): Scene {
  const state = stateAt(model, step);
  const verdict = verdictAt(model, state);
  const isSmooth = verdict.smoothness === "differentiable";
  const oneSided = isSmooth || state.oneSided;
  const polar = memo(model, `polar ${state.point}`, () => polarSamples(state.field, state.point, COUNT, oneSided));
  const { fitted } = fitCircle(polar);
  const finite = Array.from(polar).filter(Number.isFinite);
  const sizes = finite.map(Math.abs).sort((a, b) => a - b);
  const largest = sizes.at(-1) ?? 0;
  const reach = 1.4 * reachOf(model, state, sizes);
  const closed = [...Array.from(polar), polar[0]!];
  const branch = (sign: 1 | -1): number[] =>
    closed.flatMap((value, k) => {
      const angleRad = (2 * Math.PI * k) / COUNT;
      // Zero belongs to both branches, or the lobes would not close.
      const shown = Number.isFinite(value) && sign * value >= -1e-9 * reach;
      return shown
        ? [Math.abs(value) * Math.cos(angleRad), Math.abs(value) * Math.sin(angleRad)]
        : [Number.NaN, Number.NaN];
    });
  const ring = Array.from({ length: 73 }, (_, k) => {
    const angleRad = (2 * Math.PI * k) / 72;
    const size = Math.hypot(...fitted) / 2;
    return [fitted[0] / 2 + size * Math.cos(angleRad), fitted[1] / 2 + size * Math.sin(angleRad)];
  }).flat();
  const isFlat = largest < 1e-9 * reach;
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
  ];
  if (!isFlat) {
    marks.push(
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
    );
    if (finite.some((value) => value < 0)) {
      marks.push({
        kind: "line",
        id: "down",
        points: branch(-1),
        ink: "series2",
        widthPx: 2.4,
        dash: "dashed",
        name: { en: "downhill, |D|", zh: "下坡，|D|" }[locale],
      });
    }
  }
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
  if (isSmooth && !isFlat) {
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
        en: `Along u = (${show(u[0])}, ${show(u[1])}) ${Number.isFinite(slope) ? `the slope is ${show(slope)}` : "there is none"}${finite.length > 0 ? `; the largest of the ${COUNT} drawn is ${show(Math.max(...finite))}` : ""}.`,
        zh: `沿 u = (${show(u[0])}, ${show(u[1])}) ${Number.isFinite(slope) ? `的坡度为 ${show(slope)}` : "没有坡度"}${finite.length > 0 ? `；所画 ${COUNT} 个方向中最大为 ${show(Math.max(...finite))}` : ""}。`,
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
