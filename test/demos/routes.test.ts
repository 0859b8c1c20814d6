import { expect, test } from "vitest";
import type { Values } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";
import { demo } from "../../src/demos/gradient/index";
import { plainContext } from "../support/context";

/** name → value, right digits */
const routesOf = (values: Values): Map<string, readonly [number, number]> => {
  const model = demo.compute(fitValues(demo.params, values), 1, plainContext());
  const [scene] = demo.draw(model, 0, { domains: {}, cameras: {} }, "en", ["routes"]);
  return new Map(scene!.table.rows.map(([name, value, digits]) => [String(name), [Number(value), Number(digits)]]));
};
const wave = { formula: "sin(x) e^y", point: [0.5, 0.3], how: "vector", w: [3, 4], play: "turn" };

test("five routes lead to one slope, as many digits as the published errors say", () => {
  const exact = Math.cos(0.5) * Math.exp(0.3) * 0.6 + Math.sin(0.5) * Math.exp(0.3) * 0.8;
  const routes = routesOf({ ...wave, h: 0.01 });
  expect([...routes.keys()]).toEqual([
    "symbols",
    "dual numbers",
    "complex step",
    "central quotient",
    "forward quotient",
  ]);
  for (const name of ["symbols", "dual numbers", "complex step"]) {
    expect(routes.get(name)![0]).toBeCloseTo(exact, 14);
    expect(routes.get(name)![1]).toBeGreaterThan(15);
  }
  // Errors at h = 0.01: 6.61e-3 forward, 1.468e-5 central, relative to 1.228.
  expect(routes.get("forward quotient")![1]).toBeCloseTo(-Math.log10(6.61e-3 / exact), 2);
  expect(routes.get("central quotient")![1]).toBeCloseTo(-Math.log10(1.468e-5 / exact), 2);
});

test("where f is not differentiable only the quotients are left, and without a slope nothing is", () => {
  expect([...routesOf({ formula: "|x| + |y|", point: [0, 0], w: [2, 1], sides: "one" }).keys()]).toEqual([
    "central quotient",
    "forward quotient",
  ]);
  expect(routesOf({ formula: "xy/(x² + y²)", point: [0, 0], w: [1, 1] }).size).toBe(0);
});
