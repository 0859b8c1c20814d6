import { rateOf } from "../../core/quadratic/theory";
import type { Scene, View } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Demo, Tone } from "../demo";
import { show } from "../number";
import { card } from "./card";
import { checks } from "./checks";
import { componentsScene, errorScene, errorsOf, measureOf } from "./curves";
import { drag } from "./drag";
import { emit } from "./emit";
import { links } from "./links";
import { directionsScene, residualsScene } from "./matrices";
import type { Model } from "./model";
import { compute } from "./model";
import { group, params } from "./params";
import { contourScene, frameOf, surfaceScene, valueOfModel } from "./plane";
import { challenges, presets } from "./presets";
import { convergenceScene, polynomialScene, spectrumScene } from "./spectrum";
import { ratesScene, tuningOf, tuningScene } from "./tuning";
import { narrate, notes, notices } from "./words";

const scenes: { readonly [id: string]: (model: Model, step: number, view: View, locale: Locale) => Scene } = {
  contour: contourScene,
  error: (model, step, _view, locale) => errorScene(model, step, locale),
  surface: surfaceScene,
  components: (model, step, _view, locale) => componentsScene(model, step, locale),
  residuals: (model, step, _view, locale) => residualsScene(model, step, locale),
  directions: (model, step, _view, locale) => directionsScene(model, step, locale),
  tuning: (model, _step, _view, locale) => tuningScene(model, locale),
  rates: (model, _step, _view, locale) => ratesScene(model, locale),
  polynomial: (model, step, _view, locale) => polynomialScene(model, step, locale),
  spectrum: (model, step, _view, locale) => spectrumScene(model, step, locale),
  convergence: (model, step, _view, locale) => convergenceScene(model, step, locale),
};

/** The error of the method looked at, by ear: it falls as the error does, an octave for four decades. */
function tone(model: Model, step: number): Tone | undefined {
  const errors = errorsOf(model.inspected, measureOf(model));
  const error = errors[Math.min(step, errors.length - 1)]!;
  if (!(error >= 0) || !Number.isFinite(error)) return undefined;
  const height = 1 + Math.log10(Math.max(error, 1e-17)) / 12;
  const k = Math.min(step, model.inspected.trace.kept - 1);
  const [low, , high] = model.box;
  return { height, side: (2 * (model.inspected.trace.points[2 * k]! - low)) / (high - low) - 1 };
}

function probe(model: Model, _step: number, scene: string, x: number, y: number, locale: Locale): string | undefined {
  if (scene === "contour" || scene === "surface") {
    const [px, py] = scene === "surface" ? [x, y] : frameOf(model).toPlane([x, y]);
    return `f(${show(px, 3)}, ${show(py, 3)}) = ${show(valueOfModel(model)(px, py))}`;
  }
  if (scene === "tuning") {
    const tuning = tuningOf(model);
    if (!tuning) return undefined;
    const rate = rateOf(tuning.method, x, y, tuning.lambdas);
    const verdict = rate < 1 ? { en: "converges", zh: "收敛" } : { en: "diverges", zh: "发散" };
    return `α = ${show(x, 3)}, β = ${show(y, 3)}: ${show(rate)} · ${verdict[locale]}`;
  }
  return undefined;
}

export const demo: Demo<Model> = {
  id: "quadratic",
  ...card,
  params,
  presets,
  challenges,
  tabs: [
    { id: "race", title: { en: "Race", zh: "赛跑" }, scenes: ["contour", "error"] },
    { id: "surface", title: { en: "Surface and axes", zh: "曲面与主轴" }, scenes: ["surface", "components"] },
    { id: "conjugacy", title: { en: "Right angles", zh: "正交与共轭" }, scenes: ["residuals", "directions"] },
    {
      id: "tuning",
      title: { en: "Step size and momentum", zh: "步长与动量" },
      scenes: ["tuning", "rates"],
      group: group.race,
    },
    {
      id: "many",
      title: { en: "Many variables", zh: "多变量" },
      scenes: ["polynomial", "spectrum", "convergence"],
      group: group.many,
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
