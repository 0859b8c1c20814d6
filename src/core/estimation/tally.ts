import { addExactly, addSums, exactProduct, type Sum, total } from "../num/sum";

/**
 * All that a sample tells about a parameter of the conjugate families: its sufficient statistics. Sums are kept exactly, so that data
 * one by one, in bulk, in any order and in any grouping give the same posterior to the last bit.
 */
export interface Tally {
  readonly n: number;
  readonly sum: Sum;
  readonly squares: Sum;
  /** Σ of what each observation was exposed to (time, area); n where nothing was said. */
  readonly exposure: Sum;
  /** −∞ and ∞ without data. */
  readonly largest: number;
  readonly smallest: number;
}

export const emptyTally: Tally = {
  n: 0,
  sum: [],
  squares: [],
  exposure: [],
  largest: Number.NEGATIVE_INFINITY,
  smallest: Number.POSITIVE_INFINITY,
};

/** One more observation. @throws RangeError unless x is finite and the exposure positive and finite */
export function observe(tally: Tally, x: number, exposure = 1): Tally {
  if (!Number.isFinite(x)) throw new RangeError(`x must be finite, got ${x}`);
  if (!(exposure > 0 && exposure < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`exposure must be positive and finite, got ${exposure}`);
  }
  return {
    n: tally.n + 1,
    sum: addExactly(tally.sum, x),
    squares: addSums(tally.squares, exactProduct(x, x)),
    exposure: addExactly(tally.exposure, exposure),
    largest: Math.max(tally.largest, x),
    smallest: Math.min(tally.smallest, x),
  };
}

/** A whole sample. @param exposures one for each observation, or none */
export function tallyOf(data: ArrayLike<number>, exposures?: ArrayLike<number>): Tally {
  if (exposures && exposures.length !== data.length) {
    throw new RangeError(`exposures must hold ${data.length} numbers, got ${exposures.length}`);
  }
  let tally = emptyTally;
  for (let i = 0; i < data.length; i++) tally = observe(tally, data[i]!, exposures?.[i]);
  return tally;
}

/** Two samples put together. */
export function mergeTallies(a: Tally, b: Tally): Tally {
  return {
    n: a.n + b.n,
    sum: addSums(a.sum, b.sum),
    squares: addSums(a.squares, b.squares),
    exposure: addSums(a.exposure, b.exposure),
    largest: Math.max(a.largest, b.largest),
    smallest: Math.min(a.smallest, b.smallest),
  };
}

/** Mean, Σ(x − x̄)² with the divisors n and n − 1; NaN where there are too few data. */
export function momentsOf(tally: Tally) {
  const { n } = tally;
  const mean = total(tally.sum) / n;
  // Σ(x − x̄)² = Σx² − n x̄² with both sides kept exactly: the cancellation costs nothing.
  const spread = Math.max(0, total(addSums(tally.squares, negatedSquareShare(tally.sum, n))));
  return { mean, spread, variance: spread / n, unbiased: n > 1 ? spread / (n - 1) : Number.NaN };
}

/** −(Σx)²/n as a sum whose parts are rounded only below the last bit of the whole. */
function negatedSquareShare(sum: Sum, n: number): Sum {
  if (n === 0) return [];
  let out: Sum = [];
  const mean = total(sum) / n;
  // (Σx)²/n = 2 x̄ Σx − n x̄² + (Σx − n x̄)²/n for the rounded mean x̄, whose residue Σx − n x̄ is tiny.
  const residue = total(addSums(sum, exactProduct(-n, mean)));
  for (const part of sum) out = addSums(out, exactProduct(-2 * mean, part));
  for (const part of exactProduct(mean, mean)) out = addSums(out, exactProduct(n, part));
  return addExactly(out, -(residue * residue) / n);
}
