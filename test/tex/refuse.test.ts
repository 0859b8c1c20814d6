import { describe, expect, test } from "vitest";
import { limits, refuse } from "../../src/tex/refuse";

describe("refused before the typesetter sees it", () => {
  test.each([
    ["a megabyte of x", "x".repeat(1_000_000)],
    ["2,049 characters", "x".repeat(limits.length + 1)],
    ["a sum of 20,000 terms", "x+".repeat(20_000)],
    ["101 nested braces", `${"{".repeat(101)}${"}".repeat(101)}`],
    ["20,000 nested braces", "{".repeat(20_000)],
    ["101 nested fractions", `${"\\frac{".repeat(101)}${"}{2}".repeat(101)}`],
    ["101 fractions without braces", "\\frac".repeat(101)],
    ["1,000 \\left", "\\left(".repeat(300)],
    ["nested environments", "\\begin{a}".repeat(101)],
    ["*{99999999}", "\\begin{array}{*{99999999}{c}}a\\end{array}"],
    ["*{65}", "\\begin{array}{*{65}{c}}a\\end{array}"],
    ["nested repetition", "\\begin{array}{*{1000}{*{1000}{c}}}a\\end{array}"],
    ["nested repetition within the single bound", "\\begin{array}{*{9}{*{9}{c}}}a\\end{array}"],
    ["a count with blanks", "\\begin{array}{* { 100 } {c}}a\\end{array}"],
    ["a count from a macro", "\\begin{array}{*{\\n}{c}}a\\end{array}"],
    ["a 200×200 matrix", `\\begin{matrix}${`${"1&".repeat(199)}1\\\\`.repeat(200)}\\end{matrix}`],
    ["401 cells", `\\begin{matrix}${"a&".repeat(401)}\\end{matrix}`],
  ])("%s", (_name, tex) => {
    const reason = refuse(tex);
    expect(reason?.en).toMatch(/\.$/);
    expect(reason?.zh).toMatch(/。$/);
  });
  test.each([
    ["a macro that repeats", "x", ["\\newcommand{\\a}{\\begin{array}{*{9999}{c}}a\\end{array}}"]],
    [
      "a macro that repeats by its argument",
      "\\a{9999}",
      ["\\newcommand{\\a}[1]{\\begin{array}{*{#1}{c}}a\\end{array}}"],
    ],
    ["macros without end", "x", Array.from({ length: 100 }, (_, i) => `\\def\\x${"y".repeat(200)}{${i}}`)],
  ])("%s", (_name, tex, macros) => {
    expect(refuse(tex, macros)).toBeDefined();
  });
});

describe("let through", () => {
  test.each([
    ["2,048 characters", "x".repeat(limits.length)],
    ["100 nested braces", `${"{".repeat(100)}${"}".repeat(100)}`],
    ["*{64}", "\\begin{array}{*{64}{c}}a\\end{array}"],
    ["a product of braces with a large number", "a*{b} + x^*{5}"],
    ["200 short fractions, one after the other", "\\frac12".repeat(200)],
    ["a 20×20 matrix", `\\begin{matrix}${`${"1&".repeat(19)}1\\\\`.repeat(19)}\\end{matrix}`],
    ["many groups that are closed", "{x}".repeat(600)],
  ])("%s", (_name, tex) => {
    expect(refuse(tex)).toBeUndefined();
  });
});
