import { describe, expect, test } from "vitest";
import { applyEdits, convertNotation } from "../../../src/lang/service/convert";

describe("the other notation", () => {
  test("of a statement too long to be read is not offered", () => {
    expect(convertNotation(`y = ${"-".repeat(1_000_000)}1`, "unicode")).toEqual([]);
  });

  test("of many symbols in one line is every one of them", () => {
    const text = `y = ${"a - b + ".repeat(1500)}1`;
    const unicode = applyEdits(text, convertNotation(text, "unicode"));
    expect(unicode).not.toMatch(/-/);
    expect(applyEdits(unicode, convertNotation(unicode, "ascii"))).not.toMatch(/−/);
  });

  test("writes a symbol inside a converted operator once", () => {
    const text = "f(x) = grad_x diff(g, x) - x^2";
    expect(applyEdits(text, convertNotation(text, "unicode"))).toBe("f(x) = ∇_x ∂g/∂x − x²");
  });
});
