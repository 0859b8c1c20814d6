import type { Values } from "../demo";
import { inRange } from "../number";
import { type CoinModel, computeCoin, priorSd } from "./coin";
import { coinChecks } from "./coin-checks";
import { emitCoin } from "./coin-emit";
import { coinBelief, coinNext, coinProgress } from "./coin-scenes";
import { coinStateAt, onAxis } from "./coin-state";
import { coinNotes, coinNotices, coinProbe, narrateCoin } from "./coin-words";
import { levelAt } from "./level";
import { riskScene, sensitivityScene } from "./risk";
import { numberOf, type Subject } from "./subject";

/** Shapes of the beta law with this mean and standard deviation, as near as the controls allow. */
export function betaShapes(mean: number, sd: number): { readonly a: number; readonly b: number } {
  const m = inRange(mean, 0.001, 0.999);
  const weight = Math.max(0.02, (m * (1 - m)) / Math.max(1e-6, sd * sd) - 1);
  return { a: inRange(m * weight, 0.01, 1000, 0.01, 1), b: inRange((1 - m) * weight, 0.01, 1000, 0.01, 1) };
}

function drag(model: CoinModel, values: Values, handle: string, x: number): Values {
  if (!Number.isFinite(x)) return values;
  if (handle === "at") return { ...values, at: inRange(x, 0, 1, 0.01) };
  if (handle === "strength") return { ...values, strength: inRange(Math.abs(x), 0.01, 100) };
  const state = coinStateAt(model, Number.POSITIVE_INFINITY);
  if (handle === "asked") {
    const theta = values["scale"] === "odds" ? 1 / (1 + Math.exp(-x)) : x;
    return { ...values, at: inRange(theta, 0, 1, 0.005) };
  }
  if (handle === "interval-low" || handle === "interval-high") {
    const { posterior } = onAxis(model, state);
    return { ...values, level: levelAt(posterior, values["interval"], handle === "interval-low" ? "low" : "high", x) };
  }
  const isOdds = values["scale"] === "odds";
  const theta = isOdds ? 1 / (1 + Math.exp(-x)) : x;
  if (values["prior"] === "normal") {
    if (handle === "prior-mean") return { ...values, priorMean: inRange(theta, 0, 1, 0.001) };
    const sd = Math.abs(theta - numberOf(values, "priorMean")) || priorSd(values);
    const spread = values["spreadIs"] === "variance" ? sd * sd : sd;
    return { ...values, priorSpread: inRange(spread, 0.001, 2, 0.001) };
  }
  const { a, b } = { a: numberOf(values, "a"), b: numberOf(values, "b") };
  const mean = a / (a + b);
  const sd = Math.sqrt((mean * (1 - mean)) / (a + b + 1));
  const shapes =
    handle === "prior-mean"
      ? { a: theta * (a + b), b: (1 - theta) * (a + b) }
      : betaShapes(mean, Math.abs(theta - mean) || sd);
  return { ...values, a: inRange(shapes.a, 0.01, 1000, 0.01, 1), b: inRange(shapes.b, 0.01, 1000, 0.01, 1) };
}

export const coin: Subject<CoinModel> = {
  compute: computeCoin,
  steps: (model) => model.seen.length - 1,
  scenes: {
    belief: (model, step, _view, locale) => coinBelief(model, step, locale),
    progress: (model, step, _view, locale) => coinProgress(model, step, locale),
    next: (model, step, _view, locale) => coinNext(model, step, locale),
    risk: (model, step, _view, locale) => riskScene(model, step, locale),
    sensitivity: (model, step, _view, locale) => sensitivityScene(model, step, locale),
  },
  checks: coinChecks,
  notes: (model, step) => coinNotes(model, step),
  narrate: narrateCoin,
  notices: coinNotices,
  probe: (model, step, scene, x, _y, locale) => (scene === "belief" ? coinProbe(model, step, x, locale) : undefined),
  drag: (model, values, handle, x) => drag(model, values, handle, x),
  emit: emitCoin,
};
