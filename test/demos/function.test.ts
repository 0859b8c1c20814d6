import { expect, test } from "vitest";
import { typedFunction } from "../../src/demos/function";

const at = (text: string, x: number, y: number): number => typedFunction(text).value!.value(x, y);

test("formulas are read as they are written on paper", () => {
  expect(at("x² + y²", 1, 2)).toBe(5);
  expect(at("2xy − x^2/y", 3, 4)).toBe(24 - 9 / 4);
  expect(at("-x^2", 3, 0)).toBe(-9);
  expect(at("2^-x", 1, 0)).toBe(0.5);
  expect(at("x^y^2", 2, 2)).toBeCloseTo(16, 12);
  expect(at("sin(x) e^y", 0.5, 0.3)).toBeCloseTo(Math.sin(0.5) * Math.exp(0.3), 14);
  expect(at("|x| + |y|", -1, 2)).toBe(3);
  expect(at("|x y| sqrt(4)", -1, 2)).toBe(4);
  expect(at("x sin x", 2, 0)).toBeCloseTo(2 * Math.sin(2), 14);
  expect(at("(x + 1)(y − 1)", 1, 3)).toBe(4);
  expect(at("3 π", 0, 0)).toBeCloseTo(3 * Math.PI, 14);
  expect(at("x^10", 2, 0)).toBe(1024);
});

test("the hole of 0/0 is filled only where it was asked for", () => {
  expect(at("x y/(x² + y²)", 0, 0)).toBeNaN();
  expect(typedFunction("x y/(x² + y²)", 0).value!.value(0, 0)).toBe(0);
});

test("whatever is typed there is a value or a problem with a place and both languages, never a throw", () => {
  const texts = [
    "",
    " ",
    "x +",
    "(x",
    "x)",
    "|x",
    "z",
    "x $ y",
    "sin",
    "sin(",
    "x^",
    "1e",
    "__proto__",
    "\ud800",
    "((((((".repeat(40),
    "−".repeat(390),
    "x".repeat(400),
    "x".repeat(401),
    "2 3",
    "f(x)",
    "1..2",
    "x²²",
  ];
  for (const text of texts) {
    const { value, problems } = typedFunction(text);
    expect(value === undefined, text).toBe(problems.length > 0);
    for (const { from, to, message } of problems) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(to).toBeGreaterThanOrEqual(from);
      expect(message.en).not.toBe("");
      expect(message.zh).toMatch(/[\u4e00-\u9fff]/);
    }
    if (value) expect(typeof value.value(1, 2)).toBe("number");
  }
});

test("the code of a formula computes the same number", () => {
  for (const text of ["x² − 3x y + exp(−y²)", "sqrt(x) / (1 + |y|)", "atan(x y)^3", "(−x)^2"]) {
    const code = typedFunction(text).value!.code("typescript");
    const f = new Function("x", "y", `return ${code}`) as (x: number, y: number) => number;
    expect(f(1.3, -0.7)).toBeCloseTo(at(text, 1.3, -0.7), 13);
  }
});
