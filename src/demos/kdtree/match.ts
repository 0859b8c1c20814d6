import { buildTree } from "../../core/kdtree/build";
import { buildForest } from "../../core/kdtree/forest";
import { matchRows } from "../../core/kdtree/match";
import { createRng, type Rng } from "../../core/num/rng";
import type { Context, Values } from "../demo";

/** Two sets of descriptors, matched with the ratio test. */

export interface MatchModel {
  readonly subject: "match";
  readonly values: Values;
  readonly ratio: number;
  readonly candidates: number;
  /** For each query d₁/d₂, whether its nearest is its partner, and whether it has one at all. */
  readonly ratios: Float64Array;
  readonly isTrue: Uint8Array;
  readonly hasPartner: Uint8Array;
  /** The same two things by comparing every pair; empty with a budget, which may miss. */
  readonly plainRatios: Float64Array;
  readonly plainTrue: Uint8Array;
}

/** Kept matches, right ones among them, and queries that have a partner. */
export interface Score {
  readonly kept: number;
  readonly right: number;
  readonly partners: number;
  /** right / kept; 1 where nothing is kept. */
  readonly precision: number;
  readonly recall: number;
}

const D = 128;
/** Coordinates are cut here and the length made 1 again. @source Lowe 2004, 6.1 */
const CLIP = 0.2;
const FAMILIES = 20;

export function computeMatch(values: Values, seed: number, context: Context): MatchModel {
  const count = Number(values["count"]);
  const [noise, outliers] = [Number(values["noise"]), Number(values["outliers"])];
  const candidates = Number(values["candidates"]);
  const trees = Number(values["trees"]);
  const key = `${count} ${noise} ${outliers} ${seed}`;
  const sets = context.reuse(`descriptors ${key}`, () => descriptors(count, noise, outliers, seed));
  context.checkpoint();
  context.progress(0.3);
  const matched = context.reuse(`matched ${key} ${candidates} ${trees}`, () => {
    const index =
      candidates === 0 ? buildTree(sets.stored, D) : buildForest(sets.stored, D, trees, { leafSize: 4, seed });
    const found = matchRows(index, sets.asked, { ratio: 1 }, candidates === 0 ? {} : { candidates });
    return {
      ratios: Float64Array.from(found, ({ first, second }) => (second > 0 ? first / second : 1)),
      isTrue: Uint8Array.from(found, ({ row, query }) => (row === sets.partner[query] ? 1 : 0)),
    };
  });
  const plain =
    candidates === 0
      ? context.reuse(`plain ${key}`, () => byPairs(sets))
      : { ratios: new Float64Array(0), isTrue: new Uint8Array(0) };
  return {
    subject: "match",
    values,
    ratio: Number(values["ratio"]),
    candidates,
    ...matched,
    hasPartner: Uint8Array.from(sets.partner, (row) => (row >= 0 ? 1 : 0)),
    plainRatios: plain.ratios,
    plainTrue: plain.isTrue,
  };
}

export function scoreAt(
  { ratios, isTrue, hasPartner }: Pick<MatchModel, "ratios" | "isTrue" | "hasPartner">,
  ratio: number,
): Score {
  let kept = 0;
  let right = 0;
  for (let query = 0; query < ratios.length; query++) {
    if (ratios[query] > ratio) continue;
    kept++;
    right += isTrue[query];
  }
  const partners = hasPartner.reduce((sum, each) => sum + each, 0);
  return { kept, right, partners, precision: kept > 0 ? right / kept : 1, recall: partners > 0 ? right / partners : 0 };
}

interface Sets {
  readonly stored: Float64Array;
  readonly asked: Float64Array;
  /** The stored row that a query was made from, −1 for none. */
  readonly partner: Int32Array;
}

/** Like SIFT's: non-negative, of length 1, no coordinate above 0.2 before the last normalising. */
function descriptors(count: number, noise: number, outliers: number, seed: number): Sets {
  const rng = createRng(seed + 77);
  const stored = new Float64Array(count * D);
  const families = Array.from({ length: FAMILIES }, () => fresh(rng));
  for (let row = 0; row < count; row++) stored.set(relative(families, rng), row * D);
  const order = shuffled(count, rng);
  const alone = Math.round(outliers * count);
  const asked = new Float64Array(count * D);
  const partner = new Int32Array(count).fill(-1);
  for (let row = 0; row < count; row++) {
    if (row < alone) {
      asked.set(relative(families, rng), row * D);
      continue;
    }
    partner[row] = order[row];
    const from = stored.subarray(order[row] * D, order[row] * D + D);
    // Some are seen well and some badly.
    asked.set(blurred(from, noise * (0.3 + 1.5 * rng.nextFloat()), rng), row * D);
  }
  return { stored, asked, partner };
}

/** Two of three belong to a family of look-alikes, as the windows of a house do. */
function relative(families: readonly Float64Array[], rng: Rng): Float64Array {
  if (rng.nextBelow(3) === 0) return fresh(rng);
  return blurred(families[rng.nextBelow(FAMILIES)], 0.02 + 0.05 * rng.nextFloat(), rng);
}

const blurred = (x: Float64Array, noise: number, rng: Rng): Float64Array =>
  normalised(x.map((each) => Math.max(0, each + noise * rng.nextNormal())));

const fresh = (rng: Rng): Float64Array =>
  normalised(Float64Array.from({ length: D }, () => (-Math.log(1 - rng.nextFloat())) ** 1.5));

function normalised(x: Float64Array): Float64Array {
  const unit = (v: Float64Array) => {
    const length = Math.sqrt(v.reduce((sum, each) => sum + each * each, 0)) || 1;
    return v.map((each) => each / length);
  };
  return unit(unit(x).map((each) => Math.min(each, CLIP)));
}

function shuffled(count: number, rng: Rng): number[] {
  const list = Array.from({ length: count }, (_, at) => at);
  for (let at = count - 1; at > 0; at--) {
    const other = rng.nextBelow(at + 1);
    [list[at], list[other]] = [list[other], list[at]];
  }
  return list;
}

/** The two nearest by comparing every pair. */
function byPairs({ stored, asked, partner }: Sets): { ratios: Float64Array; isTrue: Uint8Array } {
  const count = partner.length;
  const ratios = new Float64Array(count);
  const isTrue = new Uint8Array(count);
  for (let query = 0; query < count; query++) {
    let [first, second, nearest] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, -1];
    for (let row = 0; row < count; row++) {
      let square = 0;
      for (let axis = 0; axis < D; axis++) square += (stored[row * D + axis] - asked[query * D + axis]) ** 2;
      if (square < first) [first, second, nearest] = [square, first, row];
      else if (square < second) second = square;
    }
    ratios[query] = second > 0 ? Math.sqrt(first / second) : 1;
    isTrue[query] = nearest === partner[query] ? 1 : 0;
  }
  return { ratios, isTrue };
}
