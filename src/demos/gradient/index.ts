import type { Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Demo, Values } from "../demo";
import { inRange, show } from "../number";
import { card } from "./card";
import { checks } from "./checks";
import { errorsScene, microscopeScene, remainderScene, sliceScene } from "./curves";
import { emit } from "./emit";
import { links } from "./links";
import type { Model } from "./model";
import { compute, ontoCircle, placeOf, stateAt } from "./model";
import { group, params } from "./params";
import { contourScene, surfaceScene } from "./plane";
import { polarScene } from "./polar";
import { challenges, presets } from "./presets";
import { routesScene } from "./routes";
import { shareScene, slicesScene } from "./space";
import { tone } from "./tone";
import { narrate, notes, notices } from "./words";

const scenes: { readonly [id: string]: (model: Model, step: number, view: View, locale: Locale) => Scene } = {
  contour: contourScene,
  polar: (model, step, _view, locale) => polarScene(model, step, locale),
  slice: (model, step, _view, locale) => sliceScene(model, step, locale),
  surface: surfaceScene,
  errors: (model, step, _view, locale) => errorsScene(model, step, locale),
  routes: (model, step, _view, locale) => routesScene(model, step, locale),
  microscope: (model, step, _view, locale) => microscopeScene(model, step, locale),
  remainder: (model, step, _view, locale) => remainderScene(model, step, locale),
  slices: (model, step, _view, locale) => slicesScene(model, step, locale),
  share: (model, step, _view, locale) => shareScene(model, step, locale),
};

function drag(model: Model, values: Values, handle: string, x: number, y: number): Values {
  if (!Number.isFinite(x) || !Number.isFinite(y)) return values;
  if (handle === "point") {
    const free: readonly [number, number] = [x, y];
    const at = model.circle ? ontoCircle(free, model.circle) : free;
    const point = at.map((entry) => inRange(entry, -100, 100, 0.01, 0));
    if (model.names.length === 2) return { ...values, point };
    const place = [...(values["place"] as readonly number[])];
    model.axes.forEach((name, i) => {
      place[placeOf(name)] = point[i]!;
    });
    return { ...values, place };
  }
  if (handle === "h") return { ...values, h: inRange(Math.abs(x), 1e-3, 1) };
  // A needle turned by hand gives its angle; while the compass turns by itself the first direction moves along.
  const isRay = handle === "ray";
  const from = isRay ? ([0, 0] as const) : model.play === "turn" || model.play === "shrink" ? model.point : undefined;
  const centre = from ?? model.point;
  const degrees = ((Math.atan2(y - centre[1], x - centre[0]) * 180) / Math.PI + 360) % 360;
  return { ...values, how: "angle", angle: inRange(degrees, 0, 360, 0.1) };
}

function probe(model: Model, step: number, scene: string, x: number, y: number, _locale: Locale): string | undefined {
  if (scene !== "contour" && scene !== "surface") return undefined;
  const { f } = stateAt(model, step);
  const g = f.gradient(x, y);
  return `f(${show(x, 3)}, ${show(y, 3)}) = ${show(f.value(x, y))}   ∇f = (${show(g[0]!, 3)}, ${show(g[1]!, 3)})`;
}

export const demo: Demo<Model> = {
  id: "gradient",
  ...card,
  params,
  presets,
  challenges,
  tabs: [
    { id: "compass", title: { en: "Compass", zh: "罗盘" }, scenes: ["contour", "polar"] },
    { id: "cut", title: { en: "Cut", zh: "截面" }, scenes: ["slice", "surface"] },
    { id: "limit", title: { en: "Limit", zh: "极限" }, scenes: ["errors", "routes"], group: group.limit },
    {
      id: "microscope",
      title: { en: "Microscope", zh: "显微镜" },
      scenes: ["microscope", "remainder"],
      group: group.limit,
    },
    {
      id: "space",
      title: { en: "More variables", zh: "更多变量" },
      scenes: ["slices", "share"],
      group: group.hill,
    },
  ],
  compute,
  steps: (model) => model.steps,
  draw: (model, step, view, locale, wanted) =>
    Object.entries(scenes)
      .filter(([id]) => wanted.length === 0 || wanted.includes(id))
      .map(([, draw]) => draw(model, step, view, locale)),
  checks,
  notes: (model, step) => notes(model, step),
  narrate,
  notices,
  links,
  tone,
  probe,
  drag,
  emit,
};
