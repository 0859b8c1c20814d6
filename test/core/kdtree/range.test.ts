import { describe, expect, test } from "vitest";
import { buildTree } from "../../../src/core/kdtree/build";
import { matching, matchingVisits } from "../../../src/core/kdtree/partial";
import { idsWithin, idsWithinMany, inBox, within } from "../../../src/core/kdtree/range";
import { ball, box, traceRegion } from "../../../src/core/kdtree/trace-region";
import { createRng } from "../../../src/core/num/rng";
import { awkward, byDefinition, named, six, uniform } from "./data";
import sklearn from "./fixtures/sklearn.json";

const sorted = (ids: Iterable<number>) => [...ids].sort((a, b) => a - b);

describe("the worked example", () => {
  const tree = buildTree(six, 2, { rule: "variance", store: "nodes", leafSize: 1 });
  const wanted = ["(5,4)", "(7,2)", "(8,1)"];
  test("radius 3.5 at (6,3)", () => {
    expect([...within(tree, [6, 3], 3.5).ids].map(named)).toEqual(wanted);
  });
  test("box [4,8]×[1,5]", () => {
    const { ids } = inBox(tree, [4, 1], [8, 5]);
    expect([...ids].map(named).sort()).toEqual(wanted);
  });
  test("a point at the radius itself is inside the closed ball and outside the open one", () => {
    // (5,4) is at √2 from (6,3), and so is the double nearest to √2, whose square is above 2.
    for (const [centre, radius, name] of [
      [[9, 1], 5, "(9,6)"],
      [[8, 5], Math.SQRT2, "(9,6)"],
      [[5, 7.1], Math.hypot(4 - 5, 7 - 7.1), "(4,7)"],
    ] as const) {
      expect([...within(tree, centre, radius).ids].map(named)).toContain(name);
      expect([...within(tree, centre, radius, { closed: false }).ids].map(named)).not.toContain(name);
    }
    expect([...within(tree, [2, 3], 0).ids].map(named)).toEqual(["(2,3)"]);
    expect(within(tree, [2, 3], 0, { closed: false }).ids.length).toBe(0);
  });
});

test("3,000 balls and boxes in hard data hold what the definition says, told or not", () => {
  for (let seed = 1; seed <= 3000; seed++) {
    const rng = createRng(seed);
    const d = 1 + rng.nextBelow(4);
    const data = awkward([0, 1, 6, 50][rng.nextBelow(4)], d, rng);
    const store = rng.nextBelow(2) === 0 ? "leaves" : "nodes";
    const rule = (["variance", "cyclic", "spread", "sliding", "random"] as const)[rng.nextBelow(5)];
    const tree = buildTree(data, d, { store, rule, leafSize: 1 + rng.nextBelow(6) });
    const query = Array.from({ length: d }, () => rng.nextBelow(5));
    const radius = [0, 1, 2, 2.5, Math.SQRT2, Math.sqrt(3), 1e4][rng.nextBelow(7)];
    const metric = (["L2", "L1", "Linf"] as const)[rng.nextBelow(3)];
    const closed = rng.nextBelow(2) === 0;
    const where = `case ${seed}`;
    const all = byDefinition(data, d, query, metric);
    const inside = all.filter(({ distance }) => (closed ? distance <= radius : distance < radius));
    const found = within(tree, query, radius, { metric, closed });
    expect([...found.ids], where).toEqual(inside.map(({ id }) => id));
    expect([...found.distances], where).toEqual(inside.map(({ distance }) => distance));
    expect(sorted(idsWithin(tree, query, radius, { metric, closed }).ids), where).toEqual(sorted(found.ids));
    expect(sorted(traceRegion(tree, ball(metric, query, radius, closed)).ids), where).toEqual(sorted(found.ids));
    const [low, high] = [query.map((x) => x - radius), query.map((x, axis) => x + (axis % 2 === 0 ? radius : 1))];
    const boxed = inBox(tree, low, high);
    const expected = all.filter(({ id }) =>
      low.every((x, axis) => x <= data[id * d + axis] && data[id * d + axis] <= high[axis]),
    );
    expect([...boxed.ids], where).toEqual(sorted(expected.map(({ id }) => id)));
    const told = traceRegion(tree, box(low, high));
    expect(told.ids, where).toEqual(boxed.ids);
    expect(told.counts, where).toEqual(boxed.counts);
  }
}, 60_000);

test("a ball that holds a subtree takes it without a distance", () => {
  for (const d of [2, 3]) {
    const tree = buildTree(uniform(5000, d, 3), d);
    const { ids, counts } = idsWithin(tree, Array(d).fill(0.5), 10);
    expect(ids.length).toBe(5000);
    expect(counts).toEqual({ nodes: 1, leaves: 0, distances: 0 });
    const half = within(tree, Array(d).fill(0.5), 0.4);
    expect(half.counts.distances).toBeLessThan(d === 2 ? half.ids.length / 2 : 5000);
    expect(half.ids.length).toBe(
      byDefinition(tree.points, d, Array(d).fill(0.5)).filter(({ distance }) => distance <= 0.4).length,
    );
  }
});

test("small and large balls among 3,000 points hold what the definition says, in any dimension", () => {
  for (const d of [1, 2, 3, 4, 5, 8]) {
    const data = uniform(3000, d, 40 + d);
    const tree = buildTree(data, d);
    const queries = uniform(20, d, 50 + d);
    for (const radius of [0.02, 0.1, 0.3, 0.5, 0.9]) {
      for (let row = 0; row < 20; row++) {
        const query = [...queries.subarray(row * d, row * d + d)];
        const inside = byDefinition(data, d, query).filter(({ distance }) => distance <= radius);
        expect(sorted(idsWithin(tree, query, radius).ids), `d = ${d}, radius ${radius}, query ${row}`).toEqual(
          sorted(inside.map(({ id }) => id)),
        );
      }
    }
  }
});

test("many balls at once are the same balls", () => {
  for (const d of [2, 3]) {
    const tree = buildTree(uniform(2000, d, 5), d);
    const queries = uniform(40, d, 6);
    const { ids, starts, counts } = idsWithinMany(tree, queries, 0.15);
    let distances = 0;
    for (let row = 0; row < 40; row++) {
      const alone = idsWithin(tree, queries.subarray(row * d, row * d + d), 0.15);
      expect(ids.slice(starts[row], starts[row + 1])).toEqual(alone.ids);
      distances += alone.counts.distances;
    }
    expect([counts.distances, starts[40]]).toEqual([distances, ids.length]);
  }
});

test("scikit-learn's balls of radius ½, and the three points within 0.3 of the first", () => {
  const tree = buildTree(sklearn.points.flat(), 3, { leafSize: 2 });
  expect(sklearn.points.map((point) => sorted(within(tree, point, sklearn.radius).ids))).toEqual(sklearn.within);
  expect(within(tree, sklearn.points[0], 0.3).ids.length).toBe(3);
});

describe("partial match", () => {
  /** 2^(2m) − 1 points with distinct keys: a full tree under the cyclic rule. */
  const full = (m: number) => {
    const n = 4 ** m - 1;
    // Multiples of numbers prime to n, modulo n: every key once on each axis.
    const keys = (factor: number, row: number) => (row * factor) % n;
    const data = Float64Array.from({ length: 2 * n }, (_, at) => keys(at % 2 === 0 ? 7919 : 104729, at >> 1));
    return buildTree(data, 2, { rule: "cyclic", store: "nodes", leafSize: 1 });
  };

  test.each([
    [2, 6, 9],
    [5, 62, 93],
    [10, 2046, 3069],
  ])("in a full tree of 4^%i − 1 points it enters %i or %i nodes, as Bentley has it", (m, given, other) => {
    const tree = full(m);
    expect(matchingVisits(tree.n, true)).toBe(given);
    expect(matchingVisits(tree.n, false)).toBe(other);
    for (const key of [0.5, tree.n / 3 + 0.25, tree.n - 1.5]) {
      expect(matching(tree, [key, undefined]).counts.nodes).toBe(given);
      expect(matching(tree, [undefined, key]).counts.nodes).toBe(other);
    }
  });

  test("finds every row with the given keys, copies too", () => {
    for (let seed = 1; seed <= 500; seed++) {
      const rng = createRng(seed);
      const data = Float64Array.from({ length: 3 * 60 }, () => rng.nextBelow(4));
      const tree = buildTree(data, 3, { store: seed % 2 === 0 ? "leaves" : "nodes", leafSize: 1 + (seed % 4) });
      const keys = [0, 1, 2].map(() => (rng.nextBelow(2) === 0 ? undefined : rng.nextBelow(4)));
      const rows = Array.from({ length: 60 }, (_, row) => row);
      const expected = rows.filter((row) =>
        keys.every((key, axis) => key === undefined || data[3 * row + axis] === key),
      );
      expect([...matching(tree, keys).ids]).toEqual(expected);
    }
  });
});

test("bad input says what was expected and what came", () => {
  const tree = buildTree(six, 2);
  expect(() => within(tree, [1, 2], -1)).toThrow(new RangeError("radius must be at least 0, got -1"));
  expect(() => within(tree, [1, 2], Number.NaN)).toThrow("radius must be at least 0, got NaN");
  expect(() => inBox(tree, [1], [2, 3])).toThrow(new RangeError("low must hold 2 numbers, got 1"));
  expect(() => inBox(tree, [1, 2], [2, Number.NaN])).toThrow(
    new RangeError("high must hold numbers, got NaN in column 1"),
  );
  expect(() => matching(tree, [1])).toThrow(new RangeError("keys must hold 2 entries, got 1"));
  expect(inBox(buildTree([], 2), [0, 0], [1, 1]).ids.length).toBe(0);
  expect(matching(buildTree([], 2), [0, undefined]).ids.length).toBe(0);
});
