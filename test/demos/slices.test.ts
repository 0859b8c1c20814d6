import { expect, test } from "vitest";
import type { Values } from "../../src/demos/demo";
import { fitValues } from "../../src/demos/fit";
import { demo } from "../../src/demos/gradient/index";
import { variablesOf } from "../../src/demos/variables";
import { plainContext } from "../support/context";

const context = plainContext();
const view = { domains: {}, cameras: {} };
const at = (values: Values) => demo.compute(fitValues(demo.params, values), 1, context);
const f = "x² + 2y² + z − w² + x z w";
const place = [0.3, -0.2, 0.5, 0.7, 0, 0];

test("a formula's variables are its single letters, also in products, and never letters of other words", () => {
  expect(variablesOf("sqrt(x) + tan(y) + exp(s)")).toEqual(["x", "y", "s"]);
  expect(variablesOf("zw² + 2t")).toEqual(["x", "y", "z", "w", "t"]);
  expect(variablesOf("e^z + πw")).toEqual(["x", "y", "z", "w"]);
  expect(variablesOf("sin(x) e^y − rows + wolf")).toEqual(["x", "y"]);
});

test("the slice through any two variables has f's values, and its slopes are the entries of the whole gradient", () => {
  const [x, y, z, w] = place as [number, number, number, number];
  const value = x ** 2 + 2 * y ** 2 + z - w ** 2 + x * z * w;
  const gradient: Record<string, number> = { x: 2 * x + z * w, y: 4 * y, z: 1 + x * w, w: -2 * w + x * z };
  for (const across of ["x", "y", "z", "w"])
    for (const up of ["x", "y", "z", "w"]) {
      if (across === up) continue;
      const model = at({ formula: f, across, up, place });
      expect(model.problems).toEqual([]);
      expect(model.axes).toEqual([across, up]);
      const [contour] = demo.draw(model, 0, view, "en", ["contour"]);
      expect([contour!.x.label, contour!.y.label]).toEqual([across, up]);
      const rows = new Map(contour!.table.rows.map(([name, ...numbers]) => [name, numbers]));
      expect(rows.get("P")![2]).toBeCloseTo(value, 12);
      expect(rows.get("∇f")!.slice(0, 2)).toEqual([
        expect.closeTo(gradient[across]!, 12),
        expect.closeTo(gradient[up]!, 12),
      ]);
      const [share] = demo.draw(model, 0, view, "en", ["share"]);
      expect(share!.table.rows.map(([name]) => name)).toEqual(["x", "y", "z", "w"]);
      const held = demo.checks(model, 0).filter(({ name }) => /^∂f\/∂.$/.test(name.en));
      expect(held).toHaveLength(4);
      for (const { name, actual, expected } of held) {
        expect(actual).toBeCloseTo(gradient[name.en.at(-1)!]!, 10);
        expect(actual).toBeCloseTo(expected, 7);
      }
    }
});

test("dragging P in a slice moves the two variables shown and leaves the others", () => {
  const model = at({ formula: f, across: "w", up: "x", place });
  const moved = demo.drag!(model, model.values, "point", 1.25, -2.5);
  expect(moved["place"]).toEqual([-2.5, -0.2, 0.5, 1.25, 0, 0]);
  expect(at(moved).point).toEqual([1.25, -2.5]);
});

test("an axis that the formula has not, or that is shown already, gives way, and its control says so", () => {
  const model = at({ formula: f, across: "t", up: "y", place });
  expect(model.axes).toEqual(["x", "y"]);
  expect(demo.notices(model).find(({ param }) => param === "across")?.remark?.en).toContain("no t");
  const twice = at({ formula: f, across: "z", up: "z", place });
  expect(twice.axes).toEqual(["z", "x"]);
  expect(demo.notices(twice).find(({ param }) => param === "up")?.remark?.en).toContain("already");
});

test("a formula of x and y is no slice: P is the point of the plane, and the code says nothing of held variables", () => {
  const model = at({ formula: "x² + y²", point: [1, 2], place });
  expect(model.point).toEqual([1, 2]);
  expect(demo.emit(model, 0, "python")).not.toContain("held");
  expect(demo.emit(at({ formula: f, place }), 0, "python")).toContain("held: z = 0.5, w = 0.7");
});
