import type { Text } from "../words/text";
import { type NpyHeader, readNpyHeader } from "./npy-header";
import { selectColumns } from "./select";
import { type DataProblem, dataLimits, failure, type Loaded, type LoadOptions, refused, tooManyNumbers } from "./table";

/** Reads an NPY file of numbers with at most two indices: rows and columns; a vector is one column. */
export function readNpy(bytes: Uint8Array, options: LoadOptions = {}): Loaded {
  const limits = { ...dataLimits, ...options.limits };
  const header = readNpyHeader(bytes);
  if ("message" in header) return refused([header]);
  const { shape, offset, itemBytes } = header;
  if (shape.length > 2) return refused([failure(tooManyIndices(shape.length))]);
  const count = shape.reduce((product, extent) => product * extent, 1n);
  if (count > BigInt(limits.numbers)) return refused([tooManyNumbers(String(count), limits.numbers)]);
  const needed = Number(count) * itemBytes;
  const present = bytes.length - offset;
  if (present !== needed)
    return refused([failure(present < needed ? truncated(needed, present) : surplus(needed, present))]);
  if (count === 0n) return refused([failure({ en: "The array is empty.", zh: "数组为空。" })]);
  const rows = Number(shape[0] ?? 1n);
  const width = Number(shape[1] ?? 1n);
  const names = Array.from({ length: width }, (_, k) => String(k + 1));
  const picked = selectColumns(names, false, options);
  if ("problem" in picked) return refused([picked.problem]);
  const view = new DataView(bytes.buffer, bytes.byteOffset + offset, needed);
  const read = readerOf(header);
  let rounded = false;
  const columns = names.map((name, c) => {
    const values = new Float64Array(rows);
    for (let r = 0; r < rows; r++) {
      const value = read(view, itemBytes * (header.fortran ? c * rows + r : r * width + c));
      values[r] = Number(value);
      if (typeof value === "bigint" && BigInt(values[r]) !== value) rounded = true;
    }
    return { name, values };
  });
  const problems: DataProblem[] = [];
  if (rounded) problems.push({ severity: "warning", message: roundedText });
  if (columns.some(({ values }) => values.some(Number.isNaN)))
    problems.push({ severity: "warning", message: { en: "The array holds NaN.", zh: "数组中含有 NaN。" } });
  return { table: { columns, rows, named: false }, problems };
}

function readerOf({
  kind,
  itemBytes,
  littleEndian: little,
}: NpyHeader): (view: DataView, at: number) => number | bigint {
  switch (`${kind}${itemBytes}`) {
    case "f4":
      return (view, at) => view.getFloat32(at, little);
    case "f8":
      return (view, at) => view.getFloat64(at, little);
    case "i1":
      return (view, at) => view.getInt8(at);
    case "i2":
      return (view, at) => view.getInt16(at, little);
    case "i4":
      return (view, at) => view.getInt32(at, little);
    case "i8":
      return (view, at) => view.getBigInt64(at, little);
    case "u2":
      return (view, at) => view.getUint16(at, little);
    case "u4":
      return (view, at) => view.getUint32(at, little);
    case "u8":
      return (view, at) => view.getBigUint64(at, little);
    case "b1":
      return (view, at) => (view.getUint8(at) === 0 ? 0 : 1);
    default:
      return (view, at) => view.getUint8(at);
  }
}

const tooManyIndices = (count: number): Text => ({
  en: `The array has ${count} indices; a matrix has two. Save a slice of it.`,
  zh: `数组有 ${count} 个维度，矩阵只有两个。请保存其中的一个切片。`,
});
const truncated = (needed: number, present: number): Text => ({
  en: `The file is cut off: its header promises ${needed} bytes of numbers, and ${present} are there.`,
  zh: `文件不完整：文件头声明 ${needed} 字节数据，实际只有 ${present} 字节。`,
});
const surplus = (needed: number, present: number): Text => ({
  en: `The header promises ${needed} bytes of numbers, and ${present} are there: the file is damaged, or holds more than one array.`,
  zh: `文件头声明 ${needed} 字节数据，实际有 ${present} 字节：文件已损坏，或含有多个数组。`,
});
const roundedText: Text = {
  en: "Integers beyond 2^53 were rounded to floating point.",
  zh: "超过 2^53 的整数已舍入为浮点数。",
};
