import { expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

/** The verdict on the last line, and what is wrong. */
const lastOf = (text: string) => {
  const { statements, problems } = analysisOf(text);
  return { verdict: statements.at(-1)?.answer?.verdict, codes: problems.map(({ code }) => code) };
};

// Each follows from what is assumed, so that no point that satisfies it can be against it.
test.each([
  "x : vector n\nassume norm(x) < 1\ncheck x'x < 1",
  "x : vector n\nassume norm(x) = 1\ncheck x'x = 1",
  "x : vector n\ncheck x'x = 1 given norm(x) = 1",
  "a, b : scalar\nassume a + b = 1\ncheck a^2 + 2 a b + b^2 = 1",
  "a, b : scalar\nassume exp(a) < b\ncheck a < b",
  "a, b : scalar\nassume a > b\nassume b > 0\ncheck a^2 > b^2",
  "a, b, c : scalar\nassume a > b\nassume b > c\ncheck a > c",
  "A, B : matrix n×n\nassume A B = B A\ncheck (A + B)^2 = A^2 + 2 A B + B^2",
  "u, v : vector n\nassume u'v = 0\ncheck norm(u + v)^2 = norm(u)^2 + norm(v)^2",
  "A : symmetric n×n\nassume A ≽ 2 I\ncheck tr(A) ≥ 0",
  "A : symmetric n×n\nassume A ≽ 2\ncheck A ≽ I",
  "A, B : symmetric n×n\nassume A ≽ B\ncheck tr(A) ≥ tr(B)",
  "A, B : symmetric n×n\nassume A ≽ B\ncheck B ≼ A",
  "X : matrix m×n\nassume rank X = n\ncheck X'X ≻ 0",
])("what follows from an assumption is never refuted: %s", (text) => {
  expect(lastOf(text).verdict).toMatch(/^(proved|undecided)$/);
});

test.each([
  "a, b : scalar\nassume a > b\ncheck b > a",
  "a, b, c : scalar\nassume c = 3\ncheck a = b",
  "a, b : scalar\nassume a > 0\nassume b > 0\ncheck a b > a + b",
  "A, B : symmetric n×n\nassume A ≽ B\ncheck tr(A) ≤ tr(B)",
])("what an assumption does not give is refuted still: %s", (text) => {
  expect(lastOf(text).verdict).toBe("refuted");
});

test.each([
  ["check [1 0; 0 1] ≽ 2", "refuted"],
  ["check [3 0; 0 3] ≽ 2", "proved"],
  ["check [3 0; 0 3] ≻ 3", "refuted"],
  ["check 3 ≽ [2 1; 1 2]", "proved"],
  ["check 0 ≼ [2 1; 1 2]", "proved"],
  ["check 1 ≽ 2", "refuted"],
  ["f(x, y) = x² + y² + x y\ncheck ∇²f ≽ 1", "proved"],
  ["f(x, y) = x² + y² + x y\ncheck ∇²f ≽ 1.1", "refuted"],
  ["A : spd n×n\ncheck A ≽ 1", undefined],
])("beside a matrix a number is its multiple of I: %s", (text, verdict) => {
  // The eigenvalues of [2 1; 1 2] are 1 and 3; a positive definite A may have any positive ones.
  if (verdict) expect(lastOf(text).verdict).toBe(verdict);
  else expect(lastOf(text).verdict).not.toBe("proved");
});

test("an order of what is no square matrix is a problem, not a fault", () => {
  for (const text of ["B : matrix m×n\nμ : scalar\nassume μ ≽ B'", "B : matrix n×n\nx : vector n\ncheck B ≽ x"])
    expect(lastOf(text).codes).toEqual(["no-order"]);
});
