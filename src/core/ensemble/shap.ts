import type { Tree } from "./tree";

/** One feature met on the way down: shares of the paths that go on without knowing it, and knowing it. */
interface Step {
  readonly feature: number;
  readonly zero: number;
  readonly one: number;
  weight: number;
}

/**
 * Exact Shapley values of one tree at a point: Σ_j φ_j = f(x) − E f, where a feature that is not known sends the point
 * down both sides in the proportion of the weights that went there.
 * @param output  which of the tree's outputs
 * @returns φ [d]
 * @cost O(leaves · depth²)
 * @source Lundberg, Erion & Lee 2018, algorithm 2
 */
export function treeShap(tree: Tree, point: ArrayLike<number>, output = 0): Float64Array {
  const phi = new Float64Array(point.length);
  const { feature, threshold, left, right, value, weight, outputs } = tree;

  function descend(node: number, path: readonly Step[], zero: number, one: number, from: number): void {
    const here = extend(path, zero, one, from);
    if (feature[node] < 0) {
      for (let k = 1; k < here.length; k++) {
        const { feature: j, zero: z, one: o } = here[k];
        phi[j] += unwoundSum(here, k) * (o - z) * value[node * outputs + output];
      }
      return;
    }
    const j = feature[node];
    const [hot, cold] = point[j] <= threshold[node] ? [left[node], right[node]] : [right[node], left[node]];
    const met = here.findIndex((step, k) => k > 0 && step.feature === j);
    const [z, o] = met > 0 ? [here[met].zero, here[met].one] : [1, 1];
    const rest = met > 0 ? unwind(here, met) : here;
    const total = weight[node];
    descend(hot, rest, (z * weight[hot]) / total, o, j);
    descend(cold, rest, (z * weight[cold]) / total, 0, j);
  }

  descend(0, [], 1, 1, -1);
  return phi;
}

/** E f: the mean of the leaves by the weight that reached them. */
export function expectedValue(tree: Tree, output = 0): number {
  let sum = 0;
  for (let node = 0; node < tree.feature.length; node++) {
    if (tree.feature[node] < 0) sum += (tree.weight[node] / tree.weight[0]) * tree.value[node * tree.outputs + output];
  }
  return sum;
}

/** The path with one feature more: weight[k] is the share of orders in which k of its features are known. */
function extend(path: readonly Step[], zero: number, one: number, feature: number): Step[] {
  const size = path.length;
  const out = path.map((step) => ({ ...step }));
  out.push({ feature, zero, one, weight: size === 0 ? 1 : 0 });
  for (let k = size - 1; k >= 0; k--) {
    out[k + 1].weight += (one * out[k].weight * (k + 1)) / (size + 1);
    out[k].weight *= (zero * (size - k)) / (size + 1);
  }
  return out;
}

/** Takes a feature out of the path again. */
function unwind(path: readonly Step[], at: number): Step[] {
  const last = path.length - 1;
  const { zero, one } = path[at];
  const weights = path.map((step) => step.weight);
  let next = weights[last];
  for (let k = last - 1; k >= 0; k--) {
    if (one !== 0) {
      const kept = weights[k];
      weights[k] = (next * (last + 1)) / ((k + 1) * one);
      next = kept - (weights[k] * zero * (last - k)) / (last + 1);
    } else weights[k] = (weights[k] * (last + 1)) / (zero * (last - k));
  }
  const rest = path.filter((_, k) => k !== at);
  return rest.map((step, k) => ({ ...step, weight: weights[k] }));
}

function unwoundSum(path: readonly Step[], at: number): number {
  return unwind(path, at).reduce((sum, step) => sum + step.weight, 0);
}
