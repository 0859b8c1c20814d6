import { describe, expect, test } from "vitest";
import { knowsData } from "../../src/data/read";
import { dataEndings, isDataPath } from "../../src/protocol/data";
import { demoState, hostShapes, pageShapes } from "../../src/protocol/page";
import { is, weigh } from "../../src/protocol/shape";
import { readBoot, standaloneHtml } from "../../src/protocol/standalone";

const state = { demo: "quadratic", values: { a: 1, b: true, c: "x", d: [1, 2] }, seed: 1, step: 0 };

test("the list of what a page may ask is closed: no command, no address, no HTML", () => {
  expect(Object.keys(hostShapes).sort()).toEqual([
    "begin",
    "chooseData",
    "copy",
    "copyLink",
    "follow",
    "loadData",
    "openDemo",
    "openSource",
    "parts",
    "readData",
    "ready",
    "recall",
    "report",
    "save",
    "selectedData",
    "typeset",
    "writeBack",
  ]);
  expect(Object.keys(pageShapes).sort()).toEqual(["act", "dataChanged", "loadedChanged", "settings", "show"]);
});

describe("a demo's state", () => {
  test("is taken when it is right", () => {
    expect(demoState(state)).toBe(true);
  });

  test.each([
    ["NaN in a value", { ...state, values: { a: Number.NaN } }],
    ["infinity as seed", { ...state, seed: Number.POSITIVE_INFINITY }],
    ["half a step", { ...state, step: 0.5 }],
    ["a step back before the start", { ...state, step: -1 }],
    ["a key too many", { ...state, html: "<b>" }],
    ["an object as a value", { ...state, values: { a: { b: 1 } } }],
    ["a list that is too long", { ...state, values: { a: Array.from({ length: 5_000 }, () => 0) } }],
    ["a text that is too long", { ...state, values: { a: "x".repeat(50_000) } }],
    ["__proto__ as a name", { ...state, values: JSON.parse('{"__proto__": 1}') }],
    ["nothing", null],
    ["a list", []],
  ])("is refused with %s", (_, bad) => {
    expect(demoState(bad)).toBe(false);
  });
});

describe("the path of a data file", () => {
  test.each(["points.csv", "data/points.CSV", "a b/ü.npy", "..a/b.json"])("may be %j", (path) =>
    expect(hostShapes.readData({ path })).toBe(true),
  );
  test.each([
    "",
    "/etc/a.csv",
    "../a.csv",
    "a/../../b.csv",
    "a//b.csv",
    "C:/a.csv",
    "a\\b.csv",
    "a.csv\0",
    ".env",
    "a.py",
    "csv",
    `${"x".repeat(2_000)}.csv`,
  ])("may not be %.30j", (path) => expect(hostShapes.readData({ path })).toBe(false));
  test("ends as the readers of data know it, and in no other way", () => {
    for (const ending of dataEndings) expect(knowsData(`a.${ending}`)).toBe(true);
    for (const other of ["xlsx", "py", "parquet", "npz"])
      expect(knowsData(`a.${other}`)).toBe(isDataPath(`a.${other}`));
  });
});

test("weighing stops early and survives a cycle", () => {
  const cycle: Record<string, unknown> = {};
  cycle["self"] = cycle;
  expect(weigh(cycle, 1_000_000)).toBeGreaterThan(1_000_000);
  expect(weigh("x".repeat(100), 1_000)).toBe(200);
  expect(weigh(new Uint8Array(5_000), 1_000)).toBe(5_000);
});

test("a shape of optional keys takes them absent or right, never wrong", () => {
  const shape = is.object({ a: is.number, b: is.optional(is.text(3)) });
  expect(
    [{ a: 1 }, { a: 1, b: "abc" }, { a: 1, b: "abcd" }, { b: "a" }, { a: 1, b: null }].map((each) => shape(each)),
  ).toEqual([true, true, false, false, false]);
});

describe("a demo as one file", () => {
  const boot = {
    state,
    settings: { locale: "zh", reducedMotion: "auto" },
    typeset: [{ formula: { tex: "x</script>", display: true }, result: { svg: "<svg/>" } }],
    files: [{ path: "data/points.csv", base64: "eCx5CjEsMg==" }],
  } as const;
  const parts = {
    title: "<b>&",
    script: 'const a = "</script><!--";',
    style: "a{}</style>",
    boot,
    nonce: "0123456789abcdef0123",
  };
  const html = standaloneHtml(parts);

  test("holds its own policy, and nothing from outside", () => {
    expect(html).toContain("default-src 'none'");
    expect(html).toContain("connect-src 'none'");
    expect(html).not.toMatch(/(?:src|href)="/);
  });

  test("no text of it ends an element early", () => {
    expect(html.match(/<\/script>/g)).toHaveLength(2);
    expect(html.match(/<\/style>/g)).toHaveLength(1);
    expect(html).toContain("<title>&#60;b&#62;&#38;</title>");
    expect(html).toContain('lang="zh-CN"');
  });

  test("carries its state so that it can be read again", () => {
    const json = /type="application\/json">(.*?)<\/script>/.exec(html)?.[1] ?? "";
    expect(readBoot(json)).toEqual(boot);
  });

  test.each(["", "[]", "{", '{"state":{}}', JSON.stringify({ ...boot, state: { ...state, step: -1 } })])(
    "a spoiled state %j is not believed",
    (text) => {
      expect(readBoot(text)).toBeUndefined();
    },
  );

  test("a nonce that could end the attribute is the programmer's error", () => {
    expect(() => standaloneHtml({ ...parts, nonce: '"><script>' })).toThrow(RangeError);
  });
});
