import { expect, test } from "vitest";
import { buildRival, nearestByRival } from "../../../src/core/kdtree/rivals";
import { createRng } from "../../../src/core/num/rng";
import { awkward, byDefinition, uniform } from "./data";

const kinds = ["ball", "vantage", "projection"] as const;

test.each(kinds)("the %s tree answers as the definition does, in hard data too", (kind) => {
  const wrong: number[] = [];
  for (let seed = 1; seed <= 600; seed++) {
    const rng = createRng(seed);
    const d = 1 + rng.nextBelow(4);
    const data = awkward([0, 1, 2, 17, 60][rng.nextBelow(5)], d, rng);
    const tree = buildRival(kind, data, d, { leafSize: 1 + rng.nextBelow(5), seed });
    const query = Array.from({ length: d }, () => 4 * rng.nextFloat() - 1);
    const k = 1 + rng.nextBelow(6);
    const expected = byDefinition(data, d, query).slice(0, k);
    const { ids } = nearestByRival(tree, query, k);
    if (`${[...ids]}` !== `${expected.map(({ id }) => id)}`) wrong.push(seed);
  }
  expect(wrong).toEqual([]);
});

test.each(kinds)(
  "the %s tree looks at a part of the points of the plane, and at most of them in 16 dimensions",
  (kind) => {
    const share = (d: number) => {
      const tree = buildRival(kind, uniform(2000, d, 4), d);
      const queries = uniform(30, d, 5);
      let sum = 0;
      for (let row = 0; row < 30; row++)
        sum += nearestByRival(tree, queries.subarray(row * d, row * d + d), 1).counts.distances;
      return sum / 30 / 2000;
    };
    expect(share(2)).toBeLessThan(0.2);
    expect(share(16)).toBeGreaterThan(0.5);
  },
);
