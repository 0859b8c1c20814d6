import type { Event, Test } from "./event";
import { distanceOf, type Metric, rankBetween } from "./metric";
import { type Counts, newCounts } from "./options";
import { AXIS, FROM, leftOf, pivotOf, RIGHT, TO, type Tree } from "./tree";

/** A region as a search sees it. `distance` of a cell is how far the region's centre (or box) is from it, at least. */
export interface Area {
  /** Of the box around a subtree's points: how far at least, and how far at most. */
  readonly least: (low: Float64Array, high: Float64Array) => number;
  readonly most: (low: Float64Array, high: Float64Array) => number;
  /** Of one point. */
  readonly distance: (point: Float64Array) => number;
  /** What is inside. */
  readonly holds: (distance: number) => boolean;
  readonly limit: number;
}

export interface RegionTrace {
  readonly ids: Uint32Array;
  readonly counts: Counts;
  readonly events: readonly Event[];
  readonly isWhole: boolean;
}

/** A ball: distances from its centre. */
export function ball(metric: Metric, centre: ArrayLike<number>, radius: number, closed = true): Area {
  const corner = (offset: (axis: number) => number) => {
    const offsets = Float64Array.from(centre, (_, axis) => offset(axis));
    return distanceOf(metric, rankBetween(metric, offsets, 0, new Float64Array(offsets.length), 0, offsets.length));
  };
  return {
    least: (low, high) => corner((axis) => Math.max(low[axis] - centre[axis], 0, centre[axis] - high[axis])),
    most: (low, high) =>
      corner((axis) => Math.max(Math.abs(centre[axis] - low[axis]), Math.abs(high[axis] - centre[axis]))),
    distance: (point) => corner((axis) => point[axis] - centre[axis]),
    holds: (distance) => (closed ? distance <= radius : distance < radius),
    limit: radius,
  };
}

/** A box low ≤ x ≤ high: distances are by how much the farthest coordinate misses it, 0 inside. */
export function box(low: ArrayLike<number>, high: ArrayLike<number>): Area {
  const miss = (x: Float64Array, y: Float64Array) =>
    x.reduce((most, value, axis) => Math.max(most, low[axis] - y[axis], value - high[axis]), 0);
  return {
    least: (cellLow, cellHigh) => miss(cellLow, cellHigh),
    most: (cellLow, cellHigh) => miss(cellHigh, cellLow),
    distance: (point) => miss(point, point),
    holds: (distance) => distance === 0,
    limit: 0,
  };
}

/**
 * A range search told step by step: which subtrees were left out, which taken whole, which points were compared.
 * @param usesGaps  whether a cell ends at its last point or at the cut (as Bentley counts partial matches)
 */
export function traceRegion(tree: Tree, area: Area, usesGaps = true, limit = 20_000): RegionTrace {
  const events: Event[] = [];
  const counts = newCounts();
  const found: number[] = [];
  let isWhole = true;
  const add = (event: Event) => {
    if (events.length < limit) events.push(event);
    else isWhole = false;
  };
  const { d, nodes, cuts, gaps } = tree;
  const stack = tree.n > 0 ? [{ node: 0, low: tree.low.slice(), high: tree.high.slice() }] : [];
  if (!usesGaps) {
    stack[0]?.low.fill(Number.NEGATIVE_INFINITY);
    stack[0]?.high.fill(Number.POSITIVE_INFINITY);
  }
  for (let top = stack.pop(); top; top = stack.pop()) {
    const { node, low, high } = top;
    const least = area.least(low, high);
    if (!area.holds(least)) {
      add({ kind: "prune", node, tree: 0, least, worst: area.limit });
      continue;
    }
    counts.nodes++;
    const [from, to] = [nodes[4 * node + FROM], nodes[4 * node + TO]];
    const most = area.most(low, high);
    if (area.holds(most)) {
      for (let at = from; at < to; at++) found.push(tree.ids[at]);
      add({ kind: "swallow", node, tree: 0, least: most, worst: area.limit });
      continue;
    }
    add({ kind: "open", node, tree: 0, least, worst: area.limit });
    const axis = nodes[4 * node + AXIS];
    if (axis < 0) {
      counts.leaves++;
      scan(node, from, to);
      continue;
    }
    const pivot = pivotOf(tree, node);
    if (pivot >= 0) scan(node, pivot, pivot + 1);
    const [left, right] = [leftOf(tree, node), nodes[4 * node + RIGHT]];
    if (right > 0) stack.push({ node: right, low: low.with(axis, usesGaps ? gaps[2 * node + 1] : cuts[node]), high });
    if (left > 0) stack.push({ node: left, low, high: high.with(axis, usesGaps ? gaps[2 * node] : cuts[node]) });
  }
  add({ kind: "stop", reason: "empty", least: 0, worst: area.limit, left: [] });
  return { ids: Uint32Array.from(found).sort(), counts, events, isWhole };

  function scan(node: number, from: number, to: number): void {
    const tests: Test[] = [];
    for (let at = from; at < to; at++) {
      const distance = area.distance(tree.points.subarray(at * d, (at + 1) * d));
      tests.push({ id: tree.ids[at], distance, isKept: area.holds(distance) });
      if (area.holds(distance)) found.push(tree.ids[at]);
    }
    counts.distances += tests.length;
    add({ kind: "scan", node, tree: 0, tests, best: [], worst: area.limit });
  }
}
