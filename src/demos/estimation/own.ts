import type { Text } from "../../words/text";
import type { OwnColumn, OwnData } from "../demo";
import { show } from "../number";

/** What a subject takes of a person's table: its data, a remark on them, or why it can take none. */
export interface Own {
  readonly data?: number[];
  readonly said?: Text;
  readonly fault?: Text;
}

/** The column in a role, if it has one. */
export function ownNumbers(table: OwnData, role: string): OwnColumn | undefined {
  return table.columns[role]?.[0];
}

const missing = (name: string): Text => ({
  en: `The column ${name} has no values to use.`,
  zh: `${name} 列没有可用的值。`,
});

/** A column of two different values as tosses: the larger, or later in the alphabet, counts as heads. */
export function ownTosses(column: OwnColumn | undefined, most: number): Own {
  if (!column) return {};
  const cells = column.texts
    ? column.texts.filter((text) => text !== "")
    : Array.from(column.numbers ?? []).filter(Number.isFinite);
  const kinds = [...new Set<string | number>(cells)].sort((x, y) => (x < y ? -1 : 1));
  if (kinds.length === 0) return { fault: missing(column.name) };
  const isBinary = kinds.every((kind) => kind === 0 || kind === 1);
  if (kinds.length > 2 || (kinds.length === 1 && !isBinary)) {
    return {
      fault: {
        en: `The column ${column.name} has ${kinds.length === 1 ? "one value" : `${kinds.length} different values`}; a coin needs two, such as 0 and 1.`,
        zh: `${column.name} 列有 ${kinds.length} 种不同的值；硬币需要两种，例如 0 与 1。`,
      },
    };
  }
  const heads = isBinary ? 1 : kinds[1]!;
  const used = cells.slice(0, most);
  return {
    data: used.map((cell) => (cell === heads ? 1 : 0)),
    said: {
      en: `${used.length} ${used.length === 1 ? "value" : "values"} of ${column.name}${cells.length > most ? ` (the first of ${cells.length})` : ""}; ${typeof heads === "number" ? show(heads) : `“${heads}”`} counts as heads.`,
      zh: `取 ${column.name} 列的 ${used.length} 个值${cells.length > most ? `（共 ${cells.length} 个，取前面的）` : ""}；${typeof heads === "number" ? show(heads) : `“${heads}”`} 记为正面。`,
    },
  };
}

/** A column of numbers that a family can have; the first that it can't is told with its row. */
export function ownSample(
  column: OwnColumn | undefined,
  most: number,
  accepts: (x: number) => boolean,
  needs: Text,
): Own {
  if (!column) return {};
  const numbers = column.numbers;
  if (!numbers)
    return {
      fault: { en: `The column ${column.name} holds text, not numbers.`, zh: `${column.name} 列是文本，不是数。` },
    };
  const row = numbers.findIndex((x) => !Number.isNaN(x) && !(accepts(x) && Math.abs(x) <= 1e9));
  if (row >= 0) {
    const bad = show(numbers[row]!);
    return {
      fault: {
        en: `Row ${row + 1} of ${column.name} is ${bad}; here every value must be ${needs.en}.`,
        zh: `${column.name} 列第 ${row + 1} 行是 ${bad}；这里每个值都必须是${needs.zh}。`,
      },
    };
  }
  const all = Array.from(numbers).filter((x) => !Number.isNaN(x));
  if (all.length === 0) return { fault: missing(column.name) };
  const data = all.slice(0, most);
  const gaps = numbers.length - all.length;
  return {
    data,
    said: {
      en: `${data.length} ${data.length === 1 ? "value" : "values"} of ${column.name}${gaps > 0 ? `, ${gaps} missing left out` : ""}${all.length > most ? `, the first of ${all.length}` : ""}.`,
      zh: `取 ${column.name} 列的 ${data.length} 个值${gaps > 0 ? `，略去 ${gaps} 个缺失值` : ""}${all.length > most ? `，共 ${all.length} 个，取前面的` : ""}。`,
    },
  };
}
