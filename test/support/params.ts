import type { DataParam, DataRole, OwnColumn, OwnData, Param, Value } from "../../src/demos/demo";
import { choiceText, readChoice } from "../../src/demos/own-data";

/** What controls can be set to, at their ends and beyond what is usual. */

/** Whether a control could have produced the value. */
export function accepts(param: Param, value: Value): boolean {
  switch (param.kind) {
    case "number":
      return typeof value === "number" && value >= param.min && value <= param.max;
    case "choice":
      return param.options.some((option) => option.value === value);
    case "toggle":
      return typeof value === "boolean";
    case "many": {
      // The control gives them in the order of its options: a preset in another would not stay pressed.
      const chosen = String(value).split(",");
      const inOrder = param.options.filter((option) => chosen.includes(option.value));
      return value === inOrder.map((option) => option.value).join(",");
    }
    case "text":
      return typeof value === "string" && value.length <= param.maxLength;
    case "matrix": {
      const numbers = value as readonly number[];
      return (
        numbers.length === param.rows * param.columns &&
        numbers.every((entry) => entry >= param.min && entry <= param.max)
      );
    }
    case "spectrum": {
      const numbers = value as readonly number[];
      return numbers.length <= param.maxLength && numbers.every((entry) => entry >= param.min && entry <= param.max);
    }
    case "points": {
      const numbers = value as readonly number[];
      const isWhole = numbers.length % 2 === 0 && numbers.length <= 2 * param.maxPoints;
      return isWhole && numbers.every((entry) => entry >= param.min && entry <= param.max);
    }
    case "data":
      return value === "" || readChoice(String(value)) !== undefined;
  }
}

/** A value of a data parameter; what it says of the table is not read where the table is given. */
export const ownChoice = choiceText({ name: "own.csv", text: "a", roles: {} });

/** Tables that a person may bring, one for each kind of trouble. */
export function ownTables({ roles, maxRows }: DataParam): Record<string, OwnData> {
  const make = (
    rows: number,
    number: (row: number, column: number) => number,
    text?: (row: number) => string,
  ): OwnData => {
    let column = 0;
    const columnOf = (role: DataRole): OwnColumn => {
      const k = column++;
      if (role.kind === "any" && text !== undefined)
        return { name: `t${k}`, texts: Array.from({ length: rows }, (_, row) => text(row)) };
      return { name: `c${k}`, numbers: Float64Array.from({ length: rows }, (_, row) => number(row, k)) };
    };
    const columns = roles.map((role) => [role.id, (role.many ? [role, role, role] : [role]).map(columnOf)]);
    return { name: "own.csv", rows, columns: Object.fromEntries(columns) };
  };
  const least = (table: OwnData): OwnData => ({
    ...table,
    columns: Object.fromEntries(
      roles.map(({ id, optional, many }) => [id, optional ? [] : table.columns[id]!.slice(0, many ? 1 : undefined)]),
    ),
  });
  const wave = (row: number, column: number): number => Math.sin(1.7 * row + column) * (column + 1) + row / 40;
  const letters = (row: number): string => "abc"[row % 3]!;
  return {
    "one row": make(1, wave, letters),
    "two rows": make(2, wave, letters),
    "equal rows": make(
      9,
      () => 3,
      () => "same",
    ),
    "one class": make(30, wave, () => "only"),
    "a class of numbers": make(40, (row, column) => (column === 0 ? row % 2 : wave(row, column))),
    "every value missing": make(
      12,
      () => Number.NaN,
      () => "",
    ),
    gaps: make(
      40,
      (row, column) => ((row + column) % 5 === 0 ? Number.NaN : wave(row, column)),
      (row) => (row % 7 === 0 ? "" : letters(row)),
    ),
    "infinite values": make(12, (row, column) => (row === 4 ? Number.POSITIVE_INFINITY : wave(row, column)), letters),
    "huge values": make(12, (row, column) => 1e300 * wave(row, column), letters),
    "only what is needed": least(make(25, wave, letters)),
    "as many rows as allowed": make(Math.min(maxRows, 3_000), wave, letters),
  };
}

/** The ends of what a control can be set to. */
export function extremes(param: Param): Value[] {
  switch (param.kind) {
    case "number":
      return [param.min, param.max];
    case "choice":
      return param.options.map(({ value }) => value);
    case "toggle":
      return [false, true];
    case "many":
      return ["", param.options.map(({ value }) => value).join(",")];
    case "text":
      return [
        "",
        "1/0",
        "x^",
        "sin(",
        "((((",
        "0",
        "1e308 x",
        "exp(exp(exp(x)))",
        "log(-1 - x^2)",
        "__proto__",
        "\ud800",
      ];
    case "matrix": {
      const count = param.rows * param.columns;
      return [param.min, param.max, 0].map((entry) => new Array<number>(count).fill(entry));
    }
    case "spectrum":
      return [[param.min], [param.max, param.min], new Array<number>(param.maxLength).fill(param.max)];
    case "points":
      return [[], [param.min, param.max], new Array<number>(2 * param.maxPoints).fill(param.max)];
    case "data":
      return [""];
  }
}
