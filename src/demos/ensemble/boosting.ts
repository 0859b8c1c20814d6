import { type AdaBoost, boostAda } from "../../core/ensemble/adaboost";
import { type Boosted, boostGradient } from "../../core/ensemble/boosting";
import { sigmoid } from "../../core/ensemble/loss";
import type { Samples } from "../../core/ensemble/samples";
import { argmax, leafAt, leavesOf, type Tree } from "../../core/ensemble/tree";
import type { Text } from "../../words/text";
import type { Context, Values } from "../demo";
import { memo } from "../memo";
import { gridOf } from "./ground";
import { numberOf } from "./lesson";
import { type Plane, readPlane } from "./plane";
import { gradientOptions } from "./rounds";

/** A boosted ensemble of any kind, as sums of terms: round m adds terms[m] to F, for each class or for the one log-odds. */
export interface BoostModel {
  readonly values: Values;
  readonly problem?: Text;
  readonly plane?: Plane;
  readonly method: "ada" | "gradient" | "xgboost";
  readonly ada?: AdaBoost;
  readonly boosted?: Boosted;
  readonly trees: readonly Tree[];
  /** 1: F is signed; K: votes for each class. */
  readonly width: number;
  /** F before round 1 and after each, for the training rows [rounds + 1][n, width]. */
  readonly F: readonly Float64Array[];
  /** Error before round 1 and after each [rounds + 1]. */
  readonly train: Float64Array;
  readonly fresh: Float64Array;
  /** The round of the least test error, and where early stopping would have ended the run. */
  readonly best: number;
  readonly stop: number;
}

export function computeBoost(values: Values, seed: number, context: Context): BoostModel {
  const method = String(values["boost"]) as BoostModel["method"];
  const none = new Float64Array(0);
  const empty = { values, method, trees: [], width: 1, F: [], train: none, fresh: none, best: 0, stop: 0 };
  const read = readPlane(values, seed, context, method !== "ada");
  if ("problem" in read) return { ...empty, problem: read.problem };
  const { plane } = read;
  const fitted: Pick<BoostModel, "ada" | "boosted"> =
    method === "ada" ? fitAda(plane, values, context) : fitGradient(plane, values, seed, context);
  const trees = fitted.ada ? fitted.ada.rounds.map(({ tree }) => tree) : fitted.boosted!.trees;
  const width = fitted.ada && plane.classes.length > 2 ? plane.classes.length : 1;
  const model = { ...empty, ...fitted, plane, trees, width };
  const F = sumsOf(model, plane.samples);
  const train = errorsOf(F, plane.targets.of, width);
  const fresh = errorsOf(
    sumsOf(model, plane.freshTargets.of.length ? plane.fresh : plane.samples),
    plane.freshTargets.of,
    width,
  );
  const best = fresh.reduce((low, e, m) => (m > 0 && e < fresh[low] ? m : low), Math.min(1, fresh.length - 1));
  const stop = stopOf(fresh, numberOf(values, "patience"));
  return { ...model, F, train, fresh, best, stop };
}

function fitAda(plane: Plane, values: Values, context: Context): { readonly ada: AdaBoost } {
  const maxDepth = numberOf(values, "weak");
  const rounds = numberOf(values, "trees");
  const run = boostAda(plane.samples, plane.targets, {
    rounds,
    tree: { maxDepth, criterion: maxDepth === 1 ? "error" : "gini", minLeaf: numberOf(values, "leaf") },
  });
  return { ada: finished(run, rounds, context) };
}

function fitGradient(plane: Plane, values: Values, seed: number, context: Context): { readonly boosted: Boosted } {
  const options = gradientOptions(values, seed, values["boost"] === "xgboost");
  const run = boostGradient(plane.samples, Float64Array.from(plane.targets.of), options);
  return { boosted: finished(run, options.rounds, context) };
}

function finished<T>(run: Generator<number, T>, rounds: number, context: Context): T {
  for (;;) {
    const next = run.next();
    if (next.done) return next.value;
    context.checkpoint();
    context.progress((0.7 * next.value) / rounds);
  }
}

type Terms = Pick<BoostModel, "ada" | "boosted" | "trees" | "width">;

/** What round m adds to F for each row [n, width]. */
function termsOf(model: Terms, m: number, samples: Samples): Float64Array {
  const { width } = model;
  const tree = model.trees[m];
  const leaves = leavesOf(tree, samples);
  const out = new Float64Array(samples.n * width);
  for (let i = 0; i < samples.n; i++) {
    const at = leaves[i] * tree.outputs;
    if (model.boosted) {
      out[i] = model.boosted.rate * tree.value[at];
      continue;
    }
    const answer = argmax(tree.value, tree.outputs, at);
    const alpha = model.ada!.rounds[m].alpha;
    if (width === 1) out[i] = answer === 1 ? alpha : -alpha;
    else out[i * width + answer] = alpha;
  }
  return out;
}

/** What round m adds at one point [width]. */
export function termAt(model: BoostModel, m: number, point: ArrayLike<number>): number {
  const tree = model.trees[m];
  const at = leafAt(tree, point) * tree.outputs;
  if (model.boosted) return model.boosted.rate * tree.value[at];
  const alpha = model.ada!.rounds[m].alpha;
  const answer = argmax(tree.value, tree.outputs, at);
  return model.width === 1 && answer !== 1 ? -alpha : alpha;
}

export const baseOf = (model: Pick<BoostModel, "boosted">): number => model.boosted?.base ?? 0;

function sumsOf(model: Terms, samples: Samples): Float64Array[] {
  const sums = [new Float64Array(samples.n * model.width).fill(baseOf(model))];
  model.trees.forEach((_, m) => {
    const terms = termsOf(model, m, samples);
    sums.push(sums[m].map((f, k) => f + terms[k]));
  });
  return sums;
}

function errorsOf(sums: readonly Float64Array[], of: Int32Array, width: number): Float64Array {
  return Float64Array.from(sums, (F) => {
    let wrong = 0;
    for (let i = 0; i < of.length; i++) {
      const answer = width === 1 ? (F[i] > 0 ? 1 : 0) : argmax(F, width, i * width);
      if (answer !== of[i]) wrong++;
    }
    return wrong / of.length;
  });
}

/** The first round that lies `patience` behind the best before it; the last where there is none. */
export function stopOf(errors: Float64Array, patience: number): number {
  let best = Math.min(1, errors.length - 1);
  for (let m = 1; m < errors.length; m++) {
    if (errors[m] < errors[best]) best = m;
    if (m - best >= patience) return m;
  }
  return errors.length - 1;
}

/** Σ α, the scale of AdaBoost's F; 1 for log-odds. */
const scaleOf = (model: BoostModel, step: number): number =>
  model.ada
    ? Math.max(
        1e-300,
        model.ada.rounds.slice(0, step).reduce((sum, { alpha }) => sum + alpha, 0),
      )
    : 1;

/** What each round adds on the grid [cells, width]. */
function mapsOf(model: BoostModel): readonly Float32Array[] {
  // Kept with the trees, so that the pictures of many steps do not push it out.
  return memo(model.trees, "maps", () => {
    const grid = gridOf(model.plane!.box);
    return model.trees.map((_, m) => Float32Array.from(termsOf(model, m, grid)));
  });
}

/** What tree m answers on the grid by itself, in [0, 1] from the first class to the last. */
export function aloneAt(model: BoostModel, m: number): Float64Array {
  const map = mapsOf(model)[m];
  const { width } = model;
  if (width > 1)
    return Float64Array.from({ length: map.length / width }, (_, c) => argmax(map, width, c * width) / (width - 1));
  const most = map.reduce((high, f) => Math.max(high, Math.abs(f)), 0) || 1;
  return Float64Array.from(map, (f) => 0.5 + f / (2 * most));
}

/** How F is shown on the grid: shares in [0, 1] of class 1, or answers among K. */
export function groundAt(model: BoostModel, step: number): Float64Array {
  return memo(model, `ground ${step}`, () => {
    const maps = mapsOf(model);
    const F = new Float64Array(maps[0]?.length ?? 0).fill(baseOf(model));
    for (let m = 0; m < step; m++) for (let k = 0; k < F.length; k++) F[k] += maps[m][k];
    if (model.width > 1)
      return Float64Array.from({ length: F.length / model.width }, (_, c) => argmax(F, model.width, c * model.width));
    const scale = scaleOf(model, step);
    return F.map((f) => (model.ada ? (step === 0 ? 0.5 : 0.5 + f / (2 * scale)) : sigmoid(f)));
  });
}

/** y F / Σ α in [−1, 1] for each row; for log-odds 2 p(y) − 1; for K classes the lead of the right class. */
export function marginsAt(model: BoostModel, step: number): Float64Array {
  const { plane, width } = model;
  const F = model.F[step];
  const scale = scaleOf(model, step);
  return Float64Array.from(plane!.targets.of, (k, i) => {
    if (width === 1) {
      const signed = k === 1 ? F[i] : -F[i];
      return model.ada ? (step === 0 ? 0 : signed / scale) : 2 * sigmoid(signed) - 1;
    }
    let other = 0;
    for (let c = 0; c < width; c++) if (c !== k) other = Math.max(other, F[i * width + c]);
    return step === 0 ? 0 : (F[i * width + k] - other) / scale;
  });
}

/** How much each row weighs on the next tree, in [0, 1] of the heaviest: AdaBoost's weights, or |residual|. */
export function weightsAt(model: BoostModel, step: number): Float64Array {
  if (model.ada) {
    const weights = step < model.ada.rounds.length ? model.ada.rounds[step].weights : model.ada.weights;
    const most = weights.reduce((a, b) => Math.max(a, b), 0);
    return weights.map((w) => w / most);
  }
  return Float64Array.from(model.plane!.targets.of, (k, i) => Math.abs(k - sigmoid(model.F[step][i])));
}
