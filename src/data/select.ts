import { type DataProblem, failure, type LoadOptions } from "./table";

/** The places of the columns asked for; all without. */
export function selectColumns(
  names: readonly string[],
  named: boolean,
  { columns, canonical = (name) => name }: LoadOptions,
): { readonly indices: readonly number[] } | { readonly problem: DataProblem } {
  if (columns === undefined || columns.length === 0) return { indices: names.map((_, k) => k) };
  if (!named) return { problem: failure(noNames) };
  const known = names.map(canonical);
  const indices: number[] = [];
  for (const asked of columns) {
    const name = canonical(asked);
    const at = known.indexOf(name);
    if (at < 0) return { problem: failure(unknown(asked, names)) };
    if (known.indexOf(name, at + 1) >= 0) return { problem: failure(twice(asked)) };
    indices.push(at);
  }
  return { indices };
}

const noNames = {
  en: "The file doesn't name its columns. Load it whole and take X[:, 1].",
  zh: "文件没有列名。请整体读入，再用 X[:, 1] 取列。",
};
const twice = (name: string) => ({
  en: `Two columns of the file are named ${name}.`,
  zh: `文件中有两列都名为 ${name}。`,
});
const unknown = (name: string, names: readonly string[]) => {
  const list = names.slice(0, 12).map((each) => (each.length > 24 ? `${each.slice(0, 23)}…` : each));
  const more = names.length > 12 ? ", …" : "";
  return {
    en: `The file has no column ${name}. It has ${list.join(", ")}${more}.`,
    zh: `文件中没有名为 ${name} 的列。已有的列：${list.join("、")}${more}。`,
  };
};
