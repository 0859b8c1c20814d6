import type { Text } from "../words/text";
import { type JsonNode, readJson } from "./json-reader";
import { selectColumns } from "./select";
import { type Column, type DataProblem, dataLimits, failure, type Loaded, type LoadOptions, refused } from "./table";
import { decodeText } from "./text";

/** Columns before their numbers are taken: a name, and a node for each row. */
interface Draft {
  readonly names: readonly string[];
  readonly columns: readonly (readonly JsonNode[])[];
  readonly named: boolean;
}

/**
 * Reads JSON: numbers `[1, 2]` (one column), rows `[[1, 2], [3, 4]]`, columns `{"a": [1, 3], "b": [2, 4]}`, or records
 * `[{"a": 1, "b": 2}, …]`. `null` is a missing value, NaN.
 */
export function readJsonTable(bytes: Uint8Array, options: LoadOptions = {}): Loaded {
  const limits = { ...dataLimits, ...options.limits };
  const decoded = decodeText(bytes);
  if ("problem" in decoded) return refused([decoded.problem]);
  const root = readJson(decoded.text, 2 * limits.numbers);
  if ("fault" in root) return refused([failure(root.fault, root.line, root.column)]);
  const problems: DataProblem[] = [];
  const draft = draftOf(root, problems);
  if (problems.length > 0 || draft === undefined) return refused(problems);
  const picked = selectColumns(draft.names, draft.named, options);
  if ("problem" in picked) return refused([picked.problem]);
  const warnings: DataProblem[] = [];
  const columns = picked.indices.map(
    (k) =>
      (options.texts === true ? textColumn(draft.names[k], draft.columns[k], warnings) : undefined) ??
      columnOf(draft.names[k], draft.columns[k], problems, warnings),
  );
  if (problems.length > 0) return refused(problems);
  return { table: { columns, rows: columns[0].values.length, named: draft.named }, problems: warnings };
}

function draftOf(root: JsonNode, problems: DataProblem[]): Draft | undefined {
  const bad = (node: JsonNode, message: Text) => {
    problems.push(failure(message, node.line, node.column));
    return undefined;
  };
  if (root.kind === "object") return columnsOf(root.entries, root, bad);
  if (root.kind !== "array") return bad(root, noTable);
  const { items } = root;
  const first = items[0];
  if (first === undefined) return bad(root, empty);
  if (first.kind === "array") return rowsOf(items, first.items.length, bad);
  if (first.kind === "object") return recordsOf(items, first, bad);
  return { names: ["1"], columns: [items], named: false };
}

type Bad = (node: JsonNode, message: Text) => undefined;

function columnsOf(entries: readonly (readonly [string, JsonNode])[], root: JsonNode, bad: Bad): Draft | undefined {
  const names = new Set<string>();
  const columns: (readonly JsonNode[])[] = [];
  let length: number | undefined;
  for (const [name, node] of entries) {
    if (names.has(name)) bad(node, twice(name));
    names.add(name);
    if (node.kind !== "array") {
      bad(node, notColumn(name));
      continue;
    }
    length ??= node.items.length;
    if (node.items.length !== length) bad(node, unequal(name, node.items.length, length));
    columns.push(node.items);
  }
  if (!length) return bad(root, empty);
  return { names: [...names], columns, named: true };
}

function rowsOf(items: readonly JsonNode[], width: number, bad: Bad): Draft | undefined {
  const columns: JsonNode[][] = Array.from({ length: width }, () => []);
  for (const row of items) {
    if (row.kind !== "array") bad(row, notRow);
    else if (row.items.length !== width) bad(row, ragged(row.items.length, width));
    else row.items.forEach((node, k) => void columns[k].push(node));
  }
  if (width === 0) return bad(items[0], empty);
  return { names: columns.map((_, k) => String(k + 1)), columns, named: false };
}

function recordsOf(items: readonly JsonNode[], first: JsonNode & { kind: "object" }, bad: Bad): Draft | undefined {
  const names = first.entries.map(([name]) => name);
  const places = new Map(names.map((name, k) => [name, k]));
  const columns: JsonNode[][] = names.map(() => []);
  for (const item of items) {
    if (item.kind !== "object") {
      bad(item, notRecord);
      continue;
    }
    const seen = new Set<string>();
    for (const [name, node] of item.entries) {
      const k = places.get(name);
      if (seen.has(name)) bad(node, twice(name));
      else if (k === undefined) bad(node, newKey(name));
      else columns[k].push(node);
      seen.add(name);
    }
    for (const name of names) if (!seen.has(name)) bad(item, lacks(name));
  }
  if (names.length === 0) return bad(first, empty);
  return { names, columns, named: true };
}

function columnOf(name: string, nodes: readonly JsonNode[], problems: DataProblem[], warnings: DataProblem[]): Column {
  const values = new Float64Array(nodes.length);
  let missing = 0;
  let first: JsonNode | undefined;
  nodes.forEach((node, r) => {
    values[r] = node.kind === "number" ? node.value : Number.NaN;
    if (node.kind === "number") return;
    if (node.kind === "null") {
      missing++;
      first ??= node;
    } else problems.push(failure(notNumber, node.line, node.column));
  });
  if (first) {
    const message = missingText(missing, name);
    warnings.push({ severity: "warning", message, row: first.line, column: first.column });
  }
  return { name, values };
}

/** The column as texts, if a value of it is a string or a truth value. */
function textColumn(name: string, nodes: readonly JsonNode[], warnings: DataProblem[]): Column | undefined {
  const isText = (node: JsonNode): boolean => node.kind === "string" || node.kind === "boolean";
  const texts = nodes.filter(isText);
  if (texts.length === 0 || nodes.some(({ kind }) => kind === "array" || kind === "object")) return undefined;
  const numbers = nodes.filter(({ kind }) => kind === "number").length;
  if (numbers > texts.length) {
    const [{ line, column }] = texts;
    warnings.push({ severity: "warning", message: mostlyNumbers(name), row: line, column });
  }
  const fields = nodes.map((node) => ("value" in node ? String(node.value) : ""));
  return { name, values: new Float64Array(nodes.length).fill(Number.NaN), texts: fields };
}

const noTable: Text = {
  en: "A table is [1, 2], [[1, 2], [3, 4]] or {“a”: [1, 3], “b”: [2, 4]}; this is none of them.",
  zh: "表格应为 [1, 2]、[[1, 2], [3, 4]] 或 {“a”: [1, 3], “b”: [2, 4]} 的形式。",
};
const empty: Text = { en: "The file holds no numbers.", zh: "文件中没有数。" };
const notRow: Text = { en: "A row is expected here, as above.", zh: "此处应与上文一致，为一行数。" };
const notRecord: Text = { en: "A record {…} is expected here, as above.", zh: "此处应与上文一致，为一条记录 {…}。" };
const notNumber: Text = { en: "A number is expected here.", zh: "此处应为数。" };
const mostlyNumbers = (name: string): Text => ({
  en: `This is not a number, so column ${name} is read as text.`,
  zh: `此值不是数，因此 ${name} 列按文本读入。`,
});
const twice = (name: string): Text => ({ en: `The key ${name} stands twice.`, zh: `键 ${name} 重复出现。` });
const notColumn = (name: string): Text => ({
  en: `The column ${name} is not a list of numbers.`,
  zh: `${name} 列不是数的列表。`,
});
const unequal = (name: string, got: number, expected: number): Text => ({
  en: `The column ${name} has ${got} numbers, the first one ${expected}.`,
  zh: `${name} 列有 ${got} 个数，第一列有 ${expected} 个。`,
});
const ragged = (got: number, expected: number): Text => ({
  en: `This row has ${got} numbers, the first one ${expected}.`,
  zh: `此行有 ${got} 个数，第一行有 ${expected} 个。`,
});
const newKey = (name: string): Text => ({
  en: `The first record has no key ${name}.`,
  zh: `第一条记录没有键 ${name}。`,
});
const lacks = (name: string): Text => ({ en: `This record lacks the key ${name}.`, zh: `此记录缺少键 ${name}。` });
const missingText = (count: number, name: string): Text => ({
  en: `Column ${name} lacks ${count} ${count === 1 ? "value" : "values"}; here is the first. They are NaN.`,
  zh: `${name} 列缺少 ${count} 个值（首个在此处），均记为 NaN。`,
});
