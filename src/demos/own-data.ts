import { readData } from "../data/read";
import type { Column, DataProblem, Loaded, Table } from "../data/table";
import { failure } from "../data/table";
import type { Text } from "../words/text";
import { type DataParam, type DataRole, longestInline, type OwnColumn, type OwnData } from "./demo";
import { literalTable } from "./literal";

/** A person's own table on its way into a demo: what the value of a data parameter says, and what comes of it. */

/** What the value of a data parameter says. */
export interface DataChoice {
  /** What the table is called on screen; for a text, its ending says how it is read. */
  readonly name: string;
  /** Where a file of the workspace is; absent for a text. */
  readonly path?: string;
  /** The selected or pasted text itself. */
  readonly text?: string;
  /** The columns chosen by hand, by role; roles that are not here take what fits. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Of so many rows, one is taken: the person's answer to a table that is too long. */
  readonly every?: number;
}

const longestName = 200;
const mostColumns = 400;

/** The choice that a value says; nothing for a value that is none. */
export function readChoice(value: string): DataChoice | undefined {
  if (value === "") return undefined;
  let raw: unknown;
  try {
    raw = JSON.parse(value);
  } catch {
    return undefined;
  }
  if (typeof raw !== "object" || raw === null) return undefined;
  const { name, path, text, roles, every } = raw as Readonly<Record<string, unknown>>;
  if (typeof name !== "string" || name.length > longestName) return undefined;
  const hasPath = typeof path === "string" && path.length > 0 && path.length <= 1_000;
  const hasText = typeof text === "string" && text.length <= longestInline;
  if (hasPath === hasText) return undefined;
  return {
    name,
    ...(hasPath ? { path } : { text: text as string }),
    roles: readRoles(roles),
    ...(typeof every === "number" && Number.isSafeInteger(every) && every > 1 ? { every } : {}),
  };
}

function readRoles(raw: unknown): DataChoice["roles"] {
  if (typeof raw !== "object" || raw === null) return {};
  const isNames = (value: unknown): value is readonly string[] =>
    Array.isArray(value) && value.length <= mostColumns && value.every((name) => typeof name === "string");
  return Object.fromEntries(Object.entries(raw).filter(([, value]) => isNames(value)));
}

/** The value that says a choice; equal choices have equal values. */
export function choiceText({ name, path, text, roles, every }: DataChoice): string {
  const ordered = Object.fromEntries(Object.entries(roles).sort(([a], [b]) => (a < b ? -1 : 1)));
  return JSON.stringify({ name, path, text, roles: ordered, every });
}

/** What the control of a data parameter shows of the table. */
export interface DataState {
  readonly name: string;
  /** Rows of the table, before any are left out. */
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly kind: "number" | "text"; readonly missing: number }[];
  /** The columns in use, by role. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  readonly problems: readonly DataProblem[];
  /** So many rows would have to be skipped for one that is taken, if the table is too long. */
  readonly tooLong?: number;
}

/** A table in its roles, or why it can't be used; both where something is worth saying. */
export interface Cast {
  readonly state: DataState;
  readonly data?: OwnData;
}

/** Reads a text or the bytes of a file into a table; columns may be texts. Of equal names the later ones get a number. */
export function readOwn(name: string, source: Uint8Array | string): Loaded {
  const loaded = typeof source === "string" ? readText(source) : readData(name, source, { texts: true });
  if (loaded.table === undefined) return loaded;
  const seen = new Map<string, number>();
  const columns = loaded.table.columns.map((column) => {
    const count = (seen.get(column.name) ?? 0) + 1;
    seen.set(column.name, count);
    return count === 1 ? column : { ...column, name: `${column.name} (${count})` };
  });
  return { ...loaded, table: { ...loaded.table, columns } };
}

/** Text without the ending of a file: JSON if it looks like it, a literal of a program if it is one, else CSV. */
function readText(text: string): Loaded {
  if (text.trim() === "") return { problems: [failure({ en: "The text is empty.", zh: "文本为空。" })] };
  const read = (kind: "csv" | "json", from: string): Loaded =>
    readData(`text.${kind}`, new TextEncoder().encode(from), { texts: true });
  const whole = read(/^\s*[[{]/.test(text) ? "json" : "csv", text);
  const literal = literalTable(text);
  if (literal === undefined || (whole.table !== undefined && /^\s*[[{]/.test(text))) return whole;
  // What is read out of a literal has lost its places, so its problems are those of the text as it is.
  const inner = read(literal.startsWith("[") ? "json" : "csv", literal);
  return inner.table === undefined ? whole : inner;
}

/** Gives the columns of a table their roles: those chosen by hand, then those that fit. */
export function castColumns(param: Pick<DataParam, "roles" | "maxRows">, choice: DataChoice, loaded: Loaded): Cast {
  const { table, problems } = loaded;
  const said = problems.filter(({ severity }) => severity !== "info");
  if (table === undefined) return { state: { name: choice.name, rows: 0, columns: [], roles: {}, problems: said } };
  const roles = assign(param.roles, choice.roles, table);
  const columns = table.columns.map((column) => ({
    name: column.name,
    kind: kindOf(column),
    missing: missingIn(column),
  }));
  const state: DataState = { name: choice.name, rows: table.rows, columns, roles, problems: said };
  const lacking = param.roles.filter((role) => role.optional !== true && (roles[role.id] ?? []).length === 0);
  if (lacking.length > 0) {
    const errors = lacking.map((role) => failure(noColumn(role, table)));
    return { state: { ...state, problems: [...errors, ...said] } };
  }
  const every = choice.every ?? 1;
  const rows = Math.ceil(table.rows / every);
  if (rows > param.maxRows) {
    const tooLong = Math.ceil(table.rows / param.maxRows);
    return { state: { ...state, problems: [failure(tooManyRows(table.rows, param.maxRows)), ...said], tooLong } };
  }
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  const own = Object.fromEntries(
    Object.entries(roles).map(([role, names]) => [role, names.map((name) => thinned(byName.get(name)!, every, rows))]),
  );
  return { state, data: { name: choice.name, rows, columns: own } };
}

const kindOf = ({ texts }: Column): "number" | "text" => (texts === undefined ? "number" : "text");
const missingIn = ({ values, texts }: Column): number =>
  texts === undefined ? count(values, Number.isNaN) : texts.filter((text) => text === "").length;

function count(values: Float64Array, isCounted: (value: number) => boolean): number {
  let sum = 0;
  for (const value of values) if (isCounted(value)) sum++;
  return sum;
}

function thinned({ name, values, texts }: Column, every: number, rows: number): OwnColumn {
  if (texts !== undefined) return { name, texts: every === 1 ? texts : texts.filter((_, row) => row % every === 0) };
  if (every === 1) return { name, numbers: values };
  const numbers = new Float64Array(rows);
  for (let row = 0; row < rows; row++) numbers[row] = values[row * every];
  return { name, numbers };
}

/** Usual names of a column that says which class a row belongs to, or what is to be predicted. */
const targetNames = /^(?:class|label|target|species|category|group|y|type|outcome)$/i;

function assign(roles: readonly DataRole[], chosen: DataChoice["roles"], table: Table): DataState["roles"] {
  const taken = new Set<string>();
  const out: Record<string, readonly string[]> = {};
  const fits = (role: DataRole, column: Column): boolean => role.kind === "any" || column.texts === undefined;
  const take = (role: DataRole, names: readonly string[]): void => {
    out[role.id] = names;
    for (const name of names) taken.add(name);
  };
  for (const role of roles) {
    if (!Object.hasOwn(chosen, role.id)) continue;
    const known = chosen[role.id].filter((name) =>
      table.columns.some((column) => column.name === name && fits(role, column)),
    );
    // An empty choice is one, where the role may stay without a column.
    if (known.length > 0 || (chosen[role.id].length === 0 && (role.optional === true || role.many === true)))
      take(role, role.many === true ? known : known.slice(0, 1));
  }
  const free = (role: DataRole): Column[] =>
    table.columns.filter((column) => !taken.has(column.name) && fits(role, column));
  const open = (isNow: (role: DataRole) => boolean): DataRole[] =>
    roles.filter((role) => isNow(role) && !Object.hasOwn(out, role.id));
  const same = (role: DataRole, { name }: Column): boolean =>
    [role.id, role.label.en, role.label.zh].some((word) => word.toLowerCase() === name.trim().toLowerCase());
  for (const role of open(({ many }) => many !== true)) {
    const match = free(role).find((column) => same(role, column));
    if (match !== undefined) take(role, [match.name]);
  }
  const targets = open(({ many, optional, kind }) => many !== true && optional !== true && kind === "any");
  for (const role of targets) {
    const columns = free(role);
    // One column of any kind is a class, which stands last if nothing tells it; several are taken as they come.
    const best =
      targets.length > 1
        ? columns[0]
        : (columns.find(({ name }) => targetNames.test(name.trim())) ??
          columns.find(({ texts }) => texts !== undefined) ??
          columns.at(-1));
    if (best !== undefined) take(role, [best.name]);
  }
  for (const role of open(({ many, optional }) => many !== true && optional !== true)) {
    const [first] = free(role);
    if (first !== undefined) take(role, [first.name]);
  }
  for (const role of open(({ many }) => many === true))
    take(
      role,
      free(role).map(({ name }) => name),
    );
  for (const role of open(() => true)) take(role, []);
  return out;
}

const noColumn = ({ label, kind }: DataRole, table: Table): Text => {
  const texts = table.columns.filter((column) => column.texts !== undefined).map(({ name }) => name);
  const why =
    kind === "number" && texts.length > 0
      ? { en: ` (text: ${texts.slice(0, 4).join(", ")})`, zh: `（文本列：${texts.slice(0, 4).join("、")}）` }
      : { en: "", zh: "" };
  return kind === "number"
    ? {
        en: `No column of numbers is left for “${label.en}”${why.en}.`,
        zh: `没有可用作“${label.zh}”的数值列${why.zh}。`,
      }
    : { en: `No column is left for “${label.en}”.`, zh: `没有可用作“${label.zh}”的列。` };
};
const tooManyRows = (rows: number, most: number): Text => ({
  en: `The table has ${rows} rows; this demo takes at most ${most}. Nothing was loaded.`,
  zh: `表格有 ${rows} 行，本演示最多接受 ${most} 行，未读入任何数据。`,
});
