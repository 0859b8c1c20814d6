import { expect, test } from "vitest";
import { fitValues } from "../../src/demos/fit";
import { demo } from "../../src/demos/kdtree/index";
import { plainContext } from "../support/context";

const at = (values: Record<string, unknown>) =>
  demo.compute(fitValues(demo.params, values as never), 1, plainContext());
const told = (values: Record<string, unknown>, x: number, y: number, step?: number) => {
  const model = at(values);
  return demo.probe!(model, step ?? demo.steps(model), "plane", x, y, "en");
};

test("a pruned cell shows its proof where one points at it: the numbers of the worked example", () => {
  // q = (2.1, 3.1): the far side of x = 7 is 4.9 away, that of y = 4 is 0.9; the nearest is at 0.1414.
  expect(told({ query: [2.1, 3.1] }, 9, 6)).toContain("pruned, 2 points: |q − τ| = 4.9 > rₖ = 0.1414");
  expect(told({ query: [2.1, 3.1] }, 4, 7)).toContain("pruned, 1 point: |q − τ| = 0.9 > rₖ = 0.1414");
  expect(told({ query: [2.1, 3.1] }, 1, 1)).toContain("opened: 1 point compared");
  expect(told({ query: [2.1, 3.1], bound: "cell" }, 9, 6)).toContain("|q − box| = 4.9 > rₖ = 0.1414");
});

test("before the search has got there the cell has no fate, and only the distance is told", () => {
  expect(told({ query: [2.1, 3.1] }, 9, 6, 0)).not.toMatch(/pruned|opened|waits/);
  expect(told({ query: [2.1, 3.1] }, 9, 6, 1)).toContain("waits: 2 points");
});

test("cells that best bin first prunes all at once, or leaves for want of budget, say which", () => {
  const queue = { query: [2, 4.5], order: "queue", bound: "cell" };
  expect(told(queue, 9, 6)).toContain("pruned, 2 points: |q − box| = 5 > rₖ = 1.5");
  expect(told({ ...queue, leaves: 1 }, 9, 6)).toContain("left unopened: 2 points");
});

test("a region query takes cells whole or prunes them, and a box has no distance to prove it with", () => {
  const radius = { data: "uniform", n: 500, type: "radius", query: [5, 5], radius: 3, store: "leaves" };
  expect(told(radius, 5, 5)).toMatch(/taken whole: \d+ points without a test/);
  expect(told(radius, 0.2, 0.2)).toMatch(/pruned, \d+ points?: \|q − box\| = [\d.]+ > r = 3/);
  expect(told({ ...radius, type: "box", half: [1, 1] }, 0.2, 0.2)).toMatch(/pruned, \d+ points?$/);
});
