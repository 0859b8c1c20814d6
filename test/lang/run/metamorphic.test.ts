import { describe, expect, test } from "vitest";
import { analysisOf, answersOf, answerTo } from "../../support/nabla";

describe("spelling changes nothing", () => {
  const ascii =
    "A = [2 1; 1 2]\nb = [1; 1]\nq(x) = 1/2*x'*A*x - b'*x\ngrad q\nhess q\ngrad q(1/3, 1/3)\nminimise q\ncheck grad q = A*x - b\n";
  const unicode =
    "A = [2 1; 1 2]\nb = [1; 1]\nq(x) = ½ xᵀ·A·x − bᵀ·x\n∇q\n∇²q\n∇q(⅓, ⅓)\nminimise q\ncheck ∇q = A·x − b\n";
  const glued =
    "A = [2 1; 1 2]\nb = [1; 1]\nq(x) = 1/2 x'Ax - b'x\n∇q\n∇²q\n∇q(1/3,1/3)\nminimise q\ncheck ∇q = Ax-b\n";
  test("ASCII, Unicode and glued programs have the same answers", () => {
    expect(answersOf(unicode)).toEqual(answersOf(ascii));
    expect(answersOf(glued)).toEqual(answersOf(ascii));
  });
});

describe("names mean nothing", () => {
  test.each([
    ["u", "v"],
    ["p", "q"],
    ["α", "β"],
    ["x_1", "x_2"],
  ])("variables may be called %s and %s", (a, b) => {
    const text = (x: string, y: string) =>
      `f(${x}, ${y}) = ${x}²*${y} + 3 ${y}²\n∇f(1, 2)\n∇²f(1, 2)\nclassify f at (0, 0)\nderive f at (1, 2) along (3, 4)\n`;
    expect(answersOf(text(a, b)).slice(1)).toEqual(answersOf(text("x", "y")).slice(1));
  });
});

describe("coordinates may be permuted and scaled", () => {
  test("a permutation permutes the minimiser and keeps the spectrum", () => {
    const straight = analysisOf(
      "q(x, y, z) = 2x² + 3y² + 5z² + x y − y z − x\nminimise q\neig ∇²q(0, 0, 0)\n",
    ).statements;
    const turned = analysisOf(
      "q(z, x, y) = 2x² + 3y² + 5z² + x y − y z − x\nminimise q\neig ∇²q(0, 0, 0)\n",
    ).statements;
    const [x, y, z] = straight[1].answer!.value as string[];
    expect(turned[1].answer?.value).toEqual([z, x, y]);
    expect(turned[2].answer?.text).toBe(straight[2].answer?.text);
  });
  test("x → 2x halves the minimiser and keeps the minimum", () => {
    const one = answerTo("q(x, y) = 2x² + 3y² + x y − x\nminimise q");
    const two = answerTo("q(x, y) = 8x² + 12y² + 4x y − 2x\nminimise q");
    expect(one).toBe("(6/23, −1/23),  q* = −3/23");
    expect(two).toBe("(3/23, −1/46),  q* = −3/23");
  });
});
