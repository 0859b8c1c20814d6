import { describe, expect, test } from "vitest";
import { completeTex } from "../../src/formula/complete";

describe("half-typed TeX", () => {
  test.each([
    ["\\frac{a", "\\frac{a}"],
    ["\\frac{a}", "\\frac{a}{}"],
    ["\\frac", "\\frac{}{}"],
    ["x^", "x^{}"],
    ["x_{i", "x_{i}"],
    ["\\left( x", "\\left( x\\right."],
    ["\\left", "\\left.\\right."],
    ["\\begin{matrix} a & b", "\\begin{matrix} a & b\\end{matrix}"],
    ["\\begin{matr", ""],
    ["x + \\", "x +  "],
    ["\\begin{align} a &= \\frac{1}{\\sqrt{2", "\\begin{align} a &= \\frac{1}{\\sqrt{2}}\\end{align}"],
    ["\\frac{a % b", "\\frac{a % b\n}"],
  ])("%s becomes whole", (tex, whole) => {
    expect(completeTex(tex)).toBe(whole);
  });
  test.each(["x^2", "\\frac{a}{b}", "\\left(x\\right)", "\\begin{a}\\end{a}", "a \\\\", "\\{ x \\}", "\\_"])(
    "%s is whole and stays",
    (tex) => {
      expect(completeTex(tex)).toBe(tex);
    },
  );
});
