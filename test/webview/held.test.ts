import { expect, test } from "vitest";
import type { DemoDescription } from "../../src/protocol/work";
import { startHeld, stepOf } from "../../webview/demo-held";
import { serveDemos } from "../../webview/serve";
import { bowlDemo } from "../support/bowl";

const serving = {
  cancelled: () => false,
  onCancel: () => undefined,
  progress: () => undefined,
  handOver: () => undefined,
};
const served = serveDemos(() => Promise.resolve({ ...bowlDemo, opens: "end" as const }));
const describe = (): Promise<DemoDescription> => Promise.resolve(served.describe({ demo: "bowl" }, serving));

test("a demo that opens at its end shows the last step, and a state that was kept shows its own", async () => {
  const held = startHeld(await describe(), undefined, undefined);
  const view = { domains: {}, cameras: {} };
  const ask = {
    demo: "bowl",
    values: held.values,
    seed: held.seed,
    step: held.step,
    view,
    scenes: [],
    locale: "en" as const,
  };
  const frame = await served.frame(ask, serving);
  expect(frame.step).toBe(frame.steps);
  const state = { demo: "bowl", values: {}, seed: 3, step: 7 };
  expect(startHeld(await describe(), state, undefined)).toMatchObject({ step: 7, seed: 3 });
});

test("a step to open at is the start, the end, or the one that is named", () => {
  expect([stepOf("start"), stepOf(12)]).toEqual([0, 12]);
  expect(stepOf("end")).toBeGreaterThan(1e6);
});
