import { describe, expect, test } from "vitest";
import { applyEdits } from "../../../src/lang/service/convert";
import { namesOf, referencesAt } from "../../../src/lang/service/names";
import { renameAt } from "../../../src/lang/service/rename";
import { parseDocument } from "../../../src/lang/syntax/document";

/** A text with the cursor as `‸`. */
function at(marked: string) {
  const offset = marked.indexOf("‸");
  const document = parseDocument(marked.replace("‸", ""));
  return { document, offset, names: namesOf(document) };
}

/** What the references of the name at the cursor read, with their columns. */
function references(marked: string): string[] {
  const { document, offset, names } = at(marked);
  return (referencesAt(names, offset)?.all ?? []).map(({ from, to }) => `${from}:${document.text.slice(from, to)}`);
}

function renamed(marked: string, name: string): string {
  const { document, offset, names } = at(marked);
  const result = renameAt(document, names, offset, name);
  return result.kind === "edits" ? applyEdits(document.text, result.edits) : `refused: ${result.reason.en}`;
}

describe("names", () => {
  test("a run of letters is cut into the names in scope, and each part is found", () => {
    expect(references("A = [2 1; 1 2]\nx : vector 2\nx'A‸x")).toEqual(["15:x", "28:x", "31:x"]);
  });

  test("a function's parameters are its own, and are meant where it is mentioned", () => {
    expect(references("f(x, y) = x² + y\ng(x) = x\n∂f/∂‸x")).toEqual(["2:x", "10:x", "30:x"]);
  });

  test("a parameter that takes the type of a declared name is one name with it", () => {
    expect(references("x : vector 3\nq(x‸) = x'x")).toEqual(["0:x", "15:x", "20:x", "22:x"]);
  });

  test("Greek words and letters are one name", () => {
    expect(references("lambda‸ = 2\nλ + 1")).toEqual(["0:lambda", "11:λ"]);
  });

  test("known functions, constants and words of statements are no names of the file", () => {
    for (const text of ["sin‸(1)", "pi‸ + 1", "che‸ck 1 = 1", "minimise‸ q", "a at‸ 1"]) {
      expect(references(text).filter((one) => /sin|pi|check|minimise|at$/.test(one))).toEqual([]);
    }
  });

  test("the index of a sum is known inside it only", () => {
    expect(references("i = 3\nsum(i in 1..4) i^2 + ‸i").length).toBe(2);
  });
});

describe("rename", () => {
  test("changes every use and nothing else", () => {
    expect(renamed("height(x, y) = x² + y²\n∇heigh‸t\n∇height(1, 2)  # height\n", "energy")).toBe(
      "energy(x, y) = x² + y²\n∇energy\n∇energy(1, 2)  # height\n",
    );
  });

  test("puts a blank where the new name would glue", () => {
    expect(renamed("A‸ = [2 1; 1 2]\nx : vector 2\nx'Ax", "Mat")).toBe("Mat = [2 1; 1 2]\nx : vector 2\nx'Mat x");
    expect(renamed("A‸ = [2 1; 1 2]\nx : vector 2\nx'Ax", "B")).toBe("B = [2 1; 1 2]\nx : vector 2\nx'Bx");
    expect(renamed("x‸ = 3\n2x + 1", "e1")).toBe("e1 = 3\n2 e1 + 1");
  });

  test("puts `*` in a list, where a blank would begin another entry", () => {
    expect(renamed("a = 2\nb = 3\n[‸ab, 1]", "rate")).toBe("rate = 2\nb = 3\n[rate*b, 1]");
  });

  test("refuses what is no name, and a name that is taken", () => {
    for (const bad of ["", "2x", "a b", "x+y", "__proto__ x"]) expect(renamed("a‸ = 1", bad)).toMatch(/^refused/);
    expect(renamed("a‸ = 1\nb = 2\na + b", "b")).toMatch(/^refused/);
    expect(renamed("f(x‸, y) = x + y", "y")).toMatch(/^refused/);
    expect(renamed("1 + ‸2", "x")).toMatch(/^refused/);
  });

  test("a parameter is renamed in its function and in what is said of it, and nowhere else", () => {
    expect(renamed("f(x‸, y) = x² + y\ng(x) = x\n∂f/∂x", "u")).toBe("f(u, y) = u² + y\ng(x) = x\n∂f/∂u");
  });
});
