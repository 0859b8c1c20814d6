import { describe, expect, test } from "vitest";
import { analysisOf } from "../../support/nabla";

/** What is said of the last line while it is typed, in a file that begins with these. */
function saidOf(line: string, before = "A : symmetric n×n\nx, b : vector n\nq(x) = 1/2 x'A x - b'x\n") {
  const { statements, problems } = analysisOf(before + line);
  const here = problems.filter(({ to, severity }) => to >= before.length && severity !== "hint");
  const last = statements.at(-1);
  return {
    told: here.map(({ message }) => message.en),
    answer: last && last.from >= before.length ? last.answer?.text : undefined,
  };
}

describe("a word of a statement that is half typed", () => {
  test.each([
    ["che", "check"],
    ["minim", "minimise"],
    ["minimi", "minimise"],
    ["deri", "derive"],
    ["conve", "convex"],
    ["expor", "export"],
    ["derive q alon", "along"],
    ["minimise q giv", "given"],
  ])("%s is no product of letters", (line, word) => {
    const { told, answer } = saidOf(line);
    expect(answer).toBeUndefined();
    expect(told).toEqual([expect.stringContaining(`Did you mean ${word}?`)]);
  });

  test("is one where all its letters are declared", () => {
    expect(saidOf("che", "c, h, e : scalar\n").answer).toBe("ceh");
  });
});

describe("a line that is half typed", () => {
  test.each([
    ["f(x, y)", "f(x, y) needs more, as in: f(x, y) = …"],
    ["S :", "A kind is missing here: size, scalar, vector, matrix, symmetric, skew, spd, psd, orthogonal or diagonal."],
    ["S : sy", "sy is no kind of thing yet: symmetric?"],
    ["S : s", "s is no kind of thing yet: size, scalar, symmetric, skew or spd?"],
    ["y,", "Names before a comma are declared, as in: x, b : vector n; values side by side are written (x, b)."],
    ["minimise q given A", "A is no condition; one compares two sides, as in: A > 0, or of a matrix A ≻ 0."],
    ["export q to", "A name is missing here; found the end of the line."],
    ["minimise q g", "minimise q g can't be answered: it needs A ≻ 0; write: minimise q g given A ≻ 0."],
  ])("%s says what is missing", (line, told) => {
    expect(saidOf(line).told).toEqual([told]);
  });

  test("an optimiser that has its start is not asked for one", () => {
    const file = "f(x, y) = x² + 2y²\n";
    expect(saidOf("gd f from (2, 1) s", file).told.join()).not.toContain("needs “from”");
    expect(saidOf("gd f", file).told).toEqual(["gd needs “from”, as in: gd f from (1, 1)"]);
  });

  test("an open bar is no “or”", () => {
    const [told] = saidOf("f(w) = 2 ||w").told;
    expect(told).not.toContain("there is no or");
  });
});
