import { describe, expect, test } from "vitest";
import { readCsv } from "../../src/data/csv";
import type { LoadOptions } from "../../src/data/table";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const read = (text: string, options: LoadOptions = {}) => readCsv(bytesOf(text), options);
const columnsOf = (text: string, options: LoadOptions = {}) => {
  const { table, problems } = read(text, options);
  if (!table) throw new Error(`${problems[0]?.message.en} in line ${problems[0]?.row}`);
  return Object.fromEntries(table.columns.map(({ name, values }) => [name, [...values]]));
};
const faults = (text: string, options: LoadOptions = {}) => {
  const { table, problems } = read(text, options);
  expect(table).toBeUndefined();
  return problems.map(({ row, column, message }) => [row, column, message.en]);
};
const warnings = (text: string) => read(text).problems.filter(({ severity }) => severity === "warning");

describe("a CSV file", () => {
  test("has its columns by the names of its first line", () =>
    expect(columnsOf("x,y\n1,2\n3,4\n")).toEqual({ x: [1, 3], y: [2, 4] }));
  test("without a line of names numbers its columns and loses no row", () =>
    expect(columnsOf("1,2\n3,4")).toEqual({ "1": [1, 3], "2": [2, 4] }));
  test.each([
    ["semicolons", "x;y\n1;2\n3;4"],
    ["tabs", "x\ty\n1\t2\n3\t4"],
    ["bars", "x|y\n1|2\n3|4"],
    ["blanks", "x  y\n  1 2  \n3    4\n"],
    ["CRLF and a mark at the beginning", "\ufeffx,y\r\n1,2\r\n3,4\r\n"],
    ["lone CR", "x,y\r1,2\r3,4"],
    ["a comma behind each line", "x,y,\n1,2,\n3,4,"],
    ["blank lines and comments", "# made\n\nx,y\n1,2\n\n# half\n3,4\n\n"],
    ["quoted fields", '"x","y"\n"1",2\n3,"4"'],
  ])("with %s is the same table", (_name, text) => expect(columnsOf(text)).toEqual({ x: [1, 3], y: [2, 4] }));
  test("may have delimiters, quotes and new lines in quoted names", () =>
    expect(columnsOf('"a,b","say ""c"""\n1,2')).toEqual({ "a,b": [1], 'say "c"': [2] }));
  test("may be written in UTF-16", () => {
    const text = "é,y\n1,2";
    const little = new Uint8Array([0xff, 0xfe, ...Array.from(text).flatMap((c) => [c.charCodeAt(0) & 255, 0])]);
    const big = new Uint8Array([0xfe, 0xff, ...Array.from(text).flatMap((c) => [0, c.charCodeAt(0) & 255])]);
    for (const bytes of [little, big])
      expect(readCsv(bytes).table?.columns.map(({ name }) => name)).toEqual(["é", "y"]);
  });
  test("keeps names beyond the first plane", () =>
    expect(Object.keys(columnsOf("𝛼,速度\n1,2"))).toEqual(["𝛼", "速度"]));
  test("of one column needs no delimiter", () => expect(columnsOf("x\n1\n2")).toEqual({ x: [1, 2] }));
  test("reads the usual ways to write a number", () =>
    expect(columnsOf("x\n+1.5\n.5\n5.\n-1e-3\n1E5\n−2\ninf\n-Infinity\n007")["x"]).toEqual([
      1.5,
      0.5,
      5,
      -0.001,
      1e5,
      -2,
      Infinity,
      -Infinity,
      7,
    ]));
  test("says what was decided about its form", () => {
    expect(read("x;y\n1;2").problems.at(-1)?.message.en).toMatch(/semicolons.*names in the first line/);
    expect(read("1,2\n3,4").problems.at(-1)?.message.en).toMatch(/commas.*no line of names/);
  });
});

describe("decimal commas", () => {
  test("are read where something else stands between fields, quoted or not", () => {
    expect(columnsOf("x;y\n1,5;2\n-0,25;,5")).toEqual({ x: [1.5, -0.25], y: [2, 0.5] });
    expect(columnsOf('x,y\n"1,5",2\n"2,25",3')).toEqual({ x: [1.5, 2.25], y: [2, 3] });
    expect(columnsOf("1,5\t2\n3,5\t4")).toEqual({ "1": [1.5, 3.5], "2": [2, 4] });
  });
  test("beside decimal points are refused with both places", () =>
    expect(faults("x;y\n1,5;2\n3;4.5")).toEqual([[2, 1, expect.stringMatching(/1,5.*4\.5 in line 3/)]]));
  test("that could group thousands are doubted aloud", () => {
    expect(warnings("x;y\n1,234;2\n5,678;3")).toMatchObject([{ row: 2, column: 1 }]);
    expect(warnings("x;y\n1,234;2\n0,5;3")).toEqual([]);
  });
});

describe("missing values", () => {
  test("are NaN, and counted with the place of the first", () => {
    expect(columnsOf("x,y\n1,\nNA,2\nnan,3")).toEqual({ x: [1, NaN, NaN], y: [NaN, 2, 3] });
    const said = warnings("x,y\n1,\nNA,2\nnan,3");
    expect(said.map(({ row, column }) => [row, column])).toEqual([
      [3, 1],
      [2, 2],
    ]);
    expect(said[0].message.en).toMatch(/lacks 2 values/);
  });
});

describe("the first line", () => {
  test("is no name if all of it is numbers", () =>
    expect(columnsOf("2019,2020\n1,2")).toEqual({ "1": [2019, 1], "2": [2020, 2] }));
  test("is names, and doubted, if it mixes text with numbers", () => {
    expect(columnsOf("x,2020\n1,2")).toEqual({ x: [1], "2020": [2] });
    expect(warnings("x,2020\n1,2")).toMatchObject([{ row: 1 }]);
  });
  test("is data if its text goes on below", () =>
    expect(faults("a,1\nb,2\nc,3")[0]).toEqual([1, 1, expect.stringContaining("“a”")]));
  test("alone is no table", () =>
    expect(faults("x,y\n")).toEqual([[1, undefined, expect.stringContaining("no rows")]]));
});

describe("the columns asked for", () => {
  const mixed = "name,x,y\nAda,1,2\nBob,3,4";
  test("are loaded in the order asked, beside columns of text", () =>
    expect(Object.entries(columnsOf(mixed, { columns: ["y", "x"] }))).toEqual([
      ["y", [2, 4]],
      ["x", [1, 3]],
    ]));
  test("must be there", () =>
    expect(faults(mixed, { columns: ["z"] })).toEqual([[undefined, undefined, expect.stringContaining("name, x, y")]]));
  test("must be named in the file", () => expect(faults("1,2\n3,4", { columns: ["x"] })[0][2]).toMatch(/doesn't name/));
  test("must not stand twice", () => expect(faults("x,x\n3,4", { columns: ["x"] })[0][2]).toMatch(/Two columns/));
  test("are all, if none is named, and then text is an error at its place", () =>
    expect(faults(mixed).map(([row, column]) => [row, column])).toEqual([
      [2, 1],
      [3, 1],
    ]));
});

describe("a CSV file is refused with line and field", () => {
  test.each([
    ["a line too short", "x,y\n1,2\n3\n4,5", [3, undefined, expect.stringContaining("1 field; 2")]],
    ["a line too long", "x,y\n1,2\n3,4,5", [3, undefined, expect.stringContaining("3 fields; 2")]],
    ["no number", "x,y\n1,2\n3,4o", [3, 2, expect.stringContaining("“4o”")]],
    ["no number behind a field of two lines", 'x,"y\nz"\n1,"2"\n3,4o', [4, 2, expect.stringContaining("“4o”")]],
    ["a quote never closed", 'x,y\n1,2\n"3,4\n5,6\n', [3, 1, expect.stringContaining("never closed")]],
    ["text behind a quote", 'x,y\n1,2\n"3"a,4\n5,6', [3, undefined, expect.stringContaining("closing quote")]],
    ["a NUL", "x,y\n1,\0\n", [2, undefined, expect.stringContaining("NUL")]],
    ["a number that no double holds", "x,y\n1,1e400", [2, 2, expect.stringContaining("1e400")]],
  ])("%s", (_name, text, expected) => expect(faults(text)[0]).toEqual(expected));
  test("bytes that are no UTF-8", () => {
    for (const bad of [[0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xc0, 0x80], [0xf5, 0x80, 0x80, 0x80]]) {
      const { table, problems } = readCsv(new Uint8Array([...bytesOf("x\n1\n"), ...bad, 10]));
      expect([table, problems[0].row]).toEqual([undefined, 3]);
    }
  });
  test("more numbers than allowed", () =>
    expect(faults("x,y\n1,2\n3,4", { limits: { numbers: 3 } })[0][2]).toMatch(/at most 3/));
  test("a hundred faults, of which a dozen are listed and the rest counted", () => {
    const said = faults(`x\n1\n${"a\n".repeat(100)}`);
    expect(said).toHaveLength(13);
    expect(said[12][2]).toMatch(/88 more/);
  });
  test("nothing but blanks", () => expect(faults("\n  \n")).toHaveLength(1));
});

test("a hundred thousand lines are read in linear time", () => {
  const text = `x,y\n${'1.5,"2.25"\n'.repeat(100_000)}`;
  expect(columnsOf(text)["y"]).toHaveLength(100_000);
});

describe("with texts allowed", () => {
  const texts = (text: string) => {
    const { table, problems } = read(text, { texts: true });
    return {
      columns: table?.columns.map((column) => [column.name, column.texts ?? [...column.values]]),
      said: problems
        .filter(({ severity }) => severity === "warning")
        .map(({ row, column, message }) => [row, column, message.en]),
    };
  };
  test("a column of words is one of texts, blanks are missing, and the numbers beside it stay numbers", () =>
    expect(texts("x,species\n1,setosa\n2,\n3, virginica \n")).toEqual({
      columns: [
        ["x", [1, 2, 3]],
        ["species", ["setosa", "", "virginica"]],
      ],
      said: [],
    }));
  test("a word among numbers makes a column of texts, and is told with its place", () =>
    expect(texts("x,y\n1,5\n2,6\n3,six\n")).toEqual({
      columns: [
        ["x", [1, 2, 3]],
        ["y", ["5", "6", "six"]],
      ],
      said: [[4, 2, "“six” is not a number, so column y is read as text."]],
    }));
  test("the numbers of a text column are NaN, so that none is taken for a value", () =>
    expect(read("a,b\n1,u\n2,v", { texts: true }).table?.columns[1].values).toEqual(
      new Float64Array(2).fill(Number.NaN),
    ));
  test("without a line of names too", () =>
    expect(texts("1,a\n2,b\n").columns).toEqual([
      ["1", [1, 2]],
      ["2", ["a", "b"]],
    ]));
});
