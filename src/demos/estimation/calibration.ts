import { answers, type Calibration, calibrateOnce, type Ranked, rankLaw } from "../../core/estimation/calibration";
import { createRng } from "../../core/num/rng";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { numberOf } from "./subject";

/** Experiments whose truth is drawn from the prior, and the rank of each truth among the draws; plain data. */
export interface CalibrationModel {
  readonly values: Values;
  readonly seed: number;
  readonly setting: Calibration;
  readonly ranked: readonly Ranked[];
}

export const REPEATS = 1000;
const STRIDE = 10;
/** Streams of the generator from here on, one for each experiment. */
const STREAM = 5000;

export function computeCalibration(values: Values, seed: number, context: Context): CalibrationModel {
  const setting: Calibration = {
    answer: answers.find((answer) => answer === values["answer"]) ?? "right",
    a: numberOf(values, "a"),
    b: numberOf(values, "b"),
    n: numberOf(values, "cn"),
    draws: numberOf(values, "rankDraws"),
    thin: numberOf(values, "thin"),
  };
  const ranked = Array.from({ length: REPEATS }, (_, i) => {
    if (i % 50 === 0) context.checkpoint();
    const { theta, k, rank } = calibrateOnce(setting, createRng(seed, STREAM + i));
    return { theta, k, rank };
  });
  return { values, seed, setting, ranked };
}

export const lastStep = REPEATS / STRIDE;
export const doneAt = (step: number): number => Math.min(REPEATS, step * STRIDE);

/** An experiment again, with its draws. */
export const experimentAt = ({ setting, seed }: CalibrationModel, index: number): ReturnType<typeof calibrateOnce> =>
  calibrateOnce(setting, createRng(seed, STREAM + index));

export const exactRanks = (model: CalibrationModel): Float64Array | undefined =>
  memo(model, "exact", () => rankLaw(model.setting));

/** At most twenty bars, each of as many ranks. */
export const binsOf = ({ draws }: Calibration): { readonly width: number; readonly count: number } => {
  const width = Math.ceil((draws + 1) / 20);
  return { width, count: (draws + 1) / width };
};

/** How many of the first experiments have each rank. */
export function rankCounts({ ranked, setting }: CalibrationModel, count: number): number[] {
  const counts = new Array<number>(setting.draws + 1).fill(0);
  for (const { rank } of ranked.slice(0, count)) counts[rank]! += 1;
  return counts;
}
