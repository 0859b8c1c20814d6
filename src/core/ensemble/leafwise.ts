import type { Bins } from "./bins";
import { buildTree, type Tree } from "./tree";

export interface LeafwiseOptions {
  /** Leaves, at most. Default 31. */
  readonly maxLeaves?: number;
  readonly maxDepth?: number;
  /** Rows in a leaf, at least. Default 20. */
  readonly minLeaf?: number;
  /** Σ h in a leaf, at least. Default 1e-3. */
  readonly minHessian?: number;
  /** Default 0. */
  readonly lambda?: number;
  /** A split must gain more. Default 0. */
  readonly gamma?: number;
}

/** Grows trees on the same bins, one after the other, in memory that is taken once. */
export interface Leafwise {
  /** A tree on the gradients and Hessians [n] of the rows `rows`. */
  grow(g: Float64Array, h: Float64Array, rows?: Int32Array): Tree;
  /** out += scale · the last tree's answer, for the rows it was grown on. */
  addTo(out: Float64Array, scale: number): void;
}

/** A leaf that may still be split. */
interface Leaf {
  readonly node: number;
  readonly from: number;
  readonly to: number;
  readonly depth: number;
  readonly G: number;
  readonly H: number;
  /** Where its histogram lies in the pool; −1 where it can't be split. */
  readonly place: number;
  gain: number;
  feature: number;
  bin: number;
}

/**
 * Histogram trees grown leaf by leaf: of all leaves the one whose best split gains most is split next. A child's
 * histogram is summed over the smaller side only; its sibling's is the parent's minus it.
 *
 * A gain is ½[G_L²/(H_L+λ) + G_R²/(H_R+λ) − G²/(H+λ)]; of equal ones the lowest column's, then the lowest bin's is taken.
 * @cost O(d n) for the root and O(d · smaller side + d · bins) per split
 * @source Ke et al. 2017 (LightGBM), §3.1; scikit-learn's HistGradientBoosting has the same rules
 */
export function leafwise(bins: Bins, options: LeafwiseOptions = {}): Leafwise {
  const { n, codes, edges } = bins;
  const d = codes.length;
  const { maxLeaves = 31, maxDepth = Number.POSITIVE_INFINITY, minLeaf = 20, minHessian = 1e-3 } = options;
  const { lambda = 0, gamma = 0 } = options;
  if (!Number.isInteger(maxLeaves) || maxLeaves < 2) {
    throw new RangeError(`maxLeaves must be a whole number ≥ 2, got ${maxLeaves}`);
  }
  const offsets = new Int32Array(d + 1);
  for (let j = 0; j < d; j++) offsets[j + 1] = offsets[j] + edges[j].length + 1;
  const size = offsets[d];
  // Three sums a bin: g, h, rows.
  const pool = Array.from({ length: maxLeaves + 1 }, () => new Float64Array(3 * size));
  const rows = new Int32Array(n);
  const behind = new Int32Array(n);
  const gs = new Float64Array(n);
  const hs = new Float64Array(n);
  let done: { from: number; to: number; value: number }[] = [];

  function histogram(into: Float64Array, from: number, to: number, g: Float64Array, h: Float64Array): void {
    into.fill(0);
    for (let at = from; at < to; at++) {
      gs[at] = g[rows[at]];
      hs[at] = h[rows[at]];
    }
    for (let j = 0; j < d; j++) addColumn(into, offsets[j], codes[j], rows, gs, hs, from, to);
  }

  function splittable(from: number, to: number, depth: number): boolean {
    return to - from >= 2 * minLeaf && depth < maxDepth;
  }

  return {
    grow(g, h, some) {
      const total = some ? some.length : n;
      if (some) rows.set(some);
      else for (let i = 0; i < n; i++) rows[i] = i;
      const build = buildTree(1);
      const free = pool.map((_, place) => place);
      const open: Leaf[] = [];
      done = [];

      const add = (from: number, to: number, depth: number, place: number): Leaf => {
        let G = 0;
        let H = 0;
        for (let at = from; at < to; at++) {
          G += g[rows[at]];
          H += h[rows[at]];
        }
        const value = H + lambda > 0 ? -G / (H + lambda) : 0;
        const node = build.add({ value: [value], weight: H, rows: to - from, cost: (G * value) / 2 });
        const leaf = { node, from, to, depth, G, H, place, gain: 0, feature: -1, bin: 0 };
        if (place >= 0) search(leaf, pool[place], offsets, minLeaf, minHessian, lambda);
        if (leaf.gain > gamma) open.push(leaf);
        else close(leaf, value);
        return leaf;
      };
      const close = ({ from, to, place }: Leaf, value: number) => {
        done.push({ from, to, value });
        if (place >= 0) free.push(place);
      };

      const first = splittable(0, total, 0) ? free.pop()! : -1;
      if (first >= 0) histogram(pool[first], 0, total, g, h);
      add(0, total, 0, first);
      for (let leaves = 1; leaves < maxLeaves && open.length > 0; leaves++) {
        let next = 0;
        for (let k = 1; k < open.length; k++) if (open[k].gain > open[next].gain) next = k;
        const [leaf] = open.splice(next, 1);
        const { from, to, depth, feature, bin, place } = leaf;
        const middle = partition(codes[feature], bin, from, to);
        const leftSmaller = middle - from <= to - middle;
        const last = leaves + 1 === maxLeaves;
        const leftOpen = !last && splittable(from, middle, depth + 1);
        const rightOpen = !last && splittable(middle, to, depth + 1);
        let small = -1;
        if (leftOpen || rightOpen) {
          small = free.pop()!;
          if (leftSmaller) histogram(pool[small], from, middle, g, h);
          else histogram(pool[small], middle, to, g, h);
          if (leftSmaller ? rightOpen : leftOpen) takeAway(pool[place], pool[small]);
        }
        const [leftPlace, rightPlace] = leftSmaller ? [small, place] : [place, small];
        if (!leftOpen && leftPlace >= 0) free.push(leftPlace);
        if (!rightOpen && rightPlace >= 0) free.push(rightPlace);
        const left = add(from, middle, depth + 1, leftOpen ? leftPlace : -1);
        const right = add(middle, to, depth + 1, rightOpen ? rightPlace : -1);
        build.split(leaf.node, feature, edges[feature][bin], leaf.gain, left.node, right.node);
      }
      for (const leaf of open) close(leaf, leaf.H + lambda > 0 ? -leaf.G / (leaf.H + lambda) : 0);
      return build.finish();
    },
    addTo(out, scale) {
      for (const { from, to, value } of done) for (let at = from; at < to; at++) out[rows[at]] += scale * value;
    },
  };

  function partition(column: Uint8Array, bin: number, from: number, to: number): number {
    let kept = from;
    let moved = 0;
    for (let at = from; at < to; at++) {
      const row = rows[at];
      const goes = column[row] <= bin ? 1 : 0;
      rows[kept] = row;
      behind[moved] = row;
      kept += goes;
      moved += 1 - goes;
    }
    for (let at = 0; at < moved; at++) rows[kept + at] = behind[at];
    return kept;
  }
}

function addColumn(
  sums: Float64Array,
  offset: number,
  column: Uint8Array,
  rows: Int32Array,
  gs: Float64Array,
  hs: Float64Array,
  from: number,
  to: number,
): void {
  for (let at = from; at < to; at++) {
    const k = 3 * (offset + column[rows[at]]);
    sums[k] += gs[at];
    sums[k + 1] += hs[at];
    sums[k + 2] += 1;
  }
}

function takeAway(sums: Float64Array, less: Float64Array): void {
  for (let k = 0; k < sums.length; k++) sums[k] -= less[k];
}

/** Sets the leaf's best split, with a gain of 0 where none is allowed. */
function search(
  leaf: Leaf,
  sums: Float64Array,
  offsets: Int32Array,
  minLeaf: number,
  minHessian: number,
  lambda: number,
): void {
  const { G, H } = leaf;
  const count = leaf.to - leaf.from;
  let above = -1;
  let below = 1;
  for (let j = 0; j < offsets.length - 1; j++) {
    let left = 0;
    let leftH = 0;
    let leftRows = 0;
    const end = offsets[j + 1] - 1;
    for (let k = offsets[j]; k < end; k++) {
      const here = sums[3 * k + 2];
      if (here === 0) continue;
      left += sums[3 * k];
      leftH += sums[3 * k + 1];
      leftRows += here;
      if (leftRows < minLeaf || leftH < minHessian) continue;
      const rightH = H - leftH;
      if (count - leftRows < minLeaf || rightH < minHessian) break;
      const right = G - left;
      const top = left * left * (rightH + lambda) + right * right * (leftH + lambda);
      const bottom = (leftH + lambda) * (rightH + lambda);
      // Fractions compared crosswise: no division in the innermost loop.
      if (top * below > above * bottom) {
        above = top;
        below = bottom;
        leaf.feature = j;
        leaf.bin = k - offsets[j];
      }
    }
  }
  leaf.gain = above < 0 ? 0 : 0.5 * (above / below - (G * G) / (H + lambda));
}
