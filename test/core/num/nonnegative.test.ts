import { describe, expect, test } from "vitest";
import { Multi, type Multinomial } from "../../../src/core/num/multinomial";
import { isNowhereNegative, type Range } from "../../../src/core/num/nonnegative";
import { Q } from "../../../src/core/num/rational";
import { createRng } from "../../../src/core/num/rng";

/** `+1 a2b -2 ab`: coefficients and letters with their powers. */
function read(text: string): Multinomial {
  let p: Multinomial = Multi.zero;
  for (const [, c, letters] of text.matchAll(/([+-][\d/]+)\s*((?:[a-d]\d*)*)/g)) {
    let term: Multinomial | undefined = Multi.constant(Q.parse(c!.replace("+", "")) ?? 0);
    for (const [, name, power] of letters!.matchAll(/([a-d])(\d*)/g))
      term = Multi.multiply(term, Multi.variable("abcd".indexOf(name!), power ? Number(power) : 1));
    if (term) p = Multi.add(p, term);
  }
  return p;
}

const ranges = (text: string): Range[] =>
  [...text].map((x) => (x === "p" ? "positive" : x === "n" ? "nonnegative" : "real"));

describe("what is nowhere negative", () => {
  test.each([
    ["a² + b² ≥ 2ab", "+1 a2 -2 ab +1 b2", "rr", false],
    ["Cauchy and Schwarz in the plane", "+1 a2d2 -2 abcd +1 b2c2", "rrrr", false],
    ["Motzkin's relative: t²u² + t² + u² + 1 ≥ 4tu", "+1 a2b2 +1 a2 +1 b2 +1 -4 ab", "rr", false],
    ["t⁴ + u⁴ ≥ t³u + tu³", "+1 a4 +1 b4 -1 a3b -1 ab3", "rr", false],
    ["t⁴ − t + 1 > 0", "+1 a4 -1 a +1", "r", true],
    ["(a + b)(b + c)(c + a) ≥ 8abc", "+1 a2b +1 a2c +1 b2a +1 b2c +1 c2a +1 c2b -6 abc", "nnn", false],
    ["a³ + b³ + c³ ≥ 3abc", "+1 a3 +1 b3 +1 c3 -3 abc", "ppp", false],
    ["Schur of degree 1", "+1 a3 +1 b3 +1 c3 -1 a2b -1 ab2 -1 a2c -1 ac2 -1 b2c -1 bc2 +3 abc", "nnn", false],
    ["a² − 3a + 9/4 + b² ≥ 0", "+1 a2 -3 a +9/4 +1 b2", "rr", false],
    ["a² + a + 1 > 0", "+1 a2 +1 a +1", "r", true],
    ["a b + 1 > 0 for positive a, b", "+1 ab +1", "pp", true],
  ])("%s", (_, p, range, isStrict) => {
    expect(isNowhereNegative(read(p), ranges(range), isStrict)).toBe(true);
  });

  test.each([
    ["a² + b² > 2ab", "+1 a2 -2 ab +1 b2", "rr", true],
    ["a² > 0", "+1 a2", "r", true],
    ["a³ ≥ 0", "+1 a3", "r", false],
    ["a³ + b³ + c³ ≥ 3abc on all numbers", "+1 a3 +1 b3 +1 c3 -3 abc", "rrr", false],
    ["a² − 3a + 2 ≥ 0", "+1 a2 -3 a +2", "n", false],
    ["a² ≥ a", "+1 a2 -1 a", "p", false],
    ["a > 0 for a ≥ 0", "+1 a", "n", true],
    ["1 ≥ a b", "+1 -1 ab", "nn", false],
  ])("not %s", (_, p, range, isStrict) => {
    expect(isNowhereNegative(read(p), ranges(range), isStrict)).toBe(false);
  });

  test("never of a polynomial that is negative somewhere, by a thousand and a half drawn ones and a grid", () => {
    const rng = createRng(5);
    let proved = 0;
    const wrong: string[] = [];
    for (let trial = 0; trial < 1500; trial++) {
      const n = 1 + rng.nextBelow(3);
      const range = ranges(Array.from({ length: n }, () => "rnp"[rng.nextBelow(3)]!).join(""));
      let p: Multinomial = Multi.zero;
      for (let k = 0; k < 2 + rng.nextBelow(4); k++) {
        let term: Multinomial | undefined = Multi.constant(rng.nextBelow(7) - 2);
        for (let i = 0; i < n; i++) term = Multi.multiply(term, Multi.variable(i, rng.nextBelow(4)));
        if (term) p = Multi.add(p, term);
      }
      if (rng.nextFloat() < 0.4) p = Multi.multiply(p, p) ?? p;
      const isStrict = rng.nextFloat() < 0.5;
      if (!isNowhereNegative(p, range, isStrict)) continue;
      proved++;
      for (let draw = 0; draw < 60; draw++) {
        const x = range.map((r) => {
          const size = [0, 0.25, 0.5, 1, 1.5, 2, 4][rng.nextBelow(7)]!;
          return r === "real" && rng.nextFloat() < 0.5 ? -size : r === "positive" ? size + 0.125 : size;
        });
        let value = 0;
        for (const { e, c } of p.values()) value += e.reduce((t, k, i) => t * x[i]! ** k, Q.toNumber(c));
        const isRight = isStrict ? value > 0 : value >= -1e-9;
        if (!isRight) wrong.push(`${[...p.values()].map((t) => `${Q.format(t.c)}·${t.e}`)} at ${x}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(proved).toBeGreaterThan(200);
  });
});
