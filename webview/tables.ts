import type { Loaded } from "../src/data/table";
import type { AnyDemo, DataParam, OwnData, Values } from "../src/demos/demo";
import { type Cast, castColumns, type DataState, readChoice, readOwn } from "../src/demos/own-data";
import type { SupplyAsk } from "../src/protocol/work";

/** The tables that the worker holds for data parameters: files as the page brought them, texts as the values say them. */
export interface Tables {
  /** Keeps what a file of the workspace holds, or why it can't be had. */
  readonly supply: (ask: SupplyAsk) => void;
  /** The tables of a demo's data parameters. */
  readonly cast: (demo: AnyDemo, values: Values) => TablesNow;
}

export interface TablesNow {
  /** Names the content that a computation depends on, beside the values. */
  readonly key: string;
  readonly data: (param: string) => OwnData | undefined;
  readonly states: () => Readonly<Record<string, DataState>>;
}

const mostRead = 6;

export function createTables(): Tables {
  const files = new Map<string, SupplyAsk & { readonly version: number }>();
  const read = new Map<string, Loaded>();
  const casts = new Map<string, Cast>();
  let versions = 0;

  const load = (name: string, key: string, source: Uint8Array | string): Loaded =>
    keep(read, key, mostRead, () => readOwn(name, source));
  const castOf = (demo: AnyDemo, param: DataParam, value: string): Cast | undefined => {
    const choice = readChoice(value);
    if (choice === undefined) return undefined;
    const file = choice.path === undefined ? undefined : files.get(choice.path);
    if (choice.path !== undefined && (file === undefined || "problem" in file)) {
      const message = file === undefined ? notYet : file.problem;
      return { state: stateWith(choice.name, { severity: file === undefined ? "info" : "error", message }) };
    }
    const source = file !== undefined && "bytes" in file ? file.bytes : (choice.text ?? "");
    const key = file === undefined ? `text ${choice.text}` : `file ${file.version}`;
    return keep(casts, JSON.stringify([demo.id, param.id, value, key]), mostRead, () =>
      castColumns(param, choice, load(choice.path ?? choice.name, key, source)),
    );
  };
  return {
    supply: (ask) => void files.set(ask.path, { ...ask, version: ++versions }),
    cast: (demo, values) => {
      const params = demo.params.filter((param) => param.kind === "data");
      const found = new Map(params.map((param) => [param.id, castOf(demo, param, String(values[param.id] ?? ""))]));
      const paths = params.map(({ id }) => readChoice(String(values[id] ?? ""))?.path);
      return {
        key: paths.map((path) => (path === undefined ? "" : String(files.get(path)?.version ?? ""))).join(),
        data: (param) => found.get(param)?.data,
        states: () =>
          Object.fromEntries([...found].flatMap(([id, cast]) => (cast === undefined ? [] : [[id, cast.state]]))),
      };
    },
  };
}

const stateWith = (name: string, problem: DataState["problems"][number]): DataState => ({
  name,
  rows: 0,
  columns: [],
  roles: {},
  problems: [problem],
});

/** What the map has under the key, else what `make` gives; the longest unused goes first. */
function keep<T>(map: Map<string, T>, key: string, most: number, make: () => T): T {
  const known = map.has(key) ? (map.get(key) as T) : make();
  map.delete(key);
  map.set(key, known);
  if (map.size > most) map.delete(map.keys().next().value as string);
  return known;
}

const notYet = { en: "The file is being read …", zh: "正在读取文件……" };
