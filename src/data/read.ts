import { readCsv } from "./csv";
import { readJsonTable } from "./json";
import { readNpy } from "./npy";
import { dataLimits, failure, type Loaded, type LoadOptions, refused } from "./table";

const readers: { readonly [ending: string]: (bytes: Uint8Array, options?: LoadOptions) => Loaded } = {
  csv: readCsv,
  tsv: readCsv,
  txt: readCsv,
  dat: readCsv,
  npy: readNpy,
  json: readJsonTable,
};

/** Whether a file of this name can be read as data. */
export function knowsData(path: string): boolean {
  return Object.hasOwn(readers, endingOf(path));
}

/** Reads a data file by the ending of its name: CSV (`.csv .tsv .txt .dat`), NPY or JSON. Never throws. */
export function readData(path: string, bytes: Uint8Array, options: LoadOptions = {}): Loaded {
  const most = options.limits?.bytes ?? dataLimits.bytes;
  if (!knowsData(path)) return refused([failure(unknownEnding(endingOf(path)))]);
  if (bytes.length > most) return refused([failure(tooLarge(bytes.length, most))]);
  if (bytes.length === 0) return refused([failure({ en: "The file is empty.", zh: "文件为空。" })]);
  return readers[endingOf(path)](bytes, options);
}

function endingOf(path: string): string {
  return /\.([^./\\]+)$/.exec(path)?.[1].toLowerCase() ?? "";
}

const unknownEnding = (ending: string) => ({
  en: `Files ending in “${ending}” are not read; .csv, .tsv, .txt, .npy and .json are.`,
  zh: `不支持扩展名“${ending}”，可读入 .csv、.tsv、.txt、.npy、.json。`,
});
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0);
const tooLarge = (bytes: number, most: number) => ({
  en: `The file has ${megabytes(bytes)} MB; at most ${megabytes(most)} MB are loaded.`,
  zh: `文件有 ${megabytes(bytes)} MB，最多可读入 ${megabytes(most)} MB。`,
});
