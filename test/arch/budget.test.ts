import { describe, expect, test } from "vitest";
import { filesUnder, read, strip } from "../support/source";

/** Files longer than the wall of 400 lines, each with its own wall and a reason. */
const longer: Readonly<Record<string, { readonly lines: number; readonly why: string }>> = {};

/** Modules with more than eight functions and values, each with the reason. */
const wider: Readonly<Record<string, string>> = {};

const wall = 400;
const tableWall = 600;
const isTable = (path: string) => /\/(parser?|table|problems|functions)(\/|\.|-)/.test(path);

const files = [...filesUnder("src"), ...filesUnder("webview"), ...filesUnder("test"), ...filesUnder("scripts", ".mjs")];
const linesOf = (path: string) => read(path).trimEnd().split("\n").length;

describe("size", () => {
  test("no file passes the wall of 400 lines, 600 for the parser and tables", () => {
    const over = files
      .map((path) => ({ path, lines: linesOf(path), limit: longer[path]?.lines ?? (isTable(path) ? tableWall : wall) }))
      .filter(({ lines, limit }) => lines > limit)
      .map(({ path, lines, limit }) => `${path}: ${lines} lines, ${limit} allowed`);
    expect(over).toEqual([]);
  });

  test("half of the source files have at most 110 lines", () => {
    const sizes = files
      .filter((path) => path.startsWith("src/") || path.startsWith("webview/"))
      .map(linesOf)
      .sort((a, b) => a - b);
    expect(sizes[Math.floor(sizes.length / 2)]).toBeLessThanOrEqual(110);
  });

  test("no module of src exports more than eight functions and values", () => {
    const over = filesUnder("src")
      .filter((path) => !wider[path])
      .map((path) => ({ path, count: exportsOf(read(path)).length }))
      .filter(({ count }) => count > 8)
      .map(({ path, count }) => `${path}: ${count} exports`);
    expect(over).toEqual([]);
  });

  test("no exception outlives its reason", () => {
    expect(Object.keys(longer).filter((path) => !files.includes(path) || linesOf(path) <= wall)).toEqual([]);
    expect(Object.keys(wider).filter((path) => !files.includes(path) || exportsOf(read(path)).length <= 8)).toEqual([]);
  });
});

/** Types are not counted: a contract is one module of many types. */
function exportsOf(text: string): string[] {
  const code = strip(text, false);
  const declared = /^export\s+(?:default\s+|abstract\s+|async\s+)*(?:const|let|class|enum|function\*?)\s+(\w+)/gm;
  const listed = /^export\s+\{([^}]*)\}/gm;
  const names = [...code.matchAll(listed)].flatMap((match) => match[1]!.split(",").map((name) => name.trim()));
  return [
    ...[...code.matchAll(declared)].map((match) => match[1]!),
    ...names.filter((name) => name && !name.startsWith("type ")),
  ];
}
