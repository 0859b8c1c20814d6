import { describe, expect, test } from "vitest";
import { gap } from "../../src/core/num/tolerance";
import { catalogue, demoIds } from "../../src/demos/catalogue";
import type { AnyDemo, Param, Value, Values } from "../../src/demos/demo";
import type { Mark, Scene, View } from "../../src/plot/scene";
import type { Locale, Text } from "../../src/words/text";
import { plainContext } from "../support/context";

const context = plainContext();
const view: View = { domains: {}, cameras: {} };
const locales: readonly Locale[] = ["en", "zh"];

const initialOf = (demo: AnyDemo): Values => Object.fromEntries(demo.params.map((param) => [param.id, param.initial]));
const withPreset = (demo: AnyDemo, values: Values): Values => ({ ...initialOf(demo), ...values });

/** Every Text anywhere inside a value. */
function* textsIn(value: unknown, path = ""): Generator<{ path: string; text: Text }> {
  if (typeof value !== "object" || value === null || ArrayBuffer.isView(value)) return;
  if ("en" in value && "zh" in value) yield { path, text: value as Text };
  else for (const [key, inner] of Object.entries(value)) yield* textsIn(inner, `${path}/${key}`);
}

/** Whether a control could have produced the value. */
function accepts(param: Param, value: Value): boolean {
  switch (param.kind) {
    case "number":
      return typeof value === "number" && value >= param.min && value <= param.max;
    case "choice":
      return param.options.some((option) => option.value === value);
    case "toggle":
      return typeof value === "boolean";
    case "many":
      return String(value)
        .split(",")
        .filter(Boolean)
        .every((part) => param.options.some((option) => option.value === part));
    case "text":
      return typeof value === "string" && value.length <= param.maxLength;
    case "matrix": {
      const numbers = value as readonly number[];
      return (
        numbers.length === param.rows * param.columns &&
        numbers.every((entry) => entry >= param.min && entry <= param.max)
      );
    }
    case "spectrum": {
      const numbers = value as readonly number[];
      return numbers.length <= param.maxLength && numbers.every((entry) => entry >= param.min && entry <= param.max);
    }
    case "points": {
      const numbers = value as readonly number[];
      const isWhole = numbers.length % 2 === 0 && numbers.length <= 2 * param.maxPoints;
      return isWhole && numbers.every((entry) => entry >= param.min && entry <= param.max);
    }
    case "data":
      return value === "";
  }
}

const numbersOf = (mark: Mark): Float64Array | readonly number[] => {
  switch (mark.kind) {
    case "line":
    case "dots":
      return mark.points;
    case "rings":
      return mark.rings.flatMap((ring) => Array.from(ring));
    case "arrows":
      return mark.segments;
    case "bars":
      return mark.rects;
    case "cells":
      return mark.values;
    case "surface":
      return mark.z;
    case "text":
    case "handle":
      return [...mark.at];
    case "rule":
      return [mark.at];
  }
};

/** What any renderer may take for granted of a scene. */
function expectSound(scene: Scene, where: string): void {
  expect(scene.title, where).not.toBe("");
  expect(scene.description.length, where).toBeGreaterThan(10);
  expect(scene.table.columns.length, where).toBeGreaterThan(0);
  expect(
    scene.table.rows.find((row) => row.length !== scene.table.columns.length),
    where,
  ).toBeUndefined();
  for (const axis of [scene.x, scene.y, ...(scene.z ? [scene.z] : [])]) {
    expect(axis.label, where).not.toBe("");
    expect(axis.domain.every(Number.isFinite), `${where}: ${axis.label} ${axis.domain}`).toBe(true);
    expect(axis.domain[0] < axis.domain[1], `${where}: ${axis.label} ${axis.domain}`).toBe(true);
    if (axis.scale === "log") expect(axis.domain[0], where).toBeGreaterThan(0);
  }
  for (const mark of scene.marks) {
    const numbers = numbersOf(mark);
    const infinite = numbers.findIndex((entry) => Math.abs(entry) === Number.POSITIVE_INFINITY);
    if (infinite >= 0) expect.fail(`${where}: infinite in ${mark.id} at ${infinite}`);
    const group = mark.kind === "arrows" ? (scene.camera ? 6 : 4) : scene.camera ? 3 : 2;
    const isGrouped = mark.kind === "line" || mark.kind === "dots" || mark.kind === "arrows";
    if (isGrouped && numbers.length % group !== 0) expect.fail(`${where}: ${mark.id} has a broken point`);
    if (mark.kind === "cells") expect(numbers.length, where).toBe(mark.columns * mark.rows);
    if (mark.kind === "surface") expect(scene.camera, where).toBeDefined();
    if (mark.kind === "handle") expect(mark.at.every(Number.isFinite), where).toBe(true);
  }
  const ids = scene.marks.map(({ id }) => id).filter((id) => id !== undefined);
  const handles = scene.marks.filter(({ kind }) => kind === "handle").map(({ id }) => id!);
  expect(new Set(handles).size, where).toBe(handles.length);
  if (scene.clickHandle !== undefined) expect(handles, where).toContain(scene.clickHandle);
  expect(ids.length, where).toBeGreaterThan(0);
}

describe.each(demoIds)("%s", (id) => {
  const load = () => catalogue[id].load() as Promise<AnyDemo>;

  test("the catalogue and the demo tell the same id, title and sentence", async () => {
    const demo = await load();
    expect([demo.id, demo.title, demo.sentence]).toEqual([id, catalogue[id].title, catalogue[id].sentence]);
  });

  test("it has at least 8 presets and 5 challenges, unique ids, and each of its values fits its control", async () => {
    const demo = await load();
    expect(demo.presets.length).toBeGreaterThanOrEqual(8);
    expect(demo.challenges.length).toBeGreaterThanOrEqual(5);
    for (const list of [demo.params, demo.presets, demo.tabs]) {
      expect(new Set(list.map((entry: { id: string }) => entry.id)).size).toBe(list.length);
    }
    const byId = new Map(demo.params.map((param) => [param.id, param]));
    const wanted = [...demo.presets, ...demo.challenges, { values: initialOf(demo) }];
    for (const { values } of wanted) {
      for (const [key, value] of Object.entries(values ?? {})) {
        const param = byId.get(key);
        expect(param, key).toBeDefined();
        expect(accepts(param!, value as Value), `${key} = ${value}`).toBe(true);
      }
    }
  });

  test("every text exists in both languages, and they differ", async () => {
    const demo = await load();
    for (const { path, text } of textsIn(demo)) {
      expect(text.en.trim(), path).not.toBe("");
      expect(text.zh.trim(), path).not.toBe("");
      if (/[a-z]{4}/.test(text.en) && !/^(Adam|Newton)$/.test(text.en))
        expect(text.zh, path).toMatch(/[\u4e00-\u9fff]/);
    }
  });

  test("each scene stands in exactly one tab, and the tabs name no others", async () => {
    const demo = await load();
    const model = demo.compute(initialOf(demo), 1, context);
    const drawn = demo.draw(model, 1, view, "en", []).map(({ id: scene }) => scene);
    expect(demo.tabs.flatMap(({ scenes }) => scenes).sort()).toEqual([...drawn].sort());
    expect(demo.draw(model, 1, view, "en", [drawn[0]!])).toHaveLength(1);
  });

  test("every preset and challenge computes, draws sound pictures at each step, and its checks pass", async () => {
    const demo = await load();
    const cases = [...demo.presets, ...demo.challenges.filter(({ values }) => values)];
    for (const [at, { values }] of cases.entries()) {
      const complete = withPreset(demo, values!);
      const model = demo.compute(complete, 7, context);
      const steps = demo.steps(model);
      for (const step of new Set([0, 1, Math.floor(steps / 2), steps])) {
        if (step > steps) continue;
        const where = `case ${at} step ${step}`;
        for (const locale of locales) {
          for (const scene of demo.draw(model, step, view, locale, [])) expectSound(scene, `${where} ${scene.id}`);
          expect(demo.narrate(model, step, locale).length, where).toBeGreaterThan(10);
          for (const note of demo.notes(model, step, locale)) {
            const named = [...note.tex.matchAll(/\\slot\{([^}]*)\}/g)].map((match) => match[1]!);
            for (const slot of named) expect(note.slots[slot], `${where}: slot ${slot} of ${note.id}`).toBeDefined();
          }
        }
        expect(demo.narrate(model, step, "zh"), where).toMatch(/[\u4e00-\u9fff]/);
        const failed = demo
          .checks(model, step)
          .filter(({ actual, expected, tolerance }) => !(gap(actual, expected) <= tolerance));
        expect(failed, where).toEqual([]);
        expect(demo.checks(model, step).length, where).toBeGreaterThan(0);
      }
      for (const target of ["python", "typescript", "nabla"] as const) {
        expect(demo.emit(model, steps, target).length).toBeGreaterThan(30);
      }
    }
  });

  test("a number off by 1e-3 turns its check red", async () => {
    const demo = await load();
    for (const { values } of demo.presets) {
      const model = demo.compute(withPreset(demo, values), 7, context);
      for (const { name, actual, expected, tolerance } of demo.checks(model, 1)) {
        const off = actual + 1e-3 * Math.max(1, Math.abs(expected));
        expect(gap(off, expected) <= tolerance, name.en).toBe(false);
      }
    }
  });

  test("the same values and seed give the same model, pictures and words, also through a structured clone", async () => {
    const demo = await load();
    for (const { values } of demo.presets) {
      const complete = withPreset(demo, values);
      const model = demo.compute(complete, 3, context);
      expect(demo.compute(complete, 3, context)).toEqual(model);
      const copy = structuredClone(model);
      const step = Math.min(2, demo.steps(model));
      expect(demo.draw(copy, step, view, "en", [])).toEqual(demo.draw(model, step, view, "en", []));
      expect(demo.narrate(copy, step, "zh")).toBe(demo.narrate(model, step, "zh"));
    }
  });

  test("each handle can be dragged to values that fit the controls, and lands near where it was put", async () => {
    const demo = await load();
    const byId = new Map(demo.params.map((param) => [param.id, param]));
    for (const { id: preset, values } of demo.presets) {
      const complete = withPreset(demo, values);
      const model = demo.compute(complete, 3, context);
      for (const scene of demo.draw(model, 1, view, "en", [])) {
        for (const mark of scene.marks) {
          if (mark.kind !== "handle") continue;
          const [x, y] = [mark.at[0] + 0.11 * (scene.x.domain[1] - scene.x.domain[0]), mark.at[1]];
          const moved = demo.drag!(model, complete, mark.id, x, y);
          for (const [key, value] of Object.entries(moved)) {
            expect(accepts(byId.get(key)!, value), `${preset} ${mark.id} ${key} = ${value}`).toBe(true);
          }
          demo.compute(moved, 3, context);
        }
      }
    }
  });

  test("every control at either end of its range still gives finite axes and words", async () => {
    const demo = await load();
    for (const param of demo.params) {
      for (const value of extremes(param)) {
        for (const base of [
          initialOf(demo),
          ...demo.presets.filter((_, at) => at === 6).map((preset) => withPreset(demo, preset.values)),
        ]) {
          const model = demo.compute({ ...base, [param.id]: value }, 2, context);
          const steps = demo.steps(model);
          for (const step of new Set([0, steps])) {
            for (const scene of demo.draw(model, step, view, "en", [])) {
              expectSound(scene, `${param.id} = ${value}, step ${step}, ${scene.id}`);
            }
            expect(demo.narrate(model, step, "en")).not.toMatch(/NaN|undefined(?!:)|Infinity/);
          }
        }
      }
    }
  });
});

function extremes(param: Param): Value[] {
  switch (param.kind) {
    case "number":
      return [param.min, param.max];
    case "choice":
      return param.options.map(({ value }) => value);
    case "toggle":
      return [false, true];
    case "many":
      return ["", param.options.map(({ value }) => value).join(",")];
    case "text":
      return [
        "",
        "1/0",
        "x^",
        "sin(",
        "((((",
        "0",
        "1e308 x",
        "exp(exp(exp(x)))",
        "log(-1 - x^2)",
        "__proto__",
        "\ud800",
      ];
    case "matrix": {
      const count = param.rows * param.columns;
      return [param.min, param.max, 0].map((entry) => new Array<number>(count).fill(entry));
    }
    case "spectrum":
      return [[param.min], [param.max, param.min], new Array<number>(param.maxLength).fill(param.max)];
    case "points":
      return [[], [param.min, param.max], new Array<number>(2 * param.maxPoints).fill(param.max)];
    case "data":
      return [""];
  }
}
