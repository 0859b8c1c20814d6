import { expect, test } from "vitest";
import { formatDocument } from "../../../src/lang/service/format";
import { parseDocument } from "../../../src/lang/syntax/document";
import { sentenceOf } from "../../../src/lang/syntax/problems";
import { fuzzSyntax } from "../../fuzz/syntax";

const many = 100_000;

const huge: [string, string][] = [
  ["open parentheses", "(".repeat(many)],
  ["closed parentheses", `${"(".repeat(many / 2 - 1)}1${")".repeat(many / 2 - 1)}`],
  ["minus signs", `${"-".repeat(many - 1)}x`],
  ["powers", "x^".repeat(many / 2)],
  ["gradients", "∇".repeat(many)],
  ["bars", "|".repeat(many)],
  ["primes", `x${"'".repeat(many - 1)}`],
  ["open brackets on lines of their own", "[\n".repeat(many)],
  ["open parentheses on indented lines", "(\n ".repeat(many)],
  ["rows without an end", `${"[ 1 2 3\n".repeat(many)}]`],
  ["one line of a megabyte", "x + ".repeat(250_000)],
  [
    "ten megabytes of lines",
    "f(x, y) = x^2 + y^2 + sin(x y) + ‖x‖² - 3/4 # a comment that makes the line a hundred long, so\n".repeat(many),
  ],
  ["ten megabytes of blanks", " ".repeat(10_000_000)],
  ["ten megabytes of line ends", "\n".repeat(10_000_000)],
];

for (const [name, text] of huge) {
  test(`${name}: read within two seconds of the processor's time, with a tile for every character`, () => {
    const start = process.cpuUsage();
    const { statements } = parseDocument(text);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
    expect(statements.reduce((at, { from, to }) => (from === at ? to : Number.NaN), 0)).toBe(text.length);
  });
}

test("what is too deep, too long or too much says so in both languages, and the next line is read", () => {
  const { statements } = parseDocument(`${"(".repeat(300)}\n${"x".repeat(100_001)}\n∇f`);
  expect(statements.map(({ problems }) => problems.map(({ code }) => code))).toEqual([["too-deep"], ["too-long"], []]);
  const rest = parseDocument("x\n".repeat(20_001)).statements;
  expect(rest).toHaveLength(20_001);
  const [problem] = rest[20_000].problems;
  expect(sentenceOf(problem).zh).toContain("20000");
});

test("statements with unchanged text keep their trees, identically", () => {
  const before = parseDocument("a = 1\nb = 2\nc = 3");
  const after = parseDocument("a = 1\nd = 4\nb = 2\nc = 3", before);
  expect(after.statements[0].tree).toBe(before.statements[0].tree);
  expect(after.statements[2].tree).toBe(before.statements[1].tree);
  expect(after.statements[3].tree).toBe(before.statements[2].tree);
});

test("a statement that was refused is read once there is room", () => {
  const before = parseDocument(`${"\n".repeat(20_000)}x = 1`);
  expect(parseDocument("x = 1", before).statements[0].problems).toEqual([]);
});

test("formatting never loses a line end or a comment", () => {
  const text = "a=1\r\n# note  \r\rb = [1 2 # x\n 3 4]   \n\n";
  expect(formatDocument(text)).toBe("a = 1\r\n# note\r\rb = [1, 2  # x\n 3, 4]\n\n");
});

test("five thousand generated and spoilt texts break no law", { timeout: 120_000 }, () => {
  fuzzSyntax(5000, 20_240_517);
});
