import { describe, expect, test } from "vitest";
import type { DataParam } from "../../src/demos/demo";
import { castColumns, choiceText, type DataChoice, readChoice, readOwn } from "../../src/demos/own-data";

const two = (word: string) => ({ en: word, zh: word });
const param: Pick<DataParam, "roles" | "maxRows"> = {
  roles: [
    { id: "features", label: two("Features"), kind: "number", many: true },
    { id: "class", label: two("Class"), kind: "any" },
    { id: "weight", label: two("Weight"), kind: "number", optional: true },
  ],
  maxRows: 5,
};
const none: DataChoice = { name: "t", text: "", roles: {} };
const cast = (text: string, choice: Partial<DataChoice> = {}, on = param) =>
  castColumns(on, { ...none, ...choice }, readOwn("t", text));
const flowers = "length,width,species\n5.1,3.5,setosa\n7,3.2,versicolor\n6.3,,virginica\n";

describe("the value of a data parameter", () => {
  test.each<DataChoice>([
    { name: "points.csv", path: "data/points.csv", roles: {} },
    { name: "", text: "x,y\n1,2", roles: { x: ["a", "b"], y: [] }, every: 3 },
  ])("says its choice and reads as the same one: %j", (choice) =>
    expect(readChoice(choiceText(choice))).toEqual(choice),
  );
  test("is the same for equal choices, whatever the order", () => {
    const roles = { a: ["1"], b: ["2"] };
    expect(choiceText({ ...none, roles })).toBe(choiceText({ ...none, roles: { b: ["2"], a: ["1"] } }));
  });
  test.each([
    "",
    "{",
    "[]",
    "null",
    '{"name":"a"}',
    '{"name":"a","text":1}',
    '{"name":"a","text":"x","path":"p"}',
    JSON.stringify({ name: "a", text: "x".repeat(30_000) }),
    JSON.stringify({ name: "a".repeat(300), text: "x" }),
  ])("that is none is not believed: %.40s", (text) => expect(readChoice(text)).toBeUndefined());
  test("with spoiled roles keeps those that are right", () =>
    expect(readChoice('{"name":"a","text":"x","roles":{"x":["1"],"y":3,"__proto__":[[]]},"every":-2}')).toEqual({
      name: "a",
      text: "x",
      roles: { x: ["1"] },
    }));
});

describe("the columns of a table", () => {
  test("of which several may be of any kind are taken as they come: an edge goes from the first to the second", () => {
    const on = {
      roles: [
        { id: "from", label: two("from"), kind: "any" as const },
        { id: "to", label: two("to"), kind: "any" as const },
      ],
      maxRows: 5,
    };
    expect(cast("u,v,w\n1,2,0.5\n2,3,0.5\n", {}, on).state.roles).toEqual({ from: ["u"], to: ["v"] });
    expect(cast("u,v,road\n1,2,a\n2,3,b\n", {}, on).state.roles).toEqual({ from: ["u"], to: ["v"] });
    expect(cast("to,from\n1,2\n2,3\n", {}, on).state.roles).toEqual({ from: ["from"], to: ["to"] });
  });
  test("take the roles that fit: text the class, every number a feature, nothing what is optional", () => {
    const { state, data } = cast(flowers);
    expect(state.roles).toEqual({ class: ["species"], features: ["length", "width"], weight: [] });
    expect(data?.columns["class"]).toEqual([{ name: "species", texts: ["setosa", "versicolor", "virginica"] }]);
    expect(data?.columns["features"].map(({ name, numbers }) => [name, ...numbers!])).toEqual([
      ["length", 5.1, 7, 6.3],
      ["width", 3.5, 3.2, Number.NaN],
    ]);
    expect(state.columns).toEqual([
      { name: "length", kind: "number", missing: 0 },
      { name: "width", kind: "number", missing: 1 },
      { name: "species", kind: "text", missing: 0 },
    ]);
  });
  test("take the role that they are named for, whatever the case", () =>
    expect(cast("WEIGHT,a,b\n1,2,3").state.roles).toEqual({ weight: ["WEIGHT"], class: ["b"], features: ["a"] }));
  test("a column of whole numbers named y or label is the class before the last one is", () =>
    expect(cast("label,a,b\n0,2,3\n1,2,3").state.roles["class"]).toEqual(["label"]));
  test("take the roles that a person gave them, and a name that is gone does not count", () => {
    const roles = { class: ["width"], features: ["length", "gone"], weight: ["species"] };
    expect(cast(flowers, { roles }).state.roles).toEqual({ class: ["width"], features: ["length"], weight: [] });
  });
  test("of one name are told apart", () =>
    expect(cast("a,a,c\n1,2,3").state.columns.map(({ name }) => name)).toEqual(["a", "a (2)", "c"]));
  test("without one of numbers for a role that needs it give no data, and say which role", () => {
    const { state, data } = cast("name,kind\na,b\nc,d");
    expect(data).toBeUndefined();
    expect(state.problems[0].message.en).toBe("No column of numbers is left for “Features” (text: name, kind).");
  });
});

describe("a table that can't be used", () => {
  test.each([
    ["", undefined, "The text is empty."],
    ["a,b\n1,2\n3", 3, "This line has 1 field; 2 were expected."],
    ["a,b\n", 1, "There are names of columns and no rows below."],
    ["[1, 2", 1, "] is expected here."],
    ['a,b\n1,"2', 2, 'A quoted field opens here and is never closed: a " is missing.'],
  ])("says why, with its place: %j", (text, row, message) => {
    const { state, data } = cast(text);
    expect(data).toBeUndefined();
    expect([state.problems[0].row, state.problems[0].message.en, state.problems[0].severity]).toEqual([
      row,
      message,
      "error",
    ]);
  });
  test("for its length loads nothing, and one row of so many once that is asked for", () => {
    const text = `x,c\n${Array.from({ length: 12 }, (_, k) => `${k},k${k}`).join("\n")}`;
    const long = cast(text);
    expect([long.data, long.state.tooLong, long.state.rows]).toEqual([undefined, 3, 12]);
    expect(long.state.problems[0].message.en).toBe(
      "The table has 12 rows; this demo takes at most 5. Nothing was loaded.",
    );
    const thin = cast(text, { every: 3 });
    expect(thin.data?.rows).toBe(4);
    expect([...thin.data!.columns["features"][0].numbers!]).toEqual([0, 3, 6, 9]);
    expect(thin.data?.columns["class"][0].texts).toEqual(["k0", "k3", "k6", "k9"]);
  });
});

describe("a table written as a literal of a program", () => {
  const rows = (text: string) => {
    const { table, problems } = readOwn("", text);
    if (table === undefined) throw new Error(problems[0]?.message.en);
    return Array.from({ length: table.rows }, (_, row) =>
      table.columns.map(({ values, texts }) => texts?.[row] ?? values[row]),
    );
  };
  const square = [
    [1, 2],
    [3, 4],
  ];
  test.each([
    ["NumPy", "X = np.array([[1, 2], [3, 4]])"],
    ["NumPy with a type", "X = np.array([[1., 2.],\n              [3., 4.],], dtype=float)"],
    ["tuples", "points = [(1, 2), (3, 4)]"],
    ["a tensor", "torch.tensor([[1, 2], [3, 4]])"],
    ["a comment inside", "X = [\n  [1, 2],  # first\n  [3, 4],\n]"],
    ["C++", "double p[2][2] = {{1, 2}, {3, 4}};"],
    ["TypeScript", "const p = [[1, 2], [3, 4]];"],
    ["Julia and MATLAB", "A = [1 2; 3 4]"],
    ["MATLAB in lines", "A = [1 2\n     3 4];"],
    ["JSON", "[[1, 2], [3, 4]]"],
    ["CSV", "1,2\n3,4"],
  ])("in %s", (_, text) => expect(rows(text)).toEqual(square));
  test.each([
    ["R", "x <- c(1, 2.5, -3)", [[1], [2.5], [-3]]],
    ["NaN", "x = [1, None, .5]", [[1], [Number.NaN], [0.5]]],
    [
      "words",
      "rows = [('a', 1), ('b', 2)]",
      [
        ["a", 1],
        ["b", 2],
      ],
    ],
  ])("with %s", (_, text, expected) => expect(rows(text)).toEqual(expected));
  test("rows with brackets in them are CSV as before", () =>
    expect(rows("1 (a), 2\n3 (b), 4")).toEqual([
      ["1 (a)", 2],
      ["3 (b)", 4],
    ]));
  test("a broken one says what is wrong in the text as it stands", () => {
    expect(readOwn("", "[[1, 2], [3").problems[0]).toMatchObject({ severity: "error", row: 1 });
  });
});
