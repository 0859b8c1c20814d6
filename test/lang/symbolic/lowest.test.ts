import { expect, test } from "vitest";
import { createRng } from "../../../src/core/num/rng";
import { answerTo } from "../../support/nabla";

test.each([
  ["c(x) = (x^2 - 1)/(x - 1)", "c", "x + 1"],
  ["c(x) = (x^2 - 1)/(x - 1)", "c'", "1"],
  ["c(x) = (x² - 1)/(x² + 3x + 2)", "c'", "3/(x + 2)²"],
  ["c(x) = (x³ - 1)/(x² - 1)", "c", "(x² + x + 1)/(x + 1)"],
  ["c(x, y) = (x² - y²)/(x - y)", "∇c", "(1, 1)"],
  ["c(x, y) = (x² + 2x y + y²)/(x + y)³", "c", "1/(x + y)"],
  ["c(x) = (x - 1)/(1 - x)", "c", "−1"],
  ["c(x) = x/(x² + 1)", "c'", "(1 − x²)/(x² + 1)²"],
])("%s: %s is %s", (program, question, expected) => {
  expect(answerTo(`${program}\n${question}`)).toBe(expected);
});

test("a fraction in lowest terms has the values of the fraction, and no common root is left", () => {
  const rng = createRng(9);
  const root = () => Math.floor(rng.nextFloat() * 7) - 3;
  for (let draw = 0; draw < 60; draw++) {
    const shared = [root(), root()].slice(0, 1 + (draw % 2));
    const [top, bottom] = [
      [root(), ...shared],
      [root(), ...shared],
    ];
    const expand = (roots: readonly number[]) => {
      let p = [1];
      for (const r of roots) p = Array.from({ length: p.length + 1 }, (_, k) => (p[k - 1] ?? 0) - r * (p[k] ?? 0));
      return p;
    };
    const text = (p: readonly number[]) => p.map((c, k) => `${c} x^${k}`).join(" + ");
    const shown = answerTo(`f(x) = (${text(expand(top))})/(${text(expand(bottom))})\nf`);
    const isOne = top[0] === bottom[0];
    const value = (x: number) => (x - top[0]!) / (x - bottom[0]!);
    expect(shown.includes("/"), shown).toBe(!isOne);
    const at = answerTo(`g(x) = ${shown}\n~1 g(11)`).replace("≈ ", "").replaceAll("−", "-");
    expect(Number(at), shown).toBeCloseTo(value(11), 4);
  }
});
