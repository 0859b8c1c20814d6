/** The law of one step that takes whole values: entry j is P(step = low + j). As a generating function z^low Σ weights_j z^j. */
export interface StepLaw {
  readonly low: number;
  /** ≥ 0, sum 1. */
  readonly weights: Float64Array;
}

const MAX_TERMS = 100_000;

/** The law of the sum of two independent steps: the product of their generating functions. @cost O(ab) */
export function multiplyLaws(a: StepLaw, b: StepLaw): StepLaw {
  const weights = new Float64Array(a.weights.length + b.weights.length - 1);
  for (let i = 0; i < a.weights.length; i++) {
    const w = a.weights[i]!;
    if (w === 0) continue;
    for (let j = 0; j < b.weights.length; j++) weights[i + j]! += w * b.weights[j]!;
  }
  return { low: a.low + b.low, weights };
}

/**
 * The law of a sum of n independent steps: the n-th power of the generating function, by squaring.
 * @throws RangeError where the sum could take more than 100,000 values
 */
export function powerOfLaw(step: StepLaw, n: number): StepLaw {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`n must be a whole number ≥ 0, got ${n}`);
  const terms = n * (step.weights.length - 1) + 1;
  if (terms > MAX_TERMS) throw new RangeError(`the sum must take at most ${MAX_TERMS} values, got ${terms}`);
  let result: StepLaw = { low: 0, weights: Float64Array.of(1) };
  let base = step;
  for (let k = n; k > 0; k = Math.floor(k / 2)) {
    if (k % 2 === 1) result = multiplyLaws(result, base);
    if (k > 1) base = multiplyLaws(base, base);
  }
  return result;
}

/** The law in which each step of a column is as likely as it is frequent. @param steps  whole numbers, at least one */
export function lawOfSteps(steps: ArrayLike<number>): StepLaw {
  if (steps.length === 0) throw new RangeError("steps must hold at least one number, got 0");
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    if (!Number.isSafeInteger(step)) throw new RangeError(`a step must be a whole number, got ${step} at ${i}`);
    low = Math.min(low, step);
    high = Math.max(high, step);
  }
  if (high - low >= MAX_TERMS)
    throw new RangeError(`steps must span at most ${MAX_TERMS} values, got ${high - low + 1}`);
  const weights = new Float64Array(high - low + 1);
  for (let i = 0; i < steps.length; i++) weights[steps[i]! - low]! += 1 / steps.length;
  return { low, weights };
}

/** Mean, variance and third absolute central moment E|X − μ|³ of a law. */
export function momentsOfLaw({ low, weights }: StepLaw): {
  readonly mean: number;
  readonly variance: number;
  readonly third: number;
} {
  let mean = 0;
  weights.forEach((w, j) => {
    mean += w * (low + j);
  });
  let variance = 0;
  let third = 0;
  weights.forEach((w, j) => {
    const off = Math.abs(low + j - mean);
    variance += w * off * off;
    third += w * off ** 3;
  });
  return { mean, variance, third };
}
