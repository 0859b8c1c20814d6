import { buildTree } from "../../core/kdtree/build";
import type { Metric } from "../../core/kdtree/metric";
import { nearestMany } from "../../core/kdtree/nearest";
import type { Tree } from "../../core/kdtree/tree";
import type { Context, Values } from "../demo";
import type { Box } from "../frame";
import { classed, type Source, sourceOf } from "./points";

/** Classification by the k nearest, as regions of the plane. */

export interface RegionsModel {
  readonly subject: "regions";
  readonly values: Values;
  readonly source: Source;
  readonly tree: Tree;
  readonly k: number;
  readonly metric: Metric;
  readonly query: readonly [number, number];
  readonly frame: Box;
  /** The class of each pixel, row by row from y0 [SIDE, SIDE]; empty without classes. */
  readonly map: Int32Array;
  /** Share of wrong points, each judged by its k nearest others, for k = 1 … [most]. */
  readonly errors: Float64Array;
  /** The k nearest of the query and how they vote. */
  readonly voters: Uint32Array;
  readonly votes: readonly number[];
}

export const SIDE = 120;
const MOST_K = 50;
/** More points than that are not judged one by one. */
const MOST_JUDGED = 4_000;

export function computeRegions(values: Values, seed: number, context: Context): RegionsModel {
  const given = sourceOf(values, seed, context);
  const source: Source = { ...given, cloud: classed(given) };
  const metric = values["metric"] as Metric;
  const k = Number(values["k"]);
  const { points, labels, classes } = source.cloud;
  const tree = context.reuse(`regions tree ${source.key}`, () => buildTree(points, 2));
  const frame = frameAround(tree);
  const isClassed = classes.length > 0 && tree.n > 0;
  context.checkpoint();
  const map = isClassed
    ? context.reuse(`map ${source.key} ${metric} ${k}`, () => classify(tree, labels, classes.length, frame, k, metric))
    : new Int32Array(0);
  context.progress(0.6);
  context.checkpoint();
  const errors = isClassed
    ? context.reuse(`errors ${source.key} ${metric}`, () => leaveOneOut(tree, points, labels, classes.length, metric))
    : new Float64Array(0);
  const asked = (values["query"] as readonly number[]).map((x, axis) =>
    Math.min(Math.max(x, frame[axis]), frame[axis + 2]),
  );
  const query = [asked[0], asked[1]] as const;
  const voters = tree.n > 0 ? nearestMany(tree, query, k, { metric }).ids : new Uint32Array(0);
  const votes = classes.map((_, label) => voters.filter((id) => labels[id] === label).length);
  return { subject: "regions", values, source, tree, k, metric, query, frame, map, errors, voters, votes };
}

function frameAround({ low, high, n }: Tree): Box {
  if (n === 0) return [0, 0, 10, 10];
  const room = [0, 1].map((axis) => 0.08 * (high[axis] - low[axis]) || Math.max(1, Math.abs(low[axis]) * 0.1));
  return [low[0] - room[0], low[1] - room[1], high[0] + room[0], high[1] + room[1]];
}

/** The class with most votes; of equals the first. */
export function winner(votes: readonly number[]): number {
  return votes.indexOf(Math.max(...votes));
}

function classify(tree: Tree, labels: Int32Array, classes: number, frame: Box, k: number, metric: Metric): Int32Array {
  const [x0, y0, x1, y1] = frame;
  const pixels = Float64Array.from({ length: 2 * SIDE * SIDE }, (_, at) => {
    const [column, row] = [(at >> 1) % SIDE, Math.floor((at >> 1) / SIDE)];
    return at % 2 === 0 ? x0 + ((x1 - x0) * (column + 0.5)) / SIDE : y0 + ((y1 - y0) * (row + 0.5)) / SIDE;
  });
  const { ids, found } = nearestMany(tree, pixels, k, { metric });
  return Int32Array.from({ length: SIDE * SIDE }, (_, pixel) => {
    const votes = new Array<number>(classes).fill(0);
    for (let at = pixel * found; at < (pixel + 1) * found; at++) votes[labels[ids[at]]]++;
    return winner(votes);
  });
}

function leaveOneOut(
  tree: Tree,
  points: Float64Array,
  labels: Int32Array,
  classes: number,
  metric: Metric,
): Float64Array {
  const n = tree.n;
  const most = Math.min(MOST_K, n - 1);
  if (most < 1 || n > MOST_JUDGED) return new Float64Array(0);
  const { ids, found } = nearestMany(tree, points, most + 1, { metric });
  const wrong = new Float64Array(most);
  for (let row = 0; row < n; row++) {
    const votes = new Array<number>(classes).fill(0);
    let taken = 0;
    for (let at = row * found; taken < most && at < (row + 1) * found; at++) {
      if (ids[at] === row) continue;
      votes[labels[ids[at]]]++;
      if (winner(votes) !== labels[row]) wrong[taken]++;
      taken++;
    }
  }
  return wrong.map((count) => count / n);
}
