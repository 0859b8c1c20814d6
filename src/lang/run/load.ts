import { readData } from "../../data/read";
import type { Table } from "../../data/table";
import type { Text } from "../../words/text";
import { complain } from "../check/context";
import type { Entity } from "../check/scope";
import { type Node, Trait } from "../symbolic/graph";
import { canonicalName } from "../syntax/notation";
import type { NameNode, Span, Statement } from "../syntax/tree";
import { hasValueTrait, mayDefine } from "./define";
import { numbersOf } from "./numbers";
import { reply } from "./reply";
import { matrixSubject } from "./subject-of";
import type { Outcome, Task } from "./world";

export type { DataFile, LoadFile } from "../data-file";

/** A picture of more cells shows nothing. */
const mostCells = 10_000;

/** `X = load "points.csv"`, `load "points.csv" columns a, b`: floating-point data, a matrix or a column for each name. */
export function load(task: Task, tree: Statement & { readonly kind: "load" }): Outcome {
  const { path } = tree;
  if (path.kind !== "string") return broken(task, tree);
  const asked = path.value.replaceAll("\\", "/");
  if (/^(?:\/|~|[A-Za-z][A-Za-z0-9+.-]*:)/.test(asked)) {
    complain(task.context, "load-relative", {}, path);
    return broken(task, tree);
  }
  const { loadFile } = task.world;
  if (!loadFile) {
    complain(task.context, "load-unavailable", { file: path.value }, path);
    return broken(task, tree);
  }
  const file = loadFile(asked);
  const read = { path: asked, file };
  const outcome = read.file.kind === "bytes" ? bring(task, tree, path, read.file.bytes) : undefined;
  if (file.kind === "pending") complain(task.context, "load-pending", { file: path.value }, path);
  if (file.kind === "problem")
    complain(task.context, "load-fault", { where: { en: path.value, zh: path.value }, what: file.message }, path);
  return { ...(outcome ?? broken(task, tree)), read };
}

/** The names such a statement defines: its own, or those of the columns. */
export function loadedNames(tree: Statement & { readonly kind: "load" }): readonly NameNode[] {
  return tree.name ? [tree.name] : tree.columns;
}

function broken({ context }: Task, tree: Statement & { readonly kind: "load" }): Outcome {
  const defines = loadedNames(tree)
    .filter(({ name }) => context.scope.find(name) === undefined)
    .map(({ name, from, to }): Entity => ({ kind: "broken", name, place: context.place, span: { from, to } }));
  return { defines };
}

function bring(
  task: Task,
  tree: Statement & { readonly kind: "load" },
  path: Span & { readonly value: string },
  bytes: Uint8Array,
): Outcome | undefined {
  const { context, world } = task;
  const names = loadedNames(tree);
  if (names.length === 0) {
    complain(context, "load-nameless", { file: path.value }, path);
    return undefined;
  }
  const { table, problems } = readData(path.value, bytes, {
    columns: tree.columns.map(({ name }) => name),
    canonical: canonicalName,
    limits: { numbers: world.limits.entries },
  });
  for (const { severity, message, row, column } of problems) {
    const facts = { where: whereText(path.value, row, column), what: message };
    if (severity !== "info") complain(context, severity === "error" ? "load-fault" : "load-note", facts, path);
  }
  if (!table) return undefined;
  // In symbolic sums a gap times zero would be zero, and an answer below silently wrong.
  const gap = table.columns.find(({ values }) => !values.every(Number.isFinite));
  if (gap) {
    const row = gap.values.findIndex((value) => !Number.isFinite(value)) + 1;
    complain(context, "load-gaps", { file: path.value, column: gap.name, row }, path);
    return undefined;
  }
  const allowed = names.filter((name) => mayDefine(context, name));
  const defines = allowed.map((name) => {
    const columns = tree.name ? table.columns : table.columns.slice(names.indexOf(name), names.indexOf(name) + 1);
    return entity(task, name, columns, table.rows);
  });
  const text = describe(table, tree.name === undefined);
  const subject = defines[0] && pictureOf(task, defines[0]);
  const notes = problems.filter(({ severity }) => severity === "info").map(({ message }) => message);
  return {
    defines,
    answer: reply({ text, latex: () => `\\text{${text.replace(/[\\{}$&#^_%~]/g, " ")}}`, notes: [...notes, floats] }),
    ...(subject ? { subject } : {}),
  };
}

function entity(task: Task, node: NameNode, columns: Table["columns"], rows: number): Entity {
  const { world, context } = task;
  const { b } = world;
  const numbers = new Float64Array(rows * columns.length);
  for (const [c, { values }] of columns.entries()) {
    for (let r = 0; r < rows; r++) numbers[r * columns.length + c] = values[r];
  }
  const value = b.data(rows, columns.length, numbers);
  const isSquare = rows === columns.length && rows > 1;
  const traits = hasValueTrait | (isSquare && b.transpose(value) === value ? Trait.symmetric : 0);
  const isScalar = rows === 1 && columns.length === 1;
  const symbol: Node = isScalar ? value : b.symbol(node.name, rows, columns.length, traits);
  if (!isScalar) world.values.set(symbol, value);
  const named = { name: node.name, value, symbol };
  return { kind: "value", named, name: node.name, place: context.place, span: { from: node.from, to: node.to } };
}

function pictureOf({ world }: Task, one: Entity): Outcome["subject"] {
  if (one.kind !== "value") return undefined;
  const { value } = one.named;
  if (Number(value.rows) * Number(value.cols) > mostCells || value.cols === 1) return undefined;
  const numbers = numbersOf(world.b, value);
  return numbers && matrixSubject(numbers, one.name);
}

/** `100×3  x, y, label`: behind three blanks, so that the names go first where room is short. */
function describe({ columns, rows, named }: Table, apart: boolean): string {
  const size = apart ? `${rows} rows` : `${rows}×${columns.length}`;
  return named ? `${size}   ${columns.map(({ name }) => name).join(", ")}` : size;
}

function whereText(file: string, row?: number, column?: number): Text {
  if (row === undefined) return { en: file, zh: file };
  return {
    en: `${file}, line ${row}${column === undefined ? "" : `:${column}`}`,
    zh: `${file} 第 ${row} 行${column === undefined ? "" : `第 ${column} 处`}`,
  };
}

const floats: Text = { en: "Data is floating point.", zh: "数据为浮点数。" };
