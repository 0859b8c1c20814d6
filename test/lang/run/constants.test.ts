import { expect, test } from "vitest";
import { analysisOf, answerTo } from "../../support/nabla";

const verdict = (text: string) => analysisOf(text).statements.at(-1)?.answer?.verdict;

test.each([
  // Each decimal is exact, and is the constant cut off or rounded.
  ["sqrt(2) = 1.41421356", "1.41421356237 ≠ 1.41421356"],
  ["pi = 3.14159", "3.14159265 ≠ 3.14159"],
  ["exp(1) = 2.71828", "2.71828183 ≠ 2.71828"],
  ["norm((1, 1)) = 1.41421", "1.41421356 ≠ 1.41421"],
  ["-sqrt(2) = -1.4142", "−1.4142136 ≠ −1.4142"],
  ["(sqrt(2), 1) = (1.41421356, 1)", "(1.41421356237, 1) ≠ (1.41421356, 1)"],
  // Ramanujan's constant misses the whole number by 7.5·10⁻¹³.
  ["exp(pi sqrt(163)) = 262537412640768744", "262537412640768743.99999999999925 ≠ 262537412640768744"],
])("check %s is refuted with enough decimals to see why", (claim, values) => {
  expect(answerTo(`check ${claim}`)).toBe(`refuted: ${values}`);
});

test.each([
  "0.1 + 0.2 = 0.3",
  "sqrt(2)^2 = 2",
  "sqrt(2) sqrt(3) = sqrt(6)",
  "pi != 3.14159",
  "pi < 3.1415926535897932385",
  "pi > 3.1415926535897932384",
  "sqrt(2) > 1.414213562373095",
  "sqrt(2) < 1.4142135623730951",
  "e^pi > pi^e",
  "sqrt(2) ≈ 1.41421",
  "sqrt(2) ≈ 1.41421356",
  "1/3 ≈ 0.333333",
])("check %s is proved", (claim) => {
  expect(verdict(`check ${claim}`)).toBe("proved");
});

test("an order of equal constants is never decided by rounding", () => {
  // Machin's formula: both sides are equal, and neither is algebraic.
  expect(verdict("check 4 atan(1/5) - atan(1/239) < π/4")).toBe("undecided");
  expect(verdict("check 4 atan(1/5) - atan(1/239) > π/4")).toBe("undecided");
  expect(answerTo("check 4 atan(1/5) - atan(1/239) = π/4")).toBe("undecided   both sides agree to 60 decimals");
  expect(verdict("check ~0.1 + ~0.2 > 0.3")).toBe("undecided");
  expect(answerTo("4 atan(1/5) - atan(1/239) = π/4")).not.toContain("false");
  expect(verdict("check sin(exp(exp(10))) > 0")).toBe("undecided");
  expect(verdict("check sin(exp(exp(10))) < 0")).toBe("undecided");
});
