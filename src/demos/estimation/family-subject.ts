import { density } from "../../core/estimation/distribution";
import { distributionOf } from "../../core/estimation/law";
import type { Scene } from "../../plot/scene";
import type { Locale } from "../../words/text";
import type { Values } from "../demo";
import { memo } from "../memo";
import { inRange, show } from "../number";
import { askedOf, beliefScene } from "./belief";
import {
  computeFamily,
  type FamilyId,
  type FamilyModel,
  familyAfter,
  familyAxis,
  familyPredictive,
  familyStateAt,
  kinds,
} from "./family";
import { checks } from "./family-checks";
import { emitFamily } from "./family-emit";
import { narrate, notes, notices } from "./family-words";
import { levelAt, regionOf } from "./level";
import { predictScene } from "./predict";
import { progressScene, thinned } from "./progress";
import { numberOf, type Subject } from "./subject";

const isShown = (model: FamilyModel): boolean => model.truth !== undefined && model.values["reveal"] === true;

/** The axis holds the prior's bulk and the whole posterior of the last step, so that it does not jump while one plays. */
function domainOf(model: FamilyModel): readonly [number, number] {
  return memo(model, "domain", () => {
    const first = familyAxis(model, familyAfter(model, 0));
    const last = familyAxis(model, familyAfter(model, model.data.length));
    const few = familyAxis(model, familyAfter(model, Math.min(2, model.data.length)));
    const ends = [
      first.prior.quantile(0.04),
      first.prior.quantile(model.id === "maximum" ? 0.6 : 0.94),
      last.posterior.quantile(0.001),
      last.posterior.quantile(0.999),
      few.posterior.quantile(0.05),
      few.posterior.quantile(model.id === "maximum" ? 0.5 : 0.95),
      ...(isShown(model) ? [first.toAxis(model.truth!)] : []),
    ].filter(Number.isFinite);
    const [low, high] = [Math.min(...ends), Math.max(...ends)];
    const room = (high - low) * 0.06 || 1;
    const floor = first.isLog || model.id === "normal" ? Number.NEGATIVE_INFINITY : 0;
    return [Math.max(floor, low - room), high + room];
  });
}

function belief(model: FamilyModel, step: number, locale: Locale): Scene {
  const state = familyStateAt(model, step);
  const kind = kinds[model.id];
  const { isLog, prior, posterior, limit, toAxis, back } = familyAxis(model, state);
  const level = numberOf(model.values, "level");
  const asked = numberOf(model.values, "asked");
  // A logarithm has no place for what is not positive.
  const isAsked = model.values["ask"] === true && !(isLog && asked <= 0);
  const region = regionOf(posterior, model.values["interval"], level);
  const conjugate = kind.conjugate(model.values);
  const where = region.pieces.map(([low, high]) => `[${show(low)}, ${show(high)}]`).join(" ∪ ");
  return beliefScene(
    {
      id: `belief-${model.id}`,
      title: {
        en: `Belief about ${kind.letter} after ${state.n} of ${model.data.length} data`,
        zh: `看过 ${model.data.length} 个数据中的 ${state.n} 个后对 ${kind.letter} 的信念`,
      },
      description: {
        en: `MLE ${show(state.mle)}, posterior mean ${show(posterior.mean)}, median ${show(posterior.quantile(0.5))}; ${show(100 * level, 3)} % lie in ${where}.`,
        zh: `MLE ${show(state.mle)}，后验均值 ${show(posterior.mean)}，中位数 ${show(posterior.quantile(0.5))}；${show(100 * level, 3)}% 落在 ${where}。`,
      },
      axis: isLog ? `ln ${kind.letter}` : kind.axis[locale],
      domain: domainOf(model),
      prior,
      posterior,
      ...(state.n > 0 ? { logLikelihood: (x: number) => conjugate.logLikelihood(back(x), state.tally) } : {}),
      mle: Number.isFinite(state.mle) ? state.mle : Number.NaN,
      toAxis,
      median: posterior.quantile(0.5),
      region,
      level,
      ...(isShown(model) ? { truth: toAxis(model.truth!) } : {}),
      ...askedOf(isAsked, posterior, isAsked ? toAxis(asked) : 0, kind.letter, asked),
      ...(model.values["limit"] === true && limit ? { limit } : {}),
    },
    locale,
  );
}

function progress(model: FamilyModel, step: number, locale: Locale): Scene {
  const { n } = familyStateAt(model, step);
  const level = numberOf(model.values, "level");
  const moments = memo(model, `progress ${n}`, () =>
    thinned(n).map((count) => {
      const { posterior, mle } = familyAfter(model, count);
      const { pieces } = regionOf(posterior, model.values["interval"], level);
      return { n: count, mean: posterior.mean, low: pieces[0]![0], high: pieces.at(-1)![1], mle };
    }),
  );
  const shown = model.data.slice(0, n);
  const isSame = model.id === "normal" || model.id === "maximum" || (model.id === "counts" && !model.exposures);
  return progressScene(
    {
      id: `progress-${model.id}`,
      axis: kinds[model.id].letter,
      total: model.data.length,
      moments,
      level,
      data: isSame && shown.length <= 400 ? shown.flatMap((x, i) => [i + 1, x]) : [],
      ...(isShown(model) ? { truth: model.truth! } : {}),
    },
    locale,
  );
}

function next(model: FamilyModel, step: number, locale: Locale): Scene {
  const state = familyStateAt(model, step);
  const kind = kinds[model.id];
  const predictive = familyPredictive(model, state);
  const { law, isDiscrete } = predictive;
  const seen = model.data.slice(0, state.n);
  const far = law ? law.quantile(model.id === "waits" ? 0.95 : 0.995) : 1.6 * (state.posterior.support[0] || 1);
  const near = law ? law.quantile(0.005) : 0;
  const ends: readonly [number, number] =
    model.id === "normal" ? [near, far] : [0, Math.max(far, ...seen.slice(0, 200), isDiscrete ? 3 : 0.1)];
  const isUsable = Number.isFinite(state.mle) && (model.id === "normal" || state.mle > 0);
  const plugged = isUsable ? distributionOf(kind.data(state.mle, model.values)) : undefined;
  // A uniform draw lies half as high as its upper end, on the average.
  const mean = law?.mean ?? state.posterior.mean / 2;
  return predictScene(
    {
      id: `next-${model.id}`,
      axis: { en: `the next ${kind.datum.en}`, zh: `下一个${kind.datum.zh}` },
      law: { isDiscrete, density: predictive.at },
      ...(plugged ? { plugged } : {}),
      domain: isDiscrete ? [0, Math.min(80, Math.ceil(ends[1]))] : ends,
      description: {
        en: `Averaged over the posterior the next ${kind.datum.en} has ${Number.isFinite(mean) ? `mean ${show(mean)}` : "no mean"}; it spreads wider than with the MLE taken at its word, because the parameter is not known.`,
        zh: `对后验平均，下一个${kind.datum.zh}${Number.isFinite(mean) ? `的均值为 ${show(mean)}` : "没有均值"}；因为参数未知，它比直接代入 MLE 更分散。`,
      },
    },
    locale,
  );
}

function drag(model: FamilyModel, values: Values, handle: string, x: number): Values {
  if (!Number.isFinite(x)) return values;
  const state = familyAfter(model, model.data.length);
  const { posterior, back, prior } = familyAxis(model, state);
  if (handle.startsWith("interval"))
    return { ...values, level: levelAt(posterior, values["interval"], handle === "interval-low" ? "low" : "high", x) };
  const theta = back(x);
  if (handle === "asked") return { ...values, asked: inRange(theta, -1000, 1000, 0.001) };
  if (model.id === "normal") {
    if (handle === "prior-mean") return { ...values, m0: inRange(theta, -1000, 1000, 0.01) };
    const width = Math.abs(theta - numberOf(values, "m0")) * Math.sqrt(numberOf(values, "strength"));
    return { ...values, t0: inRange(width, 0.01, 1000, 0.01) };
  }
  if (model.id === "maximum") {
    const shape = numberOf(values, "shape0");
    return handle === "prior-mean" && shape > 1
      ? { ...values, scale0: inRange((theta * (shape - 1)) / shape, 0.01, 1000, 0.01) }
      : values;
  }
  const mean = handle === "prior-mean" ? theta : numberOf(values, "shape") / numberOf(values, "rate");
  const sd =
    handle === "prior-mean"
      ? (mean / back(prior.mean)) * (Math.sqrt(numberOf(values, "shape")) / numberOf(values, "rate"))
      : Math.abs(theta - mean);
  const safe = Math.max(1e-3, sd);
  return {
    ...values,
    shape: inRange((mean / safe) ** 2, 0.01, 1000, 0.01, 1),
    rate: inRange(mean / safe ** 2, 0.01, 1000, 0.01, 1),
  };
}

/** The subject of one conjugate family. */
export function familySubject(id: FamilyId): Subject<FamilyModel> {
  return {
    compute: (values, seed, context) => computeFamily(id, values, seed, context),
    steps: (model) => model.seen.length - 1,
    scenes: {
      [`belief-${id}`]: (model, step, _view, locale) => belief(model, step, locale),
      [`progress-${id}`]: (model, step, _view, locale) => progress(model, step, locale),
      [`next-${id}`]: (model, step, _view, locale) => next(model, step, locale),
    },
    checks,
    notes: (model, step) => notes(model, step),
    narrate,
    notices,
    probe(model, step, scene, x, _y, locale) {
      if (!scene.startsWith("belief")) return undefined;
      const { prior, posterior } = familyAxis(model, familyStateAt(model, step));
      return {
        en: `${show(x)}: prior ${show(density(prior, x))}, posterior ${show(density(posterior, x))}, P(below | data) = ${show(posterior.tails(x)[0])}`,
        zh: `${show(x)}：先验 ${show(density(prior, x))}，后验 ${show(density(posterior, x))}，P(小于此 | 数据) = ${show(posterior.tails(x)[0])}`,
      }[locale];
    },
    drag: (model, values, handle, x) => drag(model, values, handle, x),
    emit: emitFamily,
  };
}
