import type { Rng } from "../num/rng";
import { binSamples } from "./bins";
import type { Boosted } from "./boosting";
import { sampleGoss } from "./goss";
import { type LeafwiseOptions, leafwise } from "./leafwise";
import { lossOf } from "./loss";
import type { Samples } from "./samples";
import { addResponses, type Tree } from "./tree";

export interface HistogramOptions extends LeafwiseOptions {
  readonly loss: "squared" | "logistic";
  readonly rounds: number;
  /** ν. Default 0.1. */
  readonly rate?: number;
  /** Bins per column, at most 256. Default 255. */
  readonly bins?: number;
  /** Only the rows of large gradients and a sample of the rest. Needs `rng`. */
  readonly goss?: { readonly a: number; readonly b: number };
  readonly rng?: Rng;
}

/**
 * The fast path of gradient boosting: Newton's trees, leaf by leaf, on at most 256 bins a column.
 * @param y  targets [n]; 0 or 1 for "logistic"
 * @source Ke et al. 2017
 */
export function* boostHistogram(
  samples: Samples,
  y: Float64Array,
  options: HistogramOptions,
): Generator<number, Boosted> {
  const { rounds, rate = 0.1, goss, rng } = options;
  const { n } = samples;
  if (y.length !== n) throw new RangeError(`y must hold ${n} numbers, got ${y.length}`);
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`rounds must be a whole number ≥ 1, got ${rounds}`);
  if (goss && !rng) throw new RangeError("GOSS needs an rng, got none");
  const loss = lossOf(options.loss);
  const w = new Float64Array(n).fill(1);
  const base = loss.initial(y, w);
  const F = new Float64Array(n).fill(base);
  const g = new Float64Array(n);
  const h = new Float64Array(n);
  const grower = leafwise(binSamples(samples, options.bins), options);
  const trees: Tree[] = [];
  const losses = [loss.value(y, F, w)];
  for (let m = 0; m < rounds; m++) {
    slopesInto(g, h, y, F, options.loss);
    const chosen = goss && rng ? sampleGoss(g, goss.a, goss.b, rng) : undefined;
    if (chosen) {
      chosen.rows.forEach((row, k) => {
        g[row] *= chosen.scale[k];
        h[row] *= chosen.scale[k];
      });
    }
    const tree = grower.grow(g, h, chosen?.rows);
    trees.push(tree);
    if (chosen) addResponses(F, tree, samples, rate);
    else grower.addTo(F, rate);
    losses.push(loss.value(y, F, w));
    yield m + 1;
  }
  return { loss: options.loss, base, rate, trees, losses: Float64Array.from(losses), best: trees.length };
}

/** g = ∂L/∂F and h = ∂²L/∂F² in one pass. */
function slopesInto(
  g: Float64Array,
  h: Float64Array,
  y: Float64Array,
  F: Float64Array,
  loss: "squared" | "logistic",
): void {
  if (loss === "squared") {
    for (let i = 0; i < g.length; i++) g[i] = F[i] - y[i];
    h.fill(1);
    return;
  }
  for (let i = 0; i < g.length; i++) {
    const p = 1 / (1 + Math.exp(-F[i]));
    g[i] = p - y[i];
    h[i] = p * (1 - p);
  }
}
