import type { Distribution } from "../../core/estimation/distribution";
import { distributionOf } from "../../core/estimation/law";
import { type Design, designOf, type Fit, fitLasso, fitRidge } from "../../core/estimation/line";
import { numericDistribution } from "../../core/estimation/numeric";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { numberOf } from "./subject";

/** Points and the two fits of a polynomial: by likelihood alone, and with a prior on the slopes; plain data. */
export interface LineModel {
  readonly values: Values;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly isOwn: boolean;
  readonly degree: number;
  readonly penalty: "ridge" | "lasso";
  readonly lambda: number;
  readonly own?: Text;
  readonly ownFault?: Text;
}

const MOST_OWN = 500;

/** Two columns of numbers, rows with a gap left out; moved and scaled where powers would overflow. */
function ownPoints(context: Context): {
  readonly x?: number[];
  readonly y?: number[];
  readonly said?: Text;
  readonly fault?: Text;
} {
  const table = context.data("ownLine");
  const [a, b] = [table?.columns["x"]?.[0], table?.columns["y"]?.[0]];
  if (!table || !a || !b) return {};
  if (!a.numbers || !b.numbers)
    return {
      fault: {
        en: `The columns ${a.name} and ${b.name} must hold numbers.`,
        zh: `${a.name} 与 ${b.name} 列必须是数。`,
      },
    };
  const rows = Array.from(a.numbers, (_, i) => i).filter(
    (i) => Math.abs(a.numbers![i]!) <= 1e6 && Math.abs(b.numbers![i]!) <= 1e6,
  );
  if (rows.length === 0)
    return {
      fault: {
        en: `No row has numbers up to a million in both ${a.name} and ${b.name}.`,
        zh: `没有一行在 ${a.name} 与 ${b.name} 中都有不超过一百万的数。`,
      },
    };
  const used = rows.slice(0, MOST_OWN);
  return {
    x: used.map((i) => a.numbers![i]!),
    y: used.map((i) => b.numbers![i]!),
    said: {
      en: `${used.length} ${used.length === 1 ? "row" : "rows"} of ${table.name}${used.length < table.rows ? `, ${table.rows - used.length} left out` : ""}.`,
      zh: `取 ${table.name} 的 ${used.length} 行${used.length < table.rows ? `，略去 ${table.rows - used.length} 行` : ""}。`,
    },
  };
}

export function compute(values: Values, _seed: number, context: Context): LineModel {
  const own = ownPoints(context);
  const points = values["points"] as readonly number[];
  return {
    values,
    x: own.x ?? points.filter((_, i) => i % 2 === 0),
    y: own.y ?? points.filter((_, i) => i % 2 === 1),
    isOwn: own.x !== undefined,
    degree: numberOf(values, "degree"),
    penalty: values["penalty"] as "ridge" | "lasso",
    lambda: numberOf(values, "lambda"),
    ...(own.said ? { own: own.said } : {}),
    ...(own.fault ? { ownFault: own.fault } : {}),
  };
}

/** x is halved, doubled, … to the unit before powers are taken, so that slopes of different powers are comparable only for degree 1. */
export const scaleOf = (model: LineModel): number =>
  model.degree === 1 ? 1 : Math.max(1e-9, ...model.x.map(Math.abs));

interface Fits {
  readonly scale: number;
  readonly design: Design;
  readonly free?: Fit;
  readonly held: Fit | undefined;
}

export function fitsAt(model: LineModel, count: number): Fits | undefined {
  return memo(model, `fits ${count}`, () => {
    if (count === 0) return undefined;
    const scale = scaleOf(model);
    const design = designOf(
      { x: model.x.slice(0, count).map((x) => x / scale), y: model.y.slice(0, count) },
      model.degree,
    );
    const free = fitRidge(design, 0);
    return { scale, design, ...(free ? { free } : {}), held: heldFit(design, model.penalty, model.lambda) };
  });
}

export const heldFit = (design: Design, penalty: "ridge" | "lasso", lambda: number): Fit | undefined =>
  penalty === "lasso" ? fitLasso(design, lambda, 4000) : fitRidge(design, lambda);

export const countAt = (model: LineModel, step: number): number =>
  model.values["pace"] === "all" ? model.x.length : Math.min(step, model.x.length);

/** Variance of the noise as the maximum-likelihood fit sees it; 1 where it fits exactly. */
export function noiseOf({ design, free, held }: Fits): number {
  const residual = (free ?? held)?.residual ?? 0;
  return residual / design.n > 1e-12 ? residual / design.n : 1;
}

/** Prior, likelihood and posterior of the slope of a straight line; σ² as the likelihood has it. */
export function slopeLaws(model: LineModel, count: number) {
  return memo(model, `laws ${count}`, () => {
    const fits = fitsAt(model, count);
    const variance = fits ? noiseOf(fits) : 1;
    const lambda = Math.max(1e-6, model.lambda);
    const prior: Distribution =
      model.penalty === "ridge"
        ? distributionOf({ kind: "normal", mean: 0, sd: Math.sqrt(variance / lambda) })
        : distributionOf({ kind: "laplace", location: 0, scale: variance / lambda });
    const size = fits ? fits.design.gram[0]! : 0;
    const cross = fits ? fits.design.cross[0]! : 0;
    const logLikelihood = (w: number): number => -(size * w * w - 2 * cross * w) / (2 * variance);
    let posterior: Distribution = prior;
    if (size > 0) {
      if (model.penalty === "ridge")
        posterior = distributionOf({
          kind: "normal",
          mean: cross / (size + lambda),
          sd: Math.sqrt(variance / (size + lambda)),
        });
      else {
        const map = (Math.sign(cross) * Math.max(0, Math.abs(cross) - lambda)) / size;
        const reach = 12 * Math.sqrt(variance / size) + Math.abs(map - cross / size);
        posterior =
          numericDistribution((w) => logLikelihood(w) + prior.logDensity(w), map - reach, map + reach, map) ?? prior;
      }
    }
    return { prior, posterior, logLikelihood, mle: size > 0 ? cross / size : Number.NaN, size, variance };
  });
}
