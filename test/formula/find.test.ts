import { describe, expect, test } from "vitest";
import { createFormulaIndex, findFormulaAt, findFormulas } from "../../src/formula/find";
import { readCorpus } from "./corpus";

const corpus = readCorpus();

describe("the corpus of true and false formulas", () => {
  test("holds at least 150 snippets in 20 languages", () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150);
    expect(new Set(corpus.map(({ languageId }) => languageId)).size).toBeGreaterThanOrEqual(20);
  });
  for (const { name, languageId, text, ranges, tex } of corpus) {
    test(name, () => {
      const found = findFormulas(text, languageId);
      expect(found.map(({ from, to }) => text.slice(from, to))).toEqual(
        ranges.map(({ from, to }) => text.slice(from, to)),
      );
      expect(found.map(({ from, to }) => ({ from, to }))).toEqual(ranges);
      if (tex.length > 0) expect(found.map((formula) => formula.tex)).toEqual(tex);
    });
  }
});

describe("a formula's map", () => {
  test("leads from every character of the TeX to the same character of the source", () => {
    for (const { text, languageId } of corpus) {
      for (const { tex, map, from, to } of findFormulas(text, languageId)) {
        expect(map.length).toBe(tex.length + 1);
        const body = tex.replace(/^\\begin\{(?:aligned|gathered)\}/, "").length;
        for (let i = 0; i < map.length; i++) {
          expect(map[i]).toBeGreaterThanOrEqual(from);
          expect(map[i]).toBeLessThanOrEqual(to);
          if (i > 0) expect(map[i]).toBeGreaterThanOrEqual(map[i - 1]);
        }
        if (body === tex.length && !tex.includes("\n")) {
          for (let i = 0; i < tex.length; i++) expect(text[map[i]]).toBe(tex[i]);
        }
      }
    }
  });
});

describe("asking at a place", () => {
  test("answers anywhere inside a formula, its delimiters included, and nowhere else", () => {
    for (const { text, languageId, ranges } of corpus) {
      const index = createFormulaIndex(text, languageId);
      for (let offset = 0; offset <= text.length; offset++) {
        const hit = index.at(offset);
        const inside = ranges.some(({ from, to }) => from <= offset && offset < to);
        if (inside) expect(hit && hit.from <= offset && offset < hit.to).toBe(true);
        else if (hit) expect(hit.to).toBe(offset);
      }
    }
  });
  test("answers nothing for a place that is none", () => {
    for (const offset of [-1, 2 ** 31, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(findFormulaAt("$x$", offset, "markdown")).toBeUndefined();
    }
  });
  test("gives only what touches the range", () => {
    const text = "$a$ text $b$ text $c$";
    expect(findFormulas(text, "markdown", { from: 8, to: 14 }).map(({ tex }) => tex)).toEqual(["b"]);
  });
  test("finds nothing in a language that nobody has heard of, or is called like a method of objects", () => {
    for (const id of ["klingon", "__proto__", "constructor", "toString"])
      expect(findFormulas("// $x$", id)).toEqual([]);
  });
});
