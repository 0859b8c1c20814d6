import { type Diagnosis, diagnose } from "../../core/estimation/diagnose";
import { type Grid, gridMoments, gridOf } from "../../core/estimation/grid";
import { type NumericDistribution, numericDistribution } from "../../core/estimation/numeric";
import { memo } from "../memo";
import { type DensityModel, targetIn } from "./density";

export const CELLS = 121;

/** How many draws of each chain are shown at a step. */
export const shownDraws = (model: DensityModel, step: number): number => {
  const total = model.chains[0] ? model.chains[0].accepted.length : 0;
  return Math.min(total, Math.round((step / stepsOf(model)) * total));
};

export const stepsOf = (model: DensityModel): number => (model.chains.length === 0 ? 0 : 120);

/** One coordinate of the first draws of every chain. */
export function coordinate(model: DensityModel, i: number, count: number): Float64Array[] {
  const d = model.dimension;
  return model.chains.map(({ draws }) => Float64Array.from({ length: count }, (_, t) => draws[t * d + i]!));
}

export function diagnosisAt(model: DensityModel, step: number, i = 0): Diagnosis | undefined {
  const count = shownDraws(model, step);
  return count < 8 ? undefined : memo(model, `diagnosis ${count} ${i}`, () => diagnose(coordinate(model, i, count)));
}

/** The grid in the plane; absent in one dimension and where there is no density. */
export function gridIn(model: DensityModel): Grid | undefined {
  if (model.dimension === 1 || model.isEmpty) return undefined;
  return memo(model, "grid", () => {
    const target = targetIn(model);
    return gridOf((x, y) => target.value([x, y]), model.window, CELLS, CELLS);
  });
}

/** The law in one dimension by quadrature. */
export function exactIn(model: DensityModel): NumericDistribution | undefined {
  if (model.dimension === 2 || model.isEmpty) return undefined;
  return memo(model, "exact", () => {
    const target = targetIn(model);
    return numericDistribution((x) => target.value([x]), model.window[0], model.window[2]);
  });
}

/** Mean and sd of x by grid or quadrature. */
export function referenceOf(
  model: DensityModel,
): { readonly mean: number; readonly sd: number; readonly logTotal: number } | undefined {
  const exact = exactIn(model);
  if (exact) return { mean: exact.mean, sd: exact.sd, logTotal: exact.logTotal };
  const grid = gridIn(model);
  if (!grid) return undefined;
  const { mean, sd } = memo(model, "moments", () => gridMoments(grid));
  return { mean: mean[0], sd: sd[0], logTotal: grid.logTotal };
}
