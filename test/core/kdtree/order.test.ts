import { describe, expect, test } from "vitest";
import { nearestByScan } from "../../../src/core/kdtree/brute";
import { buildTree } from "../../../src/core/kdtree/build";
import { nearest, nearestMany } from "../../../src/core/kdtree/nearest";
import { orderByCell } from "../../../src/core/kdtree/order";
import { idsWithin, idsWithinMany } from "../../../src/core/kdtree/range";
import type { Store } from "../../../src/core/kdtree/tree";
import { createRng } from "../../../src/core/num/rng";
import { uniform } from "./data";

/** Points of which a third lie on one line and a tenth are copies, and queries of which some are points. */
function large(n: number, m: number, d: number) {
  const rng = createRng(5);
  const points = uniform(n, d, 3);
  for (let row = 0; row < n; row++) {
    if (row % 3 === 0) points[row * d] = 0.5;
    if (row % 10 === 9) points.copyWithin(row * d, (row - 7) * d, (row - 6) * d);
  }
  const queries = Float64Array.from({ length: m * d }, () => 1.4 * rng.nextFloat() - 0.2);
  for (let row = 0; row < m; row += 4) queries.set(points.subarray(row * d, row * d + d), row * d);
  return { points, queries };
}

describe("a large batch of queries, answered cell by cell", () => {
  for (const [d, store] of [
    [4, "leaves"],
    [2, "leaves"],
    [2, "nodes"],
    [3, "leaves"],
    [5, "nodes"],
  ] as [number, Store][]) {
    test(`d = ${d}, points in the ${store}: each answer stands at its query, as if it had been asked alone`, () => {
      const [n, m, radius] = [60_000, 600, 0.01];
      const { points, queries } = large(n, m, d);
      const tree = buildTree(points, d, { store });
      const order = orderByCell(tree, queries, m)!;
      expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: m }, (_, row) => row));

      const near = nearestMany(tree, queries, 3);
      const found = idsWithinMany(tree, queries, radius);
      for (let row = 0; row < m; row++) {
        const query = queries.subarray(row * d, row * d + d);
        const alone = nearest(tree, query, 3);
        expect(near.ids.slice(3 * row, 3 * row + 3)).toEqual(alone.ids);
        expect(near.distances.slice(3 * row, 3 * row + 3)).toEqual(alone.distances);
        const inside = found.ids.slice(found.starts[row], found.starts[row + 1]).sort();
        expect(inside).toEqual(idsWithin(tree, query, radius).ids.sort());
      }
      expect(found.starts[m]).toBe(found.ids.length);
      for (const row of [0, 1, m - 1]) {
        const brute = nearestByScan(points, d, queries.subarray(row * d, row * d + d), 3);
        expect(near.ids.slice(3 * row, 3 * row + 3)).toEqual(brute.ids);
      }
    });
  }

  test("queries that follow each other lie close together", () => {
    const m = 4_000;
    const { points, queries } = large(60_000, m, 2);
    const order = orderByCell(buildTree(points, 2), queries, m)!;
    const way = (rows: ArrayLike<number>) => {
      let sum = 0;
      for (let i = 1; i < m; i++) {
        const [a, b] = [2 * rows[i - 1], 2 * rows[i]];
        sum += Math.hypot(queries[a] - queries[b], queries[a + 1] - queries[b + 1]);
      }
      return sum;
    };
    expect(way(order)).toBeLessThan(0.2 * way(Array.from({ length: m }, (_, row) => row)));
  });

  test("a tree whose root is a leaf, and a chain of copies, have one cell or few", () => {
    const queries = uniform(300, 2, 9);
    const lone = buildTree(uniform(60_000, 2, 1), 2, { leafSize: 100_000 });
    expect(orderByCell(lone, queries, 300)).toEqual(Uint32Array.from({ length: 300 }, (_, row) => row));
    const copies = buildTree(new Float64Array(120_000).fill(0.5), 2);
    expect(nearestMany(copies, queries, 1).ids).toEqual(new Uint32Array(300));
  });
});
