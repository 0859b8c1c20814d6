import { type Bundles, bundleSamples, findBundles } from "../../core/ensemble/efb";
import { columnsOf, type Samples } from "../../core/ensemble/samples";
import { createRng } from "../../core/num/rng";
import type { Values } from "../demo";
import { numberOf } from "./lesson";

export interface BundleModel {
  readonly values: Values;
  readonly samples: Samples;
  readonly allowed: number;
  readonly found: Bundles;
  readonly bundled: Samples;
  /** Rows in which two columns are both other than zero [d, d]. */
  readonly clashes: Int32Array;
}

const ROWS = 48;
/** Columns of a group exclude each other, as those of one category feature do. */
const GROUP = 4;

export function computeBundle(values: Values, seed: number): BundleModel {
  const [d, clash, filled, allowed] = ["sparse", "clash", "filled", "allowed"].map((id) => numberOf(values, id));
  const rng = createRng(seed, 71);
  const columns = Array.from({ length: d }, () => new Float64Array(ROWS));
  for (let row = 0; row < ROWS; row++) {
    for (let from = 0; from < d; from += GROUP) {
      const size = Math.min(GROUP, d - from);
      const one = rng.nextBelow(size);
      for (let j = 0; j < size; j++) {
        const chance = j === one ? filled : clash;
        const value = 1 + rng.nextBelow(5);
        if (rng.nextFloat() < chance) columns[from + j][row] = value;
      }
    }
  }
  const samples = columnsOf(columns);
  const found = findBundles(samples, allowed);
  const clashes = new Int32Array(d * d);
  for (let j = 0; j < d; j++) {
    for (let k = 0; k < d; k++) {
      if (j === k) continue;
      for (let row = 0; row < ROWS; row++) if (columns[j][row] !== 0 && columns[k][row] !== 0) clashes[j * d + k]++;
    }
  }
  return { values, samples, allowed, found, bundled: bundleSamples(found, samples), clashes };
}

/** The bundles after so many columns were placed: greedy colouring never takes one out again. */
export function placedAt({ found }: BundleModel, step: number): readonly (readonly number[])[] {
  const placed = new Set(found.order.slice(0, step));
  return found.bundles.map((members) => members.filter((j) => placed.has(j)));
}
