import { expect, test } from "vitest";
import { fitValues } from "../../src/demos/fit";
import { serveDemos } from "../../webview/serve";
import { bowlDemo } from "../support/bowl";

let computed = 0;
const demo = {
  ...bowlDemo,
  compute: (...args: Parameters<typeof bowlDemo.compute>) => {
    computed++;
    return bowlDemo.compute(...args);
  },
};
const serving = { cancelled: () => false, onCancel: () => undefined, progress: () => undefined };
const served = serveDemos((id) => Promise.resolve(id === "bowl" ? demo : undefined));
const ask = {
  demo: "bowl",
  values: {},
  seed: 1,
  step: 3,
  view: { domains: {}, cameras: {} },
  scenes: ["error"],
  locale: "en" as const,
};

test("a frame holds complete values, a step within the run, and only the scenes asked for", async () => {
  const frame = await served.frame({ ...ask, values: { stiffness: 1e9, nothing: 1 }, step: 1e9 }, serving);
  expect(frame.values).toEqual({ ...fitValues(bowlDemo.params, {}), stiffness: 20 });
  expect(frame.step).toBe(frame.steps);
  expect(frame.scenes.map((scene) => scene.id)).toEqual(["error"]);
  expect(structuredClone(frame)).toEqual(frame);
});

test("scrubbing computes nothing anew, and two runs may take turns", async () => {
  const one = { ...ask, values: { stepSize: 0.1 } };
  const two = { ...ask, values: { stepSize: 0.2 } };
  await served.frame(one, serving);
  await served.frame(two, serving);
  const before = computed;
  for (let step = 0; step < 20; step++) {
    await served.frame({ ...one, step }, serving);
    await served.frame({ ...two, step }, serving);
  }
  expect(computed).toBe(before);
});

test("a description survives cloning: no function is in it", async () => {
  const description = await served.describe({ demo: "bowl" }, serving);
  expect(structuredClone(description)).toEqual(description);
  expect(description.initial).toEqual(fitValues(bowlDemo.params, {}));
});

test("an unknown demo is refused by name", async () => {
  await expect(served.describe({ demo: "__proto__" }, serving)).rejects.toThrow("__proto__");
});

test("every value that does not fit its control becomes the nearest one that does, or the start", () => {
  const fitted = fitValues(bowlDemo.params, {
    stiffness: Number.NaN,
    stepSize: -5,
    method: "unknown",
    arrows: "yes",
    marks: "minimum,nothing,path",
    formula: "x".repeat(500),
    start: [1, 2, 3],
    spectrum: [99, 1],
  });
  expect(fitted).toMatchObject({
    stiffness: 6,
    stepSize: 0.01,
    method: "gd",
    arrows: true,
    marks: "path,minimum",
    start: [-2, 1.6],
    spectrum: [10, 1],
  });
  expect(fitted["formula"]).toHaveLength(80);
});
