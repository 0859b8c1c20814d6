import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { answerIn, answerLatexIn } from "../../src/lang/answer-words";
import { targets } from "../../src/lang/emit/target";
import { type FunctionName, functionFacts } from "../../src/lang/functions/table";
import { analysisOf } from "../support/nabla";

const folders = ["run/fixtures/value", "run/fixtures/verdict", "syntax/programs"];
const programs = folders.flatMap((folder) =>
  readdirSync(join(import.meta.dirname, folder)).map((file) => ({
    file,
    text: readFileSync(join(import.meta.dirname, folder, file), "utf8").replace(/\s*==>.*$/gm, ""),
  })),
);

const names = Object.keys(functionFacts) as FunctionName[];
/** Words that are notation in an answer, the same in every language. */
const notation = new Set([
  ...names.flatMap((name) => [name, ...(functionFacts[name].aliases ?? [])]),
  ...targets,
  ...["cases", "else", "rank", "result", "tr", "det", "log", "lambda_max", "lambda_min", "vmax"],
]);
/** Words of the language's own statements, which are no names of a program. */
const statementWords = /^(?:check|proved|refuted|steps?|step|zero|positive|negative|definite|convex|affine|saddle)$/;

/** Words of the answer that are neither notation nor a name of the program. */
function foreignWords(answer: string, program: string): string[] {
  const own = new Set((program.match(/\p{L}[\p{L}\p{N}_]*/gu) ?? []).filter((word) => !statementWords.test(word)));
  const words =
    answer
      .replace(/_(?:and_grad|grad_hess)/g, "")
      .match(/(?<![\p{L}\p{N}_])[A-Za-z]{3,}(?:_[a-z]+)*(?![\p{L}\p{N}_])/gu) ?? [];
  return words.filter((word) => !notation.has(word) && !own.has(word) && !ofOneLetter(word, own));
}

/** `bdlm` is a product of four names of the program. */
const ofOneLetter = (word: string, own: ReadonlySet<string>): boolean =>
  [...word].every((letter) => own.has(letter) || [...own].some((name) => name.length <= 6 && name.includes(letter)));

describe("answers in Chinese", () => {
  test.each(programs)("hold no English: $file", ({ text }) => {
    for (const { answer } of analysisOf(text).statements) {
      if (answer === undefined) continue;
      for (const said of [answerIn(answer.text, "zh"), answerIn(answer.short, "zh")]) {
        expect(foreignWords(said, text), said).toEqual([]);
      }
    }
  });

  test.each(programs)("say the same numbers and formulas: $file", ({ text }) => {
    const digits = (said: string) => said.match(/\d+/g)?.sort() ?? [];
    for (const { answer } of analysisOf(text).statements) {
      if (answer !== undefined) expect(digits(answerIn(answer.text, "zh"))).toEqual(digits(answer.text));
    }
  });

  test.each(programs)("are in English what they are: $file", ({ text }) => {
    for (const { answer } of analysisOf(text).statements) {
      if (answer === undefined) continue;
      expect(answerIn(answer.text, "en")).toBe(answer.text);
      expect(answerLatexIn(answer.latex, "en")).toBe(answer.latex);
    }
  });

  test.each([
    ["positive definite   eigenvalues 1, 3", "正定   特征值 1, 3"],
    ["pd · κ 3 · min (1/3, 1/3),  q* = −1/3", "正定 · κ 3 · 极小点 (1/3, 1/3),  q* = −1/3"],
    ["unbounded below along (1, −1)", "沿 (1, −1) 无下界"],
    ["psd · unbounded below along ≈ (1, −1)", "半正定 · 沿 ≈ (1, −1) 无下界"],
    ["unbounded above as t → ∞", "t → ∞ 时无上界"],
    ["indefinite   saddle: −3/2 x² along (0, 2, −1)", "不定   鞍点：沿 (0, 2, −1) 为 −3/2 x²"],
    ["refuted at x = 1: 2 ≠ 3   first difference: x", "不成立，在 x = 1 处：2 ≠ 3   首个相异项：x"],
    ["refuted at v = (1, 0): v'Av = 0 ≯ 0", "不成立，在 v = (1, 0) 处：v'Av = 0 ≯ 0"],
    ["refuted at A = [1 2; 3 4]: [1 2; 3 4] is not symmetric", "不成立，在 A = [1 2; 3 4] 处：[1 2; 3 4] 不对称"],
    ["proved   Cauchy–Schwarz   where x > 0", "已证   柯西–施瓦茨不等式   当 x > 0 时"],
    ["undecided   both sides agree at 58 points", "未定   两边在 58 个点处相等"],
    ["13 steps, rate √5/7 ≈ 0.3194   → ≈ (0.09, 0.6)", "13 步，收敛率 √5/7 ≈ 0.3194   → ≈ (0.09, 0.6)"],
    ["diverges: ‖∇‖ 3e5 after 100 steps, rate 3", "发散：100 步后 ‖∇‖ 为 3e5，收敛率 3"],
    ["−1 maximum,  1 minimum", "−1 极大,  1 极小"],
    ["≈ (1, 2),  f* ≈ 3   local maximum, best of 7 runs", "≈ (1, 2),  f* ≈ 3   局部极大，7 次搜索中的最佳"],
  ])("%s", (english, chinese) => {
    expect(answerIn(english, "zh")).toBe(chinese);
  });

  test("leave a name alone that is a word of theirs", () => {
    for (const text of ["(0, 0),  saddle* = 0", "saddle² + max(x, steps)", "2 affine", "min(x, y)", "zero_1 + 3"]) {
      expect(answerIn(text, "zh")).toBe(text);
    }
  });

  test("are words inside \\text in LaTeX, and formulas outside", () => {
    expect(answerLatexIn("\\text{positive definite},\\; \\max(x, y)", "zh")).toBe("\\text{正定},\\; \\max(x, y)");
    expect(answerLatexIn("\\text{pd},\\; \\kappa = 3", "zh")).toBe("\\text{正定},\\; \\kappa = 3");
    expect(answerIn("pd", "zh")).toBe("pd");
    expect(answerLatexIn("13\\text{ steps},\\; x_{13} = 2", "zh")).toBe("13\\text{ 步},\\; x_{13} = 2");
  });
});
