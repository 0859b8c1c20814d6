import type { Ink, Mark, Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import { domainOf, linear } from "../frame";
import type { SpaceFunction } from "../function";
import { spaceFunction } from "../function";
import { memo } from "../memo";
import { show, showPoint } from "../number";
import type { Model } from "./model";
import { placeAt, stateAt } from "./model";

const inks: readonly Ink[] = ["series0", "series1", "series2", "series3", "series4", "series5"];

/** f in all its variables; nothing for a plane, whose function the state has, or a text that could not be read. */
export function spaceOf(model: Model): SpaceFunction | undefined {
  if (model.names.length === 2 || model.problems.length > 0) return undefined;
  return memo(model, "space", () => spaceFunction(model.formula, model.names));
}

interface Whole {
  readonly place: readonly number[];
  readonly value: (point: readonly number[]) => number;
  readonly gradient: ArrayLike<number>;
}

function wholeAt(model: Model, step: number): Whole {
  const state = stateAt(model, step);
  const place = placeAt(model, state);
  const f = spaceOf(model);
  return f
    ? { place, value: f.value, gradient: f.gradient(place) }
    : { place, value: ([x, y]) => state.f.value(x!, y!), gradient: state.gradient };
}

const isShown = ({ axes }: Model, name: string): boolean => axes.includes(name);

/** f along each axis through P, with the tangent that ∂f is the slope of. */
export function slicesScene(model: Model, step: number, locale: Locale): Scene {
  const { place, value, gradient } = wholeAt(model, step);
  const here = value(place);
  const reach = 1.5;
  const grid = Array.from({ length: 97 }, (_, k) => reach * (k / 48 - 1));
  const along = (i: number, t: number): number => value(place.with(i, place[i]! + t));
  const heights = model.names.map((_, i) => grid.map((t) => along(i, t)));
  const window = domainOf(heights.flat(), 0.1);
  const isInside = (z: number): boolean => z >= window[0] && z <= window[1];
  const marks: Mark[] = [{ kind: "rule", id: "here", axis: "x", at: 0, ink: "faint", dash: "dotted" }];
  model.names.forEach((name, i) => {
    const ink = inks[i]!;
    const slope = gradient[i]!;
    marks.push({
      kind: "line",
      id: `slice-${name}`,
      points: grid.flatMap((t, k) => [t, isInside(heights[i]![k]!) ? heights[i]![k]! : Number.NaN]),
      ink,
      widthPx: isShown(model, name) ? 2.4 : 1.6,
      dash: isShown(model, name) ? "solid" : "dashed",
      name: Number.isFinite(slope) ? `${name}: ${show(slope)}` : name,
      link: name,
    });
    if (!Number.isFinite(slope)) return;
    const ends = [-0.45, 0.45].flatMap((t) => [t, here + slope * t]);
    marks.push({ kind: "line", id: `tangent-${name}`, points: ends, ink: "text", widthPx: 1, dash: "dotted" });
  });
  if (Number.isFinite(here)) marks.push({ kind: "dots", id: "point", points: [0, here], ink: "focus", radiusPx: 4.5 });
  return {
    id: "slices",
    title: { en: "Along each variable through P", zh: "过 P 沿每个变量" }[locale],
    description: {
      en: `f at P = ${showPoint(place)} and on either side of it, one variable at a time; the slopes at t = 0 are the partial derivatives ${showPoint(gradient)}. Solid: the two that the plane shows.`,
      zh: `P = ${showPoint(place)} 及其两侧的 f，每次只变一个变量；t = 0 处的斜率是偏导数 ${showPoint(gradient)}。实线为平面所示的两个变量。`,
    }[locale],
    x: linear("t", [-reach, reach]),
    y: linear("f(P + t eᵢ)", window),
    marks,
    table: {
      columns: ["t", ...model.names],
      rows: grid.filter((_, k) => k % 4 === 0).map((t, k) => [t, ...heights.map((row) => row[4 * k]!)]),
    },
    span: 0.55,
  };
}

/** The entries of the whole gradient: how much of it the plane shows. */
export function shareScene(model: Model, step: number, locale: Locale): Scene {
  const { gradient } = wholeAt(model, step);
  const entries = Array.from(gradient);
  const isDefined = entries.every(Number.isFinite);
  const none = { en: "f has no gradient at P.", zh: "f 在 P 处没有梯度。" }[locale];
  const length = Math.hypot(...entries);
  const inPlane = Math.hypot(...entries.filter((_, i) => isShown(model, model.names[i]!)));
  const kinds = [
    { id: "shown", shown: true, ink: "series1", name: { en: "in the plane shown", zh: "在所示平面内" } },
    { id: "held", shown: false, ink: "faint", name: { en: "held", zh: "固定的变量" } },
  ] as const;
  const marks: Mark[] = [{ kind: "rule", id: "zero", axis: "y", at: 0, ink: "axis" }];
  for (const { id, shown, ink, name } of isDefined ? kinds : []) {
    const mine = entries.flatMap((entry, i) => (isShown(model, model.names[i]!) === shown ? [{ entry, i }] : []));
    if (mine.length === 0) continue;
    const rects = mine.flatMap(({ entry, i }) => [i - 0.32, Math.min(0, entry), i + 0.32, Math.max(0, entry)]);
    marks.push({ kind: "bars", id, rects, fill: ink, name: name[locale] });
    for (const { entry, i } of mine) {
      marks.push({
        kind: "text",
        id: `entry-${model.names[i]}`,
        at: [i, entry],
        text: show(entry),
        anchor: "middle",
        dyPx: entry < 0 ? 11 : -11,
        sizePx: 11,
      });
    }
  }
  const part = length > 0 ? show((100 * inPlane) / length, 3) : undefined;
  const told =
    part === undefined
      ? { en: "The gradient is zero: P is a stationary point.", zh: "梯度为零：P 是驻点。" }[locale]
      : {
          en: `|∇f| = ${show(length)}; its part in the plane of ${model.axes.join(" and ")} is ${show(inPlane)}, ${part} % of it.`,
          zh: `|∇f| = ${show(length)}；它在 ${model.axes.join("、")} 平面内的部分为 ${show(inPlane)}，占 ${part} %。`,
        }[locale];
  return {
    id: "share",
    title: { en: "The whole gradient", zh: "完整的梯度" }[locale],
    description: isDefined ? told : none,
    ...(isDefined ? {} : { empty: none }),
    x: {
      label: { en: "variable", zh: "变量" }[locale],
      domain: [-0.5, model.names.length - 0.5],
      scale: "band",
      ticks: model.names.map((text, at) => ({ at, text })),
    },
    y: linear("∂f/∂xᵢ", domainOf([0, ...entries], 0.18)),
    marks,
    table: {
      columns: [{ en: "variable", zh: "变量" }[locale], "P", "∂f/∂xᵢ"],
      rows: model.names.map((name, i) => [name, placeAt(model, stateAt(model, step))[i]!, show(entries[i]!)]),
    },
    span: 0.45,
  };
}
