import { afterEach, expect, test, vi } from "vitest";
import { chiSquareTest, twoSided, zScore } from "../../../src/core/num/goodness";
import { assemble, i32, i64, repeatWhile, tryInstantiate, wasmFunction } from "../../../src/core/num/wasm";
import { seedXoshiro } from "../../../src/core/num/xoshiro";
import { extremes } from "../../../src/core/walk/extremes";
import {
  eachSpaceWalk,
  firstReturn,
  meanRadius4,
  meanRadiusIn3,
  meanRadiusLimit,
} from "../../../src/core/walk/isotropic";
import { countUps, kernelBytes, tryKernel } from "../../../src/core/walk/kernel";
import { latticeReturnedBy } from "../../../src/core/walk/lattice";
import { walkLaw } from "../../../src/core/walk/law";
import { firstPassageLaw, maximumLaw } from "../../../src/core/walk/passage";
import { finalPositions, paths, wordsOf } from "../../../src/core/walk/simulate";
import { fillSteps } from "../../../src/core/walk/steps";
import { zeros } from "../../../src/core/walk/zeros";

afterEach(() => vi.unstubAllGlobals());

test("the assembler's module is valid, and its instructions do what their names say", () => {
  expect(WebAssembly.validate(kernelBytes())).toBe(true);
  const zero = i32.const(0);
  const triangle = wasmFunction("triangle", { n: "i32" }, { k: "i32", sum: "i32" }, ({ n, k, sum }) => [
    repeatWhile([k.set(i32.add(k.get, i32.const(1))), sum.set(i32.add(sum.get, k.get))], i32.sub(n.get, k.get)),
    i32.store(zero, sum.get),
  ]);
  const bits = wasmFunction("bits", {}, { x: "i64" }, ({ x }) => [
    x.set(i64.xor(i64.const(-1), i64.shl(i64.const(1), i64.const(63)))),
    i64.store(zero, i64.rotl(x.get, i64.const(4))),
    i32.store(zero, i32.wrap(i64.popcnt(i64.and(x.get, i64.load(zero)))), 8),
    i32.store(zero, i32.wrap(i64.add(i64.const(-100000), i64.const(64))), 12),
  ]);
  const exports = tryInstantiate(assemble([triangle, bits], 1))! as unknown as {
    triangle(n: number): void;
    bits(): void;
    memory: { buffer: ArrayBuffer };
  };
  const memory = new DataView(exports.memory.buffer);
  exports.triangle(1000);
  expect(memory.getInt32(0, true)).toBe(500500);
  exports.bits();
  expect(memory.getBigUint64(0, true)).toBe(0xfffffffffffffff7n);
  expect(memory.getInt32(8, true)).toBe(62);
  expect(memory.getInt32(12, true)).toBe(-99936);
});

test("WebAssembly and plain TypeScript count the same bits and leave the same state", () => {
  const kernel = tryKernel()!;
  for (const [walkers, steps] of [
    [1, 1],
    [3, 31],
    [3, 32],
    [3, 33],
    [5, 63],
    [5, 64],
    [5, 65],
    [7, 1000],
    [100, 2049],
    // More walkers than the memory holds at once.
    [40_000, 70],
  ] as const) {
    const { words, low, high } = wordsOf(steps);
    const [a, b] = [seedXoshiro(steps), seedXoshiro(steps)];
    const [ups, same] = [new Int32Array(walkers), new Int32Array(walkers)];
    kernel(ups, a, words, low, high);
    countUps(same, b, words, low, high);
    expect(ups).toEqual(same);
    expect(a).toEqual(b);
  }
});

test("without WebAssembly, or where it is forbidden, there is no kernel, and the walks are the same", async () => {
  const crowd = { seed: 12, walkers: 50, steps: 777 };
  const fast = finalPositions(crowd);
  for (const missing of [undefined, { Module: refuse }]) {
    vi.stubGlobal("WebAssembly", missing);
    vi.resetModules();
    const kernelModule = await import("../../../src/core/walk/kernel");
    expect(kernelModule.tryKernel()).toBeUndefined();
    const { finalPositions: again } = await import("../../../src/core/walk/simulate");
    expect(again(crowd)).toEqual(fast);
  }
});

function refuse(): never {
  throw new Error("forbidden by policy");
}

test("ends, paths and extremes tell of the same walks", () => {
  for (const p of [0.5, 0.3]) {
    for (const steps of [1, 15, 16, 17, 64, 100, 259]) {
      const crowd = { seed: 99, stream: 2, walkers: 40, steps, p };
      const ends = finalPositions(crowd);
      const rows = paths(crowd, 40);
      const level = 4;
      const found = extremes(crowd, level);
      const home = zeros(crowd);
      for (let w = 0; w < 40; w++) {
        const path = [...rows.subarray(w * (steps + 1), (w + 1) * (steps + 1))];
        expect(path[0]).toBe(0);
        for (let n = 0; n < steps; n++) expect(Math.abs(path[n + 1] - path[n])).toBe(1);
        expect(ends[w]).toBe(path[steps]);
        expect(found.ends[w]).toBe(path[steps]);
        expect(found.maxima[w]).toBe(Math.max(...path));
        expect(found.hits[w]).toBe(Math.max(0, path.indexOf(level)));
        expect(home.last[w]).toBe(path.lastIndexOf(0));
        expect(home.count[w]).toBe(path.filter((x) => x === 0).length - 1);
      }
    }
  }
});

test("streams of one seed differ, and the same stream repeats", () => {
  const ends = (stream: number) => [...finalPositions({ seed: 1, stream, walkers: 20, steps: 500 })];
  expect(ends(1)).toEqual(ends(1));
  expect(ends(1)).not.toEqual(ends(2));
});

/** Counts of the sites 2j − n. */
function tally(ends: Int32Array, n: number): Float64Array {
  const counts = new Float64Array(n + 1);
  for (const end of ends) counts[(end + n) / 2]++;
  return counts;
}

test("a hundred million fair steps and ten million biased ones follow the exact law", () => {
  for (const [p, walkers] of [
    [0.5, 1_000_000],
    [0.3, 100_000],
    [1 / 3, 100_000],
  ] as const) {
    const n = 100;
    const counts = tally(finalPositions({ seed: 7, walkers, steps: n, p }), n);
    expect(chiSquareTest(counts, walkLaw(n, p))!.p).toBeGreaterThan(0.001);
  }
});

test("over many seeds the p-value of the exact law is uniform: neither too good nor too bad", () => {
  const n = 30;
  const law = walkLaw(n);
  const bins = new Float64Array(10);
  for (let seed = 0; seed < 1000; seed++) {
    const { p } = chiSquareTest(tally(finalPositions({ seed, walkers: 2000, steps: n }), n), law)!;
    bins[Math.min(9, Math.floor(10 * p))]++;
  }
  expect(chiSquareTest(bins, new Float64Array(10).fill(0.1))!.p).toBeGreaterThan(0.001);
});

test("every bit of a word is a step of its own: no two of them agree too often", () => {
  const words = new Int32Array(2 * 20_000);
  const state = seedXoshiro(3);
  for (const p of [0.5, 0.25, 0.9]) {
    fillSteps(words, state, p);
    for (let bit = 0; bit < 32; bit++) {
      let [ones, both] = [0, 0];
      const other = (bit + 7) % 32;
      for (const word of words) {
        const [a, b] = [(word >>> bit) & 1, (word >>> other) & 1];
        ones += a;
        both += a & b;
      }
      expect(twoSided(zScore(ones, words.length, p))).toBeGreaterThan(1e-5);
      expect(twoSided(zScore(both, words.length, p * p))).toBeGreaterThan(1e-5);
    }
  }
});

test("steps that are sure are all the same", () => {
  expect([...finalPositions({ seed: 1, walkers: 3, steps: 70, p: 1 })]).toEqual([70, 70, 70]);
  expect([...finalPositions({ seed: 1, walkers: 3, steps: 70, p: 0 })]).toEqual([-70, -70, -70]);
  expect([...finalPositions({ seed: 1, walkers: 3, steps: 0 })]).toEqual([0, 0, 0]);
  expect(finalPositions({ seed: 1, walkers: 0, steps: 5 })).toHaveLength(0);
});

test("maxima and first hits follow the reflection principle and the hitting time theorem", () => {
  const [n, level, walkers] = [64, 5, 200_000];
  const { maxima, hits } = extremes({ seed: 2026, walkers, steps: n }, level);
  const counts = new Float64Array(n + 1);
  for (const most of maxima) counts[most]++;
  expect(chiSquareTest(counts, maximumLaw(n))!.p).toBeGreaterThan(0.001);
  const times = new Float64Array(n + 1);
  for (const hit of hits) times[hit]++;
  const law = firstPassageLaw(n, level);
  // Entry 0 counts those that have not hit.
  law[0] = 1 - law.reduce((sum, x) => sum + x, 0);
  expect(chiSquareTest(times, law)!.p).toBeGreaterThan(0.001);
});

test("what no walk can be asked for is refused with what was expected", () => {
  expect(() => finalPositions({ seed: 1, walkers: -1, steps: 5 })).toThrow("walkers must be a whole number");
  expect(() => finalPositions({ seed: 1, walkers: 1, steps: 0.5 })).toThrow("steps must be a whole number");
  expect(() => paths({ seed: 1, walkers: 1, steps: 5, p: 2 }, 1)).toThrow("p must be a probability in [0, 1], got 2");
  expect(() => extremes({ seed: 1, walkers: 1, steps: 5 }, 0)).toThrow("level must be a whole number ≥ 1, got 0");
  expect(() => fillSteps(new Int32Array(2), seedXoshiro(1), Number.NaN)).toThrow("got NaN");
});

test("walks in the plane and in space come home as often as Pólya's theory says", () => {
  for (const dimension of [1, 2, 3]) {
    const [steps, walkers] = [60, 4000];
    let home = 0;
    eachSpaceWalk({ seed: 5, dimension, steps, kind: "lattice" }, walkers, (path) => {
      if (firstReturn(path, dimension) > 0) home++;
    });
    const expected = latticeReturnedBy(dimension, steps / 2)[steps / 2];
    expect(Math.abs(zScore(home, walkers, expected))).toBeLessThan(3.5);
  }
});

test("unit steps in any direction: E R² = n, E R⁴ = n² + 2n(n − 1)/d, and E|R| is exact in space", () => {
  const [steps, walkers] = [25, 6000];
  for (const dimension of [2, 3, 5]) {
    let [one, two, four] = [0, 0, 0];
    eachSpaceWalk({ seed: 8, dimension, steps, kind: "isotropic" }, walkers, (path) => {
      const square = path.subarray(steps * dimension).reduce((sum, x) => sum + x * x, 0);
      one += Math.sqrt(square) / walkers;
      two += square / walkers;
      four += square ** 2 / walkers;
    });
    const spread = Math.sqrt((meanRadius4(steps, dimension) - steps ** 2) / walkers);
    expect(Math.abs(two - steps) / spread).toBeLessThan(3.5);
    expect(four / meanRadius4(steps, dimension)).toBeCloseTo(1, 1);
    const exact = dimension === 3 ? meanRadiusIn3(steps) : meanRadiusLimit(dimension) * Math.sqrt(steps);
    expect(one / exact).toBeCloseTo(1, 1.5);
  }
  expect(meanRadiusIn3(1)).toBe(1);
  expect(meanRadiusIn3(2)).toBeCloseTo(4 / 3, 15);
  expect(meanRadiusIn3(400) / Math.sqrt(400)).toBeCloseTo(meanRadiusLimit(3), 3);
  expect(() => eachSpaceWalk({ seed: 1, dimension: 9, steps: 1, kind: "lattice" }, 1, () => {})).toThrow(
    "dimension must be a whole number in [1, 8], got 9",
  );
});
