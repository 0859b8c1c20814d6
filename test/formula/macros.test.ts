import { describe, expect, test } from "vitest";
import { createFormulaIndex } from "../../src/formula/find";
import { collectMacros, neededMacros } from "../../src/formula/macros";

const sources = (text: string) => collectMacros(text).map(({ source }) => source);

describe("the collector of definitions", () => {
  test.each([
    ["newcommand", "\\newcommand{\\R}{\\mathbb{R}}", "\\newcommand{\\R}{\\mathbb{R}}"],
    ["newcommand without braces", "\\newcommand\\R{\\mathbb R}", "\\newcommand{\\R}{\\mathbb R}"],
    [
      "arguments (LaTeX Workshop 4563)",
      "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}",
      "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}",
    ],
    ["an optional default", "\\newcommand{\\n}[2][2]{\\|#2\\|_{#1}}", "\\newcommand{\\n}[2][2]{\\|#2\\|_{#1}}"],
    ["a star", "\\newcommand*{\\E}{\\mathbb E}", "\\newcommand{\\E}{\\mathbb E}"],
    ["renewcommand", "\\renewcommand{\\vec}[1]{\\mathbf{#1}}", "\\newcommand{\\vec}[1]{\\mathbf{#1}}"],
    ["a robust command", "\\DeclareRobustCommand{\\x}{y}", "\\newcommand{\\x}{y}"],
    ["def", "\\def\\half{\\frac12}", "\\def\\half{\\frac12}"],
    ["def with a template", "\\def\\ip<#1,#2>{\\langle#1,#2\\rangle}", "\\def\\ip<#1,#2>{\\langle#1,#2\\rangle}"],
    ["let", "\\let\\eps=\\varepsilon", "\\let\\eps=\\varepsilon"],
    ["an operator", "\\DeclareMathOperator*{\\argmin}{arg\\,min}", "\\DeclareMathOperator*{\\argmin}{arg\\,min}"],
    [
      "a paired delimiter",
      "\\DeclarePairedDelimiter{\\abs}{\\lvert}{\\rvert}",
      "\\DeclarePairedDelimiter{\\abs}{\\lvert}{\\rvert}",
    ],
    [
      "a paired delimiter without braces",
      "\\DeclarePairedDelimiter\\abs\\lvert\\rvert",
      "\\DeclarePairedDelimiter{\\abs}{\\lvert}{\\rvert}",
    ],
    [
      "an environment",
      "\\newenvironment{m}[1]{\\begin{matrix}#1}{\\end{matrix}}",
      "\\newenvironment{m}[1]{\\begin{matrix}#1}{\\end{matrix}}",
    ],
    ["a document command", "\\NewDocumentCommand{\\f}{O{x} m}{#1+#2}", "\\newcommand{\\f}[2][x]{#1+#2}"],
    [
      "several lines (LaTeX Workshop 4428)",
      "\\newcommand{\\a}%\n  [1]%\n  {x\n   #1}",
      "\\newcommand{\\a}[1]{x\n   #1}",
    ],
  ])("reads %s", (_name, text, source) => {
    expect(sources(text)).toEqual([source]);
  });
  test("skips comments, broken definitions and what it cannot do, and goes on behind them", () => {
    expect(sources("% \\newcommand{\\no}{1}\n\\newcommand{\\open}{\\frac{1}\n")).toEqual([]);
    expect(sources("\\NewDocumentCommand{\\s}{s m}{#2} \\def\\y{1}")).toEqual(["\\def\\y{1}"]);
  });
  test("finds definitions in Markdown's formulas and nowhere else", () => {
    const text = "\\newcommand{\\no}{1}\n\n$$\n\\newcommand{\\yes}{2}\n$$\n";
    expect(
      createFormulaIndex(text, "markdown")
        .macros()
        .map(({ name }) => name),
    ).toEqual(["\\yes"]);
  });
});

describe("the macros a formula needs", () => {
  const macros = collectMacros(
    "\\newcommand{\\a}{\\b}\\newcommand{\\b}{\\c}\\newcommand{\\c}{x}\\newcommand{\\d}{y}\\newcommand{\\broken}{\\frac}",
  );
  test("are sent with what they need themselves, and nothing else", () => {
    expect(neededMacros("\\a + 1", macros)).toHaveLength(3);
    expect(neededMacros("\\d", macros)).toEqual(["\\newcommand{\\d}{y}"]);
    expect(neededMacros("x", macros)).toEqual([]);
  });
  test("are the later of two definitions, but never a provided one over a real one", () => {
    expect(neededMacros("\\x", collectMacros("\\newcommand{\\x}{1}\\renewcommand{\\x}{2}"))).toEqual([
      "\\newcommand{\\x}{2}",
    ]);
    expect(neededMacros("\\x", collectMacros("\\newcommand{\\x}{1}\\providecommand{\\x}{2}"))).toEqual([
      "\\newcommand{\\x}{1}",
    ]);
  });
  test("may be each other's without end", () => {
    expect(neededMacros("\\p", collectMacros("\\def\\p{\\q}\\def\\q{\\p}"))).toHaveLength(2);
  });
  test("follow environments", () => {
    expect(neededMacros("\\begin{m}x\\end{m}", collectMacros("\\newenvironment{m}{(}{)}"))).toHaveLength(1);
  });
});
