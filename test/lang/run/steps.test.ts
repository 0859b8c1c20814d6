import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

/** The steps behind the last answer of a program, as rule and LaTeX. */
const stepsOf = (program: string) =>
  analysisOf(program)
    .statements.at(-1)!
    .answer!.steps.map(({ rule, latex }) => [rule.en, latex] as const);

describe("the steps behind a derivative", () => {
  test("name the rules of every partial derivative", () => {
    const steps = stepsOf("f(x, y) = x² + exp(x y)\n∇f(1, 2)\n");
    expect(steps.map(([rule]) => rule)).toEqual([
      "The function, in normal form",
      "Sum rule, product rule, power rule, chain rule",
      "Sum rule, product rule, chain rule",
      "Put the point in",
    ]);
    expect(steps[2]![1]).toMatch(/\\frac\{\\partial f\}\{\\partial y\} = /);
  });

  test("use the structure that was declared, and say so", () => {
    const symmetric = stepsOf("A : symmetric n×n\nq(x) = ½ x'A x\n∇q\n");
    expect(symmetric.map(([rule]) => rule)).toContain("Use that A is symmetric");
    expect(symmetric.at(-1)![1]).toBe("A x");
    const any = stepsOf("A : matrix n×n\nq(x) = ½ x'A x\n∇q\n");
    expect(any.map(([rule]) => rule).join()).not.toMatch(/Use that/);
    const definite = stepsOf("P : spd n×n\ng(W) = tr(W'P W)\n∇g\n");
    expect(definite).toContainEqual(["Use that P is positive definite", "P = P^{\\top} \\succ 0"]);
  });

  test("show the differential from which the gradient is read off", () => {
    const steps = stepsOf("X : matrix m×n\ny : vector m\nloss(w) = ‖X w - y‖²\n∇loss\n");
    const differential = steps.find(([rule]) => rule.startsWith("Take the differential"))![1];
    expect(differential).toMatch(/^d\\,\\mathrm\{loss\} = .*\\mathit\{dw\}/);
    expect(steps.at(-1)![1]).toContain("2 X^{\\top}");
  });

  test("are there in both languages", () => {
    const { steps } = analysisOf("A : symmetric n×n\nq(x) = ½ x'A x\n∇q\n").statements.at(-1)!.answer!;
    for (const { rule } of steps) expect(rule.zh).toMatch(/\p{Script=Han}/u);
  });
});
