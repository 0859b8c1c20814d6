import type { Rng } from "../num/rng";
import { fitNewtonTree, fitTree, type NewtonOptions } from "./cart";
import { sampleGoss } from "./goss";
import { type GrowOptions, sortColumns } from "./grow";
import { type LossName, lineSearch, lossOf } from "./loss";
import { quantitiesOf, type Samples, weightsFor } from "./samples";
import { addResponses, type Tree } from "./tree";

export interface BoostOptions extends GrowOptions {
  readonly loss: LossName;
  /** M, the trees. */
  readonly rounds: number;
  /** ν, the shrinkage: F ← F + ν h. Default 0.1. */
  readonly rate?: number;
  /** Share of the rows that a round sees, drawn without replacement; 1 unless told. Needs `rng`. */
  readonly subsample?: number;
  /** Draws the rows of a round by the size of their gradients instead: the share a of the largest, b of the rest. Needs `rng`. */
  readonly goss?: { readonly a: number; readonly b: number };
  /** The share that Huber's loss squares. Default 0.9. */
  readonly quantile?: number;
  /** Newton trees with λ and γ in place of trees on residuals. */
  readonly newton?: Pick<NewtonOptions, "lambda" | "gamma">;
  /** w_i ≥ 0 [n]. */
  readonly weights?: ArrayLike<number>;
  /** Stops when the loss of these rows has not fallen for `patience` rounds. */
  readonly held?: { readonly samples: Samples; readonly y: Float64Array; readonly patience: number };
  readonly rng?: Rng;
}

/** F(x) = base + ν Σ h_m(x). */
export interface Boosted {
  readonly loss: LossName;
  readonly base: number;
  readonly rate: number;
  readonly trees: readonly Tree[];
  /** What each row counted in each round [rounds][n], 0 where it was not drawn; absent where every round saw all rows. */
  readonly seen?: readonly Float64Array[];
  /** Mean loss of the training rows before the first round and after each [rounds + 1]. */
  readonly losses: Float64Array;
  /** The same of the held-out rows, where there are some. */
  readonly heldLosses?: Float64Array;
  /** The round of the least held-out loss; all rounds without held-out rows. */
  readonly best: number;
}

/**
 * Gradient boosting with exact trees, one round at a time: r = −∂L/∂F, a tree on r, each leaf's best step, F += ν h.
 *
 * @param y  targets [n]; 0 or 1 for "logistic"
 * @throws RangeError when an option is out of range or "logistic" meets other numbers than 0 and 1
 * @source Friedman 2001, algorithm 1; Friedman 2002 (subsample); Chen & Guestrin 2016 (newton); Ke et al. 2017 (goss)
 */
export function* boostGradient(samples: Samples, y: Float64Array, options: BoostOptions): Generator<number, Boosted> {
  const { rounds, rate = 0.1, held, newton } = options;
  checkBoost(y, options);
  const w = weightsFor(samples, quantitiesOf(y), options.weights);
  const loss = lossOf(options.loss, options.quantile);
  const base = loss.initial(y, w);
  const F = new Float64Array(samples.n).fill(base);
  const heldF = held && new Float64Array(held.samples.n).fill(base);
  const heldW = held && new Float64Array(held.samples.n).fill(1);
  const losses = [loss.value(y, F, w)];
  const heldLosses = held ? [loss.value(held.y, heldF!, heldW!)] : [];
  const grow = { ...options, sorted: options.sorted ?? sortColumns(samples) };
  const trees: Tree[] = [];
  const draws: Float64Array[] = [];
  const residuals = new Float64Array(samples.n);
  const hessians = new Float64Array(samples.n);
  let best = 0;
  for (let m = 0; m < rounds; m++) {
    loss.residualsInto(residuals, y, F, w);
    const seen = rowsOfRound(w, residuals, options);
    if (seen !== w) draws.push(seen);
    let tree: Tree;
    if (newton) {
      loss.hessiansInto(hessians, y, F, w);
      const g = residuals.map((r, i) => -r * seen[i]);
      tree = fitNewtonTree(
        samples,
        g,
        hessians.map((h, i) => h * seen[i]),
        { ...grow, ...newton },
      );
    } else {
      tree = fitTree(samples, quantitiesOf(residuals), { ...grow, weights: seen });
      tree = lineSearch(tree, samples, loss, y, F, seen);
    }
    trees.push(tree);
    addResponses(F, tree, samples, rate);
    losses.push(loss.value(y, F, w));
    if (held) {
      addResponses(heldF!, tree, held.samples, rate);
      heldLosses.push(loss.value(held.y, heldF!, heldW!));
      if (heldLosses[m + 1] < heldLosses[best]) best = m + 1;
      if (m + 1 - best >= held.patience) break;
    }
    yield m + 1;
  }
  return {
    loss: options.loss,
    base,
    rate,
    trees,
    ...(draws.length > 0 ? { seen: draws } : {}),
    losses: Float64Array.from(losses),
    ...(held ? { heldLosses: Float64Array.from(heldLosses) } : {}),
    best: held ? best : trees.length,
  };
}

/** F(x_i) = base + ν Σ h_m(x_i) of the first `rounds` trees [n]. */
export function rawPredictions(
  model: Pick<Boosted, "base" | "rate" | "trees">,
  samples: Samples,
  rounds = model.trees.length,
): Float64Array {
  const F = new Float64Array(samples.n).fill(model.base);
  for (const tree of model.trees.slice(0, rounds)) addResponses(F, tree, samples, model.rate);
  return F;
}

/** What the rows count in this round: all, a random share, or those that GOSS chooses. */
function rowsOfRound(w: Float64Array, residuals: Float64Array, options: BoostOptions): Float64Array {
  const { subsample = 1, goss, rng } = options;
  if (goss && rng) {
    const out = new Float64Array(w.length);
    const { rows, scale } = sampleGoss(residuals, goss.a, goss.b, rng);
    rows.forEach((row, k) => {
      out[row] = w[row] * scale[k];
    });
    return out;
  }
  return subsample < 1 && rng ? drawRows(w, subsample, rng) : w;
}

/** The weights with all but round(share · rows) of the positive ones set to 0, drawn without replacement. */
function drawRows(w: Float64Array, share: number, rng: Rng): Float64Array {
  const rows = [...w.keys()].filter((i) => w[i] > 0);
  const count = Math.max(1, Math.round(share * rows.length));
  const out = new Float64Array(w.length);
  for (let k = 0; k < count; k++) {
    const at = k + rng.nextBelow(rows.length - k);
    [rows[k], rows[at]] = [rows[at], rows[k]];
    out[rows[k]] = w[rows[k]];
  }
  return out;
}

function checkBoost(y: Float64Array, { loss, rounds, rate = 0.1, subsample = 1, goss, rng }: BoostOptions): void {
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`rounds must be a whole number ≥ 1, got ${rounds}`);
  if (!(rate > 0)) throw new RangeError(`rate must be > 0, got ${rate}`);
  if (!(subsample > 0 && subsample <= 1)) throw new RangeError(`subsample must lie in (0, 1], got ${subsample}`);
  if (subsample < 1 && !rng) throw new RangeError("subsample needs an rng, got none");
  if (goss && !rng) throw new RangeError("GOSS needs an rng, got none");
  if (loss !== "logistic") return;
  const bad = y.findIndex((v) => v !== 0 && v !== 1);
  if (bad >= 0) throw new RangeError(`the logistic loss needs targets 0 and 1, got ${y[bad]} in row ${bad}`);
}
