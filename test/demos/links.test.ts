import { describe, expect, test } from "vitest";
import { catalogue, demoIds, isDemoId } from "../../src/demos/catalogue";
import type { Link, Values } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";
import { demo as gradient } from "../../src/demos/gradient/index";
import { demo as quadratic } from "../../src/demos/quadratic/index";
import { valueOfModel } from "../../src/demos/quadratic/plane";
import { plainContext } from "../support/context";

const context = plainContext();

const compassAt = (formula: string, point: readonly number[], rest: Values = {}): readonly Link[] => {
  const model = gradient.compute(fitValues(gradient.params, { formula, point, ...rest }), 1, context);
  return gradient.links!(model, 0);
};
const opened = ({ demo, values }: Link) => {
  expect(demo).toBe("quadratic");
  return quadratic.compute(fitValues(quadratic.params, values), 1, context);
};

const linking = (await Promise.all(demoIds.map((id) => catalogue[id].load()))).filter(
  ({ links }) => links !== undefined,
);

describe.each(linking)("$id", (demo) => {
  test("its links lead to states of other demos that fit their controls, from every preset, at both ends", async () => {
    for (const preset of demo.presets) {
      const model = demo.compute(fitValues(demo.params, preset.values), preset.seed ?? 1, context);
      for (const step of [0, demo.steps(model)]) {
        for (const link of demo.links?.(model, step) ?? []) {
          if (!isDemoId(link.demo)) throw new Error(`${preset.id} leads to ${link.demo}, which is no demo`);
          expect(link.demo).not.toBe(demo.id);
          const { params } = await catalogue[link.demo].load();
          expect(fitValues(params, link.values), preset.id).toMatchObject(link.values);
          expect(link.title.en).not.toBe(link.title.zh);
        }
      }
    }
  });
});

test("the quadratic opened in Bowl has the value, slope and curvature of f at P, and differs from f as the cube of the distance", () => {
  const f = (x: number, y: number): number => Math.sin(x) * Math.exp(y);
  const model = opened(compassAt("sin(x) e^y", [0.5, 0.3])[0]!);
  const q = valueOfModel(model);
  const gap = (h: number): number => Math.abs(q(0.5 + 0.6 * h, 0.3 + 0.8 * h) - f(0.5 + 0.6 * h, 0.3 + 0.8 * h));
  expect(gap(0)).toBeLessThan(1e-14);
  expect(gap(0.1) / gap(0.01)).toBeGreaterThan(900);
  expect(gap(0.1) / gap(0.01)).toBeLessThan(1100);
  expect([...model.start]).toEqual([0.5, 0.3]);
});

test("where there is no second-order picture, or it does not fit the controls, there is no link to one", () => {
  expect(compassAt("|x| + |y|", [0, 0])).toEqual([]);
  expect(compassAt("x²y/(x² + y²)", [0, 0])).toEqual([]);
  expect(compassAt("x +", [0, 0])).toEqual([]);
  const steep = compassAt("500 x² + y²", [1, 1]);
  expect(steep.map(({ values }) => values["source"])).toEqual(["formula"]);
});

test("the function raced in Bowl is the one of the compass, from the same point", () => {
  const model = opened(compassAt("(1 − x)² + 10 (y − x²)²", [-1.2, 1]).at(-1)!);
  expect(valueOfModel(model)(0.3, 0.7)).toBeCloseTo(0.7 ** 2 + 10 * (0.7 - 0.09) ** 2, 12);
  expect([...model.start]).toEqual([-1.2, 1]);
});

test("from Bowl the compass opens on the same quadratic, where the run has got to, along its next step", () => {
  const values = {
    M: [3, 2, 2, -6.5],
    b: [2, -8],
    c: -1e-7,
    start: [-2, 0.25],
    methods: "gd",
    inspect: "gd",
    step: 0.1,
  };
  const model = quadratic.compute(fitValues(quadratic.params, values), 1, context);
  const [link] = quadratic.links!(model, 1);
  const compass = gradient.compute(fitValues(gradient.params, link!.values), 1, context);
  expect(compass.problems).toEqual([]);
  const grad = (x: number, y: number): readonly number[] => [3 * x + 2 * y - 2, 2 * x - 6.5 * y + 8];
  const g0 = grad(-2, 0.25);
  const at = [-2 - 0.1 * g0[0]!, 0.25 - 0.1 * g0[1]!];
  expect(compass.point[0]).toBeCloseTo(at[0]!, 12);
  expect(compass.point[1]).toBeCloseTo(at[1]!, 12);
  const g = grad(at[0]!, at[1]!);
  const slopes = gradient.checks(compass, 0).filter(({ name }) => /^∂f\/∂[xy]$/.test(name.en));
  expect(slopes.map(({ actual }) => actual)).toEqual([expect.closeTo(g[0]!, 9), expect.closeTo(g[1]!, 9)]);
  expect(compass.w[0] * -g[1]! - compass.w[1] * -g[0]!).toBeCloseTo(0, 4);
});
