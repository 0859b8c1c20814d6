import { describe, expect, test } from "vitest";
import { maxSvgBytes, type TypesetRequest } from "../../src/tex/request";
import { typeset } from "../../src/tex/typeset";

const ask = (tex: string, more: Partial<TypesetRequest> = {}) =>
  typeset({ tex, display: true, color: "#123456", fontPx: 16, ...more });
const svgOf = (tex: string, more: Partial<TypesetRequest> = {}) => {
  const result = ask(tex, more);
  if (result.kind !== "svg") throw new Error(`${tex}: ${JSON.stringify(result)}`);
  return result;
};
const nothingReachesOut = (svg: string) => {
  expect(svg).not.toMatch(/<(?:a|script|style|image|foreignObject|iframe|animate|set)\b/i);
  expect(svg).not.toMatch(/\s(?:on\w+|style|class|xlink:href|src)\s*=/i);
  expect(svg).not.toMatch(/url\(|javascript:|command:|vbscript:|file:/i);
  for (const [, target] of svg.matchAll(/href="([^"]*)"/g)) expect(target).toMatch(/^#f[0-9a-z]+-[0-9a-z]+$/);
};

describe("an SVG", () => {
  test("has the asked colour, its size in px, and one root", () => {
    const { svg, widthPx, heightPx, depthPx } = svgOf("\\frac{x}{y}");
    expect(svg).toMatch(/^<svg [^>]*>.*<\/svg>$/s);
    expect(svg).toContain('fill="#123456"');
    expect(svg).not.toContain("currentColor");
    expect(widthPx).toBeGreaterThan(5);
    expect(heightPx).toBeGreaterThan(20);
    expect(depthPx).toBeGreaterThan(3);
  });
  test("scales with the font", () => {
    const small = svgOf("x^2", { fontPx: 10 });
    const large = svgOf("x^2", { fontPx: 20 });
    expect(large.widthPx).toBeCloseTo(2 * small.widthPx, 1);
  });
  test("leaves the colour to the page if asked, and takes no colour that is an address", () => {
    expect(svgOf("x", { color: "currentColor" }).svg).toContain("currentColor");
    expect(svgOf("x", { color: 'red" onload="alert(1)' }).svg).toContain('fill="currentColor"');
    nothingReachesOut(svgOf("x", { color: "url(http://a/b)" }).svg);
  });
  test("keeps its glyphs apart from those of another formula on the page", () => {
    const ids = (svg: string) => [...svg.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    const first = ids(svgOf("x+y").svg);
    expect(first.length).toBeGreaterThan(1);
    expect(ids(svgOf("x+y").svg).some((id) => first.includes(id))).toBe(false);
  });
  test("of a 10×10 matrix fits a hover", () => {
    const row = Array.from({ length: 10 }, (_, i) => `a_{${i}}`).join("&");
    const { svg } = svgOf(`\\begin{bmatrix}${Array(10).fill(row).join("\\\\")}\\end{bmatrix}`);
    expect(Math.ceil((svg.length * 4) / 3)).toBeLessThan(92_000);
  });
  test("that is too large for a hover says so, and the panel may have it", () => {
    const tex = "\\underbrace{\\mathfrak{x}}_{y}".repeat(60);
    const small = ask(tex, { maxBytes: 2000 });
    expect(small).toMatchObject({ kind: "refused", panel: true });
    expect(ask(tex, { maxBytes: 10 * maxSvgBytes }).kind).toBe("svg");
  });
  test("of the same formula is the same, but for the names of its glyphs", () => {
    const plain = (svg: string) => svg.replaceAll(/f[0-9a-z]+-/g, "");
    expect(plain(svgOf("\\sum_i x_i").svg)).toBe(plain(svgOf("\\sum_i x_i").svg));
  });
});

describe("what papers use", () => {
  test.each([
    "\\begin{align} a &= b \\tag{1}\\label{x} \\\\ c &= d \\notag \\end{align}",
    "\\begin{multline} a + b \\\\ + c \\end{multline}",
    "\\begin{flalign} a &= b \\end{flalign}",
    "\\begin{IEEEeqnarray}{rCl} a &=& b \\\\ c &=& d \\end{IEEEeqnarray}",
    "\\begin{equation}\\begin{split} a &= b \\\\ &= c \\end{split}\\end{equation}",
    "\\begin{alignat}{2} a &= b &\\quad c &= d \\end{alignat}",
    "\\begin{eqnarray} a &=& b \\end{eqnarray}",
    "\\begin{dmath} a = b \\end{dmath}",
    "\\begin{cases} 1 & x > 0 \\\\ 0 & \\text{else} \\end{cases}",
    "\\begin{dcases} \\frac12 \\end{dcases}",
    "\\begin{array}{*{3}{c}|r} 1 & 2 & 3 & 4 \\\\ \\hline 5 & 6 & 7 & 8 \\end{array}",
    "\\bm{x} \\boldsymbol{\\theta} \\mathbb{R}^n \\mathcal{L} \\mathfrak{g} \\mathscr{F} \\mathbbm{1} \\mathds{E}",
    "\\operatorname{tr}(A) + \\operatorname*{arg\\,min}_x f + \\argmax_y g",
    "\\dv{f}{x} + \\pdv{f}{x}{y} + \\norm{x} + \\qty(\\frac{a}{b})",
    "\\cancel{x} + \\boxed{y} + \\underbrace{z}_{n} + \\overset{!}{=} + \\coloneqq + \\ce{H2O}",
    "\\braket{a|b} \\bra{a} \\ket{b}",
    "a \\bmod b \\pmod{n}",
    "\\href{https://a.b}{x} + \\eqref{a} + \\ref{b}",
    "\\color{red} x + \\textcolor{#00ff00}{y} + \\colorbox{yellow}{z}",
    "\\text{设 } x \\ge 0 \\text{ é ü}",
  ])("%s", (tex) => {
    const { svg, warnings } = svgOf(tex);
    expect(warnings).toEqual([]);
    nothingReachesOut(svg);
  });
  test("a norm's bars are as high around a low letter as around a high one", () => {
    expect(svgOf("\\left\\|w\\right\\|").heightPx).toBe(svgOf("\\left\\|W\\right\\|").heightPx);
    expect(svgOf("\\left\\|w\\right\\|").widthPx).toBe(svgOf("\\|w\\|").widthPx);
  });
  test("plain meanings stay: \\div is a sign although physics has another", () => {
    const plain = (svg: string) => svg.replaceAll(/f[0-9a-z]+-/g, "");
    const before = plain(svgOf("a \\div b").svg);
    svgOf("\\dv{f}{x}");
    expect(plain(svgOf("a \\div b").svg)).toBe(before);
  });
});

describe("hostile TeX", () => {
  test.each([
    ["1 a macro that calls itself", "\\def\\x{\\x}\\x"],
    ["2 a macro that grows", "\\def\\x{\\x aaa}\\x"],
    [
      "3 doubling definitions",
      `\\def\\a{xx}${"bcdefghijklmnopqrstu"
        .split("")
        .map((c, i) => `\\def\\${c}{\\${"abcdefghijklmnopqrst"[i]}\\${"abcdefghijklmnopqrst"[i]}}`)
        .join("")}\\u`,
    ],
    ["6 a column count", "\\begin{array}{*{99999999}{c}}a\\end{array}"],
    ["6 nested column counts", "\\begin{array}{*{1000}{*{1000}{c}}}a\\end{array}"],
    ["8 nested braces", "{".repeat(20_000) + "}".repeat(20_000)],
    ["8 nested fractions", "\\frac{".repeat(2000)],
    ["8 a thousand \\left", "\\left(".repeat(1000)],
    ["9 a megabyte", "x".repeat(1_000_000)],
    ["a rule of a million ems", "\\rule{1000000em}{1em}"],
    ["a space of a million ems", "\\hspace{1000000em}x"],
    ["a thousand plain letters", "x^{1}".repeat(400)],
  ])("%s is refused", (_name, tex) => {
    expect(ask(tex).kind).toBe("refused");
  });
  test("4 doubling \\edefs: the command does not exist", () => {
    const tex = `\\edef\\a{xx}${"bcdefghijklmnopqrstu"
      .split("")
      .map((c, i) => `\\edef\\${c}{\\${"abcdefghijklmnopqrst"[i]}\\${"abcdefghijklmnopqrst"[i]}}`)
      .join("")}\\u`;
    const result = ask(tex);
    if (result.kind === "svg") expect(result.warnings[0].en).toContain("\\edef");
    else expect(["refused", "error"]).toContain(result.kind);
  });
  test.each([
    ["11 javascript", "\\href{javascript:alert(1)}{x}"],
    ["11 vbscript", "\\url{vbscript:x}"],
    ["11 mixed case", "\\href{JaVaScRiPt:alert(1)}{x}"],
    ["13 command", "\\href{command:workbench.action.terminal.new}{x}"],
    ["13 file", "\\href{file:///etc/passwd}{x}"],
    ["14 a picture", "\\includegraphics{https://evil/p.png}"],
    ["15 data attributes", '\\htmlData{x" onmouseover="alert(1)=1}{y}'],
    ["16 style", "\\htmlStyle{position:fixed}{x}\\style{color:red}{y}\\class{a}{z}\\cssId{app}{w}"],
    ["17 unicode", '\\unicode{"<img src=x onerror=1>"}'],
    ["17 text", "\\text{<img src=x onerror=alert(1)>}"],
    ["18 an echoed error", "\\undefined<img src=x onerror=1>"],
    ["20 require", "\\require{texhtml}\\setOptions{a}\\input{/etc/passwd}\\write18"],
    ["a colour that is an address", "\\color{url(https://evil/)}x\\textcolor{url(x)}{y}\\colorbox{url(x)}{z}"],
    ["an attribute through a token", '\\mmlToken{mi}[fontfamily="a"]{x}'],
    ["a slot that nobody gave", "\\slot{x}"],
    ["control characters and half a character", "a\u0000b\u0007c\ud800d\udfffe\uffff"],
  ])("%s reaches nothing", (_name, tex) => {
    const result = ask(tex);
    if (result.kind === "svg") nothingReachesOut(result.svg);
    else expect(["refused", "error"]).toContain(result.kind);
  });
  test.each(["href", "id", "class", "style"])("a token takes no %s", (name) => {
    expect(ask(`\\mmlToken{mi}[${name}="x"]{y}`).kind).toBe("error");
  });
  test("after each of them the next formula is typeset as if nothing had been", () => {
    ask("\\def\\frac{\\x}\\def\\x{\\x}\\frac12");
    expect(svgOf("\\frac12").warnings).toEqual([]);
    ask("\\definecolor{red}{RGB}{0,0,255}");
    expect(svgOf("\\color{red}x").svg).toContain('"red"');
  });
});

describe("errors", () => {
  test.each([
    ["\\frac{1}{", 9],
    ["x^2^3 + y", 3],
    ["a + \\left( b", 12],
    ["\\begin{nosuch}x\\end{nosuch}", 14],
  ])("%s has a sentence in both languages and a place", (tex, at) => {
    const result = ask(tex);
    if (result.kind !== "error") throw new Error(result.kind);
    expect(result.message.en).toMatch(/\.$/);
    expect(result.message.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(Math.abs((result.at ?? -99) - at)).toBeLessThanOrEqual(3);
  });
  test("an unknown command is shown and named, and the rest is typeset", () => {
    const { svg, warnings } = svgOf("\\nosuch + x");
    expect(warnings).toEqual([{ en: "Unknown command \\nosuch.", zh: "未知命令 \\nosuch。" }]);
    expect(svg.length).toBeGreaterThan(500);
  });
});

describe("macros", () => {
  test("are known to their formula and to no other", () => {
    expect(svgOf("\\R", { macros: ["\\newcommand{\\R}{\\mathbb{R}}"] }).warnings).toEqual([]);
    expect(svgOf("\\R").warnings).toHaveLength(1);
  });
  test("of every kind are understood (LaTeX Workshop 4563, 4428, 4129, 4105, 2658, 2028, 2867)", () => {
    const macros = [
      "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}",
      "\\newcommand{\\nn}[2][2]{\\|#2\\|_{#1}}",
      "\\def\\half{\\frac12}",
      "\\let\\eps=\\varepsilon",
      "\\DeclareMathOperator*{\\amin}{arg\\,min}",
      "\\DeclarePairedDelimiter{\\abso}{\\lvert}{\\rvert}",
      "\\DeclarePairedDelimiterX{\\inn}[2]{\\langle}{\\rangle}{#1,#2}",
      "\\newenvironment{mm}{\\begin{matrix}}{\\end{matrix}}",
    ];
    const { warnings } = svgOf(
      "\\pd{f}{x} \\nn{y} \\nn[1]{z} \\half \\eps \\amin_x \\abso{x} \\abso*{\\frac12} \\inn{a}{b} \\begin{mm}a\\end{mm}",
      { macros },
    );
    expect(warnings).toEqual([]);
  });
  test.each([
    ["is broken in itself", "\\newcommand{\\bad}{\\frac{1}"],
    ["breaks what uses it", "\\newcommand{\\bad}{\\begin{nosuch}}"],
  ])("one that %s is left out with a warning, and the formula is shown", (_name, bad) => {
    const { warnings } = svgOf("\\R + \\bad", { macros: ["\\newcommand{\\R}{\\mathbb{R}}", bad] });
    expect(warnings[0].en).toContain("\\bad was left out");
    expect(warnings.some(({ en }) => en.includes("\\R "))).toBe(false);
  });
});

describe("slots", () => {
  test("hold a text as wide as the sample, which a page can replace", () => {
    const { svg } = svgOf("x_0 = \\slot{start} + 1", { slots: { start: "-12.34" } });
    expect(svg).toMatch(/<g data-slot="start" data-width="\d+"[^>]*><text [^>]*>-12\.34<\/text><\/g>/);
  });
  test("wider samples make room", () => {
    const width = (sample: string) => svgOf("\\slot{a}+1", { slots: { a: sample } }).widthPx;
    expect(width("123456")).toBeGreaterThan(width("1") + 30);
  });
  test("are closed to text that was given none, and to inherited names", () => {
    expect(svgOf("\\slot{toString}", { slots: {} }).svg).not.toContain("data-slot");
  });
});

describe("the words of a formula", () => {
  test.each([
    ["\\nabla f(x) = \\tfrac12 (A+A^\\top)x + b", "nabla f(x) = 1 over 2 (A+A transpose)x + b"],
    ["x^2 + y_i", "x squared + y sub i"],
    ["\\sqrt{a+b}", "square root of a+b"],
    ["\\frac{a + b}{c}", "(a + b) over c"],
    ["A^{-1} b", "A inverse b"],
  ])("%s", (tex, words) => {
    expect(svgOf(tex).alt.en).toBe(words);
    expect(svgOf(tex).alt.zh.length).toBeGreaterThan(0);
  });
});
