import fc from "fast-check";
import { expect, test } from "vitest";
import { typeset } from "../../src/tex/typeset";

const pieces =
  "\\frac \\sqrt \\left( \\right) \\begin{matrix} \\end{matrix} \\begin{align} \\end{align} \\begin{array}{*{3}{c}} \\end{array} { } ^ _ & \\\\ x 1 + \\text{ \\color{red} \\def\\a{ \\a \\let\\b= \\newcommand{\\c}[1]{#1} \\c # % $ \\mmlToken{mi} [ ] \\over \\limits \\sum ' \\tag{1} \\slot{s} \\ce{ \\dv \\qty( \\href{u} \\bm \\hline \\middle| \\operatorname* \u0000 \ud800 😀 设 < > \" \\cases{ \\genfrac \\hspace{9em} \\rule{1em}{1em} \\not \\substack{".split(
    " ",
  );
const tex = fc.array(fc.constantFrom(...pieces), { maxLength: 30 }).map((parts) => parts.join(""));

test("any TeX gives an SVG that is well-formed and reaches nothing, or a sentence; and the next formula is not touched by it", () => {
  const plain = (svg: string) => svg.replaceAll(/f[0-9a-z]+-/g, "");
  const probe = () => {
    const result = typeset({ tex: "\\frac{a}{b}", display: true, color: "#000", fontPx: 16 });
    return result.kind === "svg" ? plain(result.svg) : result.kind;
  };
  const expected = probe();
  fc.assert(
    fc.property(tex, (source) => {
      const result = typeset({ tex: source, display: true, color: "#000", fontPx: 16, slots: { s: "1.0" } });
      if (result.kind !== "svg") {
        expect(("reason" in result ? result.reason : result.message).en.length).toBeGreaterThan(5);
        return;
      }
      expect(result.svg).not.toMatch(/<(?:a|script|style|image|foreignObject)\b|\s(?:on\w+|style|class)=|url\(/i);
      expect(tagsAreBalanced(result.svg)).toBe(true);
      expect(Number.isFinite(result.widthPx + result.heightPx + result.depthPx)).toBe(true);
    }),
    { numRuns: 1500, seed: 5 },
  );
  expect(probe()).toBe(expected);
});

function tagsAreBalanced(svg: string): boolean {
  const open: string[] = [];
  for (const [, slash, name, selfClosed] of svg.matchAll(/<(\/?)([A-Za-z]+)(?:\s[^<>]*?)?(\/?)>/g)) {
    if (slash) {
      if (open.pop() !== name) return false;
    } else if (!selfClosed) open.push(name);
  }
  return open.length === 0 && !/&(?!(?:amp|lt|gt|quot|#39);)/.test(svg);
}
