import { describe, expect, test } from "vitest";
import { grainOf, numberAt, numbersIn, stepNumber, writeLike } from "../../src/protocol/knob";

/** The number at `‸`. */
const at = (marked: string) => {
  const caret = marked.indexOf("‸");
  return numberAt(marked.replace("‸", ""), caret)?.text;
};

describe("a number as a knob", () => {
  test.each([
    ["gd q step 2‸/7", "2"],
    ["gd q step 2/‸7", "7"],
    ["f(0.2‸5)", "0.25"],
    ["tol ‸1e-6", "1e-6"],
    ["f(‸-3, 4)", "-3"],
    ["x = −1‸2.5", "−12.5"],
    ["x -‸3", "3"],
    ["[1 -‸3]", "-3"],
    ["[1 - ‸3]", "3"],
    ["2‸x + 1", "2"],
    ["f(1, 2) # at 3", undefined],
  ])("stands where the caret touches it: %s", (line, expected) => {
    expect(at(line)).toBe(expected);
  });

  test.each(["x1‸ + 2", "x_‸2", "A_1‸0", "f(x) # step 2‸", "a‸ + 1", "‸", "x₁‸"])(
    "is neither part of a name nor of a comment: %s",
    (line) => {
      expect(at(line)).toBeUndefined();
    },
  );

  test.each([
    ["9", 1, "10"],
    ["0", -1, "-1"],
    ["-1", 1, "0"],
    ["−1", -1, "−2"],
    ["0.25", 1, "0.26"],
    ["0.99", 1, "1.00"],
    ["0.00", -1, "-0.01"],
    ["1.0", -1, "0.9"],
    [".5", 1, "0.6"],
    ["1e-6", 1, "2e-6"],
    ["2.5e3", -10, "1.5e3"],
    ["9007199254740993", 1, "9007199254740994"],
  ])("steps by its last digit: %s by %i is %s", (text, steps, expected) => {
    expect(stepNumber(text, steps)).toBe(expected);
  });

  test("there and back is the same number", () => {
    for (const text of ["7", "0.05", "-3.20", "12e4", "100"]) {
      for (const steps of [1, 7, 250]) expect(stepNumber(stepNumber(text, steps) ?? "", -steps)).toBe(text);
    }
  });

  test.each(["", "x", "1.", "1..2", "--1", "0x10", "½", "1".repeat(400)])("refuses what is no number: %s", (text) => {
    expect(stepNumber(text, 1)).toBeUndefined();
  });
});

describe("a number that is written anew", () => {
  test.each([
    ["2/7", 2 / 7, "2/7"],
    ["2/7", 0.2, "1/5"],
    ["1/2", -0.35, "-7/20"],
    ["−1/2", -0.25, "−1/4"],
    ["1/3", 0, "0"],
    ["1/3", 2, "2"],
    ["1/3", 0.25, "1/4"],
    ["1/3", 0.51, "51/100"],
    ["1/3", 0.2873, "2/7"],
    ["4/8", 0.5, "4/8"],
    ["0.25", 0.3, "0.3"],
    ["3", 2.5, "2.5"],
    ["1e-6", 1e-6, "1e-6"],
    ["−3", -3, "−3"],
    ["−3", -4, "−4"],
    ["2", 1.53, "1.53"],
  ])("%s moved to %d is %s", (literal, value, text) => {
    expect(writeLike(literal, value)).toBe(text);
  });

  test("is within half a grain of the value where it is a fraction", () => {
    for (const literal of ["1/2", "2/7", "5/12", "1/64"]) {
      const grain = grainOf(literal)!;
      for (const value of [-1.234, -0.01, 0.3, 0.77, 2.5]) {
        const [p, q = "1"] = writeLike(literal, value).split("/");
        expect(Math.abs(Number(p) / Number(q) - value)).toBeLessThanOrEqual(grain / 2 + 1e-12);
      }
    }
    expect(grainOf("0.5")).toBeUndefined();
  });

  test("stands where a value stands in the statement", () => {
    const texts = (source: string) => numbersIn(source).map(({ text }) => text);
    expect(texts("f(x, y) = 0.25x² + 3y^2 - 4 x_1 + A[2, 1]")).toEqual(["0.25", "3", "4"]);
    expect(texts("x^(-2) + 5")).toEqual(["5"]);
    expect(texts("1/2 x'A x - 2 / 3 + a/4 + 0.5/2")).toEqual(["1/2", "2 / 3", "4", "0.5", "2"]);
    expect(texts("A = [1 -2;\n 3 4] # 5")).toEqual(["1", "-2", "3", "4"]);
    for (const { from, to, text } of numbersIn("A = [1 -2;\n 3 4]"))
      expect("A = [1 -2;\n 3 4]".slice(from, to)).toBe(text);
  });
});
