import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

/** A function of one variable as Nabla reads it and in JavaScript, and where it is looked at. */
type Row = readonly [text: string, f: (x: number) => number, low: number, high: number, declared?: string];

const rows: readonly Row[] = [
  ["x - log(x)", (x) => x - Math.log(x), 0.01, 8],
  ["exp(x) - 2x", (x) => Math.exp(x) - 2 * x, -4, 4],
  ["x log(x)", (x) => x * Math.log(x), 1e-6, 4],
  ["log(1 + exp(x)) - 3/10 x", (x) => Math.log1p(Math.exp(x)) - 0.3 * x, -6, 6],
  ["x² + 1/x²", (x) => x * x + 1 / (x * x), 0.1, 5],
  ["x + 4/x", (x) => x + 4 / x, 0.1, 9, "x : positive scalar"],
  ["x^x", (x) => x ** x, 1e-4, 3],
  ["exp(x) + 4exp(-x)", (x) => Math.exp(x) + 4 * Math.exp(-x), -4, 4],
  ["x - 2 sqrt(x)", (x) => x - 2 * Math.sqrt(x), 0, 9],
  ["exp(x - 1) + exp(1 - x)", (x) => Math.exp(x - 1) + Math.exp(1 - x), -3, 3],
  ["-log(x) - 3 log(1 - x)", (x) => -Math.log(x) - 3 * Math.log(1 - x), 1e-6, 1 - 1e-6],
  ["log(x)² - log(x)", (x) => Math.log(x) ** 2 - Math.log(x), 0.05, 20],
  ["x² + 3/x", (x) => x * x + 3 / x, 0.1, 9, "x : positive scalar"],
  ["5x + exp(-2x)", (x) => 5 * x + Math.exp(-2 * x), -4, 4],
  ["abs(x - 2) + 2 abs(x - 5) + x/2", (x) => Math.abs(x - 2) + 2 * Math.abs(x - 5) + x / 2, -3, 9],
  ["max(x², 1 - x)", (x) => Math.max(x * x, 1 - x), -3, 3],
  ["(x - 1)² + abs(x)", (x) => (x - 1) ** 2 + Math.abs(x), -3, 3],
  ["cases(x > 1: x²; else: 2 - x)", (x) => (x > 1 ? x * x : 2 - x), -3, 3],
  ["x³ - 3x", (x) => x ** 3 - 3 * x, 1e-9, 5, "x : positive scalar"],
];

/** The least value on a fine grid, narrowed three times. */
function scanned(f: (x: number) => number, low: number, high: number): { readonly x: number; readonly value: number } {
  let best = low;
  let [from, to] = [low, high];
  for (let round = 0; round < 4; round++) {
    const step = (to - from) / 4000;
    for (let i = 0; i <= 4000; i++) if (f(from + i * step) < f(best)) best = from + i * step;
    [from, to] = [Math.max(low, best - 2 * step), Math.min(high, best + 2 * step)];
  }
  return { x: best, value: f(best) };
}

const numberOf = (value: unknown): number => {
  const [n, d = "1"] = String(value).split("/");
  return Number(n) / Number(d);
};

describe("a minimum in closed form", () => {
  const least = rows.map(([text, f, low, high, declared = ""]) => ({ text, f, low, high, declared }));
  test.each(least)("$text is least where a fine grid says so", ({ text, f, low, high, declared }) => {
    const { statements } = analysisOf(`${declared}\nf(x) = ${text}\nminimise f`);
    const answer = statements.at(-1)?.answer;
    const { x, value } = scanned(f, low, high);
    expect(f(numberOf(answer?.value))).toBeCloseTo(value, 9);
    expect(Math.abs(numberOf(answer?.value))).toBeCloseTo(Math.abs(x), 3);
    expect(answer?.text).toMatch(/global minimum/);
  });

  test.each([
    ["exp(x)", "no minimum: f falls as x → −∞"],
    ["-exp(x)", "no minimum: f falls as x → ∞"],
    ["log(x)", "no minimum: f falls as x → 0"],
    ["1/x", "no minimum: f falls as x → 0 and x → ∞"],
    ["x exp(-x)", "no minimum: f falls as x → −∞ and x → ∞"],
    ["exp(-x²)", "no minimum: f falls as x → −∞ and x → ∞"],
    ["log(1 + exp(-x))", "no minimum: f falls as x → ∞"],
  ])("%s has none, and the answer says where it falls", (text, expected) => {
    expect(analysisOf(`f(x) = ${text}\nminimise f`).statements[1]?.answer?.text).toBe(expected);
  });

  test.each([["exp(x) + y²"], ["exp(-x² - y²)"], ["log(1 + exp(x + y)) + x²"]])(
    "%s in two variables has none, and no point is claimed",
    (text) => {
      const answer = analysisOf(`f(x, y) = ${text}\nminimise f`).statements[1]?.answer;
      expect(answer?.value).toBeUndefined();
      expect(answer?.text).toBe("no minimum found: f goes on falling");
    },
  );
});

/** Likelihoods of the textbooks with their maximum-likelihood estimates. */
describe("a minimum with letters", () => {
  test.each([
    ["a, b : positive scalar\nf(x) = a exp(x) - b x\nminimise f", "log(b/a),  f* = b − b log(b/a)"],
    ["a, b, x : positive scalar\nf(x) = a x - b log(x)\nminimise f", "b/a,  f* = b − b log(b/a)"],
    ["a : scalar\nf(x) = a x² - 4x + 1\nminimise f given a > 0", "x* = 2/a,  f* = 1 − 4/a"],
    ["a, b, c : scalar\nf(x) = a x² + b x + c\nmaximise f given a < 0", "x* = −b/(2a),  f* = c − b²/(4a)"],
    ["k, n : positive scalar\nf(p) = -k log(p) - (n - k) log(1 - p)\nstationary f", "k/n minimum   where n − k > 0"],
    ["m : size\ny : positive vector m\nf(λ) = m λ - sum(y) log(λ)\nstationary f", "mean(y) minimum"],
    ["m : size\ny : positive vector m\nf(λ) = λ sum(y) - m log(λ)\nstationary f", "m/sum(y) minimum"],
    [
      "μ, x : scalar\nσ : positive scalar\nf(σ) = log(σ) + (x - μ)²/(2σ²)\nstationary f",
      "|x − μ| minimum   where x − μ ≠ 0",
    ],
    ["n : size\nx : vector n\nf(v) = n/2 log(v) + (x'x)/(2v)\nstationary f", "x'x/n minimum   where x'x > 0"],
  ])("%s", (text, expected) => {
    expect(analysisOf(text).statements.at(-1)?.answer?.text).toBe(expected);
  });
});

/** By Lagrange's multipliers, by hand. */
describe("conditions on the variables", () => {
  const bowl = "f(x, y) = x² + y²\n";
  test.each([
    [`${bowl}minimise f given x + y = 1`, "(1/2, 1/2),  f* = 1/2"],
    [`${bowl}minimise f given x + y = 1, x - y = 3`, "(2, −1),  f* = 5"],
    [`${bowl}minimise f given x ≥ 1`, "(1, 0),  f* = 1"],
    [`${bowl}minimise f given x > 1`, "no minimum: f falls as (x, y) → (1, 0)"],
    [`${bowl}minimise f given x + y ≥ 2`, "(1, 1),  f* = 2"],
    [`${bowl}minimise f given x < 5`, "(0, 0),  f* = 0"],
    ["x : vector 2\nassume x > 0\nf(x) = x'x\nminimise f", "no minimum: f falls as (x_1, x_2) → (0, 0)"],
    ["x : vector 2\nassume x ≥ 1\nf(x) = x'x\nminimise f", "(1, 1),  f* = 2"],
    ["f(x) = x²\nminimise f given x ≥ 1", "1,  f* = 1   global minimum: f is convex"],
    ["f(x) = x²\nmaximise f given x ≥ -1, x ≤ 2", "2,  f* = 4   global maximum"],
    ["f(x) = x³ - 3x\nmaximise f given x ≥ -2, x ≤ 2", "−1 and 2,  f* = 2   global maximum"],
    ["f(x) = x + 4/x\nmaximise f given x < 0", "−2,  f* = −4   global maximum: f is concave"],
    ["A = [2 1; 1 2]\nq(x) = ½ x'A x\nminimise q given sum(x) = 1", "(1/2, 1/2),  q* = 3/4"],
    ["A = [2 1; 1 2]\nq(x) = ½ x'A x\nminimise q given x ≥ 1", "(1, 1),  q* = 3"],
    [
      "A : matrix m×n\nb : vector m\nx : vector n\ng(x) = ½‖x‖²\nminimise g given A x = b",
      "x* = A'(AA')⁻¹ b,  g* = ½ b'(AA')⁻¹ b   (AA' invertible)",
    ],
    [
      "x, a : vector n\nc : scalar\ng(x) = ½‖x‖²\nminimise g given a'x = c",
      "x* = ca/(a'a),  g* = c²/(2(a'a))   (a'a ≠ 0)",
    ],
    [
      "S : spd n×n\nx : vector n\nv(x) = x'S x\nminimise v given sum(x) = 1",
      "x* = sum_rows(S⁻¹)/sum(S⁻¹),  v* = 1/sum(S⁻¹)   (sum(S⁻¹) ≠ 0)",
    ],
  ])("%s", (text, expected) => {
    expect(analysisOf(text).statements.at(-1)?.answer?.text).toBe(expected);
  });

  test("poles are no ends of an interval: nothing is claimed of tan", () => {
    const { statements } = analysisOf("f(x) = tan(x)\nminimise f");
    expect(statements.at(-1)?.answer?.value).toBeUndefined();
    expect(statements.at(-1)?.answer?.text ?? "").not.toMatch(/^no minimum: f falls/);
  });

  test("a condition that can't be used is never ignored", () => {
    const { statements, problems } = analysisOf(`f(x, y) = exp(x) - x + y²\nminimise f given x y = 3`);
    expect(statements.at(-1)?.answer).toBeUndefined();
    expect(problems.map(({ code }) => code)).toContain("unknown");
  });
});

/** Boyd & Vandenberghe 2004, A.5.5 (Schur complements); least squares with an intercept as in any textbook. */
describe("a joint minimum over several blocks", () => {
  const blocks =
    "A : spd n×n\nC : symmetric m×m\nB : matrix n×m\nx, a : vector n\ny, c : vector m\nf(x, y) = ½ x'A x + x'B y + ½ y'C y - a'x - c'y\n";
  test("takes the Schur complement as a condition, and has it in the answer", () => {
    const { statements, problems } = analysisOf(`${blocks}minimise f\nminimise f given C - B'inv(A) B ≻ 0\n`);
    const needed = problems.find(({ code }) => code === "unknown");
    expect(needed?.message.en).toContain("it needs C − B'A⁻¹B ≻ 0");
    expect(statements.at(-1)?.answer?.text).toBe(
      "y* = (C − B'A⁻¹B)⁻¹(c − B'A⁻¹a),  x* = −A⁻¹(B y* − a),  f* = −½ a'A⁻¹a − ½ (c − B'A⁻¹a)'(C − B'A⁻¹B)⁻¹(c − B'A⁻¹a)",
    );
  });
  test("has a Hessian whose class follows from the Schur complement", () => {
    const { statements } = analysisOf(`${blocks}assume C - B'inv(A) B ≻ 0\nclassify f\nconvex f`);
    expect(statements.slice(-2).map(({ answer }) => answer?.verdict)).toEqual(["positive definite", "strongly convex"]);
  });
  test("of a line through points has the slope Sxy/Sxx", () => {
    const text = "x, y : vector m\nf(a, b) = ‖y - a x - b ones(m)‖²\nminimise f";
    expect(analysisOf(text).statements.at(-1)?.answer?.text).toMatch(
      /^a\* = \(x'y − sum\(y\) sum\(x\)\/m\)\/\(x'x − sum\(x\)²\/m\), {2}b\* = \(sum\(y\) − a\* sum\(x\)\)\/m, /,
    );
  });
});

/** Ridge and least squares where some sizes are numbers and some values are known. */
describe("numbers beside letters", () => {
  test.each([
    ["X : matrix m×2\ny : vector m\nf(w) = ‖X w - y‖² + 3‖w‖²\nminimise f", "(3I + X'X)⁻¹ X'y"],
    [
      "X : matrix 10×n\ny : vector 10\nλ : positive scalar\nf(w) = 1/20 ‖X w - y‖² + λ/2 ‖w‖²\nminimise f",
      "(X'X + 10λI)⁻¹ X'y",
    ],
    ["A = [1 2; 3 4; 5 6]\ny : vector 3\nf(w) = ‖A w - y‖²\nminimise f", "(A'A)⁻¹ A'y"],
    [
      "A = [1 2; 3 4; 5 6]\ny = (1, 2, 3)\nλ : positive scalar\nf(w) = ‖A w - y‖² + λ‖w‖²\nminimise f",
      "(A'A + λI)⁻¹ A'y",
    ],
  ])("%s", (text, expected) => {
    expect(analysisOf(text).statements.at(-1)?.answer?.text.split(",  ")[0]).toBe(expected);
  });
});

/** numpy.linalg.eigvalsh and cond; the rates are max |1 − tλ|, (κ − 1)/(κ + 1) and the spectral radius of I − D⁻¹A, by hand. */
describe("what is asked of a function's Hessian, and of runs", () => {
  const q = "A = [2 1; 1 2]\nb = [1; 1]\nq(x) = ½ x'A x − b'x\n";
  test.each([
    ["f(x, y) = x² + 4xy + y²\ncond f", "3"],
    ["f(x, y) = x² + 4xy + y²\neig f", "-2, 6"],
    ["f(x, y) = x² + 4xy + y²\ninertia f", "1 positive, 0 zero, 1 negative"],
    ["f(x, y) = x² + 4xy + y²\ndefinite f", "indefinite   v'Av = −6 for v = (2, −1)"],
    [`${q}cond q`, "3"],
    [`${q}gd q from (1, 0)`, "20 steps, rate 1/2 = 0.5   → ≈ (0.333334, 0.333333)"],
    [`${q}steepest q from (1, 0)`, "20 steps, rate ≤ 1/2 = 0.5   → ≈ (0.333334, 0.333333)"],
    [`${q}jacobi q from (1, 0)`, "20 steps, rate 1/2 = 0.5   → ≈ (0.333334, 0.333333)"],
    ["a, b : scalar\neig [a b; b a]", "a − |b|, a + |b|"],
    ["a, b : scalar\neig [a 1; 0 b]", "a, b"],
    ["B : spd n×n\nC : matrix m×n\ndefinite (C'C + B)", "positive definite   structure"],
    ["C : matrix m×n\ndefinite C'C", "positive semidefinite   structure"],
    ["3 ≤ 4", "true"],
    ["1/3 > 0.34", "false"],
  ])("%s", (text, expected) => {
    expect(analysisOf(text).statements.at(-1)?.answer?.text).toBe(expected);
  });
});
