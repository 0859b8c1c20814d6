import type { Text } from "../words/text";
import { type Cell, looksGrouped, readCell } from "./cell";
import { findDelimiter, type Record, splitRecords } from "./records";
import { selectColumns } from "./select";
import {
  type Column,
  type DataLimits,
  type DataProblem,
  dataLimits,
  failure,
  type Loaded,
  type LoadOptions,
  refused,
  tooManyNumbers,
} from "./table";
import { decodeText } from "./text";

/**
 * Reads CSV: any of `,` `;` tab `|` or blanks between fields, names in the first line or none, quoted fields, decimal
 * commas, missing values (NaN). What was decided is said, and a file with an error is not loaded at all.
 *
 * @cost linear in the bytes
 */
export function readCsv(bytes: Uint8Array, options: LoadOptions = {}): Loaded {
  const limits: DataLimits = { ...dataLimits, ...options.limits };
  const decoded = decodeText(bytes);
  if ("problem" in decoded) return refused([decoded.problem]);
  const delimiter = findDelimiter(decoded.text);
  const text = delimiter === " " ? decoded.text.replace(/^[ \t]+|[ \t]+$/gm, "").replace(/[ \t]+/g, " ") : decoded.text;
  // Twice as many fields as numbers: columns of text may stand beside those that are asked for.
  const { records: read, problems, tooMany } = splitRecords(text, delimiter, 2 * limits.numbers);
  if (tooMany) return refused([tooManyNumbers(`> ${2 * limits.numbers}`, limits.numbers)]);
  if (problems.length > 0) return refused(problems);
  if (read.length === 0) return refused([failure({ en: "The file holds no rows.", zh: "文件中没有数据行。" })]);
  const { records, trimmed } = withoutEmptyEnd(read);
  const header = headerOf(records);
  const names = header?.names ?? records[0].fields.map((_, k) => String(k + 1));
  const rows = header ? records.slice(1) : records;
  if (rows.length === 0) return refused([failure(onlyNames, records[0].line)]);
  const ragged = rows
    .filter(({ fields }) => fields.length !== names.length)
    .map(({ fields, line }) => failure(raggedText(fields.length, names.length), line));
  if (ragged.length > 0) return refused(ragged);
  const picked = selectColumns(names, header !== undefined, options);
  if ("problem" in picked) return refused([picked.problem]);
  if (rows.length * picked.indices.length > limits.numbers)
    return refused([tooManyNumbers(rows.length * picked.indices.length, limits.numbers)]);
  const { columns, errors, warnings } = convert(rows, names, picked.indices, options);
  if (errors.length > 0) return refused(errors);
  const said: DataProblem[] = [...warnings];
  if (header?.doubtful) said.push({ severity: "warning", message: doubtfulHeader(names), row: records[0].line });
  if (trimmed) said.push({ severity: "info", message: trailing });
  if (/^#/m.test(text)) said.push({ severity: "info", message: comments });
  said.push({ severity: "info", message: howRead(delimiter, header !== undefined) });
  return { table: { columns, rows: rows.length, named: header !== undefined }, problems: said };
}

/** Some programs end each line with a delimiter; the empty column behind it is none. */
function withoutEmptyEnd(records: readonly Record[]): { records: readonly Record[]; trimmed: boolean } {
  const width = records[0].fields.length;
  const trimmed =
    width > 1 && records.every(({ fields }) => fields.length === width && fields[width - 1].trim() === "");
  if (!trimmed) return { records, trimmed };
  return { records: records.map(({ fields, line }) => ({ fields: fields.slice(0, -1), line })), trimmed };
}

/** The first record is names if it holds text where numbers stand below, or nothing but text. */
function headerOf(records: readonly Record[]): { names: string[]; doubtful: boolean } | undefined {
  const [first, ...rest] = records;
  const kinds = first.fields.map((field) => readCell(field).kind);
  const texts = kinds.flatMap((kind, k) => (kind === "text" ? [k] : []));
  if (texts.length === 0) return undefined;
  const below = rest.slice(0, 200);
  const overNumbers = texts.some((k) => {
    const cells = below.map(({ fields }) => readCell(fields[k] ?? ""));
    const numbers = cells.filter(({ kind }) => kind === "number").length;
    return numbers > 0 && numbers >= cells.filter(({ kind }) => kind === "text").length;
  });
  const holdsNumbers = kinds.includes("number");
  if (!overNumbers && holdsNumbers) return undefined;
  return { names: first.fields.map((name, k) => name.trim() || String(k + 1)), doubtful: holdsNumbers };
}

function convert(
  rows: readonly Record[],
  names: readonly string[],
  indices: readonly number[],
  { texts: mayBeText = false }: LoadOptions,
) {
  const errors: DataProblem[] = [];
  const warnings: DataProblem[] = [];
  const marks = new Map<string, { readonly field: string; readonly line: number; readonly column: number }>();
  let allGrouped = true;
  const columns = indices.map((k): Column => {
    if (mayBeText) {
      const asText = textColumn(rows, names[k], k, warnings);
      if (asText !== undefined) return asText;
    }
    const values = new Float64Array(rows.length);
    let firstMissing: number | undefined;
    let missing = 0;
    rows.forEach(({ fields, line }, r) => {
      const cell: Cell = readCell(fields[k]);
      values[r] = cell.kind === "number" ? cell.value : Number.NaN;
      if (cell.kind === "missing") {
        missing++;
        firstMissing ??= line;
      } else if (cell.kind !== "number") {
        const message = cell.kind === "text" ? notNumber(fields[k], names[k]) : tooLarge(fields[k]);
        errors.push(failure(message, line, k + 1));
      } else if (cell.mark !== "") {
        if (!marks.has(cell.mark)) marks.set(cell.mark, { field: fields[k].trim(), line, column: k + 1 });
        if (cell.mark === "," && !looksGrouped(fields[k])) allGrouped = false;
      }
    });
    if (firstMissing !== undefined)
      warnings.push({ severity: "warning", message: missingText(missing, names[k]), row: firstMissing, column: k + 1 });
    return { name: names[k], values };
  });
  const comma = marks.get(",");
  const point = marks.get(".");
  if (comma && point) errors.push(failure(twoMarks(comma.field, point.field, point.line), comma.line, comma.column));
  else if (comma && allGrouped)
    warnings.push({ severity: "warning", message: grouped(comma.field), row: comma.line, column: comma.column });
  return { columns, errors, warnings };
}

/** The column as texts, if a field of it is no number; where most are numbers, the first that is none is told. */
function textColumn(rows: readonly Record[], name: string, k: number, warnings: DataProblem[]): Column | undefined {
  let numbers = 0;
  let texts = 0;
  let first: Record | undefined;
  for (const row of rows) {
    const { kind } = readCell(row.fields[k]);
    if (kind === "number") numbers++;
    if (kind !== "text") continue;
    texts++;
    first ??= row;
  }
  if (first === undefined) return undefined;
  if (numbers > texts) {
    const message = mostlyNumbers(first.fields[k], name);
    warnings.push({ severity: "warning", message, row: first.line, column: k + 1 });
  }
  const fields = rows.map((row) => (readCell(row.fields[k]).kind === "missing" ? "" : row.fields[k].trim()));
  return { name, values: new Float64Array(rows.length).fill(Number.NaN), texts: fields };
}

const onlyNames: Text = {
  en: "There are names of columns and no rows below.",
  zh: "只有列名，下面没有数据行。",
};
const trailing: Text = {
  en: "Each line ends with a delimiter; the empty column behind it was left out.",
  zh: "每行末尾都有分隔符，其后的空列已略去。",
};
const comments: Text = {
  en: "Lines that begin with # were left out.",
  zh: "以 # 开头的行已略去。",
};
const raggedText = (got: number, expected: number): Text => ({
  en: `This line has ${got} ${got === 1 ? "field" : "fields"}; ${expected} ${expected === 1 ? "was" : "were"} expected.`,
  zh: `此行有 ${got} 个字段，应为 ${expected} 个。`,
});
const shown = (field: string) => (field.length > 30 ? `${field.slice(0, 29)}…` : field);
const notNumber = (field: string, name: string): Text => ({
  en: `“${shown(field)}” in column ${name} is not a number. Name the columns to load: columns a, b.`,
  zh: `${name} 列中的“${shown(field)}”不是数。可用 columns a, b 指定要读入的列。`,
});
const mostlyNumbers = (field: string, name: string): Text => ({
  en: `“${shown(field)}” is not a number, so column ${name} is read as text.`,
  zh: `“${shown(field)}”不是数，因此 ${name} 列按文本读入。`,
});
const tooLarge = (field: string): Text => ({
  en: `${shown(field)} is beyond the largest floating-point number.`,
  zh: `${shown(field)} 超出浮点数的范围。`,
});
const missingText = (count: number, name: string): Text => ({
  en: `Column ${name} lacks ${count} ${count === 1 ? "value" : "values"}; here is the first. They are NaN.`,
  zh: `${name} 列缺少 ${count} 个值（首个在此处），均记为 NaN。`,
});
const twoMarks = (comma: string, point: string, line: number): Text => ({
  en: `Here ${comma} has a comma, and ${point} in line ${line} has a point: which one is the decimal mark?`,
  zh: `此处 ${comma} 用逗号，第 ${line} 行的 ${point} 用小数点：无法确定小数点记号。`,
});
const grouped = (field: string): Text => ({
  en: `${field} was read as ${field.replace(",", ".")}. If commas group thousands in this file, remove them.`,
  zh: `${field} 读作 ${field.replace(",", ".")}。若文件中逗号是千位分隔符，请将其删除。`,
});
const doubtfulHeader = (names: readonly string[]): Text => ({
  en: `This line was read as names (${shown(names.join(", "))}), though it holds numbers too.`,
  zh: `此行含有数，但被读作列名（${shown(names.join("、"))}）。`,
});
const words: { readonly [delimiter: string]: Text } = {
  ",": { en: "commas", zh: "逗号" },
  ";": { en: "semicolons", zh: "分号" },
  "\t": { en: "tabs", zh: "制表符" },
  "|": { en: "bars", zh: "竖线" },
  " ": { en: "blanks", zh: "空格" },
};
const howRead = (delimiter: string, named: boolean): Text => ({
  en: `Read with ${words[delimiter].en} between fields and ${named ? "names in the first line" : "no line of names"}.`,
  zh: `字段以${words[delimiter].zh}分隔，${named ? "首行为列名" : "没有列名行"}。`,
});
