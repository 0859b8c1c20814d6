import { answersOf } from "../../core/ensemble/adaboost";
import { fitTree } from "../../core/ensemble/cart";
import { shuffle } from "../../core/ensemble/folds";
import { greedyStatistics, orderedStatistics } from "../../core/ensemble/ordered";
import { classesOf, columnsOf } from "../../core/ensemble/samples";
import { createRng, type Rng } from "../../core/num/rng";
import type { Context, Values } from "../demo";
import { numberOf } from "./lesson";

/** Rows of one category feature and a label of 0 or 1. */
interface Rows {
  readonly category: Int32Array;
  readonly y: Float64Array;
}

/** What a stump on the statistic gets wrong, for one number of categories. */
export interface Leak {
  readonly kinds: number;
  readonly perKind: number;
  /** [greedy, ordered]: mean error on the rows learned from, and on fresh ones. */
  readonly train: readonly [number, number];
  readonly fresh: readonly [number, number];
}

export interface OrderedModel extends Rows {
  readonly values: Values;
  /** Rows in the order in which they come [n]. */
  readonly order: readonly number[];
  readonly prior: number;
  readonly a: number;
  /** The statistic of each row [n]. */
  readonly ordered: Float64Array;
  readonly greedy: Float64Array;
  readonly leaks: readonly Leak[];
}

/** The worked example: one category, P = 0.6. */
const book = [1, 0, 1, 1, 0] as const;
/** Drawn data sets per number of categories. */
const REPEATS = 24;

function drawRows(n: number, kinds: number, effect: number, rng: Rng, chances: Float64Array): Rows {
  const category = Int32Array.from({ length: n }, () => rng.nextBelow(kinds));
  const y = Float64Array.from(category, (c) => (rng.nextFloat() < 0.5 + effect * (chances[c] - 0.5) ? 1 : 0));
  return { category, y };
}

const drawChances = (kinds: number, rng: Rng): Float64Array =>
  Float64Array.from({ length: kinds }, () => rng.nextFloat());

const meanOf = (list: ArrayLike<number>): number => Array.from(list).reduce((sum, x) => sum + x / list.length, 0);

export function computeOrdered(values: Values, seed: number, context: Context): OrderedModel {
  const a = numberOf(values, "pseudo");
  const isBook = values["cases"] === "book";
  const [n, kinds, effect] = ["people", "kinds", "effect"].map((id) => numberOf(values, id));
  const rng = createRng(seed, 61);
  const rows: Rows = isBook
    ? { category: new Int32Array(book.length), y: Float64Array.from(book) }
    : drawRows(n, kinds, effect, rng, drawChances(kinds, rng));
  const all = [...rows.y.keys()];
  const order = isBook ? all : shuffle(all, rng);
  const prior = isBook ? 0.6 : meanOf(rows.y);
  const sizes = [1, 2, 4, 8, 16, 32, 64, 128, 256].filter((k) => k <= n);
  return {
    values,
    ...rows,
    order,
    prior,
    a,
    ordered: orderedStatistics(rows.category, rows.y, order, prior, a),
    greedy: greedyStatistics(rows.category, rows.y, prior, a),
    leaks: sizes.map((size, k) => {
      context.checkpoint();
      context.progress(k / sizes.length);
      return leakOf(n, size, effect, a, seed);
    }),
  };
}

/** Stumps on either statistic, fitted to drawn rows and tried on fresh ones, whose statistic is that of all rows learned from. */
function leakOf(n: number, kinds: number, effect: number, a: number, seed: number): Leak {
  const train = [0, 0];
  const fresh = [0, 0];
  for (let r = 0; r < REPEATS; r++) {
    const rng = createRng(seed, 6200 + 100 * kinds + r);
    const chances = drawChances(kinds, rng);
    const [seen, later] = [drawRows(n, kinds, effect, rng, chances), drawRows(n, kinds, effect, rng, chances)];
    const prior = meanOf(seen.y);
    const order = shuffle([...seen.y.keys()], rng);
    const greedy = greedyStatistics(seen.category, seen.y, prior, a);
    const known = new Map(Array.from(seen.category, (c, i) => [c, greedy[i]]));
    const asked = columnsOf([Float64Array.from(later.category, (c) => known.get(c) ?? prior)]);
    [greedy, orderedStatistics(seen.category, seen.y, order, prior, a)].forEach((statistic, which) => {
      const samples = columnsOf([statistic]);
      const targets = classesOf(seen.y, 2);
      const stump = fitTree(samples, targets, { maxDepth: 1, criterion: "error" });
      const wrong = (answers: Int32Array, y: Float64Array): number => meanOf(y.map((v, i) => Number(v !== answers[i])));
      train[which] += wrong(answersOf(stump, samples), seen.y) / REPEATS;
      fresh[which] += wrong(answersOf(stump, asked), later.y) / REPEATS;
    });
  }
  return { kinds, perKind: n / kinds, train: [train[0], train[1]], fresh: [fresh[0], fresh[1]] };
}

/** What stood before a row: how many of its category, and how many of those with label 1. */
export function before(model: OrderedModel, place: number): { readonly count: number; readonly sum: number } {
  const { order, category, y } = model;
  const own = order.slice(0, place).filter((row) => category[row] === category[order[place]]);
  return { count: own.length, sum: own.reduce((sum, row) => sum + y[row], 0) };
}
