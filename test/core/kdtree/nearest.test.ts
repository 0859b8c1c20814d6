import { describe, expect, test } from "vitest";
import { nearestByBins } from "../../../src/core/kdtree/bins";
import { nearestByScan } from "../../../src/core/kdtree/brute";
import { buildTree } from "../../../src/core/kdtree/build";
import { nearest, nearestMany } from "../../../src/core/kdtree/nearest";
import type { Neighbours } from "../../../src/core/kdtree/options";
import { traceNearest } from "../../../src/core/kdtree/trace";
import { traceBins } from "../../../src/core/kdtree/trace-bins";
import type { Rule, Store, Threshold } from "../../../src/core/kdtree/tree";
import { createRng } from "../../../src/core/num/rng";
import { awkward, byDefinition, named, six, uniform } from "./data";
import iris from "./fixtures/iris.json";
import sklearn from "./fixtures/sklearn.json";

const rules = ["variance", "cyclic", "spread", "sliding", "random"] as const satisfies readonly Rule[];
const metrics = ["L2", "L1", "Linf"] as const;
const bounds = ["plane", "cell", "gap"] as const;

describe("the worked example", () => {
  const tree = buildTree(six, 2, { rule: "variance", store: "nodes", leafSize: 1 });
  const pairs = (found: { ids: Uint32Array; distances: Float64Array }) =>
    [...found.ids].map((id, at) => `${named(id)} ${found.distances[at].toFixed(6)}`);

  test("(2.1,3.1) is nearest to (2,3), after 3 of 6 nodes", () => {
    const found = nearest(tree, [2.1, 3.1], 1, { bound: "plane" });
    expect(pairs(found)).toEqual(["(2,3) 0.141421"]);
    expect(found.counts.nodes).toBe(3);
  });

  test("(2,4.5) is nearest to (2,3), after 4 of 6 nodes", () => {
    const found = nearest(tree, [2, 4.5], 1, { bound: "plane" });
    expect(pairs(found)).toEqual(["(2,3) 1.500000"]);
    expect(found.counts.nodes).toBe(4);
  });

  test("the three nearest to (2,4.5), and the tie at (6,3) in the order of the rows", () => {
    expect(pairs(nearest(tree, [2, 4.5], 3))).toEqual(["(2,3) 1.500000", "(5,4) 3.041381", "(4,7) 3.201562"]);
    expect(pairs(nearest(tree, [6, 3], 3))).toEqual(["(5,4) 1.414214", "(7,2) 1.414214", "(8,1) 2.828427"]);
  });
});

/** One random case: data, tree, query and options. */
function randomCase(seed: number) {
  const rng = createRng(seed);
  const d = 1 + rng.nextBelow(5);
  const n = [0, 1, 2, 5, 17, 60][rng.nextBelow(6)];
  const data = awkward(n, d, rng);
  const pick = <T>(list: readonly T[]): T => list[rng.nextBelow(list.length)];
  const tree = buildTree(data, d, {
    rule: pick(rules),
    threshold: pick<Threshold>(["median", "mean"]),
    store: pick<Store>(["leaves", "nodes"]),
    leafSize: pick([1, 2, 5, 20]),
    seed,
  });
  const from = n > 0 && rng.nextBelow(2) === 0 ? rng.nextBelow(n) : -1;
  const query = Float64Array.from({ length: d }, (_, axis) =>
    from >= 0 ? data[from * d + axis] : 4 * rng.nextFloat() - 1,
  );
  const k = pick([1, 2, 3, 10, 70]);
  return { data, d, n, tree, query, k, options: { metric: pick(metrics), bound: pick(bounds) } };
}

describe("against the definition", () => {
  test("10,000 cases with copies, lines, grids, no point, one, and k > n: the same rows, order and distances", () => {
    const wrong: number[] = [];
    for (let seed = 1; seed <= 10_000; seed++) {
      const { data, d, n, tree, query, k, options } = randomCase(seed);
      const expected = byDefinition(data, d, query, options.metric).slice(0, k);
      const { ids, distances } = nearest(tree, query, k, options);
      const isSame = expected.every(({ id, distance }, at) => ids[at] === id && distances[at] === distance);
      if (!isSame || ids.length !== Math.min(k, n)) wrong.push(seed);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test("a scan of all rows is the definition too", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const { data, d, query, k, options } = randomCase(seed);
      const expected = byDefinition(data, d, query, options.metric).slice(0, k);
      expect([...nearestByScan(data, d, query, k, options.metric).ids]).toEqual(expected.map(({ id }) => id));
    }
  });

  test("the told searches answer, count and stop as the fast ones do: 5,000 cases", () => {
    const wrong: number[] = [];
    const spelled = ({ ids, distances, counts }: Neighbours) => `${ids} ${distances} ${Object.values(counts)}`;
    for (let seed = 1; seed <= 5_000; seed++) {
      const { tree, query, k, options } = randomCase(seed);
      const fast = nearest(tree, query, k, options);
      const told = traceNearest(tree, query, k, options);
      const budget = seed % 3 === 0 ? { leaves: 1 + (seed % 5) } : seed % 3 === 1 ? { candidates: 1 + (seed % 9) } : {};
      const bins = nearestByBins(tree, query, k, { ...options, ...budget });
      const toldBins = traceBins(tree, query, k, { ...options, ...budget });
      const agree = spelled(told) === spelled(fast) && spelled(toldBins) === spelled(bins);
      const isExact = `${bins.ids}` === `${fast.ids}`;
      if (!agree || toldBins.isExact !== bins.isExact || (bins.isExact && !isExact)) wrong.push(seed);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  test("the kernels written out for two and three dimensions count as the general one and its story do", () => {
    for (const d of [2, 3, 4, 7]) {
      const data = uniform(3000, d, 9);
      const tree = buildTree(data, d);
      const queries = uniform(200, d, 10);
      for (let row = 0; row < 200; row++) {
        const query = queries.subarray(row * d, (row + 1) * d).map((x) => 3 * x - 1);
        const told = traceNearest(tree, query, 7);
        const fast = nearest(tree, query, 7);
        expect(fast.counts).toEqual(told.counts);
        expect(fast.ids).toEqual(told.ids);
        const flat = buildTree(
          [...data].flatMap((x, at) => ((at + 1) % d === 0 ? [x, 0] : [x])),
          d + 1,
        );
        expect(nearest(flat, [...query, 0], 7).ids).toEqual(told.ids);
      }
    }
  }, 60_000);
});

describe("pruning", () => {
  test("tighter bounds visit less and answer the same: plane ≥ cell ≥ gap on average", () => {
    const tree = buildTree(uniform(4000, 4, 2), 4, { rule: "spread", leafSize: 1 });
    const queries = uniform(300, 4, 3);
    const [plane, cell, gap] = bounds.map((bound) => nearestMany(tree, queries, 3, { bound }));
    expect(cell.ids).toEqual(plane.ids);
    expect(gap.ids).toEqual(plane.ids);
    expect(cell.counts.distances).toBeLessThan(plane.counts.distances);
    expect(gap.counts.distances).toBeLessThan(cell.counts.distances);
  });

  test.each(metrics)("(1 + ε) keeps its promise for each neighbour, in %s, and looks at less", (metric) => {
    const data = uniform(4000, 3, 21);
    const tree = buildTree(data, 3);
    const queries = uniform(300, 3, 22);
    const exact = nearestMany(tree, queries, 5, { metric });
    let before = exact.counts.distances;
    for (const epsilon of [0.1, 0.5, 2]) {
      const near = nearestMany(tree, queries, 5, { metric, epsilon });
      near.distances.forEach((distance, at) => {
        expect(distance).toBeLessThanOrEqual((1 + epsilon) * exact.distances[at]);
      });
      expect(near.counts.distances).toBeLessThan(before);
      before = near.counts.distances;
    }
  });

  test("of many copies of one point only as many are looked at as are asked for", () => {
    const tree = buildTree(new Float64Array(200_000).fill(1), 2);
    const found = nearest(tree, [0, 0], 3);
    expect([...found.ids]).toEqual([0, 1, 2]);
    expect(found.counts.distances).toBe(3);
  });

  test("a ring around the query makes every point a candidate: nothing can be pruned", () => {
    const n = 2000;
    const ring = Float64Array.from({ length: 2 * n }, (_, at) => {
      const angle = (2 * Math.PI * (at >> 1)) / n;
      return at % 2 === 0 ? Math.cos(angle) : Math.sin(angle);
    });
    const { counts } = nearest(buildTree(ring, 2, { leafSize: 1 }), [0, 0], 1);
    expect(counts.distances).toBeGreaterThan(0.3 * n);
  });
});

describe("what others computed", () => {
  test("the six points of scikit-learn's guide", () => {
    const points = [-1, -1, -2, -1, -3, -2, 1, 1, 2, 1, 3, 2];
    const { ids, distances } = nearestMany(buildTree(points, 2), points, 2);
    expect([...ids]).toEqual([0, 1, 1, 0, 2, 1, 3, 4, 4, 3, 5, 4]);
    const steps = [...distances].map((distance) => distance.toFixed(8));
    expect(steps.filter((_, at) => at % 2 === 0)).toEqual(Array(6).fill("0.00000000"));
    expect(steps.filter((_, at) => at % 2 === 1).sort()).toEqual(
      [...Array(4).fill("1.00000000"), ...Array(2).fill("1.41421356")].sort(),
    );
  });

  test("ten random points in space, three metrics", () => {
    const tree = buildTree(sklearn.points.flat(), 3, { leafSize: 2 });
    const cases = [
      ["L2", sklearn],
      ["L1", sklearn.L1],
      ["Linf", sklearn.Linf],
    ] as const;
    for (const [metric, { ids, distances }] of cases) {
      const found = nearestMany(tree, sklearn.points.flat(), sklearn.k, { metric });
      expect([...found.ids]).toEqual(ids.flat());
      expect([...found.distances].map((x) => x.toFixed(13))).toEqual(distances.flat().map((x) => x.toFixed(13)));
    }
    expect([...nearest(tree, sklearn.points[0], 3).ids]).toEqual([0, 3, 1]);
  });

  test("iris, each flower by its K nearest others: 144, 144, 145, 145, 145, 146 of 150", () => {
    const data = iris.rows.flatMap((row) => row.slice(0, 4));
    const label = iris.rows.map((row) => row[4]);
    const tree = buildTree(data, 4);
    const right = [1, 3, 5, 7, 9, 15].map((K) => {
      const { ids } = nearestMany(tree, data, 151);
      return label.filter((truth, row) => {
        const votes = [0, 0, 0];
        const others = [...ids.subarray(row * 150, row * 150 + 150)].filter((id) => id !== row);
        for (const id of others.slice(0, K)) votes[label[id]]++;
        return votes.indexOf(Math.max(...votes)) === truth;
      }).length;
    });
    expect(right).toEqual([144, 144, 145, 145, 145, 146]);
  });
});

describe("bad input", () => {
  const tree = buildTree(six, 2);
  test("says what was expected and what came", () => {
    expect(() => nearest(tree, [1], 1)).toThrow(new RangeError("the query must hold 2 numbers, got 1"));
    expect(() => nearest(tree, [1, Number.NaN], 1)).toThrow(
      new RangeError("the query must hold finite numbers, got NaN in column 1"),
    );
    expect(() => nearest(tree, [1, 2], 0)).toThrow(new RangeError("k must be a whole number ≥ 1, got 0"));
    expect(() => nearest(tree, [1, 2], 1.5)).toThrow("k must be a whole number ≥ 1, got 1.5");
    expect(() => nearest(tree, [1, 2], 1, { epsilon: -1 })).toThrow(
      new RangeError("epsilon must be at least 0, got -1"),
    );
    expect(() => nearestMany(tree, [1, 2, 3], 1)).toThrow(new RangeError("the query must hold 2×2 numbers, got 3"));
  });

  test("no point, one point, and more neighbours than points", () => {
    expect(nearest(buildTree([], 2), [1, 2], 3).ids.length).toBe(0);
    expect([...nearest(buildTree([4, 5], 2), [1, 1], 3).distances]).toEqual([5]);
    expect([...nearest(tree, [0, 0], 100).ids].sort()).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...nearest(buildTree(uniform(300, 2, 4), 2), [0, 0], 300).ids].length).toBe(300);
  });
});
