import { transformSync } from "esbuild";
import { expect, test } from "vitest";
import type { Context, Values } from "../../src/demos/demo";
import { demo as hill } from "../../src/demos/gradient/index";
import { demo as bowl } from "../../src/demos/quadratic/index";
import { racers } from "../../src/demos/quadratic/params";

const context: Context = { progress: () => {}, checkpoint: () => {}, locale: "en" };
const initial = (params: typeof bowl.params): Values =>
  Object.fromEntries(params.map((param) => [param.id, param.initial]));

/** What a TypeScript text prints. */
function printed(source: string): Record<string, unknown> {
  const { code } = transformSync(source, { loader: "ts" });
  let shown: unknown;
  new Function("console", code)({ log: (value: unknown) => (shown = value) });
  return shown as Record<string, unknown>;
}

test("the emitted TypeScript of every method ends where the demo's run ends", () => {
  for (const racer of racers) {
    const values = { ...initial(bowl.params), methods: racer, inspect: racer, steps: 7, step: 0.15 };
    const model = bowl.compute(values, 1, context);
    const { x, f } = printed(bowl.emit(model, 0, "typescript")) as { x: number[]; f: number };
    const { last, values: heights } = model.inspected.trace;
    expect(x[0], racer).toBeCloseTo(last[0]!, 9);
    expect(x[1], racer).toBeCloseTo(last[1]!, 9);
    expect(f, racer).toBeCloseTo(heights.at(-1)!, 9);
  }
});

test("on a typed function the emitted TypeScript repeats the run, or ends at its lowest point", () => {
  const preset = bowl.presets.find(({ id }) => id === "rosenbrock")!;
  for (const racer of ["gd", "adam", "momentum", "nesterov", "newton", "cg"] as const) {
    const values = { ...initial(bowl.params), ...preset.values, inspect: racer, step: 0.004, steps: 150 };
    const model = bowl.compute(values, 1, context);
    const { x } = printed(bowl.emit(model, 0, "typescript")) as { x: number[] };
    const isRepeated = racer !== "newton" && racer !== "cg";
    const target = isRepeated ? model.inspected.trace.last : model.lowest!.point;
    expect(x[0], racer).toBeCloseTo(target[0]!, 5);
    expect(x[1], racer).toBeCloseTo(target[1]!, 5);
  }
});

test("the hill's emitted TypeScript prints the slope on screen", () => {
  for (const { id, values } of hill.presets) {
    const model = hill.compute({ ...initial(hill.params), ...values, play: "turn" }, 1, context);
    const check = hill.checks(model, 0).find(({ name }) => name.en === "slope along the compass");
    if (!check) continue;
    expect(printed(hill.emit(model, 0, "typescript"))["slope"], id).toBeCloseTo(check.actual, 6);
  }
});
