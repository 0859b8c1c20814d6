import { fitTree } from "./cart";
import { type GrowOptions, sortColumns } from "./grow";
import { type LossName, lineSearch, lossOf } from "./loss";
import { quantitiesOf, type Samples } from "./samples";
import { addResponses, type Tree } from "./tree";

/**
 * Ordered target statistics: the row at place k of the order gets (Σ y + aP) / (count + a) over the rows of its category
 * before it, so that no row sees its own target.
 * @param category  [n]; @param order  a permutation of the rows [n]; @param prior  P; @param a  > 0, the weight of P
 * @returns the number that stands for each row's category [n]
 * @source Prokhorenkova et al. 2018, §3.2, eq. 5
 */
export function orderedStatistics(
  category: ArrayLike<number>,
  y: ArrayLike<number>,
  order: ArrayLike<number>,
  prior: number,
  a = 1,
): Float64Array {
  checkPrior(category, y, a);
  const sums = new Map<number, { sum: number; count: number }>();
  const out = new Float64Array(y.length);
  for (let k = 0; k < order.length; k++) {
    const row = order[k];
    const seen = sums.get(category[row]) ?? { sum: 0, count: 0 };
    out[row] = (seen.sum + a * prior) / (seen.count + a);
    sums.set(category[row], { sum: seen.sum + y[row], count: seen.count + 1 });
  }
  return out;
}

/** The same over all rows, each row's own target among them: what leaks. */
export function greedyStatistics(
  category: ArrayLike<number>,
  y: ArrayLike<number>,
  prior: number,
  a = 1,
): Float64Array {
  checkPrior(category, y, a);
  const sums = new Map<number, { sum: number; count: number }>();
  for (let row = 0; row < y.length; row++) {
    const seen = sums.get(category[row]) ?? { sum: 0, count: 0 };
    sums.set(category[row], { sum: seen.sum + y[row], count: seen.count + 1 });
  }
  return Float64Array.from({ length: y.length }, (_, row) => {
    const { sum, count } = sums.get(category[row])!;
    return (sum + a * prior) / (count + a);
  });
}

function checkPrior(category: ArrayLike<number>, y: ArrayLike<number>, a: number): void {
  if (category.length !== y.length)
    throw new RangeError(`category must hold ${y.length} entries, got ${category.length}`);
  if (!(a > 0)) throw new RangeError(`a must be > 0, got ${a}`);
}

export interface OrderedOptions extends GrowOptions {
  readonly loss: Extract<LossName, "squared" | "logistic">;
  readonly rounds: number;
  readonly rate?: number;
  /** What F starts from; 0 unless told, for an average of the targets would know them all. */
  readonly prior?: number;
}

export interface OrderedBoost {
  readonly base: number;
  readonly rate: number;
  readonly trees: readonly Tree[];
  /** For each row, F(x) of the models that never saw its target or that of a row behind it in the order [n]. */
  readonly unseen: Float64Array;
}

/**
 * Ordered boosting with ⌊log₂ n⌋ + 1 supporting models: model k is boosted on the first 2ᵏ rows of the order, and a row at
 * place p is judged by the largest model with 2ᵏ ≤ p. The trees of the last model take their splits from those judgements
 * and the answers of their leaves, as in plain boosting, from its own residuals.
 * @param order  a permutation of the rows [n]
 * @cost O(log n) trees per round
 * @source Prokhorenkova et al. 2018, §4.2 and §5
 */
export function boostOrdered(
  samples: Samples,
  y: Float64Array,
  order: ArrayLike<number>,
  options: OrderedOptions,
): OrderedBoost {
  const { n } = samples;
  const { rounds, rate = 0.1, prior = 0 } = options;
  if (order.length !== n) throw new RangeError(`order must hold ${n} rows, got ${order.length}`);
  const loss = lossOf(options.loss);
  const place = new Int32Array(n);
  for (let p = 0; p < n; p++) place[order[p]] = p;
  // The row in front has no model before it: it keeps the prior.
  const level = place.map((p) => (p === 0 ? -1 : Math.floor(Math.log2(p))));
  const every = new Float64Array(n).fill(1);
  const supports = Array.from({ length: Math.floor(Math.log2(n)) + 1 }, (_, k) => ({
    F: new Float64Array(n).fill(prior),
    seen: Float64Array.from(place, (p) => (p < 2 ** k ? 1 : 0)),
  }));
  const F = new Float64Array(n).fill(prior);
  const unseen = new Float64Array(n).fill(prior);
  const residuals = new Float64Array(n);
  const sorted = sortColumns(samples);
  /** Splits by the residuals of `judged`, answers by those of `own`. */
  const grow = (judged: Float64Array, own: Float64Array, seen: Float64Array): Tree => {
    loss.residualsInto(residuals, y, judged, every);
    const tree = fitTree(samples, quantitiesOf(residuals), { ...options, sorted, weights: seen });
    return lineSearch(tree, samples, loss, y, own, seen);
  };
  const trees: Tree[] = [];
  for (let m = 0; m < rounds; m++) {
    const tree = grow(unseen, F, every);
    trees.push(tree);
    addResponses(F, tree, samples, rate);
    for (const support of supports) addResponses(support.F, grow(support.F, support.F, support.seen), samples, rate);
    for (let i = 0; i < n; i++) if (level[i] >= 0) unseen[i] = supports[level[i]].F[i];
  }
  return { base: prior, rate, trees, unseen };
}
