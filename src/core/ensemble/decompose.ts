/** Error of refitted models at test points, taken apart; shares of the mean squared error or of the 0/1 loss. */
export interface Parts {
  /** (mean prediction − truth)², or the share of points where the main prediction is wrong. */
  readonly bias: number;
  /** Mean spread of the predictions about their mean; for classes, about the main prediction. */
  readonly variance: number;
  /** Mean error of one model against the truth without noise. */
  readonly error: number;
}

/**
 * E(ŷ − f)² = (E ŷ − f)² + Var ŷ, averaged over the points: exact for any finite set of models.
 * @param predictions  R models' answers, each [n]; @param truth  f without noise [n]
 * @source Geman, Bienenstock & Doursat 1992
 */
export function squaredParts(predictions: readonly Float64Array[], truth: ArrayLike<number>): Parts {
  checkModels(predictions, truth.length);
  const n = truth.length;
  let bias = 0;
  let variance = 0;
  let error = 0;
  for (let i = 0; i < n; i++) {
    let mean = 0;
    for (const p of predictions) mean += p[i] / predictions.length;
    bias += (mean - truth[i]) ** 2 / n;
    for (const p of predictions) {
      variance += (p[i] - mean) ** 2 / (n * predictions.length);
      error += (p[i] - truth[i]) ** 2 / (n * predictions.length);
    }
  }
  return { bias, variance, error };
}

/**
 * The 0/1 loss: the main prediction is the most frequent one (the lowest of level ones). For two classes
 * error = bias + net variance, where disagreement costs at points the main prediction gets right and pays at the others.
 * @returns with `variance` the share of disagreement, and `net` the signed one
 * @source Domingos 2000
 */
export function votedParts(
  predictions: readonly Int32Array[],
  truth: ArrayLike<number>,
  classes: number,
): Parts & { readonly net: number } {
  checkModels(predictions, truth.length);
  const n = truth.length;
  const R = predictions.length;
  const parts = { bias: 0, variance: 0, error: 0, net: 0 };
  for (let i = 0; i < n; i++) {
    const votes = new Float64Array(classes);
    for (const p of predictions) votes[p[i]]++;
    const main = votes.indexOf(Math.max(...votes));
    const spread = 1 - votes[main] / R;
    const right = votes[truth[i]] / R;
    const wrong = main === truth[i] ? 0 : 1;
    parts.bias += wrong / n;
    parts.variance += spread / n;
    parts.error += (1 - right) / n;
    parts.net += (wrong ? -right : spread) / n;
  }
  return parts;
}

/** Ensemble error = mean error − mean spread, for the weighted mean of the models. */
export interface Ambiguity {
  readonly ensemble: number;
  readonly meanError: number;
  readonly spread: number;
}

/**
 * @param predictions  B models' answers, each [n]; @param y  targets [n]; @param weights  ≥ 0 [B], all equal unless told
 * @source Krogh & Vedelsby 1995, eq. 6
 */
export function ambiguity(
  predictions: readonly Float64Array[],
  y: ArrayLike<number>,
  weights?: ArrayLike<number>,
): Ambiguity {
  checkModels(predictions, y.length);
  const raw = predictions.map((_, b) => (weights ? weights[b] : 1));
  const total = raw.reduce((sum, w) => sum + w, 0);
  const n = y.length;
  let ensemble = 0;
  let meanError = 0;
  let spread = 0;
  for (let i = 0; i < n; i++) {
    const mean = predictions.reduce((sum, p, b) => sum + (raw[b] / total) * p[i], 0);
    ensemble += (mean - y[i]) ** 2 / n;
    predictions.forEach((p, b) => {
      meanError += ((raw[b] / total) * (p[i] - y[i]) ** 2) / n;
      spread += ((raw[b] / total) * (p[i] - mean) ** 2) / n;
    });
  }
  return { ensemble, meanError, spread };
}

function checkModels(predictions: readonly ArrayLike<number>[], n: number): void {
  if (predictions.length === 0) throw new RangeError("predictions must hold at least one model, got 0");
  if (n === 0) throw new RangeError("the truth must hold at least one point, got 0");
  for (const p of predictions)
    if (p.length !== n) throw new RangeError(`a model must answer ${n} points, got ${p.length}`);
}
