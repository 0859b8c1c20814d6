import { describe, expect, test } from "vitest";
import { rangeClash } from "../../../src/lang/run/fact-range";
import { analysisOf, answersOf, answerTo } from "../../support/nabla";

describe("what is assumed reaches everything of the file", () => {
  test("a function defined before takes the sign of its parameter", () => {
    expect(answerTo("f(t) = |t| + log(t)\nassume t > 0\n∂f/∂t")).toBe("1 + 1/t");
  });
  test("symmetry may be assumed as an equation", () => {
    expect(answerTo("S : matrix n×n\ng(w) = w'S w\nassume S = S'\n∇g")).toBe("2Sw");
    expect(answerTo("Q : matrix n×n\nassume Q'Q = I\ncheck Q'Q Q' = Q'")).toContain("proved");
  });
  test("an order reads from either side", () => {
    const convex = "X : matrix m×n\ny : vector m\nλ : scalar\nr(w) = ‖X w − y‖² + λ‖w‖²\n";
    for (const fact of ["λ > 0", "0 < λ", "λ ≥ 1", "λ > 1/2"]) {
      expect(answerTo(`${convex}assume ${fact}\nminimise r`)).toBe(
        answerTo(`${convex}minimise r given λ > 0`).replace("w* = ", ""),
      );
    }
  });
  test("a rank makes least squares unique", () => {
    const file = "X : matrix m×n\ny : vector m\nf(w) = ‖X w − y‖²\n";
    expect(answerTo(`${file}minimise f`)).toBe("pinv(X) y   the shortest of all; unique if rank X = n");
    expect(answerTo(`${file}assume rank X = n\nminimise f`)).toBe("(X'X)⁻¹ X'y,  f* = y'y − y'X(X'X)⁻¹ X'y");
  });
});

describe("what is given holds in its statement alone", () => {
  test("the next statement doesn't know it", () => {
    const [, , , first, second] = answersOf(
      "S : symmetric n×n\nw : vector n\ng(w) = w'S w\nminimise g given S ≻ 0\nminimise g",
    );
    expect(first).not.toBe("");
    expect(second).toBe("");
  });
  test("a check only tries points where the condition holds", () => {
    const verdict = (line: string) => analysisOf(`μ : scalar\n${line}`).statements[1].answer?.verdict;
    expect(verdict("check |μ - 3| = 3 - μ")).toBe("refuted");
    expect(verdict("check |μ - 3| = 3 - μ given μ < 3")).not.toBe("refuted");
  });
});

describe("bounds clash", () => {
  test.each([
    [">", 0, "<", 0, true],
    ["≥", 0, "≤", 0, false],
    [">", 0, "≤", 0, true],
    ["=", 2, ">", 2, true],
    ["=", 2, "≠", 2, true],
    [">", 3, "<", 5, false],
    ["≻", 0, "≼", 0, true],
    ["≽", 0, "≼", 0, false],
    ["≻", 0, "<", 0, false],
  ])("%s %i and %s %i: %s", (a, x, b, y, clash) => {
    expect(
      rangeClash([
        { word: a, value: x },
        { word: b, value: y },
      ]),
    ).toBe(clash);
  });
});

describe("faults", () => {
  test("a limit of size names its own cause, not the number of nodes", () => {
    const { problems } = analysisOf("A : matrix n×n\nB = (A + I)\nf(x) = (1 + x)^2000\n∇f\nexpand = 2^(2^40)");
    expect(problems.map(({ code }) => code)).not.toContain("limit-nodes");
    expect(problems.map(({ code }) => code)).not.toContain("internal");
  });
});
