import { type Criterion, classTask, meanTask, newtonTask } from "./criterion";
import { type GrowOptions, growTree } from "./grow";
import { type Samples, type Targets, weightsFor } from "./samples";
import type { Tree } from "./tree";

export interface CartOptions extends GrowOptions {
  /** "gini" for classes unless told; numbers are always split by the squared error. */
  readonly criterion?: Exclude<Criterion, "squared">;
  /** w_i ≥ 0 [n]; all 1 unless told. */
  readonly weights?: ArrayLike<number>;
}

/** A classification or regression tree; its tie rule and cost are those of `growTree`. */
export function fitTree(samples: Samples, targets: Targets, options: CartOptions = {}): Tree {
  const weights = weightsFor(samples, targets, options.weights);
  const task =
    targets.kind === "classes" ? classTask(targets, weights, options.criterion ?? "gini") : meanTask(targets, weights);
  return growTree(samples, task, options);
}

export interface NewtonOptions extends GrowOptions {
  /** λ of the leaves' squared values. Default 1. */
  readonly lambda?: number;
  /** γ, the price of one leaf more. Default 0. */
  readonly gamma?: number;
}

/**
 * A tree on gradients and Hessians, grown while anything is gained and then pruned from below: a split whose children
 * are leaves is taken back where ½[G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)] ≤ γ.
 * @param g  ∂L/∂F of each row [n]; @param h  ∂²L/∂F² of each row [n]
 * @source Chen & Guestrin 2016, §2.2–2.3
 */
export function fitNewtonTree(samples: Samples, g: Float64Array, h: Float64Array, options: NewtonOptions = {}): Tree {
  const { lambda = 1, gamma = 0 } = options;
  if (g.length !== samples.n) throw new RangeError(`g must hold ${samples.n} numbers, got ${g.length}`);
  if (h.length !== samples.n) throw new RangeError(`h must hold ${samples.n} numbers, got ${h.length}`);
  if (!(gamma >= 0)) throw new RangeError(`γ must be ≥ 0, got ${gamma}`);
  return pruneTree(growTree(samples, newtonTask(g, h, lambda), options), gamma);
}

/** The tree without those lowest splits that gain at most `price`, from below, repeatedly. */
export function pruneTree(tree: Tree, price: number): Tree {
  if (price <= 0) return tree;
  const feature = tree.feature.slice();
  for (let node = feature.length - 1; node >= 0; node--) {
    if (feature[node] < 0) continue;
    if (feature[tree.left[node]] < 0 && feature[tree.right[node]] < 0 && tree.gain[node] <= price) feature[node] = -1;
  }
  return compact(tree, feature);
}

/** The nodes that are still reached, renumbered from the root. */
function compact(tree: Tree, feature: Int32Array): Tree {
  const kept: number[] = [];
  const place = new Int32Array(feature.length).fill(-1);
  const stack = [0];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    place[node] = kept.push(node) - 1;
    if (feature[node] >= 0) stack.push(tree.right[node], tree.left[node]);
  }
  const pick = <A extends Float64Array | Int32Array>(list: A): A => {
    const out = new (list.constructor as new (n: number) => A)(kept.length);
    kept.forEach((node, at) => {
      out[at] = list[node];
    });
    return out;
  };
  const child = (list: Int32Array) => Int32Array.from(kept, (node) => (feature[node] < 0 ? -1 : place[list[node]]));
  const leaf = (node: number) => feature[node] < 0;
  return {
    outputs: tree.outputs,
    feature: pick(feature),
    threshold: Float64Array.from(kept, (node) => (leaf(node) ? 0 : tree.threshold[node])),
    left: child(tree.left),
    right: child(tree.right),
    value: Float64Array.from(
      kept.flatMap((node) => Array.from({ length: tree.outputs }, (_, k) => tree.value[node * tree.outputs + k])),
    ),
    weight: pick(tree.weight),
    rows: pick(tree.rows),
    cost: pick(tree.cost),
    gain: Float64Array.from(kept, (node) => (leaf(node) ? 0 : tree.gain[node])),
  };
}
