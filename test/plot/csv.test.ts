import { expect, test } from "vitest";
import { tableCsv } from "../../src/plot/csv";

test("numbers come back with the same bits", () => {
  const numbers = [0.1 + 0.2, 1e-300, -2 / 3, 5, 1e21];
  const lines = tableCsv({ columns: ["x"], rows: numbers.map((value) => [value]) })
    .trim()
    .split("\r\n")
    .slice(1);
  expect(lines.map(Number)).toEqual(numbers);
});

test("commas, quotes and line breaks are quoted, and lines end with CRLF", () => {
  expect(tableCsv({ columns: ["a,b", 'say "hi"'], rows: [["two\nlines", 1]] })).toBe(
    '"a,b","say ""hi"""\r\n"two\nlines",1\r\n',
  );
});

test.each(["=HYPERLINK(1)", "+cmd", "-cmd|x", "@SUM(A1)", "\t=1", "\r=1"])("a spreadsheet does not run %j", (text) => {
  const [, line] = tableCsv({ columns: ["x"], rows: [[text]] }).split("\r\n", 2);
  expect(line.replace(/^"/, "").startsWith("'")).toBe(true);
});

test("a number written as text is left alone", () => {
  expect(tableCsv({ columns: ["x"], rows: [["-1.5e3"]] })).toBe("x\r\n-1.5e3\r\n");
});
