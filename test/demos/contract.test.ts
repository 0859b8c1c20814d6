import { describe, expect, test } from "vitest";
import { gap } from "../../src/core/num/tolerance";
import { catalogue, demoIds } from "../../src/demos/catalogue";
import type { AnyDemo, Value, Values } from "../../src/demos/demo";
import { localTex } from "../../src/demos/formula-terms";
import type { Mark, Scene, View } from "../../src/plot/scene";
import type { Locale, Text } from "../../src/words/text";
import { plainContext } from "../support/context";
import { digested } from "../support/digest";
import { accepts, extremes, ownChoice, ownTables } from "../support/params";
import { waysTo } from "../support/ways";

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
  if (scene.empty === undefined) expect(ids.length, where).toBeGreaterThan(0);
  else expect(scene.empty.length, where).toBeGreaterThan(10);
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

  test("a challenge with choices has at least two, tells them apart, and one of them is right", async () => {
    const demo = await load();
    for (const { ask, choices, right } of demo.challenges) {
      if (choices === undefined && right === undefined) continue;
      expect(choices!.length, ask.en).toBeGreaterThanOrEqual(2);
      expect(new Set(choices!.map(({ en }) => en)).size, ask.en).toBe(choices!.length);
      expect(choices![right!], ask.en).toBeDefined();
    }
  });

  test("each scene stands in exactly one tab, and the tabs name no others", async () => {
    const demo = await load();
    const ids = demo.tabs.flatMap(({ scenes }) => scenes);
    expect(new Set(ids).size).toBe(ids.length);
    for (const tab of demo.tabs) {
      const values = { ...initialOf(demo), ...tab.values };
      // A demo of several subjects draws the scenes of those tabs that agree with the values.
      const agrees = (other: Values = {}): boolean =>
        Object.entries(other).every(([id, value]) => values[id] === value);
      const model = demo.compute(values, 1, context);
      const drawn = demo.draw(model, 1, view, "en", []).map(({ id: scene }) => scene);
      const wanted = demo.tabs.filter((other) => agrees(other.values)).flatMap(({ scenes }) => scenes);
      expect([...drawn].sort(), tab.id).toEqual([...wanted].sort());
      expect(demo.draw(model, 1, view, "en", [drawn[0]!])).toHaveLength(1);
    }
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
            // Two small letters in a row are an English word, but for the index of an effective size.
            const words = [...localTex(note.tex, locale).matchAll(/\\text\{([^{}\\]*)\}/g)].map((match) => match[1]!);
            if (locale === "zh")
              expect(
                words.filter((word) => /[a-z]{2}/.test(word) && word !== "eff"),
                `${where}: ${note.id}`,
              ).toEqual([]);
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
      expect(digested(demo.compute(complete, 3, context))).toEqual(digested(model));
      const copy = structuredClone(model);
      const step = Math.min(2, demo.steps(model));
      const drawn = digested(demo.draw(model, step, view, "en", []));
      expect(digested(demo.draw(copy, step, view, "en", []))).toEqual(drawn);
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

  test("a click gives values that fit the controls or nothing, and so does each handle that is deleted", async () => {
    const demo = await load();
    const byId = new Map(demo.params.map((param) => [param.id, param]));
    const expectFit = (values: Values, where: string): void => {
      for (const [key, value] of Object.entries(values)) {
        expect(accepts(byId.get(key)!, value), `${where} ${key} = ${value}`).toBe(true);
      }
      demo.compute(values, 3, context);
    };
    for (const { id: preset, values } of demo.presets) {
      const complete = withPreset(demo, values);
      const model = demo.compute(complete, 3, context);
      for (const scene of demo.draw(model, 1, view, "en", [])) {
        const [x, y] = [scene.x.domain, scene.y.domain].map(([low, high]) => low + 0.37 * (high - low));
        const clicked = demo.click?.(model, complete, scene.id, x!, y!);
        if (clicked !== undefined) expectFit(clicked, `${preset} ${scene.id}`);
        for (const { kind, id: handle } of scene.marks) {
          if (kind === "handle" && demo.remove) expectFit(demo.remove(model, complete, handle!), `${preset} ${handle}`);
        }
      }
    }
  });

  test("own tables of every sort give sound pictures and words: one row, equal rows, gaps, one class", async () => {
    const demo = await load();
    for (const param of demo.params) {
      if (param.kind !== "data") continue;
      for (const [name, table] of Object.entries(ownTables(param))) {
        const own = plainContext({ [param.id]: table });
        // The tab and the choice under which the table is in use.
        const ways = Object.fromEntries((waysTo(demo, param) ?? []).map(([on, value]) => [on.id, value]));
        const model = demo.compute({ ...initialOf(demo), ...ways, [param.id]: ownChoice }, 2, own);
        expect(digested(structuredClone(model))).toEqual(digested(model));
        for (const step of new Set([0, demo.steps(model)])) {
          for (const scene of demo.draw(model, step, view, "en", [])) expectSound(scene, `${name} ${step} ${scene.id}`);
          expect(demo.narrate(model, step, "en"), name).not.toMatch(/NaN|undefined(?!:)|Infinity/);
          for (const { actual, expected, tolerance, name: check } of demo.checks(model, step)) {
            expect(gap(actual, expected) <= tolerance, `${name}: ${check.en} ${actual} ${expected}`).toBe(true);
          }
        }
      }
    }
  });

  test("marks under one still key are equal, whatever the step, the view and the values", async () => {
    const demo = await load();
    const seen = new Map<string, string>();
    for (const { values } of demo.presets) {
      const model = demo.compute(withPreset(demo, values), 3, context);
      for (const step of new Set([0, Math.min(1, demo.steps(model)), demo.steps(model)])) {
        for (const { marks } of demo.draw(model, step, view, "en", [])) {
          for (const mark of marks) {
            if (mark.still === undefined) continue;
            const content = JSON.stringify(mark, (_, value) => (ArrayBuffer.isView(value) ? `${value}` : value));
            expect(seen.get(mark.still) ?? content, mark.still).toBe(content);
            seen.set(mark.still, content);
          }
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
