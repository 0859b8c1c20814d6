import { expect, test } from "vitest";
import type { Values } from "../../src/demos/demo";
import { demo as hill } from "../../src/demos/gradient/index";
import { demo as bowl } from "../../src/demos/quadratic/index";
import { plainContext } from "../support/context";

const context = plainContext();
const initial: Values = Object.fromEntries(bowl.params.map((param) => [param.id, param.initial]));
const typed = (formula: string, more: Values = {}) =>
  bowl.compute({ ...initial, source: "formula", formula, ...more }, 1, context);

test("a formula in A and b races on the matrix and the vector of the controls", () => {
  const matrix = bowl.compute(initial, 1, context);
  const model = typed("½ x'Ax − b'x");
  expect(model.formula).toBeUndefined();
  expect([...model.quadratic.A, ...model.quadratic.b]).toEqual([...matrix.quadratic.A, ...matrix.quadratic.b]);
  const shown = bowl.params.filter(({ when }) => when?.(model.values) ?? true).map(({ id }) => id);
  expect(shown).toContain("M");
  expect(shown).toContain("b");
});

test("beyond quadratics the page is told what the methods made for them do there", () => {
  const remark = (methods: string, formula: string) =>
    bowl.notices(typed(formula, { methods, inspect: methods.split(",")[0]! })).find(({ param }) => param === "methods")
      ?.remark;
  const said = remark("cg,pcg,jacobi", "x⁴ + y²");
  expect(said!.en).toMatch(/no quadratic.*Polak.*diagonal.*Jacobi/s);
  expect(said!.zh).toMatch(/Polak.*对角元/);
  expect(remark("gd", "x⁴ + y²")).toBeUndefined();
  expect(remark("cg", "x² + y²")).toBeUndefined();
});

test("preconditioning and Jacobi's iteration take paths of their own on such a function", () => {
  const { runs } = typed("x⁴/4 + x² + 20 y² + x y", { methods: "cg,pcg,jacobi", start: [2, 1], steps: 60 });
  const ends = runs.map(({ trace }) => [...trace.points.subarray(2, 4)].join());
  expect(new Set(ends).size).toBe(3);
  for (const { racer, trace } of runs) expect([racer, trace.outcome]).toEqual([racer, "converged"]);
});

test("a text that can't be read is told with its fix, and neither formulas nor checks speak of another function", () => {
  for (const demo of [bowl, hill]) {
    const values = {
      ...Object.fromEntries(demo.params.map((param) => [param.id, param.initial])),
      source: "formula",
      formula: "x**2",
    };
    const model = demo.compute(values, 1, context) as never;
    const [notice] = demo.notices(model).filter(({ param }) => param === "formula");
    expect(notice!.problem!.en).toContain("^");
    expect(notice!.fixes!.map(({ value }) => value)).toEqual(["x^2"]);
    expect(demo.notes(model, 0, "en")).toEqual([]);
    expect(demo.checks(model, 0).every(({ name }) => name.en.startsWith("n variables"))).toBe(true);
  }
});

test("the symbolic gradient and Hessian stand in the notes with their values at the step", () => {
  const model = typed("x⁴ + x y²", { start: [2, 1] });
  const notes = new Map(bowl.notes(model, 0, "en").map((note) => [note.id, note]));
  expect(notes.get("gradient")!.tex).toContain("4 x^{3} + y^{2}");
  expect(notes.get("gradient")!.slots["gx"]).toBe("33");
  expect(notes.get("hessian")!.slots["a"]).toBe("48");
});
