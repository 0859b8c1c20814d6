import { createBins } from "../../core/kdtree/bins";
import { buildTree } from "../../core/kdtree/build";
import { examinedBound } from "../../core/kdtree/expected";
import { nearestMany } from "../../core/kdtree/nearest";
import { createRng } from "../../core/num/rng";
import type { Context, Values } from "../demo";

/** The curse of dimension, measured. */

/** What a search costs in d dimensions, as shares of n, averaged over the queries. */
export interface Cost {
  readonly d: number;
  readonly exact: number;
  readonly budgeted: number;
  /** How often the budgeted search names the nearest. */
  readonly recall: number;
  /** Friedman, Bentley and Finkel's bound, at most 1. */
  readonly bound: number;
  /** Mean distance to the nearest point over the mean distance to all: near 1, nothing is near. */
  readonly contrast: number;
  /** Sum of the nearest distances by the tree and by comparing all. */
  readonly byTree: number;
  readonly byScan: number;
}

export interface HighModel {
  readonly subject: "high";
  readonly values: Values;
  readonly n: number;
  readonly budget: number;
  readonly isSheet: boolean;
  readonly costs: readonly Cost[];
  /** How many points are compared as n grows, for a few dimensions. */
  readonly growth: readonly Growth[];
}

/** Mean number of points that an exact search compares, for each of the sizes. */
export interface Growth {
  readonly d: number;
  readonly sizes: readonly number[];
  readonly compared: readonly number[];
}

const dimensions = [2, 3, 4, 6, 8, 10, 12, 14, 16, 20] as const;
const growing = [2, 4, 8] as const;
const QUERIES = 40;
export const HIGH_LEAF = 4;

export function computeHigh(values: Values, seed: number, context: Context): HighModel {
  const n = Number(values["many"]);
  const budget = Number(values["budget"]);
  const isSheet = values["shape"] === "sheet";
  const costs = dimensions.map((d, at) => {
    context.checkpoint();
    context.progress(at / (dimensions.length + growing.length));
    return context.reuse(`high ${n} ${budget} ${isSheet} ${seed} ${d}`, () => measure(n, d, budget, isSheet, seed));
  });
  const growth = growing.map((d) => {
    context.checkpoint();
    return context.reuse(`growth ${n} ${isSheet} ${seed} ${d}`, () => grow(n, d, isSheet, seed));
  });
  return { subject: "high", values, n, budget, isSheet, costs, growth };
}

/** n points of the cube [0, 1]ᵈ, or of a plane through it with a little noise. */
export function highCloud(n: number, d: number, isSheet: boolean, seed: number): Float64Array {
  const rng = createRng(seed * 64 + d);
  if (!isSheet) return Float64Array.from({ length: n * d }, () => rng.nextFloat());
  const frame = createRng(seed + 1000);
  const across = Array.from({ length: 2 * d }, () => frame.nextNormal());
  const out = new Float64Array(n * d);
  for (let row = 0; row < n; row++) {
    const [u, v] = [rng.nextFloat(), rng.nextFloat()];
    for (let axis = 0; axis < d; axis++)
      out[row * d + axis] = u * across[axis] + v * across[d + axis] + 0.005 * rng.nextNormal();
  }
  return out;
}

function measure(n: number, d: number, budget: number, isSheet: boolean, seed: number): Cost {
  const cloud = highCloud(n + QUERIES, d, isSheet, seed);
  const data = cloud.subarray(0, n * d);
  const queries = cloud.subarray(n * d);
  const tree = buildTree(data, d, { rule: "spread", leafSize: HIGH_LEAF });
  const exact = nearestMany(tree, queries, 1, { bound: "cell" });
  const search = createBins(tree, { leaves: budget });
  let seen = 0;
  let hits = 0;
  let contrast = 0;
  let byScan = 0;
  for (let row = 0; row < QUERIES; row++) {
    const query = queries.subarray(row * d, row * d + d);
    const found = search(query, 1);
    seen += found.counts.distances;
    if (found.distances[0] === exact.distances[row]) hits++;
    const { least, mean } = scan(data, d, query);
    byScan += least;
    contrast += least / mean;
  }
  return {
    d,
    exact: exact.counts.distances / QUERIES / n,
    budgeted: seen / QUERIES / n,
    recall: hits / QUERIES,
    bound: Math.min(1, examinedBound(d, 1, HIGH_LEAF) / n),
    contrast: contrast / QUERIES,
    byTree: exact.distances.reduce((sum, each) => sum + each, 0),
    byScan,
  };
}

/** The same search among more and more of the points. */
function grow(n: number, d: number, isSheet: boolean, seed: number): Growth {
  const cloud = highCloud(n + QUERIES, d, isSheet, seed);
  const queries = cloud.subarray(n * d);
  const sizes = [n];
  while (sizes[0] >= 100) sizes.unshift(Math.round(sizes[0] / 2));
  const compared = sizes.map((size) => {
    const tree = buildTree(cloud.subarray(0, size * d), d, { rule: "spread", leafSize: HIGH_LEAF });
    return nearestMany(tree, queries, 1, { bound: "cell" }).counts.distances / QUERIES;
  });
  return { d, sizes, compared };
}

/** Every distance, plainly. */
function scan(data: Float64Array, d: number, query: Float64Array): { least: number; mean: number } {
  let least = Number.POSITIVE_INFINITY;
  let sum = 0;
  for (let at = 0; at < data.length; at += d) {
    let square = 0;
    for (let axis = 0; axis < d; axis++) square += (data[at + axis] - query[axis]) ** 2;
    const distance = Math.sqrt(square);
    least = Math.min(least, distance);
    sum += distance;
  }
  return { least, mean: (sum * d) / data.length };
}
