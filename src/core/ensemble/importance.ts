import type { Rng } from "../num/rng";
import type { Samples } from "./samples";
import type { Tree } from "./tree";

/** Each column's share of what the splits gained in one tree [d], summing to 1; zeros for a single leaf. */
export function impurityImportance(tree: Tree, d: number): Float64Array {
  const out = new Float64Array(d);
  let total = 0;
  for (let node = 0; node < tree.feature.length; node++) {
    if (tree.feature[node] < 0) continue;
    out[tree.feature[node]] += tree.gain[node];
    total += tree.gain[node];
  }
  return total > 0 ? out.map((x) => x / total) : out;
}

/** The mean of the trees' shares [d]. It favours columns of many values, and is measured on the rows that were fitted. */
export function forestImportance(trees: readonly Tree[], d: number): Float64Array {
  const out = new Float64Array(d);
  for (const tree of trees) {
    const shares = impurityImportance(tree, d);
    for (let j = 0; j < d; j++) out[j] += shares[j] / trees.length;
  }
  const total = out.reduce((sum, x) => sum + x, 0);
  return total > 0 ? out.map((x) => x / total) : out;
}

/** How far a score falls when one column is shuffled. */
export interface Permuted {
  /** [d] */
  readonly mean: Float64Array;
  /** Standard deviation over the repeats [d]. */
  readonly deviation: Float64Array;
}

/**
 * Permutation importance: score − score with column j shuffled, `repeats` times for each column.
 * @param score  higher is better, such as the accuracy on held-out rows
 * @source Breiman 2001, §10
 */
export function permutationImportance(
  samples: Samples,
  score: (samples: Samples) => number,
  repeats: number,
  rng: Rng,
): Permuted {
  const { n, d, columns } = samples;
  if (!Number.isInteger(repeats) || repeats < 1)
    throw new RangeError(`repeats must be a whole number ≥ 1, got ${repeats}`);
  const base = score(samples);
  const mean = new Float64Array(d);
  const deviation = new Float64Array(d);
  for (let j = 0; j < d; j++) {
    const shuffled = columns[j].slice();
    const falls = Array.from({ length: repeats }, () => {
      for (let k = n - 1; k > 0; k--) {
        const at = rng.nextBelow(k + 1);
        [shuffled[k], shuffled[at]] = [shuffled[at], shuffled[k]];
      }
      return base - score({ ...samples, columns: columns.map((column, k) => (k === j ? shuffled : column)) });
    });
    mean[j] = falls.reduce((sum, x) => sum + x, 0) / repeats;
    deviation[j] = Math.sqrt(falls.reduce((sum, x) => sum + (x - mean[j]) ** 2, 0) / repeats);
  }
  return { mean, deviation };
}
