import { createRng } from "../../src/core/num/rng";
import { peer } from "./peers";

/** n points and m queries in d dimensions, row-major. */
export interface Cloud {
  readonly n: number;
  readonly d: number;
  readonly m: number;
  readonly points: Float64Array;
  readonly queries: Float64Array;
}

export function uniformCloud(n: number, d: number, m: number): Cloud {
  const rng = createRng(17);
  const draw = (count: number) => Float64Array.from({ length: count * d }, () => rng.nextFloat());
  return { n, d, m, points: draw(n), queries: draw(m) };
}

/** Tight clusters with a tenth of copies, asked from other clusters: far queries, thin cells. */
export function clusteredCloud(n: number, d: number, m: number): Cloud {
  const rng = createRng(23);
  const cluster = (count: number) => {
    const centres = Float64Array.from({ length: 100 * d }, () => rng.nextFloat());
    const out = new Float64Array(count * d);
    for (let row = 0; row < count; row++) {
      const copied = row > 0 && rng.nextBelow(10) === 0 ? rng.nextBelow(row) : -1;
      const centre = rng.nextBelow(100);
      for (let axis = 0; axis < d; axis++) {
        out[row * d + axis] =
          copied >= 0 ? out[copied * d + axis] : centres[centre * d + axis] + 0.01 * rng.nextNormal();
      }
    }
    return out;
  };
  return { n, d, m, points: cluster(n), queries: cluster(m) };
}

/** The same work by a peer: all queries, each answer a list of rows. */
export interface PeerIndex {
  readonly build: () => void;
  readonly nearest?: (k: number) => ArrayLike<number>[];
  readonly within?: (radius: number) => ArrayLike<number>[];
}

interface Flatbush {
  add(x: number, y: number, x2: number, y2: number): void;
  finish(): void;
  neighbors(x: number, y: number, k: number): number[];
}
interface Kdbush {
  add(x: number, y: number): void;
  finish(): void;
  within(x: number, y: number, r: number): number[];
}
interface StaticTree {
  nn(point: readonly number[]): number;
  knn(point: readonly number[], k: number): number[];
  rnn(point: readonly number[], radius: number, visit: (id: number) => void): void;
}
type Named = Record<string, number>;

const rowsOf = (values: Float64Array, d: number) =>
  Array.from({ length: values.length / d }, (_, row) => [...values.subarray(row * d, row * d + d)]);

function constructorOf<T>(name: string): (new (n: number) => T) | undefined {
  const found = peer(name) as { default?: new (n: number) => T } | (new (n: number) => T) | undefined;
  return typeof found === "object" ? found.default : found;
}

export const peerIndexes: Readonly<Record<string, (cloud: Cloud) => PeerIndex | undefined>> = {
  "flatbush 4.7.0": ({ n, d, points, queries }) => {
    const Index = constructorOf<Flatbush>("flatbush");
    if (!Index || d !== 2) return undefined;
    const build = () => {
      const index = new Index(n);
      for (let at = 0; at < 2 * n; at += 2) index.add(points[at], points[at + 1], points[at], points[at + 1]);
      index.finish();
      return index;
    };
    const index = build();
    return {
      build,
      nearest: (k) => {
        const out: number[][] = [];
        for (let at = 0; at < queries.length; at += 2) out.push(index.neighbors(queries[at], queries[at + 1], k));
        return out;
      },
    };
  },
  "kdbush 4.1.0": ({ n, d, points, queries }) => {
    const Index = constructorOf<Kdbush>("kdbush");
    if (!Index || d !== 2) return undefined;
    const build = () => {
      const index = new Index(n);
      for (let at = 0; at < 2 * n; at += 2) index.add(points[at], points[at + 1]);
      index.finish();
      return index;
    };
    const index = build();
    return {
      build,
      within: (radius) => {
        const out: number[][] = [];
        for (let at = 0; at < queries.length; at += 2) out.push(index.within(queries[at], queries[at + 1], radius));
        return out;
      },
    };
  },
  "static-kdtree 1.0.2": ({ n, d, points, queries }) => {
    const create = peer("static-kdtree") as ((points: readonly number[][]) => StaticTree) | undefined;
    if (!create) return undefined;
    const [rows, asked] = [rowsOf(points, d), rowsOf(queries, d)];
    const build = () => create(rows);
    const index = n > 0 ? build() : undefined;
    return {
      build,
      nearest: (k) => asked.map((query) => (k === 1 ? [index!.nn(query)] : index!.knn(query, k))),
      within: (radius) =>
        asked.map((query) => {
          const found: number[] = [];
          index!.rnn(query, radius, (id) => void found.push(id));
          return found;
        }),
    };
  },
  "kd-tree-javascript 1.0.3": ({ n, d, points, queries }) => {
    interface Tree {
      nearest(point: Named, k: number): [Named, number][];
    }
    type Create = new (points: Named[], metric: (a: Named, b: Named) => number, names: string[]) => Tree;
    const found = peer("kd-tree-javascript") as { kdTree: Create } | undefined;
    if (!found || n > 100_000 || d > 3) return undefined;
    const names = ["x", "y", "z"].slice(0, d);
    const named = (values: Float64Array) =>
      rowsOf(values, d).map((row, id) => ({ id, ...Object.fromEntries(names.map((name, axis) => [name, row[axis]])) }));
    const squared =
      d === 2
        ? (a: Named, b: Named) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2
        : (a: Named, b: Named) => (a.x - b.x) ** 2 + (a.y - b.y) ** 2 + (a.z - b.z) ** 2;
    const [rows, asked] = [named(points), named(queries)];
    const build = () => new found.kdTree(rows.slice(), squared, names);
    const index = build();
    return { build, nearest: (k) => asked.map((query) => index.nearest(query, k).map(([{ id }]) => id)) };
  },
};
