import type { Text } from "../words/text";
import { type DataProblem, failure } from "./table";

/** How the numbers of an NPY file lie in it. */
export interface NpyHeader {
  readonly kind: "f" | "i" | "u" | "b";
  readonly itemBytes: number;
  readonly littleEndian: boolean;
  /** The first index runs fastest. */
  readonly fortran: boolean;
  readonly shape: readonly bigint[];
  /** Where the numbers begin. */
  readonly offset: number;
}

const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
const longestHeader = 100_000;

/** @source NumPy Enhancement Proposal 1, "A Simple File Format for NumPy Arrays", versions 1.0 to 3.0 */
export function readNpyHeader(bytes: Uint8Array): NpyHeader | DataProblem {
  if (bytes.length < 10 || magic.some((byte, k) => bytes[k] !== byte)) return failure(notNpy);
  const major = bytes[6];
  if (major < 1 || major > 3) return failure(unknownVersion(major));
  const wide = major > 1;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (wide && bytes.length < 12) return failure(cutHeader);
  const length = wide ? view.getUint32(8, true) : view.getUint16(8, true);
  const start = wide ? 12 : 10;
  if (length > longestHeader) return failure(badHeader);
  if (start + length > bytes.length) return failure(cutHeader);
  let text = "";
  for (let i = start; i < start + length; i++) text += String.fromCharCode(bytes[i]);
  return fieldsOf(text, start + length);
}

const entry = /'(?:descr|fortran_order|shape)'\s*:\s*(?:'[^'\\]*'|True|False|\([^()]*\)|\[[^\n]*\])/g;
const whole = /^\{ *_ *, *_ *, *_ *,? *\}$/;

function fieldsOf(text: string, offset: number): NpyHeader | DataProblem {
  const entries = text.trim().match(entry);
  if (entries?.length !== 3 || !whole.test(text.trim().replace(entry, "_"))) return failure(badHeader);
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const extents = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (order === undefined || extents === undefined || !/^[\dL, ]*$/.test(extents)) return failure(badHeader);
  if (/'descr'\s*:\s*\[/.test(text)) return failure(structured);
  const type = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  if (type === undefined) return failure(badHeader);
  if (/^[<>|=]?O/.test(type)) return failure(pickled);
  const parts = /^([<>|=]?)([fiub])(\d{1,2})$/.exec(type);
  if (!parts) return failure(unknownType(type));
  const [, mark, letter, size] = parts;
  const kind = letter as NpyHeader["kind"];
  const itemBytes = Number(size);
  const sizes = { f: [4, 8], i: [1, 2, 4, 8], u: [1, 2, 4, 8], b: [1] }[kind];
  if (!sizes.includes(itemBytes)) return failure(unknownType(type));
  const shape = (extents.match(/\d+/g) ?? []).map(BigInt);
  return { kind, itemBytes, littleEndian: mark !== ">", fortran: order === "True", shape, offset };
}

const notNpy: Text = {
  en: "This is not an NPY file: its first bytes differ.",
  zh: "这不是 NPY 文件：文件头标识不符。",
};
const badHeader: Text = { en: "The header of the NPY file can't be read.", zh: "无法读取 NPY 文件头。" };
const cutHeader: Text = { en: "The NPY file ends inside its header.", zh: "NPY 文件在文件头内中断。" };
const structured: Text = {
  en: "The file holds records of several types. Save each field as an array of its own.",
  zh: "文件含有结构化记录。请将每个字段单独保存为数组。",
};
const pickled: Text = {
  en: "The file holds Python objects, which are never unpickled: they could run code. Save numbers (dtype float64).",
  zh: "文件含有 Python 对象；反序列化可能执行代码，因此拒绝读取。请以数值类型（float64）保存。",
};
const unknownVersion = (version: number): Text => ({
  en: `Version ${version} of the NPY format is not known; 1 to 3 are.`,
  zh: `不支持 NPY 格式第 ${version} 版，支持 1 至 3 版。`,
});
const unknownType = (type: string): Text => ({
  en: `Numbers of type ${type.slice(0, 20)} are not read. Save them as float64, or as integers.`,
  zh: `不支持类型 ${type.slice(0, 20)}。请保存为 float64 或整数类型。`,
});
