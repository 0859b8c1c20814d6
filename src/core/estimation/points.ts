import type { Numbers } from "../num/dense";

/** A prior that allows only some values of θ, each with its weight; weights sum to one. */
export interface PointPrior {
  readonly at: readonly number[];
  readonly weights: readonly number[];
}

/** @param weights at least one positive, none negative; scaled to sum to one @throws RangeError otherwise */
export function pointPrior(at: Numbers, weights: Numbers): PointPrior {
  if (at.length !== weights.length || at.length === 0) {
    throw new RangeError(`weights must hold ${at.length} ≥ 1 numbers, got ${weights.length}`);
  }
  const list = Array.from(weights);
  const sum = list.reduce((total, weight) => total + weight, 0);
  if (!(list.every((weight) => weight >= 0) && sum > 0 && sum < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`weights must be ≥ 0 with a positive sum, got ${list}`);
  }
  return { at: Array.from(at), weights: list.map((weight) => weight / sum) };
}

/** Bayes' rule: weight × likelihood, scaled to sum to one; undefined when no point can have made the data. */
export function updatePoints(prior: PointPrior, logLikelihood: (theta: number) => number): PointPrior | undefined {
  const logs = prior.at.map((theta, j) => (prior.weights[j] === 0 ? Number.NEGATIVE_INFINITY : logLikelihood(theta)));
  const top = Math.max(...logs);
  if (top === Number.NEGATIVE_INFINITY) return undefined;
  return pointPrior(
    prior.at,
    logs.map((log, j) => prior.weights[j]! * Math.exp(log - top)),
  );
}

/** Mean, sd, the heaviest points (several if they tie) and the least median. */
export function summarisePoints({ at, weights }: PointPrior) {
  const mean = at.reduce((sum, theta, j) => sum + theta * weights[j]!, 0);
  const variance = at.reduce((sum, theta, j) => sum + weights[j]! * (theta - mean) ** 2, 0);
  const top = Math.max(...weights);
  const order = at.map((_, j) => j).sort((i, j) => at[i]! - at[j]!);
  let below = 0;
  const median = order.find((j) => {
    below += weights[j]!;
    return below >= 0.5;
  });
  return {
    mean,
    sd: Math.sqrt(variance),
    modes: at.filter((_, j) => weights[j] === top),
    median: at[median ?? order.at(-1)!]!,
  };
}
