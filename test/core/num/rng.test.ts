import { expect, test } from "vitest";
import { createRng } from "../../../src/core/num/rng";

test("the stream of seed 42, sequence 54 is the one published with PCG32", () => {
  const rng = createRng(42, 54);
  // pcg-c-basic 0.9, expected output of pcg32-demo, round 1.
  const published = [0xa15c02b7, 0x7b47f409, 0xba1d3330, 0x83d2f293, 0xbfa4784b, 0xcbed606e];
  expect(published.map(() => rng.nextU32())).toEqual(published);
});

test("a 64-bit reference with BigInt gives the same words for a seed beyond 2^32", () => {
  const seed = 2 ** 52 + 12345;
  const mask = (1n << 64n) - 1n;
  const increment = (77n << 1n) | 1n;
  let state = 0n;
  const step = (): void => {
    state = (state * 6364136223846793005n + increment) & mask;
  };
  step();
  state = (state + BigInt(seed)) & mask;
  step();
  const rng = createRng(seed, 77);
  for (let k = 0; k < 1000; k++) {
    const word = Number((((state >> 18n) ^ state) >> 27n) & 0xffffffffn);
    const turn = Number(state >> 59n);
    step();
    expect(rng.nextU32()).toBe(((word >>> turn) | (word << (-turn & 31))) >>> 0);
  }
});

test("normal variates have mean 0, variance 1 and no skew", () => {
  const rng = createRng(1);
  const sums = [0, 0, 0];
  const count = 100_000;
  for (let k = 0; k < count; k++) {
    const z = rng.nextNormal();
    sums.forEach((_, p) => {
      sums[p]! += z ** (p + 1) / count;
    });
  }
  expect(Math.abs(sums[0]!)).toBeLessThan(0.015);
  expect(Math.abs(sums[1]! - 1)).toBeLessThan(0.02);
  expect(Math.abs(sums[2]!)).toBeLessThan(0.05);
});

test("whole numbers below a bound are all reached evenly, and bad bounds are refused", () => {
  const rng = createRng(3);
  const counts = new Array<number>(6).fill(0);
  for (let k = 0; k < 60_000; k++) counts[rng.nextBelow(6)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  expect(() => rng.nextBelow(0)).toThrow(RangeError);
  expect(() => createRng(-1)).toThrow(RangeError);
});
