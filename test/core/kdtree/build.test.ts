import { describe, expect, test } from "vitest";
import { type BuildOptions, buildTree } from "../../../src/core/kdtree/build";
import { varianceOn } from "../../../src/core/kdtree/split";
import { buffersOf, leftOf, pivotOf, RIGHT, type Tree } from "../../../src/core/kdtree/tree";
import { createRng } from "../../../src/core/num/rng";
import { awkward, named, six, uniform } from "./data";

const rules = ["variance", "cyclic", "spread", "sliding", "random"] as const;
const thresholds = ["median", "mean"] as const;
const stores = ["leaves", "nodes"] as const;

/** `(7,2)x[(5,4)y[(2,3) (4,7)] …]`: the tree with its points at the nodes, written down. */
function spelled(tree: Tree, node = 0): string {
  const axis = tree.nodes[4 * node];
  if (axis < 0) return named(tree.ids[tree.nodes[4 * node + 2]]);
  const children = [leftOf(tree, node), tree.nodes[4 * node + RIGHT]];
  const inside = children.map((child) => (child > 0 ? spelled(tree, child) : "–")).join(" ");
  return `${named(tree.ids[pivotOf(tree, node)])}${"xy"[axis]}[${inside}]`;
}

describe("the worked example", () => {
  const golden = "(7,2)x[(5,4)y[(2,3) (4,7)] (9,6)y[(8,1) –]]";
  test.each(["variance", "cyclic"] as const)("the rule %s gives the tree of the article", (rule) => {
    expect(spelled(buildTree(six, 2, { rule, store: "nodes", leafSize: 1 }))).toBe(golden);
  });

  test("its variances are 5.805556 and 4.472222, and below them 1.5556, 2.8889 and 0.25, 6.25", () => {
    const all = { points: Float64Array.from(six), d: 2, from: 0, to: 6 };
    expect(varianceOn(all, 0)).toBeCloseTo(5.805556, 6);
    expect(varianceOn(all, 1)).toBeCloseTo(4.472222, 6);
    const parts = Float64Array.from([2, 3, 5, 4, 4, 7, 9, 6, 8, 1]);
    const of = (from: number, to: number, axis: number) => varianceOn({ points: parts, d: 2, from, to }, axis);
    expect([of(0, 3, 0), of(0, 3, 1), of(3, 5, 0), of(3, 5, 1)].map((v) => v.toFixed(4))).toEqual([
      "1.5556",
      "2.8889",
      "0.2500",
      "6.2500",
    ]);
  });
});

/** What a tree promises about its arrays and breaks. */
function brokenPromises(tree: Tree, data: ArrayLike<number>): string[] {
  const { n, d, nodes, points, ids, cuts, gaps, store, leafSize } = tree;
  const broken: string[] = [];
  const hold = (isTrue: boolean, promise: string) => {
    if (!isTrue) broken.push(promise);
  };
  hold(new Set(ids).size === n && ids.every((id) => id < n), "each row stands there once");
  hold(
    points.every((x, at) => x === data[ids[Math.floor(at / d)] * d + (at % d)]),
    "each coordinate is its row's",
  );
  const depths = new Map([[0, 1]]);
  const owners = new Uint8Array(n);
  for (let node = 0; node < cuts.length; node++) {
    const [axis, right, from, to] = nodes.subarray(4 * node, 4 * node + 4);
    const depth = depths.get(node)!;
    hold(depth <= tree.depth, `node ${node} is no deeper than the tree`);
    if (axis < 0) {
      for (let at = from; at < to; at++) owners[at]++;
      const isOnePoint = points.subarray(from * d, to * d).every((x, at) => x === points[from * d + (at % d)]);
      const isInOrder = ids.subarray(from, to).every((id, at, all) => at === 0 || all[at - 1] < id);
      hold(to - from <= leafSize || (isOnePoint && isInOrder), `leaf ${node} is small, or copies in order`);
      continue;
    }
    const left = leftOf(tree, node);
    const pivot = pivotOf(tree, node);
    hold(pivot >= 0 === (store === "nodes"), `node ${node} has a point of its own iff asked for`);
    if (pivot >= 0) {
      owners[pivot]++;
      hold(points[pivot * d + axis] === cuts[node], `node ${node} cuts through its point`);
    }
    for (const child of [left, right]) {
      if (child === 0) continue;
      depths.set(child, depth + 1);
      const xs = points.slice(nodes[4 * child + 2] * d, nodes[4 * child + 3] * d).filter((_, at) => at % d === axis);
      const isLeft = child === left;
      hold(
        xs.every((x) => (isLeft ? x <= cuts[node] : x >= cuts[node])),
        `child ${child} keeps to its side`,
      );
      const edge = xs.reduce((a, b) => (isLeft ? Math.max(a, b) : Math.min(a, b)));
      hold(gaps[2 * node + (isLeft ? 0 : 1)] === edge, `the gap of ${node} ends at the first point`);
    }
  }
  hold(
    owners.every((count) => count === 1),
    "each row is in one leaf or at one node",
  );
  return broken;
}

describe("every tree", () => {
  const settings: BuildOptions[] = rules.flatMap((rule) =>
    thresholds.flatMap((threshold) =>
      stores.flatMap((store) => [1, 3, 10].map((leafSize) => ({ rule, threshold, store, leafSize }))),
    ),
  );

  test.each(settings)(
    "$rule, $threshold, points in the $store, leaf size $leafSize: each row once, on its side",
    (options) => {
      const rng = createRng(11);
      for (const n of [0, 1, 2, 3, 7, 40]) {
        for (const d of [1, 2, 5]) {
          const data = awkward(n, d, rng);
          expect(brokenPromises(buildTree(data, d, options), data)).toEqual([]);
        }
      }
    },
  );

  test.each(rules)("the median of %s halves distinct points", (rule) => {
    if (rule === "sliding")
      return expect(buildTree(uniform(4096, 3, 5), 3, { rule, leafSize: 1 }).depth).toBeLessThan(40);
    expect(buildTree(uniform(4096, 3, 5), 3, { rule, leafSize: 1 }).depth).toBe(13);
  });

  test("a copy in another thread is the same tree", () => {
    const tree = buildTree(uniform(500, 3, 5), 3);
    const copy = structuredClone(tree, { transfer: buffersOf(structuredClone(tree)) });
    expect(copy).toEqual(tree);
    const moved = structuredClone(tree, { transfer: buffersOf(tree) });
    expect(moved.ids.length).toBe(500);
    expect(tree.ids.length).toBe(0);
  });

  test("the same seed gives the same forest tree, another seed another", () => {
    const data = uniform(300, 8, 3);
    const make = (seed: number) => buildTree(data, 8, { rule: "random", seed }).nodes;
    expect(make(4)).toEqual(make(4));
    expect(make(4)).not.toEqual(make(5));
  });
});

describe("hard data", () => {
  test.each(rules)("200,000 copies of one point, %s: one leaf, its rows in order", (rule) => {
    const tree = buildTree(new Float64Array(400_000).fill(3), 2, { rule });
    expect(tree.depth).toBe(1);
    expect(tree.ids[199_999]).toBe(199_999);
  });

  test("halvings of halvings, cut at the mean or in the middle, go as deep as the numbers do, without a recursion", () => {
    const data = Float64Array.from({ length: 1000 }, (_, k) => 2 ** -k);
    for (const [options, depth] of [
      [{ rule: "sliding" }, 900],
      [{ rule: "spread", threshold: "mean" }, 100],
    ] as const) {
      const tree = buildTree(data, 1, { ...options, leafSize: 1 });
      expect(tree.depth).toBeGreaterThan(depth);
      expect(brokenPromises(tree, data)).toEqual([]);
    }
  });

  test("half of the rows copies of one value: the median still halves", () => {
    const data = Float64Array.from({ length: 4096 }, (_, k) => (k % 2 === 0 ? 7 : k));
    expect(buildTree(data, 1, { rule: "spread", leafSize: 16 }).depth).toBeLessThanOrEqual(12);
  });

  test("numbers near the greatest double do not overflow the order", () => {
    const data = Float64Array.from([1e308, -1e308, 9e307, -9e307, 1.5e308, 0, 1, 2]);
    for (const rule of rules) expect(brokenPromises(buildTree(data, 1, { rule, leafSize: 1 }), data)).toEqual([]);
  });
});

describe("bad input", () => {
  test("says what, where and what was expected", () => {
    expect(() => buildTree([1, 2, 3], 2)).toThrow(new RangeError("data must hold n×2 numbers, got 3"));
    expect(() => buildTree([1, 2, 3, Number.NaN, 5, 6], 2)).toThrow(
      new RangeError("data must hold finite numbers, got NaN in row 1, column 1"),
    );
    expect(() => buildTree([1, Number.POSITIVE_INFINITY], 1)).toThrow("got Infinity in row 1, column 0");
    expect(() => buildTree([], 0)).toThrow(new RangeError("d must be a whole number ≥ 1, got 0"));
    expect(() => buildTree([1], 1, { leafSize: 0 })).toThrow(new RangeError("leafSize must be at least 1, got 0"));
  });
});
