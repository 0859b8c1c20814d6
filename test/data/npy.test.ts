import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readNpy } from "../../src/data/npy";

/** Written by NumPy: see `fixtures/make.py`. */
const fixture = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, "fixtures", `${name}.npy`)));
const rowsOf = (bytes: Uint8Array) => {
  const { table, problems } = readNpy(bytes);
  if (!table) throw new Error(problems[0]?.message.en);
  return Array.from({ length: table.rows }, (_, r) => table.columns.map(({ values }) => values[r]));
};
const refusal = (bytes: Uint8Array) => {
  const { table, problems } = readNpy(bytes);
  expect(table).toBeUndefined();
  expect(problems[0].message.zh).not.toBe("");
  return problems[0].message.en;
};

/** A file with this header and these bytes behind it, as version 1 lays them out. */
function made(header: string, data: number[] = [], version = 1): Uint8Array {
  const text = Array.from(header, (c) => c.charCodeAt(0));
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return new Uint8Array([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, version, 0, ...length, ...text, ...data]);
}
const header = (descr: string, shape: string, order = "False") =>
  `{'descr': ${descr}, 'fortran_order': ${order}, 'shape': ${shape}, }\n`;

describe("an NPY file written by NumPy", () => {
  const expected = [
    [1, 2, 3],
    [-4, 5, 100],
  ];
  const signed = ["little-f4", "big-f4", "little-f8", "big-f8", "i1", "little-i2", "big-i2", "little-i4", "big-i4"];
  test.each([...signed, "little-i8", "big-i8", "fortran", "version-1", "version-2", "version-3"])(
    "of kind %s has its rows in order",
    (name) => expect(rowsOf(fixture(name))).toEqual(expected),
  );
  test.each(["u1", "little-u2", "big-u4", "little-u8"])("of kind %s has its rows in order", (name) =>
    expect(rowsOf(fixture(name))).toEqual(expected.map((row) => row.map(Math.abs))),
  );
  test("of booleans holds zeros and ones", () =>
    expect(rowsOf(fixture("bool"))).toEqual([
      [0, 0, 1],
      [0, 1, 1],
    ]));
  test("of one index is a column, with every bit of its numbers", () =>
    expect(rowsOf(fixture("vector"))).toEqual([[0.1], [Infinity], [-0]]));
  test("of no index is one number", () => expect(rowsOf(fixture("scalar"))).toEqual([[7.5]]));
  test("says that integers beyond 2^53 were rounded", () =>
    expect(readNpy(fixture("rounded")).problems).toMatchObject([{ severity: "warning" }]));
  test("is read at any offset of a larger buffer", () => {
    const bytes = fixture("big-f8");
    const within = new Uint8Array(bytes.length + 3);
    within.set(bytes, 3);
    expect(rowsOf(within.subarray(3))).toEqual(expected);
  });
});

describe("an NPY file is refused with its reason", () => {
  test.each([
    ["cube", /3 indices/],
    ["complex", /<c16/],
    ["object", /never unpickled/],
    ["records", /several types/],
  ])("%s", (name, reason) => expect(refusal(fixture(name))).toMatch(reason));
  test("when it is cut off, anywhere", () => {
    const bytes = fixture("little-f8");
    for (let length = 0; length < bytes.length; length++) refusal(bytes.subarray(0, length));
  });
  test("when bytes follow its numbers", () =>
    expect(refusal(new Uint8Array([...fixture("u1"), 0]))).toMatch(/more than one array/));
  test("when it promises 2^40 numbers, before room is made for them", () => {
    expect(refusal(made(header("'<f8'", "(1099511627776,)")))).toMatch(/1099511627776 numbers/);
    expect(refusal(made(header("'<f8'", "(4294967296, 4294967296)")))).toMatch(/numbers; at most/);
    expect(refusal(made(header("'<f8'", `(${"9".repeat(400)},)`)))).toMatch(/numbers; at most/);
  });
  test.each([
    header("'<f3'", "(1,)"),
    header("'<f16'", "(1,)"),
    header("'<M8[s]'", "(1,)"),
    header("'<f8'", "(-1,)"),
    header("'<f8'", "(0,)"),
    header("'<f8'", "(1.5,)"),
    header("__import__('os')", "(1,)"),
    "{'descr': '<f8'}",
    "{'descr': '<f8', 'descr': '<f8', 'descr': '<f8'}",
    "",
  ])("with the header %j", (text) => void refusal(made(text, [0, 0, 0, 0, 0, 0, 0, 0])));
  test("of an unknown version", () => expect(refusal(made(header("'u1'", "(1,)"), [1], 9))).toMatch(/Version 9/));
  test("whose header is endless or costly to read", () => {
    expect(refusal(made(`{${"'shape': (1, ".repeat(2000)}`))).toMatch(/header/);
    expect(refusal(made(header("'u1'", `(${"1 ".repeat(3000)}x)`)))).toMatch(/header/);
  });
});
