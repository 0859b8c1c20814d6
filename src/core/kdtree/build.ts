import { createRng, type Rng } from "../num/rng";
import { partition, select } from "./partition";
import * as split from "./split";
import type { Rule, Store, Threshold, Tree } from "./tree";

export interface BuildOptions {
  /** How a node chooses its axis. Default `sliding`: cells stay fat, whatever the data. */
  readonly rule?: Rule;
  /** Where it cuts. Default `median`; the sliding midpoint has its own. */
  readonly threshold?: Threshold;
  /** Default `leaves`. */
  readonly store?: Store;
  /** At most so many points in a leaf, unless they are copies of one point. Default 12. */
  readonly leafSize?: number;
  /** For the rule `random`. Default 1. */
  readonly seed?: number;
}

/**
 * A k-d tree over the rows of `data`; the same data and options give the same tree.
 * @param data  coordinates [n, d], row-major
 * @param d     coordinates a point, ≥ 1
 * @throws RangeError naming the row and column of a coordinate that is no finite number
 * @cost O(d n log n) time for the median, O(d n) memory; O(depth) levels are kept on a stack of its own
 */
export function buildTree(data: ArrayLike<number>, d: number, options: BuildOptions = {}): Tree {
  const { rule = "sliding", threshold = "median", store = "leaves", leafSize = 12, seed = 1 } = options;
  if (!Number.isInteger(d) || d < 1) throw new RangeError(`d must be a whole number ≥ 1, got ${d}`);
  if (data.length % d !== 0) throw new RangeError(`data must hold n×${d} numbers, got ${data.length}`);
  if (!(leafSize >= 1)) throw new RangeError(`leafSize must be at least 1, got ${leafSize}`);
  const points = Float64Array.from(data);
  refuseGaps(points, d);
  const n = points.length / d;
  const ids = Uint32Array.from({ length: n }, (_, row) => row);
  const { low, high } = boxAround(points, d);
  const choice = { rule, threshold, store, leafSize };
  const shape = new Builder(points, ids, d, choice, createRng(seed), low.slice(), high.slice()).grow();
  return { n, d, rule, threshold, store, leafSize, points, ids, low, high, ...shape };
}

function refuseGaps(points: Float64Array, d: number): void {
  for (let at = 0; at < points.length; at++) {
    if (Number.isFinite(points[at])) continue;
    throw new RangeError(
      `data must hold finite numbers, got ${points[at]} in row ${Math.floor(at / d)}, column ${at % d}`,
    );
  }
}

function boxAround(points: Float64Array, d: number): { low: Float64Array; high: Float64Array } {
  const low = new Float64Array(d).fill(points.length === 0 ? 0 : Number.POSITIVE_INFINITY);
  const high = new Float64Array(d).fill(points.length === 0 ? 0 : Number.NEGATIVE_INFINITY);
  for (let at = 0; at < points.length; ) {
    for (let axis = 0; axis < d; axis++, at++) {
      const x = points[at];
      if (x < low[axis]) low[axis] = x;
      if (x > high[axis]) high[axis] = x;
    }
  }
  return { low, high };
}

interface Choice {
  readonly rule: Rule;
  readonly threshold: Threshold;
  readonly store: Store;
  readonly leafSize: number;
}

class Builder {
  private nodes = new Int32Array(256);
  private cuts = new Float64Array(64);
  private gaps = new Float64Array(128);
  private count = 0;
  private depth = 1;
  /** Where the present node was cut, and the first place right of it. */
  private cut = 0;
  private middle = 0;
  /** Greatest and least coordinate beside the cut, where the partition has found them on its way. */
  private readonly edges = new Float64Array(2);
  private knowsEdges = false;
  /** Right-hand parts that wait until everything on their left is done: from, to, depth, parent [waits, 4]. */
  private waiting = new Int32Array(256);
  private waits = 0;
  /** Corners of their cells, low before high [waits, 2, d], and of the present one [d]. */
  private cells: Float64Array;

  constructor(
    private readonly points: Float64Array,
    private readonly ids: Uint32Array,
    private readonly d: number,
    private readonly choice: Choice,
    private readonly rng: Rng,
    private readonly low: Float64Array,
    private readonly high: Float64Array,
  ) {
    this.cells = new Float64Array(64 * 2 * d);
  }

  /** Splits until every part is a leaf, depth first, left before right. */
  grow(): Pick<Tree, "nodes" | "cuts" | "gaps" | "depth"> {
    const { d, low, high } = this;
    this.wait(0, this.ids.length, 1, -1);
    while (this.waits > 0) {
      const [from, to, depth, parent] = this.waiting.subarray(4 * --this.waits, 4 * this.waits + 4);
      low.set(this.cells.subarray(this.waits * 2 * d, this.waits * 2 * d + d));
      high.set(this.cells.subarray(this.waits * 2 * d + d, (this.waits + 1) * 2 * d));
      if (parent >= 0) this.nodes[4 * parent + 1] = this.count;
      this.growLeft(from, to, depth);
    }
    const { nodes, cuts, gaps, count, depth } = this;
    return { nodes: nodes.slice(0, 4 * count), cuts: cuts.slice(0, count), gaps: gaps.slice(0, 2 * count), depth };
  }

  /** Splits a part, then what is on its left, down to a leaf; what is on the right waits. */
  private growLeft(from: number, to: number, depth: number): void {
    const { store, leafSize } = this.choice;
    for (;;) {
      const node = this.add(from, to);
      this.depth = Math.max(this.depth, depth++);
      const axis = to - from > leafSize ? this.split(from, to, depth - 2) : -1;
      if (axis < 0) return;
      const { cut, middle } = this;
      const leftEnd = store === "nodes" ? middle - 1 : middle;
      this.nodes[4 * node] = axis;
      this.cuts[node] = cut;
      this.noteGap(node, axis, from, leftEnd, middle, to);
      if (middle < to) {
        const old = this.low[axis];
        this.low[axis] = cut;
        this.wait(middle, to, depth, node);
        this.low[axis] = old;
      }
      if (leftEnd === from) return; // the node's own point was all there is on the left
      this.high[axis] = cut;
      to = leftEnd;
    }
  }

  private wait(from: number, to: number, depth: number, parent: number): void {
    const { d } = this;
    if (4 * this.waits === this.waiting.length) {
      this.waiting = grown(this.waiting, new Int32Array(8 * this.waits));
      this.cells = grown(this.cells, new Float64Array(2 * this.cells.length));
    }
    const at = 4 * this.waits;
    this.waiting[at] = from;
    this.waiting[at + 1] = to;
    this.waiting[at + 2] = depth;
    this.waiting[at + 3] = parent;
    this.cells.set(this.low, this.waits * 2 * d);
    this.cells.set(this.high, this.waits * 2 * d + d);
    this.waits++;
  }

  private add(from: number, to: number): number {
    const node = this.count++;
    if (node === this.cuts.length) {
      this.nodes = grown(this.nodes, new Int32Array(8 * node));
      this.cuts = grown(this.cuts, new Float64Array(2 * node));
      this.gaps = grown(this.gaps, new Float64Array(4 * node));
    }
    this.nodes[4 * node] = -1;
    this.nodes[4 * node + 2] = from;
    this.nodes[4 * node + 3] = to;
    return node;
  }

  /** Chooses an axis, and rearranges the rows around `cut` and `middle`; −1 if they are copies of one point. */
  private split(from: number, to: number, depth: number): number {
    const { points, ids, d, choice, low, high } = this;
    const rows = { points, d, from, to };
    let axis = this.axis(rows, depth);
    this.middle = from;
    if (choice.rule === "sliding") this.slide(rows, axis, (low[axis] + high[axis]) / 2);
    else if (choice.threshold === "mean" && axis >= 0) this.cutAt(rows, axis, split.meanOn(rows, axis));
    if (this.middle > from && this.middle < to) return this.settle(rows, axis);
    // The rule may see no difference where there is one, or one by rounding where there is none.
    if (axis < 0 || split.spreadOn(rows, axis) === 0) axis = split.widestAxis(rows);
    if (axis < 0) {
      ids.subarray(from, to).sort();
      return -1;
    }
    // The median, by place: copies of it may stand on both sides, so that no side is ever empty.
    const last = choice.store === "nodes" ? from + ((to - from) >> 1) : from + ((to - from - 1) >> 1);
    select(points, ids, d, axis, from, to, last);
    this.middle = last + 1;
    this.cut = points[last * d + axis];
    this.knowsEdges = false;
    return axis;
  }

  private axis(rows: split.Rows, depth: number): number {
    switch (this.choice.rule) {
      case "variance":
        return split.variedAxis(rows);
      case "cyclic":
        return split.cyclicAxis(rows, depth);
      case "spread":
        return split.widestAxis(rows);
      case "random":
        return split.randomAxis(rows, this.rng);
      case "sliding":
        return split.longestSide(rows, this.low, this.high);
    }
  }

  private cutAt({ from, to }: split.Rows, axis: number, cut: number, strictly = false): void {
    this.cut = cut;
    this.middle = partition(this.points, this.ids, this.d, axis, from, to, cut, this.edges, strictly);
    this.knowsEdges = true;
  }

  /** Cuts in the middle of the cell, or at the nearest point if all rows are on one side of that. */
  private slide(rows: split.Rows, axis: number, cut: number): void {
    this.cutAt(rows, axis, cut);
    if (this.middle > rows.from && this.middle < rows.to) return;
    const isRightEmpty = this.middle === rows.to;
    this.cutAt(rows, axis, this.edges[isRightEmpty ? 0 : 1], isRightEmpty);
  }

  /** With the points at the nodes, the greatest on the left becomes the node's own, and the cut goes through it. */
  private settle({ from }: split.Rows, axis: number): number {
    const { points, ids, d, middle, choice } = this;
    if (choice.store === "nodes") {
      select(points, ids, d, axis, from, middle, middle - 1);
      this.cut = points[(middle - 1) * d + axis];
      this.knowsEdges = false;
    }
    return axis;
  }

  private noteGap(node: number, axis: number, from: number, leftEnd: number, middle: number, to: number): void {
    const { points, d } = this;
    if (this.knowsEdges) {
      this.gaps[2 * node] = this.edges[0];
      this.gaps[2 * node + 1] = this.edges[1];
      return;
    }
    let left = Number.NEGATIVE_INFINITY;
    for (let at = from * d + axis, end = leftEnd * d; at < end; at += d) if (points[at] > left) left = points[at];
    let right = Number.POSITIVE_INFINITY;
    for (let at = middle * d + axis, end = to * d; at < end; at += d) if (points[at] < right) right = points[at];
    this.gaps[2 * node] = left;
    this.gaps[2 * node + 1] = right;
  }
}

function grown<A extends Int32Array | Float64Array>(old: A, larger: A): A {
  larger.set(old as never);
  return larger;
}
