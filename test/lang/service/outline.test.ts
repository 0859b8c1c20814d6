import { expect, test } from "vitest";
import { foldsOf } from "../../../src/lang/service/fold";
import { selectionAround } from "../../../src/lang/service/selection";
import { symbolsOf } from "../../../src/lang/service/symbols";
import { parseDocument } from "../../../src/lang/syntax/document";

const text = "# one\n# two\nn : size\n## First\nA = [1 2\n     3 4]\nf(x, y) = x²\n\n## Second\n∇f\n";
const document = parseDocument(text);

test("sections, matrices over several lines and runs of comments fold", () => {
  const folds = foldsOf(document).map(({ from, to, kind }) => [kind, text.slice(from, to)]);
  expect(folds).toEqual([
    ["comment", "# one\n# two"],
    ["statement", "A = [1 2\n     3 4]"],
    ["section", "## First\nA = [1 2\n     3 4]\nf(x, y) = x²"],
    ["section", "## Second\n∇f"],
  ]);
});

test("the outline holds sections with their definitions", () => {
  const outline = symbolsOf(document).map(({ name, kind, detail, children }) => [
    kind,
    name,
    detail,
    children.map((child) => child.name),
  ]);
  expect(outline).toEqual([
    ["declaration", "n", "size", []],
    ["section", "First", "", ["A", "f"]],
    ["section", "Second", "", []],
  ]);
  expect(symbolsOf(document)[1].children[1]).toMatchObject({ kind: "function", detail: "(x, y)" });
});

test("a selection grows from the name over the formula and the statement to the section", () => {
  const offset = text.indexOf("x²");
  const grown = selectionAround(document, offset).map(({ from, to }) => text.slice(from, to));
  expect(grown.slice(0, 3)).toEqual(["x", "x²", "f(x, y) = x²"]);
  expect(grown.at(-2)).toBe(text.slice(text.indexOf("## First"), text.indexOf("## Second")));
  expect(grown.at(-1)).toBe(text);
});
