import { describe, expect, test } from "vitest";
import { readJsonTable } from "../../src/data/json";
import { readData } from "../../src/data/read";
import type { LoadOptions } from "../../src/data/table";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const columnsOf = (text: string, options: LoadOptions = {}) => {
  const { table, problems } = readJsonTable(bytesOf(text), options);
  if (!table) throw new Error(problems[0]?.message.en);
  return Object.fromEntries(table.columns.map(({ name, values }) => [name, [...values]]));
};
const fault = (text: string, options: LoadOptions = {}) => {
  const { table, problems } = readJsonTable(bytesOf(text), options);
  expect(table).toBeUndefined();
  return [problems[0].row, problems[0].column, problems[0].message.en];
};

describe("a JSON file", () => {
  test.each([
    ["numbers is a column", "[1, -2.5e1, 0]", { "1": [1, -25, 0] }],
    ["rows has numbered columns", "[[1, 2], [3, 4]]", { "1": [1, 3], "2": [2, 4] }],
    ["columns has their names", '{"a": [1, 3], "b": [2, 4]}', { a: [1, 3], b: [2, 4] }],
    ["records has their keys, in any order", '[{"a": 1, "b": 2}, {"b": 4, "a": 3}]', { a: [1, 3], b: [2, 4] }],
    ["Python's infinities has them", "[Infinity, -Infinity]", { "1": [Infinity, -Infinity] }],
    ["a name like a prototype is a name", '{"__proto__": [1], "constructor": [2]}', undefined],
  ])("of %s", (_name, text, expected) => {
    const { table } = readJsonTable(bytesOf(text));
    const read = table?.columns.map(({ name, values }) => [name, [...values]]);
    expect(read).toEqual(
      expected
        ? Object.entries(expected)
        : [
            ["__proto__", [1]],
            ["constructor", [2]],
          ],
    );
  });
  test("with null has NaN there, and says where the first one is", () => {
    expect(columnsOf("[1, null, NaN]")["1"]).toEqual([1, NaN, NaN]);
    expect(readJsonTable(bytesOf("[1,\n null, NaN]")).problems).toMatchObject([
      { severity: "warning", row: 2, column: 2 },
    ]);
  });
  test("gives the columns asked for", () =>
    expect(columnsOf('{"a": [1], "s": ["x"], "b": [2]}', { columns: ["b"] })).toEqual({ b: [2] }));
});

describe("a JSON file is refused at its place", () => {
  test.each([
    ["a number that no double holds", "[1,\n  1e400]", [2, 3, expect.stringContaining("1e400")]],
    ["a key that stands twice", '{"a": [1],\n "a": [2]}', [2, 7, expect.stringContaining("twice")]],
    ["a key that stands twice in a record", '[{"a": 1, "a": 2}]', [1, 16, expect.stringContaining("twice")]],
    ["a short row", "[[1, 2],\n [3]]", [2, 2, expect.stringContaining("1 numbers")]],
    ["a number among rows", "[[1, 2], 3]", [1, 10, expect.stringContaining("row")]],
    ["columns of two lengths", '{"a": [1], "b": [1, 2]}', [1, 17, expect.stringContaining("2 numbers")]],
    ["text", '[1, "2"]', [1, 5, expect.stringContaining("number")]],
    ["a record without a key", '[{"a": 1}, {}]', [1, 12, expect.stringContaining("lacks")]],
    ["a record with a new key", '[{"a": 1}, {"a": 1, "b": 2}]', [1, 26, expect.stringContaining("no key b")]],
    ["no list at all", "3", [1, 1, expect.stringContaining("table")]],
    ["an empty list", "[]", [1, 1, expect.stringContaining("no numbers")]],
    ["empty rows", "[[], []]", [1, 2, expect.stringContaining("no numbers")]],
    ["a comma too many", "[1, 2,]", [1, 7, expect.stringContaining("value")]],
    ["a zero too many", "[01]", [1, 3, expect.stringContaining("]")]],
    ["an early end", "[1, 2", [1, 6, expect.stringContaining("]")]],
    ["an open string", '{"a', [1, 2, expect.stringContaining("not closed")]],
    ["text behind the end", "[1] x", [1, 5, expect.stringContaining("follows")]],
    ["three indices", "[[[1]]]", [1, 3, expect.stringContaining("number")]],
  ])("%s", (_name, text, expected) => expect(fault(text)).toEqual(expected));
  test("a hundred thousand brackets", () => expect(fault("[".repeat(100_000))[2]).toMatch(/too deeply/));
  test("more values than allowed", () =>
    expect(fault("[1,2,3,4,5,6,7,8]", { limits: { numbers: 3 } })[2]).toMatch(/more than 6/));
});

describe("a data file", () => {
  test("is read by the ending of its name", () => {
    expect(readData("a/points.CSV", bytesOf("x\n1")).table?.rows).toBe(1);
    expect(readData("points.json", bytesOf("[1]")).table?.rows).toBe(1);
    expect(readData("points.npy", bytesOf("x\n1")).problems[0].message.en).toMatch(/NPY/);
  });
  test("of another kind, an empty one and one too large are refused before they are read", () => {
    expect(readData("points.xlsx", bytesOf("x")).problems[0].message.en).toMatch(/xlsx/);
    expect(readData("toString", bytesOf("x")).table).toBeUndefined();
    expect(readData("points.csv", new Uint8Array(0)).problems[0].message.en).toMatch(/empty/);
    expect(readData("points.csv", bytesOf("x\n1\n2"), { limits: { bytes: 4 } }).problems[0].message.en).toMatch(/MB/);
  });
  test("of any bytes gives a table or an error, and never throws", () => {
    let state = 1;
    const next = (below: number) => {
      state = (state * 48271) % 2147483647;
      return state % below;
    };
    const marks = '0123456789.,;\t|"\n\r#-eE[]{}:x é\0'.split("");
    for (let round = 0; round < 3000; round++) {
      const text = Array.from({ length: next(40) }, () => marks[next(marks.length)]).join("");
      for (const ending of ["csv", "json", "npy"]) {
        const { table, problems } = readData(`a.${ending}`, bytesOf(text), { texts: round % 2 === 0 });
        const failed = problems.some(({ severity }) => severity === "error");
        expect(failed).toBe(table === undefined);
        for (const { values, texts } of table?.columns ?? []) {
          expect(values.length).toBe(table?.rows);
          if (texts !== undefined) expect(texts.length).toBe(table?.rows);
        }
      }
    }
  });
});

test("strings and truth values make columns of texts where those are allowed, and errors where not", () => {
  const text = '[{"x": 1, "kind": "a", "ok": true}, {"x": null, "kind": null, "ok": false}]';
  const { table } = readJsonTable(bytesOf(text), { texts: true });
  expect(table?.columns.map((column) => [column.name, column.texts ?? [...column.values]])).toEqual([
    ["x", [1, Number.NaN]],
    ["kind", ["a", ""]],
    ["ok", ["true", "false"]],
  ]);
  expect(fault(text)).toEqual([1, 19, "A number is expected here."]);
});
