import { schemeGrowth, schemeStep, type Wall } from "../../core/walk/diffusion";
import type { Values } from "../demo";
import { num } from "./part";

/** The heat equation's scheme from a spike; the scalings need no model. */
export interface ZoomModel {
  readonly alpha: number;
  readonly r: number;
  readonly c: number;
  readonly wall: Wall;
  /** The scheme after each of its steps, [TIMES + 1, PLACES]. */
  readonly field: Float64Array;
}

/** Zoom levels: Δt = 2^−level, and 2^level steps up to t = 1. */
export const LEVELS = 10;
/** Steps of the scheme shown for one level. */
export const PACE = 6;
/** Steps of the scheme altogether. */
export const TIMES = LEVELS * PACE;
/** Places on either side of the spike, up to the walls. */
export const HALF = 16;
/** Places altogether. */
export const PLACES = 2 * HALF + 1;

/** Lets the scheme run from a unit spike. */
export function compute(values: Values): ZoomModel {
  const [r, c] = [num(values, "r"), num(values, "lean")];
  const wall = values["walls"] as Wall;
  const field = new Float64Array((TIMES + 1) * PLACES);
  field[HALF] = 1;
  for (let k = 1; k <= TIMES; k++) {
    const before = field.subarray((k - 1) * PLACES, k * PLACES);
    schemeStep(field.subarray(k * PLACES, (k + 1) * PLACES), before, r, c, wall);
  }
  return { alpha: num(values, "alpha"), r, c, wall, field };
}

/** The profile after k steps of the scheme. */
export const rowAt = ({ field }: ZoomModel, k: number): Float64Array => field.subarray(k * PLACES, (k + 1) * PLACES);

/** Whether some wave of the scheme grows. */
export const grows = ({ r, c }: ZoomModel): boolean => schemeGrowth(r, c) > 1 + 1e-9;
