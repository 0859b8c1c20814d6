import { describe, expect, test } from "vitest";
import { completeTex } from "../../src/formula/complete";
import { createFormulaIndex } from "../../src/formula/find";
import { findOpenFormula } from "../../src/formula/open";

/** The caret stands at ‸. */
const open = (marked: string, language = "markdown") => {
  const offset = marked.indexOf("‸");
  const text = marked.replace("‸", "");
  expect(createFormulaIndex(text, language).at(offset)).toBeUndefined();
  const formula = findOpenFormula(text, offset, language);
  return formula && { tex: completeTex(formula.tex), source: text.slice(formula.from, formula.to), formula };
};

describe("a display that is not closed yet", () => {
  test("reaches from its dollars to the end of its paragraph", () => {
    const found = open("Let $a$ be\n\n$$\nx^2 + \\frac{1‸\n\nand $b$ more, $$y$$.\n");
    expect(found?.source).toBe("$$\nx^2 + \\frac{1");
    expect(found?.tex).toBe("x^2 + \\frac{1}");
  });
  test("at the end of the text is found too", () => expect(open("so $$a_1 + b‸")?.tex).toBe("a_1 + b"));
  test("may be an environment, or brackets", () => {
    expect(open("\\begin{align}\na &= b \\\\\nc‸\n\nText.", "latex")?.tex).toMatch(
      /^\\begin\{align\}[\s\S]*\\end\{align\}$/,
    );
    expect(open("Text \\[ \\sum_i x_i‸\n\nText $a$.", "latex")?.tex).toBe("\\sum_i x_i");
    expect(open("$$\n\\begin{pmatrix} a & b‸\n\n")?.tex).toBe("\\begin{pmatrix} a & b\\end{pmatrix}");
  });
  test("has its places inside the text", () => {
    const text = "\\begin{align}\na &= b";
    const formula = findOpenFormula(text, text.length, "latex");
    expect(Math.max(...(formula?.map ?? []))).toBeLessThanOrEqual(text.length);
  });
});

describe("no display is seen", () => {
  test.each([
    ["in code", "```\n$$ x^2 ‸\n\n```\n"],
    ["in a code span", "`$$ x^2‸ ` and more"],
    ["behind a display that is closed", "$$a^2$$ and b_1‸ and $c$\n"],
    ["in prose behind two dollars", "It costs $$ and more than we = want to pay‸ for it\n"],
    ["in another paragraph", "$$ x^2\n\nText a_1‸ here\n"],
    ["without any mark", "x^2 + ‸1"],
  ])("%s", (_name, marked) => expect(open(marked)).toBeUndefined());
});
