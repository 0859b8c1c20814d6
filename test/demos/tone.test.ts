import { expect, test } from "vitest";
import { catalogue, demoIds } from "../../src/demos/catalogue";
import type { Values } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";
import { demo as gradient } from "../../src/demos/gradient/index";
import { demo as kdtree } from "../../src/demos/kdtree/index";
import { demo as quadratic } from "../../src/demos/quadratic/index";
import { plainContext } from "../support/context";

const context = plainContext();
const sounding = (await Promise.all(demoIds.map((id) => catalogue[id].load()))).filter(
  ({ tone }) => tone !== undefined,
);

/** The heights heard over a run. */
const heardOf = (demo: typeof gradient | typeof quadratic | typeof kdtree, values: Values): readonly number[] => {
  const model = demo.compute(fitValues(demo.params, values), 1, context) as never;
  return Array.from({ length: demo.steps(model) + 1 }, (_, step) => demo.tone?.(model, step)?.height ?? Number.NaN);
};
const rises = (heights: readonly number[]): boolean =>
  heights.every((height, k) => k === 0 || height >= heights[k - 1]!);

test.each(sounding)(
  "$id: every step of every preset that is heard has a pitch and a place between the ears",
  (demo) => {
    let count = 0;
    for (const preset of demo.presets) {
      const model = demo.compute(fitValues(demo.params, preset.values), preset.seed ?? 1, context);
      const steps = demo.steps(model);
      for (const step of [0, 1, steps >> 1, steps]) {
        const heard = demo.tone?.(model, step);
        if (heard === undefined) continue;
        count++;
        expect(Number.isFinite(heard.height), `${preset.id} ${step}`).toBe(true);
        expect(Number.isFinite(heard.side), `${preset.id} ${step}`).toBe(true);
      }
    }
    expect(count).toBeGreaterThan(5);
  },
);

test("a climb is heard rising from the lowest note to the highest, a descent falling", () => {
  const hill = { formula: "exp(−x² − y²)", point: [-1, 0.5] };
  const up = heardOf(gradient, { ...hill, play: "climb" });
  expect(up.length).toBeGreaterThan(5);
  expect(rises(up)).toBe(true);
  expect([up[0], up.at(-1)]).toEqual([0, 1]);
  const down = heardOf(gradient, { formula: "x² + 2y²", point: [1, 1], play: "descend", walkStep: 0.1 });
  expect(rises([...down].reverse())).toBe(true);
});

test("the turning compass is heard highest uphill and lowest downhill", () => {
  const heights = heardOf(gradient, { formula: "x", point: [1, 1], how: "angle", angle: 0, play: "turn" });
  expect(heights[0]).toBeCloseTo(1, 6);
  expect(heights[36]).toBeCloseTo(0, 6);
  expect(heights[18]).toBeCloseTo(0.5, 6);
});

test("a method that converges is heard falling, one that diverges rising", () => {
  const run = { M: [2, 0, 0, 2], b: [0, 0], start: [1, 1], methods: "gd", inspect: "gd", steps: 20 };
  expect(rises([...heardOf(quadratic, { ...run, step: 0.2 })].reverse())).toBe(true);
  expect(rises(heardOf(quadratic, { ...run, step: 1.2 }))).toBe(true);
});

test("a search is heard falling as what it has found comes nearer", () => {
  const heights = heardOf(kdtree, { data: "uniform", n: 400, query: [5, 5] }).filter(Number.isFinite);
  expect(rises([...heights].reverse())).toBe(true);
  expect(heights.at(-1)).toBeLessThan(heights[0]!);
});
