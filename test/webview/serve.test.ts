import { expect, test } from "vitest";
import { fitValues } from "../../src/demos/fit";
import { choiceText } from "../../src/demos/own-data";
import { createReuse } from "../../webview/reuse";
import { serveDemos } from "../../webview/serve";
import { bowlDemo } from "../support/bowl";
import { cloudDemo } from "../support/cloud";

let computed = 0;
const demo = {
  ...bowlDemo,
  compute: (...args: Parameters<typeof bowlDemo.compute>) => {
    computed++;
    return bowlDemo.compute(...args);
  },
};
const serving = {
  cancelled: () => false,
  onCancel: () => undefined,
  progress: () => undefined,
  handOver: () => undefined,
};
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

const clouds = serveDemos((id) => Promise.resolve(id === "cloud" ? cloudDemo : undefined));
const cloudAsk = { ...ask, demo: "cloud", scenes: ["own"] };
const bytesOf = (text: string) => new TextEncoder().encode(text);

test("a click adds a point where the scene takes one, and a handle is removed", async () => {
  const asked = { ...cloudAsk, values: { own: [0.1, 0.2] } };
  const clicked = await clouds.click({ ...asked, scene: "cloud", x: 0.5, y: 0.25 }, serving);
  expect(clicked?.["own"]).toEqual([0.1, 0.2, 0.5, 0.25]);
  expect(await clouds.click({ ...asked, scene: "own", x: 0.5, y: 0.25 }, serving)).toBeUndefined();
  const removed = await clouds.remove({ ...asked, values: clicked!, handle: "own-0" }, serving);
  expect(removed["own"]).toEqual([0.5, 0.25]);
});

test("lists of points are drawn into range, and one with half a point or too many is not taken", () => {
  const fitted = (own: readonly number[]) => fitValues(cloudDemo.params, { own })["own"];
  expect(fitted([-1, 0.5, 2, 0.25])).toEqual([0, 0.5, 1, 0.25]);
  expect(fitted([])).toEqual([]);
  expect(fitted([0.5])).toEqual([0.25, 0.25, 0.75, 0.6]);
  expect(fitted(new Array<number>(42).fill(0))).toEqual([0.25, 0.25, 0.75, 0.6]);
  expect(fitValues(cloudDemo.params, { table: '{"name":"a"}' })["table"]).toBe("");
});

test("a table in the value reaches the demo, and the control hears of its columns", async () => {
  const table = choiceText({ name: "sel", text: "x,y,class\n1,2,a\n3,4,b\n", roles: {} });
  const frame = await clouds.frame({ ...cloudAsk, values: { table } }, serving);
  expect(frame.scenes[0].table.rows).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(frame.data["table"].roles).toEqual({ x: ["x"], y: ["y"], class: ["class"], more: [] });
  expect((await clouds.frame({ ...cloudAsk, values: {} }, serving)).data).toEqual({});
});

test("a file is used once it was brought, and its next version replaces it", async () => {
  const served = serveDemos(() => Promise.resolve(cloudDemo));
  const asked = { ...cloudAsk, values: { table: choiceText({ name: "a.csv", path: "d/a.csv", roles: {} }) } };
  const rows = async () => (await served.frame(asked, serving)).scenes[0].table.rows;
  const before = await served.frame(asked, serving);
  expect([before.scenes[0].table.rows, before.data["table"].problems[0].severity]).toEqual([[], "info"]);
  await served.supply({ path: "d/a.csv", bytes: bytesOf("x,y\n1,2\n") }, serving);
  expect(await rows()).toEqual([[1, 2]]);
  await served.supply({ path: "d/a.csv", bytes: bytesOf("x,y\n1,2\n5,6\n") }, serving);
  expect(await rows()).toEqual([
    [1, 2],
    [5, 6],
  ]);
  const gone = { en: "There is no such file.", zh: "没有该文件。" };
  await served.supply({ path: "d/a.csv", problem: gone }, serving);
  expect((await served.frame(asked, serving)).data["table"].problems).toEqual([{ severity: "error", message: gone }]);
});

test("what one computation built the next one finds, as long as its key is the same", async () => {
  let built = 0;
  const counting = {
    ...cloudDemo,
    compute: (
      values: Parameters<typeof cloudDemo.compute>[0],
      seed: number,
      context: Parameters<typeof cloudDemo.compute>[2],
    ) =>
      cloudDemo.compute(values, seed, {
        ...context,
        reuse: (key, make) =>
          context.reuse(key, () => {
            built++;
            return make();
          }),
      }),
  };
  const served = serveDemos(() => Promise.resolve(counting));
  const at = (values: Record<string, number>, seed = 1) => served.frame({ ...cloudAsk, values, seed }, serving);
  await at({ shift: 0.1 });
  await at({ shift: 0.2 });
  await at({ shift: 0.3, count: 400 });
  expect(built).toBe(1);
  await at({ count: 300 });
  await at({ shift: 0.1 }, 2);
  expect(built).toBe(3);
});

test("what is kept is bounded by number and by size, and the newest always stays", () => {
  const reuse = createReuse({ kept: 3, bytes: 1_000 }).of("demo");
  const made: string[] = [];
  const get = (key: string, bytes = 8) =>
    reuse(key, () => {
      made.push(key);
      return new Uint8Array(bytes);
    });
  for (const key of ["a", "b", "a", "c", "a", "d", "a", "b"]) get(key);
  expect(made).toEqual(["a", "b", "c", "d", "b"]);
  get("huge", 5_000);
  get("huge", 5_000);
  get("a");
  expect(made.slice(5)).toEqual(["huge", "a"]);
});

test("a frame's formulas have their words in the language of the page", async () => {
  const wordy = {
    ...bowlDemo,
    notes: () => [{ id: "risk", tex: "P(\\text{ruin})=\\text{MAP}\\text{ at }\\slot{x}", slots: { x: "1" } }],
  };
  const { frame } = serveDemos(() => Promise.resolve(wordy));
  const texIn = async (locale: "en" | "zh") => (await frame({ ...ask, locale }, serving)).notes[0]?.tex;
  expect(await texIn("en")).toBe("P(\\text{ruin})=\\text{MAP}\\text{ at }\\slot{x}");
  expect(await texIn("zh")).toBe("P(\\text{破产})=\\text{MAP}\\text{ 位于 }\\slot{x}");
});
