import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { completeTex } from "../../src/formula/complete";
import { createFormulaIndex, findFormulas } from "../../src/formula/find";
import { lexes } from "../../src/formula/lexis";
import { collectMacros, neededMacros } from "../../src/formula/macros";

const languages = ["markdown", "latex", "restructuredtext", ...Object.keys(lexes)];
const pieces = [
  "$",
  "$$",
  "\\(",
  "\\)",
  "\\[",
  "\\]",
  "\\begin{align}",
  "\\end{align}",
  "```",
  "```math\n",
  "`",
  "\n",
  "\n\n",
  "//",
  "/*",
  "*/",
  "#",
  '"',
  "'",
  '"""',
  "{",
  "}",
  "\\",
  "%",
  "x",
  " ",
  ":math:`",
  ".. math::\n   ",
  "\\f$",
  "@f[",
  "\ud800",
  "😀",
  "<!--",
  "-->",
  "](",
  "\\newcommand{\\x}",
  "\\text{",
  "\\verb|",
  "<<EOF\n",
  "EOF",
  "--[[",
  "]]",
  "{-",
  "-}",
  "    ",
  "> ",
  "- ",
  "---\n",
  "\r\n",
  "é",
  "\\$",
];
const text = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((parts) => parts.join(""));

describe("any text in any language", () => {
  test("never throws, and its formulas lie in it, in order, apart from each other", () => {
    fc.assert(
      fc.property(fc.constantFrom(...languages), text, (languageId, source) => {
        let last = 0;
        for (const { from, to, tex, map } of findFormulas(source, languageId)) {
          expect(from).toBeGreaterThanOrEqual(last);
          expect(to).toBeGreaterThan(from);
          expect(to).toBeLessThanOrEqual(source.length);
          expect(map.length).toBe(tex.length + 1);
          last = to;
        }
      }),
      { numRuns: 3000, seed: 7 },
    );
  });
  test("can be asked for definitions and completed", () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(neededMacros(source, collectMacros(source)).length).toBeGreaterThanOrEqual(0);
        expect(typeof completeTex(source)).toBe("string");
      }),
      { numRuns: 1000, seed: 11 },
    );
  });
});

describe("texts made to be slow", () => {
  const units = [
    "$",
    "$a ",
    "$$a ",
    "$$$",
    "`",
    "``` ",
    "\\(",
    "\\[ ",
    "\\begin{align}",
    "\\begin{align}\\end{align}",
    "{",
    "\\text{",
    "<",
    "<!-- ",
    "<pre>",
    "](",
    "http://",
    "\\f$",
    ":math:`",
    ".. math::\n",
    "\\newcommand{\\x}{",
    "\\def\\x",
    '"',
    "'",
    "/*",
    "/* $x$ */",
    "// $x$\n",
    "# $\n",
    "\n",
    "> ",
    "    ",
    "\\verb|",
    "% \n",
    "a\n\n",
    "\\eqn{",
    "$\\text{$",
    "(",
    "${",
    "`${",
    "/",
    "<<A\n",
    'r#"',
    "{- ",
    '"""',
    "\ud800",
  ];
  // A quadratic search over a megabyte would take many minutes; the bound is that wide only to allow for a busy machine.
  const boundMs = 20_000;
  for (const languageId of [
    "markdown",
    "latex",
    "python",
    "typescript",
    "rust",
    "shellscript",
    "haskell",
    "r",
    "julia",
  ]) {
    const size = ["markdown", "latex", "typescript"].includes(languageId) ? 1_000_000 : 200_000;
    test(`of ${size} characters are read in seconds: ${languageId}`, { timeout: 300_000 }, () => {
      for (const unit of units) {
        const source = unit.repeat(Math.ceil(size / unit.length));
        const started = performance.now();
        createFormulaIndex(source, languageId).at(size / 2);
        expect([unit, Math.floor((performance.now() - started) / boundMs)]).toEqual([unit, 0]);
      }
    });
  }
});
