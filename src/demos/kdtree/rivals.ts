import { buildTree } from "../../core/kdtree/build";
import { nearestMany } from "../../core/kdtree/nearest";
import { buildRival, nearestByRival, type Rival } from "../../core/kdtree/rivals";
import type { Context, Values } from "../demo";
import { highCloud } from "./high";
import { sourceOf } from "./points";

/** A k-d tree beside other trees on the same points: who compares least. */

export const kinds = ["kd", "ball", "vantage", "projection"] as const;
export type Kind = (typeof kinds)[number];

export interface RivalsModel {
  readonly subject: "rivals";
  readonly values: Values;
  readonly n: number;
  readonly isSheet: boolean;
  readonly dimensions: readonly number[];
  /** Mean share of the points compared, by kind, in each dimension. */
  readonly shares: Readonly<Record<Kind, readonly number[]>>;
  /** The same on the points in the plane that are chosen, −1 where there are none. */
  readonly here: Readonly<Record<Kind, number>>;
  readonly planar: number;
  /** Sum of the nearest distances by each, and by comparing all. */
  readonly sums: Readonly<Record<Kind, number>>;
  readonly scanned: number;
}

const QUERIES = 30;

export function computeRivals(values: Values, seed: number, context: Context): RivalsModel {
  const n = Math.min(6_000, Number(values["many"]));
  const isSheet = values["shape"] === "sheet";
  const dimensions = [2, 3, 4, 6, 8, 12, 16];
  const measured = dimensions.map((d, at) => {
    context.checkpoint();
    context.progress(at / dimensions.length);
    return context.reuse(`rivals ${n} ${isSheet} ${seed} ${d}`, () => {
      const cloud = highCloud(n + QUERIES, d, isSheet, seed);
      return compare(cloud.slice(0, n * d), cloud.slice(n * d), d, seed);
    });
  });
  const source = sourceOf(values, seed, context);
  const most = 10_000;
  const points = source.cloud.points.slice(0, 2 * most);
  const here = context.reuse(`rivals here ${source.key} ${seed}`, () => {
    const rows = points.length / 2;
    // Asked half way between points, so that no answer is the query itself.
    const queries = Float64Array.from({ length: rows > 0 ? 2 * QUERIES : 0 }, (_, at) => {
      const [a, b] = [(at >> 1) * 37 + 1, (at >> 1) * 101 + 2].map((row) => (row * 7) % rows);
      return 0.9 * points[2 * a + (at % 2)] + 0.1 * points[2 * b + (at % 2)];
    });
    return compare(points, queries, 2, seed);
  });
  const pick = <T>(from: (kind: Kind) => T) =>
    Object.fromEntries(kinds.map((kind) => [kind, from(kind)])) as Record<Kind, T>;
  return {
    subject: "rivals",
    values,
    n,
    isSheet,
    dimensions,
    shares: pick((kind) => measured.map(({ shares }) => shares[kind])),
    here: here.shares,
    planar: points.length / 2,
    sums: pick((kind) => measured.reduce((sum, each) => sum + each.sums[kind], here.sums[kind])),
    scanned: measured.reduce((sum, each) => sum + each.scanned, here.scanned),
  };
}

interface Compared {
  readonly shares: Record<Kind, number>;
  readonly sums: Record<Kind, number>;
  readonly scanned: number;
}

function compare(data: Float64Array, queries: Float64Array, d: number, seed: number): Compared {
  const n = data.length / d;
  const m = queries.length / d;
  const shares = { kd: 0, ball: 0, vantage: 0, projection: 0 };
  const sums = { ...shares };
  if (n === 0) return { shares, sums, scanned: 0 };
  const kd = nearestMany(buildTree(data, d, { leafSize: 12 }), queries, 1);
  shares.kd = kd.counts.distances / m / n;
  sums.kd = kd.distances.reduce((sum, each) => sum + each, 0);
  for (const kind of ["ball", "vantage", "projection"] satisfies Rival[]) {
    const tree = buildRival(kind, data, d, { seed });
    for (let row = 0; row < m; row++) {
      const { counts, distances } = nearestByRival(tree, queries.subarray(row * d, row * d + d), 1);
      shares[kind] += counts.distances / m / n;
      sums[kind] += distances[0];
    }
  }
  let scanned = 0;
  for (let row = 0; row < m; row++) {
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < n; at++) {
      let square = 0;
      for (let axis = 0; axis < d; axis++) square += (data[at * d + axis] - queries[row * d + axis]) ** 2;
      least = Math.min(least, square);
    }
    scanned += Math.sqrt(least);
  }
  return { shares, sums, scanned };
}
