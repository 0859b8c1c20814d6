import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import fc from "fast-check";
import { TeXFont } from "mathjax-full/js/output/svg/fonts/tex.js";
import { beforeAll, describe, expect, test } from "vitest";
import { fastMathJax } from "../../scripts/mathjax.mjs";
import type { TypesetResult } from "../../src/tex/request";
import * as published from "../../src/tex/typeset";

/** The typesetter from MathJax's sources, as it ships; the tests beside this one read the published modules. */
let shipped: typeof published & { readonly TeXFont: typeof TeXFont };

beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents: 'export * from "./typeset"; export { TeXFont } from "mathjax-full/js/output/svg/fonts/tex.js";',
      resolveDir: join(process.cwd(), "src/tex"),
      loader: "ts",
    },
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    plugins: [fastMathJax(process.cwd())],
    logLevel: "warning",
  });
  const module = { exports: {} };
  new Function("module", "exports", "require", outputFiles[0].text)(
    module,
    module.exports,
    createRequire(import.meta.url),
  );
  shipped = module.exports as typeof shipped;
}, 60_000);

/** Glyphs' names are counted on from formula to formula. */
const plain = (result: TypesetResult) => JSON.stringify(result).replaceAll(/f[0-9a-z]+-/g, "");
const same = (tex: string) => {
  const request = { tex, display: true, color: "#000", fontPx: 16, slots: { s: "1.0" } };
  expect(plain(shipped.typeset(request))).toBe(plain(published.typeset(request)));
};

describe("the typesetter that ships", () => {
  test("has every glyph of MathJax's fonts, outline for outline", () => {
    const fonts = Object.keys(TeXFont["defaultChars"]);
    expect(fonts.length).toBeGreaterThan(20);
    for (const name of fonts) expect(shipped.TeXFont["defaultChars"][name]).toEqual(TeXFont["defaultChars"][name]);
  });
  test.each([
    "\\frac{x_i^2}{\\sqrt[3]{2}}",
    "\\begin{bmatrix}a&b\\\\c&d\\end{bmatrix}\\left\\|w\\right\\|^2",
    "\\mathfrak{A}\\mathbb{R}\\mathcal{L}\\mathscr{L}\\mathsf{x}\\mathtt{x}\\boldsymbol{\\alpha}\\mathit{x}",
    "\\underbrace{a+b}_{n}\\xrightarrow{f}\\widehat{xyz}\\overline{z}",
    "\\ce{H2O + CO2 <=> H2CO3}\\quad\\dv{f}{x}\\quad\\qty(\\frac12)",
    "\\begin{align}a&=b\\\\c&=d\\tag{1}\\end{align}",
    "\\color{red}{x}\\cancel{y}\\boxed{z}\\phantom{q}\\genfrac(]{0pt}{2}{a}{b}",
    "\\newcommand{\\E}[1]{\\mathbb{E}[#1]}\\E{x}\\unknowncommand",
    "\\frac{1}{",
  ])("draws %s as the published modules do", same);
  test("draws or refuses any other TeX as they do", () => {
    const pieces =
      "\\frac \\sqrt \\left( \\right) \\begin{matrix} \\end{matrix} \\begin{array}{cc} \\end{array} { } ^ _ & \\\\ x 1 + \\text{ \\def\\a{ \\a \\over \\sum \\int ' \\slot{s} \\ce{ \\dv \\bm \\hline \\middle| \\substack{ \\cases{ \\not \\nabla \\lVert \\mathbb{R}".split(
        " ",
      );
    const tex = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(" "));
    fc.assert(fc.property(tex, same), { numRuns: 400, seed: 7 });
  });
});
